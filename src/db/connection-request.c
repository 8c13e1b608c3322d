/* connection-request.c: a request and its completion; delivery to callers, last
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A caller's callback may send the next query, close the connection or run a loop of its own.
 * So nothing calls back from the middle of the protocol: what is to be told is queued as an
 * event, and delivered when the step has left everything in order.
 */
#include "config.h"

#include "db/connection-private.h"

typedef struct
{
  CopilEventKind kind;
  CopilRequest  *request;
  CopilResult   *row;
  GTask         *task;
  GError        *error;
  char          *channel;
  char          *payload;
  int            pid;
} Event;

CopilRequest *
_copil_request_new (CopilRequestKind kind,
                    GTask           *task)
{
  CopilRequest *request = g_new0 (CopilRequest, 1);

  request->kind = kind;
  request->task = task;
  request->statements = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_statement_unref);
  request->results = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_result_unref);
  return request;
}

void
_copil_request_free (CopilRequest *request)
{
  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
  g_clear_object (&request->task);
  g_clear_pointer (&request->statements, g_ptr_array_unref);
  g_clear_pointer (&request->results, g_ptr_array_unref);
  g_clear_pointer (&request->current, copil_statement_unref);
  g_clear_error (&request->error);
  g_free (request);
}

void
_copil_request_add_statement (CopilRequest   *request,
                              CopilStatement *statement)
{
  g_ptr_array_add (request->statements, copil_statement_ref (statement));
  request->write = request->write || _copil_statement_is_write (statement);
}

static Event *
push (CopilConnection *self,
      CopilEventKind   kind)
{
  Event *event = g_new0 (Event, 1);

  event->kind = kind;
  g_queue_push_tail (&self->events, event);
  return event;
}

static void
event_free (gpointer data)
{
  Event *event = data;

  g_clear_pointer (&event->row, copil_result_unref);
  g_clear_object (&event->task);
  g_clear_error (&event->error);
  g_free (event->channel);
  g_free (event->payload);
  /* A row only points at the request that its completion, later in the queue, owns. */
  if (event->kind == EVENT_DONE)
    _copil_request_free (event->request);
  g_free (event);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Event, event_free)

void
_copil_connection_push_event (CopilConnection *self,
                              CopilEventKind   kind)
{
  push (self, kind);
}

void
_copil_connection_push_lost (CopilConnection *self,
                             const GError    *error)
{
  push (self, EVENT_LOST)->error = g_error_copy (error);
}

/* (transfer full) for @task. */
void
_copil_connection_push_opened (CopilConnection *self,
                               GTask           *task,
                               const GError    *error)
{
  Event *event = push (self, EVENT_OPENED);

  event->task = task;
  event->error = error != NULL ? g_error_copy (error) : NULL;
}

void
_copil_connection_push_notified (CopilConnection *self,
                                 const PGnotify  *notify)
{
  Event *event = push (self, EVENT_NOTIFIED);

  event->channel = g_utf8_make_valid (notify->relname, -1);
  event->payload = g_utf8_make_valid (notify->extra, -1);
  event->pid = notify->be_pid;
}

void
_copil_connection_push_row (CopilConnection *self,
                            CopilRequest    *request,
                            CopilResult     *row)
{
  Event *event = push (self, EVENT_ROW);

  event->request = request;
  event->row = row;
}

/* The truth about a request whose cancellation was asked: 57014 is ours. */
static void
name_cancellation (CopilRequest *request)
{
  if (g_strcmp0 (copil_db_error_get_sqlstate (request->error), "57014") != 0)
    return;
  if (request->cancel == CANCEL_USER)
    {
      g_clear_error (&request->error);
      request->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
    }
}

void
_copil_request_complete (CopilConnection *self,
                         CopilRequest    *request)
{
  if (request->error != NULL)
    name_cancellation (request);
  if (request->cancelled != NULL)
    g_source_destroy (request->cancelled);
  g_clear_pointer (&request->cancelled, g_source_unref);
  if (request->done != NULL)
    request->done (self, request);
  /* Rows of it may still wait in the queue: the last event frees it. */
  push (self, EVENT_DONE)->request = request;
}

void
_copil_request_fail (CopilConnection *self,
                     CopilRequest    *request,
                     GError          *error)
{
  g_clear_error (&request->error);
  request->error = error;
  _copil_request_complete (self, request);
}

/* A write is in doubt when all of it left and no answer came. A transaction is in doubt at its
 * COMMIT only: before that the server rolls back. */
static gboolean
is_in_doubt (CopilRequest *request)
{
  if (!request->write || !request->sent)
    return FALSE;
  return request->kind != REQUEST_TRANSACTION || request->step == TRANSACTION_COMMIT;
}

void
_copil_request_lose (CopilConnection *self,
                     CopilRequest    *request,
                     const GError    *error)
{
  if (is_in_doubt (request))
    _copil_request_fail (self, request,
                         _copil_db_error_new (COPIL_DB_ERROR_UNKNOWN_OUTCOME,
                                              copil_db_error_get_sqlstate (error),
                                              error->message, NULL));
  else if (request->error != NULL)
    _copil_request_complete (self, request);
  else if (request->cancel == CANCEL_USER)
    _copil_request_fail (self, request,
                         g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    _copil_request_fail (self, request, g_error_copy (error));
}

/* Between two tries nothing waits: what is asked then fails at once, and callers ask again on
 * "ready", when they know what they still need. */
void
_copil_connection_enqueue (CopilConnection *self,
                           CopilRequest    *request)
{
  if (self->state == COPIL_CONNECTION_CLOSED)
    _copil_request_fail (self, request, _copil_db_error_new (COPIL_DB_ERROR_CLOSED, "",
                                                             "the connection is closed", NULL));
  else if (self->state == COPIL_CONNECTION_BACKOFF)
    _copil_request_fail (self, request,
                         _copil_db_error_new (COPIL_DB_ERROR_UNREACHABLE, "",
                                              "the connection is lost", NULL));
  else
    {
      g_queue_push_tail (&self->requests, request);
      _copil_connection_pump (self);
    }
  _copil_connection_update_watch (self);
}

static void
answer (CopilRequest *request)
{
  g_autoptr (GTask) task = g_steal_pointer (&request->task);

  if (task == NULL)
    return;
  if (request->error != NULL)
    g_task_return_error (task, g_steal_pointer (&request->error));
  else if (request->kind == REQUEST_STREAM)
    g_task_return_boolean (task, TRUE);
  else if (request->kind == REQUEST_QUERY)
    g_task_return_pointer (task, copil_result_ref (g_ptr_array_index (request->results, 0)),
                           (GDestroyNotify) copil_result_unref);
  else
    g_task_return_pointer (task, g_steal_pointer (&request->results),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
deliver_opened (Event *event)
{
  if (event->error != NULL)
    g_task_return_error (event->task, g_steal_pointer (&event->error));
  else
    g_task_return_boolean (event->task, TRUE);
}

static void
deliver_event (CopilConnection *self,
               Event           *event)
{
  switch (event->kind)
    {
    case EVENT_STATE:
      g_object_notify (G_OBJECT (self), "state");
      g_object_notify (G_OBJECT (self), "retry-time");
      break;
    case EVENT_READY:
      g_signal_emit_by_name (self, "ready");
      break;
    case EVENT_LOST:
      g_signal_emit_by_name (self, "lost", event->error);
      break;
    case EVENT_OPENED:
      deliver_opened (event);
      break;
    case EVENT_NOTIFIED:
      g_signal_emit_by_name (self, "notified", event->channel, event->payload, event->pid);
      break;
    case EVENT_ROW:
      /* A caller that cancelled wants no more of it. */
      if (event->request->task != NULL)
        event->request->row (event->row, event->request->row_data);
      break;
    case EVENT_DONE:
    default:
      answer (event->request);
      break;
    }
}

/* What callbacks add waits for the next turn, so that a caller who asks again at each failure
 * cannot hold the loop. */
void
_copil_connection_deliver (CopilConnection *self)
{
  for (guint n = g_queue_get_length (&self->events); n > 0; n--)
    {
      g_autoptr (Event) event = g_queue_pop_head (&self->events);

      /* Delivered by a loop that a callback ran. */
      if (event == NULL)
        break;
      deliver_event (self, event);
    }
}

void
_copil_connection_clear_events (CopilConnection *self)
{
  g_queue_clear_full (&self->events, event_free);
}
