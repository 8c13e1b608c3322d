/* published-base.c: a base of the schema with a small France, and deliveries in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "published-base.h"

#include "db/migration.h"

static const char helpers[] =
  "CREATE SCHEMA t;"
  "CREATE FUNCTION t.run (login text, statement text) RETURNS text LANGUAGE plpgsql AS $$"
  "DECLARE answer text; BEGIN"
  "  EXECUTE format ('SET LOCAL SESSION AUTHORIZATION %I', login);"
  "  EXECUTE statement INTO answer;"
  "  SET LOCAL SESSION AUTHORIZATION DEFAULT;"
  "  RETURN answer; END $$;"
  "CREATE FUNCTION t.land (cells text) RETURNS text LANGUAGE plpgsql AS $$"
  "DECLARE command uuid := gen_random_uuid (); staged text; BEGIN"
  "  SELECT format ('SELECT copil.batch_stage (%L, %L, %L, %L, %L, %L)', command,"
  "    array_agg (m.id), array_agg (t.id),"
  "    array_agg (CASE WHEN f[3] ~ 'T' THEN left (f[3], 5) || lpad ((right (f[3], 1)::int * 3 - 2)::text, 2, '0') || '-01'"
  "                    WHEN length (f[3]) = 4 THEN f[3] || '-01-01' ELSE f[3] || '-01' END),"
  "    array_agg (CASE WHEN f[4] ~ '[nx]' THEN NULL ELSE rtrim (f[4], 'pe') END),"
  "    array_agg (CASE WHEN f[4] ~ 'n' THEN 3 WHEN f[4] ~ 'x' THEN 4 WHEN f[4] ~ 'p' THEN 1"
  "               WHEN f[4] ~ 'e' THEN 2 ELSE 0 END))"
  "  INTO staged"
  "  FROM (SELECT regexp_split_to_array (btrim (l), '\\s+') AS f"
  "        FROM regexp_split_to_table (cells, ';') l WHERE l ~ '\\S') x"
  "  JOIN copil.measure m ON m.code = f[1]"
  "  JOIN copil.territory t ON t.set_code || ':' || t.code = f[2];"
  "  PERFORM t.run ('feed', staged);"
  "  RETURN t.run ('feed', format ('SELECT copil.batch_land (%L, ''essai'', ''essai'', true)', command));"
  "END $$;"
  "SELECT copil.person_add (gen_random_uuid (), 'administrator', 'A', 'A'),"
  "  copil.assignment_grant (gen_random_uuid (), 'administrator', 'administrator', NULL, NULL, NULL, NULL);"
  "SELECT t.run ('administrator', format ('SELECT copil.person_add (gen_random_uuid (), %L, %L, %L)', l, l, l))"
  "  FROM unnest ('{reader,other,feed,coordination}'::text[]) l;"
  "SELECT t.run ('administrator', format ('SELECT copil.assignment_grant (gen_random_uuid (), %L, %L, NULL, NULL, NULL, NULL)', l, r))"
  "  FROM (VALUES ('reader', 'reader'), ('other', 'reader'), ('feed', 'data_feed'),"
  "    ('coordination', 'pilot_coordinator')) v (l, r);";

static const char *const sets[] = {
  "{\"set\":{\"code\":\"france\",\"name\":\"France\",\"level\":\"france\"},\"territories\":"
  "[{\"code\":\"FR\",\"name\":\"France\",\"population\":1000000}]}",
  "{\"set\":{\"code\":\"region\",\"name\":\"R\",\"level\":\"region\"},\"territories\":["
  "{\"code\":\"32\",\"name\":\"Hauts-de-France\",\"population\":600000,\"parent\":\"france:FR\"},"
  "{\"code\":\"53\",\"name\":\"Bretagne\",\"population\":400000,\"parent\":\"france:FR\"}]}",
  "{\"set\":{\"code\":\"departement\",\"name\":\"D\",\"level\":\"departement\"},\"territories\":["
  "{\"code\":\"59\",\"name\":\"Nord\",\"population\":400000,\"parent\":\"region:32\"},"
  "{\"code\":\"62\",\"name\":\"Pas-de-Calais\",\"population\":200000,\"parent\":\"region:32\"},"
  "{\"code\":\"29\",\"name\":\"Finistère\",\"population\":400000,\"parent\":\"region:53\"}]}",
  "{\"set\":{\"code\":\"bassin\",\"name\":\"B\",\"level\":\"bassin\"},\"communes\":["
  "{\"code\":\"59606\",\"name\":\"a\",\"population\":1},{\"code\":\"59350\",\"name\":\"b\",\"population\":1},"
  "{\"code\":\"62041\",\"name\":\"c\",\"population\":1},{\"code\":\"62119\",\"name\":\"d\",\"population\":1},"
  "{\"code\":\"29019\",\"name\":\"e\",\"population\":1},{\"code\":\"29026\",\"name\":\"f\",\"population\":1}],"
  "\"territories\":["
  "{\"code\":\"596\",\"name\":\"Valenciennes\",\"population\":150000,\"parent\":\"departement:59\",\"communes\":[\"59606\"]},"
  "{\"code\":\"595\",\"name\":\"Lille\",\"population\":250000,\"parent\":\"departement:59\",\"communes\":[\"59350\"]},"
  "{\"code\":\"621\",\"name\":\"Arras\",\"population\":120000,\"parent\":\"departement:62\",\"communes\":[\"62041\"]},"
  "{\"code\":\"622\",\"name\":\"Béthune\",\"population\":80000,\"parent\":\"departement:62\",\"communes\":[\"62119\"]},"
  "{\"code\":\"291\",\"name\":\"Brest\",\"population\":300000,\"parent\":\"departement:29\",\"communes\":[\"29019\"]},"
  "{\"code\":\"292\",\"name\":\"Châteaulin\",\"population\":100000,\"parent\":\"departement:29\",\"communes\":[\"29026\"]}]}",
};

static void
migrated_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (copil_migration_run_finish (result, &error), >, 0);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
migrate (TestBase *base)
{
  g_autoptr (GHashTable) parameters = test_base_parameters (base, NULL);
  gboolean done = FALSE;

  copil_migration_run_async (parameters, NULL, NULL, NULL, NULL, migrated_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

char *
published_base_administer (TestBase   *base,
                           const char *sql)
{
  g_autofree char *statement
    = g_strdup_printf ("SELECT t.run ('administrator', $statement$%s$statement$)", sql);

  return test_base_psql (base, statement);
}

TestBase *
published_base_new (void)
{
  TestBase *base = test_base_new ();
  g_autofree char *catalogue = fixture_catalogue_json (0);
  g_autofree char *load = g_strdup_printf (
    "SELECT copil.catalogue_load (gen_random_uuid (), '%s')", catalogue);

  migrate (base);
  test_base_run (base, helpers);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *sql
        = g_strdup_printf ("SELECT copil.territory_load (gen_random_uuid (), '%s')", sets[i]);

      g_free (published_base_administer (base, sql));
    }
  g_free (published_base_administer (base, load));
  return base;
}

void
published_base_land (TestBase   *base,
                     const char *cells)
{
  g_autofree char *sql = g_strdup_printf ("SELECT t.land ('%s')", cells);

  test_base_run (base, sql);
}

CopilConnection *
published_base_connect (TestBase   *base,
                        const char *login)
{
  return test_base_connection (base, "user", login, NULL);
}
