/* label.h: where labels go so that they hide nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilLabels:
 *
 * What is on the drawing already: marks, lines, labels placed before. The most important label
 * is placed first and the last one is dropped first.
 */
typedef struct
{
  cairo_rectangle_t bounds;
  GArray           *rects;    /* cairo_rectangle_t */
  GArray           *texts;    /* cairo_rectangle_t: what must be read */
  GArray           *segments; /* CopilSegment */
  GArray           *leaders;  /* CopilSegment: what leads from a label to its mark */
} CopilLabels;

typedef struct
{
  double x1, y1, x2, y2;
} CopilSegment;

void   copil_labels_init       (CopilLabels             *self,
                                cairo_rectangle_t        bounds);
void   copil_labels_clear      (CopilLabels             *self);
void   copil_labels_avoid      (CopilLabels             *self,
                                cairo_rectangle_t        rect);
/* A label placed elsewhere: two texts over one another are none. */
void   copil_labels_avoid_text (CopilLabels             *self,
                                cairo_rectangle_t        rect);
void   copil_labels_avoid_line (CopilLabels             *self,
                                CopilSegment             segment);
/* A text that it runs through would be read as struck out, or as what it leads from: none of
 * those placed by copil_labels_place() with a finite tolerance lies on it. */
void   copil_labels_avoid_leader (CopilLabels           *self,
                                  CopilSegment           segment);
/* What @rect hides: area of rectangles, length of lines, texts before marks; outside the bounds
 * counts most. */
double copil_labels_cost       (const CopilLabels       *self,
                                const cairo_rectangle_t *rect);
/* Whether @rect is within the bounds and over no other text. */
gboolean copil_labels_is_free  (const CopilLabels       *self,
                                const cairo_rectangle_t *rect);
/* How much of the labels a line crosses. */
double copil_labels_cost_line  (const CopilLabels       *self,
                                CopilSegment             segment);
/* Whether the upright line at @x runs through a text below @top. */
gboolean copil_labels_is_struck (const CopilLabels       *self,
                                 double                   x,
                                 double                   top);
/* How much of the labels and marks the upright line at @x hides below @top. */
double copil_labels_cost_below (const CopilLabels       *self,
                                double                   x,
                                double                   top);
/* The candidate that hides least, the earlier one when equal, and at most @tolerance;
 * -1: none. The place is taken. */
int    copil_labels_place      (CopilLabels             *self,
                                const cairo_rectangle_t *candidates,
                                guint                    n,
                                double                   tolerance);
/* Moves the @n centres, of @heights, as little as it takes so that they do not meet, within
 * @low and @high. Labels stay in the order given if @keep_order, else in that of the centres;
 * @centres itself stays in the caller's order. */
void   copil_labels_spread     (double                  *centres,
                                const double            *heights,
                                guint                    n,
                                gboolean                 keep_order,
                                double                   low,
                                double                   high);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilLabels, copil_labels_clear)

G_END_DECLS
