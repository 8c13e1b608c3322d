/* refusal.h: what the base refused, in its own words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "db/outbox.h"

G_BEGIN_DECLS

/* In a dialog over the window of @widget: what was asked, why it is refused, what to do. */
void copil_refusal_tell (GtkWidget    *widget,
                         CopilCommand *command);
/* It was recorded: what the rules have against it, if anything. */
void copil_refusal_tell_warnings (GtkWidget    *widget,
                                  CopilCommand *command);

G_END_DECLS
