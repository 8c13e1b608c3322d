/* typeset.h: the types of the report, and texts set in them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "chart/text.h"
#include "report/paragraph.h"

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

/* (transfer full). @markup that does not parse is set as it is written; @width in points,
 * negative: one line. What this thread has set before is not shaped again. */
CopilParagraph          *copil_typeset        (const CopilTypeRoleSpec *role,
                                               const char              *markup,
                                               double                   width);

G_END_DECLS
