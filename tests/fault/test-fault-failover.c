/* test-fault-failover.c: a standby, its promotion, and an old primary that comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <glib/gstdio.h>

#include "db/feed-private.h"
#include "db/outbox.h"

/* A feed as the contract has it, by identifiers: enough where all is committed in order. */
static const char feed_schema[] =
  "CREATE TABLE copil.change (id bigserial, topic text, key text);"
  "CREATE FUNCTION copil.feed_open() RETURNS text LANGUAGE sql AS"
  "  'SELECT coalesce(max(id), 0)::text FROM copil.change';"
  "CREATE FUNCTION copil.feed(since text) RETURNS TABLE (cursor text, topic text, key text)"
  "  LANGUAGE sql AS $$"
  "  SELECT (SELECT coalesce(max(id), 0)::text FROM copil.change), c.topic, c.key"
  "    FROM (SELECT topic, key FROM copil.change WHERE id > since::bigint"
  "          UNION ALL SELECT 'none', '') c $$";

static TestBase *primary, *standby;

/* Until the standby has all that the primary has. */
static void
wait_for_replay (void)
{
  g_autofree char *lsn = test_base_psql (primary, "SELECT pg_current_wal_lsn()");
  g_autofree char *sql = g_strdup_printf ("SELECT pg_last_wal_replay_lsn() >= '%s'", lsn);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *done = test_base_psql (standby, sql);

      if (g_str_equal (done, "t"))
        return;
      g_usleep (10000);
    }
  g_assert_not_reached ();
}

static char *
both_places (void)
{
  return g_strconcat (test_base_get_socket (primary), ",", test_base_get_socket (standby), NULL);
}

static void
changed_cb (CopilFeed *feed,
            GPtrArray *changes,
            guint     *n)
{
  *n += changes->len;
}

/* LISTEN is refused on a standby: the feed polls, and sees what the primary commits. */
static void
test_standby_polls (void)
{
  g_autoptr (CopilConnection) connection = test_base_connection (standby, NULL);
  g_autoptr (CopilFeed) feed = copil_feed_new (connection, NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  g_signal_connect (feed, "changed", G_CALLBACK (changed_cb), &n);
  _copil_feed_set_periods (feed, 30, 60000);
  g_assert_true (test_open (connection, &error));
  g_assert_false (copil_connection_is_listening (connection));
  g_assert_true (copil_feed_is_polling (feed));
  test_wait_until (copil_feed_get_cursor (feed) != NULL);
  test_base_run (primary, "INSERT INTO copil.change (topic, key) VALUES ('batch', '1')");
  test_wait_until (n == 1);
  copil_connection_close (connection);
  fault_settle ();
}

/* With several hosts the one that takes writes is chosen, whatever their order. */
static void
test_chooses_primary (void)
{
  g_autofree char *places = g_strconcat (test_base_get_socket (standby), ",",
                                         test_base_get_socket (primary), NULL);
  g_autoptr (CopilConnection) connection = fault_connection ("host", places, NULL);
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (test_open (connection, &error));
  result = test_query (connection, "SELECT pg_is_in_recovery()", NULL);
  g_assert_false (copil_result_get_bool (result, 0, 0));
  copil_connection_close (connection);
}

static CopilCommand *
submit (CopilOutbox *outbox,
        const char  *what)
{
  g_autoptr (JsonObject) parameters = json_object_new ();
  g_autoptr (GAsyncResult) result = NULL;

  json_object_set_string_member (parameters, "what", what);
  copil_outbox_submit_async (outbox, "note", parameters, what, NULL, NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_outbox_submit_finish (outbox, result, NULL);
}

static void
wait_for (CopilCommand     *command,
          CopilCommandState state)
{
  test_wait_until (copil_command_get_state (command) == state);
}

static void
assert_effects (TestBase   *base,
                const char *expected)
{
  g_autofree char *effects =
    test_base_psql (base, "SELECT string_agg(what, ',' ORDER BY what) FROM copil.effect");

  g_assert_cmpstr (effects, ==, expected);
}

static void
remove_outbox (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      g_remove (child);
    }
  g_remove (path);
}

/* "b" was acknowledged by a primary that died before its standby had it: after the promotion
 * it is found missing and sent again. The old primary comes back read-only: nothing goes
 * there. */
static void
test_promotion (void)
{
  g_autofree char *places = both_places ();
  g_autofree char *directory = g_dir_make_tmp ("copil-outbox-XXXXXX", NULL);
  g_autoptr (CopilConnection) connection = test_base_connection (primary, "host", places, NULL);
  g_autoptr (CopilOutbox) outbox = copil_outbox_new (connection, directory);
  g_autoptr (CopilCommand) a = NULL, b = NULL, c = NULL;

  g_assert_true (test_open (connection, NULL));
  a = submit (outbox, "a");
  wait_for (a, COPIL_COMMAND_RECORDED);
  wait_for_replay ();
  test_base_stop (standby);
  b = submit (outbox, "b");
  wait_for (b, COPIL_COMMAND_RECORDED);
  test_base_kill (primary);
  test_base_start (standby);
  test_base_run (standby, "SELECT pg_promote()");
  test_wait_until (copil_command_get_state (b) != COPIL_COMMAND_RECORDED);
  wait_for (b, COPIL_COMMAND_RECORDED);
  assert_effects (standby, "a,b");
  /* The one that was first is there again, and takes no writes. */
  test_base_start (primary);
  test_base_run (primary, "ALTER SYSTEM SET default_transaction_read_only = on");
  test_base_run (primary, "SELECT pg_reload_conf()");
  test_base_run (standby, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                          "WHERE application_name = 'copil'");
  c = submit (outbox, "c");
  wait_for (c, COPIL_COMMAND_RECORDED);
  assert_effects (standby, "a,b,c");
  copil_connection_close (connection);
  fault_settle ();
  remove_outbox (directory);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  primary = test_base_new ();
  test_base_run (primary, fault_schema);
  test_base_run (primary, feed_schema);
  standby = test_base_new_standby (primary);
  g_test_add_func ("/fault/failover/standby-polls", test_standby_polls);
  g_test_add_func ("/fault/failover/chooses-primary", test_chooses_primary);
  g_test_add_func ("/fault/failover/promotion", test_promotion);
  status = g_test_run ();
  test_base_free (standby);
  test_base_free (primary);
  return status;
}
