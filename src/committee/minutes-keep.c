/* minutes-keep.c: final minutes, made and put into the base that keeps them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/minutes-keep.h"

#include "committee/minutes-archive.h"

/* In this order; each is a statement of its own, and put again it changes nothing. */
enum
{
  PDF,
  DATA,
  N_FILES
};

static const char *const media[N_FILES] = { "application/pdf", "application/json" };

typedef struct
{
  char    *sitting;
  char    *text;
  gboolean fictitious;
  GBytes  *files[N_FILES];
  char    *sums[N_FILES];
  guint    next;
} Keep;

static void
keep_free (gpointer data)
{
  Keep *self = data;

  g_free (self->sitting);
  g_free (self->text);
  for (guint i = 0; i < N_FILES; i++)
    {
      g_clear_pointer (&self->files[i], g_bytes_unref);
      g_free (self->sums[i]);
    }
  g_free (self);
}

/* Putting them ------------------------------------------------------------------------------ */

static void put_next (GTask *task);

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  Keep *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (answer == NULL)
    g_task_return_error (task, error);
  else if (self->next > N_FILES)
    g_task_return_pointer (task, g_steal_pointer (&self->sums[DATA]), g_free);
  else
    put_next (g_steal_pointer (&task));
}

static CopilStatement *
new_put (Keep  *self,
         guint  file)
{
  CopilStatement *statement =
    copil_statement_new ("SELECT copil.document_put (gen_random_uuid (), $1, $2, $3)");
  gsize size;
  gconstpointer bytes = g_bytes_get_data (self->files[file], &size);
  g_autofree char *content = g_base64_encode (bytes, size);

  self->sums[file] = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, self->files[file]);
  copil_statement_add_text (statement, self->sums[file]);
  copil_statement_add_text (statement, media[file]);
  copil_statement_add_text (statement, content);
  return statement;
}

static CopilStatement *
new_archive (Keep *self)
{
  CopilStatement *statement =
    copil_statement_new ("SELECT copil.minutes_archive (gen_random_uuid (), $1, $2, $3)");

  copil_statement_add_text (statement, self->sitting);
  copil_statement_add_text (statement, self->sums[PDF]);
  copil_statement_add_text (statement, self->sums[DATA]);
  return statement;
}

/* Takes @task. */
static void
put_next (GTask *task)
{
  Keep *self = g_task_get_task_data (task);
  guint file = self->next++;
  g_autoptr (CopilStatement) statement = file < N_FILES ? new_put (self, file)
                                                        : new_archive (self);

  copil_connection_query_async (g_task_get_source_object (task), statement,
                                g_task_get_cancellable (task), put_cb, task);
}

/* Making them ------------------------------------------------------------------------------- */

static void
make_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Keep *self = data;
  GError *error = NULL;

  self->files[DATA] = copil_minutes_archive_json (self->text, &error);
  if (self->files[DATA] != NULL)
    self->files[PDF] = copil_minutes_archive_pdf (self->text, self->fictitious, &error);
  if (self->files[PDF] != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    put_next (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GTask) task = data;
  Keep *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GTask) work = NULL;

  if (answer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (copil_result_is_null (answer, 0, 0))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                               "Cette séance n’a pas de procès-verbal que vous puissiez lire.");
      return;
    }
  self->text = g_strdup (copil_result_get_text (answer, 0, 0));
  self->fictitious = g_strcmp0 (copil_result_get_text (answer, 0, 1), "true") == 0;
  work = g_task_new (NULL, g_task_get_cancellable (task), made_cb, task);
  g_steal_pointer (&task);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, make_thread);
}

void
copil_minutes_keep_async (CopilConnection     *connection,
                          const char          *sitting,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT copil.minutes_document ($1), copil.server_state () ->> 'fictitious'");
  Keep *self = g_new0 (Keep, 1);

  g_task_set_source_tag (task, copil_minutes_keep_async);
  self->sitting = g_strdup (sitting);
  g_task_set_task_data (task, self, keep_free);
  copil_statement_add_text (statement, sitting);
  copil_connection_query_async (connection, statement, cancellable, read_cb, task);
}

char *
copil_minutes_keep_finish (CopilConnection  *connection,
                           GAsyncResult     *result,
                           GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
