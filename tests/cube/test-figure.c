/* test-figure.c: each formula at each rhythm, with every word that stands for a value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "cube-fixture.h"

#include <math.h>

#define N NAN

/* The territory is the department 59 but where said. */
static const struct
{
  const char      *cells, *indicator, *period;
  double           value, numerator, denominator, coverage;
  CopilCellStatus  status;
  gboolean         complete;
} cases[] = {
  /* One month. */
  { "a 2024-01 5;b 2024-01 20", "rate", "2024-01", 25, 5, 20, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-01 0;b 2024-01 20", "rate", "2024-01", 0, 0, 20, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-01 5p@0.8;b 2024-01 20e@0.9", "rate", "2024-01", 25, 5, 20, 0.8, COPIL_CELL_ESTIMATED,
    TRUE },
  { "a 2024-01 5;b 2024-01 0", "rate", "2024-01", N, 5, 0, 1, COPIL_CELL_NOT_AVAILABLE, TRUE },
  { "a 2024-01 21;b 2024-01 20", "rate", "2024-01", N, 21, 20, 1, COPIL_CELL_NOT_AVAILABLE, TRUE },
  { "a 2024-01 20;b 2024-01 20", "rate", "2024-01", 100, 20, 20, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-01 5", "rate", "2024-01", N, 5, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  { "", "rate", "2024-01", N, N, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  { "a 2024-01 s;b 2024-01 20", "rate", "2024-01", N, N, 20, 0, COPIL_CELL_SECRET, TRUE },
  { "a 2024-01 s;b 2024-01 n", "rate", "2024-01", N, N, N, 0, COPIL_CELL_SECRET, FALSE },
  { "a 2024-01 x;b 2024-01 x", "rate", "2024-01", N, N, N, 0, COPIL_CELL_NOT_APPLICABLE, TRUE },
  { "a 2024-01 x;b 2024-01 20", "rate", "2024-01", N, N, 20, 0, COPIL_CELL_NOT_APPLICABLE, TRUE },
  { "a 2024-01 x;b 2024-01 n", "rate", "2024-01", N, N, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  /* A ratio of unlike things may exceed 1. */
  { "c 2024-01 30;d 2024-01 10", "per-head", "2024-01", 3, 30, 10, 1, COPIL_CELL_OBSERVED, TRUE },
  /* Flows add up: never a mean of rates (25 %, 50 % and 0 %: 20 %). */
  { "a 2024-01 5;a 2024-02 5;a 2024-03 0;b 2024-01 20;b 2024-02 10;b 2024-03 20", "rate", "2024-T1",
    20, 10, 50, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-01 5;a 2024-02 5p@0.4;a 2024-03 0;b 2024-01 20;b 2024-02 10;b 2024-03 20", "rate",
    "2024-T1", 20, 10, 50, 0.4, COPIL_CELL_PROVISIONAL, TRUE },
  { "a 2024-01 5;a 2024-03 0;b 2024-01 20;b 2024-02 10;b 2024-03 20", "rate", "2024-T1", N, N, 50,
    0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  { "a 2024-01 5;a 2024-02 n;a 2024-03 0", "sum", "2024-T1", N, N, N, 0, COPIL_CELL_NOT_AVAILABLE,
    FALSE },
  { "a 2024-01 5;a 2024-02 s;a 2024-03 0;b 2024-01 20;b 2024-02 10;b 2024-03 20", "rate",
    "2024-T1", N, N, 50, 0, COPIL_CELL_SECRET, TRUE },
  { "a 2024-01 x;a 2024-02 x;a 2024-03 x;b 2024-01 x;b 2024-02 x;b 2024-03 x", "rate", "2024-T1",
    N, N, N, 0, COPIL_CELL_NOT_APPLICABLE, TRUE },
  { "a 2024-01 5;a 2024-02 s;b 2024-01 20;b 2024-02 10;b 2024-03 20", "rate", "2024-T1", N, N, 50,
    0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  /* Inapplicable for a part of the quarter: the rest is not a quarter. */
  { "a 2024-01 x;a 2024-02 1;a 2024-03 1;b 2024-01 x;b 2024-02 1;b 2024-03 1", "sum", "2024-T1", N,
    N, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  /* A part that cannot exist here adds nothing. */
  { "a 2024-01 x;b 2024-01 7", "sum", "2024-01", 7, 7, N, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-01 3;b 2024-01 7", "sum", "2024-01", 10, 10, N, 1, COPIL_CELL_OBSERVED, TRUE },
  /* A stock is that of the last month, or missing with it. */
  { "c 2024-01 1;c 2024-02 2;c 2024-03 3", "stock", "2024-T1", 3, 3, N, 1, COPIL_CELL_OBSERVED,
    TRUE },
  { "c 2024-03 3", "stock", "2024-T1", 3, 3, N, 1, COPIL_CELL_OBSERVED, TRUE },
  { "c 2024-01 1;c 2024-02 2", "stock", "2024-T1", N, N, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  { "c 2023-12 9p", "stock", "2023", 9, 9, N, 1, COPIL_CELL_PROVISIONAL, TRUE },
  { "a 2024-01 2;a 2024-02 2;a 2024-03 2;c 2024-01 1;c 2024-03 12", "mixed", "2024-T1", 0.5, 6, 12,
    1, COPIL_CELL_OBSERVED, TRUE },
  /* A stock counted once a year holds until it is counted again. */
  { "a 2024-05 5;y 2023 1000;y 2024 2000", "density", "2024-05", 5, 5, 1000, 1,
    COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-12 5;y 2023 1000;y 2024 2000", "density", "2024-12", 2.5, 5, 2000, 1,
    COPIL_CELL_OBSERVED, TRUE },
  { "a 2025-12 5;y 2024 2000", "density", "2025-12", N, 5, N, 0, COPIL_CELL_NOT_AVAILABLE, FALSE },
  /* Published: at its own rhythm or not at all. */
  { "p 2024-T1 7.4", "published", "2024-T1", 7.4, N, N, 1, COPIL_CELL_OBSERVED, TRUE },
  { "p 2024-T1 7;p 2024-T2 7;p 2024-T3 7;p 2024-T4 7", "published", "2024", N, N, N, 0,
    COPIL_CELL_NOT_APPLICABLE, TRUE },
  { "p 2024-T1 7.4", "published", "2024-02", N, N, N, 0, COPIL_CELL_NOT_APPLICABLE, TRUE },
  /* Histograms: the median is linear inside its bucket, without value in the open one. */
  { "h1 2024-01 2;h2 2024-01 8;h3 2024-01 4;h4 2024-01 2", "median", "2024-01", 13, N, 16, 1,
    COPIL_CELL_OBSERVED, TRUE },
  { "h1 2024-01 4;h2 2024-01 4;h3 2024-01 0;h4 2024-01 0", "median", "2024-01", 7, N, 8, 1,
    COPIL_CELL_OBSERVED, TRUE },
  { "h1 2024-01 0;h2 2024-01 0;h3 2024-01 0;h4 2024-01 0", "median", "2024-01", N, N, 0, 1,
    COPIL_CELL_NOT_AVAILABLE, TRUE },
  { "h1 2024-01 2;h2 2024-01 s;h3 2024-01 4;h4 2024-01 2", "median", "2024-01", N, N, N, 0,
    COPIL_CELL_SECRET, TRUE },
  { "h1 2024-01 2;h2 2024-01 8;h3 2024-01 4;h4 2024-01 2", "share", "2024-01", 75, 12, 16, 1,
    COPIL_CELL_OBSERVED, TRUE },
  { "h1 2024-01 0;h2 2024-01 0;h3 2024-01 0;h4 2024-01 0", "share", "2024-01", N, N, 0, 1,
    COPIL_CELL_NOT_AVAILABLE, TRUE },
  { "h1 2024-01 2;h2 2024-01 8;h3 2024-01 4", "share", "2024-01", N, N, N, 0,
    COPIL_CELL_NOT_AVAILABLE, FALSE },
  /* Months on both sides of a change of definition are not added up. */
  { "a 2024-01 1;a 2024-02 1;a 2024-03 1", "broken", "2024-T1", N, N, N, 0,
    COPIL_CELL_NOT_AVAILABLE, FALSE },
  { "a 2024-02 1", "broken", "2024-02", 1, 1, N, 1, COPIL_CELL_OBSERVED, TRUE },
  { "a 2024-04 1;a 2024-05 1;a 2024-06 1", "broken", "2024-T2", 3, 3, N, 1, COPIL_CELL_OBSERVED,
    TRUE },
};

#undef N

static void
assert_double (double      found,
               double      expected,
               const char *what,
               guint       i)
{
  if (isnan (expected) ? !isnan (found) : !(fabs (found - expected) < 1e-9))
    g_error ("case %u (%s %s): %s is %g, not %g", i, cases[i].indicator, cases[i].cells, what,
             found, expected);
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilCube) cube = fixture_cube ();
      CopilFigure figure;

      fixture_put (cube, "59", cases[i].cells);
      figure = copil_cube_figure (cube, fixture_indicator (cube, cases[i].indicator),
                                  fixture_territory (cube, "59"), fixture_period (cases[i].period));
      assert_double (figure.value, cases[i].value, "value", i);
      assert_double (figure.numerator, cases[i].numerator, "numerator", i);
      assert_double (figure.denominator, cases[i].denominator, "denominator", i);
      assert_double (figure.coverage, cases[i].coverage, "coverage", i);
      assert_double (figure.status, cases[i].status, "status", i);
      assert_double (figure.complete, cases[i].complete, "complete", i);
    }
}

/* An indicator that does not exist at a level has no value there, whatever was put. */
static void
test_levels (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  CopilFigure figure;

  fixture_put (cube, "596", "p 2024-T1 7");
  figure = copil_cube_figure (cube, fixture_indicator (cube, "published"),
                              fixture_territory (cube, "596"), fixture_period ("2024-T1"));
  g_assert_cmpint (figure.status, ==, COPIL_CELL_NOT_APPLICABLE);
}

/* The slow reference: reads cells one by one, knows periods by comparing dates, and decides
 * by lists of words. It shares no code with figure.c and amount.c. */
typedef struct
{
  CopilCube  *cube;
  guint       territory;
  CopilPeriod period;
} Where;

typedef struct
{
  guint  words[6]; /* how many cells of each status */
  guint  n;
  double sum;
  double coverage;
} Pile;

static void
pile_cell (Pile        *pile,
           const Where *where,
           guint        measure,
           CopilPeriod  step)
{
  double value, coverage;
  CopilCellStatus status
    = copil_cube_get_cell (where->cube, measure, where->territory, step, &value, &coverage);

  pile->words[status]++;
  pile->n++;
  pile->sum += status <= COPIL_CELL_ESTIMATED ? value : 0;
  pile->coverage = pile->n == 1 ? coverage : MIN (pile->coverage, coverage);
}

static char
word_of_pile (const Pile *pile)
{
  if (pile->n > 0 && pile->words[COPIL_CELL_NOT_APPLICABLE] == pile->n)
    return 'x';
  if (pile->words[COPIL_CELL_NOT_AVAILABLE] + pile->words[COPIL_CELL_NOT_APPLICABLE] > 0)
    return 'n';
  if (pile->words[COPIL_CELL_SECRET] > 0)
    return 's';
  return pile->words[COPIL_CELL_ESTIMATED] > 0      ? 'e'
         : pile->words[COPIL_CELL_PROVISIONAL] > 0 ? 'p'
                                                    : 'o';
}

static char
slow_measure (const Where *where,
              const char  *code,
              double      *value,
              double      *coverage)
{
  const CopilMeasure *measure
    = copil_catalogue_find_measure (copil_cube_get_catalogue (where->cube), code);
  CopilPeriod held = { measure->rhythm, -1 };
  Pile pile = { 0 };

  for (int year = 2020; year <= 2030; year++)
    for (int ordinal = 1; ordinal <= (measure->rhythm == COPIL_RHYTHM_MONTH ? 12 : 1); ordinal++)
      {
        CopilPeriod step = copil_period_new (measure->rhythm, year, ordinal);

        if (copil_period_last_month (step).index <= copil_period_last_month (where->period).index)
          held = step;
        if (measure->kind == COPIL_MEASURE_FLOW
            && copil_period_equal (copil_period_to_rhythm (step, where->period.rhythm),
                                   where->period))
          pile_cell (&pile, where, measure->index, step);
      }
  if (measure->kind == COPIL_MEASURE_STOCK)
    pile_cell (&pile, where, measure->index, held);
  *value = pile.sum;
  *coverage = pile.coverage;
  return word_of_pile (&pile);
}

static char
slow_ratio (const Where *where,
            const char  *top,
            const char  *bottom,
            double       scale,
            double      *value,
            double      *coverage)
{
  double numerator, denominator, above, below;
  char one = slow_measure (where, top, &numerator, &above);
  char other = slow_measure (where, bottom, &denominator, &below);
  const char *order = "opexns", *worst;
  char words[3] = { one, other, 0 };

  worst = "o";
  for (guint i = 0; order[i] != '\0'; i++)
    if (strchr (words, order[i]) != NULL)
      worst = order + i;
  if (strchr ("ope", *worst) == NULL)
    return *worst;
  if (denominator == 0 || (g_str_equal (top, "a") && g_str_equal (bottom, "b")
                           && numerator > denominator))
    return 'n';
  *value = scale * numerator / denominator;
  *coverage = MIN (above, below);
  return *worst;
}

static void
compare_with_slow (CopilCube  *cube,
                   const char *indicator,
                   const char *top,
                   const char *bottom,
                   double      scale)
{
  static const char words[] = "openxs"; /* by status */
  CopilTerritoryList *list = copil_cube_get_territories (cube);

  for (guint t = 0; t < copil_territory_list_get_size (list); t++)
    for (int rhythm = COPIL_RHYTHM_MONTH; rhythm <= COPIL_RHYTHM_YEAR; rhythm++)
      for (int i = 0; i < 40; i++)
        {
          CopilPeriod period
            = copil_period_shift (copil_period_new (rhythm, 2023, 1), i);
          Where where = { cube, t, period };
          double expected = 0, coverage = 0;
          char word = slow_ratio (&where, top, bottom, scale, &expected, &coverage);
          CopilFigure figure
            = copil_cube_figure (cube, fixture_indicator (cube, indicator),
                                 copil_territory_list_get (list, t), period);

          if (copil_period_get_year (period) > 2029)
            continue;
          g_assert_cmpint (words[figure.status], ==, word);
          if (figure.status <= COPIL_CELL_ESTIMATED)
            {
              g_assert_cmpfloat_with_epsilon (figure.value, expected, 1e-9);
              g_assert_cmpfloat_with_epsilon (figure.coverage, coverage, 1e-9);
            }
          else
            g_assert_true (isnan (figure.value));
        }
}

static void
test_slow_reference (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261031);

  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (CopilCube) cube = fixture_cube ();

      fixture_randomise (cube, rand, 30);
      compare_with_slow (cube, "rate", "a", "b", 100);
      compare_with_slow (cube, "per-head", "c", "d", 1);
      compare_with_slow (cube, "mixed", "a", "c", 1);
      compare_with_slow (cube, "density", "a", "y", 1000);
    }
}

/* Many at once and one at a time are the same. */
static void
test_many (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (CopilCube) cube = fixture_cube ();
  const CopilIndicator *rate = fixture_indicator (cube, "rate");
  const CopilTerritory *nord = fixture_territory (cube, "59");
  CopilFigure series[24], slice[12];

  fixture_randomise (cube, rand, 30);
  copil_cube_figures (cube, rate, nord, fixture_period ("2024-01"), 24, series);
  copil_cube_slice (cube, rate, fixture_period ("2024-05"), slice);
  for (int i = 0; i < 24; i++)
    {
      CopilFigure one
        = copil_cube_figure (cube, rate, nord, copil_period_shift (fixture_period ("2024-01"), i));

      g_assert_cmpint (one.status, ==, series[i].status);
      g_assert_true (one.value == series[i].value || isnan (one.value));
    }
  g_assert_cmpint (slice[nord->index].status, ==, series[4].status);
}

static void
test_histogram (void)
{
  g_autoptr (CopilCube) cube = fixture_cube ();
  double counts[4];

  fixture_put (cube, "59", "h1 2024-01 2;h1 2024-02 1;h1 2024-03 1;h2 2024-01 s;"
                           "h3 2024-01 0;h3 2024-02 0;h3 2024-03 5");
  copil_cube_histogram (cube, fixture_indicator (cube, "median"), fixture_territory (cube, "59"),
                        fixture_period ("2024-T1"), counts);
  g_assert_cmpfloat (counts[0], ==, 4);
  g_assert_true (isnan (counts[1]));
  g_assert_cmpfloat (counts[2], ==, 5);
  g_assert_true (isnan (counts[3]));
}

static const struct
{
  const char *cells, *indicator, *first, *last;
} spans[] = {
  { "", "rate", NULL, NULL },
  { "a 2024-01 1;a 2024-05 1;b 2023-11 1;b 2024-03 1", "rate", "2024-01", "2024-03" },
  { "a 2024-01 1;b 2023-01 1", "rate", NULL, NULL },
  { "a 2024-01 n;a 2024-02 1;a 2024-03 s;b 2024-01 1;b 2024-04 1", "rate", "2024-02", "2024-02" },
  { "p 2023-T1 1;p 2024-T2 2", "published", "2023-T1", "2024-T2" },
  { "y 2023 9;a 2023-11 1;a 2025-03 2", "density", "2023-12", "2024-11" },
  { "h1 2024-01 1;h2 2024-01 1;h3 2024-01 1;h4 2024-01 1;h4 2024-02 1", "share", "2024-01",
    "2024-01" },
};

static void
test_spans (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (CopilCube) cube = fixture_cube ();
      CopilPeriod first, last;

      fixture_put (cube, "59", spans[i].cells);
      g_assert_cmpint (copil_cube_get_span (cube, fixture_indicator (cube, spans[i].indicator),
                                            &first, &last),
                       ==, spans[i].first != NULL);
      if (spans[i].first == NULL)
        continue;
      g_assert_true (copil_period_equal (first, fixture_period (spans[i].first)));
      g_assert_true (copil_period_equal (last, fixture_period (spans[i].last)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cube/figure/cases", test_cases);
  g_test_add_func ("/cube/figure/levels", test_levels);
  g_test_add_func ("/cube/figure/slow-reference", test_slow_reference);
  g_test_add_func ("/cube/figure/many", test_many);
  g_test_add_func ("/cube/figure/histogram", test_histogram);
  g_test_add_func ("/cube/figure/spans", test_spans);
  return g_test_run ();
}
