/* format-time.c: periods, dates and durations as French readers write them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/format.h"

#include <stdio.h>
#include <string.h>

/* -- Names ------------------------------------------------------------------------------------ */

/* As ICU has them: tests/core/test-format.c compares. The calendar of ICU takes a megabyte to say
 * these. */
static const char *const month_names[] = {
  "janvier", "février", "mars",      "avril",   "mai",      "juin",
  "juillet", "août",    "septembre", "octobre", "novembre", "décembre",
};
static const char *const short_month_names[] = {
  "janv.", "févr.", "mars",  "avr.", "mai",  "juin",
  "juil.", "août",  "sept.", "oct.", "nov.", "déc.",
};
static const char *const weekday_names[] = {
  "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
};

const char *
copil_format_month (int month)
{
  return month_names[CLAMP (month, 1, 12) - 1];
}

const char *
copil_format_month_short (int month)
{
  return short_month_names[CLAMP (month, 1, 12) - 1];
}

/* -- Periods -------------------------------------------------------------------------------- */

static char *
name_quarter (CopilPeriod period)
{
  g_autofree char *ordinal = copil_format_ordinal (copil_period_get_ordinal (period), FALSE);

  return g_strdup_printf ("%s trimestre %d", ordinal, copil_period_get_year (period));
}

char *
copil_format_period (CopilPeriod period)
{
  switch (period.rhythm)
    {
    case COPIL_RHYTHM_MONTH:
      return g_strdup_printf ("%s %d", copil_format_month (copil_period_get_ordinal (period)),
                              copil_period_get_year (period));
    case COPIL_RHYTHM_QUARTER:
      return name_quarter (period);
    case COPIL_RHYTHM_YEAR:
    default:
      return g_strdup_printf ("%d", copil_period_get_year (period));
    }
}

char *
copil_format_period_tick (CopilPeriod period)
{
  int ordinal = copil_period_get_ordinal (period);

  switch (period.rhythm)
    {
    case COPIL_RHYTHM_MONTH: return g_strdup (copil_format_month_short (ordinal));
    case COPIL_RHYTHM_QUARTER: return g_strdup_printf ("T%d", ordinal);
    case COPIL_RHYTHM_YEAR:
    default: return g_strdup_printf ("%d", copil_period_get_year (period));
    }
}

char *
copil_format_period_short (CopilPeriod period)
{
  g_autofree char *tick = copil_format_period_tick (period);

  if (period.rhythm == COPIL_RHYTHM_YEAR)
    return g_steal_pointer (&tick);
  return g_strdup_printf ("%s %d", tick, copil_period_get_year (period));
}

static char *
with_words (CopilPeriod period,
            const char *before,
            const char *before_quarter)
{
  g_autofree char *name = copil_format_period (period);

  return g_strconcat (period.rhythm == COPIL_RHYTHM_QUARTER ? before_quarter : before, name, NULL);
}

char *
copil_format_period_in (CopilPeriod period)
{
  return with_words (period, "en ", "au ");
}

/* "d’avril", "d’août", "d’octobre" */
static gboolean
elides (CopilPeriod period)
{
  return period.rhythm == COPIL_RHYTHM_MONTH &&
         strchr ("ao", copil_format_month (copil_period_get_ordinal (period))[0]) != NULL;
}

char *
copil_format_period_of (CopilPeriod period)
{
  return with_words (period, elides (period) ? "d’" : "de ", "du ");
}

char *
copil_format_period_since (CopilPeriod period)
{
  return with_words (period, "depuis ", "depuis le ");
}

char *
copil_format_period_span (CopilPeriod first,
                          CopilPeriod last)
{
  g_autofree char *from = copil_format_period_of (first);
  g_autofree char *to = with_words (last, "à ", "au ");

  if (copil_period_equal (first, last))
    return copil_format_period_in (first);
  return g_strconcat (from, " ", to, NULL);
}

char *
copil_format_period_range (CopilPeriod first,
                           CopilPeriod last)
{
  g_autofree char *tick = copil_format_period_tick (first);
  g_autofree char *from = copil_format_period_short (first);
  g_autofree char *to = copil_format_period_short (last);

  if (copil_period_equal (first, last))
    return copil_format_period (first);
  if (first.rhythm != COPIL_RHYTHM_YEAR &&
      copil_period_get_year (first) == copil_period_get_year (last))
    return g_strconcat (tick, "–", to, NULL);
  return g_strconcat (from, "–", to, NULL);
}

char *
copil_format_period_about (CopilPeriod period)
{
  static const char * const parts[] = { "début ", "mi-", "fin " };
  CopilPeriod last = copil_period_last_month (period);

  if (period.rhythm == COPIL_RHYTHM_YEAR)
    return copil_format_period (period);
  return g_strdup_printf ("%s%d", parts[(copil_period_get_ordinal (last) - 1) / 4],
                          copil_period_get_year (last));
}

/* -- Dates ---------------------------------------------------------------------------------- */

static char *
format_day (int         day,
            const char *month)
{
  return g_strdup_printf ("%d%s" COPIL_NBSP "%s", day, day == 1 ? "ᵉʳ" : "", month);
}

char *
copil_format_date (const GDate *date)
{
  g_autofree char *day = format_day (g_date_get_day (date),
                                     copil_format_month (g_date_get_month (date)));

  return g_strdup_printf ("%s %d", day, g_date_get_year (date));
}

char *
copil_format_iso_date (const char *day)
{
  int year, month, of_month;
  GDate date;

  if (day == NULL || sscanf (day, "%4d-%2d-%2d", &year, &month, &of_month) != 3
      || !g_date_valid_dmy ((GDateDay) of_month, (GDateMonth) month, (GDateYear) year))
    return g_strdup ("");
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) of_month, (GDateMonth) month, (GDateYear) year);
  return copil_format_date (&date);
}

char *
copil_format_date_long (const GDate *date)
{
  g_autofree char *text = copil_format_date (date);

  return g_strconcat (weekday_names[g_date_get_weekday (date) - 1], " ", text, NULL);
}

char *
copil_format_date_short (const GDate *date)
{
  return format_day (g_date_get_day (date), copil_format_month_short (g_date_get_month (date)));
}

char *
copil_format_expected (const GDate *date)
{
  g_autofree char *day = copil_format_date_short (date);

  return g_strconcat ("attendu le" COPIL_NBSP, day, NULL);
}

char *
copil_format_date_time (GDateTime *time)
{
  GDate date;
  g_autofree char *day = NULL, *hour = copil_format_hour (time);

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, g_date_time_get_day_of_month (time), g_date_time_get_month (time),
                  g_date_time_get_year (time));
  day = copil_format_date (&date);
  return g_strconcat (day, " à ", hour, NULL);
}

char *
copil_format_hour (GDateTime *time)
{
  return g_strdup_printf ("%d" COPIL_NBSP "h" COPIL_NBSP "%02d", g_date_time_get_hour (time),
                          g_date_time_get_minute (time));
}

char *
copil_format_clock (GDateTime *time,
                    gboolean   seconds)
{
  if (!seconds)
    return g_strdup_printf ("%02d:%02d", g_date_time_get_hour (time),
                            g_date_time_get_minute (time));
  return g_strdup_printf ("%02d:%02d:%02d", g_date_time_get_hour (time),
                          g_date_time_get_minute (time), g_date_time_get_second (time));
}

/* -- Durations ------------------------------------------------------------------------------ */

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

char *
copil_format_duration (gint64 seconds)
{
  seconds = MAX (seconds, 0);
  if (seconds < MINUTE)
    return copil_format_count (seconds, "s", "s");
  if (seconds < HOUR)
    return copil_format_count (seconds / MINUTE, "min", "min");
  if (seconds < 2 * DAY)
    return g_strdup_printf ("%d" COPIL_NBSP "h" COPIL_NBSP "%02d", (int) (seconds / HOUR),
                            (int) (seconds % HOUR / MINUTE));
  return copil_format_count (seconds / DAY, "jour", "jours");
}

char *
copil_format_length (gint64 seconds)
{
  if (seconds == 0)
    return copil_format_count (0, "min", "min");
  return copil_format_duration (seconds < MINUTE ? seconds
                                                 : (seconds + MINUTE / 2) / MINUTE * MINUTE);
}

char *
copil_format_age (gint64 seconds)
{
  g_autofree char *duration = copil_format_duration (seconds);

  if (seconds < 5)
    return g_strdup ("à l’instant");
  return g_strconcat ("il y a ", duration, NULL);
}

char *
copil_format_months (int months)
{
  g_autofree char *years = copil_format_count (months / 12, "an", "ans");
  g_autofree char *rest = copil_format_count (months % 12, "mois", "mois");

  if (months < 12)
    return g_steal_pointer (&rest);
  if (months % 12 == 0)
    return g_steal_pointer (&years);
  return g_strconcat (years, " et ", rest, NULL);
}
