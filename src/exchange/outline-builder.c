/* outline-builder.c: outlines from the positions of communes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "outline-builder"
#include "config.h"

#include "exchange/outline-builder.h"

#include <glib/gi18n-lib.h>

#include "exchange/outline-coverage.h"

/* In grid units of 10 m. Overseas departments are small: their insets show more detail. */
#define TOLERANCE_METROPOLE 70
#define TOLERANCE_OVERSEAS 30
#define SMALLEST_FACE 3000     /* 0.3 km² */
#define WIDEST_GAP 200000      /* 20 km² */
/* The cell of a commune that its neighbours cut off from its perimeter: the communes between
 * are there, only their position is not known. */
#define DETACHED_PART 1000000  /* 100 km² */
#define DETACHED_SHARE 0.15

typedef struct
{
  int               rank;
  const CopilFrame *frame;
  GEOSGeometry     *shape;
  GPtrArray        *places; /* GEOSGeometry, points */
  GArray           *groups; /* int, of the same ranks */
} Zone;

/* The areas of one frame, and what became of them. */
typedef struct
{
  const CopilFrame *frame;
  GPtrArray        *areas;  /* GEOSGeometry */
  GArray           *groups; /* int, of the same ranks; -1: nobody's */
  GArray           *zones;  /* int, likewise */
  CopilCoverage    *coverage;
} Plane;

struct _CopilOutlineBuilder
{
  GObject    parent_instance;

  GPtrArray *zones;  /* Zone */
  GPtrArray *planes; /* Plane, in the order of frames */
  guint      n_groups;
};

G_DEFINE_FINAL_TYPE (CopilOutlineBuilder, copil_outline_builder, G_TYPE_OBJECT)

static void
free_zone (Zone *zone)
{
  copil_geos_destroy (zone->shape);
  g_ptr_array_unref (zone->places);
  g_array_unref (zone->groups);
  g_free (zone);
}

static void
free_plane (Plane *plane)
{
  g_ptr_array_unref (plane->areas);
  g_array_unref (plane->groups);
  g_array_unref (plane->zones);
  g_clear_pointer (&plane->coverage, copil_coverage_free);
  g_free (plane);
}

static void
copil_outline_builder_finalize (GObject *object)
{
  CopilOutlineBuilder *self = COPIL_OUTLINE_BUILDER (object);

  g_ptr_array_unref (self->zones);
  g_ptr_array_unref (self->planes);
  G_OBJECT_CLASS (copil_outline_builder_parent_class)->finalize (object);
}

static void
copil_outline_builder_class_init (CopilOutlineBuilderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_outline_builder_finalize;
}

static void
copil_outline_builder_init (CopilOutlineBuilder *self)
{
  guint n_frames;
  const CopilFrame *frames = copil_frames (&n_frames);

  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) free_zone);
  self->planes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_plane);
  for (guint i = 0; i < n_frames; i++)
    {
      Plane *plane = g_new0 (Plane, 1);

      plane->frame = &frames[i];
      plane->areas = copil_geos_array ();
      plane->groups = g_array_new (FALSE, FALSE, sizeof (int));
      plane->zones = g_array_new (FALSE, FALSE, sizeof (int));
      g_ptr_array_add (self->planes, plane);
    }
}

CopilOutlineBuilder *
copil_outline_builder_new (void)
{
  return g_object_new (COPIL_TYPE_OUTLINE_BUILDER, NULL);
}

guint
copil_outline_builder_add_zone (CopilOutlineBuilder *self,
                                const CopilFrame    *frame,
                                GEOSGeometry        *shape)
{
  Zone *zone = g_new0 (Zone, 1);

  zone->rank = (int) self->zones->len;
  zone->frame = frame;
  zone->shape = shape;
  zone->places = copil_geos_array ();
  zone->groups = g_array_new (FALSE, FALSE, sizeof (int));
  g_ptr_array_add (self->zones, zone);
  return self->zones->len - 1;
}

void
copil_outline_builder_add_site (CopilOutlineBuilder *self,
                                guint                zone_rank,
                                double               longitude,
                                double               latitude,
                                int                  group)
{
  Zone *zone;
  double x, y;

  g_return_if_fail (zone_rank < self->zones->len);
  zone = self->zones->pdata[zone_rank];
  copil_frame_project (zone->frame, longitude, latitude, &x, &y);
  g_ptr_array_add (zone->places, copil_geos_point (x / COPIL_OUTLINE_GRID,
                                                   y / COPIL_OUTLINE_GRID));
  g_array_append_val (zone->groups, group);
}

/* -- Cells ----------------------------------------------------------------------------------- */

static Plane *
plane_of (CopilOutlineBuilder *self,
          const Zone          *zone)
{
  for (guint i = 0; i < self->planes->len; i++)
    if (((Plane *) self->planes->pdata[i])->frame == zone->frame)
      return self->planes->pdata[i];
  g_return_val_if_reached (NULL);
}

/* Nobody's ground is an area too: it is not to be given away as a gap. */
static void
add_area (CopilOutlineBuilder *self,
          const Zone          *zone,
          GEOSGeometry        *area,
          int                  group)
{
  Plane *plane = plane_of (self, zone);

  g_ptr_array_add (plane->areas, area);
  g_array_append_val (plane->groups, group);
  g_array_append_val (plane->zones, zone->rank);
}

/* (transfer full) (element-type GEOSGeometry): one cell a place, in no order. */
static GPtrArray *
draw_cells (const Zone *zone,
            GError    **error)
{
  g_autoptr (GPtrArray) points = copil_geos_array ();
  g_autoptr (GPtrArray) cells = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL, diagram = NULL;

  for (guint i = 0; i < zone->places->len; i++)
    g_ptr_array_add (points, GEOSGeom_clone_r (copil_geos (), zone->places->pdata[i]));
  all = copil_geos_collect (GEOS_MULTIPOINT, points);
  if (all != NULL)
    diagram = GEOSVoronoiDiagram_r (copil_geos (), all, zone->shape, 0, 0);
  if (diagram == NULL)
    {
      copil_geos_fail (error, "cells");
      return NULL;
    }
  copil_geos_append_parts (diagram, GEOS_POLYGON, cells);
  return g_steal_pointer (&cells);
}

/* The group of the place a cell was drawn around. */
static int
group_of_cell (const Zone         *zone,
               const GEOSGeometry *cell,
               GEOSSTRtree        *tree)
{
  g_autoptr (GArray) near = copil_geos_query (tree, cell);

  for (guint i = 0; i < near->len; i++)
    {
      guint place = g_array_index (near, guint, i);

      if (GEOSIntersects_r (copil_geos (), cell, zone->places->pdata[place]) == 1)
        return g_array_index (zone->groups, int, place);
    }
  return -1;
}

/* (transfer full): the cells of each group of the zone, by group. */
static GHashTable *
sort_cells (const Zone *zone,
            GPtrArray  *cells)
{
  GHashTable *by_group = g_hash_table_new_full (NULL, NULL, NULL,
                                                (GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GEOSSTRtree) tree = copil_geos_index (zone->places);

  for (guint i = 0; i < cells->len; i++)
    {
      int group = group_of_cell (zone, cells->pdata[i], tree);
      GPtrArray *members = g_hash_table_lookup (by_group, GINT_TO_POINTER (group));

      if (members == NULL)
        {
          members = copil_geos_array ();
          g_hash_table_insert (by_group, GINT_TO_POINTER (group), members);
        }
      g_ptr_array_add (members, g_steal_pointer (&cells->pdata[i]));
    }
  return by_group;
}

static gboolean
clip_group (CopilOutlineBuilder *self,
            const Zone          *zone,
            GPtrArray           *cells,
            int                  group,
            GError             **error)
{
  g_autoptr (GEOSGeometry) all = copil_geos_collect (GEOS_GEOMETRYCOLLECTION, cells);
  g_autoptr (GEOSGeometry) whole = NULL;
  GEOSGeometry *clipped = NULL;

  if (all != NULL)
    whole = GEOSUnaryUnion_r (copil_geos (), all);
  if (whole != NULL)
    clipped = GEOSIntersection_r (copil_geos (), whole, zone->shape);
  if (clipped == NULL)
    return copil_geos_fail (error, "clip");
  add_area (self, zone, clipped, group);
  return TRUE;
}

/* Whether all places are of one group, which then has the whole zone. */
static gboolean
has_one_group (const Zone *zone)
{
  for (guint i = 1; i < zone->groups->len; i++)
    if (g_array_index (zone->groups, int, i) != g_array_index (zone->groups, int, 0))
      return FALSE;
  return TRUE;
}

static gboolean
share_out_zone (CopilOutlineBuilder *self,
                const Zone          *zone,
                GError             **error)
{
  g_autoptr (GPtrArray) cells = NULL;
  g_autoptr (GHashTable) by_group = NULL;
  GHashTableIter iter;
  gpointer group, members;

  if (has_one_group (zone))
    {
      add_area (self, zone, GEOSGeom_clone_r (copil_geos (), zone->shape),
                zone->groups->len > 0 ? g_array_index (zone->groups, int, 0) : -1);
      return TRUE;
    }
  cells = draw_cells (zone, error);
  if (cells == NULL)
    return FALSE;
  by_group = sort_cells (zone, cells);
  g_hash_table_iter_init (&iter, by_group);
  while (g_hash_table_iter_next (&iter, &group, &members))
    if (!clip_group (self, zone, members, GPOINTER_TO_INT (group), error))
      return FALSE;
  return TRUE;
}

/* -- Faces ----------------------------------------------------------------------------------- */

/* The borders of zones are exact enough and stay as they are. */
static GEOSGeometry *
borders_of_zones (CopilOutlineBuilder *self,
                  const Plane         *plane)
{
  g_autoptr (GPtrArray) borders = copil_geos_array ();

  for (guint i = 0; i < self->zones->len; i++)
    {
      const Zone *zone = self->zones->pdata[i];

      if (zone->frame == plane->frame)
        g_ptr_array_add (borders, GEOSBoundary_r (copil_geos (), zone->shape));
    }
  return copil_geos_collect (GEOS_GEOMETRYCOLLECTION, borders);
}

static gboolean
fit_together (CopilOutlineBuilder *self,
              Plane               *plane,
              GError             **error)
{
  gboolean metropole = g_str_equal (plane->frame->code, COPIL_FRAME_METROPOLE);
  g_autoptr (GEOSGeometry) borders = NULL;

  if (plane->areas->len == 0)
    return TRUE;
  borders = borders_of_zones (self, plane);
  plane->coverage = copil_coverage_new (plane->areas,
                                        &(CopilCoverageRules) {
                                          .fixed = borders,
                                          .tolerance = metropole ? TOLERANCE_METROPOLE
                                                                 : TOLERANCE_OVERSEAS,
                                          .smallest = SMALLEST_FACE,
                                          .widest_gap = WIDEST_GAP,
                                          .zone_of = (const int *) plane->zones->data,
                                        },
                                        error);
  if (plane->coverage == NULL)
    return FALSE;
  copil_coverage_absorb (plane->coverage, (const int *) plane->groups->data,
                         (const int *) plane->zones->data, self->n_groups, DETACHED_PART,
                         DETACHED_SHARE);
  return TRUE;
}

/* What fitting a plane together takes, in zones. */
#define WEIGHT_OF_A_PLANE 8

static void
report (CopilProgress *progress,
        double         done,
        guint          n_steps)
{
  if (progress != NULL)
    copil_progress_report (progress, _("Drawing outlines"), done / n_steps);
}

/**
 * copil_outline_builder_build:
 * @n_groups: groups are numbered from 0 on
 * @progress: (nullable)
 *
 * A long computation, some seconds for all of France: for a worker thread.
 *
 * Returns: FALSE with an error when GEOS gave up or @cancellable was cancelled
 */
gboolean
copil_outline_builder_build (CopilOutlineBuilder *self,
                             guint                n_groups,
                             CopilProgress       *progress,
                             GCancellable        *cancellable,
                             GError             **error)
{
  guint n_steps = self->zones->len + self->planes->len * WEIGHT_OF_A_PLANE;

  self->n_groups = n_groups;
  for (guint i = 0; i < self->zones->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !share_out_zone (self, self->zones->pdata[i], error))
        return FALSE;
      report (progress, i + 1.0, n_steps);
    }
  for (guint i = 0; i < self->planes->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
          !fit_together (self, self->planes->pdata[i], error))
        return FALSE;
      report (progress, self->zones->len + WEIGHT_OF_A_PLANE * (i + 1.0), n_steps);
    }
  return TRUE;
}

/* -- Outlines -------------------------------------------------------------------------------- */

/* (transfer full): by area of @plane: its parent. */
static int *
map_areas (const Plane *plane,
           const int   *parent_of)
{
  int *map = g_new (int, plane->groups->len);

  for (guint i = 0; i < plane->groups->len; i++)
    {
      int group = g_array_index (plane->groups, int, i);

      map[i] = group < 0 || parent_of == NULL ? group : parent_of[group];
    }
  return map;
}

static void
unref_outline (gpointer outline)
{
  if (outline != NULL)
    copil_outline_unref (outline);
}

static gboolean
add_outlines (const Plane *plane,
              const int   *parent_of,
              gboolean     approximate,
              GPtrArray   *outlines,
              GError     **error)
{
  g_autoptr (GPtrArray) wholes = NULL;
  g_autofree int *map = map_areas (plane, parent_of);

  if (plane->coverage == NULL)
    return TRUE;
  wholes = copil_coverage_dissolve (plane->coverage, map, outlines->len, error);
  if (wholes == NULL)
    return FALSE;
  for (guint i = 0; i < wholes->len; i++)
    {
      if (wholes->pdata[i] == NULL || outlines->pdata[i] != NULL)
        continue;
      outlines->pdata[i] = copil_geos_to_outline (wholes->pdata[i], plane->frame, approximate,
                                                  error);
      if (outlines->pdata[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
copil_outline_builder_get (CopilOutlineBuilder *self,
                           const int           *parent_of,
                           guint                n_parents,
                           gboolean             approximate,
                           GError             **error)
{
  g_autoptr (GPtrArray) outlines = g_ptr_array_new_with_free_func (unref_outline);

  g_ptr_array_set_size (outlines, (int) n_parents);
  for (guint i = 0; i < self->planes->len; i++)
    if (!add_outlines (self->planes->pdata[i], parent_of, approximate, outlines, error))
      return NULL;
  return g_steal_pointer (&outlines);
}
