/* cell.h: one figure, or the word that stands in its place
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilCellStatus:
 * @COPIL_CELL_OBSERVED: a value, final
 * @COPIL_CELL_PROVISIONAL: a value that its producer will revise
 * @COPIL_CELL_ESTIMATED: a value that was computed, not counted
 * @COPIL_CELL_NOT_AVAILABLE: no value was received ("n.d.")
 * @COPIL_CELL_NOT_APPLICABLE: no value can exist here ("///")
 * @COPIL_CELL_SECRET: a value exists and is withheld to protect people ("s")
 *
 * The numbers are those of the column copil.observation.status. A missing value
 * is a word, never 0: a status from NOT_AVAILABLE on comes with no value.
 */
typedef enum
{
  COPIL_CELL_OBSERVED = 0,
  COPIL_CELL_PROVISIONAL = 1,
  COPIL_CELL_ESTIMATED = 2,
  COPIL_CELL_NOT_AVAILABLE = 3,
  COPIL_CELL_NOT_APPLICABLE = 4,
  COPIL_CELL_SECRET = 5,
} CopilCellStatus;

static inline gboolean
copil_cell_status_has_value (CopilCellStatus status)
{
  return status <= COPIL_CELL_ESTIMATED;
}

/**
 * CopilFigure:
 * @value: the figure in the unit of its indicator; meaningless without a value
 * @numerator: what was counted; NAN where the formula has none
 * @denominator: among how many; NAN where the formula has none
 * @coverage: share of the population that reported, 0 to 1
 * @status: whether there is a value, and of what standing
 * @complete: every month of the period is there (a quarter that lacks a month is
 *   incomplete: its status is then NOT_AVAILABLE)
 *
 * What a dashboard shows of one indicator, in one territory, for one period.
 */
typedef struct
{
  double          value;
  double          numerator;
  double          denominator;
  double          coverage;
  CopilCellStatus status;
  gboolean        complete;
} CopilFigure;

G_END_DECLS
