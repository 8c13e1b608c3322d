/* connection.c: one PostgreSQL session inside the GLib main loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

#include <time.h>

enum
{
  PROP_0,
  PROP_STATE,
  PROP_RETRY_TIME,
  N_PROPS
};

enum
{
  SIGNAL_READY,
  SIGNAL_LOST,
  SIGNAL_NOTIFIED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilConnection, copil_connection, G_TYPE_OBJECT)

static gint64
real_now (gpointer data)
{
  return g_get_monotonic_time ();
}

static gint64
microseconds (clockid_t clock)
{
  struct timespec time;

  clock_gettime (clock, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static gint64
real_asleep (gpointer data)
{
  return microseconds (CLOCK_BOOTTIME) - microseconds (CLOCK_MONOTONIC);
}

static double
real_random (gpointer data)
{
  return g_random_double ();
}

static void
copil_connection_get_property (GObject    *object,
                               guint       property_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CopilConnection *self = COPIL_CONNECTION (object);

  switch (property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, copil_connection_get_state (self));
      break;
    case PROP_RETRY_TIME:
      g_value_set_int64 (value, copil_connection_get_retry_time (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
copil_connection_dispose (GObject *object)
{
  CopilConnection *self = COPIL_CONNECTION (object);

  copil_connection_close (self);
  _copil_connection_clear_events (self);
  _copil_connection_remove_source (self);
  G_OBJECT_CLASS (copil_connection_parent_class)->dispose (object);
}

static void
copil_connection_finalize (GObject *object)
{
  CopilConnection *self = COPIL_CONNECTION (object);

  g_clear_pointer (&self->parameters, g_hash_table_unref);
  g_clear_pointer (&self->expanded, g_hash_table_unref);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->trying, g_free);
  g_clear_object (&self->resolver);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (copil_connection_parent_class)->finalize (object);
}

static void
install_signals (void)
{
  signals[SIGNAL_READY] = g_signal_new ("ready", COPIL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LOST] = g_signal_new ("lost", COPIL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_NOTIFIED] = g_signal_new ("notified", COPIL_TYPE_CONNECTION, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING,
                                           G_TYPE_STRING, G_TYPE_INT);
}

static void
copil_connection_class_init (CopilConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_connection_get_property;
  object_class->dispose = copil_connection_dispose;
  object_class->finalize = copil_connection_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, COPIL_CONNECTION_CLOSED,
                                             COPIL_CONNECTION_BACKOFF, COPIL_CONNECTION_CLOSED,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_RETRY_TIME] = g_param_spec_int64 ("retry-time", NULL, NULL, 0, G_MAXINT64, 0,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  install_signals ();
}

static void
copil_connection_init (CopilConnection *self)
{
  self->clock = (CopilConnectionClock) { real_now, real_asleep, real_random, NULL };
  self->channels = g_ptr_array_new_with_free_func (g_free);
  self->context = g_main_context_ref_thread_default ();
  self->watched_fd = -1;
  _copil_connection_add_source (self);
}

/**
 * copil_connection_new:
 * @parameters: (element-type utf8 utf8): libpq's keywords and values; copied
 *
 * A network host is reached by sslmode=verify-full unless @parameters say otherwise. All calls
 * must come from the thread that makes the connection; it lives in its default main context.
 *
 * Returns: (transfer full): a closed connection
 */
CopilConnection *
copil_connection_new (GHashTable *parameters)
{
  CopilConnection *self = g_object_new (COPIL_TYPE_CONNECTION, NULL);

  self->parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  copil_connection_set_parameters (self, parameters);
  return self;
}

void
copil_connection_set_parameters (CopilConnection *self,
                                 GHashTable      *parameters)
{
  GHashTableIter iter;
  gpointer keyword, value;

  g_return_if_fail (COPIL_IS_CONNECTION (self));

  g_hash_table_remove_all (self->parameters);
  g_hash_table_iter_init (&iter, parameters);
  while (g_hash_table_iter_next (&iter, &keyword, &value))
    g_hash_table_insert (self->parameters, g_strdup (keyword), g_strdup (value));
}

void
copil_connection_set_password (CopilConnection *self,
                               const char      *password)
{
  g_return_if_fail (COPIL_IS_CONNECTION (self));
  g_hash_table_insert (self->parameters, g_strdup ("password"), g_strdup (password));
}

CopilConnection *
copil_connection_new_alike (CopilConnection *other)
{
  g_return_val_if_fail (COPIL_IS_CONNECTION (other), NULL);
  return copil_connection_new (other->parameters);
}

void
_copil_connection_set_clock (CopilConnection            *self,
                             const CopilConnectionClock *clock)
{
  self->clock = *clock;
}

void
_copil_connection_set_resolver (CopilConnection *self,
                                GResolver       *resolver)
{
  g_set_object (&self->resolver, resolver);
}

static gboolean
open_cancelled_cb (GCancellable *cancellable,
                   gpointer      user_data)
{
  copil_connection_close (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * copil_connection_open_async:
 * @cancellable: (nullable): closes the connection when the first session is not there yet
 */
void
copil_connection_open_async (CopilConnection     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  g_return_if_fail (self->state == COPIL_CONNECTION_CLOSED && self->opening == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, copil_connection_open_async);
  self->wanted = TRUE;
  self->opening = task;
  if (cancellable != NULL)
    {
      self->opening_cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->opening_cancelled, G_SOURCE_FUNC (open_cancelled_cb), self, NULL);
      g_source_attach (self->opening_cancelled, self->context);
    }
  _copil_connection_begin_try (self);
}

gboolean
copil_connection_open_finish (CopilConnection  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * copil_connection_close:
 *
 * What waits fails with CLOSED, or UNKNOWN_OUTCOME for a write that had left. May be opened
 * again.
 */
void
copil_connection_close (CopilConnection *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  if (!self->wanted)
    return;
  self->wanted = FALSE;
  self->retry_time = 0;
  self->attempt = 0;
  error = _copil_db_error_new (COPIL_DB_ERROR_CLOSED, "", "the connection was closed", NULL);
  _copil_connection_set_state (self, COPIL_CONNECTION_CLOSED);
  _copil_connection_shut (self, error);
  _copil_connection_finish_open (self, error);
  _copil_connection_update_watch (self);
}

void
copil_connection_retry (CopilConnection *self)
{
  g_return_if_fail (COPIL_IS_CONNECTION (self));
  if (self->wanted && (self->state == COPIL_CONNECTION_BACKOFF
                       || self->state == COPIL_CONNECTION_CLOSED))
    _copil_connection_begin_try (self);
}

void
copil_connection_check (CopilConnection *self)
{
  g_return_if_fail (COPIL_IS_CONNECTION (self));
  if (self->state == COPIL_CONNECTION_READY)
    _copil_connection_ping (self);
}

CopilConnectionState
copil_connection_get_state (CopilConnection *self)
{
  g_return_val_if_fail (COPIL_IS_CONNECTION (self), COPIL_CONNECTION_CLOSED);
  return self->state;
}

gint64
copil_connection_get_retry_time (CopilConnection *self)
{
  g_return_val_if_fail (COPIL_IS_CONNECTION (self), 0);
  return self->state == COPIL_CONNECTION_BACKOFF ? self->retry_time : 0;
}

gboolean
copil_connection_is_listening (CopilConnection *self)
{
  g_return_val_if_fail (COPIL_IS_CONNECTION (self), FALSE);
  return self->listening;
}

/* A request of a caller's, with its cancellable watched. */
CopilRequest *
_copil_request_new_task (CopilConnection     *self,
                         CopilRequestKind     kind,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  CopilRequest *request = _copil_request_new (kind, task);

  /* A write that was recorded is recorded, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, _copil_request_new_task);
  _copil_request_watch_cancellable (self, request, cancellable);
  return request;
}

void
copil_connection_query_async (CopilConnection     *self,
                              CopilStatement      *statement,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  CopilRequest *request;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  request = _copil_request_new_task (self, REQUEST_QUERY, cancellable, callback, user_data);
  _copil_request_add_statement (request, statement);
  _copil_connection_enqueue (self, request);
}

/**
 * copil_connection_query_finish:
 *
 * Returns: (transfer full): the rows, or %NULL and an error of domain COPIL_DB_ERROR
 *   (G_IO_ERROR_CANCELLED when the caller cancelled and the statement had no effect)
 */
CopilResult *
copil_connection_query_finish (CopilConnection  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
copil_connection_pipeline_async (CopilConnection     *self,
                                 GPtrArray           *statements,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  CopilRequest *request;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  g_return_if_fail (statements->len > 0);
  request = _copil_request_new_task (self, REQUEST_PIPELINE, cancellable, callback, user_data);
  for (guint i = 0; i < statements->len; i++)
    _copil_request_add_statement (request, g_ptr_array_index (statements, i));
  _copil_connection_enqueue (self, request);
}

GPtrArray *
copil_connection_pipeline_finish (CopilConnection  *self,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
copil_connection_stream_async (CopilConnection     *self,
                               CopilStatement      *statement,
                               CopilRowFunc         row,
                               gpointer             row_data,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  CopilRequest *request;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  request = _copil_request_new_task (self, REQUEST_STREAM, cancellable, callback, user_data);
  request->row = row;
  request->row_data = row_data;
  _copil_request_add_statement (request, statement);
  _copil_connection_enqueue (self, request);
}

/**
 * copil_connection_stream_finish:
 *
 * Returns: whether all rows came; after an error, the rows already handed out are to be dropped
 */
gboolean
copil_connection_stream_finish (CopilConnection  *self,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listened (CopilConnection *self,
          CopilRequest    *request)
{
  if (request->error != NULL)
    self->listening = FALSE;
}

/**
 * copil_connection_listen:
 *
 * Best called before open: a later one costs a round trip.
 */
void
copil_connection_listen (CopilConnection *self,
                         const char      *channel)
{
  CopilRequest *request;
  g_autoptr (CopilStatement) statement = NULL;

  g_return_if_fail (COPIL_IS_CONNECTION (self));
  if (g_ptr_array_find_with_equal_func (self->channels, channel, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->channels, g_strdup (channel));
  /* Before that, the set-up of the session will listen. */
  if (self->state != COPIL_CONNECTION_PREPARING && self->state != COPIL_CONNECTION_READY
      && self->state != COPIL_CONNECTION_BUSY)
    return;
  statement = _copil_listen_statement (self->pg, channel);
  request = _copil_request_new (REQUEST_QUERY, NULL);
  request->done = listened;
  _copil_request_add_statement (request, statement);
  _copil_connection_enqueue (self, request);
}
