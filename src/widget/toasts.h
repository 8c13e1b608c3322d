/* toasts.h: short messages at the foot of a window, one at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CopilToasts:
 *
 * Laid over the content of a window (an overlay child of a GtkOverlay). A message is read from when
 * it has come up, in frames that were drawn, for five seconds, and for longer under the pointer or
 * with the keyboard on it. AdwToastOverlay 1.2 counts from before, and crashes when a message goes
 * without a frame drawn since it came.
 */
#define COPIL_TYPE_TOASTS (copil_toasts_get_type ())
G_DECLARE_FINAL_TYPE (CopilToasts, copil_toasts, COPIL, TOASTS, GtkWidget)

typedef struct
{
  const char *text;   /* plain, not marked up */
  const char *button; /* (nullable): what may be done about it... */
  const char *action; /* ...and the action that does it; pressed, the message goes */
  GVariant   *target; /* (nullable): its parameter; a floating one is taken */
  gboolean    stays;  /* until it is dismissed; it makes place for those that pass */
} CopilToast;

void  copil_toasts_tell    (CopilToasts      *self,
                            const char       *text);
/* The number to dismiss it by, never 0. */
guint copil_toasts_add     (CopilToasts      *self,
                            const CopilToast *toast);
/* Nothing happens when it went already. */
void  copil_toasts_dismiss (CopilToasts      *self,
                            guint             number);
/* (nullable): those over the content that @widget is in. */
CopilToasts *
      copil_toasts_find     (GtkWidget        *widget);
/* (nullable): what is said now. */
const char *
      copil_toasts_get_text (CopilToasts     *self);

G_END_DECLS
