/* test-regime.c: the four profiles, what a committee sets itself, and how a rule is quoted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/regime.h"

#include <string.h>

#define NBSP "\u00A0"

static CopilRegime *
regime_of (const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) profiles = copil_profiles_load (&error);

  g_assert_no_error (error);
  g_assert_nonnull (copil_profiles_find (profiles, code));
  return copil_regime_ref (copil_profiles_find (profiles, code)->regime);
}

static CopilRegime *
resolve (CopilRegime *profile,
         const char  *overrides,
         GError     **error)
{
  g_autoptr (JsonNode) node = json_from_string (overrides, NULL);

  g_assert_nonnull (node);
  return copil_regime_resolve (profile, json_node_get_object (node), error);
}

/* -- The data -------------------------------------------------------------------------------- */

static const struct
{
  const char *profile;
  CopilRule   rule;
  int         value; /* -1: none */
  const char *article;
  gboolean    verified;
} values[] = {
  { "prefiguration", COPIL_RULE_CHAIRING, COPIL_CHAIRING_JOINT, NULL, FALSE },
  { "prefiguration", COPIL_RULE_CONVOCATION_DAYS, 5, NULL, FALSE },
  { "prefiguration", COPIL_RULE_QUORUM_BASE, COPIL_QUORUM_NONE, NULL, FALSE },
  { "prefiguration", COPIL_RULE_MANDATES_MAX, 0, NULL, FALSE },
  { "prefiguration", COPIL_RULE_MAJORITY_BASE, COPIL_MAJORITY_CONSENSUS, NULL, FALSE },
  { "prefiguration", COPIL_RULE_TIE, COPIL_TIE_NONE, NULL, FALSE },
  { "crpa", COPIL_RULE_CONVOCATION_BY, COPIL_CONVOKER_PRESIDENT, "R. 133-5 du CRPA", TRUE },
  { "crpa", COPIL_RULE_CONVOCATION_DAYS, 5, "R. 133-8 du CRPA", TRUE },
  { "crpa", COPIL_RULE_URGENCY_HOURS, -1, "R. 133-8 du CRPA", TRUE },
  { "crpa", COPIL_RULE_QUORUM_BASE, COPIL_QUORUM_COMPOSING, "R. 133-10 du CRPA", TRUE },
  { "crpa", COPIL_RULE_VACANT_SEATS_COUNT, TRUE, "R. 133-10 du CRPA", FALSE },
  { "crpa", COPIL_RULE_MANDATES_MAX, 1, "R. 133-9 du CRPA", TRUE },
  { "crpa", COPIL_RULE_SECOND_CONVOCATION, COPIL_SECOND_CONVOCATION_WITHOUT_QUORUM,
    "R. 133-10 du CRPA", TRUE },
  { "crpa", COPIL_RULE_MAJORITY_BASE, COPIL_MAJORITY_PRESENT_OR_REPRESENTED, "R. 133-11 du CRPA",
    TRUE },
  { "crpa", COPIL_RULE_TIE, COPIL_TIE_PRESIDENT, "R. 133-11 du CRPA", TRUE },
  { "crpa", COPIL_RULE_DEPUTY_QUALIFIED, COPIL_DEPUTY_NONE, "R. 133-3 du CRPA", TRUE },
  { "crpa", COPIL_RULE_INSTANCE_YEARS, 5, "R* 133-2 du CRPA", TRUE },
  { "crpa", COPIL_RULE_MINUTES,
    COPIL_MINUTES_PRESENTS | COPIL_MINUTES_MANDATES | COPIL_MINUTES_MATTERS | COPIL_MINUTES_MEANING
        | COPIL_MINUTES_DISSENT,
    "R. 133-13 du CRPA", TRUE },
  { "crpa", COPIL_RULE_WITHDRAWAL, TRUE, "R. 133-12 du CRPA", TRUE },
  { "crpa", COPIL_RULE_GUESTS, TRUE, "R. 133-6 du CRPA", TRUE },
  { "prefiguration", COPIL_RULE_WITHDRAWAL, TRUE, NULL, FALSE },
  { "comite_emploi", COPIL_RULE_GUESTS, TRUE, "R. 5311-37 du code du travail", TRUE },
  { "crefop", COPIL_RULE_CHAIRING, COPIL_CHAIRING_JOINT, "R. 6123-3-8 du code du travail", TRUE },
  { "crefop", COPIL_RULE_URGENCY_HOURS, 48, "R. 6123-3-15 du code du travail", FALSE },
  { "crefop", COPIL_RULE_DEPUTY_SPEAKS_BESIDE_FULL, TRUE, "R. 6123-3-5 du code du travail", TRUE },
  { "crefop", COPIL_RULE_QUORUM_BASE, COPIL_QUORUM_COMPOSING, NULL, FALSE },
  { "comite_emploi", COPIL_RULE_QUORUM_BASE, COPIL_QUORUM_VOTING, NULL, FALSE },
  { "comite_emploi", COPIL_RULE_REMOTE, TRUE, "R. 5311-42 du code du travail", TRUE },
  { "comite_emploi", COPIL_RULE_MAJORITY_BASE, COPIL_MAJORITY_CAST,
    "R. 5311-41 du code du travail", TRUE },
  { "comite_emploi", COPIL_RULE_TIE, COPIL_TIE_CHAIR_STATE, "R. 5311-41 du code du travail", TRUE },
  { "comite_emploi", COPIL_RULE_TERM_YEARS, 3, "R. 5311-36 du code du travail", TRUE },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (CopilRegime) regime = regime_of (values[i].profile);
      CopilRule rule = values[i].rule;

      g_assert_cmpint (copil_regime_has (regime, rule), ==, values[i].value >= 0);
      g_assert_cmpint (copil_regime_get (regime, rule), ==, MAX (values[i].value, 0));
      g_assert_cmpstr (copil_regime_get_article (regime, rule), ==, values[i].article);
      g_assert_cmpint (copil_regime_is_firm (regime, rule), ==, values[i].verified);
      g_assert_false (copil_regime_is_own (regime, rule));
    }
}

/* A value that was not read says so, and the money of a payer is no rule of theirs. */
static void
test_profiles (void)
{
  static const char *const codes[] = { "prefiguration", "crpa", "crefop", "comite_emploi" };
  g_autoptr (GPtrArray) profiles = copil_profiles_load (NULL);

  g_assert_cmpuint (profiles->len, ==, G_N_ELEMENTS (codes));
  for (guint i = 0; i < profiles->len; i++)
    {
      CopilProfile *profile = g_ptr_array_index (profiles, i);
      int numerator, denominator;

      g_assert_cmpstr (profile->code, ==, codes[i]);
      copil_regime_get_share (profile->regime, &numerator, &denominator);
      g_assert_cmpint (2 * numerator, ==, denominator);
      g_assert_true (copil_regime_get_bool (profile->regime, COPIL_RULE_MONEY_NEEDS_BOTH));
      for (guint rule = 0; rule < COPIL_N_RULES; rule++)
        if (!copil_regime_is_firm (profile->regime, rule))
          g_assert_nonnull (copil_regime_get_note (profile->regime, rule));
        else
          g_assert_nonnull (copil_regime_get_article (profile->regime, rule));
    }
  g_assert_null (copil_profiles_find (profiles, "autre"));
}

static void
test_names (void)
{
  CopilRule rule;

  for (guint i = 0; i < COPIL_N_RULES; i++)
    {
      g_assert_true (copil_rule_find (copil_rule_get_name (i), &rule));
      g_assert_cmpint (rule, ==, i);
      g_assert_cmpint (strlen (copil_rule_get_title (i)), >, 3);
    }
  g_assert_false (copil_rule_find ("quorum", &rule));
}

/* -- Overrides -------------------------------------------------------------------------------- */

static void
test_override (void)
{
  g_autoptr (CopilRegime) profile = regime_of ("comite_emploi");
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilRegime) own
      = resolve (profile,
                 "{\"quorum_share\":{\"value\":[1,3],\"source\":\"Règlement intérieur, article 4\"},"
                 "\"urgency_hours\":{\"value\":48,\"source\":\"RI, article 2\"}}",
                 &error);
  g_autofree char *quote = NULL, *other = NULL;
  int numerator, denominator;

  g_assert_no_error (error);
  copil_regime_get_share (own, &numerator, &denominator);
  g_assert_cmpint (numerator, ==, 1);
  g_assert_cmpint (denominator, ==, 3);
  g_assert_true (copil_regime_is_firm (own, COPIL_RULE_QUORUM_SHARE));
  g_assert_true (copil_regime_is_own (own, COPIL_RULE_QUORUM_SHARE));
  g_assert_false (copil_regime_is_own (own, COPIL_RULE_QUORUM_BASE));
  g_assert_false (copil_regime_is_own (profile, COPIL_RULE_QUORUM_SHARE));
  quote = copil_regime_quote (own, COPIL_RULE_QUORUM_SHARE, "Un tiers des membres suffit");
  other = copil_regime_cite (own, COPIL_RULE_URGENCY_HOURS);
  g_assert_cmpstr (quote, ==, "Un tiers des membres suffit (règlement intérieur, article 4).");
  g_assert_cmpstr (other, ==, "(RI, article 2)");
}

static void
test_bad_override (void)
{
  static const char *const cases[] = {
    "{\"quorum\":{\"value\":1,\"source\":\"s\"}}",
    "{\"quorum_share\":{\"value\":[1,0],\"source\":\"s\"}}",
    "{\"quorum_share\":{\"value\":[3,2],\"source\":\"s\"}}",
    "{\"quorum_share\":{\"value\":[0,2],\"source\":\"s\"}}",
    "{\"quorum_share\":{\"value\":[1,2,3],\"source\":\"s\"}}",
    "{\"quorum_base\":{\"value\":\"everybody\",\"source\":\"s\"}}",
    "{\"quorum_base\":{\"value\":null,\"source\":\"s\"}}",
    "{\"mandates_max\":{\"value\":-1,\"source\":\"s\"}}",
    "{\"mandates_max\":{\"value\":\"1\",\"source\":\"s\"}}",
    "{\"mandates_max\":{\"value\":99999999999,\"source\":\"s\"}}",
    "{\"mandates_max\":{\"value\":2}}",
    "{\"mandates_max\":{\"value\":2,\"source\":\"\"}}",
    "{\"mandates_max\":{\"value\":2,\"source\":4}}",
    "{\"mandates_max\":{\"source\":\"s\"}}",
    "{\"mandates_max\":2}",
    "{\"minutes\":{\"value\":[\"poem\"],\"source\":\"s\"}}",
    "{\"money_needs_both\":{\"value\":false,\"source\":\"s\"}}",
    "{\"withdrawal\":{\"value\":false,\"source\":\"s\"}}",
    "{\"guests\":{\"value\":false,\"source\":\"s\"}}",
    "{\"remote\":{\"value\":1,\"source\":\"s\"}}",
  };
  g_autoptr (CopilRegime) profile = regime_of ("crpa");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilRegime) own = resolve (profile, cases[i], &error);

      g_test_message ("%s", cases[i]);
      g_assert_null (own);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_true (g_str_has_prefix (error->message, "Régime juridique"));
    }
}

/* What a sitting stores is read again as it was. */
static void
test_stored (void)
{
  g_autoptr (CopilRegime) profile = regime_of ("crpa");
  g_autoptr (CopilRegime) own
      = resolve (profile, "{\"tie\":{\"value\":\"none\",\"source\":\"Protocole, article 7\"}}", NULL);
  g_autofree char *json = copil_regime_to_json (own);
  g_autoptr (CopilRegime) again = copil_regime_parse (json, -1, NULL);
  g_autofree char *twice = NULL, *cited = NULL;

  g_assert_nonnull (again);
  twice = copil_regime_to_json (again);
  g_assert_cmpstr (json, ==, twice);
  g_assert_cmpint (copil_regime_get (again, COPIL_RULE_TIE), ==, COPIL_TIE_NONE);
  g_assert_cmpstr (copil_regime_get_source (again, COPIL_RULE_TIE), ==, "Protocole, article 7");
  cited = copil_regime_cite (again, COPIL_RULE_TIE);
  g_assert_cmpstr (cited, ==, "(protocole, article 7)");
}

static void
test_bad_document (void)
{
  static const char *const cases[] = {
    "", "[]", "{", "null", "{}", "{\"chairing\":{\"value\":\"joint\"}}", "{\"chairing\":3}",
  };
  g_autofree char *deep = g_strnfill (100000, '[');

  for (guint i = 0; i <= G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (copil_regime_parse (i < G_N_ELEMENTS (cases) ? cases[i] : deep, -1, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
    }
  g_assert_null (copil_profiles_parse ("{\"version\":2,\"profiles\":[]}", -1, NULL));
  g_assert_null (copil_profiles_parse ("{\"version\":1,\"profiles\":[{}]}", -1, NULL));
}

/* json-glib makes bytes that are no text of some escapes. */
static void
test_parsed_document (void)
{
  g_autoptr (CopilRegime) profile = regime_of ("crpa");
  g_autofree char *json = copil_regime_to_json (profile);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *rules = json_node_get_object (root);
  g_autoptr (CopilRegime) read = copil_regime_read (rules, NULL);
  g_autofree char *again = copil_regime_to_json (read);
  g_autoptr (GError) error = NULL, nothing = NULL;

  g_assert_cmpstr (again, ==, json);
  json_object_set_string_member (json_object_get_object_member (rules, "tie"), "note", "\333");
  g_assert_null (copil_regime_read (rules, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_assert_null (copil_regime_read (NULL, &nothing));
  g_assert_error (nothing, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

/* What no regime speaks of is not missing: its first word holds, and is not verified. */
static void
test_unsaid (void)
{
  g_autoptr (CopilRegime) profile = regime_of ("crpa");
  g_autofree char *said = copil_regime_describe (profile, COPIL_RULE_ADVICE_SILENCE);
  g_autofree char *json = copil_regime_to_json (profile);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *rules = json_node_get_object (root);
  g_autoptr (CopilRegime) without = NULL, none = NULL;

  g_assert_cmpstr (said, ==, "ne vaut pas avis");
  g_assert_false (copil_regime_is_firm (profile, COPIL_RULE_ADVICE_SILENCE));
  json_object_remove_member (rules, "advice_silence");
  without = copil_regime_read (rules, NULL);
  g_assert_cmpint (copil_regime_get (without, COPIL_RULE_ADVICE_SILENCE), ==,
                   COPIL_SILENCE_NOTHING);
  json_object_remove_member (rules, "tie");
  none = copil_regime_read (rules, NULL);
  g_assert_null (none);
}

/* What a form offers is what the rule takes. */
static void
test_words (void)
{
  const char *word, *label;

  for (guint rule = 0; rule < COPIL_N_RULES; rule++)
    for (guint i = 0; (word = copil_rule_get_word (rule, i, &label)) != NULL; i++)
      {
        g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), word);

        g_assert_cmpint (copil_rule_accepts (rule, node), ==,
                         copil_rule_get_kind (rule) == COPIL_VALUE_WORD);
        g_assert_cmpint (strlen (label), >, 3);
      }
  g_assert_null (copil_rule_get_word (COPIL_RULE_REMOTE, 0, &label));
  g_assert_cmpint (copil_rule_get_most (COPIL_RULE_CONVOCATION_DAYS), ==, 365);
  g_assert_cmpstr (copil_rule_get_units (COPIL_RULE_CONVOCATION_DAYS), ==, "jours");
}

/* A newer base knows rules that this program does not. */
static void
test_newer_document (void)
{
  g_autoptr (CopilRegime) profile = regime_of ("crpa");
  g_autofree char *json = copil_regime_to_json (profile);
  g_autofree char *newer = g_strconcat ("{\"moon\":{\"value\":\"full\"},", json + 1, NULL);
  g_autoptr (CopilRegime) again = copil_regime_parse (newer, -1, NULL);

  g_assert_nonnull (again);
}

/* -- Words ------------------------------------------------------------------------------------ */

static void
test_quote (void)
{
  static const struct
  {
    const char *profile;
    CopilRule   rule;
    const char *said;
  } cases[] = {
    { "crpa", COPIL_RULE_QUORUM_BASE, "Constat (article R." NBSP "133-10 du CRPA)." },
    { "crpa", COPIL_RULE_INSTANCE_YEARS, "Constat (article R*" NBSP "133-2 du CRPA)." },
    { "crpa", COPIL_RULE_URGENCY_REASON, "Constat (CE, 30 décembre 2015, n°" NBSP "382756)." },
    { "crpa", COPIL_RULE_VACANT_SEATS_COUNT,
      "Constat (article R." NBSP "133-10 du CRPA, valeur non vérifiée)." },
    { "comite_emploi", COPIL_RULE_QUORUM_BASE, "Constat (valeur non vérifiée)." },
    { "comite_emploi", COPIL_RULE_WEIGHTS,
      "Constat (articles R." NBSP "5311-38 et R." NBSP
      "5311-39 du code du travail, valeur non vérifiée)." },
    { "crpa", COPIL_RULE_MONEY_NEEDS_BOTH, "Constat (principe «\u202Fqui paie décide\u202F»)." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilRegime) regime = regime_of (cases[i].profile);
      g_autofree char *said = copil_regime_quote (regime, cases[i].rule, "Constat");

      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static void
test_describe (void)
{
  static const struct
  {
    CopilRule   rule;
    const char *said;
  } cases[] = {
    { COPIL_RULE_QUORUM_SHARE, "la moitié" },
    { COPIL_RULE_CONVOCATION_DAYS, "5" NBSP "jours" },
    { COPIL_RULE_MANDATES_MAX, "1" NBSP "mandat" },
    { COPIL_RULE_URGENCY_HOURS, "non fixé" },
    { COPIL_RULE_REMOTE, "oui" },
    { COPIL_RULE_TIE, "le président" },
    { COPIL_RULE_MINUTES,
      "membres présents, mandats, questions traitées, sens de chaque délibération et désaccords" },
  };
  g_autoptr (CopilRegime) regime = regime_of ("crpa");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *said = copil_regime_describe (regime, cases[i].rule);

      g_assert_cmpstr (said, ==, cases[i].said);
    }
}

static void
test_objection (void)
{
  g_autoptr (CopilRegime) crpa = regime_of ("crpa");
  g_autoptr (CopilRegime) emploi = regime_of ("comite_emploi");
  g_autoptr (CopilObjection) firm = copil_objection_new (crpa, COPIL_RULE_MANDATES_MAX, "Non");
  g_autoptr (CopilObjection) soft = copil_objection_new (emploi, COPIL_RULE_MANDATES_MAX, "Non");

  g_assert_true (firm->blocks);
  g_assert_false (soft->blocks);
  g_assert_cmpstr (soft->text, ==, "Non (valeur non vérifiée).");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/regime/values", test_values);
  g_test_add_func ("/regime/profiles", test_profiles);
  g_test_add_func ("/regime/names", test_names);
  g_test_add_func ("/regime/override", test_override);
  g_test_add_func ("/regime/bad-override", test_bad_override);
  g_test_add_func ("/regime/stored", test_stored);
  g_test_add_func ("/regime/bad-document", test_bad_document);
  g_test_add_func ("/regime/parsed-document", test_parsed_document);
  g_test_add_func ("/regime/newer-document", test_newer_document);
  g_test_add_func ("/regime/unsaid", test_unsaid);
  g_test_add_func ("/regime/words", test_words);
  g_test_add_func ("/regime/quote", test_quote);
  g_test_add_func ("/regime/describe", test_describe);
  g_test_add_func ("/regime/objection", test_objection);
  return g_test_run ();
}
