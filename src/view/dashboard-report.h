/* dashboard-report.h: the dashboard of one territory as a document
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "report/document.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilReportState:
 * @as_of: (nullable): when the last batch landed, ISO 8601 with its zone
 * @batch: its number
 * @fictitious: demonstration figures: every page says so
 *
 * What the figures are the figures of; a document never says when it was printed.
 */
typedef struct
{
  const char *as_of;
  int         batch;
  gboolean    fictitious;
} CopilReportState;

/* (transfer full): page 1 that stands alone, a page an indicator of the first page of the
 * level, all other indicators in a table, definitions; the figures attached as CSV. */
CopilDocument *copil_dashboard_report_new (CopilDashboardView     *view,
                                           const CopilReportState *state);

G_END_DECLS
