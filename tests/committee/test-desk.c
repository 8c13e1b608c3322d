/* test-desk.c: committees, and the stores that pages share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/desk.h"

#include <glib/gstdio.h>

#define COLLEGE "20000000-0000-4000-8000-000000000001"
#define SEAT "30000000-0000-4000-8000-000000000001"
#define BODY "40000000-0000-4000-8000-000000000001"
#define SUBJECT "60000000-0000-4000-8000-000000000001"

static TestBase *base;

typedef struct
{
  char            *directory;
  CopilConnection *connection;
  CopilFeed       *feed;
  CopilOutbox     *outbox;
  CopilDesk       *desk;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->directory = g_dir_make_tmp ("copil-committee-XXXXXX", NULL);
  fixture->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  fixture->feed = copil_feed_new (fixture->connection, NULL);
  fixture->outbox = copil_outbox_new (fixture->connection, fixture->directory);
  copil_outbox_open_async (fixture->outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  g_assert_true (copil_outbox_open_finish (fixture->outbox, result, &error));
  fixture->desk = copil_desk_new (fixture->connection, fixture->outbox);
  g_signal_connect_object (fixture->feed, "changed", G_CALLBACK (copil_desk_feed_changed),
                           fixture->desk, G_CONNECT_SWAPPED);
  g_signal_connect_object (fixture->feed, "refill", G_CALLBACK (copil_desk_refill), fixture->desk,
                           G_CONNECT_SWAPPED);
  copil_connection_open_async (fixture->connection, NULL, NULL, NULL);
  test_wait_until (copil_feed_get_cursor (fixture->feed) != NULL);
}

static void
remove_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);

      g_remove (path);
    }
  g_rmdir (directory);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  copil_connection_close (fixture->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (fixture->desk);
  g_clear_object (&fixture->feed);
  test_release (fixture->outbox);
  g_clear_object (&fixture->connection);
  remove_files (fixture->directory);
  g_free (fixture->directory);
}

static void
submit (CopilCommitteeStore *store,
        const char          *function,
        const char          *parameters)
{
  g_autoptr (JsonNode) node = json_from_string (parameters, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCommand) command = NULL;

  g_assert_nonnull (node);
  copil_store_submit_async (COPIL_STORE (store), function, json_node_get_object (node), function, NULL,
                                      NULL, test_async_cb, &result);
  test_wait (&result);
  command = copil_store_submit_finish (COPIL_STORE (store), result, &error);
  g_assert_no_error (error);
}

static gboolean
is_recorded (CopilCommitteeStore *store,
             const char          *kind,
             const char          *id)
{
  CopilRecord *record = copil_committee_store_find (store, kind, id);

  return record != NULL && !copil_record_is_pending (record);
}

static void
test_list (Fixture      *fixture,
           gconstpointer data)
{
  GListModel *committees = copil_desk_get_committees (fixture->desk);
  g_autoptr (CopilRecord) first = NULL;

  test_wait_until (g_list_model_get_n_items (committees) == 1);
  first = g_list_model_get_item (committees, 0);
  g_assert_cmpstr (copil_record_get_id (first), ==, TEST_COMMITTEE);
  g_assert_cmpstr (copil_record_get_string (first, "name"), ==, "Comité du Nord");
  g_assert_true (copil_desk_get_committees (fixture->desk) == committees);
  committee_base_run (base, "UPDATE copil.committee SET name = 'Comité départemental du Nord'");
  test_wait_until (g_str_equal (copil_record_get_word (first, "name"),
                                "Comité départemental du Nord"));
  committee_base_run (base, "UPDATE copil.committee SET name = 'Comité du Nord'");
}

static void
test_shared (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (CopilSittingStore) one = copil_desk_open_sitting (fixture->desk, TEST_SITTING);
  g_autoptr (CopilSittingStore) other = copil_desk_open_sitting (fixture->desk, TEST_SITTING);
  g_autoptr (CopilCommitteeStore) store
    = copil_desk_open_committee (fixture->desk, TEST_COMMITTEE);
  g_autoptr (CopilCommitteeStore) again
    = copil_desk_open_committee (fixture->desk, TEST_COMMITTEE);
  CopilRecord *sitting;

  g_assert_true (one == other);
  g_assert_true (store == again);
  test_wait_until (copil_sitting_store_is_loaded (one) && copil_committee_store_is_loaded (store));
  sitting = copil_committee_store_find (store, "sitting", TEST_SITTING);
  g_assert_cmpstr (copil_record_get_string (sitting, "title"), ==, "Séance");
  /* Where it takes place is not where it stands in the list. */
  g_assert_cmpstr (copil_record_get_string (sitting, "place"), ==, "Préfecture");
  g_assert_nonnull (copil_record_get_object (copil_committee_store_get_committee (store), "rules"));
}

static void
test_composition (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (CopilCommitteeStore) store
    = copil_desk_open_committee (fixture->desk, TEST_COMMITTEE);
  GListModel *subjects = copil_committee_store_get_list (store, "former_subject");

  test_wait_until (copil_committee_store_is_loaded (store));
  submit (store, "college_add", "{\"id\": \"" COLLEGE "\", \"committee\": \"" TEST_COMMITTEE "\","
          " \"name\": \"État\", \"rank\": 1}");
  g_assert_nonnull (copil_committee_store_find (store, "college", COLLEGE));
  submit (store, "seat_add", "{\"id\": \"" SEAT "\", \"committee\": \"" TEST_COMMITTEE "\","
          " \"college\": \"" COLLEGE "\", \"label\": \"Préfet\", \"kind\": \"ex_officio\","
          " \"chair\": \"state\", \"body\": \"Préfecture\", \"votes\": 1, \"rank\": 1,"
          " \"since\": \"2026-01-01\"}");
  g_assert_cmpstr (copil_record_get_string (copil_committee_store_find (store, "seat", SEAT),
                                            "college_id"), ==, COLLEGE);
  submit (store, "former_body_add", "{\"id\": \"" BODY "\", \"committee\": \"" TEST_COMMITTEE "\","
          " \"territory_id\": 1, \"acronym\": \"SPEL\", \"name\": \"Service public de l’emploi\","
          " \"dealt_with\": null, \"state\": \"active\", \"merges_on\": null, \"act\": null}");
  submit (store, "former_subject_add", "{\"id\": \"" SUBJECT "\", \"body\": \"" BODY "\","
          " \"label\": \"Insertion\", \"rank\": 1}");
  test_wait_until (is_recorded (store, "college", COLLEGE) && is_recorded (store, "seat", SEAT)
                   && is_recorded (store, "former_body", BODY)
                   && is_recorded (store, "former_subject", SUBJECT));
  g_assert_cmpuint (g_list_model_get_n_items (subjects), ==, 1);
  g_assert_cmpstr (copil_record_get_string (copil_committee_store_find (store, "former_subject",
                                                                        SUBJECT), "body_id"),
                   ==, BODY);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add ("/desk/list", Fixture, "reader", set_up, test_list, tear_down);
  g_test_add ("/desk/shared", Fixture, "coordination-59", set_up, test_shared, tear_down);
  g_test_add ("/desk/composition", Fixture, "coordination-59", set_up, test_composition, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
