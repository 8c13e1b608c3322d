/* outline-coverage.h: a plane cut in faces, without gap or overlap
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/outline-geos.h"

G_BEGIN_DECLS

/**
 * CopilCoverage:
 *
 * Areas that should fit together made to fit: their borders are cut where they meet, each line
 * is kept once, and the faces between the lines go to the area they lie in. Borders are shared
 * whatever is made of the faces afterwards.
 */
typedef struct _CopilCoverage CopilCoverage;

/**
 * CopilCoverageRules:
 * @fixed: (nullable): lines that must not be simplified
 * @tolerance: how far a line may move when it is simplified, grid units; 0: not at all
 * @smallest: a face under this area goes to the neighbour it has the longest border with, or
 *   away when it has none; square grid units
 * @widest_gap: likewise for a face that lies in no area; a larger one is nobody's
 * @zone_of: (nullable): by area; a face goes to a neighbour of its own zone if there is one
 */
typedef struct
{
  const GEOSGeometry *fixed;
  double              tolerance;
  double              smallest;
  double              widest_gap;
  const int          *zone_of;
} CopilCoverageRules;

/* @areas: (element-type GEOSGeometry): polygons and multipolygons. */
CopilCoverage *copil_coverage_new      (GPtrArray                *areas,
                                        const CopilCoverageRules *rules,
                                        GError                  **error);
void           copil_coverage_free     (CopilCoverage            *self);
/* Gives the parts of a group that are apart from the rest of it, small, and not islands, to
 * their neighbours of the same zone. @group_of, @zone_of: by area; -1: no group. A part is small
 * under @limit, and under @share of its group. */
void           copil_coverage_absorb   (CopilCoverage            *self,
                                        const int                *group_of,
                                        const int                *zone_of,
                                        guint                     n_groups,
                                        double                    limit,
                                        double                    share);
/* (transfer full) (element-type GEOSGeometry): by group, the faces of its areas; NULL for a
 * group without any. @group_of: by area; -1: none. */
GPtrArray     *copil_coverage_dissolve (CopilCoverage            *self,
                                        const int                *group_of,
                                        guint                     n_groups,
                                        GError                  **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilCoverage, copil_coverage_free)

G_END_DECLS
