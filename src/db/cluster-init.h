/* cluster-init.h: the embedded base, made whole or not at all
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-place.h"

G_BEGIN_DECLS

gboolean  copil_cluster_create         (const CopilClusterPlace  *place,
                                        const char               *programs,
                                        CopilProgress            *progress,
                                        GCancellable             *cancellable,
                                        GError                  **error);
gboolean  copil_cluster_make_data      (const CopilClusterPlace  *place,
                                        const char               *programs,
                                        const char               *data,
                                        CopilProgress            *progress,
                                        GCancellable             *cancellable,
                                        GError                  **error);
char     *copil_cluster_compose_ident  (const CopilClusterPlace  *place,
                                        const char * const       *logins);

G_END_DECLS
