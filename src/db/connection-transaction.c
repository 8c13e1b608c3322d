/* connection-transaction.c: BEGIN, what callers give, COMMIT or ROLLBACK
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

static CopilStatement *
next_of_caller (CopilRequest *request)
{
  guint index = request->results->len;

  if (request->next != NULL)
    return request->next (index, request->next_data);
  if (index < request->statements->len)
    return copil_statement_ref (g_ptr_array_index (request->statements, index));
  return NULL;
}

static CopilStatement *
end_with (CopilRequest        *request,
          CopilTransactionStep step)
{
  request->step = step;
  return copil_statement_new (step == TRANSACTION_COMMIT ? "COMMIT" : "ROLLBACK");
}

/* A producer of statements that fails says so by its cancellable, whose source has not run yet
 * when it returns. */
static gboolean
is_cancelled (CopilRequest *request)
{
  if (request->cancel == CANCEL_NONE && request->task != NULL
      && g_cancellable_is_cancelled (g_task_get_cancellable (request->task)))
    request->cancel = CANCEL_USER;
  return request->cancel != CANCEL_NONE;
}

static CopilStatement *
next_of_body (CopilRequest *request)
{
  g_autoptr (CopilStatement) statement = NULL;

  request->step = TRANSACTION_BODY;
  if (request->error != NULL || is_cancelled (request))
    return end_with (request, TRANSACTION_ROLLBACK);
  statement = next_of_caller (request);
  if (is_cancelled (request))
    return end_with (request, TRANSACTION_ROLLBACK);
  if (statement != NULL)
    return g_steal_pointer (&statement);
  return end_with (request, request->commit ? TRANSACTION_COMMIT : TRANSACTION_ROLLBACK);
}

/* The answer to COMMIT or ROLLBACK is no result of the caller's. */
static void
end (CopilRequest *request)
{
  if (request->error == NULL)
    g_ptr_array_set_size (request->results, request->results->len - 1);
  if (request->error != NULL || request->step == TRANSACTION_COMMIT)
    return;
  /* The statement had ended before the cancel reached it: rolled back all the same. */
  if (request->cancel == CANCEL_USER)
    request->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  else if (request->cancel == CANCEL_DEADLINE)
    request->error = _copil_db_error_new (COPIL_DB_ERROR_TIMED_OUT, "",
                                          "the server took too long", NULL);
}

CopilStatement *
_copil_transaction_next (CopilRequest *request)
{
  switch (request->step)
    {
    case TRANSACTION_NONE:
      request->step = TRANSACTION_BEGIN;
      return copil_statement_new ("BEGIN");
    case TRANSACTION_BEGIN:
      g_ptr_array_set_size (request->results, 0);
      return request->error == NULL ? next_of_body (request) : NULL;
    case TRANSACTION_BODY:
      return next_of_body (request);
    case TRANSACTION_COMMIT:
    case TRANSACTION_ROLLBACK:
    default:
      end (request);
      return NULL;
    }
}

static CopilRequest *
transaction_new (CopilConnection     *self,
                 gboolean             commit,
                 GCancellable        *cancellable,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  CopilRequest *request = _copil_request_new_task (self, REQUEST_TRANSACTION, cancellable, callback,
                                                   user_data);

  request->commit = request->write = commit;
  return request;
}

/**
 * copil_connection_transaction_async:
 * @statements: (element-type CopilStatement): in their order
 * @commit: %FALSE for a dry run
 */
void
copil_connection_transaction_async (CopilConnection     *self,
                                    GPtrArray           *statements,
                                    gboolean             commit,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  CopilRequest *request = transaction_new (self, commit, cancellable, callback, user_data);

  for (guint i = 0; i < statements->len; i++)
    _copil_request_add_statement (request, g_ptr_array_index (statements, i));
  request->write = commit;
  _copil_connection_enqueue (self, request);
}

/**
 * copil_connection_transaction_each_async:
 * @next: (scope async): the statement of this index, or %NULL after the last one
 */
void
copil_connection_transaction_each_async (CopilConnection     *self,
                                         CopilStatementFunc   next,
                                         gpointer             next_data,
                                         gboolean             commit,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  CopilRequest *request = transaction_new (self, commit, cancellable, callback, user_data);

  request->next = next;
  request->next_data = next_data;
  _copil_connection_enqueue (self, request);
}

/**
 * copil_connection_transaction_finish:
 *
 * Returns: (transfer full) (element-type CopilResult): one for each statement, or %NULL
 */
GPtrArray *
copil_connection_transaction_finish (CopilConnection  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
