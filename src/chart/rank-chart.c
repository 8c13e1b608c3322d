/* rank-chart.c: bars from the greatest to the smallest, one of them the subject
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/rank-private.h"

#include "chart/axis.h"
#include "chart/paint.h"
#include "core/format.h"

#include <math.h>
#include <string.h>

/* Heights of a row beside the size of its type: least, wanted, most. */
#define ROW_LEAST 1.45
#define ROW_WANTED 2.3
#define ROW_MOST 3.2
#define BAR_SHARE 0.58

typedef struct
{
  CopilLayout       base;
  GArray            *rows; /* CopilRankRow */
  double            top, row;
  double            zero;
  cairo_rectangle_t *bars; /* a row; no width without value */
  double            reference; /* x, NAN: none */
} RankLayout;

G_DEFINE_FINAL_TYPE (CopilRankChart, copil_rank_chart, COPIL_TYPE_CHART)

/* -- Layout --------------------------------------------------------------------------------- */

static CopilFont
name_font (const CopilLayout *layout,
           gboolean           subject)
{
  return copil_layout_font (layout, COPIL_TYPE_TICK,
                            subject ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR);
}

static CopilFont
value_font (const CopilLayout *layout)
{
  return copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
}

/* The line over the bars, for the name of the reference. */
static double
head_height (CopilRankChart   *self,
             const CopilTheme *theme)
{
  return isfinite (self->data.reference) ? copil_theme_size (theme, COPIL_TYPE_TICK) * 1.7 : 0;
}

static void
choose_rows (CopilRankChart *self,
             RankLayout     *layout)
{
  CopilLayout *base = &layout->base;
  double size = copil_theme_size (&base->theme, COPIL_TYPE_TICK), room;

  layout->top = head_height (self, &base->theme);
  room = MAX (base->height - layout->top, 1);
  layout->rows = copil_layout_keep_array (
      base, copil_rank_choose_rows (self, (guint) MAX (room / (size * ROW_LEAST), 1)));
  layout->row = MIN (room / MAX (layout->rows->len, 1), size * ROW_MOST);
}

static double
widest_name (CopilRankChart *self,
             RankLayout     *layout)
{
  double widest = 0;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const CopilRankRow *row = &g_array_index (layout->rows, CopilRankRow, i);
      const CopilRankItem *item = &self->data.items[row->item];

      if (row->n_hidden == 0)
        widest = MAX (widest, copil_text_width (item->name,
                                                name_font (&layout->base, item->subject)));
    }
  return MIN (widest, layout->base.width * 0.56);
}

/* A unit that the subtitle says is not repeated at each bar. */
static char *
value_text (CopilRankChart      *self,
            const CopilRankItem *item)
{
  CopilChartHead head = self->data.head;

  if (head.unit && head.subtitle && g_utf8_strlen (head.unit, -1) > 2
      && strstr (head.subtitle, head.unit))
    head.unit = NULL;
  return copil_axis_value (item->figure.value, self->largest, &head);
}

/* The scale leaves room for the values at the ends of the bars, on either side of 0. */
static CopilScale
make_scale (CopilRankChart *self,
            RankLayout     *layout,
            double          left)
{
  CopilExtent extent = { 0, 0 };
  double before = 0, after = 0, right = layout->base.width;
  double gap = copil_theme_length (&layout->base.theme, 5);

  copil_extent_add (&extent, self->data.reference);
  for (guint i = 0; i < self->n_drawn; i++)
    {
      const CopilRankItem *item = &self->data.items[i];
      g_autofree char *text = value_text (self, item);
      double width = copil_text_width (text, value_font (&layout->base)) + gap;

      copil_extent_add (&extent, item->figure.value);
      if (item->figure.value < 0)
        before = MAX (before, width);
      else
        after = MAX (after, width);
    }
  if (extent.high <= extent.low)
    extent.high = 1;
  left = MIN (left + before, right * 0.6);
  right = MAX (right - after, left + 1);
  return (CopilScale) { extent.low, extent.high, left, right };
}

static void
place_value (CopilRankChart      *self,
             RankLayout          *layout,
             const CopilRankItem *item,
             cairo_rectangle_t   *bar,
             double               baseline)
{
  CopilLayout *base = &layout->base;
  double gap = copil_theme_length (&base->theme, 5);
  gboolean negative = item->figure.value < 0;
  g_autofree char *text = value_text (self, item);
  double x = negative ? bar->x - gap : bar->x + bar->width + gap;
  CopilPlaced *placed
      = copil_layout_add_text (base, text, value_font (base),
                               item->subject ? COPIL_COLOR_ACCENT : COPIL_COLOR_INK,
                               negative ? COPIL_ALIGN_RIGHT : COPIL_ALIGN_LEFT, x, baseline);

  copil_placed_set_halo (placed, base);
}

/* What is missing is a word where its bar would start, in italics. */
static void
place_word (RankLayout          *layout,
            const CopilRankItem *item,
            double               baseline)
{
  CopilLayout *base = &layout->base;
  CopilFont font = name_font (base, FALSE);

  font.italic = TRUE;
  copil_layout_add_text (base, copil_format_status_word (item->figure.status), font, COPIL_COLOR_INK2,
                         COPIL_ALIGN_LEFT, layout->zero + copil_theme_length (&base->theme, 5),
                         baseline);
}

static void
place_item (CopilRankChart      *self,
            RankLayout          *layout,
            const CopilScale    *scale,
            guint                row,
            const CopilRankItem *item,
            double               name_right)
{
  CopilLayout *base = &layout->base;
  CopilFont font = name_font (base, item->subject);
  double y = layout->top + row * layout->row, baseline = y + layout->row / 2 + font.size * 0.36;
  cairo_rectangle_t *bar = &layout->bars[row];
  g_autofree char *name = copil_text_fit (item->name, font, name_right);
  double end;

  copil_layout_add_text (base, name, font, item->subject ? COPIL_COLOR_INK : COPIL_COLOR_INK2,
                         COPIL_ALIGN_RIGHT, name_right, baseline);
  bar->y = y + layout->row * (1 - BAR_SHARE) / 2;
  bar->height = layout->row * BAR_SHARE;
  bar->x = layout->zero;
  if (!copil_figure_is_drawn (&item->figure))
    {
      place_word (layout, item, baseline);
      return;
    }
  end = copil_scale_map (scale, item->figure.value);
  bar->x = MIN (end, layout->zero);
  bar->width = fabs (end - layout->zero);
  place_value (self, layout, item, bar, baseline);
}

static void
place_hidden (RankLayout *layout,
              guint       row,
              guint       n_hidden)
{
  CopilLayout *base = &layout->base;
  CopilFont font = name_font (base, FALSE);
  g_autofree char *count = copil_format_count (n_hidden, "autre", "autres");
  g_autofree char *text = g_strconcat ("… ", count, NULL);
  double y = layout->top + (row + 0.5) * layout->row + font.size * 0.36;

  font.italic = TRUE;
  copil_layout_add_text (base, text, font, COPIL_COLOR_INK3, COPIL_ALIGN_LEFT,
                         layout->zero + copil_theme_length (&base->theme, 5), y);
}

static void
place_reference (CopilRankChart   *self,
                 RankLayout       *layout,
                 const CopilScale *scale)
{
  CopilLayout *base = &layout->base;
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
  g_autofree char *number = NULL, *text = NULL;
  double half, x;

  layout->reference = NAN;
  if (!isfinite (self->data.reference))
    return;
  number = copil_axis_number (self->data.reference, self->data.head.decimals);
  text = g_strconcat (self->data.reference_label ? self->data.reference_label : "référence", " ",
                      number, NULL);
  layout->reference = copil_scale_map (scale, self->data.reference);
  half = copil_text_width (text, font) / 2;
  x = MAX (MIN (layout->reference, base->width - half), half);
  copil_layout_add_text (base, text, font, COPIL_COLOR_INK, COPIL_ALIGN_CENTRE, x,
                         font.size * 1.05);
}

/* A mark for each item, in order, so that the keyboard reaches those left out: they share the
 * row that stands for them. The mark is the whole row: bars are short and hard to point at. */
static void
add_marks (CopilRankChart *self,
           RankLayout     *layout)
{
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const CopilRankRow *row = &g_array_index (layout->rows, CopilRankRow, i);
      double y = layout->top + i * layout->row;

      for (guint item = row->item; item < row->item + MAX (row->n_hidden, 1); item++)
        copil_layout_add_mark (&layout->base,
                               (cairo_rectangle_t) { 0, y, layout->base.width, layout->row },
                               item, self->data.items[item].key);
    }
}

static void
copil_rank_chart_layout (CopilChart  *chart,
                         CopilLayout *base)
{
  CopilRankChart *self = COPIL_RANK_CHART (chart);
  RankLayout *layout = (RankLayout *) base;
  double names;
  CopilScale scale;

  choose_rows (self, layout);
  if (self->data.n_items == 0)
    {
      g_autofree char *sentence = copil_rank_describe (chart);

      copil_layout_add_empty (base, (cairo_rectangle_t) { 0, 0, base->width, base->height },
                              sentence);
      return;
    }
  names = widest_name (self, layout);
  scale = make_scale (self, layout, names + copil_theme_length (&base->theme, 8));
  layout->zero = copil_scale_map (&scale, 0);
  layout->bars = copil_layout_alloc (base, layout->rows->len, sizeof (cairo_rectangle_t));
  for (guint i = 0; i < layout->rows->len; i++)
    {
      const CopilRankRow *row = &g_array_index (layout->rows, CopilRankRow, i);

      if (row->n_hidden > 0)
        place_hidden (layout, i, row->n_hidden);
      else
        place_item (self, layout, &scale, i, &self->data.items[row->item], names);
    }
  place_reference (self, layout, &scale);
  add_marks (self, layout);
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
draw_bar (cairo_t                 *cr,
          const CopilTheme        *theme,
          const CopilRankItem     *item,
          const cairo_rectangle_t *bar)
{
  CopilColorRole color = item->subject ? COPIL_COLOR_ACCENT : COPIL_COLOR_CONTEXT;

  cairo_rectangle (cr, bar->x, bar->y, bar->width, bar->height);
  copil_paint_color (cr, theme, color);
  if (item->figure.status == COPIL_CELL_OBSERVED)
    {
      cairo_fill (cr);
      return;
    }
  /* Not final: an outline round a hatching, as hollow as the point of a curve. */
  cairo_save (cr);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_CONTEXT));
  cairo_clip_preserve (cr);
  cairo_set_line_width (cr, 2 * copil_theme_stroke (theme, COPIL_STROKE_CONTEXT));
  cairo_stroke_preserve (cr);
  copil_paint_hatch (cr, theme, 3, 1.6);
  cairo_restore (cr);
}

static void
copil_rank_chart_draw (CopilChart  *chart,
                       CopilLayout *base,
                       cairo_t     *cr)
{
  CopilRankChart *self = COPIL_RANK_CHART (chart);
  RankLayout *layout = (RankLayout *) base;
  double bottom = layout->top + layout->row * layout->rows->len;

  for (guint i = 0; i < layout->rows->len; i++)
    {
      const CopilRankRow *row = &g_array_index (layout->rows, CopilRankRow, i);

      if (row->n_hidden == 0 && layout->bars[i].width > 0)
        draw_bar (cr, &base->theme, &self->data.items[row->item], &layout->bars[i]);
    }
  if (self->data.n_items > 0)
    {
      copil_paint_color (cr, &base->theme, COPIL_COLOR_AXIS);
      copil_paint_vline (cr, &base->theme, layout->zero, layout->top, bottom,
                         copil_theme_stroke (&base->theme, COPIL_STROKE_AXIS));
      if (!isnan (layout->reference))
        {
          copil_paint_color (cr, &base->theme, COPIL_COLOR_INK);
          copil_paint_dashes (cr, copil_theme_length (&base->theme, 2),
                              copil_theme_length (&base->theme, 2.5));
          copil_paint_vline (cr, &base->theme, layout->reference, layout->top, bottom,
                             copil_theme_stroke (&base->theme, COPIL_STROKE_AXIS));
          copil_paint_solid (cr);
        }
    }
  copil_layout_draw_text (base, cr);
}

/* -- The chart ------------------------------------------------------------------------------ */

static guint
copil_rank_chart_get_n_data (CopilChart *chart)
{
  return COPIL_RANK_CHART (chart)->data.n_items;
}

static char *
copil_rank_chart_label (CopilChart      *chart,
                        const CopilMark *mark)
{
  CopilRankChart *self = COPIL_RANK_CHART (chart);
  const CopilRankItem *item = &self->data.items[mark->datum];
  g_autofree char *value = copil_figure_to_label (&item->figure, &self->data.head);

  return g_strconcat (item->name, COPIL_NBSP ": ", value, NULL);
}

static double
copil_rank_chart_get_height (CopilChart       *chart,
                             const CopilTheme *theme,
                             double            width)
{
  CopilRankChart *self = COPIL_RANK_CHART (chart);
  double row = copil_theme_size (theme, COPIL_TYPE_TICK) * ROW_WANTED;

  return head_height (self, theme) + MAX (self->data.n_items, 1) * row;
}

static void
copil_rank_chart_class_init (CopilRankChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (RankLayout);
  chart_class->layout = copil_rank_chart_layout;
  chart_class->draw = copil_rank_chart_draw;
  chart_class->get_n_data = copil_rank_chart_get_n_data;
  chart_class->label = copil_rank_chart_label;
  chart_class->get_height = copil_rank_chart_get_height;
  chart_class->describe = copil_rank_describe;
  chart_class->get_table = copil_rank_get_table;
}

static void
copil_rank_chart_init (CopilRankChart *self)
{
}

/* Values first, the greatest on top; equal ones and missing ones by name. */
static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      keep_order)
{
  const CopilRankItem *one = a, *other = b;
  gboolean one_drawn = copil_figure_is_drawn (&one->figure);
  gboolean other_drawn = copil_figure_is_drawn (&other->figure);

  if (one_drawn != other_drawn)
    return one_drawn ? -1 : 1;
  if (GPOINTER_TO_INT (keep_order))
    return 0;
  if (one_drawn && one->figure.value != other->figure.value)
    return one->figure.value > other->figure.value ? -1 : 1;
  return copil_format_collate (one->name, other->name);
}

/**
 * copil_rank_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): ranked bars
 */
CopilChart *
copil_rank_chart_new (const CopilRankData *data)
{
  CopilRankChart *self = g_object_new (COPIL_TYPE_RANK_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  CopilRankItem *items
      = copil_chart_keep_data (chart, data->items, data->n_items, sizeof *data->items);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.reference_label = copil_chart_keep_text (chart, data->reference_label);
  self->data.items = items;
  for (guint i = 0; i < data->n_items; i++)
    {
      items[i].name = copil_chart_keep_text (chart, items[i].name);
      copil_figure_check (&items[i].figure);
      if (!copil_figure_is_drawn (&items[i].figure))
        continue;
      self->n_drawn++;
      self->largest = MAX (self->largest, fabs (items[i].figure.value));
    }
  g_qsort_with_data (items, (int) data->n_items, sizeof *items, compare_items,
                     GINT_TO_POINTER (data->keep_order));
  return chart;
}
