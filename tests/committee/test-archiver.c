/* test-archiver.c: final minutes are archived by whoever is there and may
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"

#include "committee/desk.h"

/* Final as both chairs would have made them; written by the owner. */
#define FINAL                                                                                      \
  "UPDATE copil.sitting SET stage = 'closed', opened_at = starts_at, closed_at = starts_at; "      \
  "INSERT INTO copil.minutes (id, sitting_id, state, content, content_hash, final_at, revision) "  \
  "SELECT gen_random_uuid (), s.id, 'final', copil.minutes_content (s.id), "                       \
  "copil.content_hash (copil.minutes_content (s.id)), now (), s.revision FROM copil.sitting s"

#define KEPT                                                                                       \
  "SELECT count (*)::text FROM copil.minutes m WHERE m.pdf IS NOT NULL AND m.content ="            \
  " (SELECT convert_from (d.bytes, 'UTF8')::jsonb -> 'content' FROM copil.document d"              \
  " WHERE d.sha256 = m.archive)"

static TestBase *base;

/* A station, as far as it archives. */
typedef struct
{
  CopilConnection *connection;
  CopilFeed       *feed;
  CopilDesk       *desk;
} Station;

static Station *
station_new (const char *login)
{
  Station *self = g_new0 (Station, 1);

  self->connection = test_base_connection (base, "dbname", "copil", "user", login, NULL);
  self->feed = copil_feed_new (self->connection, NULL);
  self->desk = copil_desk_new (self->connection, NULL);
  copil_desk_archive (self->desk);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (copil_desk_feed_changed), self->desk,
                           G_CONNECT_SWAPPED);
  copil_connection_open_async (self->connection, NULL, NULL, NULL);
  test_wait_until (copil_feed_get_cursor (self->feed) != NULL);
  return self;
}

static void
station_free (Station *self)
{
  copil_connection_close (self->connection);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->desk);
  g_clear_object (&self->feed);
  g_clear_object (&self->connection);
  g_free (self);
}

static gboolean
are_kept (guint n)
{
  g_autofree char *found = committee_base_ask (base, KEPT);

  return (guint) atoi (found) == n;
}

/* A member's station, or one that is away, keeps nothing; the next chair's does, at once. */
static void
test_found (void)
{
  Station *member = station_new ("reader");
  Station *chair;

  committee_base_run (base, FINAL);
  g_assert_true (are_kept (0));
  chair = station_new ("chair-local-59");
  test_wait_until (are_kept (1));
  station_free (member);
  station_free (chair);
}

/* Told while it is there; two at once keep one archive and refuse nothing that anybody sees. */
static void
test_told (void)
{
  Station *one = station_new ("secretariat-59");
  Station *other = station_new ("chair-state-59");

  committee_base_run (base, "ALTER TABLE copil.minutes DISABLE TRIGGER USER; "
                            "UPDATE copil.minutes SET pdf = NULL, archive = NULL; "
                            "ALTER TABLE copil.minutes ENABLE TRIGGER USER; "
                            "UPDATE copil.sitting SET place = 'Ailleurs'");
  test_wait_until (are_kept (1));
  station_free (one);
  station_free (other);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = committee_base_new ();
  g_test_add_func ("/archiver/found", test_found);
  g_test_add_func ("/archiver/told", test_told);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
