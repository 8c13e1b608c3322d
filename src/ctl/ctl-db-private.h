/* ctl-db-private.h: the actions of copilctl db
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ctl/ctl.h"
#include "db/cluster.h"
#include "db/migration.h"

G_BEGIN_DECLS

/* (transfer full): the embedded base, up for as long as the object lives. */
CopilCluster *copil_ctl_start_cluster (CopilCtl       *ctl,
                                       GError        **error);
/* What to connect with as who migrates: the server of --connect, or the embedded base, which
 * *cluster then keeps up. */
GHashTable   *copil_ctl_find_server   (CopilCtl       *ctl,
                                       CopilCluster  **cluster,
                                       GError        **error);

/* For what is about the embedded base alone: TRUE when --connect names a shared server. */
gboolean      copil_ctl_refuse_server (CopilCtl           *ctl,
                                       const CopilCtlVerb *verb,
                                       int                *status);

/* The actions, each a verb. */
extern const CopilCtlVerb copil_ctl_db_start;
extern const CopilCtlVerb copil_ctl_db_stop;
extern const CopilCtlVerb copil_ctl_db_status;
extern const CopilCtlVerb copil_ctl_db_migrate;
extern const CopilCtlVerb copil_ctl_db_demo;
extern const CopilCtlVerb copil_ctl_db_backup;
extern const CopilCtlVerb copil_ctl_db_restore;
extern const CopilCtlVerb copil_ctl_db_reset;
extern const CopilCtlVerb copil_ctl_db_upgrade;

G_END_DECLS
