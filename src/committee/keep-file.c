/* keep-file.c: the files of what is kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   copil-sitting 1
 *   SHA-256 of what follows
 *   confirmed difference
 *   kind id revision JSON        one line a row, as the base wrote it
 */
#include "config.h"

#include "committee/keep-private.h"

#include "committee/rows.h"
#include "cube/cache-dir.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define MAGIC "copil-sitting 1\n"
#define SHA256_LENGTH 64
#define ROWS "rows"
#define FIGURES "figures.cube"
/* Of one sitting; the base takes as much. */
#define MAX_DOCUMENTS (100 * 1024 * 1024)

char *
_copil_keep_find_folder (const char *server,
                         const char *login)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = copil_cache_dir_get (&error);
  g_autofree char *both = g_strconcat (server, "\n", login, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
  g_autofree char *name = g_strdup_printf ("sittings-%.16s", sum);

  if (directory == NULL)
    {
      g_message ("%s", error->message);
      return NULL;
    }
  return g_build_filename (directory, name, NULL);
}

/* (nullable) (transfer full): NULL where no folder can be made. */
static char *
ensure_folder (const char  *folder,
               const char  *sitting,
               GError     **error)
{
  g_autofree char *path = g_build_filename (folder, sitting, NULL);

  if (g_mkdir_with_parents (path, 0700) == 0)
    return g_steal_pointer (&path);
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  return NULL;
}

/* -- Rows ------------------------------------------------------------------------------------- */

static char *
write_text (CopilKept *kept)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *sum = NULL;

  g_string_printf (body, "%" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", kept->confirmed,
                   kept->difference);
  for (guint i = 0; i < kept->rows->len; i++)
    {
      const CopilRow *row = g_ptr_array_index (kept->rows, i);

      g_string_append_printf (body, "%s %s %" G_GINT64_FORMAT " %s\n", row->kind, row->id,
                              row->revision, row->text);
    }
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, body->str, (gssize) body->len);
  return g_strconcat (MAGIC, sum, "\n", body->str, NULL);
}

gboolean
_copil_keep_save (const char *folder,
                  const char *sitting,
                  CopilKept  *kept,
                  GError    **error)
{
  g_autofree char *directory = ensure_folder (folder, sitting, error);
  g_autofree char *path = directory != NULL ? g_build_filename (directory, ROWS, NULL) : NULL;
  g_autofree char *text = write_text (kept);

  return path != NULL
         && g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static CopilRow *
read_row (const char *line)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 4);
  g_autoptr (CopilRow) row = g_new0 (CopilRow, 1);

  if (g_strv_length (parts) != 4)
    return NULL;
  row->kind = g_intern_string (parts[0]);
  row->id = g_strdup (parts[1]);
  row->revision = g_ascii_strtoll (parts[2], NULL, 10);
  row->text = g_ref_string_new (parts[3]);
  row->document = copil_row_parse (parts[3]);
  return row->document != NULL ? g_steal_pointer (&row) : NULL;
}

static CopilKept *
read_text (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  g_autoptr (CopilKept) kept = g_new0 (CopilKept, 1);
  char *end = NULL;

  kept->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_row_free);
  kept->confirmed = g_ascii_strtoll (lines[0], &end, 10);
  kept->difference = g_ascii_strtoll (end, NULL, 10);
  for (guint i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++)
    {
      CopilRow *row = read_row (lines[i]);

      if (row == NULL)
        return NULL;
      g_ptr_array_add (kept->rows, row);
    }
  return g_steal_pointer (&kept);
}

/* (nullable): what follows a checksum that holds. */
static const char *
verified_body (const char *text,
               gsize       size)
{
  const gsize head = strlen (MAGIC) + SHA256_LENGTH + 1;
  g_autofree char *sum = NULL;

  if (size <= head || strlen (text) != size || !g_str_has_prefix (text, MAGIC))
    return NULL;
  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text + head, (gssize) (size - head));
  return strncmp (text + strlen (MAGIC), sum, SHA256_LENGTH) == 0 ? text + head : NULL;
}

static gboolean
is_expired (const CopilKept *kept)
{
  return g_get_real_time () + kept->difference - kept->confirmed
         > COPIL_CACHE_DAYS * G_TIME_SPAN_DAY;
}

CopilKept *
_copil_keep_load (const char *folder,
                  const char *sitting)
{
  g_autofree char *path = g_build_filename (folder, sitting, ROWS, NULL);
  g_autofree char *text = NULL;
  g_autoptr (CopilKept) kept = NULL;
  const char *body;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, NULL))
    return NULL;
  body = verified_body (text, size);
  kept = body != NULL ? read_text (body) : NULL;
  if (kept == NULL || is_expired (kept))
    {
      _copil_keep_remove (folder, sitting);
      return NULL;
    }
  return g_steal_pointer (&kept);
}

/* -- Documents -------------------------------------------------------------------------------- */

static gboolean
has_sum (GBytes     *bytes,
         const char *sha256)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  return g_strcmp0 (sum, sha256) == 0;
}

/* It becomes the name of a file. */
static gboolean
is_sum (const char *sha256)
{
  return strlen (sha256) == SHA256_LENGTH
         && strspn (sha256, "0123456789abcdef") == SHA256_LENGTH;
}

static gsize
measure_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  gsize size = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      GStatBuf info;

      if (g_stat (file, &info) == 0)
        size += (gsize) info.st_size;
    }
  return size;
}

gboolean
_copil_keep_save_document (const char *folder,
                           const char *sitting,
                           const char *sha256,
                           GBytes     *bytes,
                           GError    **error)
{
  g_autofree char *directory = ensure_folder (folder, sitting, error);
  g_autofree char *path = directory != NULL ? g_build_filename (directory, sha256, NULL) : NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  if (path == NULL || !has_sum (bytes, sha256)
      || measure_folder (directory) + size > MAX_DOCUMENTS)
    return path != NULL;
  return g_file_set_contents_full (path, data, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

GBytes *
_copil_keep_load_document (const char *folder,
                           const char *sitting,
                           const char *sha256)
{
  g_autofree char *path = g_build_filename (folder, sitting, sha256, NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *data = NULL;
  gsize size;

  if (!is_sum (sha256) || !g_file_get_contents (path, &data, &size, NULL))
    return NULL;
  bytes = g_bytes_new_take (data, size);
  if (!has_sum (bytes, sha256))
    {
      g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&bytes);
}

/* -- Figures ---------------------------------------------------------------------------------- */

char *
_copil_keep_name_figures (const char *folder,
                          const char *sitting)
{
  return g_build_filename (folder, sitting, FIGURES, NULL);
}

gboolean
_copil_keep_save_figures (const char        *folder,
                          const char        *sitting,
                          CopilCubeSnapshot *snapshot,
                          GError           **error)
{
  g_autofree char *directory = ensure_folder (folder, sitting, error);

  return directory != NULL && copil_cube_file_write (snapshot, error);
}

/* The folder says whose they are; what is no use any more is removed. */
CopilFrozenFigures *
_copil_keep_load_figures (const char *folder,
                          const char *sitting)
{
  g_autofree char *path = _copil_keep_name_figures (folder, sitting);
  g_autoptr (CopilFrozenFigures) figures = g_new0 (CopilFrozenFigures, 1);
  g_autoptr (GError) error = NULL;

  figures->cube = copil_cube_file_open (path, "", "", g_get_real_time () / G_USEC_PER_SEC,
                                        &figures->origin, &error);
  if (figures->cube != NULL)
    return g_steal_pointer (&figures);
  if (!g_error_matches (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_ABSENT))
    g_unlink (path);
  return NULL;
}

/* -- Removal ---------------------------------------------------------------------------------- */

void
_copil_keep_remove (const char *folder,
                    const char *sitting)
{
  g_autofree char *path = g_build_filename (folder, sitting, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_unlink (file);
    }
  g_rmdir (path);
}

void
_copil_keep_retain (const char         *folder,
                    const char * const *sittings)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (sittings == NULL || !g_strv_contains (sittings, name))
      _copil_keep_remove (folder, name);
}
