/* live-ballot.h: a vote of a sitting, counted by the rules' engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/live.h"

G_BEGIN_DECLS

/* As it stands, or as it was when it was closed. FALSE before the rules are known. */
gboolean     copil_live_count_vote   (CopilLive          *live,
                                      CopilRecord        *vote,
                                      CopilVerdict       *verdict);
/* (nullable) (transfer none): what was cast for a seat. */
CopilRecord *copil_live_find_ballot  (CopilLive          *live,
                                      CopilRecord        *vote,
                                      const char         *seat);
gboolean     copil_vote_is_open      (CopilRecord        *vote);
/* (transfer full): "12 pour · 5 contre · 2 abstentions" */
char        *copil_live_format_count (CopilLive          *live,
                                      CopilRecord        *vote);
/* Votes that may be cast, by those who act now. */
int          copil_live_count_entitled (CopilLive        *live);
/* "Adoptée", "Rejetée"...: of the base, or as it is foreseen until it answers. */
const char  *copil_live_get_verdict  (CopilLive          *live,
                                      CopilRecord        *vote);
/* (transfer full) (nullable): that an open vote lacks its quorum, and by which article. */
char        *copil_live_warn_quorum  (CopilLive          *live,
                                      CopilRecord        *vote);
/* (transfer full) (nullable): the sentence of the rule. */
char        *copil_live_quote_rule   (CopilLive          *live,
                                      CopilRecord        *vote);
/* The last vote on @item, if there is one. */
void         copil_live_fill_vote    (CopilLive          *live,
                                      CopilScene         *scene,
                                      CopilRecord        *item);

G_END_DECLS
