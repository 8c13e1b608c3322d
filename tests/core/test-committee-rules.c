/* test-committee-rules.c: the rule engine against a slow reference, on random sittings
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-fixture.h"
#include "committee-reference.h"

#include <stdlib.h>

/* A sitting a seed: the same every time, so that none fails by chance. COPIL_TEST_SEED=n takes
 * one alone. */
#define N_SEEDS 3300
#define LAST_MINUTE 12

#define SAME(what, at, engine, reference)                                                          \
  G_STMT_START                                                                                     \
  {                                                                                                \
    gint64 engine_ = (engine), reference_ = (reference);                                           \
    if (engine_ != reference_)                                                                     \
      g_error ("COPIL_TEST_SEED=%u: %s at %" G_GINT64_FORMAT ": %" G_GINT64_FORMAT                 \
               ", but by the articles %" G_GINT64_FORMAT,                                          \
               seed, what, (gint64) (at), engine_, reference_);                                    \
  }                                                                                                \
  G_STMT_END

/* -- A random sitting ------------------------------------------------------------------------- */

static const char *
pick (GRand             *rand,
      const char *const *words)
{
  return words[g_rand_int_range (rand, 0, (gint32) g_strv_length ((char **) words))];
}

static CopilRegime *
random_regime (GRand *rand)
{
  static const char *const profiles[] = { "prefiguration", "crpa", "crefop", "comite_emploi", NULL };
  static const struct
  {
    const char *rule;
    const char *values[5];
  } rules[] = {
    { "chairing", { "\"joint\"", "\"president\"" } },
    { "quorum_base", { "\"none\"", "\"composing\"", "\"voting\"" } },
    { "quorum_share", { "[1,2]", "[1,3]", "[2,3]", "[1,1]" } },
    { "vacant_seats_count", { "true", "false" } },
    { "mandates_max", { "0", "1", "2", "3" } },
    { "mandates_in_quorum", { "true", "false" } },
    { "remote", { "true", "false" } },
    { "second_convocation", { "\"none\"", "\"same_agenda_no_quorum\"" } },
    { "majority_base", { "\"consensus\"", "\"present_or_represented\"", "\"cast\"" } },
    { "tie", { "\"none\"", "\"chair_state\"", "\"president\"" } },
  };
  g_autoptr (GString) own = g_string_new ("{");

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (g_rand_boolean (rand))
      g_string_append_printf (own, "%s\"%s\":{\"value\":%s,\"source\":\"RI\"}",
                              own->len > 1 ? "," : "", rules[i].rule, pick (rand, rules[i].values));
  g_string_append_c (own, '}');
  return regime_of (pick (rand, profiles), own->str);
}

static gboolean
seldom (GRand *rand)
{
  return g_rand_int_range (rand, 0, 8) == 0;
}

static void
random_seats (GRand     *rand,
              Committee *committee)
{
  guint n = committee->assembly.n_seats;

  for (guint i = 0; i < n; i++)
    {
      CopilSeat *seat = &committee->seats[i];

      seat->votes = g_rand_int_range (rand, 1, 4) / 2 + 1;
      seat->voting = !seldom (rand);
      seat->vacant = seldom (rand);
      seat->chair = i < 2 && !seldom (rand) ? seat->chair : COPIL_CHAIR_NONE;
      seat->kind = seldom (rand) ? COPIL_SEAT_GUEST : (CopilSeatKind) g_rand_int_range (rand, 0, 3);
    }
  /* Some deputise for others, or hold two seats. */
  for (guint i = 0; i < committee->assembly.n_terms; i++)
    if (seldom (rand))
      committee->terms[i].person
          = id_of (g_rand_boolean (rand) ? 'p' : 'd', (guint) g_rand_int_range (rand, 1, n + 1));
}

static const char *
random_person (GRand     *rand,
               Committee *committee)
{
  return committee->terms[g_rand_int_range (rand, 0, (gint32) committee->assembly.n_terms)].person;
}

static const char *
random_seat (GRand     *rand,
             Committee *committee)
{
  return id_of ('s', (guint) g_rand_int_range (rand, 1, committee->assembly.n_seats + 2));
}

static gint64
random_minute (GRand *rand)
{
  return g_rand_int_range (rand, 0, LAST_MINUTE + 1);
}

static void
random_sitting (GRand     *rand,
                Committee *committee)
{
  static const char *const items[] = { "i", "k", NULL };
  int n = (int) committee->assembly.n_seats;

  committee->assembly.without_quorum = seldom (rand);
  for (int i = g_rand_boolean (rand) ? n : 0; i > 0; i--)
    enter (committee, 0, id_of ('p', (guint) i));
  for (int i = g_rand_int_range (rand, 0, 4 * n); i > 0; i--)
    attend (committee, g_rand_boolean (rand) ? 0 : random_minute (rand),
            random_person (rand, committee), (CopilPresence) g_rand_int_range (rand, 0, 4));
  for (int i = g_rand_int_range (rand, 0, n); i > 0; i--)
    {
      gint64 from = random_minute (rand);

      give (committee, random_seat (rand, committee), random_person (rand, committee),
            g_rand_boolean (rand) ? 0 : from,
            g_rand_boolean (rand) ? COPIL_INSTANT_MAX : from + g_rand_int_range (rand, 0, 6));
    }
  for (int i = g_rand_int_range (rand, 0, 3); i > 0; i--)
    withdraw (committee, pick (rand, items), random_person (rand, committee));
}

static Committee *
random_committee (GRand *rand)
{
  Committee *committee = committee_new ("crpa", NULL, (guint) g_rand_int_range (rand, 0, 8) + 1);

  copil_regime_unref (committee->assembly.regime);
  committee->assembly.regime = random_regime (rand);
  random_seats (rand, committee);
  random_sitting (rand, committee);
  return committee;
}

/* Most for, so that majorities are found; now and then a person who is not the voter. */
static CopilBallot
random_ballot (GRand     *rand,
               Committee *committee,
               CopilVote *votes)
{
  static const CopilChoice choices[] = { COPIL_CHOICE_FOR, COPIL_CHOICE_FOR, COPIL_CHOICE_AGAINST,
                                         COPIL_CHOICE_AGAINST, COPIL_CHOICE_ABSTAIN,
                                         COPIL_CHOICE_NONE };
  CopilBallot ballot = { .item = g_rand_boolean (rand) ? "i" : NULL,
                         .opened = random_minute (rand),
                         .moves_money = g_rand_boolean (rand),
                         .by_hands = g_rand_int_range (rand, 0, 4) == 0,
                         .votes = votes,
                         .n_votes = 2 * committee->assembly.n_seats,
                         .n_for = g_rand_int_range (rand, 0, 6),
                         .n_against = g_rand_int_range (rand, 0, 3),
                         .n_abstain = g_rand_int_range (rand, -1, 3) / 2,
                         .chair_state = choices[g_rand_int_range (rand, 0, 6)],
                         .chair_local = choices[g_rand_boolean (rand) ? 5 : g_rand_int_range (rand, 0, 6)] };

  ballot.closed = ballot.opened + (g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 0, 5));
  for (guint i = 0; i < ballot.n_votes; i++)
    votes[i] = (CopilVote) { i < committee->assembly.n_seats ? committee->seats[i].id
                                                            : random_seat (rand, committee),
                             seldom (rand) ? random_person (rand, committee) : NULL,
                             choices[g_rand_int_range (rand, 0, 6)],
                             seldom (rand) ? random_minute (rand)
                                           : g_rand_int_range (rand, (gint32) ballot.opened,
                                                               (gint32) ballot.closed + 1) };
  return ballot;
}

/* -- Comparing -------------------------------------------------------------------------------- */

static void
compare_states (guint      seed,
                Committee *committee,
                gint64     at,
                const char *item)
{
  CopilSeatState states[MAX_SEATS];
  gboolean admitted[MAX_EVENTS];

  copil_assembly_at (&committee->assembly, at, item, states);
  for (guint i = 0; i < committee->assembly.n_seats; i++)
    {
      CopilSeatState wanted = reference_state (&committee->assembly, at, item, i);

      SAME ("seat", at, states[i].sits, wanted.sits);
      SAME ("person", at, g_strcmp0 (states[i].person, wanted.person), 0);
      SAME ("holder", at, states[i].holder, wanted.holder);
      SAME ("mandate", at, states[i].mandate, wanted.mandate);
      SAME ("presence", at, states[i].presence, wanted.presence);
    }
  copil_mandates_admit (&committee->assembly, at, admitted);
  for (guint i = 0; i < committee->assembly.n_mandates; i++)
    SAME ("admitted", at, admitted[i], reference_stands (&committee->assembly, i, at));
}

static void
compare_quorums (guint       seed,
                 gint64      at,
                 CopilQuorum engine,
                 CopilQuorum wanted)
{
  SAME ("required", at, engine.required, wanted.required);
  SAME ("binding", at, engine.binding, wanted.binding);
  SAME ("base", at, engine.base, wanted.base);
  SAME ("threshold", at, engine.threshold, wanted.threshold);
  SAME ("present", at, engine.present, wanted.present);
  SAME ("represented", at, engine.represented, wanted.represented);
  SAME ("counted", at, engine.counted, wanted.counted);
  SAME ("missing", at, engine.missing, wanted.missing);
  SAME ("reached", at, engine.reached, wanted.reached);
}

/* Asked at every minute, the quorum changes at those minutes and at no other. */
static void
compare_history (guint      seed,
                 Committee *committee)
{
  g_autoptr (GArray) history
      = copil_quorum_history (&committee->assembly, 0, LAST_MINUTE + 1);
  gboolean reached = !reference_quorum (&committee->assembly, 0, NULL).reached;
  guint n = 0;

  for (gint64 at = 0; at <= LAST_MINUTE; at++)
    {
      CopilQuorum wanted = reference_quorum (&committee->assembly, at, NULL);

      if (wanted.reached == reached)
        continue;
      reached = wanted.reached;
      SAME ("moments", at, history->len > n, TRUE);
      SAME ("moment", at, g_array_index (history, CopilQuorumMoment, n).at, at);
      SAME ("reached", at, g_array_index (history, CopilQuorumMoment, n).quorum.reached, reached);
      n++;
    }
  SAME ("moments", LAST_MINUTE, history->len, n);
}

static CopilOutcome
compare_verdicts (guint              seed,
                 Committee         *committee,
                 const CopilBallot *ballot)
{
  CopilVerdict engine = copil_ballot_count (&committee->assembly, ballot);
  CopilVerdict wanted = reference_verdict (&committee->assembly, ballot);

  compare_quorums (seed, ballot->opened, engine.quorum, wanted.quorum);
  SAME ("for", ballot->opened, engine.n_for, wanted.n_for);
  SAME ("against", ballot->opened, engine.n_against, wanted.n_against);
  SAME ("abstain", ballot->opened, engine.n_abstain, wanted.n_abstain);
  SAME ("silent", ballot->opened, engine.n_silent, wanted.n_silent);
  SAME ("base", ballot->opened, engine.base, wanted.base);
  SAME ("needed", ballot->opened, engine.needed, wanted.needed);
  SAME ("present", ballot->opened, engine.n_present, wanted.n_present);
  SAME ("represented", ballot->opened, engine.n_represented, wanted.n_represented);
  SAME ("withdrawn", ballot->opened, engine.n_withdrawn, wanted.n_withdrawn);
  SAME ("void", ballot->opened, engine.n_void, wanted.n_void);
  SAME ("equal", ballot->opened, engine.equal, wanted.equal);
  SAME ("casting", ballot->opened, engine.casting_seat, wanted.casting_seat);
  SAME ("cast", ballot->opened, engine.casting_choice, wanted.casting_choice);
  SAME ("warning", ballot->opened, engine.without_quorum, wanted.without_quorum);
  SAME ("outcome", ballot->opened, engine.outcome, wanted.outcome);
  return engine.outcome;
}

static void
compare_moments (guint      seed,
                 Committee *committee)
{
  static const char *const items[] = { NULL, "i", "k" };

  for (gint64 at = -1; at <= LAST_MINUTE; at++)
    for (guint i = 0; i < G_N_ELEMENTS (items); i++)
      {
        compare_states (seed, committee, at, items[i]);
        compare_quorums (seed, at, copil_quorum_at (&committee->assembly, at, items[i]),
                         reference_quorum (&committee->assembly, at, items[i]));
      }
}

static void
compare_forecasts (guint      seed,
                   GRand     *rand,
                   Committee *committee)
{
  CopilSeatAnswer answers[MAX_SEATS];
  guint n = (guint) g_rand_int_range (rand, 0, 2 * (gint32) committee->assembly.n_seats);
  CopilForecast engine;

  for (guint i = 0; i < n; i++)
    answers[i] = (CopilSeatAnswer) { random_seat (rand, committee),
                                     (CopilAnswer) g_rand_int_range (rand, 0, 6),
                                     g_rand_boolean (rand) ? random_person (rand, committee)
                                                           : NULL };
  engine = copil_quorum_forecast (&committee->assembly, answers, n);
  compare_quorums (seed, 0, engine.expected,
                   reference_forecast (&committee->assembly, answers, n, FALSE));
  compare_quorums (seed, 1, engine.possible,
                   reference_forecast (&committee->assembly, answers, n, TRUE));
}

/* -- Runs ------------------------------------------------------------------------------------- */

/* A line that the check admits counts; one that it refuses does not. */
static void
compare_checks (guint              seed,
                Committee         *committee,
                const CopilBallot *ballot)
{
  for (guint i = 0; !ballot->by_hands && i < ballot->n_votes; i++)
    {
      const CopilVote *line = &ballot->votes[i];
      CopilBallot before = *ballot, after = *ballot;
      g_autoptr (CopilObjection) objection = NULL;

      if (line->person == NULL || line->choice == COPIL_CHOICE_NONE)
        continue;
      before.n_votes = i;
      after.n_votes = i + 1;
      objection = copil_ballot_check (&committee->assembly, &before, line->seat, line->person,
                                      line->at);
      SAME ("check", line->at, objection != NULL,
            copil_ballot_count (&committee->assembly, &after).n_void
                > copil_ballot_count (&committee->assembly, &before).n_void);
    }
}

static void
run_seed (guint  seed,
          guint *outcomes)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (Committee) committee = random_committee (rand);
  CopilVote votes[2 * MAX_SEATS];

  reference_forget ();
  compare_moments (seed, committee);
  compare_history (seed, committee);
  for (guint i = 0; i < 4; i++)
    {
      CopilBallot ballot = random_ballot (rand, committee, votes);

      outcomes[compare_verdicts (seed, committee, &ballot)]++;
      compare_checks (seed, committee, &ballot);
    }
  compare_forecasts (seed, rand, committee);
}

static void
test_against_reference (void)
{
  const char *only = g_getenv ("COPIL_TEST_SEED");
  guint outcomes[COPIL_OUTCOME_MISCOUNT + 1] = { 0 };

  if (only != NULL)
    {
      run_seed ((guint) strtoul (only, NULL, 10), outcomes);
      reference_forget ();
      return;
    }
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    run_seed (seed, outcomes);
  reference_forget ();
  /* None of what may come of a vote is so rare that it was not compared. */
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      g_test_message ("%s: %u", copil_outcome_get_word (i), outcomes[i]);
      g_assert_cmpuint (outcomes[i], >=, 10);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/committee-rules/against-reference", test_against_reference);
  return g_test_run ();
}
