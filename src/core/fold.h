/* fold.h: what is left of a name when its spelling does not matter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *copil_fold          (const char *text);
guint copil_fold_distance (const char *a,
                           const char *b);

G_END_DECLS
