/* assembly.c: who sits for each seat of a committee, at any moment of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/assembly.h"

/* -- Looking up ------------------------------------------------------------------------------- */

int
copil_assembly_find_seat (const CopilAssembly *self,
                          const char          *id)
{
  for (guint i = 0; i < self->n_seats; i++)
    if (g_strcmp0 (self->seats[i].id, id) == 0)
      return (int) i;
  return -1;
}

int
copil_assembly_find_chair (const CopilAssembly *self,
                           CopilChair           chair)
{
  for (guint i = 0; i < self->n_seats; i++)
    if (self->seats[i].chair == chair)
      return (int) i;
  return -1;
}

int
copil_assembly_find_president (const CopilAssembly *self)
{
  int state = copil_assembly_find_chair (self, COPIL_CHAIR_STATE);
  int local = copil_assembly_find_chair (self, COPIL_CHAIR_LOCAL);

  if (state >= 0 && local >= 0
      && copil_regime_get (self->regime, COPIL_RULE_CHAIRING) != COPIL_CHAIRING_PRESIDENT)
    return -1;
  return state >= 0 ? state : local;
}

const char *
copil_assembly_full_member (const CopilAssembly *self,
                            const char          *seat)
{
  for (guint i = 0; i < self->n_terms; i++)
    if (!self->terms[i].deputy && g_strcmp0 (self->terms[i].seat, seat) == 0)
      return self->terms[i].person;
  return NULL;
}

const CopilTerm *
copil_assembly_find_term (const CopilAssembly *self,
                          const char          *seat,
                          const char          *person)
{
  for (guint i = 0; i < self->n_terms; i++)
    if (g_strcmp0 (self->terms[i].seat, seat) == 0
        && g_strcmp0 (self->terms[i].person, person) == 0)
      return &self->terms[i];
  return NULL;
}

gboolean
copil_seat_has_vote (const CopilSeat *self)
{
  return self->voting && !self->vacant && self->kind != COPIL_SEAT_GUEST;
}

gboolean
copil_assembly_may_vote (const CopilAssembly *self,
                         const char          *person)
{
  for (guint i = 0; i < self->n_terms; i++)
    if (g_strcmp0 (self->terms[i].person, person) == 0)
      {
        int seat = copil_assembly_find_seat (self, self->terms[i].seat);

        if (seat >= 0 && copil_seat_has_vote (&self->seats[seat]))
          return TRUE;
      }
  return FALSE;
}

gboolean
copil_seat_state_acts (const CopilSeatState *self)
{
  return self->sits >= COPIL_SITS_MANDATE;
}

/* -- A moment --------------------------------------------------------------------------------- */

/* @last: person to their CopilAttendance; @places: person to the index of their seat, plus one.
 * Terms and seats are counted from 1 here. @first: of each seat, its first term; @next: of each term,
 * the next one of its seat; 0: no more. */
typedef struct
{
  const CopilAssembly *assembly;
  const char          *item;
  GHashTable          *last;
  GHashTable          *places;
  guint               *first;
  guint               *next;
  CopilSeatState      *states;
} Moment;

/* A sitting is looked at again and again: the terms are told apart by their seats at once. */
static void
chain_terms (Moment *self)
{
  const CopilAssembly *assembly = self->assembly;
  g_autoptr (GHashTable) seats = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = assembly->n_seats; i > 0; i--)
    g_hash_table_replace (seats, (gpointer) assembly->seats[i - 1].id, GUINT_TO_POINTER (i));
  for (guint i = assembly->n_terms; i > 0; i--)
    {
      guint seat = GPOINTER_TO_UINT (g_hash_table_lookup (seats, assembly->terms[i - 1].seat));

      /* Those of no seat are chained to 0. */
      self->next[i] = self->first[seat];
      self->first[seat] = i;
    }
}

static GHashTable *
last_attendance (const CopilAssembly *self,
                 gint64               at)
{
  GHashTable *last = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_attendance; i++)
    {
      const CopilAttendance *event = &self->attendance[i];
      const CopilAttendance *before = g_hash_table_lookup (last, event->person);

      if (event->at <= at && (before == NULL || event->at >= before->at))
        g_hash_table_replace (last, (gpointer) event->person, (gpointer) event);
    }
  return last;
}

static gboolean
has_withdrawn (const Moment *self,
               const char   *person)
{
  const CopilAssembly *assembly = self->assembly;

  for (guint i = 0; self->item != NULL && i < assembly->n_withdrawals; i++)
    if (g_strcmp0 (assembly->withdrawals[i].item, self->item) == 0
        && g_strcmp0 (assembly->withdrawals[i].person, person) == 0)
      return TRUE;
  return FALSE;
}

/* As the regime sees it: whoever is far may be out. */
static CopilPresence
presence_of (const Moment *self,
             const char   *person)
{
  const CopilAttendance *last = g_hash_table_lookup (self->last, person);

  if (last == NULL)
    return COPIL_PRESENCE_OUT;
  if (last->presence != COPIL_PRESENCE_ROOM
      && !copil_regime_get_bool (self->assembly->regime, COPIL_RULE_REMOTE))
    return COPIL_PRESENCE_OUT;
  return last->presence;
}

static gboolean
take_seat (Moment     *self,
           guint       seat,
           const char *person,
           CopilSits   sits)
{
  CopilPresence presence = presence_of (self, person);

  if (presence == COPIL_PRESENCE_OUT || has_withdrawn (self, person)
      || g_hash_table_contains (self->places, person))
    return FALSE;
  g_hash_table_insert (self->places, (gpointer) person, GUINT_TO_POINTER (seat + 1));
  self->states[seat] = (CopilSeatState) { sits, person, -1, -1, presence };
  return TRUE;
}

static void
seat_members (Moment   *self,
              gboolean  deputies)
{
  const CopilTerm *terms = self->assembly->terms;

  for (guint i = 0; i < self->assembly->n_seats; i++)
    for (guint k = self->first[i + 1]; k > 0 && self->states[i].sits == COPIL_SITS_ABSENT;
         k = self->next[k])
      if (terms[k - 1].deputy == deputies)
        take_seat (self, i, terms[k - 1].person, deputies ? COPIL_SITS_DEPUTY : COPIL_SITS_FULL);
}

/* One whose full member withdrew, or whose deputy there did. */
static gboolean
is_out_by_withdrawal (const Moment *self,
                      guint         seat)
{
  const CopilTerm *terms = self->assembly->terms;

  for (guint k = self->first[seat + 1]; k > 0; k = self->next[k])
    if (has_withdrawn (self, terms[k - 1].person)
        && (!terms[k - 1].deputy
            || presence_of (self, terms[k - 1].person) != COPIL_PRESENCE_OUT))
      return TRUE;
  return FALSE;
}

static void
represent (Moment *self,
           guint   mandate)
{
  const CopilAssembly *assembly = self->assembly;
  const CopilMandate *given = &assembly->mandates[mandate];
  int giver = copil_assembly_find_seat (assembly, given->giver);
  const char *full = copil_assembly_full_member (assembly, given->giver);
  guint holder = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, given->holder));

  if (self->states[giver].sits != COPIL_SITS_ABSENT || holder == 0
      || !copil_seat_has_vote (&assembly->seats[holder - 1]) || full == NULL
      || presence_of (self, full) != COPIL_PRESENCE_OUT)
    return;
  self->states[giver]
      = (CopilSeatState) { COPIL_SITS_MANDATE, given->holder, (int) holder - 1, (int) mandate,
                           presence_of (self, given->holder) };
}

static void
seat_mandates (Moment *self,
               gint64  at)
{
  const CopilAssembly *assembly = self->assembly;
  g_autofree gboolean *admitted = g_new (gboolean, assembly->n_mandates);

  copil_mandates_admit (assembly, at, admitted);
  for (guint i = 0; i < assembly->n_mandates; i++)
    if (admitted[i])
      represent (self, i);
}

void
copil_assembly_at (const CopilAssembly *self,
                   gint64               at,
                   const char          *item,
                   CopilSeatState      *states)
{
  g_autoptr (GHashTable) last = last_attendance (self, at);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *first = g_new0 (guint, self->n_seats + 1);
  g_autofree guint *next = g_new0 (guint, self->n_terms + 1);
  Moment moment = { self, item, last, places, first, next, states };

  chain_terms (&moment);
  for (guint i = 0; i < self->n_seats; i++)
    states[i] = (CopilSeatState) { self->seats[i].vacant ? COPIL_SITS_VACANT : COPIL_SITS_ABSENT,
                                   NULL, -1, -1, COPIL_PRESENCE_OUT };
  seat_members (&moment, FALSE);
  seat_members (&moment, TRUE);
  for (guint i = 0; i < self->n_seats; i++)
    if (states[i].sits == COPIL_SITS_ABSENT && is_out_by_withdrawal (&moment, i))
      states[i].sits = COPIL_SITS_WITHDRAWN;
  seat_mandates (&moment, at);
}

/* -- Mandates --------------------------------------------------------------------------------- */

/* Whether it could stand, were it the only one. */
static gboolean
may_stand (const CopilAssembly *self,
           const CopilMandate  *mandate,
           gint64               at)
{
  int giver = copil_assembly_find_seat (self, mandate->giver);

  return mandate->from <= at && at < mandate->until && giver >= 0
         && copil_seat_has_vote (&self->seats[giver])
         && copil_assembly_find_term (self, mandate->giver, mandate->holder) == NULL
         && copil_assembly_may_vote (self, mandate->holder);
}

void
copil_mandates_admit (const CopilAssembly *self,
                      gint64               at,
                      gboolean            *admitted)
{
  int max = copil_regime_get (self->regime, COPIL_RULE_MANDATES_MAX);

  for (guint i = 0; i < self->n_mandates; i++)
    {
      const CopilMandate *mandate = &self->mandates[i];
      gboolean given = FALSE;
      int held = 0;

      for (guint k = 0; k < i; k++)
        {
          given |= admitted[k] && g_str_equal (self->mandates[k].giver, mandate->giver);
          held += admitted[k] && g_str_equal (self->mandates[k].holder, mandate->holder);
        }
      admitted[i] = !given && held < max && may_stand (self, mandate, at);
    }
}

/* -- Moments ---------------------------------------------------------------------------------- */

static int
compare_instants (gconstpointer a,
                  gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return (first > second) - (first < second);
}

static void
add_moment (GArray *moments,
            gint64  from,
            gint64  until,
            gint64  at)
{
  if (from < at && at < until)
    g_array_append_val (moments, at);
}

GArray *
copil_assembly_moments (const CopilAssembly *self,
                        gint64               from,
                        gint64               until)
{
  GArray *moments = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < self->n_attendance; i++)
    add_moment (moments, from, until, self->attendance[i].at);
  for (guint i = 0; i < self->n_mandates; i++)
    {
      add_moment (moments, from, until, self->mandates[i].from);
      add_moment (moments, from, until, self->mandates[i].until);
    }
  g_array_sort (moments, compare_instants);
  for (guint i = moments->len; i > 1; i--)
    if (g_array_index (moments, gint64, i - 1) == g_array_index (moments, gint64, i - 2))
      g_array_remove_index (moments, i - 1);
  return moments;
}
