/* committee-base.c: a base with one committee and one sitting, and stations that follow it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

static const char committee[] =
  "INSERT INTO copil.regime VALUES ('test', 1, '{\"rules\": {}}'); "
  "INSERT INTO copil.committee (id, territory_id, kind, name, local_authority, regime_code, since)"
  " SELECT '" TEST_COMMITTEE "', id, 'departement', 'Comité du Nord', 'Département du Nord', 'test',"
  " '2026-01-01' FROM copil.territory WHERE set_code = 'departement' AND code = '59'; "
  "INSERT INTO copil.sitting (id, committee_id, number, title, starts_at, place, remote, rules,"
  " regime_code, regime_version) VALUES ('" TEST_SITTING "', '" TEST_COMMITTEE "', 1, 'Séance',"
  " '2026-12-03 14:00+01', 'Préfecture', true, '{}', 'test', 1)";

static CopilConnection *
open_superuser (TestBase *base)
{
  CopilConnection *connection = test_base_connection (base, "dbname", "copil", NULL);
  g_autoptr (GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  return connection;
}

void
committee_base_run (TestBase   *base,
                    const char *sql)
{
  g_autoptr (CopilConnection) connection = open_superuser (base);
  g_auto (GStrv) statements = g_strsplit (sql, "; ", -1);

  for (guint i = 0; statements[i] != NULL; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilResult) answer = test_query (connection, statements[i], &error);

      g_assert_no_error (error);
    }
  copil_connection_close (connection);
}

char *
committee_base_ask (TestBase   *base,
                    const char *sql)
{
  g_autoptr (CopilConnection) connection = open_superuser (base);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) answer = test_query (connection, sql, &error);
  char *value;

  g_assert_no_error (error);
  value = g_strdup (copil_result_get_text (answer, 0, 0));
  copil_connection_close (connection);
  return value;
}

TestBase *
committee_base_new (void)
{
  TestBase *base = test_base_new_copil ();

  committee_base_run (base, committee);
  return base;
}

/* -- Stations --------------------------------------------------------------------------------- */

static void
changed_cb (TestStation *station)
{
  station->n_changed++;
}

static void
refused_cb (TestStation *station)
{
  station->n_refused++;
}

static void
open_outbox (TestStation *station,
             const char  *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  station->outbox = copil_outbox_new (station->connection, directory);
  copil_outbox_open_async (station->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  copil_outbox_open_finish (station->outbox, result, &error);
  g_assert_no_error (error);
}

TestStation *
test_station_new (TestBase   *base,
                  const char *login,
                  const char *directory)
{
  TestStation *station = g_new0 (TestStation, 1);

  station->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  station->feed = copil_feed_new (station->connection, NULL);
  open_outbox (station, directory);
  station->store = copil_sitting_store_new (station->connection, station->outbox, TEST_SITTING);
  g_signal_connect_swapped (station->store, "changed", G_CALLBACK (changed_cb), station);
  g_signal_connect_swapped (station->store, "refused", G_CALLBACK (refused_cb), station);
  g_signal_connect_object (station->feed, "changed", G_CALLBACK (copil_sitting_store_feed_changed),
                           station->store, G_CONNECT_SWAPPED);
  g_signal_connect_object (station->feed, "refill", G_CALLBACK (copil_sitting_store_refill),
                           station->store, G_CONNECT_SWAPPED);
  copil_connection_open_async (station->connection, NULL, NULL, NULL);
  test_wait_until (copil_feed_get_cursor (station->feed) != NULL
                   && (copil_sitting_store_is_loaded (station->store)
                       || copil_sitting_store_get_reason (station->store) != NULL));
  return station;
}

void
test_station_free (TestStation *station)
{
  g_signal_handlers_disconnect_by_data (station->store, station);
  copil_connection_close (station->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (station->store);
  g_clear_object (&station->feed);
  test_release (station->outbox);
  g_clear_object (&station->connection);
  g_free (station);
}
