/* plane.h: the dense figures of one measure: a row a territory, a column a period
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/period.h"

G_BEGIN_DECLS

#define COPIL_PLANE_NO_ROW G_MAXUINT32
/* Rows are checked in blocks of about this many bytes: small enough that an opening page,
 * which reads one row of many planes, does not read whole planes. */
#define COPIL_PLANE_BLOCK_BYTES 65536
#define COPIL_PLANE_FULL_COVERAGE 10000

/* Where a territory's series lies among the columns; n = 0: an empty series. */
typedef struct
{
  guint32 territory; /* index in the list */
  guint16 lo;
  guint16 n;
  guint8  loaded; /* the whole series is here, not only cells that the feed brought */
  guint8  reserved[3];
} CopilPlaneRow;

/**
 * CopilPlane:
 *
 * A row is one record: n_columns doubles, then as many coverages, then as many statuses. So a
 * series is read from one place, and all territories at one period at a fixed stride. What is
 * absent is stored as such (NAN, 0, NOT_AVAILABLE): readers need no second test.
 *
 * The bytes are the plane's own, or a private mapping of its file: then each block is checked
 * against its checksum before it is first read, and a write makes a private copy of its page.
 */
typedef struct
{
  CopilRhythm    rhythm;
  int            first; /* period index of the first column */
  guint          n_columns;
  gsize          stride; /* bytes from a row to the next */
  CopilPlaneRow *rows;
  guint          n_rows;
  guint          rows_capacity; /* 0: they lie in @backing */
  guint32       *row_of; /* territory -> row */
  guint          n_territories;
  guint8        *data;
  gsize          capacity; /* rows that @data can hold */
  GBytes        *backing;  /* keeps @data alive; NULL: @data is our own */
  const guint64 *checks;   /* one a block of the file; NULL: nothing to check */
  guint8        *checked;  /* one a block */
  int            value_first; /* the span of the values; value_last < value_first: none */
  int            value_last;
  gboolean       span_stale;
  gboolean       complete; /* a territory without a row has no series */
  gboolean       damaged;
  gboolean       dirty;  /* differs from the file */
  gboolean       frozen; /* being written by another thread: copy before writing */
} CopilPlane;

CopilPlane *copil_plane_new             (CopilRhythm          rhythm,
                                         guint                n_territories);
void        copil_plane_free            (CopilPlane          *self);

/* The record of a territory, or NULL without one (or with a damaged block: see @damaged). */
const guint8 *copil_plane_get_row       (CopilPlane          *self,
                                         guint                territory,
                                         const CopilPlaneRow **extent);
gboolean    copil_plane_has             (const CopilPlane    *self,
                                         guint                territory);
void        copil_plane_put_series      (CopilPlane          *self,
                                         guint                territory,
                                         int                  first,
                                         guint                n,
                                         const double        *values,
                                         const guint8        *statuses,
                                         const guint16       *coverages);
void        copil_plane_put_cell        (CopilPlane          *self,
                                         guint                territory,
                                         int                  period,
                                         double               value,
                                         CopilCellStatus      status,
                                         guint16              coverage);
gboolean    copil_plane_get_span        (CopilPlane          *self,
                                         int                 *first,
                                         int                 *last);
/* The list grew: its first territories are the same. */
void        copil_plane_set_territories (CopilPlane          *self,
                                         guint                n_territories);
/* Every series will be put anew. */
void        copil_plane_expire          (CopilPlane          *self);
/* No further series will come: the rows that did not are emptied, and what was set aside for
 * more is given back. */
void        copil_plane_set_complete    (CopilPlane          *self);
void        copil_plane_drop            (CopilPlane          *self);
/* Between the two, another thread may read @data and @rows' copies: a write here works on a
 * copy. @written: the file has what was frozen. */
void        copil_plane_freeze          (CopilPlane          *self);
void        copil_plane_thaw            (CopilPlane          *self,
                                         gboolean             written);
gsize       copil_plane_get_bytes       (const CopilPlane    *self);

/* Blocks of whole rows, as the file knows them. */
guint       copil_plane_rows_per_block  (gsize                stride);
guint       copil_plane_n_blocks        (const CopilPlane    *self);
guint64     copil_plane_checksum        (const guint8        *bytes,
                                         gsize                size);
/* Takes over @rows whose records are at @data; both and @checks live as long as @backing. */
void        copil_plane_adopt           (CopilPlane          *self,
                                         GBytes              *backing,
                                         CopilPlaneRow       *rows,
                                         guint                n_rows,
                                         guint8              *data,
                                         const guint64       *checks);

static inline gsize
copil_plane_stride (guint n_columns)
{
  return ((gsize) n_columns * 11 + 7) & ~(gsize) 7;
}

static inline const double *
copil_plane_values (const CopilPlane *self,
                    const guint8     *row)
{
  return (const double *) (gconstpointer) row;
}

static inline const guint16 *
copil_plane_coverages (const CopilPlane *self,
                       const guint8     *row)
{
  return (const guint16 *) (gconstpointer) (row + (gsize) self->n_columns * 8);
}

static inline const guint8 *
copil_plane_statuses (const CopilPlane *self,
                      const guint8     *row)
{
  return row + (gsize) self->n_columns * 10;
}

G_END_DECLS
