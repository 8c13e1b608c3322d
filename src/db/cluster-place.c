/* cluster-place.c: where the embedded base lives and who runs it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-place.h"

#include "db/cluster-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ROOT_BASE "/var/lib/copil"
#define SERVER_USER "postgres"
/* sun_path holds 107 bytes and the final 0; the server adds its file name. */
#define SOCKET_PATH_MAX 107
#define SOCKET_NAME "/.s.PGSQL.5432.lock"

char *
copil_cluster_place_choose_base (const char *base)
{
  if (base == NULL)
    base = g_getenv ("COPIL_BASE_DIR");
  if (base != NULL && *base != '\0')
    return g_canonicalize_filename (base, NULL);
  if (geteuid () == 0)
    return g_strdup (ROOT_BASE);
  return g_build_filename (g_get_user_data_dir (), "copil", NULL);
}

static void
name_files (CopilClusterPlace *place)
{
  place->data = g_build_filename (place->base, "data", NULL);
  place->log = g_build_filename (place->base, "postgresql.log", NULL);
  place->start_lock = g_build_filename (place->base, "start.lock", NULL);
  place->users_lock = g_build_filename (place->base, "users.lock", NULL);
  place->supervisor_lock = g_build_filename (place->base, "supervisor.lock", NULL);
  place->keep = g_build_filename (place->base, "keep", NULL);
  place->aside = g_build_filename (place->base, "data.aside", NULL);
  place->before_upgrade = g_build_filename (place->base, "before-upgrade.copil", NULL);
}

static gboolean
find_us (CopilClusterPlace  *place,
         GError            **error)
{
  struct passwd *entry = getpwuid (geteuid ());

  if (entry == NULL)
    {
      g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_RIGHTS,
                   _("The account number %u has no name on this computer, and PostgreSQL "
                     "needs one: start Copil from a declared account."),
                   (guint) geteuid ());
      return FALSE;
    }
  place->user = g_strdup (entry->pw_name);
  place->server_user = g_strdup (entry->pw_name);
  place->server_uid = entry->pw_uid;
  place->server_gid = entry->pw_gid;
  return TRUE;
}

static gboolean
find_server_user (CopilClusterPlace  *place,
                  GError            **error)
{
  struct passwd *entry = getpwnam (SERVER_USER);

  if (entry == NULL)
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_NO_SERVER,
                           _("PostgreSQL is not installed (it has no account on this computer): "
                             "install the package postgresql, then start again."));
      return FALSE;
    }
  g_free (place->server_user);
  place->server_user = g_strdup (entry->pw_name);
  place->server_uid = entry->pw_uid;
  place->server_gid = entry->pw_gid;
  return TRUE;
}

/**
 * copil_cluster_place_new:
 * @base: (nullable): the folder; NULL for COPIL_BASE_DIR, else /var/lib/copil
 *   for root and the user's data directory for everybody else
 *
 * Only names things: nothing is read or written.
 */
CopilClusterPlace *
copil_cluster_place_new (const char  *base,
                         GError     **error)
{
  g_autoptr (CopilClusterPlace) place = g_new0 (CopilClusterPlace, 1);

  place->base = copil_cluster_place_choose_base (base);
  place->as_root = geteuid () == 0;
  name_files (place);
  if (!find_us (place, error))
    return NULL;
  if (place->as_root && !find_server_user (place, error))
    return NULL;
  return g_steal_pointer (&place);
}

void
copil_cluster_place_free (CopilClusterPlace *place)
{
  g_free (place->base);
  g_free (place->data);
  g_free (place->log);
  g_free (place->start_lock);
  g_free (place->users_lock);
  g_free (place->supervisor_lock);
  g_free (place->keep);
  g_free (place->aside);
  g_free (place->before_upgrade);
  g_free (place->user);
  g_free (place->server_user);
  g_free (place);
}

/* Only the folder's own mode is read: an access list may grant more, and then the server
 * simply works where we warned. */
static gboolean
server_may_cross (const CopilClusterPlace *place,
                  const struct stat       *info)
{
  if (info->st_uid == place->server_uid)
    return (info->st_mode & S_IXUSR) != 0;
  if (info->st_gid == place->server_gid)
    return (info->st_mode & S_IXGRP) != 0;
  return (info->st_mode & S_IXOTH) != 0;
}

/* The server runs as another account than root, and a home of root is closed to it. */
static gboolean
check_parents (const CopilClusterPlace  *place,
               GError                  **error)
{
  g_autofree char *folder = g_strdup (place->base);

  do
    {
      g_autofree char *child = g_steal_pointer (&folder);
      struct stat info;

      folder = g_path_get_dirname (child);
      if (stat (folder, &info) == 0 && !server_may_cross (place, &info))
        {
          g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_RIGHTS,
                       _("The base’s server runs as %s, which may not enter %s: name another "
                         "folder in COPIL_BASE_DIR."),
                       place->server_user, folder);
          return FALSE;
        }
    }
  while (!g_str_equal (folder, "/"));
  return TRUE;
}

static gboolean
is_ours_or_empty (const CopilClusterPlace *place)
{
  g_autoptr (GDir) folder = g_dir_open (place->base, 0, NULL);

  return g_file_test (place->start_lock, G_FILE_TEST_EXISTS) ||
         (folder != NULL && g_dir_read_name (folder) == NULL);
}

/* A folder of mkdtemp() is 0700: the server must be let through, in a folder of our own only. */
static gboolean
open_for_server (const CopilClusterPlace  *place,
                 GError                  **error)
{
  struct stat info;

  if (stat (place->base, &info) < 0)
    return copil_cluster_fail_errno (error, errno, place->base);
  if (server_may_cross (place, &info))
    return TRUE;
  if (!is_ours_or_empty (place))
    return copil_cluster_fail_errno (error, EACCES, place->base);
  if (chmod (place->base, (info.st_mode & 07777) | S_IXGRP | S_IXOTH) < 0)
    return copil_cluster_fail_errno (error, errno, place->base);
  return TRUE;
}

/**
 * copil_cluster_place_prepare:
 *
 * Makes the folder, and sees that we may write in it and the server enter it.
 */
gboolean
copil_cluster_place_prepare (const CopilClusterPlace  *place,
                             GError                  **error)
{
  if (g_mkdir_with_parents (place->base, place->as_root ? 0711 : 0700) < 0)
    return copil_cluster_fail_errno (error, errno, place->base);
  if (access (place->base, R_OK | W_OK | X_OK) < 0)
    return copil_cluster_fail_errno (error, errno, place->base);
  if (!place->as_root)
    return TRUE;
  return check_parents (place, error) && open_for_server (place, error);
}

static gboolean
is_short_enough (const char *folder)
{
  return strlen (folder) + strlen (SOCKET_NAME) <= SOCKET_PATH_MAX;
}

/* Makes it when missing. A folder of somebody else, or one that others may write in, is not
 * taken: who owns it could stand in for the server. */
static gboolean
is_private_folder (const CopilClusterPlace *place,
                   const char              *folder)
{
  struct stat info;

  if (g_mkdir (folder, 0700) < 0 && errno != EEXIST)
    return FALSE;
  if (lstat (folder, &info) < 0 || !S_ISDIR (info.st_mode) || (info.st_mode & 022) != 0)
    return FALSE;
  return info.st_uid == geteuid () || info.st_uid == place->server_uid;
}

static char *
name_run_folder (const CopilClusterPlace *place,
                 const char              *parent)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, place->base, -1);

  return g_strdup_printf ("%s/copil-%.8s", parent, sum);
}

/* Where sockets of this user belong; one folder a base, since several may run. */
static char *
try_runtime_folder (const CopilClusterPlace *place)
{
  const char *runtime = g_getenv ("XDG_RUNTIME_DIR");
  g_autofree char *folder = NULL;
  struct stat info;

  if (place->as_root || runtime == NULL || !g_path_is_absolute (runtime))
    return NULL;
  if (stat (runtime, &info) < 0 || info.st_uid != geteuid ())
    return NULL;
  folder = name_run_folder (place, runtime);
  if (!is_short_enough (folder) || !is_private_folder (place, folder))
    return NULL;
  return g_steal_pointer (&folder);
}

static char *
try_base_folder (const CopilClusterPlace *place)
{
  g_autofree char *folder = g_build_filename (place->base, "run", NULL);

  if (!is_short_enough (folder) || !is_private_folder (place, folder))
    return NULL;
  return g_steal_pointer (&folder);
}

/* The name cannot be foreseen, so nobody can have made it before us; the other programs read
 * it in postmaster.pid. */
static char *
make_temporary_folder (void)
{
  char template[] = "/tmp/copil-XXXXXX";

  return g_strdup (g_mkdtemp (template));
}

/**
 * copil_cluster_place_choose_socket:
 *
 * A Unix socket's path holds 107 bytes, and a user's data folder may well be
 * longer: the user's runtime folder, else the base's own, else one in /tmp.
 *
 * Returns: (transfer full): a folder that only we and the server may write in
 */
char *
copil_cluster_place_choose_socket (const CopilClusterPlace  *place,
                                   GError                  **error)
{
  g_autofree char *folder = try_runtime_folder (place);

  if (folder == NULL)
    folder = try_base_folder (place);
  if (folder == NULL)
    folder = make_temporary_folder ();
  if (folder == NULL)
    {
      g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SOCKET,
                   _("No folder suits the base’s socket: %s is too long a path and /tmp cannot "
                     "be written. Name a shorter folder in COPIL_BASE_DIR."),
                   place->base);
      return NULL;
    }
  if (!copil_cluster_place_give (place, folder, error))
    return NULL;
  if (place->as_root && chmod (folder, 0711) < 0)
    {
      copil_cluster_fail_errno (error, errno, folder);
      return NULL;
    }
  return g_steal_pointer (&folder);
}

/* Hands a file or folder that we made to the account of the server. */
gboolean
copil_cluster_place_give (const CopilClusterPlace  *place,
                          const char               *path,
                          GError                  **error)
{
  if (place->as_root && lchown (path, place->server_uid, place->server_gid) < 0)
    return copil_cluster_fail_errno (error, errno, path);
  return TRUE;
}

/* GLib keeps a class of the error, not its number. */
static int
errno_of (const GError *error)
{
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC))
    return ENOSPC;
  if (g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ACCES) ||
      g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_ROFS))
    return EACCES;
  return EIO;
}

/* On the disk when it returns; the error is a sentence. */
gboolean
copil_cluster_write_file (const char  *path,
                          const char  *contents,
                          GError     **error)
{
  g_autoptr (GError) why = NULL;

  if (g_file_set_contents_full (path, contents, -1, G_FILE_SET_CONTENTS_DURABLE, 0600, &why))
    return TRUE;
  return copil_cluster_fail_errno (error, errno_of (why), path);
}

/**
 * copil_cluster_place_write:
 *
 * A file of the server: whole or not at all, also after a power cut.
 */
gboolean
copil_cluster_place_write (const CopilClusterPlace  *place,
                           const char               *path,
                           const char               *contents,
                           GError                  **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);

  if (!copil_cluster_write_file (fresh, contents, error) ||
      !copil_cluster_place_give (place, fresh, error))
    return FALSE;
  if (g_rename (fresh, path) < 0)
    return copil_cluster_fail_errno (error, errno, path);
  return TRUE;
}
