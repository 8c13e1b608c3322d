/* regime.c: the legal regime of a committee, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/regime-private.h"

#include "core/format.h"

#include <string.h>

CopilRegime *
_copil_regime_new (void)
{
  CopilRegime *self = g_new0 (CopilRegime, 1);

  g_atomic_ref_count_init (&self->refs);
  return self;
}

CopilRegime *
copil_regime_ref (CopilRegime *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
copil_regime_unref (CopilRegime *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < COPIL_N_RULES; i++)
    {
      g_free (self->entries[i].article);
      g_free (self->entries[i].note);
      g_free (self->entries[i].source);
    }
  g_free (self);
}

/* -- Asking ----------------------------------------------------------------------------------- */

gboolean
copil_regime_has (CopilRegime *self,
                  CopilRule    rule)
{
  return self->entries[rule].value.has;
}

int
copil_regime_get (CopilRegime *self,
                  CopilRule    rule)
{
  return self->entries[rule].value.number;
}

gboolean
copil_regime_get_bool (CopilRegime *self,
                       CopilRule    rule)
{
  return self->entries[rule].value.number != 0;
}

void
copil_regime_get_share (CopilRegime *self,
                        int         *numerator,
                        int         *denominator)
{
  *numerator = self->entries[COPIL_RULE_QUORUM_SHARE].value.number;
  *denominator = self->entries[COPIL_RULE_QUORUM_SHARE].value.denominator;
}

const char *
copil_regime_get_article (CopilRegime *self,
                          CopilRule    rule)
{
  return self->entries[rule].article;
}

const char *
copil_regime_get_note (CopilRegime *self,
                       CopilRule    rule)
{
  return self->entries[rule].note;
}

const char *
copil_regime_get_source (CopilRegime *self,
                         CopilRule    rule)
{
  return self->entries[rule].source;
}

gboolean
copil_regime_is_own (CopilRegime *self,
                     CopilRule    rule)
{
  return self->entries[rule].own;
}

gboolean
copil_regime_is_verified (CopilRegime *self,
                          CopilRule    rule)
{
  return self->entries[rule].verified;
}

gboolean
copil_regime_is_firm (CopilRegime *self,
                      CopilRule    rule)
{
  return self->entries[rule].own || self->entries[rule].verified;
}

/* -- Quoting ---------------------------------------------------------------------------------- */

char *
copil_regime_describe (CopilRegime *self,
                       CopilRule    rule)
{
  return _copil_rule_describe (rule, &self->entries[rule].value);
}

/* "Règlement intérieur, article 4" as it goes on a sentence; "RI, article 4" stays. */
static char *
cite_source (const char *source)
{
  const char *rest = g_utf8_next_char (source);
  g_autoptr (GString) text = g_string_new (NULL);

  if (g_unichar_isupper (g_utf8_get_char (rest)))
    return g_strdup (source);
  g_string_append_unichar (text, g_unichar_tolower (g_utf8_get_char (source)));
  g_string_append (text, rest);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* A number of article is said to be one; a decision of a court, or a principle, speaks for itself.
 * It never stands at the end of a line without its number. */
static char *
cite_article (const char *article)
{
  gboolean numbered = strchr ("LRD", article[0]) != NULL && strchr (".*", article[1]) != NULL;
  g_autoptr (GString) text = g_string_new (article);

  g_string_replace (text, ". ", "." COPIL_NBSP, 0);
  g_string_replace (text, "* ", "*" COPIL_NBSP, 0);
  g_string_replace (text, "n° ", "n°" COPIL_NBSP, 0);
  if (numbered)
    g_string_prepend (text, strstr (article, " et ") != NULL ? "articles " : "article ");
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
copil_regime_name_article (CopilRegime *self,
                           CopilRule    rule)
{
  const char *article = self->entries[rule].article;

  return article != NULL ? cite_article (article) : NULL;
}

char *
copil_regime_cite (CopilRegime *self,
                   CopilRule    rule)
{
  const CopilRuleEntry *entry = &self->entries[rule];
  g_autofree char *where = NULL;

  if (entry->own)
    where = cite_source (entry->source);
  else if (entry->article != NULL)
    where = cite_article (entry->article);
  if (copil_regime_is_firm (self, rule))
    return where != NULL ? g_strdup_printf ("(%s)", where) : g_strdup ("");
  return where != NULL ? g_strdup_printf ("(%s, valeur non vérifiée)", where)
                       : g_strdup ("(valeur non vérifiée)");
}

char *
copil_regime_quote (CopilRegime *self,
                    CopilRule    rule,
                    const char  *sentence)
{
  g_autofree char *where = copil_regime_cite (self, rule);

  return g_strconcat (sentence, *where != '\0' ? " " : "", where, ".", NULL);
}

/* -- Objections ------------------------------------------------------------------------------- */

CopilObjection *
copil_objection_new (CopilRegime *regime,
                     CopilRule    rule,
                     const char  *sentence)
{
  CopilObjection *self = g_new0 (CopilObjection, 1);

  self->rule = rule;
  self->blocks = copil_regime_is_firm (regime, rule);
  self->text = copil_regime_quote (regime, rule, sentence);
  return self;
}

void
copil_objection_free (CopilObjection *self)
{
  g_free (self->text);
  g_free (self);
}
