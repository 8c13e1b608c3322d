/* minutes-kept.c: the archive of the minutes of a sitting, as the base keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/minutes-kept.h"

#include "exchange/write-file.h"

static const struct
{
  const char *field; /* of the row of the minutes */
  const char *name;
} documents[] = {
  { "pdf", "proces-verbal.pdf" },
  { "archive", "proces-verbal.json" },
  { "signed_pdf", "proces-verbal-signe.pdf" },
};

typedef struct
{
  GPtrArray *archive;
  guint      next; /* of documents */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_clear_pointer (&self->archive, g_ptr_array_unref);
  g_free (self);
}

CopilRecord *
copil_minutes_kept_get (CopilSittingStore *store)
{
  g_autoptr (CopilRecord) minutes =
    g_list_model_get_item (copil_sitting_store_get_list (store, "minutes"), 0);

  return minutes;
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* Tables come of the JSON, so that they say what it says. */
static void
add_tables (GPtrArray *archive)
{
  const CopilArchiveFile *json = g_ptr_array_index (archive, 1);
  g_autofree char *text = g_strndup (g_bytes_get_data (json->bytes, NULL),
                                     g_bytes_get_size (json->bytes));
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    copil_archive_add_tables (archive, json_object_get_object_member (json_node_get_object (node),
                                                                      "content"));
}

static void read_next (GTask *task);

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Reading *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes =
    copil_sitting_store_read_document_finish (COPIL_SITTING_STORE (source), result, &error);

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  copil_archive_add (self->archive, documents[self->next++].name, bytes);
  read_next (task);
}

/* Takes @task. */
static void
read_next (GTask *task)
{
  CopilSittingStore *store = g_task_get_source_object (task);
  Reading *self = g_task_get_task_data (task);
  CopilRecord *minutes = copil_minutes_kept_get (store);

  while (self->next < G_N_ELEMENTS (documents)
         && !copil_record_has (minutes, documents[self->next].field))
    self->next++;
  if (self->next < G_N_ELEMENTS (documents))
    {
      copil_sitting_store_read_document_async (
        store, copil_record_get_word (minutes, documents[self->next].field),
        g_task_get_cancellable (task), read_cb, task);
      return;
    }
  add_tables (self->archive);
  copil_archive_add_sums (self->archive);
  g_task_return_pointer (task, g_steal_pointer (&self->archive),
                         (GDestroyNotify) g_ptr_array_unref);
  g_object_unref (task);
}

void
copil_minutes_kept_read_async (CopilSittingStore   *store,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (store, cancellable, callback, user_data);
  CopilRecord *minutes = copil_minutes_kept_get (store);
  Reading *self = g_new0 (Reading, 1);

  g_task_set_source_tag (task, copil_minutes_kept_read_async);
  self->archive = copil_archive_new ();
  g_task_set_task_data (task, self, reading_free);
  if (minutes != NULL && copil_record_has (minutes, "pdf") && copil_record_has (minutes, "archive"))
    read_next (g_steal_pointer (&task));
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             "Le procès-verbal de cette séance n’est pas archivé.");
}

GPtrArray *
copil_minutes_kept_read_finish (GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static gboolean
write_folder (GPtrArray     *archive,
              GFile         *folder,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GError) local = NULL;

  if (!g_file_make_directory_with_parents (folder, cancellable, &local)
      && !g_error_matches (local, G_IO_ERROR, G_IO_ERROR_EXISTS))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  for (guint i = 0; i < archive->len; i++)
    {
      const CopilArchiveFile *file = g_ptr_array_index (archive, i);
      g_autoptr (GFile) child = g_file_get_child (folder, file->name);

      if (!copil_write_file (child, file->bytes, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
copil_minutes_kept_write (GPtrArray     *archive,
                          GFile         *file,
                          gboolean       folder,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr (GBytes) zip = NULL;

  if (folder)
    return write_folder (archive, file, cancellable, error);
  zip = copil_archive_to_zip (archive, error);
  return zip != NULL && copil_write_file (file, zip, cancellable, error);
}
