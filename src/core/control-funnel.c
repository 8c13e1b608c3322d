/* control-funnel.c: how far chance alone takes a territory
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/control.h"

#include <math.h>

#include "core/quantile.h"

/* Beyond this many persons the exact limits and the normal ones draw the same line. */
#define MAX_EXACT 20000
/* Probabilities under this add nothing to a tail of one in a thousand. */
#define NEGLIGIBLE 1e-15

static double
log_factorial (double n)
{
  int sign;

  return lgamma_r (n + 1, &sign);
}

/* Of @n draws at @p; or, when @n is infinite, a Poisson law of mean @p. */
typedef struct
{
  double n;
  double p;
} Law;

static double
mass (const Law *law,
      double     count)
{
  if (isinf (law->n))
    return exp (count * log (law->p) - law->p - log_factorial (count));
  return exp (log_factorial (law->n) - log_factorial (count) - log_factorial (law->n - count) +
              count * log (law->p) + (law->n - count) * log1p (-law->p));
}

/* Probability of @count over that of @count - 1: logarithms once, then products. */
static double
ratio (const Law *law,
       double     count)
{
  if (isinf (law->n))
    return law->p / count;
  return (law->n - count + 1) / count * law->p / (1 - law->p);
}

/* The count below which a share @tail of the law lies, interpolated between whole counts. */
static double
quantile_of_law (const Law *law,
                 double     tail)
{
  double mean = isinf (law->n) ? law->p : law->n * law->p;
  double count = floor (mean), part = mass (law, count), sum = 0;

  while (count > 0 && part > NEGLIGIBLE)
    part /= ratio (law, count--);
  while (sum + part < tail && count < law->n)
    {
      sum += part;
      part *= ratio (law, ++count);
      /* Rounding must not let the sum stop short of the tail. */
      if (count > mean && part <= NEGLIGIBLE)
        return count;
    }
  return count - (sum + part - tail) / part;
}

static double
tail_of (double deviations)
{
  return 0.5 * erfc (deviations / G_SQRT2);
}

static void
set_normal (double  centre,
            double  sigma,
            double  deviations,
            double  most,
            double *low,
            double *high)
{
  *low = MAX (centre - deviations * sigma, 0);
  *high = MIN (centre + deviations * sigma, most);
}

void
copil_funnel_share (double  centre,
                    double  volume,
                    double  deviations,
                    double  between,
                    double *low,
                    double *high)
{
  double n = round (volume);

  *low = *high = NAN;
  if (!(volume > 0) || !(centre >= 0 && centre <= 1))
    return;
  if (centre == 0 || centre == 1)
    *low = *high = centre;
  else if (between > 0 || n > MAX_EXACT || n < 1)
    set_normal (centre, sqrt (centre * (1 - centre) / volume + between), deviations, 1, low, high);
  else
    {
      Law law = { n, centre };

      *low = CLAMP (quantile_of_law (&law, tail_of (deviations)) / n, 0, 1);
      *high = CLAMP (quantile_of_law (&law, 1 - tail_of (deviations)) / n, 0, 1);
    }
}

void
copil_funnel_rate (double  centre,
                   double  volume,
                   double  deviations,
                   double  between,
                   double *low,
                   double *high)
{
  double mean = centre * volume;

  *low = *high = NAN;
  if (!(volume > 0) || !(centre >= 0))
    return;
  if (centre == 0)
    *low = *high = 0;
  else if (between > 0 || mean > MAX_EXACT)
    set_normal (centre, sqrt (centre / volume + between), deviations, INFINITY, low, high);
  else
    {
      Law law = { INFINITY, mean };

      *low = MAX (quantile_of_law (&law, tail_of (deviations)) / volume, 0);
      *high = quantile_of_law (&law, 1 - tail_of (deviations)) / volume;
    }
}

/* Mean square of standardised distances, those beyond the first and last tenth brought back. */
static double
mean_square (double *distances,
             guint   n)
{
  double least, most, sum = 0;

  n = copil_quantile_sort (distances, n);
  least = copil_quantile (distances, n, 0.1);
  most = copil_quantile (distances, n, 0.9);
  for (guint i = 0; i < n; i++)
    sum += pow (CLAMP (distances[i], least, most), 2);
  return n > 0 ? sum / n : 0;
}

double
copil_funnel_between (const double *values,
                      const double *volumes,
                      guint         n,
                      double        centre,
                      gboolean      share)
{
  g_autofree double *distances = g_new (double, MAX (n, 1));
  double weights = 0, squares = 0, excess;
  guint count = 0;

  for (guint i = 0; i < n; i++)
    {
      double weight = volumes[i] / (centre * (share ? 1 - centre : 1));

      if (!(weight > 0) || isinf (weight) || isnan (values[i]))
        continue;
      distances[count++] = (values[i] - centre) * sqrt (weight);
      weights += weight;
      squares += weight * weight;
    }
  excess = count * mean_square (distances, count) - (count - 1.0);
  return count > 1 && excess > 0 ? excess / (weights - squares / weights) : 0;
}
