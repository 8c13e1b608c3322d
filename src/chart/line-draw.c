/* line-draw.c: the strokes of a line chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"

#include <math.h>

static double
x_at (const CopilLineLayout *layout,
      CopilPeriod            period,
      double                 halves)
{
  double half = copil_period_get_months (period) / 2.;
  double x = copil_scale_map (&layout->x, copil_time_position (period) + halves * half);

  return CLAMP (x, layout->plot.x, layout->plot.x + layout->plot.width);
}

static void
draw_limit (cairo_t               *cr,
            const CopilLineLayout *layout,
            const CopilLineLimits *limits)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = copil_theme_stroke (theme, COPIL_STROKE_LIMIT);
  double x1 = x_at (layout, limits->first, -1), x2 = x_at (layout, limits->last, 1);
  double high = copil_scale_map (&layout->y, limits->high);
  double low = copil_scale_map (&layout->y, limits->low);

  if (!isfinite (high + low) || x2 <= x1)
    return;
  copil_paint_color (cr, theme, COPIL_COLOR_BAND);
  cairo_rectangle (cr, x1, high, x2 - x1, low - high);
  cairo_fill (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  copil_paint_hline (cr, theme, x1, x2, high, width);
  copil_paint_hline (cr, theme, x1, x2, low, width);
  copil_paint_dashes (cr, copil_theme_length (theme, 5), copil_theme_length (theme, 3));
  if (isfinite (limits->centre))
    copil_paint_hline (cr, theme, x1, x2, copil_scale_map (&layout->y, limits->centre), width);
  copil_paint_solid (cr);
}

static gboolean
is_month_of_band (const CopilLineLimits *limits)
{
  return limits->first.index == limits->last.index && isfinite (limits->high + limits->low);
}

/* How many limits from @limits on are of one period each and follow each other without a break. */
static guint
count_band (const CopilLineData   *data,
            const CopilLineLimits *limits,
            guint                  n)
{
  guint length = 0;

  while (length < n && is_month_of_band (&limits[length])
         && (length == 0
             || (limits[length].first.index == limits[length - 1].first.index + 1
                 && !copil_line_has_break (data, limits[length - 1].first, limits[length].first))))
    length++;
  return length;
}

/* From the first period to the last one, and half a period beyond both. */
static void
band_path (cairo_t               *cr,
           const CopilLineLayout *layout,
           const CopilLineLimits *limits,
           guint                  n,
           gsize                  offset,
           gboolean               back)
{
  for (guint i = 0; i < n + 2; i++)
    {
      guint step = back ? n + 1 - i : i, at = CLAMP (step, 1, n) - 1;
      double value = G_STRUCT_MEMBER (double, &limits[at], offset);

      cairo_line_to (cr,
                     x_at (layout, limits[at].first, step == 0 ? -1 : step == n + 1 ? 1 : 0),
                     copil_scale_map (&layout->y, value));
    }
}

/* A band that follows the season. */
static void
draw_band (cairo_t               *cr,
           const CopilLineLayout *layout,
           const CopilLineLimits *limits,
           guint                  n)
{
  static const gsize edges[] = { G_STRUCT_OFFSET (CopilLineLimits, high),
                                 G_STRUCT_OFFSET (CopilLineLimits, low),
                                 G_STRUCT_OFFSET (CopilLineLimits, centre) };
  const CopilTheme *theme = &layout->base.theme;

  cairo_new_path (cr);
  band_path (cr, layout, limits, n, edges[0], FALSE);
  band_path (cr, layout, limits, n, edges[1], TRUE);
  cairo_close_path (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_BAND);
  cairo_fill (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_LIMIT));
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      if (i == 2)
        copil_paint_dashes (cr, copil_theme_length (theme, 5), copil_theme_length (theme, 3));
      band_path (cr, layout, limits, n, edges[i], FALSE);
      cairo_stroke (cr);
    }
  copil_paint_solid (cr);
}

static void
draw_limits (cairo_t               *cr,
             const CopilLineChart  *self,
             const CopilLineLayout *layout)
{
  for (guint i = 0; i < self->data.n_limits;)
    {
      const CopilLineLimits *limits = &self->data.limits[i];
      guint n = count_band (&self->data, limits, self->data.n_limits - i);

      if (n > 1)
        draw_band (cr, layout, limits, n);
      else
        draw_limit (cr, layout, limits);
      i += MAX (n, 1);
    }
}

static void
draw_gaps (cairo_t               *cr,
           const CopilLineLayout *layout)
{
  for (guint i = 0; i < layout->n_spans; i++)
    {
      const cairo_rectangle_t *hatch = &layout->hatches[i];

      copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_CARD);
      cairo_rectangle (cr, hatch->x, hatch->y, hatch->width, hatch->height);
      cairo_fill_preserve (cr);
      copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_AXIS);
      copil_paint_hatch (cr, &layout->base.theme, 4, 1);
    }
}

static void
draw_breaks (cairo_t               *cr,
             const CopilLineChart  *self,
             const CopilLineLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  copil_paint_color (cr, theme, COPIL_COLOR_INK2);
  for (guint i = 0; i < self->data.n_breaks; i++)
    copil_paint_vline (cr, theme, x_at (layout, self->data.breaks[i].period, -1), layout->plot.y,
                       layout->plot.y + layout->plot.height,
                       copil_theme_stroke (theme, COPIL_STROKE_AXIS));
}

/* Hollow diamonds joined by dots: a promise, not a measure. */
static void
draw_targets (cairo_t               *cr,
              const CopilLineChart  *self,
              const CopilLineLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = copil_theme_stroke (theme, COPIL_STROKE_CONTEXT);
  double radius = copil_theme_length (theme, 4.5);

  cairo_set_line_width (cr, width);
  copil_paint_color (cr, theme, COPIL_COLOR_INK);
  copil_paint_dashes (cr, copil_theme_length (theme, 2), copil_theme_length (theme, 3));
  for (guint i = 1; i < self->data.n_targets; i++)
    {
      cairo_move_to (cr, layout->targets[i - 1].x, layout->targets[i - 1].y);
      cairo_line_to (cr, layout->targets[i].x, layout->targets[i].y);
      cairo_stroke (cr);
    }
  copil_paint_solid (cr);
  for (guint i = 0; i < self->data.n_targets; i++)
    {
      copil_paint_diamond (cr, layout->targets[i].x, layout->targets[i].y, radius);
      copil_paint_color (cr, theme, COPIL_COLOR_CARD);
      cairo_fill_preserve (cr);
      copil_paint_color (cr, theme, COPIL_COLOR_INK);
      cairo_stroke (cr);
    }
}

/* The interval of a target: an upright frame at its milestone. */
static void
draw_intervals (cairo_t               *cr,
                const CopilLineChart  *self,
                const CopilLineLayout *layout)
{
  double half = copil_theme_length (&layout->base.theme, 4);

  copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_INK);
  cairo_set_line_width (cr, copil_theme_stroke (&layout->base.theme, COPIL_STROKE_CONTEXT));
  for (guint i = 0; i < self->data.n_targets; i++)
    {
      const CopilLineTarget *target = &self->data.targets[i];
      double high = copil_scale_map (&layout->y, target->high);
      double low = copil_scale_map (&layout->y, target->low);

      if (target->low == target->high)
        continue;
      cairo_rectangle (cr, layout->targets[i].x - half, high, 2 * half, low - high);
      cairo_stroke (cr);
    }
}

static void
draw_context (cairo_t               *cr,
              const CopilLineLayout *layout,
              const CopilLineSeries *series,
              const CopilPoint      *points)
{
  const CopilTheme *theme = &layout->base.theme;

  copil_paint_color (cr, theme, COPIL_COLOR_CONTEXT);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_CONTEXT));
  copil_paint_polyline (cr, points, series->n);
  for (guint i = series->n; i-- > 0;)
    if (!isnan (points[i].y))
      {
        copil_paint_circle (cr, points[i].x, points[i].y, copil_theme_length (theme, 3));
        cairo_fill (cr);
        return;
      }
}

static void
draw_subject (cairo_t               *cr,
              const CopilLineChart  *self,
              const CopilLineLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = copil_theme_stroke (theme, COPIL_STROKE_SUBJECT);
  double radius = copil_theme_length (theme, 4);
  const CopilPoint *end = &layout->subject[self->last];

  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  cairo_set_line_width (cr, width);
  copil_paint_polyline (cr, layout->solid, layout->n_solid);
  copil_paint_dashes (cr, width * 1.2, width * 1.9);
  copil_paint_polyline (cr, layout->dashed, layout->n_dashed);
  copil_paint_solid (cr);
  if (self->data.subject.figures[self->last].status != COPIL_CELL_OBSERVED)
    {
      copil_paint_hollow (cr, theme, end->x, end->y, radius, width * 0.75,
                          &theme->colors[COPIL_COLOR_ACCENT]);
      return;
    }
  copil_paint_circle (cr, end->x, end->y, radius);
  cairo_fill (cr);
}

void
copil_line_draw (CopilChart  *chart,
                 CopilLayout *base,
                 cairo_t     *cr)
{
  CopilLineChart *self = COPIL_LINE_CHART (chart);
  CopilLineLayout *layout = (CopilLineLayout *) base;
  const cairo_rectangle_t *plot = &layout->plot;
  double bottom = plot->y + plot->height;

  if (layout->months->len > 0)
    {
      if (!layout->empty)
        copil_axis_draw_grid (cr, base, &layout->ticks, &layout->y, plot->x,
                              plot->x + plot->width);
      if (!layout->empty)
        draw_limits (cr, self, layout);
      copil_axis_draw_time (cr, base, layout->months, &layout->x, plot->x, plot->x + plot->width,
                            bottom);
    }
  if (!layout->empty)
    {
      draw_gaps (cr, layout);
      copil_line_draw_notes (cr, self, layout);
      draw_breaks (cr, self, layout);
      for (guint i = 0; i < self->data.n_contexts; i++)
        draw_context (cr, layout, &self->data.contexts[i], layout->contexts[i]);
      draw_targets (cr, self, layout);
      draw_intervals (cr, self, layout);
      draw_subject (cr, self, layout);
      copil_line_draw_feet (cr, self, layout);
    }
  copil_layout_draw_text (base, cr);
}
