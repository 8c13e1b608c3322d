/* desk.c: the committees and sittings of this person at this base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/desk.h"

struct _CopilDesk
{
  GObject          parent_instance;
  CopilConnection *connection;
  CopilOutbox     *outbox;   /* (nullable) */
  GHashTable      *sittings; /* id -> GWeakRef of CopilSittingStore */
};

G_DEFINE_FINAL_TYPE (CopilDesk, copil_desk, G_TYPE_OBJECT)

static void
weak_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
copil_desk_finalize (GObject *object)
{
  CopilDesk *self = COPIL_DESK (object);

  g_hash_table_unref (self->sittings);
  g_clear_object (&self->connection);
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (copil_desk_parent_class)->finalize (object);
}

static void
copil_desk_class_init (CopilDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_desk_finalize;
}

static void
copil_desk_init (CopilDesk *self)
{
  self->sittings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, weak_free);
}

CopilDesk *
copil_desk_new (CopilConnection *connection,
                CopilOutbox     *outbox)
{
  CopilDesk *self = g_object_new (COPIL_TYPE_DESK, NULL);

  self->connection = g_object_ref (connection);
  self->outbox = outbox != NULL ? g_object_ref (outbox) : NULL;
  return self;
}

/* -- The stores ------------------------------------------------------------------------------- */

static gboolean
is_let_go (gpointer key,
           gpointer weak,
           gpointer user_data)
{
  g_autoptr (GObject) store = g_weak_ref_get (weak);

  return store == NULL;
}

/* (transfer full) (element-type CopilSittingStore): those that somebody holds. */
static GPtrArray *
list_sittings (CopilDesk *self)
{
  GPtrArray *stores = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer weak;

  g_hash_table_foreach_remove (self->sittings, is_let_go, NULL);
  g_hash_table_iter_init (&iter, self->sittings);
  while (g_hash_table_iter_next (&iter, NULL, &weak))
    g_ptr_array_add (stores, g_weak_ref_get (weak));
  return stores;
}

CopilSittingStore *
copil_desk_open_sitting (CopilDesk  *self,
                         const char *sitting_id)
{
  GWeakRef *weak;
  CopilSittingStore *store;

  g_return_val_if_fail (COPIL_IS_DESK (self), NULL);
  weak = g_hash_table_lookup (self->sittings, sitting_id);
  store = weak != NULL ? g_weak_ref_get (weak) : NULL;
  if (store != NULL)
    return store;
  store = copil_sitting_store_new (self->connection, self->outbox, sitting_id);
  weak = g_new0 (GWeakRef, 1);
  g_weak_ref_init (weak, store);
  g_hash_table_replace (self->sittings, g_strdup (sitting_id), weak);
  return store;
}

/* -- The feed --------------------------------------------------------------------------------- */

void
copil_desk_feed_changed (CopilDesk *self,
                         GPtrArray *changes)
{
  g_autoptr (GPtrArray) stores = NULL;

  g_return_if_fail (COPIL_IS_DESK (self));
  stores = list_sittings (self);
  for (guint i = 0; i < stores->len; i++)
    copil_sitting_store_feed_changed (g_ptr_array_index (stores, i), changes);
}

void
copil_desk_refill (CopilDesk *self)
{
  g_autoptr (GPtrArray) stores = NULL;

  g_return_if_fail (COPIL_IS_DESK (self));
  stores = list_sittings (self);
  for (guint i = 0; i < stores->len; i++)
    copil_sitting_store_refill (g_ptr_array_index (stores, i));
}
