/* chart-view.h: a chart on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "chart/chart.h"

G_BEGIN_DECLS

/**
 * CopilChartView:
 *
 * Draws a CopilChart in the theme of the window. Hovering names the nearest datum; the arrows walk
 * the data, Home and End go to the ends, Enter activates, Escape leaves. A screen reader gets the
 * title as name and the generated sentence as description.
 *
 * A curve may have pins: small widgets over the marks of its notes, which Tab reaches after it.
 *
 * Signal "activated" (int key): a datum was clicked or Enter was pressed on it.
 */
#define COPIL_TYPE_CHART_VIEW (copil_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (CopilChartView, copil_chart_view, COPIL, CHART_VIEW, GtkWidget)

GtkWidget  *copil_chart_view_new             (void);
/* One that only accompanies a text: no focus, no hover, silent for a screen reader. */
GtkWidget  *copil_chart_view_new_decorative  (void);
/* @chart: (nullable) (transfer none): NULL draws nothing. */
void        copil_chart_view_set_chart       (CopilChartView *self,
                                              CopilChart     *chart);
CopilChart *copil_chart_view_get_chart       (CopilChartView *self);
/* In pixels at the usual text size; grows with it. */
void        copil_chart_view_set_minimum     (CopilChartView *self,
                                              int             width,
                                              int             height);
/* Takes the height it is given, where one screen must hold all: the map gets smaller. */
void        copil_chart_view_set_yields      (CopilChartView *self,
                                              gboolean        yields);
/* Whether a click or Enter on a datum leads somewhere. */
void        copil_chart_view_set_activatable (CopilChartView *self,
                                              gboolean        activatable);
/* The key of the datum that is pointed at or walked to, -1: none. */
int         copil_chart_view_get_key         (CopilChartView *self);
/* @pin: (transfer floating): over the mark of note @note; hidden while that is not drawn. */
void        copil_chart_view_add_pin         (CopilChartView *self,
                                              GtkWidget      *pin,
                                              guint           note);
void        copil_chart_view_clear_pins      (CopilChartView *self);

G_END_DECLS
