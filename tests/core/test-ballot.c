/* test-ballot.c: what a vote decided, regime by regime
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-fixture.h"

#include <string.h>

#define NBSP "\u00A0"
#define NNBSP "\u202F"
#define OWN(rule, value) "\"" rule "\":{\"value\":" value ",\"source\":\"Règlement intérieur\"}"

/* Everybody of @choices is there, and votes at 100 as their letter says: for, against, abstention,
 * "-" no part, "x" not there. */
static CopilVerdict
vote (Committee  *committee,
      const char *choices,
      gboolean    money)
{
  static CopilVote votes[MAX_SEATS];
  CopilBallot ballot
      = { .item = "i", .opened = 100, .closed = 100, .moves_money = money, .votes = votes };

  for (guint i = 0; choices[i] != '\0'; i++)
    {
      const char *letter = strchr ("-faxn", choices[i]);
      static const CopilChoice choice[]
          = { COPIL_CHOICE_NONE, COPIL_CHOICE_FOR, COPIL_CHOICE_AGAINST, COPIL_CHOICE_NONE,
              COPIL_CHOICE_ABSTAIN };

      if (choices[i] != 'x')
        enter (committee, 0, id_of ('p', i + 1));
      votes[ballot.n_votes++] = (CopilVote) { committee->seats[i].id, NULL,
                                              choice[letter - "-faxn"], 100 };
    }
  return copil_ballot_count (&committee->assembly, &ballot);
}

typedef struct
{
  const char  *profile, *overrides;
  const char  *choices; /* see vote(); "n": abstains; the first two are the co-chairs */
  gboolean     money;
  CopilOutcome outcome;
  int          base, needed;
  guint        casting; /* seat, from 1 */
} VoteCase;

static void
assert_votes (const VoteCase *cases,
              guint           n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autoptr (Committee) committee = committee_new (cases[i].profile, cases[i].overrides,
                                                       strlen (cases[i].choices));
      CopilVerdict result = vote (committee, cases[i].choices, cases[i].money);

      g_test_message ("%s %s", cases[i].profile, cases[i].choices);
      g_assert_cmpstr (copil_outcome_get_word (result.outcome), ==,
                       copil_outcome_get_word (cases[i].outcome));
      g_assert_cmpint (result.base, ==, cases[i].base);
      g_assert_cmpint (result.needed, ==, cases[i].needed);
      g_assert_cmpuint (result.casting_seat, ==, cases[i].casting);
      g_assert_cmpuint (result.n_void, ==, 0);
    }
}

/* R. 133-11 of the CRPA: of the votes of those present or represented; the president's prevails. */
static void
test_present_or_represented (void)
{
  static const VoteCase cases[] = {
    { "crpa", NULL, "fffaa", FALSE, COPIL_OUTCOME_ADOPTED, 5, 3, 0 },
    { "crpa", NULL, "ffaaa", FALSE, COPIL_OUTCOME_REJECTED, 5, 3, 0 },
    /* Abstentions, and those who take no part, are in the base. */
    { "crpa", NULL, "ffann", FALSE, COPIL_OUTCOME_REJECTED, 5, 3, 0 },
    { "crpa", NULL, "ffa--", FALSE, COPIL_OUTCOME_REJECTED, 5, 3, 0 },
    { "crpa", NULL, "ffaxx", FALSE, COPIL_OUTCOME_ADOPTED, 3, 2, 0 },
    { "crpa", NULL, "ffaa", FALSE, COPIL_OUTCOME_ADOPTED, 4, 3, 1 },
    { "crpa", NULL, "aaff", FALSE, COPIL_OUTCOME_REJECTED, 4, 3, 1 },
    /* As many for as against, but even a vote that prevails makes no majority. */
    { "crpa", NULL, "faffaannn", FALSE, COPIL_OUTCOME_REJECTED, 9, 5, 0 },
    { "crpa", NULL, "nffaa", FALSE, COPIL_OUTCOME_REJECTED, 5, 3, 0 },
    { "crpa", NULL, "----", FALSE, COPIL_OUTCOME_REJECTED, 4, 3, 0 },
    { "crpa", "{" OWN ("tie", "\"none\"") "}", "ffaa", FALSE, COPIL_OUTCOME_TIE, 4, 3, 0 },
  };

  assert_votes (cases, G_N_ELEMENTS (cases));
}

/* R. 5311-41 of the code du travail: of the votes cast; the State's co-chair's prevails. */
static void
test_cast (void)
{
  static const VoteCase cases[] = {
    { "comite_emploi", NULL, "ffann", FALSE, COPIL_OUTCOME_ADOPTED, 3, 2, 0 },
    { "comite_emploi", NULL, "fnnnn", FALSE, COPIL_OUTCOME_ADOPTED, 1, 1, 0 },
    { "comite_emploi", NULL, "aafnn", FALSE, COPIL_OUTCOME_REJECTED, 3, 2, 0 },
    { "comite_emploi", NULL, "nnnnn", FALSE, COPIL_OUTCOME_REJECTED, 0, 1, 0 },
    { "comite_emploi", NULL, "ffaan", FALSE, COPIL_OUTCOME_ADOPTED, 4, 3, 1 },
    { "comite_emploi", NULL, "afnnn", FALSE, COPIL_OUTCOME_REJECTED, 2, 2, 1 },
    { "comite_emploi", NULL, "nfann", FALSE, COPIL_OUTCOME_TIE, 2, 2, 0 },
    { "comite_emploi", NULL, "xfann", FALSE, COPIL_OUTCOME_TIE, 2, 2, 0 },
    { "comite_emploi", "{" OWN ("tie", "\"president\"") "}", "fann", FALSE, COPIL_OUTCOME_TIE, 2,
      2, 0 },
  };

  assert_votes (cases, G_N_ELEMENTS (cases));
}

static void
test_consensus (void)
{
  static const VoteCase cases[] = {
    { "prefiguration", NULL, "ffn-", FALSE, COPIL_OUTCOME_ADOPTED, 4, 0, 0 },
    { "prefiguration", NULL, "fffa", FALSE, COPIL_OUTCOME_NO_CONSENSUS, 4, 0, 0 },
    { "prefiguration", NULL, "nnnn", FALSE, COPIL_OUTCOME_NO_CONSENSUS, 4, 0, 0 },
    { "prefiguration", NULL, "ffn-", TRUE, COPIL_OUTCOME_ADOPTED, 4, 0, 0 },
  };

  assert_votes (cases, G_N_ELEMENTS (cases));
}

/* Neither a majority nor a casting vote moves money while the co-chairs disagree. */
static void
test_money (void)
{
  static const VoteCase cases[] = {
    { "comite_emploi", NULL, "faff", FALSE, COPIL_OUTCOME_ADOPTED, 4, 3, 0 },
    { "comite_emploi", NULL, "faff", TRUE, COPIL_OUTCOME_CHAIRS_DIVIDED, 4, 3, 0 },
    { "comite_emploi", NULL, "afff", TRUE, COPIL_OUTCOME_CHAIRS_DIVIDED, 4, 3, 0 },
    { "comite_emploi", NULL, "ffaf", TRUE, COPIL_OUTCOME_ADOPTED, 4, 3, 0 },
    { "comite_emploi", NULL, "fnff", TRUE, COPIL_OUTCOME_ADOPTED, 3, 2, 0 },
    { "comite_emploi", NULL, "ffaa", TRUE, COPIL_OUTCOME_CHAIRS_DIVIDED, 4, 3, 1 },
    { "comite_emploi", NULL, "faxx", TRUE, COPIL_OUTCOME_CHAIRS_DIVIDED, 2, 2, 1 },
    { "comite_emploi", NULL, "fana", TRUE, COPIL_OUTCOME_REJECTED, 3, 2, 0 },
    { "comite_emploi", NULL, "nfan", TRUE, COPIL_OUTCOME_TIE, 2, 2, 0 },
    { "crpa", NULL, "faff", TRUE, COPIL_OUTCOME_CHAIRS_DIVIDED, 4, 3, 0 },
  };

  assert_votes (cases, G_N_ELEMENTS (cases));
}

static void
test_quorum (void)
{
  static const VoteCase cases[] = {
    { "crpa", NULL, "ffxxx", FALSE, COPIL_OUTCOME_NO_QUORUM, 2, 2, 0 },
    { "crpa", NULL, "fffxx", FALSE, COPIL_OUTCOME_ADOPTED, 3, 2, 0 },
    { "prefiguration", NULL, "fxxxx", FALSE, COPIL_OUTCOME_ADOPTED, 1, 0, 0 },
    /* What was not verified does not make a vote void. */
    { "comite_emploi", NULL, "ffxxx", FALSE, COPIL_OUTCOME_ADOPTED, 2, 2, 0 },
  };

  assert_votes (cases, G_N_ELEMENTS (cases));
}

static void
test_weights (void)
{
  g_autoptr (Committee) committee = committee_new ("comite_emploi", NULL, 4);
  CopilVerdict result;

  committee->seats[1].votes = 5;
  committee->seats[2].votes = 3;
  committee->seats[3].voting = FALSE;
  result = vote (committee, "fafx", FALSE);
  g_assert_cmpint (result.n_for, ==, 4);
  g_assert_cmpint (result.n_against, ==, 5);
  g_assert_cmpint (result.base, ==, 9);
  g_assert_cmpuint (result.n_present, ==, 3);
  g_assert_cmpint (result.outcome, ==, COPIL_OUTCOME_REJECTED);
}

/* -- While it is open ------------------------------------------------------------------------- */

static CopilBallot
ballot_of (const CopilVote *votes,
           guint            n_votes)
{
  return (CopilBallot) {
    .item = "i", .opened = 100, .closed = 200, .votes = votes, .n_votes = n_votes
  };
}

/* Voting twice, after leaving, for a seat whose member came back, without a vote, out of time. */
static void
test_void_lines (void)
{
  static const CopilVote votes[] = {
    { "s1", NULL, COPIL_CHOICE_FOR, 99 },       /* before it was open */
    { "s1", "p1", COPIL_CHOICE_FOR, 110 },      /* stands */
    { "s1", "p1", COPIL_CHOICE_AGAINST, 111 },  /* twice */
    { "s2", "p2", COPIL_CHOICE_FOR, 120 },      /* stands, though p2 leaves at 130 */
    { "s3", "p3", COPIL_CHOICE_AGAINST, 140 },  /* left at 130 */
    { "s4", "p1", COPIL_CHOICE_FOR, 150 },      /* by mandate: stands */
    { "s4", "p4", COPIL_CHOICE_AGAINST, 160 },  /* came back, but has voted */
    { "s5", "p1", COPIL_CHOICE_AGAINST, 150 },  /* no mandate */
    { "s6", "p6", COPIL_CHOICE_AGAINST, 150 },  /* no vote */
    { "s7", "p7", COPIL_CHOICE_AGAINST, 150 },  /* withdrew */
    { "s9", "p1", COPIL_CHOICE_AGAINST, 150 },  /* no such seat */
    { "s5", "p5", COPIL_CHOICE_ABSTAIN, 201 },  /* after the close */
  };
  g_autoptr (Committee) committee = committee_new ("comite_emploi", NULL, 8);
  CopilBallot ballot = ballot_of (votes, G_N_ELEMENTS (votes));
  CopilVerdict result;

  committee->seats[5].voting = FALSE;
  enter (committee, 0, "p1 p2 p3 p5 p6 p7");
  leave (committee, 130, "p2");
  leave (committee, 130, "p3");
  enter (committee, 160, "p4");
  give (committee, "s4", "p1", 0, COPIL_INSTANT_MAX);
  withdraw (committee, "i", "p7");
  result = copil_ballot_count (&committee->assembly, &ballot);
  g_assert_cmpint (result.n_for, ==, 3);
  g_assert_cmpint (result.n_against, ==, 0);
  g_assert_cmpint (result.n_abstain, ==, 0);
  g_assert_cmpuint (result.n_void, ==, 9);
  g_assert_cmpuint (result.n_present, ==, 3);
  g_assert_cmpuint (result.n_represented, ==, 1);
  g_assert_cmpuint (result.n_withdrawn, ==, 1);
  g_assert_cmpint (result.n_silent, ==, 1);
}

/* Lost while the vote is open, be it regained before the close. */
static void
test_quorum_lost (void)
{
  static const CopilVote votes[]
      = { { "s1", NULL, COPIL_CHOICE_FOR, 110 }, { "s2", NULL, COPIL_CHOICE_FOR, 110 } };
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 4);
  CopilBallot ballot = ballot_of (votes, G_N_ELEMENTS (votes));
  CopilVerdict result;

  enter (committee, 0, "p1 p2");
  g_assert_cmpint (copil_ballot_count (&committee->assembly, &ballot).outcome, ==,
                   COPIL_OUTCOME_ADOPTED);
  leave (committee, 150, "p2");
  enter (committee, 160, "p2");
  result = copil_ballot_count (&committee->assembly, &ballot);
  g_assert_cmpint (result.outcome, ==, COPIL_OUTCOME_NO_QUORUM);
  g_assert_cmpuint (result.quorum.counted, ==, 1);
}

/* A mandate carries a vote, not the casting vote of who gave it; a deputy who sits has it. */
static void
test_casting_absent (void)
{
  static const CopilVote votes[] = { { "s1", NULL, COPIL_CHOICE_FOR, 110 },
                                     { "s2", NULL, COPIL_CHOICE_AGAINST, 110 } };
  g_autoptr (Committee) committee = committee_new ("comite_emploi", NULL, 3);
  CopilBallot ballot = ballot_of (votes, G_N_ELEMENTS (votes));
  CopilVerdict result;

  enter (committee, 0, "p2 p3");
  give (committee, "s1", "p3", 0, COPIL_INSTANT_MAX);
  result = copil_ballot_count (&committee->assembly, &ballot);
  g_assert_true (result.equal);
  g_assert_cmpint (result.outcome, ==, COPIL_OUTCOME_TIE);
  enter (committee, 0, "d1");
  result = copil_ballot_count (&committee->assembly, &ballot);
  g_assert_cmpint (result.outcome, ==, COPIL_OUTCOME_ADOPTED);
  g_assert_cmpstr (result.casting_person, ==, "d1");
  g_assert_cmpint (result.casting_choice, ==, COPIL_CHOICE_FOR);
}

/* -- By hands --------------------------------------------------------------------------------- */

static void
test_hands (void)
{
  static const struct
  {
    const char  *profile;
    int          n_for, n_against, n_abstain;
    gboolean     money;
    CopilChoice  state, local;
    CopilOutcome outcome;
  } cases[] = {
    { "crpa", 4, 1, 1, FALSE, 0, 0, COPIL_OUTCOME_ADOPTED },
    { "crpa", 3, 1, 0, FALSE, 0, 0, COPIL_OUTCOME_REJECTED },
    { "crpa", 3, 3, 0, FALSE, COPIL_CHOICE_FOR, 0, COPIL_OUTCOME_ADOPTED },
    { "crpa", 3, 3, 0, FALSE, COPIL_CHOICE_AGAINST, 0, COPIL_OUTCOME_REJECTED },
    { "crpa", 3, 3, 0, FALSE, COPIL_CHOICE_NONE, 0, COPIL_OUTCOME_TIE },
    { "comite_emploi", 2, 1, 3, FALSE, 0, 0, COPIL_OUTCOME_ADOPTED },
    { "comite_emploi", 6, 1, 0, FALSE, 0, 0, COPIL_OUTCOME_MISCOUNT },
    { "comite_emploi", 3, -1, 0, FALSE, 0, 0, COPIL_OUTCOME_MISCOUNT },
    { "comite_emploi", G_MAXINT, G_MAXINT, 2, FALSE, 0, 0, COPIL_OUTCOME_MISCOUNT },
    { "comite_emploi", 6, 0, 0, TRUE, 0, 0, COPIL_OUTCOME_ADOPTED },
    { "comite_emploi", 5, 1, 0, TRUE, 0, 0, COPIL_OUTCOME_CHAIRS_UNKNOWN },
    { "comite_emploi", 5, 1, 0, TRUE, COPIL_CHOICE_FOR, 0, COPIL_OUTCOME_CHAIRS_UNKNOWN },
    { "comite_emploi", 5, 1, 0, TRUE, COPIL_CHOICE_FOR, COPIL_CHOICE_FOR, COPIL_OUTCOME_ADOPTED },
    { "comite_emploi", 5, 1, 0, TRUE, COPIL_CHOICE_FOR, COPIL_CHOICE_AGAINST,
      COPIL_OUTCOME_CHAIRS_DIVIDED },
    { "comite_emploi", 3, 3, 0, TRUE, COPIL_CHOICE_FOR, COPIL_CHOICE_FOR,
      COPIL_OUTCOME_CHAIRS_DIVIDED },
    { "prefiguration", 5, 0, 1, FALSE, 0, 0, COPIL_OUTCOME_ADOPTED },
    { "prefiguration", 5, 1, 0, FALSE, 0, 0, COPIL_OUTCOME_NO_CONSENSUS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee = committee_new (cases[i].profile, NULL, 8);
      CopilBallot ballot = { .opened = 10,
                             .closed = 10,
                             .moves_money = cases[i].money,
                             .by_hands = TRUE,
                             .n_for = cases[i].n_for,
                             .n_against = cases[i].n_against,
                             .n_abstain = cases[i].n_abstain,
                             .chair_state = cases[i].state,
                             .chair_local = cases[i].local };

      enter (committee, 0, "p1 p2 p3 p4 p5 p6");
      g_test_message ("case %u", i);
      g_assert_cmpstr (
          copil_outcome_get_word (copil_ballot_count (&committee->assembly, &ballot).outcome), ==,
          copil_outcome_get_word (cases[i].outcome));
    }
}

/* -- One vote --------------------------------------------------------------------------------- */

static void
test_check (void)
{
  static const CopilVote votes[] = { { "s1", "p1", COPIL_CHOICE_FOR, 110 } };
  static const struct
  {
    const char *seat, *person;
    gint64      at;
    const char *text;
  } cases[] = {
    { "s2", "p2", 120, NULL },
    { "s4", "p2", 120, NULL },
    { "s1", "p1", 120, "Ce membre a déjà voté." },
    { "s2", "p2", 99, "Le vote n’est pas ouvert." },
    { "s2", "p2", 201, "Le vote est clos." },
    { "s2", "d2", 120, "Ce membre est présent et vote lui-même." },
    { "s3", "p3", 120, "Ce membre est suppléé par une autre personne." },
    { "s3", "d3", 120, NULL },
    { "s4", "p4", 120, "Ce membre est représenté par un autre mandataire." },
    { "s5", "p5", 120, "Personne ne siège pour ce membre, qui n’est ni présent ni représenté." },
    { "s6", "p6", 120, "Ce siège n’a pas voix délibérative (article R." NBSP "133-6 du CRPA)." },
    { "s7", "p7", 120,
      "Ce membre s’est retiré de ce point et ne prend pas part au vote (article R." NBSP
      "133-12 du CRPA)." },
    { "s8", "p8", 120, "Ce siège est vacant." },
    { "s9", "p9", 120, "Ce siège n’est pas de ce comité." },
  };
  g_autoptr (Committee) committee = committee_new ("crpa", NULL, 8);
  CopilBallot ballot = ballot_of (votes, G_N_ELEMENTS (votes));

  committee->seats[5].voting = FALSE;
  committee->seats[7].vacant = TRUE;
  enter (committee, 0, "p1 p2 d2 d3 p6 p7");
  give (committee, "s4", "p2", 0, COPIL_INSTANT_MAX);
  withdraw (committee, "i", "p7");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilObjection) objection = copil_ballot_check (
          &committee->assembly, &ballot, cases[i].seat, cases[i].person, cases[i].at);

      g_assert_cmpstr (objection != NULL ? objection->text : NULL, ==, cases[i].text);
      g_assert_true (objection == NULL || objection->blocks);
    }
}

/* -- Words ------------------------------------------------------------------------------------ */

#define R133_11 " (article R." NBSP "133-11 du CRPA)."
#define R5311_41 " (article R." NBSP "5311-41 du code du travail)."
#define PAYER " (principe «" NNBSP "qui paie décide" NNBSP "»)."

static void
test_describe (void)
{
  static const struct
  {
    const char *profile, *choices;
    gboolean    money;
    const char *said;
  } cases[] = {
    { "crpa", "fffan-", FALSE,
      "Rejetée" NBSP ": 3" NBSP "voix pour, 1" NBSP "contre, 1" NBSP "abstention, 1" NBSP
      "voix sans part au vote" NNBSP "; majorité requise" NBSP ": 4" NBSP
      "voix sur 6" R133_11 },
    { "comite_emploi", "fffan", FALSE,
      "Adoptée" NBSP ": 3" NBSP "voix pour, 1" NBSP "contre, 1" NBSP "abstention" NNBSP
      "; majorité requise" NBSP ": 3" NBSP "voix sur 4 exprimées" R5311_41 },
    { "comite_emploi", "nn", FALSE,
      "Rejetée" NBSP ": 0" NBSP "voix pour, 0" NBSP "contre, 2" NBSP "abstentions" NNBSP
      "; aucun suffrage exprimé" R5311_41 },
    { "comite_emploi", "ffaa", FALSE,
      "Adoptée par la voix prépondérante du coprésident représentant l’État" NBSP ": 2" NBSP
      "voix pour, 2" NBSP "contre" R5311_41 },
    { "crpa", "aaff", FALSE,
      "Rejetée par la voix prépondérante du président" NBSP ": 2" NBSP "voix pour, 2" NBSP
      "contre" R133_11 },
    { "comite_emploi", "nfan", FALSE,
      "Non adoptée, les voix étant également partagées" NBSP ": 1" NBSP "voix pour, 1" NBSP
      "contre, 2" NBSP "abstentions" R5311_41 },
    { "comite_emploi", "faff", TRUE,
      "Non adoptée, les deux coprésidents ne s’accordant pas sur une décision qui engage une "
      "dépense" NBSP ": 3" NBSP "voix pour, 1" NBSP "contre" PAYER },
    { "prefiguration", "ffn", FALSE,
      "Adoptée par consensus" NBSP ": 2" NBSP "voix pour, 0" NBSP "contre, 1" NBSP
      "abstention (valeur non vérifiée)." },
    { "prefiguration", "fa", FALSE,
      "Non adoptée, faute de consensus" NBSP ": 1" NBSP "voix pour, 1" NBSP
      "contre (valeur non vérifiée)." },
    { "crpa", "fxxx", FALSE,
      "Vote sans effet. Le quorum n’est pas atteint, il manque 1" NBSP "membre" NBSP ": 1" NBSP
      "membre présent sur 4, 2 requis (article R." NBSP "133-10 du CRPA)." },
    { "comite_emploi", "fxxx", FALSE,
      "Adoptée" NBSP ": 1" NBSP "voix pour, 0" NBSP "contre" NNBSP "; majorité requise" NBSP
      ": 1" NBSP "voix sur 1 exprimée" R5311_41
      " Le quorum n’est pas atteint, il manque 1" NBSP "membre" NBSP ": 1" NBSP
      "membre présent sur 4, 2 requis (valeur non vérifiée)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Committee) committee
          = committee_new (cases[i].profile, NULL, strlen (cases[i].choices));
      CopilVerdict result = vote (committee, cases[i].choices, cases[i].money);
      g_autofree char *said = copil_verdict_describe (&result, &committee->assembly);

      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ballot/present-or-represented", test_present_or_represented);
  g_test_add_func ("/ballot/cast", test_cast);
  g_test_add_func ("/ballot/consensus", test_consensus);
  g_test_add_func ("/ballot/money", test_money);
  g_test_add_func ("/ballot/quorum", test_quorum);
  g_test_add_func ("/ballot/weights", test_weights);
  g_test_add_func ("/ballot/void-lines", test_void_lines);
  g_test_add_func ("/ballot/quorum-lost", test_quorum_lost);
  g_test_add_func ("/ballot/casting-absent", test_casting_absent);
  g_test_add_func ("/ballot/hands", test_hands);
  g_test_add_func ("/ballot/check", test_check);
  g_test_add_func ("/ballot/describe", test_describe);
  return g_test_run ();
}
