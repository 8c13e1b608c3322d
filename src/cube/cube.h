/* cube.h: the mirror of the published figures: measure x territory x period
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

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
 * reads as NOT_AVAILABLE and copil_cube_has() tells the difference.
 */
#define COPIL_TYPE_CUBE (copil_cube_get_type ())
G_DECLARE_FINAL_TYPE (CopilCube, copil_cube, COPIL, CUBE, GObject)

CopilCube          *copil_cube_new             (CopilCatalogue     *catalogue,
                                                CopilTerritoryList *territories);
CopilCatalogue     *copil_cube_get_catalogue   (CopilCube          *self);
CopilTerritoryList *copil_cube_get_territories (CopilCube          *self);
/* The last batch contained, 0 when empty. */
int                 copil_cube_get_batch       (CopilCube          *self);
gboolean            copil_cube_has             (CopilCube          *self,
                                                guint               measure,
                                                guint               territory);

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
/* Writing: used by the fill and by the feed. */
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
void                copil_cube_set_batch       (CopilCube          *self,
                                                int                 batch);
/* Signal "changed" (GArray of CopilCubeChange): after a delivery was applied, once. */
typedef struct
{
  guint       measure;
  guint       territory;
  CopilPeriod period;
} CopilCubeChange;
void                copil_cube_emit_changed    (CopilCube          *self,
                                                GArray             *changes);

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
/* The first and last period for which any territory has a value; FALSE when none has. */
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
