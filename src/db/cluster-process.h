/* cluster-process.h: PostgreSQL's programs, run as the account they want
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-place.h"

G_BEGIN_DECLS

/* Runs to the end. @argv[0] is a path; @where is the folder that an error is about. */
gboolean  copil_cluster_run       (const CopilClusterPlace  *place,
                                   const char * const       *argv,
                                   gboolean                  as_server,
                                   const char               *where,
                                   const char               *input,
                                   char                    **output,
                                   GCancellable             *cancellable,
                                   GError                  **error);
/* Starts a program that outlives us: own session, init as its parent. */
gboolean  copil_cluster_detach    (const CopilClusterPlace  *place,
                                   const char * const       *argv,
                                   gboolean                  as_server,
                                   int                       input,
                                   const char               *log,
                                   GPid                     *pid,
                                   GError                  **error);
/* Milliseconds, -1: for ever. Whether the process is over. */
gboolean  copil_cluster_wait_pid  (GPid                      pid,
                                   int                       milliseconds,
                                   GCancellable             *cancellable);

G_END_DECLS
