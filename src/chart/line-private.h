/* line-private.h: what the parts of the line chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/axis.h"
#include "chart/line-chart.h"
#include "chart/paint.h"

G_BEGIN_DECLS

struct _CopilLineChart
{
  CopilChart    parent_instance;

  CopilLineData data;
  int           last; /* index of the subject's last value, -1: none */
};

/* A span of the subject without values, all for one reason. */
typedef struct
{
  guint           first, last;
  CopilCellStatus status;
  const char     *reason; /* (nullable): the caller's */
} CopilLineSpan;

typedef struct
{
  CopilPoint        at;
  cairo_rectangle_t hatch; /* of a gap */
  double            top;   /* of the dotted line of a note */
} CopilLineSpot;

typedef struct
{
  CopilLayout       base;
  cairo_rectangle_t plot;
  CopilScale        x, y;
  CopilTicks        ticks;
  GArray           *months;   /* CopilTimeTick; owned by @base */
  gboolean          empty;

  CopilPoint       *subject;  /* a point a figure; NAN without value */
  CopilPoint       *solid;    /* the same, broken where it is dashed or cut */
  CopilPoint       *dashed;
  guint             n_solid, n_dashed;
  CopilPoint      **contexts;
  CopilPoint       *targets;
  CopilLineSpan    *spans;
  cairo_rectangle_t *hatches;
  guint             n_spans;
  double           *note_tops; /* where each note's line starts */
} CopilLineLayout;

CopilPeriod  copil_line_series_period (const CopilLineSeries *series,
                                       guint                  index);
gboolean     copil_line_has_break     (const CopilLineData   *data,
                                       CopilPeriod            before,
                                       CopilPeriod            after);
/* (transfer full) (element-type CopilLineSpan): of the subject, between and after values. */
GArray      *copil_line_find_spans    (CopilLineChart        *self);
/* "cible 85 %", "20 % au plus", "15–20 h". */
char        *copil_line_target_text   (const CopilLineData   *data,
                                       const CopilLineTarget *target);

void         copil_line_layout        (CopilChart            *chart,
                                       CopilLayout           *base);
void         copil_line_place_labels  (CopilLineChart        *self,
                                       CopilLineLayout       *layout);
double       copil_line_end_width     (CopilLineChart        *self,
                                       CopilLineLayout       *layout);
void         copil_line_draw          (CopilChart            *chart,
                                       CopilLayout           *base,
                                       cairo_t               *cr);
char        *copil_line_describe      (CopilChart            *chart);
GPtrArray   *copil_line_get_table     (CopilChart            *chart);

G_END_DECLS
