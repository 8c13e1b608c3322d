/* cluster-join.c: several programs, one embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who comes takes the start lock, then the users lock (shared) for as long as
 * it lives. Whoever wants to stop the base takes the users lock exclusively,
 * so it is alone, and keeps it until the base is down: who comes meanwhile
 * waits, then starts it again.
 */
#include "config.h"

#include "db/cluster-private.h"

#include "db/cluster-error.h"
#include "db/cluster-init.h"
#include "db/supervisor.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define BOOT_ID "/proc/sys/kernel/random/boot_id"

GHashTable *
copil_cluster_name_parameters (const char *socket,
                               int         port,
                               const char *dbname,
                               const char *login)
{
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (parameters, g_strdup ("host"), g_strdup (socket));
  g_hash_table_insert (parameters, g_strdup ("port"), g_strdup_printf ("%d", port));
  g_hash_table_insert (parameters, g_strdup ("dbname"), g_strdup (dbname));
  g_hash_table_insert (parameters, g_strdup ("user"),
                       g_strdup (login != NULL ? login : COPIL_CLUSTER_SUPERUSER));
  return parameters;
}

/* Valid for this run of the computer only: a base does not come up by itself at the next. */
static char *
read_boot (void)
{
  char *boot = NULL;

  g_file_get_contents (BOOT_ID, &boot, NULL, NULL);
  return boot;
}

gboolean
copil_cluster_is_kept (const CopilClusterPlace *place)
{
  g_autofree char *boot = read_boot ();
  g_autofree char *kept = NULL;

  return g_file_get_contents (place->keep, &kept, NULL, NULL) && g_strcmp0 (kept, boot) == 0;
}

gboolean
copil_cluster_keep (const CopilClusterPlace  *place,
                    gboolean                  kept,
                    GError                  **error)
{
  g_autofree char *boot = read_boot ();

  if (kept)
    return copil_cluster_place_write (place, place->keep, boot != NULL ? boot : "", error);
  if (g_unlink (place->keep) < 0 && errno != ENOENT)
    return copil_cluster_fail_errno (error, errno, place->keep);
  return TRUE;
}

/**
 * copil_cluster_ensure_server:
 * @postmaster: (out): how to reach it
 *
 * Makes, starts or finds the server; the caller holds the start lock.
 */
gboolean
copil_cluster_ensure_server (const CopilClusterPlace  *place,
                             CopilPostmaster          *postmaster,
                             CopilProgress            *progress,
                             GCancellable             *cancellable,
                             GError                  **error)
{
  g_autofree char *programs = NULL;
  int major;

  copil_cluster_place_recover (place);
  major = copil_cluster_read_major (place);
  if (major != 0 && copil_cluster_await_server (place, postmaster, cancellable))
    return TRUE;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  programs = copil_cluster_find_programs (major, NULL, error);
  if (programs == NULL)
    return FALSE;
  if (major == 0 && !copil_cluster_create (place, programs, progress, cancellable, error))
    return FALSE;
  copil_progress_report (progress, _("Starting the base"), -1);
  return copil_cluster_start_server (place, programs, postmaster, progress, cancellable, error);
}

/**
 * copil_cluster_join:
 * @postmaster: (out): how to reach the server
 *
 * Blocks: for worker threads.
 *
 * Returns: a descriptor that keeps the base up until it is closed, or -1
 */
int
copil_cluster_join (const CopilClusterPlace  *place,
                    CopilPostmaster          *postmaster,
                    CopilProgress            *progress,
                    GCancellable             *cancellable,
                    GError                  **error)
{
  int start, users = -1;

  if (!copil_cluster_place_prepare (place, error))
    return -1;
  start = copil_cluster_lock (place->start_lock, COPIL_LOCK_EXCLUSIVE, COPIL_CLUSTER_PATIENCE,
                              cancellable, error);
  if (start < 0)
    return -1;
  users = copil_cluster_lock (place->users_lock, COPIL_LOCK_SHARED, COPIL_CLUSTER_PATIENCE,
                              cancellable, error);
  /* The grace of the supervisor begins with the last visit. */
  if (users >= 0)
    futimens (users, NULL);
  /* The supervisor first: no server runs that nobody would stop. */
  if (users >= 0 &&
      (!copil_supervisor_ensure (place, error) ||
       !copil_cluster_ensure_server (place, postmaster, progress, cancellable, error)))
    copil_cluster_unlock (&users);
  copil_cluster_unlock (&start);
  return users;
}

static gboolean
halt_alone (const CopilClusterPlace  *place,
            gboolean                  force,
            GCancellable             *cancellable,
            GError                  **error)
{
  int users = copil_cluster_try_lock (place->users_lock, COPIL_LOCK_EXCLUSIVE);
  gboolean done;

  if (users < 0 && !force)
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_IN_USE,
                           _("Another Copil is using the base: close it first, or stop the base "
                             "all the same with --force."));
      return FALSE;
    }
  done = copil_cluster_keep (place, FALSE, error) &&
         copil_cluster_stop_server (place, cancellable, error);
  copil_cluster_unlock (&users);
  return done;
}

/**
 * copil_cluster_halt:
 * @force: also when other programs use the base
 *
 * Blocks. Done when there is no base at all.
 */
gboolean
copil_cluster_halt (const CopilClusterPlace  *place,
                    gboolean                  force,
                    GCancellable             *cancellable,
                    GError                  **error)
{
  int start;
  gboolean done;

  if (!g_file_test (place->start_lock, G_FILE_TEST_EXISTS))
    return TRUE;
  start = copil_cluster_lock (place->start_lock, COPIL_LOCK_EXCLUSIVE, COPIL_CLUSTER_PATIENCE,
                              cancellable, error);
  if (start < 0)
    return FALSE;
  done = halt_alone (place, force, cancellable, error);
  copil_cluster_unlock (&start);
  return done;
}
