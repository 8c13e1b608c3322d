/* committee-reference.c: the rules of committees once more, as the articles have them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-reference.h"

#include <string.h>

static int
rule (const CopilAssembly *a,
      CopilRule            name)
{
  return copil_regime_get (a->regime, name);
}

/* -- What was found out already ---------------------------------------------------------------- */

/* Of one instant and one item: asked anew at each, this would take hours. */
static struct
{
  gint64      at;
  const char *item;
  GHashTable *seen;
  gboolean    known[64];
  const char *deputies[64];
} found;

void
reference_forget (void)
{
  memset (found.known, 0, sizeof found.known);
  g_clear_pointer (&found.seen, g_hash_table_unref);
}

static void
turn_to (gint64      at,
         const char *item)
{
  if (found.seen != NULL && found.at == at && g_strcmp0 (found.item, item) == 0)
    return;
  reference_forget ();
  found.at = at;
  found.item = item;
  found.seen = g_hash_table_new (g_str_hash, g_str_equal);
}

/* -- Presence --------------------------------------------------------------------------------- */

/* The log, played minute by minute from the beginning. */
static CopilPresence
play (const CopilAssembly *a,
      const char          *person,
      gint64               at)
{
  CopilPresence presence = COPIL_PRESENCE_OUT;

  for (gint64 minute = -1; minute <= at; minute++)
    for (guint i = 0; i < a->n_attendance; i++)
      if (a->attendance[i].at == minute && strcmp (a->attendance[i].person, person) == 0)
        presence = a->attendance[i].presence;
  return presence;
}

static CopilPresence
seen (const CopilAssembly *a,
      const char          *person,
      gint64               at)
{
  gpointer known;

  turn_to (at, found.item);
  if (!g_hash_table_lookup_extended (found.seen, person, NULL, &known))
    {
      known = GINT_TO_POINTER (play (a, person, at));
      g_hash_table_insert (found.seen, (gpointer) person, known);
    }
  return (CopilPresence) GPOINTER_TO_INT (known);
}

/* R. 133-10: by telephone or on video they are present, if the regime has it so. */
static CopilPresence
present (const CopilAssembly *a,
         const char          *person,
         gint64               at)
{
  CopilPresence presence = seen (a, person, at);

  return presence == COPIL_PRESENCE_ROOM || rule (a, COPIL_RULE_REMOTE) ? presence
                                                                        : COPIL_PRESENCE_OUT;
}

/* R. 133-12 */
static gboolean
interested (const CopilAssembly *a,
            const char          *person,
            const char          *item)
{
  for (guint i = 0; item != NULL && i < a->n_withdrawals; i++)
    if (strcmp (a->withdrawals[i].person, person) == 0
        && strcmp (a->withdrawals[i].item, item) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
takes_part (const CopilAssembly *a,
            const char          *person,
            gint64               at,
            const char          *item)
{
  return present (a, person, at) != COPIL_PRESENCE_OUT && !interested (a, person, item);
}

/* -- Seats ------------------------------------------------------------------------------------ */

static const char *
full_member (const CopilAssembly *a,
             guint                seat)
{
  for (guint i = 0; i < a->n_terms; i++)
    if (!a->terms[i].deputy && strcmp (a->terms[i].seat, a->seats[seat].id) == 0)
      return a->terms[i].person;
  return NULL;
}

static gboolean
full_sits (const CopilAssembly *a,
           gint64               at,
           const char          *item,
           guint                seat)
{
  const char *full = full_member (a, seat);

  if (a->seats[seat].vacant || full == NULL || !takes_part (a, full, at, item))
    return FALSE;
  for (guint k = 0; k < seat; k++)
    if (!a->seats[k].vacant && g_strcmp0 (full_member (a, k), full) == 0)
      return FALSE;
  return TRUE;
}

/* R. 133-3 and R. 6123-3-5: a deputy acts in the absence of the full member only; a person has
 * one seat. */
static const char *deputy_sitting (const CopilAssembly *a,
                                   gint64               at,
                                   const char          *item,
                                   guint                seat);

static const char *
find_deputy (const CopilAssembly *a,
             gint64               at,
             const char          *item,
             guint                seat)
{
  if (a->seats[seat].vacant || full_sits (a, at, item, seat))
    return NULL;
  for (guint i = 0; i < a->n_terms; i++)
    {
      const char *person = a->terms[i].person;
      gboolean free = a->terms[i].deputy && strcmp (a->terms[i].seat, a->seats[seat].id) == 0
                      && takes_part (a, person, at, item);

      for (guint k = 0; free && k < a->n_seats; k++)
        free = !full_sits (a, at, item, k) || strcmp (full_member (a, k), person) != 0;
      for (guint k = 0; free && k < seat; k++)
        free = g_strcmp0 (deputy_sitting (a, at, item, k), person) != 0;
      if (free)
        return person;
    }
  return NULL;
}

static const char *
deputy_sitting (const CopilAssembly *a,
                gint64               at,
                const char          *item,
                guint                seat)
{
  turn_to (at, item);
  if (!found.known[seat])
    {
      const char *deputy = find_deputy (a, at, item, seat);

      found.known[seat] = TRUE;
      found.deputies[seat] = deputy;
    }
  return found.deputies[seat];
}

static gboolean
votes (const CopilSeat *seat)
{
  return seat->voting && seat->kind != COPIL_SEAT_GUEST && !seat->vacant;
}

static int
seat_of (const CopilAssembly *a,
         const char          *id)
{
  for (guint i = 0; i < a->n_seats; i++)
    if (strcmp (a->seats[i].id, id) == 0)
      return (int) i;
  return -1;
}

static gboolean
may_sit (const CopilAssembly *a,
         const char          *person,
         guint                seat)
{
  for (guint i = 0; i < a->n_terms; i++)
    if (strcmp (a->terms[i].person, person) == 0
        && strcmp (a->terms[i].seat, a->seats[seat].id) == 0)
      return TRUE;
  return FALSE;
}

/* R. 133-9: to another member; nobody holds more than one, or what the regime says. */
gboolean
reference_stands (const CopilAssembly *a,
                  guint                mandate,
                  gint64               at)
{
  const CopilMandate *m = &a->mandates[mandate];
  int giver = seat_of (a, m->giver), held = 0;
  gboolean member = FALSE;

  for (guint i = 0; i < a->n_seats; i++)
    member = member || (votes (&a->seats[i]) && may_sit (a, m->holder, i));
  if (giver < 0 || !votes (&a->seats[giver]) || may_sit (a, m->holder, (guint) giver) || !member
      || at < m->from || at >= m->until)
    return FALSE;
  for (guint k = 0; k < mandate; k++)
    if (strcmp (a->mandates[k].giver, m->giver) == 0 && reference_stands (a, k, at))
      return FALSE;
    else if (strcmp (a->mandates[k].holder, m->holder) == 0 && reference_stands (a, k, at))
      held++;
  return held + 1 <= rule (a, COPIL_RULE_MANDATES_MAX);
}

/* The seat that @person sits for, or -1. */
static int
place_of (const CopilAssembly *a,
          gint64               at,
          const char          *item,
          const char          *person)
{
  for (guint i = 0; i < a->n_seats; i++)
    if ((full_sits (a, at, item, i) && strcmp (full_member (a, i), person) == 0)
        || g_strcmp0 (deputy_sitting (a, at, item, i), person) == 0)
      return (int) i;
  return -1;
}

static gboolean
withdrawn (const CopilAssembly *a,
           gint64               at,
           const char          *item,
           guint                seat)
{
  for (guint i = 0; i < a->n_terms; i++)
    if (strcmp (a->terms[i].seat, a->seats[seat].id) == 0
        && interested (a, a->terms[i].person, item)
        && (!a->terms[i].deputy || present (a, a->terms[i].person, at) != COPIL_PRESENCE_OUT))
      return TRUE;
  return FALSE;
}

static CopilSeatState
represented (const CopilAssembly *a,
             gint64               at,
             const char          *item,
             guint                seat)
{
  const char *full = full_member (a, seat);
  CopilSeatState absent = { COPIL_SITS_ABSENT, NULL, -1, -1, COPIL_PRESENCE_OUT };

  if (full == NULL || present (a, full, at) != COPIL_PRESENCE_OUT)
    return absent;
  for (guint i = 0; i < a->n_mandates; i++)
    {
      const CopilMandate *m = &a->mandates[i];
      int place = place_of (a, at, item, m->holder);

      if (strcmp (m->giver, a->seats[seat].id) == 0 && place >= 0 && votes (&a->seats[place])
          && reference_stands (a, i, at))
        return (CopilSeatState) { COPIL_SITS_MANDATE, m->holder, place, (int) i,
                                  present (a, m->holder, at) };
    }
  return absent;
}

CopilSeatState
reference_state (const CopilAssembly *a,
                 gint64               at,
                 const char          *item,
                 guint                seat)
{
  const char *full = full_member (a, seat), *deputy = deputy_sitting (a, at, item, seat);
  CopilSeatState nobody = { COPIL_SITS_VACANT, NULL, -1, -1, COPIL_PRESENCE_OUT };

  if (a->seats[seat].vacant)
    return nobody;
  if (full_sits (a, at, item, seat))
    return (CopilSeatState) { COPIL_SITS_FULL, full, -1, -1, present (a, full, at) };
  if (deputy != NULL)
    return (CopilSeatState) { COPIL_SITS_DEPUTY, deputy, -1, -1, present (a, deputy, at) };
  nobody.sits = COPIL_SITS_WITHDRAWN;
  return withdrawn (a, at, item, seat) ? nobody : represented (a, at, item, seat);
}

/* -- Quorum ----------------------------------------------------------------------------------- */

static gboolean
composes (const CopilAssembly *a,
          const CopilSeat     *seat)
{
  if (seat->kind == COPIL_SEAT_GUEST || (seat->vacant && !rule (a, COPIL_RULE_VACANT_SEATS_COUNT)))
    return FALSE;
  return seat->voting || rule (a, COPIL_RULE_QUORUM_BASE) != COPIL_QUORUM_VOTING;
}

/* R. 133-10: at least that share of the members is present, or has given a mandate. */
CopilQuorum
reference_quorum (const CopilAssembly *a,
                  gint64               at,
                  const char          *item)
{
  CopilQuorum q = { 0 };
  int numerator, denominator;

  copil_regime_get_share (a->regime, &numerator, &denominator);
  for (guint i = 0; i < a->n_seats; i++)
    if (composes (a, &a->seats[i]))
      {
        CopilSits sits = reference_state (a, at, item, i).sits;

        q.base++;
        q.present += sits == COPIL_SITS_FULL || sits == COPIL_SITS_DEPUTY;
        q.represented += sits == COPIL_SITS_MANDATE;
      }
  q.counted = q.present + (rule (a, COPIL_RULE_MANDATES_IN_QUORUM) ? q.represented : 0);
  q.required = rule (a, COPIL_RULE_QUORUM_BASE) != COPIL_QUORUM_NONE
               && !(a->without_quorum && rule (a, COPIL_RULE_SECOND_CONVOCATION));
  q.binding = q.required && copil_regime_is_firm (a->regime, COPIL_RULE_QUORUM_BASE)
              && copil_regime_is_firm (a->regime, COPIL_RULE_QUORUM_SHARE);
  while (q.required && q.threshold * (guint) denominator < q.base * (guint) numerator)
    q.threshold++;
  while (q.counted + q.missing < q.threshold)
    q.missing++;
  q.reached = q.missing == 0;
  return q;
}

/* -- Answers ---------------------------------------------------------------------------------- */

static const char *
deputy_named (const CopilAssembly *a,
              const char          *seat)
{
  for (guint i = 0; i < a->n_terms; i++)
    if (a->terms[i].deputy && strcmp (a->terms[i].seat, seat) == 0)
      return a->terms[i].person;
  return NULL;
}

/* Word for word: who comes does, how they said; who gives a mandate has given it for ever. */
CopilQuorum
reference_forecast (const CopilAssembly   *a,
                    const CopilSeatAnswer *answers,
                    guint                  n_answers,
                    gboolean               silent)
{
  CopilAttendance attendance[64];
  CopilMandate mandates[64];
  CopilAssembly then = *a;

  then.attendance = attendance;
  then.mandates = mandates;
  then.n_attendance = then.n_mandates = 0;
  for (guint i = 0; i < a->n_seats; i++)
    {
      CopilSeatAnswer said = { a->seats[i].id, silent ? COPIL_ANSWER_PRESENT : COPIL_ANSWER_ABSENT,
                               NULL };
      const char *full = full_member (a, i), *deputy = deputy_named (a, a->seats[i].id);

      for (guint k = 0; k < n_answers; k++)
        if (strcmp (answers[k].seat, said.seat) == 0 && answers[k].answer != COPIL_ANSWER_NONE)
          said = answers[k];
      if (said.answer == COPIL_ANSWER_DEPUTY)
        full = said.person != NULL ? said.person : deputy;
      if (said.answer == COPIL_ANSWER_MANDATE && said.person != NULL)
        mandates[then.n_mandates++] = (CopilMandate) { said.seat, said.person, 0, G_MAXINT };
      else if (full != NULL && said.answer != COPIL_ANSWER_ABSENT
               && said.answer != COPIL_ANSWER_MANDATE)
        attendance[then.n_attendance++]
            = (CopilAttendance) { full, 0, said.answer == COPIL_ANSWER_REMOTE ? COPIL_PRESENCE_PHONE
                                                                              : COPIL_PRESENCE_ROOM };
    }
  reference_forget ();
  return reference_quorum (&then, 0, NULL);
}

/* -- Votes ------------------------------------------------------------------------------------ */

static gboolean
is_good (const CopilAssembly *a,
         const CopilBallot   *b,
         const CopilVote     *line,
         guint                seat)
{
  CopilSeatState state;

  if (strcmp (line->seat, a->seats[seat].id) != 0 || line->choice == COPIL_CHOICE_NONE
      || !votes (&a->seats[seat]) || line->at < b->opened || line->at > b->closed)
    return FALSE;
  state = reference_state (a, line->at, b->item, seat);
  return state.person != NULL && (line->person == NULL || strcmp (line->person, state.person) == 0);
}

/* The one vote of a seat: its first that is good. */
static const CopilVote *
vote_of (const CopilAssembly *a,
         const CopilBallot   *b,
         guint                seat)
{
  for (guint i = 0; !b->by_hands && i < b->n_votes; i++)
    if (is_good (a, b, &b->votes[i], seat))
      return &b->votes[i];
  return NULL;
}

static CopilSeatState
voter_of (const CopilAssembly *a,
          const CopilBallot   *b,
          guint                seat)
{
  const CopilVote *vote = vote_of (a, b, seat);

  return reference_state (a, vote != NULL ? vote->at : b->closed, b->item, seat);
}

static CopilChoice
choice_of (const CopilAssembly *a,
           const CopilBallot   *b,
           int                  seat)
{
  const CopilVote *vote = seat >= 0 ? vote_of (a, b, (guint) seat) : NULL;

  if (vote != NULL || seat < 0 || !b->by_hands)
    return vote != NULL ? vote->choice : COPIL_CHOICE_NONE;
  if (!votes (&a->seats[seat]) || voter_of (a, b, (guint) seat).person == NULL)
    return COPIL_CHOICE_NONE;
  return a->seats[seat].chair == COPIL_CHAIR_STATE ? b->chair_state : b->chair_local;
}

/* Vote by vote, as they are called. */
static void
call (const CopilAssembly *a,
      const CopilBallot   *b,
      CopilVerdict         *r)
{
  for (guint i = 0; i < a->n_seats; i++)
    {
      CopilSeatState voter = voter_of (a, b, i);
      CopilChoice choice = b->by_hands ? COPIL_CHOICE_NONE : choice_of (a, b, (int) i);

      r->n_withdrawn += voter.sits == COPIL_SITS_WITHDRAWN;
      if (!votes (&a->seats[i]) || voter.person == NULL)
        continue;
      r->n_represented += voter.sits == COPIL_SITS_MANDATE;
      r->n_present += voter.sits != COPIL_SITS_MANDATE;
      for (int v = 0; v < a->seats[i].votes; v++)
        {
          r->base++;
          r->n_for += choice == COPIL_CHOICE_FOR;
          r->n_against += choice == COPIL_CHOICE_AGAINST;
          r->n_abstain += choice == COPIL_CHOICE_ABSTAIN;
        }
    }
  for (guint i = 0; !b->by_hands && i < b->n_votes; i++)
    {
      int seat = seat_of (a, b->votes[i].seat);

      r->n_void += b->votes[i].choice != COPIL_CHOICE_NONE
                   && (seat < 0 || vote_of (a, b, (guint) seat) != &b->votes[i]);
    }
}

static int
chair_of (const CopilAssembly *a,
          CopilChair           chair)
{
  for (guint i = 0; i < a->n_seats; i++)
    if (a->seats[i].chair == chair)
      return (int) i;
  return -1;
}

/* R. 133-11: the president's; R. 5311-41: that of the State's co-chair. */
static int
casting_seat (const CopilAssembly *a)
{
  int state = chair_of (a, COPIL_CHAIR_STATE), local = chair_of (a, COPIL_CHAIR_LOCAL);

  if (rule (a, COPIL_RULE_TIE) == COPIL_TIE_CHAIR_STATE)
    return state;
  if (rule (a, COPIL_RULE_TIE) != COPIL_TIE_PRESIDENT)
    return -1;
  if (state >= 0 && local >= 0)
    return rule (a, COPIL_RULE_CHAIRING) == COPIL_CHAIRING_PRESIDENT ? state : -1;
  return state >= 0 ? state : local;
}

static void
settle (const CopilAssembly *a,
        const CopilBallot   *b,
        CopilVerdict         *r)
{
  int seat = casting_seat (a);
  CopilChoice choice = choice_of (a, b, seat);

  r->equal = TRUE;
  r->outcome = COPIL_OUTCOME_TIE;
  if (seat < 0 || choice == COPIL_CHOICE_NONE || choice == COPIL_CHOICE_ABSTAIN
      || voter_of (a, b, (guint) seat).sits == COPIL_SITS_MANDATE)
    return;
  r->casting_seat = (guint) seat + 1;
  r->casting_choice = choice;
  r->outcome = choice == COPIL_CHOICE_FOR ? COPIL_OUTCOME_ADOPTED : COPIL_OUTCOME_REJECTED;
}

/* R. 133-11 and R. 5311-41: what makes more than half of the base; half and half is an equal
 * division. */
static void
decide (const CopilAssembly *a,
        const CopilBallot   *b,
        CopilVerdict         *r)
{
  r->outcome = COPIL_OUTCOME_REJECTED;
  if (rule (a, COPIL_RULE_MAJORITY_BASE) == COPIL_MAJORITY_CONSENSUS)
    r->outcome = r->n_for == 0 || r->n_against != 0 ? COPIL_OUTCOME_NO_CONSENSUS
                                                    : COPIL_OUTCOME_ADOPTED;
  else if (r->n_for + r->n_for > r->base)
    r->outcome = COPIL_OUTCOME_ADOPTED;
  else if (r->base > 0 && r->n_for + r->n_for == r->base && r->n_against + r->n_against == r->base)
    settle (a, b, r);
}

/* A tie between the co-chairs never moves money. */
static void
spare_money (const CopilAssembly *a,
             const CopilBallot   *b,
             CopilVerdict         *r)
{
  static const CopilChair chairs[] = { COPIL_CHAIR_STATE, COPIL_CHAIR_LOCAL };
  gboolean for_it = FALSE, against_it = FALSE, unknown = FALSE;

  for (guint i = 0; i < 2; i++)
    {
      int seat = chair_of (a, chairs[i]);
      CopilChoice choice = choice_of (a, b, seat);

      for_it |= choice == COPIL_CHOICE_FOR;
      against_it |= choice == COPIL_CHOICE_AGAINST;
      unknown |= seat >= 0 && b->by_hands && choice == COPIL_CHOICE_NONE && votes (&a->seats[seat])
                 && voter_of (a, b, (guint) seat).person != NULL;
    }
  if (r->casting_seat > 0 || (for_it && against_it))
    r->outcome = COPIL_OUTCOME_CHAIRS_DIVIDED;
  else if (unknown && r->n_against > 0)
    r->outcome = COPIL_OUTCOME_CHAIRS_UNKNOWN;
}

static CopilQuorum
quorum_throughout (const CopilAssembly *a,
                   const CopilBallot   *b)
{
  CopilQuorum lowest = reference_quorum (a, b->opened, b->item);

  for (gint64 at = b->opened; at <= b->closed; at++)
    {
      CopilQuorum now = reference_quorum (a, at, b->item);

      if (now.missing > lowest.missing || now.counted < lowest.counted)
        lowest = now;
    }
  return lowest;
}

/* What is over what, before what the votes say. */
static void
conclude (const CopilAssembly *a,
          const CopilBallot   *b,
          CopilVerdict         *r)
{
  if (r->outcome == COPIL_OUTCOME_MISCOUNT)
    return;
  if (!r->quorum.reached && r->quorum.binding)
    {
      r->outcome = COPIL_OUTCOME_NO_QUORUM;
      return;
    }
  decide (a, b, r);
  if (r->outcome == COPIL_OUTCOME_ADOPTED && b->moves_money)
    spare_money (a, b, r);
}

CopilVerdict
reference_verdict (const CopilAssembly *a,
                  const CopilBallot   *b)
{
  CopilVerdict r = { 0 };

  call (a, b, &r);
  if (b->by_hands)
    {
      r.n_for = b->n_for;
      r.n_against = b->n_against;
      r.n_abstain = b->n_abstain;
    }
  r.n_silent = r.base - r.n_for - r.n_against - r.n_abstain;
  if (r.n_silent < 0 || r.n_for < 0 || r.n_against < 0 || r.n_abstain < 0)
    r.outcome = COPIL_OUTCOME_MISCOUNT;
  if (rule (a, COPIL_RULE_MAJORITY_BASE) == COPIL_MAJORITY_CAST)
    r.base = r.n_for + r.n_against;
  while (rule (a, COPIL_RULE_MAJORITY_BASE) != COPIL_MAJORITY_CONSENSUS
         && r.needed + r.needed <= r.base)
    r.needed++;
  r.quorum = quorum_throughout (a, b);
  r.without_quorum = !r.quorum.reached && !r.quorum.binding;
  conclude (a, b, &r);
  return r;
}
