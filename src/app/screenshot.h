/* screenshot.h: the window as a picture, for tests and for the README
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* Once all that is to be shown is shown and painted, writes @path and closes the window. */
void copil_screenshot_when_settled (CopilWindow *window,
                                    const char  *path);

G_END_DECLS
