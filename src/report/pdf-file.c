/* pdf-file.c: a PDF as cairo wrote it, to be changed here and there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/pdf-file.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#define HEADER "%PDF-1.7\n%\xb5\xed\xae\xfb\n"
#define ENTRY_SIZE 20 /* of the cross-references */

typedef struct
{
  gsize    start, end; /* of what cairo wrote, "12 0 obj" and "endobj" included */
  GString *text;       /* or of what stands instead */
} Object;

struct _CopilPdfFile
{
  GBytes     *pdf;
  const char *data;
  GArray     *objects; /* of Object, by number */
  guint       root, info;
};

static void
clear_object (gpointer data)
{
  Object *object = data;

  if (object->text != NULL)
    g_string_free (object->text, TRUE);
}

static Object *
get_object (CopilPdfFile *self,
            guint         number)
{
  g_return_val_if_fail (number > 0 && number < self->objects->len, NULL);

  return &g_array_index (self->objects, Object, number);
}

void
copil_pdf_file_free (CopilPdfFile *self)
{
  g_array_unref (self->objects);
  g_bytes_unref (self->pdf);
  g_free (self);
}

/* -- Opening ------------------------------------------------------------------------------- */

static int
compare_starts (gconstpointer a,
                gconstpointer b)
{
  const Object *const *first = a, *const *second = b;

  return (*first)->start < (*second)->start ? -1 : (*first)->start > (*second)->start;
}

/* An object ends where the next one in the file begins, the last one at the cross-references. */
static void
find_ends (CopilPdfFile *self,
           gsize         table)
{
  guint n = 0;
  g_autofree Object **order = g_new (Object *, self->objects->len);

  for (guint i = 1; i < self->objects->len; i++)
    if (g_array_index (self->objects, Object, i).start > 0)
      order[n++] = &g_array_index (self->objects, Object, i);
  qsort (order, n, sizeof *order, compare_starts);
  for (guint i = 0; i < n; i++)
    order[i]->end = i + 1 < n ? order[i + 1]->start : table;
}

/* The entries, from that of object 0 on: "0000012345 00000 n". */
static gboolean
read_entries (CopilPdfFile *self,
              const char   *at,
              gsize         n,
              gsize         table)
{
  g_array_set_size (self->objects, (guint) n);
  for (gsize i = 1; i < n; i++)
    {
      const char *entry = at + i * ENTRY_SIZE;
      gsize start = 0;

      for (int digit = 0; digit < 10; digit++)
        start = start * 10 + (gsize) (entry[digit] - '0');
      if (entry[17] == 'n' && (start == 0 || start >= table))
        return FALSE;
      g_array_index (self->objects, Object, i).start = entry[17] == 'n' ? start : 0;
    }
  find_ends (self, table);
  return TRUE;
}

/* "startxref" and the place stand at the very end. */
static gsize
find_table (const char *data,
            gsize       size)
{
  gsize tail = MIN (size, 64);
  g_autofree char *end = g_strndup (data + size - tail, tail);
  const char *mark = g_strrstr (end, "startxref");
  guint64 place = mark != NULL ? g_ascii_strtoull (mark + strlen ("startxref"), NULL, 10) : 0;

  return place < size ? (gsize) place : 0;
}

static gboolean
read_table (CopilPdfFile *self)
{
  gsize size = g_bytes_get_size (self->pdf), table = find_table (self->data, size), n;
  const char *end = self->data + size, *at;
  CopilPdfValue trailer;
  char *after;

  if (table == 0 || size - table < 16 || memcmp (self->data + table, "xref\n0 ", 7) != 0)
    return FALSE;
  n = (gsize) g_ascii_strtoull (self->data + table + 7, &after, 10);
  at = after + 1;
  if (n == 0 || n > G_MAXUINT / 2 || (gsize) (end - at) / ENTRY_SIZE < n
      || !read_entries (self, at, n, table))
    return FALSE;
  at += n * ENTRY_SIZE;
  if ((gsize) (end - at) < 8 || memcmp (at, "trailer\n", 8) != 0)
    return FALSE;
  trailer = (CopilPdfValue) { at + 8, (gsize) (end - at) - 8 };
  self->root = copil_pdf_value_refer (copil_pdf_value_get (trailer, "/Root"));
  self->info = copil_pdf_value_refer (copil_pdf_value_get (trailer, "/Info"));
  return self->root > 0 && self->root < n && self->info < n;
}

CopilPdfFile *
copil_pdf_file_open (GBytes *pdf,
                     GError **error)
{
  g_autoptr (CopilPdfFile) self = g_new0 (CopilPdfFile, 1);

  self->pdf = g_bytes_ref (pdf);
  self->data = g_bytes_get_data (pdf, NULL);
  self->objects = g_array_new (FALSE, TRUE, sizeof (Object));
  g_array_set_clear_func (self->objects, clear_object);
  if (read_table (self))
    return g_steal_pointer (&self);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "PDF without one section of cross-references");
  return NULL;
}

/* -- Reading ------------------------------------------------------------------------------- */

guint
copil_pdf_file_count (CopilPdfFile *self)
{
  return self->objects->len;
}

guint
copil_pdf_file_get_root (CopilPdfFile *self)
{
  return self->root;
}

guint
copil_pdf_file_get_info (CopilPdfFile *self)
{
  return self->info;
}

/* Between "12 0 obj" and "endobj", which have lines of their own. */
static CopilPdfValue
strip_object (const char *start,
              const char *end)
{
  const char *mark = memchr (start, 'j', (gsize) (end - start));
  const char *from = mark != NULL ? mark + 1 : end, *to = end;

  while (from < end && g_ascii_isspace (*from))
    from++;
  while (to > from && g_ascii_isspace (to[-1]))
    to--;
  to -= MIN (to - from, (gssize) strlen ("endobj"));
  while (to > from && g_ascii_isspace (to[-1]))
    to--;
  return (CopilPdfValue) { from, (gsize) (to - from) };
}

CopilPdfValue
copil_pdf_file_read (CopilPdfFile *self,
                     guint         object)
{
  const Object *found = get_object (self, object);

  if (found == NULL)
    return (CopilPdfValue) { "", 0 };
  if (found->text != NULL)
    return (CopilPdfValue) { found->text->str, found->text->len };
  return strip_object (self->data + found->start, self->data + found->end);
}

CopilPdfValue
copil_pdf_file_resolve (CopilPdfFile *self,
                        CopilPdfValue value)
{
  guint number = copil_pdf_value_refer (value);

  return number > 0 && number < self->objects->len ? copil_pdf_file_read (self, number) : value;
}

/* -- Changing ------------------------------------------------------------------------------ */

static GString *
own_text (CopilPdfFile *self,
          guint         object)
{
  Object *own = get_object (self, object);

  if (own->text == NULL)
    {
      CopilPdfValue value = copil_pdf_file_read (self, object);

      own->text = g_string_new_len (value.text, (gssize) value.length);
    }
  return own->text;
}

void
copil_pdf_file_set (CopilPdfFile *self,
                    guint         object,
                    const char   *key,
                    const char   *format,
                    ...)
{
  GString *text = own_text (self, object);
  CopilPdfValue old = copil_pdf_value_get ((CopilPdfValue) { text->str, text->len }, key);
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (old.length > 0)
    {
      gssize place = old.text - text->str;

      g_string_erase (text, place, (gssize) old.length);
      g_string_insert (text, place, value);
      return;
    }
  g_string_truncate (text, text->len - strlen (">>"));
  g_string_append_printf (text, "%s %s >>", key, value);
}

static guint
take_text (CopilPdfFile *self,
           GString      *text)
{
  Object object = { .text = text };

  g_array_append_val (self->objects, object);
  return self->objects->len - 1;
}

guint
copil_pdf_file_add (CopilPdfFile *self,
                    const char   *format,
                    ...)
{
  GString *text = g_string_new (NULL);
  va_list arguments;

  va_start (arguments, format);
  g_string_vprintf (text, format, arguments);
  va_end (arguments);
  return take_text (self, text);
}

guint
copil_pdf_file_add_stream (CopilPdfFile *self,
                           const char   *entries,
                           gconstpointer data,
                           gsize         size)
{
  GString *text = g_string_sized_new (size + 256);

  g_string_printf (text, "<< /Length %" G_GSIZE_FORMAT " %s >>\nstream\n", size, entries);
  g_string_append_len (text, data, (gssize) size);
  g_string_append (text, "\nendstream");
  return take_text (self, text);
}

void
copil_pdf_file_drop (CopilPdfFile *self,
                     guint         object)
{
  Object *dropped = get_object (self, object);

  clear_object (dropped);
  *dropped = (Object) { 0 };
}

/* -- Writing ------------------------------------------------------------------------------- */

static gboolean
is_free (const Object *object)
{
  return object->text == NULL && object->start == 0;
}

static void
write_object (CopilPdfFile *self,
              guint         number,
              GString      *out)
{
  const Object *object = get_object (self, number);

  if (object->text == NULL)
    {
      g_string_append_len (out, self->data + object->start,
                           (gssize) (object->end - object->start));
      return;
    }
  g_string_append_printf (out, "%u 0 obj\n", number);
  g_string_append_len (out, object->text->str, (gssize) object->text->len);
  g_string_append (out, "\nendobj\n");
}

static void
write_entry (GString    *out,
             gsize       place,
             const char *end)
{
  char digits[11] = "0000000000";

  for (int i = 9; i >= 0 && place > 0; i--, place /= 10)
    digits[i] = (char) ('0' + place % 10);
  g_string_append_len (out, digits, 10);
  g_string_append_len (out, end, ENTRY_SIZE - 10);
}

/* Objects that are no more are a chain that begins and ends at 0. */
static void
write_table (CopilPdfFile *self,
             const gsize  *places,
             GString      *out)
{
  guint n = self->objects->len, next = 0;
  g_autofree guint *chain = g_new0 (guint, n);

  for (guint i = n; i-- > 0;)
    if (i == 0 || places[i] == 0)
      {
        chain[i] = next;
        next = i;
      }
  g_string_append_printf (out, "xref\n0 %u\n", n);
  write_entry (out, chain[0], " 65535 f \n");
  for (guint i = 1; i < n; i++)
    write_entry (out, places[i] > 0 ? places[i] : chain[i],
                 places[i] > 0 ? " 00000 n \n" : " 00001 f \n");
}

static void
write_trailer (CopilPdfFile *self,
               gsize         table,
               GString      *out)
{
  XXH128_hash_t hash = XXH3_128bits (out->str, out->len);
  g_autofree char *id = g_strdup_printf ("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                         (guint64) hash.high64, (guint64) hash.low64);

  g_string_append_printf (out, "trailer\n<< /Size %u /Root %u 0 R ", self->objects->len,
                          self->root);
  if (self->info > 0)
    g_string_append_printf (out, "/Info %u 0 R ", self->info);
  g_string_append_printf (out, "/ID [<%s> <%s>] >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n", id,
                          id, table);
}

GBytes *
copil_pdf_file_write (CopilPdfFile *self)
{
  guint n = self->objects->len;
  g_autofree gsize *places = g_new0 (gsize, n);
  GString *out = g_string_sized_new (g_bytes_get_size (self->pdf) + n * 32 + 65536);
  gsize table;

  g_string_append (out, HEADER);
  for (guint i = 1; i < n; i++)
    if (!is_free (get_object (self, i)))
      {
        places[i] = out->len;
        write_object (self, i, out);
      }
  table = out->len;
  write_table (self, places, out);
  write_trailer (self, table, out);
  return g_string_free_to_bytes (out);
}
