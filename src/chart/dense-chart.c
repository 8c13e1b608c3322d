/* dense-chart.c: a line of millions of points
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/dense-chart.h"

#include "chart/axis.h"
#include "chart/decimate.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>

/* Rows of the table twin: beyond this it is a sample of the columns, extremes kept. */
#define MAX_ROWS 500

struct _CopilDenseChart
{
  CopilChart      parent_instance;

  CopilDenseData  data;
  const double   *y;
  const double   *x; /* NULL: ranks */
  gsize           n;
  CopilExtremes  *extremes;
  CopilSpan       span; /* of all of it */
};

typedef struct
{
  CopilLayout       base;
  cairo_rectangle_t plot;
  CopilScale        x, y;
  CopilTicks        x_ticks, y_ticks;
  CopilPoint       *points; /* two a column, in the order of the data */
  guint             n_points;
  guint             n_columns;
} DenseLayout;

G_DEFINE_FINAL_TYPE (CopilDenseChart, copil_dense_chart, COPIL_TYPE_CHART)

static gboolean
is_empty (const CopilDenseChart *self)
{
  return !(self->span.high >= self->span.low);
}

static double
x_of (const CopilDenseChart *self,
      gsize                  rank)
{
  return self->x ? self->x[rank] : (double) rank;
}

/* The first point at or after @x. */
static gsize
rank_at (const CopilDenseChart *self,
         double                 x)
{
  gsize low = 0, high = self->n;

  if (self->x == NULL)
    return (gsize) CLAMP (ceil (x), 0, (double) self->n);
  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (self->x[middle] < x)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* -- Layout --------------------------------------------------------------------------------- */

static void
place_x (CopilDenseChart *self,
         DenseLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double y = layout->plot.y + layout->plot.height + font.size * 1.4;

  for (guint i = 0; i < layout->x_ticks.n; i++)
    {
      double value = layout->x_ticks.values[i], x = copil_scale_map (&layout->x, value), half;
      g_autofree char *text = copil_axis_number (value, layout->x_ticks.decimals);

      if (value < layout->x.low || value > layout->x.high)
        continue;
      half = copil_text_width (text, font) / 2;
      copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_CENTRE,
                             CLAMP (x, half, base->width - half), y);
    }
  if (self->data.x_label)
    copil_layout_add_text (base, self->data.x_label, font, COPIL_COLOR_INK3, COPIL_ALIGN_RIGHT,
                           base->width, y + font.size * 1.4);
}

static void
place_axes (CopilDenseChart *self,
            DenseLayout     *layout)
{
  CopilLayout *base = &layout->base;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK), top = size * 0.75;
  double bottom = size * (self->data.x_label ? 3.2 : 1.8);
  double height = MAX (base->height - top - bottom, 1);
  double first = x_of (self, 0), last = x_of (self, self->n - 1);
  CopilExtent extent = COPIL_EXTENT_EMPTY;

  copil_extent_add (&extent, self->span.low);
  copil_extent_add (&extent, self->span.high);
  layout->y_ticks = copil_axis_ticks (base, extent, FALSE, self->data.head.decimals, height);
  layout->plot.x = MIN (copil_axis_margin (base, &layout->y_ticks, self->data.head.unit),
                        base->width * 0.4);
  layout->plot.y = top;
  layout->plot.width = MAX (base->width - layout->plot.x, 1);
  layout->plot.height = height;
  layout->x_ticks = copil_ticks_compute ((CopilExtent) { first, last }, FALSE, self->x ? 0 : 1,
                                         (guint) CLAMP (layout->plot.width / (size * 7), 2, 8));
  layout->y = (CopilScale) { layout->y_ticks.low, layout->y_ticks.high, top + height, top };
  layout->x = (CopilScale) { first, last > first ? last : first + 1, layout->plot.x,
                             base->width };
  copil_axis_place_values (base, &layout->y_ticks, &layout->y, self->data.head.unit,
                           layout->plot.x);
  place_x (self, layout);
}

static void
add_point (CopilDenseChart *self,
           DenseLayout     *layout,
           gsize            rank)
{
  layout->points[layout->n_points++]
      = (CopilPoint) { copil_scale_map (&layout->x, x_of (self, rank)),
                       copil_scale_map (&layout->y, self->y[rank]) };
}

/* A column of pixels shows its least and its greatest value in the order they come. A column of
 * nothing but gaps breaks the line. */
static void
add_column (CopilDenseChart *self,
            DenseLayout     *layout,
            gsize            from,
            gsize            to)
{
  CopilSpan span = copil_extremes_span (self->extremes, from, to);
  cairo_rectangle_t rect;
  guint first = layout->n_points;

  if (from == to)
    return;
  if (!(span.high >= span.low) || !isfinite (span.low) || !isfinite (span.high))
    {
      layout->points[layout->n_points++] = (CopilPoint) { layout->plot.x, NAN };
      return;
    }
  add_point (self, layout, MIN (span.at_low, span.at_high));
  if (span.at_low != span.at_high)
    add_point (self, layout, MAX (span.at_low, span.at_high));
  rect = (cairo_rectangle_t) { layout->points[first].x - 1,
                               copil_scale_map (&layout->y, span.high) - 1, 2,
                               (span.high - span.low) / (layout->y.high - layout->y.low)
                                       * layout->plot.height
                                   + 2 };
  copil_layout_add_mark (&layout->base, rect, (guint) MIN (span.at_high, G_MAXUINT), -1);
}

/* A column is a pixel on screen, and half a point on paper. */
static void
place_points (CopilDenseChart *self,
              DenseLayout     *layout)
{
  guint columns = (guint) MAX (layout->plot.width * (layout->base.theme.paper ? 2 : 1), 1);
  gsize from = 0;

  columns = (guint) MIN (columns, self->n);
  layout->points = copil_layout_alloc (&layout->base, 2 * columns, sizeof (CopilPoint));
  for (guint i = 0; i < columns; i++)
    {
      double end = layout->x.low + (layout->x.high - layout->x.low) * (i + 1) / columns;
      gsize to = i + 1 == columns ? self->n : MAX (rank_at (self, end), from);

      add_column (self, layout, from, to);
      from = to;
    }
}

static char *copil_dense_chart_describe (CopilChart *chart);

static void
copil_dense_chart_layout (CopilChart  *chart,
                          CopilLayout *base)
{
  CopilDenseChart *self = COPIL_DENSE_CHART (chart);
  DenseLayout *layout = (DenseLayout *) base;

  if (is_empty (self))
    {
      g_autofree char *sentence = copil_dense_chart_describe (chart);

      copil_layout_add_empty (base, (cairo_rectangle_t) { 0, 0, base->width, base->height },
                              sentence);
      return;
    }
  place_axes (self, layout);
  place_points (self, layout);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
copil_dense_chart_draw (CopilChart  *chart,
                        CopilLayout *base,
                        cairo_t     *cr)
{
  DenseLayout *layout = (DenseLayout *) base;
  const CopilTheme *theme = &base->theme;
  double right = layout->plot.x + layout->plot.width;
  double bottom = layout->plot.y + layout->plot.height;
  double width = copil_theme_stroke (theme, COPIL_STROKE_AXIS);

  if (layout->y_ticks.n > 0)
    {
      copil_axis_draw_grid (cr, base, &layout->y_ticks, &layout->y, layout->plot.x, right);
      copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
      copil_paint_hline (cr, theme, layout->plot.x, right, bottom, width);
      copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
      cairo_set_line_width (cr, width);
      /* Joins of a hairline are not seen, and round ones cost more than the line itself. */
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
      copil_paint_polyline (cr, layout->points, layout->n_points);
    }
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static char *
position_text (const CopilDenseChart *self,
               gsize                  rank)
{
  return copil_axis_number (x_of (self, rank), 0);
}

/* Only the columns of the drawing are walked: nobody walks a million points. */
static guint
copil_dense_chart_get_n_data (CopilChart *chart)
{
  return 0;
}

static char *
copil_dense_chart_label (CopilChart      *chart,
                         const CopilMark *mark)
{
  CopilDenseChart *self = COPIL_DENSE_CHART (chart);
  g_autofree char *at = position_text (self, mark->datum);
  g_autofree char *value = copil_value_in_full (self->y[mark->datum], &self->data.head);

  return g_strdup_printf ("%s" COPIL_NBSP ": %s", at, value);
}

static char *
copil_dense_chart_describe (CopilChart *chart)
{
  CopilDenseChart *self = COPIL_DENSE_CHART (chart);
  const char *name = self->data.name ? self->data.name : self->data.head.title;

  if (is_empty (self))
    return g_strdup_printf ("%s" COPIL_NBSP ": aucune donnée.", name);
  g_autofree char *count = copil_format_count ((gint64) self->n, "point", "points");
  g_autofree char *low = copil_value_in_full (self->span.low, &self->data.head);
  g_autofree char *high = copil_value_in_full (self->span.high, &self->data.head);
  g_autofree char *at_low = position_text (self, self->span.at_low);
  g_autofree char *at_high = position_text (self, self->span.at_high);

  return g_strdup_printf ("%s" COPIL_NBSP ": %s. Minimum %s à %s, maximum %s à %s.", name, count,
                          low, at_low, high, at_high);
}

static void
add_row (CopilDenseChart *self,
         GPtrArray       *table,
         gsize            rank)
{
  copil_table_add_row (table, position_text (self, rank),
                       copil_format_number (self->y[rank], self->data.head.decimals), NULL);
}

static GPtrArray *
copil_dense_chart_get_table (CopilChart *chart)
{
  CopilDenseChart *self = COPIL_DENSE_CHART (chart);
  GPtrArray *table = copil_table_new ();
  gsize rows = MIN (self->n, MAX_ROWS);

  copil_table_add_row (table, g_strdup (self->data.x_label ? self->data.x_label : "Rang"),
                       g_strdup (self->data.head.unit ? self->data.head.unit : "Valeur"), NULL);
  for (gsize i = 0; i < rows; i++)
    {
      CopilSpan span
          = copil_extremes_span (self->extremes, self->n * i / rows, self->n * (i + 1) / rows);

      add_row (self, table, MIN (span.at_low, span.at_high));
      if (span.at_low != span.at_high)
        add_row (self, table, MAX (span.at_low, span.at_high));
    }
  return table;
}

static void
copil_dense_chart_finalize (GObject *object)
{
  CopilDenseChart *self = COPIL_DENSE_CHART (object);

  copil_extremes_free (self->extremes);
  g_clear_pointer (&self->data.y, g_bytes_unref);
  g_clear_pointer (&self->data.x, g_bytes_unref);
  G_OBJECT_CLASS (copil_dense_chart_parent_class)->finalize (object);
}

static void
copil_dense_chart_class_init (CopilDenseChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = copil_dense_chart_finalize;
  chart_class->layout_size = sizeof (DenseLayout);
  chart_class->layout = copil_dense_chart_layout;
  chart_class->draw = copil_dense_chart_draw;
  chart_class->get_n_data = copil_dense_chart_get_n_data;
  chart_class->label = copil_dense_chart_label;
  chart_class->describe = copil_dense_chart_describe;
  chart_class->get_table = copil_dense_chart_get_table;
}

static void
copil_dense_chart_init (CopilDenseChart *self)
{
}

/**
 * copil_dense_chart_new:
 * @data: its strings are copied, its bytes referenced
 *
 * Returns: (transfer full): a line chart for as many points as there are
 */
CopilChart *
copil_dense_chart_new (const CopilDenseData *data)
{
  CopilDenseChart *self = g_object_new (COPIL_TYPE_DENSE_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  gsize size = 0;

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.x_label = copil_chart_keep_text (chart, data->x_label);
  self->data.name = copil_chart_keep_text (chart, data->name);
  self->data.y = data->y ? g_bytes_ref (data->y) : g_bytes_new (NULL, 0);
  self->data.x = data->x ? g_bytes_ref (data->x) : NULL;
  self->y = g_bytes_get_data (self->data.y, &size);
  self->n = size / sizeof (double);
  if (self->data.x)
    {
      self->x = g_bytes_get_data (self->data.x, &size);
      self->n = MIN (self->n, size / sizeof (double));
    }
  self->extremes = copil_extremes_new (self->y, self->n);
  self->span = copil_extremes_span (self->extremes, 0, self->n);
  return chart;
}
