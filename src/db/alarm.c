/* alarm.c: one thing to be done once, some seconds later
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/alarm.h"

static gboolean
ring_cb (gpointer user_data)
{
  CopilAlarm *self = user_data;

  copil_alarm_clear (self);
  self->ring (self->owner);
  return G_SOURCE_REMOVE;
}

void
copil_alarm_set (CopilAlarm *self,
                 guint       seconds,
                 void      (*ring) (gpointer owner),
                 gpointer    owner)
{
  gint64 due = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  if (self->source != NULL && self->due <= due)
    return;
  copil_alarm_clear (self);
  *self = (CopilAlarm) { g_timeout_source_new_seconds (seconds), due, ring, owner };
  g_source_set_callback (self->source, ring_cb, self, NULL);
  g_source_set_static_name (self->source, "CopilAlarm");
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

void
copil_alarm_clear (CopilAlarm *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
}

gboolean
copil_alarm_is_set (CopilAlarm *self)
{
  return self->source != NULL;
}
