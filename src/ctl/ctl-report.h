/* ctl-report.h: what one and all reports share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "ctl/ctl-mirror.h"
#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilReportPrinter:
 *
 * Prints in a thread of its own, which keeps the fonts and the texts it has set from one report to
 * the next. While the server is asked whether the figures that were kept are still right, it
 * rehearses: prints the report from the kept file. That print is handed out when the server
 * confirmed that very state; else the report is printed anew, with its fonts and texts ready.
 */
typedef struct _CopilReportPrinter CopilReportPrinter;

/* What is printed, and of when; @period_id may be NULL: the last month of any indicator. */
typedef struct
{
  const char     *period_id;
  CopilComparison comparison;
} CopilReportOrder;

CopilReportPrinter *copil_report_printer_new      (CopilReportOrder      order);
void                copil_report_printer_free     (CopilReportPrinter   *self);
/* Returns at once. @territory as the user names it; nothing comes of it if there is no file. */
void                copil_report_printer_rehearse (CopilReportPrinter   *self,
                                                   const char           *server,
                                                   const char           *login,
                                                   const char           *territory);
/* Blocks; the thread that calls keeps its hands off the cube meanwhile. */
GBytes             *copil_report_printer_print    (CopilReportPrinter   *self,
                                                   CopilCube            *cube,
                                                   CopilPeriod           period,
                                                   const CopilCtlState  *state,
                                                   const CopilTerritory *territory,
                                                   GError              **error);
gboolean            copil_report_find_period      (CopilCube            *cube,
                                                   const char           *period_id,
                                                   CopilPeriod          *period,
                                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilReportPrinter, copil_report_printer_free)

G_END_DECLS
