/* test-fault-outcome.c: what became of a command whose answer was lost, asked of the schema itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <libpq-fe.h>
#include <string.h>

#include "db/cluster-place.h"
#include "db/outbox.h"

typedef struct
{
  Proxy           *proxy;
  CopilConnection *connection;
  CopilOutbox     *outbox;
  char            *directory;
  char            *login; /* of an administrator who is not the only one */
  PGconn          *holder;
} Fixture;

static TestBase *base;
static guint n_fixtures;

static PGconn *
connect_as (const char *login)
{
  g_autofree char *place = g_strdup_printf ("host='%s' dbname=copil user=%s",
                                            test_base_get_socket (base), login);

  return PQconnectdb (place);
}

/* (transfer full): the last value that it answers, in the database of Copil. */
static char *
run (const char *login,
     const char *sql)
{
  PGconn *connection = connect_as (login);
  PGresult *result = PQexec (connection, sql);
  char *answer;

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  answer = g_strdup (PQgetvalue (result, 0, 0));
  PQclear (result);
  PQfinish (connection);
  return answer;
}

static void
make_administrator (Fixture *fixture)
{
  g_autofree char *sql = NULL, *answer = NULL;

  fixture->login = g_strdup_printf ("admin-%u", ++n_fixtures);
  sql = g_strdup_printf (
    "SELECT copil.person_add(gen_random_uuid(), '%s', 'Alex Second', 'Administration');"
    "SELECT copil.assignment_grant(gen_random_uuid(), '%s', 'administrator', NULL, NULL,"
    " '2026-01-01', NULL)",
    fixture->login, fixture->login);
  answer = run ("administrator", sql);
}

static void
end_role (Fixture *fixture)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT copil.assignment_end(gen_random_uuid(), a.id, a.version) FROM copil.assignment a"
    " JOIN copil.person p ON p.id = a.person_id WHERE p.login = '%s'", fixture->login);
  g_autofree char *answer = run ("administrator", sql);

  g_assert_nonnull (strstr (answer, "assignment"));
}

static void
open_outbox (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  fixture->connection = test_base_connection (base, "host", proxy_get_directory (fixture->proxy),
                                              "dbname", "copil", "user", fixture->login, NULL);
  fixture->outbox = copil_outbox_new (fixture->connection, fixture->directory);
  copil_outbox_open_async (fixture->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  g_assert_true (copil_outbox_open_finish (fixture->outbox, result, NULL));
}

static void
close_outbox (Fixture *fixture)
{
  copil_connection_close (fixture->connection);
  fault_settle ();
  test_release (g_steal_pointer (&fixture->outbox));
  test_release (g_steal_pointer (&fixture->connection));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  make_administrator (fixture);
  fixture->directory = g_dir_make_tmp ("copil-outbox-XXXXXX", NULL);
  fixture->proxy = proxy_new (test_base_get_socket (base));
  open_outbox (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  close_outbox (fixture);
  proxy_free (fixture->proxy);
  copil_cluster_remove_tree (fixture->directory, NULL);
  g_free (fixture->directory);
  g_free (fixture->login);
}

/* A person to be added: "of-" and the login that asks. */
static CopilCommand *
submit (Fixture *fixture)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *login = g_strconcat ("of-", fixture->login, NULL);
  CopilCommand *command;

  json_object_set_string_member (parameters, "login", login);
  json_object_set_string_member (parameters, "name", "Anne Nouveau");
  json_object_set_string_member (parameters, "position", "Préfète");
  copil_outbox_submit_async (fixture->outbox, "person_add", parameters, "", NULL, NULL,
                             test_async_cb, &result);
  test_wait (&result);
  command = copil_outbox_submit_finish (fixture->outbox, result, NULL);
  g_assert_nonnull (command);
  return command;
}

static gboolean
is_added (Fixture *fixture)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT count(*) FROM copil.person WHERE login = 'of-%s'", fixture->login);
  g_autofree char *n = run ("copil", sql);

  return g_str_equal (n, "1");
}

static void
wait_for (CopilCommand     *command,
          CopilCommandState state)
{
  test_wait_until (copil_command_get_state (command) == state);
}

static void
lost_cb (CopilConnection *connection,
         const GError    *error,
         Fixture         *fixture)
{
  proxy_set_swallow (fixture->proxy, NULL);
}

static void
lost_with_role_cb (CopilConnection *connection,
                   const GError    *error,
                   Fixture         *fixture)
{
  proxy_set_swallow (fixture->proxy, NULL);
  end_role (fixture);
}

/* Committed, and its answer swallowed: recorded, with the answer where the role is kept. */
static void
test_answer_lost (Fixture      *fixture,
                  gconstpointer data)
{
  gboolean role_too = GPOINTER_TO_INT (data);
  g_autoptr (CopilCommand) command = NULL;

  g_signal_connect (fixture->connection, "lost",
                    role_too ? G_CALLBACK (lost_with_role_cb) : G_CALLBACK (lost_cb), fixture);
  g_assert_true (test_open (fixture->connection, NULL));
  proxy_set_swallow (fixture->proxy, "copil.\"person_add\"");
  command = submit (fixture);
  wait_for (command, COPIL_COMMAND_RECORDED);
  g_assert_true (is_added (fixture));
  if (role_too)
    g_assert_null (copil_command_get_answer (command));
  else
    g_assert_nonnull (strstr (copil_command_get_answer (command), "\"person\""));
}

/* The same, and the program ended before it could ask. */
static void
test_restarted (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;

  g_signal_connect (fixture->connection, "lost", G_CALLBACK (lost_with_role_cb), fixture);
  g_assert_true (test_open (fixture->connection, NULL));
  proxy_set_swallow (fixture->proxy, "copil.\"person_add\"");
  command = submit (fixture);
  wait_for (command, COPIL_COMMAND_CHECKING);
  g_clear_object (&command);
  close_outbox (fixture);
  open_outbox (fixture);
  command = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  g_assert_true (test_open (fixture->connection, NULL));
  wait_for (command, COPIL_COMMAND_RECORDED);
  g_assert_true (is_added (fixture));
}

/* It never arrived, and the role is gone: refused, which says that nothing happened. */
static void
test_never_arrived (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (CopilCommand) command = submit (fixture);

  g_clear_object (&command);
  close_outbox (fixture);
  end_role (fixture);
  open_outbox (fixture);
  command = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), 0);
  g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_CHECKING);
  g_assert_true (test_open (fixture->connection, NULL));
  wait_for (command, COPIL_COMMAND_REFUSED);
  g_assert_nonnull (copil_command_get_message (command));
  g_assert_false (is_added (fixture));
}

/* Holds up whoever adds a person, after the command was begun. */
static void
hold_persons (Fixture *fixture)
{
  PGresult *result;

  fixture->holder = connect_as ("copil");
  result = PQexec (fixture->holder, "BEGIN; LOCK TABLE copil.person IN SHARE MODE");
  g_assert_cmpint (PQresultStatus (result), ==, PGRES_COMMAND_OK);
  PQclear (result);
}

static gboolean
is_held (void)
{
  g_autofree char *n =
    run ("copil", "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");

  return g_str_equal (n, "1");
}

/* The second sending is about to leave: the first has its effect now, then the role ends. */
static void
second_sending_cb (CopilCommand *command,
                   GParamSpec   *pspec,
                   Fixture      *fixture)
{
  if (copil_command_get_state (command) != COPIL_COMMAND_SENT || fixture->holder == NULL)
    return;
  g_clear_pointer (&fixture->holder, PQfinish);
  while (!is_added (fixture))
    g_usleep (10000);
  end_role (fixture);
}

/* The first sending is still under way when the server is asked, so that it has no outcome yet;
 * what is sent again is refused. Taken for the truth, that refusal would be a lie. */
static void
test_still_under_way (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;

  g_assert_true (test_open (fixture->connection, NULL));
  hold_persons (fixture);
  command = submit (fixture);
  test_wait_until (is_held ());
  g_signal_connect (command, "notify::state", G_CALLBACK (second_sending_cb), fixture);
  proxy_reset (fixture->proxy);
  wait_for (command, COPIL_COMMAND_RECORDED);
  g_assert_null (fixture->holder);
  g_assert_true (is_added (fixture));
}

#define ADD(name, function, data) \
  g_test_add ("/fault/outcome/" name, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new_copil ();
  ADD ("answer-lost", test_answer_lost, GINT_TO_POINTER (FALSE));
  ADD ("answer-lost/role-too", test_answer_lost, GINT_TO_POINTER (TRUE));
  ADD ("restarted", test_restarted, NULL);
  ADD ("never-arrived", test_never_arrived, NULL);
  ADD ("still-under-way", test_still_under_way, NULL);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
