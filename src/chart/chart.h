/* chart.h: a drawing of data, the same for every medium
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <glib-object.h>

#include "chart/theme.h"

G_BEGIN_DECLS

/**
 * CopilChart:
 *
 * Abstract. A function of (data, theme, size in points, cairo context): the screen, the PDF,
 * SVG and PNG call the same code. Data is given at construction and never changes: a new
 * figure is a new chart. Layout is computed once for a size and a theme, and kept.
 */
#define COPIL_TYPE_CHART (copil_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (CopilChart, copil_chart, COPIL, CHART, GObject)

/**
 * CopilChartHit:
 * @rect: bounds of the mark, points
 * @key: what the caller gave for this datum (a territory or period index), -1: none
 * @label: (owned): "octobre 2026 : 62,8 % (3 412 sur 5 433), provisoire"
 */
typedef struct
{
  cairo_rectangle_t rect;
  int               key;
  char             *label;
} CopilChartHit;

void        copil_chart_hit_clear    (CopilChartHit *hit);

void        copil_chart_draw         (CopilChart       *self,
                                      cairo_t          *cr,
                                      const CopilTheme *theme,
                                      double            width,
                                      double            height);
/* The datum nearest to a point, within reach; data are also walked in order by the keyboard. */
gboolean    copil_chart_hit_test     (CopilChart       *self,
                                      const CopilTheme *theme,
                                      double            width,
                                      double            height,
                                      double            x,
                                      double            y,
                                      CopilChartHit    *hit);
guint       copil_chart_get_n_data   (CopilChart       *self);
gboolean    copil_chart_get_datum    (CopilChart       *self,
                                      const CopilTheme *theme,
                                      double            width,
                                      double            height,
                                      guint             index,
                                      CopilChartHit    *hit);
/* What it wants: the height in points that its rows or its aspect need at @width; 0: any. */
double      copil_chart_get_height   (CopilChart       *self,
                                      const CopilTheme *theme,
                                      double            width);

/* (transfer full): the text alternative, a French sentence. */
char       *copil_chart_describe     (CopilChart       *self);
/* (transfer full): the table twin: rows of strings, the first one the header. */
GPtrArray  *copil_chart_get_table    (CopilChart       *self); /* element-type GStrv */

const char *copil_chart_get_title    (CopilChart       *self);
const char *copil_chart_get_subtitle (CopilChart       *self);
const char *copil_chart_get_note     (CopilChart       *self);

G_END_DECLS
