/* renderer.h: what draws the windows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Has cairo draw the windows, and GTK leave OpenGL alone, unless GSK_RENDERER names a renderer or
 * GDK_DEBUG is set. Sets the environment: before any thread and before GTK is initialised. */
void               copil_renderer_choose             (void);
/* (transfer full): for what Copil starts, such as a reader of PDF: it draws as it likes. */
GAppLaunchContext *copil_renderer_new_launch_context (void);

G_END_DECLS
