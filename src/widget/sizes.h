/* sizes.h: what the boxes of this folder ask of their children
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All of them give heights for widths and ask for no width at a height: a label that wraps tries
 * many widths to tell it, and shapes its text for each.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels, margins included. */
int copil_minimum_width (GtkWidget *child);
int copil_natural_width (GtkWidget *child);
int copil_natural_height (GtkWidget *child, int width);
/* Gives @child its place: all of @area if it expands, or in the middle of its height. To be used
 * rather than "valign", for which GTK asks for a width at a height. */
void copil_allocate_middle (GtkWidget *child, const GtkAllocation *area);

G_END_DECLS
