/* projector-brush.c: drawing for a room: lengths are those of a screen of 1080 lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-brush.h"

#include <math.h>

/* -- Text ------------------------------------------------------------------------------------- */

static CopilFont
font_of (const CopilBrush *self, double size, CopilWeight weight)
{
  return (CopilFont) { .size = size * self->unit, .weight = weight };
}

double
copil_brush_width (const CopilBrush *self, const char *text, double size, CopilWeight weight)
{
  return copil_text_width (text, font_of (self, size, weight)) / self->unit;
}

double
copil_brush_text (const CopilBrush *self,
                  const char *text,
                  double size,
                  CopilWeight weight,
                  CopilColorRole role,
                  CopilAlign align,
                  double x,
                  double y)
{
  if (text == NULL)
    return 0;
  copil_text_draw (self->cr, text, font_of (self, size, weight), &self->theme->colors[role], align,
                   x * self->unit, y * self->unit);
  return copil_brush_width (self, text, size, weight);
}

double
copil_brush_text_cut (const CopilBrush *self,
                      const char *text,
                      double size,
                      CopilWeight weight,
                      CopilColorRole role,
                      double x,
                      double y,
                      double width)
{
  g_autofree char *cut = NULL;

  if (text == NULL || width <= 0)
    return 0;
  cut = copil_text_fit (text, font_of (self, size, weight), width * self->unit);
  return copil_brush_text (self, cut, size, weight, role, COPIL_ALIGN_LEFT, x, y);
}

double
copil_brush_lines (const CopilBrush *self,
                   const char *text,
                   double size,
                   CopilWeight weight,
                   CopilColorRole role,
                   double x,
                   double y,
                   double width,
                   guint max_lines)
{
  g_auto (GStrv) lines = NULL;

  if (text == NULL || *text == '\0')
    return y;
  lines = copil_text_wrap (text, font_of (self, size, weight), width * self->unit, max_lines);
  for (guint i = 0; lines[i] != NULL; i++, y += size * 1.2)
    copil_brush_text (self, lines[i], size, weight, role, COPIL_ALIGN_LEFT, x, y + size * 0.95);
  return y;
}

/* -- Shapes ----------------------------------------------------------------------------------- */

void
copil_brush_box (const CopilBrush *self,
                 CopilColorRole role,
                 double x,
                 double y,
                 double width,
                 double height,
                 double radius)
{
  copil_paint_color (self->cr, self->theme, role);
  if (radius > 0)
    copil_paint_round_rect (self->cr, x * self->unit, y * self->unit, width * self->unit,
                            height * self->unit, radius * self->unit);
  else
    cairo_rectangle (self->cr, x * self->unit, y * self->unit, width * self->unit,
                     height * self->unit);
  cairo_fill (self->cr);
}

void
copil_brush_rule (const CopilBrush *self, double x1, double x2, double y)
{
  copil_paint_color (self->cr, self->theme,
                     self->theme->patterns ? COPIL_COLOR_INK : COPIL_COLOR_GRID);
  copil_paint_hline (self->cr, self->theme, x1 * self->unit, x2 * self->unit, y * self->unit,
                     MAX (1, 2 * self->unit));
}

/* -- Glyphs, in a square from -1 to 1 --------------------------------------------------------- */

static void
polyline (cairo_t *cr, const double *points, guint n)
{
  cairo_move_to (cr, points[0], points[1]);
  for (guint i = 1; i < n; i++)
    cairo_line_to (cr, points[2 * i], points[2 * i + 1]);
}

static void
draw_check (cairo_t *cr)
{
  const double points[] = { -0.8, 0.05, -0.22, 0.62, 0.82, -0.6 };

  cairo_set_line_width (cr, 0.27);
  polyline (cr, points, 3);
  cairo_stroke (cr);
}

static void
draw_watch (cairo_t *cr)
{
  const double points[] = { 0, -0.78, 0.86, 0.72, -0.86, 0.72 };

  cairo_set_line_width (cr, 0.2);
  polyline (cr, points, 3);
  cairo_close_path (cr);
  cairo_stroke (cr);
  cairo_rectangle (cr, -0.1, -0.25, 0.2, 0.46);
  cairo_rectangle (cr, -0.1, 0.33, 0.2, 0.2);
  cairo_fill (cr);
}

static void
draw_pause (cairo_t *cr)
{
  cairo_rectangle (cr, -0.62, -0.75, 0.42, 1.5);
  cairo_rectangle (cr, 0.2, -0.75, 0.42, 1.5);
  cairo_fill (cr);
}

static void
draw_person (cairo_t *cr)
{
  cairo_set_line_width (cr, 0.22);
  cairo_arc (cr, 0, -0.42, 0.38, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_arc (cr, 0, 0.88, 0.66, G_PI, 2 * G_PI);
  cairo_stroke (cr);
}

static void
draw_information (cairo_t *cr)
{
  cairo_set_line_width (cr, 0.2);
  cairo_arc (cr, 0, 0, 0.8, 0, 2 * G_PI);
  cairo_stroke (cr);
  cairo_rectangle (cr, -0.11, -0.1, 0.22, 0.56);
  cairo_rectangle (cr, -0.11, -0.48, 0.22, 0.22);
  cairo_fill (cr);
}

static void
draw_early (cairo_t *cr)
{
  const double head[] = { -0.2, -0.6, -0.8, 0, -0.2, 0.6 };

  cairo_set_line_width (cr, 0.24);
  polyline (cr, head, 3);
  cairo_move_to (cr, -0.75, 0);
  cairo_line_to (cr, 0.8, 0);
  cairo_stroke (cr);
}

static void
draw_dot (cairo_t *cr)
{
  cairo_arc (cr, 0, 0, 0.62, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
draw_ring (cairo_t *cr)
{
  cairo_set_line_width (cr, 0.24);
  cairo_arc (cr, 0, 0, 0.52, 0, 2 * G_PI);
  cairo_stroke (cr);
}

/* Two half discs facing each other across a table. */
static void
draw_mark (cairo_t *cr)
{
  cairo_arc (cr, -0.1, 0, 0.8, G_PI / 2, 3 * G_PI / 2);
  cairo_fill (cr);
  cairo_set_line_width (cr, 0.18);
  cairo_arc (cr, 0.19, 0, 0.71, -G_PI / 2, G_PI / 2);
  cairo_close_path (cr);
  cairo_stroke (cr);
}

void
copil_brush_glyph (
    const CopilBrush *self, CopilGlyph glyph, CopilColorRole role, double size, double x, double y)
{
  static void (*const draw[]) (cairo_t * cr) = {
    draw_check, draw_watch, draw_pause, draw_person, draw_information,
    draw_early, draw_dot,   draw_ring,  draw_mark,
  };

  cairo_save (self->cr);
  copil_paint_color (self->cr, self->theme, role);
  cairo_translate (self->cr, x * self->unit, y * self->unit);
  cairo_scale (self->cr, size * self->unit / 2, size * self->unit / 2);
  cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
  draw[glyph](self->cr);
  cairo_restore (self->cr);
}
