/* map.c: an indicator over space: the level below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/classes.h"
#include "chart/map-chart.h"
#include "core/format.h"
#include "view/atlas.h"

#include <math.h>

#define N_CLASSES 5

/* Classes are cut over as many periods as this, the last of the data, whatever the month looked
 * at: the same colour then means the same value from one month to the next. */
static const int periods_classed[] = {
  [COPIL_RHYTHM_MONTH] = 24,
  [COPIL_RHYTHM_QUARTER] = 12,
  [COPIL_RHYTHM_YEAR] = 8,
};

/* The level below; a basin, which has none, among its neighbours. */
static GPtrArray *
list_places (CopilDashboardView *self)
{
  if (self->territory->children->len > 0)
    return g_ptr_array_ref (self->territory->children);
  return copil_territory_list_siblings (copil_cube_get_territories (self->cube), self->territory);
}

/* "Bassins du Nord" */
static char *
build_title (CopilDashboardView   *self,
             const CopilTerritory *place)
{
  const CopilTerritory *whole = place->parent != NULL ? place->parent : self->territory;

  return _copil_view_name_parts (place->level, whole);
}

static guint
find_bounds (CopilDashboardView   *self,
             const CopilIndicator *indicator,
             GPtrArray            *places,
             double               *bounds)
{
  int n = periods_classed[indicator->rhythm];
  g_autofree double *values = g_new (double, n * places->len);
  CopilPeriod first, last;
  gsize kept = 0;

  if (!copil_cube_get_span (self->cube, indicator, &first, &last))
    return 0;
  for (guint i = 0; i < places->len; i++)
    for (int j = 0; j < n; j++)
      {
        CopilFigure figure = copil_cube_figure (self->cube, indicator,
                                                g_ptr_array_index (places, i),
                                                copil_period_shift (last, -j));

        if (copil_cell_status_has_value (figure.status))
          values[kept++] = figure.value;
      }
  return copil_classes_compute (COPIL_CLASSING_QUANTILE, values, kept, N_CLASSES,
                                indicator->decimals, bounds);
}

static void
item_clear (gpointer data)
{
  g_clear_pointer (&((CopilMapItem *) data)->outline, copil_outline_unref);
}

static GArray *
list_items (CopilDashboardView   *self,
            const CopilIndicator *indicator,
            GPtrArray            *places,
            gboolean             *has_outline)
{
  GArray *items = g_array_sized_new (FALSE, FALSE, sizeof (CopilMapItem), places->len);
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);

  g_array_set_clear_func (items, item_clear);
  for (guint i = 0; i < places->len; i++)
    {
      const CopilTerritory *place = g_ptr_array_index (places, i);
      CopilMapItem item = {
        .outline = copil_atlas_lookup (place),
        .name = place->name,
        .figure = copil_cube_figure (self->cube, indicator, place, period),
        .key = place->index,
        .subject = place == self->territory,
      };

      *has_outline |= item.outline != NULL;
      g_array_append_val (items, item);
    }
  return items;
}

CopilChart *
copil_dashboard_view_build_map (CopilDashboardView   *self,
                                const CopilIndicator *indicator)
{
  g_autoptr(GPtrArray) places = NULL;
  g_autoptr(GArray) items = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  const CopilTerritory *place;
  double bounds[COPIL_MAX_BOUNDS];
  gboolean has_outline = FALSE;
  gboolean counts = _copil_view_is_count (indicator);

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  places = list_places (self);
  if (places->len < 2)
    return NULL;
  place = g_ptr_array_index (places, 0);
  if ((indicator->levels & (1u << place->level)) == 0)
    return NULL;
  items = list_items (self, indicator, places, &has_outline);
  if (!has_outline)
    return NULL;
  title = build_title (self, place);
  subtitle = copil_format_period (copil_dashboard_view_period_of (self, indicator));
  return copil_map_chart_new (&(CopilMapData) {
    .head = { title, subtitle, NULL, indicator->unit, indicator->decimals },
    .kind = counts ? COPIL_MAP_CIRCLES : COPIL_MAP_CLASSES,
    .items = (const CopilMapItem *) items->data,
    .n_items = items->len,
    .bounds = bounds,
    .n_bounds = counts ? 0 : find_bounds (self, indicator, places, bounds),
    .caption = "classes fixes",
    .noun = copil_level_get_name (place->level, FALSE),
    .nouns = copil_level_get_name (place->level, TRUE),
    .feminine = place->level == COPIL_LEVEL_REGION,
    .of = place->parent != NULL ? place->parent->genitive : self->territory->genitive,
  });
}
