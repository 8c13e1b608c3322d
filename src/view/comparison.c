/* comparison.c: an indicator beside its neighbours
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/rank-chart.h"
#include "core/format.h"

#include <math.h>

static char *
title_of_siblings (CopilDashboardView *self)
{
  const CopilTerritory *territory = self->territory;

  if (territory->parent == NULL)
    return _copil_view_capitalise (copil_level_get_name (territory->level, TRUE));
  return _copil_view_name_parts (territory->level, territory->parent);
}

static GArray *
list_items (CopilDashboardView   *self,
            const CopilIndicator *indicator,
            GPtrArray            *territories)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (CopilRankItem));
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);

  for (guint i = 0; i < territories->len; i++)
    {
      const CopilTerritory *territory = g_ptr_array_index (territories, i);
      CopilRankItem item = {
        .name = territory->name,
        .figure = copil_cube_figure (self->cube, indicator, territory, period),
        .key = territory->index,
        .subject = territory == self->territory,
      };

      g_array_append_val (items, item);
    }
  return items;
}

/* The whole to which the bars belong; a count of the whole is not on their scale. */
static double
reference_value (CopilDashboardView   *self,
                 const CopilIndicator *indicator)
{
  const CopilTerritory *whole = copil_dashboard_view_get_whole (self);
  CopilFigure figure;

  if (whole == NULL || _copil_view_is_count (indicator))
    return NAN;
  figure = copil_cube_figure (self->cube, indicator, whole,
                              copil_dashboard_view_period_of (self, indicator));
  return copil_cell_status_has_value (figure.status) ? figure.value : NAN;
}

/* "octobre 2026, en pers.": a unit that is a word is written once. */
static char *
build_subtitle (CopilDashboardView   *self,
                const CopilIndicator *indicator)
{
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);
  g_autofree char *when = copil_format_period (period);

  if (indicator->unit == NULL || g_utf8_strlen (indicator->unit, -1) <= 2)
    return g_steal_pointer (&when);
  return g_strdup_printf ("%s, en %s", when, indicator->unit);
}

CopilChart *
copil_dashboard_view_build_comparison (CopilDashboardView   *self,
                                       const CopilIndicator *indicator)
{
  const CopilTerritory *whole = copil_dashboard_view_get_whole (self);
  g_autoptr(GPtrArray) siblings = NULL;
  g_autoptr(GArray) items = NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  CopilChart *funnel;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  siblings = copil_territory_list_siblings (copil_cube_get_territories (self->cube),
                                            self->territory);
  funnel = _copil_view_build_funnel (self, indicator);
  if (funnel != NULL)
    return funnel;
  if (siblings->len < 2)
    return NULL;
  items = list_items (self, indicator, siblings);
  title = title_of_siblings (self);
  subtitle = build_subtitle (self, indicator);
  return copil_rank_chart_new (&(CopilRankData) {
    .head = { title, subtitle, NULL, indicator->unit, indicator->decimals },
    .items = (const CopilRankItem *) items->data,
    .n_items = items->len,
    .reference = reference_value (self, indicator),
    .reference_label = whole != NULL ? whole->name : NULL,
    /* Small basins in order of a rate would be an order of noise. */
    .keep_order = !indicator->ranked || self->territory->level == COPIL_LEVEL_BASIN,
  });
}
