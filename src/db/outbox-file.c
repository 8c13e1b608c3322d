/* outbox-file.c: write, sync, read, put aside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One file a command: a damaged one takes no other with it, and there is nothing to compact.
 */
#include "config.h"

#include "db/outbox-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* More than any command; what is larger is not ours. */
#define MAX_FILE_SIZE (16 * 1024 * 1024)

static gboolean
fail (GError    **error,
      const char *path)
{
  int number = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "%s: %s", path,
               g_strerror (number));
  return FALSE;
}

static gboolean
write_all (int         fd,
           const char *text)
{
  gsize left = strlen (text);

  while (left > 0)
    {
      gssize written = write (fd, text, left);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        return FALSE;
      text += written;
      left -= written;
    }
  return TRUE;
}

static gboolean
write_and_sync (const char *path,
                const char *text)
{
  int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean ok;

  if (fd < 0)
    return FALSE;
  ok = write_all (fd, text) && fsync (fd) == 0;
  /* A full disk over the network may only be told at close. */
  if (close (fd) != 0)
    ok = FALSE;
  return ok;
}

/* The name itself must survive a power cut. */
static gboolean
sync_directory (const char *directory)
{
  int fd = g_open (directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    close (fd);
  return ok;
}

gboolean
_copil_outbox_file_write (const char *directory,
                          const char *name,
                          const char *text,
                          GError    **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *partial = g_strconcat (path, ".partial", NULL);

  if (g_mkdir_with_parents (directory, 0700) != 0)
    return fail (error, directory);
  if (!write_and_sync (partial, text) || g_rename (partial, path) != 0)
    {
      fail (error, path);
      g_unlink (partial);
      return FALSE;
    }
  if (!sync_directory (directory))
    {
      fail (error, directory);
      g_unlink (path);
      return FALSE;
    }
  return TRUE;
}

void
_copil_outbox_file_remove (const char *directory,
                           const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);

  if (g_unlink (path) != 0 && errno != ENOENT)
    g_debug ("outbox: %s: %s", path, g_strerror (errno));
}

static void
put_aside (const char *directory,
           const char *name)
{
  g_autofree char *damaged = g_build_filename (directory, "damaged", NULL);
  g_autofree char *from = g_build_filename (directory, name, NULL);
  g_autofree char *to = g_build_filename (damaged, name, NULL);

  if (g_mkdir_with_parents (damaged, 0700) != 0 || g_rename (from, to) != 0)
    g_debug ("outbox: %s could not be put aside: %s", from, g_strerror (errno));
}

static gboolean
is_small_file (const char *path)
{
  GStatBuf buffer;

  return g_lstat (path, &buffer) == 0 && S_ISREG (buffer.st_mode) && buffer.st_size <= MAX_FILE_SIZE;
}

static CopilCommand *
read_one (const char *directory,
          const char *name)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autofree char *text = NULL;
  gsize size;

  if (!is_small_file (path) || !g_file_get_contents (path, &text, &size, NULL))
    return NULL;
  return _copil_command_from_text (text, size);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_names (const char *directory,
            GError    **error)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, error);
  GPtrArray *names;
  const char *name;

  if (dir == NULL)
    return NULL;
  names = g_ptr_array_new_with_free_func (g_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".json"))
      g_ptr_array_add (names, g_strdup (name));
    /* Never sent: the write had not ended. */
    else if (g_str_has_suffix (name, ".partial"))
      _copil_outbox_file_remove (directory, name);
  g_ptr_array_sort (names, compare_names);
  return names;
}

GPtrArray *
_copil_outbox_file_read_all (const char *directory,
                             guint      *n_damaged,
                             GError    **error)
{
  g_autoptr (GPtrArray) commands = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) names = NULL;

  *n_damaged = 0;
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      fail (error, directory);
      return NULL;
    }
  names = list_names (directory, error);
  if (names == NULL)
    return NULL;
  for (guint i = 0; i < names->len; i++)
    {
      CopilCommand *command = read_one (directory, names->pdata[i]);

      if (command != NULL)
        g_ptr_array_add (commands, command);
      else
        {
          put_aside (directory, names->pdata[i]);
          ++*n_damaged;
        }
    }
  return g_steal_pointer (&commands);
}
