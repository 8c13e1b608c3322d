/* sitting-cards.h: what stands beside the agenda of a sitting that is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

/* (transfer floating). Each update() says it anew from the rows, and hides what does not apply. */

/* The two keys: who approved, what an edit voided, who may do what. */
GtkWidget *copil_keys_card_new           (CopilSittingContext *context);
void       copil_keys_card_update        (GtkWidget           *card);
/* What is not as it was approved. */
GtkWidget *copil_changes_card_new        (CopilSittingContext *context);
void       copil_changes_card_update     (GtkWidget           *card);
/* What is not as it was sent, who must be told again; or what the last version changed. */
GtkWidget *copil_sent_card_new           (CopilSittingContext *context);
void       copil_sent_card_update        (GtkWidget           *card);
/* By when it is to be received, and whether it was sent. */
GtkWidget *copil_convocation_card_new    (CopilSittingContext *context);
void       copil_convocation_card_update (GtkWidget           *card);
/* Who will be there, as they answered. */
GtkWidget *copil_quorum_card_new         (CopilSittingContext *context);
void       copil_quorum_card_update      (GtkWidget           *card);
/* What this person answers, to the convocation that they received. */
GtkWidget *copil_answer_card_new         (CopilSittingContext *context);
void       copil_answer_card_update      (GtkWidget           *card);
/* Who was convoked, what they received and answered. */
GtkWidget *copil_answers_card_new        (CopilSittingContext *context);
void       copil_answers_card_update     (GtkWidget           *card);
/* What was not dealt with in a closed sitting, to be put on the agenda of the next one. */
GtkWidget *copil_carry_card_new          (CopilSittingContext *context);
void       copil_carry_card_update       (GtkWidget           *card);
/* What members propose, while the agenda may change. */
GtkWidget *copil_proposals_card_new      (CopilSittingContext *context);
void       copil_proposals_card_update   (GtkWidget           *card);
/* Opens the form: where it is put, or why not. */
void       copil_proposals_card_answer   (CopilSittingContext *context,
                                          const char          *id,
                                          gboolean             accept);

/* Advice asked on the points: who was asked, what they answered, what can be done. */
GtkWidget *copil_advices_card_new        (CopilSittingContext *context);
void       copil_advices_card_update     (GtkWidget           *card);

G_END_DECLS
