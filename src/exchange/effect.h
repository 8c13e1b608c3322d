/* effect.h: what an import changes, said in terms of indicators
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "exchange/import.h"

G_BEGIN_DECLS

/* (transfer full) (element-type utf8): at most @limit lines in French, "Taux de chômage, Nord,
 * 3ᵉ trimestre 2023 : 9,6 % → 9,8 %": each indicator that a changed measure is part of, computed
 * from @cube before and after; a measure of no indicator is named itself. @cube is as it was
 * before the import and is left so. */
GPtrArray *copil_effects_describe (CopilCube *cube,
                                   GArray    *effects,
                                   guint      limit);

G_END_DECLS
