/* first-paint.h: ends the program after its first painted dashboard, for ./dev bench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/window.h"

G_BEGIN_DECLS

/* With COPIL_FIRST_PAINT set: prints the monotonic time in microseconds, the proportional memory of
 * the process and that of the mapped cube, in KiB, and exits at once. */
void copil_first_paint_watch (CopilWindow *window);

G_END_DECLS
