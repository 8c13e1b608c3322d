/* connection-exchange.c: send, receive, route, notifications
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGnotify, PQfreemem)

/* The session is over: what is left to find out is why. */
static void
lose_session (CopilConnection *self)
{
  GError *error = g_steal_pointer (&self->fatal);

  if (error == NULL)
    error = _copil_db_error_new (COPIL_DB_ERROR_UNREACHABLE, "", PQerrorMessage (self->pg), NULL);
  _copil_connection_fail (self, error);
}

static void
flush (CopilConnection *self)
{
  int left = PQflush (self->pg);

  self->flush_pending = left == 1;
  if (left == -1)
    lose_session (self);
  else if (left == 0 && self->current != NULL)
    self->current->sent = TRUE;
}

static void
finish_current (CopilConnection *self)
{
  CopilRequest *request = g_steal_pointer (&self->current);

  _copil_request_complete (self, request);
}

/* libpq refused to queue it: nothing left, or the session is dead. */
static void
send_failed (CopilConnection *self)
{
  GError *error;

  if (PQstatus (self->pg) == CONNECTION_BAD)
    {
      lose_session (self);
      return;
    }
  error = _copil_db_error_new (COPIL_DB_ERROR_STATEMENT, "", PQerrorMessage (self->pg), NULL);
  if (PQpipelineStatus (self->pg) != PQ_PIPELINE_OFF || self->current->kind == REQUEST_TRANSACTION)
    /* Half of it is queued already: only a new session is in a known state. */
    _copil_connection_fail (self, error);
  else
    _copil_request_fail (self, g_steal_pointer (&self->current), error);
}

static gboolean
send_statement (CopilConnection *self,
                CopilStatement  *statement)
{
  self->current->sent = self->current->answered = FALSE;
  _copil_connection_extend_deadline (self);
  return _copil_statement_send (statement, self->pg);
}

/* libpq 15 lets the first query of a pipeline inherit single-row mode from the stream before
 * it; a sync point in front makes it forget. */
static gboolean
begin_pipeline (CopilConnection *self,
                CopilRequest    *request)
{
  gboolean ok = PQenterPipelineMode (self->pg) == 1;

  request->leading_sync = self->single_row;
  request->n_syncs = request->statements->len + (self->single_row ? 1 : 0);
  if (ok && self->single_row)
    ok = PQpipelineSync (self->pg) == 1;
  self->single_row = FALSE;
  for (guint i = 0; ok && i < request->statements->len; i++)
    ok = send_statement (self, g_ptr_array_index (request->statements, i))
         && PQpipelineSync (self->pg) == 1;
  return ok;
}

static gboolean
begin_stream (CopilConnection *self,
              CopilRequest    *request)
{
  self->single_row = TRUE;
  return send_statement (self, g_ptr_array_index (request->statements, 0))
         && PQsetSingleRowMode (self->pg) == 1;
}

static gboolean
continue_transaction (CopilConnection *self,
                      CopilRequest    *request)
{
  g_clear_pointer (&request->current, copil_statement_unref);
  request->current = _copil_transaction_next (request);
  if (request->current != NULL)
    return send_statement (self, request->current);
  finish_current (self);
  return TRUE;
}

static gboolean
begin (CopilConnection *self,
       CopilRequest    *request)
{
  switch (request->kind)
    {
    case REQUEST_PIPELINE:
      return begin_pipeline (self, request);
    case REQUEST_STREAM:
      return begin_stream (self, request);
    case REQUEST_TRANSACTION:
      return continue_transaction (self, request);
    case REQUEST_QUERY:
    default:
      return send_statement (self, g_ptr_array_index (request->statements, 0));
    }
}

void
_copil_connection_start_request (CopilConnection *self,
                                 CopilRequest    *request)
{
  self->current = request;
  if (begin (self, request))
    flush (self);
  else
    send_failed (self);
}

static void
start_unless_cancelled (CopilConnection *self,
                        CopilRequest    *request)
{
  if (request->task != NULL && g_cancellable_is_cancelled (g_task_get_cancellable (request->task)))
    _copil_request_fail (self, request,
                         g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  else
    _copil_connection_start_request (self, request);
}

/* Nothing is sent while a cancel is on its way: it could hit what comes next. */
void
_copil_connection_pump (CopilConnection *self)
{
  while (self->current == NULL && !self->cancelling && !g_queue_is_empty (&self->requests)
         && (self->state == COPIL_CONNECTION_READY || self->state == COPIL_CONNECTION_BUSY))
    {
      _copil_connection_set_state (self, COPIL_CONNECTION_BUSY);
      start_unless_cancelled (self, g_queue_pop_head (&self->requests));
    }
  if (self->state == COPIL_CONNECTION_BUSY && self->current == NULL && !self->cancelling)
    _copil_connection_set_state (self, COPIL_CONNECTION_READY);
}

/* A notification can arrive with a result and leave the socket silent after it: looked for
 * after every consume and every result. */
static void
drain_notifications (CopilConnection *self)
{
  g_autoptr (PGnotify) notify = NULL;

  while ((notify = PQnotifies (self->pg)) != NULL)
    {
      _copil_connection_push_notified (self, notify);
      g_clear_pointer (&notify, PQfreemem);
    }
}

static gboolean
is_fatal (const PGresult *result)
{
  const char *severity = PQresultErrorField (result, PG_DIAG_SEVERITY_NONLOCALIZED);

  return g_strcmp0 (severity, "FATAL") == 0 || g_strcmp0 (severity, "PANIC") == 0;
}

/* With a FATAL comes the end of the session, and after it a second error without SQLSTATE: the
 * first one is the reason. What was committed before is not known from it. */
static void
route_error (CopilConnection *self,
             CopilRequest    *request,
             const PGresult  *result)
{
  GError *error = _copil_db_error_from_result (result);

  request->answered = !is_fatal (result) && PQstatus (self->pg) != CONNECTION_BAD;
  if (!request->answered)
    {
      if (self->fatal == NULL)
        self->fatal = error;
      else
        g_error_free (error);
    }
  else if (request->kind == REQUEST_PIPELINE)
    g_ptr_array_add (request->results, _copil_result_new_error (error));
  else if (request->error == NULL)
    request->error = error;
  else
    g_error_free (error);
}

/* COPY is not spoken here, and a session that waits for it answers nothing else. */
static void
refuse_copy (CopilConnection *self,
             CopilRequest    *request)
{
  g_clear_error (&request->error);
  request->error = _copil_db_error_new (COPIL_DB_ERROR_STATEMENT, "",
                                        "COPY is not supported by this connection", NULL);
  if (self->fatal == NULL)
    self->fatal = _copil_db_error_new (COPIL_DB_ERROR_UNREACHABLE, "", "left after COPY", NULL);
  lose_session (self);
}

static void
route_sync (CopilConnection *self,
            CopilRequest    *request)
{
  if (request->n_syncs > 0 && --request->n_syncs > 0)
    return;
  if (PQexitPipelineMode (self->pg) == 1 && request->results->len == request->statements->len)
    finish_current (self);
  else
    /* Not PostgreSQL: callers count on one answer for each statement. */
    lose_session (self);
}

/* Routed by what came, not by what was asked (see begin_pipeline()). */
static void
route_result (CopilConnection *self,
              CopilRequest    *request,
              PGresult        *raw)
{
  g_autoptr (PGresult) result = raw;

  request->n_nulls = 0;
  switch (PQresultStatus (result))
    {
    case PGRES_SINGLE_TUPLE:
      _copil_connection_push_row (self, request, _copil_result_new (g_steal_pointer (&result)));
      break;
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
      request->answered = TRUE;
      if (request->kind != REQUEST_STREAM)
        g_ptr_array_add (request->results, _copil_result_new (g_steal_pointer (&result)));
      break;
    case PGRES_PIPELINE_SYNC:
      route_sync (self, request);
      break;
    case PGRES_COPY_IN:
    case PGRES_COPY_OUT:
    case PGRES_COPY_BOTH:
      refuse_copy (self, request);
      break;
    default:
      route_error (self, request, result);
      break;
    }
}

/* NULL: a statement is answered to its end, or will not be answered at all. */
static void
route_end (CopilConnection *self,
           CopilRequest    *request)
{
  if (request->kind == REQUEST_PIPELINE)
    {
      if (++request->n_nulls > 1)
        lose_session (self);
    }
  else if (!request->answered)
    lose_session (self);
  else if (request->kind != REQUEST_TRANSACTION)
    finish_current (self);
  else if (!continue_transaction (self, request))
    send_failed (self);
  else
    flush (self);
}

static void
receive_one (CopilConnection *self)
{
  PGresult *result = PQgetResult (self->pg);
  CopilRequest *request = self->current;

  if (result != NULL)
    route_result (self, request, result);
  else
    route_end (self, request);
  if (self->pg != NULL)
    drain_notifications (self);
}

/* PQgetResult() blocks unless PQisBusy() says no. */
static void
receive (CopilConnection *self)
{
  self->more = FALSE;
  for (guint n = 0; self->pg != NULL && self->current != NULL && !PQisBusy (self->pg); n++)
    {
      if (n == COPIL_ROWS_PER_ROUND)
        {
          self->more = TRUE;
          return;
        }
      receive_one (self);
    }
}

/* libpq looks into OpenSSL's buffer only in its own waits: what a record left there would not
 * make the socket readable. */
static gboolean
consume (CopilConnection *self)
{
  gboolean ok = PQconsumeInput (self->pg) == 1;

  if (ok && PQsslInUse (self->pg) && PQisBusy (self->pg))
    ok = PQconsumeInput (self->pg) == 1;
  return ok;
}

void
_copil_connection_exchange (CopilConnection *self,
                            GIOCondition     revents)
{
  gboolean alive = TRUE;

  if (revents != 0)
    _copil_connection_extend_deadline (self);
  if (revents & (G_IO_IN | G_IO_HUP | G_IO_ERR))
    alive = consume (self);
  drain_notifications (self);
  if (alive && self->flush_pending)
    flush (self);
  receive (self);
  if (!alive && self->pg != NULL && !self->more)
    lose_session (self);
}

static void
take_turn (CopilConnection *self,
           GIOCondition     revents)
{
  if (self->state == COPIL_CONNECTION_CONNECTING && revents != 0)
    _copil_connection_poll_connect (self);
  else if (self->pg != NULL && self->state != COPIL_CONNECTION_CONNECTING)
    _copil_connection_exchange (self, revents);
  if (self->pg != NULL && self->state != COPIL_CONNECTION_CONNECTING)
    _copil_connection_check_deadline (self, _copil_connection_now (self));
  else
    _copil_connection_check_try (self, _copil_connection_now (self));
  _copil_connection_pump (self);
  _copil_connection_update_watch (self);
  _copil_connection_deliver (self);
}

/**
 * _copil_connection_step:
 * @revents: what the socket is ready for, 0 when only the time has come
 *
 * One turn. Many rows are taken in rounds, each delivered before the next, until the budget of
 * the turn is spent; what is left comes after the next frame.
 */
void
_copil_connection_step (CopilConnection *self,
                        GIOCondition     revents)
{
  gint64 end = g_get_monotonic_time () + COPIL_TURN_BUDGET;

  g_object_ref (self);
  do
    {
      take_turn (self, revents);
      revents = 0;
    }
  while (self->more && g_get_monotonic_time () < end);
  _copil_connection_update_watch (self);
  g_object_unref (self);
}
