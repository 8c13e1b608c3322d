/* text.h: measuring and drawing text, the same on every medium
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "chart/theme.h"

G_BEGIN_DECLS

/* Two: each is a file to be read and to be put into a PDF. */
typedef enum
{
  COPIL_WEIGHT_REGULAR = 400,
  COPIL_WEIGHT_SEMIBOLD = 600,
} CopilWeight;

/* A plain value: size in the unit of the drawing. */
typedef struct
{
  double      size;
  CopilWeight weight;
  gboolean    italic;
} CopilFont;

/* @ascent and @descent are those of the font, not of the letters: lines of one font align. */
typedef struct
{
  double width;
  double ascent;
  double descent;
} CopilTextSize;

typedef enum
{
  COPIL_ALIGN_LEFT,
  COPIL_ALIGN_CENTRE,
  COPIL_ALIGN_RIGHT,
} CopilAlign;

/* The context all text of Copil is laid out with, one a thread: one unit is one point, and
 * positions are not rounded, so that the screen and the page break lines at the same place. */
PangoContext         *copil_text_get_context (void);
/* (transfer full) */
PangoFontDescription *copil_font_describe    (CopilFont         font);

CopilTextSize         copil_text_measure     (const char       *text,
                                              CopilFont         font);
double                copil_text_width       (const char       *text,
                                              CopilFont         font);
/* @y is the base line. */
void                  copil_text_draw        (cairo_t          *cr,
                                              const char       *text,
                                              CopilFont         font,
                                              const CopilColor *color,
                                              CopilAlign        align,
                                              double            x,
                                              double            y);
/* The same over a halo of @ground, @width thick, for a label that lies over marks. */
void                  copil_text_draw_halo   (cairo_t          *cr,
                                              const char       *text,
                                              CopilFont         font,
                                              const CopilColor *color,
                                              const CopilColor *ground,
                                              double            width,
                                              CopilAlign        align,
                                              double            x,
                                              double            y);
/* (transfer full): @text cut with an ellipsis so as to hold in @width; "" if nothing holds. */
char                 *copil_text_fit         (const char       *text,
                                              CopilFont         font,
                                              double            width);
/* (transfer full): @text in at most @max_lines lines, the last one cut. */
GStrv                 copil_text_wrap        (const char       *text,
                                              CopilFont         font,
                                              double            width,
                                              guint             max_lines);

G_END_DECLS
