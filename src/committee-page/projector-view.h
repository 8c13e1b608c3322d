/* projector-view.h: a scene on the screen, of any size: the wall, a station, a preview
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "committee-page/projector-scene.h"

G_BEGIN_DECLS

/**
 * CopilProjectorView:
 *
 * Draws a CopilScene as large as it is. A screen reader gets the item as name and the whole scene
 * as description. Properties "dark" and "blank" are its own: the ground of the room is not that of
 * the operator's desk. High contrast is the person's.
 */
#define COPIL_TYPE_PROJECTOR_VIEW (copil_projector_view_get_type ())
G_DECLARE_FINAL_TYPE (CopilProjectorView, copil_projector_view, COPIL, PROJECTOR_VIEW, GtkWidget)

GtkWidget  *copil_projector_view_new       (void);
/* @scene: (nullable) */
void        copil_projector_view_set_scene (CopilProjectorView *self,
                                            CopilScene         *scene);
/* (nullable) */
CopilScene *copil_projector_view_get_scene (CopilProjectorView *self);
void        copil_projector_view_set_dark  (CopilProjectorView *self,
                                            gboolean            dark);
gboolean    copil_projector_view_get_dark  (CopilProjectorView *self);
/* Nothing but the ground. */
void        copil_projector_view_set_blank (CopilProjectorView *self,
                                            gboolean            blank);
gboolean    copil_projector_view_get_blank (CopilProjectorView *self);

G_END_DECLS
