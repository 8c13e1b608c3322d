/* minutes-chart.h: how a sitting spends its time, item after item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_MINUTES_DECISION,
  COPIL_MINUTES_ADVICE,
  COPIL_MINUTES_INFORMATION,
  COPIL_N_MINUTES,
} CopilMinutesNature;

/* @label: "4.1 Répartition entre bassins". */
typedef struct
{
  CopilMinutesNature nature;
  int                seconds;
  const char        *label;
} CopilMinutesItem;

/* @start: minutes since midnight, when the sitting begins. */
typedef struct
{
  CopilChartHead          head;
  int                     start;
  const CopilMinutesItem *items; /* (array length=n): copied */
  guint                   n;
} CopilMinutesData;

/* A strip with its hours below and the minutes of each nature named under them. */
#define COPIL_TYPE_MINUTES_CHART (copil_minutes_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilMinutesChart, copil_minutes_chart, COPIL, MINUTES_CHART, CopilChart)

CopilChart *copil_minutes_chart_new         (const CopilMinutesData *data);
/* "décision", "avis", "information". */
const char *copil_minutes_nature_get_word   (CopilMinutesNature      self);

G_END_DECLS
