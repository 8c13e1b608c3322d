/* cluster-upgrade.h: from one major version of PostgreSQL to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-server.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_UPGRADE_NOTHING,     /* no base, or it is of the newest version installed */
  COPIL_UPGRADE_BOTH,        /* old and new are installed: out of one, into the other */
  COPIL_UPGRADE_FROM_BACKUP, /* the old one is gone, but it left a backup */
  COPIL_UPGRADE_NEED_OLD,    /* the old one is gone and left nothing: it must come back */
  COPIL_UPGRADE_NEED_NEWER,  /* the base is newer than every server installed */
} CopilUpgradeWay;

CopilUpgradeWay  copil_cluster_choose_upgrade (int                       base,
                                               const int                *installed,
                                               gsize                     n_installed,
                                               gboolean                  has_backup);
/* *way tells what was done, or why nothing could be. Blocks. */
gboolean         copil_cluster_upgrade        (const CopilClusterPlace  *place,
                                               CopilUpgradeWay          *way,
                                               CopilProgress            *progress,
                                               GCancellable             *cancellable,
                                               GError                  **error);
/* For the supervisor: a backup for the day the old version goes, when a newer one came and
 * none was made since the server was started. The caller holds the users lock, shared. */
void             copil_cluster_foresee_upgrade (const CopilClusterPlace *place);

G_END_DECLS
