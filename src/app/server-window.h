/* server-window.h: which server, tried before it is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Signal "chosen" (GHashTable *server): it serves, and is remembered but for its password.
 * @server: (nullable): libpq's keywords and values; NULL: the base of this computer. */
#define COPIL_TYPE_SERVER_WINDOW (copil_server_window_get_type ())
G_DECLARE_FINAL_TYPE (CopilServerWindow, copil_server_window, COPIL, SERVER_WINDOW, AdwWindow)

/* @server: (nullable): the one in use, shown first; an empty one to be asked for one; NULL: the
 * base of this computer is. */
CopilServerWindow *copil_server_window_new (GtkWindow  *parent,
                                            GHashTable *server);

G_END_DECLS
