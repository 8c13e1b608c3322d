/* map-label.c: names and values of a map, inside their shapes or beside them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/axis.h"
#include "chart/map-private.h"
#include "core/format.h"

#include <math.h>

/* With more shapes than this only the subject is named: the others are the table's. */
#define MAX_LABELS 24
#define N_ANGLES 32
#define N_STEPS 14
/* Around a label outside. */
#define LABEL_PAD 3
/* Side of a cell of the mask that tells where shapes are, on screen. */
#define CELL 2.5
/* How often names outside make way for one another. */
#define N_ROUNDS 4
/* Places tried for a label inside its shape. */
#define N_TRIALS 300
/* Up to this many, each shape has its name, with a leader where it does not hold. */
#define FEW 9

/* Which shape is where, and how much of the drawing shapes cover, as sums from the origin: any
 * rectangle is four reads. */
typedef struct
{
  int      columns, rows;
  double   cell;
  guint8  *owners; /* a cell: item + 1, 0: none */
  guint32 *sums;
} Cover;

typedef struct
{
  guint       item;
  const char *name;
  char       *value; /* (nullable) */
  CopilFont   name_font, value_font;
  double      width, height;
} Label;

static void
label_clear (gpointer data)
{
  g_free (((Label *) data)->value);
}

static void
cover_clear (Cover *cover)
{
  g_free (cover->owners);
  g_free (cover->sums);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Cover, cover_clear)

/* -- What shapes cover ---------------------------------------------------------------------- */

/* Each shape in the opacity that is its number: there are few, or else only one is named. */
static cairo_surface_t *
paint_mask (const CopilMapChart  *self,
            const CopilMapLayout *layout,
            const Cover          *cover)
{
  cairo_surface_t *mask
      = cairo_image_surface_create (CAIRO_FORMAT_A8, cover->columns, cover->rows);
  cairo_t *cr = cairo_create (mask);

  cairo_scale (cr, 1 / cover->cell, 1 / cover->cell);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_NONE);
  for (guint i = 0; i < self->data.n_items; i++)
    {
      if (!copil_map_is_placed (self, i))
        continue;
      cairo_set_source_rgba (cr, 0, 0, 0, MIN (i + 1, 254) / 255.);
      copil_map_path (cr, &layout->shapes[i]);
      cairo_fill (cr);
    }
  cairo_set_source_rgba (cr, 0, 0, 0, 1);
  for (guint i = 1; i < layout->n_views; i++)
    {
      const cairo_rectangle_t *area = &layout->views[i].area;

      cairo_rectangle (cr, 0, area->y, layout->views[0].area.x, area->height);
      cairo_fill (cr);
    }
  cairo_destroy (cr);
  cairo_surface_flush (mask);
  return mask;
}

static Cover
make_cover (const CopilMapChart  *self,
            const CopilMapLayout *layout)
{
  Cover cover = { .cell = copil_theme_length (&layout->base.theme, CELL) };
  cairo_surface_t *mask;
  int stride;

  /* Whatever the drawing measures, some thousand cells tell enough. */
  cover.cell = MAX (cover.cell, MAX (layout->base.width, layout->base.height) / 600);
  cover.columns = (int) ceil (layout->base.width / cover.cell) + 1;
  cover.rows = (int) ceil (layout->base.height / cover.cell) + 1;
  cover.owners = g_new0 (guint8, cover.columns * cover.rows);
  cover.sums = g_new0 (guint32, (cover.columns + 1) * (cover.rows + 1));
  mask = paint_mask (self, layout, &cover);
  stride = cairo_image_surface_get_stride (mask);
  for (int y = 0; y < cover.rows; y++)
    for (int x = 0; x < cover.columns; x++)
      {
        guint32 *sum = &cover.sums[(y + 1) * (cover.columns + 1) + x + 1];
        guint8 owner = cairo_image_surface_get_data (mask)[y * stride + x];

        cover.owners[y * cover.columns + x] = owner;
        *sum = (owner ? 1 : 0) + sum[-1] + sum[-(cover.columns + 1)]
               - sum[-(cover.columns + 1) - 1];
      }
  cairo_surface_destroy (mask);
  return cover;
}

/* The length of a line that runs over other shapes than @item. */
static double
crossed (const Cover *cover,
         guint        item,
         CopilPoint   from,
         CopilPoint   to)
{
  double length = hypot (to.x - from.x, to.y - from.y), sum = 0;

  for (double t = 0; t < length; t += cover->cell)
    {
      int x = (int) ((from.x + (to.x - from.x) * t / length) / cover->cell);
      int y = (int) ((from.y + (to.y - from.y) * t / length) / cover->cell);
      guint8 owner = 0;

      if (x >= 0 && y >= 0 && x < cover->columns && y < cover->rows)
        owner = cover->owners[y * cover->columns + x];
      if (owner != 0 && owner != MIN (item + 1, 254))
        sum += cover->cell;
    }
  return sum;
}

/* The area of @rect that shapes cover. */
static double
covered (const Cover             *cover,
         const cairo_rectangle_t *rect)
{
  int x1 = CLAMP ((int) floor (rect->x / cover->cell), 0, cover->columns);
  int y1 = CLAMP ((int) floor (rect->y / cover->cell), 0, cover->rows);
  int x2 = CLAMP ((int) ceil ((rect->x + rect->width) / cover->cell), 0, cover->columns);
  int y2 = CLAMP ((int) ceil ((rect->y + rect->height) / cover->cell), 0, cover->rows);
  int stride = cover->columns + 1;

  return (cover->sums[y2 * stride + x2] + cover->sums[y1 * stride + x1]
          - cover->sums[y1 * stride + x2] - cover->sums[y2 * stride + x1])
         * cover->cell * cover->cell;
}

/* -- What labels say ------------------------------------------------------------------------ */

static char *
value_text (const CopilMapChart *self,
            guint                item)
{
  const CopilFigure *figure = &self->data.items[item].figure;
  CopilChartHead head = self->data.head;

  if (self->data.words != NULL)
    return copil_map_state_count (self, item);
  if (!copil_figure_is_drawn (figure))
    return g_strdup (copil_format_status (figure->status));
  head.unit = self->data.kind == COPIL_MAP_CLASSES ? NULL : head.unit;
  return copil_axis_value (figure->value, self->largest, &head);
}

static void
add_label (const CopilMapChart  *self,
           const CopilMapLayout *layout,
           GArray               *labels,
           guint                 item,
           gboolean              with_value)
{
  const CopilMapItem *shown = &self->data.items[item];
  Label label = { .item = item, .name = shown->name };

  label.name_font
      = copil_layout_font (&layout->base, COPIL_TYPE_TICK,
                           shown->subject ? COPIL_WEIGHT_SEMIBOLD : COPIL_WEIGHT_REGULAR);
  label.value_font = copil_layout_font (&layout->base, COPIL_TYPE_TICK, COPIL_WEIGHT_SEMIBOLD);
  label.value = with_value ? value_text (self, item) : NULL;
  label.width = copil_text_width (label.name, label.name_font);
  if (label.value)
    label.width = MAX (label.width, copil_text_width (label.value, label.value_font));
  label.height = label.name_font.size * (label.value ? 2.45 : 1.25);
  g_array_append_val (labels, label);
}

/* All of a few shapes, the subject of many; those of an inset have its name beside them. */
static GArray *
collect_labels (const CopilMapChart  *self,
                const CopilMapLayout *layout)
{
  GArray *labels = g_array_new (FALSE, TRUE, sizeof (Label));
  gboolean all = self->data.n_items <= MAX_LABELS && self->data.kind != COPIL_MAP_LOCATOR;

  g_array_set_clear_func (labels, label_clear);
  for (guint i = 0; i < self->data.n_items; i++)
    if (copil_map_is_placed (self, i) && layout->shapes[i].view == 0 && *self->data.items[i].name
        && (all || (self->data.items[i].subject && self->data.kind != COPIL_MAP_LOCATOR)))
      add_label (self, layout, labels, i, all);
  return labels;
}

/* -- Inside --------------------------------------------------------------------------------- */

static gboolean
holds (const CopilMapChart     *self,
       const CopilMapLayout    *layout,
       guint                    item,
       const cairo_rectangle_t *rect)
{
  const CopilMapView *view = &layout->views[layout->shapes[item].view];

  for (guint i = 0; i < 15; i++)
    {
      double x = rect->x + rect->width * (i % 5) / 4, y = rect->y + rect->height * (i / 5) / 2.;

      if (!copil_outline_contains (self->data.items[item].outline,
                                   (x - view->origin.x) / view->scale,
                                   (view->origin.y - y) / view->scale))
        return FALSE;
    }
  return TRUE;
}

/* On a fill the label takes the colour that reads on it; elsewhere, ink with a halo. */
static void
set_color (const CopilMapChart *self,
           CopilMapLayout      *layout,
           CopilPlaced         *placed,
           int                  class)
{
  const CopilTheme *theme = &layout->base.theme;

  copil_placed_set_halo (placed, &layout->base);
  if (class < 0)
    return;
  placed->color = *copil_map_text_color (self, theme, (guint) class);
  placed->ground = *copil_map_fill (self, theme, (guint) class);
  placed->halo = theme->patterns || self->data.words != NULL;
}

/* @class: of the fill under the label, -1: none */
static void
write_label (CopilMapChart           *self,
             CopilMapLayout          *layout,
             const Label             *label,
             const cairo_rectangle_t *rect,
             CopilAlign               align,
             int                      class)
{
  CopilLayout *base = &layout->base;
  double x = rect->x, y = rect->y + label->name_font.size * 0.98;

  if (align == COPIL_ALIGN_CENTRE)
    x += rect->width / 2;
  else if (align == COPIL_ALIGN_RIGHT)
    x += rect->width;
  set_color (self, layout,
             copil_layout_add_text (base, label->name, label->name_font,
                                    self->data.items[label->item].subject ? COPIL_COLOR_INK
                                                                          : COPIL_COLOR_INK2,
                                    align, x, y),
             class);
  if (label->value)
    set_color (self, layout,
               copil_layout_add_text (base, label->value, label->value_font, COPIL_COLOR_INK,
                                      align, x, y + label->name_font.size * 1.22),
               class);
}

/* From the place where the shape has most room outwards; the move of the nth trial, in sizes of
 * the label. */
static void
spiral (guint   trial,
        double *dx,
        double *dy)
{
  double angle = trial * 2.399963, radius = 0.05 * sqrt (trial);

  *dx = cos (angle) * radius;
  *dy = sin (angle) * radius * 2;
}

static gboolean
place_inside (CopilMapChart  *self,
              CopilMapLayout *layout,
              CopilLabels    *labels,
              const Label    *label)
{
  const CopilMapShape *shape = &layout->shapes[label->item];
  int class = copil_map_class_of (self, label->item);
  double pad = copil_theme_length (&layout->base.theme, 2), dx, dy;

  if (class < 0)
    return FALSE;
  for (guint i = 0; i < N_TRIALS; i++)
    {
      cairo_rectangle_t rect;

      spiral (i, &dx, &dy);
      rect = (cairo_rectangle_t) { shape->label.x + (dx - 0.5) * label->width - pad,
                                   shape->label.y + (dy - 0.5) * label->height - pad,
                                   label->width + 2 * pad, label->height + 2 * pad };
      if (!holds (self, layout, label->item, &rect))
        continue;
      copil_labels_avoid_text (labels, rect);
      rect = (cairo_rectangle_t) { rect.x + pad, rect.y + pad, label->width, label->height };
      write_label (self, layout, label, &rect, COPIL_ALIGN_CENTRE, class);
      return TRUE;
    }
  return FALSE;
}

/* Among many shapes the value alone may hold, and the name is told by the pointer. */
static gboolean
place_value_inside (CopilMapChart  *self,
                    CopilMapLayout *layout,
                    CopilLabels    *labels,
                    const Label    *label)
{
  Label value = *label;

  if (label->value == NULL || self->data.items[label->item].subject)
    return FALSE;
  value.name = label->value;
  value.name_font = label->value_font;
  value.value = NULL;
  value.width = copil_text_width (value.name, value.name_font);
  value.height = value.name_font.size * 1.2;
  return place_inside (self, layout, labels, &value);
}

/* -- Outside -------------------------------------------------------------------------------- */

/* From the edge of a label nearest to the shape, to just inside the shape. */
static CopilMapLeader
make_leader (const CopilMapChart     *self,
             const CopilMapLayout    *layout,
             guint                    item,
             const cairo_rectangle_t *rect)
{
  const CopilMapShape *shape = &layout->shapes[item];
  const CopilMapView *view = &layout->views[shape->view];
  double gap = copil_theme_length (&layout->base.theme, 2);
  CopilMapLeader leader = { .to = shape->label };
  double length, in = copil_theme_length (&layout->base.theme, 5);

  leader.from.x = shape->label.x < rect->x ? rect->x - gap : rect->x + rect->width + gap;
  leader.from.y = CLAMP (shape->label.y, rect->y + rect->height * 0.25,
                         rect->y + rect->height * 0.75);
  if (shape->label.x >= rect->x && shape->label.x <= rect->x + rect->width)
    {
      leader.from.x = shape->label.x;
      leader.from.y = shape->label.y < rect->y ? rect->y - gap : rect->y + rect->height + gap;
    }
  length = hypot (leader.to.x - leader.from.x, leader.to.y - leader.from.y);
  for (double t = 0; t < length; t += 1)
    {
      double x = leader.from.x + (shape->label.x - leader.from.x) * t / length;
      double y = leader.from.y + (shape->label.y - leader.from.y) * t / length;

      if (!copil_outline_contains (self->data.items[item].outline,
                                   (x - view->origin.x) / view->scale,
                                   (view->origin.y - y) / view->scale))
        continue;
      t = MIN (t + in, length);
      leader.to.x = leader.from.x + (shape->label.x - leader.from.x) * t / length;
      leader.to.y = leader.from.y + (shape->label.y - leader.from.y) * t / length;
      return leader;
    }
  return leader;
}

/* @best: what another place costs. One that costs more already is not looked at closely, what is
 * soonest told first: of some hundred places around a label nine in ten are. */
static double
cost_outside (const CopilMapChart     *self,
              const CopilMapLayout    *layout,
              const Cover             *cover,
              const CopilLabels       *labels,
              const Label             *label,
              const cairo_rectangle_t *rect,
              double                   best)
{
  const CopilMapShape *shape = &layout->shapes[label->item];
  double pad = copil_theme_length (&layout->base.theme, LABEL_PAD);
  cairo_rectangle_t padded
      = { rect->x - pad, rect->y - pad / 2, rect->width + 2 * pad, rect->height + pad };
  CopilPoint middle = { rect->x + rect->width / 2, rect->y + rect->height / 2 };
  CopilSegment leader = { middle.x, middle.y, shape->label.x, shape->label.y };
  double cost = 3 * hypot (middle.x - shape->label.x, middle.y - shape->label.y);

  if (cost < best)
    cost += 20 * covered (cover, &padded);
  if (cost < best)
    cost += 20 * copil_labels_cost (labels, &padded);
  if (cost < best)
    cost += 8 * copil_labels_cost_line (labels, leader);
  if (cost < best)
    cost += 20 * crossed (cover, label->item, middle, shape->label);
  return cost;
}

/* Rounds of candidates, ever further away; to the sides rather than over and under, as lines of
 * text are long and low. */
static void
find_outside (CopilMapChart     *self,
              CopilMapLayout    *layout,
              const Cover       *cover,
              const CopilLabels *labels,
              const Label       *label,
              cairo_rectangle_t *chosen)
{
  const CopilMapShape *shape = &layout->shapes[label->item];
  double step = copil_theme_length (&layout->base.theme, 9), best = INFINITY;
  double half = label->width / 2 + copil_theme_length (&layout->base.theme, LABEL_PAD);
  double left = labels->bounds.x + half, right = labels->bounds.x + labels->bounds.width - half;

  CopilPoint ways[N_ANGLES];

  for (guint i = 0; i < N_ANGLES; i++)
    ways[i] = (CopilPoint) { cos (2 * G_PI * i / N_ANGLES), sin (2 * G_PI * i / N_ANGLES) };
  for (guint i = 0; i < N_ANGLES * N_STEPS; i++)
    {
      const CopilPoint *way = &ways[i % N_ANGLES];
      double far = step * (1 + i / N_ANGLES);
      double x = shape->label.x + way->x * (far + label->width / 2);
      double y = shape->label.y + way->y * (far + label->height / 2);
      cairo_rectangle_t rect
          = { x - label->width / 2, y - label->height / 2, label->width, label->height };
      double cost;

      rect.x += MAX (MIN (x, right), left) - x;
      cost = cost_outside (self, layout, cover, labels, label, &rect, best);
      if (cost < best)
        {
          best = cost;
          *chosen = rect;
        }
    }
}

/* A name at @chosen, with its leader. Returns how much of other things it hides. */
static double
put_outside (CopilMapChart           *self,
             CopilMapLayout          *layout,
             const Cover             *cover,
             CopilLabels             *labels,
             const Label             *label,
             const cairo_rectangle_t *chosen)
{
  const CopilMapShape *shape = &layout->shapes[label->item];
  CopilMapLeader leader = make_leader (self, layout, label->item, chosen);
  double hidden = covered (cover, chosen) + copil_labels_cost (labels, chosen);

  g_array_append_val (layout->leaders, leader);
  copil_labels_avoid_text (labels, *chosen);
  copil_labels_avoid_line (labels, (CopilSegment) { leader.from.x, leader.from.y, leader.to.x,
                                                    leader.to.y });
  write_label (self, layout, label, chosen,
               shape->label.x < chosen->x                   ? COPIL_ALIGN_LEFT
               : shape->label.x > chosen->x + chosen->width ? COPIL_ALIGN_RIGHT
                                                            : COPIL_ALIGN_CENTRE,
               -1);
  return hidden;
}

/* The best place of the label @i among those that others have for now. A place without width is
 * none. */
static void
find_among (CopilMapChart     *self,
            CopilMapLayout    *layout,
            const Cover       *cover,
            CopilLabels       *labels,
            const GArray      *all,
            cairo_rectangle_t *places,
            guint              i)
{
  guint n_texts = labels->texts->len, n_segments = labels->segments->len;

  for (guint other = 0; other < all->len; other++)
    if (other != i && places[other].width > 0)
      {
        guint item = g_array_index (all, Label, other).item;
        CopilMapLeader leader = make_leader (self, layout, item, &places[other]);

        copil_labels_avoid_text (labels, places[other]);
        copil_labels_avoid_line (labels, (CopilSegment) { leader.from.x, leader.from.y,
                                                          leader.to.x, leader.to.y });
      }
  find_outside (self, layout, cover, labels, &g_array_index (all, Label, i), &places[i]);
  g_array_set_size (labels->texts, n_texts);
  g_array_set_size (labels->segments, n_segments);
}

/* Each label takes its best place as if it were alone, then in turn the best that the others
 * leave it, until none moves: those with a choice make way for a shape that others surround. */
static void
settle (CopilMapChart     *self,
        CopilMapLayout    *layout,
        const Cover       *cover,
        CopilLabels       *labels,
        const GArray      *all,
        const gboolean    *placed,
        cairo_rectangle_t *places)
{
  gboolean moved = TRUE;

  for (guint i = 0; i < all->len; i++)
    if (!placed[i])
      find_outside (self, layout, cover, labels, &g_array_index (all, Label, i), &places[i]);
  for (guint round = 0; round < N_ROUNDS && moved; round++)
    {
      moved = FALSE;
      for (guint i = 0; i < all->len; i++)
        if (!placed[i])
          {
            cairo_rectangle_t was = places[i];

            find_among (self, layout, cover, labels, all, places, i);
            moved = moved || was.x != places[i].x || was.y != places[i].y;
          }
    }
}

static double
place_all_outside (CopilMapChart  *self,
                   CopilMapLayout *layout,
                   CopilLabels    *labels,
                   const GArray   *all,
                   gboolean       *placed)
{
  g_auto (Cover) cover = make_cover (self, layout);
  g_autofree cairo_rectangle_t *places = g_new0 (cairo_rectangle_t, all->len);
  double hidden = 0;

  settle (self, layout, &cover, labels, all, placed, places);
  for (guint i = 0; i < all->len; i++)
    if (!placed[i])
      {
        placed[i] = TRUE;
        hidden += put_outside (self, layout, &cover, labels, &g_array_index (all, Label, i),
                               &places[i]);
      }
  return hidden;
}

/* -- Circles -------------------------------------------------------------------------------- */

static gboolean
place_beside_circle (CopilMapChart  *self,
                     CopilMapLayout *layout,
                     CopilLabels    *labels,
                     const Label    *label)
{
  const CopilMapShape *shape = &layout->shapes[label->item];
  double gap = shape->radius + copil_theme_length (&layout->base.theme, 4);
  double x = shape->label.x, y = shape->label.y, w = label->width, h = label->height;
  cairo_rectangle_t places[] = {
    { x + gap, y - h / 2, w, h },           { x - w / 2, y + gap, w, h },
    { x - w / 2, y - gap - h, w, h },       { x - gap - w, y - h / 2, w, h },
    { x + gap * 0.7, y + gap * 0.4, w, h }, { x - gap * 0.7 - w, y - gap * 0.4 - h, w, h },
  };
  static const CopilAlign aligns[] = { COPIL_ALIGN_LEFT,  COPIL_ALIGN_CENTRE, COPIL_ALIGN_CENTRE,
                                       COPIL_ALIGN_RIGHT, COPIL_ALIGN_LEFT,   COPIL_ALIGN_RIGHT };
  int chosen = copil_labels_place (labels, places, G_N_ELEMENTS (places), w * h * 0.2);

  if (chosen < 0)
    return FALSE;
  write_label (self, layout, label, &places[chosen], aligns[chosen], -1);
  return TRUE;
}

static void
avoid_circles (const CopilMapChart  *self,
               const CopilMapLayout *layout,
               CopilLabels          *labels)
{
  for (guint i = 0; i < self->data.n_items; i++)
    {
      const CopilMapShape *shape = &layout->shapes[i];

      if (shape->radius > 0)
        copil_labels_avoid (labels, (cairo_rectangle_t) { shape->label.x - shape->radius,
                                                          shape->label.y - shape->radius,
                                                          2 * shape->radius, 2 * shape->radius });
    }
}

static gboolean
place_first (CopilMapChart  *self,
             CopilMapLayout *layout,
             CopilLabels    *labels,
             const Label    *label,
             guint           n_labels)
{
  if (self->data.kind == COPIL_MAP_CIRCLES)
    return place_beside_circle (self, layout, labels, label);
  return place_inside (self, layout, labels, label)
         || (n_labels > FEW && place_value_inside (self, layout, labels, label));
}

double
copil_map_place_labels (CopilMapChart  *self,
                        CopilMapLayout *layout)
{
  g_autoptr (GArray) all = collect_labels (self, layout);
  cairo_rectangle_t bounds = { 0, 0, layout->base.width, layout->views[0].area.height };
  g_auto (CopilLabels) labels = { 0 };
  g_autofree gboolean *placed = g_new0 (gboolean, MAX (all->len, 1));

  if (all->len == 0)
    return 0;
  copil_labels_init (&labels, bounds);
  avoid_circles (self, layout, &labels);
  for (guint i = 0; i < all->len; i++)
    placed[i] = place_first (self, layout, &labels, &g_array_index (all, Label, i), all->len);
  if (self->data.kind != COPIL_MAP_CLASSES)
    return 0;
  return place_all_outside (self, layout, &labels, all, placed);
}
