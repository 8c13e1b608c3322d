/* text-scale.h: how much larger than usual the user wants text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

double copil_text_scale (GtkWidget *widget);

G_END_DECLS
