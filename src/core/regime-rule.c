/* regime-rule.c: which values a rule may have, and their words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/regime-private.h"

#include "core/format.h"

#include <string.h>

typedef struct
{
  const char *word; /* NULL: the last */
  int         value;
  const char *label;
} RuleWord;

/* @words: of a word or of sections; @unit, @units: of a number, at most @high; @unsaid: (nullable):
 * what is said where a regime does not have the rule. */
typedef struct
{
  const char     *name;
  const char     *title;
  CopilValueKind   kind;
  const RuleWord *words;
  int             high;
  const char     *unit, *units;
  const char     *unsaid;
} RuleSpec;

static const RuleWord chairings[] = {
  { "joint", COPIL_CHAIRING_JOINT, "coprésidence" },
  { "president", COPIL_CHAIRING_PRESIDENT, "un président" },
  { NULL, 0, NULL },
};
static const RuleWord convokers[] = {
  { "joint", COPIL_CONVOKER_JOINT, "les deux coprésidents ensemble" },
  { "president", COPIL_CONVOKER_PRESIDENT, "le président" },
  { "either", COPIL_CONVOKER_EITHER, "l’un ou l’autre coprésident" },
  { NULL, 0, NULL },
};
static const RuleWord quorum_bases[] = {
  { "none", COPIL_QUORUM_NONE, "aucun quorum" },
  { "composing", COPIL_QUORUM_COMPOSING, "tous les membres" },
  { "voting", COPIL_QUORUM_VOTING, "les membres ayant voix délibérative" },
  { NULL, 0, NULL },
};
static const RuleWord second_convocations[] = {
  { "none", COPIL_SECOND_CONVOCATION_NONE, "non prévue" },
  { "same_agenda_no_quorum", COPIL_SECOND_CONVOCATION_WITHOUT_QUORUM,
    "sans quorum, sur le même ordre du jour" },
  { NULL, 0, NULL },
};
static const RuleWord majority_bases[] = {
  { "consensus", COPIL_MAJORITY_CONSENSUS, "consensus" },
  { "present_or_represented", COPIL_MAJORITY_PRESENT_OR_REPRESENTED,
    "majorité des voix des membres présents ou représentés" },
  { "cast", COPIL_MAJORITY_CAST, "majorité des suffrages exprimés" },
  { NULL, 0, NULL },
};
static const RuleWord ties[] = {
  { "none", COPIL_TIE_NONE, "personne" },
  { "chair_state", COPIL_TIE_CHAIR_STATE, "le coprésident représentant l’État" },
  { "president", COPIL_TIE_PRESIDENT, "le président" },
  { NULL, 0, NULL },
};
static const RuleWord deputies[] = {
  { "none", COPIL_DEPUTY_NONE, "pas de suppléant" },
  { "any", COPIL_DEPUTY_ANY, "un suppléant, sans condition d’appartenance" },
  { "same_body", COPIL_DEPUTY_SAME_BODY, "un suppléant du même service ou organisme" },
  { "same_assembly", COPIL_DEPUTY_SAME_ASSEMBLY, "un élu de la même assemblée" },
  { NULL, 0, NULL },
};
static const RuleWord weightings[] = {
  { "seat", COPIL_WEIGHTS_SEAT, "le nombre de voix de chaque siège" },
  { NULL, 0, NULL },
};
static const RuleWord silences[] = {
  { "none", COPIL_SILENCE_NOTHING, "ne vaut pas avis" },
  { "favourable", COPIL_SILENCE_FAVOURABLE, "réputé favorable" },
  { NULL, 0, NULL },
};
static const RuleWord sections[] = {
  { "presents", COPIL_MINUTES_PRESENTS, "membres présents" },
  { "mandates", COPIL_MINUTES_MANDATES, "mandats" },
  { "matters", COPIL_MINUTES_MATTERS, "questions traitées" },
  { "meaning", COPIL_MINUTES_MEANING, "sens de chaque délibération" },
  { "votes", COPIL_MINUTES_VOTES, "votes" },
  { "dissent", COPIL_MINUTES_DISSENT, "désaccords" },
  { NULL, 0, NULL },
};

static const RuleSpec specs[] = {
  [COPIL_RULE_CHAIRING] = { "chairing", "Présidence", COPIL_VALUE_WORD, chairings },
  [COPIL_RULE_CONVOCATION_BY] = { "convocation_by", "Auteur de la convocation", COPIL_VALUE_WORD,
                                  convokers },
  [COPIL_RULE_CONVOCATION_DAYS] = { "convocation_days", "Délai de convocation", COPIL_VALUE_NUMBER,
                                    NULL, 365, "jour", "jours" },
  [COPIL_RULE_URGENCY_HOURS] = { "urgency_hours", "Délai en urgence", COPIL_VALUE_OPTIONAL, NULL,
                                 8760, "heure", "heures" },
  [COPIL_RULE_URGENCY_REASON] = { "urgency_reason", "Motif de l’urgence exigé", COPIL_VALUE_FLAG },
  [COPIL_RULE_DOCUMENTS_WITH_CONVOCATION] = { "documents_with_convocation",
                                              "Documents joints à la convocation",
                                              COPIL_VALUE_FLAG },
  [COPIL_RULE_QUORUM_BASE] = { "quorum_base", "Base du quorum", COPIL_VALUE_WORD, quorum_bases },
  [COPIL_RULE_QUORUM_SHARE] = { "quorum_share", "Part requise", COPIL_VALUE_SHARE },
  [COPIL_RULE_VACANT_SEATS_COUNT] = { "vacant_seats_count",
                                      "Sièges vacants comptés dans la base du quorum",
                                      COPIL_VALUE_FLAG },
  [COPIL_RULE_MANDATES_MAX] = { "mandates_max", "Mandats par membre", COPIL_VALUE_NUMBER, NULL, 100,
                                "mandat", "mandats" },
  [COPIL_RULE_MANDATE_WITHOUT_DEPUTY] = { "mandate_without_deputy",
                                          "Pas de mandat si le suppléant siège", COPIL_VALUE_FLAG },
  [COPIL_RULE_MANDATES_IN_QUORUM] = { "mandates_in_quorum", "Mandats comptés dans le quorum",
                                      COPIL_VALUE_FLAG },
  [COPIL_RULE_REMOTE] = { "remote", "Participation à distance", COPIL_VALUE_FLAG },
  [COPIL_RULE_SECOND_CONVOCATION] = { "second_convocation", "Seconde convocation", COPIL_VALUE_WORD,
                                      second_convocations },
  [COPIL_RULE_MAJORITY_BASE] = { "majority_base", "Majorité", COPIL_VALUE_WORD, majority_bases },
  [COPIL_RULE_TIE] = { "tie", "Voix prépondérante", COPIL_VALUE_WORD, ties },
  [COPIL_RULE_DEPUTY_EX_OFFICIO] = { "deputy_ex_officio", "Suppléance d’un membre de droit",
                                     COPIL_VALUE_WORD, deputies },
  [COPIL_RULE_DEPUTY_ELECTED] = { "deputy_elected", "Suppléance d’un élu", COPIL_VALUE_WORD,
                                  deputies },
  [COPIL_RULE_DEPUTY_QUALIFIED] = { "deputy_qualified",
                                    "Suppléance d’une personnalité qualifiée", COPIL_VALUE_WORD,
                                    deputies },
  [COPIL_RULE_DEPUTY_SPEAKS_BESIDE_FULL] = { "deputy_speaks_beside_full",
                                             "Suppléant admis auprès du titulaire, sans vote",
                                             COPIL_VALUE_FLAG },
  [COPIL_RULE_WEIGHTS] = { "weights", "Poids des votes", COPIL_VALUE_WORD, weightings },
  [COPIL_RULE_TERM_YEARS] = { "term_years", "Durée du mandat des membres", COPIL_VALUE_OPTIONAL,
                              NULL, 99, "an", "ans" },
  [COPIL_RULE_INSTANCE_YEARS] = { "instance_years", "Durée du comité", COPIL_VALUE_OPTIONAL, NULL,
                                  99, "an", "ans" },
  [COPIL_RULE_MINUTES] = { "minutes", "Mentions du procès-verbal", COPIL_VALUE_SECTIONS, sections },
  [COPIL_RULE_SECRET_VOTES] = { "secret_votes", "Scrutin secret", COPIL_VALUE_FLAG },
  [COPIL_RULE_WITHDRAWAL] = { "withdrawal", "Retrait d’un membre personnellement intéressé",
                              COPIL_VALUE_FIXED },
  [COPIL_RULE_GUESTS] = { "guests", "Personnes entendues ou siégeant sans voix délibérative",
                          COPIL_VALUE_FIXED },
  [COPIL_RULE_MONEY_NEEDS_BOTH] = { "money_needs_both",
                                    "Pas de dépense en cas de désaccord des coprésidents",
                                    COPIL_VALUE_FIXED },
  [COPIL_RULE_ADVICE_SILENCE] = { "advice_silence", "Silence de l’organisme consulté",
                                  COPIL_VALUE_WORD, silences,
                                  .unsaid = "Aucun texte lu ne donne d’effet au silence ; le "
                                            "règlement intérieur peut lui en donner un." },
};
G_STATIC_ASSERT (G_N_ELEMENTS (specs) == COPIL_N_RULES);

const char *
copil_rule_get_name (CopilRule rule)
{
  return specs[rule].name;
}

const char *
copil_rule_get_title (CopilRule rule)
{
  return specs[rule].title;
}

CopilValueKind
copil_rule_get_kind (CopilRule rule)
{
  return specs[rule].kind;
}

int
copil_rule_get_most (CopilRule rule)
{
  return specs[rule].high;
}

const char *
copil_rule_get_units (CopilRule rule)
{
  return specs[rule].units;
}

const char *
copil_rule_get_word (CopilRule    rule,
                     guint        index,
                     const char **label)
{
  const RuleWord *words = specs[rule].words;

  for (guint i = 0; words != NULL && words[i].word != NULL; i++)
    if (i == index)
      {
        *label = words[i].label;
        return words[i].word;
      }
  return NULL;
}

const char *
_copil_rule_get_unsaid (CopilRule rule)
{
  return specs[rule].unsaid;
}

gboolean
copil_rule_find (const char *name,
                 CopilRule  *rule)
{
  for (guint i = 0; i < COPIL_N_RULES; i++)
    if (g_str_equal (specs[i].name, name))
      {
        *rule = (CopilRule) i;
        return TRUE;
      }
  return FALSE;
}

/* -- Reading ---------------------------------------------------------------------------------- */

static gboolean
read_word (const RuleWord *words,
           JsonNode       *node,
           int            *value)
{
  if (json_node_get_value_type (node) != G_TYPE_STRING)
    return FALSE;
  for (; words->word != NULL; words++)
    if (g_str_equal (words->word, json_node_get_string (node)))
      {
        *value = words->value;
        return TRUE;
      }
  return FALSE;
}

static gboolean
read_number (int       low,
             int       high,
             JsonNode *node,
             int      *value)
{
  gint64 number;

  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return FALSE;
  number = json_node_get_int (node);
  if (number < low || number > high)
    return FALSE;
  *value = (int) number;
  return TRUE;
}

static gboolean
read_flag (JsonNode *node,
           int      *value)
{
  if (json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return FALSE;
  *value = json_node_get_boolean (node);
  return TRUE;
}

/* More than nothing, no more than all. */
static gboolean
read_share (JsonNode       *node,
            CopilRuleValue *value)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  return array != NULL && json_array_get_length (array) == 2
         && read_number (1, 1000, json_array_get_element (array, 1), &value->denominator)
         && read_number (1, value->denominator, json_array_get_element (array, 0), &value->number);
}

static gboolean
read_sections (JsonNode *node,
               int      *value)
{
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      int section;

      if (!read_word (sections, json_array_get_element (array, i), &section))
        return FALSE;
      *value |= section;
    }
  return array != NULL;
}

static gboolean
read_value (const RuleSpec *spec,
            JsonNode       *node,
            CopilRuleValue *value)
{
  switch (spec->kind)
    {
    case COPIL_VALUE_WORD: return read_word (spec->words, node, &value->number);
    case COPIL_VALUE_NUMBER: return read_number (0, spec->high, node, &value->number);
    case COPIL_VALUE_OPTIONAL: return read_number (1, spec->high, node, &value->number);
    case COPIL_VALUE_FLAG: return read_flag (node, &value->number);
    case COPIL_VALUE_FIXED: return read_flag (node, &value->number) && value->number;
    case COPIL_VALUE_SHARE: return read_share (node, value);
    case COPIL_VALUE_SECTIONS: return read_sections (node, &value->number);
    default: g_return_val_if_reached (FALSE);
    }
}

gboolean
_copil_rule_read (CopilRule       rule,
                  JsonNode       *node,
                  CopilRuleValue *value)
{
  CopilRuleValue read = { FALSE, 0, 1 };
  gboolean is_null = JSON_NODE_HOLDS_NULL (node);

  if (is_null ? specs[rule].kind != COPIL_VALUE_OPTIONAL : !read_value (&specs[rule], node, &read))
    return FALSE;
  read.has = !is_null;
  *value = read;
  return TRUE;
}

gboolean
copil_rule_accepts (CopilRule  rule,
                    JsonNode  *value)
{
  CopilRuleValue read;

  return _copil_rule_read (rule, value, &read);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void
write_words (const RuleSpec *spec,
             int             value,
             JsonBuilder    *builder)
{
  for (const RuleWord *word = spec->words; word->word != NULL; word++)
    if (spec->kind == COPIL_VALUE_SECTIONS ? (word->value & value) != 0 : word->value == value)
      json_builder_add_string_value (builder, word->word);
}

void
_copil_rule_write (CopilRule             rule,
                   const CopilRuleValue *value,
                   JsonBuilder          *builder)
{
  const RuleSpec *spec = &specs[rule];

  if (!value->has)
    json_builder_add_null_value (builder);
  else if (spec->kind == COPIL_VALUE_FLAG || spec->kind == COPIL_VALUE_FIXED)
    json_builder_add_boolean_value (builder, value->number);
  else if (spec->kind == COPIL_VALUE_NUMBER || spec->kind == COPIL_VALUE_OPTIONAL)
    json_builder_add_int_value (builder, value->number);
  else if (spec->kind == COPIL_VALUE_WORD)
    write_words (spec, value->number, builder);
  else
    {
      json_builder_begin_array (builder);
      if (spec->kind == COPIL_VALUE_SECTIONS)
        write_words (spec, value->number, builder);
      else
        {
          json_builder_add_int_value (builder, value->number);
          json_builder_add_int_value (builder, value->denominator);
        }
      json_builder_end_array (builder);
    }
}

/* -- Saying ----------------------------------------------------------------------------------- */

static char *
describe_words (const RuleSpec *spec,
                int             value)
{
  const char *labels[8] = { NULL };
  guint n = 0;

  for (const RuleWord *word = spec->words; word->word != NULL; word++)
    if (spec->kind == COPIL_VALUE_SECTIONS ? (word->value & value) != 0 : word->value == value)
      labels[n++] = word->label;
  return n > 0 ? copil_format_list (labels) : g_strdup ("aucune");
}

static char *
describe_share (const CopilRuleValue *value)
{
  if (value->number == value->denominator)
    return g_strdup ("la totalité");
  if (value->number * 2 == value->denominator)
    return g_strdup ("la moitié");
  if (value->denominator == 3)
    return g_strdup (value->number == 1 ? "un tiers" : "deux tiers");
  return g_strdup_printf ("%d/%d", value->number, value->denominator);
}

char *
_copil_rule_describe (CopilRule             rule,
                      const CopilRuleValue *value)
{
  const RuleSpec *spec = &specs[rule];

  if (!value->has)
    return g_strdup ("non fixé");
  switch (spec->kind)
    {
    case COPIL_VALUE_FLAG:
    case COPIL_VALUE_FIXED: return g_strdup (value->number ? "oui" : "non");
    case COPIL_VALUE_NUMBER:
    case COPIL_VALUE_OPTIONAL: return copil_format_count (value->number, spec->unit, spec->units);
    case COPIL_VALUE_SHARE: return describe_share (value);
    case COPIL_VALUE_WORD:
    case COPIL_VALUE_SECTIONS:
    default: return describe_words (spec, value->number);
    }
}
