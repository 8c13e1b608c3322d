/* archiver.c: final minutes are archived without being asked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/archiver.h"

#include "committee/minutes-keep.h"
#include "db/alarm.h"
#include "db/error.h"
#include "db/feed.h"

/* A sitting that goes on changes by the second; its minutes are final once. */
#define PATIENCE_SECONDS 10

struct _CopilArchiver
{
  GObject          parent_instance;
  CopilConnection *connection;
  GCancellable    *cancellable;
  GQueue           unkept;  /* char *: ids of sittings */
  GHashTable      *refused; /* ids: not tried again in this session */
  gboolean         busy;
  gboolean         again;   /* something changed since it was asked */
  CopilAlarm       alarm;
  guint            patience;
};

enum
{
  KEPT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilArchiver, copil_archiver, G_TYPE_OBJECT)

static void keep_next (CopilArchiver *self);

static gboolean
was_quicker (const GError *error)
{
  return g_str_equal (copil_db_error_get_sqlstate (error), "CP412");
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (CopilArchiver) self = COPIL_ARCHIVER (data);
  g_autofree char *sitting = g_queue_pop_head (&self->unkept);
  g_autoptr (GError) error = NULL;
  g_autofree char *sum = copil_minutes_keep_finish (COPIL_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (sum != NULL)
    g_signal_emit (self, signals[KEPT], 0, sitting);
  else if (!was_quicker (error))
    {
      g_message ("%s", error->message);
      g_hash_table_add (self->refused, g_steal_pointer (&sitting));
    }
  keep_next (self);
}

static void
keep_next (CopilArchiver *self)
{
  const char *sitting = g_queue_peek_head (&self->unkept);

  if (sitting != NULL)
    {
      copil_minutes_keep_async (self->connection, sitting, self->cancellable, kept_cb,
                                g_object_ref (self));
      return;
    }
  self->busy = FALSE;
  if (self->again)
    copil_archiver_refresh (self);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (CopilArchiver) self = COPIL_ARCHIVER (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  for (guint i = 0; rows != NULL && i < copil_result_get_n_rows (rows); i++)
    if (!g_hash_table_contains (self->refused, copil_result_get_text (rows, i, 0)))
      g_queue_push_tail (&self->unkept, g_strdup (copil_result_get_text (rows, i, 0)));
  keep_next (self);
}

void
copil_archiver_refresh (CopilArchiver *self)
{
  g_autoptr (CopilStatement) statement = NULL;

  g_return_if_fail (COPIL_IS_ARCHIVER (self));

  copil_alarm_clear (&self->alarm);
  self->again = self->busy;
  if (self->busy)
    return;
  self->busy = TRUE;
  statement = copil_statement_new ("SELECT copil.minutes_unkept ()");
  copil_connection_query_async (self->connection, statement, self->cancellable, asked_cb,
                                g_object_ref (self));
}

static void
ring_cb (gpointer archiver)
{
  copil_archiver_refresh (archiver);
}

void
copil_archiver_feed_changed (CopilArchiver *self,
                             GPtrArray     *changes)
{
  g_return_if_fail (COPIL_IS_ARCHIVER (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->topic, "sitting") || g_str_equal (change->topic, "committee")
          || g_str_equal (change->topic, "assignment"))
        {
          copil_alarm_set (&self->alarm, self->patience, ring_cb, self);
          return;
        }
    }
}

void
copil_archiver_set_patience (CopilArchiver *self,
                             guint          seconds)
{
  g_return_if_fail (COPIL_IS_ARCHIVER (self));

  self->patience = seconds;
}

static void
ready_cb (CopilArchiver *self)
{
  g_hash_table_remove_all (self->refused);
  copil_archiver_refresh (self);
}

static void
copil_archiver_dispose (GObject *object)
{
  CopilArchiver *self = COPIL_ARCHIVER (object);

  g_cancellable_cancel (self->cancellable);
  copil_alarm_clear (&self->alarm);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_archiver_parent_class)->dispose (object);
}

static void
copil_archiver_finalize (GObject *object)
{
  CopilArchiver *self = COPIL_ARCHIVER (object);

  g_object_unref (self->cancellable);
  g_hash_table_unref (self->refused);
  g_queue_clear_full (&self->unkept, g_free);
  G_OBJECT_CLASS (copil_archiver_parent_class)->finalize (object);
}

static void
copil_archiver_class_init (CopilArchiverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_archiver_dispose;
  object_class->finalize = copil_archiver_finalize;
  signals[KEPT] = g_signal_new ("kept", COPIL_TYPE_ARCHIVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
copil_archiver_init (CopilArchiver *self)
{
  self->cancellable = g_cancellable_new ();
  self->refused = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->patience = PATIENCE_SECONDS;
}

CopilArchiver *
copil_archiver_new (CopilConnection *connection)
{
  CopilArchiver *self = g_object_new (COPIL_TYPE_ARCHIVER, NULL);

  self->connection = g_object_ref (connection);
  g_signal_connect_object (connection, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  return self;
}
