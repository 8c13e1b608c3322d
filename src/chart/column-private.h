/* column-private.h: what the parts of the bars by period share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/axis.h"
#include "chart/column-chart.h"

G_BEGIN_DECLS

struct _CopilColumnChart
{
  CopilChart      parent_instance;

  CopilColumnData data;
  double         *lows;  /* of each part, in the order of data: period by period */
  double         *highs; /* both NAN where the column is not drawn */
  double          largest;
};

static inline const CopilFigure *
copil_column_figure (const CopilColumnChart *self,
                     guint                   datum)
{
  return &self->data.series[datum % self->data.n_series].figures[datum / self->data.n_series];
}

static inline guint
copil_column_n_data (const CopilColumnChart *self)
{
  return self->data.n_series * self->data.n_periods;
}

char      *copil_column_label     (CopilChart      *chart,
                                   const CopilMark *mark);
char      *copil_column_describe  (CopilChart      *chart);
GPtrArray *copil_column_get_table (CopilChart      *chart);

G_END_DECLS
