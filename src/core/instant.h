/* instant.h: a point of time, as the base and the screens have it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Instants are microseconds since 1970 UTC; so are durations, between two of them. What the day
 * is, and the hour, is said by the legal time of metropolitan France, whatever the zone of the
 * station. */

#define COPIL_SECOND G_GINT64_CONSTANT (1000000)
#define COPIL_MINUTE (60 * COPIL_SECOND)
#define COPIL_HOUR (60 * COPIL_MINUTE)

/* Neither is reached by a sitting: "since ever" and "still so". */
#define COPIL_INSTANT_MIN G_MININT64
#define COPIL_INSTANT_MAX G_MAXINT64

/* (transfer none): Europe/Paris, with its summer time even where no table of zones is installed. */
GTimeZone *copil_instant_zone      (void);
/* A timestamptz as JSON or text of the base has it: "2026-12-03T14:00:00.123456+01:00"; one without
 * a zone is refused. FALSE leaves @instant alone. */
gboolean   copil_instant_parse     (const char *text,
                                    gint64     *instant);
/* (transfer full): the same in UTC, for the base. */
char      *copil_instant_to_sql    (gint64      instant);
/* (transfer full) (nullable): in Paris; NULL for what no calendar reaches. */
GDateTime *copil_instant_in_paris  (gint64      instant);
/* A wall clock of Paris, to the minute. Of an hour that happens twice, the first; in one that the
 * clocks skip, the instant at which they do. */
gint64     copil_instant_of_paris  (int         year,
                                    int         month,
                                    int         day,
                                    int         hour,
                                    int         minute);
/* (transfer full): its day in Paris as the base writes days, "2026-12-03": such texts compare. ""
 * for what no calendar reaches. */
char      *copil_instant_to_day    (gint64      instant);
/* The same as a date. FALSE leaves @date cleared. */
gboolean   copil_instant_to_date   (gint64      instant,
                                    GDate      *date);
/* (transfer full): "12 novembre 2026 à 18 h 00". */
char      *copil_instant_describe  (gint64      instant);
/* (transfer full): "jeudi 3 décembre 2026", "3 déc.", "9 h 30"; "" for 0: there is none. */
char      *copil_instant_describe_day       (gint64 instant);
char      *copil_instant_describe_short_day (gint64 instant);
char      *copil_instant_describe_hour      (gint64 instant);

G_END_DECLS
