/* signal-target.c: what is aimed at, and how far it is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "core/format.h"
#include "core/signal.h"

static const CopilTarget *
get_target (const CopilIndicator *indicator,
            guint                 i)
{
  return &g_array_index (indicator->targets, CopilTarget, i);
}

static guint
count_targets (const CopilIndicator *indicator)
{
  return indicator->targets ? indicator->targets->len : 0;
}

const CopilTarget *
copil_target_get_last (const CopilIndicator *indicator)
{
  guint n = count_targets (indicator);

  return n > 0 ? get_target (indicator, n - 1) : NULL;
}

gboolean
copil_target_at (const CopilIndicator *indicator,
                 CopilPeriod           period,
                 double               *low,
                 double               *high)
{
  guint n = count_targets (indicator), next = 0;
  int month = copil_period_last_month (period).index;
  const CopilTarget *before, *after;
  double from, share = 0;

  while (next < n && copil_period_last_month (get_target (indicator, next)->period).index <= month)
    next++;
  if (n == 0 || (next == 0 && n > 1))
    return FALSE;
  before = get_target (indicator, next == 0 ? 0 : next - 1);
  after = get_target (indicator, next == n ? n - 1 : next);
  from = copil_period_last_month (before->period).index;
  if (before != after)
    share = (month - from) / (copil_period_last_month (after->period).index - from);
  *low = before->low + (after->low - before->low) * share;
  *high = before->high + (after->high - before->high) * share;
  return TRUE;
}

int
copil_target_get_side (const CopilIndicator *indicator,
                       double                value,
                       double                low,
                       double                high)
{
  switch (indicator->direction)
    {
    case COPIL_DIRECTION_UP: return value < low ? 1 : 0;
    case COPIL_DIRECTION_DOWN: return value > high ? -1 : 0;
    case COPIL_DIRECTION_RANGE: return value < low ? 1 : value > high ? -1 : 0;
    case COPIL_DIRECTION_NONE:
    default: return 0;
    }
}

gboolean
copil_target_is_reached (const CopilIndicator *indicator,
                         double                value,
                         double                low,
                         double                high)
{
  return indicator->direction != COPIL_DIRECTION_NONE && !isnan (value) &&
         copil_target_get_side (indicator, value, low, high) == 0;
}

static int
decimals_of (double value,
             int    most)
{
  int decimals = 0;

  while (decimals < most && fabs (value - round (value)) > 1e-9)
    {
      value *= 10;
      decimals++;
    }
  return decimals;
}

char *
copil_target_describe (const CopilIndicator *indicator,
                       double                low,
                       double                high)
{
  int decimals = MAX (decimals_of (low, indicator->decimals),
                      decimals_of (high, indicator->decimals));
  g_autofree char *text = copil_format_range (low, high, indicator->unit, decimals);

  if (indicator->direction == COPIL_DIRECTION_DOWN && low == high)
    return g_strconcat (text, COPIL_NBSP "au plus", NULL);
  return g_steal_pointer (&text);
}

/* The rule of PILOTE, the State's tool for its priority policies. */
double
copil_target_progress (double   initial,
                       double   current,
                       double   target,
                       gboolean up,
                       double  *raw)
{
  double done;

  if (isnan (initial) || isnan (current) || isnan (target))
    done = NAN;
  else if (up ? initial >= target : initial <= target)
    done = (up ? current >= target : current <= target) ? 100 : 0;
  else
    done = 100 * (current - initial) / (target - initial);
  if (raw)
    *raw = done;
  return isnan (done) ? NAN : CLAMP (done, 0, 100);
}

gboolean
copil_target_foresee (const CopilIndicator *indicator,
                      const CopilControl   *control,
                      double                value,
                      double                low,
                      double                high,
                      int                   years,
                      CopilPeriod          *when)
{
  int side = copil_target_get_side (indicator, value, low, high);
  double gap = side > 0 ? low - value : high - value, periods = gap / control->pace;
  int a_year = 12 / copil_period_get_months (control->first);

  if (side == 0 || isnan (periods) || control->pace * side <= 0 || periods > years * a_year)
    return FALSE;
  *when = copil_period_shift (control->first, (int) control->n - 1 + (int) ceil (periods));
  return TRUE;
}
