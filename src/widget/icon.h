/* icon.h: a picture beside a word that says the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Silent for a screen reader, which would call it "GtkImage". */
GtkWidget *copil_icon_new (const char *name);

G_END_DECLS
