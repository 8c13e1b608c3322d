/* placement-private.h: what the reading of columns and of rows share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "exchange/placement.h"

G_BEGIN_DECLS

/* What a column of values says of its cells before they are read. */
typedef struct
{
  int                   measure;   /* -1: not a column of values */
  const CopilTerritory *territory; /* TERRITORIES_ACROSS */
  CopilPeriod           period;    /* PERIODS_ACROSS */
  gboolean              provisional;
} CopilPlacementColumn;

/* A rule on rows, with its column found and its values folded. */
typedef struct
{
  int   column;
  GStrv values;
} CopilPlacementRule;

typedef struct
{
  CopilSheet     *sheet;
  CopilMapping   *mapping;
  CopilGazetteer *gazetteer;
  CopilCatalogue *catalogue;
  CopilPlacement *placement;
  CopilPlacementColumn *columns;
  guint           width;
  guint           first_row;
  guint           n_headers;    /* columns that the headers cover */
  int             territory_column;
  int             level_column;
  int             name_column;
  int             period_column;
  int             part_column;  /* months or quarters beside a column of years */
  int             carried;      /* territory of the row above, 0: none */
  GHashTable     *cells;     /* key -> index of the observation */
  GArray         *rows;      /* guint: the row of each observation */
  guint          *telling;   /* by column: rows that contradict each other and differ in it */
  guint           contradictions;
  guint           months;       /* seen in the file, a bit each; 0: not looked yet */
  GArray         *ignore;    /* of CopilPlacementRule */
  GArray         *keep;
  GArray         *distinct_columns; /* of int */
  GHashTable     *distinct;  /* their values, joined */
  GHashTable     *new_codes; /* code -> rank from 1 */
} CopilPlacementReader;

/* Remarks on a column that holds a longer period than its figures: it is passed over. */
void                  copil_placement_pass_column    (CopilPlacementReader *self,
                                                      guint                 column);
/* A cell as a figure, its period in the rhythm of its measure; FALSE and a reason (transfer
 * full) otherwise. */
gboolean              copil_placement_read_value     (CopilPlacementReader *self,
                                                      const CopilField     *field,
                                                      CopilObservation     *observation,
                                                      char                **reason);
/* The period of a row; FALSE when none stands there. */
gboolean              copil_placement_find_period    (CopilPlacementReader *self,
                                                      guint                 row,
                                                      CopilPeriod          *period,
                                                      gboolean             *provisional);
gboolean              copil_placement_fit_period     (CopilPlacementReader *self,
                                                      CopilObservation     *observation,
                                                      char                **reason);
/* The decimal mark of the file, where its figures tell. */
void                  copil_placement_find_decimal   (CopilPlacementReader *self);
/* Notes that two rows are about the same cells, and which columns tell them apart. */
void                  copil_placement_contradict     (CopilPlacementReader *self,
                                                      guint                 row,
                                                      guint                 other);
/* FALSE and the column to choose in, when one tells all such rows apart. */
gboolean              copil_placement_check_telling  (CopilPlacementReader *self,
                                                      GError              **error);
/* Finds the columns, what each says of its cells, and those of the rules. */
gboolean              copil_placement_set_columns    (CopilPlacementReader *self,
                                                      GError              **error);
const CopilTerritory *copil_placement_find_territory (CopilPlacementReader *self,
                                                      const char           *text);
const char           *copil_placement_get_text       (CopilPlacementReader *self,
                                                      guint                 row,
                                                      int                   column);

G_END_DECLS
