/* test-migration.c: the order of the schema's steps, and who may write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-error.h"
#include "db/migration.h"

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

int
main (int    argc,
      char **argv)
{
  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/migration/parse", test_parse);
  g_test_add_func ("/migration/checksum", test_checksum);
  g_test_add_func ("/migration/plan", test_plan);
  g_test_add_func ("/migration/gap", test_gap);
  g_test_add_func ("/migration/clients", test_clients);
  g_test_add_func ("/migration/shipped", test_shipped);
  return g_test_run ();
}
