/* connection-cancel.c: deadlines, cancellation, the check after a sleep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

/* A nap shorter than this breaks no session. */
#define SHORTEST_SLEEP (2 * G_USEC_PER_SEC)

typedef struct
{
  PGcancel *cancel;
  GWeakRef  connection;
  guint     session;
} CancelJob;

typedef struct
{
  CopilConnection *connection;
  CopilRequest    *request;
} Cancelled;

static void
cancel_job_free (gpointer data)
{
  CancelJob *job = data;

  PQfreeCancel (job->cancel);
  g_weak_ref_clear (&job->connection);
  g_free (job);
}

/* PQcancel() opens a connection of its own and waits for its end, without limit on a dead
 * network. */
static void
cancel_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  CancelJob *job = data;
  char message[256];

  if (PQcancel (job->cancel, message, sizeof message) != 1)
    g_debug ("cancel: %s", message);
  g_task_return_boolean (task, TRUE);
}

static void
cancel_sent_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  CancelJob *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (CopilConnection) self = g_weak_ref_get (&job->connection);

  if (self == NULL || self->session != job->session)
    return;
  self->cancelling = FALSE;
  _copil_connection_pump (self);
  _copil_connection_update_watch (self);
}

static void
send_cancel (CopilConnection *self)
{
  g_autoptr (GTask) task = NULL;
  CancelJob *job;
  PGcancel *cancel = PQgetCancel (self->pg);

  if (cancel == NULL || self->cancelling)
    {
      PQfreeCancel (cancel);
      return;
    }
  job = g_new0 (CancelJob, 1);
  job->cancel = cancel;
  job->session = self->session;
  g_weak_ref_init (&job->connection, self);
  self->cancelling = TRUE;
  g_main_context_push_thread_default (self->context);
  task = g_task_new (NULL, NULL, cancel_sent_cb, NULL);
  g_main_context_pop_thread_default (self->context);
  g_task_set_source_tag (task, send_cancel);
  g_task_set_task_data (task, job, cancel_job_free);
  g_task_run_in_thread (task, cancel_in_thread);
}

static gint64
timeout_of (CopilConnection *self,
            CopilRequest    *request)
{
  CopilStatement *statement = request->current;

  if (request->vital)
    return COPIL_GRACE;
  if (statement == NULL && request->statements->len > 0)
    statement = g_ptr_array_index (request->statements, 0);
  if (statement == NULL || _copil_statement_get_timeout (statement) == 0)
    return COPIL_REQUEST_TIMEOUT;
  return (gint64) _copil_statement_get_timeout (statement) * 1000;
}

/* Silence is what is bounded: a large answer on a slow line is not silent. */
void
_copil_connection_extend_deadline (CopilConnection *self)
{
  if (self->current != NULL && self->current->cancel == CANCEL_NONE)
    self->current->deadline = _copil_connection_now (self) + timeout_of (self, self->current);
}

static void
give_up (CopilConnection *self)
{
  _copil_connection_fail (self, _copil_db_error_new (COPIL_DB_ERROR_TIMED_OUT, "",
                                                     "the server no longer answers", NULL));
}

static void
cancel_current (CopilConnection  *self,
                CopilCancelReason reason)
{
  self->current->cancel = reason;
  self->current->deadline = _copil_connection_now (self) + COPIL_GRACE;
  send_cancel (self);
}

static void
check_request (CopilConnection *self,
               gint64           now)
{
  CopilRequest *request = self->current;

  if (request == NULL || request->deadline == 0 || now < request->deadline)
    return;
  /* The answer may wait in TLS's buffer, where poll() does not see it. */
  if (PQconsumeInput (self->pg) != 1)
    give_up (self);
  else if (!PQisBusy (self->pg))
    self->more = TRUE;
  else if (request->vital || request->cancel != CANCEL_NONE)
    give_up (self);
  else
    cancel_current (self, CANCEL_DEADLINE);
}

/* The monotonic clock stops while the computer sleeps: what it shows cannot tell a session
 * that died meanwhile. */
static void
check_sleep (CopilConnection *self,
             gint64           now)
{
  gint64 asleep = _copil_connection_asleep (self);
  gboolean slept = asleep - self->slept >= SHORTEST_SLEEP;

  if (self->tick != 0 && now >= self->tick)
    self->tick = now + COPIL_IDLE_TICK;
  self->slept = asleep;
  if (slept)
    copil_connection_check (self);
}

void
_copil_connection_check_deadline (CopilConnection *self,
                                  gint64           now)
{
  check_request (self, now);
  if (self->state == COPIL_CONNECTION_READY || self->state == COPIL_CONNECTION_BUSY)
    check_sleep (self, now);
}

void
_copil_connection_ping (CopilConnection *self)
{
  CopilRequest *request = _copil_request_new (REQUEST_QUERY, NULL);
  g_autoptr (CopilStatement) statement = copil_statement_new ("");

  request->vital = TRUE;
  _copil_request_add_statement (request, statement);
  _copil_connection_enqueue (self, request);
}

/* Whoever cancels a read is answered at once; the rest of the answer is read and dropped. A
 * write is answered by what really happened. */
static void
cancel_running (CopilConnection *self,
                CopilRequest    *request)
{
  g_autoptr (GTask) task = NULL;

  if (request->cancel != CANCEL_NONE || request->step == TRANSACTION_COMMIT
      || request->step == TRANSACTION_ROLLBACK)
    return;
  cancel_current (self, CANCEL_USER);
  if (request->write || request->kind == REQUEST_TRANSACTION)
    return;
  task = g_steal_pointer (&request->task);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Cancelled *cancelled = user_data;
  g_autoptr (CopilConnection) self = g_object_ref (cancelled->connection);
  CopilRequest *request = cancelled->request;

  if (g_queue_remove (&self->requests, request))
    _copil_request_fail (self, request,
                         g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else if (self->current == request)
    cancel_running (self, request);
  _copil_connection_update_watch (self);
  return G_SOURCE_REMOVE;
}

/* A source, because a cancellable may be cancelled in any thread and in any callback. */
void
_copil_request_watch_cancellable (CopilConnection *self,
                                  CopilRequest    *request,
                                  GCancellable    *cancellable)
{
  Cancelled *cancelled;

  if (cancellable == NULL)
    return;
  cancelled = g_new0 (Cancelled, 1);
  cancelled->connection = self;
  cancelled->request = request;
  request->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (request->cancelled, G_SOURCE_FUNC (cancelled_cb), cancelled, g_free);
  g_source_set_static_name (request->cancelled, "CopilRequest");
  g_source_attach (request->cancelled, self->context);
}
