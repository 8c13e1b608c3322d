/* projector-seats.c: one mark a seat: full, with a ring, half, empty, crossed out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-draw.h"

#include <math.h>

/* As many rows as keep the marks large enough to be told apart. */
#define MOST_ROWS 4
#define LARGEST 43.0

static void
draw_remote (cairo_t *cr, double radius)
{
  cairo_set_line_width (cr, radius * 0.24);
  copil_paint_circle (cr, 0, 0, radius * 0.88);
  cairo_stroke (cr);
  copil_paint_circle (cr, 0, 0, radius * 0.38);
  cairo_fill (cr);
}

static void
draw_mandate (cairo_t *cr, double radius)
{
  cairo_set_line_width (cr, radius * 0.24);
  copil_paint_circle (cr, 0, 0, radius * 0.88);
  cairo_stroke (cr);
  cairo_arc (cr, 0, 0, radius * 0.88, G_PI / 2, 3 * G_PI / 2);
  cairo_fill (cr);
}

static void
draw_vacant (cairo_t *cr, double radius)
{
  cairo_set_line_width (cr, radius * 0.22);
  cairo_move_to (cr, -radius * 0.55, 0);
  cairo_line_to (cr, radius * 0.55, 0);
  cairo_stroke (cr);
}

static void
draw_mark (const CopilBrush *brush, CopilSeatMark mark, double x, double y, double radius)
{
  cairo_t *cr = brush->cr;

  radius *= brush->unit;
  cairo_save (cr);
  cairo_translate (cr, x * brush->unit, y * brush->unit);
  copil_paint_color (cr, brush->theme,
                     mark < COPIL_MARK_ABSENT ? COPIL_COLOR_ACCENT : COPIL_COLOR_AXIS);
  if (mark == COPIL_MARK_REMOTE)
    draw_remote (cr, radius);
  else if (mark == COPIL_MARK_MANDATE)
    draw_mandate (cr, radius);
  else if (mark == COPIL_MARK_VACANT)
    draw_vacant (cr, radius);
  else
    {
      cairo_set_line_width (cr, radius * 0.18);
      copil_paint_circle (cr, 0, 0, mark == COPIL_MARK_ROOM ? radius : radius * 0.9);
      if (mark == COPIL_MARK_ROOM)
        cairo_fill (cr);
      else
        cairo_stroke (cr);
    }
  cairo_restore (cr);
}

double
_copil_scene_draw_seats (
    const CopilScene *self, const CopilBrush *brush, double x, double y, double width)
{
  const CopilSceneQuorum *quorum = &self->quorum;
  guint columns = MAX (1, floor (width / LARGEST)), rows;
  double step;

  if (quorum->n_seats == 0)
    return y;
  rows = MIN (MOST_ROWS, (quorum->n_seats + columns - 1) / columns);
  columns = (quorum->n_seats + rows - 1) / rows;
  columns = MAX (columns, 12);
  step = MIN (LARGEST, width / columns);
  for (guint i = 0; i < quorum->n_seats; i++)
    draw_mark (brush, quorum->seats[i], x + (i % columns + 0.5) * step,
               y + (i / columns + 0.5) * step, step * 0.36);
  return y + ((quorum->n_seats + columns - 1) / columns) * step;
}
