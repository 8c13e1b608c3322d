/* outline-builder.h: outlines from the positions of communes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "exchange/outline-geos.h"

G_BEGIN_DECLS

/**
 * CopilOutlineBuilder:
 *
 * No free source has the limits of communes. So each place of a department is given to the
 * nearest commune whose position is known (Voronoi cells), a perimeter is the union of the cells
 * of its communes, clipped to their departments, and the borders inside departments are
 * simplified once for both sides. The same code draws what is shipped and what is imported.
 *
 * Usage: add zones, then sites, then build; then read outlines, for the groups themselves or
 * for any grouping of them.
 */
#define COPIL_TYPE_OUTLINE_BUILDER (copil_outline_builder_get_type ())
G_DECLARE_FINAL_TYPE (CopilOutlineBuilder, copil_outline_builder, COPIL, OUTLINE_BUILDER, GObject)

CopilOutlineBuilder *copil_outline_builder_new      (void);

/* Ground that communes share out: a department, usually. Takes over @shape, grid units of
 * @frame. Zones of one frame must not overlap. Returns its rank. */
guint                copil_outline_builder_add_zone (CopilOutlineBuilder  *self,
                                                     const CopilFrame     *frame,
                                                     GEOSGeometry         *shape);
/* A place of group @group (0 to n_groups - 1; -1: of no group), degrees. */
void                 copil_outline_builder_add_site (CopilOutlineBuilder  *self,
                                                     guint                 zone,
                                                     double                longitude,
                                                     double                latitude,
                                                     int                   group);
gboolean             copil_outline_builder_build    (CopilOutlineBuilder  *self,
                                                     guint                 n_groups,
                                                     CopilProgress        *progress,
                                                     GCancellable         *cancellable,
                                                     GError              **error);
/* (transfer full) (element-type CopilOutline): by parent, the outline of the groups that
 * @parent_of sends there, NULL for a parent without any; what lies in several frames is shown in
 * the first. @parent_of: (nullable): by group; NULL: each is its own parent. */
GPtrArray           *copil_outline_builder_get      (CopilOutlineBuilder  *self,
                                                     const int            *parent_of,
                                                     guint                 n_parents,
                                                     gboolean              approximate,
                                                     GError              **error);

G_END_DECLS
