/* live-window.h: a sitting in a window of its own: held, then written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live-page.h"
#include "committee/committee-store.h"
#include "committee/rights.h"

G_BEGIN_DECLS

/* Presents a window with the console, or with what members see, and the minutes beside it. It is
 * given back; the window keeps what it needs until it is closed. */
GtkWindow *copil_live_window_open (GtkWindow           *parent,
                                   CopilLive           *live);
/* (transfer full): of a sitting of @committee. @rights: of this person in it. @cube: (nullable): where
 * figures are drawn from. */
CopilLive *copil_live_of_sitting  (CopilSittingStore          *sitting,
                                   CopilCommitteeStore        *committee,
                                   CopilConnection            *connection,
                                   CopilCube                  *cube,
                                   const CopilCommitteeRights *rights);

G_END_DECLS
