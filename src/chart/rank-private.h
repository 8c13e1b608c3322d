/* rank-private.h: what the parts of the ranked bars share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart-private.h"
#include "chart/rank-chart.h"
#include "chart/scale.h"

G_BEGIN_DECLS

struct _CopilRankChart
{
  CopilChart    parent_instance;

  CopilRankData data;    /* its items sorted */
  guint         n_drawn; /* those with a value come first */
  double        largest; /* of the values, without sign */
};

/* A row shows one item, or stands for those left out between two. */
typedef struct
{
  guint item;
  guint n_hidden; /* 0: shows @item; else "12 autres" */
} CopilRankRow;

/* (transfer full) (element-type CopilRankRow): all items, or, where only @max rows hold, the
 * subject and its neighbours, the first, the last, and how many are left out between them. */
GArray    *copil_rank_choose_rows (CopilRankChart *self,
                                   guint           max);
char      *copil_rank_describe    (CopilChart     *chart);
GPtrArray *copil_rank_get_table   (CopilChart     *chart);

G_END_DECLS
