/* live-base.c: a base with some figures of the Nord, and deliveries one can make
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-base.h"

/* t.stage and t.land run as the feed of the demonstration: rights and rules are those of any
 * producer. */
static const char helpers[] =
  "CREATE SCHEMA t\n"
  "CREATE FUNCTION t.run (statement text) RETURNS text LANGUAGE plpgsql AS $$"
  "DECLARE answer text; BEGIN"
  "  SET LOCAL SESSION AUTHORIZATION \"feed-demo\";"
  "  EXECUTE statement INTO answer;"
  "  SET LOCAL SESSION AUTHORIZATION DEFAULT;"
  "  RETURN answer; END $$\n"
  "CREATE TABLE t.cell (producer text, measure smallint, territory int, period date, value float8)\n"
  "CREATE FUNCTION t.land () RETURNS void LANGUAGE plpgsql AS $$"
  "DECLARE p text; command uuid; staged text; BEGIN"
  "  FOR p IN SELECT DISTINCT producer FROM t.cell LOOP"
  "    command := gen_random_uuid ();"
  "    SELECT format ('SELECT copil.batch_stage (%L, %L::smallint[], %L::int[], %L::date[], %L::float8[], %L::smallint[])', command,"
  "      array_agg (measure), array_agg (territory), array_agg (period), array_agg (value),"
  "      array_agg (0)) INTO staged FROM t.cell WHERE producer = p;"
  "    PERFORM t.run (staged);"
  "    PERFORM t.run (format ('SELECT copil.batch_land (%L, %L, ''essai'', true)', command, p));"
  "  END LOOP; DELETE FROM t.cell; END $$";

/* Parts are less than their whole; the rest is of the size of the basin. */
static const char figures[] =
  "INSERT INTO t.cell SELECT m.producer, m.id, t.id, d::date,"
  "  round (t.population / 300.0 * CASE WHEN m.subset_of IS NULL THEN 1 ELSE 0.55 END"
  "         * (1 + 0.03 * sin (extract (month FROM d) + t.id)))"
  " FROM copil.measure m, copil.territory t,"
  "  generate_series ('2024-10-01'::date, '2026-10-01'::date, '1 month') d "
  "WHERE t.set_code = 'bassin' AND t.code LIKE '59%' AND m.set_code = 'bassin'"
  "  AND m.kind <> 'published' AND m.rhythm = 'month' AND (m.code LIKE 'appointment%'"
  "  OR m.code LIKE 'oriented_6w' OR m.code LIKE 'files_received' OR m.code LIKE 'contract_%'"
  "  OR m.code LIKE 'hours_%' OR m.code LIKE 'accompanied_%' OR m.code LIKE 'advisers_%')\n"
  "SELECT t.land ()";

/* In the database of Copil, as its superuser; statements end with "\n". */
static void
run (TestBase   *base,
     const char *sql)
{
  g_autoptr(CopilConnection) connection = test_base_connection (base, "dbname", "copil", NULL);
  g_auto(GStrv) statements = g_strsplit (sql, "\n", -1);
  g_autoptr(GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autoptr(CopilResult) result = test_query (connection, statements[i], &error);

      g_assert_no_error (error);
    }
  copil_connection_close (connection);
}

TestBase *
live_base_new (void)
{
  TestBase *base = test_base_new_copil ();

  run (base, helpers);
  run (base, figures);
  return base;
}

GHashTable *
live_base_parameters (TestBase *base)
{
  return test_base_parameters (base, "dbname", "copil", "user", "reader", NULL);
}

void
live_base_deliver (TestBase   *base,
                   const char *measure,
                   const char *basin,
                   const char *month,
                   double      factor)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO t.cell SELECT m.producer, m.id, t.id, o.period, round (o.value * %s) "
    "FROM copil.observation o JOIN copil.measure m ON m.id = o.measure_id "
    "JOIN copil.territory t ON t.id = o.territory_id "
    "WHERE m.code = '%s' AND t.set_code = 'bassin' AND t.code = '%s' AND o.period = '%s-01'\n"
    "SELECT t.land ()",
    g_ascii_formatd (number, sizeof number, "%.4f", factor), measure, basin, month);

  run (base, sql);
}
