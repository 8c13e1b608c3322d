/* histogram-chart.c: how a population spreads over classes of a quantity
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/histogram-chart.h"

#include "chart/axis.h"
#include "chart/paint.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

struct _CopilHistogramChart
{
  CopilChart         parent_instance;

  CopilHistogramData data;
  gboolean           has_rest; /* a bar for those who did not answer */
};

typedef struct
{
  CopilLayout        base;
  cairo_rectangle_t  plot;
  CopilScale         y;
  CopilTicks         ticks;
  guint              lines;  /* that the names of the bars take */
  cairo_rectangle_t *bars;   /* a bin, then those who did not answer */
  cairo_rectangle_t  zone; /* of the target; no width: none */
} HistogramLayout;

G_DEFINE_FINAL_TYPE (CopilHistogramChart, copil_histogram_chart, COPIL_TYPE_CHART)

/* -- Data ----------------------------------------------------------------------------------- */

static gboolean
has_target (const CopilHistogramData *data)
{
  return isfinite (data->target_low) && isfinite (data->target_high)
         && data->target_high > data->target_low;
}

static gboolean
in_target (const CopilHistogramData *data,
           const CopilHistogramBin  *bin)
{
  return has_target (data) && bin->low >= data->target_low && bin->high <= data->target_high;
}

static guint
n_bars (const CopilHistogramChart *self)
{
  return self->data.n_bins + (self->has_rest ? 1 : 0);
}

static const CopilFigure *
figure_of (const CopilHistogramChart *self,
           guint                      bar)
{
  return bar < self->data.n_bins ? &self->data.bins[bar].figure : &self->data.non_response;
}

static const char *
rest_label (const CopilHistogramChart *self)
{
  return self->data.non_response_label ? self->data.non_response_label : "non déclaré";
}

/* "15–20" under the axis, "15–20 h" in a sentence. */
static char *
bar_name (const CopilHistogramChart *self,
          guint                      bar,
          gboolean                   with_unit)
{
  const CopilHistogramBin *bin = &self->data.bins[bar];
  g_autofree char *bounds = NULL;

  if (bar >= self->data.n_bins)
    return g_strdup (rest_label (self));
  bounds = copil_format_bounds (bin->low, bin->high, bin->low == rint (bin->low) ? 0 : 1);
  if (!with_unit || self->data.x_unit == NULL)
    return g_steal_pointer (&bounds);
  return g_strconcat (bounds, COPIL_NBSP, self->data.x_unit, NULL);
}

static gboolean
is_empty (const CopilHistogramChart *self)
{
  for (guint i = 0; i < n_bars (self); i++)
    if (copil_figure_is_drawn (figure_of (self, i)))
      return FALSE;
  return TRUE;
}

/* -- Layout --------------------------------------------------------------------------------- */

static double
slot_width (CopilHistogramChart *self,
            HistogramLayout     *layout)
{
  return layout->plot.width / (n_bars (self) + (self->has_rest ? 0.5 : 0));
}

/* Names are broken in two lines where one does not hold. */
static guint
count_lines (CopilHistogramChart *self,
             HistogramLayout     *layout,
             double               slot)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);

  for (guint i = 0; i < n_bars (self); i++)
    {
      g_autofree char *name = bar_name (self, i, FALSE);

      if (copil_text_width (name, font) > slot * 0.98)
        return 2;
    }
  return 1;
}

static void
place_axes (CopilHistogramChart *self,
            HistogramLayout     *layout)
{
  CopilLayout *base = &layout->base;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK), bottom;
  double top = has_target (&self->data) ? size * 1.7 : size * 0.75;
  CopilExtent extent = { 0, 0 };

  for (guint i = 0; i < n_bars (self); i++)
    if (copil_figure_is_drawn (figure_of (self, i)))
      copil_extent_add (&extent, figure_of (self, i)->value);
  layout->plot.width = base->width - size * 3;
  layout->lines = count_lines (self, layout, slot_width (self, layout));
  bottom = size * (0.5 + 1.3 * layout->lines + (self->data.axis_label ? 1.4 : 0));
  layout->ticks = copil_axis_ticks (base, extent, TRUE, self->data.head.decimals,
                                    base->height - top - bottom);
  layout->plot.x = MIN (copil_axis_margin (base, &layout->ticks, self->data.head.unit),
                        base->width * 0.4);
  layout->plot.y = top;
  layout->plot.width = MAX (base->width - layout->plot.x, 1);
  layout->plot.height = MAX (base->height - top - bottom, 1);
  layout->y = (CopilScale) { layout->ticks.low, layout->ticks.high, top + layout->plot.height,
                             top };
  copil_axis_place_values (base, &layout->ticks, &layout->y, self->data.head.unit,
                           layout->plot.x);
}

/* Those who did not answer stand half a bar apart. */
static cairo_rectangle_t
slot_of (CopilHistogramChart *self,
         HistogramLayout     *layout,
         guint                bar)
{
  double width = slot_width (self, layout);
  double x = layout->plot.x + width * (bar + (bar >= self->data.n_bins ? 0.5 : 0));

  return (cairo_rectangle_t) { x, layout->plot.y, width, layout->plot.height };
}

static void
place_name (CopilHistogramChart     *self,
            HistogramLayout         *layout,
            guint                    bar,
            const cairo_rectangle_t *slot)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *name = bar_name (self, bar, FALSE);
  g_auto (GStrv) lines = copil_text_wrap (name, font, slot->width * 0.98, layout->lines);

  for (guint i = 0; lines[i]; i++)
    copil_layout_add_text (&layout->base, lines[i], font, COPIL_COLOR_INK3, COPIL_ALIGN_CENTRE,
                           slot->x + slot->width / 2,
                           layout->plot.y + layout->plot.height + font.size * (1.4 + 1.2 * i));
}

static void
place_bar (CopilHistogramChart *self,
           HistogramLayout     *layout,
           guint                bar)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  cairo_rectangle_t slot = slot_of (self, layout, bar);
  const CopilFigure *figure = figure_of (self, bar);
  double zero = copil_scale_map (&layout->y, 0), y = zero;

  if (copil_figure_is_drawn (figure))
    y = copil_scale_map (&layout->y, figure->value);
  layout->bars[bar] = (cairo_rectangle_t) { slot.x, MIN (y, zero), slot.width, fabs (zero - y) };
  place_name (self, layout, bar, &slot);
  if (!copil_figure_is_drawn (figure))
    copil_layout_add_text (base, copil_format_status (figure->status), font, COPIL_COLOR_INK2,
                           COPIL_ALIGN_CENTRE, slot.x + slot.width / 2, zero - font.size * 0.4);
  copil_layout_add_mark (base, slot, bar, bar < self->data.n_bins ? self->data.bins[bar].key : -1);
}

/* Where a quantity stands among bars of one width: in proportion inside its bin. */
static double
x_of (CopilHistogramChart *self,
      HistogramLayout     *layout,
      double               quantity)
{
  const CopilHistogramBin *bins = self->data.bins;
  guint n = self->data.n_bins, i = 0;
  double share = 0;

  while (i < n && quantity >= bins[i].high)
    i++;
  if (i < n && isfinite (bins[i].high - bins[i].low))
    share = CLAMP ((quantity - bins[i].low) / (bins[i].high - bins[i].low), 0, 1);
  if (i == n)
    {
      cairo_rectangle_t last = slot_of (self, layout, n - 1);

      return last.x + last.width;
    }
  cairo_rectangle_t slot = slot_of (self, layout, i);

  return slot.x + share * slot.width;
}

static void
place_target (CopilHistogramChart *self,
              HistogramLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  const CopilHistogramData *data = &self->data;
  g_autofree char *range = NULL, *text = NULL;
  double half, x;

  if (!has_target (data) || data->n_bins == 0)
    return;
  layout->zone = layout->plot;
  layout->zone.x = x_of (self, layout, data->target_low);
  layout->zone.width = x_of (self, layout, data->target_high) - layout->zone.x;
  range = copil_format_range (data->target_low, data->target_high, data->x_unit,
                              data->target_low == rint (data->target_low) ? 0 : 1);
  text = g_strconcat ("cible ", range, NULL);
  half = copil_text_width (text, font) / 2;
  x = MAX (MIN (layout->zone.x + layout->zone.width / 2, base->width - half), half);
  copil_layout_add_text (base, text, font, COPIL_COLOR_INK, COPIL_ALIGN_CENTRE, x,
                         layout->plot.y - font.size * 0.45);
}

static void
place_caption (CopilHistogramChart *self,
               HistogramLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *text = NULL;

  if (self->data.axis_label == NULL)
    return;
  text = copil_text_fit (self->data.axis_label, font, layout->plot.width);
  copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_LEFT, layout->plot.x,
                         layout->plot.y + layout->plot.height
                             + font.size * (1.4 * (layout->lines + 1)));
}

static char *copil_histogram_chart_describe (CopilChart *chart);

static void
copil_histogram_chart_layout (CopilChart  *chart,
                              CopilLayout *base)
{
  CopilHistogramChart *self = COPIL_HISTOGRAM_CHART (chart);
  HistogramLayout *layout = (HistogramLayout *) base;

  layout->bars = copil_layout_alloc (base, n_bars (self), sizeof (cairo_rectangle_t));
  if (is_empty (self))
    {
      g_autofree char *sentence = copil_histogram_chart_describe (chart);
      cairo_rectangle_t area = { 0, 0, base->width, base->height };

      copil_layout_add_empty (base, area, sentence);
      for (guint i = 0; i < n_bars (self); i++)
        copil_layout_add_mark (base, area, i, -1);
      return;
    }
  place_axes (self, layout);
  for (guint i = 0; i < n_bars (self); i++)
    place_bar (self, layout, i);
  place_target (self, layout);
  place_caption (self, layout);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
draw_zone (cairo_t         *cr,
           HistogramLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;
  const cairo_rectangle_t *zone = &layout->zone;
  double width = copil_theme_stroke (theme, COPIL_STROKE_AXIS);

  if (zone->width <= 0)
    return;
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT_GROUND);
  cairo_rectangle (cr, zone->x, zone->y, zone->width, zone->height);
  cairo_fill (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  copil_paint_dashes (cr, copil_theme_length (theme, 1.5), copil_theme_length (theme, 2.5));
  copil_paint_vline (cr, theme, zone->x, zone->y, zone->y + zone->height, width);
  copil_paint_vline (cr, theme, zone->x + zone->width, zone->y, zone->y + zone->height, width);
  copil_paint_solid (cr);
}

/* Over the word at the foot of the bar. */
static void
draw_missing (cairo_t                 *cr,
              HistogramLayout         *layout,
              const cairo_rectangle_t *rect)
{
  double size = copil_theme_size (&layout->base.theme, COPIL_TYPE_TICK);
  double height = MIN (copil_theme_length (&layout->base.theme, 40), layout->plot.height);

  cairo_rectangle (cr, rect->x + rect->width * 0.1, rect->y - height - size * 1.6,
                   rect->width * 0.8, height);
  copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_AXIS);
  copil_paint_hatch (cr, &layout->base.theme, 4, 1);
}

static void
draw_bar (cairo_t                   *cr,
          const CopilHistogramChart *self,
          HistogramLayout           *layout,
          guint                      bar)
{
  const CopilTheme *theme = &layout->base.theme;
  cairo_rectangle_t rect = layout->bars[bar];
  gboolean answered = bar < self->data.n_bins;
  double gap = MIN (copil_theme_stroke (theme, COPIL_STROKE_GAP), rect.width / 4);

  if (!copil_figure_is_drawn (figure_of (self, bar)))
    {
      draw_missing (cr, layout, &rect);
      return;
    }
  if (rect.height <= 0)
    return;
  /* Joined bars: only a hair of ground between neighbours. */
  cairo_rectangle (cr, rect.x + gap / 2, rect.y, rect.width - gap, rect.height);
  if (answered)
    {
      copil_paint_color (cr, theme,
                         in_target (&self->data, &self->data.bins[bar]) ? COPIL_COLOR_ACCENT
                                                                        : COPIL_COLOR_CONTEXT);
      cairo_fill (cr);
      return;
    }
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS));
  cairo_stroke_preserve (cr);
  copil_paint_hatch (cr, theme, 4, 1);
}

static void
copil_histogram_chart_draw (CopilChart  *chart,
                            CopilLayout *base,
                            cairo_t     *cr)
{
  CopilHistogramChart *self = COPIL_HISTOGRAM_CHART (chart);
  HistogramLayout *layout = (HistogramLayout *) base;
  double right = layout->plot.x + layout->plot.width;

  if (layout->ticks.n > 0)
    {
      draw_zone (cr, layout);
      copil_axis_draw_grid (cr, base, &layout->ticks, &layout->y, layout->plot.x, right);
      for (guint i = 0; i < n_bars (self); i++)
        draw_bar (cr, self, layout, i);
      copil_paint_color (cr, &base->theme, COPIL_COLOR_AXIS);
      copil_paint_hline (cr, &base->theme, layout->plot.x, right, copil_scale_map (&layout->y, 0),
                         copil_theme_stroke (&base->theme, COPIL_STROKE_AXIS));
    }
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static char *
copil_histogram_chart_label (CopilChart      *chart,
                             const CopilMark *mark)
{
  CopilHistogramChart *self = COPIL_HISTOGRAM_CHART (chart);
  g_autofree char *name = bar_name (self, mark->datum, TRUE);
  g_autofree char *value
      = copil_figure_to_label (figure_of (self, mark->datum), &self->data.head);

  return g_strconcat (name, COPIL_NBSP ": ", value, NULL);
}

static void
append_target (GString             *text,
               CopilHistogramChart *self)
{
  g_autofree char *value = NULL, *range = NULL;
  double sum = 0;

  if (!has_target (&self->data))
    return;
  for (guint i = 0; i < self->data.n_bins; i++)
    if (in_target (&self->data, &self->data.bins[i])
        && copil_figure_is_drawn (&self->data.bins[i].figure))
      sum += self->data.bins[i].figure.value;
  value = copil_value_in_full (sum, &self->data.head);
  range = copil_format_range (self->data.target_low, self->data.target_high, self->data.x_unit, 0);
  g_string_append_printf (text, " %s dans la cible de %s.", value, range);
}

static char *
copil_histogram_chart_describe (CopilChart *chart)
{
  CopilHistogramChart *self = COPIL_HISTOGRAM_CHART (chart);
  GString *text = g_string_new (self->data.head.title);
  int modal = -1;

  for (guint i = 0; i < self->data.n_bins; i++)
    if (copil_figure_is_drawn (figure_of (self, i))
        && (modal < 0
            || figure_of (self, i)->value > self->data.bins[modal].figure.value))
      modal = (int) i;
  if (is_empty (self))
    {
      g_string_append (text, COPIL_NBSP ": aucune donnée.");
      return g_string_free (text, FALSE);
    }
  if (modal >= 0)
    {
      g_autofree char *name = bar_name (self, (guint) modal, TRUE);
      g_autofree char *value
          = copil_figure_to_value (figure_of (self, (guint) modal), &self->data.head);

      g_string_append_printf (text, COPIL_NBSP ": classe la plus fournie %s, %s.", name, value);
    }
  append_target (text, self);
  if (self->has_rest)
    {
      g_autofree char *name = copil_sentence_capitalise (rest_label (self));
      g_autofree char *value = copil_figure_to_value (&self->data.non_response, &self->data.head);

      g_string_append_printf (text, " %s" COPIL_NBSP ": %s.", name, value);
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
copil_histogram_chart_get_table (CopilChart *chart)
{
  CopilHistogramChart *self = COPIL_HISTOGRAM_CHART (chart);
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table,
                       self->data.x_unit ? g_strdup_printf ("Classe (%s)", self->data.x_unit)
                                         : g_strdup ("Classe"),
                       self->data.head.unit ? g_strdup_printf ("Valeur (%s)", self->data.head.unit)
                                            : g_strdup ("Valeur"),
                       g_strdup ("Statut"), NULL);
  for (guint i = 0; i < n_bars (self); i++)
    copil_table_add_row (
        table, bar_name (self, i, FALSE),
        copil_format_figure (figure_of (self, i), NULL, self->data.head.decimals),
        g_strdup (copil_format_status_word (figure_of (self, i)->status)), NULL);
  return table;
}

static guint
copil_histogram_chart_get_n_data (CopilChart *chart)
{
  return n_bars (COPIL_HISTOGRAM_CHART (chart));
}

static void
copil_histogram_chart_class_init (CopilHistogramChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (HistogramLayout);
  chart_class->layout = copil_histogram_chart_layout;
  chart_class->draw = copil_histogram_chart_draw;
  chart_class->get_n_data = copil_histogram_chart_get_n_data;
  chart_class->label = copil_histogram_chart_label;
  chart_class->describe = copil_histogram_chart_describe;
  chart_class->get_table = copil_histogram_chart_get_table;
}

static void
copil_histogram_chart_init (CopilHistogramChart *self)
{
}

/**
 * copil_histogram_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): a histogram
 */
CopilChart *
copil_histogram_chart_new (const CopilHistogramData *data)
{
  CopilHistogramChart *self = g_object_new (COPIL_TYPE_HISTOGRAM_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilHistogramBin *bins
      = copil_chart_keep_data (chart, data->bins, data->n_bins, sizeof *data->bins);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.x_unit = copil_chart_keep_text (chart, data->x_unit);
  self->data.axis_label = copil_chart_keep_text (chart, data->axis_label);
  self->data.non_response_label = copil_chart_keep_text (chart, data->non_response_label);
  self->data.bins = bins;
  for (guint i = 0; i < data->n_bins; i++)
    copil_figure_check (&bins[i].figure);
  copil_figure_check (&self->data.non_response);
  self->has_rest = data->non_response.status != COPIL_CELL_NOT_APPLICABLE;
  return chart;
}
