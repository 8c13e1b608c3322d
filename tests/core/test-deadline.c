/* test-deadline.c: instants of Paris, and by when a convocation is to be received
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/deadline.h"

#include "committee-fixture.h"

#define NBSP "\u00A0"

static gint64
instant (const char *text)
{
  gint64 value;

  g_assert_true (copil_instant_parse (text, &value));
  return value;
}

static void
assert_instant (gint64      value,
                const char *text)
{
  g_autofree char *said = copil_instant_to_sql (value);
  g_autofree char *wanted = copil_instant_to_sql (instant (text));

  g_assert_cmpstr (said, ==, wanted);
}

/* -- Instants --------------------------------------------------------------------------------- */

static void
test_instants (void)
{
  static const char *const bad[] = { NULL, "", "demain", "2026-12-03", "2026-12-03T14:00:00",
                                     "2026-13-03T14:00:00Z" };
  g_autofree char *past = copil_instant_to_sql (-1);
  g_autofree char *never = copil_instant_to_sql (COPIL_INSTANT_MAX);
  g_autofree char *said = copil_instant_describe (instant ("2026-12-03T13:00:00Z"));
  gint64 untouched = 7;

  g_assert_cmpint (instant ("1970-01-01T00:00:01.000002Z"), ==, 1000002);
  g_assert_cmpint (instant ("2026-12-03T14:00:00.5+01:00"), ==,
                   instant ("2026-12-03T13:00:00.500000Z"));
  g_assert_cmpint (instant ("2026-12-03 13:00:00+00"), ==, instant ("2026-12-03T13:00:00Z"));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (copil_instant_parse (bad[i], &untouched));
  g_assert_cmpint (untouched, ==, 7);
  g_assert_cmpstr (past, ==, "1969-12-31T23:59:59.999999+00:00");
  g_assert_cmpstr (never, ==, "infinity");
  g_assert_cmpstr (said, ==, "3" NBSP "décembre 2026 à 14" NBSP "h" NBSP "00");
}

static void
test_paris (void)
{
  static const struct
  {
    int         year, month, day, hour, minute;
    const char *instant;
  } cases[] = {
    { 2026, 7, 14, 12, 0, "2026-07-14T10:00:00Z" },
    { 2026, 12, 25, 12, 0, "2026-12-25T11:00:00Z" },
    /* 2:30 comes twice on 25 October 2026, never on 28 March 2027. */
    { 2026, 10, 25, 1, 59, "2026-10-24T23:59:00Z" },
    { 2026, 10, 25, 2, 30, "2026-10-25T00:30:00Z" },
    { 2026, 10, 25, 3, 0, "2026-10-25T02:00:00Z" },
    { 2027, 3, 28, 1, 59, "2027-03-28T00:59:00Z" },
    { 2027, 3, 28, 2, 30, "2027-03-28T01:00:00Z" },
    { 2027, 3, 28, 3, 0, "2027-03-28T01:00:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_instant (copil_instant_of_paris (cases[i].year, cases[i].month, cases[i].day,
                                            cases[i].hour, cases[i].minute),
                    cases[i].instant);
}

static void
test_day (void)
{
  g_autofree char *late = copil_instant_to_day (instant ("2026-12-02T23:30:00Z"));
  g_autofree char *summer = copil_instant_to_day (instant ("2026-07-13T21:59:59Z"));
  g_autofree char *never = copil_instant_to_day (COPIL_INSTANT_MAX);
  g_autofree char *day = copil_instant_describe_day (instant ("2026-12-02T23:30:00Z"));
  g_autofree char *short_day = copil_instant_describe_short_day (instant ("2026-12-02T23:30:00Z"));
  g_autofree char *hour = copil_instant_describe_hour (instant ("2026-12-02T23:30:00Z"));
  g_autofree char *none = copil_instant_describe_hour (0);

  g_assert_cmpstr (late, ==, "2026-12-03");
  g_assert_cmpstr (summer, ==, "2026-07-13");
  g_assert_cmpstr (never, ==, "");
  g_assert_cmpstr (day, ==, "jeudi 3" NBSP "décembre 2026");
  g_assert_cmpstr (short_day, ==, "3" NBSP "déc.");
  g_assert_cmpstr (hour, ==, "0" NBSP "h" NBSP "30");
  g_assert_cmpstr (none, ==, "");
}

/* -- Deadlines -------------------------------------------------------------------------------- */

static void
test_latest (void)
{
  static const struct
  {
    const char *profile, *sitting;
    gboolean    urgent;
    const char *latest;
  } cases[] = {
    { "crpa", "2026-12-10T14:00:00+01:00", FALSE, "2026-12-05T14:00:00+01:00" },
    { "crpa", "2027-01-03T09:30:15+01:00", FALSE, "2026-12-29T09:30:15+01:00" },
    { "crpa", "2028-03-02T09:00:00+01:00", FALSE, "2028-02-26T09:00:00+01:00" },
    /* The clocks change in between: the same hour of the wall, not as many of the sun. */
    { "crpa", "2026-10-28T14:00:00+01:00", FALSE, "2026-10-23T14:00:00+02:00" },
    { "crpa", "2027-03-31T09:30:00+02:00", FALSE, "2027-03-26T09:30:00+01:00" },
    /* In the night itself. */
    { "crpa", "2026-10-30T02:30:00+01:00", FALSE, "2026-10-25T02:30:00+02:00" },
    { "crpa", "2027-04-02T02:30:00+02:00", FALSE, "2027-03-28T03:00:00+02:00" },
    { "crpa", "2026-12-10T14:00:00+01:00", TRUE, "2026-12-10T14:00:00+01:00" },
    { "crefop", "2026-12-10T14:00:00+01:00", TRUE, "2026-12-08T14:00:00+01:00" },
    { "crefop", "2026-10-26T09:00:00+01:00", TRUE, "2026-10-24T10:00:00+02:00" },
    { "prefiguration", "2026-12-10T14:00:00+01:00", FALSE, "2026-12-05T14:00:00+01:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilRegime) regime = regime_of (cases[i].profile, NULL);
      CopilDeadline deadline
          = copil_deadline_of (regime, instant (cases[i].sitting), cases[i].urgent);

      assert_instant (deadline.latest, cases[i].latest);
      g_assert_true (copil_deadline_is_kept (&deadline, deadline.latest));
      g_assert_false (copil_deadline_is_kept (&deadline, deadline.latest + 1));
    }
}

/* A year with a night of each kind: always the wall clock of the sitting, or the hour skipped. */
static void
test_every_day (void)
{
  g_autoptr (CopilRegime) regime = regime_of ("crpa", NULL);
  g_autoptr (GDateTime) first = copil_instant_in_paris (copil_instant_of_paris (2026, 9, 1, 2, 30));

  for (int day = 0; day < 400; day++)
    {
      g_autoptr (GDateTime) then = g_date_time_add_days (first, day);
      gint64 sitting = g_date_time_to_unix (then) * COPIL_SECOND;
      CopilDeadline deadline = copil_deadline_of (regime, sitting, FALSE);
      g_autoptr (GDateTime) latest = copil_instant_in_paris (deadline.latest);

      g_assert_cmpint (ABS (sitting - deadline.latest - 5 * 24 * COPIL_HOUR), <=, COPIL_HOUR);
      if (g_date_time_get_minute (then) == 30 && g_date_time_get_minute (latest) != 30)
        assert_instant (deadline.latest, "2027-03-28T03:00:00+02:00");
      else
        g_assert_cmpint (g_date_time_get_hour (latest), ==, g_date_time_get_hour (then));
    }
}

/* -- Warnings --------------------------------------------------------------------------------- */

#define R133_8 " (article R." NBSP "133-8 du CRPA)."
#define CE " (CE, 30 décembre 2015, n°" NBSP "382756)."
#define AT(day, hour) day NBSP "décembre 2026 à " hour NBSP "h" NBSP "00"

static void
test_describe (void)
{
  g_autoptr (CopilRegime) regime = regime_of ("crpa", NULL);
  CopilDeadline deadline
      = copil_deadline_of (regime, instant ("2026-12-10T14:00:00+01:00"), FALSE);
  g_autofree char *said = copil_deadline_describe (&deadline, regime);

  g_assert_cmpstr (said, ==,
                   "Convocation à recevoir au plus tard le " AT ("5", "14") R133_8);
}

static void
test_check (void)
{
  static const struct
  {
    const char *received; /* NULL: never */
    gboolean    urgent;
    const char *reason;
    const char *text;
  } cases[] = {
    { "2026-12-05T14:00:00+01:00", FALSE, NULL, NULL },
    { "2026-12-06T09:00:00+01:00", FALSE, NULL,
      "Convocation reçue le " AT ("6", "9") ", alors qu’elle devait l’être au plus tard le " AT (
          "5", "14") R133_8 " Le motif du retard est à consigner" CE },
    { "2026-12-06T09:00:00+01:00", FALSE, " \u00A0",
      "Convocation reçue le " AT ("6", "9") ", alors qu’elle devait l’être au plus tard le " AT (
          "5", "14") R133_8 " Le motif du retard est à consigner" CE },
    { "2026-12-06T09:00:00+01:00", FALSE, "Panne de messagerie",
      "Convocation reçue le " AT ("6", "9") ", alors qu’elle devait l’être au plus tard le " AT (
          "5", "14") R133_8 },
    { NULL, FALSE, "Panne de messagerie",
      "Convocation non reçue, alors qu’elle devait l’être au plus tard le " AT ("5", "14") R133_8 },
    { "2026-12-09T09:00:00+01:00", TRUE, NULL, "Le motif de l’urgence est à consigner" CE },
    { "2026-12-09T09:00:00+01:00", TRUE, "Fermeture d’un site", NULL },
  };
  g_autoptr (CopilRegime) regime = regime_of ("crpa", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilDeadline deadline
          = copil_deadline_of (regime, instant ("2026-12-10T14:00:00+01:00"), cases[i].urgent);
      g_autoptr (CopilObjection) objection = copil_deadline_check (
          &deadline, regime,
          cases[i].received != NULL ? instant (cases[i].received) : COPIL_INSTANT_MAX,
          cases[i].reason);

      g_assert_cmpstr (objection != NULL ? objection->text : NULL, ==, cases[i].text);
      g_assert_false (objection != NULL && objection->blocks);
    }
}

/* Where the committee asks no reason, being late is said all the same. */
static void
test_no_reason (void)
{
  g_autoptr (CopilRegime) regime = regime_of (
      "prefiguration", "{\"urgency_reason\":{\"value\":false,\"source\":\"Protocole\"},"
                       "\"convocation_days\":{\"value\":8,\"source\":\"Protocole, article 2\"}}");
  CopilDeadline deadline
      = copil_deadline_of (regime, instant ("2026-12-10T14:00:00+01:00"), FALSE);
  g_autoptr (CopilObjection) late = copil_deadline_check (
      &deadline, regime, instant ("2026-12-06T09:00:00+01:00"), NULL);
  g_autoptr (CopilObjection) urgent = NULL;

  g_assert_cmpstr (late->text, ==,
                   "Convocation reçue le " AT ("6", "9") ", alors qu’elle devait l’être au plus "
                   "tard le " AT ("2", "14") " (protocole, article 2).");
  deadline = copil_deadline_of (regime, instant ("2026-12-10T14:00:00+01:00"), TRUE);
  urgent = copil_deadline_check (&deadline, regime, deadline.latest, NULL);
  g_assert_null (urgent);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/deadline/instants", test_instants);
  g_test_add_func ("/deadline/paris", test_paris);
  g_test_add_func ("/deadline/day", test_day);
  g_test_add_func ("/deadline/latest", test_latest);
  g_test_add_func ("/deadline/every-day", test_every_day);
  g_test_add_func ("/deadline/describe", test_describe);
  g_test_add_func ("/deadline/check", test_check);
  g_test_add_func ("/deadline/no-reason", test_no_reason);
  return g_test_run ();
}
