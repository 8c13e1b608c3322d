/* scale.c: from data to positions, and the ticks between
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/scale.h"

#include "core/format.h"

#include <math.h>

/* Beyond this a range overflows when it is widened to its ticks. */
#define LARGEST 1e300

double
copil_scale_map (const CopilScale *self,
                 double            value)
{
  return self->from + (value - self->low) / (self->high - self->low) * (self->to - self->from);
}

double
copil_scale_invert (const CopilScale *self,
                    double            position)
{
  return self->low
         + (position - self->from) / (self->to - self->from) * (self->high - self->low);
}

gboolean
copil_extent_is_empty (const CopilExtent *self)
{
  return self->high < self->low;
}

/* Widens the extent to @value; what is not a number is no value. */
void
copil_extent_add (CopilExtent *self,
                  double       value)
{
  if (!isfinite (value))
    return;
  value = CLAMP (value, -LARGEST, LARGEST);
  if (copil_extent_is_empty (self))
    *self = (CopilExtent) { value, value };
  self->low = MIN (self->low, value);
  self->high = MAX (self->high, value);
}

/* An axis needs a length: nothing gives 0 to 1, a constant some room on both sides of it. */
static CopilExtent
give_length (CopilExtent extent,
             gboolean    from_zero)
{
  double margin;

  if (copil_extent_is_empty (&extent))
    return (CopilExtent) { 0, 1 };
  if (from_zero)
    {
      extent.low = MIN (extent.low, 0);
      extent.high = MAX (extent.high, 0);
    }
  /* Less than what a double can tell apart is a constant. */
  if (extent.high - extent.low > 1e-12 * MAX (fabs (extent.low), fabs (extent.high)))
    return extent;
  if (extent.low == 0)
    return (CopilExtent) { 0, 1 };
  /* A fifth of it, so that the axis does not exaggerate what does not vary. */
  margin = fabs (extent.low) / 5;
  return (CopilExtent) { extent.low - margin, extent.high + margin };
}

/* The round steps in order: 1, 2, 5, 10... @rank counts from 10^0. */
static double
round_step (int rank)
{
  static const double mantissas[] = { 1, 2, 5 };
  int power = rank >= 0 ? rank / 3 : -((2 - rank) / 3);
  double mantissa = mantissas[rank - power * 3];

  return power >= 0 ? mantissa * pow (10, power) : mantissa / pow (10, -power);
}

static guint
count_intervals (CopilExtent extent,
                 double      step)
{
  double first = floor (extent.low / step + 1e-9);
  double last = ceil (extent.high / step - 1e-9);

  return (guint) CLAMP (last - first, 1, 1e6);
}

static void
fill_ticks (CopilTicks *ticks,
            CopilExtent extent,
            double      step)
{
  double first = floor (extent.low / step + 1e-9);

  ticks->step = step;
  ticks->decimals = (int) CLAMP (ceil (-log10 (step) - 1e-9), 0, 15);
  ticks->n = MIN (count_intervals (extent, step) + 1, COPIL_MAX_TICKS);
  for (guint i = 0; i < ticks->n; i++)
    {
      ticks->values[i] = (first + i) * step;
      if (ticks->values[i] == 0)
        ticks->values[i] = 0; /* no minus zero */
    }
  ticks->low = ticks->values[0];
  ticks->high = ticks->values[ticks->n - 1];
}

/**
 * copil_ticks_compute:
 * @extent: of the data, possibly empty
 * @from_zero: whether 0 belongs to the axis (bars, areas, histograms)
 * @finest: least step, 0: any
 * @wanted: intervals at most, 2 to 10
 */
CopilTicks
copil_ticks_compute (CopilExtent extent,
                     gboolean    from_zero,
                     double      finest,
                     guint       wanted)
{
  CopilTicks ticks = { 0 };
  int rank;

  wanted = CLAMP (wanted, 2, COPIL_MAX_TICKS - 2);
  extent = give_length (extent, from_zero);
  rank = 3 * (int) floor (log10 ((extent.high - extent.low) / wanted)) - 1;
  while (count_intervals (extent, round_step (rank)) > wanted
         || round_step (rank) < finest * (1 - 1e-9))
    rank++;
  fill_ticks (&ticks, extent, round_step (rank));
  return ticks;
}

/**
 * copil_time_position:
 *
 * Returns: the middle of @period in months since January of year 0: a quarter stands at its
 * second month, so that series of different rhythms share an axis
 */
double
copil_time_position (CopilPeriod period)
{
  return (copil_period_first_month (period).index + copil_period_last_month (period).index) / 2.;
}

/* @month starts a period of @rhythm: the tick stands where the datum of that period does. */
static void
add_tick (GArray      *ticks,
          CopilRhythm  rhythm,
          int          month,
          int          step,
          int         *year)
{
  CopilPeriod start = { COPIL_RHYTHM_MONTH, month };
  CopilPeriod period = copil_period_to_rhythm (start, rhythm);
  CopilTimeTick tick = { .month = copil_time_position (period) };
  int tick_year = copil_period_get_year (period);

  if (step >= 12)
    g_snprintf (tick.label, sizeof tick.label, "%d", tick_year);
  else
    {
      g_autofree char *label = copil_format_period_tick (period);

      g_strlcpy (tick.label, label, sizeof tick.label);
      tick.year = tick_year != *year ? tick_year : 0;
    }
  *year = tick_year;
  g_array_append_val (ticks, tick);
}

/* Between @first and @last, the round months that start a step. */
static double
count_ticks (double first,
             double last,
             int    step)
{
  return floor (last / step) - ceil (first / step) + 1;
}

/**
 * copil_time_ticks:
 * @rhythm: of the data: a quarter is never cut into months
 * @first: first month of the axis
 * @last: last month of the axis
 * @max: how many labels hold
 */
GArray *
copil_time_ticks (CopilRhythm rhythm,
                  double      first,
                  double      last,
                  guint       max)
{
  static const int steps[] = { 1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000 };
  GArray *ticks = g_array_new (FALSE, TRUE, sizeof (CopilTimeTick));
  int months = copil_period_get_months ((CopilPeriod) { rhythm, 0 });
  int year = G_MININT;
  guint i = 0;

  if (!isfinite (first) || !isfinite (last))
    return ticks;
  /* Periods stand at their middle; from here on, months count from their start. */
  first -= (months - 1) / 2.;
  last -= (months - 1) / 2.;
  while (i + 1 < G_N_ELEMENTS (steps)
         && (steps[i] % months != 0 || count_ticks (first, last, steps[i]) > MAX (max, 1)))
    i++;
  for (double month = ceil (first / steps[i]) * steps[i]; month <= last; month += steps[i])
    add_tick (ticks, rhythm, (int) month, steps[i], &year);
  /* Too short for a round month: the first one stands for all. */
  if (ticks->len == 0)
    add_tick (ticks, rhythm, (int) ceil (first), 1, &year);
  return ticks;
}
