/* session-view.h: one indicator for the whole room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "dashboard/dashboard-model.h"

G_BEGIN_DECLS

/**
 * CopilSessionView:
 *
 * What is projected: a title, a sentence, one drawing, the value, and what comes next. Page Down and
 * Page Up, which is what a remote sends, go through the key indicators; Space changes the drawing,
 * B blanks the screen.
 */
#define COPIL_TYPE_SESSION_VIEW (copil_session_view_get_type ())
G_DECLARE_FINAL_TYPE (CopilSessionView, copil_session_view, COPIL, SESSION_VIEW, GtkWidget)

GtkWidget *copil_session_view_new            (CopilDashboardModel *model);
/* @state: "En direct · à 14:32:07". */
void       copil_session_view_set_state      (CopilSessionView    *self,
                                              const char          *state);
void       copil_session_view_set_fictitious (CopilSessionView    *self,
                                              gboolean             fictitious);

G_END_DECLS
