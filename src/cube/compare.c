/* compare.c: one indicator in many territories, computed once
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/compare.h"

#include "core/quantile.h"

#include <math.h>

/* As many as a page looks at: each holds a figure for every territory, some 20 kB. */
#define MAX_SLICES 128

typedef struct
{
  guint       indicator;
  CopilRhythm rhythm;
  int         index;
} Key;

struct _CopilComparer
{
  GObject     parent_instance;
  CopilCube  *cube;
  GHashTable *slices;     /* Key -> CopilFigure[] */
  guint64     generation; /* of the cube they were computed from */
};

G_DEFINE_FINAL_TYPE (CopilComparer, copil_comparer, G_TYPE_OBJECT)

static guint
key_hash (gconstpointer data)
{
  const Key *key = data;

  return (guint) key->index * 2654435761u + key->indicator * 31 + key->rhythm;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const Key *one = a, *other = b;

  return one->indicator == other->indicator && one->rhythm == other->rhythm
         && one->index == other->index;
}

static void
copil_comparer_finalize (GObject *object)
{
  CopilComparer *self = COPIL_COMPARER (object);

  g_hash_table_unref (self->slices);
  g_clear_object (&self->cube);
  G_OBJECT_CLASS (copil_comparer_parent_class)->finalize (object);
}

static void
copil_comparer_class_init (CopilComparerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = copil_comparer_finalize;
}

static void
copil_comparer_init (CopilComparer *self)
{
  self->slices = g_hash_table_new_full (key_hash, key_equal, g_free, g_free);
}

CopilComparer *
copil_comparer_new (CopilCube *cube)
{
  CopilComparer *self = g_object_new (COPIL_TYPE_COMPARER, NULL);

  self->cube = g_object_ref (cube);
  self->generation = copil_cube_get_generation (cube);
  return self;
}

CopilCube *
copil_comparer_get_cube (CopilComparer *self)
{
  return self->cube;
}

static void
forget_what_changed (CopilComparer *self)
{
  guint64 generation = copil_cube_get_generation (self->cube);

  if (self->generation != generation || g_hash_table_size (self->slices) >= MAX_SLICES)
    g_hash_table_remove_all (self->slices);
  self->generation = generation;
}

const CopilFigure *
copil_comparer_slice (CopilComparer        *self,
                      const CopilIndicator *indicator,
                      CopilPeriod           period)
{
  Key key = { indicator->index, period.rhythm, period.index };
  CopilFigure *slice;

  forget_what_changed (self);
  slice = g_hash_table_lookup (self->slices, &key);
  if (slice == NULL)
    {
      slice = g_new (CopilFigure,
                     copil_territory_list_get_size (copil_cube_get_territories (self->cube)) + 1);
      copil_cube_slice (self->cube, indicator, period, slice);
      g_hash_table_insert (self->slices, g_memdup2 (&key, sizeof key), slice);
    }
  return slice;
}

static double
value_of (const CopilFigure *figure)
{
  return copil_cell_status_has_value (figure->status) ? figure->value : NAN;
}

guint
copil_comparer_values (CopilComparer        *self,
                       const CopilIndicator *indicator,
                       GPtrArray            *territories,
                       CopilPeriod           period,
                       double               *values)
{
  const CopilFigure *slice = copil_comparer_slice (self, indicator, period);
  guint n = 0;

  for (guint i = 0; i < territories->len; i++)
    {
      const CopilTerritory *territory = g_ptr_array_index (territories, i);

      values[i] = value_of (&slice[territory->index]);
      n += !isnan (values[i]);
    }
  return n;
}

void
copil_comparer_quantiles (CopilComparer        *self,
                          const CopilIndicator *indicator,
                          GPtrArray            *territories,
                          CopilPeriod           period,
                          const double         *probabilities,
                          guint                 n,
                          double               *quantiles)
{
  g_autofree double *values = g_new (double, territories->len + 1);
  guint n_values;

  copil_comparer_values (self, indicator, territories, period, values);
  n_values = copil_quantile_sort (values, territories->len);
  for (guint i = 0; i < n; i++)
    quantiles[i] = copil_quantile (values, n_values, probabilities[i]);
}

guint
copil_comparer_rank (CopilComparer        *self,
                     const CopilIndicator *indicator,
                     GPtrArray            *territories,
                     const CopilTerritory *territory,
                     CopilPeriod           period,
                     guint                *of)
{
  g_autofree double *values = g_new (double, territories->len + 1);
  double own = value_of (&copil_comparer_slice (self, indicator, period)[territory->index]);

  *of = copil_comparer_values (self, indicator, territories, period, values);
  if (isnan (own) || !indicator->ranked)
    return 0;
  return copil_quantile_rank (values, territories->len, own,
                              indicator->direction != COPIL_DIRECTION_DOWN);
}

GArray *
copil_comparer_pool (CopilComparer        *self,
                     const CopilIndicator *indicator,
                     GPtrArray            *territories,
                     CopilPeriod           first,
                     guint                 n)
{
  GArray *pool = g_array_new (FALSE, FALSE, sizeof (double));
  g_autofree CopilFigure *figures = g_new (CopilFigure, n + 1);

  for (guint i = 0; i < territories->len; i++)
    {
      copil_cube_figures (self->cube, indicator, g_ptr_array_index (territories, i), first, n,
                          figures);
      for (guint j = 0; j < n; j++)
        if (copil_cell_status_has_value (figures[j].status))
          g_array_append_val (pool, figures[j].value);
    }
  return pool;
}
