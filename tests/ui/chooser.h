/* chooser.h: the dialog that asks where to write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Answers with @name in @folder, in which the program runs, or gives up when it is NULL; waits for the dialog before, and until
 * it is gone. */
void answer_chooser (const char *folder,
                     const char *name);

G_END_DECLS
