/* cluster-init.c: the embedded base, made whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Everything happens in a folder of another name, which takes its own when it
 * is complete and on the disk: a base that was interrupted while being made,
 * by kill -9 or a power cut, is never taken for one.
 */
#include "config.h"

#include "db/cluster-init.h"

#include "db/cluster-error.h"
#include "db/cluster-process.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
/* Modest: a base of some hundred megabytes beside a desktop. ALTER SYSTEM changes them. */
static const char settings[] =
  "max_connections = 100\n"
  "shared_buffers = 64MB\n"
  "work_mem = 8MB\n"
  "maintenance_work_mem = 64MB\n"
  "effective_cache_size = 512MB\n"
  "max_wal_size = 512MB\n"
  /* Indexes made after the first figures are written as whole pages: pglz would take longer. */
  "wal_compression = lz4\n"
  "random_page_cost = 1.1\n"
  "jit = off\n"
  "max_logical_replication_workers = 0\n"
  "timezone = 'Europe/Paris'\n"
  "log_timezone = 'Europe/Paris'\n"
  "log_line_prefix = '%m [%p] %q%u '\n"
  /* Statements carry figures and names: the log is no place for them. */
  "log_min_error_statement = panic\n";

static const char hba[] =
  "# The operating system says who comes in (pg_ident.conf); nobody from the network.\n"
  "local all all peer map=copil\n";

static void
append_ident (GString    *text,
              const char *account,
              const char *login)
{
  g_auto (GStrv) parts = g_strsplit (login, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\"\"", parts);

  g_string_append_printf (text, "copil %s \"%s\"\n", account, escaped);
}

/**
 * copil_cluster_compose_ident:
 * @logins: (array zero-terminated=1) (nullable): the persons of the base
 *
 * Returns: (transfer full): pg_ident.conf: who runs the base may open it as
 *   any of its persons; the server's own account only keeps it up
 */
char *
copil_cluster_compose_ident (const CopilClusterPlace *place,
                             const char * const      *logins)
{
  GString *text = g_string_new ("# Written by Copil from the persons of the base.\n");

  append_ident (text, place->user, COPIL_CLUSTER_SUPERUSER);
  if (place->as_root)
    append_ident (text, place->server_user, COPIL_CLUSTER_SUPERUSER);
  for (gsize i = 0; logins != NULL && logins[i] != NULL; i++)
    append_ident (text, place->user, logins[i]);
  return g_string_free (text, FALSE);
}

/* initdb would sync each file by itself: one syncfs() at the end is five times faster. */
static gboolean
run_initdb (const CopilClusterPlace  *place,
            const char               *programs,
            const char               *data,
            GCancellable             *cancellable,
            GError                  **error)
{
  g_autofree char *program = g_build_filename (programs, "initdb", NULL);
  const char *const argv[] = {
    program, "-D", data, "-U", COPIL_CLUSTER_SUPERUSER,
    "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
    "--auth-local=peer", "--auth-host=reject", "--no-sync", "--no-instructions",
    NULL,
  };

  return copil_cluster_run (place, argv, TRUE, place->base, NULL, NULL, cancellable, error);
}

static gboolean
write_settings (const CopilClusterPlace  *place,
                const char               *data,
                GError                  **error)
{
  g_autofree char *auto_path = g_build_filename (data, "postgresql.auto.conf", NULL);
  g_autofree char *hba_path = g_build_filename (data, "pg_hba.conf", NULL);
  g_autofree char *ident_path = g_build_filename (data, "pg_ident.conf", NULL);
  g_autofree char *ident = copil_cluster_compose_ident (place, NULL);

  return copil_cluster_place_write (place, auto_path, settings, error) &&
         copil_cluster_place_write (place, hba_path, hba, error) &&
         copil_cluster_place_write (place, ident_path, ident, error);
}

/* Without a server: nothing to wait for, and part of the same all or nothing. */
static gboolean
create_database (const CopilClusterPlace  *place,
                 const char               *programs,
                 const char               *data,
                 GCancellable             *cancellable,
                 GError                  **error)
{
  g_autofree char *program = g_build_filename (programs, "postgres", NULL);
  g_autofree char *output = NULL;
  const char *const argv[] = {
    program, "--single", "-j", "-D", data, "-c", "fsync=off",
    "-c", "exit_on_error=on", "template1", NULL,
  };

  return copil_cluster_run (place, argv, TRUE, place->base,
                            "CREATE DATABASE " COPIL_CLUSTER_DATABASE ";\n\n", &output,
                            cancellable, error);
}

/* An empty folder makes room; anything else in our place is not ours to remove. */
static gboolean
check_room (const CopilClusterPlace  *place,
            GError                  **error)
{
  if (g_rmdir (place->data) == 0 || errno == ENOENT)
    return TRUE;
  if (errno != ENOTEMPTY && errno != EEXIST)
    return copil_cluster_fail_errno (error, errno, place->data);
  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DAMAGED,
               _("%s is not a whole base. Put a backup back with “copilctl db restore”, or "
                 "start anew with “copilctl db reset”."),
               place->data);
  return FALSE;
}

/**
 * copil_cluster_make_data:
 * @data: a folder of copil_cluster_place_scratch()
 *
 * A cluster with its settings and its empty database. Blocks.
 */
gboolean
copil_cluster_make_data (const CopilClusterPlace  *place,
                         const char               *programs,
                         const char               *data,
                         CopilProgress            *progress,
                         GCancellable             *cancellable,
                         GError                  **error)
{
  const char *label = _("Creating the base");

  copil_progress_report (progress, label, 0.0);
  if (!run_initdb (place, programs, data, cancellable, error))
    return FALSE;
  copil_progress_report (progress, label, 0.5);
  if (!write_settings (place, data, error) ||
      !create_database (place, programs, data, cancellable, error))
    return FALSE;
  copil_progress_report (progress, label, 1.0);
  return TRUE;
}

/**
 * copil_cluster_create:
 *
 * Makes the data folder. Blocks; the caller holds the start lock.
 */
gboolean
copil_cluster_create (const CopilClusterPlace  *place,
                      const char               *programs,
                      CopilProgress            *progress,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_autofree char *data = NULL;

  if (!check_room (place, error))
    return FALSE;
  copil_cluster_place_sweep (place);
  data = copil_cluster_place_scratch (place, error);
  if (data == NULL)
    return FALSE;
  if (copil_cluster_make_data (place, programs, data, progress, cancellable, error) &&
      copil_cluster_place_swap (place, data, error))
    return TRUE;
  copil_cluster_remove_tree (data, NULL);
  return FALSE;
}
