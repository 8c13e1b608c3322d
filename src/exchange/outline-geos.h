/* outline-geos.h: GEOS as the outlines use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Geometries are in grid units (COPIL_OUTLINE_GRID km), so that a precision of 1 is the
 * precision outlines are stored with and nothing moves when they are written.
 */
#pragma once

#include <gio/gio.h>

#include "core/outline.h"
#include "later/geos.h"

G_BEGIN_DECLS

/* The handle of this thread. A geometry may be made in one thread and released in another. */
GEOSContextHandle_t copil_geos             (void);
void                copil_geos_destroy     (GEOSGeometry        *geometry);
void                copil_geos_unprepare   (const GEOSPreparedGeometry *prepared);
void                copil_geos_free_tree   (GEOSSTRtree         *tree);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GEOSGeometry, copil_geos_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GEOSSTRtree, copil_geos_free_tree)

/* (transfer full): an array that releases its geometries. */
GPtrArray          *copil_geos_array       (void);
/* Takes over @parts, which ends empty; NULL on failure. */
GEOSGeometry       *copil_geos_collect     (int                  type,
                                            GPtrArray           *parts);
GEOSGeometry       *copil_geos_point       (double               x,
                                            double               y);
/* A closed or open line through @n points, x and y in turn. */
GEOSGeometry       *copil_geos_line        (const double        *points,
                                            guint                n);
/* Appends clones of the simple parts of @geometry that have @type. */
void                copil_geos_append_parts (const GEOSGeometry *geometry,
                                             int                 type,
                                             GPtrArray          *parts);
/* A tree of the boxes of @geometries, and the ranks (element-type guint) (transfer full) of
 * those whose box meets that of @geometry. */
GEOSSTRtree        *copil_geos_index       (GPtrArray           *geometries);
GArray             *copil_geos_query       (GEOSSTRtree         *tree,
                                            const GEOSGeometry  *geometry);
double              copil_geos_area        (const GEOSGeometry  *geometry);
/* FALSE, with what GEOS says about the last failure of this thread. */
gboolean            copil_geos_fail        (GError             **error,
                                            const char          *what);

/* What an outline encloses, and back. */
GEOSGeometry       *copil_geos_from_outline (const CopilOutline *outline,
                                             GError            **error);
CopilOutline       *copil_geos_to_outline  (const GEOSGeometry  *geometry,
                                            const CopilFrame    *frame,
                                            gboolean             approximate,
                                            GError             **error);

G_END_DECLS
