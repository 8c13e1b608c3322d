/* cluster-backup.c: the embedded base in one file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A tar archive of three files: what pg_dump writes (its own format, which any
 * later PostgreSQL reads), the logins, which pg_dump leaves out since they
 * belong to the server, and what the backup says of itself.
 */
#include "config.h"

#include "db/cluster-backup.h"

#include "db/cluster-error.h"
#include "db/cluster-private.h"
#include "db/cluster-process.h"
#include "db/cluster-session.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Groups before their members. Everything a role may be, but a superuser: the one of the base
 * exists wherever it is restored. */
static const char list_roles[] =
  "WITH own AS (SELECT * FROM pg_authid WHERE rolname !~ '^pg_' AND oid <> 10)"
  " SELECT string_agg(line, E'\\n' ORDER BY part, line) || E'\\n' FROM ("
  " SELECT 1 AS part, format('CREATE ROLE %I%s%s%s%s%s%s CONNECTION LIMIT %s%s;', rolname,"
  "  CASE WHEN rolcanlogin THEN ' LOGIN' ELSE ' NOLOGIN' END,"
  "  CASE WHEN rolinherit THEN ' INHERIT' ELSE ' NOINHERIT' END,"
  "  CASE WHEN rolcreaterole THEN ' CREATEROLE' ELSE '' END,"
  "  CASE WHEN rolcreatedb THEN ' CREATEDB' ELSE '' END,"
  "  CASE WHEN rolreplication THEN ' REPLICATION' ELSE '' END,"
  "  CASE WHEN rolbypassrls THEN ' BYPASSRLS' ELSE '' END, rolconnlimit,"
  "  CASE WHEN rolpassword IS NULL THEN '' ELSE format(' PASSWORD %L', rolpassword) END) AS line"
  " FROM own"
  " UNION ALL"
  " SELECT 2, format('GRANT %I TO %I%s;', g.rolname, m.rolname,"
  "  CASE WHEN a.admin_option THEN ' WITH ADMIN OPTION' ELSE '' END)"
  " FROM pg_auth_members a JOIN own m ON m.oid = a.member JOIN pg_authid g ON g.oid = a.roleid"
  ") lines";

static const char count_facts[] =
  "SELECT (SELECT coalesce(max(number), 0) FROM copil.schema_migration),"
  " (SELECT coalesce(max(id), 0) FROM copil.batch),"
  " (SELECT count(*) FROM copil.observation), current_setting('server_version'),"
  " to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')";

typedef struct
{
  const CopilClusterPlace *place;
  const CopilPostmaster   *postmaster;
  char                    *programs;
  char                    *folder; /* of the parts, beside the file: on the same disk */
  char                    *fresh;  /* the file, until it is whole */
  CopilProgress           *progress;
  GCancellable            *cancellable;
} Backup;

static void
backup_clear (Backup *self)
{
  if (self->folder != NULL)
    copil_cluster_remove_tree (self->folder, NULL);
  if (self->fresh != NULL)
    g_unlink (self->fresh);
  g_free (self->programs);
  g_free (self->folder);
  g_free (self->fresh);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backup, backup_clear)

static gboolean
write_roles (Backup        *self,
             CopilSession  *session,
             GError       **error)
{
  g_autofree char *path = g_build_filename (self->folder, COPIL_BACKUP_ROLES, NULL);
  g_autoptr (PGresult) result =
    copil_session_query (session, list_roles, NULL, self->cancellable, error);

  return result != NULL &&
         copil_cluster_write_file (path, PQgetvalue (result, 0, 0), error);
}

static gboolean
write_facts (Backup        *self,
             CopilSession  *session,
             GError       **error)
{
  g_autoptr (PGresult) result =
    copil_session_query (session, count_facts, NULL, self->cancellable, error);
  CopilBackupFacts facts = { 0 };

  if (result == NULL)
    return FALSE;
  facts.copil = (char *) COPIL_VERSION;
  facts.schema = (int) g_ascii_strtoll (PQgetvalue (result, 0, 0), NULL, 10);
  facts.batch = g_ascii_strtoll (PQgetvalue (result, 0, 1), NULL, 10);
  facts.observations = g_ascii_strtoll (PQgetvalue (result, 0, 2), NULL, 10);
  facts.server = PQgetvalue (result, 0, 3);
  facts.made = PQgetvalue (result, 0, 4);
  return copil_backup_write_facts (&facts, self->folder, error);
}

/* The facts are counted in the very snapshot that pg_dump writes. */
static gboolean
dump (Backup      *self,
      const char  *snapshot,
      GError     **error)
{
  g_autofree char *program = g_build_filename (self->programs, "pg_dump", NULL);
  g_autofree char *path = g_build_filename (self->folder, COPIL_BACKUP_DUMP, NULL);
  const char *const argv[] = {
    program, "-h", self->postmaster->socket, "-p", G_STRINGIFY (COPIL_CLUSTER_PORT),
    "-U", COPIL_CLUSTER_SUPERUSER, "-d", COPIL_CLUSTER_DATABASE, "-w", "-Fc", "-C",
    "--snapshot", snapshot, "-f", path, NULL,
  };

  return copil_cluster_run (self->place, argv, FALSE, self->folder, NULL, NULL,
                            self->cancellable, error);
}

static gboolean
check_schema (Backup        *self,
              CopilSession  *session,
              GError       **error)
{
  g_autofree char *known =
    copil_session_read (session, "SELECT to_regclass('copil.observation') IS NOT NULL",
                        self->cancellable, error);

  if (known != NULL && *known == 'f')
    g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SCHEMA,
                         _("The base is still empty: there is nothing to back up."));
  return known != NULL && *known == 't';
}

static gboolean
gather (Backup  *self,
        GError **error)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (self->postmaster->socket, self->postmaster->port,
                                   COPIL_CLUSTER_DATABASE, NULL);
  g_autoptr (CopilSession) session = copil_session_open (parameters, self->cancellable, error);
  g_autofree char *snapshot = NULL;

  if (session == NULL || !check_schema (self, session, error) ||
      !copil_session_run (session, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
                          self->cancellable, error))
    return FALSE;
  snapshot = copil_session_read (session, "SELECT pg_export_snapshot()", self->cancellable, error);
  return snapshot != NULL && dump (self, snapshot, error) && write_roles (self, session, error) &&
         write_facts (self, session, error);
}

static gboolean
pack (Backup      *self,
      const char  *file,
      GError     **error)
{
  g_autofree char *where = g_path_get_dirname (file);
  const char *const argv[] = {
    "/bin/tar", "--create", "--file", self->fresh, "--directory", self->folder, "--owner=0",
    "--group=0", COPIL_BACKUP_FACTS, COPIL_BACKUP_ROLES, COPIL_BACKUP_DUMP, NULL,
  };

  if (!copil_cluster_run (self->place, argv, FALSE, where, NULL, NULL, self->cancellable, error) ||
      !copil_cluster_sync_folder (where, error))
    return FALSE;
  if (g_rename (self->fresh, file) < 0)
    return copil_cluster_fail_errno (error, errno, file);
  return copil_cluster_sync_folder (where, error);
}

static gboolean
prepare (Backup      *self,
         const char  *file,
         GError     **error)
{
  g_autofree char *folder = g_strconcat (file, ".XXXXXX", NULL);

  self->programs =
    copil_cluster_find_programs (copil_cluster_read_major (self->place), NULL, error);
  if (self->programs == NULL)
    return FALSE;
  if (g_mkdtemp (folder) == NULL)
    return copil_cluster_fail_errno (error, errno, file);
  self->folder = g_steal_pointer (&folder);
  self->fresh = g_strconcat (self->folder, ".tar", NULL);
  return TRUE;
}

/**
 * copil_cluster_backup:
 * @file: replaced when the backup is whole, and only then
 *
 * Others go on working meanwhile: the backup is of one moment.
 */
gboolean
copil_cluster_backup (const CopilClusterPlace  *place,
                      const CopilPostmaster    *postmaster,
                      const char               *file,
                      CopilProgress            *progress,
                      GCancellable             *cancellable,
                      GError                  **error)
{
  g_auto (Backup) self = { .place = place, .postmaster = postmaster, .progress = progress,
                           .cancellable = cancellable };
  g_autofree char *path = g_canonicalize_filename (file, NULL);
  const char *label = _("Backing up the base");

  if (!prepare (&self, path, error))
    return FALSE;
  copil_progress_report (progress, label, 0.0);
  if (!gather (&self, error))
    return FALSE;
  copil_progress_report (progress, label, 0.8);
  if (!pack (&self, path, error))
    return FALSE;
  copil_progress_report (progress, label, 1.0);
  return TRUE;
}
