/* test-fault-connect.c: everything that can go wrong before the first answer
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <glib/gstdio.h>

static TestBase *base;

typedef struct
{
  CopilConnection *connection;
  FaultClock       clock;
  FaultLog         log;
  GAsyncResult    *result;
  GError          *error;
} Fixture;

static void
begin (Fixture         *fixture,
       CopilConnection *connection)
{
  fixture->connection = connection;
  fault_clock_install (&fixture->clock, connection);
  fault_log_follow (&fixture->log, connection);
  copil_connection_open_async (connection, NULL, test_async_cb, &fixture->result);
  fault_settle ();
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_error (&fixture->error);
  g_clear_object (&fixture->result);
  copil_connection_close (fixture->connection);
  fault_settle ();
  test_release (fixture->connection);
  fault_log_clear (&fixture->log);
}

static void
assert_failed (Fixture     *fixture,
               CopilDbError code,
               gboolean     retries)
{
  test_wait (&fixture->result);
  g_assert_false (copil_connection_open_finish (fixture->connection, fixture->result,
                                                &fixture->error));
  g_assert_error (fixture->error, COPIL_DB_ERROR, (int) code);
  g_assert_cmpint (copil_connection_get_state (fixture->connection), ==,
                   retries ? COPIL_CONNECTION_BACKOFF : COPIL_CONNECTION_CLOSED);
  g_assert_cmpint (copil_connection_get_retry_time (fixture->connection) != 0, ==, retries);
}

static void
assert_opened (Fixture *fixture)
{
  test_wait (&fixture->result);
  copil_connection_open_finish (fixture->connection, fixture->result, &fixture->error);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (copil_connection_get_state (fixture->connection), ==, COPIL_CONNECTION_READY);
}

/* A port of loopback where nobody listens, nor can: it is taken until the program ends. */
static char *
closed_port (void)
{
  static GSocket *taken;
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  if (taken == NULL)
    {
      taken = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                            &error);
      g_assert_no_error (error);
      g_assert_true (g_socket_bind (taken, any, FALSE, NULL));
    }
  bound = g_socket_get_local_address (taken, &error);
  g_assert_no_error (error);
  return g_strdup_printf ("%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *port = closed_port ();

  begin (fixture, fault_connection ("host", "127.0.0.1", "port", port, NULL));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
}

static void
test_no_socket (Fixture      *fixture,
                gconstpointer data)
{
  begin (fixture, fault_connection ("host", "/nonexistent", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
}

static void
test_mute (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (Proxy) proxy = proxy_new (NULL);

  begin (fixture, fault_through (proxy));
  test_wait_until (proxy_get_n_connections (proxy) == 1);
  fault_clock_advance (&fixture->clock, fixture->connection, 4.9);
  g_assert_null (fixture->result);
  fault_clock_advance (&fixture->clock, fixture->connection, 0.2);
  assert_failed (fixture, COPIL_DB_ERROR_TIMED_OUT, TRUE);
}

/* connect_timeout is libpq's word for it, and libpq ignores it here. */
static void
test_connect_deadline (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (Proxy) proxy = proxy_new (NULL);

  begin (fixture, fault_connection ("host", "127.0.0.1", "port", proxy_get_port (proxy),
                                    "connect_timeout", "2", NULL));
  test_wait_until (proxy_get_n_connections (proxy) == 1);
  fault_clock_advance (&fixture->clock, fixture->connection, 2.1);
  assert_failed (fixture, COPIL_DB_ERROR_TIMED_OUT, TRUE);
}

/* At each byte of the start of a session. */
static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  static const gsize places[] = { 1, 8, 9, 20, 60, 200, 330, 400, 450 };
  g_autoptr (Proxy) proxy = proxy_new (test_base_get_socket (base));

  proxy_set_cut (proxy, PROXY_TO_CLIENT, places[0]);
  begin (fixture, fault_through (proxy));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
  for (guint i = 1; i < G_N_ELEMENTS (places); i++)
    {
      proxy_set_cut (proxy, PROXY_TO_CLIENT, places[i]);
      fault_clock_advance (&fixture->clock, fixture->connection, 60);
      test_wait_until (fixture->log.n_lost == i + 1);
      g_assert_error (fixture->log.error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
    }
  proxy_set_cut (proxy, PROXY_TO_CLIENT, 0);
  copil_connection_retry (fixture->connection);
  test_wait_until (fixture->log.n_ready == 1);
}

static void
test_wrong_password (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (GAsyncResult) again = NULL;

  begin (fixture, fault_connection ("host", test_base_get_socket (base), "user", "locked",
                                    "password", "wrong", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_AUTHENTICATION, FALSE);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->error), ==, "28P01");
  /* Asked again, not tried again. */
  fault_clock_advance (&fixture->clock, fixture->connection, 3600);
  g_assert_cmpuint (fixture->log.n_lost, ==, 1);
  copil_connection_set_password (fixture->connection, "right");
  copil_connection_retry (fixture->connection);
  test_wait_until (fixture->log.n_ready == 1);
}

static void
test_no_password (Fixture      *fixture,
                  gconstpointer data)
{
  begin (fixture, fault_connection ("host", test_base_get_socket (base), "user", "locked",
                                    "passfile", "/dev/null", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_AUTHENTICATION, FALSE);
}

static void
test_unknown_base (Fixture      *fixture,
                   gconstpointer data)
{
  begin (fixture, fault_connection ("host", test_base_get_socket (base), "dbname", "nowhere", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_CONFIGURATION, FALSE);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->error), ==, "3D000");
}

static void
test_bad_option (Fixture      *fixture,
                 gconstpointer data)
{
  begin (fixture, fault_connection ("host", "127.0.0.1", "sslmode", "perhaps", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_CONFIGURATION, FALSE);
}

static void
test_too_many (Fixture      *fixture,
               gconstpointer data)
{
  test_base_run (base, "ALTER ROLE crowded CONNECTION LIMIT 0");
  begin (fixture, fault_connection ("host", test_base_get_socket (base), "user", "crowded", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
  g_assert_cmpstr (copil_db_error_get_sqlstate (fixture->error), ==, "53300");
  test_base_run (base, "ALTER ROLE crowded CONNECTION LIMIT -1");
  fault_clock_advance (&fixture->clock, fixture->connection, 1);
  test_wait_until (fixture->log.n_ready == 1);
}

static void
test_slow_names (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (Proxy) proxy = proxy_new (test_base_get_socket (base));
  CopilConnection *connection = fault_connection ("host", "un.test", "port", proxy_get_port (proxy),
                                                  NULL);
  FaultResolver *resolver = FAULT_RESOLVER (connection->resolver);

  fault_resolver_hold (resolver, TRUE);
  begin (fixture, connection);
  g_assert_cmpint (copil_connection_get_state (connection), ==, COPIL_CONNECTION_RESOLVING);
  fault_resolver_hold (resolver, FALSE);
  assert_opened (fixture);
}

/* A service may name a host: it is read, and its name resolved, before libpq would block. */
static void
test_slow_names_of_service (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (Proxy) proxy = proxy_new (test_base_get_socket (base));
  g_autofree char *path = g_strdup_printf ("%s/services", proxy_get_directory (proxy));
  g_autofree char *text = g_strdup_printf ("[s]\nhost=un.test\nport=%s\n", proxy_get_port (proxy));
  CopilConnection *connection;
  FaultResolver *resolver;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_setenv ("PGSERVICEFILE", path, TRUE);
  connection = fault_connection ("service", "s", NULL);
  resolver = FAULT_RESOLVER (connection->resolver);
  fault_resolver_hold (resolver, TRUE);
  begin (fixture, connection);
  g_assert_cmpint (copil_connection_get_state (connection), ==, COPIL_CONNECTION_RESOLVING);
  fault_resolver_hold (resolver, FALSE);
  assert_opened (fixture);
  g_assert_cmpuint (proxy_get_n_connections (proxy), ==, 1);
  g_unsetenv ("PGSERVICEFILE");
  g_unlink (path);
}

static void
test_names_never_come (Fixture      *fixture,
                       gconstpointer data)
{
  CopilConnection *connection = fault_connection ("host", "un.test", NULL);
  FaultResolver *resolver = FAULT_RESOLVER (connection->resolver);

  fault_resolver_hold (resolver, TRUE);
  begin (fixture, connection);
  fault_clock_advance (&fixture->clock, connection, 5.1);
  assert_failed (fixture, COPIL_DB_ERROR_TIMED_OUT, TRUE);
  /* The answer that comes too late is nobody's. */
  fault_resolver_hold (resolver, FALSE);
  fault_settle ();
  g_assert_cmpint (copil_connection_get_state (connection), ==, COPIL_CONNECTION_BACKOFF);
}

static void
test_unknown_name (Fixture      *fixture,
                   gconstpointer data)
{
  begin (fixture, fault_connection ("host", "nowhere.invalid", NULL));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
}

/* One name is unknown, one place refuses, one hangs up (and its descriptor's number comes
 * back), the last one serves. */
static void
test_second_host (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (Proxy) good = proxy_new (test_base_get_socket (base));
  g_autoptr (Proxy) rude = proxy_new (test_base_get_socket (base));
  g_autofree char *closed = closed_port ();
  g_autofree char *ports = g_strdup_printf ("5432,%s,%s,%s", closed, proxy_get_port (rude),
                                            proxy_get_port (good));
  g_autoptr (CopilResult) result = NULL;

  proxy_set_refusing (rude, TRUE);
  begin (fixture, fault_connection ("host", "nowhere.invalid,un.test,deux.test,base.test", "port",
                                    ports, NULL));
  assert_opened (fixture);
  g_assert_cmpuint (proxy_get_n_connections (rude), ==, 1);
  g_assert_cmpuint (proxy_get_n_connections (good), ==, 1);
  result = test_query (fixture->connection, "SELECT 1", NULL);
  g_assert_nonnull (result);
}

/* libpq would stay with the one that says nothing. */
static void
test_mute_then_good (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (Proxy) mute = proxy_new (NULL);
  g_autoptr (Proxy) good = proxy_new (test_base_get_socket (base));
  g_autofree char *ports = g_strdup_printf ("%s,%s", proxy_get_port (mute), proxy_get_port (good));

  begin (fixture, fault_connection ("host", "un.test,deux.test", "port", ports, NULL));
  g_assert_null (fixture->result);
  fault_clock_advance (&fixture->clock, fixture->connection, 5.1);
  assert_opened (fixture);
}

static void
test_all_mute (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (Proxy) one = proxy_new (NULL);
  g_autoptr (Proxy) two = proxy_new (NULL);
  g_autofree char *ports = g_strdup_printf ("%s,%s", proxy_get_port (one), proxy_get_port (two));

  begin (fixture, fault_connection ("host", "un.test,deux.test", "port", ports, NULL));
  fault_clock_advance (&fixture->clock, fixture->connection, 5.1);
  g_assert_null (fixture->result);
  test_wait_until (proxy_get_n_connections (two) == 1);
  fault_clock_advance (&fixture->clock, fixture->connection, 5.1);
  assert_failed (fixture, COPIL_DB_ERROR_TIMED_OUT, TRUE);
  g_assert_cmpuint (proxy_get_n_connections (two), ==, 1);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (Proxy) mute = proxy_new (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  fixture->connection = fault_through (mute);
  copil_connection_open_async (fixture->connection, cancellable, test_async_cb, &fixture->result);
  fault_settle ();
  g_cancellable_cancel (cancellable);
  test_wait (&fixture->result);
  g_assert_false (copil_connection_open_finish (fixture->connection, fixture->result,
                                                &fixture->error));
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (copil_connection_get_state (fixture->connection), ==, COPIL_CONNECTION_CLOSED);
}

static void
test_closed_meanwhile (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (Proxy) mute = proxy_new (NULL);

  begin (fixture, fault_through (mute));
  test_wait_until (proxy_get_n_connections (mute) == 1);
  copil_connection_close (fixture->connection);
  assert_failed (fixture, COPIL_DB_ERROR_CLOSED, FALSE);
  fault_clock_advance (&fixture->clock, fixture->connection, 3600);
  g_assert_cmpuint (proxy_get_n_connections (mute), ==, 1);
}

/* Full jitter: each delay at most doubles up to a minute; a stable session starts afresh. */
static void
test_backoff_clock (Fixture      *fixture,
                    gconstpointer data)
{
  static const double delays[] = { 0.5, 1, 2, 4, 8, 16, 32, 60, 60 };
  g_autoptr (Proxy) proxy = proxy_new (test_base_get_socket (base));

  proxy_set_refusing (proxy, TRUE);
  begin (fixture, fault_through (proxy));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      gint64 wait = copil_connection_get_retry_time (fixture->connection) - fixture->clock.now;

      g_assert_cmpint (wait, ==, (gint64) (delays[i] * G_USEC_PER_SEC));
      fault_clock_advance (&fixture->clock, fixture->connection, delays[i] - 0.1);
      g_assert_cmpuint (fixture->log.n_lost, ==, i + 1);
      fault_clock_advance (&fixture->clock, fixture->connection, 0.1);
      test_wait_until (fixture->log.n_lost == i + 2);
    }
  proxy_set_refusing (proxy, FALSE);
  copil_connection_retry (fixture->connection);
  test_wait_until (fixture->log.n_ready == 1);
  fixture->clock.now += 61 * G_USEC_PER_SEC;
  proxy_reset (proxy);
  test_wait_until (copil_connection_get_state (fixture->connection) == COPIL_CONNECTION_BACKOFF);
  g_assert_cmpint (copil_connection_get_retry_time (fixture->connection) - fixture->clock.now, ==,
                   G_USEC_PER_SEC / 2);
}

static void
test_network_up (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (Proxy) proxy = proxy_new (test_base_get_socket (base));

  proxy_set_refusing (proxy, TRUE);
  begin (fixture, fault_through (proxy));
  assert_failed (fixture, COPIL_DB_ERROR_UNREACHABLE, TRUE);
  proxy_set_refusing (proxy, FALSE);
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  test_wait_until (fixture->log.n_ready == 1);
  g_assert_cmpint (copil_connection_get_retry_time (fixture->connection), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/fault/connect/" name, Fixture, NULL, set_up, function, tear_down)

static void
add_tests (void)
{
  ADD ("refused", test_refused);
  ADD ("no-socket", test_no_socket);
  ADD ("mute", test_mute);
  ADD ("connect-deadline", test_connect_deadline);
  ADD ("cut", test_cut);
  ADD ("wrong-password", test_wrong_password);
  ADD ("no-password", test_no_password);
  ADD ("unknown-base", test_unknown_base);
  ADD ("bad-option", test_bad_option);
  ADD ("too-many", test_too_many);
  ADD ("slow-names", test_slow_names);
  ADD ("slow-names-of-service", test_slow_names_of_service);
  ADD ("names-never-come", test_names_never_come);
  ADD ("unknown-name", test_unknown_name);
  ADD ("second-host", test_second_host);
  ADD ("mute-then-good", test_mute_then_good);
  ADD ("all-mute", test_all_mute);
  ADD ("cancelled", test_cancelled);
  ADD ("closed-meanwhile", test_closed_meanwhile);
  ADD ("network-up", test_network_up);
  ADD ("backoff-clock", test_backoff_clock);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new_full (NULL, "local all locked scram-sha-256\nlocal all all trust\n");
  test_base_run (base, "CREATE ROLE locked LOGIN PASSWORD 'right'; CREATE ROLE crowded LOGIN");
  add_tests ();
  status = g_test_run ();
  test_base_free (base);
  return status;
}
