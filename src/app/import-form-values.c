/* import-form-values.c: the columns of values of a file, and the measures they are of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-form-private.h"

#include "core/format.h"
#include "widget/drop-down.h"

#include <glib/gi18n-lib.h>

/* Columns of values shown; a file of more is described by a mapping. */
#define MAX_VALUES 12
#define SAMPLE_ROWS 200

static int
compare_measures (gconstpointer a,
                  gconstpointer b)
{
  const CopilMeasure *const *first = a, *const *second = b;

  return copil_format_collate ((*first)->name, (*second)->name);
}

void
_copil_import_form_list_measures (CopilImportForm *self,
                                  CopilCatalogue  *catalogue)
{
  g_autoptr(GPtrArray) sorted = g_ptr_array_new ();

  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    g_ptr_array_add (sorted, (gpointer) copil_catalogue_get_measure (catalogue, i));
  g_ptr_array_sort (sorted, compare_measures);
  g_clear_object (&self->measure_names);
  g_ptr_array_set_size (self->measures, 0);
  self->measure_names = gtk_string_list_new (NULL);
  gtk_string_list_append (self->measure_names, _("Not imported"));
  g_ptr_array_add (self->measures, NULL);
  for (guint i = 0; i < sorted->len; i++)
    {
      const CopilMeasure *measure = g_ptr_array_index (sorted, i);

      gtk_string_list_append (self->measure_names, measure->name);
      g_ptr_array_add (self->measures, g_strdup (measure->code));
    }
}

static guint
find_measure (CopilImportForm *self,
              const char      *code)
{
  for (guint i = 1; code != NULL && i < self->measures->len; i++)
    if (g_str_equal (g_ptr_array_index (self->measures, i), code))
      return i;
  return 0;
}

void
_copil_import_form_changed (CopilImportForm *self)
{
  if (!self->showing)
    g_signal_emit_by_name (self, "changed");
}

static void
add_value_row (CopilImportForm *self,
               const char      *name,
               const char      *title,
               const char      *measure)
{
  CopilImportValueRow *row = g_new0 (CopilImportValueRow, 1);
  GtkWidget *line = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, NULL);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  row->name = g_strdup (name);
  row->measure = GTK_DROP_DOWN (gtk_drop_down_new (
    G_LIST_MODEL (g_object_ref (self->measure_names)), expression));
  gtk_drop_down_set_enable_search (row->measure, TRUE);
  gtk_drop_down_set_selected (row->measure, find_measure (self, measure));
  gtk_widget_set_valign (GTK_WIDGET (row->measure), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (row->measure), 280, -1);
  copil_drop_down_set_name (row->measure, title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), GTK_WIDGET (row->measure));
  adw_preferences_group_add (self->values, line);
  g_signal_connect_object (row->measure, "notify::selected",
                           G_CALLBACK (_copil_import_form_changed), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->value_rows, row);
}

static void
remove_value_rows (CopilImportForm *self)
{
  for (guint i = 0; i < self->value_rows->len; i++)
    {
      CopilImportValueRow *row = g_ptr_array_index (self->value_rows, i);
      GtkWidget *line = gtk_widget_get_ancestor (GTK_WIDGET (row->measure), ADW_TYPE_ACTION_ROW);

      adw_preferences_group_remove (self->values, line);
    }
  g_ptr_array_set_size (self->value_rows, 0);
}

static gboolean
holds_values (CopilImportForm *self,
              guint            column)
{
  CopilSheet *sheet = _copil_import_form_get_sheet (self);
  guint first = _copil_import_form_get_header_row (self) + 1;
  guint last = MIN (copil_sheet_get_n_rows (sheet), first + SAMPLE_ROWS);
  guint filled = 0, numbers = 0;

  for (guint row = first; row < last; row++)
    {
      const CopilField *field = copil_sheet_get (sheet, row, column);
      CopilCellStatus status;
      double value;

      filled += *field->text != '\0';
      numbers += field->kind == COPIL_FIELD_NUMBER ||
                 (*field->text != '\0' &&
                  copil_read_value (field->text, COPIL_DECIMAL_COMMA, NULL, &value, &status) ==
                    COPIL_READ_NUMBER);
    }
  return numbers > 0 && numbers * 2 >= filled;
}

static const char *
find_measure_of (CopilImportForm *self,
                 const char      *header)
{
  for (guint i = 0; i < self->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->mapping->fields, i);

      if (field->role == COPIL_ROLE_VALUE &&
          (header == NULL || g_ascii_strcasecmp (field->name, header) == 0))
        return field->measure;
    }
  return NULL;
}

void
_copil_import_form_show_values (CopilImportForm *self)
{
  const CopilMappingField *across = copil_mapping_find_role (self->mapping, COPIL_ROLE_VALUE);

  remove_value_rows (self);
  if (_copil_import_form_get_layout (self) != COPIL_LAYOUT_LONG)
    {
      add_value_row (self, across != NULL ? across->name : "*", _("All the values"),
                     find_measure_of (self, NULL));
      return;
    }
  for (guint i = 0; i < _copil_import_form_count_columns (self) &&
                    self->value_rows->len < MAX_VALUES; i++)
    {
      const char *header = _copil_import_form_get_header (self, (int) i);
      g_autofree char *name = _copil_import_form_name_field (self, i);
      const char *measure = find_measure_of (self, name);

      if ((int) i == _copil_import_form_get_column (self->territory) ||
          (int) i == _copil_import_form_get_column (self->period) || *header == '\0' ||
          (measure == NULL && !holds_values (self, i)))
        continue;
      add_value_row (self, name, header, measure);
    }
}
