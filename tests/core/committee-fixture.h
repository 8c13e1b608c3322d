/* committee-fixture.h: a small committee whose seats, members and votes a test sets
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/ballot.h"

#define MAX_SEATS 40
#define MAX_EVENTS 200

/* Seat "s3" is that of "p3", whose deputies are "d3" and, of even rank, "e4". The first two are the
 * co-chairs; the rest are ex officio. */
typedef struct
{
  CopilAssembly   assembly;
  CopilSeat       seats[MAX_SEATS];
  CopilTerm       terms[3 * MAX_SEATS];
  CopilAttendance attendance[MAX_EVENTS];
  CopilMandate    mandates[MAX_EVENTS];
  CopilWithdrawal withdrawals[MAX_EVENTS];
} Committee;

static inline const char *
id_of (char  letter,
       guint rank)
{
  g_autofree char *id = g_strdup_printf ("%c%u", letter, rank);

  return g_intern_string (id);
}

/* @overrides: (nullable): {RULE: {"value", "source"}} */
static inline CopilRegime *
regime_of (const char *profile,
           const char *overrides)
{
  static GPtrArray *profiles;
  CopilProfile *found = NULL;
  g_autoptr (JsonNode) node = overrides != NULL ? json_from_string (overrides, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  CopilRegime *regime;

  if (profiles == NULL)
    profiles = copil_profiles_load (NULL);
  found = copil_profiles_find (profiles, profile);
  g_assert_nonnull (found);
  regime = copil_regime_resolve (found->regime, node != NULL ? json_node_get_object (node) : NULL,
                                 &error);
  g_assert_no_error (error);
  return regime;
}

static inline void
add_term (Committee  *self,
          const char *seat,
          const char *person,
          gboolean    deputy)
{
  self->terms[self->assembly.n_terms++] = (CopilTerm) { seat, person, deputy };
}

/* (transfer full): @overrides as above. */
static inline Committee *
committee_new (const char *profile,
               const char *overrides,
               guint       n_seats)
{
  Committee *self = g_new0 (Committee, 1);

  self->assembly = (CopilAssembly) { .regime = regime_of (profile, overrides),
                                     .seats = self->seats,
                                     .n_seats = n_seats,
                                     .terms = self->terms,
                                     .attendance = self->attendance,
                                     .mandates = self->mandates,
                                     .withdrawals = self->withdrawals };
  for (guint i = 1; i <= n_seats; i++)
    {
      self->seats[i - 1] = (CopilSeat) { id_of ('s', i), "college", 1, TRUE, FALSE,
                                         i == 1   ? COPIL_CHAIR_STATE
                                         : i == 2 ? COPIL_CHAIR_LOCAL
                                                  : COPIL_CHAIR_NONE,
                                         COPIL_SEAT_EX_OFFICIO, "body" };
      add_term (self, id_of ('s', i), id_of ('p', i), FALSE);
      add_term (self, id_of ('s', i), id_of ('d', i), TRUE);
      if (i % 2 == 0)
        add_term (self, id_of ('s', i), id_of ('e', i), TRUE);
    }
  return self;
}

static inline void
committee_free (Committee *self)
{
  copil_regime_unref (self->assembly.regime);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Committee, committee_free)

static inline void
attend (Committee    *self,
        gint64        at,
        const char   *person,
        CopilPresence presence)
{
  self->attendance[self->assembly.n_attendance++] = (CopilAttendance) { person, at, presence };
}

/* "p1 p2 d3": they come into the room. */
static inline void
enter (Committee  *self,
       gint64      at,
       const char *persons)
{
  g_auto (GStrv) list = g_strsplit (persons, " ", 0);

  for (guint i = 0; list[i] != NULL; i++)
    attend (self, at, g_intern_string (list[i]), COPIL_PRESENCE_ROOM);
}

static inline void
leave (Committee  *self,
       gint64      at,
       const char *person)
{
  attend (self, at, person, COPIL_PRESENCE_OUT);
}

static inline void
give (Committee  *self,
      const char *giver,
      const char *holder,
      gint64      from,
      gint64      until)
{
  self->mandates[self->assembly.n_mandates++] = (CopilMandate) { giver, holder, from, until };
}

static inline void
withdraw (Committee  *self,
          const char *item,
          const char *person)
{
  self->withdrawals[self->assembly.n_withdrawals++] = (CopilWithdrawal) { item, person };
}
