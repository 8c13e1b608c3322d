/* projector-window.h: the screen on the wall of the meeting room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/projector-view.h"

G_BEGIN_DECLS

/**
 * CopilProjectorWindow:
 *
 * A window without decoration that fills a monitor and shows one scene: no toast, no menu, no
 * dialog is ever parented to it. Escape closes it, B blanks it, F8 changes its ground.
 *
 * Signal "remote" (int step): Page Down (1) or Page Up (-1), which is what a remote sends: nothing
 * happens here, the operator confirms. Signal "key" (guint keyval): Space, +, which belong to the
 * operator's console.
 */
#define COPIL_TYPE_PROJECTOR_WINDOW (copil_projector_window_get_type ())
G_DECLARE_FINAL_TYPE (CopilProjectorWindow, copil_projector_window, COPIL, PROJECTOR_WINDOW,
                      GtkWindow)

GtkWidget          *copil_projector_window_new      (GtkApplication       *application);
CopilProjectorView *copil_projector_window_get_view (CopilProjectorWindow *self);
/* Presents it on @monitor; NULL: on another one than that of @beside, or on the only one. */
void                copil_projector_window_open     (CopilProjectorWindow *self,
                                                     GdkMonitor           *monitor,
                                                     GtkWindow            *beside);
/* (transfer full) (nullable): the monitor that copil_projector_window_open() would take. */
GdkMonitor         *copil_projector_choose_monitor  (GtkWindow            *beside);

G_END_DECLS
