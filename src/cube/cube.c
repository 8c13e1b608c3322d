/* cube.c: the mirror of the published figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/cube-private.h"

#include <math.h>

/* No figure of this product is older than 1900 or later than 2199: a date outside is a mistake
 * that must not lay out a plane of centuries. */
#define FIRST_YEAR 1900
#define LAST_YEAR 2199

struct _CopilCube
{
  GObject             parent_instance;
  CopilCatalogue     *catalogue;
  CopilTerritoryList *territories;
  GPtrArray          *planes;
  GPtrArray          *backings; /* GBytes */
  GPtrArray          *annotations; /* CopilAnnotation */
  guint               n_territories;
  int                 batch;
  guint               n_damaged;
  guint64             generation;
};

enum
{
  SIGNAL_ANNOTATED,
  SIGNAL_CHANGED,
  SIGNAL_DAMAGED,
  SIGNAL_FILLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilCube, copil_cube, G_TYPE_OBJECT)

static void
copil_cube_finalize (GObject *object)
{
  CopilCube *self = COPIL_CUBE (object);

  g_ptr_array_unref (self->planes);
  g_ptr_array_unref (self->backings);
  g_ptr_array_unref (self->annotations);
  g_clear_pointer (&self->catalogue, copil_catalogue_unref);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  G_OBJECT_CLASS (copil_cube_parent_class)->finalize (object);
}

static void
copil_cube_class_init (CopilCubeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_cube_finalize;

  signals[SIGNAL_ANNOTATED] = g_signal_new ("annotated", COPIL_TYPE_CUBE, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", COPIL_TYPE_CUBE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ARRAY);
  signals[SIGNAL_DAMAGED] = g_signal_new ("damaged", COPIL_TYPE_CUBE, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FILLED] = g_signal_new ("filled", COPIL_TYPE_CUBE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
copil_cube_init (CopilCube *self)
{
  self->planes = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_plane_free);
  self->backings = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  self->annotations = g_ptr_array_new ();
}

/**
 * copil_cube_new:
 * @catalogue: whose measures are the planes
 * @territories: whose territories are the rows
 *
 * Returns: (transfer full): an empty cube
 */
CopilCube *
copil_cube_new (CopilCatalogue     *catalogue,
                CopilTerritoryList *territories)
{
  CopilCube *self = g_object_new (COPIL_TYPE_CUBE, NULL);
  guint n_measures = copil_catalogue_get_n_measures (catalogue);

  self->catalogue = copil_catalogue_ref (catalogue);
  self->territories = copil_territory_list_ref (territories);
  self->n_territories = copil_territory_list_get_size (territories);
  for (guint i = 0; i < n_measures; i++)
    g_ptr_array_add (self->planes,
                     copil_plane_new (copil_catalogue_get_measure (catalogue, i)->rhythm,
                                      self->n_territories));
  return self;
}

CopilCatalogue *
copil_cube_get_catalogue (CopilCube *self)
{
  return self->catalogue;
}

CopilTerritoryList *
copil_cube_get_territories (CopilCube *self)
{
  return self->territories;
}

int
copil_cube_get_batch (CopilCube *self)
{
  return self->batch;
}

void
copil_cube_set_batch (CopilCube *self,
                      int        batch)
{
  self->batch = batch;
}

GPtrArray *
copil_cube_get_annotations (CopilCube *self)
{
  return self->annotations;
}

void
copil_cube_set_annotations (CopilCube *self,
                            GPtrArray *annotations)
{
  g_ptr_array_ref (annotations);
  g_ptr_array_unref (self->annotations);
  self->annotations = annotations;
  g_signal_emit (self, signals[SIGNAL_ANNOTATED], 0);
}

guint
copil_cube_get_n_damaged (CopilCube *self)
{
  return self->n_damaged;
}

guint64
copil_cube_get_generation (CopilCube *self)
{
  return self->generation;
}

CopilPlane *
copil_cube_get_plane (CopilCube *self,
                      guint      measure)
{
  return g_ptr_array_index (self->planes, measure);
}

void
copil_cube_hold (CopilCube *self,
                 GBytes    *backing)
{
  g_ptr_array_add (self->backings, g_bytes_ref (backing));
}

gboolean
copil_cube_has (CopilCube *self,
                guint      measure,
                guint      territory)
{
  g_return_val_if_fail (measure < self->planes->len, FALSE);
  g_return_val_if_fail (territory < self->n_territories, FALSE);

  return copil_plane_has (copil_cube_get_plane (self, measure), territory);
}

gboolean
copil_cube_is_complete (CopilCube *self)
{
  for (guint i = 0; i < self->planes->len; i++)
    if (!copil_cube_get_plane (self, i)->complete)
      return FALSE;
  return TRUE;
}

gboolean
copil_cube_is_dirty (CopilCube *self)
{
  for (guint i = 0; i < self->planes->len; i++)
    if (copil_cube_get_plane (self, i)->dirty)
      return TRUE;
  return FALSE;
}

gsize
copil_cube_get_bytes (CopilCube *self)
{
  gsize bytes = 0;

  for (guint i = 0; i < self->planes->len; i++)
    bytes += copil_plane_get_bytes (copil_cube_get_plane (self, i));
  return bytes;
}

typedef struct
{
  CopilCube *cube;
  guint      measure;
} Damage;

static gboolean
emit_damaged_cb (gpointer user_data)
{
  Damage *damage = user_data;

  g_signal_emit (damage->cube, signals[SIGNAL_DAMAGED], 0, damage->measure);
  return G_SOURCE_REMOVE;
}

static void
damage_free (gpointer data)
{
  Damage *damage = data;

  g_object_unref (damage->cube);
  g_free (damage);
}

/* Who reads is drawing: the news waits for the loop. */
static void
report_damage (CopilCube  *self,
               CopilPlane *plane)
{
  Damage *damage = g_new0 (Damage, 1);
  guint measure = 0;

  g_ptr_array_find (self->planes, plane, &measure);
  plane->damaged = FALSE;
  self->n_damaged++;
  self->generation++;
  damage->cube = g_object_ref (self);
  damage->measure = measure;
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_damaged_cb, damage, damage_free);
}

const guint8 *
copil_cube_read_row (CopilCube            *self,
                     CopilPlane           *plane,
                     guint                 territory,
                     const CopilPlaneRow **extent)
{
  const guint8 *row = copil_plane_get_row (plane, territory, extent);

  if (G_UNLIKELY (plane->damaged))
    report_damage (self, plane);
  return row;
}

/**
 * copil_cube_get_series:
 * @series: (out): lies in the cube
 *
 * Returns: whether the territory has a series of the measure that is not empty
 */
gboolean
copil_cube_get_series (CopilCube   *self,
                       guint        measure,
                       guint        territory,
                       CopilSeries *series)
{
  const CopilPlaneRow *extent;
  const guint8 *row;
  CopilPlane *plane;

  g_return_val_if_fail (measure < self->planes->len, FALSE);
  g_return_val_if_fail (territory < self->n_territories, FALSE);

  plane = copil_cube_get_plane (self, measure);
  row = copil_cube_read_row (self, plane, territory, &extent);
  if (row == NULL || extent->n == 0)
    return FALSE;
  series->first = (CopilPeriod) { plane->rhythm, plane->first + extent->lo };
  series->n = extent->n;
  series->values = copil_plane_values (plane, row) + extent->lo;
  series->statuses = copil_plane_statuses (plane, row) + extent->lo;
  series->coverages = copil_plane_coverages (plane, row) + extent->lo;
  return TRUE;
}

CopilCellStatus
copil_cube_get_cell (CopilCube   *self,
                     guint        measure,
                     guint        territory,
                     CopilPeriod  period,
                     double      *value,
                     double      *coverage)
{
  CopilSeries series;
  gboolean found = copil_cube_get_series (self, measure, territory, &series)
                   && period.rhythm == series.first.rhythm && period.index >= series.first.index
                   && period.index < series.first.index + (int) series.n;
  int i = found ? period.index - series.first.index : 0;

  if (value != NULL)
    *value = found ? series.values[i] : NAN;
  if (coverage != NULL)
    *coverage = found ? series.coverages[i] / (double) COPIL_PLANE_FULL_COVERAGE : 0;
  return found ? (CopilCellStatus) series.statuses[i] : COPIL_CELL_NOT_AVAILABLE;
}

gboolean
copil_cube_is_in_time (CopilPeriod first,
                       guint       n)
{
  CopilPeriod low = copil_period_new (first.rhythm, FIRST_YEAR, 1);
  CopilPeriod high = copil_period_new (first.rhythm, LAST_YEAR + 1, 1);

  return first.index >= low.index && first.index < high.index
         && n <= (guint) (high.index - first.index);
}

void
copil_cube_put_series (CopilCube         *self,
                       guint              measure,
                       guint              territory,
                       const CopilSeries *series)
{
  CopilPlane *plane;

  g_return_if_fail (measure < self->planes->len);
  g_return_if_fail (territory < self->n_territories);
  g_return_if_fail (series->n > 0);

  plane = copil_cube_get_plane (self, measure);
  g_return_if_fail (series->first.rhythm == plane->rhythm);
  g_return_if_fail (copil_cube_is_in_time (series->first, series->n));

  self->generation++;
  copil_plane_put_series (plane, territory, series->first.index, series->n, series->values,
                          series->statuses, series->coverages);
  if (G_UNLIKELY (plane->damaged))
    report_damage (self, plane);
}

/**
 * copil_cube_put_cell:
 * @period: in the rhythm of @measure
 * @value: ignored for a status without a value; NAN otherwise reads as NOT_AVAILABLE
 * @coverage: 0 to 1
 */
void
copil_cube_put_cell (CopilCube       *self,
                     guint            measure,
                     guint            territory,
                     CopilPeriod      period,
                     double           value,
                     CopilCellStatus  status,
                     double           coverage)
{
  double quantised = CLAMP (coverage, 0, 1) * COPIL_PLANE_FULL_COVERAGE;
  CopilPlane *plane;

  g_return_if_fail (measure < self->planes->len);
  g_return_if_fail (territory < self->n_territories);

  plane = copil_cube_get_plane (self, measure);
  g_return_if_fail (period.rhythm == plane->rhythm);
  g_return_if_fail (copil_cube_is_in_time (period, 1));

  self->generation++;
  copil_plane_put_cell (plane, territory, period.index, value, status,
                        (guint16) lround (quantised));
  if (G_UNLIKELY (plane->damaged))
    report_damage (self, plane);
}

void
copil_cube_set_complete (CopilCube *self,
                         guint      measure)
{
  g_return_if_fail (measure < self->planes->len);

  copil_plane_set_complete (copil_cube_get_plane (self, measure));
  self->generation++;
  g_signal_emit (self, signals[SIGNAL_FILLED], 0, measure);
}

void
copil_cube_expire (CopilCube *self,
                   guint      measure)
{
  g_return_if_fail (measure < self->planes->len);

  copil_plane_expire (copil_cube_get_plane (self, measure));
}

/* The territories of @old keep their numbers in @list; further ones may follow. */
static gboolean
extends (CopilTerritoryList *list,
         CopilTerritoryList *old)
{
  guint n = copil_territory_list_get_size (old);

  if (copil_territory_list_get_size (list) < n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (copil_territory_list_get (list, i)->id != copil_territory_list_get (old, i)->id)
      return FALSE;
  return TRUE;
}

static const CopilMeasure *
find_same (CopilCatalogue     *catalogue,
           const CopilMeasure *measure)
{
  const CopilMeasure *same = copil_catalogue_find_measure (catalogue, measure->code);

  return same != NULL && same->id == measure->id && same->rhythm == measure->rhythm ? same : NULL;
}

gboolean
copil_cube_take_planes (CopilCube *self,
                        CopilCube *old)
{
  if (!extends (self->territories, old->territories))
    return FALSE;
  for (guint i = 0; i < self->planes->len; i++)
    {
      const CopilMeasure *same
        = find_same (old->catalogue, copil_catalogue_get_measure (self->catalogue, i));
      gpointer plane;

      if (same == NULL)
        continue;
      plane = self->planes->pdata[i];
      self->planes->pdata[i] = old->planes->pdata[same->index];
      old->planes->pdata[same->index] = plane;
      copil_plane_set_territories (self->planes->pdata[i], self->n_territories);
    }
  /* Series that someone still reads from the old one lie in these. */
  for (guint i = 0; i < old->backings->len; i++)
    copil_cube_hold (self, old->backings->pdata[i]);
  self->batch = old->batch;
  self->generation = old->generation + 1;
  return TRUE;
}

/**
 * copil_cube_emit_changed:
 * @changes: (element-type CopilCubeChange): all that one delivery changed
 */
void
copil_cube_emit_changed (CopilCube *self,
                         GArray    *changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}
