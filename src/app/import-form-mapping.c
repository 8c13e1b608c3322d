/* import-form-mapping.c: what the form says, as a mapping
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-form-private.h"

#include "exchange/row-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* @mapping NULL: only whether what is written can be taken. */
static gboolean
take_choice (CopilImportForm *self,
             CopilMapping    *mapping)
{
  const char *text = gtk_editable_get_text (self->keep);

  /* More than one column and one value is left as the mapping says it. */
  if (!gtk_widget_get_visible (GTK_WIDGET (self->keep)))
    return TRUE;
  if (mapping == NULL)
    return *text == '\0' || strchr (text, '=') > text;
  g_ptr_array_set_size (mapping->keep, 0);
  return *text == '\0' || copil_row_choice_add (mapping->keep, text);
}

const char *
copil_import_form_get_lack (CopilImportForm *self)
{
  CopilFileLayout layout;
  CopilPeriod whole;
  int territory, period;
  gboolean measured = FALSE;

  g_return_val_if_fail (COPIL_IS_IMPORT_FORM (self), NULL);
  layout = _copil_import_form_get_layout (self);
  territory = _copil_import_form_get_column (self->territory);
  period = _copil_import_form_get_column (self->period);
  for (guint i = 0; i < self->value_rows->len; i++)
    measured |= gtk_drop_down_get_selected (
                  ((CopilImportValueRow *) g_ptr_array_index (self->value_rows, i))->measure) > 0;
  if (layout != COPIL_LAYOUT_TERRITORIES_ACROSS && territory < 0)
    return _("Choose the column of territories.");
  if (layout == COPIL_LAYOUT_TERRITORIES_ACROSS && period < 0)
    return _("Choose the column of periods.");
  if (layout == COPIL_LAYOUT_LONG && period < 0 &&
      !copil_period_parse (gtk_editable_get_text (self->whole_period), &whole))
    return _("Choose the column of periods, or write the period of the file: 2026-10, 2026-T3 or "
             "2026.");
  if (!measured)
    return _("Choose which measure the values are of.");
  if (!take_choice (self, NULL))
    return _("Write the rows to keep as a column, “=” and a value.");
  return NULL;
}

/* What the form does not show holds as long as what it belongs to was not chosen otherwise: the
 * months beside a column of years, the levels beside a column of territories. */
static void
keep_companions (CopilImportForm *self,
                 CopilMapping    *mapping,
                 CopilFieldRole   role,
                 CopilFieldRole   companion)
{
  const CopilMappingField *chosen = copil_mapping_find_role (mapping, role);
  const CopilMappingField *proposed = copil_mapping_find_role (self->mapping, role);

  if (chosen == NULL || proposed == NULL || strcmp (chosen->name, proposed->name) != 0)
    return;
  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);

      if (field->role == companion && field != proposed)
        copil_mapping_add_field (mapping, field->name, companion, NULL);
    }
}

static void
take_field (CopilImportForm *self,
            CopilMapping    *mapping,
            AdwComboRow     *row,
            CopilFieldRole   role)
{
  int column = _copil_import_form_get_column (row);
  g_autofree char *name = column >= 0 ? _copil_import_form_name_field (self, (guint) column) : NULL;

  if (name != NULL)
    copil_mapping_add_field (mapping, name, role, NULL);
}

static void
take_fields (CopilImportForm *self,
             CopilMapping    *mapping)
{
  g_ptr_array_set_size (mapping->fields, 0);
  if (mapping->layout != COPIL_LAYOUT_TERRITORIES_ACROSS)
    take_field (self, mapping, self->territory, COPIL_ROLE_TERRITORY);
  if (_copil_import_form_makes_set (self))
    take_field (self, mapping, self->name, COPIL_ROLE_TERRITORY_NAME);
  if (mapping->layout != COPIL_LAYOUT_PERIODS_ACROSS)
    take_field (self, mapping, self->period, COPIL_ROLE_PERIOD);
  keep_companions (self, mapping, COPIL_ROLE_TERRITORY, COPIL_ROLE_LEVEL);
  keep_companions (self, mapping, COPIL_ROLE_PERIOD, COPIL_ROLE_PERIOD);
  for (guint i = 0; i < self->value_rows->len; i++)
    {
      const CopilImportValueRow *row = g_ptr_array_index (self->value_rows, i);
      guint rank = gtk_drop_down_get_selected (row->measure);

      if (rank > 0 && rank < self->measures->len)
        copil_mapping_add_field (mapping, row->name, COPIL_ROLE_VALUE,
                                 g_ptr_array_index (self->measures, rank));
    }
}

static void
take_set (CopilImportForm *self,
          CopilMapping    *mapping)
{
  guint rank = adw_combo_row_get_selected (self->set);
  gboolean of_file = _copil_import_form_makes_set (self);
  const char *code = rank < self->sets->len ? g_ptr_array_index (self->sets, rank) : NULL;

  /* A file of several levels keeps its order of them. */
  if (code == NULL || mapping->sets == NULL || !g_str_equal (code, mapping->sets[0]))
    g_clear_pointer (&mapping->sets, g_strfreev);
  if (code != NULL && mapping->sets == NULL)
    mapping->sets = g_strdupv ((char *[]) { (char *) code, NULL });
  if (of_file && mapping->new_set == NULL)
    copil_mapping_name_set (mapping, self->reading_name);
  else if (!of_file)
    {
      g_clear_pointer (&mapping->new_set, g_free);
      g_clear_pointer (&mapping->new_set_name, g_free);
    }
}

/* What was told of the rows of another table does not hold for this one. */
static void
take_sheet (CopilImportForm *self,
            CopilMapping    *mapping)
{
  const char *name = copil_sheet_get_name (_copil_import_form_get_sheet (self));

  if (g_strcmp0 (mapping->sheet, name) != 0)
    {
      g_ptr_array_set_size (mapping->ignore, 0);
      g_ptr_array_set_size (mapping->keep, 0);
      mapping->header_rows = 1;
      g_free (mapping->sheet);
      mapping->sheet = g_strdup (name);
    }
  mapping->header_row = _copil_import_form_get_header_row (self);
  mapping->header_rows = MIN (mapping->header_rows, mapping->header_row + 1);
}

/* The year of headers that name months alone is not shown: it holds while they stand across. */
static void
take_period (CopilImportForm *self,
             CopilMapping    *mapping)
{
  if (mapping->layout == COPIL_LAYOUT_PERIODS_ACROSS && self->mapping->layout == mapping->layout)
    return;
  mapping->has_period = mapping->layout == COPIL_LAYOUT_LONG &&
                        _copil_import_form_get_column (self->period) < 0 &&
                        copil_period_parse (gtk_editable_get_text (self->whole_period),
                                            &mapping->period);
}

CopilMapping *
copil_import_form_get_mapping (CopilImportForm *self)
{
  g_autofree char *json = NULL;
  CopilMapping *mapping;

  g_return_val_if_fail (COPIL_IS_IMPORT_FORM (self), NULL);
  if (self->mapping == NULL || copil_import_form_get_lack (self) != NULL)
    return NULL;
  json = copil_mapping_to_json (self->mapping);
  mapping = copil_mapping_parse (json, -1, NULL);
  mapping->layout = _copil_import_form_get_layout (self);
  mapping->decimal = (CopilDecimal) adw_combo_row_get_selected (self->decimal);
  take_sheet (self, mapping);
  take_period (self, mapping);
  take_fields (self, mapping);
  take_set (self, mapping);
  take_choice (self, mapping);
  return mapping;
}
