/* sitting-store.c: all of one sitting, kept as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/sitting-store-private.h"

#include "db/feed.h"

G_DEFINE_FINAL_TYPE (CopilSittingStore, copil_sitting_store, COPIL_TYPE_STORE)

/* Others are sorted by their ids. */
static const CopilRecordOrder orders[] = {
  { "sitting_log", "number", FALSE },
  { "advice", "asked_at", TRUE },
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
copil_sitting_store_dispose (GObject *object)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (object);

  if (self->frozen != NULL)
    _copil_frozen_stop (self->frozen);
  g_clear_object (&self->frozen);
  _copil_sitting_store_stop_keeping (self);
  _copil_sitting_store_stop (self);
  g_clear_object (&self->clock);
  G_OBJECT_CLASS (copil_sitting_store_parent_class)->dispose (object);
}

static void
copil_sitting_store_finalize (GObject *object)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (object);

  g_hash_table_unref (self->fetched);
  g_free (self->stage);
  G_OBJECT_CLASS (copil_sitting_store_parent_class)->finalize (object);
}

static void
copil_sitting_store_read (CopilStore *store,
                          gboolean    all)
{
  if (all)
    copil_sitting_store_refill (COPIL_SITTING_STORE (store));
  else
    _copil_sitting_store_read (COPIL_SITTING_STORE (store), FALSE);
}

static void
copil_sitting_store_class_init (CopilSittingStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_sitting_store_dispose;
  object_class->finalize = copil_sitting_store_finalize;
  klass->parent_class.read = copil_sitting_store_read;
}

static void
copil_sitting_store_init (CopilSittingStore *self)
{
  self->fetched = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
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
  _copil_store_set_up (&self->store, connection, outbox, orders, "sitting", sitting_id);
  self->clock = copil_server_clock_new (connection);
  _copil_sitting_store_read (self, TRUE);
  return self;
}

const char *
copil_sitting_store_get_id (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return self->store.id;
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

      if (g_str_equal (change->topic, "sitting") && g_str_equal (change->key, self->store.id))
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
  return copil_record_set_get_list (self->store.rows, kind);
}

CopilRecord *
copil_sitting_store_find (CopilSittingStore *self,
                          const char        *kind,
                          const char        *id)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return copil_record_set_find (self->store.rows, kind, id);
}

CopilRecord *
copil_sitting_store_get_sitting (CopilSittingStore *self)
{
  return copil_sitting_store_find (self, "sitting", self->store.id);
}

gboolean
copil_sitting_store_is_loaded (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), FALSE);
  return self->store.loaded;
}

gboolean
copil_sitting_store_is_live (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), FALSE);
  return self->store.live;
}

const char *
copil_sitting_store_get_reason (CopilSittingStore *self)
{
  g_return_val_if_fail (COPIL_IS_SITTING_STORE (self), NULL);
  return self->store.reason;
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
