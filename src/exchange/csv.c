/* csv.c: text files with separated fields
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The encoding and the separator are found out, never asked: a BOM decides, then
 * whether the bytes are UTF-8, else it is what French offices save: Windows-1252.
 */
#include "config.h"

#include "exchange/sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SNIFF_LINES 64

typedef struct
{
  CopilSheet *sheet;
  const char *at;
  const char *end;
  char        separator;
  guint       line;
  GString    *field;
} Reader;

/* (transfer full): the text in UTF-8, or NULL when it is none in any encoding. */
static char *
decode_as (const char  *data,
           gsize        size,
           const char  *encoding,
           gsize       *length,
           GError     **error)
{
  char *text = g_convert (data, (gssize) size, "UTF-8", encoding, NULL, length, error);

  if (text == NULL)
    g_prefix_error (error, "%s: ", encoding);
  return text;
}

/* Bytes that Windows-1252 leaves undefined become the replacement character. */
static char *
decode_cp1252 (const char *data,
               gsize       size,
               gsize      *length)
{
  g_autoptr (GString) text = g_string_sized_new (size + size / 8);
  const char *from = data, *end = data + size;

  while (from < end)
    {
      gsize read = 0, written = 0;
      g_autofree char *part = g_convert (from, end - from, "UTF-8", "WINDOWS-1252", &read,
                                         &written, NULL);

      if (part != NULL)
        {
          g_string_append_len (text, part, (gssize) written);
          break;
        }
      if (read > 0)
        {
          g_autofree char *good = g_convert (from, (gssize) read, "UTF-8", "WINDOWS-1252", NULL,
                                             &written, NULL);

          if (good != NULL)
            g_string_append_len (text, good, (gssize) written);
        }
      from += read;
      if (from < end)
        {
          g_string_append (text, "\ufffd");
          from++;
        }
    }
  *length = text->len;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Zero bytes at every second place betray UTF-16 without a mark. */
static const char *
guess_utf16 (const char *data,
             gsize       size)
{
  gsize even = 0, odd = 0, n = MIN (size, 1024) & ~(gsize) 1;

  for (gsize i = 0; i < n; i += 2)
    {
      even += data[i] == '\0';
      odd += data[i + 1] == '\0';
    }
  if (n >= 8 && odd > n / 4 && even == 0)
    return "UTF-16LE";
  if (n >= 8 && even > n / 4 && odd == 0)
    return "UTF-16BE";
  return NULL;
}

static char *
decode (CopilWorkbook *workbook,
        const char    *data,
        gsize          size,
        gsize         *length,
        GError       **error)
{
  const char *utf16 = NULL;

  if (size >= 3 && memcmp (data, "\xef\xbb\xbf", 3) == 0)
    {
      data += 3;
      size -= 3;
    }
  else if (size >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    utf16 = "UTF-16LE";
  else if (size >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    utf16 = "UTF-16BE";
  if (utf16 != NULL)
    {
      data += 2;
      size -= 2;
    }
  else
    utf16 = guess_utf16 (data, size);
  workbook->encoding = g_strdup (utf16 != NULL ? utf16 : "UTF-8");
  if (utf16 != NULL)
    return decode_as (data, size, utf16, length, error);
  if (g_utf8_validate_len (data, size, NULL))
    {
      *length = size;
      return g_strndup (data, size);
    }
  g_free (workbook->encoding);
  workbook->encoding = g_strdup ("windows-1252");
  return decode_cp1252 (data, size, length);
}

/* How many separators the line holds outside quotes. */
static guint
count_in_line (const char **at,
               const char  *end,
               char         separator)
{
  gboolean quoted = FALSE;
  guint n = 0;

  for (; *at < end && (quoted || **at != '\n'); (*at)++)
    {
      if (**at == '"')
        quoted = !quoted;
      else if (!quoted && **at == separator)
        n++;
    }
  if (*at < end)
    (*at)++;
  return n;
}

/* The separator that cuts the most lines of the head into the same number of fields. */
static guint
score_separator (const char *text,
                 const char *end,
                 char        separator)
{
  guint counts[SNIFF_LINES], n = 0, best = 0;

  while (text < end && n < SNIFF_LINES)
    counts[n++] = count_in_line (&text, end, separator);
  for (guint i = 0; i < n; i++)
    {
      guint alike = 0;

      for (guint j = 0; j < n; j++)
        alike += counts[j] == counts[i];
      if (counts[i] > 0)
        best = MAX (best, alike * 16 + MIN (counts[i], 15));
    }
  return best;
}

static char
guess_separator (const char *text,
                 const char *end)
{
  static const char candidates[] = { ';', '\t', '|', ',' };
  char separator = ';';
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (candidates); i++)
    {
      guint score = score_separator (text, end, candidates[i]);

      /* A comma is also the decimal mark: it must win clearly. */
      if (score > best)
        {
          best = score;
          separator = candidates[i];
        }
    }
  return separator;
}

/* After the opening quote, up to and over the closing one; doubled quotes are one. */
static gboolean
read_quoted (Reader  *self,
             GError **error)
{
  guint opened = self->line;

  while (self->at < self->end)
    {
      char c = *self->at++;

      if (c == '"')
        {
          if (self->at >= self->end || *self->at != '"')
            return TRUE;
          self->at++;
        }
      self->line += c == '\n';
      g_string_append_c (self->field, c);
      if (self->field->len > COPIL_SHEET_MAX_TEXT)
        break;
    }
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
               _("A quote opened on line %u is never closed."), opened);
  return FALSE;
}

/* One field, up to its separator or the end of the line, which is left to be read. */
static gboolean
read_field (Reader  *self,
            GError **error)
{
  const char *start;

  g_string_truncate (self->field, 0);
  if (self->at < self->end && *self->at == '"')
    {
      self->at++;
      if (!read_quoted (self, error))
        return FALSE;
    }
  start = self->at;
  while (self->at < self->end && *self->at != self->separator && *self->at != '\n' &&
         *self->at != '\r')
    self->at++;
  if (self->field->len == 0)
    return copil_sheet_add (self->sheet, COPIL_FIELD_TEXT, 0, start, self->at - start, error);
  g_string_append_len (self->field, start, self->at - start);
  return copil_sheet_add (self->sheet, COPIL_FIELD_TEXT, 0, self->field->str,
                          (gssize) self->field->len, error);
}

static gboolean
read_line (Reader  *self,
           GError **error)
{
  copil_sheet_begin_row (self->sheet, self->line);
  for (;;)
    {
      if (!read_field (self, error))
        return FALSE;
      if (self->at >= self->end || *self->at != self->separator)
        break;
      self->at++;
    }
  if (self->at < self->end && *self->at == '\r')
    self->at++;
  if (self->at < self->end && *self->at == '\n')
    self->at++;
  self->line++;
  return TRUE;
}

gboolean
copil_csv_read (CopilWorkbook *workbook,
                GBytes        *bytes,
                const char    *name,
                GError       **error)
{
  gsize size, length;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autofree char *text = decode (workbook, data, size, &length, error);
  Reader reader = { 0 };
  gboolean done = TRUE;

  if (text == NULL)
    return FALSE;
  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                   _("“%s” is neither a text file nor a workbook."), name);
      return FALSE;
    }
  workbook->format = g_strdup ("csv");
  workbook->separator = guess_separator (text, text + length);
  reader = (Reader) { copil_sheet_new (name), text, text + length, workbook->separator, 1,
                      g_string_new (NULL) };
  copil_sheet_set_delimited (reader.sheet);
  g_ptr_array_add (workbook->sheets, reader.sheet);
  while (done && reader.at < reader.end)
    done = read_line (&reader, error);
  g_string_free (reader.field, TRUE);
  return done;
}
