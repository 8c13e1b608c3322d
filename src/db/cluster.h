/* cluster.h: the PostgreSQL that Copil makes and runs for itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/progress.h"
#include "db/cluster-error.h"

G_BEGIN_DECLS

#define COPIL_TYPE_CLUSTER (copil_cluster_get_type ())
G_DECLARE_FINAL_TYPE (CopilCluster, copil_cluster, COPIL, CLUSTER, GObject)

/* @base: (nullable): its folder; NULL for the usual one (COPIL_BASE_DIR, /var/lib/copil for
 * root, the user's data directory). The base stays up as long as one of the programs that
 * started it holds such an object, and some seconds more. */
CopilCluster *copil_cluster_new             (const char           *base);

/* Makes the base when there is none, starts it when it is down, joins it when it runs. */
void          copil_cluster_start_async     (CopilCluster         *self,
                                             CopilProgressFunc     progress,
                                             gpointer              progress_data,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean      copil_cluster_start_finish    (CopilCluster         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* Lets the base go: the last one to leave lets the supervisor stop it. Also done at the end
 * of the object, and by the system when the program is killed. */
void          copil_cluster_leave           (CopilCluster         *self);

/* Stops it now. Unless @force, an error when another program uses it. */
void          copil_cluster_stop_async      (CopilCluster         *self,
                                             gboolean              force,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
gboolean      copil_cluster_stop_finish     (CopilCluster         *self,
                                             GAsyncResult         *result,
                                             GError              **error);
/* Whether the base stays up without any program, until the computer stops or
 * copil_cluster_stop_async(). */
gboolean      copil_cluster_set_kept        (CopilCluster         *self,
                                             gboolean              kept,
                                             GError              **error);

/* Rewrites who may come in from the persons of the base; to call after persons were added.
 * When it is done, they may connect. */
void          copil_cluster_refresh_logins_async  (CopilCluster         *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean      copil_cluster_refresh_logins_finish (CopilCluster         *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

/* (transfer full) (element-type utf8 utf8): what to connect with once started: host, port,
 * dbname, user. @login: (nullable): NULL for the superuser, who migrates and nothing else. */
GHashTable   *copil_cluster_get_parameters  (CopilCluster         *self,
                                             const char           *login);
const char   *copil_cluster_get_base        (CopilCluster         *self);
gboolean      copil_cluster_is_started      (CopilCluster         *self);

G_END_DECLS
