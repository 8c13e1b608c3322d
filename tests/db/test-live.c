/* test-live.c: outbox and feed against the schema itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include <libpq-fe.h>
#include <string.h>

#include "core/language.h"
#include "db/cluster-place.h"
#include "db/error.h"
#include "db/feed.h"
#include "db/outbox.h"

typedef struct
{
  CopilConnection *connection;
  CopilFeed       *feed;
  CopilOutbox     *outbox;
  char            *directory;
  GPtrArray       *changes; /* "topic key" */
} Fixture;

static TestBase *base;

static void
changed_cb (CopilFeed *feed,
            GPtrArray *changes,
            Fixture   *fixture)
{
  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      g_ptr_array_add (fixture->changes, g_strdup_printf ("%s %s", change->topic, change->key));
    }
}

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->changes = g_ptr_array_new_with_free_func (g_free);
  fixture->directory = g_dir_make_tmp ("copil-outbox-XXXXXX", NULL);
  fixture->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  fixture->feed = copil_feed_new (fixture->connection, NULL);
  g_signal_connect (fixture->feed, "changed", G_CALLBACK (changed_cb), fixture);
  fixture->outbox = copil_outbox_new (fixture->connection, fixture->directory);
  copil_outbox_open_async (fixture->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  g_assert_true (copil_outbox_open_finish (fixture->outbox, result, NULL));
  test_open (fixture->connection, &error);
  g_assert_no_error (error);
  test_wait_until (copil_feed_get_cursor (fixture->feed) != NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  copil_connection_close (fixture->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (fixture->outbox);
  test_release (fixture->feed);
  test_release (fixture->connection);
  copil_cluster_remove_tree (fixture->directory, NULL);
  g_free (fixture->directory);
  g_ptr_array_unref (fixture->changes);
}

static CopilCommand *
submit (Fixture    *fixture,
        const char *function,
        const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  copil_outbox_submit_async (fixture->outbox, function, json_node_get_object (node), function, NULL,
                             NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_outbox_submit_finish (fixture->outbox, result, NULL);
}

static void
wait_for (CopilCommand     *command,
          CopilCommandState state)
{
  test_wait_until (copil_command_get_state (command) == state);
}

/* Arguments by name, whatever their name and type are. */
static void
test_command (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (CopilCommand) person = NULL, assignment = NULL, twice = NULL;

  person = submit (fixture, "person_add",
                   "{\"login\": \"a.nouveau\", \"name\": \"Anne Nouveau\", \"position\": \"Préfète\"}");
  wait_for (person, COPIL_COMMAND_RECORDED);
  g_assert_nonnull (g_strstr_len (copil_command_get_answer (person), -1, "\"person\""));
  assignment = submit (fixture, "assignment_grant",
                       "{\"login\": \"a.nouveau\", \"role\": \"reader\", \"territory_id\": null, "
                       "\"producer\": null, \"since\": \"2026-01-01\", \"until\": null}");
  wait_for (assignment, COPIL_COMMAND_RECORDED);
  test_wait_until (fixture->changes->len == 1);
  g_assert_cmpstr (fixture->changes->pdata[0], ==, "assignment a.nouveau");
  twice = submit (fixture, "person_add",
                  "{\"login\": \"a.nouveau\", \"name\": \"Anne\", \"position\": \"\"}");
  wait_for (twice, COPIL_COMMAND_REFUSED);
  g_assert_nonnull (copil_command_get_message (twice));
}

static void
test_not_allowed (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (CopilCommand) command =
    submit (fixture, "person_add",
            "{\"login\": \"b.nouveau\", \"name\": \"Bruno\", \"position\": \"Agent\"}");

  wait_for (command, COPIL_COMMAND_REFUSED);
}

/* -- A client and a base of different ages ---------------------------------------------------- */

static void
run_in_copil (const char *sql)
{
  g_autofree char *place = g_strdup_printf ("host='%s' dbname=copil user=copil",
                                            test_base_get_socket (base));
  PGconn *connection = PQconnectdb (place);
  PGresult *result = PQexec (connection, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
  PQfinish (connection);
}

static const struct
{
  const char *sqlstate;
  const char *login; /* to be added */
  const char *before;
  const char *after;
  const char *message; /* of the base; the window adds what is safe */
} ages[] = {
  { "CP426", "trop.vieux",
    "INSERT INTO copil.schema_migration (number, name, checksum, oldest_client)"
    " VALUES (9999, 'later', '\\x00', '99.0.0')",
    "DELETE FROM copil.schema_migration WHERE number = 9999",
    "installez la version 99.0.0 ou une plus récente sur ce poste" },
  { "CP427", "trop.neuf",
    "CREATE TABLE public.kept AS SELECT * FROM copil.schema_migration ORDER BY number DESC LIMIT 1;"
    "DELETE FROM copil.schema_migration WHERE number IN (SELECT number FROM public.kept)",
    "INSERT INTO copil.schema_migration SELECT * FROM public.kept; DROP TABLE public.kept",
    "demandez à son administrateur de la mettre à jour" },
};

/* What copilctl says, and that it does nothing. */
static void
assert_copilctl_refused (const char *message)
{
  g_autofree char *program = g_build_filename (g_getenv ("COPIL_BUILD_DIR"), "src", "copilctl",
                                               NULL);
  g_autofree char *place = g_strdup_printf ("host=%s dbname=copil", test_base_get_socket (base));
  const char *argv[] = { program, "--connect", place, "--as", "administrator", "catalogue", "load",
                         NULL };
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, &words,
                &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s", words);
  g_assert_false (g_spawn_check_wait_status (status, NULL));
  g_assert_nonnull (strstr (words, message));
}

/* The base is migrated, or put back, under a client that is connected: it reads on, writes
 * nothing, keeps what was entered and sends it once the two fit again. */
static void
test_age (Fixture *fixture,
          guint    i)
{
  g_autofree char *json = NULL, *sql = NULL;
  g_autoptr (CopilCommand) command = NULL;
  g_autoptr (CopilResult) answer = NULL, read = NULL;
  g_autoptr (GError) error = NULL;

  json = g_strdup_printf ("{\"login\": \"%s\", \"name\": \"Âge\", \"position\": \"Agent\"}",
                          ages[i].login);
  sql = g_strdup_printf ("SELECT copil.person_add(gen_random_uuid(), '%s', 'Âge', 'Agent')",
                         ages[i].login);
  run_in_copil (ages[i].before);
  answer = test_query (fixture->connection, sql, &error);
  g_assert_null (answer);
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_SCHEMA);
  g_assert_cmpstr (copil_db_error_get_sqlstate (error), ==, ages[i].sqlstate);
  g_assert_nonnull (strstr (error->message, ages[i].message));
  command = submit (fixture, "person_add", json);
  test_wait_until (copil_command_get_message (command) != NULL);
  g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_WAITING);
  g_assert_nonnull (strstr (copil_command_get_message (command), ages[i].message));
  read = test_query (fixture->connection, "SELECT count(*) FROM copil.territory", NULL);
  g_assert_cmpint (copil_result_get_int (read, 0, 0), >, 400);
  assert_copilctl_refused (ages[i].message);
  run_in_copil (ages[i].after);
  wait_for (command, COPIL_COMMAND_RECORDED);
}

static void
test_too_old (Fixture      *fixture,
              gconstpointer data)
{
  test_age (fixture, 0);
}

static void
test_too_new (Fixture      *fixture,
              gconstpointer data)
{
  test_age (fixture, 1);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  base = test_base_new_copil ();
  g_test_add ("/db/live/command", Fixture, "administrator", set_up, test_command, tear_down);
  g_test_add ("/db/live/not-allowed", Fixture, "reader", set_up, test_not_allowed, tear_down);
  g_test_add ("/db/live/too-old", Fixture, "administrator", set_up, test_too_old, tear_down);
  g_test_add ("/db/live/too-new", Fixture, "administrator", set_up, test_too_new, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
