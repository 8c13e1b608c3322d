/* import-look.c: what was understood of a file, as rows to read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-look.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>

#define SHOWN_REFUSALS 20
#define LONG_VALUE 40
#define PREVIEW_ROWS 5
#define PREVIEW_COLUMNS 12
#define PREVIEW_CHARS 22

void
copil_import_clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

AdwPreferencesGroup *
copil_import_add_group (GtkBox     *box,
                        const char *title,
                        const char *description)
{
  g_autofree char *escaped = description != NULL ? g_markup_escape_text (description, -1) : NULL;
  GtkWidget *group = g_object_new (ADW_TYPE_PREFERENCES_GROUP, "title", title, "description",
                                   escaped != NULL ? escaped : "", NULL);

  gtk_box_append (box, group);
  return ADW_PREFERENCES_GROUP (group);
}

static GtkWidget *
create_value (const char *value)
{
  return g_object_new (GTK_TYPE_LABEL, "label", value, "wrap", TRUE, "xalign", 1.0, "justify",
                       GTK_JUSTIFY_RIGHT, "natural-wrap-mode", GTK_NATURAL_WRAP_NONE,
                       "max-width-chars", LONG_VALUE, NULL);
}

void
copil_import_add_row (AdwPreferencesGroup *group,
                      const char          *title,
                      const char          *subtitle,
                      const char          *value)
{
  /* Beside a long value there is no room for its title. */
  gboolean below = subtitle == NULL && g_utf8_strlen (value, -1) > LONG_VALUE;
  const char *under = below ? value : subtitle;
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", title,
                                 "subtitle", under != NULL ? under : "", "title-lines", 2,
                                 "subtitle-lines", 0, NULL);

  if (!below)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_value (value));
  adw_preferences_group_add (group, row);
}

static void
add_count (AdwPreferencesGroup *group,
           const char          *title,
           const char          *subtitle,
           double               n)
{
  g_autofree char *value = copil_format_number (n, 0);

  copil_import_add_row (group, title, subtitle, value);
}

/* -- What it is ------------------------------------------------------------------------------- */

static char *
describe_format (CopilFileReading *reading)
{
  const CopilWorkbook *workbook = reading->workbook;

  if (g_str_equal (workbook->format, "csv"))
    /* translators: an encoding such as UTF-8, then the character between two columns */
    return g_strdup_printf (_("Text, %s, columns separated by “%s”"), workbook->encoding,
                            workbook->separator == '\t' ? _("tabulation")
                                                        : (char[]) { workbook->separator, 0 });
  /* translators: the kind of workbook, then the name of a sheet */
  return g_strdup_printf (_("%s, sheet “%s”"),
                          g_str_equal (workbook->format, "xlsx") ? "Excel" : "OpenDocument",
                          copil_sheet_get_name (reading->sheet));
}

static const char *
describe_recognition (CopilFileReading *reading)
{
  if (reading->mapping->title != NULL)
    return reading->mapping->title;
  if (reading->composition)
    return _("A list of communes and of the perimeters they are in");
  switch (reading->doubt)
    {
    case COPIL_DOUBT_SHAPE:
      return _("No table of territories was recognised");
    case COPIL_DOUBT_MEASURE:
      return _("A table of territories whose measure is not said");
    case COPIL_DOUBT_PERIOD:
      return _("A table of territories whose period is not said");
    case COPIL_DOUBT_NONE:
    default:
      return _("A table that Copil did not know and understood by itself");
    }
}

static char *
list_measures (CopilFileReading *reading,
               CopilCatalogue   *catalogue)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) names = NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reading->mapping->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (reading->mapping->fields, i);
      const CopilMeasure *measure = field->role == COPIL_ROLE_VALUE
                                      ? copil_catalogue_find_measure (catalogue, field->measure)
                                      : NULL;

      if (measure != NULL && g_hash_table_add (seen, measure->code))
        g_strv_builder_add (builder, measure->name);
    }
  names = g_strv_builder_end (builder);
  return copil_format_list ((const char * const *) names);
}

/* "109 territoires", "du 1ᵉʳ trimestre 1982 au 3ᵉ trimestre 2023" */
static void
add_extent (AdwPreferencesGroup *group,
            GArray              *observations)
{
  g_autoptr(GHashTable) places = g_hash_table_new (NULL, NULL);
  g_autofree char *n = NULL, *span = NULL;
  CopilPeriod first, last;

  if (observations->len == 0)
    return;
  first = last = g_array_index (observations, CopilObservation, 0).period;
  for (guint i = 0; i < observations->len; i++)
    {
      const CopilObservation *one = &g_array_index (observations, CopilObservation, i);

      g_hash_table_add (places, GINT_TO_POINTER (one->territory));
      if (one->period.rhythm == first.rhythm && one->period.index < first.index)
        first = one->period;
      if (one->period.rhythm == last.rhythm && one->period.index > last.index)
        last = one->period;
    }
  n = copil_format_count (g_hash_table_size (places), "territoire", "territoires");
  span = copil_period_equal (first, last) ? copil_format_period (first)
                                          : copil_format_period_span (first, last);
  copil_import_add_row (group, _("Where"), NULL, n);
  copil_import_add_row (group, _("When"), NULL, span);
}

static void
show_identity (GtkBox           *box,
               CopilFileReading *reading,
               CopilCatalogue   *catalogue)
{
  AdwPreferencesGroup *group = copil_import_add_group (box, _("Recognised"), NULL);
  g_autofree char *format = describe_format (reading);
  g_autofree char *measures = list_measures (reading, catalogue);
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                 describe_recognition (reading), "subtitle", format,
                                 "title-lines", 3, NULL);

  adw_preferences_group_add (group, row);
  if (*measures != '\0')
    copil_import_add_row (group, _("What"), NULL, measures);
  if (reading->placement != NULL)
    add_extent (group, reading->placement->observations);
}

/* -- How much of it --------------------------------------------------------------------------- */

static void
show_counts (GtkBox           *box,
             CopilFileReading *reading)
{
  const CopilPlacement *placement = reading->placement;
  AdwPreferencesGroup *group = copil_import_add_group (box, _("Read"), NULL);
  g_autofree char *named = NULL;

  add_count (group, _("Rows read"), NULL, placement->rows);
  if (placement->ignored > 0)
    add_count (group, _("Rows left aside"), _("Totals, notes and flags"), placement->ignored);
  add_count (group, _("Figures placed"), NULL, placement->observations->len);
  if (placement->absent > 0)
    add_count (group, _("Without a value"), _("Empty, or a word such as n.d. or s"),
               placement->absent);
  if (placement->repeated > 0)
    add_count (group, _("Said twice"), _("With the same value: counted once"),
               placement->repeated);
  add_count (group, _("Refused"), NULL, placement->refused);
  if (placement->new_territories->len == 0)
    return;
  named = g_strdup_printf (_("They will make up the set “%s”: no sum, no map"),
                           reading->mapping->new_set_name != NULL ? reading->mapping->new_set_name
                                                                  : reading->mapping->new_set);
  add_count (group, _("Territories unknown to the base"), named, placement->new_territories->len);
}

static void
show_refusals (GtkBox               *box,
               const CopilPlacement *placement)
{
  g_autofree char *rest = NULL, *n = NULL;
  AdwPreferencesGroup *group;

  if (placement->refused == 0)
    return;
  if (placement->refused > SHOWN_REFUSALS)
    {
      n = copil_format_number (placement->refused, 0);
      /* translators: %u is a small number, %s a large one */
      rest = g_strdup_printf (_("The first %u of %s."), SHOWN_REFUSALS, n);
    }
  group = copil_import_add_group (box, _("What cannot be placed"), rest);
  for (guint i = 0; i < MIN (placement->refusals->len, SHOWN_REFUSALS); i++)
    {
      const CopilRefusal *refusal = g_ptr_array_index (placement->refusals, i);
      g_autofree char *where = g_strdup_printf (_("Line %u, column “%s”"), refusal->line,
                                                refusal->column);
      g_autofree char *value = g_strdup_printf ("« %.40s »", refusal->value);

      copil_import_add_row (group, where, refusal->reason, value);
    }
}

/* -- Its first lines -------------------------------------------------------------------------- */

static void
add_cell (GtkGrid    *grid,
          const char *text,
          guint       row,
          guint       column,
          gboolean    head)
{
  int chars = (int) MIN (g_utf8_strlen (text, -1), PREVIEW_CHARS);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "ellipsize",
                                   PANGO_ELLIPSIZE_END, "width-chars", chars, "max-width-chars",
                                   PREVIEW_CHARS, "single-line-mode", TRUE, NULL);

  gtk_widget_add_css_class (label, head ? "card-title" : "secondary");
  gtk_grid_attach (grid, label, (int) column, (int) row, 1, 1);
}

static void
show_preview (GtkBox           *box,
              CopilFileReading *reading)
{
  AdwPreferencesGroup *group = copil_import_add_group (box, _("First rows"), NULL);
  GtkWidget *grid = g_object_new (GTK_TYPE_GRID, "column-spacing", 18, "row-spacing", 6,
                                  "margin-top", 12, "margin-bottom", 12, "margin-start", 12,
                                  "margin-end", 12, NULL);
  GtkWidget *scroll = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "vscrollbar-policy",
                                    GTK_POLICY_NEVER, "child", grid, NULL);
  guint first = MIN (reading->mapping->header_row, copil_sheet_get_n_rows (reading->sheet) - 1);
  guint last = MIN (first + 1 + PREVIEW_ROWS, copil_sheet_get_n_rows (reading->sheet));

  for (guint row = first; row < last; row++)
    for (guint i = 0; i < MIN (copil_sheet_get_length (reading->sheet, row), PREVIEW_COLUMNS); i++)
      add_cell (GTK_GRID (grid), copil_sheet_get (reading->sheet, row, i)->text, row - first, i,
                row == first);
  gtk_widget_add_css_class (scroll, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (scroll), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("First rows"), -1);
  adw_preferences_group_add (group, scroll);
}

void
copil_import_look_show (GtkBox           *box,
                        CopilFileReading *reading,
                        CopilCatalogue   *catalogue)
{
  copil_import_clear (box);
  show_identity (box, reading, catalogue);
  if (reading->placement != NULL)
    {
      show_refusals (box, reading->placement);
      show_counts (box, reading);
    }
  if (copil_sheet_get_n_rows (reading->sheet) > 0)
    show_preview (box, reading);
}
