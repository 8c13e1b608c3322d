/* sitting-clock.c: one time for every screen of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/sitting-clock.h"

#include <stdlib.h>

/* Older samples tell what the two clocks were, not what they have drifted to since. */
#define MAX_AGE (10 * COPIL_MINUTE)
/* By how much two clocks may part in the meantime without contradicting each other. */
#define TOLERANCE (20 * COPIL_SECOND / 1000)
#define MAX_STEP_BACK COPIL_SECOND

gint64
copil_clock_sample_error (const CopilClockSample *sample)
{
  return (sample->received - sample->sent + 1) / 2;
}

gint64
copil_clock_sample_offset (const CopilClockSample *sample)
{
  return sample->server - sample->sent - (sample->received - sample->sent) / 2;
}

/* -- Samples ---------------------------------------------------------------------------------- */

static int
compare_errors (gconstpointer a,
                gconstpointer b)
{
  gint64 first = copil_clock_sample_error (a), second = copil_clock_sample_error (b);

  return (first > second) - (first < second);
}

static int
compare_offsets (gconstpointer a,
                 gconstpointer b)
{
  gint64 first = copil_clock_sample_offset (a), second = copil_clock_sample_offset (b);

  return (first > second) - (first < second);
}

static guint
recent_samples (const CopilClock *self,
                gint64            now,
                CopilClockSample *recent)
{
  guint n = 0;

  for (guint i = 0; i < self->n_samples; i++)
    if (now - self->samples[i].received <= MAX_AGE)
      recent[n++] = self->samples[i];
  return n;
}

/* The quicker the answer, the nearer the truth; of the quickest third, the one in the middle. */
static void
settle (CopilClock *self,
        gint64      now)
{
  CopilClockSample recent[COPIL_CLOCK_SAMPLES];
  guint n = recent_samples (self, now, recent);
  guint quickest = (n + 2) / 3;

  qsort (recent, n, sizeof *recent, compare_errors);
  self->error = copil_clock_sample_error (&recent[quickest - 1]);
  qsort (recent, quickest, sizeof *recent, compare_offsets);
  self->offset = copil_clock_sample_offset (&recent[quickest / 2]);
  self->known = TRUE;
}

static gboolean
contradicts (const CopilClock       *self,
             const CopilClockSample *sample)
{
  gint64 apart = copil_clock_sample_offset (sample) - self->offset;

  return self->known && ABS (apart) > copil_clock_sample_error (sample) + self->error + TOLERANCE;
}

void
copil_clock_add (CopilClock             *self,
                 const CopilClockSample *sample)
{
  if (sample->received < sample->sent)
    return;
  if (contradicts (self, sample))
    self->n_samples = self->next = 0;
  self->samples[self->next] = *sample;
  self->next = (self->next + 1) % COPIL_CLOCK_SAMPLES;
  self->n_samples = MIN (self->n_samples + 1, COPIL_CLOCK_SAMPLES);
  settle (self, sample->received);
}

/* -- Reading ---------------------------------------------------------------------------------- */

gint64
copil_clock_now (CopilClock *self,
                 gint64      local)
{
  gint64 shown = local + self->offset;

  if (!self->known)
    return local + g_get_real_time () - g_get_monotonic_time ();
  if (self->read && shown < self->last_shown - MAX_STEP_BACK)
    shown = self->last_shown + (local - self->last_local) / 2;
  self->read = TRUE;
  self->last_local = local;
  self->last_shown = shown;
  return shown;
}
