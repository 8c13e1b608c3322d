/* window.h: the window: a side, a header, the page of a module
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/application.h"

G_BEGIN_DECLS

#define COPIL_TYPE_WINDOW (copil_window_get_type ())
G_DECLARE_FINAL_TYPE (CopilWindow, copil_window, COPIL, WINDOW, AdwApplicationWindow)

CopilWindow *copil_window_new (CopilApplication *application);

G_END_DECLS
