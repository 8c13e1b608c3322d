/* write-file.c: what leaves the program as a file: all of it, or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/write-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the bytes go in the end, and with which permissions. */
static char *
resolve (const char *path,
         int        *mode)
{
  char *target = realpath (path, NULL);
  GStatBuf info;

  *mode = 0666;
  if (target == NULL)
    return g_strdup (path);
  if (g_stat (target, &info) == 0)
    *mode = info.st_mode & 0777;
  return target;
}

static void
explain (GError     **error,
         GError      *raw,
         const char  *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (g_error_matches (raw, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    g_set_error (error, raw->domain, raw->code,
                 _("There is no room left on the disk. “%s” was not written: make room, or choose "
                   "another folder."), name);
  else if (g_error_matches (raw, G_FILE_ERROR, G_FILE_ERROR_ACCES)
           || g_error_matches (raw, G_FILE_ERROR, G_FILE_ERROR_PERM)
           || g_error_matches (raw, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    g_set_error (error, raw->domain, raw->code,
                 _("This folder may not be written to. “%s” was not written: choose another "
                   "folder."), name);
  else
    {
      g_propagate_error (error, raw);
      return;
    }
  g_error_free (raw);
}

/* A device or a pipe takes the bytes; it is not replaced by a file. */
static gboolean
write_through (const char  *path,
               GBytes      *bytes,
               GError     **error)
{
  gsize left;
  const char *at = g_bytes_get_data (bytes, &left);
  int out = g_open (path, O_WRONLY | O_CLOEXEC, 0), why = 0;

  while (out >= 0 && left > 0 && why == 0)
    {
      gssize n = write (out, at, left);

      if (n < 0 && errno != EINTR)
        why = errno;
      at += MAX (n, 0);
      left -= (gsize) MAX (n, 0);
    }
  if (out < 0 || (close (out) < 0 && why == 0))
    why = errno;
  if (why != 0)
    g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (why), g_strerror (why));
  return why == 0;
}

static gboolean
write_whole (const char  *path,
             GBytes      *bytes,
             GError     **error)
{
  int mode;
  g_autofree char *target = resolve (path, &mode);

  return g_file_set_contents_full (target, g_bytes_get_data (bytes, NULL),
                                   (gssize) g_bytes_get_size (bytes),
                                   G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

static gboolean
write_local (const char  *path,
             GBytes      *bytes,
             GError     **error)
{
  GStatBuf info;
  GError *raw = NULL;

  if (g_stat (path, &info) == 0 && !S_ISREG (info.st_mode) && !S_ISDIR (info.st_mode)
        ? write_through (path, bytes, &raw)
        : write_whole (path, bytes, &raw))
    return TRUE;
  explain (error, raw, path);
  return FALSE;
}

gboolean
copil_write_file (GFile         *file,
                  GBytes        *bytes,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autofree char *path = g_file_get_path (file);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (path != NULL)
    return write_local (path, bytes, error);
  /* Somewhere else than on a disk: whoever is there knows how. */
  return g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                                  NULL, FALSE, G_FILE_CREATE_NONE, NULL, cancellable, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;

  if (copil_write_file (G_FILE (source), task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
copil_write_file_async (GFile               *file,
                        GBytes              *bytes,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (file, cancellable, callback, user_data);

  g_task_set_source_tag (task, copil_write_file_async);
  g_task_set_task_data (task, g_bytes_ref (bytes), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, write_thread);
}

gboolean
copil_write_file_finish (GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
