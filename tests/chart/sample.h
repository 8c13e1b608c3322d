/* sample.h: charts to look at and to test: one of each kind, and those at the edges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

/* @edge: a case at the edge of what data can be, not one of the style sheet. */
typedef struct
{
  const char  *name;
  double       width, height;
  gboolean     edge;
  CopilChart *(*make) (void);
} Sample;

extern const Sample samples[];
extern const guint  n_samples;

/* A figure that was observed, without counts. */
#define FIGURE(v)                                                                                \
  {                                                                                              \
    .value = (v), .numerator = NAN, .denominator = NAN, .coverage = 1, .complete = TRUE          \
  }
#define NO_FIGURE(s)                                                                             \
  {                                                                                              \
    .value = NAN, .numerator = NAN, .denominator = NAN, .status = (s)                            \
  }
