/* sitting-clock.h: one time for every screen of a sitting, and what the items take of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/instant.h"

G_BEGIN_DECLS

/* -- The time of the server ------------------------------------------------------------------- */

/* Stations' clocks are minutes apart. Each asks the server for its time now and then, and counts
 * on by its own monotonic clock (g_get_monotonic_time()), which nobody sets. */

#define COPIL_CLOCK_SAMPLES 16

/* @sent, @received: monotonic, around the question; @server: what it answered. */
typedef struct
{
  gint64 sent;
  gint64 server;
  gint64 received;
} CopilClockSample;

/* Zeroed: knows nothing yet. */
typedef struct
{
  CopilClockSample samples[COPIL_CLOCK_SAMPLES];
  guint            n_samples;
  guint            next;
  gboolean         known;
  gint64           offset;
  gint64           error;
  gboolean         read;
  gint64           last_local;
  gint64           last_shown;
} CopilClock;

/* Server minus monotonic, were both ways of the question as long; it is off by half the round trip
 * at most. */
gint64   copil_clock_sample_offset (const CopilClockSample *sample);
/* Half the round trip. */
gint64   copil_clock_sample_error  (const CopilClockSample *sample);
/* Takes a sample in: the offset becomes the median of the quickest. One that contradicts those
 * before (the station slept, the server's clock was set) begins anew. A sample whose answer came
 * before its question is dropped. */
void     copil_clock_add           (CopilClock             *self,
                                    const CopilClockSample *sample);
/* The server's time at @local (monotonic), @local never lower than at the call before. What it
 * answered before is never taken back by more than a second: a greater correction is made at half
 * speed. Before the first sample: the clock of the station. */
gint64   copil_clock_now           (CopilClock             *self,
                                    gint64                  local);

/* -- The time of an item ---------------------------------------------------------------------- */

/**
 * CopilTimer:
 * @planned: duration in the agenda
 * @extended: what was added to it since
 * @running: as it is now
 * @ends: running: when nothing is left of it, by the server's time
 * @remaining: stopped: what is left; negative past zero
 *
 * As the base stores it: nothing in it changes by the passing of time alone.
 */
typedef struct
{
  gint64   planned;
  gint64   extended;
  gboolean running;
  gint64   ends;
  gint64   remaining;
} CopilTimer;

/* Not begun. */
CopilTimer  copil_timer_new        (gint64            planned);
/* Each leaves a timer that is already so as it is. */
CopilTimer  copil_timer_start      (CopilTimer        self,
                                    gint64            now);
CopilTimer  copil_timer_pause      (CopilTimer        self,
                                    gint64            now);
/* @more may be negative. */
CopilTimer  copil_timer_extend     (CopilTimer        self,
                                    gint64            more);
/* Negative past zero. */
gint64      copil_timer_remaining  (const CopilTimer *self,
                                    gint64            now);
/* Time spent on it, pauses apart. */
gint64      copil_timer_elapsed    (const CopilTimer *self,
                                    gint64            now);
/* Beyond what was planned in the agenda; negative when less. */
gint64      copil_timer_drift      (const CopilTimer *self,
                                    gint64            now);

/* "12:30", "1:02:10"; past zero "+ 2:10". Seconds are rounded up while there are some left, so
 * that zero is zero. */
char       *copil_timer_format     (gint64            remaining);
/* "+ 12 min", "− 3 min", "à l’heure" (under a minute). */
char       *copil_drift_format     (gint64            drift);

/* -- The time of the sitting ------------------------------------------------------------------ */

typedef enum
{
  COPIL_ITEM_TO_COME,
  COPIL_ITEM_CURRENT,
  COPIL_ITEM_DONE,
  COPIL_ITEM_PUT_OFF,
} CopilItemProgress;

typedef struct
{
  CopilItemProgress progress;
  CopilTimer        timer;
} CopilItemTime;

/**
 * CopilSittingTime:
 * @planned_end: the planned start and all that the agenda planned
 * @forecast_end: now, what is left of the current item, and the items to come
 * @drift: between the two
 * @spent: on the items so far
 */
typedef struct
{
  gint64 planned_end;
  gint64 forecast_end;
  gint64 drift;
  gint64 spent;
} CopilSittingTime;

/* @planned_start, @now: by the server's time; before its start, a sitting is forecast to begin
 * then. An item past its time is forecast to end now. */
CopilSittingTime copil_sitting_time (gint64               planned_start,
                                     gint64               now,
                                     const CopilItemTime *items,
                                     guint                n_items);

G_END_DECLS
