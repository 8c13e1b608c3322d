/* territory-finder.h: a popover where a territory is typed or picked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "core/territory.h"

G_BEGIN_DECLS

/**
 * CopilTerritoryFinder:
 *
 * Before anything is typed it lists what is near: the level below and the neighbours. Typed names
 * are found without accents or case; a name that nothing bears is answered by the nearest ones.
 *
 * Signal "chosen" (int id): of the territory.
 */
#define COPIL_TYPE_TERRITORY_FINDER (copil_territory_finder_get_type ())
G_DECLARE_FINAL_TYPE (CopilTerritoryFinder, copil_territory_finder, COPIL, TERRITORY_FINDER,
                      GtkPopover)

GtkWidget *copil_territory_finder_new       (void);
/* @here: the territory looked at; both stay valid as long as @territories is held, which is here. */
void       copil_territory_finder_set_place (CopilTerritoryFinder *self,
                                             CopilTerritoryList   *territories,
                                             const CopilTerritory *here);

G_END_DECLS
