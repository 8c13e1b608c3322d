/* scale.h: from data to positions, and the ticks between
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

#include "core/period.h"

G_BEGIN_DECLS

/**
 * CopilScale:
 * @low: the datum drawn at @from
 * @high: the datum drawn at @to; never equal to @low
 *
 * A plain value. @from may be beyond @to: the axis of values goes up, positions go down.
 */
typedef struct
{
  double low, high;
  double from, to;
} CopilScale;

double   copil_scale_map    (const CopilScale *self,
                             double            value);
double   copil_scale_invert (const CopilScale *self,
                             double            position);

/* The range of a set of values; NAN and infinite ones do not count. */
typedef struct
{
  double low, high; /* high < low: nothing yet */
} CopilExtent;

#define COPIL_EXTENT_EMPTY ((CopilExtent) { 1, -1 })

void     copil_extent_add      (CopilExtent       *self,
                                double             value);
gboolean copil_extent_is_empty (const CopilExtent *self);

#define COPIL_MAX_TICKS 12

/**
 * CopilTicks:
 * @low: first value of the axis, a tick
 * @high: last value of the axis, a tick
 * @decimals: how many the ticks need
 */
typedef struct
{
  double   low, high;
  double   step;
  int      decimals;
  guint    n;
  double   values[COPIL_MAX_TICKS];
} CopilTicks;

/* Round ticks (1, 2 or 5 times a power of ten) that hold @extent: @wanted intervals at most,
 * no step under @finest. A constant, a single value or an empty extent give an axis too. */
CopilTicks copil_ticks_compute (CopilExtent extent,
                                gboolean    from_zero,
                                double      finest,
                                guint       wanted);

/**
 * CopilTimeTick:
 * @month: where it stands, in months since year 0: the middle of its period
 * @label: "janv.", "T1" or "2023"
 * @year: the year to write under @label, 0: none (it is written once)
 */
typedef struct
{
  double month;
  char   label[16];
  int    year;
} CopilTimeTick;

/* Where a period stands on an axis of months: its middle. */
double  copil_time_position (CopilPeriod period);
/* (transfer full) (element-type CopilTimeTick): ticks from @first to @last month, at most
 * @max of them: periods of @rhythm, or years, or rounds of years. */
GArray *copil_time_ticks    (CopilRhythm rhythm,
                             double      first,
                             double      last,
                             guint       max);

G_END_DECLS
