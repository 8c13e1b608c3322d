/* linked-view.c: a dashboard view that an item of an agenda shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/linked-view.h"

#include "view/dashboard-view.h"

typedef CopilChart *(*BuildFunc) (CopilDashboardView   *view,
                                  const CopilIndicator *indicator);

static BuildFunc
find_drawing (const char *chart)
{
  if (g_str_equal (chart, "map"))
    return copil_dashboard_view_build_map;
  if (g_str_equal (chart, "comparison") || g_str_equal (chart, "table"))
    return copil_dashboard_view_build_comparison;
  if (g_str_equal (chart, "distribution"))
    return copil_dashboard_view_build_histogram;
  return copil_dashboard_view_build_curve;
}

/* (transfer full) (nullable) */
static CopilDashboardView *
open_view (CopilRecord *row,
           CopilCube   *cube)
{
  const CopilTerritory *territory =
    copil_territory_list_by_id (copil_cube_get_territories (cube),
                                (int) copil_record_get_int (row, "territory_id"));
  CopilComparison comparison = COPIL_COMPARISON_YEAR;
  CopilPeriod period;

  if (territory == NULL
      || !copil_period_parse_sql (copil_record_get_word (row, "period"), COPIL_RHYTHM_MONTH,
                                  &period))
    return NULL;
  copil_comparison_parse (copil_record_get_word (row, "reference"), &comparison);
  return copil_dashboard_view_new (cube, territory, period, comparison);
}

CopilChart *
copil_linked_view_draw (CopilRecord *view,
                        CopilCube   *cube)
{
  g_autoptr (CopilDashboardView) opened = open_view (view, cube);
  const CopilIndicator *indicator =
    copil_catalogue_find_indicator (copil_cube_get_catalogue (cube),
                                    copil_record_get_word (view, "indicator_code"));
  CopilChart *chart;

  if (opened == NULL || indicator == NULL)
    return NULL;
  chart = find_drawing (copil_record_get_word (view, "chart")) (opened, indicator);
  return chart != NULL ? chart : copil_dashboard_view_build_curve (opened, indicator);
}

char *
copil_linked_view_describe_state (CopilCube *cube,
                                  int        frozen)
{
  int batch = copil_cube_get_batch (cube);

  if (frozen == 0)
    return g_strdup_printf ("état au lot n°\u00a0%d", batch);
  if (frozen == batch)
    return g_strdup_printf ("état arrêté pour la séance, lot n°\u00a0%d", frozen);
  return g_strdup_printf ("état au lot n°\u00a0%d\u00a0; la séance a été convoquée sur le lot "
                          "n°\u00a0%d",
                          batch, frozen);
}
