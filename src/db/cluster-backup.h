/* cluster-backup.h: the embedded base in one file, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-server.h"

G_BEGIN_DECLS

/* What a backup says of itself. */
typedef struct
{
  char   *copil;        /* version of the program that made it */
  char   *server;       /* "15.20" */
  int     schema;       /* number of its last migration, 0 without a schema */
  gint64  batch;        /* number of the last batch, 0 for none */
  gint64  observations; /* rows: a restore must find as many */
  char   *made;         /* ISO 8601, UTC */
} CopilBackupFacts;

void      copil_backup_facts_clear  (CopilBackupFacts         *facts);

/* All block: for worker threads. */
gboolean  copil_cluster_backup      (const CopilClusterPlace  *place,
                                     const CopilPostmaster    *postmaster,
                                     const char               *file,
                                     CopilProgress            *progress,
                                     GCancellable             *cancellable,
                                     GError                  **error);
/* Replaces the base, which nobody may be using; the one before stays when anything fails. */
gboolean  copil_cluster_restore     (const CopilClusterPlace  *place,
                                     const char               *file,
                                     CopilBackupFacts         *facts,
                                     CopilProgress            *progress,
                                     GCancellable             *cancellable,
                                     GError                  **error);
/* Removes the base. */
gboolean  copil_cluster_reset       (const CopilClusterPlace  *place,
                                     GCancellable             *cancellable,
                                     GError                  **error);

/* The parts of a backup, for those who make and read it. */
#define COPIL_BACKUP_FACTS "copil.json"
#define COPIL_BACKUP_ROLES "roles.sql"
#define COPIL_BACKUP_DUMP "base.dump"
gboolean  copil_backup_write_facts  (const CopilBackupFacts   *facts,
                                     const char               *folder,
                                     GError                  **error);
gboolean  copil_backup_read_facts   (CopilBackupFacts         *facts,
                                     const char               *folder,
                                     GError                  **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilBackupFacts, copil_backup_facts_clear)

G_END_DECLS
