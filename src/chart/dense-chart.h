/* dense-chart.h: a line of millions of points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

/**
 * CopilDenseData:
 * @y: doubles; NAN breaks the line
 * @x: (nullable): as many doubles, ascending; by default the rank of each point
 * @x_label: (nullable): under the axis
 * @name: (nullable): of the line, for the sentence
 *
 * Neither is copied: the bytes are referenced. What it costs to draw is bounded by the pixels of
 * the width, after one pass over the points; the extremes of each column of pixels are kept, so
 * that no peak is lost.
 */
typedef struct
{
  CopilChartHead head;
  GBytes        *y;
  GBytes        *x;
  const char    *x_label;
  const char    *name;
} CopilDenseData;

#define COPIL_TYPE_DENSE_CHART (copil_dense_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilDenseChart, copil_dense_chart, COPIL, DENSE_CHART, CopilChart)

CopilChart *copil_dense_chart_new (const CopilDenseData *data);

G_END_DECLS
