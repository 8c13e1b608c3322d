/* sitting-store.c: all of one sitting, kept as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/sitting-store-private.h"

#include "db/feed.h"

enum
{
  PROP_0,
  PROP_LOADED,
  PROP_LIVE,
  PROP_REASON,
  N_PROPS
};

enum
{
  CHANGED,
  REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilSittingStore, copil_sitting_store, G_TYPE_OBJECT)

/* Others are sorted by their ids. */
static const CopilRecordOrder orders[] = {
  { "sitting_log", "number", FALSE },
  { "agenda_item", "rank", FALSE },
  { "item_document", "rank", FALSE },
  { "item_view", "rank", FALSE },
  { "approval", "at", TRUE },
  { "convocation", "version", FALSE },
  { "attendance", "at", TRUE },
  { "mandate", "since", TRUE },
  { "withdrawal", "at", TRUE },
  { "clock_event", "at", TRUE },
  { "speaker", "rank", FALSE },
  { "vote", "opened_at", TRUE },
  { "ballot", "at", TRUE },
  { "decision", "recorded_at", TRUE },
  { "action", "revision", FALSE },
  { "paragraph", "rank", FALSE },
  { "paragraph_past", "version", FALSE },
  { "remark", "at", TRUE },
  { "issued", "at", TRUE },
  { NULL },
};

static void
copil_sitting_store_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (object);

  switch (property_id)
    {
    case PROP_LOADED:
      g_value_set_boolean (value, self->loaded);
      break;
    case PROP_LIVE:
      g_value_set_boolean (value, self->live);
      break;
    case PROP_REASON:
      g_value_set_string (value, self->reason);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
copil_sitting_store_dispose (GObject *object)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (object);

  if (self->frozen != NULL)
    _copil_frozen_stop (self->frozen);
  g_clear_object (&self->frozen);
  _copil_sitting_store_stop_keeping (self);
  _copil_sitting_store_stop (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->clock);
  g_clear_object (&self->connection);
  g_clear_object (&self->waiting);
  G_OBJECT_CLASS (copil_sitting_store_parent_class)->dispose (object);
}

static void
copil_sitting_store_finalize (GObject *object)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (object);

  g_object_unref (self->cancellable);
  copil_record_set_free (self->rows);
  g_hash_table_unref (self->fetched);
  g_free (self->id);
  g_free (self->reason);
  g_free (self->stage);
  G_OBJECT_CLASS (copil_sitting_store_parent_class)->finalize (object);
}

static void
copil_sitting_store_class_init (CopilSittingStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = copil_sitting_store_get_property;
  object_class->dispose = copil_sitting_store_dispose;
  object_class->finalize = copil_sitting_store_finalize;
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_SITTING_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", COPIL_TYPE_SITTING_STORE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, COPIL_TYPE_COMMAND);
}

static void
copil_sitting_store_init (CopilSittingStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = copil_record_set_new (orders);
  self->fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
lost_cb (CopilSittingStore *self)
{
  _copil_sitting_store_set_live (self, FALSE);
}

static void
waiting_changed_cb (CopilSittingStore *self)
{
  _copil_sitting_store_commit (self, self->loaded, self->reason);
}

static void
recorded_cb (CopilSittingStore *self)
{
  _copil_sitting_store_read (self, FALSE);
}

static void
refused_cb (CopilSittingStore *self,
            CopilCommand      *command)
{
  g_signal_emit (self, signals[REFUSED], 0, command);
}

static void
follow_outbox (CopilSittingStore *self,
               CopilOutbox       *outbox)
{
  self->waiting = copil_waiting_new (outbox, self->rows, "sitting", self->id);
  g_signal_connect_object (self->waiting, "changed", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "recorded", G_CALLBACK (recorded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
}

CopilSittingStore *
copil_sitting_store_new (CopilConnection *connection,
                         CopilOutbox     *outbox,
                         const char      *sitting_id)
{
  CopilSittingStore *self;

  g_return_val_if_fail (COPIL_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (g_uuid_string_is_valid (sitting_id), NULL);
  self = g_object_new (COPIL_TYPE_SITTING_STORE, NULL);
  self->connection = g_object_ref (connection);
  self->id = g_strdup (sitting_id);
  self->clock = copil_server_clock_new (connection);
  if (outbox != NULL)
    follow_outbox (self, outbox);
  g_signal_connect_object (connection, "ready", G_CALLBACK (copil_sitting_store_refill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "lost", G_CALLBACK (lost_cb), self, G_CONNECT_SWAPPED);
  _copil_sitting_store_read (self, TRUE);
  return self;
}

const char *
copil_sitting_store_get_id (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return self->id;
}

/* -- The feed --------------------------------------------------------------------------------- */

void
copil_sitting_store_refill (CopilSittingStore *self)
{
  g_return_if_fail (COPIL_IS_SITTING_STORE (self));
  _copil_sitting_store_read (self, TRUE);
  if (self->frozen != NULL)
    _copil_frozen_refresh (self->frozen);
}

/* Who sits and who holds the keys decides what may be read. */
static gboolean
is_of_committee (CopilSittingStore     *self,
                 const CopilFeedChange *change)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self);

  return sitting != NULL && g_str_equal (change->topic, "committee")
         && g_str_equal (change->key, copil_record_get_word (sitting, "committee_id"));
}

void
copil_sitting_store_feed_changed (CopilSittingStore *self,
                                  GPtrArray         *changes)
{
  gboolean landed = FALSE;

  g_return_if_fail (COPIL_IS_SITTING_STORE (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->topic, "sitting") && g_str_equal (change->key, self->id))
        _copil_sitting_store_read (self, FALSE);
      else if (is_of_committee (self, change))
        _copil_sitting_store_read (self, TRUE);
      landed |= g_str_equal (change->topic, "batch");
    }
  /* What it withholds is withheld in what was frozen as well. */
  if (landed && self->frozen != NULL)
    _copil_frozen_refresh (self->frozen);
}

/* -- What is known ---------------------------------------------------------------------------- */

GListModel *
copil_sitting_store_get_list (CopilSittingStore *self,
                              const char        *kind)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return copil_record_set_get_list (self->rows, kind);
}

CopilRecord *
copil_sitting_store_find (CopilSittingStore *self,
                          const char        *kind,
                          const char        *id)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return copil_record_set_find (self->rows, kind, id);
}

CopilRecord *
copil_sitting_store_get_sitting (CopilSittingStore *self)
{
  return copil_sitting_store_find (self, "sitting", self->id);
}

gboolean
copil_sitting_store_is_loaded (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), FALSE);
  return self->loaded;
}

gboolean
copil_sitting_store_is_live (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), FALSE);
  return self->live;
}

const char *
copil_sitting_store_get_reason (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return self->reason;
}

gint64
copil_sitting_store_get_confirmed (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), 0);
  return self->confirmed;
}

gint64
copil_sitting_store_get_revision (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), 0);
  return self->revision;
}

gint64
copil_sitting_store_get_now (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), 0);
  return copil_server_clock_get_now (self->clock);
}

CopilServerClock *
copil_sitting_store_get_clock (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return self->clock;
}

/* -- Telling ---------------------------------------------------------------------------------- */

void
_copil_sitting_store_commit (CopilSittingStore *self,
                             gboolean           loaded,
                             const char        *reason)
{
  gboolean changed;

  g_object_freeze_notify (G_OBJECT (self));
  if (self->loaded != loaded)
    {
      self->loaded = loaded;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADED]);
    }
  if (g_strcmp0 (self->reason, reason) != 0)
    {
      g_free (self->reason);
      self->reason = g_strdup (reason);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REASON]);
    }
  if (self->waiting != NULL)
    copil_waiting_lay (self->waiting);
  changed = copil_record_set_commit (self->rows);
  g_object_thaw_notify (G_OBJECT (self));
  if (changed)
    g_signal_emit (self, signals[CHANGED], 0);
}

void
_copil_sitting_store_set_live (CopilSittingStore *self,
                               gboolean           live)
{
  if (self->live == live)
    return;
  self->live = live;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

/* -- Writing ---------------------------------------------------------------------------------- */

void
copil_sitting_store_submit_async (CopilSittingStore   *self,
                                  const char          *function,
                                  JsonObject          *parameters,
                                  const char          *label,
                                  const char          *depends_on,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (COPIL_IS_SITTING_STORE (self));
  g_return_if_fail (self->waiting != NULL);
  copil_waiting_submit_async (self->waiting, G_OBJECT (self), function, parameters, label,
                              depends_on, cancellable, callback, user_data);
}

CopilCommand *
copil_sitting_store_submit_finish (CopilSittingStore  *self,
                                   GAsyncResult       *result,
                                   GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
