/* sample.h: a cube with figures, without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"

G_BEGIN_DECLS

/* (transfer full): the shipped catalogue and territories, every measure filled for France, one
 * region, its departments and their basins, and for all other departments, from 2023-01 to
 * 2026-10: the same bytes each time. */
CopilCube *sample_cube_new (void);
/* (transfer full): nothing arrived yet. */
CopilCube *sample_cube_empty (void);
/* Another figure for the first measure of @indicator, told by "changed" as a delivery is. */
void       sample_cube_touch (CopilCube            *cube,
                              const CopilIndicator *indicator,
                              const CopilTerritory *territory,
                              CopilPeriod           period,
                              double                factor);

G_END_DECLS
