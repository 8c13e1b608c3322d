/* minutes-archive.c: what stays of final minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/minutes-archive.h"

#include "committee/paper-private.h"
#include "later/gsf.h"

#include <string.h>

/* -- Files ------------------------------------------------------------------------------------ */

void
copil_archive_file_free (CopilArchiveFile *self)
{
  g_free (self->name);
  g_bytes_unref (self->bytes);
  g_free (self);
}

GPtrArray *
copil_archive_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) copil_archive_file_free);
}

void
copil_archive_add (GPtrArray  *archive,
                   const char *name,
                   GBytes     *bytes)
{
  CopilArchiveFile file = { g_strdup (name), g_bytes_ref (bytes) };

  g_ptr_array_add (archive, g_memdup2 (&file, sizeof file));
}

void
copil_archive_add_sums (GPtrArray *archive)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < archive->len; i++)
    {
      const CopilArchiveFile *file = g_ptr_array_index (archive, i);
      g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file->bytes);

      g_string_append_printf (text, "%s  %s\n", sum, file->name);
    }
  bytes = g_string_free_to_bytes (text);
  copil_archive_add (archive, "SHA256SUMS", bytes);
}

/* -- ZIP -------------------------------------------------------------------------------------- */

/* Of no moment: an archive made again is the same. */
static gboolean
write_entry (GsfOutfile             *zip,
             const CopilArchiveFile *file)
{
  GsfOutput *entry = gsf_outfile_new_child (zip, file->name, FALSE);
  GDateTime *never = g_date_time_new_utc (1980, 1, 1, 0, 0, 0);
  gsize size;
  const guint8 *data = g_bytes_get_data (file->bytes, &size);
  gboolean written;

  gsf_output_set_modtime (entry, never);
  written = gsf_output_write (entry, size, data) && gsf_output_close (entry);
  g_date_time_unref (never);
  g_object_unref (entry);
  return written;
}

static gboolean
write_entries (GPtrArray *archive,
               GsfOutput *sink)
{
  GsfOutfile *zip = gsf_outfile_zip_new (sink, NULL);
  gboolean written = zip != NULL;

  for (guint i = 0; i < archive->len && written; i++)
    written = write_entry (zip, g_ptr_array_index (archive, i));
  written = written && gsf_output_close ((GsfOutput *) zip);
  g_clear_object (&zip);
  return written;
}

GBytes *
copil_archive_to_zip (GPtrArray  *archive,
                      GError    **error)
{
  GsfOutput *sink = gsf_output_memory_new ();
  GBytes *bytes = NULL;

  if (write_entries (archive, sink))
    bytes = g_bytes_new (gsf_output_memory_get_bytes ((GsfOutputMemory *) sink),
                         (gsize) gsf_output_size (sink));
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                         "L’archive n’a pas pu être faite.");
  g_object_unref (sink);
  return bytes;
}

/* -- The minutes ------------------------------------------------------------------------------ */

/* (transfer full) (nullable) */
static JsonNode *
parse_final (const char  *text,
             GError     **error)
{
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)
      && g_strcmp0 (json_object_get_string_member_with_default (json_node_get_object (node), "state",
                                                                ""), "final") == 0)
    return g_steal_pointer (&node);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       "Le procès-verbal n’est pas définitif\u00a0: il ne s’archive pas encore.");
  return NULL;
}

GBytes *
copil_minutes_archive_json (const char  *text,
                            GError     **error)
{
  g_autoptr (JsonNode) node = parse_final (text, error);
  char *json;

  if (node == NULL)
    return NULL;
  /* As the base wrote it, not as it was read: numbers stay as they are. */
  json = g_strdup_printf ("{\"format\": \"%s\", %s", COPIL_MINUTES_FORMAT, strchr (text, '{') + 1);
  return g_bytes_new_take (json, strlen (json));
}

GBytes *
copil_minutes_archive_pdf (const char  *text,
                           gboolean     fictitious,
                           GError     **error)
{
  g_autoptr (JsonNode) node = parse_final (text, error);
  g_autoptr (CopilDocument) document = NULL;

  if (node == NULL)
    return NULL;
  document = _copil_paper_create_minutes (NULL, &(CopilPaperInputs) {
    .minutes = json_node_get_object (node), .fictitious = fictitious }, error);
  return document != NULL ? copil_document_to_pdf (document, error) : NULL;
}
