/* outline-coverage.c: a plane cut in faces, without gap or overlap
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "outline-coverage"
#include "config.h"

#include "exchange/outline-coverage.h"

#include <math.h>
#include <string.h>

/* Lines are snapped to whole units while they are cut: what is written is what was checked. */
#define PRECISION 1.0
#define NOBODY -1

struct _CopilCoverage
{
  GPtrArray *faces;      /* GEOSGeometry, polygons */
  GArray    *owners;     /* int, of the same ranks: the area that has the face, or NOBODY */
  GPtrArray *neighbours; /* GArray of Neighbour, of the same ranks */
};

typedef struct
{
  guint  face;
  double length; /* of the common border */
} Neighbour;

void
copil_coverage_free (CopilCoverage *self)
{
  g_ptr_array_unref (self->faces);
  g_array_unref (self->owners);
  g_ptr_array_unref (self->neighbours);
  g_free (self);
}

/* -- Lines ----------------------------------------------------------------------------------- */

/* (transfer full) (element-type GEOSGeometry): @lines cut where they meet, each once, joined
 * between the points where three or more meet. */
static GPtrArray *
cut_lines (GPtrArray *lines,
           GError   **error)
{
  g_autoptr (GPtrArray) arcs = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = copil_geos_collect (GEOS_GEOMETRYCOLLECTION, lines);
  g_autoptr (GEOSGeometry) cut = NULL, joined = NULL;

  if (all != NULL)
    cut = GEOSUnaryUnionPrec_r (copil_geos (), all, PRECISION);
  if (cut != NULL)
    joined = GEOSLineMerge_r (copil_geos (), cut);
  if (joined == NULL)
    {
      copil_geos_fail (error, "borders");
      return NULL;
    }
  copil_geos_append_parts (joined, GEOS_LINESTRING, arcs);
  return g_steal_pointer (&arcs);
}

/* A line lies on a fixed one as a whole or not at all, since lines are cut where they meet. */
static gboolean
lies_on (const GEOSGeometry         *line,
         const GEOSPreparedGeometry *fixed)
{
  g_autoptr (GEOSGeometry) middle = GEOSInterpolateNormalized_r (copil_geos (), line, 0.5);

  return middle != NULL &&
         GEOSPreparedDistanceWithin_r (copil_geos (), fixed, middle, 1.5 * PRECISION) == 1;
}

/* A short line keeps a finer detail: small shapes are looked at from nearer. */
#define DETAILS_OF_A_LINE 60

static GEOSGeometry *
simplify (const GEOSGeometry *line,
          double              tolerance)
{
  double length = 0;

  GEOSLength_r (copil_geos (), line, &length);
  tolerance = MIN (tolerance, MAX (length / DETAILS_OF_A_LINE, tolerance / 4));
  /* A ring keeps an area; Douglas and Peucker alone could flatten it. */
  if (GEOSisClosed_r (copil_geos (), line) == 1)
    return GEOSTopologyPreserveSimplify_r (copil_geos (), line, tolerance);
  return GEOSSimplify_r (copil_geos (), line, tolerance);
}

static void
simplify_lines (GPtrArray                *arcs,
                const CopilCoverageRules *rules)
{
  const GEOSPreparedGeometry *fixed = NULL;

  if (rules->fixed != NULL)
    fixed = GEOSPrepare_r (copil_geos (), rules->fixed);
  for (guint i = 0; i < arcs->len; i++)
    {
      GEOSGeometry *simple;

      if (fixed != NULL && lies_on (arcs->pdata[i], fixed))
        continue;
      simple = simplify (arcs->pdata[i], rules->tolerance);
      if (simple != NULL)
        {
          copil_geos_destroy (arcs->pdata[i]);
          arcs->pdata[i] = simple;
        }
    }
  copil_geos_unprepare (fixed);
}

static GPtrArray *
borders_of (GPtrArray *areas)
{
  GPtrArray *borders = copil_geos_array ();

  for (guint i = 0; i < areas->len; i++)
    {
      GEOSGeometry *border = GEOSBoundary_r (copil_geos (), areas->pdata[i]);

      if (border != NULL)
        g_ptr_array_add (borders, border);
    }
  return borders;
}

/* (transfer full): what the lines enclose. */
static GPtrArray *
find_faces (GPtrArray *arcs,
            GError   **error)
{
  g_autoptr (GPtrArray) faces = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL;

  all = GEOSPolygonize_r (copil_geos (), (const GEOSGeometry *const *) arcs->pdata, arcs->len);
  if (all == NULL)
    {
      copil_geos_fail (error, "faces");
      return NULL;
    }
  copil_geos_append_parts (all, GEOS_POLYGON, faces);
  return g_steal_pointer (&faces);
}

static GPtrArray *
cut_plane (GPtrArray                *areas,
           const CopilCoverageRules *rules,
           GError                  **error)
{
  g_autoptr (GPtrArray) borders = borders_of (areas);
  g_autoptr (GPtrArray) arcs = cut_lines (borders, error);

  if (arcs != NULL && rules->tolerance > 0)
    {
      g_autoptr (GPtrArray) moved = g_steal_pointer (&arcs);

      simplify_lines (moved, rules);
      /* Lines that moved may cross: they are cut again, and the slivers between them are
       * faces like the others. */
      arcs = cut_lines (moved, error);
    }
  return arcs != NULL ? find_faces (arcs, error) : NULL;
}

/* -- Neighbours ------------------------------------------------------------------------------ */

/* A side of a face; its neighbour has the very same one, run the other way. */
typedef struct
{
  int x1, y1, x2, y2;
} Side;

static guint
hash_side (gconstpointer key)
{
  const Side *side = key;

  return (((guint) side->x1 * 31 + (guint) side->y1) * 31 + (guint) side->x2) * 31 +
         (guint) side->y2;
}

static gboolean
equal_sides (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (Side)) == 0;
}

static Side
side_between (const double *a,
              const double *b)
{
  Side side = { (int) a[0], (int) a[1], (int) b[0], (int) b[1] };

  if (side.x1 > side.x2 || (side.x1 == side.x2 && side.y1 > side.y2))
    side = (Side) { side.x2, side.y2, side.x1, side.y1 };
  return side;
}

static void
add_length (CopilCoverage *self,
            guint          face,
            guint          other,
            double         length)
{
  GArray *neighbours = self->neighbours->pdata[face];

  for (guint i = 0; i < neighbours->len; i++)
    if (g_array_index (neighbours, Neighbour, i).face == other)
      {
        g_array_index (neighbours, Neighbour, i).length += length;
        return;
      }
  g_array_append_vals (neighbours, &(Neighbour) { other, length }, 1);
}

static void
note_side (CopilCoverage *self,
           GHashTable    *sides,
           guint          face,
           Side           side)
{
  gpointer other;

  if (g_hash_table_lookup_extended (sides, &side, NULL, &other))
    {
      double length = hypot (side.x2 - side.x1, side.y2 - side.y1);

      add_length (self, face, GPOINTER_TO_UINT (other), length);
      add_length (self, GPOINTER_TO_UINT (other), face, length);
    }
  else
    g_hash_table_insert (sides, g_memdup2 (&side, sizeof side), GUINT_TO_POINTER (face));
}

static void
note_ring (CopilCoverage      *self,
           GHashTable         *sides,
           guint               face,
           const GEOSGeometry *ring)
{
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r (copil_geos (), ring);
  g_autofree double *points = NULL;
  guint n;

  GEOSCoordSeq_getSize_r (copil_geos (), sequence, &n);
  points = g_new (double, 2 * n);
  GEOSCoordSeq_copyToBuffer_r (copil_geos (), sequence, points, 0, 0);
  for (guint i = 0; i + 1 < n; i++)
    note_side (self, sides, face, side_between (&points[2 * i], &points[2 * i + 2]));
}

static void
find_neighbours (CopilCoverage *self)
{
  g_autoptr (GHashTable) sides = g_hash_table_new_full (hash_side, equal_sides, g_free, NULL);

  for (guint i = 0; i < self->faces->len; i++)
    g_ptr_array_add (self->neighbours, g_array_new (FALSE, FALSE, sizeof (Neighbour)));
  for (guint i = 0; i < self->faces->len; i++)
    {
      const GEOSGeometry *face = self->faces->pdata[i];
      int n_holes = GEOSGetNumInteriorRings_r (copil_geos (), face);

      note_ring (self, sides, i, GEOSGetExteriorRing_r (copil_geos (), face));
      for (int j = 0; j < n_holes; j++)
        note_ring (self, sides, i, GEOSGetInteriorRingN_r (copil_geos (), face, j));
    }
}

/* -- Faces ----------------------------------------------------------------------------------- */

/* The area that a face lies in. */
static int
find_owner (const GEOSGeometry *face,
            GPtrArray          *areas,
            GEOSSTRtree        *tree)
{
  g_autoptr (GEOSGeometry) inside = GEOSPointOnSurface_r (copil_geos (), face);
  g_autoptr (GArray) near = inside != NULL ? copil_geos_query (tree, inside) : NULL;

  for (guint i = 0; near != NULL && i < near->len; i++)
    {
      guint area = g_array_index (near, guint, i);

      if (GEOSIntersects_r (copil_geos (), areas->pdata[area], inside) == 1)
        return (int) area;
    }
  return NOBODY;
}

static void
find_owners (CopilCoverage *self,
             GPtrArray     *areas)
{
  g_autoptr (GEOSSTRtree) tree = copil_geos_index (areas);

  for (guint i = 0; i < self->faces->len; i++)
    {
      int owner = find_owner (self->faces->pdata[i], areas, tree);

      g_array_append_val (self->owners, owner);
    }
}

static int
owner_of (CopilCoverage *self,
          guint          face)
{
  return g_array_index (self->owners, int, face);
}

static int
look_up (const int *map,
         int        area)
{
  return map == NULL || area == NOBODY ? NOBODY : map[area];
}

/* The owner across the longest border of a face, in @zone if any is; NOBODY without neighbour.
 * @avoided: a group whose faces do not count, by @group_of; NOBODY: all count. */
static int
find_heir (CopilCoverage *self,
           guint          face,
           const int     *zone_of,
           int            zone,
           const int     *group_of,
           int            avoided)
{
  GArray *neighbours = self->neighbours->pdata[face];
  double longest = 0;
  int heir = NOBODY;

  for (guint i = 0; i < neighbours->len; i++)
    {
      Neighbour neighbour = g_array_index (neighbours, Neighbour, i);
      int owner = owner_of (self, neighbour.face);
      /* Any border within the zone outweighs those with other zones. */
      double weight = neighbour.length + (look_up (zone_of, owner) == zone ? 1e9 : 0);

      if (owner == NOBODY || weight <= longest ||
          (avoided != NOBODY && look_up (group_of, owner) == avoided))
        continue;
      longest = weight;
      heir = owner;
    }
  return heir;
}

static gboolean
is_too_small (CopilCoverage            *self,
              guint                     face,
              const CopilCoverageRules *rules)
{
  double area = copil_geos_area (self->faces->pdata[face]);

  return area < (owner_of (self, face) == NOBODY ? rules->widest_gap : rules->smallest);
}

/* One round over the faces that nobody has; FALSE when none found an owner. */
static gboolean
give_faces (CopilCoverage            *self,
            GArray                   *faces,
            const int                *zones,
            const CopilCoverageRules *rules)
{
  gboolean given = FALSE;

  for (guint i = 0; i < faces->len; i++)
    {
      guint face = g_array_index (faces, guint, i);
      int *owner = &g_array_index (self->owners, int, face);

      if (*owner != NOBODY)
        continue;
      *owner = find_heir (self, face, rules->zone_of, zones[i], NULL, NOBODY);
      given = given || *owner != NOBODY;
    }
  return given;
}

/* Small faces first lose their owner, so that they do not keep each other. */
static void
give_small_faces (CopilCoverage            *self,
                  const CopilCoverageRules *rules)
{
  g_autoptr (GArray) small = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree int *zones = g_new (int, self->faces->len);

  for (guint i = 0; i < self->faces->len; i++)
    if (is_too_small (self, i, rules))
      {
        zones[small->len] = look_up (rules->zone_of, owner_of (self, i));
        g_array_append_val (small, i);
      }
  for (guint i = 0; i < small->len; i++)
    g_array_index (self->owners, int, g_array_index (small, guint, i)) = NOBODY;
  while (give_faces (self, small, zones, rules))
    ;
}

CopilCoverage *
copil_coverage_new (GPtrArray                *areas,
                    const CopilCoverageRules *rules,
                    GError                  **error)
{
  g_autoptr (CopilCoverage) self = NULL;
  g_autoptr (GPtrArray) faces = cut_plane (areas, rules, error);

  if (faces == NULL)
    return NULL;
  self = g_new0 (CopilCoverage, 1);
  self->faces = g_steal_pointer (&faces);
  self->owners = g_array_new (FALSE, FALSE, sizeof (int));
  self->neighbours = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  find_owners (self, areas);
  find_neighbours (self);
  give_small_faces (self, rules);
  return g_steal_pointer (&self);
}

/* -- Parts of a group ------------------------------------------------------------------------ */

/* The connected faces of one group. */
typedef struct
{
  int     group;
  double  area;
  GArray *faces; /* guint */
} Part;

static void
part_clear (gpointer data)
{
  g_array_unref (((Part *) data)->faces);
}

/* Gathers what hangs together with @first, marking it @seen. */
static Part
gather_part (CopilCoverage *self,
             guint          first,
             const int     *group_of,
             gboolean      *seen)
{
  Part part = { .group = look_up (group_of, owner_of (self, first)),
                .faces = g_array_new (FALSE, FALSE, sizeof (guint)) };

  g_array_append_val (part.faces, first);
  seen[first] = TRUE;
  for (guint i = 0; i < part.faces->len; i++)
    {
      guint face = g_array_index (part.faces, guint, i);
      GArray *neighbours = self->neighbours->pdata[face];

      part.area += copil_geos_area (self->faces->pdata[face]);
      for (guint j = 0; j < neighbours->len; j++)
        {
          guint other = g_array_index (neighbours, Neighbour, j).face;

          if (seen[other] || look_up (group_of, owner_of (self, other)) != part.group)
            continue;
          seen[other] = TRUE;
          g_array_append_val (part.faces, other);
        }
    }
  return part;
}

static GArray *
gather_parts (CopilCoverage *self,
              const int     *group_of)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  g_autofree gboolean *seen = g_new0 (gboolean, self->faces->len);

  g_array_set_clear_func (parts, part_clear);
  for (guint i = 0; i < self->faces->len; i++)
    if (!seen[i] && look_up (group_of, owner_of (self, i)) != NOBODY)
      {
        Part part = gather_part (self, i, group_of, seen);

        g_array_append_val (parts, part);
      }
  return parts;
}

/* Each face of the part goes to a neighbour of another group within its zone; a face that has
 * none (an enclave of another department, an island) stays. */
static void
give_part (CopilCoverage *self,
           const Part    *part,
           const int     *group_of,
           const int     *zone_of)
{
  for (guint i = 0; i < part->faces->len; i++)
    {
      guint face = g_array_index (part->faces, guint, i);
      int zone = look_up (zone_of, owner_of (self, face));
      int heir = find_heir (self, face, zone_of, zone, group_of, part->group);

      if (heir != NOBODY && look_up (zone_of, heir) == zone)
        g_array_index (self->owners, int, face) = heir;
    }
}

void
copil_coverage_absorb (CopilCoverage *self,
                       const int     *group_of,
                       const int     *zone_of,
                       guint          n_groups,
                       double         limit,
                       double         share)
{
  g_autoptr (GArray) parts = gather_parts (self, group_of);
  g_autofree double *largest = g_new0 (double, n_groups), *whole = g_new0 (double, n_groups);

  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      largest[part->group] = MAX (largest[part->group], part->area);
      whole[part->group] += part->area;
    }
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = &g_array_index (parts, Part, i);

      if (part->area < largest[part->group] && part->area < limit &&
          part->area < share * whole[part->group])
        give_part (self, part, group_of, zone_of);
    }
}

/* -- Groups ---------------------------------------------------------------------------------- */

/* @whole: (out) (nullable): the faces of a group in one, NULL when it has none. */
static gboolean
dissolve_group (CopilCoverage *self,
                const int     *group_of,
                int            group,
                GEOSGeometry **whole,
                GError       **error)
{
  g_autoptr (GPtrArray) members = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL;

  *whole = NULL;
  for (guint i = 0; i < self->faces->len; i++)
    if (look_up (group_of, owner_of (self, i)) == group)
      g_ptr_array_add (members, GEOSGeom_clone_r (copil_geos (), self->faces->pdata[i]));
  if (members->len == 0)
    return TRUE;
  all = copil_geos_collect (GEOS_MULTIPOLYGON, members);
  if (all != NULL)
    *whole = GEOSCoverageUnion_r (copil_geos (), all);
  return *whole != NULL || copil_geos_fail (error, "union");
}

GPtrArray *
copil_coverage_dissolve (CopilCoverage *self,
                         const int     *group_of,
                         guint          n_groups,
                         GError       **error)
{
  g_autoptr (GPtrArray) groups = copil_geos_array ();

  for (guint group = 0; group < n_groups; group++)
    {
      GEOSGeometry *whole;

      if (!dissolve_group (self, group_of, (int) group, &whole, error))
        return NULL;
      g_ptr_array_add (groups, whole);
    }
  return g_steal_pointer (&groups);
}
