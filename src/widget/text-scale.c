/* text-scale.c: how much larger than usual the user wants text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/text-scale.h"

/**
 * copil_text_scale:
 *
 * GTK carries the text size of the desktop, and the height of the projected window in session
 * mode, as the resolution of fonts.
 *
 * Returns: 1 at 96 dots an inch, 2 for "200 %"
 */
double
copil_text_scale (GtkWidget *widget)
{
  double dpi = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget));

  return dpi > 0 ? CLAMP (dpi / 96, 0.5, 6) : 1;
}
