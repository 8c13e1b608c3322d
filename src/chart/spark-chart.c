/* spark-chart.c: a line without axes, as high as a row of text
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/spark-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "chart/scale.h"
#include "core/format.h"

#include <math.h>

struct _CopilSparkChart
{
  CopilChart     parent_instance;

  CopilSparkData data;
  int            last; /* index of the last value, -1: none */
};

typedef struct
{
  CopilLayout base;
  CopilPoint *points;
} SparkLayout;

G_DEFINE_FINAL_TYPE (CopilSparkChart, copil_spark_chart, COPIL_TYPE_CHART)

static CopilScale
value_scale (CopilSparkChart *self,
             double           low,
             double           high)
{
  CopilExtent extent = COPIL_EXTENT_EMPTY;

  for (guint i = 0; i < self->data.n; i++)
    if (copil_figure_is_drawn (&self->data.figures[i]))
      copil_extent_add (&extent, self->data.figures[i].value);
  /* A constant runs through the middle. */
  if (!(extent.high > extent.low))
    return (CopilScale) { extent.low - 1 - fabs (extent.low) / 10,
                          extent.low + 1 + fabs (extent.low) / 10, high, low };
  return (CopilScale) { extent.low, extent.high, high, low };
}

static void
copil_spark_chart_layout (CopilChart  *chart,
                          CopilLayout *base)
{
  CopilSparkChart *self = COPIL_SPARK_CHART (chart);
  SparkLayout *layout = (SparkLayout *) base;
  double pad = MIN (copil_theme_length (&base->theme, 4), MIN (base->width, base->height) / 3);
  CopilScale y = value_scale (self, pad, base->height - pad);
  CopilScale x = { 0, MAX (self->data.n, 2) - 1, pad, base->width - pad };

  layout->points = copil_layout_alloc (base, self->data.n, sizeof (CopilPoint));
  for (guint i = 0; i < self->data.n; i++)
    {
      const CopilFigure *figure = &self->data.figures[i];
      CopilPoint *point = &layout->points[i];

      point->x = self->data.n == 1 ? base->width / 2 : copil_scale_map (&x, i);
      point->y = copil_figure_is_drawn (figure) ? copil_scale_map (&y, figure->value) : NAN;
      copil_layout_add_mark (base,
                             (cairo_rectangle_t) { point->x - pad,
                                                   isnan (point->y) ? 0 : point->y - pad, 2 * pad,
                                                   isnan (point->y) ? base->height : 2 * pad },
                             i, self->data.first.index + (int) i);
    }
}

static void
copil_spark_chart_draw (CopilChart  *chart,
                        CopilLayout *base,
                        cairo_t     *cr)
{
  CopilSparkChart *self = COPIL_SPARK_CHART (chart);
  SparkLayout *layout = (SparkLayout *) base;
  const CopilPoint *end;
  gboolean is_now;

  if (self->last < 0)
    {
      copil_paint_color (cr, &base->theme, COPIL_COLOR_AXIS);
      copil_paint_dashes (cr, copil_theme_length (&base->theme, 2),
                          copil_theme_length (&base->theme, 3));
      copil_paint_hline (cr, &base->theme, 0, base->width, base->height / 2,
                         copil_theme_stroke (&base->theme, COPIL_STROKE_AXIS));
      return;
    }
  copil_paint_color (cr, &base->theme, COPIL_COLOR_INK2);
  cairo_set_line_width (cr, copil_theme_stroke (&base->theme, COPIL_STROKE_SPARK));
  copil_paint_polyline (cr, layout->points, self->data.n);
  end = &layout->points[self->last];
  /* The figure beside the line is that of the last period: an older value does not pass for it. */
  is_now = self->last == (int) self->data.n - 1;
  copil_paint_color (cr, &base->theme, is_now ? COPIL_COLOR_ACCENT : COPIL_COLOR_INK2);
  copil_paint_circle (cr, end->x, end->y,
                      MIN (copil_theme_length (&base->theme, is_now ? 3 : 1.5), base->height / 3));
  cairo_fill (cr);
}

static guint
copil_spark_chart_get_n_data (CopilChart *chart)
{
  return COPIL_SPARK_CHART (chart)->data.n;
}

static char *
copil_spark_chart_label (CopilChart      *chart,
                         const CopilMark *mark)
{
  CopilSparkChart *self = COPIL_SPARK_CHART (chart);
  g_autofree char *period
      = copil_format_period (copil_period_shift (self->data.first, (int) mark->datum));
  g_autofree char *value
      = copil_figure_to_label (&self->data.figures[mark->datum], &self->data.head);

  return g_strconcat (period, COPIL_NBSP ": ", value, NULL);
}

static char *
copil_spark_chart_describe (CopilChart *chart)
{
  CopilSparkChart *self = COPIL_SPARK_CHART (chart);
  const CopilSparkData *data = &self->data;
  int first = 0;

  if (self->last < 0)
    return g_strdup_printf ("%s" COPIL_NBSP ": aucune donnée.", data->head.title);
  while (!copil_figure_is_drawn (&data->figures[first]))
    first++;
  g_autofree char *from = copil_figure_to_value (&data->figures[first], &data->head);
  g_autofree char *to = copil_figure_to_value (&data->figures[self->last], &data->head);
  g_autofree char *from_in = copil_format_period_in (copil_period_shift (data->first, first));
  g_autofree char *to_in = copil_format_period_in (copil_period_shift (data->first, self->last));

  if (first == self->last)
    return g_strdup_printf ("%s" COPIL_NBSP ": %s %s.", data->head.title, to, to_in);
  return g_strdup_printf ("%s" COPIL_NBSP ": de %s %s à %s %s.", data->head.title, from, from_in,
                          to, to_in);
}

static GPtrArray *
copil_spark_chart_get_table (CopilChart *chart)
{
  const CopilSparkData *data = &COPIL_SPARK_CHART (chart)->data;
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Période"),
                       data->head.unit ? g_strdup_printf ("Valeur (%s)", data->head.unit)
                                       : g_strdup ("Valeur"),
                       g_strdup ("Statut"), NULL);
  for (guint i = 0; i < data->n; i++)
    copil_table_add_row (table, copil_format_period (copil_period_shift (data->first, (int) i)),
                         copil_format_figure (&data->figures[i], NULL, data->head.decimals),
                         g_strdup (copil_format_status_word (data->figures[i].status)), NULL);
  return table;
}

static void
copil_spark_chart_class_init (CopilSparkChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (SparkLayout);
  chart_class->layout = copil_spark_chart_layout;
  chart_class->draw = copil_spark_chart_draw;
  chart_class->get_n_data = copil_spark_chart_get_n_data;
  chart_class->label = copil_spark_chart_label;
  chart_class->describe = copil_spark_chart_describe;
  chart_class->get_table = copil_spark_chart_get_table;
}

static void
copil_spark_chart_init (CopilSparkChart *self)
{
}

/**
 * copil_spark_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a sparkline
 */
CopilChart *
copil_spark_chart_new (const CopilSparkData *data)
{
  CopilSparkChart *self = g_object_new (COPIL_TYPE_SPARK_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.figures = copil_chart_keep_figures (chart, data->figures, data->n);
  self->last = -1;
  for (guint i = 0; i < data->n; i++)
    if (copil_figure_is_drawn (&data->figures[i]))
      self->last = (int) i;
  return chart;
}
