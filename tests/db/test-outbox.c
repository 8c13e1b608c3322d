/* test-outbox.c: every write happens exactly once, and the person is told the truth
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "db/outbox.h"

/* A function as the contract has them: the same UUID gives the first answer. */
static const char schema[] =
  "DROP SCHEMA IF EXISTS copil CASCADE; CREATE SCHEMA copil;"
  "CREATE TABLE copil.command (id uuid PRIMARY KEY, name text, answer jsonb);"
  "CREATE FUNCTION copil.command_outcome(command uuid) RETURNS jsonb LANGUAGE sql AS $$"
  "  SELECT jsonb_build_object('answer', c.answer) FROM copil.command c WHERE c.id = $1 $$;"
  "CREATE TABLE copil.effect (id serial, what text, many int, extra jsonb);"
  "CREATE FUNCTION copil.note(command uuid, what text, many int DEFAULT 0,"
  "                           extra jsonb DEFAULT NULL)"
  "  RETURNS jsonb LANGUAGE plpgsql AS $$ DECLARE given jsonb; BEGIN"
  "  INSERT INTO copil.command VALUES ($1, 'note', jsonb_build_object('what', $2))"
  "    ON CONFLICT DO NOTHING;"
  "  IF NOT FOUND THEN"
  "    SELECT answer INTO given FROM copil.command c WHERE c.id = $1; RETURN given;"
  "  END IF;"
  "  IF $2 = 'refuse' THEN"
  "    RAISE EXCEPTION 'Refusé par la règle' USING ERRCODE = 'CP422';"
  "  END IF;"
  "  IF $2 = 'conflict' AND (SELECT count(*) FROM pg_stat_activity) > 0"
  "     AND nextval('copil.conflicts') < 3 THEN RAISE serialization_failure; END IF;"
  "  IF $2 = 'always' THEN RAISE deadlock_detected; END IF;"
  "  INSERT INTO copil.effect (what, many, extra) VALUES ($2, $3, $4);"
  "  RETURN jsonb_build_object('what', $2);"
  "END $$;"
  "CREATE SEQUENCE copil.conflicts";

typedef struct
{
  CopilConnection *connection;
  CopilOutbox     *outbox;
  char            *directory;
} Fixture;

static TestBase *base;

static void
open_outbox (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->connection = test_base_connection (base, NULL);
  fixture->outbox = copil_outbox_new (fixture->connection, fixture->directory);
  copil_outbox_open_async (fixture->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  copil_outbox_open_finish (fixture->outbox, result, &error);
  g_assert_no_error (error);
}

static void
close_outbox (Fixture *fixture)
{
  copil_connection_close (fixture->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (fixture->outbox);
  g_clear_object (&fixture->connection);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *temporary = g_dir_make_tmp ("copil-outbox-XXXXXX", NULL);

  test_base_run (base, schema);
  fixture->directory = g_build_filename (temporary, "box", NULL);
  open_outbox (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *temporary = g_path_get_dirname (fixture->directory);

  close_outbox (fixture);
  test_remove_all (temporary);
  g_free (fixture->directory);
}

static CopilCommand *
submit (Fixture     *fixture,
        const char  *what,
        const char  *depends_on,
        GError     **error)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;

  json_object_set_string_member (parameters, "what", what);
  copil_outbox_submit_async (fixture->outbox, "note", parameters, what, depends_on, NULL,
                             test_async_cb, &result);
  test_wait (&result);
  return copil_outbox_submit_finish (fixture->outbox, result, error);
}

static guint
count_files (Fixture    *fixture,
             const char *sub)
{
  g_autofree char *path = g_build_filename (fixture->directory, sub, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".json") ? 1 : 0;
  return n;
}

static void
assert_effects (const char *expected)
{
  g_autofree char *effects =
    test_base_psql (base, "SELECT string_agg(what, ',' ORDER BY id) FROM copil.effect");

  g_assert_cmpstr (effects, ==, expected);
}

static void
wait_for (CopilCommand     *command,
          CopilCommandState state)
{
  test_wait_until (copil_command_get_state (command) == state);
}

static void
test_recorded (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL, next = NULL;
  g_autoptr (JsonObject) parameters = json_object_new ();
  JsonArray *list = json_array_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *effect = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  json_array_add_string_element (list, "l’un");
  json_object_set_string_member (parameters, "what", "l’effet; DROP TABLE");
  json_object_set_int_member (parameters, "many", -7);
  json_object_set_array_member (parameters, "extra", list);
  copil_outbox_submit_async (fixture->outbox, "note", parameters, "Noter", NULL, NULL,
                             test_async_cb, &result);
  test_wait (&result);
  command = copil_outbox_submit_finish (fixture->outbox, result, NULL);
  g_assert_cmpstr (copil_command_get_label (command), ==, "Noter");
  g_assert_cmpuint (count_files (fixture, ""), ==, 1);
  wait_for (command, COPIL_COMMAND_RECORDED);
  g_assert_cmpstr (copil_command_get_answer (command), ==, "{\"what\": \"l’effet; DROP TABLE\"}");
  g_assert_cmpuint (copil_outbox_get_n_pending (fixture->outbox), ==, 0);
  effect = test_base_psql (base, "SELECT what, many, extra FROM copil.effect");
  g_assert_cmpstr (effect, ==, "l’effet; DROP TABLE|-7|[\"l’un\"]");
  copil_outbox_dismiss (fixture->outbox, command);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  /* The session is new: the server has just been asked about it, and answers before the next. */
  next = submit (fixture, "next", NULL, NULL);
  wait_for (next, COPIL_COMMAND_RECORDED);
  copil_outbox_dismiss (fixture->outbox, next);
  test_wait_until (count_files (fixture, "") == 0);
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL, follower = NULL, stranger = NULL;
  g_autofree char *id = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  command = submit (fixture, "refuse", NULL, NULL);
  follower = submit (fixture, "after", copil_command_get_id (command), NULL);
  stranger = submit (fixture, "other", NULL, NULL);
  wait_for (command, COPIL_COMMAND_REFUSED);
  g_assert_cmpstr (copil_command_get_message (command), ==, "Refusé par la règle");
  wait_for (follower, COPIL_COMMAND_REFUSED);
  wait_for (stranger, COPIL_COMMAND_RECORDED);
  assert_effects ("other");
  /* A refusal is not sent again by the next run, even where it would pass now. */
  id = g_strdup (copil_command_get_id (command));
  g_clear_object (&command);
  g_clear_object (&follower);
  g_clear_object (&stranger);
  close_outbox (fixture);
  test_base_run (base, "CREATE OR REPLACE FUNCTION copil.note(command uuid, what text, "
                       "many int DEFAULT 0, extra jsonb DEFAULT NULL) RETURNS jsonb LANGUAGE sql "
                       "AS 'INSERT INTO copil.effect (what) VALUES ($2) RETURNING NULL::jsonb'");
  open_outbox (fixture);
  g_assert_true (test_open (fixture->connection, NULL));
  stranger = submit (fixture, "last", NULL, NULL);
  wait_for (stranger, COPIL_COMMAND_RECORDED);
  assert_effects ("other,last");
  command = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  g_assert_cmpstr (copil_command_get_id (command), ==, id);
  g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_REFUSED);
}

static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (CopilCommand) one = submit (fixture, "one", NULL, NULL);
  g_autoptr (CopilCommand) two = submit (fixture, "two", copil_command_get_id (one), NULL);

  g_assert_cmpuint (copil_outbox_get_n_pending (fixture->outbox), ==, 2);
  g_assert_cmpint (copil_command_get_state (two), ==, COPIL_COMMAND_WAITING);
  g_assert_true (test_open (fixture->connection, NULL));
  wait_for (two, COPIL_COMMAND_RECORDED);
  assert_effects ("one,two");
}

/* The program ended: before it sent anything, and after the server had committed. */
static void
test_restarted (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (CopilCommand) unsent = submit (fixture, "unsent", NULL, NULL);
  g_autoptr (CopilCommand) committed = submit (fixture, "committed", NULL, NULL);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO copil.command VALUES ('%s', 'note', '{\"first\": true}')",
    copil_command_get_id (committed));

  test_base_run (base, sql);
  g_clear_object (&unsent);
  g_clear_object (&committed);
  close_outbox (fixture);
  open_outbox (fixture);
  unsent = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  committed = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 1);
  g_assert_cmpint (copil_command_get_state (unsent), ==, COPIL_COMMAND_CHECKING);
  g_assert_true (test_open (fixture->connection, NULL));
  wait_for (unsent, COPIL_COMMAND_RECORDED);
  wait_for (committed, COPIL_COMMAND_RECORDED);
  g_assert_cmpstr (copil_command_get_answer (committed), ==, "{\"first\": true}");
  assert_effects ("unsent");
  /* The third run asks as well, and knows meanwhile what was answered. */
  g_clear_object (&committed);
  close_outbox (fixture);
  open_outbox (fixture);
  committed = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 1);
  g_assert_cmpint (copil_command_get_state (committed), ==, COPIL_COMMAND_CHECKING);
  g_assert_cmpstr (copil_command_get_answer (committed), ==, "{\"first\": true}");
}

/* A fail-over may lose what was acknowledged: noticed at the next session, and sent again. */
static void
test_lost_by_server (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  command = submit (fixture, "kept", NULL, NULL);
  wait_for (command, COPIL_COMMAND_RECORDED);
  test_base_run (base, "TRUNCATE copil.command, copil.effect; "
                       "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = 'copil'");
  test_wait_until (copil_command_get_state (command) != COPIL_COMMAND_RECORDED);
  wait_for (command, COPIL_COMMAND_RECORDED);
  assert_effects ("kept");
}

static void
test_conflicts (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (CopilCommand) passing = NULL, hopeless = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  passing = submit (fixture, "conflict", NULL, NULL);
  wait_for (passing, COPIL_COMMAND_RECORDED);
  hopeless = submit (fixture, "always", NULL, NULL);
  wait_for (hopeless, COPIL_COMMAND_REFUSED);
  assert_effects ("conflict");
}

static void
test_read_only_server (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;

  test_base_run (base, "ALTER DATABASE postgres SET default_transaction_read_only = on");
  g_assert_true (test_open (fixture->connection, NULL));
  command = submit (fixture, "draft", NULL, NULL);
  test_wait_until (copil_command_get_message (command) != NULL);
  g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_WAITING);
  test_base_run (base, "SET TRANSACTION READ WRITE; "
                       "ALTER DATABASE postgres RESET default_transaction_read_only; "
                       "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = 'copil'");
  wait_for (command, COPIL_COMMAND_RECORDED);
  assert_effects ("draft");
}

static void
damage (const char *path,
        guint       how)
{
  g_autofree char *text = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  if (how == 0)
    size /= 2;
  else if (how == 1)
    text[size / 2] ^= 1;
  else
    size = 0;
  g_assert_true (g_file_set_contents (path, text, size, NULL));
}

static void
damage_all (Fixture *fixture,
              guint    how)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      {
        g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

        damage (path, how);
      }
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  for (guint how = 0; how < 3; how++)
    {
      g_autoptr (CopilCommand) command = submit (fixture, "damaged", NULL, NULL);

      g_clear_object (&command);
      close_outbox (fixture);
      damage_all (fixture, how);
      open_outbox (fixture);
      g_assert_cmpuint (copil_outbox_get_n_damaged (fixture->outbox), ==, 1);
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
      g_assert_cmpuint (count_files (fixture, "damaged"), ==, how + 1);
      g_assert_cmpuint (count_files (fixture, ""), ==, 0);
    }
  g_assert_true (test_open (fixture->connection, NULL));
  assert_effects ("");
}

/* A disk that takes no byte more: the limit on the size of files stands for it. */
static void
test_disk_full (Fixture      *fixture,
                gconstpointer data)
{
  struct rlimit before, full;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCommand) command = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  full = (struct rlimit) { 16, before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));
  command = submit (fixture, "no room", NULL, &error);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
  g_assert_null (command);
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 0);
  g_assert_cmpuint (count_files (fixture, ""), ==, 0);
  assert_effects ("");
}

static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CopilCommand) command = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  json_object_set_string_member (parameters, "what => 'x'); DROP SCHEMA copil; --", "y");
  copil_outbox_submit_async (fixture->outbox, "note", parameters, "", NULL, NULL, test_async_cb,
                             &result);
  test_wait (&result);
  command = copil_outbox_submit_finish (fixture->outbox, result, NULL);
  wait_for (command, COPIL_COMMAND_REFUSED);
  assert_effects ("");
}

#define ADD(name, function) \
  g_test_add ("/db/outbox/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  ADD ("recorded", test_recorded);
  ADD ("refused", test_refused);
  ADD ("offline", test_offline);
  ADD ("restarted", test_restarted);
  ADD ("lost-by-server", test_lost_by_server);
  ADD ("conflicts", test_conflicts);
  ADD ("read-only-server", test_read_only_server);
  ADD ("damaged", test_damaged);
  ADD ("disk-full", test_disk_full);
  ADD ("names", test_names);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
