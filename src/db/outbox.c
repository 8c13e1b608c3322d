/* outbox.c: the list of commands and its callers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/outbox-private.h"

#include <glib/gi18n-lib.h>

#define KEPT_AFTER_RECORDING (G_TIME_SPAN_HOUR)

enum
{
  PROP_0,
  PROP_N_PENDING,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
copil_outbox_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CopilOutbox, copil_outbox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      copil_outbox_list_model_init))

static GType
copil_outbox_get_item_type (GListModel *model)
{
  return COPIL_TYPE_COMMAND;
}

static guint
copil_outbox_get_n_items (GListModel *model)
{
  return COPIL_OUTBOX (model)->commands->len;
}

static gpointer
copil_outbox_get_item (GListModel *model,
                       guint       position)
{
  CopilOutbox *self = COPIL_OUTBOX (model);

  if (position >= self->commands->len)
    return NULL;
  return g_object_ref (g_ptr_array_index (self->commands, position));
}

static void
copil_outbox_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = copil_outbox_get_item_type;
  iface->get_n_items = copil_outbox_get_n_items;
  iface->get_item = copil_outbox_get_item;
}

static void
copil_outbox_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_N_PENDING:
      g_value_set_uint (value, copil_outbox_get_n_pending (COPIL_OUTBOX (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
copil_outbox_finalize (GObject *object)
{
  CopilOutbox *self = COPIL_OUTBOX (object);

  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  /* A refusal must not be forgotten because the program ends. */
  g_thread_pool_free (self->disk, FALSE, TRUE);
  g_clear_object (&self->connection);
  g_ptr_array_unref (self->commands);
  g_main_context_unref (self->context);
  g_free (self->directory);
  G_OBJECT_CLASS (copil_outbox_parent_class)->finalize (object);
}

static void
copil_outbox_class_init (CopilOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_outbox_get_property;
  object_class->finalize = copil_outbox_finalize;
  properties[PROP_N_PENDING] = g_param_spec_uint ("n-pending", NULL, NULL, 0, G_MAXUINT, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

/* A job of the disk's thread. */
typedef struct
{
  char    *directory;
  char    *name;
  char    *text;    /* NULL: remove the file, or read all without a name */
  guint    n_damaged;
  CopilCommand *command;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->directory);
  g_free (job->name);
  g_free (job->text);
  g_clear_object (&job->command);
  g_free (job);
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  GPtrArray *commands;

  if (job->name == NULL)
    {
      commands = _copil_outbox_file_read_all (job->directory, &job->n_damaged, &error);
      if (commands != NULL)
        g_task_return_pointer (task, commands, (GDestroyNotify) g_ptr_array_unref);
      else
        g_task_return_error (task, error);
    }
  else if (job->text == NULL)
    {
      _copil_outbox_file_remove (job->directory, job->name);
      g_task_return_boolean (task, TRUE);
    }
  else if (_copil_outbox_file_write (job->directory, job->name, job->text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
copil_outbox_init (CopilOutbox *self)
{
  self->context = g_main_context_ref_thread_default ();
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
  self->disk = g_thread_pool_new (run_job, NULL, 1, FALSE, NULL);
}

/* @name NULL: read all; @text NULL: remove. Without the outbox as its source: the thread might
 * drop the last reference, and wait for itself. */
static void
push_job (CopilOutbox         *self,
          CopilCommand        *command,
          char                *name,
          char                *text,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->directory = g_strdup (self->directory);
  job->name = name;
  job->text = text;
  job->command = command != NULL ? g_object_ref (command) : NULL;
  g_task_set_source_tag (task, push_job);
  g_task_set_task_data (task, job, job_free);
  g_thread_pool_push (self->disk, task, NULL);
}

/**
 * copil_outbox_build_directory:
 *
 * Returns: (transfer full): the same for the same server and person, and for nobody else
 */
char *
copil_outbox_build_directory (const char *server,
                              const char *login)
{
  g_autofree char *both = g_strconcat (server, "\n", login, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  sum[16] = '\0';
  return g_build_filename (g_get_user_data_dir (), "copil", "outbox", sum, NULL);
}

CopilOutbox *
copil_outbox_new (CopilConnection *connection,
                  const char      *directory)
{
  CopilOutbox *self = g_object_new (COPIL_TYPE_OUTBOX, NULL);

  self->connection = g_object_ref (connection);
  self->directory = g_strdup (directory);
  g_signal_connect_object (connection, "ready", G_CALLBACK (_copil_outbox_session_began), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
append (CopilOutbox  *self,
        CopilCommand *command)
{
  g_ptr_array_add (self->commands, g_object_ref (command));
  g_list_model_items_changed (G_LIST_MODEL (self), self->commands->len - 1, 0, 1);
  _copil_outbox_update_pending (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilOutbox *self = COPIL_OUTBOX (g_task_get_source_object (task));
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;
  g_autoptr (GPtrArray) commands = g_task_propagate_pointer (G_TASK (result), &error);

  if (commands == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->n_damaged = job->n_damaged;
  for (guint i = 0; i < commands->len; i++)
    append (self, g_ptr_array_index (commands, i));
  _copil_outbox_session_began (self);
  g_task_return_boolean (task, TRUE);
}

void
copil_outbox_open_async (CopilOutbox         *self,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (COPIL_IS_OUTBOX (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, copil_outbox_open_async);
  push_job (self, NULL, NULL, NULL, opened_cb, task);
}

gboolean
copil_outbox_open_finish (CopilOutbox   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
copil_outbox_get_n_damaged (CopilOutbox *self)
{
  g_return_val_if_fail (COPIL_IS_OUTBOX (self), 0);
  return self->n_damaged;
}

guint
copil_outbox_get_n_pending (CopilOutbox *self)
{
  g_return_val_if_fail (COPIL_IS_OUTBOX (self), 0);
  return self->n_pending;
}

static gboolean
is_settled (CopilCommand *command)
{
  CopilCommandState state = copil_command_get_state (command);

  return state == COPIL_COMMAND_RECORDED || state == COPIL_COMMAND_REFUSED;
}

void
_copil_outbox_update_pending (CopilOutbox *self)
{
  guint n = 0;

  for (guint i = 0; i < self->commands->len; i++)
    n += is_settled (g_ptr_array_index (self->commands, i)) ? 0 : 1;
  if (n == self->n_pending)
    return;
  self->n_pending = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_PENDING]);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_debug ("outbox: %s", error->message);
}

/* Writes again what is on disk already: an error leaves the first version. */
void
_copil_outbox_save (CopilOutbox  *self,
                    CopilCommand *command)
{
  push_job (self, command, _copil_command_get_file_name (command),
            _copil_command_to_text (command), saved_cb, NULL);
}

/* (transfer full) for both. */
static GError *
not_kept (GError *raw)
{
  g_autoptr (GError) error = raw;

  return g_error_new (error->domain, error->code,
                      _("What you entered could not be kept on the disk of this computer. Nothing "
                        "was sent. Make room on it, then enter it again. (%s)"), error->message);
}

static void
submitted_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilOutbox *self = COPIL_OUTBOX (g_task_get_source_object (task));
  Job *job = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, not_kept (error));
      return;
    }
  append (self, job->command);
  _copil_outbox_advance (self);
  g_task_return_pointer (task, g_object_ref (job->command), g_object_unref);
}

void
copil_outbox_submit_async (CopilOutbox         *self,
                           const char          *function,
                           JsonObject          *parameters,
                           const char          *label,
                           const char          *depends_on,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (CopilCommand) command = NULL;
  GTask *task;

  g_return_if_fail (COPIL_IS_OUTBOX (self));
  command = _copil_command_new (function, parameters, label, depends_on);
  task = g_task_new (self, cancellable, callback, user_data);
  /* Once it is on disk it is sent, and whoever asked is told so. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, copil_outbox_submit_async);
  push_job (self, command, _copil_command_get_file_name (command),
            _copil_command_to_text (command), submitted_cb, task);
}

CopilCommand *
copil_outbox_submit_finish (CopilOutbox   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
copil_outbox_dismiss (CopilOutbox  *self,
                      CopilCommand *command)
{
  guint position;

  g_return_if_fail (COPIL_IS_OUTBOX (self));
  g_return_if_fail (is_settled (command));
  if (!g_ptr_array_find (self->commands, command, &position))
    return;
  push_job (self, NULL, _copil_command_get_file_name (command), NULL, NULL, NULL);
  g_ptr_array_remove_index (self->commands, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
_copil_outbox_forget_old (CopilOutbox *self)
{
  gint64 limit = g_get_real_time () - KEPT_AFTER_RECORDING;

  for (guint i = self->commands->len; i > 0; i--)
    {
      g_autoptr (CopilCommand) command = g_object_ref (g_ptr_array_index (self->commands, i - 1));

      if (copil_command_get_state (command) == COPIL_COMMAND_RECORDED
          && copil_command_get_created (command) < limit)
        copil_outbox_dismiss (self, command);
    }
}
