/* composition-chart.h: what each territory is made of, in shares of 100 %
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "core/cell.h"

G_BEGIN_DECLS

/* @parts: (array): one a part, counts or shares of any sum. */
typedef struct
{
  const char        *name;
  const CopilFigure *parts;
  int                key;
  gboolean           subject;
} CopilCompositionItem;

/**
 * CopilCompositionData:
 * @part_names: (array length=n_parts): written over the first bar
 * @n_parts: at most 6
 * @items: in the order of the drawing; the same order of parts in all of them
 *
 * The unit of @head is that of the counts; shares are written in %, without decimals.
 */
typedef struct
{
  CopilChartHead              head;
  const char *const          *part_names;
  guint                       n_parts;
  const CopilCompositionItem *items;
  guint                       n_items;
} CopilCompositionData;

#define COPIL_TYPE_COMPOSITION_CHART (copil_composition_chart_get_type ())
G_DECLARE_FINAL_TYPE (CopilCompositionChart, copil_composition_chart, COPIL, COMPOSITION_CHART,
                      CopilChart)

CopilChart *copil_composition_chart_new (const CopilCompositionData *data);

G_END_DECLS
