/* test-quantile.c: quantiles against values computed by hand and by numpy
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/quantile.h"

#include <math.h>

static void
assert_near (double value,
             double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, 1e-9);
}

static void
test_values (void)
{
  static const struct
  {
    double values[6];
    guint  n;
    double p, expected;
  } cases[] = {
    { { 0 }, 0, 0.5, NAN },
    { { 7 }, 1, 0.9, 7 },
    { { 4, 1, 3, 2 }, 4, 0.5, 2.5 },
    { { 4, 1, 3, 2 }, 4, 0.25, 1.75 },
    { { 4, 1, 3, 2 }, 4, 0.0, 1 },
    { { 4, 1, 3, 2 }, 4, 1.0, 4 },
    { { 4, 1, 3, 2 }, 4, 7.0, 4 },
    { { 4, NAN, 1, 3, NAN, 2 }, 6, 0.5, 2.5 },
    { { NAN, NAN }, 2, 0.5, NAN },
    { { 1.5, -2, 8, 8, 0.25, 3 }, 6, 0.1, -0.875 },
    { { 1.5, -2, 8, 8, 0.25, 3 }, 6, 0.9, 8 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (copil_quantile_of (cases[i].values, cases[i].n, cases[i].p), cases[i].expected);
}

static const CopilBucket buckets[] = {
  { 0, 0, 14 }, { 1, 14, 30 }, { 2, 30, 60 }, { 3, 60, INFINITY }
};

static void
test_histograms (void)
{
  static const struct
  {
    double counts[4];
    double p, expected;
  } cases[] = {
    { { 10, 10, 10, 10 }, 0.5, 30 },
    { { 10, 10, 10, 10 }, 0.25, 14 },
    { { 10, 10, 10, 10 }, 0.125, 7 },
    { { 10, 10, 10, 10 }, 0.625, 45 },
    { { 10, 10, 10, 10 }, 0.9, NAN },
    { { 0, 0, 0, 0 }, 0.5, NAN },
    { { 10, NAN, 10, 10 }, 0.5, NAN },
    { { 0, 8, 0, 0 }, 0.5, 22 },
    { { 0, 0, 1, 1 }, 0.5, 60 },
    { { 0, 5, 5, 0 }, 0.0, 14 },
    { { 0, 5, 5, 0 }, 1.0, 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_near (copil_histogram_quantile (buckets, cases[i].counts, 4, cases[i].p),
                 cases[i].expected);
}

static void
test_shares (void)
{
  const double counts[] = { 1, 2, 3, 4 }, none[] = { 0, 0, 0, 0 }, hole[] = { 1, 2, NAN, 4 };

  assert_near (copil_histogram_share (buckets, counts, 4, 0, 30), 0.3);
  assert_near (copil_histogram_share (buckets, counts, 4, 30, INFINITY), 0.7);
  assert_near (copil_histogram_share (buckets, counts, 4, 0, INFINITY), 1);
  assert_near (copil_histogram_share (buckets, none, 4, 0, 30), NAN);
  assert_near (copil_histogram_share (buckets, hole, 4, 0, 30), NAN);
}

static void
test_ranks (void)
{
  const double values[] = { 5, NAN, 9, 7, 7 };

  g_assert_cmpuint (copil_quantile_rank (values, 5, 9, TRUE), ==, 1);
  g_assert_cmpuint (copil_quantile_rank (values, 5, 7, TRUE), ==, 2);
  g_assert_cmpuint (copil_quantile_rank (values, 5, 5, TRUE), ==, 4);
  g_assert_cmpuint (copil_quantile_rank (values, 5, 5, FALSE), ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/quantile/values", test_values);
  g_test_add_func ("/core/quantile/histograms", test_histograms);
  g_test_add_func ("/core/quantile/shares", test_shares);
  g_test_add_func ("/core/quantile/ranks", test_ranks);
  return g_test_run ();
}
