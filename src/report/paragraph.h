/* paragraph.h: a text broken into lines of glyphs
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Immutable, shared by reference. */
typedef struct _CopilParagraph CopilParagraph;

/**
 * CopilParagraphStyle:
 * @scale: from the size the layout was shaped at to the size it is drawn at
 * @leading: points from a baseline to the next
 * @ascent: of the font, as drawn
 * @descent: of the font, as drawn
 * @color: of the letters that name none
 * @is_word: the space at its end is kept, for the word that follows
 */
typedef struct
{
  double   scale;
  double   leading;
  double   ascent;
  double   descent;
  double   color[3];
  gboolean is_word;
} CopilParagraphStyle;

/* Copies what @layout shaped. */
CopilParagraph *copil_paragraph_new         (PangoLayout               *layout,
                                             const CopilParagraphStyle *style);
/* @glued: no line is broken before it, as between a bold figure and its unit */
typedef struct
{
  CopilParagraph *shaped; /* (owned), at a scale of 1 */
  double          color[3];
  gboolean        glued;
} CopilWord;

/* One word (CopilWord) after the other, as many a line as @width holds; negative: one line. @style
 * says how they are drawn, but for their colour. */
CopilParagraph *copil_paragraph_new_from_words (GArray                 *words,
                                             double                     width,
                                             const CopilParagraphStyle *style);
/* The widest of words with those glued to it, without their space. */
double          copil_paragraph_get_longest (GArray                    *words);
CopilParagraph *copil_paragraph_ref         (CopilParagraph            *self);
void            copil_paragraph_unref       (CopilParagraph            *self);
guint           copil_paragraph_get_lines   (CopilParagraph            *self);
double          copil_paragraph_get_height  (CopilParagraph            *self);
double          copil_paragraph_get_width   (CopilParagraph            *self); /* widest line */
double          copil_paragraph_get_leading (CopilParagraph            *self);
/* Lines @first to @first + @n, the top of the first at @y; @align_right ends them at @x. */
void            copil_paragraph_draw        (CopilParagraph            *self,
                                             cairo_t                   *cr,
                                             double                     x,
                                             double                     y,
                                             guint                      first,
                                             guint                      n,
                                             gboolean                   align_right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilParagraph, copil_paragraph_unref)

G_END_DECLS
