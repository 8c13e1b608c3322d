/* test-feed.c: nothing that is committed is missed, and nothing is asked in vain
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include "db/feed-private.h"

/* The contract of copil.feed() in a few lines: the rows and the next snapshot come from one
 * statement. "asked" counts how often. */
static const char schema[] =
  "DROP SCHEMA IF EXISTS copil CASCADE; CREATE SCHEMA copil;"
  "CREATE SEQUENCE copil.asked;"
  "CREATE TABLE copil.change (id bigserial, xid xid8 NOT NULL DEFAULT pg_current_xact_id(),"
  "  topic text, key text);"
  "CREATE FUNCTION copil.feed_open() RETURNS text LANGUAGE sql AS"
  "  'SELECT pg_current_snapshot()::text';"
  "CREATE FUNCTION copil.feed(since text) RETURNS TABLE (cursor text, topic text, key text)"
  "  LANGUAGE plpgsql AS $$ BEGIN"
  "  PERFORM nextval('copil.asked');"
  "  IF $1 !~ '^[0-9:,]+$' THEN"
  "    RETURN QUERY SELECT NULL::text, 'refill', ''; RETURN;"
  "  END IF;"
  "  RETURN QUERY SELECT pg_current_snapshot()::text, c.topic, c.key FROM copil.change c"
  "    WHERE c.xid >= pg_snapshot_xmin($1::pg_snapshot)"
  "      AND NOT pg_visible_in_snapshot(c.xid, $1::pg_snapshot)"
  "    UNION ALL SELECT pg_current_snapshot()::text, 'none', '';"
  "END $$;"
  "CREATE FUNCTION copil.tell() RETURNS trigger LANGUAGE plpgsql AS"
  "  $$ BEGIN PERFORM pg_notify('copil', ''); RETURN NULL; END $$;"
  "CREATE TRIGGER tell AFTER INSERT ON copil.change EXECUTE FUNCTION copil.tell()";

typedef struct
{
  CopilConnection *connection;
  CopilFeed       *feed;
  GHashTable      *keys;
  guint            n_changed;
  guint            n_refill;
  guint            n_failed;
} Fixture;

static TestBase *base;

static void
changed_cb (CopilFeed *feed,
            GPtrArray *changes,
            Fixture   *fixture)
{
  fixture->n_changed++;
  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      g_assert_cmpstr (change->topic, ==, "batch");
      /* Each once. */
      g_assert_true (g_hash_table_add (fixture->keys, g_strdup (change->key)));
    }
}

static void
refill_cb (CopilFeed *feed,
           Fixture   *fixture)
{
  fixture->n_refill++;
}

static void
failed_cb (CopilFeed    *feed,
           const GError *error,
           Fixture      *fixture)
{
  fixture->n_failed++;
}

static void
set_up_with (Fixture    *fixture,
             const char *cursor)
{
  fixture->connection = test_base_connection (base, NULL);
  fixture->feed = copil_feed_new (fixture->connection, cursor);
  fixture->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect (fixture->feed, "changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect (fixture->feed, "refill", G_CALLBACK (refill_cb), fixture);
  g_signal_connect (fixture->feed, "failed", G_CALLBACK (failed_cb), fixture);
  g_assert_true (test_open (fixture->connection, NULL));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  test_base_run (base, schema);
  set_up_with (fixture, NULL);
  test_wait_until (fixture->n_refill == 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  /* A question under way holds it until the loop runs again, in the next test. */
  g_signal_handlers_disconnect_by_data (fixture->feed, fixture);
  g_clear_object (&fixture->feed);
  copil_connection_close (fixture->connection);
  g_clear_object (&fixture->connection);
  g_clear_pointer (&fixture->keys, g_hash_table_unref);
}

static void
insert (const char *key)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO copil.change (topic, key) SELECT 'batch', k FROM unnest('{%s}'::text[]) k", key);

  test_base_run (base, sql);
}

static int
count_asked (void)
{
  g_autofree char *text = test_base_psql (base, "SELECT last_value FROM copil.asked");

  return atoi (text);
}

static gboolean
has (Fixture    *fixture,
     const char *key)
{
  return g_hash_table_contains (fixture->keys, key);
}

static void
test_notified (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_false (copil_feed_is_polling (fixture->feed));
  g_assert_nonnull (copil_feed_get_cursor (fixture->feed));
  insert ("1,2");
  test_wait_until (has (fixture, "1") && has (fixture, "2"));
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  insert ("3");
  test_wait_until (has (fixture, "3"));
  g_assert_cmpuint (fixture->n_refill, ==, 1);
}

/* A transaction that began before the look and commits after it. */
static void
test_late_commit (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (CopilConnection) writer = test_base_connection (base, NULL);

  g_assert_true (test_open (writer, NULL));
  copil_result_unref (test_query (writer, "BEGIN", NULL));
  copil_result_unref (test_query (writer, "INSERT INTO copil.change (topic, key) "
                                          "VALUES ('batch', 'late')", NULL));
  insert ("early");
  test_wait_until (has (fixture, "early"));
  g_assert_false (has (fixture, "late"));
  copil_result_unref (test_query (writer, "COMMIT", NULL));
  test_wait_until (has (fixture, "late"));
}

static void
test_cursor_kept (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *cursor = g_strdup (copil_feed_get_cursor (fixture->feed));

  tear_down (fixture, NULL);
  insert ("meanwhile");
  *fixture = (Fixture) { 0 };
  set_up_with (fixture, cursor);
  test_wait_until (has (fixture, "meanwhile"));
  g_assert_cmpuint (fixture->n_refill, ==, 0);
}

static void
test_cursor_refused (Fixture      *fixture,
                     gconstpointer data)
{
  tear_down (fixture, NULL);
  *fixture = (Fixture) { 0 };
  set_up_with (fixture, "of another server");
  test_wait_until (fixture->n_refill == 1);
  insert ("after");
  test_wait_until (has (fixture, "after"));
}

/* The listener was cut while much was committed: after its return it has all of it, once. */
static void
test_reconnected (Fixture      *fixture,
                  gconstpointer data)
{
  insert ("before");
  test_wait_until (has (fixture, "before"));
  test_base_run (base, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = 'copil'");
  test_base_run (base, "INSERT INTO copil.change (topic, key) "
                       "SELECT 'batch', 'n' || n FROM generate_series(1, 1000) n");
  test_wait_until (g_hash_table_size (fixture->keys) == 1001);
  g_assert_cmpuint (fixture->n_refill, ==, 1);
}

/* Anybody may notify: the looks stay bounded, and the change in the middle is seen. */
static void
test_flood (Fixture      *fixture,
            gconstpointer data)
{
  int before = count_asked ();

  test_base_run (base, "DO $$ BEGIN FOR n IN 1..2000 LOOP PERFORM pg_notify('copil', n::text); "
                       "IF n % 100 = 0 THEN COMMIT; END IF; END LOOP; END $$");
  insert ("in the flood");
  test_wait_until (has (fixture, "in the flood"));
  g_assert_cmpint (count_asked () - before, <, 200);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

/* A base that takes a fifth of a second to answer is left alone as long, whatever it tells. */
static void
test_slow (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *close = NULL;

  test_base_run (base,
                 "ALTER FUNCTION copil.feed(text) RENAME TO quick;"
                 "CREATE TABLE copil.look (began timestamptz, ended timestamptz);"
                 "CREATE FUNCTION copil.feed(since text)"
                 "  RETURNS TABLE (cursor text, topic text, key text)"
                 "  LANGUAGE plpgsql AS $$ DECLARE began timestamptz := clock_timestamp(); BEGIN"
                 "  PERFORM pg_sleep(0.2);"
                 "  RETURN QUERY SELECT * FROM copil.quick(since);"
                 "  INSERT INTO copil.look VALUES (began, clock_timestamp());"
                 "END $$");
  insert ("1");
  test_wait_until (has (fixture, "1"));
  insert ("2");
  insert ("3");
  test_wait_until (has (fixture, "3"));
  insert ("4");
  test_wait_until (has (fixture, "4"));
  close = test_base_psql (base, "SELECT count(*) FROM (SELECT began - lag(ended) OVER (ORDER BY"
                                " began) AS rest FROM copil.look) l WHERE rest < '0.2 s'");
  g_assert_cmpstr (close, ==, "0");
}

static void
test_polling (Fixture      *fixture,
              gconstpointer data)
{
  /* Notifications do not come: as if nobody sent them. */
  test_base_run (base, "DROP TRIGGER tell ON copil.change");
  _copil_feed_set_periods (fixture->feed, 30, 30);
  copil_feed_look (fixture->feed);
  insert ("silent");
  test_wait_until (has (fixture, "silent"));
}

static void
test_failed (Fixture      *fixture,
             gconstpointer data)
{
  _copil_feed_set_periods (fixture->feed, 30, 30);
  test_base_run (base, "ALTER FUNCTION copil.feed(text) RENAME TO hidden");
  copil_feed_look (fixture->feed);
  test_wait_until (fixture->n_failed >= 1);
  test_base_run (base, "ALTER FUNCTION copil.hidden(text) RENAME TO feed");
  insert ("again");
  test_wait_until (has (fixture, "again"));
}

#define ADD(name, function) \
  g_test_add ("/db/feed/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  ADD ("notified", test_notified);
  ADD ("late-commit", test_late_commit);
  ADD ("cursor-kept", test_cursor_kept);
  ADD ("cursor-refused", test_cursor_refused);
  ADD ("reconnected", test_reconnected);
  ADD ("flood", test_flood);
  ADD ("slow", test_slow);
  ADD ("polling", test_polling);
  ADD ("failed", test_failed);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
