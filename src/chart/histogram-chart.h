/* histogram-chart.h: how a population spreads over classes of a quantity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"

G_BEGIN_DECLS

/* From @low to less than @high; an infinite bound is open. */
typedef struct
{
  double      low, high;
  CopilFigure figure;
  int         key;
} CopilHistogramBin;

/**
 * CopilHistogramData:
 * @head: its unit and decimals are those of the bars: "%"
 * @bins: ascending, side by side; drawn with the same width
 * @x_unit: (nullable): of the bounds: "h"
 * @axis_label: (nullable): under the axis: "heures d’activité par semaine, % des contrats"
 * @target_low: the target zone, NAN: none
 * @target_high: likewise
 * @non_response: those who did not answer, hatched apart; status NOT_APPLICABLE: none
 * @non_response_label: (nullable): "non déclaré"
 */
typedef struct
{
  CopilChartHead           head;
  const CopilHistogramBin *bins;
  guint                    n_bins;
  const char              *x_unit;
  const char              *axis_label;
  double                   target_low, target_high;
  CopilFigure              non_response;
  const char              *non_response_label;
} CopilHistogramData;

#define COPIL_TYPE_HISTOGRAM_CHART (copil_histogram_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilHistogramChart, copil_histogram_chart, COPIL, HISTOGRAM_CHART,
                      CopilChart)

CopilChart *copil_histogram_chart_new (const CopilHistogramData *data);

G_END_DECLS
