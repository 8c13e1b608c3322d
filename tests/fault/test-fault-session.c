/* test-fault-session.c: what can go wrong once a session is there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <signal.h>

static TestBase *base;

typedef struct
{
  Proxy           *proxy;
  CopilConnection *connection;
  FaultClock       clock;
  FaultLog         log;
  GError          *error;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->proxy = proxy_new (test_base_get_socket (base));
  fixture->connection = fault_through (fixture->proxy);
  fault_clock_install (&fixture->clock, fixture->connection);
  fault_log_follow (&fixture->log, fixture->connection);
  g_assert_true (test_open (fixture->connection, NULL));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_error (&fixture->error);
  copil_connection_close (fixture->connection);
  fault_settle ();
  test_release (fixture->connection);
  proxy_free (fixture->proxy);
  fault_log_clear (&fixture->log);
  /* A statement that runs on would be taken for the next test's. */
  test_base_run (base, "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
                       "WHERE application_name = 'copil'");
}

static int
backend_pid (Fixture *fixture)
{
  g_autoptr (CopilResult) result = test_query (fixture->connection, "SELECT pg_backend_pid()", NULL);

  return copil_result_get_int (result, 0, 0);
}

static void
terminate (int pid)
{
  g_autofree char *sql = g_strdup_printf ("SELECT pg_terminate_backend(%d)", pid);

  test_base_run (base, sql);
}

static void
query_async (Fixture       *fixture,
             const char    *sql,
             gboolean       write,
             GCancellable  *cancellable,
             GAsyncResult **result)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (sql);

  copil_statement_set_write (statement, write);
  copil_connection_query_async (fixture->connection, statement, cancellable, test_async_cb, result);
}

static CopilResult *
query_finish (Fixture       *fixture,
              GAsyncResult **result)
{
  CopilResult *rows;

  test_wait (result);
  g_clear_error (&fixture->error);
  rows = copil_connection_query_finish (fixture->connection, *result, &fixture->error);
  g_clear_object (result);
  return rows;
}

static void
assert_query_fails (Fixture       *fixture,
                    GAsyncResult **result,
                    CopilDbError   code)
{
  g_assert_null (query_finish (fixture, result));
  g_assert_error (fixture->error, COPIL_DB_ERROR, (int) code);
}

static void
assert_works (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) result = test_query (fixture->connection, "SELECT 42", &error);

  g_assert_no_error (error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, 42);
}

static void
assert_comes_back (Fixture *fixture)
{
  guint n = fixture->log.n_ready;

  copil_connection_retry (fixture->connection);
  test_wait_until (fixture->log.n_ready == n + 1);
  assert_works (fixture);
}

static void
wait_for_statement (const char *text)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%%%s%%' "
    "AND pid <> pg_backend_pid()", text);

  for (;;)
    {
      g_autofree char *n = test_base_psql (base, sql);

      if (g_strcmp0 (n, "0") != 0)
        return;
      fault_settle ();
    }
}

/* The FATAL comes as a notice; only the next wake-up finds the end of the socket. */
static void
test_killed_idle (Fixture      *fixture,
                  gconstpointer data)
{
  terminate (backend_pid (fixture));
  test_wait_until (fixture->log.n_lost == 1);
  g_assert_error (fixture->log.error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->log.error), ==, "57P01");
  g_assert_cmpint (copil_connection_get_state (fixture->connection), ==, COPIL_CONNECTION_BACKOFF);
  assert_comes_back (fixture);
}

static void
test_killed_in_flight (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GAsyncResult) running = NULL, queued = NULL, refused = NULL;
  int pid = backend_pid (fixture);

  query_async (fixture, "SELECT pg_sleep(1000)", FALSE, NULL, &running);
  query_async (fixture, "SELECT 2", FALSE, NULL, &queued);
  wait_for_statement ("pg_sleep(1000)");
  terminate (pid);
  assert_query_fails (fixture, &running, COPIL_DB_ERROR_UNREACHABLE);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->error), ==, "57P01");
  assert_query_fails (fixture, &queued, COPIL_DB_ERROR_UNREACHABLE);
  /* Between two tries nothing waits. */
  query_async (fixture, "SELECT 3", FALSE, NULL, &refused);
  assert_query_fails (fixture, &refused, COPIL_DB_ERROR_UNREACHABLE);
  assert_comes_back (fixture);
}

static void
test_write_killed_in_flight (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GAsyncResult) running = NULL, queued = NULL;
  int pid = backend_pid (fixture);

  query_async (fixture, "SELECT pg_sleep(1000)", TRUE, NULL, &running);
  query_async (fixture, "SELECT 2", TRUE, NULL, &queued);
  wait_for_statement ("pg_sleep(1000)");
  terminate (pid);
  assert_query_fails (fixture, &running, COPIL_DB_ERROR_UNKNOWN_OUTCOME);
  /* That one never left. */
  assert_query_fails (fixture, &queued, COPIL_DB_ERROR_UNREACHABLE);
  assert_comes_back (fixture);
}

/* The server hangs with no packet to say so. */
static void
test_stalled_server (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GAsyncResult) running = NULL, queued = NULL;
  int pid = backend_pid (fixture);

  g_assert_no_errno (kill (pid, SIGSTOP));
  query_async (fixture, "SELECT 1", FALSE, NULL, &running);
  query_async (fixture, "SELECT 2", FALSE, NULL, &queued);
  fault_clock_advance (&fixture->clock, fixture->connection, 59);
  g_assert_null (running);
  fault_clock_advance (&fixture->clock, fixture->connection, 2);
  test_wait_until (!fixture->connection->cancelling);
  g_assert_null (running);
  fault_clock_advance (&fixture->clock, fixture->connection, 6);
  assert_query_fails (fixture, &running, COPIL_DB_ERROR_TIMED_OUT);
  assert_query_fails (fixture, &queued, COPIL_DB_ERROR_TIMED_OUT);
  assert_comes_back (fixture);
  g_assert_no_errno (kill (pid, SIGCONT));
}

/* The deadline of one statement: the server is asked to stop it, and the session stays. */
static void
test_statement_deadline (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT pg_sleep(1000)");

  copil_statement_set_timeout (statement, 2000);
  copil_connection_query_async (fixture->connection, statement, NULL, test_async_cb, &running);
  wait_for_statement ("pg_sleep(1000)");
  fault_clock_advance (&fixture->clock, fixture->connection, 2.1);
  assert_query_fails (fixture, &running, COPIL_DB_ERROR_TIMED_OUT);
  assert_works (fixture);
  g_assert_cmpuint (fixture->log.n_lost, ==, 0);
}

/* Each is the last that its session is asked: a busy machine may be slower than they are. */
static void
test_server_timeouts (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  copil_result_unref (test_query (fixture->connection, "SET idle_in_transaction_session_timeout = 20",
                                  NULL));
  copil_result_unref (test_query (fixture->connection, "BEGIN", NULL));
  test_wait_until (fixture->log.n_lost == 1);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->log.error), ==, "25P03");
  assert_comes_back (fixture);
  copil_result_unref (test_query (fixture->connection, "SET statement_timeout = 20", NULL));
  g_assert_null (test_query (fixture->connection, "SELECT pg_sleep(1000)", &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT);
}

/* Idle, and nothing passes any more: found by the sign of life after a sleep. */
static void
test_half_open (Fixture      *fixture,
                gconstpointer data)
{
  proxy_set_stalled (fixture->proxy, TRUE);
  fixture->clock.asleep = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
  fault_clock_advance (&fixture->clock, fixture->connection, 31);
  g_assert_cmpint (copil_connection_get_state (fixture->connection), ==, COPIL_CONNECTION_BUSY);
  fault_clock_advance (&fixture->clock, fixture->connection, 6);
  g_assert_cmpuint (fixture->log.n_lost, ==, 1);
  g_assert_error (fixture->log.error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT);
  proxy_set_stalled (fixture->proxy, FALSE);
  assert_comes_back (fixture);
  /* No sleep, no question. */
  fault_clock_advance (&fixture->clock, fixture->connection, 3600);
  g_assert_cmpuint (fixture->log.n_lost, ==, 1);
}

static void
count_row_cb (CopilResult *row,
              gpointer     user_data)
{
  ++*(guint *) user_data;
}

static void
test_reset_in_result (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GAsyncResult) query = NULL, stream = NULL;
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT repeat('x', 1000) FROM generate_series(1, 100000)");
  guint n = 0;

  proxy_set_cut (fixture->proxy, PROXY_TO_CLIENT, 300000);
  query_async (fixture, "SELECT repeat('x', 1000) FROM generate_series(1, 100000)", FALSE, NULL,
               &query);
  assert_query_fails (fixture, &query, COPIL_DB_ERROR_UNREACHABLE);
  assert_comes_back (fixture);
  copil_connection_stream_async (fixture->connection, statement, count_row_cb, &n, NULL,
                                 test_async_cb, &stream);
  test_wait (&stream);
  g_clear_error (&fixture->error);
  g_assert_false (copil_connection_stream_finish (fixture->connection, stream, &fixture->error));
  g_assert_error (fixture->error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 1000);
  proxy_set_cut (fixture->proxy, PROXY_TO_CLIENT, 0);
  assert_comes_back (fixture);
}

static void
test_reset_in_pipeline (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) copil_statement_unref);
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (statements, copil_statement_new ("SELECT 1"));
  g_ptr_array_add (statements, copil_statement_new ("SELECT pg_sleep(1000)"));
  copil_connection_pipeline_async (fixture->connection, statements, NULL, test_async_cb, &result);
  wait_for_statement ("pg_sleep(1000)");
  proxy_reset (fixture->proxy);
  test_wait (&result);
  g_assert_null (copil_connection_pipeline_finish (fixture->connection, result, &fixture->error));
  g_assert_error (fixture->error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  assert_comes_back (fixture);
}

static void
test_killed_in_pipeline (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) copil_statement_unref);
  g_autoptr (GAsyncResult) result = NULL;
  int pid = backend_pid (fixture);

  g_ptr_array_add (statements, copil_statement_new ("SELECT 1"));
  g_ptr_array_add (statements, copil_statement_new ("SELECT pg_sleep(1000)"));
  g_ptr_array_add (statements, copil_statement_new ("SELECT 3"));
  copil_connection_pipeline_async (fixture->connection, statements, NULL, test_async_cb, &result);
  wait_for_statement ("pg_sleep(1000)");
  terminate (pid);
  test_wait (&result);
  g_assert_null (copil_connection_pipeline_finish (fixture->connection, result, &fixture->error));
  g_assert_error (fixture->error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  assert_comes_back (fixture);
}

/* One byte at a time changes nothing. */
static void
test_sliced (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (CopilResult) result = NULL;

  proxy_set_slice (fixture->proxy, 1);
  proxy_reset (fixture->proxy);
  test_wait_until (fixture->log.n_lost == 1);
  assert_comes_back (fixture);
  result = test_query (fixture->connection, "SELECT repeat('é', 200)", NULL);
  g_assert_cmpint (g_utf8_strlen (copil_result_get_text (result, 0, 0), -1), ==, 200);
}

static gboolean
count_cb (gpointer user_data)
{
  ++*(guint *) user_data;
  return G_SOURCE_CONTINUE;
}

/* GTK draws at this priority: it must get its turn while much comes in. */
#define PRIORITY_REDRAW (G_PRIORITY_HIGH_IDLE + 20)

static void
test_many_rows (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT generate_series(1, 200000)");
  g_autoptr (CopilConnection) direct = test_base_connection (base, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  guint n = 0, n_turns = 0;
  guint redraw;

  g_assert_true (test_open (direct, NULL));
  redraw = g_idle_add_full (PRIORITY_REDRAW, count_cb, &n_turns, NULL);
  copil_connection_stream_async (direct, statement, count_row_cb, &n, NULL, test_async_cb, &result);
  test_wait (&result);
  g_source_remove (redraw);
  g_assert_true (copil_connection_stream_finish (direct, result, NULL));
  g_assert_cmpuint (n, ==, 200000);
  g_assert_cmpuint (n_turns, >, 5);
}

/* More than the socket takes at once: written as the server reads, the loop goes on. */
static void
test_large_parameter (Fixture      *fixture,
                      gconstpointer data)
{
  const gsize size = 30 * 1000 * 1000;
  g_autofree char *text = g_malloc (size + 1);
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT length($1::text)");
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_turns = 0;
  guint idle = g_idle_add (count_cb, &n_turns);

  memset (text, 'x', size);
  text[size] = '\0';
  copil_statement_add_text (statement, text);
  result = test_statement (fixture->connection, statement, &error);
  g_source_remove (idle);
  g_assert_no_error (error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, size);
  g_assert_cmpuint (n_turns, >, 5);
}

/* Twelve questions of a page travel together. */
static void
test_one_round_trip (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) copil_statement_unref);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  guint before = proxy_get_n_turns (fixture->proxy);

  proxy_set_delay (fixture->proxy, 50);
  for (guint i = 0; i < 12; i++)
    g_ptr_array_add (statements, copil_statement_new ("SELECT pg_backend_pid()"));
  copil_connection_pipeline_async (fixture->connection, statements, NULL, test_async_cb, &result);
  test_wait (&result);
  results = copil_connection_pipeline_finish (fixture->connection, result, NULL);
  g_assert_cmpuint (results->len, ==, 12);
  g_assert_cmpuint (proxy_get_n_turns (fixture->proxy) - before, ==, 1);
  proxy_set_delay (fixture->proxy, 0);
}

static void
test_cancel_before_send (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL, queued = NULL, already = NULL;

  proxy_set_stalled (fixture->proxy, TRUE);
  query_async (fixture, "SELECT 1", FALSE, NULL, &running);
  query_async (fixture, "CREATE TABLE never (n int)", TRUE, cancellable, &queued);
  g_cancellable_cancel (cancellable);
  g_assert_null (query_finish (fixture, &queued));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (running);
  proxy_set_stalled (fixture->proxy, FALSE);
  copil_result_unref (query_finish (fixture, &running));
  query_async (fixture, "CREATE TABLE never (n int)", TRUE, cancellable, &already);
  g_assert_null (query_finish (fixture, &already));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_works (fixture);
  {
    g_autofree char *found = test_base_psql (base, "SELECT to_regclass('public.never') IS NULL");

    g_assert_cmpstr (found, ==, "t");
  }
}

/* A read is given up at once; the server stops it; what follows is not hit. */
static void
test_cancel_in_flight (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL;

  query_async (fixture, "SELECT pg_sleep(1000)", FALSE, cancellable, &running);
  wait_for_statement ("pg_sleep(1000)");
  g_cancellable_cancel (cancellable);
  g_assert_null (query_finish (fixture, &running));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_works (fixture);
  g_assert_cmpuint (fixture->log.n_lost, ==, 0);
}

/* A write says what became of it: here the cancel came in time. */
static void
test_cancel_write (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) running = NULL, done = NULL;
  g_autoptr (CopilResult) result = NULL;

  query_async (fixture, "SELECT pg_sleep(1000)", TRUE, cancellable, &running);
  wait_for_statement ("pg_sleep(1000)");
  g_cancellable_cancel (cancellable);
  g_assert_null (query_finish (fixture, &running));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* And here it was recorded before. */
  g_cancellable_reset (cancellable);
  query_async (fixture, "SELECT 7", TRUE, cancellable, &done);
  result = query_finish (fixture, &done);
  g_cancellable_cancel (cancellable);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, 7);
  assert_works (fixture);
}

/* A statement of a transaction is cancelled: rolled back, and not left open. */
static void
test_cancel_transaction (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) statements = g_ptr_array_new_with_free_func (
    (GDestroyNotify) copil_statement_unref);
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *state = NULL;
  g_autofree char *sql = g_strdup_printf (
    "SELECT state || (to_regclass('public.half') IS NULL) FROM pg_stat_activity WHERE pid = %d",
    backend_pid (fixture));

  g_ptr_array_add (statements, copil_statement_new ("CREATE TABLE public.half (n int)"));
  g_ptr_array_add (statements, copil_statement_new ("SELECT pg_sleep(1000)"));
  copil_connection_transaction_async (fixture->connection, statements, TRUE, cancellable,
                                      test_async_cb, &result);
  wait_for_statement ("pg_sleep(1000)");
  g_cancellable_cancel (cancellable);
  test_wait (&result);
  g_assert_null (copil_connection_transaction_finish (fixture->connection, result, &fixture->error));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  state = test_base_psql (base, sql);
  g_assert_cmpstr (state, ==, "idletrue");
}

typedef struct
{
  Fixture *fixture;
  guint    n;
  gboolean nested;
} Chain;

static void
close_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Chain *chain = user_data;

  copil_connection_close (chain->fixture->connection);
  chain->n++;
}

static void
test_callback_closes (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT 1");
  g_autoptr (GAsyncResult) queued = NULL;
  Chain chain = { fixture, 0, FALSE };

  copil_connection_query_async (fixture->connection, statement, NULL, close_cb, &chain);
  query_async (fixture, "SELECT 2", FALSE, NULL, &queued);
  assert_query_fails (fixture, &queued, COPIL_DB_ERROR_CLOSED);
  g_assert_cmpuint (chain.n, ==, 1);
}

static void
again_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Chain *chain = user_data;
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT 1");
  g_autoptr (CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  g_assert_nonnull (rows);
  /* A loop of the callback's own, as copilctl runs. */
  if (chain->nested && chain->n == 3)
    assert_works (chain->fixture);
  if (++chain->n < 10)
    copil_connection_query_async (COPIL_CONNECTION (source), statement, NULL, again_cb, chain);
}

static void
test_callback_queries (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT 1");
  Chain chain = { fixture, 0, TRUE };

  copil_connection_query_async (fixture->connection, statement, NULL, again_cb, &chain);
  test_wait_until (chain.n == 10);
}

static void
persist_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Chain *chain = user_data;
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT 1");

  if (copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL) == NULL
      && ++chain->n < 100)
    copil_connection_query_async (COPIL_CONNECTION (source), statement, NULL, persist_cb, chain);
}

/* Whoever asks again at each failure does not hold the loop. */
static void
test_callback_persists (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT 1");
  Chain chain = { fixture, 0, FALSE };
  guint n_turns = 0, idle;

  copil_connection_close (fixture->connection);
  fault_settle ();
  idle = g_timeout_add_full (G_PRIORITY_DEFAULT, 0, count_cb, &n_turns, NULL);
  copil_connection_query_async (fixture->connection, statement, NULL, persist_cb, &chain);
  test_wait_until (chain.n == 100);
  g_source_remove (idle);
  g_assert_cmpuint (n_turns, >, 10);
}

static void
test_close_with_queue (Fixture      *fixture,
                       gconstpointer data)
{
  GAsyncResult *results[20] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    query_async (fixture, "SELECT pg_sleep(1000)", i == 0, NULL, &results[i]);
  wait_for_statement ("pg_sleep(1000)");
  copil_connection_close (fixture->connection);
  assert_query_fails (fixture, &results[0], COPIL_DB_ERROR_UNKNOWN_OUTCOME);
  for (guint i = 1; i < G_N_ELEMENTS (results); i++)
    assert_query_fails (fixture, &results[i], COPIL_DB_ERROR_CLOSED);
  g_assert_true (test_open (fixture->connection, NULL));
  assert_works (fixture);
}

static void
notified_cb (CopilConnection *connection,
             const char      *channel,
             const char      *payload,
             int              pid,
             guint           *n)
{
  ++*n;
}

static void
test_notify_during (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GAsyncResult) running = NULL;
  g_autoptr (CopilResult) result = NULL;
  guint n = 0;

  g_signal_connect (fixture->connection, "notified", G_CALLBACK (notified_cb), &n);
  copil_connection_listen (fixture->connection, "copil");
  assert_works (fixture);
  query_async (fixture, "SELECT pg_sleep(0.2)", FALSE, NULL, &running);
  test_base_run (base, "NOTIFY copil");
  result = query_finish (fixture, &running);
  test_wait_until (n == 1);
  /* Nothing comes inside a transaction; all of it after. */
  copil_result_unref (test_query (fixture->connection, "BEGIN", NULL));
  test_base_run (base, "NOTIFY copil");
  assert_works (fixture);
  fault_settle ();
  g_assert_cmpuint (n, ==, 1);
  copil_result_unref (test_query (fixture->connection, "COMMIT", NULL));
  test_wait_until (n == 2);
  /* A session lost listens again. */
  terminate (backend_pid (fixture));
  test_wait_until (fixture->log.n_lost == 1);
  assert_comes_back (fixture);
  test_base_run (base, "NOTIFY copil");
  test_wait_until (n == 3);
}

static void
test_server_restart (Fixture      *fixture,
                     gconstpointer data)
{
  test_base_stop (base);
  test_wait_until (fixture->log.n_lost == 1);
  fault_clock_advance (&fixture->clock, fixture->connection, 1);
  test_wait_until (fixture->log.n_lost == 2);
  test_base_start (base);
  fault_clock_advance (&fixture->clock, fixture->connection, 2);
  test_wait_until (fixture->log.n_ready == 2);
  assert_works (fixture);
}

/* All stations return together, spread by chance, and all get there. */
static void
test_herd (Fixture      *fixture,
           gconstpointer data)
{
  CopilConnection *herd[25];
  FaultLog logs[G_N_ELEMENTS (herd)] = { 0 };
  g_autoptr (GHashTable) times = g_hash_table_new (g_int64_hash, g_int64_equal);
  gint64 retry[G_N_ELEMENTS (herd)];

  for (guint i = 0; i < G_N_ELEMENTS (herd); i++)
    {
      herd[i] = fault_connection ("host", test_base_get_socket (base), NULL);
      fault_log_follow (&logs[i], herd[i]);
      g_assert_true (test_open (herd[i], NULL));
    }
  test_base_stop (base);
  for (guint i = 0; i < G_N_ELEMENTS (herd); i++)
    {
      test_wait_until (logs[i].n_lost > 0);
      retry[i] = copil_connection_get_retry_time (herd[i]);
      g_hash_table_add (times, &retry[i]);
    }
  g_assert_cmpuint (g_hash_table_size (times), >, 5);
  test_base_start (base);
  for (guint i = 0; i < G_N_ELEMENTS (herd); i++)
    {
      test_wait_until (logs[i].n_ready == 2);
      copil_connection_close (herd[i]);
      fault_settle ();
      test_release (herd[i]);
      fault_log_clear (&logs[i]);
    }
}

#define ADD(name, function) \
  g_test_add ("/fault/session/" name, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("killed-idle", test_killed_idle);
  ADD ("killed-in-flight", test_killed_in_flight);
  ADD ("write-killed-in-flight", test_write_killed_in_flight);
  ADD ("stalled-server", test_stalled_server);
  ADD ("statement-deadline", test_statement_deadline);
  ADD ("server-timeouts", test_server_timeouts);
  ADD ("half-open", test_half_open);
  ADD ("reset-in-result", test_reset_in_result);
  ADD ("reset-in-pipeline", test_reset_in_pipeline);
  ADD ("killed-in-pipeline", test_killed_in_pipeline);
  ADD ("sliced", test_sliced);
  ADD ("many-rows", test_many_rows);
  ADD ("large-parameter", test_large_parameter);
  ADD ("one-round-trip", test_one_round_trip);
  ADD ("cancel-before-send", test_cancel_before_send);
  ADD ("cancel-in-flight", test_cancel_in_flight);
  ADD ("cancel-write", test_cancel_write);
  ADD ("cancel-transaction", test_cancel_transaction);
  ADD ("callback-closes", test_callback_closes);
  ADD ("callback-queries", test_callback_queries);
  ADD ("callback-persists", test_callback_persists);
  ADD ("close-with-queue", test_close_with_queue);
  ADD ("notify-during", test_notify_during);
  ADD ("server-restart", test_server_restart);
  ADD ("herd", test_herd);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  add_tests ();
  status = g_test_run ();
  test_base_free (base);
  return status;
}
