/* sample.c: a cube with figures, without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sample.h"

#include "core/resources.h"
#include "exchange/territory-shipped.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FIRST_YEAR 2023
#define N_MONTHS 46

/* -- Territories ------------------------------------------------------------------------------ */

static int
find_id (GHashTable *ids,
         const char *parent)
{
  return parent != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (ids, parent)) : 0;
}

static void
add_set (CopilTerritoryList *list,
         GHashTable         *ids,
         const char         *set)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *document = copil_territory_shipped_document (set, &error);
  JsonArray *territories;

  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_data (parser, document, -1, NULL));
  territories = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                              "territories");
  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *row = json_array_get_object_element (territories, i);
      const char *code = json_object_get_string_member (row, "code");
      int id = g_hash_table_size (ids) + 1;
      int parent = find_id (ids, json_object_get_string_member_with_default (row, "parent", NULL));

      copil_territory_list_add (list, id, set, code, json_object_get_string_member (row, "name"),
                                json_object_get_int_member (row, "liaison"),
                                json_object_get_string_member_with_default (row, "seat", ""),
                                json_object_get_int_member (row, "population"), parent, TRUE);
      g_hash_table_insert (ids, g_strconcat (set, ":", code, NULL), GINT_TO_POINTER (id));
    }
}

static CopilTerritoryList *
load_territories (void)
{
  CopilTerritoryList *list = copil_territory_list_new ();
  g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; copil_territory_shipped_sets ()[i] != NULL; i++)
    add_set (list, ids, copil_territory_shipped_sets ()[i]);
  copil_territory_list_seal (list, &error);
  g_assert_no_error (error);
  return list;
}

/* -- Figures ---------------------------------------------------------------------------------- */

/* Between 0 and 1, from a name and a number. */
static double
chance (const char *name,
        guint       number)
{
  guint hash = g_str_hash (name) ^ (number * 2654435761u);

  hash ^= hash >> 13;
  hash *= 0x5bd1e995;
  hash ^= hash >> 15;
  return hash / (double) G_MAXUINT;
}

static double
whole_at (const CopilMeasure   *measure,
          const CopilTerritory *territory,
          guint                 month)
{
  double rate = 0.002 + 0.02 * chance (measure->code, 1);
  double season = 1 + 0.08 * sin (month * G_PI / 6 + 6 * chance (measure->code, 2));
  double noise = 1 + 0.06 * (chance (territory->code, month + g_str_hash (measure->code)) - 0.5);

  return territory->population * rate * season * noise;
}

static double
share_at (const CopilMeasure   *measure,
          const CopilTerritory *territory,
          guint                 month)
{
  double base = 0.35 + 0.3 * chance (measure->code, 3);
  double trend = 0.002 * month * (chance (measure->code, 4) - 0.3);
  double local = 0.10 * (chance (territory->code, 7) - 0.5);
  double noise = 0.03 * (chance (territory->code, month * 31 + g_str_hash (measure->code)) - 0.5);

  return CLAMP (base + trend + local + noise, 0.02, 0.98);
}

static double
leaf_at (CopilCatalogue       *catalogue,
         const CopilMeasure   *measure,
         const CopilTerritory *territory,
         guint                 month)
{
  if (measure->kind == COPIL_MEASURE_PUBLISHED)
    return round (10 * (6 + 4 * chance (territory->code, 5) + 0.5 * sin (month / 5.0))) / 10;
  for (guint i = 0; measure->subset_of != 0 && i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      const CopilMeasure *whole = copil_catalogue_get_measure (catalogue, i);

      if (whole->id == measure->subset_of)
        return round (leaf_at (catalogue, whole, territory, month)
                      * share_at (measure, territory, month));
    }
  return round (whole_at (measure, territory, month));
}

/* Sums its children; a leaf, or one whose children are not filled, stands for itself. */
static double
value_at (CopilCatalogue       *catalogue,
          const CopilMeasure   *measure,
          const CopilTerritory *territory,
          guint                 month)
{
  double sum = 0;

  if (measure->kind == COPIL_MEASURE_PUBLISHED || territory->level == COPIL_LEVEL_BASIN ||
      (territory->level == COPIL_LEVEL_DEPARTMENT &&
       !g_str_equal (territory->parent->code, "32")))
    return leaf_at (catalogue, measure, territory, month);
  for (guint i = 0; i < territory->children->len; i++)
    sum += value_at (catalogue, measure, g_ptr_array_index (territory->children, i), month);
  return sum;
}

static gboolean
is_filled (const CopilTerritory *territory)
{
  if (territory->level == COPIL_LEVEL_BASIN)
    return g_str_equal (territory->parent->parent->code, "32");
  return territory->level != COPIL_LEVEL_OTHER;
}

static void
put_series (CopilCube            *cube,
            const CopilMeasure   *measure,
            const CopilTerritory *territory)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  guint step = measure->rhythm == COPIL_RHYTHM_MONTH ? 1 : measure->rhythm == COPIL_RHYTHM_QUARTER
                                                             ? 3 : 12;
  double values[N_MONTHS];
  guint8 statuses[N_MONTHS] = { 0 };
  CopilSeries series = {
    .first = copil_period_new (measure->rhythm, FIRST_YEAR, 1),
    .n = N_MONTHS / step,
    .values = values,
    .statuses = statuses,
  };

  for (guint i = 0; i < series.n; i++)
    values[i] = value_at (catalogue, measure, territory, i * step);
  statuses[series.n - 1] = COPIL_CELL_PROVISIONAL;
  copil_cube_put_series (cube, measure->index, territory->index, &series);
}

CopilCube *
sample_cube_empty (void)
{
  g_autofree char *json = NULL;
  g_autoptr(CopilCatalogue) catalogue = NULL;
  g_autoptr(CopilTerritoryList) territories = NULL;
  g_autoptr(GError) error = NULL;

  copil_resources_register ();
  json = copil_catalogue_shipped (1, &error);
  g_assert_no_error (error);
  catalogue = copil_catalogue_parse (json, -1, &error);
  g_assert_no_error (error);
  territories = load_territories ();
  return copil_cube_new (catalogue, territories);
}

CopilCube *
sample_cube_new (void)
{
  CopilCube *cube = sample_cube_empty ();
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  CopilTerritoryList *territories = copil_cube_get_territories (cube);

  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      for (guint j = 0; j < copil_territory_list_get_size (territories); j++)
        if (is_filled (copil_territory_list_get (territories, j)))
          put_series (cube, copil_catalogue_get_measure (catalogue, i),
                      copil_territory_list_get (territories, j));
      copil_cube_set_complete (cube, i);
    }
  copil_cube_set_batch (cube, 12);
  return cube;
}

void
sample_cube_touch (CopilCube            *cube,
                   const CopilIndicator *indicator,
                   const CopilTerritory *territory,
                   CopilPeriod           period,
                   double                factor)
{
  g_autoptr(GArray) changes = g_array_new (FALSE, FALSE, sizeof (CopilCubeChange));
  CopilCubeChange change = { g_array_index (indicator->numerators, guint, 0), territory->index,
                             period };
  double value = NAN, coverage = 1;

  copil_cube_get_cell (cube, change.measure, change.territory, period, &value, &coverage);
  copil_cube_put_cell (cube, change.measure, change.territory, period, round (value * factor),
                       COPIL_CELL_OBSERVED, coverage);
  g_array_append_val (changes, change);
  copil_cube_emit_changed (cube, changes);
}
