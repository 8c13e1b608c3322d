/* statistics.c: who is alike, and who made the change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/statistics.h"

#include <math.h>
#include <stdlib.h>

/* -- Who is alike --------------------------------------------------------------------------- */

typedef struct
{
  guint  rank;
  double distance;
} Candidate;

static int
compare_candidates (const void *a,
                    const void *b)
{
  const Candidate *first = a, *second = b;

  if (first->distance != second->distance)
    return first->distance < second->distance ? -1 : 1;
  return first->rank < second->rank ? -1 : 1;
}

/* The standard deviation of one feature; 0 when it tells nobody apart. */
static double
deviation_of (const double *features,
              guint         n_items,
              guint         n_features,
              guint         feature)
{
  double sum = 0, squares = 0, mean;
  guint count = 0;

  for (guint i = 0; i < n_items; i++)
    if (isfinite (features[i * n_features + feature]))
      {
        sum += features[i * n_features + feature];
        count++;
      }
  mean = count > 0 ? sum / count : 0;
  for (guint i = 0; i < n_items; i++)
    if (isfinite (features[i * n_features + feature]))
      squares += pow (features[i * n_features + feature] - mean, 2);
  return count > 0 ? sqrt (squares / count) : 0;
}

/* Mean square over the features that both have; INFINITY when they share none. */
static double
distance_between (const double *first,
                  const double *second,
                  const double *deviations,
                  guint         n_features)
{
  double sum = 0;
  guint count = 0;

  for (guint k = 0; k < n_features; k++)
    if (deviations[k] > 0 && isfinite (first[k]) && isfinite (second[k]))
      {
        sum += pow ((first[k] - second[k]) / deviations[k], 2);
        count++;
      }
  return count > 0 ? sum / count : INFINITY;
}

guint
copil_statistics_nearest (const double *features,
                          guint         n_items,
                          guint         n_features,
                          guint         subject,
                          guint        *nearest,
                          guint         limit)
{
  g_autofree double *deviations = g_new (double, MAX (n_features, 1));
  g_autofree Candidate *candidates = g_new (Candidate, MAX (n_items, 1));
  guint n = 0;

  g_return_val_if_fail (subject < n_items, 0);

  for (guint k = 0; k < n_features; k++)
    deviations[k] = deviation_of (features, n_items, n_features, k);
  for (guint i = 0; i < n_items; i++)
    {
      Candidate candidate = { i, distance_between (features + i * n_features,
                                                   features + subject * n_features, deviations,
                                                   n_features) };

      if (i != subject && isfinite (candidate.distance))
        candidates[n++] = candidate;
    }
  if (n > 1)
    qsort (candidates, n, sizeof (Candidate), compare_candidates);
  n = MIN (n, limit);
  for (guint i = 0; i < n; i++)
    nearest[i] = candidates[i].rank;
  return n;
}

/* -- Who made the change -------------------------------------------------------------------- */

static CopilCounts
add_up (const CopilCounts *counts,
        guint              n)
{
  CopilCounts sum = { 0, 0 };

  for (guint i = 0; i < n; i++)
    {
      sum.numerator += counts[i].numerator;
      sum.denominator += counts[i].denominator;
    }
  return sum;
}

static double
rate_of (const CopilCounts *counts,
         double             otherwise)
{
  return counts->denominator > 0 ? counts->numerator / counts->denominator : otherwise;
}

void
copil_statistics_contributions (const CopilCounts *before,
                                const CopilCounts *after,
                                guint              n,
                                double             scale,
                                double            *contributions)
{
  CopilCounts first = add_up (before, n), last = add_up (after, n);
  double middle = (first.numerator / first.denominator + last.numerator / last.denominator) / 2;

  for (guint i = 0; i < n; i++)
    {
      double weight_before = before[i].denominator / first.denominator;
      double weight_after = after[i].denominator / last.denominator;
      double rate_before = rate_of (&before[i], rate_of (&after[i], middle));
      double rate_after = rate_of (&after[i], rate_before);
      double rates = (rate_after - rate_before) * (weight_before + weight_after) / 2;
      double weights = ((rate_before + rate_after) / 2 - middle) * (weight_after - weight_before);

      contributions[i] = isfinite (middle) ? scale * (rates + weights) : NAN;
    }
}
