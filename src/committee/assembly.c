/* assembly.c: who sits at a sitting, as the rules of the core want to know it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/assembly.h"

#include "core/instant.h"

struct _CopilSittingAssembly
{
  CopilAssembly assembly;
  char         *day;         /* of the sitting, as the base writes days */
  GPtrArray    *records;     /* that the arrays point into */
  GPtrArray    *ballots;     /* of CopilRecord */
  GHashTable   *money;       /* ids of the items that move money */
  GArray       *seats;       /* CopilSeat */
  GArray       *terms;       /* CopilTerm */
  GArray       *attendance;  /* CopilAttendance */
  GArray       *mandates;    /* CopilMandate */
  GArray       *withdrawals; /* CopilWithdrawal */
  GArray       *answers;     /* CopilSeatAnswer */
  GArray       *lines;       /* CopilVote, of the last count */
};

/* The place of @word among @words; @otherwise when it is none of them. */
static int
find_word (const char        *word,
           const char *const *words,
           int                otherwise)
{
  for (int i = 0; words[i] != NULL; i++)
    if (g_strcmp0 (word, words[i]) == 0)
      return i;
  return otherwise;
}

/* -- The committee ---------------------------------------------------------------------------- */

static void
add_term (CopilSittingAssembly *self,
          CopilRecord          *record)
{
  CopilTerm term = { copil_record_get_word (record, "seat_id"),
                     copil_record_get_word (record, "member_id"),
                     copil_record_get_bool (record, "deputy") };

  if (copil_record_is_in_force (record, self->day))
    g_array_append_val (self->terms, term);
}

static gboolean
is_vacant (CopilSittingAssembly *self,
           const char           *seat)
{
  for (guint i = 0; i < self->terms->len; i++)
    if (g_str_equal (g_array_index (self->terms, CopilTerm, i).seat, seat))
      return FALSE;
  return TRUE;
}

/* After the terms, which say whether it is vacant. */
static void
add_seat (CopilSittingAssembly *self,
          CopilRecord          *record)
{
  static const char *const chairs[] = { "", "state", "local", NULL };
  static const char *const kinds[] = { "ex_officio", "elected", "qualified", "guest", NULL };
  CopilSeat seat = {
    .id = copil_record_get_id (record),
    .college = copil_record_get_string (record, "college_id"),
    .votes = (int) copil_record_get_int (record, "votes"),
    .voting = copil_record_get_int (record, "votes") > 0,
    .vacant = is_vacant (self, copil_record_get_id (record)),
    .chair = find_word (copil_record_get_string (record, "chair"), chairs, COPIL_CHAIR_NONE),
    .kind = find_word (copil_record_get_string (record, "kind"), kinds, COPIL_SEAT_GUEST),
    .body = copil_record_get_string (record, "body"),
  };

  if (copil_record_is_in_force (record, self->day))
    g_array_append_val (self->seats, seat);
}

/* -- The sitting ------------------------------------------------------------------------------ */

static void
add_attendance (CopilSittingAssembly *self,
                CopilRecord          *record)
{
  static const char *const modes[] = { "", "room", "phone", "video", NULL };
  CopilAttendance entry = {
    .person = copil_record_get_word (record, "member_id"),
    .at = copil_record_get_time (record, "at"),
    .presence = copil_record_get_bool (record, "entered")
                  ? find_word (copil_record_get_string (record, "mode"), modes,
                               COPIL_PRESENCE_ROOM)
                  : COPIL_PRESENCE_OUT,
  };

  g_array_append_val (self->attendance, entry);
}

static void
add_mandate (CopilSittingAssembly *self,
             CopilRecord          *record)
{
  CopilMandate mandate = {
    .giver = copil_record_get_word (record, "giver_seat"),
    .holder = copil_record_get_word (record, "holder_member"),
    .from = copil_record_get_time (record, "since"),
    .until = copil_record_has (record, "until") ? copil_record_get_time (record, "until")
                                                : COPIL_INSTANT_MAX,
  };

  g_array_append_val (self->mandates, mandate);
}

static void
add_withdrawal (CopilSittingAssembly *self,
                CopilRecord          *record)
{
  CopilWithdrawal withdrawal = { copil_record_get_word (record, "item_id"),
                                 copil_record_get_word (record, "member_id") };

  g_array_append_val (self->withdrawals, withdrawal);
}

/* Of the full members: a deputy comes when the full member says so. */
static void
add_answer (CopilSittingAssembly *self,
            CopilRecord          *record)
{
  static const char *const choices[] = { "", "present", "remote", "absent", "mandate", "deputy",
                                         NULL };
  CopilSeatAnswer answer = {
    .seat = copil_record_get_word (record, "seat_id"),
    .answer = find_word (copil_record_get_string (record, "answer"), choices, COPIL_ANSWER_NONE),
    .person = copil_record_get_string (record, "answer_member"),
  };

  if (g_str_equal (copil_record_get_word (record, "capacity"), "full"))
    g_array_append_val (self->answers, answer);
}

static void
add_ballot (CopilSittingAssembly *self,
            CopilRecord          *record)
{
  g_ptr_array_add (self->ballots, record);
}

static void
add_item (CopilSittingAssembly *self,
          CopilRecord          *record)
{
  if (copil_record_get_bool (record, "money"))
    g_hash_table_add (self->money, (gpointer) copil_record_get_id (record));
}

/* -- All of it -------------------------------------------------------------------------------- */

typedef void (*AddFunc) (CopilSittingAssembly *self,
                         CopilRecord          *record);

static void
add_all (CopilSittingAssembly *self,
         CopilDossier         *dossier,
         const char           *kind,
         AddFunc               add)
{
  guint n = copil_dossier_count (dossier, kind);

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *record = copil_dossier_get (dossier, kind, i);

      g_ptr_array_add (self->records, g_object_ref (record));
      add (self, record);
    }
}

static void
fill (CopilSittingAssembly *self,
      CopilRegime          *regime,
      CopilRecord          *sitting)
{
  self->assembly = (CopilAssembly) {
    .regime = regime,
    .without_quorum = copil_record_has (sitting, "second_of"),
    .seats = (CopilSeat *) self->seats->data,
    .n_seats = self->seats->len,
    .terms = (CopilTerm *) self->terms->data,
    .n_terms = self->terms->len,
    .attendance = (CopilAttendance *) self->attendance->data,
    .n_attendance = self->attendance->len,
    .mandates = (CopilMandate *) self->mandates->data,
    .n_mandates = self->mandates->len,
    .withdrawals = (CopilWithdrawal *) self->withdrawals->data,
    .n_withdrawals = self->withdrawals->len,
  };
}

CopilSittingAssembly *
copil_sitting_assembly_new (CopilDossier  *dossier,
                            GError       **error)
{
  CopilRecord *sitting = copil_dossier_get_sitting (dossier);
  g_autoptr (CopilRegime) regime = copil_regime_read (
    sitting != NULL ? copil_record_get_object (sitting, "rules") : NULL, error);
  CopilSittingAssembly *self;

  if (regime == NULL)
    return NULL;
  self = g_new0 (CopilSittingAssembly, 1);
  self->day = copil_instant_to_day (copil_record_get_time (sitting, "starts_at"));
  self->records = g_ptr_array_new_with_free_func (g_object_unref);
  self->ballots = g_ptr_array_new ();
  self->money = g_hash_table_new (g_str_hash, g_str_equal);
  self->seats = g_array_new (FALSE, FALSE, sizeof (CopilSeat));
  self->terms = g_array_new (FALSE, FALSE, sizeof (CopilTerm));
  self->attendance = g_array_new (FALSE, FALSE, sizeof (CopilAttendance));
  self->mandates = g_array_new (FALSE, FALSE, sizeof (CopilMandate));
  self->withdrawals = g_array_new (FALSE, FALSE, sizeof (CopilWithdrawal));
  self->answers = g_array_new (FALSE, FALSE, sizeof (CopilSeatAnswer));
  self->lines = g_array_new (FALSE, FALSE, sizeof (CopilVote));
  add_all (self, dossier, "term", add_term);
  add_all (self, dossier, "seat", add_seat);
  add_all (self, dossier, "attendance", add_attendance);
  add_all (self, dossier, "mandate", add_mandate);
  add_all (self, dossier, "withdrawal", add_withdrawal);
  add_all (self, dossier, "recipient", add_answer);
  add_all (self, dossier, "ballot", add_ballot);
  add_all (self, dossier, "agenda_item", add_item);
  fill (self, g_steal_pointer (&regime), sitting);
  return self;
}

void
copil_sitting_assembly_free (CopilSittingAssembly *self)
{
  copil_regime_unref (self->assembly.regime);
  g_array_unref (self->seats);
  g_array_unref (self->terms);
  g_array_unref (self->attendance);
  g_array_unref (self->mandates);
  g_array_unref (self->withdrawals);
  g_array_unref (self->answers);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->ballots);
  g_hash_table_unref (self->money);
  g_ptr_array_unref (self->records);
  g_free (self->day);
  g_free (self);
}

const CopilAssembly *
copil_sitting_assembly_get (CopilSittingAssembly *self)
{
  return &self->assembly;
}

CopilForecast
copil_sitting_assembly_forecast (CopilSittingAssembly *self)
{
  return copil_quorum_forecast (&self->assembly, (CopilSeatAnswer *) self->answers->data,
                                self->answers->len);
}

/* -- Votes ------------------------------------------------------------------------------------ */

static CopilChoice
read_choice (CopilRecord *record,
             const char  *field)
{
  static const char *const choices[] = { "none", "for", "against", "abstain", NULL };

  return find_word (copil_record_get_string (record, field), choices, COPIL_CHOICE_NONE);
}

static void
take_lines (CopilSittingAssembly *self,
            CopilRecord          *vote)
{
  g_array_set_size (self->lines, 0);
  for (guint i = 0; i < self->ballots->len; i++)
    {
      CopilRecord *ballot = g_ptr_array_index (self->ballots, i);
      CopilVote line = { copil_record_get_word (ballot, "seat_id"),
                         copil_record_get_string (ballot, "member_id"),
                         read_choice (ballot, "choice"), copil_record_get_time (ballot, "at") };

      if (g_str_equal (copil_record_get_word (ballot, "vote_id"), copil_record_get_id (vote)))
        g_array_append_val (self->lines, line);
    }
}

CopilVerdict
copil_sitting_assembly_count (CopilSittingAssembly *self,
                              CopilRecord          *vote,
                              gint64                now)
{
  const char *item = copil_record_get_string (vote, "item_id");
  CopilBallot ballot = {
    .item = item,
    .opened = copil_record_get_time (vote, "opened_at"),
    .closed = copil_record_has (vote, "closed_at") ? copil_record_get_time (vote, "closed_at")
                                                   : now,
    .moves_money = item != NULL && g_hash_table_contains (self->money, item),
    .by_hands = g_str_equal (copil_record_get_word (vote, "method"), "hands"),
    .n_for = (int) copil_record_get_int (vote, "votes_for"),
    .n_against = (int) copil_record_get_int (vote, "votes_against"),
    .n_abstain = (int) copil_record_get_int (vote, "abstentions"),
    .chair_state = read_choice (vote, "chair_state"),
    .chair_local = read_choice (vote, "chair_local"),
  };

  take_lines (self, vote);
  ballot.votes = (CopilVote *) self->lines->data;
  ballot.n_votes = self->lines->len;
  return copil_ballot_count (&self->assembly, &ballot);
}
