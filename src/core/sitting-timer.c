/* sitting-timer.c: what the items of a sitting take of its time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/sitting-clock.h"

#include "core/format.h"

/* -- An item ---------------------------------------------------------------------------------- */

CopilTimer
copil_timer_new (gint64 planned)
{
  return (CopilTimer) { planned, 0, FALSE, 0, planned };
}

CopilTimer
copil_timer_start (CopilTimer self,
                   gint64     now)
{
  if (self.running)
    return self;
  self.running = TRUE;
  self.ends = now + self.remaining;
  self.remaining = 0;
  return self;
}

CopilTimer
copil_timer_pause (CopilTimer self,
                   gint64     now)
{
  self.remaining = copil_timer_remaining (&self, now);
  self.running = FALSE;
  self.ends = 0;
  return self;
}

CopilTimer
copil_timer_extend (CopilTimer self,
                    gint64     more)
{
  self.extended += more;
  if (self.running)
    self.ends += more;
  else
    self.remaining += more;
  return self;
}

gint64
copil_timer_remaining (const CopilTimer *self,
                       gint64            now)
{
  return self->running ? self->ends - now : self->remaining;
}

gint64
copil_timer_elapsed (const CopilTimer *self,
                     gint64            now)
{
  return self->planned + self->extended - copil_timer_remaining (self, now);
}

gint64
copil_timer_drift (const CopilTimer *self,
                   gint64            now)
{
  return copil_timer_elapsed (self, now) - self->planned;
}

/* -- The sitting ------------------------------------------------------------------------------ */

/* What is left of it for the sitting: nothing once it is over or past its time. */
static gint64
left_of (const CopilItemTime *item,
         gint64               now)
{
  if (item->progress == COPIL_ITEM_DONE || item->progress == COPIL_ITEM_PUT_OFF)
    return 0;
  return MAX (copil_timer_remaining (&item->timer, now), 0);
}

CopilSittingTime
copil_sitting_time (gint64               planned_start,
                    gint64               now,
                    const CopilItemTime *items,
                    guint                n_items)
{
  CopilSittingTime self = { planned_start, now, 0, 0 };
  gboolean begun = FALSE;

  for (guint i = 0; i < n_items; i++)
    {
      self.planned_end += items[i].timer.planned;
      self.spent += copil_timer_elapsed (&items[i].timer, now);
      self.forecast_end += left_of (&items[i], now);
      begun |= items[i].progress == COPIL_ITEM_CURRENT || items[i].progress == COPIL_ITEM_DONE;
    }
  if (!begun)
    self.forecast_end += MAX (planned_start - now, 0);
  self.drift = self.forecast_end - self.planned_end;
  return self;
}

/* -- Saying ----------------------------------------------------------------------------------- */

static char *
format_seconds (gint64 seconds)
{
  int hours = (int) (seconds / 3600), minutes = (int) (seconds / 60 % 60);

  if (hours > 0)
    return g_strdup_printf ("%d:%02d:%02d", hours, minutes, (int) (seconds % 60));
  return g_strdup_printf ("%d:%02d", minutes, (int) (seconds % 60));
}

char *
copil_timer_format (gint64 remaining)
{
  gint64 seconds = remaining / COPIL_SECOND + (remaining % COPIL_SECOND > 0);
  g_autofree char *text = format_seconds (ABS (seconds));

  return g_strconcat (seconds < 0 ? "+" COPIL_NBSP : "", text, NULL);
}

char *
copil_drift_format (gint64 drift)
{
  g_autofree char *size = copil_format_duration (ABS (drift) / COPIL_SECOND);

  if (ABS (drift) < COPIL_MINUTE)
    return g_strdup ("à l’heure");
  return g_strconcat (drift > 0 ? "+" : COPIL_MINUS, COPIL_NBSP, size, NULL);
}
