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
/* As a card: what it holds does not stand out over its corners. */
void        copil_live_frame        (GtkWidget   *scroller);
/* What stands in the place of no line. */
void        copil_live_list_set_empty (GtkWidget *list,
                                     const char  *words);
void        copil_live_list_clear   (GtkWidget   *list);
typedef void (*CopilLiveFillFunc) (gpointer data);
/* Empties @list and has @fill put its lines in again; the one that was chosen, by its place, and the
 * focus come back. */
void        copil_live_list_refill  (GtkWidget         *list,
                                     CopilLiveFillFunc  fill,
                                     gpointer           data);
/* A line: a title, what is said under it, and what can be done. */
GtkWidget  *copil_live_row_new      (const char  *title,
                                     const char  *subtitle);
/* A button at the end of a line, about @record: @callback (button). @icon: (nullable): instead of
 * the label, which is then its name. */
GtkWidget  *copil_live_row_add_button (GtkWidget   *row,
                                     const char  *icon,
                                     const char  *label,
                                     CopilRecord *record,
                                     GCallback    callback);
/* What the button of a line is about. */
CopilRecord *copil_live_button_get_record (GtkWidget *button);
/* A choice among the members, with a search; its first line, @name, is nobody. */
GtkWidget  *copil_live_members_new  (CopilLive   *live,
                                     const char  *name);
/* (nullable): id of the one chosen; then nobody is. */
const char *copil_live_members_take (GtkWidget   *members);
/* (transfer none) (nullable): a record of the list that waits and of which @field is @value. */
CopilRecord *copil_live_find_pending (GListModel *list,
                                      const char *field,
                                      const char *value);
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
/* live-chairs.c: by hands, how the co-chairs vote, where it counts for more than a hand. */
GtkWidget  *copil_live_chairs_new          (void);
/* @item: (nullable): that is put to the vote; NULL asks nothing. */
void        copil_live_chairs_ask          (GtkWidget   *chairs,
                                            CopilLive   *live,
                                            CopilRecord *item);
/* (nullable): "for", "against", "abstain", "none"; NULL when it was not asked or not noted. */
const char *copil_live_chairs_get          (GtkWidget   *chairs,
                                            CopilChair   chair);

/* live-guests.c: who is heard, below the floor. */
GtkWidget  *copil_live_guests_new          (CopilLive *live);

/* live-correct.c: asks for other words, or for whom and when; @widget: of the window. */
void        copil_live_correct_decision    (CopilLive   *live,
                                            GtkWidget   *widget,
                                            CopilRecord *decision);
void        copil_live_correct_action      (CopilLive   *live,
                                            GtkWidget   *widget,
                                            CopilRecord *action);

G_END_DECLS
