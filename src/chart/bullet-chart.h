/* bullet-chart.h: a value beside its target
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"
#include "core/indicator.h"

G_BEGIN_DECLS

/**
 * CopilBulletData:
 * @figure: the value; without one the bar is hatched and the word is in the sentence
 * @target_low: the target, NAN: none
 * @target_high: equal to @target_low but for an interval, which is framed
 * @maximum: end of the scale, which starts at 0; 0: 100 for a percentage, else a round figure
 *   that holds value and target
 */
typedef struct
{
  CopilChartHead head;
  CopilFigure    figure;
  double         target_low, target_high;
  CopilDirection direction;
  double         maximum;
} CopilBulletData;

#define COPIL_TYPE_BULLET_CHART (copil_bullet_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilBulletChart, copil_bullet_chart, COPIL, BULLET_CHART, CopilChart)

CopilChart *copil_bullet_chart_new (const CopilBulletData *data);

G_END_DECLS
