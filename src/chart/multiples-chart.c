/* multiples-chart.c: the same small curve for each territory, on one scale
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/multiples-chart.h"

#include "chart/axis.h"
#include "chart/paint.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

/* A cell on screen. */
#define CELL_WIDTH 132
#define CELL_HEIGHT 74
#define CELL_GAP 16
/* Others drawn behind each line: beyond this they are a wall. */
#define MAX_OTHERS 40
#define MAX_NAMED 8

struct _CopilMultiplesChart
{
  CopilChart         parent_instance;

  CopilMultiplesData data;
  double             largest;
};

typedef struct
{
  CopilLayout        base;
  guint              columns;
  double             width, height; /* of a cell, gap included */
  cairo_rectangle_t *plots;
  CopilScale         x, y; /* inside a plot, from its corner */
  gboolean           empty;
} MultiplesLayout;

G_DEFINE_FINAL_TYPE (CopilMultiplesChart, copil_multiples_chart, COPIL_TYPE_CHART)

static int
last_drawn (const CopilMultiplesChart *self,
            guint                      item)
{
  for (guint i = self->data.n_periods; i-- > 0;)
    if (copil_figure_is_drawn (&self->data.items[item].figures[i]))
      return (int) i;
  return -1;
}

static gboolean
is_empty (const CopilMultiplesChart *self)
{
  for (guint i = 0; i < self->data.n_items; i++)
    if (last_drawn (self, i) >= 0)
      return FALSE;
  return TRUE;
}

/* -- Layout --------------------------------------------------------------------------------- */

static guint
count_columns (const CopilMultiplesChart *self,
               const CopilTheme          *theme,
               double                     width)
{
  double cell = copil_theme_length (theme, CELL_WIDTH + CELL_GAP);
  guint most = (guint) MAX ((width + copil_theme_length (theme, CELL_GAP)) / cell, 1);

  return CLAMP (self->data.n_items, 1, most);
}

static void
set_scales (CopilMultiplesChart *self,
            MultiplesLayout     *layout,
            double               width,
            double               height)
{
  double pad = copil_theme_length (&layout->base.theme, 4);
  CopilExtent extent = COPIL_EXTENT_EMPTY;
  CopilTicks ticks;

  for (guint i = 0; i < self->data.n_items; i++)
    for (guint p = 0; p < self->data.n_periods; p++)
      if (copil_figure_is_drawn (&self->data.items[i].figures[p]))
        copil_extent_add (&extent, self->data.items[i].figures[p].value);
  copil_extent_add (&extent, self->data.reference);
  ticks = copil_ticks_compute (extent, FALSE, 0, 5);
  /* The data fill the cell: no ticks are written, the reference and the values tell. */
  if (extent.high > extent.low)
    ticks.low = extent.low, ticks.high = extent.high;
  layout->y = (CopilScale) { ticks.low, ticks.high, MAX (height - pad, 1), pad };
  layout->x = (CopilScale) { 0, MAX (self->data.n_periods, 2) - 1, 0, MAX (width - pad, 1) };
}

static void
place_cell (CopilMultiplesChart *self,
            MultiplesLayout     *layout,
            guint                item)
{
  CopilLayout *base = &layout->base;
  const CopilMultiplesItem *shown = &self->data.items[item];
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  CopilFont bold = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
  double gap = copil_theme_length (&base->theme, CELL_GAP), inner = layout->width - gap;
  double x = (item % layout->columns) * layout->width;
  double y = (item / layout->columns) * layout->height, head = font.size * 1.5;
  int last = last_drawn (self, item);
  CopilChartHead plain = self->data.head;
  g_autofree char *number = NULL, *value = NULL, *name = NULL;

  plain.unit = NULL;
  number = last < 0 ? g_strdup (copil_format_status (COPIL_CELL_NOT_AVAILABLE))
                    : copil_axis_value (shown->figures[last].value, self->largest, &plain);
  value = g_strconcat (shown->outside > 0   ? "▲" COPIL_NBSP
                       : shown->outside < 0 ? "▼" COPIL_NBSP
                                            : "",
                       number, NULL);
  name = copil_text_fit (shown->name, font, inner - copil_text_width (value, bold) - gap / 2);
  copil_layout_add_text (base, name, font, COPIL_COLOR_INK2, COPIL_ALIGN_LEFT, x, y + font.size);
  copil_layout_add_text (base, value, bold, last < 0 ? COPIL_COLOR_INK2 : COPIL_COLOR_ACCENT,
                         COPIL_ALIGN_RIGHT, x + inner, y + font.size);
  layout->plots[item] = (cairo_rectangle_t) { x, y + head, MAX (inner, 1),
                                              MAX (layout->height - gap - head, 1) };
  copil_layout_add_mark (base, (cairo_rectangle_t) { x, y, inner, layout->height - gap }, item,
                         shown->key);
}

static char *copil_multiples_chart_describe (CopilChart *chart);

static void
copil_multiples_chart_layout (CopilChart  *chart,
                              CopilLayout *base)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  MultiplesLayout *layout = (MultiplesLayout *) base;
  double gap = copil_theme_length (&base->theme, CELL_GAP);
  guint rows;

  layout->columns = count_columns (self, &base->theme, base->width);
  rows = (MAX (self->data.n_items, 1) + layout->columns - 1) / layout->columns;
  layout->width = (base->width + gap) / layout->columns;
  layout->height = MIN ((base->height + gap) / rows, layout->width * 0.9);
  layout->plots = copil_layout_alloc (base, self->data.n_items, sizeof (cairo_rectangle_t));
  layout->empty = is_empty (self);
  if (self->data.n_items == 0)
    {
      g_autofree char *sentence = copil_multiples_chart_describe (chart);

      copil_layout_add_empty (base, (cairo_rectangle_t) { 0, 0, base->width, base->height },
                              sentence);
      return;
    }
  for (guint i = 0; i < self->data.n_items; i++)
    place_cell (self, layout, i);
  set_scales (self, layout, layout->plots[0].width, layout->plots[0].height);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
draw_line (cairo_t               *cr,
           CopilMultiplesChart   *self,
           const MultiplesLayout *layout,
           guint                  item,
           CopilPoint            *points)
{
  for (guint i = 0; i < self->data.n_periods; i++)
    {
      const CopilFigure *figure = &self->data.items[item].figures[i];

      points[i].x = copil_scale_map (&layout->x, i);
      points[i].y
          = copil_figure_is_drawn (figure) ? copil_scale_map (&layout->y, figure->value) : NAN;
    }
  copil_paint_polyline (cr, points, self->data.n_periods);
}

static void
draw_others (cairo_t               *cr,
             CopilMultiplesChart   *self,
             const MultiplesLayout *layout,
             guint                  item,
             CopilPoint            *points)
{
  copil_paint_color (cr, &layout->base.theme, COPIL_COLOR_GRID);
  cairo_set_line_width (cr, copil_theme_stroke (&layout->base.theme, COPIL_STROKE_GRID));
  for (guint i = 0; i < self->data.n_items && self->data.n_items <= MAX_OTHERS; i++)
    if (i != item)
      draw_line (cr, self, layout, i, points);
}

static void
draw_reference (cairo_t               *cr,
                CopilMultiplesChart   *self,
                const MultiplesLayout *layout,
                double                 width)
{
  const CopilTheme *theme = &layout->base.theme;

  if (!isfinite (self->data.reference))
    return;
  copil_paint_color (cr, theme, COPIL_COLOR_INK2);
  copil_paint_dashes (cr, copil_theme_length (theme, 1.5), copil_theme_length (theme, 2.5));
  copil_paint_hline (cr, theme, 0, width, copil_scale_map (&layout->y, self->data.reference),
                     copil_theme_stroke (theme, COPIL_STROKE_LIMIT));
  copil_paint_solid (cr);
}

static void
draw_cell (cairo_t               *cr,
           CopilMultiplesChart   *self,
           const MultiplesLayout *layout,
           guint                  item,
           CopilPoint            *points)
{
  const CopilTheme *theme = &layout->base.theme;
  const cairo_rectangle_t *plot = &layout->plots[item];
  int last = last_drawn (self, item);

  cairo_save (cr);
  cairo_translate (cr, plot->x, plot->y);
  draw_others (cr, self, layout, item, points);
  draw_reference (cr, self, layout, plot->width);
  copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
  copil_paint_hline (cr, theme, 0, plot->width, plot->height,
                     copil_theme_stroke (theme, COPIL_STROKE_AXIS));
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_SPARK));
  draw_line (cr, self, layout, item, points);
  if (last >= 0)
    {
      copil_paint_circle (cr, points[last].x, points[last].y, copil_theme_length (theme, 2.6));
      cairo_fill (cr);
    }
  cairo_restore (cr);
}

static void
copil_multiples_chart_draw (CopilChart  *chart,
                            CopilLayout *base,
                            cairo_t     *cr)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  MultiplesLayout *layout = (MultiplesLayout *) base;
  g_autofree CopilPoint *points = g_new (CopilPoint, MAX (self->data.n_periods, 1));

  for (guint i = 0; i < self->data.n_items; i++)
    draw_cell (cr, self, layout, i, points);
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static char *
copil_multiples_chart_label (CopilChart      *chart,
                             const CopilMark *mark)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  const CopilMultiplesItem *item = &self->data.items[mark->datum];
  int last = last_drawn (self, mark->datum);
  g_autofree char *value = NULL, *when = NULL;

  if (last < 0)
    return g_strdup_printf ("%s" COPIL_NBSP ": aucune donnée", item->name);
  value = copil_figure_to_label (&item->figures[last], &self->data.head);
  when = copil_format_period_in (copil_period_shift (self->data.first, last));
  return g_strdup_printf ("%s" COPIL_NBSP ": %s %s%s", item->name, value, when,
                          item->outside > 0   ? ", au-dessus de ses limites"
                          : item->outside < 0 ? ", au-dessous de ses limites"
                                              : "");
}

static char *
copil_multiples_chart_describe (CopilChart *chart)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  GString *text = g_string_new (self->data.head.title);

  if (is_empty (self))
    {
      g_string_append (text, COPIL_NBSP ": aucune donnée.");
      return g_string_free (text, FALSE);
    }
  g_autofree char *span = copil_format_period_span (
      self->data.first, copil_period_shift (self->data.first, (int) self->data.n_periods - 1));

  g_string_append_printf (text, ", %s, une même échelle.", span);
  for (guint i = 0; i < MIN (self->data.n_items, MAX_NAMED); i++)
    {
      CopilMark mark = { .datum = i };
      g_autofree char *label = copil_multiples_chart_label (chart, &mark);

      g_string_append_printf (text, " %s.", label);
    }
  if (self->data.n_items > MAX_NAMED)
    {
      g_autofree char *others
          = copil_format_count (self->data.n_items - MAX_NAMED, "autre", "autres");

      g_string_append_printf (text, " Et %s.", others);
    }
  if (isfinite (self->data.reference))
    {
      g_autofree char *value = copil_value_in_full (self->data.reference, &self->data.head);
      g_autofree char *name = copil_sentence_capitalise (
          self->data.reference_label ? self->data.reference_label : "référence");

      g_string_append_printf (text, " %s %s.", name, value);
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
copil_multiples_chart_get_table (CopilChart *chart)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  GPtrArray *table = copil_table_new ();
  const char *unit = self->data.head.unit;

  for (guint row = 0; row <= self->data.n_periods; row++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      g_autofree char *period
          = row    ? copil_format_period (copil_period_shift (self->data.first, (int) row - 1))
            : unit ? g_strdup_printf ("Période (en %s)", unit)
                   : g_strdup ("Période");

      g_strv_builder_add (cells, period);
      for (guint i = 0; i < self->data.n_items; i++)
        {
          g_autofree char *cell
              = row ? copil_format_figure (&self->data.items[i].figures[row - 1], NULL,
                                           self->data.head.decimals)
                    : g_strdup (self->data.items[i].name);

          g_strv_builder_add (cells, cell);
        }
      if (self->data.n_items == 0)
        g_strv_builder_add (cells, "");
      g_ptr_array_add (table, g_strv_builder_end (cells));
    }
  return table;
}

static guint
copil_multiples_chart_get_n_data (CopilChart *chart)
{
  return COPIL_MULTIPLES_CHART (chart)->data.n_items;
}

static double
copil_multiples_chart_get_height (CopilChart       *chart,
                                  const CopilTheme *theme,
                                  double            width)
{
  CopilMultiplesChart *self = COPIL_MULTIPLES_CHART (chart);
  guint columns = count_columns (self, theme, width);
  guint rows = (MAX (self->data.n_items, 1) + columns - 1) / columns;

  return copil_theme_length (theme, rows * (CELL_HEIGHT + CELL_GAP) - CELL_GAP);
}

static void
copil_multiples_chart_class_init (CopilMultiplesChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (MultiplesLayout);
  chart_class->layout = copil_multiples_chart_layout;
  chart_class->draw = copil_multiples_chart_draw;
  chart_class->get_n_data = copil_multiples_chart_get_n_data;
  chart_class->label = copil_multiples_chart_label;
  chart_class->get_height = copil_multiples_chart_get_height;
  chart_class->describe = copil_multiples_chart_describe;
  chart_class->get_table = copil_multiples_chart_get_table;
}

static void
copil_multiples_chart_init (CopilMultiplesChart *self)
{
}

/**
 * copil_multiples_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): small multiples
 */
CopilChart *
copil_multiples_chart_new (const CopilMultiplesData *data)
{
  CopilMultiplesChart *self = g_object_new (COPIL_TYPE_MULTIPLES_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilMultiplesItem *items
      = copil_chart_keep_data (chart, data->items, data->n_items, sizeof *items);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.reference_label = copil_chart_keep_text (chart, data->reference_label);
  self->data.items = items;
  for (guint i = 0; i < data->n_items; i++)
    {
      items[i].name = copil_chart_keep_text (chart, items[i].name);
      items[i].figures = copil_chart_keep_figures (chart, items[i].figures, data->n_periods);
      for (guint p = 0; p < data->n_periods; p++)
        if (copil_figure_is_drawn (&items[i].figures[p]))
          self->largest = MAX (self->largest, fabs (items[i].figures[p].value));
    }
  return chart;
}
