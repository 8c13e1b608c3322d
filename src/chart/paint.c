/* paint.c: the few shapes that charts are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/paint.h"

#include <math.h>

/* Points stroked at once. */
#define BATCH 256
/* Lines of a hatching at most: a huge area gets a wider one. */
#define MAX_HATCHES 4096

void
copil_paint_rgb (cairo_t          *cr,
                 const CopilColor *color)
{
  cairo_set_source_rgb (cr, color->red, color->green, color->blue);
}

void
copil_paint_color (cairo_t          *cr,
                   const CopilTheme *theme,
                   CopilColorRole    role)
{
  copil_paint_rgb (cr, &theme->colors[role]);
}

/* On screen, the nearest position where a line of @width covers whole pixels; paper, vectors
 * and turned drawings stay exact. */
static void
snap (cairo_t          *cr,
      const CopilTheme *theme,
      double           *x,
      double           *y,
      double            width)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));
  double scale = 1, unused = 0, pixels;
  gboolean odd;

  if (theme->paper || type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF)
    return;
  cairo_user_to_device_distance (cr, &scale, &unused);
  if (scale <= 0 || unused != 0)
    return;
  pixels = MAX (round (width * scale), 1);
  odd = fmod (pixels, 2) == 1;
  cairo_user_to_device (cr, x, y);
  *x = odd ? floor (*x) + 0.5 : round (*x);
  *y = odd ? floor (*y) + 0.5 : round (*y);
  cairo_device_to_user (cr, x, y);
}

void
copil_paint_hline (cairo_t          *cr,
                   const CopilTheme *theme,
                   double            x1,
                   double            x2,
                   double            y,
                   double            width)
{
  double unused = x1;

  snap (cr, theme, &unused, &y, width);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x1, y);
  cairo_line_to (cr, x2, y);
  cairo_stroke (cr);
}

void
copil_paint_vline (cairo_t          *cr,
                   const CopilTheme *theme,
                   double            x,
                   double            y1,
                   double            y2,
                   double            width)
{
  double unused = y1;

  snap (cr, theme, &x, &unused, width);
  cairo_set_line_width (cr, width);
  cairo_move_to (cr, x, y1);
  cairo_line_to (cr, x, y2);
  cairo_stroke (cr);
}

/* A point alone between two gaps is a dot of the line's width. */
static void
add_point (cairo_t    *cr,
           CopilPoint  point,
           gboolean    alone)
{
  if (alone)
    {
      cairo_move_to (cr, point.x, point.y);
      cairo_close_path (cr);
    }
  else if (cairo_has_current_point (cr))
    cairo_line_to (cr, point.x, point.y);
  else
    cairo_move_to (cr, point.x, point.y);
}

void
copil_paint_polyline (cairo_t          *cr,
                      const CopilPoint *points,
                      gsize             n)
{
  guint pending = 0;

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_new_path (cr);
  for (gsize i = 0; i < n; i++)
    {
      gboolean starts = i == 0 || isnan (points[i - 1].y);
      gboolean ends = i + 1 == n || isnan (points[i + 1].y);

      if (isnan (points[i].y))
        {
          cairo_new_sub_path (cr);
          continue;
        }
      add_point (cr, points[i], starts && ends);
      if (++pending < BATCH || ends)
        continue;
      cairo_stroke (cr);
      cairo_move_to (cr, points[i].x, points[i].y);
      pending = 0;
    }
  cairo_stroke (cr);
  cairo_restore (cr);
}

typedef struct
{
  double x1, y1, x2, y2;
} Box;

/* One family of parallel lines a x + b y = c, on a grid of the whole drawing: neighbours share
 * it. The lines are those with @a and @b of 0, 1 or -1. */
static void
stroke_family (cairo_t   *cr,
               const Box *box,
               int        a,
               int        b,
               double     step)
{
  double corners[] = { a * box->x1 + b * box->y1, a * box->x2 + b * box->y1,
                       a * box->x1 + b * box->y2, a * box->x2 + b * box->y2 };
  double low = corners[0], high = corners[0];
  guint pending = 0;

  for (guint i = 1; i < G_N_ELEMENTS (corners); i++)
    {
      low = MIN (low, corners[i]);
      high = MAX (high, corners[i]);
    }
  for (double c = ceil (low / step) * step; c < high; c += step)
    {
      cairo_move_to (cr, a ? (c - b * box->y1) / a : box->x1, a ? box->y1 : c / b);
      cairo_line_to (cr, a ? (c - b * box->y2) / a : box->x2, a ? box->y2 : c / b);
      if (++pending % BATCH == 0)
        cairo_stroke (cr);
    }
  cairo_stroke (cr);
}

void
copil_paint_pattern (cairo_t          *cr,
                     const CopilTheme *theme,
                     CopilPattern      pattern,
                     double            spacing,
                     double            line_width)
{
  double step = copil_theme_length (theme, spacing);
  Box box;

  cairo_save (cr);
  cairo_clip (cr);
  cairo_clip_extents (cr, &box.x1, &box.y1, &box.x2, &box.y2);
  step = MAX (step, (box.x2 - box.x1 + box.y2 - box.y1) / MAX_HATCHES);
  cairo_set_line_width (cr, copil_theme_length (theme, line_width));
  if (pattern == COPIL_PATTERN_RISING || pattern == COPIL_PATTERN_CROSSED)
    stroke_family (cr, &box, 1, 1, step * G_SQRT2);
  if (pattern == COPIL_PATTERN_FALLING || pattern == COPIL_PATTERN_CROSSED)
    stroke_family (cr, &box, 1, -1, step * G_SQRT2);
  if (pattern == COPIL_PATTERN_LEVEL)
    stroke_family (cr, &box, 0, 1, step);
  if (pattern == COPIL_PATTERN_UPRIGHT)
    stroke_family (cr, &box, 1, 0, step);
  cairo_restore (cr);
}

void
copil_paint_hatch (cairo_t          *cr,
                   const CopilTheme *theme,
                   double            spacing,
                   double            line_width)
{
  copil_paint_pattern (cr, theme, COPIL_PATTERN_RISING, spacing, line_width);
}

void
copil_paint_diamond (cairo_t *cr,
                     double   x,
                     double   y,
                     double   radius)
{
  cairo_move_to (cr, x, y - radius);
  cairo_line_to (cr, x + radius, y);
  cairo_line_to (cr, x, y + radius);
  cairo_line_to (cr, x - radius, y);
  cairo_close_path (cr);
}

void
copil_paint_circle (cairo_t *cr,
                    double   x,
                    double   y,
                    double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
  cairo_close_path (cr);
}

void
copil_paint_hollow (cairo_t          *cr,
                    const CopilTheme *theme,
                    double            x,
                    double            y,
                    double            radius,
                    double            width,
                    const CopilColor *color)
{
  copil_paint_circle (cr, x, y, radius);
  copil_paint_color (cr, theme, COPIL_COLOR_CARD);
  cairo_fill_preserve (cr);
  copil_paint_rgb (cr, color);
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

void
copil_paint_round_rect (cairo_t *cr,
                        double   x,
                        double   y,
                        double   width,
                        double   height,
                        double   radius)
{
  radius = MAX (MIN (radius, MIN (width, height) / 2), 0);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, x + radius, y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

void
copil_paint_dashes (cairo_t *cr,
                    double   on,
                    double   off)
{
  double dashes[] = { on, off };

  cairo_set_dash (cr, dashes, 2, 0);
}

void
copil_paint_solid (cairo_t *cr)
{
  cairo_set_dash (cr, NULL, 0, 0);
}
