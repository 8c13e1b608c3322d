/* ballot.h: what a vote decided
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/quorum.h"

G_BEGIN_DECLS

/* NONE: takes no part in the vote, or it is not known how. */
typedef enum
{
  COPIL_CHOICE_NONE,
  COPIL_CHOICE_FOR,
  COPIL_CHOICE_AGAINST,
  COPIL_CHOICE_ABSTAIN,
} CopilChoice;

/* @person: (nullable): who said it; NULL: whoever acts for the seat at @at. */
typedef struct
{
  const char *seat;
  const char *person;
  CopilChoice choice;
  gint64      at;
} CopilVote;

/**
 * CopilBallot:
 * @item: (nullable): on which it is; who withdrew from it is out
 * @opened: the quorum must hold from then ...
 * @closed: ... to then; the same instant for a vote taken at once
 * @moves_money: the decision commits money
 * @by_hands: counted, not called: @votes is not looked at
 * @votes: in the order in which they were cast
 * @n_for: by hands, in votes
 * @chair_state: by hands: how the State's co-chair voted, counted in the above
 */
typedef struct
{
  const char      *item;
  gint64           opened;
  gint64           closed;
  gboolean         moves_money;
  gboolean         by_hands;
  const CopilVote *votes;
  guint            n_votes;
  int              n_for;
  int              n_against;
  int              n_abstain;
  CopilChoice      chair_state;
  CopilChoice      chair_local;
} CopilBallot;

/**
 * CopilOutcome:
 * @COPIL_OUTCOME_ADOPTED: the only one that is
 * @COPIL_OUTCOME_TIE: nobody has a casting vote, or who has it did not use it
 * @COPIL_OUTCOME_NO_QUORUM: not there, or lost before the vote was closed
 * @COPIL_OUTCOME_NO_CONSENSUS: somebody was against, or nobody for
 * @COPIL_OUTCOME_CHAIRS_DIVIDED: money, and the co-chairs against each other, or a tie that the
 *   vote of one of them would have broken
 * @COPIL_OUTCOME_CHAIRS_UNKNOWN: money, by hands, somebody against, and not noted how a co-chair
 *   who was there voted
 * @COPIL_OUTCOME_MISCOUNT: by hands, more votes than there are, or fewer than none
 */
typedef enum
{
  COPIL_OUTCOME_ADOPTED,
  COPIL_OUTCOME_REJECTED,
  COPIL_OUTCOME_TIE,
  COPIL_OUTCOME_NO_QUORUM,
  COPIL_OUTCOME_NO_CONSENSUS,
  COPIL_OUTCOME_CHAIRS_DIVIDED,
  COPIL_OUTCOME_CHAIRS_UNKNOWN,
  COPIL_OUTCOME_MISCOUNT,
} CopilOutcome;

/**
 * CopilVerdict:
 * @quorum: at its lowest while the vote was open
 * @n_for: votes, not members, as the three after
 * @n_silent: of those who were there and took no part; negative on a miscount
 * @base: votes of which the majority is taken: all those present or represented, or those for and
 *   against
 * @needed: the least number of votes for that is a majority of @base; 0 by consensus
 * @n_present: members who voted, or were there at the close, themselves or by their deputy
 * @n_represented: by a mandate
 * @n_withdrawn: seats out of the vote for a withdrawal
 * @n_void: lines that count for nothing: voted already, left, no vote
 * @equal: as many for as against, and no majority without a casting vote
 * @casting_seat: (nullable): index in the assembly + 1 of who had the casting vote in that
 *   case, 0: nobody
 * @casting_person: (nullable): who used it; keep the assembly as long
 * @casting_choice: how
 * @without_quorum: there was no quorum, but that it is needed is not verified: a warning
 */
typedef struct
{
  CopilOutcome outcome;
  CopilQuorum  quorum;
  int          n_for;
  int          n_against;
  int          n_abstain;
  int          n_silent;
  int          base;
  int          needed;
  guint        n_present;
  guint        n_represented;
  guint        n_withdrawn;
  guint        n_void;
  gboolean     equal;
  guint        casting_seat;
  const char  *casting_person;
  CopilChoice  casting_choice;
  gboolean     without_quorum;
} CopilVerdict;

/**
 * copil_ballot_count:
 *
 * A roll-call line counts when its seat has a vote, its person acts for that seat at the instant
 * of the line, within the vote, and the seat has not voted yet. The majority is that of the votes
 * of members present or represented, abstentions in the base (R. 133-11 of the CRPA), that of the
 * votes cast (R. 5311-41 of the code du travail), or nobody against. An equal division is settled
 * by who has the casting vote, if they are there or their deputy is, and took part in the vote; a
 * mandate does not carry it.
 */
CopilVerdict    copil_ballot_count      (const CopilAssembly *assembly,
                                         const CopilBallot   *ballot);
/* (transfer full) (nullable): what speaks against @person voting for @seat at @at in @ballot, or
 * NULL: no vote, not there, left, withdrawn, voted already. Always blocks. */
CopilObjection *copil_ballot_check      (const CopilAssembly *assembly,
                                         const CopilBallot   *ballot,
                                         const char          *seat,
                                         const char          *person,
                                         gint64               at);
/* "adoptée", "rejetée", "partage des voix", "quorum non atteint"...: one or two words in French. */
const char     *copil_outcome_get_word  (CopilOutcome         outcome);
/* (transfer full): the meaning of the deliberation with its numbers, and the rule that made it:
 * "Adoptée par 12 voix pour et 3 voix contre, avec 2 abstentions ; majorité requise : 9 voix sur 17
 * (article R. 133-11 du CRPA)." */
char           *copil_verdict_describe  (const CopilVerdict  *self,
                                         const CopilAssembly *assembly);

G_END_DECLS
