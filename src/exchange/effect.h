/* effect.h: what an import changes, said in terms of indicators
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "exchange/import.h"

G_BEGIN_DECLS

/* One figure before and after: "Taux de chômage", "Nord", "3ᵉ trimestre 2023", "9,6 %", "9,8 %". */
typedef struct
{
  char *name;
  char *place;
  char *period;
  char *before;
  char *after;
} CopilEffectLine;

void       copil_effect_line_free   (CopilEffectLine       *self);
/* (transfer full): "Taux de chômage, Nord, 3ᵉ trimestre 2023 : 9,6 % → 9,8 %". */
char      *copil_effect_line_format (const CopilEffectLine *self);

/* (transfer full) (element-type CopilEffectLine): at most @limit lines in French: each indicator
 * that a changed measure is part of, computed from @cube before and after; a measure of no
 * indicator, or of one that shows no change, and a territory that @cube does not know yet, are
 * told as they stand in the base.
 * @cube is as it was before the import and is left so. */
GPtrArray *copil_effects_describe   (CopilCube                *cube,
                                     const CopilImportOutcome *outcome,
                                     guint                     limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilEffectLine, copil_effect_line_free)

G_END_DECLS
