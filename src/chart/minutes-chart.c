/* minutes-chart.c: how a sitting spends its time, item after item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/minutes-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "core/format.h"

/* In heights of the letters of a tick. */
#define BAR 0.85
#define TICK_LINE 1.7
#define LEGEND_LINE 2.2

struct _CopilMinutesChart
{
  CopilChart       parent_instance;

  CopilMinutesData data;
  int              total; /* seconds */
};

typedef struct
{
  CopilLayout        base;
  double             bar;
  cairo_rectangle_t *parts;
  cairo_rectangle_t  swatches[COPIL_N_MINUTES]; /* no width: no such item */
} MinutesLayout;

G_DEFINE_FINAL_TYPE (CopilMinutesChart, copil_minutes_chart, COPIL_TYPE_CHART)

const char *
copil_minutes_nature_get_word (CopilMinutesNature self)
{
  static const char * const words[] = { "décision", "avis", "information" };

  g_return_val_if_fail (self < COPIL_N_MINUTES, "");
  return words[self];
}

static int
seconds_of (const CopilMinutesChart *self,
            CopilMinutesNature       nature)
{
  int seconds = 0;

  for (guint i = 0; i < self->data.n; i++)
    if (self->data.items[i].nature == nature)
      seconds += self->data.items[i].seconds;
  return seconds;
}

static char *
format_hour (int minutes)
{
  return minutes % 60 == 0 ? g_strdup_printf ("%d" COPIL_NBSP "h", minutes / 60 % 24)
                           : g_strdup_printf ("%d" COPIL_NBSP "h" COPIL_NBSP "%02d",
                                              minutes / 60 % 24, minutes % 60);
}

/* -- Layout --------------------------------------------------------------------------------- */

static void
place_parts (CopilMinutesChart *self,
             MinutesLayout     *layout)
{
  double gap = copil_theme_stroke (&layout->base.theme, COPIL_STROKE_GAP);
  int before = 0;

  for (guint i = 0; i < self->data.n; i++)
    {
      double left = layout->base.width * before / self->total;
      double right;

      before += self->data.items[i].seconds;
      right = layout->base.width * before / self->total;
      layout->parts[i] =
        (cairo_rectangle_t) { left, 0, MAX (right - left - gap, MIN (right - left, 1)), layout->bar };
      copil_layout_add_mark (&layout->base, layout->parts[i], i, (int) i);
    }
}

/* The first and the last hour, and the half hours between that leave room for both. */
static void
place_hours (CopilMinutesChart *self,
             CopilLayout       *base,
             double             y)
{
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  int start = self->data.start, end = start + (self->total + 59) / 60;
  int step = self->total > 3 * 3600 ? 60 : 30;
  double room = copil_text_width ("00 h 00", font) * 1.25;
  g_autofree char *first = format_hour (start), *last = format_hour (end);

  copil_layout_add_text (base, first, font, COPIL_COLOR_INK2, COPIL_ALIGN_LEFT, 0, y);
  copil_layout_add_text (base, last, font, COPIL_COLOR_INK2, COPIL_ALIGN_RIGHT, base->width, y);
  for (int minute = (start / step + 1) * step; minute < end; minute += step)
    {
      double x = base->width * (minute - start) * 60.0 / self->total;
      g_autofree char *hour = NULL;

      if (x < room * 1.5 || x > base->width - room * 1.5)
        continue;
      hour = format_hour (minute);
      copil_layout_add_text (base, hour, font, COPIL_COLOR_INK2, COPIL_ALIGN_CENTRE, x, y);
    }
}

static void
place_legend (CopilMinutesChart *self,
              MinutesLayout     *layout,
              double             y)
{
  CopilFont font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  double x = 0;

  for (guint i = 0; i < COPIL_N_MINUTES; i++)
    {
      int seconds = seconds_of (self, i);
      g_autofree char *text = NULL;

      if (seconds == 0)
        continue;
      text = g_strdup_printf ("%s %d" COPIL_NBSP "min", copil_minutes_nature_get_word (i),
                              (seconds + 30) / 60);
      layout->swatches[i] =
        (cairo_rectangle_t) { x, y - font.size * 0.75, font.size * 0.8, font.size * 0.8 };
      copil_layout_add_text (&layout->base, text, font, COPIL_COLOR_INK2, COPIL_ALIGN_LEFT,
                             x + font.size * 1.3, y);
      x += font.size * 3 + copil_text_width (text, font);
    }
}

static void
copil_minutes_chart_layout (CopilChart  *chart,
                            CopilLayout *base)
{
  CopilMinutesChart *self = COPIL_MINUTES_CHART (chart);
  MinutesLayout *layout = (MinutesLayout *) base;
  double line = copil_theme_size (&base->theme, COPIL_TYPE_TICK);

  layout->bar = line * BAR;
  layout->parts = copil_layout_alloc (base, MAX (self->data.n, 1), sizeof *layout->parts);
  if (self->total == 0)
    return;
  place_parts (self, layout);
  place_hours (self, base, layout->bar + line * (TICK_LINE - 0.3));
  place_legend (self, layout, layout->bar + line * (TICK_LINE + LEGEND_LINE - 0.6));
}

static double
copil_minutes_chart_get_height (CopilChart       *chart,
                                const CopilTheme *theme,
                                double            width)
{
  return copil_theme_size (theme, COPIL_TYPE_TICK) * (BAR + TICK_LINE + LEGEND_LINE);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static const CopilColor *
color_of (const CopilTheme  *theme,
          CopilMinutesNature nature)
{
  if (nature == COPIL_MINUTES_INFORMATION)
    return &theme->colors[COPIL_COLOR_CONTEXT];
  return &theme->categorical[nature == COPIL_MINUTES_DECISION ? 0 : 2];
}

static void
draw_part (cairo_t                 *cr,
           const CopilTheme        *theme,
           const cairo_rectangle_t *rect,
           CopilMinutesNature       nature)
{
  static const CopilPattern patterns[] = { COPIL_PATTERN_NONE, COPIL_PATTERN_RISING,
                                           COPIL_PATTERN_UPRIGHT };

  copil_paint_round_rect (cr, rect->x, rect->y, rect->width, rect->height,
                          MIN (2, rect->width / 2));
  copil_paint_rgb (cr, color_of (theme, nature));
  if (!theme->patterns || patterns[nature] == COPIL_PATTERN_NONE)
    {
      cairo_fill (cr);
      return;
    }
  cairo_fill_preserve (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  copil_paint_pattern (cr, theme, patterns[nature], 5, 1.5);
}

static void
copil_minutes_chart_draw (CopilChart  *chart,
                          CopilLayout *base,
                          cairo_t     *cr)
{
  CopilMinutesChart *self = COPIL_MINUTES_CHART (chart);
  MinutesLayout *layout = (MinutesLayout *) base;

  if (self->total == 0)
    return;
  for (guint i = 0; i < self->data.n; i++)
    draw_part (cr, &base->theme, &layout->parts[i], self->data.items[i].nature);
  for (guint i = 0; i < COPIL_N_MINUTES; i++)
    if (layout->swatches[i].width > 0)
      draw_part (cr, &base->theme, &layout->swatches[i], i);
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static guint
copil_minutes_chart_get_n_data (CopilChart *chart)
{
  return COPIL_MINUTES_CHART (chart)->data.n;
}

static char *
copil_minutes_chart_label (CopilChart      *chart,
                           const CopilMark *mark)
{
  const CopilMinutesItem *item = &COPIL_MINUTES_CHART (chart)->data.items[mark->datum];

  return g_strdup_printf ("%s, %s, %d" COPIL_NBSP "min", item->label,
                          copil_minutes_nature_get_word (item->nature), (item->seconds + 30) / 60);
}

static char *
copil_minutes_chart_describe (CopilChart *chart)
{
  CopilMinutesChart *self = COPIL_MINUTES_CHART (chart);
  g_autofree char *start = format_hour (self->data.start);
  g_autofree char *end = format_hour (self->data.start + (self->total + 59) / 60);
  GString *text = g_string_new (NULL);
  const char *before = NULL;

  g_string_printf (text, "De %s à %s", start, end);
  for (guint i = 0; i < COPIL_N_MINUTES; i++)
    if (seconds_of (self, i) > 0)
      {
        g_string_append_printf (text, "%s %d" COPIL_NBSP "min en %s",
                                before != NULL ? before : COPIL_NBSP ":",
                                (seconds_of (self, i) + 30) / 60,
                                copil_minutes_nature_get_word (i));
        before = ",";
      }
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

static GPtrArray *
copil_minutes_chart_get_table (CopilChart *chart)
{
  CopilMinutesChart *self = COPIL_MINUTES_CHART (chart);
  GPtrArray *table = copil_table_new ();

  copil_table_add_row (table, g_strdup ("Point"), g_strdup ("Nature"), g_strdup ("Durée"), NULL);
  for (guint i = 0; i < self->data.n; i++)
    copil_table_add_row (
      table, g_strdup (self->data.items[i].label),
      g_strdup (copil_minutes_nature_get_word (self->data.items[i].nature)),
      g_strdup_printf ("%d" COPIL_NBSP "min", (self->data.items[i].seconds + 30) / 60), NULL);
  return table;
}

static void
copil_minutes_chart_class_init (CopilMinutesChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (MinutesLayout);
  chart_class->layout = copil_minutes_chart_layout;
  chart_class->draw = copil_minutes_chart_draw;
  chart_class->get_n_data = copil_minutes_chart_get_n_data;
  chart_class->label = copil_minutes_chart_label;
  chart_class->get_height = copil_minutes_chart_get_height;
  chart_class->describe = copil_minutes_chart_describe;
  chart_class->get_table = copil_minutes_chart_get_table;
}

static void
copil_minutes_chart_init (CopilMinutesChart *self)
{
}

/**
 * copil_minutes_chart_new:
 * @data: copied; items without a duration take no room
 *
 * Returns: (transfer full)
 */
CopilChart *
copil_minutes_chart_new (const CopilMinutesData *data)
{
  CopilMinutesChart *self = g_object_new (COPIL_TYPE_MINUTES_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilMinutesItem *items;

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  items = copil_chart_keep_data (chart, data->items, data->n, sizeof *items);
  for (guint i = 0; i < data->n; i++)
    {
      items[i].label = copil_chart_keep_text (chart, data->items[i].label);
      items[i].seconds = MAX (items[i].seconds, 0);
      self->total += items[i].seconds;
    }
  self->data.items = items;
  return chart;
}
