/* quorum.c: whether enough members are there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/quorum.h"

#include "core/format.h"

/* -- Counting --------------------------------------------------------------------------------- */

static gboolean
is_member (const CopilAssembly *assembly,
           const CopilSeat     *seat)
{
  if (seat->kind == COPIL_SEAT_GUEST)
    return FALSE;
  return copil_regime_get (assembly->regime, COPIL_RULE_QUORUM_BASE) != COPIL_QUORUM_VOTING
         || seat->voting;
}

static gboolean
is_counted (const CopilAssembly *assembly,
            const CopilSeat     *seat)
{
  return is_member (assembly, seat)
         && (!seat->vacant
             || copil_regime_get_bool (assembly->regime, COPIL_RULE_VACANT_SEATS_COUNT));
}

static gboolean
is_waived (const CopilAssembly *assembly)
{
  return assembly->without_quorum
         && copil_regime_get (assembly->regime, COPIL_RULE_SECOND_CONVOCATION)
                == COPIL_SECOND_CONVOCATION_WITHOUT_QUORUM;
}

static void
compare (CopilQuorum         *self,
         const CopilAssembly *assembly)
{
  CopilRegime *regime = assembly->regime;
  int numerator, denominator;

  copil_regime_get_share (regime, &numerator, &denominator);
  self->required = copil_regime_get (regime, COPIL_RULE_QUORUM_BASE) != COPIL_QUORUM_NONE
                   && !is_waived (assembly);
  self->binding = self->required && copil_regime_is_firm (regime, COPIL_RULE_QUORUM_BASE)
                  && copil_regime_is_firm (regime, COPIL_RULE_QUORUM_SHARE);
  if (self->required)
    self->threshold = (self->base * (guint) numerator + (guint) denominator - 1)
                      / (guint) denominator;
  self->reached = self->counted >= self->threshold;
  self->missing = self->reached ? 0 : self->threshold - self->counted;
}

CopilQuorum
copil_quorum_count (const CopilAssembly  *assembly,
                    const CopilSeatState *states)
{
  CopilQuorum self = { 0 };

  for (guint i = 0; i < assembly->n_seats; i++)
    if (is_counted (assembly, &assembly->seats[i]))
      {
        self.base++;
        self.present += states[i].sits >= COPIL_SITS_DEPUTY;
        self.represented += states[i].sits == COPIL_SITS_MANDATE;
      }
  self.counted = self.present;
  if (copil_regime_get_bool (assembly->regime, COPIL_RULE_MANDATES_IN_QUORUM))
    self.counted += self.represented;
  compare (&self, assembly);
  return self;
}

CopilQuorum
copil_quorum_at (const CopilAssembly *assembly,
                 gint64               at,
                 const char          *item)
{
  g_autofree CopilSeatState *states = g_new (CopilSeatState, assembly->n_seats);

  copil_assembly_at (assembly, at, item, states);
  return copil_quorum_count (assembly, states);
}

/* -- History ---------------------------------------------------------------------------------- */

GArray *
copil_quorum_history (const CopilAssembly *assembly,
                      gint64               from,
                      gint64               until)
{
  g_autoptr (GArray) moments = copil_assembly_moments (assembly, from, until);
  GArray *history = g_array_new (FALSE, FALSE, sizeof (CopilQuorumMoment));
  CopilQuorumMoment last = { from, copil_quorum_at (assembly, from, NULL) };

  g_array_append_val (history, last);
  for (guint i = 0; i < moments->len; i++)
    {
      gint64 at = g_array_index (moments, gint64, i);
      CopilQuorumMoment now = { at, copil_quorum_at (assembly, at, NULL) };

      if (now.quorum.reached != last.quorum.reached)
        g_array_append_val (history, now);
      last = now;
    }
  return history;
}

/* -- Forecast --------------------------------------------------------------------------------- */

static const CopilSeatAnswer *
find_answer (const CopilSeatAnswer *answers,
             guint                  n_answers,
             const char            *seat)
{
  for (guint i = n_answers; i > 0; i--)
    if (g_strcmp0 (answers[i - 1].seat, seat) == 0 && answers[i - 1].answer != COPIL_ANSWER_NONE)
      return &answers[i - 1];
  return NULL;
}

static const char *
first_deputy (const CopilAssembly *assembly,
              const char          *seat)
{
  for (guint i = 0; i < assembly->n_terms; i++)
    if (assembly->terms[i].deputy && g_strcmp0 (assembly->terms[i].seat, seat) == 0)
      return assembly->terms[i].person;
  return NULL;
}

/* The answers, told as if they had come true. */
static void
tell_answer (const CopilAssembly   *assembly,
             const char            *seat,
             const CopilSeatAnswer *answer,
             GArray                *attendance,
             GArray                *mandates)
{
  CopilAnswer said = answer != NULL ? answer->answer : COPIL_ANSWER_PRESENT;
  CopilAttendance event = { copil_assembly_full_member (assembly, seat), 0,
                            said == COPIL_ANSWER_REMOTE ? COPIL_PRESENCE_VIDEO
                                                        : COPIL_PRESENCE_ROOM };
  CopilMandate mandate = { seat, answer != NULL ? answer->person : NULL, COPIL_INSTANT_MIN,
                           COPIL_INSTANT_MAX };

  if (said == COPIL_ANSWER_MANDATE && mandate.holder != NULL)
    g_array_append_val (mandates, mandate);
  if (said == COPIL_ANSWER_DEPUTY)
    event.person = answer->person != NULL ? answer->person : first_deputy (assembly, seat);
  if (said != COPIL_ANSWER_MANDATE && said != COPIL_ANSWER_ABSENT && event.person != NULL)
    g_array_append_val (attendance, event);
}

static CopilQuorum
foresee (const CopilAssembly   *assembly,
         const CopilSeatAnswer *answers,
         guint                  n_answers,
         gboolean               silent_come)
{
  g_autoptr (GArray) attendance = g_array_new (FALSE, FALSE, sizeof (CopilAttendance));
  g_autoptr (GArray) mandates = g_array_new (FALSE, FALSE, sizeof (CopilMandate));
  CopilAssembly then = *assembly;

  for (guint i = 0; i < assembly->n_seats; i++)
    {
      const char *seat = assembly->seats[i].id;
      const CopilSeatAnswer *answer = find_answer (answers, n_answers, seat);

      if (answer != NULL || silent_come)
        tell_answer (assembly, seat, answer, attendance, mandates);
    }
  then.attendance = (const CopilAttendance *) attendance->data;
  then.n_attendance = attendance->len;
  then.mandates = (const CopilMandate *) mandates->data;
  then.n_mandates = mandates->len;
  return copil_quorum_at (&then, 0, NULL);
}

CopilForecast
copil_quorum_forecast (const CopilAssembly   *assembly,
                       const CopilSeatAnswer *answers,
                       guint                  n_answers)
{
  CopilForecast self = { foresee (assembly, answers, n_answers, FALSE),
                         foresee (assembly, answers, n_answers, TRUE), 0 };

  for (guint i = 0; i < assembly->n_seats; i++)
    self.unanswered += is_member (assembly, &assembly->seats[i]) && !assembly->seats[i].vacant
                       && find_answer (answers, n_answers, assembly->seats[i].id) == NULL;
  return self;
}

/* -- Saying ----------------------------------------------------------------------------------- */

/* The rule that the committee set, if it did. */
static CopilRule
quoted_rule (CopilRegime *regime)
{
  if (copil_regime_is_own (regime, COPIL_RULE_QUORUM_SHARE))
    return COPIL_RULE_QUORUM_SHARE;
  return COPIL_RULE_QUORUM_BASE;
}

/* "14 membres présents ou représentés sur 27, 14 requis" */
static char *
describe_numbers (const CopilQuorum *self)
{
  const char *more = self->counted > 1 ? "s" : "";
  gboolean mandates = self->counted > self->present;

  return g_strdup_printf ("%u" COPIL_NBSP "membre%s présent%s%s%s sur %u, %u requis", self->counted,
                          more, more, mandates ? " ou représenté" : "", mandates ? more : "",
                          self->base, self->threshold);
}

static char *
describe_waiver (CopilRegime *regime)
{
  if (copil_regime_get (regime, COPIL_RULE_QUORUM_BASE) == COPIL_QUORUM_NONE)
    return copil_regime_quote (regime, COPIL_RULE_QUORUM_BASE, "Aucun quorum n’est requis");
  return copil_regime_quote (regime, COPIL_RULE_SECOND_CONVOCATION,
                             "Aucun quorum n’est requis sur cette seconde convocation");
}

char *
copil_quorum_describe (const CopilQuorum *self,
                       CopilRegime       *regime)
{
  g_autofree char *numbers = describe_numbers (self);
  g_autofree char *missing = copil_format_count (self->missing, "membre", "membres");
  g_autofree char *sentence = NULL;

  if (!self->required)
    return describe_waiver (regime);
  sentence = self->reached
                 ? g_strconcat ("Le quorum est atteint" COPIL_NBSP ": ", numbers, NULL)
                 : g_strconcat ("Le quorum n’est pas atteint, il manque ", missing, COPIL_NBSP ": ",
                                numbers, NULL);
  return copil_regime_quote (regime, quoted_rule (regime), sentence);
}

static const char *
forecast_head (const CopilForecast *self)
{
  if (self->expected.reached)
    return "Le quorum est attendu";
  return self->possible.reached ? "Le quorum dépend de ceux qui n’ont pas répondu"
                                : "Le quorum n’est pas attendu";
}

char *
copil_forecast_describe (const CopilForecast *self,
                         CopilRegime         *regime)
{
  g_autofree char *numbers = describe_numbers (&self->expected);
  g_autofree char *silent = copil_format_count (self->unanswered, "réponse", "réponses");
  g_autofree char *sentence = NULL;

  if (!self->expected.required)
    return describe_waiver (regime);
  sentence = g_strconcat (forecast_head (self), COPIL_NBSP ": ", numbers,
                          self->unanswered > 0 ? COPIL_NNBSP "; " : "",
                          self->unanswered > 0 ? silent : "",
                          self->unanswered > 1   ? " attendues"
                          : self->unanswered > 0 ? " attendue"
                                                 : "",
                          NULL);
  return copil_regime_quote (regime, quoted_rule (regime), sentence);
}
