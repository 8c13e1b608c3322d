/* quantile.c: quantiles of values and of histograms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/quantile.h"

#include <math.h>
#include <stdlib.h>

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  if (isnan (x) || isnan (y))
    return isnan (x) - isnan (y);
  return (x > y) - (x < y);
}

guint
copil_quantile_sort (double *values,
                     guint   n)
{
  if (n > 1)
    qsort (values, n, sizeof (double), compare_doubles);
  while (n > 0 && isnan (values[n - 1]))
    n--;
  return n;
}

double
copil_quantile (const double *sorted,
                guint         n,
                double        p)
{
  double position = (n - 1.0) * CLAMP (p, 0, 1);
  guint below = (guint) MAX (position, 0);

  if (n == 0)
    return NAN;
  if (below + 1 >= n)
    return sorted[n - 1];
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (position - below);
}

double
copil_quantile_of (const double *values,
                   guint         n,
                   double        p)
{
  g_autofree double *copy = g_memdup2 (values, n * sizeof (double));

  return copil_quantile (copy, copil_quantile_sort (copy, n), p);
}

static double
sum (const double *counts,
     guint         n)
{
  double total = 0;

  for (guint i = 0; i < n; i++)
    total += counts[i];
  return total;
}

double
copil_histogram_quantile (const CopilBucket *buckets,
                          const double      *counts,
                          guint              n,
                          double             p)
{
  double rest = sum (counts, n) * CLAMP (p, 0, 1);

  if (!(sum (counts, n) > 0))
    return NAN;
  for (guint i = 0; i < n; i++)
    {
      if (counts[i] > 0 && rest <= counts[i])
        return isinf (buckets[i].high) ? NAN
                                       : buckets[i].low + (buckets[i].high - buckets[i].low) *
                                                            rest / counts[i];
      rest -= counts[i];
    }
  return NAN;
}

double
copil_histogram_share (const CopilBucket *buckets,
                       const double      *counts,
                       guint              n,
                       double             low,
                       double             high)
{
  double whole = sum (counts, n), part = 0;

  if (!(whole > 0))
    return NAN;
  for (guint i = 0; i < n; i++)
    if (buckets[i].low >= low && buckets[i].high <= high)
      part += counts[i];
  return part / whole;
}

guint
copil_quantile_rank (const double *values,
                     guint         n,
                     double        value,
                     gboolean      up)
{
  guint rank = 1;

  for (guint i = 0; i < n; i++)
    if (up ? values[i] > value : values[i] < value)
      rank++;
  return rank;
}
