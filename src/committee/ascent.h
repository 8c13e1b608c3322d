/* ascent.h: who stays while the others move
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @former: (element-type int): in the order of now, where each was before, -1: nowhere. Sets to -1
 * all but a longest ascending run: the fewest have moved. */
void copil_keep_longest_ascent (GArray *former);

G_END_DECLS
