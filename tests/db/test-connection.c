/* test-connection.c: what callers of a connection get from a real server
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include <math.h>

#include "db/error.h"

static TestBase *base;

static CopilConnection *
open_connection (void)
{
  CopilConnection *connection = test_base_connection (base, NULL);
  g_autoptr (GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copil_connection_get_state (connection), ==, COPIL_CONNECTION_READY);
  return connection;
}

static void
test_parameters (void)
{
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT $1::text, $2::bigint, $3::float8, $4::bool, $5::text IS NULL, "
                         "$6::float8 IS NULL, $7::int AS \"Seven\"");

  copil_statement_add_text (statement, "L’été, d'abord");
  copil_statement_add_int (statement, G_MININT64);
  copil_statement_add_double (statement, 0.1);
  copil_statement_add_bool (statement, TRUE);
  copil_statement_add_text (statement, NULL);
  copil_statement_add_double (statement, NAN);
  copil_statement_add_int (statement, 7);
  result = test_statement (connection, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (copil_result_get_n_rows (result), ==, 1);
  g_assert_cmpuint (copil_result_get_n_columns (result), ==, 7);
  g_assert_cmpstr (copil_result_get_text (result, 0, 0), ==, "L’été, d'abord");
  g_assert_cmpint (copil_result_get_int (result, 0, 1), ==, G_MININT64);
  g_assert_cmpfloat (copil_result_get_double (result, 0, 2), ==, 0.1);
  g_assert_true (copil_result_get_bool (result, 0, 3));
  g_assert_true (copil_result_get_bool (result, 0, 4));
  g_assert_true (copil_result_get_bool (result, 0, 5));
  g_assert_cmpint (copil_result_find_column (result, "Seven"), ==, 6);
  g_assert_cmpint (copil_result_find_column (result, "seven"), ==, -1);
}

static void
test_binary (void)
{
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT (-5)::int2, 7::int4, (-9)::int8, 1.5::float8, 0.25::float4, "
                         "true, 'texte'::text, NULL::float8, date '2000-01-31'");

  copil_statement_set_binary (statement, TRUE);
  result = test_statement (connection, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, -5);
  g_assert_cmpint (copil_result_get_int (result, 0, 1), ==, 7);
  g_assert_cmpint (copil_result_get_int (result, 0, 2), ==, -9);
  g_assert_cmpfloat (copil_result_get_double (result, 0, 3), ==, 1.5);
  g_assert_cmpfloat (copil_result_get_double (result, 0, 4), ==, 0.25);
  g_assert_cmpfloat (copil_result_get_double (result, 0, 1), ==, 7);
  g_assert_true (copil_result_get_bool (result, 0, 5));
  g_assert_cmpstr (copil_result_get_text (result, 0, 6), ==, "texte");
  g_assert_true (isnan (copil_result_get_double (result, 0, 7)));
  g_assert_null (copil_result_get_text (result, 0, 7));
  g_assert_cmpint (copil_result_get_int (result, 0, 8), ==, 30);
}

static void
test_arrays (void)
{
  const gint16 small[] = { -1, 0, G_MAXINT16 };
  const gint32 large[] = { G_MININT32, 5 };
  const gint32 days[] = { 0, 9770 };
  const double reals[] = { 1.25, NAN, -3 };
  const char *const texts[] = { "a,b", NULL, "{\"" };
  gint16 small_back[3];
  gint32 large_back[2];
  double reals_back[3];
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT $1::int2[], $2::int4[], $3::date[], $4::float8[], "
                         "($5::text[])[1] || ($5::text[])[3], ($3::date[])[2]::text, $6::int2[]");

  copil_statement_add_int2_array (statement, small, 3);
  copil_statement_add_int4_array (statement, large, 2);
  copil_statement_add_date_array (statement, days, 2);
  copil_statement_add_double_array (statement, reals, 3);
  copil_statement_add_text_array (statement, texts, 3);
  copil_statement_add_int2_array (statement, NULL, 0);
  copil_statement_set_binary (statement, TRUE);
  result = test_statement (connection, statement, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copil_result_read_int2_array (result, 0, 0, small_back, 3), ==, 3);
  g_assert_cmpmem (small, sizeof small, small_back, sizeof small_back);
  g_assert_cmpint (copil_result_read_int4_array (result, 0, 1, large_back, 2), ==, 2);
  g_assert_cmpmem (large, sizeof large, large_back, sizeof large_back);
  g_assert_cmpint (copil_result_read_int4_array (result, 0, 2, large_back, 2), ==, 2);
  g_assert_cmpmem (days, sizeof days, large_back, sizeof large_back);
  g_assert_cmpint (copil_result_read_double_array (result, 0, 3, reals_back, 3), ==, 3);
  g_assert_cmpfloat (reals_back[0], ==, 1.25);
  g_assert_true (isnan (reals_back[1]));
  g_assert_cmpfloat (reals_back[2], ==, -3);
  g_assert_cmpstr (copil_result_get_text (result, 0, 4), ==, "a,b{\"");
  g_assert_cmpstr (copil_result_get_text (result, 0, 5), ==, "2026-10-01");
  g_assert_cmpint (copil_result_read_int2_array (result, 0, 6, small_back, 3), ==, 0);
  /* Not this array, or too small a buffer. */
  g_assert_cmpint (copil_result_read_double_array (result, 0, 0, reals_back, 3), ==, -1);
  g_assert_cmpint (copil_result_read_int2_array (result, 0, 0, small_back, 2), ==, -1);
}

static void
test_errors (void)
{
  static const struct
  {
    const char  *sql;
    CopilDbError code;
    const char  *sqlstate;
  } cases[] = {
    { "SELEC 1", COPIL_DB_ERROR_STATEMENT, "42601" },
    { "SELECT no_such_column", COPIL_DB_ERROR_STATEMENT, "42703" },
    { "SELECT 1/0", COPIL_DB_ERROR_CONSTRAINT, "22012" },
    { "DO $$ BEGIN RAISE EXCEPTION 'refusé' USING ERRCODE = 'CP422', DETAIL = 'd', HINT = 'h'; "
      "END $$", COPIL_DB_ERROR_CONSTRAINT, "CP422" },
    { "DO $$ BEGIN RAISE serialization_failure; END $$", COPIL_DB_ERROR_CONFLICT, "40001" },
    { "COPY (SELECT 1) TO STDOUT", COPIL_DB_ERROR_STATEMENT, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilConnection) connection = open_connection ();
      g_autoptr (GError) error = NULL;

      g_assert_null (test_query (connection, cases[i].sql, &error));
      g_assert_error (error, COPIL_DB_ERROR, (int) cases[i].code);
      g_assert_cmpstr (copil_db_error_get_sqlstate (error), ==, cases[i].sqlstate);
      if (g_str_equal (cases[i].sqlstate, "CP422"))
        {
          g_assert_cmpstr (copil_db_error_get_detail (error), ==, "d");
          g_assert_cmpstr (copil_db_error_get_hint (error), ==, "h");
        }
    }
}

/* What the schema words for the user reaches the screen; what is safe and what to do follow
 * where it leaves them unsaid. */
static void
test_sentences (void)
{
  static const struct
  {
    const char *sqlstate;
    const char *words;
    gboolean    whole;
  } cases[] = {
    { "CP401", "Votre compte n’a aucun rôle en cours dans Copil.", FALSE },
    { "CP403", "Seule la personne qui a écrit cette annotation peut la modifier.", TRUE },
    { "CP412", "Cette annotation a déjà été retirée.", FALSE },
    { "CP422", "Il doit rester au moins un administrateur.", TRUE },
    { "CP426", "Installez la version 99.", FALSE },
  };
  g_autoptr (CopilConnection) connection = open_connection ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DO $$ BEGIN RAISE EXCEPTION '%s' USING ERRCODE = '%s'; "
                                              "END $$", cases[i].words, cases[i].sqlstate);
      g_autoptr (GError) error = NULL;
      g_autofree char *sentence = NULL;

      g_assert_null (test_query (connection, sql, &error));
      sentence = copil_db_error_to_sentence (error);
      g_assert_true (g_str_has_prefix (sentence, cases[i].words));
      g_assert_cmpint (strlen (sentence) == strlen (cases[i].words), ==, cases[i].whole);
    }
}

static void
test_session (void)
{
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (CopilResult) result =
    test_query (connection, "SELECT current_setting('TimeZone'), current_setting('search_path'), "
                            "current_setting('application_name'), "
                            "current_setting('client_encoding'), "
                            "current_setting('copil.client_version') <> '', "
                            "current_setting('statement_timeout'), "
                            "current_setting('idle_in_transaction_session_timeout')", NULL);

  g_assert_nonnull (result);
  g_assert_cmpstr (copil_result_get_text (result, 0, 0), ==, "Europe/Paris");
  g_assert_cmpstr (copil_result_get_text (result, 0, 1), ==, "copil,pg_catalog");
  g_assert_cmpstr (copil_result_get_text (result, 0, 2), ==, "copil");
  g_assert_cmpstr (copil_result_get_text (result, 0, 3), ==, "UTF8");
  g_assert_true (copil_result_get_bool (result, 0, 4));
  g_assert_cmpstr (copil_result_get_text (result, 0, 5), ==, "15min");
  g_assert_cmpstr (copil_result_get_text (result, 0, 6), ==, "1min");
  g_assert_true (copil_connection_is_listening (connection));
}

static GPtrArray *
statements_new (const char *const *sql)
{
  GPtrArray *statements = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_statement_unref);

  for (; *sql != NULL; sql++)
    g_ptr_array_add (statements, copil_statement_new (*sql));
  return statements;
}

static GPtrArray *
run_pipeline (CopilConnection   *connection,
              const char *const *sql)
{
  g_autoptr (GPtrArray) statements = statements_new (sql);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *results;

  copil_connection_pipeline_async (connection, statements, NULL, test_async_cb, &result);
  test_wait (&result);
  results = copil_connection_pipeline_finish (connection, result, &error);
  g_assert_no_error (error);
  return results;
}

static void
test_pipeline (void)
{
  const char *const sql[] = { "SELECT 1", "SELECT 1/0", "SELECT 3", NULL };
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (GPtrArray) results = run_pipeline (connection, sql);
  g_autoptr (CopilResult) after = NULL;

  g_assert_cmpuint (results->len, ==, 3);
  g_assert_cmpint (copil_result_get_int (results->pdata[0], 0, 0), ==, 1);
  g_assert_null (copil_result_get_error (results->pdata[0]));
  g_assert_error (copil_result_get_error (results->pdata[1]), COPIL_DB_ERROR,
                  COPIL_DB_ERROR_CONSTRAINT);
  g_assert_cmpint (copil_result_get_int (results->pdata[2], 0, 0), ==, 3);
  after = test_query (connection, "SELECT 4", NULL);
  g_assert_cmpint (copil_result_get_int (after, 0, 0), ==, 4);
}

static void
add_row_cb (CopilResult *row,
            gpointer     user_data)
{
  gint64 *sum = user_data;

  g_assert_cmpuint (copil_result_get_n_rows (row), ==, 1);
  *sum += copil_result_get_int (row, 0, 0);
}

static gboolean
run_stream (CopilConnection  *connection,
            const char       *sql,
            gint64           *sum,
            GError          **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (sql);
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_stream_async (connection, statement, add_row_cb, sum, NULL, test_async_cb,
                                 &result);
  test_wait (&result);
  return copil_connection_stream_finish (connection, result, error);
}

static void
test_stream (void)
{
  const char *const sql[] = { "SELECT generate_series(1, 3)", "SELECT 2", NULL };
  g_autoptr (CopilConnection) connection = open_connection ();
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;
  gint64 sum = 0;

  g_assert_true (run_stream (connection, "SELECT generate_series(1, 20000)", &sum, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sum, ==, G_GINT64_CONSTANT (20000) * 20001 / 2);
  /* The first query of a pipeline must not inherit single-row mode. */
  results = run_pipeline (connection, sql);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpuint (copil_result_get_n_rows (results->pdata[0]), ==, 3);
  /* An error after some rows. */
  g_assert_false (run_stream (connection, "SELECT 1 / (3 - n) FROM generate_series(1, 5) n", &sum,
                              &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONSTRAINT);
}

static GPtrArray *
run_transaction (CopilConnection    *connection,
                 const char *const  *sql,
                 gboolean            commit,
                 GError            **error)
{
  g_autoptr (GPtrArray) statements = statements_new (sql);
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_transaction_async (connection, statements, commit, NULL, test_async_cb,
                                      &result);
  test_wait (&result);
  return copil_connection_transaction_finish (connection, result, error);
}

static void
assert_count (CopilConnection *connection,
              int              expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) result = test_query (connection, "SELECT count(*) FROM t", &error);

  g_assert_no_error (error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, expected);
}

static CopilStatement *
next_insert_cb (guint    index,
                gpointer user_data)
{
  g_autoptr (CopilStatement) statement = NULL;

  if (index == 5)
    return NULL;
  statement = copil_statement_new ("INSERT INTO t VALUES ($1) RETURNING n");
  copil_statement_add_int (statement, 100 + index);
  return g_steal_pointer (&statement);
}

static void
test_transaction (void)
{
  const char *const good[] = { "INSERT INTO t VALUES (1)", "SELECT count(*) FROM t", NULL };
  const char *const bad[] = { "INSERT INTO t VALUES (2)", "SELECT 1/0", "SELECT 1", NULL };
  g_autoptr (CopilConnection) connection =
    test_base_connection (base, "options", "-c search_path=public", NULL);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GAsyncResult) lazy = NULL;
  g_autoptr (GError) error = NULL;

  test_base_run (base, "DROP TABLE IF EXISTS t; CREATE TABLE t (n int)");
  g_assert_true (test_open (connection, NULL));
  results = run_transaction (connection, good, FALSE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->len, ==, 2);
  g_assert_cmpint (copil_result_get_int (results->pdata[1], 0, 0), ==, 1);
  assert_count (connection, 0);
  g_clear_pointer (&results, g_ptr_array_unref);
  results = run_transaction (connection, good, TRUE, &error);
  g_assert_no_error (error);
  assert_count (connection, 1);
  g_assert_null (run_transaction (connection, bad, TRUE, &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONSTRAINT);
  assert_count (connection, 1);
  g_clear_pointer (&results, g_ptr_array_unref);
  copil_connection_transaction_each_async (connection, next_insert_cb, NULL, TRUE, NULL,
                                           test_async_cb, &lazy);
  test_wait (&lazy);
  results = copil_connection_transaction_finish (connection, lazy, NULL);
  g_assert_cmpuint (results->len, ==, 5);
  g_assert_cmpint (copil_result_get_int (results->pdata[4], 0, 0), ==, 104);
  assert_count (connection, 6);
}

static CopilStatement *
failing_cb (guint    index,
            gpointer user_data)
{
  if (index == 0)
    return copil_statement_new ("INSERT INTO t VALUES (1000) RETURNING n");
  g_cancellable_cancel (user_data);
  return NULL;
}

/* The producer of the statements could not go on. */
static void
test_transaction_producer_fails (void)
{
  g_autoptr (CopilConnection) connection =
    test_base_connection (base, "options", "-c search_path=public", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  test_base_run (base, "DROP TABLE IF EXISTS t; CREATE TABLE t (n int)");
  g_assert_true (test_open (connection, NULL));
  copil_connection_transaction_each_async (connection, failing_cb, cancellable, TRUE, cancellable,
                                           test_async_cb, &result);
  test_wait (&result);
  g_assert_null (copil_connection_transaction_finish (connection, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_count (connection, 0);
}

static void
notified_cb (CopilConnection *connection,
             const char      *channel,
             const char      *payload,
             int              pid,
             GPtrArray       *heard)
{
  g_ptr_array_add (heard, g_strdup_printf ("%s:%s", channel, payload));
}

static void
test_notify (void)
{
  g_autoptr (CopilConnection) connection = test_base_connection (base, NULL);
  g_autoptr (GPtrArray) heard = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (connection, "notified", G_CALLBACK (notified_cb), heard);
  copil_connection_listen (connection, "copil");
  g_assert_true (test_open (connection, NULL));
  copil_connection_listen (connection, "Éloigné");
  copil_result_unref (test_query (connection, "SELECT 1", NULL));
  test_base_run (base, "NOTIFY copil, 'un'");
  test_wait_until (heard->len == 1);
  g_assert_cmpstr (heard->pdata[0], ==, "copil:un");
  test_base_run (base, "NOTIFY \"Éloigné\"");
  test_wait_until (heard->len == 2);
  g_assert_cmpstr (heard->pdata[1], ==, "Éloigné:");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  g_test_add_func ("/db/connection/parameters", test_parameters);
  g_test_add_func ("/db/connection/binary", test_binary);
  g_test_add_func ("/db/connection/arrays", test_arrays);
  g_test_add_func ("/db/connection/errors", test_errors);
  g_test_add_func ("/db/connection/sentences", test_sentences);
  g_test_add_func ("/db/connection/session", test_session);
  g_test_add_func ("/db/connection/pipeline", test_pipeline);
  g_test_add_func ("/db/connection/stream", test_stream);
  g_test_add_func ("/db/connection/transaction", test_transaction);
  g_test_add_func ("/db/connection/transaction-producer-fails", test_transaction_producer_fails);
  g_test_add_func ("/db/connection/notify", test_notify);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
