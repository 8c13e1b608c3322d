/* test-statistics.c: who is alike, and who made the change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/statistics.h"

#include <math.h>

static void
test_nearest (void)
{
  /* Deviations 10 and 1: a step of 10 in the first counts as one of 1 in the second. */
  static const double features[] = {
    0,  0,
    10, 0,
    0,  1.1,
    20, 2,
    -10, -2,
    NAN, 0.1,
    NAN, NAN,
  };
  guint nearest[7];

  g_assert_cmpuint (copil_statistics_nearest (features, 7, 2, 0, nearest, 7), ==, 5);
  g_assert_cmpuint (nearest[0], ==, 5);
  g_assert_cmpuint (nearest[1], ==, 2);
  g_assert_cmpuint (nearest[2], ==, 1);
  g_assert_cmpuint (nearest[3], ==, 4);
  g_assert_cmpuint (nearest[4], ==, 3);
  g_assert_cmpuint (copil_statistics_nearest (features, 7, 2, 0, nearest, 2), ==, 2);
  g_assert_cmpuint (copil_statistics_nearest (features, 7, 2, 6, nearest, 7), ==, 0);
  g_assert_cmpuint (copil_statistics_nearest (features, 1, 2, 0, nearest, 7), ==, 0);
}

static void
test_ties (void)
{
  static const double features[] = { 5, 6, 4, 6, 5 };
  guint nearest[4];

  g_assert_cmpuint (copil_statistics_nearest (features, 5, 1, 0, nearest, 4), ==, 4);
  g_assert_cmpuint (nearest[0], ==, 4);
  g_assert_cmpuint (nearest[1], ==, 1);
  g_assert_cmpuint (nearest[2], ==, 2);
  g_assert_cmpuint (nearest[3], ==, 3);
}

static double
change_of (const CopilCounts *before,
           const CopilCounts *after,
           guint              n)
{
  CopilCounts sums[2] = { { 0, 0 }, { 0, 0 } };

  for (guint i = 0; i < n; i++)
    {
      sums[0].numerator += before[i].numerator;
      sums[0].denominator += before[i].denominator;
      sums[1].numerator += after[i].numerator;
      sums[1].denominator += after[i].denominator;
    }
  return 100 * (sums[1].numerator / sums[1].denominator -
                sums[0].numerator / sums[0].denominator);
}

static const struct
{
  CopilCounts before[3];
  CopilCounts after[3];
  double      expected[3];
} changes[] = {
  /* Only the first one moved: from 50 to 60 % of half the persons. */
  { { { 50, 100 }, { 25, 50 }, { 25, 50 } }, { { 60, 100 }, { 25, 50 }, { 25, 50 } },
    { 5, 0, 0 } },
  /* All doubled at their own rates: nothing changed. */
  { { { 50, 100 }, { 10, 50 }, { 40, 50 } }, { { 100, 200 }, { 20, 100 }, { 80, 100 } },
    { 0, 0, 0 } },
  /* Rates stayed, the first one, which is above, grew: 0.5 to 0.6 of the persons; means are 50 and
   * 52 %, the middle 51. */
  { { { 60, 100 }, { 40, 100 }, { 0, 0 } }, { { 72, 120 }, { 32, 80 }, { 0, 0 } },
    { 0.9, 1.1, 0 } },
  /* One came in: at the rate of the others it would bring nothing. */
  { { { 50, 100 }, { 50, 100 }, { 0, 0 } }, { { 50, 100 }, { 50, 100 }, { 100, 200 } },
    { 0, 0, 0 } },
};

static void
test_contributions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      double contributions[3], sum = 0;

      copil_statistics_contributions (changes[i].before, changes[i].after, 3, 100, contributions);
      for (guint k = 0; k < 3; k++)
        {
          g_assert_cmpfloat_with_epsilon (contributions[k], changes[i].expected[k], 1e-9);
          sum += contributions[k];
        }
      g_assert_cmpfloat_with_epsilon (sum, change_of (changes[i].before, changes[i].after, 3),
                                      1e-9);
    }
}

/* Whatever the counts, the parts add up to the whole. */
static void
test_exact (void)
{
  for (int k = 0; k < 500; k++)
    {
      CopilCounts before[6], after[6];
      double contributions[6], sum = 0;

      for (guint i = 0; i < 6; i++)
        {
          before[i].denominator = g_test_rand_int_range (0, 500);
          after[i].denominator = g_test_rand_int_range (1, 500);
          before[i].numerator = floor (before[i].denominator * g_test_rand_double ());
          after[i].numerator = floor (after[i].denominator * g_test_rand_double ());
        }
      before[0].denominator += 1;
      copil_statistics_contributions (before, after, 6, 100, contributions);
      for (guint i = 0; i < 6; i++)
        sum += contributions[i];
      g_assert_cmpfloat_with_epsilon (sum, change_of (before, after, 6), 1e-9);
    }
}

static void
test_missing (void)
{
  static const CopilCounts known[] = { { 1, 2 }, { 1, 2 } }, hole[] = { { 1, 2 }, { NAN, 2 } };
  static const CopilCounts none[] = { { 0, 0 }, { 0, 0 } };
  double contributions[2];

  copil_statistics_contributions (known, hole, 2, 100, contributions);
  g_assert_true (isnan (contributions[0]) && isnan (contributions[1]));
  copil_statistics_contributions (none, known, 2, 100, contributions);
  g_assert_true (isnan (contributions[0]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/statistics/nearest", test_nearest);
  g_test_add_func ("/core/statistics/ties", test_ties);
  g_test_add_func ("/core/statistics/contributions", test_contributions);
  g_test_add_func ("/core/statistics/exact", test_exact);
  g_test_add_func ("/core/statistics/missing", test_missing);
  return g_test_run ();
}
