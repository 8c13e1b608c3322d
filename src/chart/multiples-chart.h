/* multiples-chart.h: the same small curve for each territory, on one scale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

/**
 * CopilMultiplesItem:
 * @figures: (array): one a period
 * @outside: -1 below, 1 above its limits, computed by the caller; 0 inside
 */
typedef struct
{
  const char        *name;
  const CopilFigure *figures;
  int                key;
  int                outside;
} CopilMultiplesItem;

/**
 * CopilMultiplesData:
 * @items: in the order of the drawing, line by line
 * @reference: a dashed line in all of them, NAN: none
 * @reference_label: (nullable): for the sentence: "moyenne du Nord"
 *
 * Every cell shows all the others in pale grey behind its own line.
 */
typedef struct
{
  CopilChartHead            head;
  CopilPeriod               first;
  guint                     n_periods;
  const CopilMultiplesItem *items;
  guint                     n_items;
  double                    reference;
  const char               *reference_label;
} CopilMultiplesData;

#define COPIL_TYPE_MULTIPLES_CHART (copil_multiples_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilMultiplesChart, copil_multiples_chart, COPIL, MULTIPLES_CHART,
                      CopilChart)

CopilChart *copil_multiples_chart_new (const CopilMultiplesData *data);

G_END_DECLS
