/* cube.h: the mirror of the published figures: measure x territory x period
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/annotation.h"
#include "core/cell.h"
#include "core/indicator.h"
#include "core/period.h"
#include "core/territory.h"

G_BEGIN_DECLS

/**
 * CopilCube:
 *
 * Columns in memory or mapped from its file. One plane a measure, in the measure's own rhythm;
 * one series a territory. Reading never blocks and never queries: what has not arrived yet
 * reads as NOT_AVAILABLE and copil_cube_has() tells the difference. Belongs to one thread.
 *
 * Signals: "changed" (GArray of CopilCubeChange): after a delivery was applied, once.
 * "filled" (guint measure): its series arrived.
 * "damaged" (guint measure): a block of its file was not what had been written; its plane is
 * empty again and waits to be filled. Emitted from the main loop, not from the read.
 * "annotated": the annotations are not what they were.
 */
#define COPIL_TYPE_CUBE (copil_cube_get_type ())
G_DECLARE_FINAL_TYPE (CopilCube, copil_cube, COPIL, CUBE, GObject)

CopilCube          *copil_cube_new             (CopilCatalogue     *catalogue,
                                                CopilTerritoryList *territories);
CopilCatalogue     *copil_cube_get_catalogue   (CopilCube          *self);
CopilTerritoryList *copil_cube_get_territories (CopilCube          *self);
/* The last batch contained, 0 when empty. */
int                 copil_cube_get_batch       (CopilCube          *self);
/* Whether the series arrived, be it empty. */
gboolean            copil_cube_has             (CopilCube          *self,
                                                guint               measure,
                                                guint               territory);
/* Whether every series of every measure arrived. */
gboolean            copil_cube_is_complete     (CopilCube          *self);
/* How many planes of the file were found damaged since it was opened: figures computed
 * meanwhile may lack them. */
guint               copil_cube_get_n_damaged   (CopilCube          *self);
/* Counts the writes: a figure computed at another generation is out of date. */
guint64             copil_cube_get_generation  (CopilCube          *self);
/* Bytes of the figures themselves: values, statuses and coverages. */
gsize               copil_cube_get_bytes       (CopilCube          *self);

/* One series as it lies in memory: @n values from @first on (NAN without a value), their
 * statuses and coverages (0 to 1, quantised); valid until the next change of the cube. */
typedef struct
{
  CopilPeriod    first;
  guint          n;
  const double  *values;
  const guint8  *statuses;
  const guint16 *coverages; /* coverage x 10000 */
} CopilSeries;

gboolean            copil_cube_get_series      (CopilCube          *self,
                                                guint               measure,
                                                guint               territory,
                                                CopilSeries        *series);
/* One cell as it was published, in the measure's own rhythm; @value and @coverage may be
 * NULL. NOT_AVAILABLE where there is none. */
CopilCellStatus     copil_cube_get_cell        (CopilCube          *self,
                                                guint               measure,
                                                guint               territory,
                                                CopilPeriod         period,
                                                double             *value,
                                                double             *coverage);
/* Writing: used by the fill and by the feed. In a series to put, @statuses NULL means all
 * OBSERVED and @coverages NULL all whole. */
void                copil_cube_put_series      (CopilCube          *self,
                                                guint               measure,
                                                guint               territory,
                                                const CopilSeries  *series);
void                copil_cube_put_cell        (CopilCube          *self,
                                                guint               measure,
                                                guint               territory,
                                                CopilPeriod         period,
                                                double              value,
                                                CopilCellStatus     status,
                                                double              coverage);
/* The series of @measure are to be put anew; they stay readable meanwhile. */
void                copil_cube_expire          (CopilCube          *self,
                                                guint               measure);
/* Every series of @measure was put: the territories without one have none. */
void                copil_cube_set_complete    (CopilCube          *self,
                                                guint               measure);
void                copil_cube_set_batch       (CopilCube          *self,
                                                int                 batch);
/* What changed, for the signal. */
typedef struct
{
  guint       measure;
  guint       territory;
  CopilPeriod period;
} CopilCubeChange;
void                copil_cube_emit_changed    (CopilCube          *self,
                                                GArray             *changes);

/* (transfer none) (element-type CopilAnnotation): by month; empty before they were read. */
GPtrArray          *copil_cube_get_annotations (CopilCube          *self);
/* @annotations: (transfer none): never changed afterwards. */
void                copil_cube_set_annotations (CopilCube          *self,
                                                GPtrArray          *annotations);

/* What a dashboard shows: the indicator's formula on the sums, at any rhythm not finer than
 * its own (see core/cell.h). Never a mean of rates. */
CopilFigure         copil_cube_figure          (CopilCube              *self,
                                                const CopilIndicator   *indicator,
                                                const CopilTerritory   *territory,
                                                CopilPeriod             period);
/* n consecutive figures from @first on, into the caller's array. */
void                copil_cube_figures         (CopilCube              *self,
                                                const CopilIndicator   *indicator,
                                                const CopilTerritory   *territory,
                                                CopilPeriod             first,
                                                guint                   n,
                                                CopilFigure            *figures);
/* The figure of every territory of the list at one period, by index, into the caller's
 * array: what maps, ranks and quantiles are made of. */
void                copil_cube_slice           (CopilCube              *self,
                                                const CopilIndicator   *indicator,
                                                CopilPeriod             period,
                                                CopilFigure            *figures);
/* The first and last period, in the indicator's rhythm, for which the measures it needs have
 * values somewhere; FALSE when there is none. */
gboolean            copil_cube_get_span        (CopilCube              *self,
                                                const CopilIndicator   *indicator,
                                                CopilPeriod            *first,
                                                CopilPeriod            *last);
/* Buckets of a histogram indicator: one sum a bucket, NAN where missing. */
void                copil_cube_histogram       (CopilCube              *self,
                                                const CopilIndicator   *indicator,
                                                const CopilTerritory   *territory,
                                                CopilPeriod             period,
                                                double                 *counts);

G_END_DECLS
