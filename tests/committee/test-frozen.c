/* test-frozen.c: a sitting sees the figures that it was convoked on, whatever lands later
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/desk.h"
#include "committee/frozen.h"
#include "committee/linked-view.h"


#define ITEM "10000000-0000-4000-8000-000000000001"
#define VIEW "20000000-0000-4000-8000-000000000001"
#define NBSP "\u00a0"

typedef struct
{
  TestBase          *base;
  char              *cache;
  const char        *login;
  CopilConnection   *connection;
  CopilFeed         *feed;
  CopilDesk         *desk;
  CopilSittingStore *store;
  CopilFrozen       *frozen;
  guint              n_changed;
} Fixture;

/* -- The base --------------------------------------------------------------------------------- */

static void
run_as (Fixture    *fixture,
        const char *login,
        const char *sql)
{
  CopilConnection *connection =
    test_base_connection (fixture->base, "dbname", "copil", "user", login, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) answer = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  answer = test_query (connection, sql, &error);
  g_assert_no_error (error);
  copil_connection_close (connection);
  g_object_unref (connection);
}

/* Notified for a month at least, and signed within it, in the basin of Valenciennes. */
static void
land (Fixture *fixture,
      int      due,
      int      signed_then)
{
  g_autofree char *command = g_uuid_string_random ();
  g_autofree char *stage = g_strdup_printf (
    "SELECT copil.batch_stage ('%s', array_agg (m.id), array_agg (t.id),"
    " array_agg (date '2026-10-01'), array_agg (c.value::float8), array_agg (0::smallint))"
    " FROM (VALUES ('contract_due', %d), ('contract_1m', %d)) c (code, value)"
    " JOIN copil.measure m ON m.code = c.code"
    " JOIN copil.territory t ON t.set_code = 'bassin' AND t.code = '596'",
    command, due, signed_then);
  g_autofree char *landing = g_strdup_printf (
    "SELECT copil.batch_land ('%s', 'France Travail', 'essai', true)", command);

  run_as (fixture, "feed-demo", stage);
  run_as (fixture, "feed-demo", landing);
}

static void
link_view (Fixture *fixture)
{
  committee_base_run (fixture->base,
    "INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin)"
    " VALUES ('" ITEM "', '" TEST_SITTING "', 1, 'information', 'Contrats', 600, 'own'); "
    "INSERT INTO copil.item_view (id, sitting_id, item_id, indicator_code, territory_id, period,"
    " chart, reference, rank) SELECT '" VIEW "', '" TEST_SITTING "', '" ITEM "',"
    " 'contract-one-month', id, '2026-10-01', 'comparison', 'year', 1"
    " FROM copil.territory WHERE set_code = 'bassin' AND code = '596'");
}

static void
freeze (Fixture *fixture)
{
  committee_base_run (fixture->base,
    "UPDATE copil.sitting SET stage = 'convoked', frozen_at = '2026-11-12 10:00+01',"
    " batch_id = (SELECT max (id) FROM copil.batch),"
    " catalogue_version = (SELECT max (version) FROM copil.catalogue)");
}

/* -- The window ------------------------------------------------------------------------------- */

static void
bump_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
open_window (Fixture *fixture)
{
  fixture->connection = test_base_connection (fixture->base, "dbname", "copil", "user",
                                              fixture->login, NULL);
  fixture->feed = copil_feed_new (fixture->connection, NULL);
  fixture->desk = copil_desk_new (fixture->connection, NULL);
  copil_desk_keep (fixture->desk, "server", fixture->login);
  g_signal_connect_object (fixture->feed, "changed", G_CALLBACK (copil_desk_feed_changed),
                           fixture->desk, G_CONNECT_SWAPPED);
  g_signal_connect_object (fixture->feed, "refill", G_CALLBACK (copil_desk_refill), fixture->desk,
                           G_CONNECT_SWAPPED);
  fixture->store = copil_desk_open_sitting (fixture->desk, TEST_SITTING);
  fixture->frozen = copil_frozen_of_sitting (fixture->store);
  g_signal_connect_swapped (fixture->frozen, "changed", G_CALLBACK (bump_cb), fixture);
  copil_connection_open_async (fixture->connection, NULL, NULL, NULL);
}

/* Drops the last reference but those of the disk's thread, and waits for that one. */
static void
release (gpointer object)
{
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  test_wait_until (left == NULL);
}

static void
close_window (Fixture *fixture)
{
  g_signal_handlers_disconnect_by_data (fixture->frozen, fixture);
  copil_connection_close (fixture->connection);
  release (fixture->store);
  release (fixture->desk);
  g_clear_object (&fixture->feed);
  g_clear_object (&fixture->connection);
}

static CopilCube *
get_cube (Fixture *fixture)
{
  return copil_frozen_choose (fixture->frozen, NULL);
}

/* (transfer full): "50,0 %" */
static char *
read_value (Fixture *fixture)
{
  CopilRecord *row = copil_sitting_store_find (fixture->store, "item_view", VIEW);
  g_auto (CopilLinkedView) view = { NULL };

  g_assert_nonnull (row);
  g_assert_true (copil_linked_view_open (&view, row, get_cube (fixture)));
  return copil_linked_view_build_value (&view);
}

static void
assert_value (Fixture    *fixture,
              const char *expected)
{
  g_autofree char *value = read_value (fixture);

  g_assert_cmpstr (value, ==, expected);
}

/* Whether it shows @expected by now. */
static gboolean
shows (Fixture    *fixture,
       const char *expected)
{
  g_autofree char *value = get_cube (fixture) != NULL ? read_value (fixture) : NULL;

  return g_strcmp0 (value, expected) == 0;
}

static gboolean
wait_for (Fixture  *fixture,
          GError  **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_frozen_wait_async (fixture->frozen, NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_frozen_wait_finish (fixture->frozen, result, error);
}

static void
open_loaded (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  open_window (fixture);
  test_wait_until (copil_sitting_store_is_live (fixture->store));
  g_assert_true (wait_for (fixture, &error));
  g_assert_no_error (error);
}

static char *
path_of_figures (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->cache, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "sittings-"))
      return g_build_filename (fixture->cache, name, TEST_SITTING, "figures.cube", NULL);
  return g_strdup ("");
}

static gboolean
is_kept (Fixture *fixture)
{
  g_autofree char *path = path_of_figures (fixture);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  fixture->base = committee_base_new ();
  fixture->login = login;
  fixture->cache = g_dir_make_tmp ("copil-frozen-XXXXXX", NULL);
  g_setenv ("COPIL_CACHE_DIR", fixture->cache, TRUE);
  land (fixture, 100, 50);
  link_view (fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer login)
{
  close_window (fixture);
  test_base_free (fixture->base);
  test_remove_all (fixture->cache);
  g_free (fixture->cache);
}

/* -- What holds ------------------------------------------------------------------------------- */

/* Until it is convoked a sitting has no state of its own; then it has one at once. */
static void
test_convoked (Fixture      *fixture,
               gconstpointer login)
{
  g_autofree char *before = NULL, *after = NULL;

  open_loaded (fixture);
  before = copil_frozen_describe (fixture->frozen);
  g_assert_cmpstr (before, ==, "Chiffres du moment");
  g_assert_false (copil_frozen_is_frozen (fixture->frozen));
  g_assert_null (get_cube (fixture));
  freeze (fixture);
  test_wait_until (get_cube (fixture) != NULL);
  after = copil_frozen_describe (fixture->frozen);
  g_assert_cmpstr (after, ==, "État figé le 12" NBSP "novembre 2026 (lot" NBSP "1)");
  assert_value (fixture, "50,0" NBSP "%");
}

/* Whoever reads, and whenever the later batch landed. */
static void
test_held (Fixture      *fixture,
           gconstpointer login)
{
  CopilCube *first;

  freeze (fixture);
  land (fixture, 100, 70);
  open_loaded (fixture);
  assert_value (fixture, "50,0" NBSP "%");
  /* It is asked anew: what that batch withholds would be withheld here. */
  first = g_object_ref (get_cube (fixture));
  land (fixture, 100, 80);
  test_wait_until (get_cube (fixture) != first);
  g_object_unref (first);
  assert_value (fixture, "50,0" NBSP "%");
}

/* The figures of the former territories too, which comparisons are made with. */
static void
test_compared (Fixture      *fixture,
               gconstpointer login)
{
  CopilRecord *row;
  g_auto (CopilLinkedView) view = { NULL };
  g_autoptr (CopilChart) chart = NULL;
  const CopilTerritory *nord;
  CopilFigure figure;

  freeze (fixture);
  land (fixture, 200, 70);
  open_loaded (fixture);
  row = copil_sitting_store_find (fixture->store, "item_view", VIEW);
  g_assert_true (copil_linked_view_open (&view, row, get_cube (fixture)));
  nord = copil_territory_list_by_code (copil_cube_get_territories (get_cube (fixture)),
                                       "departement", "59");
  figure = copil_cube_figure (get_cube (fixture), view.indicator, nord,
                              copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10));
  g_assert_cmpfloat (figure.value, ==, 50.0);
  chart = copil_linked_view_build_chart (&view);
  g_assert_nonnull (chart);
}

static void
test_offline (Fixture      *fixture,
              gconstpointer login)
{
  g_autoptr (GError) error = NULL;

  freeze (fixture);
  open_loaded (fixture);
  land (fixture, 100, 70);
  test_wait_until (is_kept (fixture));
  close_window (fixture);
  test_base_stop (fixture->base);
  open_window (fixture);
  test_wait_until (copil_sitting_store_is_loaded (fixture->store));
  g_assert_true (wait_for (fixture, &error));
  g_assert_no_error (error);
  g_assert_false (copil_sitting_store_is_live (fixture->store));
  assert_value (fixture, "50,0" NBSP "%");
  test_base_start (fixture->base);
}

/* Never the figures of today in their place. */
static void
test_not_kept (Fixture      *fixture,
               gconstpointer login)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCube) live = NULL;

  freeze (fixture);
  open_loaded (fixture);
  test_wait_until (is_kept (fixture));
  live = g_object_ref (get_cube (fixture));
  close_window (fixture);
  path = path_of_figures (fixture);
  g_assert_true (g_file_set_contents (path, "?", 1, NULL));
  test_base_stop (fixture->base);
  open_window (fixture);
  test_wait_until (copil_sitting_store_is_loaded (fixture->store));
  g_assert_false (wait_for (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (copil_frozen_choose (fixture->frozen, live));
  test_base_start (fixture->base);
}

/* What is withheld later is withheld in the frozen state too, on the screen and in what is kept. */
static void
test_withheld (Fixture      *fixture,
               gconstpointer login)
{
  freeze (fixture);
  open_loaded (fixture);
  assert_value (fixture, "50,0" NBSP "%");
  land (fixture, 100, 3);
  test_wait_until (shows (fixture, "s"));
  close_window (fixture);
  test_base_stop (fixture->base);
  open_window (fixture);
  test_wait_until (copil_sitting_store_is_loaded (fixture->store));
  g_assert_true (wait_for (fixture, NULL));
  assert_value (fixture, "s");
  test_base_start (fixture->base);
}

/* An indicator that left the catalogue since. */
static void
test_catalogue (Fixture      *fixture,
                gconstpointer login)
{
  freeze (fixture);
  run_as (fixture, "administrator",
    "SELECT copil.catalogue_load (gen_random_uuid (), jsonb_set (document, '{indicators}',"
    " (SELECT jsonb_agg (i) FROM jsonb_array_elements (document -> 'indicators') i"
    "  WHERE i ->> 'code' <> 'contract-one-month')))"
    " FROM copil.catalogue ORDER BY version DESC LIMIT 1");
  land (fixture, 100, 70);
  open_loaded (fixture);
  assert_value (fixture, "50,0" NBSP "%");
}

/* A figure linked after the first reading is read as of the same batch. */
static void
test_linked_later (Fixture      *fixture,
                   gconstpointer login)
{
  committee_base_run (fixture->base, "UPDATE copil.item_view SET gone = true");
  freeze (fixture);
  land (fixture, 100, 70);
  open_loaded (fixture);
  g_assert_null (get_cube (fixture));
  committee_base_run (fixture->base, "UPDATE copil.item_view SET gone = false");
  test_wait_until (get_cube (fixture) != NULL);
  assert_value (fixture, "50,0" NBSP "%");
}

/* Remarks made since are not of that state. */
static void
test_annotated (Fixture      *fixture,
                gconstpointer login)
{
  GPtrArray *annotations;

  freeze (fixture);
  committee_base_run (fixture->base,
    "INSERT INTO copil.annotation (id, indicator_code, territory_id, period, label, login,"
    " recorded_at) SELECT gen_random_uuid (), 'contract-one-month', id, '2026-10-01', l, 'reader',"
    " d::timestamptz FROM copil.territory, (VALUES ('Avant', '2026-11-11'), ('Après',"
    " '2026-11-13')) v (l, d) WHERE set_code = 'bassin' AND code = '596'");
  open_loaded (fixture);
  annotations = copil_cube_get_annotations (get_cube (fixture));
  g_assert_cmpuint (annotations->len, ==, 1);
  g_assert_cmpstr (((CopilAnnotation *) annotations->pdata[0])->label, ==, "Avant");
}

/* A sitting that is not to be read any more leaves no figure. */
static void
test_closed (Fixture      *fixture,
             gconstpointer login)
{
  freeze (fixture);
  open_loaded (fixture);
  test_wait_until (is_kept (fixture));
  committee_base_run (fixture->base, "UPDATE copil.sitting SET stage = 'cancelled'");
  test_wait_until (!copil_sitting_store_is_loaded (fixture->store));
  g_assert_null (get_cube (fixture));
  test_wait_until (!is_kept (fixture));
}

#define ADD(name, login, test) g_test_add ("/frozen/" name, Fixture, login, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("convoked", "coordination-59", test_convoked);
  ADD ("held", "reader", test_held);
  ADD ("held-producer", "feed-demo", test_held);
  ADD ("compared", "reader", test_compared);
  ADD ("offline", "reader", test_offline);
  ADD ("not-kept", "reader", test_not_kept);
  ADD ("withheld", "reader", test_withheld);
  ADD ("catalogue", "reader", test_catalogue);
  ADD ("linked-later", "coordination-59", test_linked_later);
  ADD ("annotated", "reader", test_annotated);
  ADD ("closed", "reader", test_closed);
  return g_test_run ();
}
