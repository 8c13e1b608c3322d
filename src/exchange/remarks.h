/* remarks.h: what is said of the cells of a file, in few lines
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "exchange/placement.h"

G_BEGIN_DECLS

#define COPIL_REMARKS_SHOWN 3

/* Remarks that give the same reason. */
typedef struct
{
  guint               n;
  guint               n_shown;
  const CopilRefusal *shown[COPIL_REMARKS_SHOWN]; /* the first ones; shown[0]->reason is that of all */
} CopilRemarkGroup;

/* (transfer full) (element-type CopilRemarkGroup): @remarks (of CopilRefusal, which must live as
 * long) by reason, in the order of their first. */
GPtrArray *copil_remarks_group   (GPtrArray       *remarks);
/* (transfer full): line, column, value and reason of each, for a spreadsheet. */
GBytes    *copil_remarks_to_csv  (GPtrArray       *remarks);

/* (transfer full) (element-type CopilRefusal): figures that may be right but are worth a look: a
 * share that is not between 0 and 100, a figure ten times the last one known to @cube or more. */
GPtrArray *copil_placement_doubt (CopilPlacement  *placement,
                                  CopilCube       *cube);

G_END_DECLS
