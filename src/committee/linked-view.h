/* linked-view.h: a dashboard view that an item of an agenda shows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "committee/record.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/* (transfer full) (nullable): what a record of kind item_view shows, drawn from @cube; NULL where
 * the cube does not have its territory or its indicator any more. */
CopilChart *copil_linked_view_draw           (CopilRecord *view,
                                              CopilCube   *cube);
/* (transfer full): of which state the figures of @cube are for a sitting that froze @frozen (0:
 * none): what is drawn comes from the base as it is now, which may not be what the sitting froze. */
char       *copil_linked_view_describe_state (CopilCube   *cube,
                                              int          frozen);

G_END_DECLS
