/* assembly-check.c: who may stand for whom
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/assembly.h"

#include "core/format.h"

/* -- Mandates --------------------------------------------------------------------------------- */

/* What follows from what a mandate is blocks whether or not its number was verified. */
static CopilObjection *
refuse (const CopilAssembly *self,
        CopilRule            rule,
        const char          *sentence)
{
  CopilObjection *objection = copil_objection_new (self->regime, rule, sentence);

  objection->blocks = TRUE;
  return objection;
}

static CopilObjection *
warn (const CopilAssembly *self,
      CopilRule            rule,
      const char          *sentence)
{
  CopilObjection *objection = copil_objection_new (self->regime, rule, sentence);

  objection->blocks = FALSE;
  return objection;
}

static CopilObjection *
check_persons (const CopilAssembly *self,
               const char          *giver,
               const char          *holder)
{
  int seat = copil_assembly_find_seat (self, giver);

  if (copil_regime_get (self->regime, COPIL_RULE_MANDATES_MAX) == 0)
    return copil_objection_new (self->regime, COPIL_RULE_MANDATES_MAX,
                                "Les mandats ne sont pas admis");
  if (seat < 0 || !copil_seat_has_vote (&self->seats[seat]))
    return refuse (self, COPIL_RULE_MANDATES_MAX,
                   "Seul un membre en fonction ayant voix délibérative peut donner mandat");
  if (copil_assembly_find_term (self, giver, holder) != NULL)
    return refuse (self, COPIL_RULE_MANDATES_MAX, "Un mandat se donne à un autre membre");
  if (!copil_assembly_may_vote (self, holder))
    return refuse (self, COPIL_RULE_MANDATES_MAX,
                   "Un mandat ne peut être confié qu’à un membre ayant voix délibérative");
  return NULL;
}

static CopilObjection *
check_others (const CopilAssembly *self,
              const char          *giver,
              const char          *holder,
              gint64               at)
{
  g_autofree gboolean *admitted = g_new (gboolean, self->n_mandates);
  int held = 0, max = copil_regime_get (self->regime, COPIL_RULE_MANDATES_MAX);
  g_autofree char *count = copil_format_count (max, "mandat", "mandats");
  g_autofree char *sentence = NULL;

  copil_mandates_admit (self, at, admitted);
  for (guint i = 0; i < self->n_mandates; i++)
    {
      if (admitted[i] && g_str_equal (self->mandates[i].giver, giver))
        return refuse (self, COPIL_RULE_MANDATES_MAX, "Ce membre a déjà donné mandat");
      held += admitted[i] && g_str_equal (self->mandates[i].holder, holder);
    }
  if (held < max)
    return NULL;
  sentence = g_strdup_printf ("Ce mandataire détient déjà %s, et nul ne peut en détenir davantage",
                              count);
  return copil_objection_new (self->regime, COPIL_RULE_MANDATES_MAX, sentence);
}

static gboolean
sits_for_another (const CopilAssembly  *self,
                  const CopilSeatState *states,
                  const char           *person)
{
  for (guint i = 0; i < self->n_seats; i++)
    if (states[i].sits >= COPIL_SITS_DEPUTY && g_strcmp0 (states[i].person, person) == 0)
      return copil_seat_has_vote (&self->seats[i]);
  return FALSE;
}

static CopilObjection *
check_moment (const CopilAssembly *self,
              const char          *giver,
              const char          *holder,
              gint64               at)
{
  g_autofree CopilSeatState *states = g_new (CopilSeatState, self->n_seats);
  int seat = copil_assembly_find_seat (self, giver);

  copil_assembly_at (self, at, NULL, states);
  if (states[seat].sits == COPIL_SITS_FULL)
    return refuse (self, COPIL_RULE_MANDATES_MAX, "Ce membre est présent et vote lui-même");
  if (states[seat].sits == COPIL_SITS_DEPUTY
      && copil_regime_get_bool (self->regime, COPIL_RULE_MANDATE_WITHOUT_DEPUTY))
    return copil_objection_new (
        self->regime, COPIL_RULE_MANDATE_WITHOUT_DEPUTY,
        "Le suppléant de ce membre siège" COPIL_NBSP ": le membre ne peut donner mandat");
  if (self->n_attendance > 0 && !sits_for_another (self, states, holder))
    return warn (self, COPIL_RULE_MANDATES_MAX,
                 "Ce mandat ne compte pas tant que le mandataire ne siège pas");
  return NULL;
}

CopilObjection *
copil_mandate_check (const CopilAssembly *self,
                     const char          *giver,
                     const char          *holder,
                     gint64               at)
{
  CopilObjection *objection = check_persons (self, giver, holder);

  if (objection == NULL)
    objection = check_others (self, giver, holder, at);
  if (objection == NULL)
    objection = check_moment (self, giver, holder, at);
  return objection;
}

/* -- Deputies --------------------------------------------------------------------------------- */

static const struct
{
  CopilRule   rule;
  const char *none;
  const char *member;
} seat_kinds[] = {
  [COPIL_SEAT_EX_OFFICIO] = { COPIL_RULE_DEPUTY_EX_OFFICIO,
                              "Un membre siégeant de droit n’a pas de suppléant",
                              "Un membre siégeant de droit" },
  [COPIL_SEAT_ELECTED]
  = { COPIL_RULE_DEPUTY_ELECTED, "Un membre élu n’a pas de suppléant", "Un membre élu" },
  [COPIL_SEAT_QUALIFIED] = { COPIL_RULE_DEPUTY_QUALIFIED,
                             "Une personnalité qualifiée n’a pas de suppléant",
                             "Une personnalité qualifiée" },
};

CopilObjection *
copil_deputy_check (CopilRegime     *regime,
                    const CopilSeat *seat,
                    CopilSeatKind    kind,
                    const char      *body)
{
  gboolean same = seat->body != NULL && g_strcmp0 (seat->body, body) == 0;
  g_autofree char *sentence = NULL;
  CopilDeputyRule value;

  if (seat->kind == COPIL_SEAT_GUEST)
    return NULL;
  value = copil_regime_get (regime, seat_kinds[seat->kind].rule);
  if (value == COPIL_DEPUTY_ANY || (value == COPIL_DEPUTY_SAME_BODY && same)
      || (value == COPIL_DEPUTY_SAME_ASSEMBLY && same && kind == COPIL_SEAT_ELECTED))
    return NULL;
  if (value == COPIL_DEPUTY_NONE)
    return copil_objection_new (regime, seat_kinds[seat->kind].rule, seat_kinds[seat->kind].none);
  sentence = g_strconcat (seat_kinds[seat->kind].member, " ne peut être suppléé",
                          seat->kind == COPIL_SEAT_QUALIFIED ? "e" : "", " que par ",
                          value == COPIL_DEPUTY_SAME_BODY
                              ? "une personne du même service ou du même organisme"
                              : "un élu de la même assemblée",
                          NULL);
  return copil_objection_new (regime, seat_kinds[seat->kind].rule, sentence);
}
