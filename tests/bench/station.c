/* station.c: one station of a sitting, without a window, driven by a script
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-station HOST LOGIN SITTING DIRECTORY: holds the sitting as a window does (session, feed,
 * outbox in DIRECTORY, store) and prints "loaded". Then, a line each, with monotonic microseconds:
 *
 *   shown ID TIME        an entry or exit of the base is in the list
 *   revision N TIME      after each change: all of the sitting up to there is held
 *
 * and obeys its standard input, a command a line:
 *
 *   present ID MEMBER SEAT    says that a member is there
 *   clock                     prints "clock N": the clock of the base minus the monotonic one
 *   leave, back               closes its session; opens it again
 *   count                     prints "count N DISTINCT": entries and exits in the list
 */
#include <stdio.h>
#include <string.h>

#include "committee/sitting-store.h"
#include "db/feed.h"

typedef struct
{
  GMainLoop         *loop;
  CopilConnection   *connection;
  CopilFeed         *feed;
  CopilOutbox       *outbox;
  CopilSittingStore *store;
  GHashTable        *shown;
  gboolean           loaded;
} Station;

/* -- What is said ----------------------------------------------------------------------------- */

static void
say_new (Station *self,
         gint64   now)
{
  GListModel *list = copil_sitting_store_get_list (self->store, "attendance");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      if (!copil_record_is_pending (record)
          && g_hash_table_add (self->shown, g_strdup (copil_record_get_id (record))))
        printf ("shown %s %" G_GINT64_FORMAT "\n", copil_record_get_id (record), now);
    }
}

static void
changed_cb (Station *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!copil_sitting_store_is_loaded (self->store))
    return;
  if (!self->loaded)
    puts ("loaded");
  self->loaded = TRUE;
  say_new (self, now);
  printf ("revision %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
          copil_sitting_store_get_revision (self->store), now);
}

static void
say_count (Station *self)
{
  GListModel *list = copil_sitting_store_get_list (self->store, "attendance");
  g_autoptr (GHashTable) distinct = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      g_hash_table_add (distinct, g_strdup (copil_record_get_id (record)));
    }
  printf ("count %u %u\n", g_list_model_get_n_items (list), g_hash_table_size (distinct));
}

/* -- What is done ----------------------------------------------------------------------------- */

static void
say_present (Station *self,
             char   **words)
{
  g_autoptr (JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "id", words[1]);
  json_object_set_string_member (parameters, "sitting", copil_sitting_store_get_id (self->store));
  json_object_set_string_member (parameters, "member", words[2]);
  json_object_set_string_member (parameters, "seat", words[3]);
  json_object_set_boolean_member (parameters, "entered", TRUE);
  json_object_set_string_member (parameters, "mode", "room");
  json_object_set_null_member (parameters, "identified");
  copil_store_submit_async (COPIL_STORE (self->store), "attendance_note", parameters, "Présent", NULL,
                                    NULL, NULL, NULL);
}

static void
obey (Station *self,
      char   **words)
{
  if (g_str_equal (words[0], "present") && g_strv_length (words) == 4)
    say_present (self, words);
  else if (g_str_equal (words[0], "clock"))
    printf ("clock %" G_GINT64_FORMAT "\n",
            copil_sitting_store_get_now (self->store) - g_get_monotonic_time ());
  else if (g_str_equal (words[0], "leave"))
    copil_connection_close (self->connection);
  else if (g_str_equal (words[0], "back"))
    copil_connection_open_async (self->connection, NULL, NULL, NULL);
  else if (g_str_equal (words[0], "count"))
    say_count (self);
  else
    g_error ("%s?", words[0]);
}

static gboolean
read_cb (GIOChannel  *channel,
         GIOCondition condition,
         gpointer     user_data)
{
  Station *self = user_data;
  g_autofree char *line = NULL;
  g_auto (GStrv) words = NULL;

  GIOStatus status = g_io_channel_read_line (channel, &line, NULL, NULL, NULL);

  if (status == G_IO_STATUS_AGAIN)
    return G_SOURCE_CONTINUE;
  if (status != G_IO_STATUS_NORMAL)
    {
      g_main_loop_quit (self->loop);
      return G_SOURCE_REMOVE;
    }
  words = g_strsplit (g_strchomp (line), " ", -1);
  obey (self, words);
  return G_SOURCE_CONTINUE;
}

/* -- Opening ---------------------------------------------------------------------------------- */

static void
outbox_opened_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  Station *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!copil_outbox_open_finish (COPIL_OUTBOX (object), result, &error))
    g_error ("%s", error->message);
  copil_connection_open_async (self->connection, NULL, NULL, NULL);
}

static void
sit (Station *self,
     char    *argv[])
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (parameters, (gpointer) "host", argv[1]);
  g_hash_table_insert (parameters, (gpointer) "user", argv[2]);
  g_hash_table_insert (parameters, (gpointer) "dbname", (gpointer) "copil");
  self->connection = copil_connection_new (parameters);
  self->feed = copil_feed_new (self->connection, NULL);
  self->outbox = copil_outbox_new (self->connection, argv[4]);
  self->store = copil_sitting_store_new (self->connection, self->outbox, argv[3]);
  g_signal_connect_swapped (self->store, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_object (self->feed, "changed", G_CALLBACK (copil_sitting_store_feed_changed),
                           self->store, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->feed, "refill", G_CALLBACK (copil_sitting_store_refill),
                           self->store, G_CONNECT_SWAPPED);
  copil_outbox_open_async (self->outbox, NULL, outbox_opened_cb, self);
}

int
main (int   argc,
      char *argv[])
{
  Station self = { .loop = g_main_loop_new (NULL, FALSE),
                   .shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };
  GIOChannel *input = g_io_channel_unix_new (0);

  if (argc != 5)
    return 2;
  setvbuf (stdout, NULL, _IOLBF, 0);
  sit (&self, argv);
  g_io_channel_set_flags (input, G_IO_FLAG_NONBLOCK, NULL);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, read_cb, &self);
  g_main_loop_run (self.loop);
  g_io_channel_unref (input);
  copil_connection_close (self.connection);
  g_clear_object (&self.store);
  g_clear_object (&self.outbox);
  g_clear_object (&self.feed);
  g_clear_object (&self.connection);
  g_hash_table_unref (self.shown);
  g_main_loop_unref (self.loop);
  return 0;
}
