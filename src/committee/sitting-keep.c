/* sitting-keep.c: a sitting as it was last, without a base; its documents
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/sitting-store-private.h"

#include "committee/rows.h"
#include "db/error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* After a change; those that follow go into the same file. */
#define KEEP_SECONDS 3

/* -- Rows ------------------------------------------------------------------------------------- */

static void
clear_timer (CopilSittingStore *self)
{
  if (self->keep_timer != NULL)
    g_source_destroy (self->keep_timer);
  g_clear_pointer (&self->keep_timer, g_source_unref);
}

void
_copil_sitting_store_keep_now (CopilSittingStore *self)
{
  CopilKept *kept;

  if (self->keep_timer == NULL)
    return;
  clear_timer (self);
  kept = g_new0 (CopilKept, 1);
  kept->rows = _copil_store_list_rows (&self->store);
  kept->confirmed = self->confirmed;
  kept->difference = copil_server_clock_get_difference (self->clock);
  copil_keep_write (self->keep, self->store.id, kept);
}

static void fetch_next (CopilSittingStore *self);

static gboolean
keep_cb (gpointer user_data)
{
  CopilSittingStore *self = user_data;

  _copil_sitting_store_keep_now (self);
  fetch_next (self);
  return G_SOURCE_REMOVE;
}

void
_copil_sitting_store_keep_soon (CopilSittingStore *self)
{
  if (self->keep == NULL || self->keep_timer != NULL)
    return;
  self->keep_timer = g_timeout_source_new_seconds (KEEP_SECONDS);
  g_source_set_callback (self->keep_timer, keep_cb, self, NULL);
  g_source_set_static_name (self->keep_timer, "CopilSittingStore");
  g_source_attach (self->keep_timer, g_main_context_get_thread_default ());
}

void
_copil_sitting_store_forget (CopilSittingStore *self)
{
  clear_timer (self);
  if (self->keep != NULL)
    copil_keep_forget (self->keep, self->store.id);
}

/* What the base said meanwhile is truer. */
static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CopilSittingStore) self = user_data;
  g_autoptr (CopilKept) kept = copil_keep_read_finish (self->keep, result);

  if (kept == NULL || g_cancellable_is_cancelled (self->store.cancellable) || self->store.live
      || self->store.loaded || self->store.reason != NULL)
    return;
  copil_rows_put (kept->rows, self->store.rows, TRUE);
  self->confirmed = kept->confirmed;
  copil_server_clock_assume (self->clock, kept->difference);
  _copil_store_commit (&self->store, TRUE, NULL);
}

void
_copil_sitting_store_set_keep (CopilSittingStore *self,
                               CopilKeep         *keep)
{
  g_return_if_fail (self->keep == NULL);

  self->keep = g_object_ref (keep);
  copil_keep_read_async (keep, self->store.id, self->store.cancellable, kept_cb, g_object_ref (self));
}

/* -- Documents -------------------------------------------------------------------------------- */

static gboolean
is_connected (CopilConnection *connection)
{
  CopilConnectionState state = copil_connection_get_state (connection);

  return state == COPIL_CONNECTION_READY || state == COPIL_CONNECTION_BUSY;
}

/* @sha256 of a task is its data. */
static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilSittingStore *self = g_task_get_source_object (task);
  const char *sha256 = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GBytes) bytes = NULL;
  const guint8 *data;
  gsize size = 0;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (copil_result_get_n_rows (answer) == 0 || copil_result_is_null (answer, 0, 0))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               _("This document is not, or no longer, open to you."));
      return;
    }
  data = copil_result_get_bytes (answer, 0, 0, &size);
  bytes = g_bytes_new (data, size);
  if (self->keep != NULL)
    copil_keep_write_document (self->keep, self->store.id, sha256, bytes);
  g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
}

static void
ask (CopilConnection *connection,
     GTask           *task)
{
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.document_bytes($1)");

  if (!is_connected (connection))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                               _("This document is not kept on this computer, and the server does "
                                 "not answer. Try again when it does."));
      g_object_unref (task);
      return;
    }
  copil_statement_add_text (statement, g_task_get_task_data (task));
  copil_statement_set_binary (statement, TRUE);
  copil_connection_query_async (connection, statement, g_task_get_cancellable (task), asked_cb,
                                task);
}

static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  CopilSittingStore *self = g_task_get_source_object (task);
  GBytes *bytes = copil_keep_read_document_finish (self->keep, result);

  if (bytes == NULL)
    {
      ask (self->store.connection, task);
      return;
    }
  g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

void
copil_sitting_store_read_document_async (CopilSittingStore   *self,
                                         const char          *sha256,
                                         GCancellable        *cancellable,
                                         GAsyncReadyCallback  callback,
                                         gpointer             user_data)
{
  GTask *task;

  g_return_if_fail (COPIL_IS_SITTING_STORE (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, copil_sitting_store_read_document_async);
  /* As the base writes bytes, or without their mark. */
  g_task_set_task_data (task, g_strdup (g_str_has_prefix (sha256, "\\x") ? sha256 + 2 : sha256),
                        g_free);
  if (self->keep != NULL)
    copil_keep_read_document_async (self->keep, self->store.id, g_task_get_task_data (task), cancellable,
                                    found_cb, task);
  else
    ask (self->store.connection, task);
}

GBytes *
copil_sitting_store_read_document_finish (CopilSittingStore  *self,
                                          GAsyncResult       *result,
                                          GError            **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Fetched ahead ---------------------------------------------------------------------------- */

/* (transfer full) (nullable): the sum of a document that is not kept yet. */
static char *
find_missing (CopilSittingStore *self)
{
  static const char *const kinds[] = { "issued", "item_document" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GListModel *list = copil_record_set_get_list (self->store.rows, kinds[i]);

      for (guint j = 0; j < g_list_model_get_n_items (list); j++)
        {
          g_autoptr (CopilRecord) record = g_list_model_get_item (list, j);
          const char *sha256 = copil_record_get_word (record, "sha256");

          if (!copil_record_is_pending (record) && g_str_has_prefix (sha256, "\\x")
              && !g_hash_table_contains (self->fetched, sha256 + 2))
            return g_strdup (sha256 + 2);
        }
    }
  return NULL;
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  CopilSittingStore *self = COPIL_SITTING_STORE (source);
  g_autoptr (GBytes) bytes = copil_sitting_store_read_document_finish (self, result, NULL);

  self->fetching = FALSE;
  if (!g_cancellable_is_cancelled (self->store.cancellable))
    fetch_next (self);
}

static void
looked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  CopilSittingStore *self = g_task_get_source_object (task);
  GBytes *bytes = copil_keep_read_document_finish (self->keep, result);

  if (bytes == NULL)
    {
      ask (self->fetcher, task);
      return;
    }
  g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  g_object_unref (task);
}

static void
fetcher_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilSittingStore) self = user_data;

  if (copil_connection_open_finish (COPIL_CONNECTION (source), result, NULL)
      && !g_cancellable_is_cancelled (self->store.cancellable))
    fetch_next (self);
}

static void
close_fetcher (CopilSittingStore *self)
{
  if (self->fetcher != NULL)
    copil_connection_close (self->fetcher);
  g_clear_object (&self->fetcher);
}

/* Over a session of its own: what the operator does never waits behind a document. */
static void
fetch_next (CopilSittingStore *self)
{
  g_autofree char *sha256 = self->store.live && !self->fetching ? find_missing (self) : NULL;
  GTask *task;

  if (sha256 == NULL)
    {
      if (!self->fetching)
        close_fetcher (self);
      return;
    }
  if (self->fetcher == NULL)
    {
      self->fetcher = copil_connection_new_alike (self->store.connection);
      copil_connection_open_async (self->fetcher, self->store.cancellable, fetcher_cb,
                                   g_object_ref (self));
      return;
    }
  if (!is_connected (self->fetcher))
    return;
  self->fetching = TRUE;
  task = g_task_new (self, self->store.cancellable, fetched_cb, NULL);
  g_task_set_source_tag (task, copil_sitting_store_read_document_async);
  g_hash_table_add (self->fetched, g_strdup (sha256));
  g_task_set_task_data (task, g_steal_pointer (&sha256), g_free);
  copil_keep_read_document_async (self->keep, self->store.id, g_task_get_task_data (task),
                                  self->store.cancellable, looked_cb, task);
}

void
_copil_sitting_store_stop_keeping (CopilSittingStore *self)
{
  if (self->keep != NULL)
    _copil_sitting_store_keep_now (self);
  close_fetcher (self);
  g_clear_object (&self->keep);
}
