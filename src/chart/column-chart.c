/* column-chart.c: bars by period, alone, stacked or in shares of 100 %
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/column-private.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>

#define BAR_SHARE 0.72

typedef struct
{
  CopilLayout        base;
  cairo_rectangle_t  plot;
  CopilScale         x, y;
  CopilTicks         ticks;
  GArray            *months;
  cairo_rectangle_t *bars; /* a datum; no height where it is not drawn */
  gboolean           empty;
} ColumnLayout;

G_DEFINE_FINAL_TYPE (CopilColumnChart, copil_column_chart, COPIL_TYPE_CHART)

/* -- Axes ----------------------------------------------------------------------------------- */

static CopilFont
label_font (const CopilLayout *layout,
            CopilWeight        weight)
{
  return copil_layout_font (layout, COPIL_TYPE_TICK, weight);
}

/* Room for the names of the parts, after the last column. */
static double
names_width (CopilColumnChart *self,
             ColumnLayout     *layout)
{
  double widest = 0;

  if (self->data.n_series < 2)
    return 0;
  for (guint i = 0; i < self->data.n_series; i++)
    widest = MAX (widest, copil_text_width (self->data.series[i].name,
                                            label_font (&layout->base, COPIL_WEIGHT_REGULAR)));
  return MIN (widest + copil_theme_length (&layout->base.theme, 10), layout->base.width * 0.35);
}

static double
reference_width (CopilColumnChart *self,
                 ColumnLayout     *layout,
                 char            **text)
{
  g_autofree char *number = NULL;

  if (!isfinite (self->data.reference))
    return 0;
  number = copil_axis_number (self->data.reference, self->data.head.decimals);
  *text = g_strconcat (self->data.reference_label ? self->data.reference_label : "référence", " ",
                       number, NULL);
  return copil_text_width (*text, label_font (&layout->base, COPIL_WEIGHT_REGULAR));
}

static const char *
axis_unit (const CopilColumnChart *self)
{
  return self->data.share ? "%" : self->data.head.unit;
}

static void
place_values (CopilColumnChart *self,
              ColumnLayout     *layout,
              double            bottom)
{
  CopilLayout *base = &layout->base;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK);
  double height = MAX (base->height - size * 1.2 - bottom, 1);
  CopilExtent extent = { 0, 0 };

  for (guint i = 0; i < copil_column_n_data (self); i++)
    {
      copil_extent_add (&extent, self->lows[i]);
      copil_extent_add (&extent, self->highs[i]);
    }
  copil_extent_add (&extent, self->data.reference);
  layout->ticks = copil_axis_ticks (base, extent, TRUE, self->data.head.decimals, height);
  layout->plot = (cairo_rectangle_t) {
    MIN (copil_axis_margin (base, &layout->ticks, axis_unit (self)), base->width * 0.4),
    size * 1.2, 0, height
  };
  layout->y = (CopilScale) { layout->ticks.low, layout->ticks.high, size * 1.2 + height,
                             size * 1.2 };
  copil_axis_place_values (base, &layout->ticks, &layout->y, axis_unit (self), layout->plot.x);
}

static void
place_time (CopilColumnChart *self,
            ColumnLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilPeriod last = copil_period_shift (self->data.first, (int) self->data.n_periods - 1);
  double half = copil_period_get_months (last) / 2.;
  double from = copil_time_position (self->data.first), to = copil_time_position (last);
  g_autofree char *reference = NULL;
  double names = names_width (self, layout);
  double label = reference_width (self, layout, &reference);
  double margin = MAX (names, label);

  layout->months = copil_layout_keep_array (
      base, copil_axis_time_ticks (base, last.rhythm, from, to, base->width * 0.8 - margin));
  place_values (self, layout, copil_axis_time_height (base, layout->months));
  layout->plot.width = MAX (base->width - layout->plot.x - margin, 1);
  layout->x = (CopilScale) { from - half, to + half, layout->plot.x,
                             layout->plot.x + layout->plot.width };
  copil_axis_place_time (base, layout->months, &layout->x,
                         layout->plot.y + layout->plot.height);
  if (reference)
    copil_layout_add_text (base, reference, label_font (base, COPIL_WEIGHT_REGULAR),
                           COPIL_COLOR_INK, COPIL_ALIGN_RIGHT, base->width,
                           copil_scale_map (&layout->y, self->data.reference)
                               - copil_theme_length (&base->theme, 4));
}

/* -- Bars ----------------------------------------------------------------------------------- */

static cairo_rectangle_t
slot_of (const CopilColumnChart *self,
         const ColumnLayout     *layout,
         guint                   period)
{
  double width = layout->plot.width / self->data.n_periods;

  return (cairo_rectangle_t) { layout->plot.x + period * width, layout->plot.y, width,
                               layout->plot.height };
}

static void
place_bar (CopilColumnChart *self,
           ColumnLayout     *layout,
           guint             datum)
{
  cairo_rectangle_t slot = slot_of (self, layout, datum / self->data.n_series);
  cairo_rectangle_t *bar = &layout->bars[datum], reach = slot;
  int period = self->data.first.index + (int) (datum / self->data.n_series);

  if (!isnan (self->highs[datum]))
    {
      double top = copil_scale_map (&layout->y, self->highs[datum]);
      double bottom = copil_scale_map (&layout->y, self->lows[datum]);

      *bar = (cairo_rectangle_t) { slot.x + slot.width * (1 - BAR_SHARE) / 2, MIN (top, bottom),
                                   slot.width * BAR_SHARE, fabs (bottom - top) };
      reach = *bar;
    }
  copil_layout_add_mark (&layout->base, reach, datum, period);
}

/* The value over its bar, where it holds; of the last one, always. */
static void
place_bar_value (CopilColumnChart *self,
                 ColumnLayout     *layout,
                 guint             period)
{
  CopilLayout *base = &layout->base;
  gboolean last = period + 1 == self->data.n_periods;
  CopilFont font = label_font (base, last ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR);
  const cairo_rectangle_t *bar = &layout->bars[period];
  cairo_rectangle_t slot = slot_of (self, layout, period);
  double gap = copil_theme_length (&base->theme, 4), value = self->highs[period];
  CopilChartHead head = self->data.head;
  g_autofree char *text = NULL;

  if (isnan (value))
    return;
  value = copil_column_figure (self, period)->value;
  if (!last)
    head.unit = NULL;
  text = copil_axis_value (value, self->largest, &head);
  if (!last && copil_text_width (text, font) > slot.width * 1.02)
    return;
  copil_placed_set_halo (
      copil_layout_add_text (base, text, font, last ? COPIL_COLOR_ACCENT : COPIL_COLOR_INK2,
                             COPIL_ALIGN_CENTRE,
                             MIN (slot.x + slot.width / 2,
                                  base->width - copil_text_width (text, font) / 2),
                             value < 0 ? bar->y + bar->height + font.size : bar->y - gap),
      base);
}

static void
place_word (CopilColumnChart *self,
            ColumnLayout     *layout,
            guint             period)
{
  CopilFont font = label_font (&layout->base, COPIL_WEIGHT_REGULAR);
  cairo_rectangle_t slot = slot_of (self, layout, period);
  CopilCellStatus status = COPIL_CELL_OBSERVED;

  for (guint i = 0; i < self->data.n_series; i++)
    status = MAX (status, copil_column_figure (self, period * self->data.n_series + i)->status);
  if (!isnan (self->highs[period * self->data.n_series])
      || copil_text_width (copil_format_status (status), font) > slot.width)
    return;
  copil_layout_add_text (&layout->base, copil_format_status (status), font, COPIL_COLOR_INK2,
                         COPIL_ALIGN_CENTRE, slot.x + slot.width / 2,
                         copil_scale_map (&layout->y, 0) - font.size * 0.5);
}

/* The names of the parts, level with those of the last column that is drawn. */
static void
place_names (CopilColumnChart *self,
             ColumnLayout     *layout)
{
  CopilLayout *base = &layout->base;
  guint n = self->data.n_series, period = self->data.n_periods;
  CopilFont font = label_font (base, COPIL_WEIGHT_REGULAR);
  double centres[COPIL_N_CATEGORIES], heights[COPIL_N_CATEGORIES];
  double x = layout->plot.x + layout->plot.width + copil_theme_length (&base->theme, 6);

  while (period > 0 && isnan (self->highs[(period - 1) * n]))
    period--;
  if (n < 2 || period == 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      const cairo_rectangle_t *bar = &layout->bars[(period - 1) * n + i];

      centres[i] = bar->y + bar->height / 2;
      heights[i] = font.size * 1.3;
    }
  copil_labels_spread (centres, heights, n, FALSE, 0, layout->plot.y + layout->plot.height);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = copil_text_fit (self->data.series[i].name, font, base->width - x);

      copil_layout_add_text (base, name, font, COPIL_COLOR_INK, COPIL_ALIGN_LEFT, x,
                             centres[i] + font.size * 0.36);
    }
}

static void
copil_column_chart_layout (CopilChart  *chart,
                           CopilLayout *base)
{
  CopilColumnChart *self = COPIL_COLUMN_CHART (chart);
  ColumnLayout *layout = (ColumnLayout *) base;
  guint n = copil_column_n_data (self);

  layout->bars = copil_layout_alloc (base, n, sizeof (cairo_rectangle_t));
  layout->empty = TRUE;
  for (guint i = 0; i < n; i++)
    layout->empty = layout->empty && isnan (self->highs[i]);
  layout->plot = (cairo_rectangle_t) { 0, 0, base->width, base->height };
  if (layout->empty)
    {
      g_autofree char *sentence = copil_column_describe (chart);

      copil_layout_add_empty (base, layout->plot, sentence);
    }
  else
    place_time (self, layout);
  for (guint i = 0; i < n; i++)
    place_bar (self, layout, i);
  for (guint i = 0; i < self->data.n_periods && !layout->empty; i++)
    {
      if (self->data.n_series == 1)
        place_bar_value (self, layout, i);
      place_word (self, layout, i);
    }
  if (!layout->empty)
    place_names (self, layout);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
draw_bar (cairo_t                *cr,
          const CopilColumnChart *self,
          const ColumnLayout     *layout,
          guint                   datum)
{
  const CopilTheme *theme = &layout->base.theme;
  cairo_rectangle_t bar = layout->bars[datum];
  gboolean alone = self->data.n_series == 1, last = datum + 1 == copil_column_n_data (self);
  double gap = alone ? 0 : MIN (copil_theme_stroke (theme, COPIL_STROKE_GAP), bar.height / 2);
  CopilColor color = alone ? theme->colors[last ? COPIL_COLOR_ACCENT : COPIL_COLOR_CONTEXT]
                           : theme->categorical[datum % self->data.n_series];

  if (bar.height <= 0)
    return;
  copil_paint_rgb (cr, &color);
  cairo_rectangle (cr, bar.x, bar.y + gap / 2, bar.width, bar.height - gap);
  if (alone && copil_column_figure (self, datum)->status != COPIL_CELL_OBSERVED)
    {
      double width = MIN (copil_theme_stroke (theme, COPIL_STROKE_CONTEXT), bar.width / 2);

      cairo_new_path (cr);
      cairo_rectangle (cr, bar.x + width / 2, bar.y + width / 2, bar.width - width,
                       MAX (bar.height - width, 0));
      cairo_set_line_width (cr, width);
      cairo_stroke_preserve (cr);
      copil_paint_hatch (cr, theme, 3, 1.2);
      return;
    }
  cairo_fill_preserve (cr);
  copil_paint_rgb (cr, &theme->categorical_text[datum % self->data.n_series]);
  if (theme->patterns && !alone)
    copil_paint_pattern (cr, theme, (CopilPattern) (datum % self->data.n_series), 6, 1);
  cairo_new_path (cr);
}

static void
draw_missing (cairo_t                *cr,
              const CopilColumnChart *self,
              const ColumnLayout     *layout,
              guint                   period)
{
  cairo_rectangle_t slot = slot_of (self, layout, period);
  double height = MIN (copil_theme_length (&layout->base.theme, 40), slot.height);
  double zero = copil_scale_map (&layout->y, 0);

  if (!isnan (self->highs[period * self->data.n_series]))
    return;
  cairo_rectangle (cr, slot.x + slot.width * (1 - BAR_SHARE) / 2,
                   zero - height - copil_theme_size (&layout->base.theme, COPIL_TYPE_TICK) * 1.6,
                   slot.width * BAR_SHARE, height);
  copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_AXIS);
  copil_paint_hatch (cr, &layout->base.theme, 4, 1);
}

static void
draw_reference (cairo_t                *cr,
                const CopilColumnChart *self,
                const ColumnLayout     *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  if (!isfinite (self->data.reference))
    return;
  copil_paint_color (cr, theme, COPIL_COLOR_INK);
  copil_paint_dashes (cr, copil_theme_length (theme, 2), copil_theme_length (theme, 2.5));
  copil_paint_hline (cr, theme, layout->plot.x, layout->base.width,
                     copil_scale_map (&layout->y, self->data.reference),
                     copil_theme_stroke (theme, COPIL_STROKE_AXIS));
  copil_paint_solid (cr);
}

static void
copil_column_chart_draw (CopilChart  *chart,
                         CopilLayout *base,
                         cairo_t     *cr)
{
  CopilColumnChart *self = COPIL_COLUMN_CHART (chart);
  ColumnLayout *layout = (ColumnLayout *) base;
  double right = layout->plot.x + layout->plot.width;

  if (!layout->empty)
    {
      copil_axis_draw_grid (cr, base, &layout->ticks, &layout->y, layout->plot.x, right);
      for (guint i = 0; i < copil_column_n_data (self); i++)
        draw_bar (cr, self, layout, i);
      for (guint i = 0; i < self->data.n_periods; i++)
        draw_missing (cr, self, layout, i);
      copil_axis_draw_time (cr, base, layout->months, &layout->x, layout->plot.x, right,
                            copil_scale_map (&layout->y, 0));
      draw_reference (cr, self, layout);
    }
  copil_layout_draw_text (base, cr);
}

/* -- The chart ------------------------------------------------------------------------------ */

static guint
copil_column_chart_get_n_data (CopilChart *chart)
{
  return copil_column_n_data (COPIL_COLUMN_CHART (chart));
}

static void
copil_column_chart_class_init (CopilColumnChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (ColumnLayout);
  chart_class->layout = copil_column_chart_layout;
  chart_class->draw = copil_column_chart_draw;
  chart_class->get_n_data = copil_column_chart_get_n_data;
  chart_class->label = copil_column_label;
  chart_class->describe = copil_column_describe;
  chart_class->get_table = copil_column_get_table;
}

static void
copil_column_chart_init (CopilColumnChart *self)
{
}

/* Stacks one column; positive parts up, negative ones down, from 0. A lack undoes it all. */
static void
stack (CopilColumnChart *self,
       guint             period)
{
  guint n = self->data.n_series, first = period * n;
  double up = 0, down = 0, sum = 0, factor;

  for (guint i = 0; i < n; i++)
    sum += copil_figure_is_drawn (copil_column_figure (self, first + i))
               ? fabs (copil_column_figure (self, first + i)->value)
               : NAN;
  factor = self->data.share ? 100 / sum : 1;
  for (guint i = first; i < first + n; i++)
    {
      double value = copil_column_figure (self, i)->value * factor;
      double *edge = value < 0 ? &down : &up;

      self->lows[i] = self->highs[i] = NAN;
      if (!isfinite (sum) || !isfinite (factor))
        continue;
      self->lows[i] = *edge;
      self->highs[i] = *edge += value;
      self->largest = MAX (self->largest, fabs (value));
    }
}

/**
 * copil_column_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): bars by period
 */
CopilChart *
copil_column_chart_new (const CopilColumnData *data)
{
  CopilColumnChart *self = g_object_new (COPIL_TYPE_COLUMN_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  guint n = MIN (data->n_series, COPIL_N_CATEGORIES);
  CopilColumnSeries *series = copil_chart_keep_data (chart, data->series, n, sizeof *series);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.reference_label = copil_chart_keep_text (chart, data->reference_label);
  self->data.series = series;
  self->data.n_series = n;
  if (n == 0)
    self->data.n_periods = 0;
  for (guint i = 0; i < n; i++)
    {
      series[i].name = copil_chart_keep_text (chart, series[i].name ? series[i].name : "");
      series[i].figures = copil_chart_keep_figures (chart, series[i].figures, data->n_periods);
    }
  self->lows = g_new0 (double, MAX (copil_column_n_data (self), 1));
  self->highs = g_new0 (double, MAX (copil_column_n_data (self), 1));
  copil_chart_keep_memory (chart, self->lows);
  copil_chart_keep_memory (chart, self->highs);
  for (guint i = 0; i < self->data.n_periods; i++)
    stack (self, i);
  return chart;
}
