/* store.c: rows of a committee or of a sitting, as the base has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/store-private.h"

#include "committee/record-private.h"
#include "committee/rows.h"

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

G_DEFINE_ABSTRACT_TYPE (CopilStore, copil_store, G_TYPE_OBJECT)

static void
copil_store_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CopilStore *self = COPIL_STORE (object);

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
copil_store_dispose (GObject *object)
{
  CopilStore *self = COPIL_STORE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->waiting);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_store_parent_class)->dispose (object);
}

static void
copil_store_finalize (GObject *object)
{
  CopilStore *self = COPIL_STORE (object);

  g_object_unref (self->cancellable);
  copil_record_set_free (self->rows);
  g_free (self->id);
  g_free (self->reason);
  G_OBJECT_CLASS (copil_store_parent_class)->finalize (object);
}

static void
copil_store_class_init (CopilStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = copil_store_get_property;
  object_class->dispose = copil_store_dispose;
  object_class->finalize = copil_store_finalize;
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", COPIL_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, COPIL_TYPE_COMMAND);
}

static void
copil_store_init (CopilStore *self)
{
  self->cancellable = g_cancellable_new ();
}

/* -- Following -------------------------------------------------------------------------------- */

static void
read_store (CopilStore *self,
            gboolean    all)
{
  ((CopilStoreClass *) G_OBJECT_GET_CLASS (self))->read (self, all);
}

static void
ready_cb (CopilStore *self)
{
  read_store (self, TRUE);
}

static void
lost_cb (CopilStore *self)
{
  _copil_store_set_live (self, FALSE);
}

static void
waiting_changed_cb (CopilStore *self)
{
  _copil_store_commit (self, self->loaded, self->reason);
}

static void
recorded_cb (CopilStore *self)
{
  read_store (self, FALSE);
}

static void
refused_cb (CopilStore   *self,
            CopilCommand *command)
{
  g_signal_emit (self, signals[REFUSED], 0, command);
}

static void
follow_outbox (CopilStore  *self,
               CopilOutbox *outbox,
               const char  *kind)
{
  self->waiting = copil_waiting_new (outbox, self->rows, kind, self->id != NULL ? self->id : "");
  g_signal_connect_object (self->waiting, "changed", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "recorded", G_CALLBACK (recorded_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
}

void
_copil_store_set_up (CopilStore             *self,
                     CopilConnection        *connection,
                     CopilOutbox            *outbox,
                     const CopilRecordOrder *orders,
                     const char             *kind,
                     const char             *id)
{
  self->connection = g_object_ref (connection);
  self->id = g_strdup (id);
  self->rows = copil_record_set_new (orders);
  if (outbox != NULL)
    follow_outbox (self, outbox, kind);
  g_signal_connect_object (connection, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "lost", G_CALLBACK (lost_cb), self, G_CONNECT_SWAPPED);
}

gboolean
_copil_store_is_connected (CopilStore *self)
{
  CopilConnectionState state = copil_connection_get_state (self->connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

/* -- Keeping ---------------------------------------------------------------------------------- */

static void
add_row (gpointer record,
         gpointer rows)
{
  char *text = _copil_record_get_text (record);
  CopilRow *row;

  if (text == NULL)
    return;
  row = g_new0 (CopilRow, 1);
  row->kind = copil_record_get_kind (record);
  row->id = g_strdup (copil_record_get_id (record));
  row->revision = copil_record_get_revision (record);
  row->text = g_ref_string_acquire (text);
  g_ptr_array_add (rows, row);
}

GPtrArray *
_copil_store_list_rows (CopilStore *self)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_row_free);

  copil_record_set_foreach (self->rows, add_row, rows);
  return rows;
}

/* -- Telling ---------------------------------------------------------------------------------- */

void
_copil_store_begin_read (CopilStore *self)
{
  self->mark = self->waiting != NULL ? copil_waiting_begin (self->waiting) : 0;
}

void
_copil_store_end_read (CopilStore *self)
{
  _copil_store_set_live (self, TRUE);
  if (self->waiting != NULL)
    copil_waiting_end (self->waiting, self->mark);
}

void
_copil_store_commit (CopilStore *self,
                     gboolean    loaded,
                     const char *reason)
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
_copil_store_set_live (CopilStore *self,
                       gboolean    live)
{
  if (self->live == live)
    return;
  self->live = live;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

/* -- Writing ---------------------------------------------------------------------------------- */

void
copil_store_submit_async (CopilStore          *self,
                          const char          *function,
                          JsonObject          *parameters,
                          const char          *label,
                          const char          *depends_on,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_return_if_fail (COPIL_IS_STORE (self));
  g_return_if_fail (self->waiting != NULL);
  copil_waiting_submit_async (self->waiting, G_OBJECT (self), function, parameters, label,
                              depends_on, cancellable, callback, user_data);
}

CopilCommand *
copil_store_submit_finish (CopilStore    *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
