/* test-live-time.c: what the timers of a sitting say, from the events of its clock
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-page/live-time.h"
#include "committee/record-list.h"
#include "committee/record-private.h"

#include <stdlib.h>
#include <string.h>

/* Seconds of these tests are counted from a quarter to three, summer time, of the night in which
 * Paris goes back from three to two. */
#define START G_GINT64_CONSTANT (1792889100) /* 2026-10-25T00:45:00Z */
#define ITEM "item"
#define PLANNED 600

static gint64
at (int second)
{
  return (START + second) * COPIL_SECOND;
}

static void
set_time (JsonObject *fields, const char *name, int second)
{
  g_autofree char *text = copil_instant_to_sql (at (second));

  json_object_set_string_member (fields, name, text);
}

/* "start@0", an event that still waits; "start@0>600": runs out at 600; "pause@60=540": 540 s left;
 * "extend@60+300"; "other:start@0", of another item; "suspend@0", of the sitting. */
static CopilRecord *
read_event (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "@>=+", -1);
  g_autoptr (JsonObject) fields = json_object_new ();
  CopilRecord *record = _copil_record_new ("clock_event", text);
  gboolean other = g_str_has_prefix (text, "other:");
  const char *kind = other ? parts[0] + strlen ("other:") : parts[0];

  json_object_set_string_member (fields, "kind", kind);
  if (!g_str_equal (kind, "suspend") && !g_str_equal (kind, "reopen"))
    json_object_set_string_member (fields, "item_id", other ? "other" : ITEM);
  set_time (fields, "at", atoi (parts[1]));
  if (strchr (text, '+') != NULL)
    json_object_set_int_member (fields, "seconds", atoi (strchr (text, '+') + 1));
  if (strchr (text, '>') != NULL)
    set_time (fields, "ends_at", atoi (strchr (text, '>') + 1));
  if (strchr (text, '=') != NULL)
    json_object_set_int_member (fields, "remaining_ms", atoi (strchr (text, '=') + 1) * 1000);
  _copil_record_lay (record, fields, FALSE);
  return record;
}

static CopilTimer
read_timer (const char *events)
{
  g_autoptr (CopilRecordList) list = copil_record_list_new ();
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto (GStrv) words = g_strsplit (events, " ", -1);
  g_autoptr (CopilRecord) item = _copil_record_new ("agenda_item", ITEM);
  g_autoptr (JsonObject) fields = json_object_new ();

  for (guint i = 0; words[i] != NULL && *words[i] != '\0'; i++)
    g_ptr_array_add (records, read_event (words[i]));
  copil_record_list_replace (list, records);
  json_object_set_int_member (fields, "seconds", PLANNED);
  _copil_record_lay (item, fields, FALSE);
  return copil_live_timer (G_LIST_MODEL (list), item);
}

/* -- The timer of an item --------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *events;
  int now;
  const char *figure;
  gboolean running, paused, over;
  int spent; /* hundredths of its time */
} cases[] = {
  { "not begun", "", 0, "10:00", FALSE, FALSE, FALSE, 0 },
  { "running", "start@0>600", 240, "6:00", TRUE, FALSE, FALSE, 40 },
  { "running, still to be sent", "start@0", 240, "6:00", TRUE, FALSE, FALSE, 40 },
  { "of another item", "other:start@0>600", 240, "10:00", FALSE, FALSE, FALSE, 0 },
  { "paused", "start@0>600 pause@60=540", 300, "9:00", FALSE, TRUE, FALSE, 10 },
  { "paused, still to be sent", "start@0>600 pause@60", 300, "9:00", FALSE, TRUE, FALSE, 10 },
  { "resumed", "start@0>600 pause@60=540 resume@300>840", 360, "8:00", TRUE, FALSE, FALSE, 20 },
  { "resumed, still to be sent", "start@0 pause@60 resume@300", 360, "8:00", TRUE, FALSE, FALSE,
    20 },
  { "paused twice", "start@0 pause@60 pause@120", 300, "9:00", FALSE, TRUE, FALSE, 10 },
  { "extended", "start@0>600 extend@60+300>900", 600, "5:00", TRUE, FALSE, FALSE, 67 },
  { "extended, still to be sent", "start@0>600 extend@60+300", 600, "5:00", TRUE, FALSE, FALSE,
    67 },
  { "extended while paused", "start@0>600 pause@60=540 extend@90+300=840", 200, "14:00", FALSE,
    TRUE, FALSE, 7 },
  { "shortened", "start@0>600 extend@60+-300>300", 60, "4:00", TRUE, FALSE, FALSE, 20 },
  { "at its end", "start@0>600", 600, "0:00", TRUE, FALSE, FALSE, 100 },
  { "beyond its end", "start@0>600", 730, "+\u00A02:10", TRUE, FALSE, TRUE, 100 },
  { "stopped with less than nothing", "start@0>600 pause@730=-130", 900, "+\u00A02:10", FALSE,
    FALSE, TRUE, 100 },
  { "the same, still to be sent", "start@0>600 pause@730", 900, "+\u00A02:10", FALSE, FALSE, TRUE,
    100 },
  { "extended out of less than nothing", "start@0>600 extend@730+300>900", 730, "2:50", TRUE,
    FALSE, FALSE, 81 },
  { "suspended", "start@0>600 suspend@60", 300, "9:00", FALSE, TRUE, FALSE, 10 },
  { "suspended and resumed", "start@0>600 pause@60=540 suspend@60 reopen@300 resume@300>840", 360,
    "8:00", TRUE, FALSE, FALSE, 20 },
  /* Three o'clock comes twice: no screen gains an hour by it. */
  { "through the hour that comes twice", "start@0>7200", 900, "1:45:00", TRUE, FALSE, FALSE, 0 },
  { "paused before it, resumed after it", "start@0>7200 pause@600=6600 resume@1200>7800", 1500,
    "1:45:00", TRUE, FALSE, FALSE, 0 },
  /* A station whose clock was five minutes ahead, or behind, noted it before it asked the base. */
  { "begun five minutes from now", "start@300>900", 0, "15:00", TRUE, FALSE, FALSE, 0 },
  { "begun five minutes ago", "start@-300>300", 0, "5:00", TRUE, FALSE, FALSE, 50 },
};

static void
test_timer (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilTimer timer = read_timer (cases[i].events);
      g_autoptr (CopilScene) scene = copil_scene_new ();

      g_test_message ("%s", cases[i].name);
      copil_live_fill_timer (scene, &timer, g_str_has_prefix (cases[i].events, "start"),
                             at (cases[i].now));
      g_assert_cmpstr (scene->time.figure, ==, cases[i].figure);
      g_assert_cmpint (timer.running, ==, cases[i].running);
      g_assert_cmpint (scene->time.paused, ==, cases[i].paused);
      g_assert_cmpint (scene->time.over, ==, cases[i].over);
      g_assert_cmpint ((int) (scene->time.spent * 100 + 0.5), ==, cases[i].spent);
      g_assert_nonnull (scene->time.caption);
      g_assert_true (g_str_has_prefix (scene->time.spoken, scene->time.caption));
    }
}

/* -- The sitting ------------------------------------------------------------------------------ */

static void
test_suspended (void)
{
  static const struct
  {
    const char *events;
    gboolean suspended;
  } sittings[] = {
    { "", FALSE },
    { "open@0 start@0>600", FALSE },
    { "open@0 suspend@60", TRUE },
    { "open@0 suspend@60 reopen@120", FALSE },
    { "open@0 suspend@60 reopen@120 suspend@180 pause@180=1", TRUE },
    { "open@0 suspend@60 close@120", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sittings); i++)
    {
      g_autoptr (CopilRecordList) list = copil_record_list_new ();
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (g_object_unref);
      g_auto (GStrv) words = g_strsplit (sittings[i].events, " ", -1);

      for (guint n = 0; words[n] != NULL && *words[n] != '\0'; n++)
        g_ptr_array_add (records, read_event (words[n]));
      copil_record_list_replace (list, records);
      g_assert_cmpint (copil_live_is_suspended (G_LIST_MODEL (list)), ==, sittings[i].suspended);
    }
}

/* When it will end, by the clock on the wall of that night; a drift under a minute is none. */
static void
test_forecast (void)
{
  static const struct
  {
    int ends, drift; /* seconds */
    CopilDrift kind;
    const char *hour;
  } forecasts[] = {
    { 600, 0, COPIL_DRIFT_ON_TIME, "2 h 55" },    { 600, 59, COPIL_DRIFT_ON_TIME, "2 h 55" },
    { 900, 60, COPIL_DRIFT_LATE, "2 h 00" },      { 4200, -120, COPIL_DRIFT_EARLY, "2 h 55" },
    { 4500, 300, COPIL_DRIFT_LATE, "3 h 00" },    { 1200, -59, COPIL_DRIFT_ON_TIME, "2 h 05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forecasts); i++)
    {
      CopilSittingTime time = { .forecast_end = at (forecasts[i].ends),
                                .drift = forecasts[i].drift * COPIL_SECOND };
      g_autoptr (CopilScene) scene = copil_scene_new ();
      g_auto (GStrv) parts = g_strsplit (forecasts[i].hour, " ", -1);
      g_autofree char *hour = g_strjoinv ("\u00A0", parts);

      copil_live_fill_forecast (scene, &time);
      g_assert_cmpint (scene->time.drift, ==, forecasts[i].kind);
      g_assert_nonnull (strstr (scene->time.forecast, hour));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/live-time/timer", test_timer);
  g_test_add_func ("/live-time/suspended", test_suspended);
  g_test_add_func ("/live-time/forecast", test_forecast);
  return g_test_run ();
}
