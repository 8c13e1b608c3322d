/* committee-store.c: one committee, kept as the base has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/committee-store.h"

#include "committee/rows.h"
#include "committee/waiting.h"
#include "db/alarm.h"
#include "db/error.h"
#include "db/feed.h"

#include <glib/gi18n-lib.h>

/* A sitting that goes on changes by the second, and what is shown of it here does not. One that is
 * not known may be of another committee, or come to sight. */
#define KNOWN_SECONDS 5
#define UNKNOWN_SECONDS 30

struct _CopilCommitteeStore
{
  GObject          parent_instance;
  CopilConnection *connection;
  CopilWaiting    *waiting; /* (nullable) */
  GCancellable    *cancellable;
  char            *id;      /* NULL: the list of committees */
  CopilRecordSet  *rows;
  gboolean         loaded;
  gboolean         live;
  char            *reason;
  gboolean         reading;
  gboolean         want;
  guint64          mark;
  CopilAlarm       alarm;   /* when it is to be read again */
};

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

G_DEFINE_FINAL_TYPE (CopilCommitteeStore, copil_committee_store, G_TYPE_OBJECT)

/* By what may wait to be written where that tells the place, else as the base sorted them. */
static const CopilRecordOrder orders[] = {
  { "action", "_place", FALSE },
  { "college", "rank", FALSE },
  { "committee", "_place", FALSE },
  { "decision", "_place", FALSE },
  { "delegation", "_place", FALSE },
  { "former_body", "_place", FALSE },
  { "former_subject", "rank", FALSE },
  { "member", "_place", FALSE },
  { "proposal", "proposed_at", TRUE },
  { "recurring_item", "rank", FALSE },
  { "seat", "rank", FALSE },
  { "sitting", "starts_at", TRUE },
  { "term", "_place", FALSE },
  { NULL },
};

static void read_again (CopilCommitteeStore *self);
static void read_now (gpointer store);

static void
copil_committee_store_get_property (GObject    *object,
                                    guint       property_id,
                                    GValue     *value,
                                    GParamSpec *pspec)
{
  CopilCommitteeStore *self = COPIL_COMMITTEE_STORE (object);

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
copil_committee_store_dispose (GObject *object)
{
  CopilCommitteeStore *self = COPIL_COMMITTEE_STORE (object);

  g_cancellable_cancel (self->cancellable);
  copil_alarm_clear (&self->alarm);
  g_clear_object (&self->waiting);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (copil_committee_store_parent_class)->dispose (object);
}

static void
copil_committee_store_finalize (GObject *object)
{
  CopilCommitteeStore *self = COPIL_COMMITTEE_STORE (object);

  g_object_unref (self->cancellable);
  copil_record_set_free (self->rows);
  g_free (self->id);
  g_free (self->reason);
  G_OBJECT_CLASS (copil_committee_store_parent_class)->finalize (object);
}

static void
copil_committee_store_class_init (CopilCommitteeStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = copil_committee_store_get_property;
  object_class->dispose = copil_committee_store_dispose;
  object_class->finalize = copil_committee_store_finalize;
  properties[PROP_LOADED] = g_param_spec_boolean ("loaded", NULL, NULL, FALSE, flags);
  properties[PROP_LIVE] = g_param_spec_boolean ("live", NULL, NULL, FALSE, flags);
  properties[PROP_REASON] = g_param_spec_string ("reason", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_COMMITTEE_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", COPIL_TYPE_COMMITTEE_STORE, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, COPIL_TYPE_COMMAND);
}

static void
copil_committee_store_init (CopilCommitteeStore *self)
{
  self->cancellable = g_cancellable_new ();
  self->rows = copil_record_set_new (orders);
}

/* -- Telling ---------------------------------------------------------------------------------- */

static void
set_live (CopilCommitteeStore *self,
          gboolean             live)
{
  if (self->live == live)
    return;
  self->live = live;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

static void
commit (CopilCommitteeStore *self,
        gboolean             loaded,
        const char          *reason)
{
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
  if (copil_record_set_commit (self->rows))
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
empty (CopilCommitteeStore *self,
       const char          *reason)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  copil_rows_put (none, self->rows, TRUE);
  commit (self, FALSE, reason);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      text,
                 GCancellable *cancellable)
{
  g_task_return_pointer (task, copil_rows_of_committee (text),
                         (GDestroyNotify) g_ptr_array_unref);
}

static gboolean
has_committee (CopilCommitteeStore *self,
               GPtrArray           *rows)
{
  for (guint i = 0; i < rows->len; i++)
    if (g_str_equal (((CopilRow *) g_ptr_array_index (rows, i))->kind, "committee"))
      return TRUE;
  return self->id == NULL;
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CopilCommitteeStore) self = user_data;
  g_autoptr (GPtrArray) rows = g_task_propagate_pointer (G_TASK (result), NULL);

  self->reading = FALSE;
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  set_live (self, TRUE);
  if (self->waiting != NULL)
    copil_waiting_end (self->waiting, self->mark);
  if (rows != NULL && has_committee (self, rows))
    {
      copil_rows_put (rows, self->rows, TRUE);
      commit (self, TRUE, NULL);
    }
  else
    empty (self, _("This committee is not, or no longer, open to you."));
  read_again (self);
}

static void
take_error (CopilCommitteeStore *self,
            const GError        *error)
{
  self->reading = FALSE;
  self->want = TRUE;
  set_live (self, FALSE);
  if (g_str_has_prefix (copil_db_error_get_sqlstate (error), "CP40"))
    {
      g_autofree char *sentence = copil_db_error_to_sentence (error);

      self->want = FALSE;
      empty (self, sentence);
    }
  else
    /* A session that is lost begins anew with a reading; one that goes on is asked again. */
    copil_alarm_set (&self->alarm, KNOWN_SECONDS, read_now, self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  CopilCommitteeStore *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GTask) task = NULL;

  if (answer == NULL || g_cancellable_is_cancelled (self->cancellable))
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        take_error (self, error);
      g_object_unref (self);
      return;
    }
  task = g_task_new (NULL, NULL, parsed_cb, self);
  g_task_set_task_data (task, g_strdup (copil_result_get_n_rows (answer) > 0
                                          ? copil_result_get_text (answer, 0, 0) : NULL), g_free);
  g_task_run_in_thread (task, parse_in_thread);
}

static gboolean
is_connected (CopilCommitteeStore *self)
{
  CopilConnectionState state = copil_connection_get_state (self->connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

static void
read_again (CopilCommitteeStore *self)
{
  g_autoptr (CopilStatement) statement = NULL;

  if (!self->want || self->reading || !is_connected (self))
    return;
  copil_alarm_clear (&self->alarm);
  self->want = FALSE;
  self->reading = TRUE;
  self->mark = self->waiting != NULL ? copil_waiting_begin (self->waiting) : 0;
  statement = copil_statement_new (self->id != NULL ? "SELECT copil.committee_document($1)"
                                                    : "SELECT copil.committee_list()");
  if (self->id != NULL)
    copil_statement_add_text (statement, self->id);
  copil_connection_query_async (self->connection, statement, self->cancellable, read_cb,
                                g_object_ref (self));
}

static void
read_now (gpointer store)
{
  CopilCommitteeStore *self = store;

  self->want = TRUE;
  read_again (self);
}

/* -- The feed --------------------------------------------------------------------------------- */

void
copil_committee_store_refill (CopilCommitteeStore *self)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_STORE (self));
  read_now (self);
}

void
copil_committee_store_feed_changed (CopilCommitteeStore *self,
                                    GPtrArray           *changes)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_STORE (self));

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilFeedChange *change = g_ptr_array_index (changes, i);

      if (g_str_equal (change->topic, "committee")
          && (self->id == NULL || g_str_equal (change->key, self->id)))
        read_now (self);
      else if (g_str_equal (change->topic, "sitting") && self->id != NULL)
        copil_alarm_set (&self->alarm,
                         copil_record_set_find (self->rows, "sitting", change->key) != NULL
                           ? KNOWN_SECONDS : UNKNOWN_SECONDS, read_now, self);
    }
}

/* -- The object ------------------------------------------------------------------------------- */

static void
waiting_changed_cb (CopilCommitteeStore *self)
{
  commit (self, self->loaded, self->reason);
}

static void
refused_cb (CopilCommitteeStore *self,
            CopilCommand        *command)
{
  g_signal_emit (self, signals[REFUSED], 0, command);
}

static void
lost_cb (CopilCommitteeStore *self)
{
  set_live (self, FALSE);
}

static void
follow_outbox (CopilCommitteeStore *self,
               CopilOutbox         *outbox)
{
  self->waiting = copil_waiting_new (outbox, self->rows, "committee",
                                     self->id != NULL ? self->id : "");
  g_signal_connect_object (self->waiting, "changed", G_CALLBACK (waiting_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "recorded", G_CALLBACK (read_now), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->waiting, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
}

CopilCommitteeStore *
copil_committee_store_new (CopilConnection *connection,
                           CopilOutbox     *outbox,
                           const char      *committee_id)
{
  CopilCommitteeStore *self;

  g_return_val_if_fail (COPIL_IS_CONNECTION (connection), NULL);
  self = g_object_new (COPIL_TYPE_COMMITTEE_STORE, NULL);
  self->connection = g_object_ref (connection);
  self->id = g_strdup (committee_id);
  if (outbox != NULL)
    follow_outbox (self, outbox);
  g_signal_connect_object (connection, "ready", G_CALLBACK (copil_committee_store_refill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "lost", G_CALLBACK (lost_cb), self, G_CONNECT_SWAPPED);
  read_now (self);
  return self;
}

const char *
copil_committee_store_get_id (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return self->id;
}

GListModel *
copil_committee_store_get_list (CopilCommitteeStore *self,
                                const char          *kind)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return copil_record_set_get_list (self->rows, kind);
}

CopilRecord *
copil_committee_store_find (CopilCommitteeStore *self,
                            const char          *kind,
                            const char          *id)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return copil_record_set_find (self->rows, kind, id);
}

CopilRecord *
copil_committee_store_get_committee (CopilCommitteeStore *self)
{
  return copil_committee_store_find (self, "committee", self->id);
}

gboolean
copil_committee_store_is_loaded (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), FALSE);
  return self->loaded;
}

gboolean
copil_committee_store_is_live (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), FALSE);
  return self->live;
}

const char *
copil_committee_store_get_reason (CopilCommitteeStore *self)
{
  g_return_val_if_fail (COPIL_IS_COMMITTEE_STORE (self), NULL);
  return self->reason;
}

void
copil_committee_store_submit_async (CopilCommitteeStore *self,
                                    const char          *function,
                                    JsonObject          *parameters,
                                    const char          *label,
                                    const char          *depends_on,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (COPIL_IS_COMMITTEE_STORE (self));
  g_return_if_fail (self->waiting != NULL);
  copil_waiting_submit_async (self->waiting, G_OBJECT (self), function, parameters, label,
                              depends_on, cancellable, callback, user_data);
}

CopilCommand *
copil_committee_store_submit_finish (CopilCommitteeStore  *self,
                                     GAsyncResult         *result,
                                     GError              **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
