/* migration.h: the schema's numbered steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/progress.h"

G_BEGIN_DECLS

/**
 * CopilMigration:
 * @number: from 1, without a gap; the schema's number is that of its last step
 * @oldest_client: the oldest version of Copil that may still write into the
 *   schema from this step on ("-- oldest-client: 0.1.0" in the file)
 * @checksum: SHA-256 of the file: an applied step never changes
 */
typedef struct
{
  int     number;
  char   *name;
  char   *checksum;
  char   *oldest_client;
  GBytes *script;
} CopilMigration;

CopilMigration *copil_migration_parse        (const char           *file_name,
                                              GBytes               *contents,
                                              GError              **error);
void            copil_migration_free         (CopilMigration       *self);
/* (transfer container) (element-type CopilMigration): sorted, from data/schema. */
GPtrArray      *copil_migration_load         (GError              **error);
/* The schema number this program was built for; 0 without any step. */
int             copil_migration_get_latest   (void);

/* Where the steps that are not applied yet begin, or -1: @applied is what the base says it has,
 * (element-type CopilMigration) with number and checksum only. */
int             copil_migration_plan         (GPtrArray            *shipped,
                                              GPtrArray            *applied,
                                              GError              **error);
/* Whether a client may write to a base of schema @server, which accepts the versions of Copil
 * from @oldest_client on. The sentence says which side to upgrade. */
gboolean        copil_migration_check_client (const char           *client,
                                              int                   client_schema,
                                              int                   server,
                                              const char           *oldest_client,
                                              GError              **error);
/* The same for this program. */
gboolean        copil_migration_check_us     (int                   server,
                                              const char           *oldest_client,
                                              GError              **error);

/* Applies what is missing, each step in a transaction. @shipped: (nullable): NULL for the
 * program's own. @parameters: what libpq connects with. */
void            copil_migration_run_async    (GHashTable           *parameters,
                                              GPtrArray            *shipped,
                                              CopilProgressFunc     progress,
                                              gpointer              progress_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
/* Returns: how many steps were applied, or -1 */
int             copil_migration_run_finish   (GAsyncResult         *result,
                                              GError              **error);

/* The same, waiting: for worker threads. */
int             copil_migration_run          (GHashTable           *parameters,
                                              GPtrArray            *shipped,
                                              CopilProgress        *progress,
                                              GCancellable         *cancellable,
                                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilMigration, copil_migration_free)

G_END_DECLS
