/* live-ballot.c: a vote of a sitting, counted by the rules' engine
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"

#include <glib/gi18n-lib.h>

gboolean
copil_vote_is_open (CopilRecord *vote)
{
  return !copil_record_has (vote, "closed_at");
}

static gboolean
is_of (CopilRecord *ballot, CopilRecord *vote)
{
  return g_strcmp0 (copil_record_get_string (ballot, "vote_id"), copil_record_get_id (vote)) == 0;
}

CopilRecord *
copil_live_find_ballot (CopilLive *live, CopilRecord *vote, const char *seat)
{
  GListModel *ballots = copil_live_get_list (live, "ballot");

  for (guint i = 0; i < g_list_model_get_n_items (ballots); i++)
    {
      g_autoptr (CopilRecord) ballot = g_list_model_get_item (ballots, i);

      if (is_of (ballot, vote)
          && g_strcmp0 (copil_record_get_string (ballot, "seat_id"), seat) == 0)
        return ballot;
    }
  return NULL;
}

gboolean
copil_live_count_vote (CopilLive *live, CopilRecord *vote, CopilVerdict *verdict)
{
  return copil_room_count_vote (copil_live_get_room (live), vote, verdict);
}

int
copil_live_count_entitled (CopilLive *live)
{
  CopilRoom *room = copil_live_get_room (live);
  int votes = 0;

  for (guint i = 0; i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);

      if (copil_seat_state_acts (&seat->state))
        votes += seat->votes;
    }
  return votes;
}

/* -- In words --------------------------------------------------------------------------------- */

static char *
format_numbers (int n_for, int n_against, int n_abstain)
{
  g_autofree char *abstain = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d abstention", "%d abstentions", n_abstain), n_abstain);

  /* translators: votes for, votes against, "2 abstentions" */
  return g_strdup_printf (_ ("%d for · %d against · %s"), n_for, n_against, abstain);
}

char *
copil_live_format_count (CopilLive *live, CopilRecord *vote)
{
  CopilVerdict verdict;

  if (g_str_equal (copil_record_get_word (vote, "method"), "hands")
      || !copil_live_count_vote (live, vote, &verdict))
    return format_numbers ((int) copil_record_get_int (vote, "votes_for"),
                           (int) copil_record_get_int (vote, "votes_against"),
                           (int) copil_record_get_int (vote, "abstentions"));
  return format_numbers (verdict.n_for, verdict.n_against, verdict.n_abstain);
}

/* By CopilOutcome. */
static const struct
{
  const char *verdict;
  const char *word;
} outcomes[] = {
  { "adopted", N_ ("Adopted") },
  { "rejected", N_ ("Rejected") },
  { "tie", N_ ("Tie") },
  { "no_quorum", N_ ("No quorum") },
  { "no_consensus", N_ ("No consensus") },
  { "chairs_divided", N_ ("Co-chairs divided") },
  { "chairs_unknown", N_ ("Votes of the co-chairs not noted") },
  { "miscount", N_ ("To be counted again") },
};

const char *
copil_live_get_verdict (CopilLive *live, CopilRecord *vote)
{
  const char *stored = copil_record_get_word (vote, "verdict");
  CopilVerdict foreseen;

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (stored, outcomes[i].verdict))
      return _ (outcomes[i].word);
  if (*stored != '\0' || !copil_live_count_vote (live, vote, &foreseen))
    return "";
  return _ (outcomes[foreseen.outcome].word);
}

char *
copil_live_warn_quorum (CopilLive *live, CopilRecord *vote)
{
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (live));
  CopilVerdict verdict;

  if (!copil_live_count_vote (live, vote, &verdict))
    return NULL;
  if (verdict.outcome == COPIL_OUTCOME_NO_QUORUM)
    return copil_verdict_describe (&verdict, assembly);
  return verdict.without_quorum ? copil_quorum_describe (&verdict.quorum, assembly->regime) : NULL;
}

char *
copil_live_quote_rule (CopilLive *live, CopilRecord *vote)
{
  CopilVerdict verdict;

  if (!copil_live_count_vote (live, vote, &verdict))
    return NULL;
  return copil_verdict_describe (&verdict, copil_room_get_assembly (copil_live_get_room (live)));
}

/* "9 voix exprimées sur 19": how each voted is for the end. */
static char *
describe_progress (CopilLive *live, CopilRecord *vote)
{
  CopilVerdict verdict;
  int cast, entitled = copil_live_count_entitled (live);

  if (g_str_equal (copil_record_get_word (vote, "method"), "hands")
      || !copil_live_count_vote (live, vote, &verdict))
    return g_strdup_printf (
        g_dngettext (GETTEXT_PACKAGE, "%d vote may be cast", "%d votes may be cast", entitled),
        entitled);
  cast = verdict.n_for + verdict.n_against + verdict.n_abstain;
  return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "%d vote cast of %d", "%d votes cast of %d", cast), cast,
      entitled);
}

void
copil_live_fill_vote (CopilLive *live, CopilScene *scene, CopilRecord *item)
{
  CopilRecord *vote = copil_live_find_vote (live, item);

  if (vote == NULL)
    return;
  scene->vote.question = copil_scene_keep (scene, copil_record_get_word (vote, "question"));
  if (copil_vote_is_open (vote))
    {
      scene->vote.caption = g_str_equal (copil_record_get_word (vote, "method"), "hands")
                                ? _ ("Vote by show of hands")
                                : _ ("Vote by roll-call");
      scene->vote.progress = copil_scene_take (scene, describe_progress (live, vote));
      return;
    }
  scene->vote.caption = _ ("Result of the vote");
  scene->vote.progress = copil_scene_take (scene, copil_live_format_count (live, vote));
  scene->vote.verdict = copil_live_get_verdict (live, vote);
  scene->vote.favourable = g_str_equal (copil_record_get_word (vote, "verdict"), "adopted");
  scene->vote.rule = copil_scene_take (scene, copil_live_quote_rule (live, vote));
}
