/* linked-view.c: a dashboard view that an item of an agenda shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/linked-view.h"

#include "core/format.h"
#include "core/instant.h"

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
create_view (CopilRecord *row,
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

gboolean
copil_linked_view_open (CopilLinkedView *self,
                        CopilRecord     *row,
                        CopilCube       *cube)
{
  *self = (CopilLinkedView) { NULL };
  self->indicator = copil_catalogue_find_indicator (copil_cube_get_catalogue (cube),
                                                    copil_record_get_word (row, "indicator_code"));
  self->view = self->indicator != NULL ? create_view (row, cube) : NULL;
  if (self->view == NULL)
    return FALSE;
  self->row = g_object_ref (row);
  return TRUE;
}

void
copil_linked_view_clear (CopilLinkedView *self)
{
  g_clear_object (&self->row);
  g_clear_object (&self->view);
}

CopilChart *
copil_linked_view_build_chart (const CopilLinkedView *self)
{
  BuildFunc build = find_drawing (copil_record_get_word (self->row, "chart"));
  CopilChart *chart = build (self->view, self->indicator);

  return chart != NULL ? chart : copil_dashboard_view_build_curve (self->view, self->indicator);
}

char *
copil_linked_view_build_finding (const CopilLinkedView *self)
{
  if (copil_record_has (self->row, "caption"))
    return g_strdup (copil_record_get_string (self->row, "caption"));
  return copil_dashboard_view_build_sentence (self->view, self->indicator);
}

char *
copil_linked_view_build_value (const CopilLinkedView *self)
{
  g_autoptr (CopilTile) tile = copil_dashboard_view_build_tile (self->view, self->indicator);

  if (*tile->unit == '\0')
    return g_strdup (tile->value);
  return g_strconcat (tile->value, COPIL_NBSP, tile->unit, NULL);
}

CopilChart *
copil_linked_view_draw (CopilRecord *row,
                        CopilCube   *cube)
{
  g_auto (CopilLinkedView) opened = { NULL };

  return copil_linked_view_open (&opened, row, cube) ? copil_linked_view_build_chart (&opened)
                                                     : NULL;
}

char *
copil_linked_view_describe_state (int    batch,
                                  gint64 at)
{
  g_autofree char *day = NULL;
  GDate date;

  if (batch == 0 || !copil_instant_to_date (at, &date))
    return g_strdup ("Chiffres du moment");
  day = copil_format_date (&date);
  return g_strdup_printf ("État figé le %s (lot\u00a0%d)", day, batch);
}
