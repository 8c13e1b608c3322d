/* import-form.c: what the columns of a file mean, for somebody to correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-form-private.h"

#include "exchange/row-choice.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CopilImportForm, copil_import_form, GTK_TYPE_WIDGET)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
value_row_free (gpointer data)
{
  CopilImportValueRow *row = data;

  g_free (row->name);
  g_free (row);
}

static void
update_visible (CopilImportForm *self)
{
  CopilFileLayout layout = _copil_import_form_get_layout (self);

  gtk_widget_set_visible (GTK_WIDGET (self->name), _copil_import_form_makes_set (self));
  gtk_widget_set_visible (GTK_WIDGET (self->territory), layout != COPIL_LAYOUT_TERRITORIES_ACROSS);
  gtk_widget_set_visible (GTK_WIDGET (self->period), layout != COPIL_LAYOUT_PERIODS_ACROSS);
  gtk_widget_set_visible (GTK_WIDGET (self->whole_period),
                          layout == COPIL_LAYOUT_LONG && _copil_import_form_get_column (self->period) < 0);
}

static void
show_table (CopilImportForm *self)
{
  _copil_import_form_show_columns (self, self->territory, _("None"), COPIL_ROLE_TERRITORY);
  _copil_import_form_show_columns (self, self->name, _("None"), COPIL_ROLE_TERRITORY_NAME);
  _copil_import_form_show_columns (self, self->period, _("None"), COPIL_ROLE_PERIOD);
  _copil_import_form_show_values (self);
  update_visible (self);
}

static void
show_choice (CopilImportForm *self)
{
  g_autofree char *text = copil_row_choice_describe (self->mapping->keep);

  gtk_editable_set_text (self->keep, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->keep), text != NULL || self->mapping->keep->len == 0);
}

void
copil_import_form_set (CopilImportForm    *self,
                       CopilFileReading   *reading,
                       CopilCatalogue     *catalogue,
                       CopilTerritoryList *territories)
{
  g_autofree char *json = NULL, *period = NULL;
  guint rows;

  g_return_if_fail (COPIL_IS_IMPORT_FORM (self));

  self->showing = TRUE;
  self->reading = reading;
  self->workbook = reading != NULL ? reading->workbook : NULL;
  g_clear_pointer (&self->reading_name, g_free);
  self->reading_name = reading != NULL ? g_strdup (reading->name) : NULL;
  g_clear_pointer (&self->mapping, copil_mapping_free);
  g_ptr_array_set_size (self->sets, 0);
  if (reading != NULL)
    {
      json = copil_mapping_to_json (reading->mapping);
      self->mapping = copil_mapping_parse (json, -1, NULL);
      period = self->mapping->has_period ? copil_period_to_id (self->mapping->period) : NULL;
      rows = MAX (copil_sheet_get_n_rows (reading->sheet), 1u);
      _copil_import_form_list_measures (self, catalogue);
      _copil_import_form_show_sheets (self);
      _copil_import_form_show_layout (self);
      gtk_spin_button_set_range (self->header, 1, MIN (rows, 100u));
      gtk_spin_button_set_increments (self->header, 1, 10);
      gtk_spin_button_set_value (self->header, reading->mapping->header_row + 1);
      _copil_import_form_show_sets (self, territories);
      gtk_editable_set_text (self->whole_period, period != NULL ? period : "");
      adw_combo_row_set_selected (self->decimal, 0);
      show_choice (self);
      show_table (self);
    }
  self->showing = FALSE;
}

/* Another table has other columns: what was chosen among the old ones says nothing of them. */
static void
table_changed_cb (CopilImportForm *self)
{
  if (self->showing)
    return;
  self->showing = TRUE;
  show_table (self);
  self->showing = FALSE;
  _copil_import_form_changed (self);
}

static void
columns_changed_cb (CopilImportForm *self)
{
  if (self->showing)
    return;
  self->showing = TRUE;
  _copil_import_form_show_values (self);
  update_visible (self);
  self->showing = FALSE;
  _copil_import_form_changed (self);
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_import_form_dispose (GObject *object)
{
  CopilImportForm *self = COPIL_IMPORT_FORM (object);

  self->showing = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_IMPORT_FORM);
  g_clear_object (&self->measure_names);
  G_OBJECT_CLASS (copil_import_form_parent_class)->dispose (object);
}

static void
copil_import_form_finalize (GObject *object)
{
  CopilImportForm *self = COPIL_IMPORT_FORM (object);

  g_ptr_array_unref (self->value_rows);
  g_ptr_array_unref (self->sets);
  g_ptr_array_unref (self->measures);
  g_free (self->reading_name);
  g_clear_pointer (&self->mapping, copil_mapping_free);
  G_OBJECT_CLASS (copil_import_form_parent_class)->finalize (object);
}

static void
copil_import_form_class_init (CopilImportFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = copil_import_form_dispose;
  object_class->finalize = copil_import_form_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_IMPORT_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/app/import-form.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, box);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, sheet);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, layout);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, header);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, territory);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, set);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, name);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, period);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, whole_period);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, decimal);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, keep);
  gtk_widget_class_bind_template_child (widget_class, CopilImportForm, values);
}

static void
connect (CopilImportForm *self,
         gpointer         row,
         const char      *signal,
         void           (*changed) (CopilImportForm *self))
{
  g_signal_connect_object (row, signal, G_CALLBACK (changed), self, G_CONNECT_SWAPPED);
}

static void
copil_import_form_init (CopilImportForm *self)
{
  self->value_rows = g_ptr_array_new_with_free_func (value_row_free);
  self->sets = g_ptr_array_new_with_free_func (g_free);
  self->measures = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  connect (self, self->sheet, "notify::selected", table_changed_cb);
  connect (self, self->layout, "notify::selected", columns_changed_cb);
  connect (self, self->header, "value-changed", table_changed_cb);
  connect (self, self->territory, "notify::selected", columns_changed_cb);
  connect (self, self->period, "notify::selected", columns_changed_cb);
  connect (self, self->set, "notify::selected", columns_changed_cb);
  connect (self, self->name, "notify::selected", _copil_import_form_changed);
  connect (self, self->whole_period, "changed", _copil_import_form_changed);
  connect (self, self->decimal, "notify::selected", _copil_import_form_changed);
  connect (self, self->keep, "changed", _copil_import_form_changed);
}
