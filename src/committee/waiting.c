/* waiting.c: what was asked to be written, laid over what the base has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/waiting.h"

#include "committee/overlay.h"

/* A command that was laid: in which reading the base's own rows will show it. */
typedef struct
{
  guint64 mark; /* 0: not known to be recorded */
} Laid;

struct _CopilWaiting
{
  GObject         parent_instance;
  CopilOutbox    *outbox;
  CopilRecordSet *rows;
  char           *kind;
  char           *id;
  GHashTable     *laid;     /* id of a command -> Laid */
  guint64         marks;    /* of the last reading that began */
};

enum
{
  CHANGED,
  RECORDED,
  REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilWaiting, copil_waiting, G_TYPE_OBJECT)

static void
copil_waiting_dispose (GObject *object)
{
  g_clear_object (&COPIL_WAITING (object)->outbox);
  G_OBJECT_CLASS (copil_waiting_parent_class)->dispose (object);
}

static void
copil_waiting_finalize (GObject *object)
{
  CopilWaiting *self = COPIL_WAITING (object);

  g_hash_table_unref (self->laid);
  g_free (self->kind);
  g_free (self->id);
  G_OBJECT_CLASS (copil_waiting_parent_class)->finalize (object);
}

static void
copil_waiting_class_init (CopilWaitingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = copil_waiting_dispose;
  object_class->finalize = copil_waiting_finalize;
  signals[CHANGED] = g_signal_new ("changed", COPIL_TYPE_WAITING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[RECORDED] = g_signal_new ("recorded", COPIL_TYPE_WAITING, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 0);
  signals[REFUSED] = g_signal_new ("refused", COPIL_TYPE_WAITING, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, COPIL_TYPE_COMMAND);
}

static void
copil_waiting_init (CopilWaiting *self)
{
  self->laid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* -- What is laid ----------------------------------------------------------------------------- */

/* Of an earlier run, which had its answer: the base is only asked whether it still knows. */
static gboolean
is_pending (CopilCommand *command)
{
  CopilCommandState state = copil_command_get_state (command);

  if (state == COPIL_COMMAND_CHECKING)
    return copil_command_get_answer (command) == NULL;
  return state == COPIL_COMMAND_WAITING || state == COPIL_COMMAND_SENT;
}

static Laid *
find_laid (CopilWaiting *self,
           CopilCommand *command)
{
  return g_hash_table_lookup (self->laid, copil_command_get_id (command));
}

static gboolean
is_to_be_laid (CopilWaiting *self,
               CopilCommand *command)
{
  return is_pending (command)
         || (copil_command_get_state (command) == COPIL_COMMAND_RECORDED
             && find_laid (self, command) != NULL);
}

void
copil_waiting_lay (CopilWaiting *self)
{
  g_autoptr (CopilOverlay) overlay = copil_overlay_new (self->rows, self->kind, self->id);
  GHashTable *laid = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->outbox));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CopilCommand) command = g_list_model_get_item (G_LIST_MODEL (self->outbox), i);
      const Laid *known = find_laid (self, command);
      Laid kept = known != NULL ? *known : (Laid) { 0 };

      if (is_to_be_laid (self, command) && copil_overlay_add (overlay, command))
        g_hash_table_insert (laid, g_strdup (copil_command_get_id (command)),
                             g_memdup2 (&kept, sizeof kept));
    }
  g_hash_table_unref (self->laid);
  self->laid = laid;
  copil_record_set_lay (self->rows, copil_overlay_get (overlay));
}

guint
copil_waiting_get_count (CopilWaiting *self)
{
  return g_hash_table_size (self->laid);
}

guint64
copil_waiting_begin (CopilWaiting *self)
{
  return ++self->marks;
}

void
copil_waiting_end (CopilWaiting *self,
                   guint64       mark)
{
  GHashTableIter iter;
  gpointer laid;

  g_hash_table_iter_init (&iter, self->laid);
  while (g_hash_table_iter_next (&iter, NULL, &laid))
    if (((Laid *) laid)->mark != 0 && ((Laid *) laid)->mark <= mark)
      g_hash_table_iter_remove (&iter);
}

/* -- What becomes of it ----------------------------------------------------------------------- */

static void
state_cb (CopilWaiting *self,
          GParamSpec   *pspec,
          CopilCommand *command)
{
  CopilCommandState state = copil_command_get_state (command);
  Laid *laid = find_laid (self, command);

  if (state == COPIL_COMMAND_RECORDED && laid != NULL)
    {
      /* A reading that is under way may not have it yet. */
      laid->mark = self->marks + 1;
      g_signal_emit (self, signals[RECORDED], 0);
    }
  else if (state != COPIL_COMMAND_RECORDED && state != COPIL_COMMAND_SENT)
    g_signal_emit (self, signals[CHANGED], 0);
  if (state == COPIL_COMMAND_REFUSED && laid != NULL)
    g_signal_emit (self, signals[REFUSED], 0, command);
}

static void
items_changed_cb (GListModel   *outbox,
                  guint         position,
                  guint         n_removed,
                  guint         n_added,
                  CopilWaiting *self)
{
  for (guint i = 0; i < n_added; i++)
    {
      g_autoptr (CopilCommand) command = g_list_model_get_item (outbox, position + i);

      g_signal_connect_object (command, "notify::state", G_CALLBACK (state_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_emit (self, signals[CHANGED], 0);
}

CopilWaiting *
copil_waiting_new (CopilOutbox    *outbox,
                   CopilRecordSet *rows,
                   const char     *kind,
                   const char     *id)
{
  CopilWaiting *self = g_object_new (COPIL_TYPE_WAITING, NULL);
  GListModel *commands = G_LIST_MODEL (outbox);

  self->outbox = g_object_ref (outbox);
  self->rows = rows;
  self->kind = g_strdup (kind);
  self->id = g_strdup (id);
  items_changed_cb (commands, 0, 0, g_list_model_get_n_items (commands), self);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (items_changed_cb), self, 0);
  return self;
}

/* -- Asking ----------------------------------------------------------------------------------- */

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  CopilCommand *command = copil_outbox_submit_finish (COPIL_OUTBOX (source), result, &error);

  if (command != NULL)
    g_task_return_pointer (task, command, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
copil_waiting_submit_async (CopilWaiting        *self,
                            GObject             *source,
                            const char          *function,
                            JsonObject          *parameters,
                            const char          *label,
                            const char          *depends_on,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);

  /* Once it is on disk it is sent, and whoever asked is told so. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, copil_waiting_submit_async);
  copil_outbox_submit_async (self->outbox, function, parameters, label, depends_on, cancellable,
                             submitted_cb, task);
}
