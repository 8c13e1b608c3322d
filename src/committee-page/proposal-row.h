/* proposal-row.h: what a member proposes for an agenda, in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/committee-context.h"
#include "committee-page/record-row.h"

G_BEGIN_DECLS

/* What, by whom, why or what was answered, and how it stands. */
void copil_proposal_row_fill (CopilRecordRow        *row,
                              CopilRecord           *proposal,
                              CopilCommitteeContext *context);

G_END_DECLS
