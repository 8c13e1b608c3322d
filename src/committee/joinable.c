/* joinable.c: a file of this computer on its way to an item of the agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/joinable.h"

#include <string.h>

#include "report/pdf-join.h"

void
copil_joinable_free (CopilJoinable *self)
{
  g_free (self->name);
  g_free (self->sha256);
  g_free (self->base64);
  g_free (self);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static char *
name_of (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *folded = g_ascii_strdown (name, -1);

  if (g_str_has_suffix (folded, ".pdf"))
    name[strlen (name) - 4] = '\0';
  return g_steal_pointer (&name);
}

/* A file that is too large is not read, a folder even less. */
static gboolean
check_file (GFile         *file,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileInfo) info = g_file_query_info (
    file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
    G_FILE_QUERY_INFO_NONE, cancellable, error);

  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_set_error_literal (error, COPIL_PDF_ERROR, COPIL_PDF_ERROR_NOT_PDF,
                         "Ceci n’est pas un fichier PDF\u00a0: joignez les documents un à un.");
  else if (g_file_info_get_size (info) > COPIL_PDF_MAX_SIZE)
    g_set_error_literal (error, COPIL_PDF_ERROR, COPIL_PDF_ERROR_TOO_LARGE,
                         "Ce PDF dépasse 10\u00a0Mio\u00a0: réduisez ses images ou joignez-le en "
                         "plusieurs parties.");
  else
    return TRUE;
  return FALSE;
}

static CopilJoinable *
read_file (GFile         *file,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(CopilJoinable) self = NULL;
  g_autoptr(GBytes) bytes = NULL;
  guint n_pages;

  if (!check_file (file, cancellable, error))
    return NULL;
  bytes = g_file_load_bytes (file, cancellable, NULL, error);
  if (bytes == NULL || !copil_pdf_check (bytes, &n_pages, error))
    return NULL;
  self = g_new0 (CopilJoinable, 1);
  self->name = name_of (file);
  self->size = g_bytes_get_size (bytes);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  self->base64 = g_base64_encode (g_bytes_get_data (bytes, NULL), self->size);
  self->n_pages = n_pages;
  return g_steal_pointer (&self);
}

static void
read_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  GError *error = NULL;
  CopilJoinable *self = read_file (source, cancellable, &error);

  if (self != NULL)
    g_task_return_pointer (task, self, (GDestroyNotify) copil_joinable_free);
  else
    g_task_return_error (task, error);
}

void
copil_joinable_read_async (GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, copil_joinable_read_async);
  g_task_run_in_thread (task, read_thread);
}

CopilJoinable *
copil_joinable_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Putting ---------------------------------------------------------------------------------- */

typedef struct
{
  CopilJoinable   *joinable;
  CopilConnection *connection;
} Put;

static void
put_free (gpointer data)
{
  Put *put = data;

  copil_connection_close (put->connection);
  g_object_unref (put->connection);
  g_free (put);
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  GError *error = NULL;
  g_autoptr(CopilResult) answer =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (answer != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  const Put *put = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(CopilStatement) statement = NULL;
  g_autofree char *command = g_uuid_string_random ();
  GError *error = NULL;

  if (!copil_connection_open_finish (COPIL_CONNECTION (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  statement = copil_statement_new (
    "SELECT copil.document_put ($1::uuid, $2, 'application/pdf', $3)");
  copil_statement_add_text (statement, command);
  copil_statement_add_text (statement, put->joinable->sha256);
  copil_statement_add_text (statement, put->joinable->base64);
  copil_connection_query_async (put->connection, statement, cancellable, put_cb,
                                g_steal_pointer (&task));
}

void
copil_joinable_put_async (CopilJoinable       *self,
                          CopilConnection     *alike,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Put *put = g_new0 (Put, 1);

  g_task_set_source_tag (task, copil_joinable_put_async);
  put->joinable = self;
  put->connection = copil_connection_new_alike (alike);
  g_task_set_task_data (task, put, put_free);
  copil_connection_open_async (put->connection, cancellable, opened_cb, g_steal_pointer (&task));
}

gboolean
copil_joinable_put_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
