/* state-chip.h: how fresh is what is shown, always in the header
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_FRESHNESS_OPENING, /* nothing to show yet */
  COPIL_FRESHNESS_LOADING, /* shown, and the rest is being fetched */
  COPIL_FRESHNESS_LIVE,
  COPIL_FRESHNESS_PAUSED,  /* by the user */
  COPIL_FRESHNESS_OFFLINE, /* the figures stay, with their age */
} CopilFreshness;

/**
 * CopilStateChip:
 *
 * A shape and a word, the colour comes third. It is a button: it opens what changed, and what the
 * connection is about.
 */
#define COPIL_TYPE_STATE_CHIP (copil_state_chip_get_type ())
G_DECLARE_FINAL_TYPE (CopilStateChip, copil_state_chip, COPIL, STATE_CHIP, GtkWidget)

/* @time: (nullable): when the figures were last known to be the last ones.
 * @fraction: of the loading, 0 to 1; -1 when nobody can tell. */
void copil_state_chip_set         (CopilStateChip *self,
                                   CopilFreshness  freshness,
                                   GDateTime      *time,
                                   double          fraction);
/* Makes what the button opens, when it is first pressed. */
void copil_state_chip_set_create_popover (CopilStateChip               *self,
                                          GtkMenuButtonCreatePopupFunc  create,
                                          gpointer                      data);
/* (transfer full): "En direct · à 14:32:07". */
char *copil_state_chip_get_text   (CopilStateChip *self);
/* Narrow window: the word without the time. */
void copil_state_chip_set_compact (CopilStateChip *self,
                                   gboolean        compact);

G_END_DECLS
