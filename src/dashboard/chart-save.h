/* chart-save.h: one chart, out of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "chart/export.h"

G_BEGIN_DECLS

/* Asks where, then writes the chart as it was when asked: in light colours, for paper and slides.
 * @format: "svg", "png", "pdf" or "csv". @source: (nullable). How it went is told by the actions
 * "win.written" and "win.notify" of the window that @widget is in. */
void copil_chart_save (GtkWidget  *widget,
                       CopilChart *chart,
                       const char *format,
                       const char *source,
                       gboolean    fictitious);
/* To the clipboard, as a picture and as a drawing. */
void copil_chart_copy (GtkWidget  *widget,
                       CopilChart *chart,
                       const char *source,
                       gboolean    fictitious);

G_END_DECLS
