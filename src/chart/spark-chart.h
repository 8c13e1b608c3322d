/* spark-chart.h: a line without axes, as high as a row of text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

/* The line in ink, only its last value in the accent; no value, no line. */
typedef struct
{
  CopilChartHead     head;
  CopilPeriod        first;
  const CopilFigure *figures; /* (array length=n): copied */
  guint              n;
} CopilSparkData;

#define COPIL_TYPE_SPARK_CHART (copil_spark_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilSparkChart, copil_spark_chart, COPIL, SPARK_CHART, CopilChart)

CopilChart *copil_spark_chart_new (const CopilSparkData *data);

G_END_DECLS
