/* test-advice.c: advice asked on an item: its delay, what is said of it, who sees it and answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/advice.h"
#include "committee/committee-store.h"
#include "committee/record-set.h"
#include "committee/rows.h"
#include "core/instant.h"

#define ITEM "10000000-0000-4000-8000-000000000001"
#define ADVICE "ad000000-0000-4000-8000-000000000001"
#define MEMBER "30000000-0000-4000-8000-000000000001"

static const CopilRecordOrder orders[] = { { NULL } };
static TestBase *base;

/* -- On plain data ---------------------------------------------------------------------------- */

static gint64
at (const char *text)
{
  gint64 instant = 0;

  g_assert_true (copil_instant_parse (text, &instant));
  return instant;
}

/* The day it is asked does not count, whatever the clocks do in between. */
static void
test_due (void)
{
  static const struct
  {
    const char *asked;
    int         days;
    const char *due;
  } cases[] = {
    { "2026-11-22T17:00:00+01:00", 1, "2026-11-23T23:59:59.999999+01:00" },
    { "2026-11-22T23:30:00+00:00", 1, "2026-11-24T23:59:59.999999+01:00" },
    { "2026-10-24T09:00:00+02:00", 1, "2026-10-25T23:59:59.999999+01:00" },
    { "2026-03-20T09:00:00+01:00", 10, "2026-03-30T23:59:59.999999+02:00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (copil_advice_get_due (at (cases[i].asked), cases[i].days), ==,
                     at (cases[i].due));
}

static void
test_describe (void)
{
  static const struct
  {
    const char *document;
    const char *said;
  } cases[] = {
    { "{\"state\": \"asked\", \"due_at\": \"2026-12-03T23:59:59+01:00\"}",
      "avis attendu jusqu’au jeudi 3\u00a0décembre 2026" },
    { "{\"state\": \"asked\", \"due_at\": \"2026-11-20T23:59:59+01:00\", \"silence\": null}",
      "avis non rendu dans le délai, échu le vendredi 20\u00a0novembre 2026" },
    { "{\"state\": \"asked\", \"due_at\": \"2026-11-20T23:59:59+01:00\", \"silence\":"
      " {\"value\": \"favourable\", \"cite\": \"(règlement intérieur, article 7)\"}}",
      "avis réputé favorable, faute de réponse dans le délai (règlement intérieur, article 7)" },
    { "{\"state\": \"given\", \"meaning\": \"reserves\", \"due_at\": \"2026-11-20T23:59:59+01:00\","
      " \"given_at\": \"2026-11-21T09:00:00+01:00\", \"words\": \"Oui, mais\","
      " \"conditions\": \"un financement\"}",
      "avis favorable avec réserves, rendu hors délai\u202f; «\u00a0Oui, mais\u00a0»\u202f;"
      " conditions\u00a0: un financement" },
    { "{\"state\": \"given\", \"meaning\": \"none\", \"due_at\": \"2026-11-20T23:59:59+01:00\","
      " \"given_at\": \"2026-11-20T09:00:00+01:00\"}", "sans avis" },
    { "{\"state\": \"withdrawn\", \"reason\": \"Déjà saisie\"}",
      "demande retirée\u00a0: Déjà saisie" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilRecordSet) rows = copil_record_set_new (orders);
      g_autoptr (JsonObject) document = copil_row_parse (cases[i].document);
      char *text = g_ref_string_new (cases[i].document);
      g_autofree char *said = NULL;

      copil_record_set_put (rows, "advice", "a", 1, text, document);
      copil_record_set_commit (rows);
      g_ref_string_release (text);
      said = copil_advice_describe (copil_record_set_find (rows, "advice", "a"),
                                    at ("2026-11-22T17:00:00+01:00"));
      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

/* -- Against a base --------------------------------------------------------------------------- */

typedef struct
{
  char                *directories[2];
  TestStation         *secretariat;
  TestStation         *member; /* reads nothing of the sitting, which is a draft */
  CopilCommitteeStore *committee; /* of the member */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  for (guint i = 0; i < 2; i++)
    fixture->directories[i] = g_dir_make_tmp ("copil-committee-XXXXXX", NULL);
  fixture->secretariat = test_station_new (base, "secretariat-59", fixture->directories[0]);
  fixture->member = test_station_new (base, "reader", fixture->directories[1]);
  fixture->committee = copil_committee_store_new (fixture->member->connection,
                                                  fixture->member->outbox, TEST_COMMITTEE);
  g_signal_connect_object (fixture->member->feed, "changed",
                           G_CALLBACK (copil_committee_store_feed_changed), fixture->committee,
                           G_CONNECT_SWAPPED);
  test_wait_until (copil_committee_store_is_loaded (fixture->committee));
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  copil_connection_close (fixture->member->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  test_release (fixture->committee);
  test_station_free (fixture->member);
  test_station_free (fixture->secretariat);
  for (guint i = 0; i < 2; i++)
    {
      test_remove_all (fixture->directories[i]);
      g_free (fixture->directories[i]);
    }
}

static CopilCommand *
submit (gpointer    store,
        const char *function,
        const char *parameters)
{
  g_autoptr (JsonNode) node = json_from_string (parameters, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CopilCommand *command;

  copil_store_submit_async (COPIL_STORE (store), function, json_node_get_object (node), function,
                            NULL, NULL, test_async_cb, &result);
  test_wait (&result);
  command = copil_store_submit_finish (COPIL_STORE (store), result, &error);
  g_assert_no_error (error);
  return command;
}

static CopilRecord *
find (Fixture *fixture)
{
  return copil_sitting_store_find (fixture->secretariat->store, "advice", ADVICE);
}

static CopilRecord *
find_own (Fixture *fixture)
{
  return copil_committee_store_find (fixture->committee, "advice", ADVICE);
}

static const char *
state_of (CopilRecord *advice)
{
  return advice != NULL ? copil_record_get_word (advice, "state") : "";
}

static gboolean
is_recorded (CopilRecord *advice)
{
  return advice != NULL && !copil_record_is_pending (advice);
}

/* What is asked and answered shows at once, and then to whom it concerns. */
static void
test_ask_and_give (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (CopilCommand) item = NULL, asked = NULL, given = NULL;

  item = submit (fixture->secretariat->store, "item_add",
                 "{\"id\": \"" ITEM "\", \"sitting\": \"" TEST_SITTING "\", \"parent\": null,"
                 " \"rank\": 1, \"nature\": \"decision\", \"title\": \"Transports\", \"body\": \"\","
                 " \"presenter\": null, \"seconds\": 600, \"money\": false}");
  asked = submit (fixture->secretariat->store, "advice_ask",
                  "{\"id\": \"" ADVICE "\", \"item\": \"" ITEM "\", \"of_whom\": \"Mme Un, Maire\","
                  " \"member\": \"" MEMBER "\", \"seat\": null, \"question\": null, \"days\": 5}");
  g_assert_cmpstr (state_of (find (fixture)), ==, "asked");
  g_assert_cmpint (copil_record_get_time (find (fixture), "due_at"), >,
                   copil_record_get_time (find (fixture), "asked_at"));
  test_wait_until (is_recorded (find (fixture)) && find_own (fixture) != NULL);
  g_assert_cmpstr (copil_record_get_word (find_own (fixture), "item_title"), ==, "Transports");
  g_assert_true (copil_record_get_bool (find_own (fixture), "own"));
  /* The rest of a draft is not theirs to read. */
  g_assert_null (copil_sitting_store_get_sitting (fixture->member->store));
  given = submit (fixture->committee, "advice_give",
                  "{\"advice\": \"" ADVICE "\", \"version\": 1, \"meaning\": \"unfavourable\","
                  " \"words\": \"Trop tôt\", \"conditions\": null, \"at\": null}");
  g_assert_cmpstr (state_of (find_own (fixture)), ==, "given");
  test_wait_until (g_str_equal (state_of (find (fixture)), "given"));
  g_assert_cmpint (copil_advice_get_standing (find (fixture), g_get_real_time ()), ==,
                   COPIL_ADVICE_UNFAVOURABLE);
  g_assert_cmpstr (copil_record_get_word (find (fixture), "given_by"), !=, "");
  g_assert_cmpuint (fixture->secretariat->n_refused + fixture->member->n_refused, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  committee_base_run (base, "INSERT INTO copil.member (id, name, \"position\", login) VALUES ('" MEMBER
                            "', 'Mme Un', 'Maire', 'reader'); "
                            "INSERT INTO copil.college VALUES ('" MEMBER "', '" TEST_COMMITTEE "', 'Élus', 1); "
                            "INSERT INTO copil.seat (id, committee_id, college_id, label, kind, votes,"
                            " rank, since) VALUES ('" MEMBER "', '" TEST_COMMITTEE "', '" MEMBER "',"
                            " 'Un maire', 'elected', 1, 1, '2026-01-01'); "
                            "INSERT INTO copil.term (id, committee_id, seat_id, member_id, deputy, since)"
                            " VALUES ('" MEMBER "', '" TEST_COMMITTEE "', '" MEMBER "', '" MEMBER "',"
                            " false, '2026-01-01')");
  g_test_add_func ("/advice/due", test_due);
  g_test_add_func ("/advice/describe", test_describe);
  g_test_add ("/advice/ask-and-give", Fixture, NULL, set_up, test_ask_and_give, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
