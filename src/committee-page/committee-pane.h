/* committee-pane.h: the panes of the page of a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each is made when it is first shown, follows the rows by itself, and is told by update() when
 * what may be done changed, or the committee.
 */
#pragma once

#include "committee-page/committee-context.h"

G_BEGIN_DECLS

/* (transfer floating) */
GtkWidget *copil_overview_pane_new       (CopilCommitteeContext *context);
void       copil_overview_pane_update    (GtkWidget             *pane);
/* asked-card.c: hidden while nothing is asked; it follows the rows by itself. */
GtkWidget *copil_asked_card_new          (CopilCommitteeContext *context);
GtkWidget *copil_sittings_pane_new       (CopilCommitteeContext *context);
void       copil_sittings_pane_update    (GtkWidget             *pane);
GtkWidget *copil_composition_pane_new    (CopilCommitteeContext *context);
void       copil_composition_pane_update (GtkWidget             *pane);
GtkWidget *copil_convergence_pane_new    (CopilCommitteeContext *context);
void       copil_convergence_pane_update (GtkWidget             *pane);
GtkWidget *copil_register_pane_new       (CopilCommitteeContext *context);
void       copil_register_pane_update    (GtkWidget             *pane);
/* Rules are a field of the committee, no rows: update() alone says them. */
GtkWidget *copil_rules_pane_new          (CopilCommitteeContext *context);
void       copil_rules_pane_update       (GtkWidget             *pane);
GtkWidget *copil_balance_pane_new        (CopilCommitteeContext *context);
void       copil_balance_pane_update     (GtkWidget             *pane);

/* (transfer full): of @model (transfer full), the rows that @match, sorted by @compare (nullable). */
typedef gboolean (*CopilRecordMatch) (CopilRecord *record,
                                      gpointer     data);
GListModel *copil_records_filter         (GListModel            *model,
                                          CopilRecordMatch       match,
                                          GCompareDataFunc       compare,
                                          gpointer               data);

G_END_DECLS
