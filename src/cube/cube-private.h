/* cube-private.h: what the files of the cube share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "cube/plane.h"

G_BEGIN_DECLS

/* The plane of a measure, never NULL. */
CopilPlane *copil_cube_get_plane     (CopilCube *self,
                                      guint      measure);
/* A row of it; tells the cube when the read found damage. */
const guint8 *copil_cube_read_row    (CopilCube            *self,
                                      CopilPlane           *plane,
                                      guint                 territory,
                                      const CopilPlaneRow **extent);
/* Keeps a mapping alive as long as the cube, even when its planes let go of it. */
void        copil_cube_hold          (CopilCube *self,
                                      GBytes    *backing);
/* Whether @n periods from @first on lie in centuries that a figure may be of. */
gboolean    copil_cube_is_in_time    (CopilPeriod first,
                                      guint       n);
/* Writes since the file was written. */
gboolean    copil_cube_is_dirty      (CopilCube *self);

/* Moves the planes of @old whose measure is the same into @self, an empty cube of a later
 * catalogue or list; FALSE when the territories are not numbered alike. */
gboolean    copil_cube_take_planes   (CopilCube *self,
                                      CopilCube *old);

/**
 * CopilAmount:
 *
 * One measure over one period. @coverage is the share of the population that reported, as the
 * base computed it (weighted by population); over several months it is the lowest, as the base
 * gives it for quarters and years.
 */
typedef struct
{
  double          value; /* NAN without one */
  double          coverage;
  CopilCellStatus status;
  gboolean        complete; /* no step of the period is missing */
} CopilAmount;

CopilAmount copil_cube_amount        (CopilCube           *self,
                                      const CopilMeasure  *measure,
                                      guint                territory,
                                      CopilPeriod          period);
/* The sum of two measures of the same people at the same place and time. */
CopilAmount copil_amount_add         (CopilAmount          a,
                                      CopilAmount          b);

G_END_DECLS
