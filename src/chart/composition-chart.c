/* composition-chart.c: what each territory is made of, in shares of 100 %
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/composition-chart.h"

#include "chart/chart-private.h"
#include "chart/paint.h"
#include "chart/sentence.h"
#include "core/format.h"

#include <math.h>

#define ROW_WANTED 2.5
#define ROW_MOST 3.4
#define BAR_SHARE 0.66
#define LEGEND_LINE 1.4

struct _CopilCompositionChart
{
  CopilChart           parent_instance;

  CopilCompositionData data;
};

typedef struct
{
  CopilLayout        base;
  double             left, top, row;
  cairo_rectangle_t *parts;    /* item by item; no width: not drawn */
  cairo_rectangle_t *swatches; /* of the legend, NULL: names over the bars */
} CompositionLayout;

G_DEFINE_FINAL_TYPE (CopilCompositionChart, copil_composition_chart, COPIL_TYPE_CHART)

/* -- Data ----------------------------------------------------------------------------------- */

/* The sum of the parts; NAN when one is missing: shares of an incomplete sum would lie. */
static double
sum_of (const CopilCompositionChart *self,
        guint                        item)
{
  double sum = 0;

  for (guint i = 0; i < self->data.n_parts; i++)
    {
      const CopilFigure *part = &self->data.items[item].parts[i];

      if (!copil_figure_is_drawn (part) || part->value < 0)
        return NAN;
      sum += part->value;
    }
  return sum > 0 ? sum : NAN;
}

static CopilCellStatus
worst_status (const CopilCompositionChart *self,
              guint                        item)
{
  CopilCellStatus status = COPIL_CELL_OBSERVED;

  for (guint i = 0; i < self->data.n_parts; i++)
    status = MAX (status, self->data.items[item].parts[i].status);
  return copil_cell_status_has_value (status) ? COPIL_CELL_NOT_AVAILABLE : status;
}

static double
share_of (const CopilCompositionChart *self,
          guint                        item,
          guint                        part)
{
  return 100 * self->data.items[item].parts[part].value / sum_of (self, item);
}

static int
first_drawn (const CopilCompositionChart *self)
{
  for (guint i = 0; i < self->data.n_items; i++)
    if (!isnan (sum_of (self, i)))
      return (int) i;
  return -1;
}

/* -- Layout --------------------------------------------------------------------------------- */

static CopilFont
item_font (const CopilLayout          *layout,
           const CopilCompositionItem *item)
{
  return copil_layout_font (layout, COPIL_TYPE_TICK,
                            item->subject ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR);
}

static CopilFont
legend_font (const CopilTheme *theme)
{
  return (CopilFont) { copil_theme_size (theme, COPIL_TYPE_TICK), COPIL_WEIGHT_REGULAR, FALSE };
}

static double
entry_width (const CopilCompositionChart *self,
             guint                        part,
             CopilFont                    font)
{
  return copil_text_width (self->data.part_names[part], font) + font.size * 2.2;
}

static double
names_width (const CopilCompositionChart *self,
             const CopilTheme            *theme)
{
  double widest = 0;

  for (guint i = 0; i < self->data.n_items; i++)
    {
      CopilFont font = legend_font (theme);

      font.weight = self->data.items[i].subject ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR;
      widest = MAX (widest, copil_text_width (self->data.items[i].name, font));
    }
  return widest;
}

/* How many lines of legend over the bars: 0, the names hold side by side. */
static guint
legend_lines (const CopilCompositionChart *self,
              const CopilTheme            *theme,
              double                       width)
{
  CopilFont font = legend_font (theme);
  double left = MIN (names_width (self, theme), width * 0.4), total = 0, x = 0;
  guint lines = 1;

  for (guint i = 0; i < self->data.n_parts; i++)
    {
      double entry = entry_width (self, i, font);

      total += copil_text_width (self->data.part_names[i], font)
               + copil_theme_length (theme, 8);
      if (x > 0 && x + entry > width)
        {
          lines++;
          x = 0;
        }
      x += entry;
    }
  return total <= width - left ? 0 : lines;
}

static double
head_height (const CopilCompositionChart *self,
             const CopilTheme            *theme,
             double                       width)
{
  guint lines = legend_lines (self, theme, width);

  return copil_theme_size (theme, COPIL_TYPE_TICK) * (lines ? lines * LEGEND_LINE + 0.5 : 1.7);
}

static void
place_share (CopilCompositionChart *self,
             CompositionLayout     *layout,
             guint                  item,
             guint                  part,
             double                 baseline)
{
  CopilLayout *base = &layout->base;
  const cairo_rectangle_t *rect = &layout->parts[item * self->data.n_parts + part];
  CopilFont font = copil_layout_font (base, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
  g_autofree char *text = copil_format_number (share_of (self, item, part), 0);
  CopilPlaced *placed;

  if (copil_text_width (text, font) + font.size * 0.4 > rect->width)
    return;
  placed = copil_layout_add_text (base, text, font, COPIL_COLOR_INK, COPIL_ALIGN_CENTRE,
                                  rect->x + rect->width / 2, baseline);
  placed->color = base->theme.categorical_text[part];
  placed->halo = base->theme.patterns;
  placed->ground = base->theme.categorical[part];
}

static void
place_parts (CopilCompositionChart *self,
             CompositionLayout     *layout,
             guint                  item)
{
  CopilLayout *base = &layout->base;
  double width = base->width - layout->left, x = layout->left;
  double y = layout->top + item * layout->row;
  CopilFont font = item_font (base, &self->data.items[item]);
  double baseline = y + layout->row / 2 + font.size * 0.36;

  for (guint part = 0; part < self->data.n_parts; part++)
    {
      cairo_rectangle_t *rect = &layout->parts[item * self->data.n_parts + part];
      cairo_rectangle_t reach = { layout->left, y, width, layout->row };

      if (!isnan (sum_of (self, item)))
        {
          *rect = (cairo_rectangle_t) { x, y + layout->row * (1 - BAR_SHARE) / 2,
                                        width * share_of (self, item, part) / 100,
                                        layout->row * BAR_SHARE };
          x += rect->width;
          reach = *rect;
          place_share (self, layout, item, part, baseline);
        }
      copil_layout_add_mark (base, reach, item * self->data.n_parts + part,
                             self->data.items[item].key);
    }
}

static void
place_item (CopilCompositionChart *self,
            CompositionLayout     *layout,
            guint                  item)
{
  CopilLayout *base = &layout->base;
  CopilFont font = item_font (base, &self->data.items[item]);
  double gap = copil_theme_length (&base->theme, 6);
  double baseline = layout->top + (item + 0.5) * layout->row + font.size * 0.36;
  g_autofree char *name = copil_text_fit (self->data.items[item].name, font, layout->left - gap);

  copil_layout_add_text (base, name, font,
                         self->data.items[item].subject ? COPIL_COLOR_INK : COPIL_COLOR_INK2,
                         COPIL_ALIGN_RIGHT, layout->left - gap, baseline);
  place_parts (self, layout, item);
  if (!isnan (sum_of (self, item)))
    return;
  font.italic = TRUE;
  copil_layout_add_text (base, copil_format_status_word (worst_status (self, item)), font,
                         COPIL_COLOR_INK2, COPIL_ALIGN_LEFT, layout->left, baseline);
}

/* Each name stands over the start of its part in the first bar; they move apart where parts are
 * narrow. */
static void
place_names (CopilCompositionChart *self,
             CompositionLayout     *layout,
             guint                  item)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  guint n = self->data.n_parts;
  double centres[COPIL_N_CATEGORIES], widths[COPIL_N_CATEGORIES];
  double gap = copil_theme_length (&base->theme, 8);

  for (guint i = 0; i < n; i++)
    {
      widths[i] = copil_text_width (self->data.part_names[i], font) + gap;
      centres[i] = layout->parts[item * n + i].x + widths[i] / 2;
    }
  copil_labels_spread (centres, widths, n, TRUE, layout->left, base->width + gap);
  for (guint i = 0; i < n; i++)
    copil_layout_add_text (base, self->data.part_names[i], font, COPIL_COLOR_INK2,
                           COPIL_ALIGN_LEFT, centres[i] - widths[i] / 2, font.size);
}

/* Where names do not hold side by side: each with its colour, on as many lines as it takes. */
static void
place_legend (CopilCompositionChart *self,
              CompositionLayout     *layout)
{
  CopilLayout *base = &layout->base;
  CopilFont font = legend_font (&base->theme);
  double x = 0, y = font.size, swatch = font.size * 0.85;

  layout->swatches
      = copil_layout_alloc (base, self->data.n_parts, sizeof (cairo_rectangle_t));
  for (guint i = 0; i < self->data.n_parts; i++)
    {
      double width = entry_width (self, i, font);

      if (x > 0 && x + width > base->width)
        {
          x = 0;
          y += font.size * LEGEND_LINE;
        }
      layout->swatches[i] = (cairo_rectangle_t) { x, y - swatch * 0.9, swatch, swatch };
      copil_layout_add_text (base, self->data.part_names[i], font, COPIL_COLOR_INK2,
                             COPIL_ALIGN_LEFT, x + swatch * 1.4, y);
      x += width;
    }
}

static char *copil_composition_chart_describe (CopilChart *chart);

static void
copil_composition_chart_layout (CopilChart  *chart,
                                CopilLayout *base)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);
  CompositionLayout *layout = (CompositionLayout *) base;
  guint n = self->data.n_items;

  layout->parts = copil_layout_alloc (base, n * self->data.n_parts, sizeof (cairo_rectangle_t));
  layout->top = head_height (self, &base->theme, base->width);
  layout->row = MIN (MAX (base->height - layout->top, 1) / MAX (n, 1),
                     copil_theme_size (&base->theme, COPIL_TYPE_TICK) * ROW_MOST);
  layout->left = MIN (names_width (self, &base->theme), base->width * 0.4)
                 + copil_theme_length (&base->theme, 6);
  if (first_drawn (self) < 0)
    {
      g_autofree char *sentence = copil_composition_chart_describe (chart);

      copil_layout_add_empty (base, (cairo_rectangle_t) { 0, 0, base->width, base->height },
                              sentence);
      for (guint i = 0; i < n * self->data.n_parts; i++)
        copil_layout_add_mark (base, (cairo_rectangle_t) { 0, 0, base->width, base->height }, i,
                               self->data.items[i / self->data.n_parts].key);
      return;
    }
  for (guint i = 0; i < n; i++)
    place_item (self, layout, i);
  if (legend_lines (self, &base->theme, base->width) > 0)
    place_legend (self, layout);
  else
    place_names (self, layout, (guint) first_drawn (self));
}

/* -- Drawing -------------------------------------------------------------------------------- */

static void
fill_part (cairo_t           *cr,
           const CopilTheme  *theme,
           cairo_rectangle_t  rect,
           guint              part)
{
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  copil_paint_rgb (cr, &theme->categorical[part]);
  cairo_fill_preserve (cr);
  copil_paint_rgb (cr, &theme->categorical_text[part]);
  if (theme->patterns)
    copil_paint_pattern (cr, theme, (CopilPattern) part, 9, 0.6);
  cairo_new_path (cr);
}

static void
copil_composition_chart_draw (CopilChart  *chart,
                              CopilLayout *base,
                              cairo_t     *cr)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);
  CompositionLayout *layout = (CompositionLayout *) base;
  guint n = self->data.n_parts;
  double gap = copil_theme_stroke (&base->theme, COPIL_STROKE_GAP);

  for (guint i = 0; i < self->data.n_items * n; i++)
    {
      cairo_rectangle_t rect = layout->parts[i];
      /* No gap before the first part: the bars of all territories start together. */
      double before = i % n ? gap / 2 : 0, after = i % n + 1 < n ? gap / 2 : 0;

      rect.x += before;
      rect.width -= before + after;
      if (rect.width > 0)
        fill_part (cr, &base->theme, rect, i % n);
    }
  for (guint i = 0; i < n && layout->swatches; i++)
    fill_part (cr, &base->theme, layout->swatches[i], i);
  copil_layout_draw_text (base, cr);
}

/* -- Words ---------------------------------------------------------------------------------- */

static char *
share_text (const CopilCompositionChart *self,
            guint                        item,
            guint                        part)
{
  return copil_format_value (share_of (self, item, part), "%", 0);
}

static char *
copil_composition_chart_label (CopilChart      *chart,
                               const CopilMark *mark)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);
  guint item = mark->datum / self->data.n_parts, part = mark->datum % self->data.n_parts;
  g_autofree char *count
      = copil_figure_to_label (&self->data.items[item].parts[part], &self->data.head);
  g_autofree char *share = NULL;

  if (isnan (sum_of (self, item)))
    return g_strdup_printf ("%s, %s" COPIL_NBSP ": %s", self->data.items[item].name,
                            self->data.part_names[part], count);
  share = share_text (self, item, part);
  return g_strdup_printf ("%s, %s" COPIL_NBSP ": %s (%s)", self->data.items[item].name,
                          self->data.part_names[part], share, count);
}

static void
append_item (GString                     *text,
             const CopilCompositionChart *self,
             guint                        item)
{
  g_string_append_printf (text, " %s" COPIL_NBSP ": ", self->data.items[item].name);
  for (guint part = 0; part < self->data.n_parts; part++)
    {
      g_autofree char *share = share_text (self, item, part);

      g_string_append_printf (text, "%s%s %s", part ? ", " : "", self->data.part_names[part],
                              share);
    }
  g_string_append_c (text, '.');
}

/* The subject, or the first of them; then how far the first part reaches in all. */
static char *
copil_composition_chart_describe (CopilChart *chart)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);
  GString *text = g_string_new (self->data.head.title);
  int told = first_drawn (self), low = told, high = told;

  if (told < 0)
    {
      g_string_append (text, COPIL_NBSP ": aucune donnée.");
      return g_string_free (text, FALSE);
    }
  for (guint i = 0; i < self->data.n_items; i++)
    {
      if (isnan (sum_of (self, i)))
        continue;
      if (self->data.items[i].subject)
        told = (int) i;
      if (share_of (self, i, 0) < share_of (self, (guint) low, 0))
        low = (int) i;
      if (share_of (self, i, 0) > share_of (self, (guint) high, 0))
        high = (int) i;
    }
  g_string_append_c (text, '.');
  append_item (text, self, (guint) told);
  if (low != high)
    {
      g_autofree char *least = share_text (self, (guint) low, 0);
      g_autofree char *most = share_text (self, (guint) high, 0);
      g_autofree char *name = copil_sentence_capitalise (self->data.part_names[0]);

      g_string_append_printf (text, " %s" COPIL_NBSP ": de %s (%s) à %s (%s).", name, least,
                              self->data.items[low].name, most, self->data.items[high].name);
    }
  return g_string_free (text, FALSE);
}

static GPtrArray *
copil_composition_chart_get_table (CopilChart *chart)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);
  GPtrArray *table = copil_table_new ();
  guint n = self->data.n_parts;

  for (guint row = 0; row <= self->data.n_items; row++)
    {
      g_autoptr (GStrvBuilder) cells = g_strv_builder_new ();
      gboolean drawn = row > 0 && !isnan (sum_of (self, row - 1));

      g_strv_builder_add (cells, row ? self->data.items[row - 1].name : "Territoire");
      for (guint i = 0; i < 2 * n; i++)
        {
          const CopilFigure *figure = row ? &self->data.items[row - 1].parts[i % n] : NULL;
          g_autofree char *cell = NULL;

          if (row == 0)
            cell = i < n ? g_strdup (self->data.part_names[i])
                         : g_strdup_printf ("%s (%%)", self->data.part_names[i % n]);
          else if (i < n)
            cell = copil_format_figure (figure, NULL, self->data.head.decimals);
          else
            cell = drawn ? copil_format_number (share_of (self, row - 1, i % n), 1)
                         : g_strdup (copil_format_status (worst_status (self, row - 1)));
          g_strv_builder_add (cells, cell);
        }
      g_ptr_array_add (table, g_strv_builder_end (cells));
    }
  return table;
}

static guint
copil_composition_chart_get_n_data (CopilChart *chart)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);

  return self->data.n_items * self->data.n_parts;
}

static double
copil_composition_chart_get_height (CopilChart       *chart,
                                    const CopilTheme *theme,
                                    double            width)
{
  CopilCompositionChart *self = COPIL_COMPOSITION_CHART (chart);

  return head_height (self, theme, width)
         + MAX (self->data.n_items, 1) * copil_theme_size (theme, COPIL_TYPE_TICK) * ROW_WANTED;
}

static void
copil_composition_chart_class_init (CopilCompositionChartClass *class)
{
  CopilChartClass *chart_class = COPIL_CHART_CLASS (class);

  chart_class->layout_size = sizeof (CompositionLayout);
  chart_class->layout = copil_composition_chart_layout;
  chart_class->draw = copil_composition_chart_draw;
  chart_class->get_n_data = copil_composition_chart_get_n_data;
  chart_class->label = copil_composition_chart_label;
  chart_class->get_height = copil_composition_chart_get_height;
  chart_class->describe = copil_composition_chart_describe;
  chart_class->get_table = copil_composition_chart_get_table;
}

static void
copil_composition_chart_init (CopilCompositionChart *self)
{
}

/**
 * copil_composition_chart_new:
 * @data: copied
 *
 * Returns: (transfer full): bars of 100 %
 */
CopilChart *
copil_composition_chart_new (const CopilCompositionData *data)
{
  CopilCompositionChart *self = g_object_new (COPIL_TYPE_COMPOSITION_CHART, NULL);
  CopilChart *chart = COPIL_CHART (self);
  guint n = MIN (data->n_parts, COPIL_N_CATEGORIES);
  CopilCompositionItem *items
      = copil_chart_keep_data (chart, data->items, data->n_items, sizeof *items);
  const char **names = copil_chart_keep_data (chart, data->part_names, n, sizeof *names);

  copil_chart_set_head (chart, &data->head);
  self->data = *data;
  self->data.head = *copil_chart_get_head (chart);
  self->data.n_parts = n;
  self->data.items = items;
  self->data.part_names = names;
  for (guint i = 0; i < n; i++)
    names[i] = copil_chart_keep_text (chart, names[i]);
  for (guint i = 0; i < data->n_items; i++)
    {
      items[i].name = copil_chart_keep_text (chart, items[i].name);
      items[i].parts = copil_chart_keep_figures (chart, items[i].parts, n);
    }
  return chart;
}
