/* scene-sample.h: what a room sees in the middle of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/projector-scene.h"

G_BEGIN_DECLS

/* (transfer full): 23 seats, 14 in the room, 3 remote, 2 mandates, a chart of six bars. */
CopilScene *scene_sample_new (void);

G_END_DECLS
