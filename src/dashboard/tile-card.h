/* tile-card.h: one indicator of the first page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/dashboard-view.h"

G_BEGIN_DECLS

#define COPIL_TYPE_TILE_CARD (copil_tile_card_get_type ())
G_DECLARE_FINAL_TYPE (CopilTileCard, copil_tile_card, COPIL, TILE_CARD, GtkWidget)

GtkWidget       *copil_tile_card_new           (void);
/* Shows @indicator as @view has it now. @changed: the figures came while one was looking: what
 * differs fades in and is said to be modified until it was seen. */
void             copil_tile_card_show          (CopilTileCard        *self,
                                                CopilDashboardView   *view,
                                                const CopilIndicator *indicator,
                                                gboolean              changed);
/* What is shown, or NULL. */
const CopilTile *copil_tile_card_get_tile      (CopilTileCard        *self);
/* "modifié 14:31" goes away. */
void             copil_tile_card_set_seen      (CopilTileCard        *self);
gboolean         copil_tile_card_is_modified   (CopilTileCard        *self);

/* "copil-up-symbolic", "copil-watch-symbolic"...: a state is a shape and a word first. */
const char      *copil_tile_get_icon_name      (const CopilTile      *tile);
/* "tone-favourable"... */
const char      *copil_tile_get_css_class      (const CopilTile      *tile);

G_END_DECLS
