/* test-quorum.c: whether enough members are there, before, during and over a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-fixture.h"

#define NBSP "\u00A0"
#define OWN(rule, value) "\"" rule "\":{\"value\":" value ",\"source\":\"Règlement intérieur\"}"

static const char *const everybody = "p1 p2 p3 p4 p5 p6 p7 p8 p9 p10 p11 p12 p13";

/* The first @n come. */
static void
enter_first (Committee *committee,
             guint      n)
{
  g_auto (GStrv) persons = g_strsplit (everybody, " ", 0);

  for (guint i = 0; i < n; i++)
    enter (committee, 0, persons[i]);
}

/* -- Base, share and threshold: half of 10 is 5, of 11 is 6 ----------------------------------- */

static void
test_threshold (void)
{
  static const struct
  {
    const char *profile, *overrides;
    guint       seats, base, threshold;
  } cases[] = {
    { "crpa", NULL, 10, 10, 5 },
    { "crpa", NULL, 11, 11, 6 },
    { "crpa", NULL, 1, 1, 1 },
    { "crpa", NULL, 0, 0, 0 },
    { "crpa", "{" OWN ("quorum_share", "[2,3]") "}", 10, 10, 7 },
    { "crpa", "{" OWN ("quorum_share", "[2,3]") "}", 9, 9, 6 },
    { "crpa", "{" OWN ("quorum_share", "[1,3]") "}", 10, 10, 4 },
    { "crpa", "{" OWN ("quorum_share", "[1,1]") "}", 10, 10, 10 },
    { "prefiguration", NULL, 10, 10, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, cases[i].overrides, cases[i].seats);
      CopilQuorum quorum = copil_quorum_at (&committee->assembly, 0, NULL);

      g_assert_cmpuint (quorum.base, ==, cases[i].base);
      g_assert_cmpuint (quorum.threshold, ==, cases[i].threshold);
      g_assert_cmpuint (quorum.missing, ==, cases[i].threshold);
      g_assert_cmpint (quorum.reached, ==, cases[i].threshold == 0);
    }
}

/* Of ten seats one is a guest's, one has no vote and one is vacant. */
static void
test_base (void)
{
  static const struct
  {
    const char *profile, *overrides;
    guint       base, present;
  } cases[] = {
    { "crpa", NULL, 9, 8 },
    { "crpa", "{" OWN ("vacant_seats_count", "false") "}", 8, 8 },
    { "comite_emploi", NULL, 8, 7 },
    { "comite_emploi", "{" OWN ("vacant_seats_count", "false") "}", 7, 7 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, cases[i].overrides, 10);
      CopilQuorum quorum;

      committee->seats[7].vacant = TRUE;
      committee->seats[8].voting = FALSE;
      committee->seats[9].kind = COPIL_SEAT_GUEST;
      enter_first (committee, 10);
      quorum = copil_quorum_at (&committee->assembly, 0, NULL);
      g_assert_cmpuint (quorum.base, ==, cases[i].base);
      g_assert_cmpuint (quorum.present, ==, cases[i].present);
    }
}

static void
test_mandates (void)
{
  static const struct
  {
    const char *overrides;
    guint       counted;
    gboolean    reached;
  } cases[] = {
    { NULL, 5, TRUE },
    { "{" OWN ("mandates_in_quorum", "false") "}", 4, FALSE },
    { "{" OWN ("mandates_max", "0") "}", 4, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee = committee_new ("crpa", cases[i].overrides, 10);
      CopilQuorum quorum;

      enter_first (committee, 4);
      give (committee, "s8", "p1", 0, COPIL_INSTANT_MAX);
      quorum = copil_quorum_at (&committee->assembly, 0, NULL);
      g_assert_cmpuint (quorum.present, ==, 4);
      g_assert_cmpuint (quorum.counted, ==, cases[i].counted);
      g_assert_cmpint (quorum.reached, ==, cases[i].reached);
    }
}

/* R. 133-10: a second convocation needs none, where the regime knows one. */
static void
test_second_convocation (void)
{
  g_autoptr (Committee) crpa = committee_new ("crpa", NULL, 10);
  g_autoptr (Committee) emploi = committee_new ("comite_emploi", NULL, 10);

  crpa->assembly.without_quorum = emploi->assembly.without_quorum = TRUE;
  g_assert_false (copil_quorum_at (&crpa->assembly, 0, NULL).required);
  g_assert_true (copil_quorum_at (&crpa->assembly, 0, NULL).reached);
  g_assert_true (copil_quorum_at (&emploi->assembly, 0, NULL).required);
  g_assert_false (copil_quorum_at (&emploi->assembly, 0, NULL).reached);
}

static void
test_binding (void)
{
  static const struct
  {
    const char *profile, *overrides;
    gboolean    binding;
  } cases[] = {
    { "crpa", NULL, TRUE },
    { "comite_emploi", NULL, FALSE },
    { "comite_emploi", "{" OWN ("quorum_base", "\"voting\"") "}", FALSE },
    { "comite_emploi", "{" OWN ("quorum_base", "\"voting\"") "," OWN ("quorum_share", "[1,2]") "}",
      TRUE },
    { "prefiguration", NULL, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, cases[i].overrides, 4);

      g_assert_cmpint (copil_quorum_at (&committee->assembly, 0, NULL).binding, ==,
                       cases[i].binding);
    }
}

/* Who withdrew from the item under discussion is not there for it. */
static void
test_withdrawal (void)
{
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 10);

  enter_first (committee, 5);
  withdraw (committee, "i1", "p5");
  g_assert_true (copil_quorum_at (&committee->assembly, 0, NULL).reached);
  g_assert_cmpuint (copil_quorum_at (&committee->assembly, 0, "i1").missing, ==, 1);
}

/* -- Over a sitting --------------------------------------------------------------------------- */

static void
test_history (void)
{
  static const struct
  {
    gint64   at;
    gboolean reached;
  } wanted[] = { { 0, FALSE },  { 10, TRUE },  { 30, FALSE },
                 { 35, TRUE }, { 40, FALSE }, { 50, TRUE } };
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 4);
  g_autoptr (GArray) history = NULL;

  enter (committee, 0, "p1");
  enter (committee, 10, "p2");
  enter (committee, 20, "d3");
  leave (committee, 25, "p2");
  leave (committee, 30, "d3");
  leave (committee, 40, "p1");
  enter (committee, 50, "p1");
  give (committee, "s4", "p1", 35, 90);
  leave (committee, 100, "p1");
  history = copil_quorum_history (&committee->assembly, 0, 90);
  g_assert_cmpuint (history->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < history->len; i++)
    {
      CopilQuorumMoment *moment = &g_array_index (history, CopilQuorumMoment, i);

      g_assert_cmpint (moment->at, ==, wanted[i].at);
      g_assert_cmpint (moment->quorum.reached, ==, wanted[i].reached);
    }
}

/* -- Forecast --------------------------------------------------------------------------------- */

static void
test_forecast (void)
{
  static const CopilSeatAnswer answers[] = {
    { "s1", COPIL_ANSWER_PRESENT, NULL }, { "s2", COPIL_ANSWER_REMOTE, NULL },
    { "s3", COPIL_ANSWER_ABSENT, NULL },  { "s4", COPIL_ANSWER_DEPUTY, NULL },
    { "s5", COPIL_ANSWER_MANDATE, "p1" }, { "s6", COPIL_ANSWER_MANDATE, "p1" },
    { "s7", COPIL_ANSWER_MANDATE, "p8" }, { "s8", COPIL_ANSWER_NONE, NULL },
    { "s9", COPIL_ANSWER_DEPUTY, "x" },
  };
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 10);
  g_autofree char *said = NULL;
  CopilForecast forecast;

  committee->seats[9].kind = COPIL_SEAT_GUEST;
  forecast = copil_quorum_forecast (&committee->assembly, answers, G_N_ELEMENTS (answers));
  /* p1, p2 on video, d4, the first mandate of p1; s8 would bring itself and the mandate of s7. */
  g_assert_cmpuint (forecast.expected.base, ==, 9);
  g_assert_cmpuint (forecast.expected.present, ==, 3);
  g_assert_cmpuint (forecast.expected.represented, ==, 1);
  g_assert_false (forecast.expected.reached);
  g_assert_cmpuint (forecast.possible.counted, ==, 6);
  g_assert_true (forecast.possible.reached);
  g_assert_cmpuint (forecast.unanswered, ==, 1);
  said = copil_forecast_describe (&forecast, committee->assembly.regime);
  g_assert_cmpstr (said, ==,
                   "Le quorum dépend de ceux qui n’ont pas répondu" NBSP ": 4" NBSP
                   "membres présents ou représentés sur 9, 5 requis\u202F; 1" NBSP
                   "réponse attendue (article R." NBSP "133-10 du CRPA).");
}

/* An answer that is corrected replaces the one before. */
static void
test_corrected_answer (void)
{
  static const CopilSeatAnswer answers[] = {
    { "s1", COPIL_ANSWER_PRESENT, NULL },
    { "s1", COPIL_ANSWER_ABSENT, NULL },
    { "s2", COPIL_ANSWER_REMOTE, NULL },
  };
  g_autoptr (Committee) near = committee_new ("crefop", NULL, 2);
  g_autoptr (Committee) far = committee_new ("crpa", NULL, 2);

  g_assert_cmpuint (copil_quorum_forecast (&near->assembly, answers, 3).possible.counted, ==, 0);
  g_assert_cmpuint (copil_quorum_forecast (&far->assembly, answers, 3).possible.counted, ==, 1);
}

/* -- Words ------------------------------------------------------------------------------------ */

#define R133_10 " (article R." NBSP "133-10 du CRPA)."

static void
test_describe (void)
{
  static const struct
  {
    const char *profile, *overrides;
    guint       present, seats;
    gboolean    mandate, second;
    const char *said;
  } cases[] = {
    { "crpa", NULL, 4, 10, FALSE, FALSE,
      "Le quorum n’est pas atteint, il manque 1" NBSP "membre" NBSP ": 4" NBSP
      "membres présents sur 10, 5 requis" R133_10 },
    { "crpa", NULL, 4, 10, TRUE, FALSE,
      "Le quorum est atteint" NBSP ": 5" NBSP
      "membres présents ou représentés sur 10, 5 requis" R133_10 },
    { "crpa", NULL, 1, 2, FALSE, FALSE,
      "Le quorum est atteint" NBSP ": 1" NBSP "membre présent sur 2, 1 requis" R133_10 },
    { "crpa", NULL, 1, 10, FALSE, TRUE,
      "Aucun quorum n’est requis sur cette seconde convocation" R133_10 },
    { "prefiguration", NULL, 1, 10, FALSE, FALSE,
      "Aucun quorum n’est requis (valeur non vérifiée)." },
    { "comite_emploi", NULL, 5, 10, FALSE, FALSE,
      "Le quorum est atteint" NBSP ": 5" NBSP
      "membres présents sur 10, 5 requis (valeur non vérifiée)." },
    { "comite_emploi", "{" OWN ("quorum_share", "[1,3]") "}", 4, 10, FALSE, FALSE,
      "Le quorum est atteint" NBSP ": 4" NBSP
      "membres présents sur 10, 4 requis (règlement intérieur)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, cases[i].overrides, cases[i].seats);
      g_autofree char *said = NULL;
      CopilQuorum quorum;

      enter_first (committee, cases[i].present);
      if (cases[i].mandate)
        give (committee, "s9", "p1", 0, COPIL_INSTANT_MAX);
      committee->assembly.without_quorum = cases[i].second;
      quorum = copil_quorum_at (&committee->assembly, 0, NULL);
      said = copil_quorum_describe (&quorum, committee->assembly.regime);
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/quorum/threshold", test_threshold);
  g_test_add_func ("/quorum/base", test_base);
  g_test_add_func ("/quorum/mandates", test_mandates);
  g_test_add_func ("/quorum/second-convocation", test_second_convocation);
  g_test_add_func ("/quorum/binding", test_binding);
  g_test_add_func ("/quorum/withdrawal", test_withdrawal);
  g_test_add_func ("/quorum/history", test_history);
  g_test_add_func ("/quorum/forecast", test_forecast);
  g_test_add_func ("/quorum/corrected-answer", test_corrected_answer);
  g_test_add_func ("/quorum/describe", test_describe);
  return g_test_run ();
}
