/* test-control.c: limits, runs, seasons and funnels against values computed apart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/control.h"

#include <math.h>

#define MONTH(year, month) ((CopilPeriod) { COPIL_RHYTHM_MONTH, (year) * 12 + (month) - 1 })
#define START MONTH (2023, 1)
#define MAX_POINTS 120

static CopilIndicator *
make_indicator (const char       *unit,
                CopilFormulaKind  formula)
{
  CopilIndicator *indicator = g_new0 (CopilIndicator, 1);

  indicator->unit = (char *) unit;
  indicator->formula = formula;
  indicator->scale = 100;
  indicator->decimals = 1;
  indicator->breaks = g_array_new (FALSE, FALSE, sizeof (CopilBreak));
  return indicator;
}

static void
free_indicator (CopilIndicator *indicator)
{
  g_array_unref (indicator->breaks);
  g_free (indicator);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilIndicator, free_indicator)

static CopilFigure
figure_of (double value)
{
  return (CopilFigure) { value, NAN, NAN, 1,
                         isnan (value) ? COPIL_CELL_NOT_AVAILABLE : COPIL_CELL_OBSERVED, TRUE };
}

static CopilControl *
control_of (const CopilIndicator *indicator,
            const double         *values,
            guint                 n)
{
  CopilFigure figures[MAX_POINTS];

  for (guint i = 0; i < n; i++)
    figures[i] = figure_of (values[i]);
  return copil_control_new (indicator, START, figures, n, NULL, 0);
}

/* -- Limits --------------------------------------------------------------------------------- */

static void
test_xmr (void)
{
  static const struct
  {
    double values[12];
    guint  n;
    double low, centre, high;
  } cases[] = {
    { { 52, 47, 53, 49, 50, 51, 46, 54, 48, 50 }, 10, 38.774458944265064, 50, 61.225541055734936 },
    /* One accident moves neither the centre nor the limits. */
    { { 50, 51, 50, 49, 50, 90, 50, 51, 49, 50, 51, 50 }, 12, 47.1368193393999, 50.09090909090909,
      53.04499884241829 },
    /* A slope is not an accident. */
    { { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, 10, 2.841319223641726, 5.5, 8.158680776358274 },
    { { 50, 50, 50, 50, 50, 50, 50, 50 }, 8, 50, 50, 50 },
    /* Differences are taken between neighbours that are both there: those around a hole are not. */
    { { 52, 47, 53, NAN, 50, 51, 46, NAN, 48, 50 }, 10, 39.52201304983856, 49.625,
      59.72798695016144 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);
      g_autoptr (CopilControl) control = control_of (indicator, cases[i].values, cases[i].n);
      const CopilLimits *drawn = &g_array_index (control->limits, CopilLimits, 0);

      g_assert_cmpuint (control->n_baseline, >=, 8);
      g_assert_cmpfloat_with_epsilon (control->baseline.centre, cases[i].centre, 1e-9);
      g_assert_cmpfloat_with_epsilon (control->baseline.low, cases[i].low, 1e-9);
      g_assert_cmpfloat_with_epsilon (control->baseline.high, cases[i].high, 1e-9);
      g_assert_cmpuint (control->limits->len, ==, 1);
      g_assert_cmpfloat (drawn->centre, ==, control->baseline.centre);
      g_assert_cmpint (drawn->last.index, ==, START.index + (int) cases[i].n - 1);
    }
}

static void
test_laney (void)
{
  static const double counts[] = { 45, 52, 60, 38, 71, 55, 49, 66, 58, 47 };
  static const double wholes[] = { 100, 120, 130, 90, 150, 118, 105, 140, 125, 101 };
  g_autoptr (CopilIndicator) indicator = make_indicator ("%", COPIL_FORMULA_RATIO);
  g_autoptr (CopilControl) control = NULL;
  CopilFigure figures[10];

  for (guint i = 0; i < 10; i++)
    figures[i] = (CopilFigure) { 100 * counts[i] / wholes[i], counts[i], wholes[i], 1,
                                 COPIL_CELL_OBSERVED, TRUE };
  control = copil_control_new (indicator, START, figures, 10, NULL, 0);
  g_assert_cmpfloat_with_epsilon (control->baseline.centre, 45.886344359626804, 1e-9);
  g_assert_cmpfloat_with_epsilon (control->baseline.low, 41.33816949160976, 1e-9);
  g_assert_cmpfloat_with_epsilon (control->baseline.high, 50.43451922764385, 1e-9);
}

static void
test_few (void)
{
  static const double values[] = { 1, 2, 3, 4, 5, 6, 7 };
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);

  for (guint n = 0; n <= 7; n++)
    {
      g_autoptr (CopilControl) control = control_of (indicator, values, n);

      g_assert_cmpuint (control->n_baseline, ==, 0);
      g_assert_cmpuint (control->limits->len, ==, 0);
      g_assert_cmpint (control->run, ==, COPIL_RUN_NONE);
    }
}

/* -- Runs ----------------------------------------------------------------------------------- */

/* Two years that go 48, 52, 48, 52...: mean 50, deviation 4 / 1.128 = 3.545; then a year. */
static const struct
{
  double   last[12];
  CopilRun run;
  int      side;
  int      since; /* rank in the last year */
} runs[] = {
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 52 }, COPIL_RUN_NONE, 0, 0 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 61 }, COPIL_RUN_BEYOND, 1, 11 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 60.5 }, COPIL_RUN_NONE, 0, 0 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 52, 39 }, COPIL_RUN_BEYOND, -1, 11 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 58, 48, 58 }, COPIL_RUN_TWO_OF_THREE, 1, 11 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 42, 42 }, COPIL_RUN_TWO_OF_THREE, -1, 10 },
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 58, 58, 48 }, COPIL_RUN_NONE, 0, 0 },
  { { 48, 52, 48, 48, 51, 51, 51, 51, 51, 51, 51, 51 }, COPIL_RUN_EIGHT, 1, 4 },
  { { 48, 52, 48, 48, 48, 51, 51, 51, 51, 51, 51, 51 }, COPIL_RUN_NONE, 0, 0 },
  { { 52, 49, 49, 49, 49, 49, 49, 49, 49, 49, 49, 49 }, COPIL_RUN_EIGHT, -1, 1 },
  /* What is not seen when it is written is no change. */
  { { 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04, 50.04 },
    COPIL_RUN_NONE, 0, 0 },
  { { 48, 52, 51, 51, NAN, 51, 51, 51, NAN, 51, 51, 51 }, COPIL_RUN_EIGHT, 1, 1 },
  /* Without a last value nothing is said of it. */
  { { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 70, NAN }, COPIL_RUN_NONE, 0, 0 },
};

static void
test_runs (void)
{
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);

  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (CopilControl) control = NULL;
      double values[38];
      guint n = 26;

      /* Two more at the beginning, for the cases with holes. */
      for (guint k = 0; k < n; k++)
        values[k] = k % 2 ? 52 : 48;
      for (guint k = 0; k < 12; k++)
        values[n + k] = runs[i].last[k];
      control = control_of (indicator, values, n + 12);
      g_assert_cmpfloat_with_epsilon (control->baseline.centre, 50, 1e-9);
      g_assert_cmpint (control->run, ==, runs[i].run);
      g_assert_cmpint (control->side, ==, runs[i].side);
      if (runs[i].run != COPIL_RUN_NONE)
        g_assert_cmpint (control->since.index, ==, START.index + (int) n + runs[i].since);
    }
}

/* A year that lies as a whole on one side of the two before: is it still moving? */
static const struct
{
  double   last[12];
  CopilRun run;
  int      side;
  double   change;
} years[] = {
  { { 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66 }, COPIL_RUN_TREND, 1, 11 },
  { { 45, 44, 43.5, 43, 42, 42, 41, 40, 39.5, 39, 38, 37 }, COPIL_RUN_TREND, -1, NAN },
  { { 60, 62, 61, 60, 61, 62, 60, 61, 62, 61, 60, 61 }, COPIL_RUN_NONE, 0, NAN },
  { { 60, 62, 61, 60, 61, 62, 60, 61, 62, 61, 60, 75 }, COPIL_RUN_BEYOND, 1, NAN },
  /* It had risen; it falls back now. */
  { { 66, 65, 64.5, 64, 63, 62.5, 62, 61, 60, 59, 58, 57 }, COPIL_RUN_TREND, -1, NAN },
};

static void
test_years (void)
{
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);

  for (guint i = 0; i < G_N_ELEMENTS (years); i++)
    {
      g_autoptr (CopilControl) control = NULL;
      double values[36];

      for (guint k = 0; k < 36; k++)
        values[k] = k >= 24 ? years[i].last[k - 24] : k % 2 ? 52 : 48;
      control = control_of (indicator, values, 36);
      g_assert_cmpint (control->run, ==, years[i].run);
      g_assert_cmpint (control->side, ==, years[i].side);
      g_assert_cmpuint (control->rebased, ==, 24);
      g_assert_cmpuint (control->limits->len, ==, 2);
      if (!isnan (years[i].change))
        g_assert_cmpfloat_with_epsilon (control->change, years[i].change, 1e-9);
      if (control->run == COPIL_RUN_NONE)
        g_assert_true (isnan (control->change));
    }
}

/* -- Breaks and marks ----------------------------------------------------------------------- */

static void
fill_steps (double *values,
            guint   n,
            guint   step,
            double  low,
            double  high)
{
  for (guint i = 0; i < n; i++)
    values[i] = (i < step ? low : high) + (i % 2 ? 1 : -1);
}

static void
test_break (void)
{
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);
  CopilBreak broken = { MONTH (2024, 7), NULL };
  double values[30];

  /* From 20 to 40 with a new definition: no change. */
  fill_steps (values, 30, 18, 20, 40);
  g_array_append_val (indicator->breaks, broken);
  {
    g_autoptr (CopilControl) control = control_of (indicator, values, 30);

    g_assert_cmpuint (control->phase, ==, 18);
    g_assert_cmpint (control->run, ==, COPIL_RUN_NONE);
    g_assert_cmpuint (control->limits->len, ==, 2);
    g_assert_cmpfloat (g_array_index (control->limits, CopilLimits, 0).centre, ==, 20);
    g_assert_cmpint (g_array_index (control->limits, CopilLimits, 0).last.index, ==,
                     MONTH (2024, 6).index);
    g_assert_cmpfloat (g_array_index (control->limits, CopilLimits, 1).centre, ==, 40);
    g_assert_cmpint (g_array_index (control->limits, CopilLimits, 1).first.index, ==,
                     MONTH (2024, 7).index);
  }
  /* Too soon to tell. */
  {
    g_autoptr (CopilControl) control = control_of (indicator, values, 25);

    g_assert_cmpuint (control->n_baseline, ==, 0);
    g_assert_cmpuint (control->limits->len, ==, 1);
  }
}

/* A dated act: limits are drawn anew, the change is still seen. */
static void
test_mark (void)
{
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);
  g_autoptr (CopilControl) control = NULL;
  CopilPeriod mark = MONTH (2025, 6);
  CopilFigure figures[38];
  double values[38];

  fill_steps (values, 38, 29, 20, 24);
  for (guint i = 0; i < 38; i++)
    figures[i] = figure_of (values[i]);
  control = copil_control_new (indicator, START, figures, 38, &mark, 1);
  g_assert_cmpint (control->run, ==, COPIL_RUN_EIGHT);
  g_assert_cmpint (control->since.index, ==, mark.index);
  g_assert_cmpuint (control->limits->len, ==, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (control->limits, CopilLimits, 0).centre, 20, 0.1);
  g_assert_cmpfloat_with_epsilon (g_array_index (control->limits, CopilLimits, 1).centre, 24, 0.2);
  g_assert_cmpfloat_with_epsilon (control->change, 4, 0.4);
}

static void
test_pace (void)
{
  static const double slope[] = { 40, 42.5, 44, 47, 48, 51, 53 };
  static const double flat[] = { 50, 51, 50, 49, 50, 90, 50, 51, 49, 50, 51, 50 };
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);
  g_autoptr (CopilControl) first = control_of (indicator, slope, 7);
  g_autoptr (CopilControl) second = control_of (indicator, flat, 12);
  g_autoptr (CopilControl) few = control_of (indicator, slope, 5);

  g_assert_cmpfloat_with_epsilon (first->pace, 2.125, 1e-9);
  g_assert_cmpfloat_with_epsilon (second->pace, 0, 1e-9);
  g_assert_true (isnan (few->pace));
}

/* -- Season --------------------------------------------------------------------------------- */

static const double swing[12] = { 1, 0.5, 0.5, 0, -0.5, 0.5, -2.5, -6, 2, 2.5, 2, 0 };

static void
fill_season (double *values,
             guint   n,
             double  slope)
{
  for (guint i = 0; i < n; i++)
    values[i] = 50 + slope * i + swing[i % 12];
}

static void
test_season (void)
{
  double values[60], profile[12];

  fill_season (values, 60, 0.1);
  values[17] = values[40] = NAN;
  values[30] += 25; /* an accident */
  g_assert_true (copil_season_estimate (values, 60, COPIL_SCALE_LINEAR, 0, 12, NULL, 0, profile));
  for (guint k = 0; k < 12; k++)
    g_assert_cmpfloat_with_epsilon (profile[k], swing[k], 0.35);
  g_assert_false (copil_season_estimate (values, 30, COPIL_SCALE_LINEAR, 0, 12, NULL, 0, profile));
}

static void
test_scales (void)
{
  static const double positive[] = { 3, 10, 200 }, zero[] = { 0, 10, 20 };
  g_autoptr (CopilIndicator) share = make_indicator ("%", COPIL_FORMULA_RATIO);
  g_autoptr (CopilIndicator) count = make_indicator ("pers.", COPIL_FORMULA_COUNT);

  g_assert_cmpint (copil_season_get_scale (share, positive, 2), ==, COPIL_SCALE_LOGIT);
  g_assert_cmpint (copil_season_get_scale (share, positive, 3), ==, COPIL_SCALE_LINEAR);
  g_assert_cmpint (copil_season_get_scale (count, positive, 3), ==, COPIL_SCALE_LOG);
  g_assert_cmpint (copil_season_get_scale (count, zero, 3), ==, COPIL_SCALE_LINEAR);
  g_assert_cmpfloat_with_epsilon (copil_season_remove (50, COPIL_SCALE_LOGIT, log (3)), 25, 1e-9);
  g_assert_cmpfloat_with_epsilon (copil_season_remove (60, COPIL_SCALE_LOG, log (2)), 30, 1e-9);
  g_assert_cmpfloat_with_epsilon (copil_season_remove (60, COPIL_SCALE_LINEAR, 2), 58, 1e-9);
  g_assert_true (isnan (copil_season_remove (NAN, COPIL_SCALE_LOG, 1)));
}

/* August is low every year: no signal. An August that is low for an August is one. */
static void
test_august (void)
{
  static const double noise[] = { 0.3, -0.1, -0.4, 0.2, 0 };
  g_autoptr (CopilIndicator) indicator = make_indicator ("h", COPIL_FORMULA_MEDIAN);
  double values[56];

  indicator->seasonal = TRUE;
  fill_season (values, 56, 0);
  for (guint i = 0; i < 56; i++)
    values[i] += noise[i % 5];
  {
    g_autoptr (CopilControl) control = control_of (indicator, values, 56);

    g_assert_true (control->seasonal);
    g_assert_cmpint (control->run, ==, COPIL_RUN_NONE);
  }
  values[55] -= 4;
  {
    g_autoptr (CopilControl) control = control_of (indicator, values, 56);

    g_assert_cmpint (control->run, ==, COPIL_RUN_BEYOND);
    g_assert_cmpint (control->side, ==, -1);
  }
  indicator->seasonal = FALSE;
  values[55] += 4;
  {
    g_autoptr (CopilControl) control = control_of (indicator, values, 56);

    g_assert_false (control->seasonal);
  }
}

/* -- Funnel --------------------------------------------------------------------------------- */

static const struct
{
  gboolean share;
  double   centre, volume, deviations, low, high;
} funnels[] = {
  { TRUE, 0.6, 10, COPIL_FUNNEL_95, 0.2299181676160988, 0.8529818562369851 },
  { TRUE, 0.6, 10, COPIL_FUNNEL_998, 0.05691162112967459, 0.9834618283027359 },
  { TRUE, 0.6, 50, COPIL_FUNNEL_95, 0.4516652907306266, 0.724055363103088 },
  { TRUE, 0.594, 400, COPIL_FUNNEL_95, 0.5443869631575124, 0.6406708290030946 },
  { TRUE, 0.594, 400, COPIL_FUNNEL_998, 0.5162430839348118, 0.6678629054710887 },
  { TRUE, 0.05, 37, COPIL_FUNNEL_95, 0, 0.11930171464959567 },
  { TRUE, 0.98, 1000, COPIL_FUNNEL_998, 0.9644746966184534, 0.9917645485365094 },
  { TRUE, 0, 50, COPIL_FUNNEL_95, 0, 0 },
  { TRUE, 1, 50, COPIL_FUNNEL_95, 1, 1 },
  { TRUE, 0.5, 0, COPIL_FUNNEL_95, NAN, NAN },
  { TRUE, NAN, 50, COPIL_FUNNEL_95, NAN, NAN },
  { FALSE, 2, 5, COPIL_FUNNEL_95, 0.75503758925347, 3.2319901350901645 },
  { FALSE, 0.3, 40, COPIL_FUNNEL_998, 0.05674954787421595, 0.5900168814197752 },
  { FALSE, 60, 10, COPIL_FUNNEL_95, 55.196989745107466, 64.79772034554742 },
};

static void
assert_near (double value,
             double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (value));
  else
    g_assert_cmpfloat_with_epsilon (value, expected, 1e-7);
}

static void
test_funnel (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (funnels); i++)
    {
      double low, high;

      if (funnels[i].share)
        copil_funnel_share (funnels[i].centre, funnels[i].volume, funnels[i].deviations, 0, &low,
                            &high);
      else
        copil_funnel_rate (funnels[i].centre, funnels[i].volume, funnels[i].deviations, 0, &low,
                           &high);
      assert_near (low, funnels[i].low);
      assert_near (high, funnels[i].high);
    }
}

/* Exact limits and the normal ones meet where one takes over from the other. */
static void
test_funnel_seam (void)
{
  double exact[2], normal[2];

  copil_funnel_share (0.6, 20000, COPIL_FUNNEL_998, 0, &exact[0], &exact[1]);
  copil_funnel_share (0.6, 20001, COPIL_FUNNEL_998, 0, &normal[0], &normal[1]);
  g_assert_cmpfloat_with_epsilon (exact[0], normal[0], 1e-4);
  g_assert_cmpfloat_with_epsilon (exact[1], normal[1], 1e-4);
}

static void
test_between (void)
{
  static const double values[] = { 0.5, 0.6, 0.4, 0.5, 0.55, 0.45 }, same[] = { 0.5, 0.5, 0.5 };
  static const double volumes[] = { 100, 100, 100, 100, 100, 100 };
  double low, high, wide_low, wide_high;

  /* Distances 0, 2, -2, 0, 1, -1; the tenth on each side is at 1.5: mean square 6.5 / 6, excess
   * 6.5 - 5; weights 400 each: 1.5 / (2400 - 400). */
  g_assert_cmpfloat_with_epsilon (copil_funnel_between (values, volumes, 6, 0.5, TRUE),
                                  0.00075, 1e-12);
  g_assert_cmpfloat (copil_funnel_between (same, volumes, 3, 0.5, TRUE), ==, 0);
  g_assert_cmpfloat (copil_funnel_between (values, volumes, 1, 0.5, TRUE), ==, 0);
  g_assert_cmpfloat (copil_funnel_between (values, volumes, 0, 0.5, TRUE), ==, 0);
  g_assert_cmpfloat (copil_funnel_between (values, volumes, 6, 0, TRUE), ==, 0);
  /* Chance has a variance of 0.0025 there: three times as much again doubles the limits. */
  copil_funnel_share (0.5, 100, COPIL_FUNNEL_95, 0, &low, &high);
  copil_funnel_share (0.5, 100, COPIL_FUNNEL_95, 0.0075, &wide_low, &wide_high);
  g_assert_cmpfloat_with_epsilon ((wide_high - wide_low) / (high - low), 2, 0.05);
  copil_funnel_rate (2, 100, COPIL_FUNNEL_95, 0.06, &wide_low, &wide_high);
  g_assert_cmpfloat_with_epsilon (wide_high - 2, COPIL_FUNNEL_95 * sqrt (0.08), 1e-9);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/control/xmr", test_xmr);
  g_test_add_func ("/core/control/laney", test_laney);
  g_test_add_func ("/core/control/few", test_few);
  g_test_add_func ("/core/control/runs", test_runs);
  g_test_add_func ("/core/control/years", test_years);
  g_test_add_func ("/core/control/break", test_break);
  g_test_add_func ("/core/control/mark", test_mark);
  g_test_add_func ("/core/control/pace", test_pace);
  g_test_add_func ("/core/control/season", test_season);
  g_test_add_func ("/core/control/scales", test_scales);
  g_test_add_func ("/core/control/august", test_august);
  g_test_add_func ("/core/control/funnel", test_funnel);
  g_test_add_func ("/core/control/funnel-seam", test_funnel_seam);
  g_test_add_func ("/core/control/between", test_between);
  return g_test_run ();
}
