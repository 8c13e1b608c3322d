/* export-csv.c: tables that French spreadsheets open as they are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/export.h"
#include "core/format.h"

#include <string.h>

#define BOM "\xEF\xBB\xBF"

/* A written number ("−1 234,5") as a spreadsheet reads one ("-1234,5"); NULL if it is none. */
static char *
plain_number (const char *text)
{
  GString *plain = g_string_new (NULL);
  gboolean digits = FALSE, comma = FALSE, good = TRUE;

  if (g_str_has_prefix (text, COPIL_MINUS) || *text == '-')
    {
      g_string_append_c (plain, '-');
      text = g_utf8_next_char (text);
    }
  for (; *text && good; text = g_utf8_next_char (text))
    {
      if (g_ascii_isdigit (*text))
        {
          g_string_append_c (plain, *text);
          digits = TRUE;
        }
      else if (*text == ',' && digits && !comma)
        {
          g_string_append_c (plain, ',');
          comma = TRUE;
        }
      else if (!(g_str_has_prefix (text, COPIL_NNBSP) && digits && !comma))
        good = FALSE;
    }
  if (good && digits && plain->str[plain->len - 1] != ',')
    return g_string_free (plain, FALSE);
  g_string_free (plain, TRUE);
  return NULL;
}

/* What a spreadsheet takes for the start of a formula. */
static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL;
}

static void
append_quoted (GString    *out,
               const char *text)
{
  g_string_append_c (out, '"');
  for (; *text; text++)
    {
      if (*text == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *text);
    }
  g_string_append_c (out, '"');
}

static void
append_cell (GString    *out,
             const char *text)
{
  g_autofree char *number = plain_number (text);
  g_autofree char *safe = NULL;

  if (number)
    {
      g_string_append (out, number);
      return;
    }
  safe = g_strconcat (is_formula (text) ? "'" : "", text, NULL);
  if (strpbrk (safe, ";\"\r\n") || g_ascii_isspace (*safe))
    append_quoted (out, safe);
  else
    g_string_append (out, safe);
}

/**
 * copil_csv_from_table:
 * @rows: (element-type GStrv): the header first
 *
 * Returns: (transfer full): the file
 */
GBytes *
copil_csv_from_table (GPtrArray *rows)
{
  GString *out = g_string_new (BOM);

  for (guint i = 0; i < rows->len; i++)
    {
      GStrv row = g_ptr_array_index (rows, i);

      for (guint column = 0; row[column]; column++)
        {
          if (column > 0)
            g_string_append_c (out, ';');
          append_cell (out, row[column]);
        }
      g_string_append (out, "\r\n");
    }
  return g_string_free_to_bytes (out);
}

GBytes *
copil_chart_to_csv (CopilChart *self)
{
  g_autoptr (GPtrArray) table = copil_chart_get_table (self);

  return copil_csv_from_table (table);
}
