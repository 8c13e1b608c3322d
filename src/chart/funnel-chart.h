/* funnel-chart.h: rates against the volume they rest on, so that noise is not ranked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"

G_BEGIN_DECLS

/**
 * CopilFunnelPoint:
 * @volume: the denominator
 * @peer: named even inside the limits
 * @outside: -1 below and 1 above the limits at 99.8 %, computed by the caller; 0 inside
 */
typedef struct
{
  const char *name;
  double      volume;
  CopilFigure figure;
  int         key;
  gboolean    subject;
  gboolean    peer;
  int         outside;
} CopilFunnelPoint;

/* The limits at one volume; NAN where they do not exist. */
typedef struct
{
  double volume;
  double low95, high95;
  double low998, high998;
} CopilFunnelLimit;

/**
 * CopilFunnelData:
 * @mean: the centre, NAN: none
 * @limits: ascending by volume, close enough to be joined by straight lines
 * @axis_label: what the volume counts: "orientations notifiées, octobre 2026"
 * @noun: (nullable): what a point is: "département"
 * @nouns: (nullable): what the points are: "départements"
 */
typedef struct
{
  CopilChartHead          head;
  const CopilFunnelPoint *points;
  guint                   n_points;
  double                  mean;
  const CopilFunnelLimit *limits;
  guint                   n_limits;
  const char             *axis_label;
  const char             *noun;
  const char             *nouns;
} CopilFunnelData;

#define COPIL_TYPE_FUNNEL_CHART (copil_funnel_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilFunnelChart, copil_funnel_chart, COPIL, FUNNEL_CHART, CopilChart)

CopilChart *copil_funnel_chart_new (const CopilFunnelData *data);

G_END_DECLS
