/* paint.h: the few shapes that charts are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>

#include "chart/theme.h"

G_BEGIN_DECLS

typedef struct
{
  double x, y;
} CopilPoint;

void   copil_paint_color      (cairo_t          *cr,
                               const CopilTheme *theme,
                               CopilColorRole    role);
void   copil_paint_rgb        (cairo_t          *cr,
                               const CopilColor *color);
/* Horizontal and vertical lines of the current source, on whole pixels on screen. */
void   copil_paint_hline      (cairo_t          *cr,
                               const CopilTheme *theme,
                               double            x1,
                               double            x2,
                               double            y,
                               double            width);
void   copil_paint_vline      (cairo_t          *cr,
                               const CopilTheme *theme,
                               double            x,
                               double            y1,
                               double            y2,
                               double            width);
/* A polyline, broken where a point is NAN, stroked some hundred points at once: cairo takes
 * one long self-overlapping stroke as a single shape, at a cost beyond measure. */
void   copil_paint_polyline   (cairo_t          *cr,
                               const CopilPoint *points,
                               gsize             n);
/* The second code of a fill: what colour says is said by lines too. */
typedef enum
{
  COPIL_PATTERN_NONE,
  COPIL_PATTERN_RISING,
  COPIL_PATTERN_FALLING,
  COPIL_PATTERN_CROSSED,
  COPIL_PATTERN_LEVEL,
  COPIL_PATTERN_UPRIGHT,
  COPIL_N_PATTERNS,
} CopilPattern;

/* Lines of the current source inside the current path, which is consumed. */
void   copil_paint_pattern    (cairo_t          *cr,
                               const CopilTheme *theme,
                               CopilPattern      pattern,
                               double            spacing,
                               double            line_width);
/* The same with rising lines: what is missing. */
void   copil_paint_hatch      (cairo_t          *cr,
                               const CopilTheme *theme,
                               double            spacing,
                               double            line_width);
void   copil_paint_diamond    (cairo_t          *cr,
                               double            x,
                               double            y,
                               double            radius);
void   copil_paint_circle     (cairo_t          *cr,
                               double            x,
                               double            y,
                               double            radius);
/* A ring of @color round the ground of the card: hollow points. */
void   copil_paint_hollow     (cairo_t          *cr,
                               const CopilTheme *theme,
                               double            x,
                               double            y,
                               double            radius,
                               double            width,
                               const CopilColor *color);
void   copil_paint_round_rect (cairo_t          *cr,
                               double            x,
                               double            y,
                               double            width,
                               double            height,
                               double            radius);
void   copil_paint_dashes     (cairo_t          *cr,
                               double            on,
                               double            off);
void   copil_paint_solid      (cairo_t          *cr);

G_END_DECLS
