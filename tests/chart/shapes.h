/* shapes.h: the outlines that the repository ships, for maps to look at and to test
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/outline.h"

typedef struct
{
  char         *code;
  char         *name;
  char         *parent; /* "departement:59" */
  CopilOutline *outline;
} Shape;

/* (transfer full) (element-type Shape): of data/territory/FILE.json; those of @parent, or all. */
GArray *shapes_load (const char *file,
                     const char *parent);
