/* regime.h: the legal regime of a committee, as data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* No rule is written in the program: data/committee/regimes.json has four profiles, a committee's
 * own rules of procedure set any of their rules, and what comes of both is stored with each
 * sitting, so that its minutes keep the rules it was held under. The program asks one rule at a
 * time and quotes its article. */

/* In the order of their names in the data; the comment says what the value is. */
typedef enum
{
  COPIL_RULE_CHAIRING,                   /* CopilChairing */
  COPIL_RULE_CONVOCATION_BY,             /* CopilConvoker */
  COPIL_RULE_CONVOCATION_DAYS,           /* days before the sitting, to be received by */
  COPIL_RULE_URGENCY_HOURS,              /* hours, or none: urgency has no delay of its own */
  COPIL_RULE_URGENCY_REASON,             /* whether urgency gives its reason */
  COPIL_RULE_DOCUMENTS_WITH_CONVOCATION, /* whether they go with it */
  COPIL_RULE_QUORUM_BASE,                /* CopilQuorumBase */
  COPIL_RULE_QUORUM_SHARE,               /* a fraction: copil_regime_get_share() */
  COPIL_RULE_VACANT_SEATS_COUNT,         /* whether they are in the base of the quorum */
  COPIL_RULE_MANDATES_MAX,               /* for one holder; 0: none is admitted */
  COPIL_RULE_MANDATE_WITHOUT_DEPUTY,     /* whether the giver's deputy who sits forbids it */
  COPIL_RULE_MANDATES_IN_QUORUM,         /* whether who is represented counts */
  COPIL_RULE_REMOTE,                     /* whether who is on the phone or on video is present */
  COPIL_RULE_SECOND_CONVOCATION,         /* CopilSecondConvocation */
  COPIL_RULE_MAJORITY_BASE,              /* CopilMajorityBase */
  COPIL_RULE_TIE,                        /* CopilTie */
  COPIL_RULE_DEPUTY_EX_OFFICIO,          /* CopilDeputyRule */
  COPIL_RULE_DEPUTY_ELECTED,             /* CopilDeputyRule */
  COPIL_RULE_DEPUTY_QUALIFIED,           /* CopilDeputyRule */
  COPIL_RULE_DEPUTY_SPEAKS_BESIDE_FULL,  /* whether deputies attend beside the full member */
  COPIL_RULE_WEIGHTS,                    /* CopilWeights */
  COPIL_RULE_TERM_YEARS,                 /* years, or none */
  COPIL_RULE_INSTANCE_YEARS,             /* years, or none */
  COPIL_RULE_MINUTES,                    /* CopilMinutesSection: bits */
  COPIL_RULE_SECRET_VOTES,               /* whether they are allowed */
  COPIL_RULE_WITHDRAWAL,                 /* true: who is personally interested takes no part */
  COPIL_RULE_GUESTS,                     /* true: who is only heard does not vote */
  COPIL_RULE_MONEY_NEEDS_BOTH,           /* whether a disagreement of the chairs stops money */
  COPIL_RULE_ADVICE_SILENCE,             /* CopilSilence */
  COPIL_N_RULES,
} CopilRule;

typedef enum { COPIL_CHAIRING_JOINT, COPIL_CHAIRING_PRESIDENT } CopilChairing;
typedef enum
{
  COPIL_CONVOKER_JOINT,
  COPIL_CONVOKER_PRESIDENT,
  COPIL_CONVOKER_EITHER,
} CopilConvoker;
/* Of which the share is taken: none is required, all members, those who vote. */
typedef enum
{
  COPIL_QUORUM_NONE,
  COPIL_QUORUM_COMPOSING,
  COPIL_QUORUM_VOTING,
} CopilQuorumBase;
typedef enum
{
  COPIL_SECOND_CONVOCATION_NONE,
  COPIL_SECOND_CONVOCATION_WITHOUT_QUORUM,
} CopilSecondConvocation;
/* Abstentions are in the base of the second, not of the third. */
typedef enum
{
  COPIL_MAJORITY_CONSENSUS,
  COPIL_MAJORITY_PRESENT_OR_REPRESENTED,
  COPIL_MAJORITY_CAST,
} CopilMajorityBase;
typedef enum { COPIL_TIE_NONE, COPIL_TIE_CHAIR_STATE, COPIL_TIE_PRESIDENT } CopilTie;
typedef enum
{
  COPIL_DEPUTY_NONE,
  COPIL_DEPUTY_ANY,
  COPIL_DEPUTY_SAME_BODY,
  COPIL_DEPUTY_SAME_ASSEMBLY,
} CopilDeputyRule;
typedef enum { COPIL_WEIGHTS_SEAT } CopilWeights;
/* What it is worth when who was asked for advice gives none in time. */
typedef enum { COPIL_SILENCE_NOTHING, COPIL_SILENCE_FAVOURABLE } CopilSilence;
typedef enum
{
  COPIL_MINUTES_PRESENTS = 1 << 0,
  COPIL_MINUTES_MANDATES = 1 << 1,
  COPIL_MINUTES_MATTERS = 1 << 2,
  COPIL_MINUTES_MEANING = 1 << 3,
  COPIL_MINUTES_VOTES = 1 << 4,
  COPIL_MINUTES_DISSENT = 1 << 5,
} CopilMinutesSection;

/* "quorum_base"; (nullable) the reverse: FALSE for a name that is none. */
const char   *copil_rule_get_name       (CopilRule          rule);
gboolean      copil_rule_find           (const char        *name,
                                         CopilRule         *rule);
/* What it governs, in French, for a list of rules: "Base du quorum". */
const char   *copil_rule_get_title      (CopilRule          rule);

/* What its value is. */
typedef enum
{
  COPIL_VALUE_WORD,     /* one of its words */
  COPIL_VALUE_NUMBER,
  COPIL_VALUE_OPTIONAL, /* a number from 1 on, or null */
  COPIL_VALUE_FLAG,
  COPIL_VALUE_FIXED,    /* true, whatever the regime: nobody sets it */
  COPIL_VALUE_SHARE,    /* two numbers: of how many how many */
  COPIL_VALUE_SECTIONS, /* any of its words */
} CopilValueKind;

CopilValueKind copil_rule_get_kind      (CopilRule          rule);
/* The greatest number, and what is counted: "jours". */
int           copil_rule_get_most       (CopilRule          rule);
const char   *copil_rule_get_units      (CopilRule          rule);
/* (nullable): word @index as the data has it, in French in @label; NULL past the last. */
const char   *copil_rule_get_word       (CopilRule          rule,
                                         guint              index,
                                         const char       **label);

/* Whether it can have that value, as the base says it. */
gboolean      copil_rule_accepts        (CopilRule          rule,
                                         JsonNode          *value);

/* -- A regime: every rule with its value ----------------------------------------------------- */

/* Immutable and counted; any thread. */
typedef struct _CopilRegime CopilRegime;

CopilRegime  *copil_regime_ref          (CopilRegime       *self);
void          copil_regime_unref        (CopilRegime       *self);

/* What the base stores with a sitting: {RULE: {"value", "article", "verified", "note", "set_by":
 * "profile" | "committee", "source"}}, every rule there but one that no regime speaks of, which has
 * its first word then; names that this version does not know are passed over. NULL with a
 * G_IO_ERROR_INVALID_DATA that says which rule is at fault. */
CopilRegime  *copil_regime_parse        (const char        *json,
                                         gssize             length,
                                         GError           **error);
/* The same, of what was parsed already. @rules: (nullable): refused likewise. */
CopilRegime  *copil_regime_read         (JsonObject        *rules,
                                         GError           **error);
/* The rules of @profile with those that a committee's own rules of procedure set: @overrides
 * (nullable) is {RULE: {"value", "source"}}. An unknown rule, a value it cannot have or an override
 * without its source is refused in a French sentence. */
CopilRegime  *copil_regime_resolve      (CopilRegime       *profile,
                                         JsonObject        *overrides,
                                         GError           **error);
/* (transfer full): what copil_regime_parse() reads; the same regime gives the same bytes. */
char         *copil_regime_to_json      (CopilRegime       *self);

/* Whether the rule has a value: a delay of its own, a number of years. */
gboolean      copil_regime_has          (CopilRegime       *self,
                                         CopilRule          rule);
/* Numbers, words (their enumeration), bits of the sections; 0 without a value. */
int           copil_regime_get          (CopilRegime       *self,
                                         CopilRule          rule);
gboolean      copil_regime_get_bool     (CopilRegime       *self,
                                         CopilRule          rule);
/* Of COPIL_RULE_QUORUM_SHARE; the denominator is never 0. */
void          copil_regime_get_share    (CopilRegime       *self,
                                         int               *numerator,
                                         int               *denominator);
/* (nullable): as the data has them. */
const char   *copil_regime_get_article  (CopilRegime       *self,
                                         CopilRule          rule);
const char   *copil_regime_get_note     (CopilRegime       *self,
                                         CopilRule          rule);
const char   *copil_regime_get_source   (CopilRegime       *self,
                                         CopilRule          rule);
/* Whether the committee itself set it. */
gboolean      copil_regime_is_own       (CopilRegime       *self,
                                         CopilRule          rule);
/* Whether its value was read in the text of the regime, whoever set it since. */
gboolean      copil_regime_is_verified  (CopilRegime       *self,
                                         CopilRule          rule);
/* Whether it may refuse something: its value was read in the text, or the committee set it. One
 * that was not only warns. */
gboolean      copil_regime_is_firm      (CopilRegime       *self,
                                         CopilRule          rule);

/* (transfer full): the value in French: "moitié", "5 jours", "non prévu". */
char         *copil_regime_describe     (CopilRegime       *self,
                                         CopilRule          rule);
/* (transfer full) (nullable): of the regime, also where the committee departs from it: "article
 * R. 133-10 du CRPA". */
char         *copil_regime_name_article (CopilRegime       *self,
                                         CopilRule          rule);
/* (transfer full): where the rule comes from: "(article R. 133-10 du CRPA)", "(article L. 5311-10
 * du code du travail, valeur non vérifiée)", "(valeur non vérifiée)", "(règlement intérieur,
 * article 4)"; "" when there is nothing to quote. */
char         *copil_regime_cite         (CopilRegime       *self,
                                         CopilRule          rule);
/* (transfer full): @sentence, without its full stop, then where the rule comes from and the full
 * stop. The one place that quotes: every refusal and every warning goes through it. */
char         *copil_regime_quote        (CopilRegime       *self,
                                         CopilRule          rule,
                                         const char        *sentence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilRegime, copil_regime_unref)

/* -- The profiles ----------------------------------------------------------------------------- */

#define COPIL_REGIMES_RESOURCE "committee/regimes.json"

/**
 * CopilProfile:
 * @code: "prefiguration", "crpa", "crefop", "comite_emploi"
 * @name: French
 * @summary: French
 * @regime: its rules, none set by a committee
 */
typedef struct
{
  char        *code;
  char        *name;
  char        *summary;
  CopilRegime *regime;
} CopilProfile;

void          copil_profile_free        (CopilProfile      *self);
/* (transfer full) (element-type CopilProfile): of regimes.json; G_IO_ERROR_INVALID_DATA. */
GPtrArray    *copil_profiles_parse      (const char        *json,
                                         gssize             length,
                                         GError           **error);
/* (transfer full) (element-type CopilProfile): those shipped with the program. */
GPtrArray    *copil_profiles_load       (GError           **error);
/* (nullable) */
CopilProfile *copil_profiles_find       (GPtrArray         *profiles,
                                         const char        *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilProfile, copil_profile_free)

/* -- Objections ------------------------------------------------------------------------------- */

/**
 * CopilObjection:
 * @rule: that speaks against it
 * @blocks: refused; or else only warned of, the value of the rule not being verified
 * @text: one French sentence, which quotes the rule
 */
typedef struct
{
  CopilRule rule;
  gboolean  blocks;
  char     *text;
} CopilObjection;

/* (transfer full): @sentence without its full stop; it blocks when the rule is firm. */
CopilObjection *copil_objection_new     (CopilRegime       *regime,
                                         CopilRule          rule,
                                         const char        *sentence);
void            copil_objection_free    (CopilObjection    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilObjection, copil_objection_free)

G_END_DECLS
