/* label.c: where labels go so that they hide nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/label.h"

#include <math.h>

/* A unit of length of a line hidden is worth as much as this area of a label. */
#define LINE_WEIGHT 6
/* One mark among others may be hidden, a word may not. */
#define TEXT_WEIGHT 100
/* A label out of the drawing is not read at all. */
#define OUTSIDE_WEIGHT 50
/* More than any tolerance. */
#define LEADER_WEIGHT 1000
/* Words that touch are read as one: what is left on both sides, in heights of the text. */
#define TEXT_GAP 0.15

void
copil_labels_init (CopilLabels      *self,
                   cairo_rectangle_t bounds)
{
  *self = (CopilLabels) {
    .bounds = bounds,
    .rects = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t)),
    .texts = g_array_new (FALSE, FALSE, sizeof (cairo_rectangle_t)),
    .segments = g_array_new (FALSE, FALSE, sizeof (CopilSegment)),
    .leaders = g_array_new (FALSE, FALSE, sizeof (CopilSegment)),
  };
}

void
copil_labels_clear (CopilLabels *self)
{
  g_clear_pointer (&self->rects, g_array_unref);
  g_clear_pointer (&self->texts, g_array_unref);
  g_clear_pointer (&self->segments, g_array_unref);
  g_clear_pointer (&self->leaders, g_array_unref);
}

void
copil_labels_avoid (CopilLabels      *self,
                    cairo_rectangle_t rect)
{
  g_array_append_val (self->rects, rect);
}

void
copil_labels_avoid_text (CopilLabels      *self,
                         cairo_rectangle_t rect)
{
  double gap = rect.height * TEXT_GAP;

  rect.x -= gap;
  rect.width += 2 * gap;
  g_array_append_val (self->texts, rect);
}

void
copil_labels_avoid_line (CopilLabels *self,
                         CopilSegment segment)
{
  if (isfinite (segment.x1 + segment.y1 + segment.x2 + segment.y2))
    g_array_append_val (self->segments, segment);
}

void
copil_labels_avoid_leader (CopilLabels *self,
                           CopilSegment segment)
{
  g_array_append_val (self->leaders, segment);
}

static double
overlap_area (const cairo_rectangle_t *a,
              const cairo_rectangle_t *b)
{
  double width = MIN (a->x + a->width, b->x + b->width) - MAX (a->x, b->x);
  double height = MIN (a->y + a->height, b->y + b->height) - MAX (a->y, b->y);

  return width > 0 && height > 0 ? width * height : 0;
}

/* One side of Liang and Barsky: narrows the part [t0, t1] of a segment that is inside. */
static gboolean
clip_side (double  direction,
           double  distance,
           double *t0,
           double *t1)
{
  if (direction == 0)
    return distance >= 0;
  if (direction < 0)
    *t0 = MAX (*t0, distance / direction);
  else
    *t1 = MIN (*t1, distance / direction);
  return *t0 < *t1;
}

static double
length_inside (const CopilSegment      *line,
               const cairo_rectangle_t *rect)
{
  double dx = line->x2 - line->x1, dy = line->y2 - line->y1, t0 = 0, t1 = 1;

  if (clip_side (-dx, line->x1 - rect->x, &t0, &t1)
      && clip_side (dx, rect->x + rect->width - line->x1, &t0, &t1)
      && clip_side (-dy, line->y1 - rect->y, &t0, &t1)
      && clip_side (dy, rect->y + rect->height - line->y1, &t0, &t1))
    return (t1 - t0) * hypot (dx, dy);
  return 0;
}

static double
total_overlap (const GArray            *rects,
               const cairo_rectangle_t *rect)
{
  double total = 0;

  for (guint i = 0; i < rects->len; i++)
    total += overlap_area (rect, &g_array_index (rects, cairo_rectangle_t, i));
  return total;
}

static double
total_length (const GArray            *segments,
              const cairo_rectangle_t *rect)
{
  double total = 0;

  for (guint i = 0; i < segments->len; i++)
    total += length_inside (&g_array_index (segments, CopilSegment, i), rect);
  return total;
}

double
copil_labels_cost (const CopilLabels       *self,
                   const cairo_rectangle_t *rect)
{
  double area = rect->width * rect->height;
  double cost = OUTSIDE_WEIGHT * MAX (area - overlap_area (rect, &self->bounds) - 1e-6, 0);

  cost += total_overlap (self->rects, rect) + TEXT_WEIGHT * total_overlap (self->texts, rect);
  cost += LINE_WEIGHT * total_length (self->segments, rect);
  return cost + LEADER_WEIGHT * total_length (self->leaders, rect);
}

gboolean
copil_labels_is_free (const CopilLabels       *self,
                      const cairo_rectangle_t *rect)
{
  return total_overlap (self->texts, rect) == 0
         && overlap_area (rect, &self->bounds) >= rect->width * rect->height - 1e-6;
}

double
copil_labels_cost_line (const CopilLabels *self,
                        CopilSegment       segment)
{
  const GArray *all[] = { self->rects, self->texts };
  double cost = 0;

  for (guint a = 0; a < G_N_ELEMENTS (all); a++)
    for (guint i = 0; i < all[a]->len; i++)
      cost += LINE_WEIGHT
              * length_inside (&segment, &g_array_index (all[a], cairo_rectangle_t, i));
  return cost;
}

gboolean
copil_labels_is_struck (const CopilLabels *self,
                        double             x,
                        double             top)
{
  for (guint i = 0; i < self->texts->len; i++)
    {
      const cairo_rectangle_t *text = &g_array_index (self->texts, cairo_rectangle_t, i);
      double gap = text->height * TEXT_GAP;

      if (x > text->x + gap && x < text->x + text->width - gap && top < text->y + text->height)
        return TRUE;
    }
  return FALSE;
}

double
copil_labels_cost_below (const CopilLabels *self,
                         double             x,
                         double             top)
{
  cairo_rectangle_t line = { x - 1, top, 2, self->bounds.y + self->bounds.height - top };

  return LINE_WEIGHT * (total_overlap (self->rects, &line) + total_overlap (self->texts, &line));
}

int
copil_labels_place (CopilLabels             *self,
                    const cairo_rectangle_t *candidates,
                    guint                    n,
                    double                   tolerance)
{
  double best = INFINITY;
  int found = -1;

  for (guint i = 0; i < n; i++)
    {
      double cost = copil_labels_cost (self, &candidates[i]);

      if (cost > tolerance || cost >= best)
        continue;
      best = cost;
      found = (int) i;
      if (cost == 0)
        break;
    }
  if (found >= 0)
    copil_labels_avoid_text (self, candidates[found]);
  return found;
}

/* -- One column of labels ------------------------------------------------------------------- */

/* Labels that touch move as one block, where its members want it on average. */
typedef struct
{
  double wanted; /* sum of the tops that the members want for the block */
  double height;
  guint  n;
} Block;

static double
block_top (const Block *block,
           double       low,
           double       high)
{
  return MAX (MIN (block->wanted / block->n, high - block->height), low);
}

static int
compare_centres (gconstpointer a,
                 gconstpointer b,
                 gpointer      centres)
{
  guint one = *(const guint *) a, other = *(const guint *) b;
  double difference = ((double *) centres)[one] - ((double *) centres)[other];

  return difference != 0 ? (difference > 0 ? 1 : -1) : (int) one - (int) other;
}

/* Merges the last block into the one before as long as they meet. */
static guint
merge_blocks (Block *blocks,
              guint  n,
              double low,
              double high)
{
  while (n > 1)
    {
      Block *last = &blocks[n - 1], *before = &blocks[n - 2];

      if (block_top (before, low, high) + before->height <= block_top (last, low, high) + 1e-9)
        break;
      before->wanted += last->wanted - last->n * before->height;
      before->height += last->height;
      before->n += last->n;
      n--;
    }
  return n;
}

void
copil_labels_spread (double       *centres,
                     const double *heights,
                     guint         n,
                     gboolean      keep_order,
                     double        low,
                     double        high)
{
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  g_autofree Block *blocks = g_new (Block, MAX (n, 1));
  guint n_blocks = 0, next = 0;

  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (!keep_order)
    g_qsort_with_data (order, (int) n, sizeof *order, compare_centres, centres);
  for (guint i = 0; i < n; i++)
    {
      double height = heights[order[i]];

      blocks[n_blocks] = (Block) { centres[order[i]] - height / 2, height, 1 };
      n_blocks = merge_blocks (blocks, n_blocks + 1, low, high);
    }
  for (guint b = 0; b < n_blocks; b++)
    {
      double top = block_top (&blocks[b], low, high);

      for (guint i = 0; i < blocks[b].n; i++, next++)
        {
          centres[order[next]] = top + heights[order[next]] / 2;
          top += heights[order[next]];
        }
    }
}
