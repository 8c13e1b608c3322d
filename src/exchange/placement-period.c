/* placement-period.c: of which period a row or a column is
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/placement-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
copil_placement_find_period (CopilPlacementReader *self,
                             guint                 row,
                             CopilPeriod          *period,
                             gboolean             *provisional)
{
  const char *text = copil_placement_get_text (self, row, self->period_column);
  g_autofree char *year = NULL;

  *period = self->mapping->period;
  *provisional = FALSE;
  if (self->period_column < 0)
    return self->mapping->has_period;
  if (self->part_column >= 0)
    return copil_compose_period (text,
                                 copil_placement_get_text (self, self->mapping->header_row,
                                                           self->part_column),
                                 copil_placement_get_text (self, row, self->part_column), period,
                                 provisional);
  if (copil_read_period (text, period, provisional))
    return TRUE;
  /* A column of years may hold two digits: "19". */
  year = strlen (text) == 2 ? g_strconcat ("20", text, NULL) : NULL;
  return year != NULL && copil_read_period (year, period, provisional);
}

/* Months that stand for their quarter or their year: all of them first ones, or last ones. */
#define FIRST_OF_QUARTERS 0x249
#define LAST_OF_QUARTERS 0x924
#define FIRST_OF_YEAR 0x001
#define LAST_OF_YEAR 0x800

static gboolean
stand_for (guint       months,
           CopilRhythm rhythm)
{
  guint firsts = rhythm == COPIL_RHYTHM_QUARTER ? FIRST_OF_QUARTERS : FIRST_OF_YEAR;
  guint lasts = rhythm == COPIL_RHYTHM_QUARTER ? LAST_OF_QUARTERS : LAST_OF_YEAR;

  return (months & ~firsts) == 0 || (months & ~lasts) == 0;
}

static guint
get_month_bit (CopilPeriod period)
{
  return period.rhythm == COPIL_RHYTHM_MONTH ? 1u << (copil_period_get_ordinal (period) - 1) : 0;
}

/* Every month that the file names: a file by month is not one by quarter, although some of its
 * months would do. */
static guint
ensure_months (CopilPlacementReader *self)
{
  CopilPeriod period;
  gboolean provisional;

  if (self->months != 0)
    return self->months;
  if (self->mapping->layout == COPIL_LAYOUT_PERIODS_ACROSS)
    for (guint i = 0; i < self->width; i++)
      self->months |= self->columns[i].measure >= 0 ? get_month_bit (self->columns[i].period) : 0;
  else
    for (guint row = self->first_row; row < copil_sheet_get_n_rows (self->sheet); row++)
      if (copil_placement_find_period (self, row, &period, &provisional))
        self->months |= get_month_bit (period);
  return self->months;
}

static const char *
get_rhythm_name (CopilRhythm rhythm)
{
  switch (rhythm)
    {
    case COPIL_RHYTHM_MONTH:
      return _("month");
    case COPIL_RHYTHM_QUARTER:
      return _("quarter");
    case COPIL_RHYTHM_YEAR:
    default:
      return _("year");
    }
}

gboolean
copil_placement_fit_period (CopilPlacementReader *self,
                            CopilObservation     *observation,
                            char                **reason)
{
  const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue, observation->measure);
  CopilPeriod *period = &observation->period;

  if (period->rhythm == measure->rhythm)
    return TRUE;
  /* A day was read as its month. */
  if (period->rhythm == COPIL_RHYTHM_MONTH && stand_for (ensure_months (self), measure->rhythm))
    {
      *period = copil_period_to_rhythm (*period, measure->rhythm);
      return TRUE;
    }
  *reason = g_strdup_printf (_("“%s” is counted by %s, the file gives it by %s"), measure->name,
                             get_rhythm_name (measure->rhythm), get_rhythm_name (period->rhythm));
  return FALSE;
}
