/* placement.c: the rows of a file as observations
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/placement-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/fold.h"
#include "exchange/place-words.h"

typedef CopilPlacementReader Reader;

void
copil_refusal_free (CopilRefusal *refusal)
{
  g_free (refusal->column);
  g_free (refusal->value);
  g_free (refusal->reason);
  g_free (refusal);
}

static void
new_territory_free (gpointer data)
{
  CopilNewTerritory *territory = data;

  g_free (territory->code);
  g_free (territory->name);
  g_free (territory);
}

static CopilPlacement *
create_placement (void)
{
  CopilPlacement *self = g_new0 (CopilPlacement, 1);

  self->observations = g_array_new (FALSE, FALSE, sizeof (CopilObservation));
  self->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_refusal_free);
  self->passed = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_refusal_free);
  self->new_territories = g_ptr_array_new_with_free_func (new_territory_free);
  return self;
}

void
copil_placement_free (CopilPlacement *self)
{
  g_array_unref (self->observations);
  g_ptr_array_unref (self->refusals);
  g_ptr_array_unref (self->passed);
  g_ptr_array_unref (self->new_territories);
  g_free (self);
}

static void
refuse (Reader     *self,
        guint       row,
        int         column,
        const char *format,
        ...) G_GNUC_PRINTF (4, 5);

/* (transfer full): what stands in a cell, and why it is not placed. */
static CopilRefusal *
create_remark (Reader     *self,
               guint       row,
               int         column,
               char       *reason)
{
  CopilRefusal *remark = g_new0 (CopilRefusal, 1);
  const char *header = copil_placement_get_text (self, self->mapping->header_row, column);

  remark->line = copil_sheet_get_line (self->sheet, row);
  remark->column = *header != '\0' ? g_strdup (header) : g_strdup_printf ("%d", column + 1);
  remark->value = g_strdup (copil_placement_get_text (self, row, column));
  remark->reason = reason;
  /* Headers and values may go over several lines; a remark does not. */
  g_strdelimit (remark->column, "\r\n\t", ' ');
  g_strdelimit (remark->value, "\r\n\t", ' ');
  return remark;
}

static void
refuse (Reader     *self,
        guint       row,
        int         column,
        const char *format,
        ...)
{
  va_list arguments;

  self->placement->refused++;
  if (self->placement->refusals->len >= COPIL_PLACEMENT_MAX_REFUSALS)
    return;
  va_start (arguments, format);
  g_ptr_array_add (self->placement->refusals,
                   create_remark (self, row, column, g_strdup_vprintf (format, arguments)));
  va_end (arguments);
}

void
copil_placement_pass_column (CopilPlacementReader *self,
                             guint                 column)
{
  g_ptr_array_add (self->placement->passed,
                   create_remark (self, self->mapping->header_row, (int) column,
                                  g_strdup (_("a sum or a mean over several of the periods beside "
                                              "it: Copil makes its own"))));
}

/* "DEP"; NULL where the file has no column of levels. */
static const char *
get_row_level (Reader *self,
               guint   row)
{
  return self->level_column >= 0
           ? copil_place_find_level (copil_placement_get_text (self, row, self->level_column))
           : NULL;
}

/* "Total" may stand in the column beside. */
static CopilPlaceKind
classify_row (Reader *self,
              guint   row)
{
  const char *level = get_row_level (self, row);
  CopilPlaceKind own = copil_place_classify (
    copil_placement_get_text (self, row, self->territory_column));

  if (level != NULL && *level == '\0')
    return COPIL_PLACE_LEVEL;
  for (guint i = 0; own == COPIL_PLACE_BLANK && i < self->width; i++)
    {
      CopilPlaceKind kind = self->columns[i].measure < 0
                              ? copil_place_classify (copil_placement_get_text (self, row, (int) i))
                              : COPIL_PLACE_BLANK;

      if (COPIL_PLACE_IS_ASIDE (kind))
        return kind;
    }
  return own;
}

/* A row that names no territory of ours: a sum or another perimeter is passed over and said. */
static void
pass_or_refuse (Reader *self,
                guint   row)
{
  CopilPlaceKind kind = classify_row (self, row);

  if (!COPIL_PLACE_IS_ASIDE (kind))
    {
      refuse (self, row, self->territory_column, "%s", copil_place_explain (kind));
      return;
    }
  self->placement->ignored++;
  if (self->placement->passed->len < COPIL_PLACEMENT_MAX_REFUSALS)
    g_ptr_array_add (self->placement->passed,
                     create_remark (self, row, self->territory_column,
                                    g_strdup (copil_place_explain (kind))));
}

/* France, regions and departments may stand in one column, by name: a code would be of the set. */
static const CopilTerritory *
find_wider (Reader     *self,
            const char *text)
{
  static const char *const sets[] = { "france", "region", "departement" };
  const CopilTerritory *found = NULL;

  for (guint i = 0; found == NULL && i < G_N_ELEMENTS (sets); i++)
    if (strpbrk (text, "0123456789") == NULL)
      found = copil_gazetteer_find (self->gazetteer, text, sets[i]);
  return found;
}

/* A rate by département and one by région have the same names: the text that names its level
 * is looked up there, whatever the order of the sets. */
static const CopilTerritory *
find_labelled (Reader     *self,
               const char *text)
{
  const CopilTerritory *found;

  if (self->mapping->sets == NULL)
    return copil_gazetteer_find (self->gazetteer, text, NULL);
  if (copil_gazetteer_get_level (text) != NULL)
    {
      found = copil_gazetteer_find (self->gazetteer, text, NULL);
      if (found != NULL && g_strv_contains ((const char *const *) self->mapping->sets, found->set))
        return found;
    }
  found = copil_placement_find_territory (self, text);
  return found != NULL ? found : find_wider (self, text);
}

/* Cells ------------------------------------------------------------------------------------ */

/* A cell said twice adds up, repeats itself, or contradicts itself. */
static void
merge (Reader                 *self,
       guint                   row,
       int                     column,
       const CopilObservation *other,
       guint                   index)
{
  CopilObservation *first = &g_array_index (self->placement->observations, CopilObservation, index);

  if (self->mapping->sum && copil_cell_status_has_value (first->status) &&
      copil_cell_status_has_value (other->status))
    first->value += other->value;
  else if (first->status == other->status &&
           (!copil_cell_status_has_value (first->status) || first->value == other->value))
    {
      copil_placement_contradict (self, row, g_array_index (self->rows, guint, index));
      self->placement->repeated++;
    }
  else
    {
      copil_placement_contradict (self, row, g_array_index (self->rows, guint, index));
      refuse (self, row, column, _("line %u says otherwise of the same territory and period"),
              first->line);
    }
}

static void
place (Reader          *self,
       guint            row,
       int              column,
       CopilObservation observation)
{
  gint64 *key = g_new (gint64, 1);
  gpointer known;

  *key = ((gint64) observation.measure << 52) ^ ((gint64) (observation.territory & 0xfffffff) << 24) ^
         (gint64) observation.period.index;
  if (g_hash_table_lookup_extended (self->cells, key, NULL, &known))
    {
      merge (self, row, column, &observation, GPOINTER_TO_UINT (known));
      g_free (key);
      return;
    }
  g_hash_table_insert (self->cells, key, GUINT_TO_POINTER (self->placement->observations->len));
  g_array_append_val (self->placement->observations, observation);
  g_array_append_val (self->rows, row);
}

static gboolean
contains (GStrv       values,
          const char *text)
{
  return values != NULL && g_strv_contains ((const char *const *) values, text);
}

/* The flags of a row stand in the row below it, where the file has such rows. */
static CopilCellStatus
read_flag (Reader         *self,
           guint           row,
           guint           column,
           CopilCellStatus status)
{
  const char *label = copil_placement_get_text (self, row + 1, self->territory_column), *flag;

  if (self->mapping->flag_label == NULL || strcmp (label, self->mapping->flag_label) != 0)
    return status;
  flag = copil_placement_get_text (self, row + 1, (int) column);
  if (contains (self->mapping->flags_provisional, flag))
    return COPIL_CELL_PROVISIONAL;
  return contains (self->mapping->flags_estimated, flag) ? COPIL_CELL_ESTIMATED : status;
}

static void
read_cell (Reader     *self,
           guint       row,
           guint       column,
           int         territory,
           CopilPeriod period,
           gboolean    provisional)
{
  const CopilField *field = copil_sheet_get (self->sheet, row, column);
  CopilObservation observation = { (guint) self->columns[column].measure, territory, period, NAN };
  g_autofree char *reason = NULL;

  observation.line = copil_sheet_get_line (self->sheet, row);
  if (copil_placement_read_value (self, field, &observation, &reason))
    {
      if (!copil_cell_status_has_value (observation.status))
        self->placement->absent++;
      else
        observation.status = read_flag (self, row, column, observation.status);
      if (provisional && observation.status == COPIL_CELL_OBSERVED)
        observation.status = COPIL_CELL_PROVISIONAL;
      if (*field->text == '\0')
        return;
      if (copil_placement_fit_period (self, &observation, &reason))
        {
          place (self, row, (int) column, observation);
          return;
        }
    }
  refuse (self, row, (int) column, "%s", reason);
}

/* Rows ------------------------------------------------------------------------------------- */

static guint
count_fields (Reader *self,
              guint   row)
{
  guint n = 0;

  for (guint i = 0; i < copil_sheet_get_length (self->sheet, row); i++)
    n += *copil_sheet_get (self->sheet, row, i)->text != '\0';
  return n;
}

static gboolean
matches (Reader                   *self,
         guint                     row,
         const CopilPlacementRule *rule)
{
  g_autofree char *text = copil_fold (copil_placement_get_text (self, row, rule->column));

  return g_strv_contains ((const char *const *) rule->values, text);
}

static gboolean
is_passed_over (Reader *self,
                guint   row)
{
  for (guint i = 0; i < self->ignore->len; i++)
    if (matches (self, row, &g_array_index (self->ignore, CopilPlacementRule, i)))
      return TRUE;
  for (guint i = 0; i < self->keep->len; i++)
    if (!matches (self, row, &g_array_index (self->keep, CopilPlacementRule, i)))
      return TRUE;
  return self->mapping->flag_label != NULL &&
         strcmp (copil_placement_get_text (self, row, self->territory_column),
                 self->mapping->flag_label) == 0;
}

static gboolean
is_repeated (Reader *self,
             guint   row)
{
  g_autoptr (GString) key = NULL;

  if (self->distinct_columns->len == 0)
    return FALSE;
  key = g_string_new (NULL);
  for (guint i = 0; i < self->distinct_columns->len; i++)
    {
      int column = g_array_index (self->distinct_columns, int, i);

      g_string_append_printf (key, "%s\x1f", copil_placement_get_text (self, row, column));
    }
  return !g_hash_table_add (self->distinct, g_string_free (g_steal_pointer (&key), FALSE));
}

/* A territory of the set that the file defines; new ones get a negative rank. */
static int
find_new_territory (Reader *self,
                    guint   row)
{
  const char *text = copil_placement_get_text (self, row, self->territory_column);
  g_autofree char *code = copil_place_build_code (text);
  const CopilTerritory *known = copil_gazetteer_find (self->gazetteer, code, self->mapping->new_set);
  int rank = GPOINTER_TO_INT (g_hash_table_lookup (self->new_codes, code));
  CopilNewTerritory *territory;

  if (known != NULL)
    return known->id;
  if (rank > 0 || *code == '\0')
    return -rank;
  territory = g_new0 (CopilNewTerritory, 1);
  territory->code = g_strdup (code);
  territory->name = g_strdup (self->name_column >= 0
                                ? copil_placement_get_text (self, row, self->name_column)
                                : text);
  g_ptr_array_add (self->placement->new_territories, territory);
  rank = (int) self->placement->new_territories->len;
  g_hash_table_insert (self->new_codes, territory->code, GINT_TO_POINTER (rank));
  return -rank;
}

/* The row of the whole country may say so in another column than that of its parts. */
static const CopilTerritory *
find_country (Reader *self,
              guint   row)
{
  const CopilTerritory *found = NULL;

  for (guint i = 0; found == NULL && i < self->width; i++)
    if (self->columns[i].measure < 0)
      found = copil_gazetteer_find (self->gazetteer, copil_placement_get_text (self, row, (int) i),
                                    "france");
  return found;
}

/* Of the set that the row itself names. "F" is France there, and "FM" a part of it. */
static const CopilTerritory *
find_levelled (Reader     *self,
               const char *text,
               const char *level)
{
  static const char *const country[] = { "", "f", "fe", NULL };
  g_autofree char *folded = NULL;

  if (*level == '\0')
    return NULL;
  if (strcmp (level, "france") != 0)
    return copil_gazetteer_find (self->gazetteer, text, level);
  folded = copil_fold (text);
  return copil_gazetteer_find (self->gazetteer, g_strv_contains (country, folded) ? "FR" : text,
                               level);
}

/* 0 when the row names none that is known. */
static int
find_row_territory (Reader *self,
                    guint   row)
{
  const CopilTerritory *territory;
  const char *level = get_row_level (self, row);

  if (self->mapping->new_set != NULL)
    return find_new_territory (self, row);
  if (level != NULL)
    territory = find_levelled (self, copil_placement_get_text (self, row, self->territory_column),
                               level);
  else if (*copil_placement_get_text (self, row, self->territory_column) != '\0')
    territory = find_labelled (self, copil_placement_get_text (self, row, self->territory_column));
  else if (self->mapping->fill)
    return self->carried;
  else
    territory = find_country (self, row);
  self->carried = territory != NULL ? territory->id : 0;
  return self->carried;
}

static void
read_values (Reader     *self,
             guint       row,
             int         territory,
             CopilPeriod period,
             gboolean    provisional)
{
  for (guint i = 0; i < self->width; i++)
    {
      const CopilPlacementColumn *column = &self->columns[i];

      if (column->measure < 0)
        continue;
      if (self->mapping->layout == COPIL_LAYOUT_PERIODS_ACROSS)
        read_cell (self, row, i, territory, column->period, column->provisional);
      else
        read_cell (self, row, i, column->territory != NULL ? column->territory->id : territory,
                   period, provisional);
    }
}

/* Notes below a table, subtitles in it, its headers again: nothing there is a figure. */
static gboolean
has_no_figure (Reader *self,
               guint   row)
{
  gboolean repeats = TRUE;

  for (guint i = 0; i < self->width; i++)
    {
      const char *text = copil_placement_get_text (self, row, (int) i);
      CopilObservation unused = { (guint) MAX (self->columns[i].measure, 0) };
      g_autofree char *reason = NULL;

      if (self->columns[i].measure < 0 || *text == '\0')
        continue;
      repeats &= strcmp (text, copil_placement_get_text (self, self->mapping->header_row,
                                                         (int) i)) == 0;
      if (!repeats && copil_placement_read_value (self, copil_sheet_get (self->sheet, row, i),
                                                  &unused, &reason) &&
          copil_cell_status_has_value (unused.status))
        return FALSE;
    }
  return TRUE;
}

/* A row of other periods begins another table: what stands below is not of our columns. */
static gboolean
begins_table (Reader *self,
              guint   row)
{
  guint n = 0, others = 0;

  for (guint i = 0; self->mapping->layout == COPIL_LAYOUT_PERIODS_ACROSS && i < self->width; i++)
    {
      g_auto (CopilHeader) header = { 0 };

      if (self->columns[i].measure < 0)
        continue;
      n++;
      copil_header_read (self->sheet, row, 1, i, NULL, &header);
      others += header.has_period && !copil_period_equal (header.period, self->columns[i].period);
    }
  return others * 2 > n;
}

/* A mark within a figure makes two fields of it, and moves all that follow. */
static gboolean
overflows (Reader *self,
           guint   row)
{
  for (guint i = self->n_headers; copil_sheet_is_delimited (self->sheet) &&
                                  i < copil_sheet_get_length (self->sheet, row); i++)
    if (*copil_sheet_get_text (self->sheet, row, i) != '\0')
      return TRUE;
  return FALSE;
}

static void
read_no_territory (Reader *self,
                   guint   row)
{
  if (begins_table (self, row))
    refuse (self, row, self->territory_column,
            _("another table begins here, under other headers: keep one table a file or a sheet"));
  else if (has_no_figure (self, row))
    self->placement->ignored++;
  else
    pass_or_refuse (self, row);
}

static void
refuse_period (Reader *self,
               guint   row)
{
  if (has_no_figure (self, row))
    self->placement->ignored++;
  else
    refuse (self, row, MAX (self->part_column, self->period_column), _("this is not a period"));
}

static void
read_row (Reader *self,
          guint   row)
{
  gboolean provisional = FALSE;
  CopilPeriod period = self->mapping->period;
  int territory = 0;

  if (count_fields (self, row) == 0)
    return;
  self->placement->rows++;
  if (is_passed_over (self, row))
    {
      self->placement->ignored++;
      return;
    }
  /* A text alone is a note or a subtitle, whatever it names. */
  if (count_fields (self, row) == 1 && self->width > 1 && !self->mapping->fill)
    {
      self->placement->ignored++;
      return;
    }
  if (self->mapping->layout != COPIL_LAYOUT_TERRITORIES_ACROSS)
    territory = find_row_territory (self, row);
  if (territory == 0 && self->mapping->layout != COPIL_LAYOUT_TERRITORIES_ACROSS)
    read_no_territory (self, row);
  else if (overflows (self, row))
    refuse (self, row, (int) self->n_headers,
            _("this row has more fields than the headers: a comma or a separator within a figure or "
              "a text should stand between quotes"));
  else if (self->mapping->layout != COPIL_LAYOUT_PERIODS_ACROSS &&
           !copil_placement_find_period (self, row, &period, &provisional))
    refuse_period (self, row);
  else if (is_repeated (self, row))
    self->placement->repeated++;
  else
    read_values (self, row, territory, period, provisional);
}

/**
 * copil_placement_new:
 * @sheet: the cells
 * @mapping: what its columns mean; its decimal mark is filled in when it was unknown
 *
 * Returns: (transfer full): every observation, and what could not be placed with its reason
 */
CopilPlacement *
copil_placement_new (CopilSheet     *sheet,
                     CopilMapping   *mapping,
                     CopilGazetteer *gazetteer,
                     CopilCatalogue *catalogue,
                     GError        **error)
{
  g_autoptr (CopilPlacement) placement = create_placement ();
  Reader self = { sheet, mapping, gazetteer, catalogue, placement };
  gboolean done;

  self.first_row = mapping->header_row + 1;
  self.rows = g_array_new (FALSE, FALSE, sizeof (guint));
  self.cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self.distinct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.new_codes = g_hash_table_new (g_str_hash, g_str_equal);
  done = copil_placement_set_columns (&self, error);
  if (done)
    {
      copil_placement_find_decimal (&self);
      for (guint row = self.first_row; row < copil_sheet_get_n_rows (sheet); row++)
        read_row (&self, row);
      done = copil_placement_check_telling (&self, error);
    }
  g_free (self.columns);
  g_free (self.telling);
  g_array_unref (self.rows);
  g_clear_pointer (&self.ignore, g_array_unref);
  g_clear_pointer (&self.keep, g_array_unref);
  g_clear_pointer (&self.distinct_columns, g_array_unref);
  g_hash_table_unref (self.cells);
  g_hash_table_unref (self.distinct);
  g_hash_table_unref (self.new_codes);
  return done ? g_steal_pointer (&placement) : NULL;
}
