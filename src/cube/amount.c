/* amount.c: one measure over one period, from the cells of its steps
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/cube-private.h"

#include <math.h>

/* The columns that make up a period. */
typedef struct
{
  int   first;
  guint n;
} Steps;

static CopilAmount
amount_without_value (CopilCellStatus status)
{
  return (CopilAmount) { NAN, 0, status, status != COPIL_CELL_NOT_AVAILABLE };
}

static int
floor_div (int dividend,
           int divisor)
{
  return dividend >= 0 ? dividend / divisor : -((divisor - 1 - dividend) / divisor);
}

/* Inside a period shorter than its own, a stock is known from the last date it was counted
 * at; a flow cannot be cut, and what is published has only its own rhythm. */
static gboolean
find_steps (const CopilMeasure *measure,
            CopilPeriod         period,
            Steps              *steps)
{
  int own = copil_period_get_months ((CopilPeriod) { measure->rhythm, 0 });
  int asked = copil_period_get_months (period);

  if (asked >= own)
    {
      steps->n = (guint) (asked / own);
      steps->first = period.index * (asked / own);
      return steps->n == 1 || measure->kind != COPIL_MEASURE_PUBLISHED;
    }
  steps->n = 1;
  steps->first = floor_div (copil_period_last_month (period).index + 1, own) - 1;
  return measure->kind == COPIL_MEASURE_STOCK;
}

/* What the steps of a period have in common. */
typedef struct
{
  double sum;
  guint  coverage; /* the lowest */
  guint  n_secret;
  guint  n_missing;
  guint  n_inapplicable;
  guint8 worst;
} Tally;

static void
count_cell (Tally   *tally,
            double   value,
            guint8   status,
            guint16  coverage)
{
  if (status == COPIL_CELL_SECRET)
    tally->n_secret++;
  else if (status == COPIL_CELL_NOT_APPLICABLE)
    tally->n_inapplicable++;
  else if (!copil_cell_status_has_value (status))
    tally->n_missing++;
  else
    {
      tally->sum += value;
      tally->coverage = MIN (tally->coverage, coverage);
      tally->worst = MAX (tally->worst, status);
    }
}

/* As copil.figure_by_period() of the base: a step that is missing, or that could not exist
 * while others did, leaves no sum of the whole period; a secret one makes the sum secret,
 * because the others would give it back. */
static CopilAmount
conclude (const Tally *tally,
          guint        n)
{
  CopilAmount amount;

  if (tally->n_inapplicable == n)
    amount = amount_without_value (COPIL_CELL_NOT_APPLICABLE);
  else if (tally->n_missing > 0 || tally->n_inapplicable > 0)
    amount = amount_without_value (COPIL_CELL_NOT_AVAILABLE);
  else if (tally->n_secret > 0)
    amount = amount_without_value (COPIL_CELL_SECRET);
  else
    amount = (CopilAmount) { tally->sum, tally->coverage / (double) COPIL_PLANE_FULL_COVERAGE,
                             (CopilCellStatus) tally->worst, TRUE };
  return amount;
}

/**
 * copil_cube_amount:
 *
 * Flows add up over the steps of the period; a stock is that of the last step, or missing when
 * that one is; what is published is shown at its own rhythm or not at all.
 */
CopilAmount
copil_cube_amount (CopilCube          *self,
                   const CopilMeasure *measure,
                   guint               territory,
                   CopilPeriod         period)
{
  CopilPlane *plane = copil_cube_get_plane (self, measure->index);
  Tally tally = { .coverage = COPIL_PLANE_FULL_COVERAGE };
  const guint8 *row;
  Steps steps;

  if (!find_steps (measure, period, &steps))
    return amount_without_value (COPIL_CELL_NOT_APPLICABLE);
  row = copil_cube_read_row (self, plane, territory, NULL);
  if (row == NULL)
    return amount_without_value (COPIL_CELL_NOT_AVAILABLE);
  if (measure->kind == COPIL_MEASURE_STOCK)
    steps = (Steps) { steps.first + (int) steps.n - 1, 1 };
  for (guint i = 0; i < steps.n; i++)
    {
      int column = steps.first + (int) i - plane->first;

      if (column < 0 || column >= (int) plane->n_columns)
        tally.n_missing++;
      else
        count_cell (&tally, copil_plane_values (plane, row)[column],
                    copil_plane_statuses (plane, row)[column],
                    copil_plane_coverages (plane, row)[column]);
    }
  return conclude (&tally, steps.n);
}

/**
 * copil_amount_add:
 *
 * A part that cannot exist here adds nothing; one that is secret or missing leaves no sum.
 * The coverage is the lesser of the two.
 */
CopilAmount
copil_amount_add (CopilAmount a,
                  CopilAmount b)
{
  CopilAmount sum = { a.value + b.value, MIN (a.coverage, b.coverage), MAX (a.status, b.status),
                      a.complete && b.complete };

  if (a.status == COPIL_CELL_SECRET || b.status == COPIL_CELL_SECRET)
    sum.status = COPIL_CELL_SECRET;
  else if (a.status == COPIL_CELL_NOT_AVAILABLE || b.status == COPIL_CELL_NOT_AVAILABLE)
    sum.status = COPIL_CELL_NOT_AVAILABLE;
  else if (a.status == COPIL_CELL_NOT_APPLICABLE)
    return b;
  else if (b.status == COPIL_CELL_NOT_APPLICABLE)
    return a;
  if (!copil_cell_status_has_value (sum.status))
    {
      sum.value = NAN;
      sum.coverage = 0;
    }
  return sum;
}
