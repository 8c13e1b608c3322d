/* series-reader.h: rows of copil.series() and cells of copil.observation, into a cube
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "cube/cube.h"
#include "db/result.h"

G_BEGIN_DECLS

/* Columns of copil.series(), in binary format: measure_id, territory_id, first, offsets,
 * values, statuses, coverages. */
#define COPIL_SERIES_COLUMNS \
  "measure_id, territory_id, first, offsets, \"values\", statuses, coverages"
/* Columns of a cell: measure_id, territory_id, period, value, coverage, status. */
#define COPIL_CELL_COLUMNS "measure_id, territory_id, period, value, coverage, status"

typedef struct _CopilSeriesReader CopilSeriesReader;

CopilSeriesReader *copil_series_reader_new     (CopilCube         *cube);
void               copil_series_reader_free    (CopilSeriesReader *self);
/* FALSE when the row is not what it should be; a measure or territory that the cube does not
 * know is passed over: it came with a catalogue or a set that is about to be read. */
gboolean           copil_series_reader_take    (CopilSeriesReader *self,
                                                CopilResult       *result,
                                                guint              row);
/* @change: (out): what the cell is; FALSE when it is unknown or unreadable. */
gboolean           copil_series_reader_take_cell (CopilSeriesReader *self,
                                                  CopilResult       *result,
                                                  guint              row,
                                                  CopilCubeChange   *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilSeriesReader, copil_series_reader_free)

G_END_DECLS
