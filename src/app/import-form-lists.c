/* import-form-lists.c: what a file offers to choose among
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-form-private.h"

#include "exchange/header.h"

#include <glib/gi18n-lib.h>
#include <string.h>

CopilSheet *
_copil_import_form_get_sheet (CopilImportForm *self)
{
  guint rank = adw_combo_row_get_selected (self->sheet);

  return g_ptr_array_index (self->workbook->sheets,
                            rank < self->workbook->sheets->len ? rank : 0);
}

guint
_copil_import_form_get_header_row (CopilImportForm *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->header) - 1;
}

CopilFileLayout
_copil_import_form_get_layout (CopilImportForm *self)
{
  return (CopilFileLayout) adw_combo_row_get_selected (self->layout);
}

guint
_copil_import_form_count_columns (CopilImportForm *self)
{
  guint header_row = _copil_import_form_get_header_row (self);

  return MIN (copil_sheet_get_length (_copil_import_form_get_sheet (self), header_row), 200u);
}

/* The lists of columns begin with "none". */
int
_copil_import_form_get_column (AdwComboRow *row)
{
  guint rank = adw_combo_row_get_selected (row);

  return rank == GTK_INVALID_LIST_POSITION ? -1 : (int) rank - 1;
}

/* The last of the list: a set that is not known yet. */
gboolean
_copil_import_form_makes_set (CopilImportForm *self)
{
  return adw_combo_row_get_selected (self->set) + 1 == self->sets->len;
}

const char *
_copil_import_form_get_header (CopilImportForm *self,
                               int              column)
{
  return column < 0 ? ""
                    : copil_sheet_get_text (_copil_import_form_get_sheet (self),
                                            _copil_import_form_get_header_row (self),
                                            (guint) column);
}

char *
_copil_import_form_name_field (CopilImportForm *self,
                               guint            column)
{
  CopilMapping look = *self->mapping;

  look.header_row = _copil_import_form_get_header_row (self);
  return copil_sheet_name_column (_copil_import_form_get_sheet (self), &look, column);
}

static void
set_items (AdwComboRow *row,
           GPtrArray   *items,
           guint        selected)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < items->len; i++)
    gtk_string_list_append (list, g_ptr_array_index (items, i));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

void
_copil_import_form_show_sheets (CopilImportForm *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  for (guint i = 0; i < self->workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (self->workbook->sheets, i);

      g_ptr_array_add (names, (gpointer) copil_sheet_get_name (sheet));
      if (sheet == self->reading->sheet)
        selected = i;
    }
  set_items (self->sheet, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), names->len > 1);
}

void
_copil_import_form_show_layout (CopilImportForm *self)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, (gpointer) _("All in rows"));
  g_ptr_array_add (names, (gpointer) _("Periods in columns"));
  g_ptr_array_add (names, (gpointer) _("Territories in columns"));
  set_items (self->layout, names, self->mapping->layout);
}

static char *
name_column (CopilImportForm *self,
             guint            column)
{
  const char *header = _copil_import_form_get_header (self, (int) column);

  return *header != '\0' ? g_strndup (header, 80)
                         /* translators: %u is the rank of a column without a header */
                         : g_strdup_printf (_("Column %u"), column + 1);
}

void
_copil_import_form_show_columns (CopilImportForm *self,
                                 AdwComboRow     *row,
                                 const char      *none,
                                 CopilFieldRole   role)
{
  const CopilMappingField *field = copil_mapping_find_role (self->mapping, role);
  CopilMapping look = *self->mapping;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int column;

  look.header_row = _copil_import_form_get_header_row (self);
  column = field != NULL ? copil_sheet_find_header (_copil_import_form_get_sheet (self), &look,
                                                    field->name)
                         : -1;
  g_ptr_array_add (names, g_strdup (none));
  for (guint i = 0; i < _copil_import_form_count_columns (self); i++)
    g_ptr_array_add (names, name_column (self, i));
  set_items (row, names, column + 1 < (int) names->len ? (guint) (column + 1) : 0);
}

/* "Départements"; a further set by its code, which is all that is known of it here. */
static char *
name_set (const CopilTerritory *first)
{
  const char *name = copil_level_get_name (first->level, TRUE);
  g_autofree char *letter = g_utf8_substring (name, 0, 1), *capital = NULL;

  if (first->level == COPIL_LEVEL_OTHER)
    return g_strdup (first->set);
  if (first->level == COPIL_LEVEL_FRANCE)
    return g_strdup (first->name);
  capital = g_utf8_strup (letter, -1);
  return g_strconcat (capital, name + strlen (letter), NULL);
}

static guint
add_set (CopilImportForm *self,
         GPtrArray       *names,
         const char      *code,
         char            *name)
{
  g_ptr_array_add (names, name);
  g_ptr_array_add (self->sets, g_strdup (code));
  return names->len - 1;
}

void
_copil_import_form_show_sets (CopilImportForm    *self,
                              CopilTerritoryList *territories)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *current = self->mapping->sets != NULL ? self->mapping->sets[0] : NULL;
  guint selected = add_set (self, names, NULL, g_strdup (_("As the names say"))), rank;

  for (guint i = 0; i < copil_territory_list_get_size (territories); i++)
    {
      const CopilTerritory *territory = copil_territory_list_get (territories, i);

      if (!g_hash_table_add (seen, territory->set))
        continue;
      rank = add_set (self, names, territory->set, name_set (territory));
      if (g_strcmp0 (current, territory->set) == 0)
        selected = rank;
    }
  rank = add_set (self, names, NULL, g_strdup (_("To be made out of this file")));
  if (self->mapping->new_set != NULL)
    selected = rank;
  set_items (self->set, names, selected);
}
