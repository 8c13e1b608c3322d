/* live-acts.h: what one does at a sitting that is being held, by its page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live-page.h"

G_BEGIN_DECLS

/* (nullable): the first widget of that type under @widget, shown or not. */
GtkWidget *live_find_type     (GtkWidget     *widget,
                               GType          type);
/* (nullable): a button that is shown and says so. */
GtkWidget *live_find_button   (GtkWidget     *widget,
                               const char    *label);
/* That of @pane, a name of a type: the one after @n others of its kind. */
GtkWidget *live_in_pane       (CopilLivePage *page,
                               const char    *pane,
                               GType          type,
                               guint          n);

/* As a click, once the button is there. */
void       live_press         (CopilLivePage *page,
                               const char    *label);
/* That has an icon for a label. */
void       live_press_named   (CopilLivePage *page,
                               const char    *name);
/* In one of the panes, at once. */
void       live_press_pane    (CopilLivePage *page,
                               const char    *pane,
                               const char    *label);
/* The line of a drop-down of a pane. */
void       live_choose        (CopilLivePage *page,
                               const char    *pane,
                               guint          n,
                               guint          line);
/* In an entry of a pane. */
void       live_write_in      (CopilLivePage *page,
                               const char    *pane,
                               guint          n,
                               const char    *words);
/* A line of the list of a pane, then a key on it. */
void       live_choose_line   (CopilLivePage *page,
                               const char    *pane,
                               int            index);
void       live_type_key      (CopilLivePage *page,
                               const char    *pane,
                               guint          keyval);

/* Whether the room sees these words, as this station shows it. */
gboolean   live_sees          (CopilLivePage *page,
                               const char    *words);

G_END_DECLS
