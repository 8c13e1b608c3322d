/* chart-pane.h: a chart with its title above and its note below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "widget/chart-view.h"

G_BEGIN_DECLS

#define COPIL_TYPE_CHART_PANE (copil_chart_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilChartPane, copil_chart_pane, COPIL, CHART_PANE, GtkWidget)

GtkWidget      *copil_chart_pane_new       (void);
/* @chart: (nullable): NULL hides the pane. */
void            copil_chart_pane_set_chart (CopilChartPane *self,
                                            CopilChart     *chart);
CopilChart     *copil_chart_pane_get_chart (CopilChartPane *self);
CopilChartView *copil_chart_pane_get_view  (CopilChartPane *self);
/* Its sentence, over it. */
void            copil_chart_pane_read       (CopilChartPane *self);
/* Gives the pane its menu: read, save, copy. What is saved names its @source (nullable). */
void            copil_chart_pane_set_origin (CopilChartPane *self,
                                             const char     *source,
                                             gboolean        fictitious);

G_END_DECLS
