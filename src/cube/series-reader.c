/* series-reader.c: rows of copil.series() and cells of copil.observation, into a cube
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/series-reader.h"

#include <math.h>
#include <string.h>

/* A series of more periods than 300 years of months is no series. */
#define MAX_PERIODS 3600

enum
{
  COLUMN_MEASURE,
  COLUMN_TERRITORY,
  COLUMN_FIRST,
  COLUMN_OFFSETS,
  COLUMN_VALUES,
  COLUMN_STATUSES,
  COLUMN_COVERAGES,
  N_COLUMNS,
};

struct _CopilSeriesReader
{
  CopilCube *cube;
  GArray    *measures; /* guint16: id -> index + 1 */
  /* One series as received, then as it lies in the cube. */
  double     received[MAX_PERIODS];
  gint16     offsets[MAX_PERIODS];
  gint16     small[MAX_PERIODS];
  double     values[MAX_PERIODS];
  guint8     statuses[MAX_PERIODS];
  guint16    coverages[MAX_PERIODS];
};

CopilSeriesReader *
copil_series_reader_new (CopilCube *cube)
{
  CopilSeriesReader *self = g_new (CopilSeriesReader, 1);
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);

  self->cube = g_object_ref (cube);
  self->measures = g_array_new (FALSE, TRUE, sizeof (guint16));
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      guint id = (guint) copil_catalogue_get_measure (catalogue, i)->id;

      if (id >= self->measures->len)
        g_array_set_size (self->measures, id + 1);
      g_array_index (self->measures, guint16, id) = (guint16) (i + 1);
    }
  return self;
}

void
copil_series_reader_free (CopilSeriesReader *self)
{
  g_object_unref (self->cube);
  g_array_unref (self->measures);
  g_free (self);
}

static const CopilMeasure *
find_measure (CopilSeriesReader *self,
              gint64             id)
{
  guint16 rank = id >= 0 && id < self->measures->len
                   ? g_array_index (self->measures, guint16, (guint) id)
                   : 0;

  return rank == 0 ? NULL
                   : copil_catalogue_get_measure (copil_cube_get_catalogue (self->cube), rank - 1U);
}

/* Where a row belongs; FALSE when the cube does not know its measure or its territory. */
static gboolean
find_place (CopilSeriesReader     *self,
            CopilResult           *result,
            guint                  row,
            const CopilMeasure   **measure,
            const CopilTerritory **territory)
{
  *measure = find_measure (self, copil_result_get_int (result, row, COLUMN_MEASURE));
  *territory = copil_territory_list_by_id (copil_cube_get_territories (self->cube),
                                           (int) copil_result_get_int (result, row,
                                                                       COLUMN_TERRITORY));
  return *measure != NULL && *territory != NULL;
}

/* How many periods lie between the ends, or 0 when the offsets do not ascend. */
static guint
read_offsets (CopilSeriesReader *self,
              CopilResult       *result,
              guint              row,
              gssize             n)
{
  if (copil_result_is_null (result, row, COLUMN_OFFSETS))
    {
      for (gssize i = 0; i < n; i++)
        self->offsets[i] = (gint16) i;
      return (guint) n;
    }
  if (copil_result_read_int2_array (result, row, COLUMN_OFFSETS, self->offsets, MAX_PERIODS) != n
      || self->offsets[0] != 0 || self->offsets[n - 1] >= MAX_PERIODS)
    return 0;
  for (gssize i = 1; i < n; i++)
    if (self->offsets[i] <= self->offsets[i - 1])
      return 0;
  return (guint) self->offsets[n - 1] + 1;
}

static gboolean
read_small (CopilSeriesReader *self,
            CopilResult       *result,
            guint              row,
            guint              column,
            gssize             n,
            gint16             otherwise)
{
  if (!copil_result_is_null (result, row, column))
    return copil_result_read_int2_array (result, row, column, self->small, MAX_PERIODS) == n;
  for (gssize i = 0; i < n; i++)
    self->small[i] = otherwise;
  return TRUE;
}

static gboolean
read_columns (CopilSeriesReader *self,
              CopilResult       *result,
              guint              row,
              guint             *length)
{
  gssize n = copil_result_read_double_array (result, row, COLUMN_VALUES, self->received,
                                             MAX_PERIODS);

  *length = n > 0 ? read_offsets (self, result, row, n) : 0;
  if (*length == 0)
    return FALSE;
  for (guint i = 0; i < *length; i++)
    {
      self->values[i] = NAN;
      self->coverages[i] = 0;
    }
  memset (self->statuses, COPIL_CELL_NOT_AVAILABLE, *length);
  if (!read_small (self, result, row, COLUMN_STATUSES, n, COPIL_CELL_OBSERVED))
    return FALSE;
  for (gssize i = 0; i < n; i++)
    {
      self->values[self->offsets[i]] = self->received[i];
      self->statuses[self->offsets[i]]
        = (guint8) CLAMP (self->small[i], COPIL_CELL_OBSERVED, COPIL_CELL_SECRET);
    }
  if (!read_small (self, result, row, COLUMN_COVERAGES, n, 10000))
    return FALSE;
  for (gssize i = 0; i < n; i++)
    self->coverages[self->offsets[i]] = (guint16) CLAMP (self->small[i], 0, 10000);
  return TRUE;
}

gboolean
copil_series_reader_take (CopilSeriesReader *self,
                          CopilResult       *result,
                          guint              row)
{
  const CopilTerritory *territory;
  const CopilMeasure *measure;
  CopilSeries series = { { 0 }, 0, self->values, self->statuses, self->coverages };

  if (copil_result_get_n_columns (result) != N_COLUMNS)
    return FALSE;
  if (!find_place (self, result, row, &measure, &territory))
    return TRUE;
  if (!read_columns (self, result, row, &series.n))
    return FALSE;
  series.first = copil_period_from_pg_days (measure->rhythm,
                                            (gint32) copil_result_get_int (result, row,
                                                                           COLUMN_FIRST));
  copil_cube_put_series (self->cube, measure->index, territory->index, &series);
  return TRUE;
}

gboolean
copil_series_reader_take_cell (CopilSeriesReader *self,
                               CopilResult       *result,
                               guint              row,
                               CopilCubeChange   *change)
{
  const CopilTerritory *territory;
  const CopilMeasure *measure;
  gint64 status;

  if (copil_result_get_n_columns (result) != 6
      || !find_place (self, result, row, &measure, &territory))
    return FALSE;
  change->measure = measure->index;
  change->territory = territory->index;
  change->period
    = copil_period_from_pg_days (measure->rhythm, (gint32) copil_result_get_int (result, row, 2));
  status = copil_result_get_int (result, row, 5);
  copil_cube_put_cell (self->cube, change->measure, change->territory, change->period,
                       copil_result_get_double (result, row, 3),
                       (CopilCellStatus) CLAMP (status, COPIL_CELL_OBSERVED, COPIL_CELL_SECRET),
                       copil_result_get_double (result, row, 4));
  return TRUE;
}
