/* dashboard-model.h: what is looked at: territory, period, comparison, indicator
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilDashboardModel:
 *
 * The state of the page, and nothing else: what it shows follows from it. Codes are remembered
 * beside pointers, so that a new cube (another catalogue, another perimeter) keeps the place.
 *
 * Properties: "view" (CopilDashboardView, NULL before the first cube), "indicator" (its code).
 * Signal "figures-changed" (GPtrArray of CopilIndicator): some of their figures, seen from here,
 * are not what they were. Signal "annotated": the annotations of the curves are not.
 */
#define COPIL_TYPE_DASHBOARD_MODEL (copil_dashboard_model_get_type ())
G_DECLARE_FINAL_TYPE (CopilDashboardModel, copil_dashboard_model, COPIL, DASHBOARD_MODEL, GObject)

CopilDashboardModel  *copil_dashboard_model_new             (void);
/* @cube: (transfer none): the first place is taken from the strings given before, the default
 * territory, the last month of the data. */
void                  copil_dashboard_model_set_cube        (CopilDashboardModel  *self,
                                                             CopilCube            *cube);
/* More of the same figures arrived: looks again. */
void                  copil_dashboard_model_refresh         (CopilDashboardModel  *self);
/* (nullable) (element-type CopilAnnotation): those to show in place of the cube's: with what still
 * waits to be recorded. */
void                  copil_dashboard_model_set_annotations (CopilDashboardModel  *self,
                                                             GPtrArray            *annotations);
/* NULL before a cube that has figures. */
CopilDashboardView   *copil_dashboard_model_get_view        (CopilDashboardModel  *self);

/* "departement:59". FALSE when the cube knows no such territory; before a cube it is kept. */
gboolean              copil_dashboard_model_set_place       (CopilDashboardModel  *self,
                                                             const char           *territory);
void                  copil_dashboard_model_set_territory   (CopilDashboardModel  *self,
                                                             const CopilTerritory *territory);
const CopilTerritory *copil_dashboard_model_get_territory   (CopilDashboardModel  *self);
/* (transfer full): "departement:59", or NULL before a cube. */
char                 *copil_dashboard_model_get_place       (CopilDashboardModel  *self);

/* A month; others are taken to their last month. Kept within the span of the data. */
void                  copil_dashboard_model_set_period      (CopilDashboardModel  *self,
                                                             CopilPeriod           period);
CopilPeriod           copil_dashboard_model_get_period      (CopilDashboardModel  *self);
/* The months that have figures. */
gboolean              copil_dashboard_model_get_span        (CopilDashboardModel  *self,
                                                             CopilPeriod          *first,
                                                             CopilPeriod          *last);

void                  copil_dashboard_model_set_comparison  (CopilDashboardModel  *self,
                                                             CopilComparison       comparison);
CopilComparison       copil_dashboard_model_get_comparison  (CopilDashboardModel  *self);

/* One that does not exist at this level gives way to the first of its focus. */
void                  copil_dashboard_model_set_indicator   (CopilDashboardModel  *self,
                                                             const char           *code);
const CopilIndicator *copil_dashboard_model_get_indicator   (CopilDashboardModel  *self);

G_END_DECLS
