/* header.c: what the rows of headers say of a column
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/header.h"

#include <string.h>

#include "core/fold.h"

static guint
get_first_row (guint header_row,
               guint header_rows)
{
  return header_row + 1 >= header_rows ? header_row + 1 - header_rows : 0;
}

/* A merged header goes on over the blanks to its right; what stands above the first column is a
 * title. */
static const char *
get_carried (CopilSheet *sheet,
             guint       row,
             guint       column)
{
  const char *text = copil_sheet_get_text (sheet, row, column);

  while (*text == '\0' && column > 0)
    text = copil_sheet_get_text (sheet, row, --column);
  return column > 0 ? text : "";
}

static char *
join_headers (CopilSheet *sheet,
              guint       header_row,
              guint       header_rows,
              guint       column)
{
  GString *joined = g_string_new (NULL);

  for (guint row = get_first_row (header_row, header_rows); row <= header_row; row++)
    {
      const char *text = row < header_row ? get_carried (sheet, row, column)
                                          : copil_sheet_get_text (sheet, row, column);

      g_string_append_printf (joined, "%s%s", joined->len > 0 && *text != '\0' ? " " : "", text);
    }
  return g_string_free (joined, FALSE);
}

static gboolean
take_period (CopilHeader *header,
             const char  *text)
{
  char *rest = NULL;

  header->has_period = copil_find_period (text, &header->period, &header->provisional, &rest);
  if (!header->has_period)
    return FALSE;
  g_free (header->name);
  header->name = rest;
  return TRUE;
}

/* "Juillet" and "T3" wait for their year; "12" and "Nord" are no part of one. */
static gboolean
take_part (CopilHeader       *header,
           const char        *text,
           const CopilPeriod *year)
{
  g_autofree char *dated = NULL;

  if (year == NULL || text[strspn (text, "0123456789 ")] == '\0')
    return FALSE;
  dated = g_strdup_printf ("%s %d", text, copil_period_get_year (*year));
  return take_period (header, dated) && header->period.rhythm != COPIL_RHYTHM_YEAR;
}

void
copil_header_read (CopilSheet        *sheet,
                   guint              header_row,
                   guint              header_rows,
                   guint              column,
                   const CopilPeriod *year,
                   CopilHeader       *header)
{
  g_autofree char *joined = join_headers (sheet, header_row, header_rows, column);
  const char *own = copil_sheet_get_text (sheet, header_row, column);

  *header = (CopilHeader) { .name = g_strdup (joined) };
  if (*own == '\0' || take_period (header, joined) || take_period (header, own) ||
      take_part (header, joined, year))
    return;
  header->has_period = FALSE;
  g_free (header->name);
  header->name = g_steal_pointer (&joined);
}

void
copil_header_clear (CopilHeader *header)
{
  g_clear_pointer (&header->name, g_free);
}

/* Titles ----------------------------------------------------------------------------------- */

/* Such a line dates the file, not its figures. */
static gboolean
dates_the_file (const char *text)
{
  static const char *const words[] = { "source", "publi", "mise a jour", "maj", "extrac", "extrait",
                                       "edition", "diffus", "lecture", "note", "consult", "telecharg",
                                       "depuis", "base", NULL };
  g_autofree char *folded = copil_fold (text);

  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* FALSE when @text names another period than those before it. */
static gboolean
take_title (const char  *text,
            CopilPeriod *period,
            gboolean    *found)
{
  CopilPeriod one;
  gboolean provisional;
  g_autofree char *rest = NULL;

  if (dates_the_file (text) || !copil_find_period (text, &one, &provisional, &rest))
    return TRUE;
  if (*found && !copil_period_equal (one, *period))
    return FALSE;
  *period = one;
  *found = TRUE;
  return TRUE;
}

/* A row of a table has more to say. */
static gboolean
is_title_row (CopilSheet *sheet,
              guint       row)
{
  guint filled = 0;

  for (guint column = 0; column < copil_sheet_get_length (sheet, row); column++)
    filled += *copil_sheet_get_text (sheet, row, column) != '\0';
  return filled <= 2;
}

gboolean
copil_title_find_period (CopilSheet  *sheet,
                         guint        row,
                         CopilPeriod *period)
{
  gboolean found = FALSE;

  for (guint i = 0; i < row; i++)
    for (guint column = 0; is_title_row (sheet, i) && column < copil_sheet_get_length (sheet, i);
         column++)
      if (!take_title (copil_sheet_get_text (sheet, i, column), period, &found))
        return FALSE;
  return found;
}

/* Names of columns ------------------------------------------------------------------------- */

int
copil_sheet_find_header (CopilSheet   *sheet,
                         CopilMapping *mapping,
                         const char   *name)
{
  g_autofree char *wanted = copil_fold (name);
  guint64 number;

  if (*name == '#' && g_ascii_string_to_unsigned (name + 1, 10, 1, COPIL_SHEET_MAX_COLUMNS, &number,
                                                  NULL))
    return (int) number - 1;
  for (guint row = mapping->header_row + 1;
       row > get_first_row (mapping->header_row, mapping->header_rows); row--)
    for (guint column = 0; column < copil_sheet_get_length (sheet, row - 1); column++)
      {
        g_autofree char *header = copil_fold (copil_sheet_get_text (sheet, row - 1, column));

        if (strcmp (header, wanted) == 0)
          return (int) column;
      }
  return -1;
}

char *
copil_sheet_name_column (CopilSheet   *sheet,
                         CopilMapping *mapping,
                         guint         column)
{
  const char *text = copil_sheet_get_text (sheet, mapping->header_row, column);

  if (*text != '\0' && copil_sheet_find_header (sheet, mapping, text) == (int) column)
    return g_strdup (text);
  return g_strdup_printf ("#%u", column + 1);
}
