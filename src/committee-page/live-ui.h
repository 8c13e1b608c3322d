/* live-ui.h: the few shapes that the operator's console is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live.h"
#include "widget/fit-label.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A CopilFitLabel that wraps. */
GtkWidget  *copil_live_label_new    (const char  *text,
                                     const char  *style);
/* @callback: swapped, called with @data. */
GtkWidget  *copil_live_button_new   (const char  *label,
                                     const char  *style,
                                     GCallback    callback,
                                     gpointer     data);
/* With a name for a screen reader, which is also its placeholder. */
GtkWidget  *copil_live_entry_new    (const char  *name);
GtkWidget  *copil_live_heading_new  (const char  *text);
/* A list box with a name, that scrolls. @list: (out) */
GtkWidget  *copil_live_list_new     (const char  *name,
                                     GtkWidget  **list);
void        copil_live_list_clear   (GtkWidget   *list);
/* A line: a title, what is said under it, and what can be done. */
GtkWidget  *copil_live_row_new      (const char  *title,
                                     const char  *subtitle);
/* "en attente" after @text when the record waits: (transfer full). */
char       *copil_live_mark_pending (CopilRecord *record,
                                     const char  *text);
/* (transfer full): its text; @entry is emptied. NULL when there is none. */
char       *copil_live_take_text    (GtkWidget   *entry);

/* The panes of the console: AdwBin. */
GtkWidget  *copil_live_agenda_pane_new     (CopilLive *live);
GtkWidget  *copil_live_attendance_pane_new (CopilLive *live);
GtkWidget  *copil_live_item_pane_new       (CopilLive *live);
GtkWidget  *copil_live_vote_pane_new       (CopilLive *live);
GtkWidget  *copil_live_decision_pane_new   (CopilLive *live);
GtkWidget  *copil_live_floor_pane_new      (CopilLive *live);

G_END_DECLS
