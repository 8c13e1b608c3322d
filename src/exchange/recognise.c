/* recognise.c: a mapping for a file that nobody described
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The shape of a sheet says which columns are which; here their headers and titles say
 * of what.  Files that are known have their mapping in data/mapping.
 */
#include "config.h"

#include "exchange/recognise.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"
#include "exchange/measure-guess.h"
#include "exchange/recognise-private.h"

typedef CopilLook Look;
typedef CopilShape Shape;

/* Texts that say what the values are: the title above, the names of the sheet and the file. */
static char *
gather_title (Look        *look,
              const Shape *shape,
              const char  *name)
{
  GString *title = g_string_new (name);
  guint first = shape->header_row + 1 - shape->header_rows;

  g_string_append_printf (title, " %s", copil_sheet_get_name (look->sheet));
  for (guint row = 0; row < first; row++)
    for (guint column = 0; column < MIN (copil_sheet_get_length (look->sheet, row), 4u); column++)
      g_string_append_printf (title, " %s", copil_sheet_get_text (look->sheet, row, column));
  if (shape->territory_column >= 0)
    g_string_append_printf (title, " %s", copil_sheet_get_text (look->sheet, shape->header_row + 1,
                                                    (guint) shape->territory_column));
  return g_string_free (title, FALSE);
}

static const char *
get_header (Look        *look,
            const Shape *shape,
            guint        column)
{
  return copil_sheet_get_text (look->sheet, shape->header_row, column);
}

/* Columns of figures ----------------------------------------------------------------------- */

/* 0, 1, 2…: the rank of its row. */
static gboolean
holds_ranks (GPtrArray *texts)
{
  gint64 first = texts->len > 2 ? g_ascii_strtoll (g_ptr_array_index (texts, 0), NULL, 10) : 2;

  for (guint i = 0; first <= 1 && i < texts->len; i++)
    {
      g_autofree char *rank = g_strdup_printf ("%" G_GINT64_FORMAT, first + i);

      if (strcmp (g_ptr_array_index (texts, i), rank) != 0)
        return FALSE;
    }
  return first <= 1;
}

/* What may be a figure that is asked for: not a code, a year, a rank. */
static gboolean
holds_figures (Look        *look,
               const Shape *shape,
               guint        column)
{
  g_autoptr (GPtrArray) texts = NULL;
  const char *header = get_header (look, shape, column);
  g_autofree char *folded = copil_fold (header);

  if ((int) column == shape->territory_column || (int) column == shape->period_column ||
      (int) column == shape->part_column || (int) column == shape->level_column ||
      copil_header_get_level (header) != NULL ||
      g_str_has_prefix (folded, "code") || g_str_has_prefix (folded, "insee") ||
      g_str_has_prefix (folded, "annee") || strcmp (folded, "rang") == 0)
    return FALSE;
  texts = copil_look_sample_column (look, shape->header_row, column);
  return texts->len > 0 && !holds_ranks (texts) &&
         copil_look_count_values (look, shape->header_row, column) * 2 >= texts->len;
}

static void
add_name (GPtrArray *names,
          char      *name)
{
  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *known = copil_fold (g_ptr_array_index (names, i));
      g_autofree char *folded = copil_fold (name);

      if (strcmp (known, folded) != 0)
        continue;
      g_free (name);
      return;
    }
  g_ptr_array_add (names, name);
}

/* (transfer full) (element-type utf8): what the fields of values may be called: in a long table
 * each has a column; with periods across, several columns share the words beside the period. */
static GPtrArray *
list_figures (Look         *look,
              const Shape  *shape,
              CopilMapping *mapping)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint column = 0; column < look->width; column++)
    {
      g_auto (CopilHeader) header = { 0 };

      if (shape->layout == COPIL_LAYOUT_LONG)
        {
          if (holds_figures (look, shape, column))
            g_ptr_array_add (names, copil_sheet_name_column (look->sheet, mapping, column));
          continue;
        }
      copil_header_read (look->sheet, shape->header_row, shape->header_rows, column,
                         shape->has_year ? &shape->year : NULL, &header);
      if (header.has_period && copil_look_count_values (look, shape->header_row, column) > 0)
        add_name (names, g_steal_pointer (&header.name));
    }
  return names;
}

static int
find_name (GPtrArray  *names,
           const char *wanted)
{
  g_autofree char *folded = copil_fold (wanted);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *name = copil_fold (g_ptr_array_index (names, i));

      if (strcmp (name, folded) == 0)
        return (int) i;
    }
  return -1;
}

/* "Évolution", "Var. annuelle", "Rang": computed from what is counted, and taken for it only when
 * it is asked for. */
static gboolean
tells_change (const char *name)
{
  static const char *const heads[] = { "evol", "variation", "var ", "glissement", "ecart", "rang",
                                       "croissance", NULL };
  g_autofree char *folded = copil_fold (name);

  for (guint i = 0; heads[i] != NULL; i++)
    if (g_str_has_prefix (folded, heads[i]))
      return TRUE;
  return FALSE;
}

/* The one of several names that is meant: the one asked for, the only one that speaks of the
 * measure, or the one that says nothing beside "Hommes" and "Évolution", or that is their sum. */
static int
choose_name (GPtrArray      *names,
             CopilCatalogue *catalogue,
             const char     *measure,
             const char     *column)
{
  static const char *const wholes[] = { "", "ensemble", "total" };
  int only = -1;

  if (column != NULL)
    return find_name (names, column);
  if (names->len == 1)
    return tells_change (g_ptr_array_index (names, 0)) ? -1 : 0;
  for (guint i = 0; i < names->len; i++)
    {
      const CopilMeasure *guess = copil_guess_measure (catalogue, g_ptr_array_index (names, i));

      if (guess != NULL && g_strcmp0 (guess->code, measure) == 0)
        only = only == -1 ? (int) i : -2;
    }
  for (guint i = 0; only < 0 && i < G_N_ELEMENTS (wholes); i++)
    only = find_name (names, wholes[i]);
  return only;
}

/* Every column whose header speaks of a measure. FALSE when none does. */
static gboolean
add_guesses (GPtrArray      *names,
             CopilMapping   *mapping,
             CopilCatalogue *catalogue)
{
  guint found = 0;

  for (guint i = 0; i < names->len; i++)
    found += copil_guess_measure (catalogue, g_ptr_array_index (names, i)) != NULL;
  for (guint i = 0; found > 0 && i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const CopilMeasure *guess = copil_guess_measure (catalogue, name);

      copil_mapping_add_field (mapping, name, guess != NULL ? COPIL_ROLE_VALUE : COPIL_ROLE_IGNORE,
                               guess != NULL ? guess->code : NULL);
    }
  return found > 0;
}

/* What was not chosen stays in the mapping as passed over, for the one who chooses. */
static void
add_values (GPtrArray      *names,
            CopilMapping   *mapping,
            CopilCatalogue *catalogue,
            const char     *measure,
            const char     *column,
            const char     *guess)
{
  int chosen;

  if (measure == NULL && column == NULL && add_guesses (names, mapping, catalogue))
    return;
  chosen = choose_name (names, catalogue, measure != NULL ? measure : guess, column);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const CopilMeasure *own = copil_guess_measure (catalogue, name);
      const char *code = measure != NULL ? measure : own != NULL ? own->code : guess;

      if ((int) i == chosen && code != NULL)
        copil_mapping_add_field (mapping, names->len > 1 || mapping->layout == COPIL_LAYOUT_LONG
                                            ? name : "*", COPIL_ROLE_VALUE, code);
      else
        copil_mapping_add_field (mapping, name, COPIL_ROLE_IGNORE, NULL);
    }
}

/* Below territories, the first of the words that repeat is what is counted; the others
 * (a change, a share) can be computed and are left. */
static void
add_across_values (Look         *look,
                   const Shape  *shape,
                   CopilMapping *mapping,
                   const char   *measure)
{
  const char *name = "*";

  if (shape->header_rows > 1)
    for (guint column = 0; column < look->width; column++)
      if ((int) column != shape->period_column && *get_header (look, shape, column) != '\0')
        {
          name = get_header (look, shape, column);
          break;
        }
  copil_mapping_add_field (mapping, name, COPIL_ROLE_VALUE, measure);
}

/* "En milliers", in the title or above the figures. */
static double
find_factor (Look        *look,
             const Shape *shape)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;

  for (guint row = 0; row <= shape->header_row; row++)
    for (guint column = 0; column < MIN (copil_sheet_get_length (look->sheet, row), 64u); column++)
      g_string_append_printf (text, "%s ; ", copil_sheet_get_text (look->sheet, row, column));
  g_string_append (text, copil_sheet_get_name (look->sheet));
  folded = copil_fold (text->str);
  if (strstr (folded, "en milliers") != NULL)
    return 1000;
  return strstr (folded, "en millions") != NULL ? 1e6 : 1;
}

/* Labels that name their level themselves may be of several sets. */
static gboolean
names_its_levels (Look        *look,
                  const Shape *shape)
{
  return shape->territory_column >= 0 &&
         copil_gazetteer_get_level (copil_sheet_get_text (look->sheet, shape->header_row + 1,
                                              (guint) shape->territory_column)) != NULL;
}

static void
set_period (Look              *look,
            const Shape       *shape,
            CopilMapping      *mapping,
            const CopilPeriod *period)
{
  mapping->has_period = period != NULL;
  if (period != NULL)
    mapping->period = *period;
  else if (shape->has_year)
    mapping->period = shape->year;
  else if (shape->layout == COPIL_LAYOUT_LONG && shape->period_column < 0)
    mapping->has_period = copil_title_find_period (
      look->sheet, shape->header_row + 1 - shape->header_rows, &mapping->period);
  mapping->has_period |= shape->has_year;
}

static void
add_column (Look          *look,
            CopilMapping  *mapping,
            int            column,
            CopilFieldRole role)
{
  g_autofree char *name = NULL;

  if (column < 0)
    return;
  name = copil_sheet_name_column (look->sheet, mapping, (guint) column);
  copil_mapping_add_field (mapping, name, role, NULL);
}

/* Many rows without a territory go on with the one above: cells that were merged. */
static gboolean
has_blank_territories (Look        *look,
                       const Shape *shape)
{
  guint blank = 0, filled = 0;

  if (shape->territory_column < 0)
    return FALSE;
  for (guint row = shape->header_row + 1; row < look->n_rows; row++)
    if (*copil_sheet_get_text (look->sheet, row, (guint) shape->territory_column) != '\0')
      filled++;
    else
      blank += copil_sheet_get_length (look->sheet, row) > 1;
  return filled > 0 && blank >= filled;
}

static CopilMapping *
create_mapping (Look              *look,
                const Shape       *shape,
                CopilCatalogue    *catalogue,
                const char        *measure,
                const char        *column,
                const CopilPeriod *period)
{
  CopilMapping *mapping = copil_mapping_new ();
  g_autofree char *title = gather_title (look, shape, "");
  const CopilMeasure *guess = copil_guess_measure (catalogue, title);
  const char *code = measure != NULL ? measure : guess != NULL ? guess->code : NULL;

  mapping->sheet = g_strdup (copil_sheet_get_name (look->sheet));
  mapping->layout = shape->layout;
  mapping->header_row = shape->header_row;
  mapping->header_rows = shape->header_rows;
  mapping->fill = has_blank_territories (look, shape);
  mapping->factor = find_factor (look, shape);
  set_period (look, shape, mapping, period);
  add_column (look, mapping, shape->territory_column, COPIL_ROLE_TERRITORY);
  add_column (look, mapping, shape->level_column, COPIL_ROLE_LEVEL);
  add_column (look, mapping, shape->period_column, COPIL_ROLE_PERIOD);
  add_column (look, mapping, shape->part_column, COPIL_ROLE_PERIOD);
  if (shape->set != NULL && !names_its_levels (look, shape))
    mapping->sets = g_strdupv ((char *[]) { (char *) shape->set, NULL });
  if (shape->layout != COPIL_LAYOUT_TERRITORIES_ACROSS)
    {
      g_autoptr (GPtrArray) names = list_figures (look, shape, mapping);

      add_values (names, mapping, catalogue, measure, column, guess != NULL ? guess->code : NULL);
    }
  else if (code != NULL)
    add_across_values (look, shape, mapping, code);
  copil_recognise_ignored (look, shape, mapping);
  copil_recognise_kept (look, shape, mapping);
  return mapping;
}

/* (transfer full): "“A”, “B” and 3 more"; NULL when none has a name. */
static char *
list_ignored (CopilMapping *mapping,
              gboolean     *several)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (mapping->fields, i);

      if (field->role != COPIL_ROLE_IGNORE || *field->name == '\0')
        continue;
      if (n++ < 8)
        g_string_append_printf (list, _("%s“%s”"), n > 1 ? ", " : "", field->name);
    }
  if (n > 8)
    g_string_append (list, ", …");
  *several = n > 1;
  return n > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

static void
set_measure_error (CopilMapping *mapping,
                   GError      **error)
{
  gboolean several;
  g_autofree char *columns = list_ignored (mapping, &several);

  if (columns != NULL && !several)
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE,
                 _("The sheet “%s” has one column of figures: %s. Choose it, and say what it "
                   "measures."), mapping->sheet, columns);
  else if (columns != NULL)
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE,
                 _("The sheet “%s” has several columns of figures: %s. Choose one, and say what it "
                   "measures."), mapping->sheet, columns);
  else
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_CHOICE,
                 _("The sheet “%s” was understood, but not what its values measure: say it."), mapping->sheet);
}

static CopilDoubt
find_doubt (CopilMapping *mapping)
{
  if (copil_mapping_find_role (mapping, COPIL_ROLE_VALUE) == NULL)
    return COPIL_DOUBT_MEASURE;
  if (mapping->layout == COPIL_LAYOUT_LONG && !mapping->has_period &&
      copil_mapping_find_role (mapping, COPIL_ROLE_PERIOD) == NULL)
    return COPIL_DOUBT_PERIOD;
  return COPIL_DOUBT_NONE;
}

static CopilMapping *
find_known (CopilWorkbook *workbook,
            GPtrArray     *known,
            CopilSheet   **sheet)
{
  for (guint i = 0; known != NULL && i < known->len; i++)
    {
      CopilMapping *mapping = g_ptr_array_index (known, i);
      g_autofree char *json = NULL;

      if (copil_mapping_apply (mapping, workbook, sheet, NULL))
        {
          json = copil_mapping_to_json (mapping);
          return copil_mapping_parse (json, -1, NULL);
        }
    }
  return NULL;
}

/* The largest sheet, and the first of its rows that has words in half of the columns. */
static CopilMapping *
create_blank (CopilWorkbook *workbook,
              CopilSheet   **sheet)
{
  CopilMapping *mapping = copil_mapping_new ();
  guint width, last;

  *sheet = g_ptr_array_index (workbook->sheets, 0);
  for (guint i = 1; i < workbook->sheets->len; i++)
    if (copil_sheet_get_n_rows (g_ptr_array_index (workbook->sheets, i)) >
        copil_sheet_get_n_rows (*sheet))
      *sheet = g_ptr_array_index (workbook->sheets, i);
  width = copil_sheet_get_width (*sheet);
  last = MIN (copil_sheet_get_n_rows (*sheet), COPIL_SHAPE_MAX_HEADER_ROWS);
  mapping->sheet = g_strdup (copil_sheet_get_name (*sheet));
  for (guint row = 0; row < last; row++)
    {
      guint words = 0;

      for (guint i = 0; i < copil_sheet_get_length (*sheet, row); i++)
        words += *copil_sheet_get (*sheet, row, i)->text != '\0';
      if (words < 2 || words * 2 < width)
        continue;
      mapping->header_row = row;
      break;
    }
  return mapping;
}

static Shape
find_best (CopilWorkbook  *workbook,
           CopilGazetteer *gazetteer,
           Look           *look)
{
  Shape best = { .score = 0 };

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      CopilSheet *one = g_ptr_array_index (workbook->sheets, i);
      Look other = { one, gazetteer, copil_sheet_get_width (one), copil_sheet_get_n_rows (one) };
      Shape shape = copil_shape_find (&other);

      if (shape.score > best.score)
        {
          best = shape;
          *look = other;
        }
    }
  return best;
}

CopilMapping *
copil_recognise_draft (CopilWorkbook     *workbook,
                       CopilGazetteer    *gazetteer,
                       CopilCatalogue    *catalogue,
                       GPtrArray         *known,
                       const char        *measure,
                       const char        *column,
                       const CopilPeriod *period,
                       CopilSheet       **sheet,
                       CopilDoubt        *doubt)
{
  CopilMapping *mapping = measure == NULL ? find_known (workbook, known, sheet) : NULL;
  Look look = { .gazetteer = gazetteer };
  Shape best;

  *doubt = COPIL_DOUBT_NONE;
  if (mapping != NULL)
    return mapping;
  best = find_best (workbook, gazetteer, &look);
  *doubt = COPIL_DOUBT_SHAPE;
  if (best.score == 0)
    return create_blank (workbook, sheet);
  *sheet = look.sheet;
  mapping = create_mapping (&look, &best, catalogue, measure, column, period);
  *doubt = find_doubt (mapping);
  return mapping;
}

/* Lines that are not blank. */
static guint
count_lines (CopilWorkbook *workbook)
{
  guint n = 0;

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (workbook->sheets, i);

      for (guint row = 0; row < copil_sheet_get_n_rows (sheet); row++)
        for (guint column = 0; column < copil_sheet_get_length (sheet, row); column++)
          if (*copil_sheet_get_text (sheet, row, column) != '\0')
            {
              n++;
              break;
            }
    }
  return n;
}

CopilMapping *
copil_recognise (CopilWorkbook     *workbook,
                 CopilGazetteer    *gazetteer,
                 CopilCatalogue    *catalogue,
                 GPtrArray         *known,
                 const char        *measure,
                 const char        *column,
                 const CopilPeriod *period,
                 CopilSheet       **sheet,
                 GError           **error)
{
  CopilDoubt doubt;
  g_autoptr (CopilMapping) mapping = copil_recognise_draft (workbook, gazetteer, catalogue, known,
                                                            measure, column, period, sheet, &doubt);

  switch (doubt)
    {
    case COPIL_DOUBT_SHAPE:
      if (count_lines (workbook) <= 1)
        {
          g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_EMPTY,
                               _("This file holds no figure: at most a line of headers."));
          return NULL;
        }
      g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                           _("No table of territories was found in this file: a column should hold "
                             "regions, departments or arrondissements, by name or by code, under a "
                             "header that says which. Otherwise describe it with --mapping."));
      return NULL;
    case COPIL_DOUBT_MEASURE:
      set_measure_error (mapping, error);
      return NULL;
    case COPIL_DOUBT_PERIOD:
      g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_UNKNOWN,
                   _("The sheet “%s” has no column of periods: give its period with --period."),
                   copil_sheet_get_name (*sheet));
      return NULL;
    case COPIL_DOUBT_NONE:
    default:
      return g_steal_pointer (&mapping);
    }
}
