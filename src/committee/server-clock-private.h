/* server-clock-private.h: the clocks a test may set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/server-clock.h"

G_BEGIN_DECLS

/* Microseconds. */
typedef gint64 (*CopilTimeFunc) (gpointer user_data);

/* @steady: counts on whatever happens; @wall: what this computer believes the time is. */
void _copil_server_clock_set_sources (CopilServerClock *self,
                                      CopilTimeFunc     steady,
                                      CopilTimeFunc     wall,
                                      gpointer          user_data);

G_END_DECLS
