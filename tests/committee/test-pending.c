/* test-pending.c: what is entered is shown at once, and written once, whatever happens
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/overlay-private.h"

#include <signal.h>
#include <unistd.h>

#define ITEM_1 "10000000-0000-4000-8000-000000000001"
#define ITEM_2 "10000000-0000-4000-8000-000000000002"
#define ITEM_3 "10000000-0000-4000-8000-000000000003"

static TestBase *base;
static const char *program;

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
  test_remove_all (fixture->directory);
  g_free (fixture->directory);
  committee_base_run (base, "DELETE FROM copil.agenda_item; DELETE FROM copil.sitting_log; "
                            "DELETE FROM copil.sitting_row WHERE kind <> 'sitting'");
}

/* @parameters: JSON. The command is safe on disk when it returns. */
static CopilCommand *
submit (TestStation *station,
        const char  *function,
        const char  *parameters,
        const char  *depends_on)
{
  g_autoptr (JsonNode) node = json_from_string (parameters, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CopilCommand *command;

  g_assert_nonnull (node);
  copil_store_submit_async (COPIL_STORE (station->store), function, json_node_get_object (node),
                                    function, depends_on, NULL, test_async_cb, &result);
  test_wait (&result);
  command = copil_store_submit_finish (COPIL_STORE (station->store), result, &error);
  g_assert_no_error (error);
  return command;
}

static CopilCommand *
add_item (TestStation *station,
          const char  *id,
          int          rank,
          const char  *title)
{
  g_autofree char *parameters = g_strdup_printf (
    "{\"id\": \"%s\", \"sitting\": \"" TEST_SITTING "\", \"parent\": null, \"rank\": %d,"
    " \"nature\": \"information\", \"title\": \"%s\", \"body\": \"\", \"presenter\": null,"
    " \"seconds\": 600, \"money\": false}", id, rank, title);

  return submit (station, "item_add", parameters, NULL);
}

static CopilCommand *
edit_item (TestStation  *station,
           const char   *id,
           int           version,
           const char   *title,
           CopilCommand *after)
{
  g_autofree char *parameters = g_strdup_printf (
    "{\"item\": \"%s\", \"version\": %d, \"nature\": \"information\", \"title\": \"%s\","
    " \"body\": \"\", \"presenter\": null, \"seconds\": 600, \"money\": false}",
    id, version, title);

  return submit (station, "item_edit", parameters,
                 after != NULL ? copil_command_get_id (after) : NULL);
}

static CopilRecord *
find (TestStation *station,
      const char  *id)
{
  return copil_sitting_store_find (station->store, "agenda_item", id);
}

/* "title" in their order, "?" after what is on its way. */
static char *
list (TestStation *station)
{
  GListModel *items = copil_sitting_store_get_list (station->store, "agenda_item");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (items, i);

      g_string_append_printf (text, "%s%s ", copil_record_get_word (record, "title"),
                              copil_record_is_pending (record) ? "?" : "");
    }
  return g_string_free (text, FALSE);
}

static gboolean
shows (TestStation *station,
       const char  *expected)
{
  g_autofree char *text = list (station);

  return g_str_equal (text, expected);
}

static void
test_recorded (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (CopilCommand) command = add_item (fixture->station, ITEM_1, 1, "Un");
  g_autoptr (CopilRecord) record = g_object_ref (find (fixture->station, ITEM_1));

  g_assert_true (shows (fixture->station, "Un? ") || shows (fixture->station, "Un "));
  test_wait_until (shows (fixture->station, "Un "));
  g_assert_cmpint (copil_command_get_state (command), ==, COPIL_COMMAND_RECORDED);
  g_assert_true (find (fixture->station, ITEM_1) == record);
  g_assert_cmpint (copil_record_get_revision (record), >, 0);
  g_assert_cmpuint (fixture->station->n_refused, ==, 0);
}

/* Without a base: commands upon commands, shown as they will be, and then as they are. */
static void
test_offline (Fixture      *fixture,
              gconstpointer data)
{
  TestStation *station = fixture->station;
  g_autoptr (CopilCommand) first = NULL;
  g_autoptr (CopilCommand) second = NULL;
  g_autoptr (CopilCommand) third = NULL;
  g_autoptr (CopilRecord) record = NULL;
  g_autofree char *titles = NULL;

  test_base_stop (base);
  test_wait_until (!copil_sitting_store_is_live (station->store));
  first = add_item (station, ITEM_1, 1, "Un");
  second = add_item (station, ITEM_2, 1, "Deux");
  third = edit_item (station, ITEM_1, (int) copil_record_get_int (find (station, ITEM_1), "version"),
                     "Un bis", first);
  g_assert_true (shows (station, "Deux? Un bis? "));
  record = g_object_ref (find (station, ITEM_1));
  g_assert_cmpint (copil_record_get_int (record, "rank"), ==, 2);
  test_base_start (base);
  test_wait_until (shows (station, "Deux Un bis "));
  g_assert_true (find (station, ITEM_1) == record);
  titles = committee_base_ask (base, "SELECT string_agg (title || version, ',' ORDER BY rank)"
                                     " FROM copil.agenda_item");
  g_assert_cmpstr (titles, ==, "Deux1,Un bis2");
}

/* The base says no: what was shown is taken away, what builds on it as well. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  TestStation *station = fixture->station;
  g_autoptr (CopilCommand) added = add_item (station, ITEM_1, 1, "Un");
  g_autoptr (CopilCommand) stale = NULL;
  g_autoptr (CopilCommand) upon = NULL;

  test_wait_until (shows (station, "Un "));
  test_base_stop (base);
  test_wait_until (!copil_sitting_store_is_live (station->store));
  stale = edit_item (station, ITEM_1, 5, "Cinq", NULL);
  upon = edit_item (station, ITEM_1, 6, "Six", stale);
  g_assert_true (shows (station, "Six? "));
  test_base_start (base);
  test_wait_until (station->n_refused == 2);
  g_assert_cmpint (copil_command_get_state (stale), ==, COPIL_COMMAND_REFUSED);
  g_assert_nonnull (copil_command_get_message (stale));
  g_assert_cmpint (copil_command_get_state (upon), ==, COPIL_COMMAND_REFUSED);
  test_wait_until (shows (station, "Un "));
}

static void
test_two_stations (Fixture      *fixture,
                   gconstpointer data)
{
  g_autofree char *directory = g_dir_make_tmp ("copil-committee-XXXXXX", NULL);
  TestStation *other = test_station_new (base, "secretariat-59", directory);
  g_autoptr (CopilCommand) one = add_item (fixture->station, ITEM_1, 1, "Un");
  g_autoptr (CopilCommand) two = NULL;
  g_autoptr (CopilCommand) three = NULL;

  test_wait_until (shows (other, "Un "));
  two = add_item (other, ITEM_2, 2, "Deux");
  test_wait_until (shows (fixture->station, "Un Deux "));
  /* Both at once on one version: one is recorded, the other told so. */
  test_wait_until (copil_command_get_state (two) == COPIL_COMMAND_RECORDED);
  g_clear_object (&one);
  g_clear_object (&two);
  one = edit_item (fixture->station, ITEM_1, 1, "A", NULL);
  two = edit_item (other, ITEM_1, 1, "B", NULL);
  test_wait_until (fixture->station->n_refused + other->n_refused == 1);
  test_wait_until (fixture->station->n_refused > 0
                     ? shows (fixture->station, "B Deux ") && shows (other, "B Deux ")
                     : shows (fixture->station, "A Deux ") && shows (other, "A Deux "));
  test_station_free (other);
  test_remove_all (directory);
}

/* The station dies without a word: what it had on disk is written by the next one. */
static void
test_killed (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *directory = g_dir_make_tmp ("copil-committee-XXXXXX", NULL);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  TestStation *next;

  process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--die",
                              test_base_get_socket (base), directory, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
  next = test_station_new (base, "coordination-59", directory);
  test_wait_until (shows (next, "Un bis Trois "));
  test_station_free (next);
  test_remove_all (directory);
}

/* In a process of its own: three commands on disk that no base has seen. */
static void
enter_and_die (const char *socket,
               const char *directory)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  TestStation station = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  CopilCommand *added;

  g_hash_table_insert (parameters, (gpointer) "host", (gpointer) socket);
  g_hash_table_insert (parameters, (gpointer) "dbname", (gpointer) "copil");
  g_hash_table_insert (parameters, (gpointer) "user", (gpointer) "coordination-59");
  station.connection = copil_connection_new (parameters);
  station.outbox = copil_outbox_new (station.connection, directory);
  copil_outbox_open_async (station.outbox, NULL, test_async_cb, &result);
  test_wait (&result);
  station.store = copil_sitting_store_new (station.connection, station.outbox, TEST_SITTING);
  added = add_item (&station, ITEM_1, 1, "Un");
  edit_item (&station, ITEM_1, 1, "Un bis", added);
  add_item (&station, ITEM_3, 2, "Trois");
  kill (getpid (), SIGKILL);
}

/* What the table says of a function is what the base has: the parameter that names its row. */
static void
test_table (void)
{
  g_autofree char *text = committee_base_ask (
    base, "SELECT string_agg (proname || ' ' || array_to_string (proargnames, ' '), ';')"
          " FROM pg_proc WHERE pronamespace = 'copil'::regnamespace AND proargnames[1] = 'command'");
  g_auto (GStrv) functions = g_strsplit (text, ";", -1);
  guint n = 0;

  for (guint i = 0; functions[i] != NULL; i++)
    {
      g_auto (GStrv) words = g_strsplit (functions[i], " ", -1);
      const CopilOverlayRule *rule = _copil_overlay_find_rule (words[0]);

      if (rule == NULL)
        continue;
      n++;
      g_test_message ("%s", functions[i]);
      g_assert_true (g_strv_contains ((const char *const *) words + 1, rule->key));
    }
  g_assert_cmpuint (n, >, 40);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  if (argc == 4 && g_str_equal (argv[1], "--die"))
    enter_and_die (argv[2], argv[3]);
  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add ("/pending/recorded", Fixture, "coordination-59", set_up, test_recorded, tear_down);
  g_test_add ("/pending/offline", Fixture, "coordination-59", set_up, test_offline, tear_down);
  g_test_add ("/pending/refused", Fixture, "coordination-59", set_up, test_refused, tear_down);
  g_test_add ("/pending/two-stations", Fixture, "coordination-59", set_up, test_two_stations,
              tear_down);
  g_test_add ("/pending/killed", Fixture, "coordination-59", set_up, test_killed, tear_down);
  g_test_add_func ("/pending/table", test_table);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
