/* control-season.c: what comes back every year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/control.h"

#include <math.h>

#include "core/quantile.h"

/* A profile from two years would be made of their accidents. */
#define MIN_CYCLES 3
/* The mean and the profile settle at once; the third pass only confirms. */
#define PASSES 3

static double
to_scale (double     value,
          CopilScale scale)
{
  switch (scale)
    {
    case COPIL_SCALE_LOG: return log (value);
    case COPIL_SCALE_LOGIT: return log (value / (100 - value));
    case COPIL_SCALE_LINEAR:
    default: return value;
    }
}

static double
from_scale (double     value,
            CopilScale scale)
{
  switch (scale)
    {
    case COPIL_SCALE_LOG: return exp (value);
    case COPIL_SCALE_LOGIT: return 100 / (1 + exp (-value));
    case COPIL_SCALE_LINEAR:
    default: return value;
    }
}

/**
 * copil_season_get_scale:
 *
 * Returns: the scale on which season adds: logit for percentages, log for other positive values;
 *   linear when a value is at an end of the scale
 */
CopilScale
copil_season_get_scale (const CopilIndicator *indicator,
                        const double         *values,
                        guint                 n)
{
  gboolean percentage = g_strcmp0 (indicator->unit, "%") == 0;
  CopilScale scale = percentage ? COPIL_SCALE_LOGIT : COPIL_SCALE_LOG;

  for (guint i = 0; i < n; i++)
    if (values[i] <= 0 || (percentage && values[i] >= 100))
      return COPIL_SCALE_LINEAR;
  return scale;
}

/* First rank of the definition to which rank @i belongs, and the first after it. */
static void
find_phase (const guint *starts,
            guint        n_starts,
            guint        n,
            guint        i,
            guint       *from,
            guint       *to)
{
  *from = 0;
  *to = n;
  for (guint k = 0; k < n_starts; k++)
    if (starts[k] <= i)
      *from = MAX (*from, starts[k]);
    else
      *to = MIN (*to, starts[k]);
}

/* Mean over one cycle around @i, its two ends half weighted, of what the profile leaves. */
static double
local_mean (const double *values,
            guint         from,
            guint         to,
            guint         i,
            guint         origin,
            guint         length,
            const double *profile)
{
  int half = (int) length / 2;
  double sum = 0, weights = 0;

  for (int k = -half; k <= half; k++)
    {
      int j = (int) i + k;
      double weight = k == -half || k == half ? 0.5 : 1;

      if (j < (int) from || j >= (int) to || isnan (values[j]))
        continue;
      sum += weight * (values[j] - profile[((guint) j + origin) % length]);
      weights += weight;
    }
  return weights > 0 ? sum / weights : NAN;
}

static void
centre (double *profile,
        guint   length)
{
  double sum = 0;

  for (guint k = 0; k < length; k++)
    sum += profile[k];
  for (guint k = 0; k < length; k++)
    profile[k] -= sum / length;
}

typedef struct
{
  const double *values; /* on the scale */
  guint         n;
  guint         origin;
  guint         length;
  const guint  *starts;
  guint         n_starts;
} Series;

/* One pass: distances to the local mean, then their median month by month. */
static void
refine (const Series *series,
        double       *profile)
{
  g_autofree double *means = g_new (double, series->n);
  g_autofree double *distances = g_new (double, series->n);

  for (guint i = 0; i < series->n; i++)
    {
      guint from, to;

      find_phase (series->starts, series->n_starts, series->n, i, &from, &to);
      means[i] = local_mean (series->values, from, to, i, series->origin, series->length, profile);
    }
  for (guint k = 0; k < series->length; k++)
    {
      guint count = 0;

      for (guint i = (k + series->length - series->origin % series->length) % series->length;
           i < series->n; i += series->length)
        distances[count++] = series->values[i] - means[i];
      profile[k] = copil_quantile (distances, copil_quantile_sort (distances, count), 0.5);
    }
  centre (profile, series->length);
}

/* Each month of the cycle seen in at least three years. */
static gboolean
has_cycles (const Series *series)
{
  for (guint k = 0; k < series->length; k++)
    {
      guint count = 0;

      for (guint i = k; i < series->n; i += series->length)
        count += !isnan (series->values[i]);
      if (count < MIN_CYCLES)
        return FALSE;
    }
  return series->length > 1;
}

gboolean
copil_season_estimate (const double *values,
                       guint         n,
                       CopilScale    scale,
                       guint         origin,
                       guint         length,
                       const guint  *starts,
                       guint         n_starts,
                       double       *profile)
{
  g_autofree double *scaled = g_new (double, n);
  Series series = { scaled, n, origin, length, starts, n_starts };

  for (guint i = 0; i < n; i++)
    scaled[i] = to_scale (values[i], scale);
  for (guint k = 0; k < length; k++)
    profile[k] = 0;
  if (!has_cycles (&series))
    return FALSE;
  for (int pass = 0; pass < PASSES; pass++)
    refine (&series, profile);
  return TRUE;
}

double
copil_season_remove (double     value,
                     CopilScale scale,
                     double     season)
{
  return isnan (value) ? NAN : from_scale (to_scale (value, scale) - season, scale);
}
