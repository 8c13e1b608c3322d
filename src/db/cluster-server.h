/* cluster-server.h: the postmaster of the embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-place.h"

G_BEGIN_DECLS

/* What the server itself writes in postmaster.pid. */
typedef struct
{
  GPid     pid;
  gint64   started; /* seconds since 1970 */
  int      port;
  char    *socket;  /* folder of the socket */
  gboolean ready;   /* accepts sessions */
} CopilPostmaster;

void      copil_postmaster_clear          (CopilPostmaster          *postmaster);

int       copil_cluster_read_major        (const CopilClusterPlace  *place);
char     *copil_cluster_find_programs     (int                       wanted,
                                           int                      *major,
                                           GError                  **error);
GArray   *copil_cluster_list_majors       (void); /* (element-type int), unsorted */
gboolean  copil_cluster_read_postmaster   (const CopilClusterPlace  *place,
                                           CopilPostmaster          *postmaster);
gboolean  copil_cluster_is_running        (const CopilClusterPlace  *place,
                                           CopilPostmaster          *postmaster);
gboolean  copil_cluster_has_crashed       (const CopilClusterPlace  *place);
/* These block, and the caller holds the start lock. */
gboolean  copil_cluster_await_server      (const CopilClusterPlace  *place,
                                           CopilPostmaster          *postmaster,
                                           GCancellable             *cancellable);
gboolean  copil_cluster_start_server      (const CopilClusterPlace  *place,
                                           const char               *programs,
                                           CopilPostmaster          *postmaster,
                                           CopilProgress            *progress,
                                           GCancellable             *cancellable,
                                           GError                  **error);
gboolean  copil_cluster_stop_server       (const CopilClusterPlace  *place,
                                           GCancellable             *cancellable,
                                           GError                  **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilPostmaster, copil_postmaster_clear)

G_END_DECLS
