/* instant.c: a point of time, as the base and the screens have it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/instant.h"

#include "core/format.h"

GTimeZone *
copil_instant_zone (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *paris = g_time_zone_new_identifier ("Europe/Paris");

      /* The rule of 1996: the last Sundays of March and October at 1:00 UTC. */
      if (paris == NULL)
        paris = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
      g_once_init_leave (&zone, paris);
    }
  return zone;
}

static gint64
instant_of (GDateTime *time)
{
  return g_date_time_to_unix (time) * COPIL_SECOND + g_date_time_get_microsecond (time);
}

gboolean
copil_instant_parse (const char *text,
                     gint64     *instant)
{
  g_autoptr (GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  if (time == NULL)
    return FALSE;
  *instant = instant_of (time);
  return TRUE;
}

static GDateTime *
date_time_of (gint64     instant,
              GTimeZone *zone)
{
  gint64 seconds = instant / COPIL_SECOND - (instant % COPIL_SECOND < 0);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) exact
      = utc != NULL ? g_date_time_add (utc, instant - seconds * COPIL_SECOND) : NULL;

  return exact != NULL ? g_date_time_to_timezone (exact, zone) : NULL;
}

char *
copil_instant_to_sql (gint64 instant)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = date_time_of (instant, utc);

  if (time == NULL)
    return g_strdup (instant < 0 ? "-infinity" : "infinity");
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%f+00:00");
}

GDateTime *
copil_instant_in_paris (gint64 instant)
{
  return date_time_of (instant, copil_instant_zone ());
}

gint64
copil_instant_of_paris (int year,
                        int month,
                        int day,
                        int hour,
                        int minute)
{
  g_autoptr (GDateTime) time
      = g_date_time_new (copil_instant_zone (), year, month, day, hour, minute, 0);
  g_autoptr (GDateTime) before = NULL;

  g_return_val_if_fail (time != NULL, 0);
  before = g_date_time_add_hours (time, -1);
  if (g_date_time_get_hour (before) == hour && g_date_time_get_minute (before) == minute)
    return instant_of (before);
  return instant_of (time);
}

char *
copil_instant_to_day (gint64 instant)
{
  g_autoptr (GDateTime) time = copil_instant_in_paris (instant);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d") : g_strdup ("");
}

gboolean
copil_instant_to_date (gint64  instant,
                       GDate  *date)
{
  g_autoptr (GDateTime) time = copil_instant_in_paris (instant);

  g_date_clear (date, 1);
  if (time == NULL)
    return FALSE;
  g_date_set_dmy (date, (GDateDay) g_date_time_get_day_of_month (time),
                  (GDateMonth) g_date_time_get_month (time),
                  (GDateYear) g_date_time_get_year (time));
  return TRUE;
}

/* -- In words --------------------------------------------------------------------------------- */

char *
copil_instant_describe (gint64 instant)
{
  g_autoptr (GDateTime) time = copil_instant_in_paris (instant);

  return time != NULL ? copil_format_date_time (time) : g_strdup ("n.d.");
}

char *
copil_instant_describe_day (gint64 instant)
{
  GDate date;

  return instant != 0 && copil_instant_to_date (instant, &date) ? copil_format_date_long (&date)
                                                                : g_strdup ("");
}

char *
copil_instant_describe_short_day (gint64 instant)
{
  GDate date;

  return instant != 0 && copil_instant_to_date (instant, &date) ? copil_format_date_short (&date)
                                                                : g_strdup ("");
}

char *
copil_instant_describe_hour (gint64 instant)
{
  g_autoptr (GDateTime) time = instant != 0 ? copil_instant_in_paris (instant) : NULL;

  return time != NULL ? copil_format_hour (time) : g_strdup ("");
}
