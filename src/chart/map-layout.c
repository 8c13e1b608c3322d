/* map-layout.c: where the shapes of a map go
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/map-private.h"

#include <math.h>

#define MAX_VIEWS 8
/* Box of an inset, on screen. */
#define INSET_WIDTH 44
#define INSET_HEIGHT 40
/* Under this width names of insets are left to the pointer. */
#define NARROW 250
/* Points nearer than this to the one before change nothing that can be seen. */
#define NEAR 0.2
/* Circles may overlap by a fifth; parting them makes none smaller than this part of itself. */
#define MOST_OVERLAP 0.8
#define LEAST_FACTOR 0.4
/* Beyond so many items circles are dots. */
#define MOST_PARTED 400

typedef struct
{
  double min_x, min_y, max_x, max_y;
} Box;

/* -- Frames --------------------------------------------------------------------------------- */

static guint
find_view (CopilMapLayout   *layout,
           const CopilFrame *frame)
{
  guint i = 0;

  while (i < layout->n_views && layout->views[i].frame != frame)
    i++;
  return i;
}

static gboolean
is_metropole (const CopilFrame *frame)
{
  return g_str_equal (frame->code, COPIL_FRAME_METROPOLE);
}

/* Metropolitan France is the main view; without it, the first frame met is. */
static void
collect_views (CopilMapChart  *self,
               CopilMapLayout *layout)
{
  layout->views = copil_layout_alloc (&layout->base, MAX_VIEWS, sizeof (CopilMapView));
  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i)
        && is_metropole (self->data.items[i].outline->frame) && layout->n_views == 0)
      layout->views[layout->n_views++].frame = self->data.items[i].outline->frame;
  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i))
      {
        const CopilFrame *frame = self->data.items[i].outline->frame;

        if (find_view (layout, frame) == layout->n_views && layout->n_views < MAX_VIEWS)
          layout->views[layout->n_views++].frame = frame;
        layout->shapes[i].view = MIN (find_view (layout, frame), MAX_VIEWS - 1);
      }
}

static Box
box_of (CopilMapChart  *self,
        CopilMapLayout *layout,
        guint           view)
{
  Box box = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilOutline *outline = self->data.items[i].outline;

      if (!copil_map_is_placed (self, i) || layout->shapes[i].view != view)
        continue;
      box.min_x = MIN (box.min_x, outline->min_x);
      box.min_y = MIN (box.min_y, outline->min_y);
      box.max_x = MAX (box.max_x, outline->max_x);
      box.max_y = MAX (box.max_y, outline->max_y);
    }
  return box;
}

/* The largest scale at which the frame's shapes hold in the area, centred. */
static void
fit_view (CopilMapChart  *self,
          CopilMapLayout *layout,
          guint           index,
          double          pad)
{
  CopilMapView *view = &layout->views[index];
  Box box = box_of (self, layout, index);
  double width = MAX (box.max_x - box.min_x, 0.1), height = MAX (box.max_y - box.min_y, 0.1);
  double room_x = MAX (view->area.width - 2 * pad, 1), room_y = MAX (view->area.height - 2 * pad, 1);

  view->scale = MIN (room_x / width, room_y / height);
  view->origin.x = view->area.x + view->area.width / 2 - (box.min_x + box.max_x) / 2 * view->scale;
  view->origin.y = view->area.y + view->area.height / 2 + (box.min_y + box.max_y) / 2 * view->scale;
}

static CopilFont
inset_font (const CopilLayout *layout)
{
  return copil_layout_font (layout, COPIL_TYPE_TICK, COPIL_WEIGHT_REGULAR);
}

/* Room that the insets take at the left; their names beside them if the map is wide enough. */
static double
insets_width (CopilMapLayout *layout,
              double         *box_width)
{
  const CopilTheme *theme = &layout->base.theme;
  double names = 0, gap = copil_theme_length (theme, 6);

  *box_width = MIN (copil_theme_length (theme, INSET_WIDTH), layout->base.width * 0.18);
  if (layout->n_views < 2)
    return 0;
  if (layout->base.width >= copil_theme_length (theme, NARROW))
    for (guint i = 1; i < layout->n_views; i++)
      names = MAX (names,
                   copil_text_width (layout->views[i].frame->name, inset_font (&layout->base)));
  return *box_width + (names > 0 ? names + gap : 0) + gap;
}

static void
place_insets (CopilMapChart  *self,
              CopilMapLayout *layout,
              double          height,
              double          box_width)
{
  const CopilTheme *theme = &layout->base.theme;
  guint n = layout->n_views - 1;
  double gap = copil_theme_length (theme, 6), step = height / n;
  double box_height = MIN (copil_theme_length (theme, INSET_HEIGHT), step - gap / 2);
  gboolean named = layout->base.width >= copil_theme_length (theme, NARROW);
  CopilFont font = inset_font (&layout->base);

  step = MIN (step, box_height + 2 * gap);
  for (guint i = 0; i < n; i++)
    {
      CopilMapView *view = &layout->views[i + 1];
      double y = (height - n * step) / 2 + i * step;

      view->inset = TRUE;
      view->area = (cairo_rectangle_t) { 0.5, y, box_width, MAX (box_height, 1) };
      fit_view (self, layout, i + 1, copil_theme_length (theme, 4));
      if (named)
        copil_layout_add_text (&layout->base, view->frame->name, font, COPIL_COLOR_INK3,
                               COPIL_ALIGN_LEFT, box_width + gap,
                               y + box_height / 2 + font.size * 0.36);
    }
}

/* -- Shapes --------------------------------------------------------------------------------- */

static CopilPoint
project (const CopilMapView *view,
         double              x,
         double              y)
{
  return (CopilPoint) { view->origin.x + x * view->scale, view->origin.y - y * view->scale };
}

static void
project_ring (CopilMapShape      *shape,
              const CopilMapView *view,
              const CopilOutline *outline,
              guint               ring)
{
  guint first = shape->starts[ring], n = first;

  for (guint i = outline->starts[ring]; i < outline->starts[ring + 1]; i++)
    {
      CopilPoint point = project (view, outline->points[2 * i], outline->points[2 * i + 1]);

      if (n == first || fabs (point.x - shape->points[n - 1].x) > NEAR
          || fabs (point.y - shape->points[n - 1].y) > NEAR)
        shape->points[n++] = point;
    }
  shape->starts[ring + 1] = n;
}

/* Circles that cover all the shapes show nothing: the more, the smaller. */
static double
largest_circle (const CopilMapChart     *self,
                const cairo_rectangle_t *area)
{
  return MIN (0.11 * MIN (area->width, area->height),
              0.5 * sqrt (area->width * area->height / MAX (self->data.n_items, 1)));
}

static double
circle_radius (const CopilMapChart  *self,
               const CopilMapLayout *layout,
               double                value)
{
  if (self->data.kind != COPIL_MAP_CIRCLES || !(value > 0) || self->largest <= 0)
    return 0;
  return layout->largest_circle * sqrt (value / self->largest);
}

/* How much smaller circles are to be for these two to overlap by no more than a part of them. */
static double
room_between (const CopilMapShape *a,
              const CopilMapShape *b)
{
  double distance = hypot (a->label.x - b->label.x, a->label.y - b->label.y);

  return distance / (MOST_OVERLAP * (a->radius + b->radius));
}

/* Paris and what is around it: places so near that their circles would hide each other. */
static void
part_circles (CopilMapChart  *self,
              CopilMapLayout *layout)
{
  double factor = 1;

  if (self->data.kind != COPIL_MAP_CIRCLES || self->data.n_items > MOST_PARTED)
    return;
  for (guint i = 0; i < self->data.n_items; i++)
    for (guint j = 0; j < i && layout->shapes[i].radius > 0; j++)
      if (layout->shapes[j].radius > 0)
        factor = MIN (factor, room_between (&layout->shapes[i], &layout->shapes[j]));
  factor = MAX (factor, LEAST_FACTOR);
  for (guint i = 0; i < self->data.n_items; i++)
    layout->shapes[i].radius *= factor;
  layout->largest_circle *= factor;
}

static void
place_shape (CopilMapChart  *self,
             CopilMapLayout *layout,
             guint           item)
{
  CopilMapShape *shape = &layout->shapes[item];
  const CopilOutline *outline = self->data.items[item].outline;
  const CopilMapView *view = &layout->views[shape->view];
  const CopilFigure *figure = &self->data.items[item].figure;

  shape->n_rings = outline->n_rings;
  if (shape->points == NULL)
    {
      shape->starts = copil_layout_alloc (&layout->base, shape->n_rings + 1, sizeof (guint));
      shape->points = copil_layout_alloc (&layout->base, outline->starts[outline->n_rings],
                                          sizeof (CopilPoint));
    }
  for (guint ring = 0; ring < shape->n_rings; ring++)
    project_ring (shape, view, outline, ring);
  shape->label = project (view, outline->label_x, outline->label_y);
  shape->radius = copil_figure_is_drawn (figure) && !view->inset
                      ? circle_radius (self, layout, figure->value)
                      : 0;
}

static void
add_mark (CopilMapChart  *self,
          CopilMapLayout *layout,
          guint           item)
{
  const CopilOutline *outline = self->data.items[item].outline;
  CopilMapShape *shape = &layout->shapes[item];
  cairo_rectangle_t rect = { 0, layout->base.height, 0, 0 };
  CopilMark *mark;

  if (outline != NULL)
    {
      const CopilMapView *view = &layout->views[shape->view];
      CopilPoint top = project (view, outline->min_x, outline->max_y);

      rect = (cairo_rectangle_t) { top.x, top.y, (outline->max_x - outline->min_x) * view->scale,
                                   (outline->max_y - outline->min_y) * view->scale };
    }
  copil_layout_add_mark (&layout->base, rect, item, self->data.items[item].key);
  mark = &g_array_index (layout->base.marks, CopilMark, item);
  if (outline != NULL)
    {
      mark->x = shape->label.x;
      mark->y = shape->label.y;
    }
}

/* -- All of it ------------------------------------------------------------------------------ */

/* The main view takes @share of its area: what is left is for labels that do not hold inside.
 * Returns how much the labels hide. */
static double
place_main (CopilMapChart    *self,
            CopilMapLayout   *layout,
            cairo_rectangle_t area,
            double            share,
            guint             n_texts)
{
  double pad = copil_theme_length (&layout->base.theme, 3);

  layout->views[0].area = area;
  fit_view (self, layout, 0,
            pad + MAX (MIN (area.width, area.height) - 2 * pad, 0) * (1 - share) / 2);
  g_array_set_size (layout->leaders, 0);
  g_array_set_size (layout->base.texts, n_texts);
  layout->largest_circle = largest_circle (self, &area);
  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i))
      place_shape (self, layout, i);
  part_circles (self, layout);
  return copil_map_place_labels (self, layout);
}

/* As large as labels allow: smaller only if that hides less. */
static void
place_views (CopilMapChart  *self,
             CopilMapLayout *layout)
{
  static const double shares[] = { 1, 0.92, 0.84, 0.76 };
  double legend = copil_map_legend_height (self, &layout->base.theme, layout->base.width);
  double height = MAX (layout->base.height - legend, 1), left, box_width, least = INFINITY;
  guint n_texts, best = 0, tried = 0;
  cairo_rectangle_t area;

  left = insets_width (layout, &box_width);
  area = (cairo_rectangle_t) { left, 0, MAX (layout->base.width - left, 1), height };
  if (left > 0)
    place_insets (self, layout, height, box_width);
  n_texts = layout->base.texts->len;
  for (guint i = 0; i < G_N_ELEMENTS (shares) && least > 0; i++)
    {
      double hidden = place_main (self, layout, area, shares[i], n_texts);

      tried = i;
      if (hidden >= least)
        continue;
      least = hidden;
      best = i;
    }
  if (tried != best)
    place_main (self, layout, area, shares[best], n_texts);
  copil_map_place_legend (self, layout, height);
}

void
copil_map_layout (CopilChart  *chart,
                  CopilLayout *base)
{
  CopilMapChart *self = COPIL_MAP_CHART (chart);
  CopilMapLayout *layout = (CopilMapLayout *) base;

  layout->shapes = copil_layout_alloc (base, self->data.n_items, sizeof (CopilMapShape));
  layout->leaders
      = copil_layout_keep_array (base, g_array_new (FALSE, TRUE, sizeof (CopilMapLeader)));
  layout->swatches
      = copil_layout_keep_array (base, g_array_new (FALSE, TRUE, sizeof (CopilMapSwatch)));
  layout->circles
      = copil_layout_keep_array (base, g_array_new (FALSE, TRUE, sizeof (cairo_rectangle_t)));
  collect_views (self, layout);
  if (layout->n_views > 0)
    place_views (self, layout);
  else
    {
      g_autofree char *sentence = copil_chart_describe (chart);

      copil_layout_add_empty (base, (cairo_rectangle_t) { 0, 0, base->width, base->height },
                              sentence);
    }
  for (guint i = 0; i < self->data.n_items; i++)
    add_mark (self, layout, i);
}
