/* statistics-chart.h: the work of a committee, drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

#include "chart/chart.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_STATISTICS_ATTENDANCE,   /* of each college: there, represented, absent */
  COPIL_STATISTICS_DURATION,     /* of each sitting: minutes more or less than planned */
  COPIL_STATISTICS_CONVOCATIONS, /* of each sitting: days between convocation and sitting */
  COPIL_STATISTICS_ACTIONS,      /* what became of them */
  COPIL_N_STATISTICS,
} CopilStatisticsKind;

/* (transfer full) (nullable): @statistics: what copil.statistics() answers. NULL when it has nothing
 * to say of that. */
CopilChart *copil_statistics_chart_new (CopilStatisticsKind  kind,
                                        JsonObject          *statistics);

G_END_DECLS
