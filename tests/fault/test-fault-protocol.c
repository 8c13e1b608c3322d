/* test-fault-protocol.c: a server that is none, or that lies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

/* AuthenticationOk, server_version 15.0, BackendKeyData, ReadyForQuery. */
#define START                                                                                  \
  "52 00000008 00000000 53 00000018 7365727665725f76657273696f6e00 31352e3000 "                \
  "4b 0000000c 00000001 00000002 5a 00000005 49 "
#define PARSED "31 00000004 32 00000004 "
/* Three columns of text: "", the process 1, "f". */
#define COLUMNS                                                                                \
  "54 00000042 0003 6100 00000000 0000 00000019 ffff ffffffff 0000 "                           \
  "6200 00000000 0000 00000019 ffff ffffffff 0000 6300 00000000 0000 00000019 ffff ffffffff 0000 "
#define ROW "44 00000014 0003 00000000 00000001 31 00000001 66 "
#define COMPLETE "43 0000000d 53454c454354203100 "
#define READY "5a 00000005 49 "
#define GREETED PARSED COLUMNS ROW COMPLETE READY

static const struct
{
  const char *name;
  const char *script;
} cases[] = {
  { "not-postgresql", "? 485454502f312e3120343030204261642052657175657374 0d0a0d0a" },
  { "nothing", "" },
  { "one-byte", "? 52" },
  { "negative-length", "? 52 ffffffff 00000000" },
  { "zero-length", "? 52 00000000 00000000" },
  { "huge-length", "? 52 7fffffff 00000000" },
  { "unknown-authentication", "? 52 00000008 000000ff" },
  { "sasl-without-mechanism", "? 52 00000008 0000000a" },
  { "md5-without-salt", "? 52 00000008 00000005" },
  { "error-unterminated", "? 45 00000010 53464154414c" },
  { "error-empty", "? 45 00000005 00" },
  { "error-of-old", "? 45 6e6f2c2073616964207468652073657276657200" },
  { "parameter-unterminated", "? 52 00000008 00000000 53 00000006 6162" },
  { "old-server",
    "? 52 00000008 00000000 53 00000018 7365727665725f76657273696f6e00 31342e3000 "
    "4b 0000000c 00000001 00000002 5a 00000005 49" },
  { "ready-only", "? " START "? " READY READY READY },
  { "ready-flood", "? " START "? " READY READY READY READY READY READY READY READY READY },
  { "no-columns", "? " START "? " PARSED ROW COMPLETE READY },
  { "too-many-columns", "? " START "? " PARSED "54 00000006 ffff" },
  { "negative-columns", "? " START "? " PARSED "54 00000006 8000 " ROW },
  { "row-too-short", "? " START "? " PARSED COLUMNS "44 00000006 0003" COMPLETE READY },
  { "row-too-wide", "? " START "? " PARSED COLUMNS "44 00000006 7fff" COMPLETE READY },
  { "negative-value", "? " START "? " PARSED COLUMNS "44 0000000a 0003 fffffffb" COMPLETE READY },
  { "huge-row", "? " START "? " PARSED COLUMNS "44 7fffffff 0003" },
  { "unterminated-tag", "? " START "? " PARSED COLUMNS ROW "43 00000006 5345" },
  { "copy-in", "? " START "? " PARSED "47 00000007 00 0000" READY },
  { "copy-out", "? " START "? " PARSED "48 00000007 00 0000" READY },
  { "copy-both", "? " START "? " PARSED "57 00000007 00 0000" READY },
  { "unknown-message", "? " START "? 7e 00000004" },
  { "notify-unterminated", "? " START "? 41 00000009 00000001 63" },
  { "no-answer", "? " START "?" },
};

static void
play (const char *script,
      gboolean    hang_up)
{
  g_autoptr (FaultServer) server = fault_server_new (script, hang_up);
  g_autoptr (CopilConnection) connection =
    fault_connection ("host", "127.0.0.1", "port", fault_server_get_port (server), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  FaultClock clock;

  fault_clock_install (&clock, connection);
  copil_connection_open_async (connection, NULL, test_async_cb, &result);
  fault_settle ();
  /* Whoever still waits waits in vain. */
  for (guint i = 0; i < 3 && result == NULL; i++)
    fault_clock_advance (&clock, connection, 11);
  g_assert_nonnull (result);
  copil_connection_open_finish (connection, result, NULL);
  copil_connection_close (connection);
  fault_settle ();
}

static void
test_case (gconstpointer data)
{
  const char *script = data;
  g_autoptr (FaultServer) server = fault_server_new (script, FALSE);
  g_autoptr (CopilConnection) connection =
    fault_connection ("host", "127.0.0.1", "port", fault_server_get_port (server), NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  FaultClock clock;

  fault_clock_install (&clock, connection);
  copil_connection_open_async (connection, NULL, test_async_cb, &result);
  fault_settle ();
  for (guint i = 0; i < 3 && result == NULL; i++)
    fault_clock_advance (&clock, connection, 11);
  g_assert_nonnull (result);
  g_assert_false (copil_connection_open_finish (connection, result, &error));
  g_assert_cmpint (error->domain, ==, COPIL_DB_ERROR);
  copil_connection_close (connection);
  fault_settle ();
  play (script, TRUE);
}

/* The script without a lie is taken for a server: the cases fail by what is changed in them. */
static void
test_honest (void)
{
  g_autoptr (FaultServer) server = fault_server_new ("? " START "? " GREETED, FALSE);
  g_autoptr (CopilConnection) connection =
    fault_connection ("host", "127.0.0.1", "port", fault_server_get_port (server), NULL);
  g_autoptr (GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
}

static void
test_garbage_later (void)
{
  g_autoptr (FaultServer) server =
    fault_server_new ("? " START "? " GREETED "? 7e ffffffff 00000000", FALSE);
  g_autoptr (CopilConnection) connection =
    fault_connection ("host", "127.0.0.1", "port", fault_server_get_port (server), NULL);
  g_autoptr (GError) error = NULL;
  FaultLog log = { 0 };

  fault_log_follow (&log, connection);
  g_assert_true (test_open (connection, NULL));
  g_assert_null (test_query (connection, "SELECT 1", &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  test_wait_until (log.n_lost > 0);
  fault_log_clear (&log);
  copil_connection_close (connection);
}

/* Any byte of the honest script, changed: an error or not, but never a crash. */
static void
test_mutations (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20260301);

  for (guint i = 0; i < 150; i++)
    {
      g_autofree char *script = g_strdup ("? " START "? " GREETED);
      guint n = g_rand_int_range (random, 1, 4);

      while (n > 0)
        {
          char *place = script + g_rand_int_range (random, 0, strlen (script));

          if (!g_ascii_isxdigit (*place))
            continue;
          *place = "0123456789abcdef"[g_rand_int_range (random, 0, 16)];
          n--;
        }
      play (script, i % 2 == 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fault/protocol/honest", test_honest);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fault/protocol/", cases[i].name, NULL);

      g_test_add_data_func (path, cases[i].script, test_case);
    }
  g_test_add_func ("/fault/protocol/garbage-later", test_garbage_later);
  g_test_add_func ("/fault/protocol/mutations", test_mutations);
  return g_test_run ();
}
