/* typeset.h: paragraphs of the report, measured and drawn line by line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <pango/pangocairo.h>

#include "chart/text.h"

G_BEGIN_DECLS

/**
 * CopilTypeRoleSpec:
 * @name: what a block calls it
 * @size: points
 * @leading: points from a baseline to the next
 * @weight: of the whole text; <b> inside it is bold
 * @color: of the theme for paper
 * @after: points of white below a paragraph of this role
 */
typedef struct
{
  const char    *name;
  double         size;
  double         leading;
  CopilWeight    weight;
  CopilColorRole color;
  double         after;
} CopilTypeRoleSpec;

const CopilTypeRoleSpec *copil_type_role_find (const char *name);

/* A text broken into lines at @width; immutable, shared by reference. */
typedef struct _CopilParagraph CopilParagraph;

/* Keeps what it has shaped: the same text in the same role and width is shaped once. */
typedef struct _CopilTypesetter CopilTypesetter;

CopilTypesetter *copil_typesetter_new       (void);
void             copil_typesetter_free      (CopilTypesetter         *self);
/* @markup that does not parse is set as it is written; @width in points, negative: one line. */
CopilParagraph  *copil_typesetter_set       (CopilTypesetter         *self,
                                             const CopilTypeRoleSpec *role,
                                             const char              *markup,
                                             double                   width);

CopilParagraph  *copil_paragraph_ref        (CopilParagraph          *self);
void             copil_paragraph_unref      (CopilParagraph          *self);
guint            copil_paragraph_get_lines  (CopilParagraph          *self);
double           copil_paragraph_get_height (CopilParagraph          *self);
double           copil_paragraph_get_width  (CopilParagraph          *self); /* widest line */
double           copil_paragraph_get_leading (CopilParagraph         *self);
/* Lines @first to @first + @n, the top of the first at @y; @align_right ends them at @x. */
void             copil_paragraph_draw       (CopilParagraph          *self,
                                             cairo_t                 *cr,
                                             double                   x,
                                             double                   y,
                                             guint                    first,
                                             guint                    n,
                                             gboolean                 align_right);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilTypesetter, copil_typesetter_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilParagraph, copil_paragraph_unref)

G_END_DECLS
