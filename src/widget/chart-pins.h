/* chart-pins.h: small widgets over the notes of a curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "chart/chart.h"

G_BEGIN_DECLS

/**
 * CopilChartPin:
 * @widget: child of the view
 * @note: rank of the note in the chart whose mark it covers
 */
typedef struct
{
  GtkWidget *widget;
  guint      note;
} CopilChartPin;

/* @pins: (element-type CopilChartPin): from left to right. Allocates each over its mark, or beside
 * it where two would lie over one another; one whose mark is not drawn is hidden. */
void     copil_chart_pins_place (GArray           *pins,
                                 CopilChart       *chart,
                                 const CopilTheme *theme,
                                 int               width,
                                 int               height);
/* Tab and Shift+Tab: the view itself, then its pins. */
gboolean copil_chart_pins_focus (GArray           *pins,
                                 GtkWidget        *view,
                                 GtkDirectionType  direction);

G_END_DECLS
