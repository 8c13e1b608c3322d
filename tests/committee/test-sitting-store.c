/* test-sitting-store.c: a sitting is held as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include <glib/gstdio.h>

static TestBase *base;

typedef struct
{
  char        *directory;
  TestStation *station;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  fixture->directory = g_dir_make_tmp ("copil-committee-XXXXXX", NULL);
  fixture->station = test_station_new (base, login, fixture->directory);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  test_station_free (fixture->station);
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
  committee_base_run (base, "DELETE FROM copil.agenda_item; DELETE FROM copil.sitting_log; "
                            "UPDATE copil.sitting SET stage = 'draft', title = 'Séance'");
}

/* Items number @first to @last, ranked by their numbers. */
static void
add_items (guint first,
           guint last)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin)"
    " SELECT ('10000000-0000-4000-8000-' || lpad (n::text, 12, '0'))::uuid, '" TEST_SITTING "', n,"
    " 'information', 'Point ' || n, 600, 'own' FROM generate_series (%u, %u) n", first, last);

  committee_base_run (base, sql);
}

static const char *
item_id (guint n)
{
  static char id[37];

  g_snprintf (id, sizeof id, "10000000-0000-4000-8000-%012u", n);
  return id;
}

static CopilRecord *
item (Fixture *fixture,
      guint    n)
{
  return copil_sitting_store_find (fixture->station->store, "agenda_item", item_id (n));
}

static void
count_cb (GListModel *list,
          guint       position,
          guint       n_removed,
          guint       n_added,
          char      **told)
{
  g_autofree char *before = *told;

  *told = g_strdup_printf ("%s%u-%u+%u ", before != NULL ? before : "", position, n_removed, n_added);
}

static void
assert_titles (GListModel *list,
               const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      g_string_append_printf (titles, "%s ", copil_record_get_word (record, "title"));
    }
  g_assert_cmpstr (titles->str, ==, expected);
}

static void
bump_cb (guint *n)
{
  (*n)++;
}

static void
test_load (Fixture      *fixture,
           gconstpointer data)
{
  CopilSittingStore *store = fixture->station->store;
  CopilRecord *sitting = copil_sitting_store_get_sitting (store);

  g_assert_true (copil_sitting_store_is_live (store));
  g_assert_null (copil_sitting_store_get_reason (store));
  g_assert_cmpstr (copil_record_get_string (sitting, "title"), ==, "Séance");
  g_assert_cmpint (copil_record_get_int (sitting, "number"), ==, 1);
  g_assert_true (copil_record_get_bool (sitting, "remote"));
  g_assert_false (copil_record_has (sitting, "opened_at"));
  g_assert_null (copil_record_get_string (sitting, "number"));
  g_assert_cmpint (copil_record_get_time (sitting, "starts_at"), ==,
                   G_GINT64_CONSTANT (1796302800000000));
  g_assert_nonnull (copil_record_get_object (sitting, "rules"));
  g_assert_cmpuint (copil_sitting_store_get_revision (store), >, 0);
  g_assert_cmpint (copil_sitting_store_get_confirmed (store), >, 0);
}

static void
test_patch (Fixture      *fixture,
            gconstpointer data)
{
  CopilSittingStore *store = fixture->station->store;
  GListModel *items = copil_sitting_store_get_list (store, "agenda_item");
  g_autofree char *told = NULL;
  CopilRecord *second;
  guint n_changed = 0;

  add_items (1, 4);
  test_wait_until (g_list_model_get_n_items (items) == 4);
  assert_titles (items, "Point 1 Point 2 Point 3 Point 4 ");
  second = item (fixture, 2);
  g_signal_connect_swapped (second, "changed", G_CALLBACK (bump_cb), &n_changed);
  g_signal_connect (items, "items-changed", G_CALLBACK (count_cb), &told);

  /* In its place: the same object, and the list says nothing. */
  committee_base_run (base, "UPDATE copil.agenda_item SET title = 'Deux' WHERE rank = 2");
  test_wait_until (n_changed == 1);
  g_assert_true (item (fixture, 2) == second);
  g_assert_cmpstr (told, ==, NULL);
  assert_titles (items, "Point 1 Deux Point 3 Point 4 ");

  /* To the end: it alone moves. */
  committee_base_run (base, "UPDATE copil.agenda_item SET rank = 9 WHERE rank = 2");
  test_wait_until (n_changed == 2);
  assert_titles (items, "Point 1 Point 3 Point 4 Deux ");
  g_assert_cmpstr (told, ==, "4-0+1 1-1+0 ");
  g_assert_true (item (fixture, 2) == second);

  /* Gone: out of the list, and still found. */
  committee_base_run (base, "UPDATE copil.agenda_item SET gone = true WHERE rank = 9");
  test_wait_until (n_changed == 3);
  assert_titles (items, "Point 1 Point 3 Point 4 ");
  g_assert_true (copil_record_is_gone (item (fixture, 2)));
}

/* Five hundred changes of one transaction are one reading, and told once. */
static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  CopilSittingStore *store = fixture->station->store;
  GListModel *items = copil_sitting_store_get_list (store, "agenda_item");
  g_autofree char *told = NULL;
  guint before;

  g_signal_connect (items, "items-changed", G_CALLBACK (count_cb), &told);
  before = fixture->station->n_changed;
  add_items (1, 500);
  test_wait_until (g_list_model_get_n_items (items) > 0);
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 500);
  g_assert_cmpuint (fixture->station->n_changed, ==, before + 1);
  g_assert_cmpstr (told, ==, "0-0+500 ");
}

/* When the base was away, all is read, and what is the same stays the same object. */
static void
test_refill (Fixture      *fixture,
             gconstpointer data)
{
  CopilSittingStore *store = fixture->station->store;
  GListModel *items = copil_sitting_store_get_list (store, "agenda_item");
  CopilRecord *first;

  add_items (1, 3);
  test_wait_until (g_list_model_get_n_items (items) == 3);
  first = item (fixture, 1);
  /* Nothing tells of it. */
  committee_base_run (base, "DELETE FROM copil.agenda_item WHERE rank = 2");
  test_base_kill (base);
  test_wait_until (!copil_sitting_store_is_live (store));
  g_assert_true (copil_sitting_store_is_loaded (store));
  test_base_start (base);
  add_items (4, 4);
  test_wait_until (item (fixture, 4) != NULL && copil_sitting_store_is_live (store));
  g_assert_null (item (fixture, 2));
  assert_titles (items, "Point 1 Point 3 Point 4 ");
  g_assert_true (item (fixture, 1) == first);
}

/* A reader sees a sitting that is convoked, with all that was written before; and no more once
 * it is cancelled. */
static void
test_sight (Fixture      *fixture,
            gconstpointer data)
{
  CopilSittingStore *store = fixture->station->store;
  GListModel *items = copil_sitting_store_get_list (store, "agenda_item");

  g_assert_false (copil_sitting_store_is_loaded (store));
  g_assert_nonnull (copil_sitting_store_get_reason (store));
  add_items (1, 2);
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'convoked'");
  test_wait_until (copil_sitting_store_is_loaded (store));
  g_assert_null (copil_sitting_store_get_reason (store));
  assert_titles (items, "Point 1 Point 2 ");
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'cancelled'");
  test_wait_until (!copil_sitting_store_is_loaded (store));
  g_assert_nonnull (copil_sitting_store_get_reason (store));
  g_assert_cmpuint (g_list_model_get_n_items (items), ==, 0);
  g_assert_null (copil_sitting_store_get_sitting (store));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add ("/sitting-store/load", Fixture, "coordination-59", set_up, test_load, tear_down);
  g_test_add ("/sitting-store/patch", Fixture, "coordination-59", set_up, test_patch, tear_down);
  g_test_add ("/sitting-store/many", Fixture, "coordination-59", set_up, test_many, tear_down);
  g_test_add ("/sitting-store/refill", Fixture, "coordination-59", set_up, test_refill, tear_down);
  g_test_add ("/sitting-store/sight", Fixture, "reader", set_up, test_sight, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
