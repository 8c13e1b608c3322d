/* cluster-login.h: who may come into the embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-server.h"

G_BEGIN_DECLS

gboolean  copil_cluster_refresh_logins (const CopilClusterPlace  *place,
                                        const CopilPostmaster    *postmaster,
                                        GCancellable             *cancellable,
                                        GError                  **error);

G_END_DECLS
