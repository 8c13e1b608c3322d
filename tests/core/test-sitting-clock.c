/* test-sitting-clock.c: one time for every screen, and what the items take of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/sitting-clock.h"

#include <stdlib.h>

#define MS (COPIL_SECOND / 1000)
#define NBSP "\u00A0"
#define MINUS "\u2212"

/* -- Stations --------------------------------------------------------------------------------- */

/* A station whose monotonic clock is @skew behind the server's time; @up, @down: how long its
 * question and the answer travel. */
static void
ask (CopilClock *clock,
     gint64      now,
     gint64      skew,
     gint64      up,
     gint64      down)
{
  CopilClockSample sample = { now - skew, now + up, now + up + down - skew };

  copil_clock_add (clock, &sample);
}

static void
test_sample (void)
{
  static const struct
  {
    CopilClockSample sample;
    gint64           offset, error;
  } cases[] = {
    { { 0, 1000, 0 }, 1000, 0 },
    { { 0, 1000, 100 }, 950, 50 },
    { { 500, 1000, 601 }, 450, 51 },
    { { 5000, -1000, 5010 }, -6005, 5 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_assert_cmpint (copil_clock_sample_offset (&cases[i].sample), ==, cases[i].offset);
      g_assert_cmpint (copil_clock_sample_error (&cases[i].sample), ==, cases[i].error);
    }
}

/* Quick answers outweigh slow ones, which are all late in one direction. */
static void
test_quickest (void)
{
  CopilClock clock = { 0 };

  for (int i = 0; i < 6; i++)
    ask (&clock, i * COPIL_SECOND, 300 * COPIL_SECOND, 2 * MS, 400 * MS);
  for (int i = 6; i < 9; i++)
    ask (&clock, i * COPIL_SECOND, 300 * COPIL_SECOND, 2 * MS, 3 * MS);
  g_assert_cmpint (ABS (clock.offset - 300 * COPIL_SECOND), <=, MS);
  g_assert_cmpint (clock.error, <=, 3 * MS);
}

static void
test_bad_sample (void)
{
  CopilClock clock = { 0 };
  CopilClockSample backwards = { 100, 0, 99 };

  copil_clock_add (&clock, &backwards);
  g_assert_false (clock.known);
  g_assert_cmpint (ABS (copil_clock_now (&clock, g_get_monotonic_time ()) - g_get_real_time ()), <,
                   COPIL_MINUTE);
}

/* Five minutes fast or slow, with a network that is slower one way than the other: within 100 ms of
 * the server, hence 100 ms of each other when the round trips are. */
static void
test_stations (void)
{
  static const gint64 skews[] = { 0, 5 * COPIL_MINUTE, -5 * COPIL_MINUTE, 1000 * COPIL_HOUR };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);

  for (guint i = 0; i < 200; i++)
    {
      gint64 skew = skews[i % G_N_ELEMENTS (skews)], now = 1800000000 * COPIL_SECOND;
      CopilClock clock = { 0 };

      for (int k = 0; k < 40; k++, now += g_rand_int_range (rand, 1, 60) * COPIL_SECOND)
        {
          ask (&clock, now, skew, g_rand_int_range (rand, 1, 50) * MS,
               g_rand_int_range (rand, 1, 50) * MS);
          g_assert_cmpint (ABS (clock.offset - skew), <=, 50 * MS);
          g_assert_cmpint (ABS (clock.offset - skew), <=, clock.error);
        }
    }
}

/* The station slept an hour, its monotonic clock with it: what it knew is wrong, at once. */
static void
test_sleep (void)
{
  CopilClock clock = { 0 };

  for (int i = 0; i < 10; i++)
    ask (&clock, i * COPIL_SECOND, 0, MS, MS);
  ask (&clock, COPIL_HOUR, COPIL_HOUR - 20 * COPIL_SECOND, 30 * MS, 30 * MS);
  g_assert_cmpint (ABS (clock.offset - (COPIL_HOUR - 20 * COPIL_SECOND)), <=, 30 * MS);
  g_assert_cmpuint (clock.n_samples, ==, 1);
}

/* Old samples leave: a clock that drifts 100 ppm for an hour is followed. */
static void
test_drift (void)
{
  CopilClock clock = { 0 };
  gint64 skew = 0;

  for (int i = 0; i < 60; i++)
    {
      skew = i * COPIL_MINUTE / 10000;
      ask (&clock, i * COPIL_MINUTE, skew, (i < 3 ? 1 : 20) * MS, (i < 3 ? 1 : 20) * MS);
    }
  g_assert_cmpint (ABS (clock.offset - skew), <=, 100 * MS);
}

/* -- Steps ------------------------------------------------------------------------------------ */

/* Ten times a second; the server's clock is set, forwards or back, at the tenth second. */
static void
test_no_jump_back (void)
{
  static const gint64 steps[] = { 0, 3 * COPIL_MINUTE, -300 * MS, -COPIL_SECOND, -10 * COPIL_SECOND };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      CopilClock clock = { 0 };
      gint64 before = 0, shown = 0;

      ask (&clock, 0, 0, 0, 0);
      for (gint64 now = 0; now < COPIL_MINUTE; now += 100 * MS)
        {
          if (now == 10 * COPIL_SECOND)
            ask (&clock, now + steps[i], steps[i], 0, 0);
          shown = copil_clock_now (&clock, now);
          g_assert_cmpint (shown, >=, before - COPIL_SECOND);
          before = shown;
        }
      g_assert_cmpint (shown, ==, COPIL_MINUTE - 100 * MS + steps[i]);
    }
}

/* -- Timers ----------------------------------------------------------------------------------- */

static void
assert_timer (CopilTimer timer,
              gint64     now,
              int        elapsed,
              int        remaining,
              int        drift)
{
  g_assert_cmpint (copil_timer_elapsed (&timer, now), ==, elapsed * COPIL_SECOND);
  g_assert_cmpint (copil_timer_remaining (&timer, now), ==, remaining * COPIL_SECOND);
  g_assert_cmpint (copil_timer_drift (&timer, now), ==, drift * COPIL_SECOND);
}

static void
test_timer (void)
{
  const gint64 s = COPIL_SECOND;
  CopilTimer timer = copil_timer_new (600 * s);

  assert_timer (timer, 1000 * s, 0, 600, -600);
  timer = copil_timer_start (timer, 1000 * s);
  assert_timer (timer, 1100 * s, 100, 500, -500);
  timer = copil_timer_start (timer, 1100 * s);
  timer = copil_timer_pause (timer, 1200 * s);
  assert_timer (timer, 9000 * s, 200, 400, -400);
  timer = copil_timer_pause (timer, 9000 * s);
  timer = copil_timer_extend (timer, 60 * s);
  assert_timer (timer, 9000 * s, 200, 460, -400);
  timer = copil_timer_start (timer, 10000 * s);
  timer = copil_timer_extend (timer, 40 * s);
  assert_timer (timer, 10500 * s, 700, 0, 100);
  assert_timer (timer, 10630 * s, 830, -130, 230);
  timer = copil_timer_pause (timer, 10630 * s);
  timer = copil_timer_extend (timer, 130 * s);
  assert_timer (timer, 20000 * s, 830, 0, 230);
}

/* From 2:50 to 2:20: half an hour, whatever the wall says. */
static void
test_night (void)
{
  gint64 start = copil_instant_of_paris (2026, 10, 25, 2, 50);
  CopilTimer timer = copil_timer_start (copil_timer_new (30 * COPIL_MINUTE), start);
  g_autofree char *end = copil_instant_describe (timer.ends);
  gint64 spring = copil_instant_of_paris (2027, 3, 28, 1, 50);
  CopilTimer other = copil_timer_start (copil_timer_new (30 * COPIL_MINUTE), spring);
  g_autofree char *other_end = copil_instant_describe (other.ends);

  g_assert_cmpstr (end, ==, "25" NBSP "octobre 2026 à 2" NBSP "h" NBSP "20");
  g_assert_cmpstr (other_end, ==, "28" NBSP "mars 2027 à 3" NBSP "h" NBSP "20");
  assert_timer (timer, start + 15 * COPIL_MINUTE, 900, 900, -900);
  assert_timer (other, spring + 15 * COPIL_MINUTE, 900, 900, -900);
}

static void
test_format (void)
{
  static const struct
  {
    gint64      remaining;
    const char *text;
  } cases[] = {
    { 750 * COPIL_SECOND, "12:30" },
    { 3730 * COPIL_SECOND, "1:02:10" },
    { 5 * COPIL_SECOND, "0:05" },
    { 4 * COPIL_SECOND + 1, "0:05" },
    { 1, "0:01" },
    { 0, "0:00" },
    { -1, "0:00" },
    { -COPIL_SECOND, "+" NBSP "0:01" },
    { -130 * COPIL_SECOND, "+" NBSP "2:10" },
    { -3600 * COPIL_SECOND, "+" NBSP "1:00:00" },
  };
  static const struct
  {
    gint64      drift;
    const char *text;
  } drifts[] = {
    { 0, "à l’heure" },
    { -59 * COPIL_SECOND, "à l’heure" },
    { 12 * COPIL_MINUTE, "+" NBSP "12" NBSP "min" },
    { -3 * COPIL_MINUTE, MINUS NBSP "3" NBSP "min" },
    { 65 * COPIL_MINUTE, "+" NBSP "1" NBSP "h" NBSP "05" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = copil_timer_format (cases[i].remaining);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
  for (guint i = 0; i < G_N_ELEMENTS (drifts); i++)
    {
      g_autofree char *text = copil_drift_format (drifts[i].drift);

      g_assert_cmpstr (text, ==, drifts[i].text);
    }
}

/* -- The sitting ------------------------------------------------------------------------------ */

static void
test_sitting (void)
{
  const gint64 m = COPIL_MINUTE;
  CopilItemTime items[4];
  CopilSittingTime time;

  for (guint i = 0; i < 4; i++)
    items[i] = (CopilItemTime) { COPIL_ITEM_TO_COME, copil_timer_new (10 * m) };

  /* Not begun: early, then late. */
  time = copil_sitting_time (1000 * m, 990 * m, items, 4);
  g_assert_cmpint (time.planned_end, ==, 1040 * m);
  g_assert_cmpint (time.forecast_end, ==, 1040 * m);
  time = copil_sitting_time (1000 * m, 1005 * m, items, 4);
  g_assert_cmpint (time.drift, ==, 5 * m);

  /* The first took 15 minutes, the second is at its fourth, the third is put off. */
  items[0].timer = copil_timer_pause (copil_timer_start (items[0].timer, 1000 * m), 1015 * m);
  items[0].progress = COPIL_ITEM_DONE;
  items[1].timer = copil_timer_start (items[1].timer, 1016 * m);
  items[1].progress = COPIL_ITEM_CURRENT;
  items[2].progress = COPIL_ITEM_PUT_OFF;
  time = copil_sitting_time (1000 * m, 1020 * m, items, 4);
  g_assert_cmpint (time.spent, ==, 19 * m);
  g_assert_cmpint (time.forecast_end, ==, 1036 * m);
  g_assert_cmpint (time.drift, ==, -4 * m);

  /* Past its time an item ends now. */
  time = copil_sitting_time (1000 * m, 1040 * m, items, 4);
  g_assert_cmpint (time.forecast_end, ==, 1050 * m);
  g_assert_cmpint (time.drift, ==, 10 * m);

  /* Begun before the hour, it does not wait for it. */
  time = copil_sitting_time (2000 * m, 1020 * m, items, 4);
  g_assert_cmpint (time.forecast_end, ==, 1036 * m);
}

static void
test_empty_sitting (void)
{
  CopilSittingTime time = copil_sitting_time (COPIL_HOUR, 0, NULL, 0);

  g_assert_cmpint (time.planned_end, ==, COPIL_HOUR);
  g_assert_cmpint (time.forecast_end, ==, COPIL_HOUR);
  g_assert_cmpint (time.drift, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sitting-clock/sample", test_sample);
  g_test_add_func ("/sitting-clock/quickest", test_quickest);
  g_test_add_func ("/sitting-clock/bad-sample", test_bad_sample);
  g_test_add_func ("/sitting-clock/stations", test_stations);
  g_test_add_func ("/sitting-clock/sleep", test_sleep);
  g_test_add_func ("/sitting-clock/drift", test_drift);
  g_test_add_func ("/sitting-clock/no-jump-back", test_no_jump_back);
  g_test_add_func ("/sitting-clock/timer", test_timer);
  g_test_add_func ("/sitting-clock/night", test_night);
  g_test_add_func ("/sitting-clock/format", test_format);
  g_test_add_func ("/sitting-clock/sitting", test_sitting);
  g_test_add_func ("/sitting-clock/empty-sitting", test_empty_sitting);
  return g_test_run ();
}
