/* base.c: the base shapes of departments, made to fit together
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source has simplified each department by itself: of the points of a common border, one
 * side has kept some and the other side others. All of them are on the true line. So each side
 * is given the points of the other before the overlaps and gaps that remain are cut up.
 */
#include "config.h"

#include "base.h"

#include <math.h>

#include "exchange/outline-coverage.h"

/* 1.25 km: no point of a common border is farther from the other side's line, and no point of a
 * coast is nearer to the line of another department (histogram of the distances). */
#define REACH 125.0

/* A point of a neighbour, to be put into a side of a ring. */
typedef struct
{
  guint  side;
  double share; /* how far along the side */
  Vertex vertex;
} Insertion;

static void
free_department (Department *department)
{
  g_ptr_array_unref (department->rings);
  g_free (department->code);
  g_free (department);
}

static GArray *
read_ring (JsonArray        *numbers,
           const CopilFrame *frame)
{
  GArray *ring = g_array_new (FALSE, FALSE, sizeof (Vertex));

  for (guint i = 0; i + 1 < json_array_get_length (numbers); i += 2)
    {
      double x, y;
      Vertex vertex;

      copil_frame_project (frame, json_array_get_double_element (numbers, i),
                           json_array_get_double_element (numbers, i + 1), &x, &y);
      vertex = (Vertex) { (int) lround (x / COPIL_OUTLINE_GRID),
                          (int) lround (y / COPIL_OUTLINE_GRID) };
      g_array_append_val (ring, vertex);
    }
  return ring;
}

GPtrArray *
base_read (JsonObject *document,
           GError    **error)
{
  g_autoptr (GPtrArray) departments =
    g_ptr_array_new_with_free_func ((GDestroyNotify) free_department);
  JsonObject *shapes = json_object_get_object_member (document, "departments");
  g_autoptr (GList) codes = json_object_get_members (shapes);

  for (GList *code = codes; code != NULL; code = code->next)
    {
      Department *department = g_new0 (Department, 1);
      JsonArray *rings = json_object_get_array_member (shapes, code->data);

      department->code = g_strdup (code->data);
      department->frame = copil_frame_of_department (code->data);
      department->rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      for (guint i = 0; i < json_array_get_length (rings); i++)
        g_ptr_array_add (department->rings, read_ring (json_array_get_array_element (rings, i),
                                                       department->frame));
      g_ptr_array_add (departments, department);
    }
  return g_steal_pointer (&departments);
}

/* -- Points of the neighbours ---------------------------------------------------------------- */

static guint
hash_vertex (gconstpointer key)
{
  const Vertex *vertex = key;

  return (guint) vertex->x * 31 + (guint) vertex->y;
}

static gboolean
equal_vertices (gconstpointer a,
                gconstpointer b)
{
  const Vertex *left = a, *right = b;

  return left->x == right->x && left->y == right->y;
}

static GHashTable *
vertices_of (const Department *department)
{
  GHashTable *vertices = g_hash_table_new (hash_vertex, equal_vertices);

  for (guint i = 0; i < department->rings->len; i++)
    {
      GArray *ring = department->rings->pdata[i];

      for (guint j = 0; j < ring->len; j++)
        g_hash_table_add (vertices, &g_array_index (ring, Vertex, j));
    }
  return vertices;
}

/* The distance from @vertex to the side from @a to @b, G_MAXDOUBLE when its foot is at an end
 * or beyond. */
static double
measure (Vertex  vertex,
         Vertex  a,
         Vertex  b,
         double *share)
{
  double dx = b.x - a.x, dy = b.y - a.y, length = dx * dx + dy * dy;

  *share = length > 0 ? ((vertex.x - a.x) * dx + (vertex.y - a.y) * dy) / length : 0;
  if (*share <= 0 || *share >= 1)
    return G_MAXDOUBLE;
  return hypot (a.x + *share * dx - vertex.x, a.y + *share * dy - vertex.y);
}

/* Notes in @insertions (one array a ring) where the nearest side to @vertex is, within reach. */
static void
find_side (const Department *department,
           Vertex            vertex,
           GArray          **insertions)
{
  Insertion best = { .vertex = vertex };
  double least = REACH;
  guint ring_of_best = 0;

  for (guint i = 0; i < department->rings->len; i++)
    {
      GArray *ring = department->rings->pdata[i];

      for (guint side = 0; side < ring->len; side++)
        {
          double share;
          double distance = measure (vertex, g_array_index (ring, Vertex, side),
                                     g_array_index (ring, Vertex, (side + 1) % ring->len), &share);

          if (distance >= least)
            continue;
          least = distance;
          best.side = side;
          best.share = share;
          ring_of_best = i;
        }
    }
  if (least < REACH)
    g_array_append_val (insertions[ring_of_best], best);
}

static int
compare_insertions (gconstpointer a,
                    gconstpointer b)
{
  const Insertion *left = a, *right = b;

  if (left->side != right->side)
    return left->side < right->side ? -1 : 1;
  return (left->share > right->share) - (left->share < right->share);
}

static GArray *
insert (GArray *ring,
        GArray *insertions)
{
  GArray *longer = g_array_new (FALSE, FALSE, sizeof (Vertex));
  guint next = 0;

  g_array_sort (insertions, compare_insertions);
  for (guint side = 0; side < ring->len; side++)
    {
      g_array_append_vals (longer, &g_array_index (ring, Vertex, side), 1);
      while (next < insertions->len && g_array_index (insertions, Insertion, next).side == side)
        g_array_append_vals (longer, &g_array_index (insertions, Insertion, next++).vertex, 1);
    }
  return longer;
}

/* (transfer full): the points of the others that @department lacks. */
static GHashTable *
points_of_others (GPtrArray        *departments,
                  const Department *department)
{
  g_autoptr (GHashTable) own = vertices_of (department);
  GHashTable *others = g_hash_table_new (hash_vertex, equal_vertices);

  for (guint i = 0; i < departments->len; i++)
    {
      const Department *other = departments->pdata[i];
      g_autoptr (GHashTable) theirs = NULL;
      GHashTableIter iter;
      gpointer vertex;

      if (other == department || other->frame != department->frame)
        continue;
      theirs = vertices_of (other);
      g_hash_table_iter_init (&iter, theirs);
      while (g_hash_table_iter_next (&iter, &vertex, NULL))
        if (!g_hash_table_contains (own, vertex))
          g_hash_table_add (others, vertex);
    }
  return others;
}

/* (transfer full) (element-type GArray): the rings of @department with the points of others. */
static GPtrArray *
complete_rings (GPtrArray        *departments,
                const Department *department)
{
  g_autoptr (GHashTable) others = points_of_others (departments, department);
  GPtrArray *rings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  guint n = department->rings->len;
  g_autofree GArray **insertions = g_new (GArray *, n);
  GHashTableIter iter;
  gpointer vertex;

  for (guint i = 0; i < n; i++)
    insertions[i] = g_array_new (FALSE, FALSE, sizeof (Insertion));
  g_hash_table_iter_init (&iter, others);
  while (g_hash_table_iter_next (&iter, &vertex, NULL))
    find_side (department, *(Vertex *) vertex, insertions);
  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (rings, insert (department->rings->pdata[i], insertions[i]));
      g_array_unref (insertions[i]);
    }
  return rings;
}

/* -- Shapes ---------------------------------------------------------------------------------- */

static GEOSGeometry *
line_of (GArray *ring)
{
  g_autofree double *points = g_new (double, 2 * (ring->len + 1));

  for (guint i = 0; i <= ring->len; i++)
    {
      Vertex vertex = g_array_index (ring, Vertex, i % ring->len);

      points[2 * i] = vertex.x;
      points[2 * i + 1] = vertex.y;
    }
  return copil_geos_line (points, ring->len + 1);
}

/* What rings enclose, odd times; a ring that touches itself is cut up first. */
static GEOSGeometry *
area_of (GPtrArray *rings)
{
  g_autoptr (GPtrArray) lines = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL, cut = NULL;

  for (guint i = 0; i < rings->len; i++)
    g_ptr_array_add (lines, line_of (rings->pdata[i]));
  all = copil_geos_collect (GEOS_MULTILINESTRING, lines);
  cut = GEOSUnaryUnionPrec_r (copil_geos (), all, 1);
  return cut != NULL ? GEOSBuildArea_r (copil_geos (), cut) : NULL;
}

static gboolean
clean_frame (GPtrArray        *departments,
             const CopilFrame *frame,
             GPtrArray        *shapes,
             GError          **error)
{
  g_autoptr (GPtrArray) areas = copil_geos_array ();
  g_autoptr (GArray) ranks = g_array_new (FALSE, FALSE, sizeof (int));
  g_autoptr (CopilCoverage) coverage = NULL;
  g_autoptr (GPtrArray) clean = NULL;

  for (guint i = 0; i < departments->len; i++)
    {
      const Department *department = departments->pdata[i];
      g_autoptr (GPtrArray) rings = NULL;
      int rank = (int) i;

      if (department->frame != frame)
        continue;
      rings = complete_rings (departments, department);
      g_ptr_array_add (areas, area_of (rings));
      g_array_append_val (ranks, rank);
    }
  coverage = copil_coverage_new (areas,
                                 &(CopilCoverageRules) { .smallest = 3000, .widest_gap = 200000 },
                                 error);
  if (coverage != NULL)
    clean = copil_coverage_dissolve (coverage, (const int *) ranks->data, departments->len, error);
  for (guint i = 0; clean != NULL && i < departments->len; i++)
    if (clean->pdata[i] != NULL)
      shapes->pdata[i] = g_steal_pointer (&clean->pdata[i]);
  return clean != NULL;
}

GPtrArray *
base_clean (GPtrArray *departments,
            GError   **error)
{
  g_autoptr (GPtrArray) shapes = copil_geos_array ();
  guint n_frames;
  const CopilFrame *frames = copil_frames (&n_frames);

  g_ptr_array_set_size (shapes, (int) departments->len);
  for (guint i = 0; i < n_frames; i++)
    if (!clean_frame (departments, &frames[i], shapes, error))
      return NULL;
  return g_steal_pointer (&shapes);
}
