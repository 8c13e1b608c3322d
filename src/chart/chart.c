/* chart.c: a drawing of data, the same for every medium
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/axis.h"
#include "chart/chart-private.h"
#include "chart/paint.h"
#include "chart/text.h"
#include "core/format.h"

#include <math.h>

/* How far from a mark a pointer still means it, at scale 1. */
#define REACH 24

typedef struct
{
  CopilChartHead head;
  GStringChunk  *texts;
  GPtrArray     *kept;
  CopilLayout   *layout;
} CopilChartPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CopilChart, copil_chart, G_TYPE_OBJECT)

#define PRIVATE(self) ((CopilChartPrivate *) copil_chart_get_instance_private (self))

static void
layout_free (CopilLayout *layout)
{
  if (layout == NULL)
    return;
  g_array_unref (layout->marks);
  g_array_unref (layout->texts);
  g_ptr_array_unref (layout->kept);
  g_ptr_array_unref (layout->arrays);
  g_free (layout);
}

static void
copil_chart_finalize (GObject *object)
{
  CopilChartPrivate *priv = PRIVATE (COPIL_CHART (object));

  layout_free (priv->layout);
  g_string_chunk_free (priv->texts);
  g_ptr_array_unref (priv->kept);
  G_OBJECT_CLASS (copil_chart_parent_class)->finalize (object);
}

static void
copil_chart_class_init (CopilChartClass *class)
{
  G_OBJECT_CLASS (class)->finalize = copil_chart_finalize;
}

static void
copil_chart_init (CopilChart *self)
{
  CopilChartPrivate *priv = PRIVATE (self);

  priv->texts = g_string_chunk_new (256);
  priv->kept = g_ptr_array_new_with_free_func (g_free);
}

const char *
copil_chart_keep_text (CopilChart *self,
                       const char *text)
{
  return text ? g_string_chunk_insert_const (PRIVATE (self)->texts, text) : NULL;
}

void
copil_chart_keep_memory (CopilChart *self,
                         gpointer    memory)
{
  g_ptr_array_add (PRIVATE (self)->kept, memory);
}

gpointer
copil_chart_keep_data (CopilChart   *self,
                       gconstpointer data,
                       gsize         n,
                       gsize         size)
{
  gpointer copy = g_memdup2 (data, n * size);

  g_ptr_array_add (PRIVATE (self)->kept, copy);
  return copy;
}

void
copil_chart_set_head (CopilChart           *self,
                      const CopilChartHead *head)
{
  PRIVATE (self)->head = (CopilChartHead) {
    .title = copil_chart_keep_text (self, head->title ? head->title : ""),
    .subtitle = copil_chart_keep_text (self, head->subtitle),
    .note = copil_chart_keep_text (self, head->note),
    .unit = copil_chart_keep_text (self, head->unit),
    .decimals = head->decimals,
  };
}

const CopilChartHead *
copil_chart_get_head (CopilChart *self)
{
  return &PRIVATE (self)->head;
}

gpointer
copil_layout_alloc (CopilLayout *self,
                    gsize        n,
                    gsize        size)
{
  gpointer memory = g_malloc0_n (MAX (n, 1), size);

  g_ptr_array_add (self->kept, memory);
  return memory;
}

GArray *
copil_layout_keep_array (CopilLayout *self,
                         GArray      *array)
{
  g_ptr_array_add (self->arrays, array);
  return array;
}

void
copil_layout_add_mark (CopilLayout      *self,
                       cairo_rectangle_t rect,
                       guint             datum,
                       int               key)
{
  CopilMark mark = { rect, rect.x + rect.width / 2, rect.y + rect.height / 2, datum, key };

  g_array_append_val (self->marks, mark);
}

CopilFont
copil_layout_font (const CopilLayout *self,
                   CopilTypeRole      role,
                   CopilWeight        weight)
{
  return (CopilFont) { copil_theme_size (&self->theme, role), weight, FALSE };
}

CopilPlaced *
copil_layout_add_text (CopilLayout   *self,
                       const char    *text,
                       CopilFont      font,
                       CopilColorRole color,
                       CopilAlign     align,
                       double         x,
                       double         y)
{
  char *copy = g_strdup (text);
  CopilPlaced placed = { .text = copy,
                         .font = font,
                         .color = self->theme.colors[color],
                         .align = align,
                         .x = x,
                         .y = y,
                         .ground = self->theme.colors[COPIL_COLOR_CARD] };

  g_ptr_array_add (self->kept, copy);
  g_array_append_val (self->texts, placed);
  return &g_array_index (self->texts, CopilPlaced, self->texts->len - 1);
}

void
copil_placed_set_halo (CopilPlaced       *self,
                       const CopilLayout *layout)
{
  self->halo = TRUE;
  self->ground = layout->theme.colors[COPIL_COLOR_CARD];
}

void
copil_layout_draw_text (CopilLayout *self,
                        cairo_t     *cr)
{
  double halo = copil_theme_length (&self->theme, 3);

  for (guint i = 0; i < self->texts->len; i++)
    {
      CopilPlaced *placed = &g_array_index (self->texts, CopilPlaced, i);

      if (placed->halo)
        copil_text_draw_halo (cr, placed->text, placed->font, &placed->color, &placed->ground,
                              halo, placed->align, placed->x, placed->y);
      else
        copil_text_draw (cr, placed->text, placed->font, &placed->color, placed->align,
                         placed->x, placed->y);
    }
}

void
copil_layout_add_empty (CopilLayout      *self,
                        cairo_rectangle_t area,
                        const char       *sentence)
{
  CopilFont font = copil_layout_font (self, COPIL_TYPE_LABEL, COPIL_WEIGHT_REGULAR);
  CopilTextSize size = copil_text_measure (sentence, font);
  double line = size.ascent + size.descent;
  guint max = (guint) CLAMP (area.height / line, 1, 4);
  g_auto (GStrv) lines = copil_text_wrap (sentence, font, area.width * 0.9, max);
  guint n = g_strv_length (lines);
  double y = area.y + (area.height - n * line) / 2 + size.ascent;

  for (guint i = 0; i < n; i++)
    copil_placed_set_halo (copil_layout_add_text (self, lines[i], font, COPIL_COLOR_INK2,
                                                  COPIL_ALIGN_CENTRE, area.x + area.width / 2,
                                                  y + i * line),
                           self);
}

static CopilLayout *
make_layout (CopilChart       *self,
             const CopilTheme *theme,
             double            width,
             double            height)
{
  CopilChartClass *class = COPIL_CHART_GET_CLASS (self);
  CopilLayout *layout = g_malloc0 (class->layout_size);

  layout->theme = *theme;
  layout->width = width;
  layout->height = height;
  layout->marks = g_array_new (FALSE, TRUE, sizeof (CopilMark));
  layout->texts = g_array_new (FALSE, TRUE, sizeof (CopilPlaced));
  layout->kept = g_ptr_array_new_with_free_func (g_free);
  layout->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  class->layout (self, layout);
  return layout;
}

CopilLayout *
copil_chart_get_layout (CopilChart       *self,
                        const CopilTheme *theme,
                        double            width,
                        double            height)
{
  CopilChartPrivate *priv = PRIVATE (self);
  CopilLayout *layout = priv->layout;

  if (layout != NULL && layout->width == width && layout->height == height
      && copil_theme_equal (&layout->theme, theme))
    return layout;
  layout_free (layout);
  return priv->layout = make_layout (self, theme, width, height);
}

/**
 * copil_chart_draw:
 * @width: of the drawing, in the unit of @cr
 * @height: likewise
 *
 * Draws the chart from the origin of @cr on a ground that the caller has painted.
 */
void
copil_chart_draw (CopilChart       *self,
                  cairo_t          *cr,
                  const CopilTheme *theme,
                  double            width,
                  double            height)
{
  g_return_if_fail (COPIL_IS_CHART (self));

  if (!(width >= 1 && height >= 1))
    return;
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_clip (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  COPIL_CHART_GET_CLASS (self)->draw (self, copil_chart_get_layout (self, theme, width, height), cr);
  cairo_restore (cr);
}

static void
fill_hit (CopilChart    *self,
          CopilLayout   *layout,
          guint          index,
          CopilChartHit *hit)
{
  const CopilMark *mark = &g_array_index (layout->marks, CopilMark, index);

  *hit = (CopilChartHit) {
    .rect = mark->rect,
    .x = mark->x,
    .y = mark->y,
    .mark = index,
    .key = mark->key,
    .label = COPIL_CHART_GET_CLASS (self)->label (self, mark),
  };
}

/* Outside a mark, the distance to its edge; inside, to its middle but never beyond reach. */
static double
distance_to (const CopilMark *mark,
             double           x,
             double           y)
{
  double dx = MAX (MAX (mark->rect.x - x, x - mark->rect.x - mark->rect.width), 0);
  double dy = MAX (MAX (mark->rect.y - y, y - mark->rect.y - mark->rect.height), 0);

  return hypot (dx, dy) + 1e-6 * hypot (x - mark->x, y - mark->y);
}

static int
nearest_mark (CopilLayout *layout,
              double       x,
              double       y)
{
  double best = copil_theme_length (&layout->theme, REACH);
  int found = -1;

  for (guint i = 0; i < layout->marks->len; i++)
    {
      double distance = distance_to (&g_array_index (layout->marks, CopilMark, i), x, y);

      if (distance < best)
        {
          best = distance;
          found = (int) i;
        }
    }
  return found;
}

/**
 * copil_chart_hit_test:
 * @hit: (out caller-allocates): cleared with copil_chart_hit_clear()
 *
 * Returns: whether a datum is near enough to (@x, @y)
 */
gboolean
copil_chart_hit_test (CopilChart       *self,
                      const CopilTheme *theme,
                      double            width,
                      double            height,
                      double            x,
                      double            y,
                      CopilChartHit    *hit)
{
  CopilChartClass *class = COPIL_CHART_GET_CLASS (self);
  CopilLayout *layout;
  int found = -1;

  g_return_val_if_fail (COPIL_IS_CHART (self), FALSE);
  if (!(width >= 1 && height >= 1))
    return FALSE;
  layout = copil_chart_get_layout (self, theme, width, height);
  if (class->pick)
    found = class->pick (self, layout, x, y);
  if (found < 0)
    found = nearest_mark (layout, x, y);
  if (found < 0)
    return FALSE;
  fill_hit (self, layout, (guint) found, hit);
  return TRUE;
}

guint
copil_chart_get_n_data (CopilChart *self)
{
  g_return_val_if_fail (COPIL_IS_CHART (self), 0);

  return COPIL_CHART_GET_CLASS (self)->get_n_data (self);
}

/**
 * copil_chart_get_datum:
 * @index: from 0 to copil_chart_get_n_data() - 1, in reading order
 * @hit: (out caller-allocates): cleared with copil_chart_hit_clear()
 */
gboolean
copil_chart_get_datum (CopilChart       *self,
                       const CopilTheme *theme,
                       double            width,
                       double            height,
                       guint             index,
                       CopilChartHit    *hit)
{
  CopilLayout *layout;

  g_return_val_if_fail (COPIL_IS_CHART (self), FALSE);
  if (!(width >= 1 && height >= 1))
    return FALSE;
  layout = copil_chart_get_layout (self, theme, width, height);
  if (index >= MIN (copil_chart_get_n_data (self), layout->marks->len))
    return FALSE;
  fill_hit (self, layout, index, hit);
  return TRUE;
}

void
copil_chart_hit_clear (CopilChartHit *hit)
{
  g_clear_pointer (&hit->label, g_free);
}

static void
outline_mark (CopilChart          *self,
              CopilLayout         *layout,
              cairo_t             *cr,
              const CopilChartHit *hit)
{
  CopilChartClass *class = COPIL_CHART_GET_CLASS (self);
  const cairo_rectangle_t *rect = &hit->rect;

  cairo_new_path (cr);
  if (class->outline)
    class->outline (self, layout, cr, hit->mark);
  else
    cairo_rectangle (cr, rect->x - 1, rect->y - 1, rect->width + 2, rect->height + 2);
  copil_paint_color (cr, &layout->theme, COPIL_COLOR_CARD);
  cairo_set_line_width (cr, copil_theme_length (&layout->theme, 5));
  cairo_stroke_preserve (cr);
  copil_paint_color (cr, &layout->theme, COPIL_COLOR_INK);
  cairo_set_line_width (cr, copil_theme_length (&layout->theme, 2));
  cairo_stroke (cr);
}

#define BUBBLE_LEADING 1.35

/* In as many lines as it takes: what is hovered is read whole. */
static void
draw_bubble_text (cairo_t          *cr,
                  const CopilTheme *theme,
                  char            **lines,
                  CopilFont         font,
                  double            x,
                  double            y)
{
  for (guint i = 0; lines[i]; i++)
    copil_text_draw (cr, lines[i], font, &theme->colors[COPIL_COLOR_CARD], COPIL_ALIGN_LEFT, x,
                     y + font.size * (1 + BUBBLE_LEADING * i));
}

/* The label stands above its mark, below it where there is no room, and never over the edge. */
static void
draw_bubble (CopilLayout         *layout,
             cairo_t             *cr,
             const CopilChartHit *hit)
{
  const CopilTheme *theme = &layout->theme;
  CopilFont font = { copil_theme_size (theme, COPIL_TYPE_LABEL), COPIL_WEIGHT_REGULAR, FALSE };
  double pad = copil_theme_length (theme, 7), gap = copil_theme_length (theme, 6);
  g_auto (GStrv) lines = copil_text_wrap (hit->label, font, layout->width - 2 * pad, 3);
  double width = 0, height = g_strv_length (lines) * font.size * BUBBLE_LEADING + pad, x, y;

  for (guint i = 0; lines[i]; i++)
    width = MAX (width, copil_text_width (lines[i], font));
  width += 2 * pad;
  x = CLAMP (hit->rect.x + hit->rect.width / 2 - width / 2, 0, MAX (layout->width - width, 0));
  y = hit->rect.y - height - gap;
  if (y < 0)
    y = MIN (hit->rect.y + hit->rect.height + gap, layout->height - height);
  copil_paint_round_rect (cr, x, y, width, height, gap);
  copil_paint_color (cr, theme, COPIL_COLOR_INK);
  cairo_fill (cr);
  draw_bubble_text (cr, theme, lines, font, x + pad, y + pad / 2);
}

/**
 * copil_chart_draw_hit:
 * @hit: from copil_chart_hit_test() or copil_chart_get_datum() at the same size and theme
 */
void
copil_chart_draw_hit (CopilChart          *self,
                      cairo_t             *cr,
                      const CopilTheme    *theme,
                      double               width,
                      double               height,
                      const CopilChartHit *hit)
{
  CopilLayout *layout;

  g_return_if_fail (COPIL_IS_CHART (self));
  if (!(width >= 1 && height >= 1))
    return;
  layout = copil_chart_get_layout (self, theme, width, height);
  if (hit->mark >= layout->marks->len)
    return;
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  outline_mark (self, layout, cr, hit);
  draw_bubble (layout, cr, hit);
  cairo_restore (cr);
}

double
copil_chart_get_height (CopilChart       *self,
                        const CopilTheme *theme,
                        double            width)
{
  CopilChartClass *class = COPIL_CHART_GET_CLASS (self);

  g_return_val_if_fail (COPIL_IS_CHART (self), 0);

  return class->get_height ? class->get_height (self, theme, width) : 0;
}

/* An abbreviation that ends a sentence brings its full stop: "−30 pers." */
static char *
merge_stops (char *text)
{
  char *end = text;

  for (const char *c = text; *c; c++)
    if (!(c[0] == '.' && end > text && end[-1] == '.'))
      *end++ = *c;
  *end = '\0';
  return text;
}

char *
copil_chart_describe (CopilChart *self)
{
  g_return_val_if_fail (COPIL_IS_CHART (self), NULL);

  return merge_stops (COPIL_CHART_GET_CLASS (self)->describe (self));
}

GPtrArray *
copil_chart_get_table (CopilChart *self)
{
  g_return_val_if_fail (COPIL_IS_CHART (self), NULL);

  return COPIL_CHART_GET_CLASS (self)->get_table (self);
}

const char *
copil_chart_get_title (CopilChart *self)
{
  return copil_chart_get_head (self)->title;
}

const char *
copil_chart_get_subtitle (CopilChart *self)
{
  return copil_chart_get_head (self)->subtitle;
}

const char *
copil_chart_get_note (CopilChart *self)
{
  return copil_chart_get_head (self)->note;
}

/* -- Figures and tables --------------------------------------------------------------------- */

void
copil_figure_check (CopilFigure *figure)
{
  if (copil_cell_status_has_value (figure->status) && !isfinite (figure->value))
    figure->status = COPIL_CELL_NOT_AVAILABLE;
}

CopilFigure *
copil_chart_keep_figures (CopilChart        *self,
                          const CopilFigure *figures,
                          gsize              n)
{
  CopilFigure *copies = copil_chart_keep_data (self, figures, n, sizeof *figures);

  for (gsize i = 0; i < n; i++)
    copil_figure_check (&copies[i]);
  return copies;
}

char *
copil_value_in_full (double                value,
                     const CopilChartHead *head)
{
  if (fabs (value) >= 1e15)
    return copil_axis_value (value, value, head);
  return copil_format_value (value, head->unit, head->decimals);
}

char *
copil_figure_to_value (const CopilFigure    *figure,
                       const CopilChartHead *head)
{
  if (copil_figure_is_drawn (figure))
    return copil_value_in_full (figure->value, head);
  return copil_format_figure (figure, head->unit, head->decimals);
}

static void
append_counts (GString           *label,
               const CopilFigure *figure)
{
  g_autofree char *numerator = NULL, *denominator = NULL;

  if (!isfinite (figure->numerator) || !isfinite (figure->denominator))
    return;
  numerator = copil_format_number (figure->numerator, 0);
  denominator = copil_format_number (figure->denominator, 0);
  g_string_append_printf (label, " (%s sur %s)", numerator, denominator);
}

char *
copil_figure_to_label (const CopilFigure    *figure,
                       const CopilChartHead *head)
{
  g_autoptr (GString) label = NULL;
  g_autofree char *value = NULL;

  if (!copil_figure_is_drawn (figure))
    return g_strdup (copil_format_status_word (figure->status));
  value = copil_figure_to_value (figure, head);
  label = g_string_new (value);
  append_counts (label, figure);
  if (figure->status != COPIL_CELL_OBSERVED)
    g_string_append_printf (label, ", %s", copil_format_status_word (figure->status));
  return g_string_free (g_steal_pointer (&label), FALSE);
}

GPtrArray *
copil_table_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
}

/* Takes the strings. */
void
copil_table_add_row (GPtrArray *self,
                     char      *first,
                     ...)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new ();
  va_list cells;

  va_start (cells, first);
  for (char *cell = first; cell != NULL; cell = va_arg (cells, char *))
    g_ptr_array_add (row, cell);
  va_end (cells);
  g_ptr_array_add (row, NULL);
  g_ptr_array_add (self, g_ptr_array_steal (row, NULL));
}
