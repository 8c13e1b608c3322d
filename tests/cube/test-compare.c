/* test-compare.c: places, quantiles and pools of many territories
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cube-fixture.h"

#include "cube/compare.h"

#include <math.h>

static const struct
{
  const char *place, *cells;
  guint       rank;
} departments[] = {
  { "59", "a 2024-01 5;b 2024-01 20", 2 },  /* 25 % */
  { "62", "a 2024-01 10;b 2024-01 20", 1 }, /* 50 % */
  { "29", "a 2024-01 s;b 2024-01 20", 0 },
};

static CopilCube *
ranked_cube (void)
{
  CopilCube *cube = fixture_cube ();

  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    fixture_put (cube, departments[i].place, departments[i].cells);
  return cube;
}

static GPtrArray *
list_departments (CopilCube *cube)
{
  return copil_territory_list_of_level (copil_cube_get_territories (cube), COPIL_LEVEL_DEPARTMENT);
}

static void
test_ranks (void)
{
  g_autoptr (CopilCube) cube = ranked_cube ();
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);
  g_autoptr (GPtrArray) list = list_departments (cube);

  for (guint i = 0; i < G_N_ELEMENTS (departments); i++)
    {
      guint of;

      g_assert_cmpuint (copil_comparer_rank (comparer, fixture_indicator (cube, "rate"), list,
                                             fixture_territory (cube, departments[i].place),
                                             fixture_period ("2024-01"), &of),
                        ==, departments[i].rank);
      g_assert_cmpuint (of, ==, 2);
    }
}

static void
test_quantiles (void)
{
  g_autoptr (CopilCube) cube = ranked_cube ();
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);
  g_autoptr (GPtrArray) list = list_departments (cube);
  static const double probabilities[] = { 0, 0.5, 1 };
  double quantiles[3];

  copil_comparer_quantiles (comparer, fixture_indicator (cube, "rate"), list,
                            fixture_period ("2024-01"), probabilities, 3, quantiles);
  g_assert_cmpfloat (quantiles[0], ==, 25);
  g_assert_cmpfloat (quantiles[1], ==, 37.5);
  g_assert_cmpfloat (quantiles[2], ==, 50);
  copil_comparer_quantiles (comparer, fixture_indicator (cube, "rate"), list,
                            fixture_period ("2024-02"), probabilities, 3, quantiles);
  g_assert_true (isnan (quantiles[1]));
}

/* A change of the cube is seen at once, and only then is anything computed anew. */
static void
test_cache (void)
{
  g_autoptr (CopilCube) cube = ranked_cube ();
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);
  const CopilIndicator *rate = fixture_indicator (cube, "rate");
  guint nord = fixture_territory (cube, "59")->index;
  const CopilFigure *slice = copil_comparer_slice (comparer, rate, fixture_period ("2024-01"));

  g_assert_true (copil_comparer_slice (comparer, rate, fixture_period ("2024-01")) == slice);
  g_assert_cmpfloat (slice[nord].value, ==, 25);
  fixture_put (cube, "59", "a 2024-01 6");
  slice = copil_comparer_slice (comparer, rate, fixture_period ("2024-01"));
  g_assert_cmpfloat (slice[nord].value, ==, 30);
  /* More than it keeps: each is still right. */
  for (int i = 0; i < 300; i++)
    slice = copil_comparer_slice (comparer, rate,
                                  copil_period_shift (fixture_period ("2000-01"), i));
  slice = copil_comparer_slice (comparer, rate, fixture_period ("2024-01"));
  g_assert_cmpfloat (slice[nord].value, ==, 30);
}

static void
test_pool (void)
{
  g_autoptr (CopilCube) cube = ranked_cube ();
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);
  g_autoptr (GPtrArray) list = list_departments (cube);
  g_autoptr (GArray) pool = NULL;

  fixture_put (cube, "59", "a 2024-02 1;b 2024-02 10;a 2024-03 n;b 2024-03 10");
  pool = copil_comparer_pool (comparer, fixture_indicator (cube, "rate"), list,
                              fixture_period ("2023-12"), 5);
  g_assert_cmpuint (pool->len, ==, 3);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cube/compare/ranks", test_ranks);
  g_test_add_func ("/cube/compare/quantiles", test_quantiles);
  g_test_add_func ("/cube/compare/cache", test_cache);
  g_test_add_func ("/cube/compare/pool", test_pool);
  return g_test_run ();
}
