/* demo-minutes.h: the final minutes of the demonstration, archived
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-session.h"

G_BEGIN_DECLS

/* Archives each that is not, as the secretariat of its committee would, an hour after it became
 * final. @superuser: in a transaction. Blocks. */
gboolean copil_demo_minutes_keep (CopilSession  *superuser,
                                  GCancellable  *cancellable,
                                  GError       **error);

G_END_DECLS
