/* answer-forms.h: answers to a convocation: one's own, and those that the secretariat notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

/* Whether convocations may be answered now: between the sending and the opening. */
gboolean copil_answer_is_awaited   (CopilSittingContext *context);
/* @choice: "present", "remote", "absent". */
void     copil_answer_submit       (CopilSittingContext *context,
                                    CopilRecord         *recipient,
                                    const char          *choice);
/* "I received it": of the person at this window. */
void     copil_answer_acknowledge  (CopilSittingContext *context);
/* All answers, with whom they concern; of somebody else also whether it was received. */
void     copil_answer_open         (CopilSittingContext *context,
                                    CopilRecord         *recipient);
/* Asks those who are silent once more. */
void     copil_answer_remind       (CopilSittingContext *context);

/* (transfer full): "CAF du Nord, full member" */
char    *copil_answer_name_seat    (CopilSittingContext *context,
                                    CopilRecord         *recipient);
/* (transfer full): "Present", "Mandate to Paul Martin"; "No answer yet". */
char    *copil_answer_describe     (CopilSittingContext *context,
                                    CopilRecord         *recipient);
/* (transfer none): of a member; "" for none. */
const char *copil_answer_name_member (CopilSittingContext *context,
                                    const char          *member);
/* Whether the last version that was sent was received. */
gboolean copil_answer_is_received  (CopilRecord         *recipient);

G_END_DECLS
