/* live-time.h: what the timers of a sitting say, from its clock events
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/projector-scene.h"
#include "committee/record.h"
#include "core/sitting-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * copil_live_timer:
 * @events: of CopilRecord, kind clock_event, by time
 * @item: an agenda_item
 *
 * The base says when a running timer ends and what is left of a stopped one; of an event that still
 * waits to be sent the same is worked out here.
 */
CopilTimer copil_live_timer         (GListModel             *events,
                                     CopilRecord            *item);
/* Whether the last event of the sitting suspended it. */
gboolean   copil_live_is_suspended  (GListModel             *events);

/* Fills in caption, figure and bar. @begun: it was started. */
void       copil_live_fill_timer    (CopilScene             *scene,
                                     const CopilTimer       *timer,
                                     gboolean                begun,
                                     gint64                  now);
/* Fills in the drift in words, and when it will end. */
void       copil_live_fill_forecast (CopilScene             *scene,
                                     const CopilSittingTime *time);
G_END_DECLS
