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
 * figure is a new chart. Layout is computed once for a size and a theme, and kept. A chart is
 * used by one thread at a time.
 *
 * Title, subtitle and note are not part of the drawing: the caller sets them as real text
 * (export.h does for a chart alone).
 */
typedef struct _CopilLayout CopilLayout;
typedef struct _CopilMark CopilMark;

#define COPIL_TYPE_CHART (copil_chart_get_type ())
G_DECLARE_DERIVABLE_TYPE (CopilChart, copil_chart, COPIL, CHART, GObject)

/**
 * CopilChartClass:
 * @layout_size: bytes of the layout of this kind
 * @layout: fills in a zeroed layout whose head is set
 * @draw: draws it
 * @get_n_data: how many data the keyboard walks
 * @label: (transfer full): one line on a mark
 * @pick: (nullable): the mark under a point by its shape, -1: none (then by nearness)
 * @outline: (nullable): path of a mark's outline, by default its bounds
 * @get_height: (nullable): see copil_chart_get_height()
 */
struct _CopilChartClass
{
  GObjectClass parent_class;

  gsize        layout_size;
  void       (*layout)     (CopilChart       *self,
                            CopilLayout      *layout);
  void       (*draw)       (CopilChart       *self,
                            CopilLayout      *layout,
                            cairo_t          *cr);
  guint      (*get_n_data) (CopilChart       *self);
  char      *(*label)      (CopilChart       *self,
                            const CopilMark  *mark);
  int        (*pick)       (CopilChart       *self,
                            CopilLayout      *layout,
                            double            x,
                            double            y);
  void       (*outline)    (CopilChart       *self,
                            CopilLayout      *layout,
                            cairo_t          *cr,
                            guint             mark);
  double     (*get_height) (CopilChart       *self,
                            const CopilTheme *theme,
                            double            width);
  char      *(*describe)   (CopilChart       *self);
  GPtrArray *(*get_table)  (CopilChart       *self);
};

/**
 * CopilChartHead:
 * @title: what is drawn, of whom: "Nord, part des rendez-vous tenus sous 30 jours"
 * @subtitle: (nullable): "en % des orientations notifiées dans le mois"
 * @note: (nullable): reservations, source
 * @unit: (nullable): of the values: "%", "jours", "€"
 * @decimals: of the values
 *
 * What every chart is told first. Strings are copied.
 */
typedef struct
{
  const char *title;
  const char *subtitle;
  const char *note;
  const char *unit;
  int         decimals;
} CopilChartHead;

/**
 * CopilChartHit:
 * @rect: bounds of the mark, points
 * @x: the point that stands for it: inside its shape, where @rect may not be
 * @y: likewise
 * @mark: which mark of the drawing; the data to walk are the marks 0 to n_data - 1
 * @key: what the caller gave for this datum (a territory or period index), -1: none
 * @label: (owned): "octobre 2026 : 62,8 % (3 412 sur 5 433), provisoire"
 */
typedef struct
{
  cairo_rectangle_t rect;
  double            x, y;
  guint             mark;
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
/* The ink outline of a mark and its label, over the chart: for hover and for focus. */
void        copil_chart_draw_hit     (CopilChart          *self,
                                      cairo_t             *cr,
                                      const CopilTheme    *theme,
                                      double               width,
                                      double               height,
                                      const CopilChartHit *hit);
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

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilChartHit, copil_chart_hit_clear)

G_END_DECLS
