/* quantile.h: quantiles of values and of histograms
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/indicator.h"

G_BEGIN_DECLS

/* Sorts in place, NANs last; returns how many are not NAN. */
guint  copil_quantile_sort       (double            *values,
                                  guint              n);
/* @p from 0 to 1 of @sorted ascending values without NAN, interpolated as R does by default
 * (type 7); NAN when there is none. */
double copil_quantile            (const double      *sorted,
                                  guint              n,
                                  double             p);
/* The same of values in any order, NANs left out. */
double copil_quantile_of         (const double      *values,
                                  guint              n,
                                  double             p);
/* The value below which a share @p of those counted lies, linear inside a bucket. NAN when nobody
 * is counted, when a count is missing, or in an open bucket: nothing tells how far it goes. */
double copil_histogram_quantile  (const CopilBucket *buckets,
                                  const double      *counts,
                                  guint              n,
                                  double             p);
/* Share, 0 to 1, of those counted between two bounds of buckets; NAN as above. */
double copil_histogram_share     (const CopilBucket *buckets,
                                  const double      *counts,
                                  guint              n,
                                  double             low,
                                  double             high);
/* How many of @n values (NANs apart) are better placed than @value when more is better (@up) or
 * when less is, plus one: the rank from 1. */
guint  copil_quantile_rank       (const double      *values,
                                  guint              n,
                                  double             value,
                                  gboolean           up);

G_END_DECLS
