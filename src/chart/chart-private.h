/* chart-private.h: what the kinds of chart share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/chart.h"
#include "chart/label.h"
#include "chart/text.h"
#include "core/cell.h"

G_BEGIN_DECLS

/**
 * CopilMark:
 * @rect: bounds, for the outline and for reach
 * @x: the point that a pointer is measured to
 * @y: likewise
 * @datum: index in the chart's data, as the chart counts them
 * @key: the caller's, -1: none
 *
 * A thing on the drawing that stands for a datum. The first get_n_data() ones are walked.
 */
struct _CopilMark
{
  cairo_rectangle_t rect;
  double            x, y;
  guint             datum;
  int               key;
};

/* The head of every layout; each kind embeds it and adds where its things are. */
struct _CopilLayout
{
  CopilTheme theme;
  double     width, height;
  GArray    *marks;  /* CopilMark */
  GArray    *texts;  /* CopilPlaced */
  GPtrArray *kept;   /* memory freed with the layout */
  GPtrArray *arrays; /* GArray likewise */
};

/* A text and its place, @y being the base line; a halo is drawn in @ground. */
typedef struct
{
  const char *text;
  CopilFont   font;
  CopilColor  color;
  CopilAlign  align;
  double      x, y;
  gboolean    halo;
  CopilColor  ground;
} CopilPlaced;

void                  copil_chart_set_head  (CopilChart           *self,
                                             const CopilChartHead *head);
const CopilChartHead *copil_chart_get_head  (CopilChart           *self);

/* Copies that live as long as the chart. */
const char           *copil_chart_keep_text (CopilChart           *self,
                                             const char           *text);
gpointer              copil_chart_keep_data (CopilChart           *self,
                                             gconstpointer         data,
                                             gsize                 n,
                                             gsize                 size);
/* Takes @memory. */
void                  copil_chart_keep_memory (CopilChart         *self,
                                             gpointer              memory);
/* (transfer none): where things are in a drawing of this size; until the next size. */
CopilLayout          *copil_chart_get_layout (CopilChart          *self,
                                             const CopilTheme     *theme,
                                             double                width,
                                             double                height);
/* Zeroed memory that lives as long as the layout. */
gpointer              copil_layout_alloc    (CopilLayout          *self,
                                             gsize                 n,
                                             gsize                 size);
/* Takes @array. */
GArray               *copil_layout_keep_array (CopilLayout        *self,
                                             GArray               *array);
void                  copil_layout_add_mark (CopilLayout          *self,
                                             cairo_rectangle_t     rect,
                                             guint                 datum,
                                             int                   key);

CopilFont             copil_layout_font     (const CopilLayout    *self,
                                             CopilTypeRole         role,
                                             CopilWeight           weight);
/* Places @text, which is copied; returns it, to set a colour or a halo. Valid until the next. */
CopilPlaced          *copil_layout_add_text (CopilLayout          *self,
                                             const char           *text,
                                             CopilFont             font,
                                             CopilColorRole        color,
                                             CopilAlign            align,
                                             double                x,
                                             double                y);
void                  copil_placed_set_halo (CopilPlaced          *self,
                                             const CopilLayout    *layout);
void                  copil_layout_draw_text (CopilLayout         *self,
                                             cairo_t              *cr);
/* Nothing to draw: the sentence in the middle, wrapped. */
void                  copil_layout_add_empty (CopilLayout         *self,
                                             cairo_rectangle_t     area,
                                             const char           *sentence);

/* "62,8 % (3 412 sur 5 433), provisoire", or the word for what is missing. */
char                 *copil_figure_to_label (const CopilFigure    *figure,
                                             const CopilChartHead *head);
/* "62,8 %", or "n.d.". */
char                 *copil_figure_to_value (const CopilFigure    *figure,
                                             const CopilChartHead *head);
/* The value in a sentence, in full unless it is a wall of digits. */
char                 *copil_value_in_full   (double                value,
                                             const CopilChartHead *head);
/* What is not a number is not available, whatever its status says. */
void                  copil_figure_check    (CopilFigure          *figure);
/* Copies that live as long as the chart, checked. */
CopilFigure          *copil_chart_keep_figures (CopilChart        *self,
                                             const CopilFigure    *figures,
                                             gsize                 n);
static inline gboolean
copil_figure_is_drawn (const CopilFigure *figure)
{
  return copil_cell_status_has_value (figure->status) && figure->value - figure->value == 0;
}

/* The table twin: start one with its header, then add rows; each cell (transfer full). */
GPtrArray            *copil_table_new       (void);
void                  copil_table_add_row   (GPtrArray            *self,
                                             char                 *first,
                                             ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
