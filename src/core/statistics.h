/* statistics.h: who is alike, and who made the change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The items nearest to @subject, by the distance of their features once each has been brought to
 * mean 0 and deviation 1. @features: @n_items rows of @n_features; NAN: not known, the distance is
 * then that of the others. Use the logarithm of what counts by ratio (population), and nothing
 * that is to be compared: a group chosen by its results would say nothing about them. Ties go to
 * the lower rank. Writes at most @limit ranks in @nearest, the nearest first; returns how many. */
guint copil_statistics_nearest       (const double *features,
                                      guint         n_items,
                                      guint         n_features,
                                      guint         subject,
                                      guint        *nearest,
                                      guint         limit);

typedef struct
{
  double numerator;
  double denominator;
} CopilCounts;

/* What each of @n children brought to the change of their common ratio, scale x sum of numerators
 * over sum of denominators, between two dates. A child brings the change of its own rate at its
 * mean weight, and the change of its weight at the mean distance of its rate from the whole: the
 * contributions add up to the change exactly, and a child that only grew at the common rate brings
 * nothing. NANs all over when a count is missing or a whole is 0. */
void  copil_statistics_contributions (const CopilCounts *before,
                                      const CopilCounts *after,
                                      guint              n,
                                      double             scale,
                                      double            *contributions);

G_END_DECLS
