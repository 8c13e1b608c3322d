/* import-form.c: what the columns of a file mean, for somebody to correct
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-form.h"

#include "core/format.h"
#include "exchange/row-choice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Columns of values shown; a file of more is described by a mapping. */
#define MAX_VALUES 12
#define SAMPLE_ROWS 200

/* A column of values, or all of them, and the measure they are of. */
typedef struct
{
  char        *name; /* a header, or "*" */
  GtkDropDown *measure;
} ValueRow;

struct _CopilImportForm
{
  GtkWidget            parent_instance;
  GtkWidget           *box;
  AdwComboRow         *sheet;
  AdwComboRow         *layout;
  GtkSpinButton       *header;
  AdwComboRow         *territory;
  AdwComboRow         *set;
  AdwComboRow         *name;
  AdwComboRow         *period;
  GtkEditable         *whole_period;
  AdwComboRow         *decimal;
  GtkEditable         *keep;
  AdwPreferencesGroup *values;
  GPtrArray           *value_rows;  /* of ValueRow */
  CopilFileReading    *reading;     /* not owned */
  CopilWorkbook       *workbook;    /* not owned */
  char                *reading_name;
  CopilMapping        *mapping;     /* what was shown, which the form changes */
  GPtrArray           *sets;        /* of char*: code, or NULL for any, by rank in the list */
  GPtrArray           *measures;    /* of char*: codes, by rank in the list from 1 */
  GtkStringList       *measure_names;
  gboolean             showing;
};

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
  ValueRow *row = data;

  g_free (row->name);
  g_free (row);
}

/* -- What is chosen --------------------------------------------------------------------------- */

static CopilSheet *
get_sheet (CopilImportForm *self)
{
  guint rank = adw_combo_row_get_selected (self->sheet);

  return g_ptr_array_index (self->workbook->sheets,
                            rank < self->workbook->sheets->len ? rank : 0);
}

static guint
get_header_row (CopilImportForm *self)
{
  return (guint) gtk_spin_button_get_value_as_int (self->header) - 1;
}

static CopilFileLayout
get_layout (CopilImportForm *self)
{
  return (CopilFileLayout) adw_combo_row_get_selected (self->layout);
}

static guint
count_columns (CopilImportForm *self)
{
  return MIN (copil_sheet_get_length (get_sheet (self), get_header_row (self)), 200u);
}

/* The lists of columns begin with "none". */
static int
get_column (AdwComboRow *row)
{
  guint rank = adw_combo_row_get_selected (row);

  return rank == GTK_INVALID_LIST_POSITION ? -1 : (int) rank - 1;
}

/* The last of the list: a set that is not known yet. */
static gboolean
makes_set (CopilImportForm *self)
{
  return adw_combo_row_get_selected (self->set) + 1 == self->sets->len;
}

static const char *
get_header (CopilImportForm *self,
            int              column)
{
  return column < 0 ? ""
                    : copil_sheet_get (get_sheet (self), get_header_row (self), (guint) column)->text;
}

/* -- Lists ------------------------------------------------------------------------------------ */

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

static void
show_sheets (CopilImportForm *self)
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

static void
show_layout (CopilImportForm *self)
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
  const char *header = get_header (self, (int) column);

  return *header != '\0' ? g_strndup (header, 80)
                         /* translators: %u is the rank of a column without a header */
                         : g_strdup_printf (_("Column %u"), column + 1);
}

static void
show_columns (CopilImportForm *self,
              AdwComboRow     *row,
              const char      *none,
              CopilFieldRole   role)
{
  const CopilMappingField *field = copil_mapping_find_role (self->mapping, role);
  CopilMapping look = *self->mapping;
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  int column;

  look.header_row = get_header_row (self);
  column = field != NULL ? copil_sheet_find_header (get_sheet (self), &look, field->name) : -1;
  g_ptr_array_add (names, g_strdup (none));
  for (guint i = 0; i < count_columns (self); i++)
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

static void
show_sets (CopilImportForm    *self,
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

/* -- Measures --------------------------------------------------------------------------------- */

static int
compare_measures (gconstpointer a,
                  gconstpointer b)
{
  const CopilMeasure *const *first = a, *const *second = b;

  return copil_format_collate ((*first)->name, (*second)->name);
}

static void
list_measures (CopilImportForm *self,
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

static void
changed_cb (CopilImportForm *self)
{
  if (!self->showing)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_value_row (CopilImportForm *self,
               const char      *name,
               const char      *title,
               const char      *measure)
{
  ValueRow *row = g_new0 (ValueRow, 1);
  GtkWidget *line = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title, NULL);
  GtkExpression *expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  row->name = g_strdup (name);
  row->measure = GTK_DROP_DOWN (gtk_drop_down_new (
    G_LIST_MODEL (g_object_ref (self->measure_names)), expression));
  gtk_drop_down_set_enable_search (row->measure, TRUE);
  gtk_drop_down_set_selected (row->measure, find_measure (self, measure));
  gtk_widget_set_valign (GTK_WIDGET (row->measure), GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (GTK_WIDGET (row->measure), 280, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->measure), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), GTK_WIDGET (row->measure));
  adw_preferences_group_add (self->values, line);
  g_signal_connect_object (row->measure, "notify::selected", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_ptr_array_add (self->value_rows, row);
}

static void
remove_value_rows (CopilImportForm *self)
{
  for (guint i = 0; i < self->value_rows->len; i++)
    {
      ValueRow *row = g_ptr_array_index (self->value_rows, i);
      GtkWidget *line = gtk_widget_get_ancestor (GTK_WIDGET (row->measure), ADW_TYPE_ACTION_ROW);

      adw_preferences_group_remove (self->values, line);
    }
  g_ptr_array_set_size (self->value_rows, 0);
}

static gboolean
holds_values (CopilImportForm *self,
              guint            column)
{
  CopilSheet *sheet = get_sheet (self);
  guint last = MIN (copil_sheet_get_n_rows (sheet), get_header_row (self) + 1 + SAMPLE_ROWS);
  guint filled = 0, numbers = 0;

  for (guint row = get_header_row (self) + 1; row < last; row++)
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

static void
show_values (CopilImportForm *self)
{
  const CopilMappingField *across = copil_mapping_find_role (self->mapping, COPIL_ROLE_VALUE);

  remove_value_rows (self);
  if (get_layout (self) != COPIL_LAYOUT_LONG)
    {
      add_value_row (self, across != NULL ? across->name : "*", _("All the values"),
                     find_measure_of (self, NULL));
      return;
    }
  for (guint i = 0; i < count_columns (self) && self->value_rows->len < MAX_VALUES; i++)
    {
      const char *header = get_header (self, (int) i);
      const char *measure = find_measure_of (self, header);

      if ((int) i == get_column (self->territory) || (int) i == get_column (self->period) ||
          *header == '\0' || (measure == NULL && !holds_values (self, i)))
        continue;
      add_value_row (self, header, header, measure);
    }
}

/* -- Showing ---------------------------------------------------------------------------------- */

static void
update_visible (CopilImportForm *self)
{
  CopilFileLayout layout = get_layout (self);

  gtk_widget_set_visible (GTK_WIDGET (self->name), makes_set (self));
  gtk_widget_set_visible (GTK_WIDGET (self->territory), layout != COPIL_LAYOUT_TERRITORIES_ACROSS);
  gtk_widget_set_visible (GTK_WIDGET (self->period), layout != COPIL_LAYOUT_PERIODS_ACROSS);
  gtk_widget_set_visible (GTK_WIDGET (self->whole_period),
                          layout == COPIL_LAYOUT_LONG && get_column (self->period) < 0);
}

static void
show_table (CopilImportForm *self)
{
  show_columns (self, self->territory, _("None"), COPIL_ROLE_TERRITORY);
  show_columns (self, self->name, _("None"), COPIL_ROLE_TERRITORY_NAME);
  show_columns (self, self->period, _("None"), COPIL_ROLE_PERIOD);
  show_values (self);
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
      list_measures (self, catalogue);
      show_sheets (self);
      show_layout (self);
      gtk_spin_button_set_range (self->header, 1, MIN (rows, 100u));
      gtk_spin_button_set_increments (self->header, 1, 10);
      gtk_spin_button_set_value (self->header, reading->mapping->header_row + 1);
      show_sets (self, territories);
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
  changed_cb (self);
}

static void
columns_changed_cb (CopilImportForm *self)
{
  if (self->showing)
    return;
  self->showing = TRUE;
  show_values (self);
  update_visible (self);
  self->showing = FALSE;
  changed_cb (self);
}

/* -- What the form says ----------------------------------------------------------------------- */

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
  CopilPeriod period;
  gboolean measured = FALSE;

  g_return_val_if_fail (COPIL_IS_IMPORT_FORM (self), NULL);
  layout = get_layout (self);
  for (guint i = 0; i < self->value_rows->len; i++)
    measured |= gtk_drop_down_get_selected (
                  ((ValueRow *) g_ptr_array_index (self->value_rows, i))->measure) > 0;
  if (layout != COPIL_LAYOUT_TERRITORIES_ACROSS && get_column (self->territory) < 0)
    return _("Choose the column of territories.");
  if (layout == COPIL_LAYOUT_TERRITORIES_ACROSS && get_column (self->period) < 0)
    return _("Choose the column of periods.");
  if (layout == COPIL_LAYOUT_LONG && get_column (self->period) < 0 &&
      !copil_period_parse (gtk_editable_get_text (self->whole_period), &period))
    return _("Choose the column of periods, or write the period of the file: 2026-10, 2026-T3 or "
             "2026.");
  if (!measured)
    return _("Choose which measure the values are of.");
  if (!take_choice (self, NULL))
    return _("Write the rows to keep as a column, “=” and a value.");
  return NULL;
}

static void
take_fields (CopilImportForm *self,
             CopilMapping    *mapping)
{
  g_ptr_array_set_size (mapping->fields, 0);
  if (mapping->layout != COPIL_LAYOUT_TERRITORIES_ACROSS)
    copil_mapping_add_field (mapping, get_header (self, get_column (self->territory)),
                             COPIL_ROLE_TERRITORY, NULL);
  if (makes_set (self) && get_column (self->name) >= 0)
    copil_mapping_add_field (mapping, get_header (self, get_column (self->name)),
                             COPIL_ROLE_TERRITORY_NAME, NULL);
  if (mapping->layout != COPIL_LAYOUT_PERIODS_ACROSS && get_column (self->period) >= 0)
    copil_mapping_add_field (mapping, get_header (self, get_column (self->period)),
                             COPIL_ROLE_PERIOD, NULL);
  for (guint i = 0; i < self->value_rows->len; i++)
    {
      const ValueRow *row = g_ptr_array_index (self->value_rows, i);
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
  gboolean of_file = makes_set (self);
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
  /* What was told of the rows of another table does not hold for this one. */
  if (g_strcmp0 (mapping->sheet, copil_sheet_get_name (get_sheet (self))) != 0)
    {
      g_ptr_array_set_size (mapping->ignore, 0);
      g_ptr_array_set_size (mapping->keep, 0);
      mapping->header_rows = 1;
    }
  g_free (mapping->sheet);
  mapping->sheet = g_strdup (copil_sheet_get_name (get_sheet (self)));
  mapping->layout = get_layout (self);
  mapping->header_row = get_header_row (self);
  mapping->header_rows = MIN (mapping->header_rows, mapping->header_row + 1);
  mapping->decimal = (CopilDecimal) adw_combo_row_get_selected (self->decimal);
  mapping->has_period = mapping->layout == COPIL_LAYOUT_LONG && get_column (self->period) < 0 &&
                        copil_period_parse (gtk_editable_get_text (self->whole_period),
                                            &mapping->period);
  take_fields (self, mapping);
  take_set (self, mapping);
  take_choice (self, mapping);
  return mapping;
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
  connect (self, self->name, "notify::selected", changed_cb);
  connect (self, self->whole_period, "changed", changed_cb);
  connect (self, self->decimal, "notify::selected", changed_cb);
  connect (self, self->keep, "changed", changed_cb);
}
