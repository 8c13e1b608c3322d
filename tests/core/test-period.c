/* test-period.c: months, quarters and years
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/period.h"

static const struct
{
  const char *text;
  gboolean    valid;
  CopilRhythm rhythm;
  int         year;
  int         ordinal;
  const char *sql;
} cases[] = {
  { "2023-07", TRUE, COPIL_RHYTHM_MONTH, 2023, 7, "2023-07-01" },
  { "2023-T3", TRUE, COPIL_RHYTHM_QUARTER, 2023, 3, "2023-07-01" },
  { "2023-Q3", TRUE, COPIL_RHYTHM_QUARTER, 2023, 3, "2023-07-01" },
  { "2024", TRUE, COPIL_RHYTHM_YEAR, 2024, 1, "2024-01-01" },
  { "1982-T1", TRUE, COPIL_RHYTHM_QUARTER, 1982, 1, "1982-01-01" },
  { "2023-13", FALSE },
  { "2023-00", FALSE },
  { "2023-T5", FALSE },
  { "2023-7", FALSE },
  { "0000", FALSE },
  { "20x3", FALSE },
  { "", FALSE },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilPeriod period = { 0 };
      g_autofree char *sql = NULL;

      g_assert_cmpint (copil_period_parse (cases[i].text, &period), ==, cases[i].valid);
      if (!cases[i].valid)
        continue;
      g_assert_cmpint (period.rhythm, ==, cases[i].rhythm);
      g_assert_cmpint (copil_period_get_year (period), ==, cases[i].year);
      g_assert_cmpint (copil_period_get_ordinal (period), ==, cases[i].ordinal);
      sql = copil_period_to_sql (period);
      g_assert_cmpstr (sql, ==, cases[i].sql);
    }
}

static void
test_round_trips (void)
{
  for (int rhythm = COPIL_RHYTHM_MONTH; rhythm <= COPIL_RHYTHM_YEAR; rhythm++)
    for (int i = -40; i < 400; i++)
      {
        CopilPeriod period = copil_period_shift (copil_period_new (rhythm, 2000, 1), i), back;
        g_autofree char *id = copil_period_to_id (period);
        g_autofree char *sql = copil_period_to_sql (period);

        g_assert_true (copil_period_parse (id, &back));
        g_assert_true (copil_period_equal (period, back));
        g_assert_true (copil_period_parse_sql (sql, rhythm, &back));
        g_assert_true (copil_period_equal (period, back));
        back = copil_period_from_pg_days (rhythm, copil_period_to_pg_days (period));
        g_assert_true (copil_period_equal (period, back));
      }
}

static void
test_calendar (void)
{
  CopilPeriod quarter = copil_period_new (COPIL_RHYTHM_QUARTER, 2024, 2);

  g_assert_true (copil_period_equal (copil_period_first_month (quarter),
                                     copil_period_new (COPIL_RHYTHM_MONTH, 2024, 4)));
  g_assert_true (copil_period_equal (copil_period_last_month (quarter),
                                     copil_period_new (COPIL_RHYTHM_MONTH, 2024, 6)));
  g_assert_true (copil_period_equal (copil_period_to_rhythm (quarter, COPIL_RHYTHM_YEAR),
                                     copil_period_new (COPIL_RHYTHM_YEAR, 2024, 1)));
  g_assert_cmpint (copil_period_to_pg_days (copil_period_new (COPIL_RHYTHM_MONTH, 2000, 1)), ==, 0);
  g_assert_cmpint (copil_period_to_pg_days (copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10)),
                   ==, 9770);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/period/parse", test_parse);
  g_test_add_func ("/core/period/round-trips", test_round_trips);
  g_test_add_func ("/core/period/calendar", test_calendar);
  return g_test_run ();
}
