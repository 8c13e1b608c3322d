/* chart-pane.h: a chart with its title above and its note below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "view/annotator.h"
#include "view/dashboard-view.h"
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
/* Of a curve: pins its annotations, and lets one write another from its menu. */
void            copil_chart_pane_set_annotations (CopilChartPane       *self,
                                                  CopilDashboardView   *view,
                                                  const CopilIndicator *indicator,
                                                  const CopilAnnotator *annotator);
/* Who may write what is not what it was. */
void            copil_chart_pane_forget_annotations (CopilChartPane *self);
/* "win.annotate" with the month that is pointed at or walked to, or the last one. */
void            copil_chart_pane_annotate   (CopilChartPane *self);
/* Lets one put what is shown on an agenda: @chart names it for "win.link-figure"; a static text. */
void            copil_chart_pane_set_link   (CopilChartPane *self,
                                             const char     *chart);
/* Gives the pane its menu: read, save, copy. What is saved names its @source (nullable). */
void            copil_chart_pane_set_origin (CopilChartPane *self,
                                             const char     *source,
                                             gboolean        fictitious);

G_END_DECLS
