/* overlay-table.c: which command touches which row
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/overlay-private.h"

#include <stdlib.h>

#define LAST "\"rank\": 1000000"

/* Sorted. An approval or a convocation is not here: they are shown when they are recorded. */
static const CopilOverlayRule rules[] = {
  { "action_add", "action", "id", "{\"state\": \"open\", \"gone\": false}" },
  { "action_edit", "action", "action" },
  { "action_remind", "action", "action", NULL, _copil_overlay_stamp },
  { "advice_ask", "advice", "id", "{\"state\": \"asked\"}", _copil_overlay_ask_advice },
  { "advice_give", "advice", "advice", "{\"state\": \"given\"}", _copil_overlay_stamp },
  { "advice_remind", "advice", "advice", NULL, _copil_overlay_stamp },
  { "advice_withdraw", "advice", "advice", "{\"state\": \"withdrawn\"}" },
  { "agenda_submit", "sitting", "sitting", "{\"stage\": \"submitted\"}" },
  { "answer", "sitting", "sitting", NULL, _copil_overlay_note_answer },
  { "attendance_note", "attendance", "id", NULL, _copil_overlay_stamp },
  { "ballot_cast", "ballot", "id", NULL, _copil_overlay_stamp },
  { "clock_extend", "sitting", "sitting", NULL, _copil_overlay_extend },
  { "clock_pause", "sitting", "sitting", NULL, _copil_overlay_pause },
  { "clock_resume", "sitting", "sitting", NULL, _copil_overlay_resume },
  { "college_add", "college", "id" },
  { "college_edit", "college", "college" },
  { "committee_edit", "committee", "committee" },
  { "committee_rule_set", "committee", "committee", NULL, _copil_overlay_set_rule },
  { "decision_add", "decision", "id", "{\"gone\": false}", _copil_overlay_stamp },
  { "decision_edit", "decision", "decision" },
  { "decision_remove", "decision", "decision", "{\"gone\": true}" },
  { "delegation_give", "delegation", "id" },
  { "delegation_revoke", "delegation", "delegation", NULL, _copil_overlay_stamp },
  { "dissent_add", "dissent", "id", "{\"gone\": false}" },
  { "dissent_remove", "dissent", "dissent", "{\"gone\": true}" },
  { "former_body_add", "former_body", "id" },
  { "former_body_edit", "former_body", "body" },
  { "former_body_merge", "former_body", "body", "{\"state\": \"merged\"}" },
  { "former_subject_add", "former_subject", "id", NULL, _copil_overlay_add_subject },
  { "former_subject_edit", "former_subject", "subject" },
  { "guest_add", "guest", "id", "{\"gone\": false}" },
  { "guest_remove", "guest", "guest", "{\"gone\": true}" },
  { "item_add", "agenda_item", "id",
    "{\"outcome\": \"pending\", \"gone\": false, \"origin\": \"own\"}",
    _copil_overlay_place_item },
  { "item_document_add", "item_document", "id", "{\"gone\": false, " LAST "}" },
  { "item_document_move", "item_document", "item_document" },
  { "item_document_remove", "item_document", "item_document", "{\"gone\": true}" },
  { "item_edit", "agenda_item", "item" },
  { "item_end", "agenda_item", "item", NULL, _copil_overlay_end_item },
  { "item_move", "agenda_item", "item", NULL, _copil_overlay_place_item },
  { "item_remove", "agenda_item", "item", "{\"gone\": true}" },
  { "item_restore", "agenda_item", "item", "{\"gone\": false}", _copil_overlay_restore_item },
  { "item_start", "agenda_item", "item", "{\"outcome\": \"current\"}", _copil_overlay_start_item },
  { "mandate_end", "mandate", "mandate", NULL, _copil_overlay_stamp },
  { "mandate_give", "mandate", "id", NULL, _copil_overlay_stamp },
  { "note_set", "operator_note", "id" },
  { "paragraph_add", "paragraph", "id", "{\"gone\": false}" },
  { "paragraph_edit", "paragraph", "paragraph" },
  { "paragraph_remove", "paragraph", "paragraph", "{\"gone\": true}" },
  { "proposal_add", "proposal", "id", "{\"state\": \"proposed\"}" },
  { "proposal_answer", "proposal", "proposal", NULL, _copil_overlay_answer_proposal },
  { "proposal_withdraw", "proposal", "proposal", "{\"state\": \"withdrawn\"}" },
  { "receipt_note", "sitting", "sitting", NULL, _copil_overlay_note_receipt },
  { "recurring_item_add", "recurring_item", "id", "{\"stopped\": false}" },
  { "recurring_item_edit", "recurring_item", "item" },
  { "recurring_item_stop", "recurring_item", "item", "{\"stopped\": true}" },
  { "remark_add", "remark", "id", "{\"state\": \"open\"}", _copil_overlay_stamp },
  { "seat_add", "seat", "id" },
  { "seat_edit", "seat", "seat" },
  { "seat_end", "seat", "seat" },
  { "sitting_add", "sitting", "id", "{\"stage\": \"draft\"}" },
  { "sitting_cancel", "sitting", "sitting", "{\"stage\": \"cancelled\"}" },
  { "sitting_close", "sitting", "sitting", "{\"stage\": \"closed\"}", _copil_overlay_close },
  { "sitting_edit", "sitting", "sitting" },
  { "sitting_open", "sitting", "sitting", "{\"stage\": \"open\"}", _copil_overlay_open },
  { "sitting_reopen", "sitting", "sitting", "{\"stage\": \"open\"}", _copil_overlay_reopen },
  { "sitting_suspend", "sitting", "sitting", "{\"stage\": \"suspended\"}",
    _copil_overlay_suspend },
  { "speaker_ask", "speaker", "id", "{\"gone\": false, " LAST "}", _copil_overlay_stamp },
  { "speaker_end", "speaker", "speaker", NULL, _copil_overlay_stamp },
  { "speaker_move", "speaker", "speaker" },
  { "speaker_remove", "speaker", "speaker", "{\"gone\": true}" },
  { "speaker_start", "speaker", "speaker", NULL, _copil_overlay_stamp },
  { "term_add", "term", "id" },
  { "term_end", "term", "term" },
  { "view_add", "item_view", "id", "{\"gone\": false, " LAST "}" },
  { "view_move", "item_view", "view" },
  { "view_remove", "item_view", "view", "{\"gone\": true}" },
  { "view_restore", "item_view", "view", "{\"gone\": false}" },
  { "vote_cancel", "vote", "vote", "{\"verdict\": \"cancelled\"}", _copil_overlay_stamp },
  { "vote_close", "vote", "vote", NULL, _copil_overlay_stamp },
  { "vote_hands", "vote", "vote" },
  { "vote_open", "vote", "id", "{\"gone\": false}", _copil_overlay_stamp },
  { "withdrawal_note", "withdrawal", "id", "{\"gone\": false}", _copil_overlay_stamp },
  { "withdrawal_undo", "withdrawal", "withdrawal", "{\"gone\": true}" },
};

static int
compare (gconstpointer function,
         gconstpointer rule)
{
  return g_strcmp0 (function, ((const CopilOverlayRule *) rule)->function);
}

const CopilOverlayRule *
_copil_overlay_find_rule (const char *function)
{
  return bsearch (function, rules, G_N_ELEMENTS (rules), sizeof *rules, compare);
}

/* -- When --------------------------------------------------------------------------------------- */

static const struct
{
  const char *function;
  const char *field;
} stamps[] = {
  { "action_remind", "reminded_at" }, { "advice_give", "given_at" },
  { "advice_remind", "reminded_at" },
  { "attendance_note", "at" },     { "ballot_cast", "at" },
  { "decision_add", "recorded_at" }, { "delegation_revoke", "revoked_at" },
  { "mandate_end", "until" },
  { "mandate_give", "since" },     { "remark_add", "at" },
  { "speaker_ask", "asked_at" },   { "speaker_end", "ended_at" },
  { "speaker_start", "started_at" }, { "vote_cancel", "closed_at" },
  { "vote_close", "closed_at" },   { "vote_open", "opened_at" },
  { "withdrawal_note", "at" },
};

const char *
_copil_overlay_find_stamp (const char *function)
{
  for (guint i = 0; i < G_N_ELEMENTS (stamps); i++)
    if (g_str_equal (stamps[i].function, function))
      return stamps[i].field;
  return NULL;
}

void
_copil_overlay_stamp (CopilOverlay *self,
                      CopilCommand *command,
                      const char   *row)
{
  const char *function = copil_command_get_function (command);

  _copil_overlay_set_time (self, _copil_overlay_find_rule (function)->kind, row,
                           _copil_overlay_find_stamp (function), _copil_overlay_moment (command));
}
