/* cluster-restore.c: a backup becomes the embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The backup is brought back into a base of its own, in a scratch folder with
 * its own server, and checked there. Only then do the two data folders change
 * places, at once: whatever fails or is killed before, the base is as it was.
 */
#include "config.h"

#include "db/cluster-backup.h"

#include "db/cluster-error.h"
#include "db/cluster-init.h"
#include "db/cluster-login.h"
#include "db/cluster-private.h"
#include "db/cluster-process.h"
#include "db/cluster-session.h"
#include "db/migration.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

typedef struct
{
  const CopilClusterPlace *place;
  CopilClusterPlace       *workshop; /* a base in a scratch folder */
  char                    *parts;    /* the backup, unpacked */
  char                    *programs;
  CopilPostmaster          postmaster; /* of the workshop */
  CopilBackupFacts        *facts;
  CopilProgress           *progress;
  GCancellable            *cancellable;
} Restore;

static void
restore_clear (Restore *self)
{
  if (self->workshop != NULL)
    {
      copil_cluster_stop_server (self->workshop, NULL, NULL);
      copil_cluster_remove_tree (self->workshop->base, NULL);
      copil_cluster_place_free (self->workshop);
    }
  copil_postmaster_clear (&self->postmaster);
  g_free (self->parts);
  g_free (self->programs);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Restore, restore_clear)

static void
report (Restore *self,
        double   fraction)
{
  copil_progress_report (self->progress, _("Restoring the base"), fraction);
}

static gboolean
set_up_workshop (Restore  *self,
                 GError  **error)
{
  g_autofree char *folder = NULL;

  copil_cluster_place_sweep (self->place);
  folder = copil_cluster_place_scratch (self->place, error);
  self->workshop = folder != NULL ? copil_cluster_place_new (folder, error) : NULL;
  if (self->workshop == NULL)
    return FALSE;
  self->programs = copil_cluster_find_programs (0, NULL, error);
  self->parts = g_build_filename (folder, "parts", NULL);
  return self->programs != NULL && copil_cluster_place_prepare (self->workshop, error);
}

/* Only the three names: an archive may say anything. */
static gboolean
unpack (Restore     *self,
        const char  *file,
        GError     **error)
{
  const char *const argv[] = {
    "/bin/tar", "--extract", "--file", file, "--directory", self->parts, "--no-same-owner",
    COPIL_BACKUP_FACTS, COPIL_BACKUP_ROLES, COPIL_BACKUP_DUMP, NULL,
  };
  g_autoptr (GError) why = NULL;

  if (g_mkdir (self->parts, 0700) < 0)
    return copil_cluster_fail_errno (error, errno, self->parts);
  if (g_access (file, R_OK) < 0)
    return copil_cluster_fail_errno (error, errno, file);
  if (!copil_cluster_run (self->place, argv, FALSE, self->place->base, NULL, NULL,
                          self->cancellable, &why) &&
      (g_error_matches (why, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DISK_FULL) ||
       g_error_matches (why, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_propagate_error (error, g_steal_pointer (&why));
      return FALSE;
    }
  return copil_backup_read_facts (self->facts, self->parts, error);
}

static gboolean
check_schema (Restore  *self,
              GError  **error)
{
  if (self->facts->schema <= copil_migration_get_latest ())
    return TRUE;
  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
               _("This backup was made by a newer Copil (%s, schema %d): upgrade Copil on this "
                 "computer, then restore. The base was left as it is."),
               self->facts->copil, self->facts->schema);
  return FALSE;
}

static CopilSession *
open_workshop (Restore     *self,
               const char  *database,
               GError     **error)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (self->postmaster.socket, self->postmaster.port, database, NULL);

  return copil_session_open (parameters, self->cancellable, error);
}

/* pg_dump's copy makes the database itself, with its rights. */
static gboolean
make_roles (Restore  *self,
            GError  **error)
{
  g_autofree char *path = g_build_filename (self->parts, COPIL_BACKUP_ROLES, NULL);
  g_autofree char *script = NULL;
  g_autoptr (CopilSession) session = open_workshop (self, "postgres", error);

  return session != NULL && g_file_get_contents (path, &script, NULL, error) &&
         copil_session_run (session, script, self->cancellable, error) &&
         copil_session_run (session, "DROP DATABASE " COPIL_CLUSTER_DATABASE, self->cancellable,
                            error);
}

static gboolean
load_dump (Restore  *self,
           GError  **error)
{
  g_autofree char *program = g_build_filename (self->programs, "pg_restore", NULL);
  g_autofree char *path = g_build_filename (self->parts, COPIL_BACKUP_DUMP, NULL);
  const char *const argv[] = {
    program, "-h", self->postmaster.socket, "-p", G_STRINGIFY (COPIL_CLUSTER_PORT),
    "-U", COPIL_CLUSTER_SUPERUSER, "-d", "postgres", "-w", "-C", "-j", "2", "--exit-on-error",
    path, NULL,
  };

  return copil_cluster_run (self->place, argv, FALSE, self->place->base, NULL, NULL,
                            self->cancellable, error);
}

/* As many figures as the backup says, and readers that start from scratch. */
static gboolean
check_and_renew (Restore  *self,
                 GError  **error)
{
  g_autoptr (CopilSession) session = open_workshop (self, COPIL_CLUSTER_DATABASE, error);
  g_autofree char *count = NULL;
  g_autofree char *epoch = NULL;

  if (session == NULL)
    return FALSE;
  count = copil_session_read (session, "SELECT count(*) FROM copil.observation",
                              self->cancellable, error);
  if (count == NULL)
    return FALSE;
  if (g_ascii_strtoll (count, NULL, 10) != self->facts->observations)
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DAMAGED,
                           _("The backup lacks some of the figures it should hold: take another "
                             "one. The base was left as it is."));
      return FALSE;
    }
  epoch = copil_session_read (session, "SELECT copil.feed_epoch_renew()", self->cancellable,
                              error);
  return epoch != NULL &&
         copil_session_run (session, "VACUUM ANALYZE", self->cancellable, error);
}

static gboolean
bring_to_schema (Restore  *self,
                 GError  **error)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (self->postmaster.socket, self->postmaster.port,
                                   COPIL_CLUSTER_DATABASE, NULL);

  return copil_migration_run (parameters, NULL, self->progress, self->cancellable, error) >= 0;
}

static gboolean
rebuild (Restore  *self,
         GError  **error)
{
  if (!copil_cluster_create (self->workshop, self->programs, NULL, self->cancellable, error) ||
      !copil_cluster_start_server (self->workshop, self->programs, &self->postmaster, NULL,
                                   self->cancellable, error))
    return FALSE;
  report (self, 0.2);
  if (!make_roles (self, error) || !load_dump (self, error))
    return FALSE;
  report (self, 0.8);
  return check_and_renew (self, error) && bring_to_schema (self, error) &&
         copil_cluster_refresh_logins (self->workshop, &self->postmaster, self->cancellable,
                                       error) &&
         copil_cluster_stop_server (self->workshop, self->cancellable, error);
}

static gboolean
restore_alone (Restore     *self,
               const char  *file,
               GError     **error)
{
  report (self, 0.0);
  if (!set_up_workshop (self, error) || !unpack (self, file, error) ||
      !check_schema (self, error))
    return FALSE;
  report (self, 0.1);
  if (!rebuild (self, error) ||
      !copil_cluster_place_swap (self->place, self->workshop->data, error))
    return FALSE;
  report (self, 1.0);
  return TRUE;
}

/* Both locks, with the server down. The descriptors are closed by the caller. */
static gboolean
take_base (const CopilClusterPlace  *place,
           int                      *start,
           int                      *users,
           GCancellable             *cancellable,
           GError                  **error)
{
  if (!copil_cluster_place_prepare (place, error))
    return FALSE;
  *start = copil_cluster_lock (place->start_lock, COPIL_LOCK_EXCLUSIVE, COPIL_CLUSTER_PATIENCE,
                               cancellable, error);
  if (*start < 0)
    return FALSE;
  *users = copil_cluster_try_lock (place->users_lock, COPIL_LOCK_EXCLUSIVE);
  if (*users < 0)
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_IN_USE,
                           _("Another Copil is using the base: close it first."));
      return FALSE;
    }
  copil_cluster_place_recover (place);
  return copil_cluster_stop_server (place, cancellable, error);
}

gboolean
copil_cluster_restore (const CopilClusterPlace  *place,
                       const char               *file,
                       CopilBackupFacts         *facts,
                       CopilProgress            *progress,
                       GCancellable             *cancellable,
                       GError                  **error)
{
  g_autofree char *path = g_canonicalize_filename (file, NULL);
  int start = -1, users = -1;
  gboolean done = take_base (place, &start, &users, cancellable, error);

  if (done)
    {
      g_auto (Restore) self = { .place = place, .facts = facts, .progress = progress,
                                .cancellable = cancellable };

      done = restore_alone (&self, path, error);
    }
  copil_cluster_unlock (&users);
  copil_cluster_unlock (&start);
  return done;
}

/* Out of the way in one step; what then takes time may be interrupted. */
static gboolean
remove_data (const CopilClusterPlace  *place,
             GError                  **error)
{
  g_autofree char *scratch = copil_cluster_place_scratch (place, error);

  if (scratch == NULL)
    return FALSE;
  if (g_rename (place->data, scratch) < 0 && errno != ENOENT)
    return copil_cluster_fail_errno (error, errno, place->data);
  g_unlink (place->keep);
  copil_cluster_place_sweep (place);
  return TRUE;
}

gboolean
copil_cluster_reset (const CopilClusterPlace  *place,
                     GCancellable             *cancellable,
                     GError                  **error)
{
  int start = -1, users = -1;
  gboolean done = take_base (place, &start, &users, cancellable, error) &&
                  remove_data (place, error);

  copil_cluster_unlock (&users);
  copil_cluster_unlock (&start);
  return done;
}
