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

/* Where a note stands. @label is empty when there was no room for its words. */
typedef struct
{
  gboolean          shown; /* within the plot */
  CopilPoint        foot;
  double            top;   /* where its dotted line starts */
  cairo_rectangle_t label;
} CopilLineMark;

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
  CopilLineMark    *notes; /* NULL while the chart is empty */
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

/* Where a period begins. */
double       copil_line_step_x        (const CopilLineLayout *layout,
                                       CopilPeriod            period);
/* Up to two lines of text at the best of several places; says which one, or -1. */
int          copil_line_place_block   (CopilLineLayout       *layout,
                                       CopilLabels           *labels,
                                       const char            *first,
                                       const char            *second,
                                       CopilFont              font,
                                       CopilColorRole         color,
                                       cairo_rectangle_t     *places,
                                       const CopilAlign      *aligns,
                                       guint                  n,
                                       double                 tolerance);
/* Where the notes stand, before anything is written near them. */
void         copil_line_find_feet     (CopilLineChart        *self,
                                       CopilLineLayout       *layout,
                                       CopilLabels           *labels);
void         copil_line_place_notes   (CopilLineChart        *self,
                                       CopilLineLayout       *layout,
                                       CopilLabels           *labels);
void         copil_line_draw_notes    (cairo_t               *cr,
                                       const CopilLineChart  *self,
                                       const CopilLineLayout *layout);
void         copil_line_draw_feet     (cairo_t               *cr,
                                       const CopilLineChart  *self,
                                       const CopilLineLayout *layout);
void         copil_line_tell_notes    (GString               *text,
                                       const CopilLineChart  *self);
/* (transfer full): what was said of @period. */
char        *copil_line_note_cell     (const CopilLineData   *data,
                                       CopilPeriod            period);

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
