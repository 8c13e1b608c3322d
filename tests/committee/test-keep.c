/* test-keep.c: a sitting is read without a base, by whom it may be
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/desk.h"
#include "committee/keep-private.h"
#include "committee/rows.h"

#include <string.h>

#define ITEM "10000000-0000-4000-8000-000000000001"
#define DOCUMENT "10000000-0000-4000-8000-000000000002"

static TestBase *base;

typedef struct
{
  char *folder; /* of what is kept */
} Fixture;

/* A window: opened, or without a base. */
typedef struct
{
  CopilConnection   *connection;
  CopilFeed         *feed;
  CopilDesk         *desk;
  CopilSittingStore *store;
} Window;

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  g_autofree char *cache = g_dir_make_tmp ("copil-keep-XXXXXX", NULL);

  g_setenv ("COPIL_CACHE_DIR", cache, TRUE);
  fixture->folder = _copil_keep_find_folder ("server", login);
  committee_base_run (base,
    "UPDATE copil.sitting SET stage = 'convoked'; "
    "INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin)"
    " VALUES ('" ITEM "', '" TEST_SITTING "', 1, 'information', 'Un', 600, 'own')");
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  test_remove_all (g_getenv ("COPIL_CACHE_DIR"));
  g_free (fixture->folder);
  committee_base_run (base, "DELETE FROM copil.item_document; DELETE FROM copil.document; "
                            "DELETE FROM copil.agenda_item; "
                            "DELETE FROM copil.sitting_row WHERE kind <> 'sitting'");
}

static Window *
open_window (const char *login)
{
  Window *window = g_new0 (Window, 1);

  window->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  window->feed = copil_feed_new (window->connection, NULL);
  window->desk = copil_desk_new (window->connection, NULL);
  copil_desk_keep (window->desk, "server", login);
  g_signal_connect_object (window->feed, "changed", G_CALLBACK (copil_desk_feed_changed),
                           window->desk, G_CONNECT_SWAPPED);
  g_signal_connect_object (window->feed, "refill", G_CALLBACK (copil_desk_refill), window->desk,
                           G_CONNECT_SWAPPED);
  window->store = copil_desk_open_sitting (window->desk, TEST_SITTING);
  copil_connection_open_async (window->connection, NULL, NULL, NULL);
  return window;
}

/* What is to be written is on disk when it returns. */
static void
close_window (Window *window)
{
  copil_connection_close (window->connection);
  test_release (window->store);
  test_release (window->desk);
  g_clear_object (&window->feed);
  g_clear_object (&window->connection);
  g_free (window);
}

static char *
path_of (Fixture    *fixture,
         const char *name)
{
  return g_build_filename (fixture->folder, TEST_SITTING, name, NULL);
}

static void
test_offline (Fixture      *fixture,
              gconstpointer login)
{
  Window *window = open_window (login);
  g_autofree char *path = path_of (fixture, "rows");
  g_autoptr (CopilRecord) item = NULL;
  gint64 confirmed;

  test_wait_until (copil_sitting_store_is_live (window->store));
  confirmed = copil_sitting_store_get_confirmed (window->store);
  close_window (window);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));

  test_base_stop (base);
  window = open_window (login);
  test_wait_until (copil_sitting_store_is_loaded (window->store));
  g_assert_false (copil_sitting_store_is_live (window->store));
  g_assert_cmpint (copil_sitting_store_get_confirmed (window->store), >=, confirmed);
  g_assert_cmpstr (copil_record_get_string (copil_sitting_store_get_sitting (window->store),
                                            "place"), ==, "Préfecture");
  item = g_object_ref (copil_sitting_store_find (window->store, "agenda_item", ITEM));
  g_assert_cmpstr (copil_record_get_string (item, "title"), ==, "Un");

  /* The base says the same: the same objects. */
  test_base_start (base);
  test_wait_until (copil_sitting_store_is_live (window->store));
  g_assert_true (copil_sitting_store_find (window->store, "agenda_item", ITEM) == item);
  close_window (window);
}

/* -- Committees ------------------------------------------------------------------------------- */

/* The desk holds the list as well. */
static void
leave (Window               *window,
       CopilCommitteeStore **all,
       CopilCommitteeStore **one)
{
  copil_connection_close (window->connection);
  test_release (g_steal_pointer (one));
  g_clear_object (all);
  close_window (window);
}

/* The list, and the one that was looked at, with its sittings. */
static void
test_committees (Fixture      *fixture,
                 gconstpointer login)
{
  Window *window = open_window (login);
  g_autoptr (CopilCommitteeStore) all = copil_desk_open_committee (window->desk, NULL);
  g_autoptr (CopilCommitteeStore) one = copil_desk_open_committee (window->desk, TEST_COMMITTEE);
  gint64 confirmed;

  g_assert_cmpint (copil_committee_store_get_confirmed (all), ==, 0);
  test_wait_until (copil_committee_store_is_live (all) && copil_committee_store_is_live (one));
  confirmed = copil_committee_store_get_confirmed (one);
  leave (window, &all, &one);

  test_base_stop (base);
  window = open_window (login);
  all = copil_desk_open_committee (window->desk, NULL);
  one = copil_desk_open_committee (window->desk, TEST_COMMITTEE);
  test_wait_until (copil_committee_store_is_loaded (all) && copil_committee_store_is_loaded (one));
  g_assert_false (copil_committee_store_is_live (one));
  g_assert_cmpint (copil_committee_store_get_confirmed (one), ==, confirmed);
  g_assert_cmpstr (copil_record_get_string (copil_committee_store_find (all, "committee",
                                                                        TEST_COMMITTEE), "name"),
                   ==, "Comité du Nord");
  g_assert_nonnull (copil_committee_store_get_committee (one));
  g_assert_nonnull (copil_committee_store_find (one, "sitting", TEST_SITTING));
  test_base_start (base);
  test_wait_until (copil_committee_store_is_live (one));
  g_assert_cmpint (copil_committee_store_get_confirmed (one), >, confirmed);
  leave (window, &all, &one);
}

static gboolean
is_kept (Fixture    *fixture,
         const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, "rows", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* What may not be read any more goes; what still may stays. */
static void
test_committees_forgotten (Fixture      *fixture,
                           gconstpointer login)
{
  Window *window = open_window (login);
  g_autoptr (CopilCommitteeStore) all = copil_desk_open_committee (window->desk, NULL);
  g_autoptr (CopilCommitteeStore) one = copil_desk_open_committee (window->desk, TEST_COMMITTEE);

  test_wait_until (is_kept (fixture, COPIL_KEEP_COMMITTEES) && is_kept (fixture, TEST_COMMITTEE));
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'draft'");
  copil_desk_refill (window->desk);
  test_wait_until (!is_kept (fixture, TEST_SITTING)
                   && !copil_sitting_store_is_loaded (window->store));
  g_assert_true (is_kept (fixture, COPIL_KEEP_COMMITTEES) && is_kept (fixture, TEST_COMMITTEE));
  copil_desk_forget (window->desk);
  test_wait_until (!is_kept (fixture, COPIL_KEEP_COMMITTEES)
                   && !is_kept (fixture, TEST_COMMITTEE));
  leave (window, &all, &one);
}

/* -- Sittings --------------------------------------------------------------------------------- */

/* Who may not read it any more has nothing of it left, also when it is not open. */
static void
test_forgotten (Fixture      *fixture,
                gconstpointer login)
{
  Window *window = open_window (login);
  g_autofree char *path = path_of (fixture, "rows");

  test_wait_until (copil_sitting_store_is_live (window->store));
  close_window (window);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  window = open_window (login);
  g_clear_object (&window->store);
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'draft'");
  copil_desk_refill (window->desk);
  test_wait_until (!g_file_test (path, G_FILE_TEST_EXISTS));
  window->store = copil_desk_open_sitting (window->desk, TEST_SITTING);
  test_wait_until (copil_sitting_store_get_reason (window->store) != NULL);
  close_window (window);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* It is open while the right is lost. */
static void
test_lost (Fixture      *fixture,
           gconstpointer login)
{
  Window *window = open_window (login);
  g_autofree char *path = path_of (fixture, "rows");

  test_wait_until (copil_sitting_store_is_live (window->store)
                   && copil_feed_get_cursor (window->feed) != NULL);
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'cancelled'");
  test_wait_until (!copil_sitting_store_is_loaded (window->store));
  close_window (window);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_document (Fixture      *fixture,
               gconstpointer login)
{
  static const char bytes[] = "%PDF-1.4 essai";
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, bytes, -1);
  g_autofree char *mark = g_strconcat ("\\x", sum, NULL);
  g_autofree char *path = path_of (fixture, sum);
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO copil.document (sha256, bytes, media, put_by) VALUES ('\\x%s', '%s',"
    " 'application/pdf', 'essai'); INSERT INTO copil.item_document (id, sitting_id, item_id, sha256,"
    " name, size, pages, rank) VALUES ('" DOCUMENT "', '" TEST_SITTING "', '" ITEM "', '\\x%s',"
    " 'Essai', 14, 1, 1)", sum, bytes, sum);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) read = NULL;
  g_autoptr (GError) error = NULL;
  Window *window;

  committee_base_run (base, sql);
  window = open_window (login);
  /* Fetched ahead: nobody asked. */
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  test_base_stop (base);
  test_wait_until (!copil_sitting_store_is_live (window->store));
  copil_sitting_store_read_document_async (window->store, mark, NULL, test_async_cb, &result);
  test_wait (&result);
  read = copil_sitting_store_read_document_finish (window->store, result, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (read, NULL), g_bytes_get_size (read), bytes, strlen (bytes));
  g_clear_object (&result);
  copil_sitting_store_read_document_async (window->store, "00", NULL, test_async_cb, &result);
  test_wait (&result);
  g_assert_null (copil_sitting_store_read_document_finish (window->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_object (&result);
  close_window (window);
  test_base_start (base);
}

/* -- Files that are not what was written ------------------------------------------------------ */

static void
save (const char *folder,
      gint64      confirmed)
{
  g_autoptr (CopilKept) kept = g_new0 (CopilKept, 1);
  CopilRow *row = g_new0 (CopilRow, 1);
  g_autoptr (GError) error = NULL;

  kept->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_row_free);
  kept->confirmed = confirmed;
  kept->difference = -7;
  row->kind = "agenda_item";
  row->id = g_strdup (ITEM);
  row->revision = 12;
  row->text = g_ref_string_new ("{\"title\": \"Un  deux\\nté\"}");
  g_ptr_array_add (kept->rows, row);
  g_assert_true (_copil_keep_save (folder, TEST_SITTING, kept, &error));
  g_assert_no_error (error);
}

static void
test_files (Fixture      *fixture,
            gconstpointer login)
{
  gint64 now = g_get_real_time ();
  g_autofree char *path = path_of (fixture, "rows");
  g_autofree char *text = NULL;
  g_autoptr (CopilKept) kept = NULL;
  gsize size;

  save (fixture->folder, now);
  kept = _copil_keep_load (fixture->folder, TEST_SITTING);
  g_assert_cmpint (kept->confirmed, ==, now);
  g_assert_cmpint (kept->difference, ==, -7);
  g_assert_cmpuint (kept->rows->len, ==, 1);
  g_assert_cmpstr (((CopilRow *) kept->rows->pdata[0])->text, ==, "{\"title\": \"Un  deux\\nté\"}");
  g_assert_cmpint (((CopilRow *) kept->rows->pdata[0])->revision, ==, 12);

  /* Each byte counts; what is damaged is removed. */
  g_assert_true (g_file_get_contents (path, &text, &size, NULL));
  for (gsize i = 0; i < size; i += 13)
    {
      text[i] ^= 1;
      g_assert_true (g_file_set_contents (path, text, (gssize) size, NULL));
      g_assert_null (_copil_keep_load (fixture->folder, TEST_SITTING));
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      text[i] ^= 1;
      save (fixture->folder, now);
    }
  g_assert_true (g_file_set_contents (path, text, (gssize) size / 2, NULL));
  g_assert_null (_copil_keep_load (fixture->folder, TEST_SITTING));

  /* A month ago. */
  save (fixture->folder, now - 31 * G_TIME_SPAN_DAY);
  g_assert_null (_copil_keep_load (fixture->folder, TEST_SITTING));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add ("/keep/offline", Fixture, "reader", set_up, test_offline, tear_down);
  g_test_add ("/keep/forgotten", Fixture, "reader", set_up, test_forgotten, tear_down);
  g_test_add ("/keep/lost", Fixture, "reader", set_up, test_lost, tear_down);
  g_test_add ("/keep/document", Fixture, "coordination-59", set_up, test_document, tear_down);
  g_test_add ("/keep/committees", Fixture, "reader", set_up, test_committees, tear_down);
  g_test_add ("/keep/committees-forgotten", Fixture, "reader", set_up, test_committees_forgotten,
              tear_down);
  g_test_add ("/keep/files", Fixture, "reader", set_up, test_files, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
