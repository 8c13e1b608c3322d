/* composition-read.c: the columns of a file that say which commune lies where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nothing is expected of headings: the column of communes is the one whose cells are codes of
 * communes. Perimeters are the column that repeats, with another beside it that changes when it
 * does: a code and its name. A column that follows from the department (the department itself,
 * its region) is not what such a file is read for.
 */
#define G_LOG_DOMAIN "composition"
#include "config.h"

#include "exchange/composition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"
#include "exchange/place-words.h"

#define NONE G_MAXUINT
/* A heading or a title stands in these rows at the latest. */
#define MAX_TITLE_ROWS 40
/* Wider than any composition: a sheet of notes may have thousands of empty columns. */
#define MAX_COLUMNS 64

/* The cells of one column over the rows of communes, numbered: equal cells, equal numbers. */
typedef struct
{
  guint      *ids;
  GPtrArray  *values; /* const char, by number */
  guint       n_empty;
  gboolean    of_department; /* the same over each department */
} Column;

typedef struct
{
  CopilSheet        *sheet;
  CopilCommuneTable *table;
  guint              commune_column;
  GArray            *rows;  /* guint: those whose commune column holds a code */
  GPtrArray         *codes; /* char, of the same ranks: the code in full */
  Column            *columns;
  guint              n_columns;
} Source;

/* The column of perimeters, and that of their names: both may be one. */
typedef struct
{
  guint code;
  guint name;
} Choice;

static void
free_column (Column *column)
{
  g_free (column->ids);
  if (column->values != NULL)
    g_ptr_array_unref (column->values);
}

static void
source_clear (Source *source)
{
  for (guint i = 0; i < source->n_columns && source->columns != NULL; i++)
    free_column (&source->columns[i]);
  g_clear_pointer (&source->columns, g_free);
  g_clear_pointer (&source->rows, g_array_unref);
  g_clear_pointer (&source->codes, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

/* -- The column of communes ------------------------------------------------------------------ */

/* (transfer full) (nullable): a code of commune as the official code writes it, though a
 * spreadsheet took its first zero; NULL when the cell cannot be one. */
static char *
full_code (const char *text)
{
  gsize length = strlen (text);

  if (length < 4 || length > 5)
    return NULL;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]) && !(i == 1 && strchr ("ABab", text[i]) != NULL))
      return NULL;
  if (length == 4 && !g_ascii_isdigit (text[1]))
    return NULL;
  return length == 4 ? g_strconcat ("0", text, NULL) : g_ascii_strup (text, -1);
}

/* How many cells of a column are codes of communes; 0 when that is under half of them. */
static guint
count_communes (CopilSheet        *sheet,
                CopilCommuneTable *table,
                guint              column)
{
  guint n_filled = 0, n_known = 0;

  for (guint row = 0; row < copil_sheet_get_n_rows (sheet); row++)
    {
      const char *text = copil_sheet_get (sheet, row, column)->text;
      g_autofree char *code = full_code (text);

      n_filled += *text != '\0';
      n_known += code != NULL && copil_commune_table_find (table, code) != NULL;
    }
  return 2 * n_known >= n_filled ? n_known : 0;
}

/* The sheet and the column with the most communes, two at least. */
static gboolean
find_communes (CopilWorkbook *workbook,
               Source        *source)
{
  guint most = 1;

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      CopilSheet *sheet = workbook->sheets->pdata[i];
      guint width = MIN (copil_sheet_get_width (sheet), MAX_COLUMNS);

      for (guint column = 0; column < width; column++)
        {
          guint n = count_communes (sheet, source->table, column);

          if (n <= most)
            continue;
          most = n;
          source->sheet = sheet;
          source->commune_column = column;
          source->n_columns = width;
        }
    }
  return most > 1;
}

static void
list_rows (Source *source)
{
  source->rows = g_array_new (FALSE, FALSE, sizeof (guint));
  source->codes = g_ptr_array_new_with_free_func (g_free);
  for (guint row = 0; row < copil_sheet_get_n_rows (source->sheet); row++)
    {
      char *code = full_code (copil_sheet_get (source->sheet, row, source->commune_column)->text);

      if (code == NULL)
        continue;
      g_array_append_val (source->rows, row);
      g_ptr_array_add (source->codes, code);
    }
}

/* -- The other columns ----------------------------------------------------------------------- */

static void
number_cells (const Source *source,
              guint         index,
              Column       *column)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (g_str_hash, g_str_equal);

  column->ids = g_new (guint, source->rows->len);
  column->values = g_ptr_array_new ();
  for (guint i = 0; i < source->rows->len; i++)
    {
      guint row = g_array_index (source->rows, guint, i), id;
      const char *text = copil_sheet_get (source->sheet, row, index)->text;

      column->n_empty += *text == '\0';
      id = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, text));
      if (id == 0)
        {
          g_ptr_array_add (column->values, (gpointer) text);
          id = column->values->len;
          g_hash_table_insert (numbers, (gpointer) text, GUINT_TO_POINTER (id));
        }
      column->ids[i] = id - 1;
    }
}

static char *
department_of (const char *code)
{
  return g_strndup (code, g_str_has_prefix (code, "97") ? 3 : 2);
}

/* Departments and what is made of whole departments. */
static gboolean
follows_department (const Source *source,
                    const Column *column)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < source->rows->len; i++)
    {
      char *department = department_of (source->codes->pdata[i]);
      guint known = GPOINTER_TO_UINT (g_hash_table_lookup (seen, department));

      if (known != 0 && known != column->ids[i] + 1)
        {
          g_free (department);
          return FALSE;
        }
      g_hash_table_insert (seen, department, GUINT_TO_POINTER (column->ids[i] + 1));
    }
  return TRUE;
}

static void
read_columns (Source *source)
{
  list_rows (source);
  source->columns = g_new0 (Column, source->n_columns);
  for (guint i = 0; i < source->n_columns; i++)
    {
      number_cells (source, i, &source->columns[i]);
      source->columns[i].of_department = follows_department (source, &source->columns[i]);
    }
}

/* Filled, and repeated: a perimeter has two communes or so at least. */
static gboolean
may_be_perimeters (const Source *source,
                   guint         index)
{
  const Column *column = &source->columns[index];

  return index != source->commune_column && 20 * column->n_empty <= source->rows->len &&
         2 * column->values->len <= source->rows->len + 2;
}

/* Whether the cell of one column always tells that of the other. */
static gboolean
determines (const Source *source,
            const Column *left,
            const Column *right)
{
  g_autofree guint *partner = g_new0 (guint, left->values->len);

  for (guint i = 0; i < source->rows->len; i++)
    {
      guint *known = &partner[left->ids[i]];

      if (*known != 0 && *known != right->ids[i] + 1)
        return FALSE;
      *known = right->ids[i] + 1;
    }
  return TRUE;
}

/* Whether two columns change together: a code and its name. A name may be that of two
 * perimeters far from each other ("Le Sud"). */
static gboolean
go_together (const Source *source,
             guint         a,
             guint         b)
{
  const Column *left = &source->columns[a], *right = &source->columns[b];
  guint least = MIN (left->values->len, right->values->len);
  guint most = MAX (left->values->len, right->values->len);

  if (left->of_department != right->of_department || 4 * least < 3 * most)
    return FALSE;
  return (left->values->len >= right->values->len && determines (source, left, right)) ||
         (right->values->len >= left->values->len && determines (source, right, left));
}

static double
mean_length (const Column *column)
{
  gsize total = 0;

  for (guint i = 0; i < column->values->len; i++)
    total += strlen (column->values->pdata[i]);
  return (double) total / MAX (column->values->len, 1);
}

/* A code tells more perimeters apart than a name, or as many in fewer letters. */
static gboolean
is_more_of_a_code (const Source *source,
                   guint         a,
                   guint         b)
{
  const Column *left = &source->columns[a], *right = &source->columns[b];

  if (left->values->len != right->values->len)
    return left->values->len > right->values->len;
  return mean_length (left) < mean_length (right);
}

/* Of columns that go together: the code, and the name that comes next to it. */
static Choice
choose_among (const Source *source,
              GArray       *columns)
{
  Choice choice = { g_array_index (columns, guint, 0), NONE };

  for (guint i = 1; i < columns->len; i++)
    {
      guint column = g_array_index (columns, guint, i);

      if (is_more_of_a_code (source, column, choice.code))
        choice = (Choice) { column, choice.code };
      else if (choice.name == NONE || is_more_of_a_code (source, column, choice.name))
        choice.name = column;
    }
  if (choice.name == NONE)
    choice.name = choice.code;
  return choice;
}

/* (transfer full) (element-type guint): @first and the later columns that go with it. */
static GArray *
list_companions (const Source *source,
                 guint         first)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (columns, first);
  for (guint i = first + 1; i < source->n_columns; i++)
    if (may_be_perimeters (source, i) && go_together (source, first, i))
      g_array_append_val (columns, i);
  return columns;
}

static gboolean
is_companion (const Source *source,
              guint         column)
{
  for (guint i = 0; i < column; i++)
    if (may_be_perimeters (source, i) && go_together (source, i, column))
      return TRUE;
  return FALSE;
}

/* (transfer full) (element-type Choice): codes with their names; without any, single columns. */
static GArray *
list_choices (const Source *source,
              gboolean      of_departments)
{
  GArray *named = g_array_new (FALSE, FALSE, sizeof (Choice));
  g_autoptr (GArray) singles = g_array_new (FALSE, FALSE, sizeof (Choice));

  for (guint i = 0; i < source->n_columns; i++)
    {
      g_autoptr (GArray) companions = NULL;
      Choice choice;

      if (!may_be_perimeters (source, i) || is_companion (source, i) ||
          source->columns[i].of_department != of_departments)
        continue;
      companions = list_companions (source, i);
      choice = choose_among (source, companions);
      g_array_append_val (companions->len > 1 ? named : singles, choice);
    }
  if (named->len > 0 || singles->len == 0)
    return named;
  g_array_unref (named);
  return g_steal_pointer (&singles);
}

/* -- Headings -------------------------------------------------------------------------------- */

/* The row of short headings: the last one that is filled above the first commune. */
static guint
heading_row (const Source *source)
{
  guint first = g_array_index (source->rows, guint, 0);

  for (guint row = first; row-- > 0 && first - row < MAX_TITLE_ROWS;)
    if (*copil_sheet_get (source->sheet, row, source->commune_column)->text != '\0')
      return row;
  return NONE;
}

static const char *
heading_of (const Source *source,
            guint         column)
{
  guint row = heading_row (source);

  return row != NONE ? copil_sheet_get (source->sheet, row, column)->text : "";
}

/* The column that a person calls so: one of its headings, or its number. */
static guint
find_heading (const Source *source,
              const char   *heading)
{
  g_autofree char *wanted = copil_fold (heading);
  guint last = heading_row (source);

  for (guint row = 0; last != NONE && row <= last; row++)
    for (guint column = 0; column < source->n_columns; column++)
      {
        g_autofree char *here = copil_fold (copil_sheet_get (source->sheet, row, column)->text);

        if (*here != '\0' && g_str_equal (here, wanted))
          return column;
      }
  return NONE;
}

/* (transfer full): with the apostrophe that is printed. */
static char *
typographic (const char *name)
{
  GString *text = g_string_new (name);

  g_string_replace (text, "'", "’", 0);
  return g_string_free (text, FALSE);
}

/* A row above the headings with one filled cell names the file. */
static char *
find_title (const Source *source)
{
  guint last = heading_row (source);

  for (guint row = 0; last != NONE && row < last; row++)
    {
      guint n_filled = 0;

      for (guint column = 0; column < source->n_columns; column++)
        n_filled += *copil_sheet_get (source->sheet, row, column)->text != '\0';
      if (n_filled == 1 && *copil_sheet_get (source->sheet, row, 0)->text != '\0')
        return typographic (copil_sheet_get (source->sheet, row, 0)->text);
    }
  return NULL;
}

/* "Géographie au 01/01/2023": the last date of the title rows, as 2023-01-01. */
static char *
find_date (const Source *source)
{
  g_autoptr (GRegex) regex = g_regex_new ("\\b(\\d\\d)[/-](\\d\\d)[/-](\\d{4})\\b", 0, 0, NULL);
  guint last = heading_row (source);
  char *date = NULL;

  for (guint row = 0; last != NONE && row < last; row++)
    {
      g_autoptr (GMatchInfo) match = NULL;

      g_regex_match (regex, copil_sheet_get (source->sheet, row, 0)->text, 0, &match);
      for (; g_match_info_matches (match); g_match_info_next (match, NULL))
        {
          g_free (date);
          date = g_match_info_expand_references (match, "\\3-\\2-\\1", NULL);
        }
    }
  return date;
}

/* -- Which column ---------------------------------------------------------------------------- */

static gboolean
fail (GError    **error,
      const char *sentence)
{
  g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN, sentence);
  return FALSE;
}

static gboolean
fail_many (const Source *source,
           GArray       *choices,
           GError      **error)
{
  g_autoptr (GString) headings = g_string_new (NULL);

  for (guint i = 0; i < choices->len; i++)
    g_string_append_printf (headings, "%s%s", i > 0 ? ", " : "",
                            heading_of (source, g_array_index (choices, Choice, i).code));
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE,
               _("Several columns may hold the perimeters: %s. Say which."),
               headings->str);
  return FALSE;
}

/* The column that was asked for, with its name or its code if one goes with it. */
static gboolean
choose_asked (const Source *source,
              const char   *heading,
              Choice       *choice,
              GError      **error)
{
  guint asked = find_heading (source, heading);
  g_autoptr (GArray) columns = g_array_new (FALSE, FALSE, sizeof (guint));

  if (asked == NONE || asked == source->commune_column)
    {
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                   _("No column of perimeters is called “%s”."), heading);
      return FALSE;
    }
  for (guint i = 0; i < source->n_columns; i++)
    if (i != source->commune_column && go_together (source, asked, i))
      g_array_append_val (columns, i);
  *choice = choose_among (source, columns);
  return TRUE;
}

static gboolean
choose (const Source *source,
        const char   *heading,
        Choice       *choice,
        GError      **error)
{
  g_autoptr (GArray) choices = NULL;

  if (heading != NULL)
    return choose_asked (source, heading, choice, error);
  choices = list_choices (source, FALSE);
  if (choices->len == 0)
    {
      g_array_unref (choices);
      choices = list_choices (source, TRUE);
    }
  if (choices->len == 0)
    return fail (error, _("The file names communes, but no column says which perimeter they are "
                          "in."));
  if (choices->len > 1)
    return fail_many (source, choices, error);
  *choice = g_array_index (choices, Choice, 0);
  return TRUE;
}

/* -- Rows ------------------------------------------------------------------------------------ */

static void
add_rows (const Source     *source,
          Choice            choice,
          CopilComposition *composition)
{
  for (guint i = 0; i < source->rows->len; i++)
    {
      guint row = g_array_index (source->rows, guint, i);
      const char *zone = copil_sheet_get (source->sheet, row, choice.code)->text;
      const char *name = copil_sheet_get (source->sheet, row, choice.name)->text;
      g_autofree char *code = copil_place_build_code (zone);
      g_autofree char *shown = typographic (*name != '\0' ? name : zone);

      if (*code != '\0')
        copil_composition_add (composition, copil_sheet_get_line (source->sheet, row),
                               source->codes->pdata[i], code, shown);
    }
  copil_composition_end (composition);
}

/**
 * copil_composition_read:
 *
 * Returns: (transfer full) (nullable): the composition, or COPIL_EXCHANGE_ERROR_UNKNOWN with a
 *   sentence that says what is missing
 */
CopilComposition *
copil_composition_read (CopilWorkbook     *workbook,
                        CopilCommuneTable *table,
                        const char        *column,
                        GError           **error)
{
  g_auto (Source) source = { .table = table };
  CopilComposition *composition;
  Choice choice;

  if (!find_communes (workbook, &source))
    {
      fail (error, _("No column of the file holds codes of communes (such as 59606)."));
      return NULL;
    }
  read_columns (&source);
  if (!choose (&source, column, &choice, error))
    return NULL;
  composition = copil_composition_new (table);
  composition->heading = g_strdup (heading_of (&source, choice.code));
  composition->title = find_title (&source);
  composition->date = find_date (&source);
  add_rows (&source, choice, composition);
  return composition;
}
