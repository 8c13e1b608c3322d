/* cluster-private.h: the steps of the embedded base, for worker threads
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-lock.h"
#include "db/cluster-place.h"
#include "db/cluster-server.h"
#include "db/cluster.h"

G_BEGIN_DECLS

/* How long the others may take to start or stop: making a base on a slow disk. */
#define COPIL_CLUSTER_PATIENCE 120

/* The users lock when it succeeds, else -1. */
int         copil_cluster_join           (const CopilClusterPlace  *place,
                                          CopilPostmaster          *postmaster,
                                          CopilProgress            *progress,
                                          GCancellable             *cancellable,
                                          GError                  **error);
gboolean    copil_cluster_halt           (const CopilClusterPlace  *place,
                                          gboolean                  force,
                                          GCancellable             *cancellable,
                                          GError                  **error);
/* Under the start lock. */
gboolean    copil_cluster_ensure_server  (const CopilClusterPlace  *place,
                                          CopilPostmaster          *postmaster,
                                          CopilProgress            *progress,
                                          GCancellable             *cancellable,
                                          GError                  **error);
GHashTable *copil_cluster_name_parameters (const char              *socket,
                                           int                      port,
                                           const char              *dbname,
                                           const char              *login);
gboolean    copil_cluster_is_kept        (const CopilClusterPlace  *place);
gboolean    copil_cluster_keep           (const CopilClusterPlace  *place,
                                          gboolean                  kept,
                                          GError                  **error);

G_END_DECLS
