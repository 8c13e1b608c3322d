/* cache-dir.c: where the files of the cubes are
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

G_DEFINE_QUARK (copil-cache-error-quark, copil_cache_error)

#define SUFFIX ".cube"

static char *
find_directory (void)
{
  const char *set = g_getenv ("COPIL_CACHE_DIR");

  if (set != NULL && *set != '\0')
    return g_strdup (set);
  return g_build_filename (g_get_user_cache_dir (), "copil", NULL);
}

/* Figures that only this person may read: the directory is theirs and no one else's. */
static gboolean
is_private (const char  *directory,
            GError     **error)
{
  struct stat info;

  if (lstat (directory, &info) == 0 && S_ISDIR (info.st_mode) && info.st_uid == geteuid ()
      && (info.st_mode & 077) == 0)
    return TRUE;
  g_set_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_UNSAFE,
               _ ("The figures are not kept on disk: %s must be a directory that you alone can "
                  "read (chmod 700)"),
               directory);
  return FALSE;
}

char *
copil_cache_dir_get (GError **error)
{
  g_autofree char *directory = find_directory ();

  if (g_mkdir_with_parents (directory, 0700) != 0 && errno != EEXIST)
    {
      g_set_error (error, COPIL_CACHE_ERROR, COPIL_CACHE_ERROR_UNSAFE,
                   _ ("The figures are not kept on disk: %s cannot be made: %s"), directory,
                   g_strerror (errno));
      return NULL;
    }
  return is_private (directory, error) ? g_steal_pointer (&directory) : NULL;
}

char *
copil_cache_dir_path (const char  *server,
                      const char  *login,
                      GError     **error)
{
  g_autofree char *directory = copil_cache_dir_get (error);
  g_autofree char *whose = g_strdup_printf ("%s\n%s", server, login);
  g_autofree char *name = NULL;

  if (directory == NULL)
    return NULL;
  name = g_strdup_printf ("%016" G_GINT64_MODIFIER "x" SUFFIX,
                          copil_plane_checksum ((const guint8 *) whose, strlen (whose)));
  return g_build_filename (directory, name, NULL);
}

typedef struct
{
  char   *path;
  gint64  size;
  gint64  confirmed;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->path);
}

/* When a server last confirmed the file; long ago when that cannot be read. */
static gint64
read_confirmed (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC, 0);
  CopilFileHeader header;
  gint64 confirmed = 0;

  if (fd < 0)
    return 0;
  if (copil_file_read_header (fd, &header, NULL))
    confirmed = header.confirmed;
  close (fd);
  return confirmed;
}

/* An unfinished write of a process that is gone; one under way is younger than an hour. */
static gboolean
is_left_over (const char        *name,
              const struct stat *info,
              gint64             now)
{
  return strstr (name, SUFFIX ".") != NULL && info->st_mtime < now - 3600;
}

static GArray *
list_entries (const char *directory,
              gint64      now)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  const char *name;

  g_array_set_clear_func (entries, entry_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (directory, name, NULL);
      struct stat info;

      if (lstat (path, &info) != 0 || !S_ISREG (info.st_mode))
        continue;
      if (is_left_over (name, &info, now))
        g_unlink (path);
      else if (g_str_has_suffix (name, SUFFIX))
        {
          gint64 confirmed = read_confirmed (path);
          Entry entry = { g_steal_pointer (&path), info.st_size, confirmed };

          g_array_append_val (entries, entry);
        }
    }
  return entries;
}

static int
compare_latest_first (gconstpointer a,
                      gconstpointer b)
{
  const Entry *one = a, *other = b;

  return (one->confirmed < other->confirmed) - (one->confirmed > other->confirmed);
}

void
copil_cache_dir_tidy (gint64 now)
{
  g_autofree char *directory = find_directory ();
  g_autoptr (GArray) entries = NULL;
  gint64 total = 0;

  if (!is_private (directory, NULL))
    return;
  entries = list_entries (directory, now);
  g_array_sort (entries, compare_latest_first);
  for (guint i = 0; i < entries->len; i++)
    {
      const Entry *entry = &g_array_index (entries, Entry, i);

      total += entry->size;
      if (now - entry->confirmed > COPIL_CACHE_DAYS * G_TIME_SPAN_DAY / G_USEC_PER_SEC
          || total > COPIL_CACHE_MAX_BYTES)
        g_unlink (entry->path);
    }
}

static gboolean
remove_file (const char  *path,
             GError     **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

gboolean
copil_cache_dir_purge (const char  *server,
                       const char  *login,
                       GError     **error)
{
  g_autofree char *path = copil_cache_dir_path (server, login, error);

  return path != NULL && remove_file (path, error);
}

gboolean
copil_cache_dir_purge_all (GError **error)
{
  g_autofree char *directory = copil_cache_dir_get (error);
  g_autoptr (GArray) entries = NULL;
  gboolean done = TRUE;

  if (directory == NULL)
    return FALSE;
  entries = list_entries (directory, G_MAXINT64);
  for (guint i = 0; done && i < entries->len; i++)
    done = remove_file (g_array_index (entries, Entry, i).path, error);
  return done;
}
