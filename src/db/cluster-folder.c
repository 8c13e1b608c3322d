/* cluster-folder.c: folders that take each other's place, whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-place.h"

#include "db/cluster-error.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

/* Folders of steps that may have been interrupted. */
#define SCRATCH "scratch-"

static int
remove_entry (const char        *path,
              const struct stat *info,
              int                type,
              struct FTW        *position)
{
  return remove (path) < 0 && errno != ENOENT ? -1 : 0;
}

/* A program whose maker was ended goes on for a moment: initdb's own child writes or removes
 * under our hands. */
static gboolean
is_worked_in (int saved_errno)
{
  return saved_errno == ENOTEMPTY || saved_errno == EEXIST || saved_errno == ENOENT;
}

/**
 * copil_cluster_remove_tree:
 *
 * Links are removed, never followed. A folder that is not there is fine; one
 * that somebody still writes in is tried for two seconds.
 */
gboolean
copil_cluster_remove_tree (const char  *path,
                           GError     **error)
{
  for (guint i = 0; nftw (path, remove_entry, 16, FTW_DEPTH | FTW_PHYS) < 0; i++)
    {
      int saved_errno = errno;

      if (saved_errno == ENOENT && !g_file_test (path, G_FILE_TEST_EXISTS))
        return TRUE;
      if (i == 100 || !is_worked_in (saved_errno))
        return copil_cluster_fail_errno (error, saved_errno, path);
      g_usleep (20000);
    }
  return TRUE;
}

/**
 * copil_cluster_place_scratch:
 *
 * A folder beside the data, for what takes its place when it is whole. Its
 * name is new each time: who was interrupted may still have a program writing
 * in the last one.
 */
char *
copil_cluster_place_scratch (const CopilClusterPlace  *place,
                             GError                  **error)
{
  g_autofree char *path = g_build_filename (place->base, SCRATCH "XXXXXX", NULL);

  if (g_mkdtemp (path) == NULL)
    {
      copil_cluster_fail_errno (error, errno, place->base);
      return NULL;
    }
  return copil_cluster_place_give (place, path, error) ? g_steal_pointer (&path) : NULL;
}

/* Removes what interrupted steps left; the caller holds the start lock. */
void
copil_cluster_place_sweep (const CopilClusterPlace *place)
{
  g_autoptr (GDir) folder = g_dir_open (place->base, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (place->base, name, NULL);

      if (g_str_has_prefix (name, SCRATCH))
        copil_cluster_remove_tree (path, NULL);
    }
  if (g_file_test (place->data, G_FILE_TEST_EXISTS))
    copil_cluster_remove_tree (place->aside, NULL);
}

/* All of the file system that holds it: faster than file by file. */
gboolean
copil_cluster_sync_folder (const char  *path,
                           GError     **error)
{
  int descriptor = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean done = descriptor >= 0 && syncfs (descriptor) == 0;

  if (!done)
    copil_cluster_fail_errno (error, errno, path);
  if (descriptor >= 0)
    close (descriptor);
  return done;
}

/* Where a file system cannot exchange two names at once: a moment without data folder, which
 * copil_cluster_place_recover() ends if we cannot. */
static gboolean
swap_in_two_steps (const CopilClusterPlace  *place,
                   const char               *data,
                   GError                  **error)
{
  if (g_rename (place->data, place->aside) < 0 && errno != ENOENT)
    return copil_cluster_fail_errno (error, errno, place->data);
  if (g_rename (data, place->data) < 0)
    {
      copil_cluster_fail_errno (error, errno, place->data);
      copil_cluster_place_recover (place);
      return FALSE;
    }
  if (g_file_test (place->aside, G_FILE_TEST_EXISTS) && g_rename (place->aside, data) < 0)
    return copil_cluster_fail_errno (error, errno, place->aside);
  return TRUE;
}

/**
 * copil_cluster_place_swap:
 * @data: a whole data folder, in the folder of the base or below
 *
 * @data becomes the base's; what was there before, if anything, is then at
 * @data. Both are on the disk before and after. The caller holds the start
 * lock.
 */
gboolean
copil_cluster_place_swap (const CopilClusterPlace  *place,
                          const char               *data,
                          GError                  **error)
{
  if (!copil_cluster_sync_folder (place->base, error))
    return FALSE;
  if (renameat2 (AT_FDCWD, data, AT_FDCWD, place->data, RENAME_EXCHANGE) < 0 &&
      !swap_in_two_steps (place, data, error))
    return FALSE;
  return copil_cluster_sync_folder (place->base, error);
}

/* After a swap that was interrupted: what was there before is there again. */
void
copil_cluster_place_recover (const CopilClusterPlace *place)
{
  if (!g_file_test (place->data, G_FILE_TEST_EXISTS))
    g_rename (place->aside, place->data);
}
