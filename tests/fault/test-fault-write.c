/* test-fault-write.c: whatever fails, a write has one effect or none, and the truth is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <signal.h>
#include <unistd.h>

#include "db/outbox.h"

typedef struct
{
  Proxy           *proxy;
  CopilConnection *connection;
  CopilOutbox     *outbox;
  char            *directory;
} Fixture;

static TestBase *base;
static const char *program;

static void
open_outbox (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->outbox = copil_outbox_new (fixture->connection, fixture->directory);
  copil_outbox_open_async (fixture->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  copil_outbox_open_finish (fixture->outbox, result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  test_base_run (base, fault_schema);
  fixture->directory = g_dir_make_tmp ("copil-outbox-XXXXXX", NULL);
  fixture->proxy = proxy_new (test_base_get_socket (base));
  /* Soon back, by a clock that moves. */
  fixture->connection = test_base_connection (base, "host", proxy_get_directory (fixture->proxy),
                                              NULL);
  open_outbox (fixture);
  g_assert_true (test_open (fixture->connection, NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  copil_connection_close (fixture->connection);
  fault_settle ();
  test_release (fixture->outbox);
  test_release (fixture->connection);
  proxy_free (fixture->proxy);
  test_remove_all (fixture->directory);
  g_free (fixture->directory);
}

static CopilCommand *
submit (CopilOutbox *outbox,
        const char  *what)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CopilCommand *command;

  json_object_set_string_member (parameters, "what", what);
  copil_outbox_submit_async (outbox, "note", parameters, what, NULL, NULL, test_async_cb, &result);
  test_wait (&result);
  command = copil_outbox_submit_finish (outbox, result, &error);
  g_assert_no_error (error);
  return command;
}

static void
wait_for (CopilCommand     *command,
          CopilCommandState state)
{
  test_wait_until (copil_command_get_state (command) == state);
}

static void
assert_answer (const char *sql,
               const char *expected)
{
  g_autofree char *answer = test_base_psql (base, sql);

  g_assert_cmpstr (answer, ==, expected);
}

static GError *
run_transaction (Fixture *fixture)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) copil_statement_unref);
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  g_ptr_array_add (statements, copil_statement_new ("INSERT INTO copil.effect (what) VALUES ('a')"));
  g_ptr_array_add (statements, copil_statement_new ("SELECT 'second'"));
  copil_connection_transaction_async (fixture->connection, statements, TRUE, NULL, test_async_cb,
                                      &result);
  test_wait (&result);
  g_assert_null (copil_connection_transaction_finish (fixture->connection, result, &error));
  return error;
}

/* COMMIT was sent, its answer is lost: nobody can say, and nobody says, that it failed. */
static void
test_commit_lost (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  proxy_set_swallow (fixture->proxy, "COMMIT");
  error = run_transaction (fixture);
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNKNOWN_OUTCOME);
  assert_answer ("SELECT count(*) FROM copil.effect", "1");
}

/* Cut before COMMIT was sent: certainly nothing happened. */
static void
test_lost_before_commit (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  proxy_set_swallow (fixture->proxy, "'second'");
  error = run_transaction (fixture);
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  assert_answer ("SELECT count(*) FROM copil.effect", "0");
}

static void
checking_cb (CopilCommand *command,
             GParamSpec   *pspec,
             gboolean     *seen)
{
  *seen = *seen || copil_command_get_state (command) == COPIL_COMMAND_CHECKING;
}

static void
stop_swallowing_cb (CopilConnection *connection,
                    const GError    *error,
                    Fixture         *fixture)
{
  proxy_set_swallow (fixture->proxy, NULL);
}

/* The same UUID, one effect, the same answer; meanwhile "being checked". */
static void
test_answer_lost (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;
  gboolean seen = FALSE;

  g_signal_connect (fixture->connection, "lost", G_CALLBACK (stop_swallowing_cb), fixture);
  proxy_set_swallow (fixture->proxy, "copil.\"note\"");
  command = submit (fixture->outbox, "once");
  g_signal_connect (command, "notify::state", G_CALLBACK (checking_cb), &seen);
  wait_for (command, COPIL_COMMAND_RECORDED);
  g_assert_true (seen);
  g_assert_cmpstr (copil_command_get_answer (command), ==, "{\"n\": 1}");
  assert_answer ("SELECT count(*) FROM copil.effect", "1");
}

/* Five times fifty writes under a server that is killed in their midst. */
static void
test_server_killed (Fixture      *fixture,
                    gconstpointer data)
{
  for (guint round = 0; round < 5; round++)
    {
      for (guint i = 0; i < 50; i++)
        {
          g_autofree char *what = g_strdup_printf ("%u-%u", round, i);
          g_autoptr (CopilCommand) command = submit (fixture->outbox, what);

          if (i == 10 + 7 * round)
            test_base_kill (base);
        }
      test_base_start (base);
      test_wait_until (copil_outbox_get_n_pending (fixture->outbox) == 0);
    }
  assert_answer ("SELECT count(*), count(DISTINCT what) FROM copil.effect", "250|250");
  for (guint i = 0; i < 250; i++)
    {
      g_autoptr (CopilCommand) command = g_list_model_get_item (G_LIST_MODEL (fixture->outbox), i);

      g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_RECORDED);
    }
}

/* What the program does that is killed: see run_victim(). */
static const char *const victims[] = { "unsent", "sent", "recorded" };

static void
test_client_killed (Fixture      *fixture,
                    gconstpointer data)
{
  const char *how = data;
  g_autoptr (GSubprocess) victim = NULL;
  g_autoptr (GError) error = NULL;

  victim = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--victim", how,
                             fixture->directory, test_base_get_socket (base), NULL);
  g_assert_no_error (error);
  g_subprocess_wait (victim, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (victim));
  test_release (g_steal_pointer (&fixture->outbox));
  open_outbox (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->outbox)), ==, 1);
  test_wait_until (copil_outbox_get_n_pending (fixture->outbox) == 0);
  assert_answer ("SELECT count(*), min(what) FROM copil.effect", "1|victim");
}

static void
die_when_recorded_cb (CopilCommand *command,
                      GParamSpec   *pspec,
                      gpointer      user_data)
{
  if (copil_command_get_state (command) == COPIL_COMMAND_RECORDED)
    raise (SIGKILL);
}

/* In a process of its own: enters a command, and is killed at the moment named. */
static void
run_victim (const char *how,
            const char *directory,
            const char *socket)
{
  g_autoptr (CopilConnection) connection = fault_connection ("host", socket, NULL);
  g_autoptr (CopilOutbox) outbox = copil_outbox_new (connection, directory);
  g_autoptr (CopilCommand) command = submit (outbox, "victim");
  gboolean sent = g_str_equal (how, "sent");

  if (g_str_equal (how, "unsent"))
    raise (SIGKILL);
  if (!sent)
    g_signal_connect (command, "notify::state", G_CALLBACK (die_when_recorded_cb), NULL);
  test_open (connection, NULL);
  /* Once its last byte has left: asked before each turn, one of which may bring the answer. */
  while (sent)
    {
      if (copil_command_get_state (command) == COPIL_COMMAND_SENT && connection->current != NULL
          && connection->current->sent)
        raise (SIGKILL);
      g_main_context_iteration (NULL, TRUE);
    }
  wait_for (command, COPIL_COMMAND_RECORDED);
}

/* What the server may answer, and what that means for the command. */
static const struct
{
  const char       *sqlstate;
  CopilCommandState state;
} answers[] = {
  { "23505", COPIL_COMMAND_REFUSED }, { "25006", COPIL_COMMAND_WAITING },
  { "40001", COPIL_COMMAND_REFUSED }, { "40P01", COPIL_COMMAND_REFUSED },
  { "42501", COPIL_COMMAND_REFUSED }, { "53100", COPIL_COMMAND_WAITING },
  { "57014", COPIL_COMMAND_WAITING }, { "CP401", COPIL_COMMAND_REFUSED },
  { "CP403", COPIL_COMMAND_REFUSED }, { "CP409", COPIL_COMMAND_REFUSED },
  { "CP412", COPIL_COMMAND_REFUSED }, { "CP422", COPIL_COMMAND_REFUSED },
  { "CP426", COPIL_COMMAND_WAITING }, { "CP427", COPIL_COMMAND_WAITING },
};

static void
test_answers (Fixture      *fixture,
              gconstpointer data)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE copil.mood SET code = '%s'",
                                              answers[i].sqlstate);
      g_autofree char *count = NULL;
      g_autoptr (CopilCommand) command = NULL;

      test_base_run (base, sql);
      command = submit (fixture->outbox, answers[i].sqlstate);
      test_wait_until (copil_command_get_message (command) != NULL
                       && copil_command_get_state (command) == answers[i].state);
      assert_answer ("SELECT count(*) FROM copil.mood WHERE code IS NULL", "0");
      test_base_run (base, "UPDATE copil.mood SET code = NULL");
      if (answers[i].state == COPIL_COMMAND_WAITING)
        {
          /* Kept, and sent again without the person. */
          wait_for (command, COPIL_COMMAND_RECORDED);
          n++;
        }
      count = g_strdup_printf ("%u", n);
      assert_answer ("SELECT count(*) FROM copil.effect", count);
    }
}

/* The last try of a bounded number passes. */
static void
test_storm (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (CopilCommand) command = NULL;

  test_base_run (base, "UPDATE copil.mood SET code = '40001', times = 4");
  command = submit (fixture->outbox, "storm");
  wait_for (command, COPIL_COMMAND_RECORDED);
  assert_answer ("SELECT count(*) FROM copil.effect", "1");
}

#define ADD(name, function, data) \
  g_test_add ("/fault/write/" name, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  program = argv[0];
  if (argc == 5 && g_str_equal (argv[1], "--victim"))
    {
      run_victim (argv[2], argv[3], argv[4]);
      return 1;
    }
  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  ADD ("commit-lost", test_commit_lost, NULL);
  ADD ("lost-before-commit", test_lost_before_commit, NULL);
  ADD ("answer-lost", test_answer_lost, NULL);
  ADD ("server-killed", test_server_killed, NULL);
  ADD ("client-killed/unsent", test_client_killed, victims[0]);
  ADD ("client-killed/sent", test_client_killed, victims[1]);
  ADD ("client-killed/recorded", test_client_killed, victims[2]);
  ADD ("answers", test_answers, NULL);
  ADD ("storm", test_storm, NULL);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
