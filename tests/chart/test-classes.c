/* test-classes.c: cutting values for a map
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib.h>
#include <math.h>

#include "chart/classes.h"

static void
test_bounds (void)
{
  static const struct
  {
    CopilClassing method;
    double        values[12];
    guint         n_values, n_classes;
    int           decimals;
    guint         n_bounds;
    double        bounds[COPIL_MAX_BOUNDS];
  } cases[] = {
    { COPIL_CLASSING_EQUAL, { 0, 100 }, 2, 5, 0, 1, { 50 } },
    { COPIL_CLASSING_EQUAL, { 0, 10, 35, 60, 100 }, 5, 5, 0, 4, { 20, 40, 60, 80 } },
    { COPIL_CLASSING_EQUAL, { 0.02, 0.09, 0.13, 0.21, 0.22 }, 5, 2, 2, 1, { 0.12 } },
    { COPIL_CLASSING_QUANTILE, { 1, 2, 3, 4, 5, 6, 7, 8 }, 8, 4, 0, 3, { 3, 5, 6 } },
    { COPIL_CLASSING_QUANTILE, { 10, 20, 30, 40 }, 4, 2, 0, 1, { 25 } },
    /* three groups that the eye sees */
    { COPIL_CLASSING_JENKS, { 1, 2, 2, 40, 41, 42, 90, 91, 95 }, 9, 3, 0, 2, { 20, 65 } },
    { COPIL_CLASSING_JENKS, { 95, 41, 2, 90, 1, 42, 91, 40, 2 }, 9, 3, 0, 2, { 20, 65 } },
    /* what is not a number does not count */
    { COPIL_CLASSING_QUANTILE, { NAN, 10, INFINITY, 20, 30, 40 }, 6, 2, 0, 1, { 25 } },
    /* nothing to cut */
    { COPIL_CLASSING_QUANTILE, { 0 }, 0, 5, 0, 0, { 0 } },
    { COPIL_CLASSING_JENKS, { 7 }, 1, 5, 0, 0, { 0 } },
    { COPIL_CLASSING_JENKS, { 7, 7, 7 }, 3, 5, 0, 0, { 0 } },
    { COPIL_CLASSING_EQUAL, { NAN, NAN }, 2, 5, 0, 0, { 0 } },
    { COPIL_CLASSING_EQUAL, { 1, 2, 3 }, 3, 1, 0, 0, { 0 } },
    /* counts alike: fewer classes than wanted, none of them empty between whole numbers */
    { COPIL_CLASSING_QUANTILE, { 0, 0, 0, 0, 0, 0, 1 }, 7, 5, 0, 0, { 0 } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double bounds[COPIL_MAX_BOUNDS] = { 0 };
      guint n = copil_classes_compute (cases[i].method, cases[i].values, cases[i].n_values,
                                       cases[i].n_classes, cases[i].decimals, bounds);

      g_test_message ("case %u: %u bounds: %g %g %g %g", i, n, bounds[0], bounds[1], bounds[2],
                      bounds[3]);
      g_assert_cmpuint (n, ==, cases[i].n_bounds);
      for (guint b = 0; b < n; b++)
        g_assert_cmpfloat_with_epsilon (bounds[b], cases[i].bounds[b], 1e-9);
    }
}

/* Whatever the values: bounds ascend, lie inside the values, and no class is empty at the ends. */
static void
test_any_values (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (101);

  for (guint round = 0; round < 300; round++)
    {
      gsize n = (gsize) g_rand_int_range (rand, 2, round % 50 == 0 ? 3000 : 120);
      g_autofree double *values = g_new (double, n);
      double size = pow (10, g_rand_double_range (rand, -3, 9)), low = INFINITY, high = -INFINITY;

      for (gsize i = 0; i < n; i++)
        {
          values[i] = size * pow (g_rand_double (rand), 3) - size / 4;
          low = MIN (low, values[i]);
          high = MAX (high, values[i]);
        }
      for (guint method = 0; method <= COPIL_CLASSING_JENKS; method++)
        {
          double bounds[COPIL_MAX_BOUNDS];
          guint n_bounds = copil_classes_compute (method, values, n, 5, 1, bounds);

          for (guint b = 0; b < n_bounds; b++)
            {
              g_assert_cmpfloat (bounds[b], >, b ? bounds[b - 1] : low);
              g_assert_cmpfloat (bounds[b], <=, high);
            }
          g_assert_cmpuint (copil_classes_find (bounds, n_bounds, low), ==, 0);
          g_assert_cmpuint (copil_classes_find (bounds, n_bounds, high), ==, n_bounds);
        }
    }
}

static void
test_find (void)
{
  static const double bounds[] = { 55, 58, 61, 65 };

  g_assert_cmpuint (copil_classes_find (bounds, 4, 54.9), ==, 0);
  g_assert_cmpuint (copil_classes_find (bounds, 4, 55), ==, 1);
  g_assert_cmpuint (copil_classes_find (bounds, 4, 64.9), ==, 3);
  g_assert_cmpuint (copil_classes_find (bounds, 4, 65), ==, 4);
  g_assert_cmpuint (copil_classes_find (NULL, 0, 65), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/classes/bounds", test_bounds);
  g_test_add_func ("/chart/classes/any-values", test_any_values);
  g_test_add_func ("/chart/classes/find", test_find);
  return g_test_run ();
}
