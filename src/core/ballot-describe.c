/* ballot-describe.c: the meaning of a deliberation, in French
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/ballot.h"

#include "core/format.h"

const char *
copil_outcome_get_word (CopilOutcome outcome)
{
  static const char *const words[] = {
    [COPIL_OUTCOME_ADOPTED] = "adoptée",
    [COPIL_OUTCOME_REJECTED] = "rejetée",
    [COPIL_OUTCOME_TIE] = "partage des voix",
    [COPIL_OUTCOME_NO_QUORUM] = "quorum non atteint",
    [COPIL_OUTCOME_NO_CONSENSUS] = "consensus non atteint",
    [COPIL_OUTCOME_CHAIRS_DIVIDED] = "désaccord des coprésidents",
    [COPIL_OUTCOME_CHAIRS_UNKNOWN] = "vote des coprésidents à noter",
    [COPIL_OUTCOME_MISCOUNT] = "décompte à reprendre",
  };

  return words[outcome];
}

/* -- Numbers ---------------------------------------------------------------------------------- */

/* "12 voix pour, 3 contre, 2 abstentions, 1 voix sans prendre part au vote" */
static char *
describe_numbers (const CopilVerdict *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *abstentions = copil_format_count (self->n_abstain, "abstention", "abstentions");

  g_string_append_printf (text, "%d" COPIL_NBSP "voix pour, %d" COPIL_NBSP "contre", self->n_for,
                          self->n_against);
  if (self->n_abstain > 0)
    g_string_append_printf (text, ", %s", abstentions);
  if (self->n_silent > 0)
    g_string_append_printf (text, ", %d" COPIL_NBSP "voix sans part au vote", self->n_silent);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* " ; majorité requise : 9 voix sur 17", "" by consensus and without votes. */
static char *
describe_majority (const CopilVerdict *self,
                   CopilRegime        *regime)
{
  gboolean cast = copil_regime_get (regime, COPIL_RULE_MAJORITY_BASE) == COPIL_MAJORITY_CAST;

  if (self->needed == 0)
    return g_strdup ("");
  if (cast && self->base == 0)
    return g_strdup (COPIL_NNBSP "; aucun suffrage exprimé");
  return g_strdup_printf (COPIL_NNBSP "; majorité requise" COPIL_NBSP ": %d" COPIL_NBSP
                                      "voix sur %d%s",
                          self->needed, self->base,
                          !cast            ? ""
                          : self->base > 1 ? " exprimées"
                                           : " exprimée");
}

/* -- Sentences -------------------------------------------------------------------------------- */

static const char *
casting_holder (const CopilVerdict  *self,
                const CopilAssembly *assembly)
{
  if (copil_regime_get (assembly->regime, COPIL_RULE_TIE) == COPIL_TIE_PRESIDENT)
    return "du président";
  return assembly->seats[self->casting_seat - 1].chair == COPIL_CHAIR_STATE
             ? "du coprésident représentant l’État"
             : "du coprésident représentant la collectivité";
}

static char *
head_of_decision (const CopilVerdict  *self,
                  const CopilAssembly *assembly)
{
  const char *word = self->outcome == COPIL_OUTCOME_ADOPTED ? "Adoptée" : "Rejetée";

  if (self->casting_seat > 0)
    return g_strdup_printf ("%s par la voix prépondérante %s", word,
                            casting_holder (self, assembly));
  return g_strconcat (word, self->needed == 0 ? " par consensus" : "", NULL);
}

static char *
head_of (const CopilVerdict  *self,
         const CopilAssembly *assembly)
{
  switch (self->outcome)
    {
    case COPIL_OUTCOME_TIE: return g_strdup ("Non adoptée, les voix étant également partagées");
    case COPIL_OUTCOME_NO_CONSENSUS: return g_strdup ("Non adoptée, faute de consensus");
    case COPIL_OUTCOME_CHAIRS_DIVIDED:
      return g_strdup ("Non adoptée, les deux coprésidents ne s’accordant pas sur une décision qui "
                       "engage une dépense");
    case COPIL_OUTCOME_CHAIRS_UNKNOWN:
      return g_strdup ("Non adoptée, le vote de chacun des deux coprésidents devant être noté "
                       "quand la décision engage une dépense");
    case COPIL_OUTCOME_MISCOUNT:
      return g_strdup ("Décompte à reprendre, les voix comptées n’étant pas celles des membres "
                       "présents ou représentés");
    case COPIL_OUTCOME_ADOPTED:
    case COPIL_OUTCOME_REJECTED:
    case COPIL_OUTCOME_NO_QUORUM:
    default: return head_of_decision (self, assembly);
    }
}

static CopilRule
rule_of (const CopilVerdict *self)
{
  switch (self->outcome)
    {
    case COPIL_OUTCOME_TIE: return COPIL_RULE_TIE;
    case COPIL_OUTCOME_CHAIRS_DIVIDED:
    case COPIL_OUTCOME_CHAIRS_UNKNOWN: return COPIL_RULE_MONEY_NEEDS_BOTH;
    case COPIL_OUTCOME_MISCOUNT: return COPIL_RULE_WEIGHTS;
    case COPIL_OUTCOME_ADOPTED:
    case COPIL_OUTCOME_REJECTED:
      return self->casting_seat > 0 ? COPIL_RULE_TIE : COPIL_RULE_MAJORITY_BASE;
    case COPIL_OUTCOME_NO_QUORUM:
    case COPIL_OUTCOME_NO_CONSENSUS:
    default: return COPIL_RULE_MAJORITY_BASE;
    }
}

static char *
describe_decision (const CopilVerdict  *self,
                   const CopilAssembly *assembly)
{
  g_autofree char *head = head_of (self, assembly);
  g_autofree char *numbers = describe_numbers (self);
  g_autofree char *majority
      = rule_of (self) == COPIL_RULE_MAJORITY_BASE ? describe_majority (self, assembly->regime)
                                                   : g_strdup ("");
  g_autofree char *sentence = g_strconcat (head, COPIL_NBSP ": ", numbers, majority, NULL);

  return copil_regime_quote (assembly->regime, rule_of (self), sentence);
}

char *
copil_verdict_describe (const CopilVerdict  *self,
                        const CopilAssembly *assembly)
{
  g_autofree char *quorum = copil_quorum_describe (&self->quorum, assembly->regime);
  g_autofree char *decision = NULL;

  if (self->outcome == COPIL_OUTCOME_NO_QUORUM)
    return g_strconcat ("Vote sans effet. ", quorum, NULL);
  decision = describe_decision (self, assembly);
  if (!self->without_quorum)
    return g_steal_pointer (&decision);
  return g_strconcat (decision, " ", quorum, NULL);
}
