/* test-cube.c: what was put is what is read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cube-fixture.h"

#include "cube/plane.h"

#include <math.h>

static void
put (CopilCube    *cube,
     const char   *measure,
     const char   *territory,
     const char   *first,
     guint         n,
     const double *values)
{
  CopilSeries series = { fixture_period (first), n, values, NULL, NULL };

  copil_cube_put_series (cube, fixture_measure (cube, measure),
                         fixture_territory (cube, territory)->index, &series);
}

static gboolean
get (CopilCube   *cube,
     const char  *measure,
     const char  *territory,
     CopilSeries *series)
{
  return copil_cube_get_series (cube, fixture_measure (cube, measure),
                                fixture_territory (cube, territory)->index, series);
}

/* Series that begin and end elsewhere than the first one move what was there, unchanged. */
static void
test_layout (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  static const double values[] = { 1, 2, NAN, 4 };
  CopilSeries series;

  put (cube, "a", "59", "2024-03", 4, values);
  put (cube, "a", "62", "2023-11", 2, values);
  put (cube, "a", "29", "2025-01", 1, values);
  put (cube, "a", "29", "2024-12", 4, values);
  g_assert_true (get (cube, "a", "59", &series));
  g_assert_true (copil_period_equal (series.first, fixture_period ("2024-03")));
  g_assert_cmpuint (series.n, ==, 4);
  g_assert_cmpfloat (series.values[1], ==, 2);
  g_assert_true (isnan (series.values[2]));
  g_assert_cmpint (series.statuses[2], ==, COPIL_CELL_NOT_AVAILABLE);
  g_assert_cmpint (series.statuses[3], ==, COPIL_CELL_OBSERVED);
  g_assert_cmpint (series.coverages[3], ==, 10000);
  g_assert_true (get (cube, "a", "62", &series));
  g_assert_true (copil_period_equal (series.first, fixture_period ("2023-11")));
  g_assert_true (get (cube, "a", "29", &series));
  g_assert_true (copil_period_equal (series.first, fixture_period ("2024-12")));
  g_assert_cmpuint (series.n, ==, 4);
  g_assert_false (get (cube, "a", "32", &series));
}

/* A series replaces the former one whole, also where it is shorter. */
static void
test_replace (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  static const double values[] = { 1, 2, 3, 4 };
  CopilPeriod first, last;

  put (cube, "a", "59", "2024-01", 4, values);
  put (cube, "a", "59", "2024-02", 1, values + 3);
  g_assert_cmpint (copil_cube_get_cell (cube, fixture_measure (cube, "a"),
                                        fixture_territory (cube, "59")->index,
                                        fixture_period ("2024-01"), NULL, NULL),
                   ==, COPIL_CELL_NOT_AVAILABLE);
  put (cube, "b", "59", "2023-01", 4, values);
  put (cube, "b", "59", "2024-01", 4, values);
  g_assert_true (copil_cube_get_span (cube, fixture_indicator (cube, "rate"), &first, &last));
  g_assert_true (copil_period_equal (first, fixture_period ("2024-02")));
  g_assert_true (copil_period_equal (last, fixture_period ("2024-02")));
}

static void
test_cells (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  guint a = fixture_measure (cube, "a"), nord = fixture_territory (cube, "59")->index;
  guint64 generation = copil_cube_get_generation (cube);
  double value, coverage;

  /* Exact up to 2^53: a count is never a float. */
  copil_cube_put_cell (cube, a, nord, fixture_period ("2024-01"), 9007199254740991.0,
                       COPIL_CELL_OBSERVED, 0.12345);
  copil_cube_put_cell (cube, a, nord, fixture_period ("2023-06"), 5, COPIL_CELL_SECRET, 1);
  copil_cube_put_cell (cube, a, nord, fixture_period ("2024-06"), NAN, COPIL_CELL_ESTIMATED, 1);
  g_assert_cmpint (copil_cube_get_cell (cube, a, nord, fixture_period ("2024-01"), &value,
                                        &coverage),
                   ==, COPIL_CELL_OBSERVED);
  g_assert_cmpfloat (value, ==, 9007199254740991.0);
  g_assert_cmpfloat_with_epsilon (coverage, 0.1235, 1e-9);
  g_assert_cmpint (copil_cube_get_cell (cube, a, nord, fixture_period ("2023-06"), &value, NULL),
                   ==, COPIL_CELL_SECRET);
  g_assert_true (isnan (value));
  g_assert_cmpint (copil_cube_get_cell (cube, a, nord, fixture_period ("2024-06"), NULL, NULL),
                   ==, COPIL_CELL_NOT_AVAILABLE);
  g_assert_cmpint (copil_cube_get_cell (cube, a, nord, fixture_period ("2030-01"), NULL, NULL),
                   ==, COPIL_CELL_NOT_AVAILABLE);
  g_assert_cmpuint (copil_cube_get_generation (cube), >, generation);
}

/* A value that goes away gives its period back. */
static void
test_span_shrinks (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  const CopilIndicator *stock = fixture_indicator (cube, "stock");
  CopilPeriod first, last;

  fixture_put (cube, "59", "c 2024-01 1;c 2024-02 2;c 2024-03 3");
  fixture_put (cube, "62", "c 2024-02 2");
  fixture_put (cube, "59", "c 2024-03 n;c 2024-01 s");
  g_assert_true (copil_cube_get_span (cube, stock, &first, &last));
  g_assert_true (copil_period_equal (first, fixture_period ("2024-02")));
  g_assert_true (copil_period_equal (last, fixture_period ("2024-02")));
  fixture_put (cube, "59", "c 2024-02 x");
  fixture_put (cube, "62", "c 2024-02 x");
  g_assert_false (copil_cube_get_span (cube, stock, &first, &last));
}

/* What has not arrived and what does not exist are told apart. */
static void
test_has (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  static const double value = 1;
  guint a = fixture_measure (cube, "a");
  guint nord = fixture_territory (cube, "59")->index, arras = fixture_territory (cube, "621")->index;

  g_assert_false (copil_cube_has (cube, a, nord));
  fixture_put (cube, "59", "a 2024-01 1");
  g_assert_false (copil_cube_has (cube, a, nord));
  put (cube, "a", "59", "2024-01", 1, &value);
  g_assert_true (copil_cube_has (cube, a, nord));
  g_assert_false (copil_cube_has (cube, a, arras));
  copil_cube_set_complete (cube, a);
  g_assert_true (copil_cube_has (cube, a, arras));
  g_assert_false (copil_cube_is_complete (cube));
  for (guint i = 0; i < 10; i++)
    copil_cube_set_complete (cube, i);
  g_assert_true (copil_cube_is_complete (cube));
}

/* A refill shows the old series until the new ones came, then only these. */
static void
test_expire (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  static const double old[] = { 1, 2, 3 }, new[] = { 9 };
  guint a = fixture_measure (cube, "a"), nord = fixture_territory (cube, "59")->index;
  CopilSeries series;
  CopilPeriod first, last;

  put (cube, "a", "59", "2024-01", 3, old);
  put (cube, "a", "62", "2024-01", 3, old);
  put (cube, "b", "59", "2024-01", 3, old);
  copil_cube_set_complete (cube, a);
  copil_cube_expire (cube, a);
  g_assert_false (copil_cube_has (cube, a, nord));
  g_assert_true (get (cube, "a", "59", &series));
  g_assert_cmpfloat (series.values[2], ==, 3);
  put (cube, "a", "59", "2024-01", 1, new);
  copil_cube_set_complete (cube, a);
  g_assert_true (get (cube, "a", "59", &series));
  g_assert_cmpuint (series.n, ==, 1);
  g_assert_false (get (cube, "a", "62", &series));
  g_assert_true (copil_cube_has (cube, a, fixture_territory (cube, "62")->index));
  g_assert_true (copil_cube_get_span (cube, fixture_indicator (cube, "rate"), &first, &last));
  g_assert_true (copil_period_equal (last, fixture_period ("2024-01")));
}

/* Every random series reads back as it was put, after all the moves that the others cause. */
static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 20; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GRand) again = g_rand_new_with_seed (seed);
      g_autoptr (CopilCube) together = fixture_cube ();
      g_autoptr (CopilCube) copied = fixture_cube ();

      fixture_randomise (together, rand, 40);
      fixture_randomise (copied, again, 40);
      for (guint m = 0; m < 10; m++)
        for (guint t = 0; t < 12; t++)
          {
            CopilSeries one, other;
            gboolean there = copil_cube_get_series (together, m, t, &one);

            g_assert_cmpint (there, ==, copil_cube_get_series (copied, m, t, &other));
            if (!there)
              continue;
            for (guint i = 0; i < one.n; i++)
              copil_cube_put_cell (copied, m, t, copil_period_shift (one.first, (int) i),
                                   one.values[i], one.statuses[i], one.coverages[i] / 1e4);
            g_assert_true (copil_cube_get_series (copied, m, t, &other));
            g_assert_true (copil_period_equal (one.first, other.first));
            g_assert_cmpmem (one.values, one.n * 8, other.values, other.n * 8);
            g_assert_cmpmem (one.statuses, one.n, other.statuses, other.n);
            g_assert_cmpmem (one.coverages, one.n * 2, other.coverages, other.n * 2);
          }
    }
}

static void
count_changes_cb (CopilCube *cube,
                  GArray    *changes,
                  gpointer   user_data)
{
  *(guint *) user_data += changes->len;
}

static void
test_signal (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (CopilCubeChange));
  guint count = 0;

  g_array_set_size (changes, 3);
  g_signal_connect (cube, "changed", G_CALLBACK (count_changes_cb), &count);
  copil_cube_emit_changed (cube, changes);
  g_assert_cmpuint (count, ==, 3);
}

/* A date of the wrong century, or of another rhythm, is a mistake of ours: refused. */
static void
test_bounds (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (CopilCube) cube = fixture_cube ();

      g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
      copil_cube_put_cell (cube, 0, 0, copil_period_new (COPIL_RHYTHM_MONTH, 20240, 1), 1, 0, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*is_in_time*");
}

/* Files are written from these rows: no byte of them is what memory held before. */
static void
test_padding (void)
{
  static const double values[] = { 1, 2, 3, 4, 5 };
  const guint n = G_N_ELEMENTS (values), n_rows = 40;
  CopilPlane *plane = copil_plane_new (COPIL_RHYTHM_MONTH, n_rows);

  for (guint i = 0; i < n_rows; i++)
    copil_plane_put_series (plane, i, 0, n, values, NULL, NULL);
  g_assert_cmpuint (plane->n_rows, ==, n_rows);
  g_assert_cmpuint (plane->stride, >, plane->n_columns * 11);
  for (guint i = 0; i < n_rows; i++)
    for (gsize at = plane->n_columns * 11; at < plane->stride; at++)
      g_assert_cmpint (plane->data[i * plane->stride + at], ==, 0);
  copil_plane_free (plane);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cube/padding", test_padding);
  g_test_add_func ("/cube/layout", test_layout);
  g_test_add_func ("/cube/replace", test_replace);
  g_test_add_func ("/cube/cells", test_cells);
  g_test_add_func ("/cube/span-shrinks", test_span_shrinks);
  g_test_add_func ("/cube/has", test_has);
  g_test_add_func ("/cube/expire", test_expire);
  g_test_add_func ("/cube/random", test_random);
  g_test_add_func ("/cube/signal", test_signal);
  g_test_add_func ("/cube/bounds", test_bounds);
  return g_test_run ();
}
