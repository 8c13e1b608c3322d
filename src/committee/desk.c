/* desk.c: the committees and sittings of this person at this base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/desk.h"

#include "committee/archiver.h"
#include "committee/committee-store-private.h"
#include "committee/sitting-store-private.h"
#include "db/error.h"

struct _CopilDesk
{
  GObject              parent_instance;
  CopilConnection     *connection;
  CopilOutbox         *outbox;   /* (nullable) */
  CopilCommitteeStore *list;     /* NULL until somebody asks */
  CopilKeep           *keep;     /* (nullable) */
  CopilAwaiting       *awaiting; /* NULL until somebody asks */
  CopilArchiver       *archiver; /* (nullable) */
  GHashTable          *stores;   /* id of a committee or of a sitting -> GWeakRef of its store */
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

  g_hash_table_unref (self->stores);
  g_clear_object (&self->list);
  g_clear_object (&self->keep);
  g_clear_object (&self->awaiting);
  g_clear_object (&self->archiver);
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
  self->stores = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, weak_free);
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

/* (transfer full) (element-type GObject): those that somebody holds. */
static GPtrArray *
list_stores (CopilDesk *self)
{
  GPtrArray *stores = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer weak;

  g_hash_table_foreach_remove (self->stores, is_let_go, NULL);
  g_hash_table_iter_init (&iter, self->stores);
  while (g_hash_table_iter_next (&iter, NULL, &weak))
    g_ptr_array_add (stores, g_weak_ref_get (weak));
  if (self->list != NULL)
    g_ptr_array_add (stores, g_object_ref (self->list));
  return stores;
}

/* (transfer full) (nullable) */
static gpointer
find_store (CopilDesk  *self,
            const char *id)
{
  GWeakRef *weak = g_hash_table_lookup (self->stores, id);

  return weak != NULL ? g_weak_ref_get (weak) : NULL;
}

static void
remember_store (CopilDesk  *self,
                const char *id,
                gpointer    store)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, store);
  g_hash_table_replace (self->stores, g_strdup (id), weak);
}

static CopilCommitteeStore *
new_committee (CopilDesk  *self,
               const char *id)
{
  CopilCommitteeStore *store = copil_committee_store_new (self->connection, self->outbox, id);

  if (self->keep != NULL)
    _copil_committee_store_set_keep (store, self->keep);
  return store;
}

static CopilCommitteeStore *
ensure_list (CopilDesk *self)
{
  if (self->list == NULL)
    self->list = new_committee (self, NULL);
  return self->list;
}

GListModel *
copil_desk_get_committees (CopilDesk *self)
{
  g_return_val_if_fail (COPIL_IS_DESK (self), NULL);
  return copil_committee_store_get_list (ensure_list (self), "committee");
}

CopilAwaiting *
copil_desk_get_awaiting (CopilDesk *self)
{
  g_return_val_if_fail (COPIL_IS_DESK (self), NULL);

  if (self->awaiting == NULL)
    {
      self->awaiting = copil_awaiting_new (self->connection);
      copil_awaiting_refresh (self->awaiting);
    }
  return self->awaiting;
}

CopilCommitteeStore *
copil_desk_open_committee (CopilDesk  *self,
                           const char *committee_id)
{
  CopilCommitteeStore *store;

  g_return_val_if_fail (COPIL_IS_DESK (self), NULL);
  if (committee_id == NULL)
    return g_object_ref (ensure_list (self));
  store = find_store (self, committee_id);
  if (store != NULL)
    return store;
  store = new_committee (self, committee_id);
  remember_store (self, committee_id, store);
  return store;
}

CopilSittingStore *
copil_desk_open_sitting (CopilDesk  *self,
                         const char *sitting_id)
{
  CopilSittingStore *store;

  g_return_val_if_fail (COPIL_IS_DESK (self), NULL);
  store = find_store (self, sitting_id);
  if (store != NULL)
    return store;
  store = copil_sitting_store_new (self->connection, self->outbox, sitting_id);
  if (self->keep != NULL)
    _copil_sitting_store_set_keep (store, self->keep);
  remember_store (self, sitting_id, store);
  return store;
}

/* -- What is kept ----------------------------------------------------------------------------- */

void
copil_desk_keep (CopilDesk  *self,
                 const char *server,
                 const char *login)
{
  g_return_if_fail (COPIL_IS_DESK (self));
  g_return_if_fail (self->keep == NULL);

  self->keep = copil_keep_new (server, login);
}

void
copil_desk_archive (CopilDesk *self)
{
  g_return_if_fail (COPIL_IS_DESK (self));

  if (self->archiver == NULL)
    self->archiver = copil_archiver_new (self->connection);
}

void
copil_desk_forget (CopilDesk *self)
{
  g_return_if_fail (COPIL_IS_DESK (self));

  if (self->keep != NULL)
    copil_keep_retain (self->keep, NULL);
}

static void
retain_visible (CopilDesk   *self,
                CopilResult *answer)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; i < copil_result_get_n_rows (answer); i++)
    g_ptr_array_add (ids, (gpointer) copil_result_get_text (answer, i, 0));
  g_ptr_array_add (ids, (gpointer) COPIL_KEEP_COMMITTEES);
  g_ptr_array_add (ids, NULL);
  copil_keep_retain (self->keep, (const char *const *) ids->pdata);
}

static void
visible_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilDesk) self = user_data;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  if (answer != NULL)
    retain_visible (self, answer);
}

/* What was read once may be closed to this person now, whether or not one is open. */
static void
ask_visible (CopilDesk *self)
{
  g_autoptr (CopilStatement) statement
    = copil_statement_new ("SELECT copil.visible_sittings()"
                           " UNION ALL SELECT id FROM copil.committee");

  copil_connection_query_async (self->connection, statement, NULL, visible_cb,
                                g_object_ref (self));
}

/* -- The feed --------------------------------------------------------------------------------- */

void
copil_desk_feed_changed (CopilDesk *self,
                         GPtrArray *changes)
{
  g_autoptr (GPtrArray) stores = NULL;

  g_return_if_fail (COPIL_IS_DESK (self));
  if (self->awaiting != NULL)
    copil_awaiting_feed_changed (self->awaiting, changes);
  if (self->archiver != NULL)
    copil_archiver_feed_changed (self->archiver, changes);
  stores = list_stores (self);
  for (guint i = 0; i < stores->len; i++)
    {
      gpointer store = g_ptr_array_index (stores, i);

      if (COPIL_IS_SITTING_STORE (store))
        copil_sitting_store_feed_changed (store, changes);
      else
        copil_committee_store_feed_changed (store, changes);
    }
}

void
copil_desk_refill (CopilDesk *self)
{
  g_autoptr (GPtrArray) stores = NULL;

  g_return_if_fail (COPIL_IS_DESK (self));
  if (self->keep != NULL)
    ask_visible (self);
  if (self->awaiting != NULL)
    copil_awaiting_refresh (self->awaiting);
  if (self->archiver != NULL)
    copil_archiver_refresh (self->archiver);
  stores = list_stores (self);
  for (guint i = 0; i < stores->len; i++)
    {
      gpointer store = g_ptr_array_index (stores, i);

      if (COPIL_IS_SITTING_STORE (store))
        copil_sitting_store_refill (store);
      else
        copil_committee_store_refill (store);
    }
}
