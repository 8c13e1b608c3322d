/* plane.c: the dense figures of one measure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/plane.h"

#include <math.h>
#include <string.h>
#include <xxhash.h>

/* Columns added beyond the one that is needed, so that a delivery of the new month does not
 * lay the plane out anew for each of the next ones. */
#define SPARE_COLUMNS 2

/**
 * copil_plane_new:
 * @rhythm: of its columns
 * @n_territories: the size of the list that rows are numbered after
 */
CopilPlane *
copil_plane_new (CopilRhythm rhythm,
                 guint       n_territories)
{
  CopilPlane *self = g_new0 (CopilPlane, 1);

  self->rhythm = rhythm;
  self->row_of = g_new (guint32, MAX (n_territories, 1));
  self->n_territories = n_territories;
  memset (self->row_of, 0xff, sizeof (guint32) * MAX (n_territories, 1));
  self->value_last = -1;
  return self;
}

/* Rows of our own rather than those of the file, @capacity of them at least. */
static void
own_rows (CopilPlane *self,
          guint       capacity)
{
  CopilPlaneRow *rows = self->rows_capacity > 0 ? self->rows : NULL;

  if (capacity <= self->rows_capacity)
    return;
  rows = g_renew (CopilPlaneRow, rows, capacity);
  if (self->rows_capacity == 0 && self->n_rows > 0)
    memcpy (rows, self->rows, self->n_rows * sizeof *rows);
  self->rows = rows;
  self->rows_capacity = capacity;
}

static void
release_rows (CopilPlane *self)
{
  if (self->rows_capacity > 0)
    g_free (self->rows);
  self->rows = NULL;
  self->n_rows = 0;
  self->rows_capacity = 0;
}

static void
release_data (CopilPlane *self)
{
  own_rows (self, self->n_rows);
  if (self->backing == NULL)
    g_free (self->data);
  g_clear_pointer (&self->backing, g_bytes_unref);
  g_clear_pointer (&self->checked, g_free);
  self->data = NULL;
  self->checks = NULL;
  self->capacity = 0;
  self->frozen = FALSE;
}

void
copil_plane_free (CopilPlane *self)
{
  release_rows (self);
  release_data (self);
  g_free (self->row_of);
  g_free (self);
}

/* Back to the state of a plane that nothing has arrived for. */
void
copil_plane_drop (CopilPlane *self)
{
  release_rows (self);
  release_data (self);
  memset (self->row_of, 0xff, sizeof (guint32) * MAX (self->n_territories, 1));
  self->n_columns = 0;
  self->stride = 0;
  self->value_first = 0;
  self->value_last = -1;
  self->span_stale = FALSE;
  self->complete = FALSE;
  self->dirty = TRUE;
}

guint
copil_plane_rows_per_block (gsize stride)
{
  return stride == 0 ? 1 : (guint) MAX (COPIL_PLANE_BLOCK_BYTES / stride, 1);
}

guint
copil_plane_n_blocks (const CopilPlane *self)
{
  guint per_block = copil_plane_rows_per_block (self->stride);

  return (self->n_rows + per_block - 1) / per_block;
}

guint64
copil_plane_checksum (const guint8 *bytes,
                      gsize         size)
{
  return XXH3_64bits (bytes, size);
}

/* Reads a block of the file for the first time: FALSE, and the plane is dropped, when the
 * bytes are not those that were written. */
static gboolean
check_block (CopilPlane *self,
             guint       row)
{
  guint per_block = copil_plane_rows_per_block (self->stride);
  guint block = row / per_block;
  guint n_rows = MIN (per_block, self->n_rows - block * per_block);

  if (self->checked[block])
    return TRUE;
  if (copil_plane_checksum (self->data + (gsize) block * per_block * self->stride,
                            n_rows * self->stride) == self->checks[block])
    return self->checked[block] = TRUE;
  copil_plane_drop (self);
  self->damaged = TRUE;
  return FALSE;
}

const guint8 *
copil_plane_get_row (CopilPlane           *self,
                     guint                 territory,
                     const CopilPlaneRow **extent)
{
  guint32 row = self->row_of[territory];

  if (row == COPIL_PLANE_NO_ROW || (self->checks != NULL && !check_block (self, row)))
    return NULL;
  if (extent != NULL)
    *extent = &self->rows[row];
  return self->data + row * self->stride;
}

gboolean
copil_plane_has (const CopilPlane *self,
                 guint             territory)
{
  guint32 row = self->row_of[territory];

  return self->complete
         || (row != COPIL_PLANE_NO_ROW && self->rows[row].loaded);
}

static void
clear_cells (guint8 *row,
             guint   n_columns,
             guint   from,
             guint   to)
{
  double *values = (double *) (gpointer) row;
  guint16 *coverages = (guint16 *) (gpointer) (row + (gsize) n_columns * 8);

  for (guint i = from; i < to; i++)
    {
      values[i] = NAN;
      coverages[i] = 0;
    }
  memset (row + (gsize) n_columns * 10 + from, COPIL_CELL_NOT_AVAILABLE, to - from);
}

static void
copy_row (guint8       *to,
          guint         to_columns,
          guint         to_offset,
          const guint8 *from,
          guint         from_columns)
{
  memcpy (to + (gsize) to_offset * 8, from, (gsize) from_columns * 8);
  memcpy (to + (gsize) to_columns * 8 + (gsize) to_offset * 2, from + (gsize) from_columns * 8,
          (gsize) from_columns * 2);
  memcpy (to + (gsize) to_columns * 10 + to_offset, from + (gsize) from_columns * 10,
          from_columns);
}

/* A write reads its plane whole first, so that damage is never mixed with what is new. */
static void
check_all (CopilPlane *self)
{
  for (guint i = 0; self->checks != NULL && i < self->n_rows; i++)
    check_block (self, i);
  self->checks = NULL;
  g_clear_pointer (&self->checked, g_free);
}

/* Moves every row to memory of our own that has @n_columns from @first on. */
static void
lay_out (CopilPlane *self,
         int         first,
         guint       n_columns,
         gsize       capacity)
{
  gsize stride = copil_plane_stride (n_columns);
  guint offset = self->n_columns == 0 ? 0 : (guint) (self->first - first);
  guint8 *data = g_malloc0 (MAX (capacity * stride, 1));

  for (guint i = 0; i < self->n_rows; i++)
    {
      CopilPlaneRow *row = &self->rows[i];
      guint8 *to = data + i * stride;

      clear_cells (to, n_columns, 0, n_columns);
      copy_row (to, n_columns, offset, self->data + i * self->stride, self->n_columns);
      row->lo += offset;
    }
  release_data (self);
  self->data = data;
  self->first = first;
  self->n_columns = n_columns;
  self->stride = stride;
  self->capacity = capacity;
}

/* Columns for @n periods from @first on. */
static void
reserve_columns (CopilPlane *self,
                 int         first,
                 guint       n)
{
  int end = self->first + (int) self->n_columns;
  int low = MIN (self->first, first);
  int high = MAX (end, first + (int) n);

  if (self->n_columns == 0)
    lay_out (self, first, n, self->n_rows);
  else if (low < self->first || high > end)
    lay_out (self, low, (guint) (high - low) + (high > end ? SPARE_COLUMNS : 0),
             MAX (self->capacity, self->n_rows));
}

static guint32
add_row (CopilPlane *self,
         guint       territory)
{
  CopilPlaneRow row = { .territory = territory };
  guint32 index = self->n_rows;
  guint8 *row_data;

  if (index + 1 > self->capacity)
    {
      gsize capacity = CLAMP (self->capacity * 2, (gsize) index + 1, self->n_territories);

      if (self->backing != NULL)
        lay_out (self, self->first, self->n_columns, capacity);
      else
        self->data = g_realloc (self->data, capacity * self->stride);
      self->capacity = capacity;
    }
  if (index >= self->rows_capacity)
    own_rows (self, MAX (4, 2 * index));
  self->rows[index] = row;
  self->n_rows++;
  self->row_of[territory] = index;
  row_data = self->data + index * self->stride;
  clear_cells (row_data, self->n_columns, 0, self->n_columns);
  /* What is left up to the next row goes into files as well. */
  memset (row_data + (gsize) self->n_columns * 11, 0,
          self->stride - (gsize) self->n_columns * 11);
  return index;
}

/* The record of @territory, ours to write, with columns for @n periods from @first on. */
static guint8 *
writable_row (CopilPlane     *self,
              guint           territory,
              int             first,
              guint           n,
              CopilPlaneRow **extent)
{
  guint32 row;

  check_all (self);
  reserve_columns (self, first, n);
  if (self->frozen)
    lay_out (self, self->first, self->n_columns, MAX (self->capacity, self->n_rows));
  row = self->row_of[territory];
  if (row == COPIL_PLANE_NO_ROW)
    row = add_row (self, territory);
  self->dirty = TRUE;
  *extent = &self->rows[row];
  return self->data + row * self->stride;
}

static gboolean
has_value (double          value,
           CopilCellStatus status)
{
  return copil_cell_status_has_value (status) && !isnan (value);
}

/* One cell into its record; a status that promises a value which is not there is a lie. */
static void
write_cell (CopilPlane     *self,
            guint8         *row,
            guint           column,
            double          value,
            CopilCellStatus status,
            guint16         coverage)
{
  gboolean valued = has_value (value, status);

  if (!valued && copil_cell_status_has_value (status))
    status = COPIL_CELL_NOT_AVAILABLE;
  ((double *) (gpointer) row)[column] = valued ? value : NAN;
  ((guint16 *) (gpointer) (row + (gsize) self->n_columns * 8))[column] = coverage;
  row[(gsize) self->n_columns * 10 + column] = (guint8) status;
}

static void
widen_span (CopilPlane *self,
            int         period)
{
  if (self->value_last < self->value_first)
    self->value_first = self->value_last = period;
  self->value_first = MIN (self->value_first, period);
  self->value_last = MAX (self->value_last, period);
}

/**
 * copil_plane_put_series:
 * @n: at least 1
 * @values: NAN without a value
 * @statuses: (nullable): all OBSERVED
 * @coverages: (nullable): x 10000; all whole
 *
 * The series replaces whatever the territory had.
 */
void
copil_plane_put_series (CopilPlane    *self,
                        guint          territory,
                        int            first,
                        guint          n,
                        const double  *values,
                        const guint8  *statuses,
                        const guint16 *coverages)
{
  CopilPlaneRow *extent;
  guint8 *row = writable_row (self, territory, first, n, &extent);
  guint lo = (guint) (first - self->first);

  self->span_stale |= extent->n > 0;
  clear_cells (row, self->n_columns, extent->lo, extent->lo + extent->n);
  for (guint i = 0; i < n; i++)
    {
      write_cell (self, row, lo + i, values[i], statuses != NULL ? statuses[i] : 0,
                  coverages != NULL ? coverages[i] : COPIL_PLANE_FULL_COVERAGE);
      if (!isnan (copil_plane_values (self, row)[lo + i]))
        widen_span (self, first + (int) i);
    }
  extent->lo = (guint16) lo;
  extent->n = (guint16) n;
  extent->loaded = TRUE;
}

void
copil_plane_put_cell (CopilPlane      *self,
                      guint            territory,
                      int              period,
                      double           value,
                      CopilCellStatus  status,
                      guint16          coverage)
{
  CopilPlaneRow *extent;
  guint8 *row = writable_row (self, territory, period, 1, &extent);
  guint column = (guint) (period - self->first);
  guint low = extent->n == 0 ? column : MIN (extent->lo, column);
  guint high = extent->n == 0 ? column : MAX (extent->lo + extent->n - 1U, column);

  write_cell (self, row, column, value, status, coverage);
  if (!isnan (copil_plane_values (self, row)[column]))
    widen_span (self, period);
  else if (period == self->value_first || period == self->value_last)
    self->span_stale = TRUE;
  extent->lo = (guint16) low;
  extent->n = (guint16) (high - low + 1);
  extent->loaded |= self->complete;
}

static void
refresh_span (CopilPlane *self)
{
  self->span_stale = FALSE;
  self->value_first = 0;
  self->value_last = -1;
  for (guint i = 0; i < self->n_rows; i++)
    {
      const CopilPlaneRow extent = self->rows[i];
      const double *values = copil_plane_values (self, self->data + i * self->stride);

      for (guint j = extent.lo; j < (guint) extent.lo + extent.n; j++)
        if (!isnan (values[j]))
          widen_span (self, self->first + (int) j);
    }
}

/**
 * copil_plane_get_span:
 *
 * Returns: whether any territory has a value; @first and @last are then the outermost periods
 * that have one
 */
gboolean
copil_plane_get_span (CopilPlane *self,
                      int        *first,
                      int        *last)
{
  /* Only a write makes it stale, and a write has checked every block. */
  if (self->span_stale)
    refresh_span (self);
  *first = self->value_first;
  *last = self->value_last;
  return self->value_first <= self->value_last;
}

void
copil_plane_set_territories (CopilPlane *self,
                             guint       n_territories)
{
  self->row_of = g_renew (guint32, self->row_of, MAX (n_territories, 1));
  for (guint i = self->n_territories; i < n_territories; i++)
    self->row_of[i] = COPIL_PLANE_NO_ROW;
  self->n_territories = n_territories;
}

void
copil_plane_expire (CopilPlane *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    self->rows[i].loaded = FALSE;
  self->complete = FALSE;
  self->dirty = TRUE;
}

/* A series that was not put again is no longer published. */
static void
empty_unloaded_rows (CopilPlane *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    {
      CopilPlaneRow *extent = &self->rows[i];
      guint32 territory = extent->territory;

      if (extent->loaded)
        continue;
      if (extent->n > 0)
        {
          guint8 *row = writable_row (self, territory, self->first + extent->lo, extent->n, &extent);

          clear_cells (row, self->n_columns, extent->lo, extent->lo + extent->n);
          self->span_stale = TRUE;
          extent->n = 0;
        }
      extent->loaded = TRUE;
    }
}

void
copil_plane_set_complete (CopilPlane *self)
{
  if (!self->complete)
    {
      empty_unloaded_rows (self);
      self->dirty = TRUE;
    }
  self->complete = TRUE;
  self->damaged = FALSE;
  if (self->backing != NULL || self->capacity == self->n_rows)
    return;
  self->capacity = self->n_rows;
  self->data = g_realloc (self->data, MAX (self->capacity * self->stride, 1));
}

void
copil_plane_freeze (CopilPlane *self)
{
  if (self->backing == NULL && self->data != NULL)
    self->backing = g_bytes_new_take (self->data, self->capacity * self->stride);
  self->frozen = TRUE;
  self->dirty = FALSE;
}

void
copil_plane_thaw (CopilPlane *self,
                  gboolean    written)
{
  self->frozen = FALSE;
  self->dirty |= !written;
}

/* Bytes of its figures, in memory as in the file. */
gsize
copil_plane_get_bytes (const CopilPlane *self)
{
  return self->n_rows * self->stride;
}

/**
 * copil_plane_adopt:
 * @backing: keeps @rows, @data and @checks alive
 * @rows: @n_rows of them, writable and private to us
 * @data: the records of the rows, likewise
 * @checks: one checksum a block
 *
 * The columns and the span were read from the file's directory.
 */
void
copil_plane_adopt (CopilPlane    *self,
                   GBytes        *backing,
                   CopilPlaneRow *rows,
                   guint          n_rows,
                   guint8        *data,
                   const guint64 *checks)
{
  release_rows (self);
  release_data (self);
  self->rows = rows;
  self->n_rows = n_rows;
  self->stride = copil_plane_stride (self->n_columns);
  self->capacity = self->n_rows;
  self->backing = g_bytes_ref (backing);
  self->data = data;
  self->checks = checks;
  self->checked = g_new0 (guint8, MAX (copil_plane_n_blocks (self), 1));
  for (guint i = 0; i < self->n_rows; i++)
    self->row_of[self->rows[i].territory] = i;
}
