/* supervisor.h: who stops the embedded base when nobody uses it any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/cluster-place.h"

G_BEGIN_DECLS

gboolean  copil_supervisor_ensure  (const CopilClusterPlace  *place,
                                    GError                  **error);
int       copil_supervisor_run     (const char               *base);

G_END_DECLS
