/* line-layout.c: where the lines of a line chart go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/line-private.h"

#include <math.h>

/* -- Domains -------------------------------------------------------------------------------- */

static void
extend_series (CopilExtent           *months,
               CopilExtent           *values,
               const CopilLineSeries *series)
{
  if (series->n == 0)
    return;
  copil_extent_add (months, copil_time_position (copil_line_series_period (series, 0)));
  copil_extent_add (months, copil_time_position (copil_line_series_period (series, series->n - 1)));
  for (guint i = 0; i < series->n; i++)
    if (copil_figure_is_drawn (&series->figures[i]))
      copil_extent_add (values, series->figures[i].value);
}

static void
extend_all (const CopilLineData *data,
            CopilExtent         *months,
            CopilExtent         *values)
{
  extend_series (months, values, &data->subject);
  for (guint i = 0; i < data->n_contexts; i++)
    extend_series (months, values, &data->contexts[i]);
  for (guint i = 0; i < data->n_limits; i++)
    {
      copil_extent_add (values, data->limits[i].low);
      copil_extent_add (values, data->limits[i].high);
    }
  for (guint i = 0; i < data->n_targets; i++)
    {
      copil_extent_add (months, copil_time_position (data->targets[i].period));
      copil_extent_add (values, data->targets[i].low);
      copil_extent_add (values, data->targets[i].high);
    }
}

/* The plot ends where the longest label after the last value still holds; milestones to come
 * leave that room by themselves. */
static double
plot_right (CopilLineChart  *self,
            CopilLineLayout *layout,
            CopilExtent      months,
            double           left)
{
  double label = copil_line_end_width (self, layout);
  double edge = layout->base.width - copil_theme_length (&layout->base.theme, 6);
  double end, share;

  if (self->last < 0 || months.high <= months.low)
    return MAX (edge - label, left + 1);
  end = copil_time_position (copil_line_series_period (&self->data.subject, (guint) self->last));
  share = CLAMP ((end - months.low) / (months.high - months.low), 0.02, 1);
  label = MIN (label, layout->base.width * 0.45);
  return MAX (MIN (edge, left + (layout->base.width - left - label) / share), left + 1);
}

static void
place_axes (CopilLineChart  *self,
            CopilLineLayout *layout,
            CopilExtent      months,
            CopilExtent      values)
{
  CopilLayout *base = &layout->base;
  const CopilChartHead *head = &self->data.head;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK), bottom;

  layout->ticks = copil_axis_ticks (base, values, self->data.from_zero, head->decimals,
                                    base->height - 3 * size);
  if (self->last >= 0)
    layout->plot.x
        = MIN (copil_axis_margin (base, &layout->ticks, head->unit), base->width * 0.4);
  layout->plot.width = plot_right (self, layout, months, layout->plot.x) - layout->plot.x;
  layout->months = copil_layout_keep_array (
      base, copil_axis_time_ticks (base, self->data.subject.first.rhythm, months.low,
                                   months.high, layout->plot.width));
  bottom = copil_axis_time_height (base, layout->months);
  layout->plot.y = size * 0.75;
  layout->plot.height = MAX (base->height - layout->plot.y - bottom, 1);
  layout->y = (CopilScale) { layout->ticks.low, layout->ticks.high,
                             layout->plot.y + layout->plot.height, layout->plot.y };
  layout->x = (CopilScale) { months.low, months.high, layout->plot.x,
                             layout->plot.x + layout->plot.width };
  if (self->last >= 0)
    copil_axis_place_values (base, &layout->ticks, &layout->y, head->unit, layout->plot.x);
  copil_axis_place_time (base, layout->months, &layout->x, layout->plot.y + layout->plot.height);
}

/* -- Points --------------------------------------------------------------------------------- */

static CopilPoint
point_of (const CopilLineLayout *layout,
          CopilPeriod            period,
          double                 value)
{
  return (CopilPoint) { copil_scale_map (&layout->x, copil_time_position (period)),
                        copil_scale_map (&layout->y, value) };
}

static CopilPoint *
place_series (CopilLineLayout       *layout,
              const CopilLineSeries *series)
{
  CopilPoint *points = copil_layout_alloc (&layout->base, series->n, sizeof *points);

  for (guint i = 0; i < series->n; i++)
    {
      gboolean drawn = copil_figure_is_drawn (&series->figures[i]);

      points[i] = point_of (layout, copil_line_series_period (series, i),
                            drawn ? series->figures[i].value : NAN);
    }
  return points;
}

/* A stretch that leads to a provisional or estimated value is dashed; the rest is solid. Each of
 * the two lines is broken where the other one runs. */
typedef struct
{
  CopilPoint *points[2]; /* solid, dashed */
  guint       n[2];
} Stretches;

static void
push (Stretches *stretches,
      guint      line,
      CopilPoint point)
{
  stretches->points[line][stretches->n[line]++] = point;
}

static void
cut_both (Stretches *stretches)
{
  push (stretches, 0, (CopilPoint) { NAN, NAN });
  push (stretches, 1, (CopilPoint) { NAN, NAN });
}

static void
split_stretches (CopilLineChart  *self,
                 CopilLineLayout *layout)
{
  const CopilLineSeries *subject = &self->data.subject;
  Stretches stretches = { 0 };
  guint line = 0;

  for (guint i = 0; i < 2; i++)
    stretches.points[i]
        = copil_layout_alloc (&layout->base, 3 * subject->n, sizeof (CopilPoint));
  for (guint i = 0; i < subject->n; i++)
    {
      const CopilPoint *points = layout->subject;
      guint now = subject->figures[i].status == COPIL_CELL_OBSERVED ? 0 : 1;
      gboolean cut = i > 0
                     && copil_line_has_break (&self->data, copil_line_series_period (subject, i - 1),
                                              copil_line_series_period (subject, i));

      if (isnan (points[i].y) || cut || now != line)
        cut_both (&stretches);
      if (isnan (points[i].y))
        continue;
      if (i > 0 && !cut && now != line && !isnan (points[i - 1].y))
        push (&stretches, now, points[i - 1]);
      push (&stretches, now, points[i]);
      line = now;
    }
  layout->solid = stretches.points[0];
  layout->n_solid = stretches.n[0];
  layout->dashed = stretches.points[1];
  layout->n_dashed = stretches.n[1];
}

static void
add_marks (CopilLineLayout       *layout,
           const CopilLineSeries *series,
           const CopilPoint      *points,
           guint                  first)
{
  double half = copil_theme_length (&layout->base.theme, 5);
  double middle = layout->plot.y + layout->plot.height / 2;

  for (guint i = 0; i < series->n; i++)
    {
      double y = isnan (points[i].y) ? middle : points[i].y;
      cairo_rectangle_t rect = { points[i].x - half, y - half, 2 * half, 2 * half };

      copil_layout_add_mark (&layout->base, rect, first + i,
                             copil_line_series_period (series, i).index);
    }
}

static void
place_lines (CopilLineChart  *self,
             CopilLineLayout *layout)
{
  CopilLineData *data = &self->data;
  guint first = data->subject.n;

  layout->subject = place_series (layout, &data->subject);
  split_stretches (self, layout);
  add_marks (layout, &data->subject, layout->subject, 0);
  layout->contexts = copil_layout_alloc (&layout->base, data->n_contexts, sizeof (CopilPoint *));
  for (guint i = 0; i < data->n_contexts; i++)
    {
      layout->contexts[i] = place_series (layout, &data->contexts[i]);
      add_marks (layout, &data->contexts[i], layout->contexts[i], first);
      first += data->contexts[i].n;
    }
  layout->targets = copil_layout_alloc (&layout->base, data->n_targets, sizeof (CopilPoint));
  for (guint i = 0; i < data->n_targets; i++)
    layout->targets[i] = point_of (layout, data->targets[i].period,
                                   (data->targets[i].low + data->targets[i].high) / 2);
}

/* -- Missing spans -------------------------------------------------------------------------- */

/* The nearest value beside a span, where the line would have passed. */
static double
level_beside (const CopilLineLayout *layout,
              const CopilLineSpan   *span,
              guint                  n)
{
  double before = NAN, after = NAN;

  for (guint i = span->first; i-- > 0 && isnan (before);)
    before = layout->subject[i].y;
  for (guint i = span->last + 1; i < n && isnan (after); i++)
    after = layout->subject[i].y;
  if (isnan (before))
    return after;
  return isnan (after) ? before : (before + after) / 2;
}

static cairo_rectangle_t
hatch_of (CopilLineChart      *self,
          CopilLineLayout     *layout,
          const CopilLineSpan *span)
{
  const CopilLineSeries *subject = &self->data.subject;
  const cairo_rectangle_t *plot = &layout->plot;
  double half = copil_period_get_months (subject->first) / 2.;
  double x1 = copil_scale_map (&layout->x, copil_time_position (copil_line_series_period (
                                               subject, span->first)) - half);
  double x2 = copil_scale_map (&layout->x, copil_time_position (copil_line_series_period (
                                               subject, span->last)) + half);
  double level = level_beside (layout, span, subject->n);
  double height = MIN (MAX (plot->height * 0.3, copil_theme_length (&layout->base.theme, 48)),
                       plot->height);
  double y = CLAMP (level - height / 2, plot->y, plot->y + plot->height - height);

  x1 = MAX (x1, plot->x);
  x2 = MIN (x2, plot->x + plot->width);
  return (cairo_rectangle_t) { x1, y, MAX (x2 - x1, 1), height };
}

static void
place_spans (CopilLineChart  *self,
             CopilLineLayout *layout)
{
  GArray *spans = copil_line_find_spans (self);

  layout->n_spans = spans->len;
  layout->spans = (CopilLineSpan *) (gpointer) g_array_free (spans, FALSE);
  g_ptr_array_add (layout->base.kept, layout->spans);
  layout->hatches
      = copil_layout_alloc (&layout->base, layout->n_spans, sizeof (cairo_rectangle_t));
  for (guint i = 0; i < layout->n_spans; i++)
    layout->hatches[i] = hatch_of (self, layout, &layout->spans[i]);
}

/* A missing datum is met where it is hatched. */
static void
move_missing_marks (CopilLineChart  *self,
                    CopilLineLayout *layout)
{
  for (guint s = 0; s < layout->n_spans; s++)
    for (guint i = layout->spans[s].first; i <= layout->spans[s].last; i++)
      {
        CopilMark *mark = &g_array_index (layout->base.marks, CopilMark, i);

        mark->rect.y = layout->hatches[s].y;
        mark->rect.height = layout->hatches[s].height;
        mark->y = mark->rect.y + mark->rect.height / 2;
      }
}

static void
place_empty (CopilLineChart  *self,
             CopilLineLayout *layout)
{
  g_autofree char *sentence = copil_chart_describe (COPIL_CHART (self));

  layout->empty = TRUE;
  copil_layout_add_empty (&layout->base, layout->plot, sentence);
}

void
copil_line_layout (CopilChart  *chart,
                   CopilLayout *base)
{
  CopilLineChart *self = COPIL_LINE_CHART (chart);
  CopilLineLayout *layout = (CopilLineLayout *) base;
  CopilExtent months = COPIL_EXTENT_EMPTY, values = COPIL_EXTENT_EMPTY;

  extend_all (&self->data, &months, &values);
  if (copil_extent_is_empty (&months))
    {
      layout->plot = (cairo_rectangle_t) { 0, 0, base->width, base->height };
      layout->months = copil_layout_keep_array (
          base, g_array_new (FALSE, TRUE, sizeof (CopilTimeTick)));
      place_empty (self, layout);
      return;
    }
  /* One period alone stands in the middle of its axis. */
  if (months.high - months.low < 0.5)
    months = (CopilExtent) { months.low - 1, months.high + 1 };
  place_axes (self, layout, months, values);
  place_lines (self, layout);
  place_spans (self, layout);
  move_missing_marks (self, layout);
  if (self->last < 0)
    place_empty (self, layout);
  else
    copil_line_place_labels (self, layout);
}
