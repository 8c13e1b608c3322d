/* shape.h: how a sheet is laid out
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/gazetteer.h"
#include "exchange/header.h"

G_BEGIN_DECLS

/* Headers stand within so many rows. */
#define COPIL_SHAPE_MAX_HEADER_ROWS 40

/* One sheet that is being looked at. */
typedef struct
{
  CopilSheet     *sheet;
  CopilGazetteer *gazetteer;
  guint           width;
  guint           n_rows;
} CopilLook;

/**
 * CopilShape:
 * @header_row: the last row of headers
 * @territory_column: -1 with territories across
 * @period_column: -1 with periods across, or when no column has them
 * @level_column: which says of which set each territory is, or -1
 * @part_column: months or quarters beside a column of years, or -1
 * @year: of headers that name months alone; rhythm and year of a period, 0 when they name theirs
 * @set: where most of its territories are
 * @score: cells that it explains; 0: none
 */
typedef struct
{
  CopilFileLayout layout;
  guint           header_row;
  guint           header_rows;
  int             territory_column;
  int             period_column;
  int             part_column;
  int             level_column;
  gboolean        has_year;
  CopilPeriod     year;
  const char     *set;
  guint           score;
} CopilShape;

/* The shape that explains the most cells. */
CopilShape copil_shape_find         (CopilLook  *look);
/* Cells of @column below @row that hold a figure or a word of absence. */
guint      copil_look_count_values  (CopilLook  *look,
                                     guint       row,
                                     guint       column);
/* (transfer full): the texts of a column below @row, some hundreds, empty ones left out. */
GPtrArray *copil_look_sample_column (CopilLook  *look,
                                     guint       row,
                                     guint       column);
/* The set that a header of a column of territories names, "DEP", "Code région"; or NULL. */
const char *copil_header_get_level  (const char *header);

G_END_DECLS
