/* projector-brush.h: drawing for a room: lengths are those of a screen of 1080 lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/paint.h"
#include "chart/text.h"

G_BEGIN_DECLS

/* Smaller than this is not read from the back of the room. */
#define COPIL_BRUSH_LEAST 28.0

typedef enum
{
  COPIL_GLYPH_CHECK,
  COPIL_GLYPH_WATCH, /* a triangle */
  COPIL_GLYPH_PAUSE,
  COPIL_GLYPH_PERSON,
  COPIL_GLYPH_INFORMATION,
  COPIL_GLYPH_EARLY, /* an arrow back */
  COPIL_GLYPH_DOT,
  COPIL_GLYPH_RING,
  COPIL_GLYPH_MARK, /* of Copil */
} CopilGlyph;

/* @unit: pixels of one of the 1080 lines. */
typedef struct
{
  cairo_t          *cr;
  const CopilTheme *theme;
  double            unit;
} CopilBrush;

double copil_brush_text      (const CopilBrush *self,
                              const char       *text,
                              double            size,
                              CopilWeight       weight,
                              CopilColorRole    role,
                              CopilAlign        align,
                              double            x,
                              double            y);
double copil_brush_width     (const CopilBrush *self,
                              const char       *text,
                              double            size,
                              CopilWeight       weight);
/* Cut to @width; gives back what it took of it. */
double copil_brush_text_cut  (const CopilBrush *self,
                              const char       *text,
                              double            size,
                              CopilWeight       weight,
                              CopilColorRole    role,
                              double            x,
                              double            y,
                              double            width);
/* Lines from @y, the top; gives back the bottom. */
double copil_brush_lines     (const CopilBrush *self,
                              const char       *text,
                              double            size,
                              CopilWeight       weight,
                              CopilColorRole    role,
                              double            x,
                              double            y,
                              double            width,
                              guint             max_lines);
/* In a square of @size whose middle is at @x, @y. */
void   copil_brush_glyph     (const CopilBrush *self,
                              CopilGlyph        glyph,
                              CopilColorRole    role,
                              double            size,
                              double            x,
                              double            y);
void   copil_brush_box       (const CopilBrush *self,
                              CopilColorRole    role,
                              double            x,
                              double            y,
                              double            width,
                              double            height,
                              double            radius);
void   copil_brush_rule      (const CopilBrush *self,
                              double            x1,
                              double            x2,
                              double            y);

G_END_DECLS
