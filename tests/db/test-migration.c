/* test-migration.c: the order of the schema's steps, and who may write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-error.h"
#include "db/cluster-session.h"
#include "db/migration.h"
#include "test-base.h"

#include <stdarg.h>
#include <string.h>

static CopilMigration *
parse (const char  *name,
       const char  *text,
       GError     **error)
{
  g_autoptr (GBytes) contents = g_bytes_new_static (text, strlen (text));

  return copil_migration_parse (name, contents, error);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *name, *text;
    int         number; /* 0: refused */
    const char *title, *oldest;
  } cases[] = {
    { "0001-people.sql", "-- oldest-client: 0.1.0\nSELECT 1;\n", 1, "people", "0.1.0" },
    { "0012-a-b.sql", "-- 0012\n-- oldest-client:  1.20.3 \n", 12, "a-b", "1.20.3" },
    { "7_x.sql", "-- oldest-client: 0.1.0\n", 7, "x", "0.1.0" },
    { "people.sql", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "0001.sql", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "0001-.sql", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "0000-zero.sql", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "0001-people.txt", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "99999999999-big.sql", "-- oldest-client: 0.1.0\n", 0, NULL, NULL },
    { "0001-people.sql", "SELECT 1;\n", 0, NULL, NULL },
    { "0001-people.sql", "-- oldest-client: new\n", 0, NULL, NULL },
    { "0001-people.sql", "-- oldest-client: 0.1\n", 0, NULL, NULL },
    { "0001-people.sql", "", 0, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilMigration) step = parse (cases[i].name, cases[i].text, &error);

      g_test_message ("%s", cases[i].name);
      if (cases[i].number == 0)
        {
          g_assert_null (step);
          g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpint (step->number, ==, cases[i].number);
      g_assert_cmpstr (step->name, ==, cases[i].title);
      g_assert_cmpstr (step->oldest_client, ==, cases[i].oldest);
    }
}

/* The checksum is of the file's bytes, as sha256sum says it. */
static void
test_checksum (void)
{
  g_autoptr (CopilMigration) step = parse ("0001-a.sql", "-- oldest-client: 0.1.0\n", NULL);

  g_assert_cmpstr (step->checksum, ==,
                   "b197e253f67a24cdf8807dc0c2521ff15d7ecb139e156c1b9f62ce5a3d9a4253");
}

/* "abc": three steps with these checksums. */
static GPtrArray *
steps_of (const char *checksums)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_migration_free);

  for (int i = 0; checksums[i] != '\0'; i++)
    {
      CopilMigration *step = g_new0 (CopilMigration, 1);

      step->number = i + 1;
      step->checksum = g_strndup (checksums + i, 1);
      g_ptr_array_add (steps, step);
    }
  return steps;
}

static void
test_plan (void)
{
  static const struct
  {
    const char *shipped, *applied;
    int         first;
  } cases[] = {
    { "abc", "", 0 },   { "abc", "a", 1 },   { "abc", "abc", 3 },
    { "", "", 0 },      { "abc", "x", -1 },  { "abc", "ax", -1 },
    { "abc", "b", -1 }, { "abc", "abcd", -1 }, { "", "a", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) shipped = steps_of (cases[i].shipped);
      g_autoptr (GPtrArray) applied = steps_of (cases[i].applied);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s after %s", cases[i].shipped, cases[i].applied);
      g_assert_cmpint (copil_migration_plan (shipped, applied, &error), ==, cases[i].first);
      if (cases[i].first < 0)
        g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA);
      else
        g_assert_no_error (error);
    }
}

static void
test_gap (void)
{
  g_autoptr (GPtrArray) shipped = steps_of ("abc");
  g_autoptr (GPtrArray) applied = steps_of ("ab");
  g_autoptr (GError) error = NULL;
  CopilMigration *last = g_ptr_array_index (applied, 1);

  last->number = 3;
  g_assert_cmpint (copil_migration_plan (shipped, applied, &error), ==, -1);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA);
}

static void
test_clients (void)
{
  static const struct
  {
    const char *client;
    int         knows, server;
    const char *oldest, *says;
  } cases[] = {
    { "0.1.0", 6, 6, "0.1.0", NULL },
    { "0.2.0", 6, 6, "0.1.0", NULL },
    { "0.1.0", 6, 9, "0.1.0", NULL }, /* a newer base that still takes us */
    { "0.1.0", 6, 9, "0.2.0", "Copil à jour sur ce poste" },
    { "0.9.0", 6, 6, "0.10.0", "Copil à jour sur ce poste" },
    { "0.2.0", 7, 6, "0.1.0", "copilctl db migrate" },
    { "0.1.0", 6, 6, "?", "Copil à jour sur ce poste" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gboolean may = copil_migration_check_client (cases[i].client, cases[i].knows,
                                                   cases[i].server, cases[i].oldest, &error);

      g_test_message ("%s, base %d", cases[i].client, cases[i].server);
      g_assert_cmpint (may, ==, cases[i].says == NULL);
      if (!may)
        g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

/* What this program carries is a sequence that can be applied. */
static void
test_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) steps = copil_migration_load (&error);

  g_assert_no_error (error);
  g_assert_cmpint ((int) steps->len, ==, copil_migration_get_latest ());
}

/* One server for the cases below; each has a database of its own. */
static TestBase *server;

static GHashTable *
make_database (const char *name)
{
  g_autofree char *sql = g_strdup_printf ("CREATE DATABASE %s", name);

  if (server == NULL)
    server = test_base_new ();
  test_base_run (server, sql);
  return test_base_parameters (server, "dbname", name, NULL);
}

/* Steps from their scripts, NULL-terminated. */
static GPtrArray *
steps_from (const char *first,
            ...)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_migration_free);
  va_list scripts;

  va_start (scripts, first);
  for (const char *script = first; script != NULL; script = va_arg (scripts, const char *))
    {
      g_autofree char *name = g_strdup_printf ("%04u-step.sql", steps->len + 1);
      g_autofree char *text = g_strconcat ("-- oldest-client: 0.1.0\n", script, NULL);
      g_autoptr (GBytes) contents = g_bytes_new (text, strlen (text));
      g_autoptr (GError) error = NULL;
      CopilMigration *step = copil_migration_parse (name, contents, &error);

      g_assert_no_error (error);
      g_ptr_array_add (steps, step);
    }
  va_end (scripts);
  return steps;
}

static int
run (GHashTable  *parameters,
     GPtrArray   *steps,
     GError     **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_migration_run_async (parameters, steps, NULL, NULL, NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_migration_run_finish (result, error);
}

static char *
ask (GHashTable *parameters,
     const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilSession) session = copil_session_open (parameters, NULL, &error);
  char *answer;

  g_assert_no_error (error);
  answer = copil_session_read (session, sql, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

#define ONE "CREATE TABLE trace AS SELECT 1 AS step;"
#define TWO "INSERT INTO trace VALUES (2); INSERT INTO trace VALUES (22);"

static void
test_order (void)
{
  g_autoptr (GHashTable) parameters = make_database ("in_order");
  g_autoptr (GPtrArray) one = steps_from (ONE, NULL);
  g_autoptr (GPtrArray) two = steps_from (ONE, TWO, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *trace = NULL;
  g_autofree char *recorded = NULL;

  g_assert_cmpint (run (parameters, one, &error), ==, 1);
  g_assert_cmpint (run (parameters, two, &error), ==, 1);
  g_assert_cmpint (run (parameters, two, &error), ==, 0);
  g_assert_no_error (error);
  trace = ask (parameters, "SELECT string_agg(step::text, ' ' ORDER BY step) FROM trace");
  g_assert_cmpstr (trace, ==, "1 2 22");
  recorded = ask (parameters, "SELECT string_agg(number || name || oldest_client, ' ' ORDER BY"
                              " number) FROM copil.schema_migration");
  g_assert_cmpstr (recorded, ==, "1step0.1.0 2step0.1.0");
}

/* A step is whole or absent, and says where it failed. */
static void
test_failing_step (void)
{
  g_autoptr (GHashTable) parameters = make_database ("failing");
  g_autoptr (GPtrArray) steps =
    steps_from (ONE, "INSERT INTO trace VALUES (2);\n\nSELECT nowhere;", NULL);
  g_autoptr (GPtrArray) mended = steps_from (ONE, TWO, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *trace = NULL;

  g_assert_cmpint (run (parameters, steps, &error), ==, -1);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SERVER);
  g_assert_nonnull (strstr (error->message, "ligne 4"));
  g_clear_error (&error);
  trace = ask (parameters, "SELECT string_agg(step::text, ' ') FROM trace");
  g_assert_cmpstr (trace, ==, "1");
  g_assert_cmpint (run (parameters, mended, &error), ==, 1);
  g_assert_no_error (error);
}

/* What was applied is not what is shipped, or more than that. */
static void
test_refused (void)
{
  g_autoptr (GHashTable) parameters = make_database ("refused");
  g_autoptr (GPtrArray) applied = steps_from (ONE, TWO, NULL);
  g_autoptr (GPtrArray) changed = steps_from (ONE, TWO " ", NULL);
  g_autoptr (GPtrArray) older = steps_from (ONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (run (parameters, applied, &error), ==, 2);
  g_assert_cmpint (run (parameters, changed, &error), ==, -1);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA);
  g_assert_nonnull (strstr (error->message, "2"));
  g_clear_error (&error);
  g_assert_cmpint (run (parameters, older, &error), ==, -1);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA);
  g_assert_nonnull (strstr (error->message, "plus récente"));
}

static void
test_together (void)
{
  g_autoptr (GHashTable) parameters = make_database ("together");
  g_autoptr (GPtrArray) steps = steps_from (ONE " SELECT pg_sleep(0.2);", TWO, NULL);
  GAsyncResult *results[3] = { NULL };
  int applied = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    copil_migration_run_async (parameters, steps, NULL, NULL, NULL, test_async_cb, &results[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      GError *error = NULL;

      test_wait (&results[i]);
      applied += copil_migration_run_finish (results[i], &error);
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  g_assert_cmpint (applied, ==, 2);
}

static void
test_cancelled (void)
{
  g_autoptr (GHashTable) parameters = make_database ("cancelled");
  g_autoptr (GPtrArray) steps = steps_from (ONE " SELECT pg_sleep(600);", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sleeping = NULL;

  copil_migration_run_async (parameters, steps, NULL, NULL, cancellable, test_async_cb, &result);
  do
    {
      g_free (sleeping);
      sleeping = ask (parameters, "SELECT count(*) FROM pg_stat_activity"
                                  " WHERE wait_event = 'PgSleep'");
    }
  while (!g_str_equal (sleeping, "1"));
  g_cancellable_cancel (cancellable);
  test_wait (&result);
  g_assert_cmpint (copil_migration_run_finish (result, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_free (sleeping);
  sleeping = ask (parameters, "SELECT to_regclass('trace') IS NULL");
  g_assert_cmpstr (sleeping, ==, "t");
}

/* The schema of this program applies to an empty base, and a login of it comes in. */
static void
test_copil (void)
{
  g_autoptr (TestBase) base = test_base_new_copil ();
  g_autoptr (GHashTable) parameters = test_base_parameters (base, "dbname", "copil", "user",
                                                            "reader", NULL);
  g_autofree char *number = ask (parameters, "SELECT max(number) FROM copil.schema_migration");
  g_autofree char *shipped = g_strdup_printf ("%d", copil_migration_get_latest ());
  g_autofree char *login = ask (parameters, "SELECT copil.whoami() ->> 'login'");

  g_assert_cmpstr (number, ==, shipped);
  g_assert_cmpstr (login, ==, "reader");
}

int
main (int    argc,
      char **argv)
{
  int status;

  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/parse", test_parse);
  g_test_add_func ("/migration/checksum", test_checksum);
  g_test_add_func ("/migration/plan", test_plan);
  g_test_add_func ("/migration/gap", test_gap);
  g_test_add_func ("/migration/clients", test_clients);
  g_test_add_func ("/migration/shipped", test_shipped);
  g_test_add_func ("/migration/order", test_order);
  g_test_add_func ("/migration/failing-step", test_failing_step);
  g_test_add_func ("/migration/refused", test_refused);
  g_test_add_func ("/migration/together", test_together);
  g_test_add_func ("/migration/cancelled", test_cancelled);
  g_test_add_func ("/migration/copil", test_copil);
  status = g_test_run ();
  g_clear_pointer (&server, test_base_free);
  return status;
}
