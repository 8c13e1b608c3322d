/* deadline-chart.h: from a day to a sitting, and the last day by which something is due
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/**
 * CopilDeadlineData:
 * @from: of today or of the convocation, in any unit that grows with time
 * @due: the last one; NAN: there is none
 * @sitting: when it begins
 * @from_label: "lun. 16 nov.", as the others
 * @before: between @from and @due: "12 jours"; "" when @due is over
 * @after: between @due and @sitting: "5 jours"
 */
typedef struct
{
  CopilChartHead head;
  double         from, due, sitting;
  const char    *from_label, *due_label, *sitting_label;
  const char    *before, *after;
} CopilDeadlineData;

#define COPIL_TYPE_DEADLINE_CHART (copil_deadline_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilDeadlineChart, copil_deadline_chart, COPIL, DEADLINE_CHART, CopilChart)

CopilChart *copil_deadline_chart_new (const CopilDeadlineData *data);

G_END_DECLS
