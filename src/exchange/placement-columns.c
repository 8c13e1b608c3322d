/* placement-columns.c: which columns of a file hold what
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/placement-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/fold.h"

typedef CopilPlacementReader Reader;

const char *
copil_placement_get_text (CopilPlacementReader *self,
                          guint                 row,
                          int                   column)
{
  return column < 0 ? "" : copil_sheet_get_text (self->sheet, row, (guint) column);
}

static int
find_measure (Reader     *self,
              const char *code,
              GError    **error)
{
  const CopilMeasure *measure = copil_catalogue_find_measure (self->catalogue, code);

  if (measure != NULL)
    return (int) measure->index;
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
               _("The catalogue has no measure “%s”: see “copilctl catalogue show”."), code);
  return -1;
}

static gboolean
find_named (Reader     *self,
            const char *name,
            int        *column,
            GError    **error)
{
  *column = copil_sheet_find_header (self->sheet, self->mapping, name);
  if (*column >= 0)
    return TRUE;
  g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
               _("The sheet “%s” has no column “%s”."), copil_sheet_get_name (self->sheet), name);
  return FALSE;
}

static gboolean
find_role (Reader         *self,
           CopilFieldRole  role,
           int            *column,
           GError        **error)
{
  const CopilMappingField *field = copil_mapping_find_role (self->mapping, role);

  *column = -1;
  if (field == NULL)
    return TRUE;
  return find_named (self, field->name, column, error);
}

/* The second column of periods, if the mapping has one. */
static gboolean
find_part (Reader  *self,
           GError **error)
{
  const CopilMappingField *first = copil_mapping_find_role (self->mapping, COPIL_ROLE_PERIOD);

  self->part_column = -1;
  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);

      if (field->role == COPIL_ROLE_PERIOD && field != first)
        return find_named (self, field->name, &self->part_column, error);
    }
  return TRUE;
}

/* The field that a header of values belongs to; "*" takes every one. */
static const CopilMappingField *
match_value_field (Reader     *self,
                   const char *header)
{
  g_autofree char *folded = copil_fold (header);

  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);
      g_autofree char *name = copil_fold (field->name);

      if (field->role == COPIL_ROLE_VALUE &&
          (strcmp (field->name, "*") == 0 || strcmp (name, folded) == 0))
        return field;
    }
  return NULL;
}

const CopilTerritory *
copil_placement_find_territory (CopilPlacementReader *self,
                                const char           *text)
{
  const CopilTerritory *found = NULL;

  if (self->mapping->sets == NULL)
    return copil_gazetteer_find (self->gazetteer, text, NULL);
  for (guint i = 0; found == NULL && self->mapping->sets[i] != NULL; i++)
    found = copil_gazetteer_find (self->gazetteer, text, self->mapping->sets[i]);
  return found;
}

static gboolean
set_long_columns (Reader  *self,
                  GError **error)
{
  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);
      int column;

      if (field->role != COPIL_ROLE_VALUE)
        continue;
      if (!find_named (self, field->name, &column, error))
        return FALSE;
      self->columns[column].measure = find_measure (self, field->measure, error);
      if (self->columns[column].measure < 0)
        return FALSE;
    }
  return TRUE;
}

/* A year beside its months or quarters is their sum or their mean: the column is passed over. */
static void
leave_sums (Reader *self)
{
  for (guint i = 0; i < self->width; i++)
    {
      CopilPlacementColumn *column = &self->columns[i];
      const CopilMeasure *measure = column->measure >= 0
                                      ? copil_catalogue_get_measure (self->catalogue,
                                                                     (guint) column->measure)
                                      : NULL;
      gboolean finer = FALSE;

      if (measure == NULL || column->period.rhythm <= measure->rhythm)
        continue;
      for (guint j = 0; j < self->width; j++)
        finer |= self->columns[j].measure == column->measure &&
                 self->columns[j].period.rhythm == measure->rhythm;
      if (!finer)
        continue;
      column->measure = -1;
      copil_placement_pass_column (self, i);
    }
}

static gboolean
set_period_columns (Reader  *self,
                    GError **error)
{
  const CopilMapping *mapping = self->mapping;
  gboolean has_year = mapping->has_period && mapping->period.rhythm == COPIL_RHYTHM_YEAR;

  for (guint i = 0; i < self->width; i++)
    {
      g_auto (CopilHeader) header = { 0 };
      const CopilMappingField *field;

      copil_header_read (self->sheet, mapping->header_row, mapping->header_rows, i,
                         has_year ? &mapping->period : NULL, &header);
      field = header.has_period ? match_value_field (self, header.name) : NULL;
      if (field == NULL)
        continue;
      self->columns[i].period = header.period;
      self->columns[i].provisional = header.provisional;
      self->columns[i].measure = find_measure (self, field->measure, error);
      if (self->columns[i].measure < 0)
        return FALSE;
    }
  leave_sums (self);
  return TRUE;
}

/* The territory of a column stands in one of the rows of headers, over one column or more. */
static const CopilTerritory *
find_header_territory (Reader *self,
                       guint   column)
{
  guint last = self->mapping->header_row, first = last + 1 - MIN (self->mapping->header_rows, last + 1);

  for (guint back = 0; back < 4 && back <= column; back++)
    {
      for (guint row = first; row <= last; row++)
        {
          const char *text = copil_placement_get_text (self, row, (int) (column - back));
          const CopilTerritory *found = *text != '\0' ? copil_placement_find_territory (self, text) : NULL;

          if (found != NULL)
            return found;
        }
      /* A merged header goes on over empty fields only. */
      if (*copil_placement_get_text (self, first, (int) (column - back)) != '\0')
        return NULL;
    }
  return NULL;
}

static gboolean
set_territory_columns (Reader  *self,
                       GError **error)
{
  for (guint i = 0; i < self->width; i++)
    {
      const CopilMappingField *field;

      if ((int) i == self->period_column)
        continue;
      field = match_value_field (self, copil_placement_get_text (self, self->mapping->header_row, (int) i));
      if (field == NULL)
        continue;
      self->columns[i].territory = find_header_territory (self, i);
      if (self->columns[i].territory == NULL)
        continue;
      self->columns[i].measure = find_measure (self, field->measure, error);
      if (self->columns[i].measure < 0)
        return FALSE;
    }
  return TRUE;
}

static void
add_rule (Reader             *self,
          GArray             *rules,
          const CopilRowRule *source)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();
  CopilPlacementRule rule;

  for (guint i = 0; source->values[i] != NULL; i++)
    {
      g_autofree char *folded = copil_fold (source->values[i]);

      g_strv_builder_add (values, folded);
    }
  rule.column = copil_sheet_find_header (self->sheet, self->mapping, source->name);
  rule.values = g_strv_builder_end (values);
  g_array_append_val (rules, rule);
}

static void
clear_rule (gpointer data)
{
  g_strfreev (((CopilPlacementRule *) data)->values);
}

static GArray *
create_rules (Reader    *self,
              GPtrArray *sources)
{
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (CopilPlacementRule));

  g_array_set_clear_func (rules, clear_rule);
  for (guint i = 0; i < sources->len; i++)
    add_rule (self, rules, g_ptr_array_index (sources, i));
  return rules;
}

/* A rule that keeps rows by a column that is not there would keep none. */
static gboolean
set_rules (Reader  *self,
           GError **error)
{
  self->ignore = create_rules (self, self->mapping->ignore);
  self->keep = create_rules (self, self->mapping->keep);
  self->distinct_columns = g_array_new (FALSE, FALSE, sizeof (int));
  for (guint i = 0; self->mapping->distinct != NULL && self->mapping->distinct[i] != NULL; i++)
    {
      int column = copil_sheet_find_header (self->sheet, self->mapping, self->mapping->distinct[i]);

      g_array_append_val (self->distinct_columns, column);
    }
  for (guint i = 0; i < self->mapping->keep->len; i++)
    {
      const CopilRowRule *rule = g_ptr_array_index (self->mapping->keep, i);
      int column;

      if (!find_named (self, rule->name, &column, error))
        return FALSE;
    }
  return TRUE;
}

static guint
count_headers (Reader *self)
{
  const CopilMapping *mapping = self->mapping;
  guint n = 0;

  for (guint i = 0; i < MIN (mapping->header_rows, mapping->header_row + 1); i++)
    n = MAX (n, copil_sheet_get_length (self->sheet, mapping->header_row - i));
  return n;
}

gboolean
copil_placement_set_columns (CopilPlacementReader *self,
                             GError              **error)
{
  guint found = 0;
  gboolean done;

  self->width = copil_sheet_get_width (self->sheet);
  self->columns = g_new0 (CopilPlacementColumn, self->width + 1);
  for (guint i = 0; i < self->width; i++)
    self->columns[i].measure = -1;
  self->n_headers = count_headers (self);
  if (!find_role (self, COPIL_ROLE_TERRITORY, &self->territory_column, error) ||
      !find_role (self, COPIL_ROLE_LEVEL, &self->level_column, error) ||
      !find_role (self, COPIL_ROLE_TERRITORY_NAME, &self->name_column, error) ||
      !find_role (self, COPIL_ROLE_PERIOD, &self->period_column, error) ||
      !find_part (self, error) || !set_rules (self, error))
    return FALSE;
  if (self->mapping->layout == COPIL_LAYOUT_LONG)
    done = set_long_columns (self, error);
  else if (self->mapping->layout == COPIL_LAYOUT_PERIODS_ACROSS)
    done = set_period_columns (self, error);
  else
    done = set_territory_columns (self, error);
  for (guint i = 0; done && i < self->width; i++)
    found += self->columns[i].measure >= 0;
  if (done && found == 0)
    g_set_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
                 _("No column of the sheet “%s” holds values for this mapping."),
                 copil_sheet_get_name (self->sheet));
  return done && found > 0;
}
