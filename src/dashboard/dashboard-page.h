/* dashboard-page.h: the page of the dashboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "dashboard/dashboard-model.h"

G_BEGIN_DECLS

/**
 * CopilDashboardPage:
 *
 * What the model says: title, period and comparison, tiles, the selected indicator in full, the
 * list of all others. Actions: "dashboard.period" (int32: months to move), "dashboard.comparison"
 * (its identifier), "dashboard.table", "dashboard.explain", "dashboard.read", "dashboard.list",
 * "dashboard.annotate".
 *
 * Signals: "history-wanted": see indicator-card.h.
 */
#define COPIL_TYPE_DASHBOARD_PAGE (copil_dashboard_page_get_type ())
G_DECLARE_FINAL_TYPE (CopilDashboardPage, copil_dashboard_page, COPIL, DASHBOARD_PAGE, GtkWidget)

GtkWidget            *copil_dashboard_page_new         (void);
void                  copil_dashboard_page_set_model   (CopilDashboardPage   *self,
                                                        CopilDashboardModel  *model);
void                  copil_dashboard_page_set_history (CopilDashboardPage   *self,
                                                        GPtrArray            *rows,
                                                        const char           *message);

/* The base says that its figures are made up. */
void       copil_dashboard_page_set_fictitious (CopilDashboardPage *self,
                                                gboolean            fictitious);

/* What the person may do, as copil.whoami() answers it (nullable). */
void       copil_dashboard_page_set_rights     (CopilDashboardPage *self,
                                                const char         *json);

G_END_DECLS
