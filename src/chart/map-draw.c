/* map-draw.c: the ink of a map
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/map-private.h"

#include <math.h>

/* A fill under this contrast needs an outline to be seen. */
#define PALE 3.0
/* With more shapes than this, outlines get thinner: they would be all one sees. */
#define MANY 40

void
copil_map_path (cairo_t             *cr,
                const CopilMapShape *shape)
{
  for (guint ring = 0; ring < shape->n_rings; ring++)
    {
      guint first = shape->starts[ring], end = shape->starts[ring + 1];

      if (end - first < 3)
        continue;
      cairo_move_to (cr, shape->points[first].x, shape->points[first].y);
      for (guint i = first + 1; i < end; i++)
        cairo_line_to (cr, shape->points[i].x, shape->points[i].y);
      cairo_close_path (cr);
    }
}

static double
outline_width (const CopilMapChart *self,
               const CopilTheme    *theme)
{
  double width = copil_theme_stroke (theme, COPIL_STROKE_OUTLINE);

  return self->data.n_items > MANY ? width * 0.7 : width;
}

static CopilPattern
pattern_of_status (CopilCellStatus status)
{
  if (status == COPIL_CELL_SECRET)
    return COPIL_PATTERN_CROSSED;
  return status == COPIL_CELL_NOT_APPLICABLE ? COPIL_PATTERN_LEVEL : COPIL_PATTERN_RISING;
}

/* Fills the current path, which is consumed: a class, or a hatching for what is missing. */
static void
fill_class (cairo_t             *cr,
            const CopilMapChart *self,
            const CopilTheme    *theme,
            int                  class,
            CopilCellStatus      status)
{
  if (class < 0)
    {
      copil_paint_color (cr, theme, COPIL_COLOR_CARD);
      cairo_fill_preserve (cr);
      copil_paint_color (cr, theme, COPIL_COLOR_AXIS);
      copil_paint_pattern (cr, theme, pattern_of_status (status), 3.6, 0.9);
      return;
    }
  copil_paint_rgb (cr, copil_map_fill (self, theme, (guint) class));
  cairo_fill_preserve (cr);
  copil_paint_rgb (cr, copil_map_text_color (self, theme, (guint) class));
  if (self->data.words != NULL)
    copil_paint_pattern (cr, theme, copil_map_state_pattern (class), 5, 0.9);
  else if (theme->patterns)
    copil_paint_pattern (cr, theme, (CopilPattern) copil_map_shade (self, (guint) class), 5, 0.7);
  cairo_new_path (cr);
}

/* Counts and places lie on a plain ground. */
static void
fill_shape (cairo_t              *cr,
            const CopilMapChart  *self,
            const CopilMapLayout *layout,
            guint                 item)
{
  const CopilTheme *theme = &layout->base.theme;
  const CopilMapItem *shown = &self->data.items[item];
  int class = copil_map_class_of (self, item);

  copil_map_path (cr, &layout->shapes[item]);
  if (self->data.kind == COPIL_MAP_CLASSES || (self->data.kind == COPIL_MAP_CIRCLES && class < 0))
    {
      fill_class (cr, self, theme, class, shown->figure.status);
      return;
    }
  copil_paint_color (cr, theme, COPIL_COLOR_NEUTRAL_GROUND);
  if (self->data.kind == COPIL_MAP_LOCATOR && shown->subject)
    copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  cairo_fill (cr);
}

static gboolean
is_pale (const CopilMapChart  *self,
         const CopilMapLayout *layout,
         guint                 item)
{
  const CopilTheme *theme = &layout->base.theme;
  int class = copil_map_class_of (self, item);

  if (self->data.kind == COPIL_MAP_LOCATOR)
    return theme->patterns;
  if (self->data.kind == COPIL_MAP_CIRCLES || class < 0 || theme->patterns)
    return TRUE;
  return copil_color_contrast (copil_map_fill (self, theme, (guint) class),
                               &theme->colors[COPIL_COLOR_CARD])
         < PALE;
}

/* Dark shapes are parted by the ground, pale ones by an outline that is seen on it. */
static void
stroke_shapes (cairo_t              *cr,
               const CopilMapChart  *self,
               const CopilMapLayout *layout,
               gboolean              pale)
{
  const CopilTheme *theme = &layout->base.theme;
  double width = outline_width (self, theme);

  copil_paint_color (cr, theme, pale ? COPIL_COLOR_OUTLINE : COPIL_COLOR_CARD);
  cairo_set_line_width (cr, width);
  for (guint i = 0; i < self->data.n_items; i++)
    {
      if (!copil_map_is_placed (self, i) || is_pale (self, layout, i) != pale)
        continue;
      copil_map_path (cr, &layout->shapes[i]);
      cairo_stroke (cr);
    }
}

static void
draw_boxes (cairo_t              *cr,
            const CopilMapLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  for (guint i = 1; i < layout->n_views; i++)
    {
      const cairo_rectangle_t *area = &layout->views[i].area;

      copil_paint_round_rect (cr, area->x, area->y, area->width, area->height,
                              copil_theme_length (theme, 4));
      copil_paint_color (cr, theme, theme->patterns ? COPIL_COLOR_AXIS : COPIL_COLOR_GRID);
      cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS));
      cairo_stroke (cr);
    }
}

static void
draw_subjects (cairo_t              *cr,
               const CopilMapChart  *self,
               const CopilMapLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->data.n_items; i++)
      {
        if (!self->data.items[i].subject || !copil_map_is_placed (self, i))
          continue;
        copil_map_path (cr, &layout->shapes[i]);
        copil_paint_color (cr, theme, pass ? COPIL_COLOR_INK : COPIL_COLOR_CARD);
        cairo_set_line_width (cr, copil_theme_length (theme, (pass ? 2 : 4)
                                                                 + (theme->patterns ? 2 : 0)));
        cairo_stroke (cr);
      }
}

static void
draw_circle (cairo_t          *cr,
             const CopilTheme *theme,
             double            x,
             double            y,
             double            radius)
{
  copil_paint_circle (cr, x, y, radius);
  copil_paint_color (cr, theme, COPIL_COLOR_ACCENT);
  cairo_fill_preserve (cr);
  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS));
  cairo_stroke (cr);
}

static int
compare_radius (gconstpointer a,
                gconstpointer b,
                gpointer      shapes)
{
  const CopilMapShape *all = shapes;
  double difference = all[*(const guint *) b].radius - all[*(const guint *) a].radius;

  return difference > 0 ? 1 : difference < 0 ? -1 : 0;
}

/* The largest first, so that none hides a smaller one. */
static void
draw_circles (cairo_t              *cr,
              const CopilMapChart  *self,
              const CopilMapLayout *layout)
{
  guint n = self->data.n_items;
  g_autofree guint *order = g_new (guint, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) n, sizeof *order, compare_radius, layout->shapes);
  for (guint i = 0; i < n; i++)
    {
      const CopilMapShape *shape = &layout->shapes[order[i]];

      if (shape->radius > 0)
        draw_circle (cr, &layout->base.theme, shape->label.x, shape->label.y, shape->radius);
    }
}

static void
draw_legend (cairo_t              *cr,
             const CopilMapChart  *self,
             const CopilMapLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  for (guint i = 0; i < layout->swatches->len; i++)
    {
      const CopilMapSwatch *swatch = &g_array_index (layout->swatches, CopilMapSwatch, i);
      const cairo_rectangle_t *rect = &swatch->rect;

      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      fill_class (cr, self, theme, swatch->class, swatch->status);
      cairo_rectangle (cr, rect->x, rect->y, rect->width, rect->height);
      copil_paint_color (cr, theme, COPIL_COLOR_OUTLINE);
      cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_OUTLINE));
      cairo_stroke (cr);
    }
  for (guint i = 0; i < layout->circles->len; i++)
    {
      const cairo_rectangle_t *rect = &g_array_index (layout->circles, cairo_rectangle_t, i);

      draw_circle (cr, theme, rect->x + rect->width / 2, rect->y + rect->height / 2,
                   rect->width / 2);
    }
}

static void
draw_leaders (cairo_t              *cr,
              const CopilMapLayout *layout)
{
  const CopilTheme *theme = &layout->base.theme;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < layout->leaders->len; i++)
      {
        const CopilMapLeader *leader = &g_array_index (layout->leaders, CopilMapLeader, i);

        copil_paint_color (cr, theme, pass ? COPIL_COLOR_INK2 : COPIL_COLOR_CARD);
        cairo_set_line_width (cr, copil_theme_stroke (theme, COPIL_STROKE_AXIS) * (pass ? 1 : 3));
        cairo_move_to (cr, leader->from.x, leader->from.y);
        cairo_line_to (cr, leader->to.x, leader->to.y);
        cairo_stroke (cr);
      }
}

void
copil_map_draw (CopilChart  *chart,
                CopilLayout *base,
                cairo_t     *cr)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  CopilMapLayout *layout = (CopilMapLayout *) base;

  draw_boxes (cr, layout);
  /* Thousands of short segments: their joins are not seen, and what anti-aliasing costs is. */
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i))
      fill_shape (cr, self, layout, i);
  stroke_shapes (cr, self, layout, FALSE);
  stroke_shapes (cr, self, layout, TRUE);
  if (self->data.kind != COPIL_MAP_LOCATOR)
    draw_subjects (cr, self, layout);
  cairo_restore (cr);
  draw_circles (cr, self, layout);
  draw_legend (cr, self, layout);
  draw_leaders (cr, layout);
  copil_layout_draw_text (base, cr);
}
