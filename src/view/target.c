/* target.c: what is aimed at, and whether it is reached
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

static double
between (double start,
         double end,
         double share)
{
  return start + (end - start) * share;
}

gboolean
_copil_view_target_at (const CopilIndicator *indicator,
                       CopilPeriod           period,
                       double               *low,
                       double               *high)
{
  const CopilTarget *before = NULL, *after = NULL;
  guint n = indicator->targets != NULL ? indicator->targets->len : 0;
  int month = copil_period_last_month (period).index;
  double share = 0;

  for (guint i = 0; i < n && after == NULL; i++)
    {
      const CopilTarget *target = &g_array_index (indicator->targets, CopilTarget, i);

      if (copil_period_last_month (target->period).index <= month)
        before = target;
      else
        after = target;
    }
  if (before == NULL && after == NULL)
    return FALSE;
  if (before != NULL && after != NULL)
    {
      int start = copil_period_last_month (before->period).index;

      share = (month - start) / (double) (copil_period_last_month (after->period).index - start);
    }
  before = before != NULL ? before : after;
  after = after != NULL ? after : before;
  *low = between (before->low, after->low, share);
  *high = between (before->high, after->high, share);
  return TRUE;
}

gboolean
_copil_view_is_reached (const CopilIndicator *indicator,
                        double                value,
                        double                low,
                        double                high)
{
  switch (indicator->direction)
    {
    case COPIL_DIRECTION_UP:
      return value >= low;
    case COPIL_DIRECTION_DOWN:
      return value <= high;
    case COPIL_DIRECTION_RANGE:
      return value >= low && value <= high;
    case COPIL_DIRECTION_NONE:
    default:
      return FALSE;
    }
}

/* A target is written with the decimals it needs: "85 %", not "85,0 %". */
static int
decimals_of (const CopilIndicator *indicator,
             double                value)
{
  double scaled = value;

  for (int decimals = 0; decimals < indicator->decimals; decimals++, scaled *= 10)
    if (scaled - (gint64) scaled < 1e-9)
      return decimals;
  return indicator->decimals;
}

char *
_copil_view_target_text (const CopilIndicator *indicator,
                         double                low,
                         double                high)
{
  int decimals = MAX (decimals_of (indicator, low), decimals_of (indicator, high));
  g_autofree char *value = NULL;

  if (low < high)
    return copil_format_range (low, high, indicator->unit, decimals);
  value = copil_format_value (low, indicator->unit, decimals);
  if (indicator->direction == COPIL_DIRECTION_DOWN)
    return g_strconcat (value, COPIL_NBSP "au plus", NULL);
  return g_steal_pointer (&value);
}
