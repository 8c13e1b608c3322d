/* funnel.c: territories against the volume their figure rests on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/funnel-chart.h"
#include "core/format.h"

#include <math.h>

/* Fewer territories are better told apart by bars. */
#define MIN_POINTS 8
#define N_PEERS 8
/* Limits are curves: more where volumes are small, where they bend. */
#define N_LIMITS 60

typedef struct
{
  CopilDashboardView   *view;
  const CopilIndicator *indicator;
  gboolean              share; /* else so many a unit of the volume */
  GArray               *points;
  GArray               *limits;
  double                mean;  /* in the unit of the indicator */
  double                between; /* of rates, 0 to 1 */
} Funnel;

static void
funnel_clear (Funnel *self)
{
  g_clear_pointer (&self->points, g_array_unref);
  g_clear_pointer (&self->limits, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Funnel, funnel_clear)

static gboolean
has_volume (const CopilIndicator *indicator)
{
  return indicator->formula == COPIL_FORMULA_RATIO || indicator->formula == COPIL_FORMULA_SHARE;
}

static gboolean
rests_on_counts (const CopilFigure *figure)
{
  return copil_cell_status_has_value (figure->status) && figure->denominator > 0;
}

static void
add_points (Funnel *self)
{
  CopilDashboardView *view = self->view;
  CopilPeriod period = copil_dashboard_view_period_of (view, self->indicator);
  g_autoptr(GPtrArray) peers = copil_dashboard_view_list_peers (view, N_PEERS);
  g_autoptr(GPtrArray) all = copil_territory_list_of_set (
    copil_cube_get_territories (view->cube), view->territory->set);

  self->points = g_array_new (FALSE, FALSE, sizeof (CopilFunnelPoint));
  for (guint i = 0; i < all->len; i++)
    {
      const CopilTerritory *territory = g_ptr_array_index (all, i);
      CopilFigure figure = copil_cube_figure (view->cube, self->indicator, territory, period);
      CopilFunnelPoint point = {
        .name = territory->name,
        .volume = figure.denominator,
        .figure = figure,
        .key = territory->index,
        .subject = territory == view->territory,
        .peer = g_ptr_array_find (peers, territory, NULL),
      };

      if (rests_on_counts (&figure) || point.subject)
        g_array_append_val (self->points, point);
    }
}

/* The rate of all of them together, and how much more than by chance they differ. */
static guint
set_mean (Funnel *self)
{
  g_autofree double *values = g_new (double, self->points->len);
  g_autofree double *volumes = g_new (double, self->points->len);
  double numerators = 0, denominators = 0;
  guint n = 0;

  for (guint i = 0; i < self->points->len; i++)
    {
      const CopilFigure *figure = &g_array_index (self->points, CopilFunnelPoint, i).figure;

      if (!rests_on_counts (figure))
        continue;
      numerators += figure->numerator;
      denominators += figure->denominator;
      self->share = self->share && figure->numerator <= figure->denominator;
      values[n] = figure->numerator / figure->denominator;
      volumes[n++] = figure->denominator;
    }
  self->mean = self->indicator->scale * numerators / denominators;
  self->between = copil_funnel_between (values, volumes, n, numerators / denominators,
                                        self->share);
  return n;
}

static void
find_limits (const Funnel *self,
             double        volume,
             double        deviations,
             double       *low,
             double       *high)
{
  double scale = self->indicator->scale;

  if (self->share)
    copil_funnel_share (self->mean / scale, volume, deviations, self->between, low, high);
  else
    copil_funnel_rate (self->mean / scale, volume, deviations, self->between, low, high);
  *low *= scale;
  *high *= scale;
}

static void
add_limits (Funnel *self)
{
  double least = INFINITY, most = 0;

  self->limits = g_array_new (FALSE, FALSE, sizeof (CopilFunnelLimit));
  for (guint i = 0; i < self->points->len; i++)
    {
      const CopilFunnelPoint *point = &g_array_index (self->points, CopilFunnelPoint, i);

      least = point->volume > 0 ? MIN (least, point->volume) : least;
      most = point->volume > 0 ? MAX (most, point->volume) : most;
    }
  for (guint i = 0; i < N_LIMITS; i++)
    {
      double root = sqrt (least) + (sqrt (most * 1.05) - sqrt (least)) * i / (N_LIMITS - 1);
      CopilFunnelLimit limit = { .volume = root * root };

      find_limits (self, limit.volume, COPIL_FUNNEL_95, &limit.low95, &limit.high95);
      find_limits (self, limit.volume, COPIL_FUNNEL_998, &limit.low998, &limit.high998);
      g_array_append_val (self->limits, limit);
    }
}

static void
mark_outside (Funnel *self)
{
  for (guint i = 0; i < self->points->len; i++)
    {
      CopilFunnelPoint *point = &g_array_index (self->points, CopilFunnelPoint, i);
      double low, high;

      if (!rests_on_counts (&point->figure))
        continue;
      find_limits (self, point->volume, COPIL_FUNNEL_998, &low, &high);
      point->outside = point->figure.value > high ? 1 : point->figure.value < low ? -1 : 0;
    }
}

static CopilChart *
draw (const Funnel *self)
{
  CopilLevel level = self->view->territory->level;
  g_autofree char *nouns = _copil_view_capitalise (copil_level_get_name (level, TRUE));
  g_autofree char *title = g_strconcat (nouns, " de France", NULL);
  CopilPeriod period = copil_dashboard_view_period_of (self->view, self->indicator);
  g_autofree char *when = copil_format_period (period);

  return copil_funnel_chart_new (&(CopilFunnelData) {
    .head = { title, when, NULL, self->indicator->unit, self->indicator->decimals },
    .points = (const CopilFunnelPoint *) self->points->data,
    .n_points = self->points->len,
    .mean = self->mean,
    .limits = (const CopilFunnelLimit *) self->limits->data,
    .n_limits = self->limits->len,
    .axis_label = self->indicator->denominator_label,
    .noun = copil_level_get_name (level, FALSE),
    .nouns = copil_level_get_name (level, TRUE),
  });
}

CopilChart *
_copil_view_build_funnel (CopilDashboardView   *self,
                          const CopilIndicator *indicator)
{
  g_auto(Funnel) funnel = { self, indicator, g_strcmp0 (indicator->unit, "%") == 0 };

  if (!has_volume (indicator))
    return NULL;
  add_points (&funnel);
  if (set_mean (&funnel) < MIN_POINTS)
    return NULL;
  add_limits (&funnel);
  mark_outside (&funnel);
  return draw (&funnel);
}
