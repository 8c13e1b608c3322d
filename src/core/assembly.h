/* assembly.h: who sits for each seat of a committee, at any moment of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/instant.h"
#include "core/regime.h"

G_BEGIN_DECLS

typedef enum { COPIL_CHAIR_NONE, COPIL_CHAIR_STATE, COPIL_CHAIR_LOCAL } CopilChair;

/**
 * CopilSeatKind:
 * @COPIL_SEAT_EX_OFFICIO: holds it by office: the president, a head of service
 * @COPIL_SEAT_ELECTED: for an assembly
 * @COPIL_SEAT_QUALIFIED: chosen for what they know
 * @COPIL_SEAT_GUEST: heard only: no member, no vote, no part of the quorum (R. 133-6 of the CRPA)
 */
typedef enum
{
  COPIL_SEAT_EX_OFFICIO,
  COPIL_SEAT_ELECTED,
  COPIL_SEAT_QUALIFIED,
  COPIL_SEAT_GUEST,
} CopilSeatKind;

/**
 * CopilSeat:
 * @id: uuid
 * @college: (nullable)
 * @votes: of the seat, when it votes
 * @voting: a seat may be a member's without a vote
 * @vacant: neither a full member nor a deputy is in office: nobody sits for it
 * @chair: whose co-chair holds it
 * @body: (nullable): service, body or assembly it comes from
 */
typedef struct
{
  const char   *id;
  const char   *college;
  int           votes;
  gboolean      voting;
  gboolean      vacant;
  CopilChair    chair;
  CopilSeatKind kind;
  const char   *body;
} CopilSeat;

/* Who may sit: the full member of a seat and its deputies, these in the order in which they are
 * called. Only terms in force on the day of the sitting. */
typedef struct
{
  const char *seat;
  const char *person;
  gboolean    deputy;
} CopilTerm;

/* Any but COPIL_PRESENCE_OUT is a way of being there. */
typedef enum
{
  COPIL_PRESENCE_OUT,
  COPIL_PRESENCE_ROOM,
  COPIL_PRESENCE_PHONE,
  COPIL_PRESENCE_VIDEO,
} CopilPresence;

/* Someone comes, leaves or changes from one way to another. Of two at the same instant, the later
 * in the array is the later. */
typedef struct
{
  const char   *person;
  gint64        at;
  CopilPresence presence;
} CopilAttendance;

/* The full member of @giver lets @holder, a person, vote, from @from until just before @until
 * (COPIL_INSTANT_MAX: to the end). In the order in which they were given. */
typedef struct
{
  const char *giver;
  const char *holder;
  gint64      from;
  gint64      until;
} CopilMandate;

/* A person takes no part in one item: R. 133-12 of the CRPA. */
typedef struct
{
  const char *item;
  const char *person;
} CopilWithdrawal;

/**
 * CopilAssembly:
 * @regime: rules of the sitting
 * @without_quorum: held on a second convocation, which said that no quorum will be required; it
 *   holds only where the regime knows second convocations
 *
 * All that is known of a sitting, in plain arrays that the caller keeps. Ids are compared as bytes.
 */
typedef struct
{
  CopilRegime           *regime;
  gboolean               without_quorum;
  const CopilSeat       *seats;
  guint                  n_seats;
  const CopilTerm       *terms;
  guint                  n_terms;
  const CopilAttendance *attendance;
  guint                  n_attendance;
  const CopilMandate    *mandates;
  guint                  n_mandates;
  const CopilWithdrawal *withdrawals;
  guint                  n_withdrawals;
} CopilAssembly;

typedef enum
{
  COPIL_SITS_VACANT,
  COPIL_SITS_ABSENT,
  COPIL_SITS_WITHDRAWN,
  COPIL_SITS_MANDATE,
  COPIL_SITS_DEPUTY,
  COPIL_SITS_FULL,
} CopilSits;

/**
 * CopilSeatState:
 * @person: (nullable): who acts for it: the full member, a deputy or the holder of the mandate
 * @holder: of a mandate: index of the seat the holder sits for, else -1
 * @mandate: index of the mandate that acts, else -1
 * @presence: of @person
 */
typedef struct
{
  CopilSits     sits;
  const char   *person;
  int           holder;
  int           mandate;
  CopilPresence presence;
} CopilSeatState;

/**
 * copil_assembly_at:
 * @at: what happened at that very instant has happened
 * @item: (nullable): the item under discussion: who withdrew from it is not there for it
 * @states: (out caller-allocates) (array length=n_seats)
 *
 * For each seat: its full member when present; or else the first deputy who is and who sits for no
 * other seat; or else who holds a mandate of its full member and sits for a seat that votes; or
 * else nobody. Full members take their seats first, then deputies in the order of the seats, so
 * that one person sits once.
 *
 * Whoever is on the phone or on video is present where the regime says so (R. 133-10 of the CRPA).
 * Deputies act in the absence of the full member only (R. 133-3; R. 6123-3-5 of the code du
 * travail). A mandate acts for a full member who is not there, no deputy sitting (R. 133-9);
 * mandates beyond the number that one holder may have, in the order given, are void, and so is the
 * second of one giver: see copil_mandates_admit(). One whose holder is out counts for nothing, and
 * a giver who comes back votes. Who withdraws from an item neither votes nor is represented nor
 * represents (R. 133-12); a deputy may take the seat.
 */
void             copil_assembly_at          (const CopilAssembly  *self,
                                             gint64                at,
                                             const char           *item,
                                             CopilSeatState       *states);
/* Whether a member acts for it: full member, deputy or mandate. */
gboolean         copil_seat_state_acts      (const CopilSeatState *self);
/* Whether a vote may be cast for it: a member's, in office. */
gboolean         copil_seat_has_vote        (const CopilSeat      *self);
/* Whether @person may come to sit for a seat that has a vote. */
gboolean         copil_assembly_may_vote    (const CopilAssembly  *self,
                                             const char           *person);
/* -1 when none is. */
int              copil_assembly_find_seat   (const CopilAssembly  *self,
                                             const char           *id);
/* Index of the seat of that co-chair; -1. */
int              copil_assembly_find_chair  (const CopilAssembly  *self,
                                             CopilChair            chair);
/* Index of the seat whose holder presides alone: where the regime has a president, the State's
 * chair, or the only one there is; -1 where two preside. */
int              copil_assembly_find_president (const CopilAssembly *self);
/* (nullable): the full member of a seat. */
const char      *copil_assembly_full_member (const CopilAssembly  *self,
                                             const char           *seat);
/* (nullable): the term of @person on @seat. */
const CopilTerm *copil_assembly_find_term   (const CopilAssembly  *self,
                                             const char           *seat,
                                             const char           *person);
/* (transfer full) (element-type gint64), ascending: the instants after @from and before @until at
 * which who sits may change: comings and goings, mandates that begin and end. */
GArray          *copil_assembly_moments     (const CopilAssembly  *self,
                                             gint64                from,
                                             gint64                until);

/* -- Mandates and deputies -------------------------------------------------------------------- */

/**
 * copil_mandates_admit:
 * @admitted: (out caller-allocates) (array length=n_mandates)
 *
 * Which mandates stand at @at, whether or not they act: in the order given, those in force whose
 * giver has a vote and a seat that is not vacant, has none admitted yet, and whose holder may vote
 * for another seat and has fewer than the regime allows (R. 133-9 of the CRPA).
 */
void             copil_mandates_admit       (const CopilAssembly  *self,
                                             gint64                at,
                                             gboolean             *admitted);
/* (transfer full) (nullable): what speaks against @giver (a seat) giving a mandate to @holder at
 * @at, or NULL: a giver or a holder without a vote, oneself, a second mandate, the giver's deputy
 * who sits, a giver who is there, a holder who is not. */
CopilObjection  *copil_mandate_check        (const CopilAssembly  *self,
                                             const char           *giver,
                                             const char           *holder,
                                             gint64                at);
/**
 * copil_deputy_check:
 * @seat: to be deputised for
 * @kind: how the deputy came to their own office
 * @body: (nullable): service, body or assembly of the deputy
 *
 * R. 133-3 of the CRPA: who holds a seat by office is replaced by someone of the same service or
 * body, an elected member by an elected member of the same assembly, a qualified person by nobody;
 * special rules prevail (R. 5311-36 of the code du travail). Guests are no members: NULL.
 *
 * Returns: (transfer full) (nullable)
 */
CopilObjection  *copil_deputy_check         (CopilRegime          *regime,
                                             const CopilSeat      *seat,
                                             CopilSeatKind         kind,
                                             const char           *body);

G_END_DECLS
