/* indicator-list.h: every indicator of the level, chapter by chapter
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gtk/gtk.h>

#include "view/dashboard-view.h"

G_BEGIN_DECLS

/**
 * CopilIndicatorList:
 *
 * Closed: one line. Open: a search field and a row an indicator, with its value and its signal.
 * Signal "chosen" (string: code).
 */
#define COPIL_TYPE_INDICATOR_LIST (copil_indicator_list_get_type ())
G_DECLARE_FINAL_TYPE (CopilIndicatorList, copil_indicator_list, COPIL, INDICATOR_LIST, GtkWidget)

void copil_indicator_list_show (CopilIndicatorList *self,
                                CopilDashboardView *view);
/* Ctrl+L: open, and ready to type. */
void copil_indicator_list_open (CopilIndicatorList *self);

G_END_DECLS
