/* peer.c: territories that are alike
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/statistics.h"

#include <math.h>

/* What makes two territories alike, besides their population, where the catalogue has it. */
static const char * const poverty = "rsa_eligible";
static const char * const unemployment = "unemployment_rate";

enum
{
  FEATURE_POPULATION,
  FEATURE_POVERTY,
  FEATURE_UNEMPLOYMENT,
  N_FEATURES,
};

static gboolean
is_part (const CopilIndicator *indicator,
         guint                 measure)
{
  for (guint i = 0; indicator->parts != NULL && i < indicator->parts->len; i++)
    if (g_array_index (indicator->parts, CopilPart, i).measure == measure)
      return TRUE;
  return FALSE;
}

gboolean
copil_dashboard_needs_measure (const CopilIndicator *indicator,
                               const CopilMeasure   *measure)
{
  return copil_indicator_uses (indicator, measure->index) || is_part (indicator, measure->index)
         || indicator->undeclared == (int) measure->index
         || g_str_equal (measure->code, poverty) || g_str_equal (measure->code, unemployment);
}

/* The last value known, not after the month shown; NAN without one. */
static double
last_value (CopilDashboardView   *self,
            const char           *code,
            const CopilTerritory *territory)
{
  const CopilMeasure *measure =
    copil_catalogue_find_measure (copil_cube_get_catalogue (self->cube), code);
  CopilSeries series;

  if (measure == NULL ||
      !copil_cube_get_series (self->cube, measure->index, territory->index, &series))
    return NAN;
  for (guint i = series.n; i > 0; i--)
    {
      CopilPeriod period = copil_period_shift (series.first, (int) i - 1);

      if (!isnan (series.values[i - 1]) &&
          copil_period_last_month (period).index <= self->period.index)
        return series.values[i - 1];
    }
  return NAN;
}

static void
set_features (CopilDashboardView   *self,
              const CopilTerritory *territory,
              double               *features)
{
  double population = territory->population > 0 ? territory->population : NAN;

  /* By ratio: 50 000 is as far from 100 000 as 100 000 from 200 000. */
  features[FEATURE_POPULATION] = log (population);
  features[FEATURE_POVERTY] = last_value (self, poverty, territory) / population;
  features[FEATURE_UNEMPLOYMENT] = last_value (self, unemployment, territory);
}

/**
 * copil_dashboard_view_list_peers:
 *
 * Alike is: of the same set and near in population, in persons eligible for RSA a head and in
 * unemployment, which committees find and do not make. What a territory obtains takes no part in
 * it: a group chosen by its results would say nothing about them.
 */
GPtrArray *
copil_dashboard_view_list_peers (CopilDashboardView *self,
                                 guint               limit)
{
  g_autoptr(GPtrArray) level = copil_territory_list_of_set (
    copil_cube_get_territories (self->cube), self->territory->set);
  g_autofree double *features = g_new (double, (level->len + 1) * N_FEATURES);
  g_autofree guint *nearest = g_new (guint, limit + 1);
  GPtrArray *peers = g_ptr_array_new ();
  guint subject, n;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), peers);

  if (!g_ptr_array_find (level, self->territory, &subject))
    return peers;
  for (guint i = 0; i < level->len; i++)
    set_features (self, g_ptr_array_index (level, i), features + i * N_FEATURES);
  n = copil_statistics_nearest (features, level->len, N_FEATURES, subject, nearest, limit);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (peers, g_ptr_array_index (level, nearest[i]));
  return peers;
}
