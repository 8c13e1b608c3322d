/* funnel-private.h: what the parts of the funnel plot share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/axis.h"
#include "chart/funnel-chart.h"

G_BEGIN_DECLS

struct _CopilFunnelChart
{
  CopilChart      parent_instance;

  CopilFunnelData data;
};

static inline gboolean
copil_funnel_is_drawn (const CopilFunnelPoint *point)
{
  return copil_figure_is_drawn (&point->figure) && point->volume > 0
         && point->volume - point->volume == 0;
}

char      *copil_funnel_label     (CopilChart      *chart,
                                   const CopilMark *mark);
char      *copil_funnel_describe  (CopilChart      *chart);
GPtrArray *copil_funnel_get_table (CopilChart      *chart);

G_END_DECLS
