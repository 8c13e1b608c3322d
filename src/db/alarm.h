/* alarm.h: one thing to be done once, some seconds later
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CopilAlarm:
 *
 * Lives in its owner, zeroed at first: nothing is to be done. It rings on the main context that is
 * the thread's own where it is set, and may be set again by then. Cleared before its owner goes.
 */
typedef struct
{
  GSource *source;
  gint64   due;
  void     (*ring) (gpointer owner);
  gpointer owner;
} CopilAlarm;

/* Does nothing where it rings as early already. */
void     copil_alarm_set    (CopilAlarm *self,
                             guint       seconds,
                             void      (*ring) (gpointer owner),
                             gpointer    owner);
void     copil_alarm_clear  (CopilAlarm *self);
gboolean copil_alarm_is_set (CopilAlarm *self);

G_END_DECLS
