/* test-scale.c: round ticks, whatever the data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "chart/scale.h"

static void
test_map (void)
{
  CopilScale scale = { 40, 90, 300, 0 };

  g_assert_cmpfloat (copil_scale_map (&scale, 40), ==, 300);
  g_assert_cmpfloat (copil_scale_map (&scale, 90), ==, 0);
  g_assert_cmpfloat (copil_scale_map (&scale, 65), ==, 150);
  g_assert_cmpfloat (copil_scale_invert (&scale, 150), ==, 65);
}

static void
test_ticks (void)
{
  static const struct
  {
    double   low, high;
    gboolean from_zero;
    double   finest;
    guint    wanted;
    double   first, last, step;
    int      decimals;
  } cases[] = {
    { 48.6, 85, FALSE, 0, 5, 40, 90, 10, 0 },
    { 48.6, 62.8, FALSE, 0, 5, 45, 65, 5, 0 },
    { 0.1, 0.42, FALSE, 0, 5, 0.1, 0.5, 0.1, 1 },
    { 51.1, 65.9, TRUE, 0, 5, 0, 80, 20, 0 },
    { -12.4, 8.6, FALSE, 0, 5, -15, 10, 5, 0 },
    { -12.4, -8.6, TRUE, 0, 5, -15, 0, 5, 0 },
    /* a constant keeps room on both sides, 0 alone does not need any */
    { 12, 12, FALSE, 0, 5, 8, 16, 2, 0 },
    { 12, 12, TRUE, 0, 5, 0, 15, 5, 0 },
    { 0, 0, FALSE, 0, 5, 0, 1, 0.2, 1 },
    { -5, -5, FALSE, 0, 5, -6, -4, 0.5, 1 },
    /* nothing */
    { 1, -1, FALSE, 0, 5, 0, 1, 0.2, 1 },
    /* as large and as small as doubles get */
    { 1.2e12, 5.1e12, FALSE, 0, 5, 1e12, 6e12, 1e12, 0 },
    { -1e300, 1e300, FALSE, 0, 5, -1e300, 1e300, 5e299, 0 },
    { 1e-9, 2e-9, FALSE, 0, 5, 1e-9, 2e-9, 2e-10, 10 },
    /* a sliver of a large number */
    { 1e6, 1e6 + 1, FALSE, 0, 5, 1e6, 1e6 + 1, 0.2, 1 },
    /* no half a person */
    { 0, 0, FALSE, 1, 5, 0, 1, 1, 0 },
    { 3, 4, FALSE, 1, 5, 3, 4, 1, 0 },
    { 0.21, 0.24, FALSE, 0.1, 5, 0.2, 0.3, 0.1, 1 },
    /* few of them */
    { 0, 100, FALSE, 0, 2, 0, 100, 50, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilTicks ticks = copil_ticks_compute ((CopilExtent) { cases[i].low, cases[i].high },
                                              cases[i].from_zero, cases[i].finest, cases[i].wanted);
      double epsilon = fabs (cases[i].step) * 1e-6;

      g_test_message ("case %u: %g to %g by %g", i, ticks.low, ticks.high, ticks.step);
      g_assert_cmpfloat_with_epsilon (ticks.low, cases[i].first, epsilon);
      g_assert_cmpfloat_with_epsilon (ticks.high, cases[i].last, epsilon);
      g_assert_cmpfloat_with_epsilon (ticks.step, cases[i].step, epsilon);
      g_assert_cmpint (ticks.decimals, ==, cases[i].decimals);
      g_assert_cmpuint (ticks.n, >=, 2);
      g_assert_cmpuint (ticks.n, <=, cases[i].wanted + 1);
    }
}

/* Whatever the extent, the axis holds it, in at most the intervals wanted. */
static void
test_ticks_hold (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (59);

  for (guint i = 0; i < 20000; i++)
    {
      double size = pow (10, g_rand_double_range (rand, -12, 14));
      double low = g_rand_double_range (rand, -1, 1) * size;
      double high = low + g_rand_double_range (rand, 1e-6, 1) * size;
      guint wanted = (guint) g_rand_int_range (rand, 2, 7);
      CopilTicks ticks
          = copil_ticks_compute ((CopilExtent) { low, high }, i % 2 == 0, 0, wanted);
      double epsilon = ticks.step * 1e-6;

      g_assert_cmpfloat (ticks.low, <=, low + epsilon);
      g_assert_cmpfloat (ticks.high, >=, high - epsilon);
      g_assert_cmpuint (ticks.n, <=, wanted + 1);
      g_assert_cmpuint (ticks.n, >=, 2);
      /* and wastes less than an interval at either end */
      g_assert_cmpfloat (ticks.low, >, MIN (low, i % 2 ? low : 0) - ticks.step);
      g_assert_cmpfloat (ticks.high, <, MAX (high, i % 2 ? high : 0) + ticks.step);
    }
}

static void
test_extent (void)
{
  CopilExtent extent = COPIL_EXTENT_EMPTY;

  g_assert_true (copil_extent_is_empty (&extent));
  copil_extent_add (&extent, NAN);
  copil_extent_add (&extent, INFINITY);
  copil_extent_add (&extent, -INFINITY);
  g_assert_true (copil_extent_is_empty (&extent));
  copil_extent_add (&extent, -3);
  g_assert_false (copil_extent_is_empty (&extent));
  copil_extent_add (&extent, 7);
  copil_extent_add (&extent, NAN);
  g_assert_cmpfloat (extent.low, ==, -3);
  g_assert_cmpfloat (extent.high, ==, 7);
}

/* The labels of an axis on one line: "janv. 2026, févr., mars". */
static char *
spell (GArray *ticks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < ticks->len; i++)
    {
      const CopilTimeTick *tick = &g_array_index (ticks, CopilTimeTick, i);

      g_string_append_printf (text, "%s%s", i ? ", " : "", tick->label);
      if (tick->year != 0)
        g_string_append_printf (text, " %d", tick->year);
    }
  return g_string_free (text, FALSE);
}

static void
test_time_ticks (void)
{
  static const struct
  {
    CopilPeriod first, last;
    guint       max;
    const char *labels;
  } cases[] = {
    { { COPIL_RHYTHM_MONTH, 2026 * 12 }, { COPIL_RHYTHM_MONTH, 2026 * 12 + 5 }, 6,
      "janv. 2026, févr., mars, avr., mai, juin" },
    { { COPIL_RHYTHM_MONTH, 2025 * 12 + 8 }, { COPIL_RHYTHM_MONTH, 2026 * 12 + 7 }, 6,
      "sept. 2025, nov., janv. 2026, mars, mai, juil." },
    { { COPIL_RHYTHM_MONTH, 2025 * 12 }, { COPIL_RHYTHM_MONTH, 2026 * 12 + 11 }, 4,
      "janv. 2025, juil., janv. 2026, juil." },
    { { COPIL_RHYTHM_MONTH, 2023 * 12 }, { COPIL_RHYTHM_MONTH, 2027 * 12 + 11 }, 8,
      "2023, 2024, 2025, 2026, 2027" },
    { { COPIL_RHYTHM_QUARTER, 2025 * 4 }, { COPIL_RHYTHM_QUARTER, 2026 * 4 + 1 }, 8,
      "T1 2025, T2, T3, T4, T1 2026, T2" },
    { { COPIL_RHYTHM_QUARTER, 1982 * 4 }, { COPIL_RHYTHM_QUARTER, 2023 * 4 + 2 }, 6,
      "1990, 2000, 2010, 2020" },
    { { COPIL_RHYTHM_YEAR, 2019 }, { COPIL_RHYTHM_YEAR, 2026 }, 8,
      "2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026" },
    { { COPIL_RHYTHM_YEAR, 2026 }, { COPIL_RHYTHM_YEAR, 2026 }, 5, "2026" },
    { { COPIL_RHYTHM_MONTH, 2026 * 12 + 4 }, { COPIL_RHYTHM_MONTH, 2026 * 12 + 4 }, 5,
      "mai 2026" },
    { { COPIL_RHYTHM_MONTH, 2026 * 12 + 4 }, { COPIL_RHYTHM_MONTH, 2026 * 12 + 6 }, 1,
      "juil. 2026" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) ticks
          = copil_time_ticks (cases[i].first.rhythm, copil_time_position (cases[i].first),
                              copil_time_position (cases[i].last), cases[i].max);
      g_autofree char *labels = spell (ticks);

      g_assert_cmpstr (labels, ==, cases[i].labels);
      for (guint t = 0; t < ticks->len; t++)
        {
          double month = g_array_index (ticks, CopilTimeTick, t).month;

          g_assert_cmpfloat (month, >=, copil_time_position (cases[i].first));
          g_assert_cmpfloat (month, <=, copil_time_position (cases[i].last));
        }
    }
}

static void
test_time_position (void)
{
  g_assert_cmpfloat (copil_time_position ((CopilPeriod) { COPIL_RHYTHM_MONTH, 24312 }), ==, 24312);
  g_assert_cmpfloat (copil_time_position ((CopilPeriod) { COPIL_RHYTHM_QUARTER, 8104 }), ==,
                     24313);
  g_assert_cmpfloat (copil_time_position ((CopilPeriod) { COPIL_RHYTHM_YEAR, 2026 }), ==,
                     24317.5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/scale/map", test_map);
  g_test_add_func ("/chart/scale/ticks", test_ticks);
  g_test_add_func ("/chart/scale/ticks-hold", test_ticks_hold);
  g_test_add_func ("/chart/scale/extent", test_extent);
  g_test_add_func ("/chart/scale/time-ticks", test_time_ticks);
  g_test_add_func ("/chart/scale/time-position", test_time_position);
  return g_test_run ();
}
