/* sitting-read.c: the rows of a sitting: asked for, taken, compared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/sitting-store-private.h"

#include "committee/rows.h"
#include "db/error.h"

#include <glib/gi18n-lib.h>

#define RETRY_SECONDS 2

/* -- What came -------------------------------------------------------------------------------- */

static void
take_row (CopilSittingStore *self,
          CopilResult       *rows,
          guint              row)
{
  const char *text = copil_result_get_text (rows, row, 3);
  CopilRow *incoming = g_new0 (CopilRow, 1);

  incoming->kind = g_intern_string (copil_result_get_text (rows, row, 0));
  incoming->id = g_strdup (copil_result_get_text (rows, row, 1));
  incoming->revision = copil_result_get_int (rows, row, 2);
  if (!copil_record_set_holds (self->store.rows, incoming->kind, incoming->id, text))
    {
      incoming->text = g_ref_string_new (text);
      incoming->document = copil_row_parse (text);
    }
  g_ptr_array_add (self->incoming, incoming);
}

/* Read as they come, within the time that the connection gives each turn of the loop. */
static void
rows_cb (CopilResult *rows,
         gpointer     user_data)
{
  CopilSittingStore *self = user_data;

  for (guint i = 0; self->incoming != NULL && i < copil_result_get_n_rows (rows); i++)
    take_row (self, rows, i);
}

static void
take_revisions (CopilSittingStore *self,
                GPtrArray         *incoming)
{
  /* Those of another base, or of one that was restored, may be lower. */
  if (self->whole)
    self->revision = 0;
  for (guint i = 0; i < incoming->len; i++)
    self->revision = MAX (self->revision, ((CopilRow *) g_ptr_array_index (incoming, i))->revision);
}

static gboolean
has_sitting (GPtrArray *incoming)
{
  for (guint i = 0; i < incoming->len; i++)
    if (g_str_equal (((CopilRow *) g_ptr_array_index (incoming, i))->kind, "sitting"))
      return TRUE;
  return FALSE;
}

/* What decides, with the rights of the person, which rows can be read: old ones may come to sight
 * by it, or go. */
static char *
describe_stage (CopilSittingStore *self)
{
  CopilRecord *sitting = copil_sitting_store_get_sitting (self);
  GListModel *minutes = copil_record_set_get_list (self->store.rows, "minutes");
  g_autoptr (CopilRecord) first = g_list_model_get_item (minutes, 0);

  return g_strconcat (sitting != NULL ? copil_record_get_word (sitting, "stage") : "", " ",
                      first != NULL ? copil_record_get_word (first, "state") : "", NULL);
}

/* -- Verdicts --------------------------------------------------------------------------------- */

void
_copil_sitting_store_empty (CopilSittingStore *self,
                            const char        *reason)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);

  copil_record_set_retain (self->store.rows, none);
  _copil_sitting_store_forget (self);
  self->revision = 0;
  g_clear_pointer (&self->stage, g_free);
  _copil_store_commit (&self->store, FALSE, reason);
}

static void
take_rows (CopilSittingStore *self,
           GPtrArray         *incoming)
{
  g_autofree char *stage = NULL;

  take_revisions (self, incoming);
  copil_rows_put (incoming, self->store.rows, self->whole);
  self->confirmed = copil_sitting_store_get_now (self);
  _copil_store_commit (&self->store, TRUE, NULL);
  _copil_sitting_store_keep_soon (self);
  stage = describe_stage (self);
  if (!self->whole && g_strcmp0 (stage, self->stage) != 0)
    self->want_all = TRUE;
  if (self->whole)
    {
      g_free (self->stage);
      self->stage = g_steal_pointer (&stage);
    }
}

static void
visible_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CopilSittingStore) self = user_data;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  if (answer != NULL && copil_result_get_n_rows (answer) == 0)
    _copil_sitting_store_read (self, TRUE);
}

/* Something changed, and nothing of it can be read. Most often what changed was read already; but
 * a sitting that is cancelled is no more for everybody to see. */
static void
ask_visible (CopilSittingStore *self)
{
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT 1 FROM copil.sitting WHERE id = $1");

  copil_statement_add_text (statement, self->store.id);
  copil_connection_query_async (self->store.connection, statement, self->store.cancellable, visible_cb,
                                g_object_ref (self));
}

static void
take_answer (CopilSittingStore *self,
             GPtrArray         *incoming)
{
  if (self->whole && !has_sitting (incoming))
    _copil_sitting_store_empty (self, _("This sitting is not, or no longer, open to you. What was "
                                        "kept of it on this computer was removed."));
  else
    take_rows (self, incoming);
  if (!self->whole && incoming->len == 0)
    ask_visible (self);
}

void
_copil_sitting_store_stop (CopilSittingStore *self)
{
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
}

static gboolean
retry_cb (gpointer user_data)
{
  CopilSittingStore *self = user_data;

  _copil_sitting_store_stop (self);
  _copil_sitting_store_resume (self);
  return G_SOURCE_REMOVE;
}

/* A session that is lost begins anew with a reading; one that goes on is asked again. */
static void
retry_later (CopilSittingStore *self)
{
  if (self->retry != NULL)
    return;
  self->retry = g_timeout_source_new_seconds (RETRY_SECONDS);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_set_static_name (self->retry, "CopilSittingStore");
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

/* The base refused, or cannot answer at present. */
static void
take_error (CopilSittingStore *self,
            const GError      *error)
{
  const char *sqlstate = copil_db_error_get_sqlstate (error);

  self->want = self->want_all = TRUE;
  _copil_store_set_live (&self->store, FALSE);
  if (g_str_has_prefix (sqlstate, "CP40"))
    {
      g_autofree char *sentence = copil_db_error_to_sentence (error);

      self->want = self->want_all = FALSE;
      _copil_sitting_store_empty (self, sentence);
    }
  else
    retry_later (self);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CopilSittingStore) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) incoming = g_steal_pointer (&self->incoming);

  copil_connection_stream_finish (COPIL_CONNECTION (source), result, &error);
  if (g_cancellable_is_cancelled (self->store.cancellable))
    return;
  if (error != NULL)
    {
      take_error (self, error);
      return;
    }
  _copil_store_end_read (&self->store);
  take_answer (self, incoming);
  _copil_sitting_store_resume (self);
}

/* -- Asking ----------------------------------------------------------------------------------- */

void
_copil_sitting_store_resume (CopilSittingStore *self)
{
  g_autoptr (CopilStatement) statement = NULL;

  if (!(self->want || self->want_all) || self->incoming != NULL || !_copil_store_is_connected (&self->store))
    return;
  self->whole = self->want_all || self->revision == 0;
  self->want = self->want_all = FALSE;
  _copil_store_begin_read (&self->store);
  self->incoming = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_row_free);
  statement = copil_statement_new ("SELECT kind, id, revision, document"
                                   " FROM copil.sitting_rows($1, $2)");
  copil_statement_add_text (statement, self->store.id);
  copil_statement_add_int (statement, self->whole ? 0 : self->revision);
  copil_connection_stream_async (self->store.connection, statement, rows_cb, self, self->store.cancellable,
                                 read_cb, g_object_ref (self));
}

void
_copil_sitting_store_read (CopilSittingStore *self,
                           gboolean           all)
{
  self->want = TRUE;
  self->want_all = self->want_all || all;
  _copil_sitting_store_resume (self);
}
