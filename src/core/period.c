/* period.c: a month, a quarter or a year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/period.h"

#include <string.h>

/* Julian day of 1 January 2000, PostgreSQL's epoch, as GDate counts. */
#define PG_EPOCH_JULIAN 730120

static const int steps_per_year[] = { 12, 4, 1 };

static int
floor_div (int dividend,
           int divisor)
{
  int quotient = dividend / divisor;

  return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/**
 * copil_period_new:
 * @rhythm: month, quarter or year
 * @year: the calendar year, 1 to 9999
 * @ordinal: which one of the year, from 1 (always 1 for a year)
 */
CopilPeriod
copil_period_new (CopilRhythm rhythm,
                  int         year,
                  int         ordinal)
{
  return (CopilPeriod) { rhythm, year * steps_per_year[rhythm] + ordinal - 1 };
}

CopilPeriod
copil_period_shift (CopilPeriod self,
                    int         steps)
{
  return (CopilPeriod) { self.rhythm, self.index + steps };
}

gboolean
copil_period_equal (CopilPeriod self,
                    CopilPeriod other)
{
  return self.rhythm == other.rhythm && self.index == other.index;
}

int
copil_period_get_year (CopilPeriod self)
{
  return floor_div (self.index, steps_per_year[self.rhythm]);
}

/**
 * copil_period_get_ordinal:
 *
 * Returns: the rank within its year, from 1: July is 7, the third quarter 3
 */
int
copil_period_get_ordinal (CopilPeriod self)
{
  return self.index - copil_period_get_year (self) * steps_per_year[self.rhythm] + 1;
}

/**
 * copil_period_get_months:
 *
 * Returns: how many months the period lasts: 1, 3 or 12
 */
int
copil_period_get_months (CopilPeriod self)
{
  return 12 / steps_per_year[self.rhythm];
}

CopilPeriod
copil_period_first_month (CopilPeriod self)
{
  return (CopilPeriod) { COPIL_RHYTHM_MONTH, self.index * copil_period_get_months (self) };
}

CopilPeriod
copil_period_last_month (CopilPeriod self)
{
  return copil_period_shift (copil_period_first_month (self), copil_period_get_months (self) - 1);
}

/**
 * copil_period_to_rhythm:
 *
 * Returns: the period of @rhythm that contains the last month of @self
 */
CopilPeriod
copil_period_to_rhythm (CopilPeriod self,
                        CopilRhythm rhythm)
{
  CopilPeriod last = copil_period_last_month (self);

  return (CopilPeriod) { rhythm, floor_div (last.index, 12 / steps_per_year[rhythm]) };
}

/**
 * copil_period_to_id:
 *
 * Returns: (transfer full): "2023-07", "2023-T3" or "2023", as INSEE writes them
 */
char *
copil_period_to_id (CopilPeriod self)
{
  int year = copil_period_get_year (self);
  int ordinal = copil_period_get_ordinal (self);

  switch (self.rhythm)
    {
    case COPIL_RHYTHM_MONTH:
      return g_strdup_printf ("%04d-%02d", year, ordinal);
    case COPIL_RHYTHM_QUARTER:
      return g_strdup_printf ("%04d-T%d", year, ordinal);
    case COPIL_RHYTHM_YEAR:
    default:
      return g_strdup_printf ("%04d", year);
    }
}

static gboolean
parse_digits (const char *text,
              gsize       n,
              int        *number)
{
  *number = 0;
  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *number = *number * 10 + (text[i] - '0');
    }
  return TRUE;
}

/**
 * copil_period_parse:
 * @text: "2023-07", "2023-T3", "2023-Q3" or "2023"
 * @period: (out): the period
 *
 * Strict: for the many spellings of other people's files see exchange/.
 *
 * Returns: whether @text is one of these forms and names a period that exists
 */
gboolean
copil_period_parse (const char  *text,
                    CopilPeriod *period)
{
  gsize length = strlen (text);
  int year, ordinal;

  if (length < 4 || !parse_digits (text, 4, &year) || year < 1)
    return FALSE;
  if (length == 4)
    *period = copil_period_new (COPIL_RHYTHM_YEAR, year, 1);
  else if (length != 7 || text[4] != '-')
    return FALSE;
  else if (text[5] == 'T' || text[5] == 'Q')
    {
      if (!parse_digits (text + 6, 1, &ordinal) || ordinal < 1 || ordinal > 4)
        return FALSE;
      *period = copil_period_new (COPIL_RHYTHM_QUARTER, year, ordinal);
    }
  else
    {
      if (!parse_digits (text + 5, 2, &ordinal) || ordinal < 1 || ordinal > 12)
        return FALSE;
      *period = copil_period_new (COPIL_RHYTHM_MONTH, year, ordinal);
    }
  return TRUE;
}

/**
 * copil_period_to_sql:
 *
 * Returns: (transfer full): the first day, "2023-07-01"
 */
char *
copil_period_to_sql (CopilPeriod self)
{
  g_autofree char *month = copil_period_to_id (copil_period_first_month (self));

  return g_strconcat (month, "-01", NULL);
}

gboolean
copil_period_parse_sql (const char  *text,
                        CopilRhythm  rhythm,
                        CopilPeriod *period)
{
  g_autofree char *month = NULL;

  if (strlen (text) != 10 || text[7] != '-')
    return FALSE;
  month = g_strndup (text, 7);
  if (!copil_period_parse (month, period) || period->rhythm != COPIL_RHYTHM_MONTH)
    return FALSE;
  *period = copil_period_to_rhythm (*period, rhythm);
  return TRUE;
}

gint32
copil_period_to_pg_days (CopilPeriod self)
{
  CopilPeriod month = copil_period_first_month (self);
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, copil_period_get_ordinal (month), copil_period_get_year (month));
  return (gint32) g_date_get_julian (&date) - PG_EPOCH_JULIAN;
}

CopilPeriod
copil_period_from_pg_days (CopilRhythm rhythm,
                           gint32      days)
{
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (days + PG_EPOCH_JULIAN));
  return copil_period_to_rhythm (copil_period_new (COPIL_RHYTHM_MONTH,
                                                   g_date_get_year (&date),
                                                   g_date_get_month (&date)),
                                 rhythm);
}
