/* rank-chart.h: bars from the greatest to the smallest, one of them the subject
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  CopilFigure figure;
  int         key;     /* given back by hits */
  gboolean    subject; /* in the accent */
} CopilRankItem;

/**
 * CopilRankData:
 * @items: in any order: bars are sorted by value, what is missing comes last, in words
 * @reference: an upright line over all bars, NAN: none
 * @reference_label: (nullable): "moyenne", "Hauts-de-France"; the value is added
 * @keep_order: the given order has a meaning: it stays
 */
typedef struct
{
  CopilChartHead       head;
  const CopilRankItem *items;
  guint                n_items;
  double               reference;
  const char          *reference_label;
  gboolean             keep_order;
} CopilRankData;

#define COPIL_TYPE_RANK_CHART (copil_rank_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilRankChart, copil_rank_chart, COPIL, RANK_CHART, CopilChart)

CopilChart *copil_rank_chart_new (const CopilRankData *data);

G_END_DECLS
