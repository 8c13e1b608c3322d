/* test-sentence.c: what an indicator says
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/sentence.h"

#include "indicator-fixture.h"

/* In the tables: "~" stands for U+00A0, "_" for U+202F. */
static void
assert_text (const char *text,
             const char *expected)
{
  g_autoptr (GString) wanted = g_string_new (expected);

  g_string_replace (wanted, "~", "\u00A0", 0);
  g_string_replace (wanted, "_", "\u202F", 0);
  g_assert_cmpstr (text, ==, wanted->str);
}

static const struct
{
  CopilDirection direction;
  const char    *unit;
  double         last[12];
  double         target; /* of December 2027 */
  const char    *text;
} findings[] = {
  { COPIL_DIRECTION_UP, "%", { 48, 52, 50, 53, 54, 55, 56, 57, 58, 59, 60, 61 }, NAN,
    "10,0~points gagnés depuis février 2026." },
  { COPIL_DIRECTION_UP, "%", { 48, 52, 50, 53, 54, 55, 56, 57, 58, 59, 60, 61 }, 60,
    "10,0~points gagnés depuis février 2026_; la cible de 60~% est atteinte." },
  { COPIL_DIRECTION_UP, "%", { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 52 }, 85,
    "52,0~% en octobre 2026, variation ordinaire autour de 50,0~%." },
  { COPIL_DIRECTION_UP, "pers.", { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 52 }, NAN,
    "52,0~pers. en octobre 2026, variation ordinaire autour de 50,0~pers." },
  { COPIL_DIRECTION_UP, "%", { 52, 48, 50, 47, 46, 45, 44, 43, 42, 41, 40, 39 }, 85,
    "10,0~points perdus depuis février 2026_; la cible de 85~% s’éloigne." },
  { COPIL_DIRECTION_DOWN, "pers.", { 52, 48, 50, 47, 46, 45, 44, 43, 42, 41, 40, 39 }, NAN,
    "10,0~pers. de moins depuis février 2026." },
  { COPIL_DIRECTION_UP, "%", { 50, 50.5, 51, 51, 51.5, 51, 51.5, 51.5, 51.5, 51.5, 51.5, 51.5 },
    85,
    "1,5~point gagné depuis décembre 2025_; à ce rythme, la cible de 85~% ne serait pas atteinte "
    "avant quinze~ans." },
  { COPIL_DIRECTION_UP, "pers.", { 48, 52, 50, 53, 54, 55, 56, 57, 58, 59, 60, 61 }, 1000,
    "10,0~pers. de plus depuis février 2026_; à ce rythme, la cible de 1_000~pers. ne serait pas "
    "atteinte avant quinze~ans." },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (findings); i++)
    {
      g_autoptr (CopilIndicator) indicator = fixture_indicator (findings[i].unit, 1,
                                                                findings[i].direction);
      g_autoptr (CopilControl) control = fixture_control (indicator, findings[i].last);
      CopilFigure figure = fixture_figure (findings[i].last[11]);
      g_autofree char *text = NULL;

      if (!isnan (findings[i].target))
        fixture_target (indicator, MONTH (2027, 12), findings[i].target, findings[i].target);
      text = copil_finding_describe (indicator, control, FIXTURE_PERIOD, &figure);
      assert_text (text, findings[i].text);
    }
}

static void
test_delay (void)
{
  static const double last[] = { 48, 52, 50, 53, 54, 55, 56, 57, 58, 59, 60, 61 };
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  g_autoptr (CopilControl) control = fixture_control (indicator, last);
  CopilFigure figure = fixture_figure (61);
  g_autofree char *late = NULL, *soon = NULL;

  control->pace = 0.6;
  fixture_target (indicator, MONTH (2027, 12), 85, 85);
  late = copil_finding_describe (indicator, control, FIXTURE_PERIOD, &figure);
  assert_text (late, "10,0~points gagnés depuis février 2026_; à ce rythme, la cible de 85~% serait "
                     "atteinte début 2030, deux~ans après l’échéance.");
  control->pace = 2;
  soon = copil_finding_describe (indicator, control, FIXTURE_PERIOD, &figure);
  assert_text (soon, "10,0~points gagnés depuis février 2026_; à ce rythme, la cible de 85~% serait "
                     "atteinte fin 2027.");
}

static void
test_missing (void)
{
  static const double last[] = { 48, 52, 48, 52, 48, 52, 48, 52, 48, 52, 48, 52 };
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  g_autoptr (CopilControl) control = fixture_control (indicator, last);
  CopilFigure figure = fixture_figure (NAN);
  g_autofree char *text = copil_finding_describe (indicator, control, FIXTURE_PERIOD, &figure);

  assert_text (text, "Valeur non disponible en octobre 2026.");
}

/* -- Summaries ------------------------------------------------------------------------------ */

static void
test_summaries (void)
{
  static const struct
  {
    double      value, before;
    CopilSignal signal;
    const char *text;
  } cases[] = {
    { 41.6, 43.6, COPIL_SIGNAL_DEGRADATION,
      "Premier rendez-vous~: 41,6~%, \u22122,0~pts sur un~an_; dégradation." },
    { 62.8, 56.4, COPIL_SIGNAL_BELOW_TRAJECTORY,
      "Premier rendez-vous~: 62,8~%, +6,4~pts sur un~an_; sous la trajectoire." },
    { 62.8, 62.81, COPIL_SIGNAL_STABLE,
      "Premier rendez-vous~: 62,8~%, sans changement sur un~an_; variation ordinaire." },
    { 62.8, NAN, COPIL_SIGNAL_NO_PROGRESS,
      "Premier rendez-vous~: 62,8~%_; sans progrès vers la cible." },
    { 86, 80, COPIL_SIGNAL_REACHED,
      "Premier rendez-vous~: 86,0~%, +6,0~pts sur un~an_; cible atteinte." },
    { 62.8, 62, COPIL_SIGNAL_NOT_ASSESSED,
      "Premier rendez-vous~: 62,8~%, +0,8~pt sur un~an." },
    { NAN, 62, COPIL_SIGNAL_NOT_ASSESSED, "Premier rendez-vous~: valeur non disponible." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
      CopilFinding finding = { indicator, FIXTURE_PERIOD, fixture_figure (cases[i].value),
                               fixture_figure (cases[i].before), cases[i].signal };
      g_autofree char *text = NULL;

      fixture_target (indicator, MONTH (2027, 12), 85, 85);
      text = copil_finding_summarise (&finding);
      assert_text (text, cases[i].text);
    }
}

static void
test_broken (void)
{
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  CopilFinding finding = { indicator, FIXTURE_PERIOD, fixture_figure (60), fixture_figure (40),
                           COPIL_SIGNAL_STABLE };
  CopilBreak rupture = { MONTH (2026, 1), NULL };
  g_autofree char *text = NULL;

  g_array_append_val (indicator->breaks, rupture);
  text = copil_finding_summarise (&finding);
  assert_text (text, "Premier rendez-vous~: 60,0~%_; variation ordinaire.");
}

static void
test_essentials (void)
{
  static const CopilSignal signals[] = {
    COPIL_SIGNAL_STABLE, COPIL_SIGNAL_IMPROVEMENT, COPIL_SIGNAL_REACHED, COPIL_SIGNAL_DEGRADATION,
    COPIL_SIGNAL_BELOW_TRAJECTORY, COPIL_SIGNAL_NO_PROGRESS
  };
  g_autoptr (CopilIndicator) indicator = fixture_indicator ("%", 1, COPIL_DIRECTION_UP);
  CopilFinding items[G_N_ELEMENTS (signals)];
  g_autoptr (GPtrArray) four = NULL, calm = NULL, unjudged = NULL, empty = NULL, none = NULL;

  fixture_target (indicator, MONTH (2027, 12), 85, 85);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    items[i] = (CopilFinding) { indicator, FIXTURE_PERIOD, fixture_figure (60 + i),
                                fixture_figure (NAN), signals[i] };
  four = copil_finding_select (items, G_N_ELEMENTS (items), 4);
  g_assert_cmpuint (four->len, ==, 4);
  assert_text (g_ptr_array_index (four, 0), "Premier rendez-vous~: 63,0~%_; dégradation.");
  assert_text (g_ptr_array_index (four, 3), "Premier rendez-vous~: 62,0~%_; cible atteinte.");
  calm = copil_finding_select (items, 1, 4);
  g_assert_cmpuint (calm->len, ==, 1);
  assert_text (g_ptr_array_index (calm, 0),
               "Aucun changement~: les indicateurs suivis varient dans leurs limites naturelles.");
  items[0].signal = COPIL_SIGNAL_NOT_ASSESSED;
  unjudged = copil_finding_select (items, 1, 4);
  assert_text (g_ptr_array_index (unjudged, 0),
               "Rien d’évalué~: trop peu de valeurs sont connues pour juger des évolutions.");
  items[0].figure = (CopilFigure) { .value = NAN, .status = COPIL_CELL_NOT_AVAILABLE };
  empty = copil_finding_select (items, 1, 4);
  assert_text (g_ptr_array_index (empty, 0),
               "Aucune donnée~: les indicateurs suivis n’ont pas de valeur à cette période.");
  none = copil_finding_select (items, 6, 0);
  g_assert_cmpuint (none->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/finding/findings", test_findings);
  g_test_add_func ("/core/finding/delay", test_delay);
  g_test_add_func ("/core/finding/missing", test_missing);
  g_test_add_func ("/core/finding/summaries", test_summaries);
  g_test_add_func ("/core/finding/broken", test_broken);
  g_test_add_func ("/core/finding/essentials", test_essentials);
  return g_test_run ();
}
