/* atlas.h: the outlines of territories, as they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/outline.h"
#include "core/territory.h"

G_BEGIN_DECLS

/* (nullable) (transfer full): that of the shipped sets, read from the program itself the first time
 * one of its set is asked for, or one that was put; any thread. NULL: a set without a map. */
CopilOutline *copil_atlas_lookup (const CopilTerritory *territory);
/* For a set that only the base knows. */
void          copil_atlas_put    (const char           *set,
                                  const char           *code,
                                  CopilOutline         *outline);

G_END_DECLS
