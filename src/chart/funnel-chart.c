/* funnel-chart.c: rates against the volume they rest on, so that noise is not ranked
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/funnel-private.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>

/* The limits of a tiny volume leave the drawing: the axis follows the points. */
typedef struct
{
  CopilLayout       base;
  cairo_rectangle_t plot;
  CopilScale        x, y;
  CopilTicks        x_ticks, y_ticks;
  CopilPoint       *points; /* NAN: not drawn */
  gboolean          empty;
} FunnelLayout;

G_DEFINE_FINAL_TYPE (CopilFunnelChart, copil_funnel_chart, COPIL_TYPE_CHART)

/* -- Axes ----------------------------------------------------------------------------------- */

static void
extend (CopilFunnelChart *self,
        CopilExtent      *volumes,
        CopilExtent      *rates)
{
  for (guint i = 0; i < self->data.n_points; i++)
    if (copil_funnel_is_drawn (&self->data.points[i]))
      {
        copil_extent_add (volumes, self->data.points[i].volume);
        copil_extent_add (rates, self->data.points[i].figure.value);
      }
  copil_extent_add (rates, self->data.mean);
  if (self->data.n_limits > 0)
    {
      const CopilFunnelLimit *last = &self->data.limits[self->data.n_limits - 1];

      copil_extent_add (rates, last->low998);
      copil_extent_add (rates, last->high998);
    }
}

static void
place_volumes (CopilFunnelChart *self,
               FunnelLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double y = layout->plot.y + layout->plot.height + font.size * 1.4;

  for (guint i = 0; i < layout->x_ticks.n; i++)
    {
      double x = copil_scale_map (&layout->x, layout->x_ticks.values[i]);
      g_autofree char *text
          = copil_axis_number (layout->x_ticks.values[i], layout->x_ticks.decimals);
      double half = copil_text_width (text, font) / 2;

      if (x <= layout->plot.x + layout->plot.width + 0.5)
        copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_CENTRE,
                               MIN (x, base->width - half), y);
    }
  if (self->data.axis_label)
    {
      g_autofree char *label = copil_text_fit (self->data.axis_label, font, layout->plot.width);

      copil_layout_add_text (base, label, font, COPIL_COLOR_INK3, COPIL_ALIGN_RIGHT, base->width,
                             y + font.size * 1.4);
    }
}

/* The axis ends with the limits, or a little after the last point. */
static double
last_volume (CopilFunnelChart   *self,
             const FunnelLayout *layout,
             double              largest)
{
  double limit = self->data.n_limits ? self->data.limits[self->data.n_limits - 1].volume : 0;

  return limit >= largest ? limit : MIN (layout->x_ticks.high, largest * 1.15);
}

static void
place_axes (CopilFunnelChart *self,
            FunnelLayout     *layout,
            CopilExtent       volumes,
            CopilExtent       rates)
{
  CopilLayout *base = &layout->base;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK);
  double bottom = size * (self->data.axis_label ? 3.2 : 1.8), top = size * 0.75;
  double height = MAX (base->height - top - bottom, 1);

  layout->y_ticks = copil_axis_ticks (base, rates, FALSE, self->data.head.decimals, height);
  layout->plot.x = MIN (copil_axis_margin (base, &layout->y_ticks, self->data.head.unit),
                        base->width * 0.4);
  layout->plot.y = top;
  layout->plot.height = height;
  layout->plot.width = MAX (base->width - layout->plot.x, 1);
  layout->x_ticks = copil_ticks_compute (
      volumes, TRUE, 1, (guint) CLAMP (layout->plot.width / (size * 6), 2, 5));
  layout->y = (CopilScale) { layout->y_ticks.low, layout->y_ticks.high, top + height, top };
  layout->x = (CopilScale) { 0, last_volume (self, layout, volumes.high), layout->plot.x,
                             base->width };
  copil_axis_place_values (base, &layout->y_ticks, &layout->y, self->data.head.unit,
                           layout->plot.x);
  place_volumes (self, layout);
}

/* -- Points --------------------------------------------------------------------------------- */

static double
radius_of (const CopilLayout      *layout,
           const CopilFunnelPoint *point)
{
  return copil_theme_length (&layout->theme, point->subject ? 5 : 3.2);
}

static void
place_points (CopilFunnelChart *self,
              FunnelLayout     *layout)
{
  layout->points
      = copil_layout_alloc (&layout->base, self->data.n_points, sizeof (CopilPoint));
  for (guint i = 0; i < self->data.n_points; i++)
    {
      const CopilFunnelPoint *point = &self->data.points[i];
      double radius = radius_of (&layout->base, point);
      CopilPoint *at = &layout->points[i];

      *at = (CopilPoint) { layout->plot.x, NAN };
      if (copil_funnel_is_drawn (point))
        *at = (CopilPoint) { copil_scale_map (&layout->x, point->volume),
                             copil_scale_map (&layout->y, point->figure.value) };
      copil_layout_add_mark (
          &layout->base,
          (cairo_rectangle_t) { at->x - radius,
                                (isnan (at->y) ? layout->plot.y : at->y) - radius, 2 * radius,
                                2 * radius },
          i, point->key);
    }
}

/* -- Names ---------------------------------------------------------------------------------- */

/* Beside the point, then over and under it, then further off. */
static void
place_name (CopilFunnelChart *self,
            FunnelLayout     *layout,
            CopilLabels      *labels,
            guint             index)
{
  CopilLayout *base = &layout->base;
  const CopilFunnelPoint *point = &self->data.points[index];
  CopilWeight weight = point->subject ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, weight);
  double width = copil_text_width (point->name, font), height = font.size * 1.2;
  double gap = radius_of (base, point) + copil_theme_length (&base->theme, 3);
  CopilPoint at = layout->points[index];
  cairo_rectangle_t places[] = {
    { at.x + gap, at.y - height / 2, width, height },
    { at.x - gap - width, at.y - height / 2, width, height },
    { at.x + gap * 0.5, at.y - gap - height * 0.9, width, height },
    { at.x + gap * 0.5, at.y + gap * 0.8, width, height },
    { at.x - gap * 0.5 - width, at.y - gap - height * 0.9, width, height },
    { at.x - gap * 0.5 - width, at.y + gap * 0.8, width, height },
    { at.x - width / 2, at.y - gap - height, width, height },
    { at.x - width / 2, at.y + gap, width, height },
  };
  int chosen = copil_labels_place (labels, places, G_N_ELEMENTS (places),
                                   point->subject ? INFINITY : width * height * 0.4);
  CopilPlaced *placed;

  if (chosen < 0)
    return;
  placed = copil_layout_add_text (base, point->name, font,
                                  point->subject ? COPIL_COLOR_ACCENT : COPIL_COLOR_INK2,
                                  COPIL_ALIGN_LEFT, places[chosen].x,
                                  places[chosen].y + font.size * 0.96);
  copil_placed_set_halo (placed, base);
}

static void
place_reminder (CopilFunnelChart *self,
                FunnelLayout     *layout,
                CopilLabels      *labels)
{
  static const char text[] = "limites à 95" COPIL_NBSP "% (tirets) et 99,8" COPIL_NBSP "%";
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double width = copil_text_width (text, font), height = font.size * 1.3;
  double x = base->width - width, bottom = layout->plot.y + layout->plot.height;
  cairo_rectangle_t places[] = { { x, bottom - height * 1.2, width, height },
                                 { x, layout->plot.y, width, height } };
  int chosen;

  if (self->data.n_limits == 0)
    return;
  chosen = copil_labels_place (labels, places, G_N_ELEMENTS (places), width * height * 0.8);
  if (chosen >= 0)
    copil_placed_set_halo (
        copil_layout_add_text (base, text, font, COPIL_COLOR_INK2, COPIL_ALIGN_RIGHT, base->width,
                               places[chosen].y + font.size * 0.96),
        base);
}

static void
place_mean (CopilFunnelChart *self,
            FunnelLayout     *layout,
            CopilLabels      *labels)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double height = font.size * 1.2, width, y;
  g_autofree char *number = NULL, *text = NULL;
  int chosen;

  if (!isfinite (self->data.mean))
    return;
  number = copil_axis_number (self->data.mean, self->data.head.decimals);
  text = g_strconcat ("moyenne ", number, NULL);
  width = copil_text_width (text, font);
  y = copil_scale_map (&layout->y, self->data.mean);
  cairo_rectangle_t places[] = {
    { base->width - width, y - height - 2, width, height },
    { base->width - width, y + 2, width, height },
    { base->width - 2.2 * width, y - height - 2, width, height },
    { base->width - 2.2 * width, y + 2, width, height },
  };
  chosen = copil_labels_place (labels, places, G_N_ELEMENTS (places), INFINITY);
  if (chosen < 0)
    return;
  copil_placed_set_halo (
      copil_layout_add_text (base, text, font, COPIL_COLOR_INK, COPIL_ALIGN_LEFT,
                             places[chosen].x, places[chosen].y + font.size * 0.96),
      base);
}

static void
avoid_lines (CopilFunnelChart *self,
             FunnelLayout     *layout,
             CopilLabels      *labels)
{
  for (guint i = 1; i < self->data.n_limits; i++)
    {
      const CopilFunnelLimit *from = &self->data.limits[i - 1], *to = &self->data.limits[i];
      double x1 = copil_scale_map (&layout->x, from->volume);
      double x2 = copil_scale_map (&layout->x, to->volume);

      copil_labels_avoid_line (labels, (CopilSegment) {
                                           x1, copil_scale_map (&layout->y, from->low998), x2,
                                           copil_scale_map (&layout->y, to->low998) });
      copil_labels_avoid_line (labels, (CopilSegment) {
                                           x1, copil_scale_map (&layout->y, from->high998), x2,
                                           copil_scale_map (&layout->y, to->high998) });
    }
  if (isfinite (self->data.mean))
    {
      double y = copil_scale_map (&layout->y, self->data.mean);

      copil_labels_avoid_line (labels, (CopilSegment) { layout->plot.x, y, layout->base.width, y });
    }
}

/* The subject first, then what is outside, then peers: what comes last is dropped first. */
static void
place_names (CopilFunnelChart *self,
             FunnelLayout     *layout)
{
  g_auto (CopilLabels) labels = { 0 };

  copil_labels_init (&labels, layout->plot);
  for (guint i = 0; i < self->data.n_points; i++)
    if (isnan (layout->points[i].y))
      continue;
    else if (self->data.points[i].subject)
      copil_labels_avoid_text (&labels, g_array_index (layout->base.marks, CopilMark, i).rect);
    else
      copil_labels_avoid (&labels, g_array_index (layout->base.marks, CopilMark, i).rect);
  avoid_lines (self, layout, &labels);
  for (guint pass = 0; pass < 3; pass++)
    {
      if (pass == 1)
        place_mean (self, layout, &labels);
      for (guint i = 0; i < self->data.n_points; i++)
        {
          const CopilFunnelPoint *point = &self->data.points[i];
          guint turn = point->subject ? 0 : point->outside != 0 ? 1 : point->peer ? 2 : 3;

          if (turn == pass && !isnan (layout->points[i].y))
            place_name (self, layout, &labels, i);
        }
    }
  place_reminder (self, layout, &labels);
}

static void
copil_funnel_chart_layout (CopilChart  *chart,
                           CopilLayout *base)
{
  CopilFunnelChart *self = COPIL_FUNNEL_CHART (chart);
  FunnelLayout *layout = (FunnelLayout *) base;
  CopilExtent volumes = COPIL_EXTENT_EMPTY, rates = COPIL_EXTENT_EMPTY;

  extend (self, &volumes, &rates);
  layout->empty = copil_extent_is_empty (&volumes);
  if (layout->empty)
    {
      g_autofree char *sentence = copil_funnel_describe (chart);

      layout->plot = (cairo_rectangle_t) { 0, 0, base->width, base->height };
      copil_layout_add_empty (base, layout->plot, sentence);
      place_points (self, layout);
      return;
    }
  place_axes (self, layout, volumes, rates);
  place_points (self, layout);
  place_names (self, layout);
}

/* -- Drawing -------------------------------------------------------------------------------- */

/* A path along one limit; @back returns along it, to close a band. */
static void
limit_path (cairo_t            *cr,
            CopilFunnelChart   *self,
            const FunnelLayout *layout,
            gsize               offset,
            gboolean            back)
{
  guint n = self->data.n_limits;

  for (guint i = 0; i < n; i++)
    {
      const CopilFunnelLimit *limit = &self->data.limits[back ? n - 1 - i : i];
      double rate = *(const double *) ((const char *) limit + offset);

      if (isfinite (rate))
        cairo_line_to (cr, copil_scale_map (&layout->x, limit->volume),
                       copil_scale_map (&layout->y, rate));
    }
}

static void
draw_limits (cairo_t            *cr,
             CopilFunnelChart   *self,
             const FunnelLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  static const gsize offsets[] = {
    G_STRUCT_OFFSET (CopilFunnelLimit, low998), G_STRUCT_OFFSET (CopilFunnelLimit, high998),
    G_STRUCT_OFFSET (CopilFunnelLimit, low95), G_STRUCT_OFFSET (CopilFunnelLimit, high95)
  };

  cairo_save (cr);
  cairo_rectangle (cr, layout->plot.x, layout->plot.y, layout->plot.width, layout->plot.height);
  cairo_clip (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_BAND);
  limit_path (cr, self, layout, offsets[0], FALSE);
  limit_path (cr, self, layout, offsets[1], TRUE);
  cairo_fill (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_LIMIT));
  for (guint i = 0; i < G_N_ELEMENTS (offsets); i++)
    {
      if (i == 2)
        copil_paint_dashes (cr, copil_theme_length (theme, 5), copil_theme_length (theme, 3));
      cairo_new_path (cr);
      limit_path (cr, self, layout, offsets[i], FALSE);
      cairo_stroke (cr);
    }
  copil_paint_solid (cr);
  cairo_restore (cr);
}

static void
draw_frame (cairo_t            *cr,
            CopilFunnelChart   *self,
            const FunnelLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = copil_theme_stroke (theme, COPIL_STROKE_AXIS);
  double bottom = layout->plot.y + layout->plot.height;

  if (isfinite (self->data.mean))
    {
      copil_paint_color (cr, theme, COPIL_COLOR_INK2);
      copil_paint_hline (cr, theme, layout->plot.x, layout->base.width,
                         copil_scale_map (&layout->y, self->data.mean), 1.2 * width);
    }
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  copil_paint_vline (cr, theme, layout->plot.x, layout->plot.y, bottom, width);
  copil_paint_hline (cr, theme, layout->plot.x, layout->base.width, bottom, width);
  for (guint i = 1; i < layout->x_ticks.n; i++)
    {
      double x = copil_scale_map (&layout->x, layout->x_ticks.values[i]);

      if (x <= layout->base.width)
        copil_paint_vline (cr, theme, x, bottom, bottom + copil_theme_length (theme, 4), width);
    }
}

static void
draw_point (cairo_t                *cr,
            const FunnelLayout     *layout,
            const CopilFunnelPoint *point,
            CopilPoint              at)
{
  const CopilTheme *theme = &layout->base.theme;
  double radius = radius_of (&layout->base, point);
  double width = copil_theme_stroke (theme, COPIL_STROKE_CONTEXT) * 0.8;

  if (!point->subject && !point->peer && point->outside == 0)
    {
      copil_paint_hollow (cr, theme, at.x, at.y, radius - width / 2, width,
                          &theme->colors[COPIL_COLOR_CONTEXT]);
      return;
    }
  copil_paint_circle (cr, at.x, at.y, radius + width);
  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  cairo_fill (cr);
  copil_paint_circle (cr, at.x, at.y, radius);
  copil_paint_color (cr, theme, point->subject ? COPIL_COLOR_ACCENT : COPIL_COLOR_CONTEXT);
  cairo_fill (cr);
}

static void
copil_funnel_chart_draw (CopilChart  *chart,
                         CopilLayout *base,
                         cairo_t     *cr)
{
  CopilFunnelChart *self = COPIL_FUNNEL_CHART (chart);
  FunnelLayout *layout = (FunnelLayout *) base;

  if (!layout->empty)
    {
      draw_limits (cr, self, layout);
      draw_frame (cr, self, layout);
      for (guint pass = 0; pass < 3; pass++)
        for (guint i = 0; i < self->data.n_points; i++)
          {
            const CopilFunnelPoint *point = &self->data.points[i];
            guint turn = point->subject ? 2 : point->outside != 0 || point->peer ? 1 : 0;

            if (turn == pass && !isnan (layout->points[i].y))
              draw_point (cr, layout, point, layout->points[i]);
          }
    }
  copil_layout_draw_text (base, cr);
}

/* -- The chart ------------------------------------------------------------------------------ */

static guint
copil_funnel_chart_get_n_data (CopilChart *chart)
{
  return COPIL_FUNNEL_CHART (chart)->data.n_points;
}

static void
copil_funnel_chart_class_init (CopilFunnelChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (FunnelLayout);
  chart_class->layout = copil_funnel_chart_layout;
  chart_class->draw = copil_funnel_chart_draw;
  chart_class->get_n_data = copil_funnel_chart_get_n_data;
  chart_class->label = copil_funnel_label;
  chart_class->describe = copil_funnel_describe;
  chart_class->get_table = copil_funnel_get_table;
}

static void
copil_funnel_chart_init (CopilFunnelChart *self)
{
}

/**
 * copil_funnel_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a funnel plot
 */
CopilChart *
copil_funnel_chart_new (const CopilFunnelData *data)
{
  CopilFunnelChart *self = g_object_new (COPIL_TYPE_FUNNEL_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilFunnelPoint *points
      = copil_chart_keep_data (chart, data->points, data->n_points, sizeof *points);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.points = points;
  self->data.limits
      = copil_chart_keep_data (chart, data->limits, data->n_limits, sizeof *data->limits);
  self->data.axis_label = copil_chart_keep_text (chart, data->axis_label);
  self->data.noun = copil_chart_keep_text (chart, data->noun ? data->noun : "territoire");
  self->data.nouns = copil_chart_keep_text (chart, data->nouns ? data->nouns : "territoires");
  for (guint i = 0; i < data->n_points; i++)
    {
      points[i].name = copil_chart_keep_text (chart, points[i].name);
      copil_figure_check (&points[i].figure);
    }
  return chart;
}
