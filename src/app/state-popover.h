/* state-popover.h: what the state chip opens: what changed, and the connection
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "app/change-log.h"
#include "app/station.h"

G_BEGIN_DECLS

#define COPIL_TYPE_STATE_POPOVER (copil_state_popover_get_type ())
G_DECLARE_FINAL_TYPE (CopilStatePopover, copil_state_popover, COPIL, STATE_POPOVER, GtkPopover)

GtkWidget *copil_state_popover_new (CopilStation   *station,
                                    CopilChangeLog *log);

G_END_DECLS
