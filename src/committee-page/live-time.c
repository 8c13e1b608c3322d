/* live-time.c: what the timers of a sitting say, from its clock events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-time.h"

#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

/* -- From the events -------------------------------------------------------------------------- */

static void
apply (CopilTimer *timer, CopilRecord *event)
{
  const char *kind = copil_record_get_word (event, "kind");
  gint64 at = copil_record_get_time (event, "at");

  if (g_str_equal (kind, "start") || g_str_equal (kind, "resume"))
    *timer = copil_timer_start (*timer, at);
  else if (g_str_equal (kind, "pause") || g_str_equal (kind, "end"))
    *timer = copil_timer_pause (*timer, at);
  else if (g_str_equal (kind, "extend"))
    *timer = copil_timer_extend (*timer, copil_record_get_int (event, "seconds") * COPIL_SECOND);
  if (copil_record_has (event, "ends_at"))
    {
      timer->running = TRUE;
      timer->ends = copil_record_get_time (event, "ends_at");
    }
  else if (copil_record_has (event, "remaining_ms"))
    {
      timer->running = FALSE;
      timer->remaining = copil_record_get_int (event, "remaining_ms") * (COPIL_SECOND / 1000);
    }
}

CopilTimer
copil_live_timer (GListModel *events, CopilRecord *item)
{
  CopilTimer timer = copil_timer_new (copil_record_get_int (item, "seconds") * COPIL_SECOND);

  for (guint i = 0; i < g_list_model_get_n_items (events); i++)
    {
      g_autoptr (CopilRecord) event = g_list_model_get_item (events, i);

      if (g_strcmp0 (copil_record_get_string (event, "item_id"), copil_record_get_id (item)) == 0)
        apply (&timer, event);
      else if (g_str_equal (copil_record_get_word (event, "kind"), "suspend"))
        timer = copil_timer_pause (timer, copil_record_get_time (event, "at"));
    }
  return timer;
}

gboolean
copil_live_is_suspended (GListModel *events)
{
  for (guint i = g_list_model_get_n_items (events); i > 0; i--)
    {
      g_autoptr (CopilRecord) event = g_list_model_get_item (events, i - 1);
      const char *kind = copil_record_get_word (event, "kind");

      if (g_str_equal (kind, "suspend"))
        return TRUE;
      if (g_str_equal (kind, "reopen") || g_str_equal (kind, "open") || g_str_equal (kind, "close"))
        return FALSE;
    }
  return FALSE;
}

/* -- In words --------------------------------------------------------------------------------- */

static const char *
caption_of (const CopilTimer *timer, gboolean begun, gboolean over)
{
  if (over)
    return _ ("Time exceeded");
  if (!begun)
    return _ ("Planned for this item");
  return timer->running ? _ ("Left for this item") : _ ("Paused");
}

/* What a screen reader is told: by the minute, not each second; begun minutes count. */
static char *
tell_timer (const char *caption, gint64 remaining)
{
  gint64 minutes = (ABS (remaining) + COPIL_MINUTE - 1) / COPIL_MINUTE;
  g_autofree char *length = copil_format_length (minutes * (COPIL_MINUTE / COPIL_SECOND));

  return minutes > 0 ? g_strdup_printf ("%s\u00a0: %s", caption, length) : g_strdup (caption);
}

void
copil_live_fill_timer (CopilScene *scene, const CopilTimer *timer, gboolean begun, gint64 now)
{
  gint64 remaining = copil_timer_remaining (timer, now);
  gint64 whole = MAX (COPIL_SECOND, timer->planned + timer->extended);
  g_autofree char *length = copil_format_length (timer->planned / COPIL_SECOND);
  g_autofree char *more = copil_format_length (timer->extended / COPIL_SECOND);

  scene->time.over = remaining < 0;
  scene->time.paused = begun && !timer->running && !scene->time.over;
  scene->time.caption = caption_of (timer, begun, scene->time.over);
  scene->time.spoken = copil_scene_take (scene, tell_timer (scene->time.caption, remaining));
  scene->time.figure = copil_scene_take (scene, copil_timer_format (remaining));
  scene->time.spent = CLAMP (1 - (double) remaining / whole, 0, 1);
  scene->time.planned = copil_scene_take (
      scene, timer->extended > 0 ? g_strdup_printf (_ ("planned %s, extended by %s"), length, more)
                                 : g_strdup_printf (_ ("planned %s"), length));
}

/* A drift of less than a minute is none. */
void
copil_live_fill_forecast (CopilScene *scene, const CopilSittingTime *time)
{
  gint64 drift = ABS (time->drift);
  g_autofree char *length = copil_format_length (drift / COPIL_SECOND);
  g_autofree char *hour = copil_instant_describe_hour (time->forecast_end);

  scene->time.forecast =
      copil_scene_take (scene, g_strdup_printf (_ ("sitting ends about %s"), hour));
  if (drift < COPIL_MINUTE)
    {
      scene->time.drift = COPIL_DRIFT_ON_TIME;
      scene->time.drift_words = _ ("on time");
      return;
    }
  scene->time.drift = time->drift > 0 ? COPIL_DRIFT_LATE : COPIL_DRIFT_EARLY;
  scene->time.drift_words = copil_scene_take (
      scene, g_strdup_printf (time->drift > 0 ? _ ("%s late") : _ ("%s early"), length));
}
