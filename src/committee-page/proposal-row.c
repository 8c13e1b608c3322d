/* proposal-row.c: what a member proposes for an agenda, in a list
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/proposal-row.h"

#include "core/format.h"

void
copil_proposal_row_fill (CopilRecordRow        *row,
                         CopilRecord           *proposal,
                         CopilCommitteeContext *context)
{
  CopilRecord *member = copil_committee_context_find (
    context, "member", copil_record_get_string (proposal, "member_id"));
  const char *answer = copil_record_get_string (proposal, "answer");
  const char *by = member != NULL ? copil_record_get_word (member, "name") : "";
  g_autofree char *length =
    copil_format_duration (copil_record_get_int (proposal, "seconds"));
  g_autofree char *text =
    g_strjoin (" · ", by, copil_words_nature (copil_record_get_string (proposal, "nature")).word,
               length, answer != NULL ? answer : copil_record_get_word (proposal, "reason"), NULL);

  copil_record_row_set_text (row, copil_record_get_word (proposal, "title"), text);
  copil_record_row_set_state (row,
                              copil_words_proposal (copil_record_get_string (proposal, "state")));
}
