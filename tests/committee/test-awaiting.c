/* test-awaiting.c: what awaits a person, and how often the base is asked about it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/desk.h"

/* Changes of a sitting like its votes, each a transaction of its own. */
#define CHANGES 12
/* Does to the sitting what leaves its stage and its place in the list as they are. */
#define GO_ON "UPDATE copil.sitting SET remote = NOT remote"

static TestBase *base;

typedef struct
{
  CopilConnection *connection;
  CopilFeed       *feed;
  CopilDesk       *desk;
  CopilAwaiting   *awaiting;
  guint            n_told;  /* changes of the sitting */
  guint            n_asked; /* how often the base answered */
} Fixture;

static void
told_cb (Fixture   *fixture,
         GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    fixture->n_told += g_str_equal (((CopilFeedChange *) changes->pdata[i])->topic, "sitting");
}

static void
asked_cb (Fixture *fixture)
{
  fixture->n_asked++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer login)
{
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'draft'");
  fixture->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  fixture->feed = copil_feed_new (fixture->connection, NULL);
  fixture->desk = copil_desk_new (fixture->connection, NULL);
  g_signal_connect_object (fixture->feed, "changed", G_CALLBACK (copil_desk_feed_changed),
                           fixture->desk, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (fixture->feed, "changed", G_CALLBACK (told_cb), fixture);
  copil_connection_open_async (fixture->connection, NULL, NULL, NULL);
  test_wait_until (copil_feed_get_cursor (fixture->feed) != NULL);
  fixture->awaiting = copil_desk_get_awaiting (fixture->desk);
  g_signal_connect_swapped (fixture->awaiting, "changed", G_CALLBACK (asked_cb), fixture);
  test_wait_until (fixture->n_asked == 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  copil_connection_close (fixture->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->desk);
  g_clear_object (&fixture->feed);
  g_clear_object (&fixture->connection);
}

/* One after the other, each told before the next. */
static void
go_on (Fixture *fixture)
{
  for (guint i = 0; i < CHANGES; i++)
    {
      guint before = fixture->n_told;

      committee_base_run (base, GO_ON);
      test_wait_until (fixture->n_told > before);
    }
}

/* Sixty stations that each ask after each vote would be what the base does. */
static void
test_other_sitting (Fixture      *fixture,
                    gconstpointer data)
{
  copil_awaiting_set_patience (fixture->awaiting, 3600);
  go_on (fixture);
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'submitted'");
  test_wait_until (copil_awaiting_get_count (fixture->awaiting) == 1);
  g_assert_cmpuint (fixture->n_asked, <=, 3);
}

/* All of them together, and soon. */
static void
test_patience (Fixture      *fixture,
               gconstpointer data)
{
  copil_awaiting_set_patience (fixture->awaiting, 1);
  committee_base_run (base, GO_ON);
  test_wait_until (fixture->n_asked == 2);
}

/* What was given, or taken back, shows at once. */
static void
test_awaited (Fixture      *fixture,
              gconstpointer data)
{
  CopilMatter *matter;

  copil_awaiting_set_patience (fixture->awaiting, 3600);
  committee_base_run (base, "UPDATE copil.sitting SET stage = 'submitted'");
  test_wait_until (copil_awaiting_get_count (fixture->awaiting) == 1);
  matter = g_ptr_array_index (copil_awaiting_get_matters (fixture->awaiting), 0);
  g_assert_cmpint (matter->kind, ==, COPIL_MATTER_APPROVE_AGENDA);
  g_assert_cmpstr (matter->sitting, ==, TEST_SITTING);
  fixture->n_asked = 0;
  committee_base_run (base, GO_ON);
  test_wait_until (fixture->n_asked > 0);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add ("/awaiting/other-sitting", Fixture, "chair-state-59", set_up, test_other_sitting,
              tear_down);
  g_test_add ("/awaiting/patience", Fixture, "chair-state-59", set_up, test_patience, tear_down);
  g_test_add ("/awaiting/awaited", Fixture, "chair-state-59", set_up, test_awaited, tear_down);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
