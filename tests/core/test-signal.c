/* test-signal.c: targets, and the word that stands beside a figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/signal.h"

#include <string.h>

#include "indicator-fixture.h"

/* -- Targets -------------------------------------------------------------------------------- */

static void
assert_target (const CopilIndicator *indicator,
               CopilPeriod           period,
               double                expected)
{
  double low, high;
  gboolean known = copil_target_at (indicator, period, &low, &high);

  g_assert_cmpint (known, ==, !isnan (expected));
  if (known)
    g_assert_cmpfloat_with_epsilon (low, expected, 1e-9);
}

static void
test_trajectory (void)
{
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);

  assert_target (indicator, MONTH (2026, 1), NAN);
  g_assert_null (copil_target_get_last (indicator));
  fixture_target (indicator, MONTH (2026, 1), 60, 60);
  /* One alone stands at all times. */
  assert_target (indicator, MONTH (2020, 1), 60);
  assert_target (indicator, MONTH (2030, 1), 60);
  fixture_target (indicator, MONTH (2027, 1), 72, 72);
  assert_target (indicator, MONTH (2025, 12), NAN);
  assert_target (indicator, MONTH (2026, 1), 60);
  assert_target (indicator, MONTH (2026, 7), 66);
  assert_target (indicator, MONTH (2027, 1), 72);
  assert_target (indicator, MONTH (2029, 5), 72);
  g_assert_cmpfloat (copil_target_get_last (indicator)->low, ==, 72);
}

static const struct
{
  CopilDirection direction;
  double         value, low, high;
  int            side;
  gboolean       reached;
} sides[] = {
  { COPIL_DIRECTION_UP, 84.9, 85, 85, 1, FALSE },
  { COPIL_DIRECTION_UP, 85, 85, 85, 0, TRUE },
  { COPIL_DIRECTION_DOWN, 50.1, 50, 50, -1, FALSE },
  { COPIL_DIRECTION_DOWN, 12, 50, 50, 0, TRUE },
  { COPIL_DIRECTION_RANGE, 11.5, 15, 20, 1, FALSE },
  { COPIL_DIRECTION_RANGE, 17, 15, 20, 0, TRUE },
  { COPIL_DIRECTION_RANGE, 21, 15, 20, -1, FALSE },
  { COPIL_DIRECTION_NONE, 17, 15, 20, 0, FALSE },
  { COPIL_DIRECTION_UP, NAN, 85, 85, 0, FALSE },
};

static void
test_sides (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, sides[i].direction);

      g_assert_cmpint (copil_target_get_side (indicator, sides[i].value, sides[i].low,
                                              sides[i].high), ==, sides[i].side);
      g_assert_cmpint (copil_target_is_reached (indicator, sides[i].value, sides[i].low,
                                                sides[i].high), ==, sides[i].reached);
    }
}

static void
test_progress (void)
{
  static const struct
  {
    double   initial, current, target;
    gboolean up;
    double   expected, raw;
  } cases[] = {
    { 40, 55, 80, TRUE, 37.5, 37.5 },  { 40, 30, 80, TRUE, 0, -25 },
    { 40, 90, 80, TRUE, 100, 125 },    { 80, 65, 50, FALSE, 50, 50 },
    { 80, 95, 50, FALSE, 0, -50 },     { 85, 90, 80, TRUE, 100, 100 },
    { 85, 79, 80, TRUE, 0, 0 },        { 80, 80, 80, TRUE, 100, 100 },
    { 50, 51, 50, FALSE, 0, 0 },       { NAN, 55, 80, TRUE, NAN, NAN },
    { 40, 55, NAN, TRUE, NAN, NAN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double raw;
      double done = copil_target_progress (cases[i].initial, cases[i].current, cases[i].target,
                                           cases[i].up, &raw);

      if (isnan (cases[i].expected))
        {
          g_assert_true (isnan (done) && isnan (raw));
          continue;
        }
      g_assert_cmpfloat_with_epsilon (done, cases[i].expected, 1e-9);
      g_assert_cmpfloat_with_epsilon (raw, cases[i].raw, 1e-9);
    }
}

static void
test_words (void)
{
  static const struct
  {
    const char    *unit;
    int            decimals;
    CopilDirection direction;
    double         low, high;
    const char    *text;
  } cases[] = {
    { "%", 1, COPIL_DIRECTION_UP, 85, 85, "85\u00A0%" },
    { "%", 1, COPIL_DIRECTION_UP, 62.5, 62.5, "62,5\u00A0%" },
    { "%", 1, COPIL_DIRECTION_DOWN, 20, 20, "20\u00A0%\u00A0au plus" },
    { "pers.", 1, COPIL_DIRECTION_DOWN, 50, 50, "50\u00A0pers.\u00A0au plus" },
    { "h", 1, COPIL_DIRECTION_RANGE, 15, 20, "15–20\u00A0h" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilIndicator) indicator = fixture_indicator (cases[i].unit, cases[i].decimals,
                                                                cases[i].direction);
      g_autofree char *text = copil_target_describe (indicator, cases[i].low, cases[i].high);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_foresee (void)
{
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  CopilControl control = { .first = MONTH (2026, 1), .n = 10, .pace = 0.5 };
  CopilPeriod when;

  g_assert_true (copil_target_foresee (indicator, &control, 62.8, 85, 85, 15, &when));
  g_assert_cmpint (when.index, ==, MONTH (2026, 10).index + 45);
  g_assert_false (copil_target_foresee (indicator, &control, 62.8, 85, 85, 3, &when));
  g_assert_false (copil_target_foresee (indicator, &control, 86, 85, 85, 15, &when));
  control.pace = -0.5;
  g_assert_false (copil_target_foresee (indicator, &control, 62.8, 85, 85, 15, &when));
  control.pace = NAN;
  g_assert_false (copil_target_foresee (indicator, &control, 62.8, 85, 85, 15, &when));
}

/* -- Signals -------------------------------------------------------------------------------- */

#define CALM { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 52 }
#define CALM_LOW { 52, 48, 52, 48, 51, 47, 52, 48, 52, 47, 51, 48 }
#define RISE { 48, 52, 50, 53, 54, 55, 56, 57, 58, 59, 60, 61 }
#define FALL { 52, 48, 50, 47, 46, 45, 44, 43, 42, 41, 40, 39 }
#define SLOW { 50, 50.5, 51, 51, 51.5, 51, 51.5, 52, 51.5, 52, 52, 52.2 }

/* @milestones: of October 2025 and October 2027, or one alone when the first is NAN. */
static const struct
{
  CopilDirection direction;
  double         last[12];
  double         milestones[2];
  CopilSignal    signal;
  int            arrow;
  const char    *reason; /* a part of it */
} signals[] = {
  { COPIL_DIRECTION_UP, CALM, { NAN, NAN }, COPIL_SIGNAL_STABLE, 0, "limites naturelles" },
  { COPIL_DIRECTION_NONE, RISE, { NAN, NAN }, COPIL_SIGNAL_NOT_ASSESSED, 0, "contexte" },
  { COPIL_DIRECTION_UP, RISE, { NAN, NAN }, COPIL_SIGNAL_IMPROVEMENT, 1, "février 2026" },
  { COPIL_DIRECTION_DOWN, RISE, { NAN, NAN }, COPIL_SIGNAL_DEGRADATION, 1, "au-dessus" },
  { COPIL_DIRECTION_UP, FALL, { NAN, NAN }, COPIL_SIGNAL_DEGRADATION, -1, "au-dessous" },
  { COPIL_DIRECTION_DOWN, FALL, { NAN, NAN }, COPIL_SIGNAL_IMPROVEMENT, -1, "au-dessous" },
  { COPIL_DIRECTION_UP, RISE, { NAN, 60 }, COPIL_SIGNAL_REACHED, 1, "60\u00A0%" },
  { COPIL_DIRECTION_UP, RISE, { NAN, 80 }, COPIL_SIGNAL_IMPROVEMENT, 1, "moyenne" },
  { COPIL_DIRECTION_UP, CALM_LOW, { NAN, 80 }, COPIL_SIGNAL_NO_PROGRESS, 0, "80\u00A0%" },
  { COPIL_DIRECTION_UP, SLOW, { NAN, 80 }, COPIL_SIGNAL_IMPROVEMENT, 1, "moyenne" },
  /* The way asks 63 by now, and half a point a month. */
  { COPIL_DIRECTION_UP, CALM, { 57, 69 }, COPIL_SIGNAL_BELOW_TRAJECTORY, 0, "11,0\u00A0points" },
  { COPIL_DIRECTION_UP, SLOW, { 57, 69 }, COPIL_SIGNAL_BELOW_TRAJECTORY, 1, "10,8\u00A0points" },
  { COPIL_DIRECTION_UP, FALL, { 57, 69 }, COPIL_SIGNAL_DEGRADATION, -1, "" },
  /* Still behind, but nearer every month: 0.23 a month where 0.17 is asked. */
  { COPIL_DIRECTION_UP, RISE, { 60, 64 }, COPIL_SIGNAL_IMPROVEMENT, 1, "" },
  { COPIL_DIRECTION_RANGE, CALM, { NAN, 50 }, COPIL_SIGNAL_REACHED, 0, "" },
  { COPIL_DIRECTION_RANGE, RISE, { NAN, 90 }, COPIL_SIGNAL_IMPROVEMENT, 1, "" },
  { COPIL_DIRECTION_RANGE, RISE, { NAN, 10 }, COPIL_SIGNAL_DEGRADATION, 1, "" },
  { COPIL_DIRECTION_RANGE, RISE, { NAN, NAN }, COPIL_SIGNAL_NOT_ASSESSED, 0, "" },
};

static void
add_targets (CopilIndicator *indicator,
             const double   *milestones)
{
  double width = indicator->direction == COPIL_DIRECTION_RANGE ? 5 : 0;

  if (!isnan (milestones[0]))
    fixture_target (indicator, MONTH (2025, 10), milestones[0], milestones[0] + width);
  if (!isnan (milestones[1]))
    fixture_target (indicator, MONTH (2027, 10), milestones[1], milestones[1] + width);
}

static void
test_signals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, signals[i].direction);
      g_autoptr (CopilControl) control = fixture_control (indicator, signals[i].last);
      CopilFigure figure = fixture_figure (signals[i].last[11]);
      g_auto (CopilAssessment) assessment = { 0 };

      add_targets (indicator, signals[i].milestones);
      assessment = copil_signal_assess (indicator, control, FIXTURE_PERIOD, &figure);
      if (assessment.signal != signals[i].signal || assessment.arrow != signals[i].arrow ||
          !strstr (assessment.reason, signals[i].reason))
        g_error ("case %u: %s, arrow %d: %s", i, copil_signal_get_word (assessment.signal),
                 assessment.arrow, assessment.reason);
      g_assert_true (g_str_has_suffix (assessment.reason, "."));
    }
}

static void
test_silence (void)
{
  static const double last[] = CALM;
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  g_autoptr (CopilControl) control = fixture_control (indicator, last);
  g_autoptr (CopilControl) broken = NULL;
  CopilBreak rupture = { MONTH (2026, 6), NULL };
  CopilFigure figure = fixture_figure (NAN), known = fixture_figure (52);
  g_auto (CopilAssessment) missing = { 0 }, young = { 0 };

  figure.status = COPIL_CELL_SECRET;
  missing = copil_signal_assess (indicator, control, FIXTURE_PERIOD, &figure);
  g_assert_cmpint (missing.signal, ==, COPIL_SIGNAL_NOT_ASSESSED);
  g_assert_cmpstr (missing.reason, ==, "Valeur secrète.");
  g_array_append_val (indicator->breaks, rupture);
  broken = fixture_control (indicator, last);
  young = copil_signal_assess (indicator, broken, FIXTURE_PERIOD, &known);
  g_assert_cmpint (young.signal, ==, COPIL_SIGNAL_NOT_ASSESSED);
  g_assert_cmpstr (young.reason, ==,
                   "Moins de 8 valeurs depuis la rupture de série de juin 2026.");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/target/trajectory", test_trajectory);
  g_test_add_func ("/core/target/sides", test_sides);
  g_test_add_func ("/core/target/progress", test_progress);
  g_test_add_func ("/core/target/words", test_words);
  g_test_add_func ("/core/target/foresee", test_foresee);
  g_test_add_func ("/core/signal/signals", test_signals);
  g_test_add_func ("/core/signal/silence", test_silence);
  return g_test_run ();
}
