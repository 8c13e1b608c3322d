/* outline-geos.c: GEOS as the outlines use it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "outline-geos"
#include "config.h"

#include "exchange/outline-geos.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdlib.h>

static void
forget_handle (gpointer handle)
{
  GEOS_finish_r (handle);
}

static GPrivate thread_handle = G_PRIVATE_INIT (forget_handle);
static GPrivate thread_message = G_PRIVATE_INIT (g_free);

static void
note_message (const char *message,
              void       *user_data)
{
  g_private_replace (&thread_message, g_strdup (message));
}

GEOSContextHandle_t
copil_geos (void)
{
  GEOSContextHandle_t handle = g_private_get (&thread_handle);

  if (handle == NULL)
    {
      handle = GEOS_init_r ();
      GEOSContext_setErrorMessageHandler_r (handle, note_message, NULL);
      g_private_set (&thread_handle, handle);
    }
  return handle;
}

void
copil_geos_destroy (GEOSGeometry *geometry)
{
  if (geometry != NULL)
    GEOSGeom_destroy_r (copil_geos (), geometry);
}

void
copil_geos_unprepare (const GEOSPreparedGeometry *prepared)
{
  if (prepared != NULL)
    GEOSPreparedGeom_destroy_r (copil_geos (), prepared);
}

void
copil_geos_free_tree (GEOSSTRtree *tree)
{
  GEOSSTRtree_destroy_r (copil_geos (), tree);
}

GPtrArray *
copil_geos_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) copil_geos_destroy);
}

GEOSGeometry *
copil_geos_collect (int        type,
                    GPtrArray *parts)
{
  gsize n;
  g_autofree gpointer *items = g_ptr_array_steal (parts, &n);

  return GEOSGeom_createCollection_r (copil_geos (), type, (GEOSGeometry **) items, (guint) n);
}

GEOSGeometry *
copil_geos_point (double x,
                  double y)
{
  return GEOSGeom_createPointFromXY_r (copil_geos (), x, y);
}

GEOSGeometry *
copil_geos_line (const double *points,
                 guint         n)
{
  GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r (copil_geos (), points, n, 0, 0);

  return sequence != NULL ? GEOSGeom_createLineString_r (copil_geos (), sequence) : NULL;
}

void
copil_geos_append_parts (const GEOSGeometry *geometry,
                         int                 type,
                         GPtrArray          *parts)
{
  int n = GEOSGetNumGeometries_r (copil_geos (), geometry);

  if (GEOSGeomTypeId_r (copil_geos (), geometry) == type)
    {
      if (!GEOSisEmpty_r (copil_geos (), geometry))
        g_ptr_array_add (parts, GEOSGeom_clone_r (copil_geos (), geometry));
      return;
    }
  for (int i = 0; GEOSGeomTypeId_r (copil_geos (), geometry) >= GEOS_MULTIPOINT && i < n; i++)
    copil_geos_append_parts (GEOSGetGeometryN_r (copil_geos (), geometry, i), type, parts);
}

GEOSSTRtree *
copil_geos_index (GPtrArray *geometries)
{
  GEOSSTRtree *tree = GEOSSTRtree_create_r (copil_geos (), 10);

  for (guint i = 0; i < geometries->len; i++)
    GEOSSTRtree_insert_r (copil_geos (), tree, geometries->pdata[i], GUINT_TO_POINTER (i));
  return tree;
}

static void
note_index (void *item,
            void *indices)
{
  guint index = GPOINTER_TO_UINT (item);

  g_array_append_val ((GArray *) indices, index);
}

GArray *
copil_geos_query (GEOSSTRtree        *tree,
                  const GEOSGeometry *geometry)
{
  GArray *indices = g_array_new (FALSE, FALSE, sizeof (guint));

  GEOSSTRtree_query_r (copil_geos (), tree, geometry, note_index, indices);
  return indices;
}

double
copil_geos_area (const GEOSGeometry *geometry)
{
  double area = 0;

  GEOSArea_r (copil_geos (), geometry, &area);
  return area;
}

gboolean
copil_geos_fail (GError    **error,
                 const char *what)
{
  const char *message = g_private_get (&thread_message);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("The outlines cannot be drawn: %s (%s)"),
               what, message != NULL ? message : "GEOS");
  return FALSE;
}

static GEOSGeometry *
line_of_ring (const CopilOutline *outline,
              guint               ring)
{
  guint start = outline->starts[ring], n = outline->starts[ring + 1] - start;
  g_autofree double *points = g_new (double, 2 * (n + 1));

  for (guint i = 0; i < 2 * (n + 1); i++)
    points[i] = round (outline->points[2 * start + i % (2 * n)] / COPIL_OUTLINE_GRID);
  return copil_geos_line (points, n + 1);
}

GEOSGeometry *
copil_geos_from_outline (const CopilOutline *outline,
                         GError            **error)
{
  g_autoptr (GPtrArray) lines = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL;
  GEOSGeometry *area;

  for (guint ring = 0; ring < outline->n_rings; ring++)
    g_ptr_array_add (lines, line_of_ring (outline, ring));
  all = copil_geos_collect (GEOS_MULTILINESTRING, lines);
  area = all != NULL ? GEOSBuildArea_r (copil_geos (), all) : NULL;
  if (area == NULL)
    copil_geos_fail (error, "area of an outline");
  return area;
}

/* -- From a geometry to rings ---------------------------------------------------------------- */

typedef struct
{
  GArray *starts; /* guint */
  GArray *points; /* int, x and y in turn */
} Rings;

static void
rings_clear (Rings *rings)
{
  g_clear_pointer (&rings->starts, g_array_unref);
  g_clear_pointer (&rings->points, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rings, rings_clear)

static double
signed_area (const double *points,
             guint         n)
{
  double twice = 0;

  for (guint i = 0; i + 1 < n; i++)
    twice += points[2 * i] * points[2 * i + 3] - points[2 * i + 2] * points[2 * i + 1];
  return twice / 2;
}

/* @direction: 1 for land, -1 for a hole. */
static void
append_ring (Rings              *rings,
             const GEOSGeometry *ring,
             int                 direction)
{
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r (copil_geos (), ring);
  g_autofree double *points = NULL;
  gboolean forwards;
  guint n, start = rings->points->len / 2;

  GEOSCoordSeq_getSize_r (copil_geos (), sequence, &n);
  points = g_new (double, 2 * n);
  GEOSCoordSeq_copyToBuffer_r (copil_geos (), sequence, points, 0, 0);
  forwards = signed_area (points, n) * direction > 0;
  g_array_append_val (rings->starts, start);
  for (guint i = 0; i + 1 < n; i++)
    {
      const double *point = &points[2 * (forwards ? i : n - 1 - i)];
      int units[2] = { (int) lround (point[0]), (int) lround (point[1]) };

      g_array_append_vals (rings->points, units, 2);
    }
}

static void
append_polygon (Rings              *rings,
                const GEOSGeometry *polygon)
{
  int n_holes = GEOSGetNumInteriorRings_r (copil_geos (), polygon);

  append_ring (rings, GEOSGetExteriorRing_r (copil_geos (), polygon), 1);
  for (int i = 0; i < n_holes; i++)
    append_ring (rings, GEOSGetInteriorRingN_r (copil_geos (), polygon, i), -1);
}

static int
compare_areas (gconstpointer a,
               gconstpointer b)
{
  double left = copil_geos_area (*(GEOSGeometry *const *) a);
  double right = copil_geos_area (*(GEOSGeometry *const *) b);

  return (left < right) - (left > right);
}

/* Where a label has most room; 0.2 km near is near enough. */
static gboolean
find_label (const GEOSGeometry *geometry,
            int                *label)
{
  g_autoptr (GEOSGeometry) radius = GEOSMaximumInscribedCircle_r (copil_geos (), geometry, 20);
  g_autoptr (GEOSGeometry) centre = NULL;
  double x, y;

  if (radius == NULL)
    return FALSE;
  centre = GEOSGeomGetStartPoint_r (copil_geos (), radius);
  if (centre == NULL || !GEOSGeomGetX_r (copil_geos (), centre, &x) ||
      !GEOSGeomGetY_r (copil_geos (), centre, &y))
    return FALSE;
  label[0] = (int) lround (x);
  label[1] = (int) lround (y);
  return TRUE;
}

/**
 * copil_geos_to_outline:
 * @geometry: an area, not empty, whose points are on the grid
 *
 * Returns: (transfer full) (nullable): the outline
 */
CopilOutline *
copil_geos_to_outline (const GEOSGeometry *geometry,
                       const CopilFrame   *frame,
                       gboolean            approximate,
                       GError            **error)
{
  g_autoptr (GPtrArray) polygons = copil_geos_array ();
  g_auto (Rings) rings = { g_array_new (FALSE, FALSE, sizeof (guint)),
                           g_array_new (FALSE, FALSE, sizeof (int)) };
  int label[2];
  guint end, n_rings;

  copil_geos_append_parts (geometry, GEOS_POLYGON, polygons);
  if (polygons->len == 0 || !find_label (geometry, label))
    {
      copil_geos_fail (error, "outline of an area");
      return NULL;
    }
  g_ptr_array_sort (polygons, compare_areas);
  for (guint i = 0; i < polygons->len; i++)
    append_polygon (&rings, polygons->pdata[i]);
  n_rings = rings.starts->len;
  end = rings.points->len / 2;
  g_array_append_val (rings.starts, end);
  return copil_outline_new (frame, approximate, n_rings, (const guint *) rings.starts->data,
                            (const int *) rings.points->data, label);
}
