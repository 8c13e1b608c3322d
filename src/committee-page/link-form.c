/* link-form.c: which figure an item of an agenda shows, and how it is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/link-form.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>

/* Two years: what a sitting speaks of. */
#define MONTHS 24

static const CopilField subject[] = {
  { COPIL_FIELD_CHOICE, "indicator_code", N_("Indicator"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_CHOICE, "territory_id", N_("Territory"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_CHOICE, "period", N_("Month"), NULL, TRUE, 0, 0 },
};

static const CopilField drawing[] = {
  { COPIL_FIELD_CHOICE, "chart", N_("Drawn as"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_CHOICE, "reference", N_("Compared with"), NULL, TRUE, 0, 0 },
  { COPIL_FIELD_WORDS, "caption", N_("Caption (left empty: what the figure says)"), NULL, FALSE,
    0, 0 },
};

static const char * const charts[][2] = {
  { "curve", N_("Evolution") },
  { "comparison", N_("Comparison of territories") },
  { "map", N_("Map") },
  { "distribution", N_("Distribution") },
};

static const char * const references[][2] = {
  { "year", N_("One year before") },
  { "target", N_("The target") },
  { "parent", N_("The territory above") },
  { "peers", N_("Similar territories") },
};

const char *
copil_link_form_name_chart (const char *chart)
{
  for (guint i = 0; i < G_N_ELEMENTS (charts); i++)
    if (g_str_equal (charts[i][0], chart))
      return _(charts[i][1]);
  /* A table is shown as the comparison it is the twin of. */
  return _(charts[1][1]);
}

static void
add_fields (CopilFormDialog  *dialog,
            const CopilField *fields,
            guint             n)
{
  for (guint i = 0; i < n; i++)
    {
      CopilField field = fields[i];

      field.title = _(field.title);
      copil_form_dialog_add (dialog, &field);
    }
}

static void
add_options (CopilFormDialog    *dialog,
             const char         *name,
             const char * const  options[][2],
             guint               n)
{
  for (guint i = 0; i < n; i++)
    copil_form_dialog_add_option (dialog, name, options[i][0], _(options[i][1]));
}

static void
add_indicators (CopilFormDialog      *dialog,
                CopilCatalogue       *catalogue,
                const CopilTerritory *territory)
{
  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      if ((indicator->levels & (1u << territory->level)) != 0)
        copil_form_dialog_add_option (dialog, "indicator_code", indicator->code,
                                      indicator->short_name);
    }
}

static void
add_territory (CopilFormDialog      *dialog,
               const CopilTerritory *territory)
{
  g_autofree char *id = g_strdup_printf ("%d", territory->id);

  copil_form_dialog_add_option (dialog, "territory_id", id, territory->name);
}

static void
add_territories (CopilFormDialog      *dialog,
                 const CopilTerritory *territory)
{
  add_territory (dialog, territory);
  for (guint i = 0; i < territory->children->len; i++)
    add_territory (dialog, g_ptr_array_index (territory->children, i));
  for (const CopilTerritory *above = territory->parent; above != NULL; above = above->parent)
    add_territory (dialog, above);
}

/* The last one first. */
static void
add_months (CopilFormDialog *dialog,
            CopilCube       *cube)
{
  CopilPeriod first, last;

  if (!copil_dashboard_get_span (cube, &first, &last))
    return;
  for (int i = 0; i < MONTHS && last.index - i >= first.index; i++)
    {
      CopilPeriod month = copil_period_shift (last, -i);
      g_autofree char *day = copil_period_to_sql (month);
      g_autofree char *name = copil_format_period (month);

      copil_form_dialog_add_option (dialog, "period", day, name);
    }
}

void
copil_link_form_add_subject (CopilFormDialog      *dialog,
                             CopilCube            *cube,
                             const CopilTerritory *territory)
{
  add_fields (dialog, subject, G_N_ELEMENTS (subject));
  add_indicators (dialog, copil_cube_get_catalogue (cube), territory);
  add_territories (dialog, territory);
  add_months (dialog, cube);
}

void
copil_link_form_add_drawing (CopilFormDialog *dialog)
{
  add_fields (dialog, drawing, G_N_ELEMENTS (drawing));
  add_options (dialog, "chart", charts, G_N_ELEMENTS (charts));
  add_options (dialog, "reference", references, G_N_ELEMENTS (references));
}

void
copil_link_form_fill (CopilFormDialog      *dialog,
                      const CopilTerritory *territory,
                      CopilComparison       comparison)
{
  g_autoptr(JsonObject) values = json_object_new ();
  g_autofree char *id = g_strdup_printf ("%d", territory->id);

  json_object_set_string_member (values, "territory_id", id);
  json_object_set_string_member (values, "reference", copil_comparison_to_id (comparison));
  copil_form_dialog_fill (dialog, values);
}

void
copil_link_form_convert (JsonObject *values)
{
  const char *id = json_object_get_string_member_with_default (values, "territory_id", "0");

  json_object_set_int_member (values, "territory_id", g_ascii_strtoll (id, NULL, 10));
}
