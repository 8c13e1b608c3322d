/* period.h: a month, a quarter or a year
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_RHYTHM_MONTH,
  COPIL_RHYTHM_QUARTER,
  COPIL_RHYTHM_YEAR,
} CopilRhythm;

/**
 * CopilPeriod:
 * @rhythm: what one step means
 * @index: periods elapsed since January of year 0 (month: year * 12 + month - 1)
 *
 * A plain value, passed and compared by value. Consecutive periods have
 * consecutive indices, so arithmetic on @index is arithmetic on time.
 */
typedef struct
{
  CopilRhythm rhythm;
  int         index;
} CopilPeriod;

CopilPeriod  copil_period_new          (CopilRhythm  rhythm,
                                        int          year,
                                        int          ordinal);
CopilPeriod  copil_period_shift        (CopilPeriod  self,
                                        int          steps);
gboolean     copil_period_equal        (CopilPeriod  self,
                                        CopilPeriod  other);
int          copil_period_get_year     (CopilPeriod  self);
int          copil_period_get_ordinal  (CopilPeriod  self);
int          copil_period_get_months   (CopilPeriod  self);
CopilPeriod  copil_period_first_month  (CopilPeriod  self);
CopilPeriod  copil_period_last_month   (CopilPeriod  self);
CopilPeriod  copil_period_to_rhythm    (CopilPeriod  self,
                                        CopilRhythm  rhythm);

/* Identifiers: "2023-07", "2023-T3", "2023"; SQL: the date of the first day. */
char        *copil_period_to_id        (CopilPeriod  self);
gboolean     copil_period_parse        (const char  *text,
                                        CopilPeriod *period);
char        *copil_period_to_sql       (CopilPeriod  self);
gboolean     copil_period_parse_sql    (const char  *text,
                                        CopilRhythm  rhythm,
                                        CopilPeriod *period);

/* PostgreSQL's binary date: days since 1 January 2000. */
gint32       copil_period_to_pg_days   (CopilPeriod  self);
CopilPeriod  copil_period_from_pg_days (CopilRhythm  rhythm,
                                        gint32       days);

G_END_DECLS
