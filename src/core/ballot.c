/* ballot.c: what a vote decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/ballot.h"

/* -- Who votes -------------------------------------------------------------------------------- */

/* @voters: who acted for each seat when it voted, or at the close; @choices: NONE: did not vote. */
typedef struct
{
  const CopilAssembly *assembly;
  const CopilBallot   *ballot;
  CopilSeatState      *voters;
  CopilChoice         *choices;
} Count;

static gboolean
is_open_at (const CopilBallot *ballot,
            gint64             at)
{
  return ballot->opened <= at && at <= ballot->closed;
}

/* Who votes for @seat at @at, or nobody. */
static CopilSeatState
voter_at (const Count *self,
          guint        seat,
          gint64       at)
{
  const CopilAssembly *assembly = self->assembly;
  g_autofree CopilSeatState *states = g_new (CopilSeatState, assembly->n_seats);

  copil_assembly_at (assembly, at, self->ballot->item, states);
  return states[seat];
}

static gboolean
take_line (Count           *self,
           const CopilVote *line)
{
  int seat = copil_assembly_find_seat (self->assembly, line->seat);
  CopilSeatState voter;

  if (seat < 0 || !copil_seat_has_vote (&self->assembly->seats[seat])
      || !is_open_at (self->ballot, line->at) || self->choices[seat] != COPIL_CHOICE_NONE)
    return FALSE;
  voter = voter_at (self, seat, line->at);
  if (!copil_seat_state_acts (&voter)
      || (line->person != NULL && g_strcmp0 (line->person, voter.person) != 0))
    return FALSE;
  self->choices[seat] = line->choice;
  self->voters[seat] = voter;
  return TRUE;
}

/* Who is there at the close; then, for the seats that voted, who was when they did. */
static void
call_roll (Count        *self,
           CopilVerdict *result)
{
  const CopilBallot *ballot = self->ballot;

  copil_assembly_at (self->assembly, ballot->closed, ballot->item, self->voters);
  for (guint i = 0; !ballot->by_hands && i < ballot->n_votes; i++)
    if (ballot->votes[i].choice != COPIL_CHOICE_NONE)
      result->n_void += !take_line (self, &ballot->votes[i]);
}

/* -- Votes ------------------------------------------------------------------------------------ */

static void
add_seat (const Count  *self,
          guint         i,
          CopilVerdict *result)
{
  const CopilSeat *seat = &self->assembly->seats[i];

  result->n_withdrawn += self->voters[i].sits == COPIL_SITS_WITHDRAWN;
  if (!copil_seat_has_vote (seat) || !copil_seat_state_acts (&self->voters[i]))
    return;
  result->base += seat->votes;
  result->n_present += self->voters[i].sits != COPIL_SITS_MANDATE;
  result->n_represented += self->voters[i].sits == COPIL_SITS_MANDATE;
  result->n_for += self->choices[i] == COPIL_CHOICE_FOR ? seat->votes : 0;
  result->n_against += self->choices[i] == COPIL_CHOICE_AGAINST ? seat->votes : 0;
  result->n_abstain += self->choices[i] == COPIL_CHOICE_ABSTAIN ? seat->votes : 0;
}

static void
add_hands (const CopilBallot *ballot,
           CopilVerdict      *result)
{
  gint64 sum = (gint64) ballot->n_for + ballot->n_against + ballot->n_abstain;

  result->n_for = ballot->n_for;
  result->n_against = ballot->n_against;
  result->n_abstain = ballot->n_abstain;
  if (MIN (MIN (ballot->n_for, ballot->n_against), ballot->n_abstain) < 0 || sum > result->base)
    result->outcome = COPIL_OUTCOME_MISCOUNT;
}

/* Hands may be counted to any number. */
static int
clamp (gint64 votes)
{
  return (int) CLAMP (votes, G_MININT, G_MAXINT);
}

/* Until then @base is all votes present or represented. */
static void
set_base (CopilVerdict      *result,
          CopilMajorityBase  majority)
{
  gint64 cast = (gint64) result->n_for + result->n_against;

  result->n_silent = clamp (result->base - cast - result->n_abstain);
  if (majority == COPIL_MAJORITY_CAST)
    result->base = clamp (cast);
  if (majority != COPIL_MAJORITY_CONSENSUS)
    result->needed = result->base / 2 + 1;
}

static CopilQuorum
lowest_quorum (const CopilAssembly *assembly,
               const CopilBallot   *ballot)
{
  g_autoptr (GArray) moments = copil_assembly_moments (assembly, ballot->opened, ballot->closed);
  CopilQuorum lowest = copil_quorum_at (assembly, ballot->opened, ballot->item);

  g_array_append_val (moments, ballot->closed);
  for (guint i = 0; i < moments->len; i++)
    {
      CopilQuorum now
          = copil_quorum_at (assembly, g_array_index (moments, gint64, i), ballot->item);

      if (now.counted < lowest.counted)
        lowest = now;
    }
  return lowest;
}

/* -- Majority --------------------------------------------------------------------------------- */

static CopilChoice
choice_of_seat (const Count *self,
                int          seat)
{
  if (!self->ballot->by_hands)
    return self->choices[seat];
  if (!copil_seat_has_vote (&self->assembly->seats[seat])
      || !copil_seat_state_acts (&self->voters[seat]))
    return COPIL_CHOICE_NONE;
  return self->assembly->seats[seat].chair == COPIL_CHAIR_STATE ? self->ballot->chair_state
                                                                : self->ballot->chair_local;
}

static int
find_casting_seat (const CopilAssembly *assembly)
{
  switch (copil_regime_get (assembly->regime, COPIL_RULE_TIE))
    {
    case COPIL_TIE_CHAIR_STATE: return copil_assembly_find_chair (assembly, COPIL_CHAIR_STATE);
    case COPIL_TIE_PRESIDENT: return copil_assembly_find_president (assembly);
    case COPIL_TIE_NONE:
    default: return -1;
    }
}

static CopilOutcome
break_tie (const Count  *self,
           CopilVerdict *result)
{
  int seat = find_casting_seat (self->assembly);
  CopilChoice choice = seat >= 0 ? choice_of_seat (self, seat) : COPIL_CHOICE_NONE;

  result->equal = TRUE;
  if ((choice != COPIL_CHOICE_FOR && choice != COPIL_CHOICE_AGAINST)
      || self->voters[seat].sits < COPIL_SITS_DEPUTY)
    return COPIL_OUTCOME_TIE;
  result->casting_seat = (guint) seat + 1;
  result->casting_person = self->voters[seat].person;
  result->casting_choice = choice;
  return choice == COPIL_CHOICE_FOR ? COPIL_OUTCOME_ADOPTED : COPIL_OUTCOME_REJECTED;
}

static CopilOutcome
decide (const Count  *self,
        CopilVerdict *result)
{
  if (copil_regime_get (self->assembly->regime, COPIL_RULE_MAJORITY_BASE)
      == COPIL_MAJORITY_CONSENSUS)
    return result->n_against == 0 && result->n_for > 0 ? COPIL_OUTCOME_ADOPTED
                                                       : COPIL_OUTCOME_NO_CONSENSUS;
  if (result->n_for >= result->needed)
    return COPIL_OUTCOME_ADOPTED;
  if (result->n_for > 0 && result->n_for == result->n_against
      && result->n_for + result->n_against == result->base)
    return break_tie (self, result);
  return COPIL_OUTCOME_REJECTED;
}

/* -- Money ------------------------------------------------------------------------------------ */

static gboolean
is_unknown (const Count *self,
            int          seat)
{
  return seat >= 0 && copil_seat_has_vote (&self->assembly->seats[seat])
         && copil_seat_state_acts (&self->voters[seat])
         && choice_of_seat (self, seat) == COPIL_CHOICE_NONE;
}

/* What was adopted, unless it commits money that the co-chairs do not agree on. */
static CopilOutcome
guard_money (const Count  *self,
             CopilVerdict *result)
{
  int state = copil_assembly_find_chair (self->assembly, COPIL_CHAIR_STATE);
  int local = copil_assembly_find_chair (self->assembly, COPIL_CHAIR_LOCAL);
  guint choices = 0;

  if (!self->ballot->moves_money
      || !copil_regime_get_bool (self->assembly->regime, COPIL_RULE_MONEY_NEEDS_BOTH))
    return COPIL_OUTCOME_ADOPTED;
  choices |= state >= 0 ? 1u << choice_of_seat (self, state) : 0;
  choices |= local >= 0 ? 1u << choice_of_seat (self, local) : 0;
  if (result->casting_seat > 0
      || ((choices & 1u << COPIL_CHOICE_FOR) && (choices & 1u << COPIL_CHOICE_AGAINST)))
    return COPIL_OUTCOME_CHAIRS_DIVIDED;
  if (self->ballot->by_hands && result->n_against > 0
      && (is_unknown (self, state) || is_unknown (self, local)))
    return COPIL_OUTCOME_CHAIRS_UNKNOWN;
  return COPIL_OUTCOME_ADOPTED;
}

static void
conclude (const Count  *self,
          CopilVerdict *result)
{
  result->quorum = lowest_quorum (self->assembly, self->ballot);
  result->without_quorum = !result->quorum.reached && !result->quorum.binding;
  if (result->outcome == COPIL_OUTCOME_MISCOUNT)
    return;
  if (!result->quorum.reached && result->quorum.binding)
    result->outcome = COPIL_OUTCOME_NO_QUORUM;
  else
    result->outcome = decide (self, result);
  if (result->outcome == COPIL_OUTCOME_ADOPTED)
    result->outcome = guard_money (self, result);
}

CopilVerdict
copil_ballot_count (const CopilAssembly *assembly,
                    const CopilBallot   *ballot)
{
  g_autofree CopilSeatState *voters = g_new0 (CopilSeatState, assembly->n_seats);
  g_autofree CopilChoice *choices = g_new0 (CopilChoice, assembly->n_seats);
  Count self = { assembly, ballot, voters, choices };
  CopilVerdict result = { 0 };

  call_roll (&self, &result);
  for (guint i = 0; i < assembly->n_seats; i++)
    add_seat (&self, i, &result);
  if (ballot->by_hands)
    add_hands (ballot, &result);
  set_base (&result, copil_regime_get (assembly->regime, COPIL_RULE_MAJORITY_BASE));
  conclude (&self, &result);
  return result;
}

/* -- One vote --------------------------------------------------------------------------------- */

static CopilObjection *
new_refusal (CopilRule rule,
             char     *text)
{
  CopilObjection *objection = g_new0 (CopilObjection, 1);

  objection->rule = rule;
  objection->blocks = TRUE;
  objection->text = text;
  return objection;
}

/* What follows from what a vote is, whatever the regime. */
static CopilObjection *
refuse (const char *sentence)
{
  return new_refusal (COPIL_RULE_MAJORITY_BASE, g_strconcat (sentence, ".", NULL));
}

static CopilObjection *
refuse_by (const CopilAssembly *assembly,
           CopilRule            rule,
           const char          *sentence)
{
  return new_refusal (rule, copil_regime_quote (assembly->regime, rule, sentence));
}

static gboolean
has_voted (Count *self,
           int    seat)
{
  CopilVerdict ignored = { 0 };

  call_roll (self, &ignored);
  return self->choices[seat] != COPIL_CHOICE_NONE;
}

static const char *
why_not_there (CopilSits sits)
{
  switch (sits)
    {
    case COPIL_SITS_WITHDRAWN:
      return "Ce membre s’est retiré de ce point et ne prend pas part au vote";
    case COPIL_SITS_VACANT: return "Ce siège est vacant";
    case COPIL_SITS_ABSENT:
      return "Personne ne siège pour ce membre, qui n’est ni présent ni représenté";
    case COPIL_SITS_MANDATE: return "Ce membre est représenté par un autre mandataire";
    case COPIL_SITS_DEPUTY: return "Ce membre est suppléé par une autre personne";
    case COPIL_SITS_FULL:
    default: return "Ce membre est présent et vote lui-même";
    }
}

CopilObjection *
copil_ballot_check (const CopilAssembly *assembly,
                    const CopilBallot   *ballot,
                    const char          *seat,
                    const char          *person,
                    gint64               at)
{
  g_autofree CopilSeatState *voters = g_new0 (CopilSeatState, assembly->n_seats);
  g_autofree CopilChoice *choices = g_new0 (CopilChoice, assembly->n_seats);
  Count self = { assembly, ballot, voters, choices };
  int index = copil_assembly_find_seat (assembly, seat);
  CopilSeatState voter;

  if (index < 0)
    return refuse ("Ce siège n’est pas de ce comité");
  if (assembly->seats[index].vacant)
    return refuse (why_not_there (COPIL_SITS_VACANT));
  if (!copil_seat_has_vote (&assembly->seats[index]))
    return refuse_by (assembly, COPIL_RULE_GUESTS, "Ce siège n’a pas voix délibérative");
  if (!is_open_at (ballot, at))
    return refuse (at < ballot->opened ? "Le vote n’est pas ouvert" : "Le vote est clos");
  if (has_voted (&self, index))
    return refuse ("Ce membre a déjà voté");
  voter = voter_at (&self, (guint) index, at);
  if (voter.sits == COPIL_SITS_WITHDRAWN)
    return refuse_by (assembly, COPIL_RULE_WITHDRAWAL, why_not_there (voter.sits));
  if (!copil_seat_state_acts (&voter) || g_strcmp0 (voter.person, person) != 0)
    return refuse (why_not_there (voter.sits));
  return NULL;
}
