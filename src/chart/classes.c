/* classes.c: where to cut a set of values for a map
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/classes.h"

#include <math.h>
#include <stdlib.h>

/* Jenks compares all pairs: beyond this, quantiles stand for the values. */
#define MAX_PAIRED 400

static int
compare_doubles (const void *a,
                 const void *b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* (transfer full): the finite values, ascending. */
static double *
sort_finite (const double *values,
             gsize         n_values,
             gsize        *n)
{
  double *sorted = g_new (double, MAX (n_values, 1));

  *n = 0;
  for (gsize i = 0; i < n_values; i++)
    if (isfinite (values[i]))
      sorted[(*n)++] = values[i];
  qsort (sorted, *n, sizeof *sorted, compare_doubles);
  return sorted;
}

static double
quantile (const double *sorted,
          gsize         n,
          double        share)
{
  double position = share * (double) (n - 1);
  gsize before = (gsize) floor (position);

  if (before + 1 >= n)
    return sorted[n - 1];
  return sorted[before] + (position - (double) before) * (sorted[before + 1] - sorted[before]);
}

/* -- Jenks ---------------------------------------------------------------------------------- */

/* Squared deviations of sorted[first..last] from their mean, by running sums. */
static double
spread (const double *sums,
        const double *squares,
        gsize         first,
        gsize         last)
{
  double n = (double) (last - first + 1), sum = sums[last + 1] - sums[first];

  return squares[last + 1] - squares[first] - sum * sum / n;
}

/* Fisher's dynamic programme: cost[k][i] is the least spread of the first i + 1 values cut in
 * k + 1 classes, start[k][i] where the last of these starts. */
static void
cut_naturally (const double *sorted,
               gsize         n,
               guint         n_classes,
               double       *bounds)
{
  g_autofree double *sums = g_new0 (double, n + 1), *squares = g_new0 (double, n + 1);
  g_autofree double *cost = g_new (double, n_classes * n);
  g_autofree gsize *start = g_new0 (gsize, n_classes * n);
  gsize last = n - 1;

  for (gsize i = 0; i < n; i++)
    {
      double above = sorted[i] - sorted[0];

      sums[i + 1] = sums[i] + above;
      squares[i + 1] = squares[i] + above * above;
    }
  for (guint k = 0; k < n_classes; k++)
    for (gsize i = 0; i < n; i++)
      {
        cost[k * n + i] = k == 0 ? spread (sums, squares, 0, i) : INFINITY;
        for (gsize j = k; k > 0 && j <= i; j++)
          {
            double total = cost[(k - 1) * n + j - 1] + spread (sums, squares, j, i);

            if (total < cost[k * n + i])
              {
                cost[k * n + i] = total;
                start[k * n + i] = j;
              }
          }
      }
  for (guint k = n_classes - 1; k > 0; k--)
    {
      gsize first = start[k * n + last];

      bounds[k - 1] = (sorted[first - 1] + sorted[first]) / 2;
      last = first - 1;
    }
}

/* -- Rounding ------------------------------------------------------------------------------- */

/* Divided, so that 0.3 is the double that is written so. */
static double
round_to (double value,
          double step)
{
  return step < 1 ? round (value / step) / round (1 / step) : round (value / step) * step;
}

static gboolean
moves_little (const double *bounds,
              guint         n,
              double        step,
              double        most)
{
  for (guint i = 0; i < n; i++)
    if (fabs (round_to (bounds[i], step) - bounds[i]) > most)
      return FALSE;
  return TRUE;
}

/* The roundest step (1, 2 or 5 times a power of ten) that moves no bound by more than an eighth
 * of the least distance. */
static double
rounding_step (const double *bounds,
               guint         n,
               double        low,
               double        high,
               int           decimals)
{
  static const double mantissas[] = { 5, 2, 1 };
  double finest = pow (10, -decimals), gap = high - bounds[n - 1], power;

  for (guint i = 0; i < n; i++)
    gap = MIN (gap, bounds[i] - (i ? bounds[i - 1] : low));
  if (!(gap > finest))
    return finest;
  for (power = pow (10, floor (log10 (gap))); power >= finest * 0.99; power /= 10)
    for (guint i = 0; i < G_N_ELEMENTS (mantissas); i++)
      if (mantissas[i] * power <= gap
          && moves_little (bounds, n, mantissas[i] * power, gap / 8))
        return mantissas[i] * power;
  return finest;
}

/* Rounded, strictly ascending, each with values on both sides. */
static guint
tidy (double *bounds,
      guint   n,
      double  low,
      double  high,
      int     decimals)
{
  double step = rounding_step (bounds, n, low, high, decimals);
  guint kept = 0;

  for (guint i = 0; i < n; i++)
    {
      double bound = round_to (bounds[i], step);

      if (bound > low && bound <= high && (kept == 0 || bound > bounds[kept - 1] + step / 2))
        bounds[kept++] = bound;
    }
  return kept;
}

guint
copil_classes_compute (CopilClassing method,
                       const double *values,
                       gsize         n_values,
                       guint         n_classes,
                       int           decimals,
                       double        bounds[COPIL_MAX_BOUNDS])
{
  gsize n;
  g_autofree double *sorted = sort_finite (values, n_values, &n);
  double low, high;

  n_classes = CLAMP (n_classes, 1, COPIL_MAX_BOUNDS + 1);
  if (n < 2 || n_classes < 2 || sorted[0] == sorted[n - 1])
    return 0;
  low = sorted[0];
  high = sorted[n - 1];
  for (gsize i = 0; method == COPIL_CLASSING_JENKS && n > MAX_PAIRED && i < MAX_PAIRED; i++)
    sorted[i] = quantile (sorted, n, (double) i / (MAX_PAIRED - 1));
  n_classes = (guint) MIN (n_classes, n);
  for (guint i = 1; i < n_classes; i++)
    bounds[i - 1] = method == COPIL_CLASSING_EQUAL
                        ? low + (high - low) * i / n_classes
                        : quantile (sorted, n, (double) i / n_classes);
  if (method == COPIL_CLASSING_JENKS)
    cut_naturally (sorted, MIN (n, MAX_PAIRED), n_classes, bounds);
  return tidy (bounds, n_classes - 1, low, high, decimals);
}

/* Returns: the class of @value, 0 to @n_bounds */
guint
copil_classes_find (const double *bounds,
                    guint         n_bounds,
                    double        value)
{
  guint class = 0;

  while (class < n_bounds && value >= bounds[class])
    class++;
  return class;
}
