/* assembly-answer.c: what the engine of src/core makes of a sitting, to compare with the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reads lines of words from its standard input, each kind in the order the engine wants them:
 *   rules JSON                                      a new sitting
 *   second
 *   seat ID VOTES VACANT CHAIR KIND                 KIND: 3 is a guest
 *   term SEAT PERSON DEPUTY
 *   attendance PERSON AT PRESENCE
 *   mandate GIVER HOLDER FROM UNTIL
 *   withdrawal ITEM PERSON
 *   line SEAT PERSON CHOICE AT                      of the next vote
 *   at INSTANT ITEM|-                               prints the seats and the quorum
 *   vote ITEM OPENED CLOSED MONEY HANDS FOR AGAINST ABSTAIN STATE LOCAL    prints what it decided
 * Times are whole numbers.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/ballot.h"

typedef struct
{
  GStringChunk  *words;
  CopilAssembly  assembly;
  GArray        *seats;
  GArray        *terms;
  GArray        *attendance;
  GArray        *mandates;
  GArray        *withdrawals;
  GArray        *lines;
} Sitting;

static const char *sits_names[] = { "vacant", "absent", "withdrawn", "mandate", "deputy", "full" };
static const char *choice_names[] = { "none", "for", "against", "abstain" };
static const char *outcome_names[]
    = { "adopted",      "rejected",       "tie",           "no_quorum",
        "no_consensus", "chairs_divided", "chairs_unknown", "miscount" };

static const char *
word (Sitting *self,
      char   **words,
      guint    i)
{
  return g_string_chunk_insert_const (self->words, words[i]);
}

static void
begin (Sitting    *self,
       const char *json)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->assembly.regime, copil_regime_unref);
  self->assembly.without_quorum = FALSE;
  self->assembly.regime = copil_regime_parse (json, -1, &error);
  if (self->assembly.regime == NULL)
    g_error ("%s", error->message);
  g_array_set_size (self->seats, 0);
  g_array_set_size (self->terms, 0);
  g_array_set_size (self->attendance, 0);
  g_array_set_size (self->mandates, 0);
  g_array_set_size (self->withdrawals, 0);
  g_array_set_size (self->lines, 0);
}

static void
add_seat (Sitting *self,
          char   **w)
{
  CopilSeat seat = { .id = word (self, w, 1), .votes = atoi (w[2]), .voting = atoi (w[2]) > 0,
                     .vacant = atoi (w[3]), .chair = atoi (w[4]), .kind = atoi (w[5]) };

  g_array_append_val (self->seats, seat);
}

static void
add_term (Sitting *self,
          char   **w)
{
  CopilTerm term = { word (self, w, 1), word (self, w, 2), atoi (w[3]) };

  g_array_append_val (self->terms, term);
}

static void
add_attendance (Sitting *self,
                char   **w)
{
  CopilAttendance event = { word (self, w, 1), atoll (w[2]), atoi (w[3]) };

  g_array_append_val (self->attendance, event);
}

static void
add_mandate (Sitting *self,
             char   **w)
{
  CopilMandate mandate = { word (self, w, 1), word (self, w, 2), atoll (w[3]), atoll (w[4]) };

  g_array_append_val (self->mandates, mandate);
}

static void
add_withdrawal (Sitting *self,
                char   **w)
{
  CopilWithdrawal withdrawal = { word (self, w, 1), word (self, w, 2) };

  g_array_append_val (self->withdrawals, withdrawal);
}

static void
add_line (Sitting *self,
          char   **w)
{
  CopilVote line = { word (self, w, 1), word (self, w, 2), atoi (w[3]), atoll (w[4]) };

  g_array_append_val (self->lines, line);
}

static void
hold_second (Sitting *self,
             char   **w)
{
  self->assembly.without_quorum = TRUE;
}

static CopilAssembly *
gather (Sitting *self)
{
  CopilAssembly *assembly = &self->assembly;

  assembly->seats = (CopilSeat *) self->seats->data;
  assembly->n_seats = self->seats->len;
  assembly->terms = (CopilTerm *) self->terms->data;
  assembly->n_terms = self->terms->len;
  assembly->attendance = (CopilAttendance *) self->attendance->data;
  assembly->n_attendance = self->attendance->len;
  assembly->mandates = (CopilMandate *) self->mandates->data;
  assembly->n_mandates = self->mandates->len;
  assembly->withdrawals = (CopilWithdrawal *) self->withdrawals->data;
  assembly->n_withdrawals = self->withdrawals->len;
  return assembly;
}

static void
print_quorum (const CopilQuorum *quorum)
{
  printf (" %d %d %u %u %u %u %u %u %d", quorum->required, quorum->binding, quorum->base,
          quorum->threshold, quorum->present, quorum->represented, quorum->counted,
          quorum->missing, quorum->reached);
}

static void
answer_at (Sitting *self,
           char   **w)
{
  CopilAssembly *assembly = gather (self);
  g_autofree CopilSeatState *states = g_new0 (CopilSeatState, assembly->n_seats);
  CopilQuorum quorum;

  copil_assembly_at (assembly, atoll (w[1]), strcmp (w[2], "-") == 0 ? NULL : w[2], states);
  for (guint i = 0; i < assembly->n_seats; i++)
    printf ("%s:%s:%s ", sits_names[states[i].sits], states[i].person != NULL ? states[i].person : "",
            states[i].holder >= 0 ? assembly->seats[states[i].holder].id : "");
  quorum = copil_quorum_count (assembly, states);
  print_quorum (&quorum);
  printf ("\n");
}

static void
answer_vote (Sitting *self,
             char   **w)
{
  CopilAssembly *assembly = gather (self);
  CopilBallot ballot = { .item = w[1], .opened = atoll (w[2]), .closed = atoll (w[3]),
                         .moves_money = atoi (w[4]), .by_hands = atoi (w[5]),
                         .votes = (CopilVote *) self->lines->data, .n_votes = self->lines->len,
                         .n_for = atoi (w[6]), .n_against = atoi (w[7]), .n_abstain = atoi (w[8]),
                         .chair_state = atoi (w[9]), .chair_local = atoi (w[10]) };
  CopilVerdict found = copil_ballot_count (assembly, &ballot);

  printf ("%s %d-%d-%d-%d of %d, %d by %u+%u-%u void %u casting %s:%s without %d",
          outcome_names[found.outcome], found.n_for, found.n_against, found.n_abstain,
          found.n_silent, found.base, found.needed, found.n_present, found.n_represented,
          found.n_withdrawn, found.n_void,
          found.casting_seat > 0 ? assembly->seats[found.casting_seat - 1].id : "",
          found.casting_seat > 0 ? choice_names[found.casting_choice] : "", found.without_quorum);
  print_quorum (&found.quorum);
  printf ("\n");
  g_array_set_size (self->lines, 0);
}

static const struct
{
  const char *name;
  guint       n_words;
  void      (*take) (Sitting *, char **);
} kinds[] = {
  { "second", 1, hold_second },         { "seat", 6, add_seat },
  { "term", 4, add_term },              { "attendance", 4, add_attendance },
  { "mandate", 5, add_mandate },        { "withdrawal", 3, add_withdrawal },
  { "line", 5, add_line },              { "at", 3, answer_at },
  { "vote", 11, answer_vote },
};

static void
take_line (Sitting    *self,
           const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  if (g_str_has_prefix (line, "rules "))
    {
      begin (self, line + strlen ("rules "));
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (words[0], kinds[i].name) == 0 && g_strv_length (words) == kinds[i].n_words)
      {
        kinds[i].take (self, words);
        return;
      }
  g_error ("not understood: %s", line);
}

int
main (void)
{
  Sitting self = { .words = g_string_chunk_new (4096),
                   .seats = g_array_new (FALSE, FALSE, sizeof (CopilSeat)),
                   .terms = g_array_new (FALSE, FALSE, sizeof (CopilTerm)),
                   .attendance = g_array_new (FALSE, FALSE, sizeof (CopilAttendance)),
                   .mandates = g_array_new (FALSE, FALSE, sizeof (CopilMandate)),
                   .withdrawals = g_array_new (FALSE, FALSE, sizeof (CopilWithdrawal)),
                   .lines = g_array_new (FALSE, FALSE, sizeof (CopilVote)) };
  g_autofree char *line = NULL;
  size_t size = 0;
  ssize_t length;

  while ((length = getline (&line, &size, stdin)) > 0)
    {
      line[length - 1] = '\0';
      take_line (&self, line);
    }
  g_string_chunk_free (self.words);
  g_array_unref (self.seats);
  g_array_unref (self.terms);
  g_array_unref (self.attendance);
  g_array_unref (self.mandates);
  g_array_unref (self.withdrawals);
  g_array_unref (self.lines);
  g_clear_pointer (&self.assembly.regime, copil_regime_unref);
  return 0;
}
