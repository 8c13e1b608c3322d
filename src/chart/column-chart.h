/* column-chart.h: bars by period, alone, stacked or in shares of 100 %
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

/* @figures: (array): one a period. */
typedef struct
{
  const char        *name;
  const CopilFigure *figures;
} CopilColumnSeries;

/**
 * CopilColumnData:
 * @first: the first period
 * @n_periods: how many follow it, itself included
 * @series: at most 6; one alone is drawn in grey, its last bar in the accent
 * @share: each column is 100 %, the parts are what they are of its sum
 * @reference: a line across, NAN: none
 * @reference_label: (nullable): "cible"; the value is added
 *
 * Stacked parts keep their order from the axis up; a column that lacks a part is not drawn: a
 * smaller sum would lie.
 */
typedef struct
{
  CopilChartHead           head;
  CopilPeriod              first;
  guint                    n_periods;
  const CopilColumnSeries *series;
  guint                    n_series;
  gboolean                 share;
  double                   reference;
  const char              *reference_label;
} CopilColumnData;

#define COPIL_TYPE_COLUMN_CHART (copil_column_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilColumnChart, copil_column_chart, COPIL, COLUMN_CHART, CopilChart)

CopilChart *copil_column_chart_new (const CopilColumnData *data);

G_END_DECLS
