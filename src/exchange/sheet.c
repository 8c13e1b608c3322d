/* sheet.c: the cells of other people's files, whatever the format
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  guint   line;
  guint   first; /* index of its first field */
  guint   n;
} Row;

struct _CopilSheet
{
  char         *name;
  GArray       *rows;   /* of Row */
  GArray       *fields; /* of CopilField */
  GStringChunk *texts;
  guint         width;
  gboolean      delimited;
};

static const CopilField empty_field = { COPIL_FIELD_EMPTY, 0, "" };

G_DEFINE_QUARK (copil-exchange-error-quark, copil_exchange_error)

CopilSheet *
copil_sheet_new (const char *name)
{
  CopilSheet *self = g_new0 (CopilSheet, 1);

  self->name = g_strdup (name);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  self->fields = g_array_new (FALSE, FALSE, sizeof (CopilField));
  self->texts = g_string_chunk_new (64 * 1024);
  return self;
}

void
copil_sheet_free (CopilSheet *self)
{
  g_free (self->name);
  g_array_unref (self->rows);
  g_array_unref (self->fields);
  g_string_chunk_free (self->texts);
  g_free (self);
}

const char *
copil_sheet_get_name (CopilSheet *self)
{
  return self->name;
}

guint
copil_sheet_get_n_rows (CopilSheet *self)
{
  return self->rows->len;
}

guint
copil_sheet_get_width (CopilSheet *self)
{
  return self->width;
}

guint
copil_sheet_get_length (CopilSheet *self,
                        guint       row)
{
  return g_array_index (self->rows, Row, row).n;
}

const CopilField *
copil_sheet_get (CopilSheet *self,
                 guint       row,
                 guint       column)
{
  const Row *place;

  if (row >= self->rows->len)
    return &empty_field;
  place = &g_array_index (self->rows, Row, row);
  if (column >= place->n)
    return &empty_field;
  return &g_array_index (self->fields, CopilField, place->first + column);
}

const char *
copil_sheet_get_text (CopilSheet *self,
                      guint       row,
                      guint       column)
{
  return copil_sheet_get (self, row, column)->text;
}

guint
copil_sheet_get_line (CopilSheet *self,
                      guint       row)
{
  return g_array_index (self->rows, Row, row).line;
}

gboolean
copil_sheet_is_delimited (CopilSheet *self)
{
  return self->delimited;
}

void
copil_sheet_set_delimited (CopilSheet *self)
{
  self->delimited = TRUE;
}

void
copil_sheet_begin_row (CopilSheet *self,
                       guint       line)
{
  Row row = { line, self->fields->len, 0 };

  g_array_append_val (self->rows, row);
}

/* White space of French typography included: U+00A0 and U+202F. */
static const char *
trim (const char *text,
      gssize     *length)
{
  const char *end = text + *length;

  while (text < end && (g_ascii_isspace (*text) || g_str_has_prefix (text, "\u00a0") ||
                        g_str_has_prefix (text, "\u202f")))
    text = g_utf8_next_char (text);
  for (;;)
    {
      if (end > text && g_ascii_isspace (end[-1]))
        end -= 1;
      else if (end - text >= 2 && memcmp (end - 2, "\u00a0", 2) == 0)
        end -= 2;
      else if (end - text >= 3 && memcmp (end - 3, "\u202f", 3) == 0)
        end -= 3;
      else
        break;
    }
  *length = end - text;
  return text;
}

static gboolean
check_bounds (CopilSheet *self,
              const Row  *row,
              gssize      length,
              GError    **error)
{
  if (length > COPIL_SHEET_MAX_TEXT)
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_TOO_LARGE,
                 _("Line %u holds a field of more than one million characters."), row->line);
  else if (self->fields->len >= COPIL_SHEET_MAX_FIELDS || row->n >= COPIL_SHEET_MAX_COLUMNS)
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_TOO_LARGE,
                 _("The sheet “%s” is too large: import it in several files."), self->name);
  else
    return TRUE;
  return FALSE;
}

gboolean
copil_sheet_add (CopilSheet     *self,
                 CopilFieldKind  kind,
                 double          number,
                 const char     *text,
                 gssize          length,
                 GError        **error)
{
  Row *row = &g_array_index (self->rows, Row, self->rows->len - 1);
  CopilField field = { kind, number, "" };

  if (length < 0)
    length = (gssize) strlen (text);
  text = trim (text, &length);
  if (!check_bounds (self, row, length, error))
    return FALSE;
  if (length > 0)
    field.text = g_string_chunk_insert_len (self->texts, text, length);
  else if (kind == COPIL_FIELD_TEXT)
    field.kind = COPIL_FIELD_EMPTY;
  g_array_append_val (self->fields, field);
  row->n++;
  self->width = MAX (self->width, row->n);
  return TRUE;
}

void
copil_workbook_free (CopilWorkbook *self)
{
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->hidden);
  g_free (self->format);
  g_free (self->encoding);
  g_free (self->digest);
  g_free (self);
}

static gboolean
has_prefix (const char *data,
            gsize       size,
            const char *prefix,
            gsize       length)
{
  return size >= length && memcmp (data, prefix, length) == 0;
}

/* The names of its parts stand in the clear, whatever the order and the packing of the parts. */
static gboolean
names_part (GBytes     *bytes,
            const char *name)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  return memmem (data, size, name, strlen (name)) != NULL;
}

/* A zip is a workbook of one of two kinds. */
static gboolean
read_zip (CopilWorkbook *self,
          GBytes        *bytes,
          GError       **error)
{
  if (names_part (bytes, "content.xml") && !names_part (bytes, "xl/workbook.xml"))
    return copil_ods_read (self, bytes, error);
  return copil_xlsx_read (self, bytes, error);
}

gboolean
copil_workbook_has_sheets (CopilWorkbook *workbook,
                           GError       **error)
{
  if (workbook->sheets->len + workbook->hidden->len > 0)
    return TRUE;
  g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                       _("This zip file is not a workbook: unzip it and import the file that it "
                         "holds, or save that as .xlsx or .csv."));
  return FALSE;
}

/* Files that are taken for tables by their name: how they begin, what to do. */
static const struct
{
  const char *head;
  const char *advice;
} strangers[] = {
  { "\xd0\xcf\x11\xe0", N_("an old Excel workbook (.xls), or one with a password: save it as .xlsx "
                          "without a password and try again.") },
  { "%PDF", N_("a PDF document: ask for the table itself, as .xlsx or .csv.") },
  { "\x1f\x8b", N_("a compressed file: uncompress it and try again.") },
  { "7z\xbc\xaf", N_("a compressed file: uncompress it and try again.") },
  { "Rar!", N_("a compressed file: uncompress it and try again.") },
  { "BZh", N_("a compressed file: uncompress it and try again.") },
  { "\xfd" "7zXZ", N_("a compressed file: uncompress it and try again.") },
  { "\x28\xb5\x2f\xfd", N_("a compressed file: uncompress it and try again.") },
  { "PK\005\006", N_("an empty zip file: ask for the table itself, as .xlsx or .csv.") },
  { "{\\rtf", N_("a text document: ask for the table itself, as .xlsx or .csv.") },
  { "MIME-Version:", N_("a web page or XML, whatever its name: open it in a spreadsheet, save it as "
                        ".xlsx and try again.") },
  { "<", N_("a web page or XML, whatever its name: open it in a spreadsheet, save it as .xlsx and "
            "try again.") },
  { "{", N_("JSON, which is no table: ask for it as .xlsx or .csv.") },
  { "[{", N_("JSON, which is no table: ask for it as .xlsx or .csv.") },
  { "[[", N_("JSON, which is no table: ask for it as .xlsx or .csv.") },
  { "[\"", N_("JSON, which is no table: ask for it as .xlsx or .csv.") },
};

/* The first bytes that are not white space, as many as the longest head, in @head; the space that
 * JSON leaves after its bracket goes too. */
static gsize
copy_head (const char *data,
           gsize       size,
           char       *head,
           gsize       room)
{
  gsize n = 0;

  for (gsize i = 0; i < size && n < room; i++)
    if (!g_ascii_isspace (data[i]) || (n > 0 && head[n - 1] != '['))
      head[n++] = data[i];
  return n;
}

static gboolean
check_stranger (const char *data,
                gsize       size,
                const char *name,
                GError    **error)
{
  char head[16];
  gsize n;

  if (has_prefix (data, size, "\xef\xbb\xbf", 3))
    {
      data += 3;
      size -= 3;
    }
  n = copy_head (data, size, head, sizeof head);
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    if (has_prefix (head, n, strangers[i].head, strlen (strangers[i].head)))
      {
        g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT, _("“%s” is %s"), name,
                     _(strangers[i].advice));
        return FALSE;
      }
  return TRUE;
}

/* A workbook of which nothing is shown still holds its figures. */
static void
show_hidden (CopilWorkbook *self)
{
  GPtrArray *sheets = self->sheets;

  if (sheets->len > 0)
    return;
  self->sheets = self->hidden;
  self->hidden = sheets;
}

/**
 * copil_workbook_read:
 * @bytes: the whole file
 * @name: what to call it in messages, and its only sheet when it has no names
 *
 * Looks at the bytes, not at the name: text in any of the usual encodings, XLSX or ODS.
 *
 * Returns: (transfer full): the cells, or %NULL with a sentence for the screen
 */
CopilWorkbook *
copil_workbook_read (GBytes     *bytes,
                     const char *name,
                     GError    **error)
{
  g_autoptr (CopilWorkbook) self = g_new0 (CopilWorkbook, 1);
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  gboolean done;

  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_sheet_free);
  self->hidden = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_sheet_free);
  self->digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (size == 0)
    {
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_EMPTY,
                   _("“%s” is empty."), name);
      return NULL;
    }
  if (has_prefix (data, size, "PK\003\004", 4))
    done = read_zip (self, bytes, error);
  else
    done = check_stranger (data, size, name, error) && copil_csv_read (self, bytes, name, error);
  show_hidden (self);
  return done ? g_steal_pointer (&self) : NULL;
}

/**
 * copil_workbook_load:
 * @file: of at most COPIL_WORKBOOK_MAX_BYTES
 *
 * Returns: (transfer full): see copil_workbook_read()
 */
CopilWorkbook *
copil_workbook_load (GFile         *file,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                            G_FILE_QUERY_INFO_NONE, cancellable, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > COPIL_WORKBOOK_MAX_BYTES)
    {
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_TOO_LARGE,
                   _("“%s” is larger than 512 MB: import it in several files."), name);
      return NULL;
    }
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  return bytes != NULL ? copil_workbook_read (bytes, name, error) : NULL;
}

CopilWorkbook *
copil_workbook_open (const char *path,
                     GError    **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  return copil_workbook_load (file, NULL, error);
}
