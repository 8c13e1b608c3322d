/* demo-committee.h: the committees of the demonstration
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-session.h"

G_BEGIN_DECLS

/**
 * copil_demo_committee_load:
 * @superuser: of a base that has the demonstration's persons and figures
 *
 * Three committees with past, running and coming sittings, made in one transaction by the calls
 * of data/demo/committees.json: each call is one of the functions that everybody calls, in the
 * part of the person who would, at the moment it says (copil.moment, which a superuser alone
 * sets). Nothing where there is a committee already. Blocks: for worker threads.
 */
gboolean copil_demo_committee_load (CopilSession   *superuser,
                                    CopilProgress  *progress,
                                    GCancellable   *cancellable,
                                    GError        **error);

G_END_DECLS
