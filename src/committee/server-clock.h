/* server-clock.h: what time it is at the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"

G_BEGIN_DECLS

/**
 * CopilServerClock:
 *
 * Asks the base for its clock a few times at each session and now and then afterwards; what to
 * make of the answers is core/sitting-clock.h. Between two answers time is counted by a clock of
 * this computer that nobody sets and that goes on while it sleeps. Timers end at an absolute moment
 * of the base, so that all screens show the same seconds whatever their own clocks say.
 *
 * Signal "measured": the offset was measured anew.
 */
#define COPIL_TYPE_SERVER_CLOCK (copil_server_clock_get_type ())
G_DECLARE_FINAL_TYPE (CopilServerClock, copil_server_clock, COPIL, SERVER_CLOCK, GObject)

CopilServerClock *copil_server_clock_new            (CopilConnection  *connection);
/* Microseconds since 1970 by the clock of the base; by that of this computer, with what was kept
 * of an earlier run, before the base answered. */
gint64            copil_server_clock_get_now        (CopilServerClock *self);
gboolean          copil_server_clock_is_measured    (CopilServerClock *self);
/* About how far get_now() may be from the truth, microseconds; -1 before. */
gint64            copil_server_clock_get_accuracy   (CopilServerClock *self);
/* By how much the clock of this computer is late, microseconds; negative when it is early. Seconds
 * are a matter for a remark, minutes for a warning. */
gint64            copil_server_clock_get_difference (CopilServerClock *self);
/* What get_difference() said in an earlier run, until the base answers. */
void              copil_server_clock_assume         (CopilServerClock *self,
                                                     gint64            difference);

G_END_DECLS
