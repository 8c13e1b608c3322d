/* test-catalogue.c: the shipped catalogue is complete, a wrong one is refused by name
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/indicator.h"

#include <math.h>
#include <string.h>

static CopilCatalogue *
load_shipped (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = copil_catalogue_shipped (7, &error);
  CopilCatalogue *catalogue;

  g_assert_no_error (error);
  catalogue = copil_catalogue_parse (json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (copil_catalogue_get_version (catalogue), ==, 7);
  return catalogue;
}

/* What the first issue asks for, by the numbers of the indicator list and by the seeds. */
static const char * const expected[] = {
  /* 1 to 29 */
  "pilot-coverage", "orientation-six-weeks", "orientation-delay", "orientation-delay-p90",
  "share-oriented", "share-oriented-6m", "share-oriented-12m", "share-oriented-long",
  "orientation-mix", "reorientation", "diagnosis", "first-appointment-delay", "no-show",
  "contract-one-month", "contract-valid", "hours-planned", "hours-fifteen", "hours-done",
  "hours-undeclared", "exemptions", "contact-intensity", "contact-none", "portfolio",
  "portfolio-employment", "portfolio-mixed", "portfolio-social", "obstacle-any",
  "obstacle-mobility", "obstacle-health", "obstacle-childcare", "obstacle-housing",
  "obstacle-admin", "obstacle-skills", "lifted-mobility", "lifted-health", "lifted-childcare",
  "lifted-housing", "immersion", "training-priority", "access-6m", "durable-6m", "presence-12m",
  "rsa-exit", "path-break", "suspensions", "suspensions-lifted", "suspensions-appealed",
  "vacancies-filled", "vacancies-delay", "employer-recourse", "satisfaction", "response-rate",
  /* the seeds */
  "non-recours", "neet-contact", "first-appointment", "contract-signed", "contract-no-work",
  "contract-actions", "intensive-support", "reviews", "training-entries", "training-dropout",
  "training-delay", "hiring-tension", "tense-occupations", "vacant-jobs", "employer-satisfaction", "cdi-broken",
  "answer-48h",
  /* official files */
  "unemployment-rate", "rsa-recipients",
};

static void
test_complete (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    if (!copil_catalogue_find_indicator (catalogue, expected[i]))
      g_error ("no indicator %s", expected[i]);
  g_assert_cmpuint (copil_catalogue_get_n_indicators (catalogue), ==, G_N_ELEMENTS (expected));
  g_assert_cmpuint (copil_catalogue_get_n_measures (catalogue), <=, 112);
}

static void
mark (GHashTable *used,
      GArray     *indices)
{
  for (guint i = 0; i < indices->len; i++)
    g_hash_table_add (used, GUINT_TO_POINTER (g_array_index (indices, guint, i)));
}

/* Each measure serves an indicator: nobody collects a figure for nothing. */
static void
test_used (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();
  g_autoptr (GHashTable) used = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      mark (used, indicator->numerators);
      mark (used, indicator->denominators);
      for (guint j = 0; j < indicator->buckets->len; j++)
        g_hash_table_add (used, GUINT_TO_POINTER (g_array_index (indicator->buckets, CopilBucket,
                                                                 j).measure));
    }
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    if (!g_hash_table_contains (used, GUINT_TO_POINTER (i)))
      g_error ("no indicator uses %s", copil_catalogue_get_measure (catalogue, i)->code);
}

static void
assert_producer (CopilCatalogue       *catalogue,
                 const CopilIndicator *indicator,
                 guint                 index)
{
  const CopilMeasure *measure = copil_catalogue_get_measure (catalogue, index);

  if (!g_str_equal (measure->producer, indicator->producer))
    g_error ("%s: %s is sent by %s", indicator->code, measure->code, measure->producer);
}

/* One sends the numerator and the denominator: else, when one of two is late in a bassin, a
 * department would divide what six bassins sent by what five did. */
static void
test_producers (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      for (guint j = 0; j < indicator->numerators->len; j++)
        assert_producer (catalogue, indicator, g_array_index (indicator->numerators, guint, j));
      for (guint j = 0; j < indicator->denominators->len; j++)
        assert_producer (catalogue, indicator, g_array_index (indicator->denominators, guint, j));
      for (guint j = 0; j < indicator->buckets->len; j++)
        assert_producer (catalogue, indicator,
                         g_array_index (indicator->buckets, CopilBucket, j).measure);
    }
}

static void
assert_typography (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strchr (text, '\''));
  g_assert_null (strstr (text, " :"));
  g_assert_null (strstr (text, " ;"));
  g_assert_null (strstr (text, " %"));
  g_assert_null (strstr (text, "  "));
}

static void
test_texts (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      assert_typography (indicator->name);
      assert_typography (indicator->short_name);
      assert_typography (indicator->definition);
      assert_typography (indicator->cohort);
      assert_typography (indicator->reference);
      assert_typography (indicator->legal_source);
      g_assert_cmpstr (indicator->source, !=, "");
      g_assert_true (g_str_has_suffix (indicator->definition, "."));
      g_assert_cmpstr (indicator->name, !=, indicator->name_en);
    }
}

static void
test_focus (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();

  for (int level = COPIL_LEVEL_FRANCE; level <= COPIL_LEVEL_BASIN; level++)
    {
      guint n = 0;

      for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
        n += copil_catalogue_get_indicator (catalogue, i)->focus >> level & 1;
      g_assert_cmpuint (n, ==, 8);
    }
}

static void
test_content (void)
{
  g_autoptr (CopilCatalogue) catalogue = load_shipped ();
  const CopilIndicator *share = copil_catalogue_find_indicator (catalogue, "first-appointment");
  const CopilIndicator *hours = copil_catalogue_find_indicator (catalogue, "hours-planned");
  const CopilIndicator *mix = copil_catalogue_find_indicator (catalogue, "orientation-mix");
  const CopilMeasure *part = copil_catalogue_find_measure (catalogue, "oriented_6w");

  g_assert_cmpint (share->formula, ==, COPIL_FORMULA_SHARE);
  g_assert_cmpfloat (share->share_high, ==, 30);
  g_assert_cmpuint (share->buckets->len, ==, 5);
  g_assert_true (isinf (g_array_index (share->buckets, CopilBucket, 4).high));
  g_assert_true (share->seasonal);
  g_assert_cmpint (share->undeclared, ==, -1);
  g_assert_cmpint (hours->undeclared, >=, 0);
  g_assert_cmpint (hours->direction, ==, COPIL_DIRECTION_RANGE);
  g_assert_cmpfloat (g_array_index (hours->targets, CopilTarget, 0).low, ==, 15);
  g_assert_cmpfloat (g_array_index (hours->targets, CopilTarget, 0).high, ==, 20);
  g_assert_cmpuint (mix->parts->len, ==, 3);
  g_assert_cmpint (part->subset_of, ==,
                   copil_catalogue_find_measure (catalogue, "files_received")->id);
  g_assert_false (copil_catalogue_find_indicator (catalogue, "suspensions")->ranked);
  g_assert_cmpfloat (copil_catalogue_find_indicator (catalogue, "orientation-delay-p90")->quantile,
                     ==, 0.9);
}

#define MEASURE "{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\"}"
#define OTHER "{\"code\":\"b\",\"name\":\"b\",\"kind\":\"flow\",\"producer\":\"p\"}"
#define TEXTS                                                                                      \
  "\"code\":\"i\",\"chapter\":\"c\",\"name\":\"n\",\"name_en\":\"e\",\"short_name\":\"s\","         \
  "\"definition\":\"d\",\"producer\":\"p\",\"direction\":\"up\""
#define FORMULA(formula) TEXTS ",\"levels\":[\"bassin\"],\"formula\":{" formula "}"
#define RATIO FORMULA ("\"kind\":\"ratio\",\"numerators\":[\"a\"],\"denominators\":[\"b\"]")
#define DOCUMENT(measures, indicators)                                                             \
  "{\"version\":1,\"measures\":[" measures "],\"indicators\":[" indicators "]}"
#define INDICATOR(fields) DOCUMENT (MEASURE "," OTHER, "{" fields "}")

/* @words: what the message must contain, so that the one who wrote the file finds the place. */
static const struct
{
  const char *json;
  int         code; /* -1: accepted */
  const char *words[3];
} documents[] = {
  { INDICATOR (RATIO), -1 },
  { DOCUMENT ("", ""), -1 },
  { "", COPIL_CATALOGUE_ERROR_SYNTAX },
  { "[]", COPIL_CATALOGUE_ERROR_SYNTAX },
  { "{\"measures\":[]", COPIL_CATALOGUE_ERROR_SYNTAX },
  { "{\"measures\":{},\"indicators\":[]}", COPIL_CATALOGUE_ERROR_SYNTAX, { "measures" } },
  { "{\"measures\":[]}", COPIL_CATALOGUE_ERROR_SYNTAX, { "indicators" } },
  { DOCUMENT ("7", ""), COPIL_CATALOGUE_ERROR_SYNTAX, { "measures[0]" } },
  { DOCUMENT ("{\"code\":\"a\"}", ""), COPIL_CATALOGUE_ERROR_FIELD, { "« a »", "name" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flux\",\"producer\":\"p\"}", ""),
    COPIL_CATALOGUE_ERROR_FIELD, { "« a »", "kind", "published" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\",\"treshold\":5}",
              ""),
    COPIL_CATALOGUE_ERROR_FIELD, { "« a »", "treshold" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\","
              "\"threshold\":-1}", ""),
    COPIL_CATALOGUE_ERROR_FIELD, { "« a »", "threshold" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\","
              "\"threshold\":1e999}", ""),
    COPIL_CATALOGUE_ERROR_FIELD, { "« a »", "threshold" } },
  { DOCUMENT (MEASURE "," MEASURE, ""), COPIL_CATALOGUE_ERROR_REFERENCE,
    { "measures[1]", "« a »", "code" } },
  { DOCUMENT ("{\"id\":2,\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\"},"
              OTHER, ""),
    COPIL_CATALOGUE_ERROR_REFERENCE, { "« b »", "id" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\","
              "\"subset_of\":\"z\"}", ""),
    COPIL_CATALOGUE_ERROR_REFERENCE, { "« a »", "subset_of", "z" } },
  { DOCUMENT ("{\"code\":\"a\",\"name\":\"a\",\"kind\":\"flow\",\"producer\":\"p\","
              "\"subset_of\":\"a\"}", ""),
    COPIL_CATALOGUE_ERROR_REFERENCE, { "« a »", "subset_of" } },
  { DOCUMENT (MEASURE, "{" RATIO "}"), COPIL_CATALOGUE_ERROR_REFERENCE,
    { "« i », formula", "denominators", "“b”" } },
  { DOCUMENT (MEASURE "," OTHER, "{" RATIO "},{" RATIO "}"), COPIL_CATALOGUE_ERROR_REFERENCE,
    { "indicators[1]", "code" } },
  { INDICATOR (RATIO ",\"seasonal\":\"yes\""), COPIL_CATALOGUE_ERROR_FIELD,
    { "« i »", "seasonal" } },
  { INDICATOR (RATIO ",\"decimals\":1.5"), COPIL_CATALOGUE_ERROR_FIELD, { "« i »", "decimals" } },
  { INDICATOR (RATIO ",\"focus\":[\"region\"]"), COPIL_CATALOGUE_ERROR_FIELD,
    { "« i »", "focus" } },
  { INDICATOR (RATIO ",\"levels\":7"), COPIL_CATALOGUE_ERROR_FIELD, { "« i »", "levels" } },
  { INDICATOR (TEXTS ",\"levels\":[\"bassin\"]"), COPIL_CATALOGUE_ERROR_FIELD,
    { "« i »", "formula" } },
  { INDICATOR (FORMULA ("\"kind\":\"ratio\",\"numerators\":[\"a\"]")),
    COPIL_CATALOGUE_ERROR_FIELD, { "« i », formula", "denominators" } },
  { INDICATOR (FORMULA ("\"kind\":\"published\",\"numerators\":[\"a\",\"b\"]")),
    COPIL_CATALOGUE_ERROR_FIELD, { "« i », formula", "numerators" } },
  { INDICATOR (FORMULA ("\"kind\":\"median\",\"buckets\":[{\"measure\":\"a\",\"low\":0}]")),
    COPIL_CATALOGUE_ERROR_FIELD, { "« i », formula", "buckets" } },
  { INDICATOR (FORMULA ("\"kind\":\"median\",\"buckets\":[{\"measure\":\"a\",\"low\":0,\"high\":5},"
                        "{\"measure\":\"b\",\"low\":6}]")),
    COPIL_CATALOGUE_ERROR_FIELD, { "buckets[1]", "low" } },
  { INDICATOR (FORMULA ("\"kind\":\"share\",\"share\":{\"low\":0,\"high\":3},"
                        "\"buckets\":[{\"measure\":\"a\",\"low\":0,\"high\":5},"
                        "{\"measure\":\"b\",\"low\":5}]")),
    COPIL_CATALOGUE_ERROR_FIELD, { "« i », formula", "share" } },
  { INDICATOR (RATIO ",\"targets\":[{\"period\":\"2026-T1\",\"value\":1,\"source\":\"s\"}]"),
    COPIL_CATALOGUE_ERROR_FIELD, { "targets[0]", "period" } },
  { INDICATOR (RATIO ",\"targets\":[{\"period\":\"2026-02\",\"value\":1,\"source\":\"s\"},"
                     "{\"period\":\"2026-01\",\"value\":1,\"source\":\"s\"}]"),
    COPIL_CATALOGUE_ERROR_FIELD, { "targets[1]", "period" } },
  { INDICATOR (RATIO ",\"parts\":[{\"name\":\"x\"}]"), COPIL_CATALOGUE_ERROR_FIELD,
    { "parts[0]", "measure" } },
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilCatalogue) catalogue = copil_catalogue_parse (documents[i].json, -1, &error);

      if (documents[i].code == -1)
        {
          g_assert_no_error (error);
          g_assert_nonnull (catalogue);
          continue;
        }
      g_assert_null (catalogue);
      g_assert_error (error, COPIL_CATALOGUE_ERROR, documents[i].code);
      for (guint j = 0; j < 3 && documents[i].words[j]; j++)
        if (!strstr (error->message, documents[i].words[j]))
          g_error ("document %u: “%s” lacks “%s”", i, error->message, documents[i].words[j]);
    }
}

static void
test_deep (void)
{
  g_autoptr (GString) json = g_string_new ("{\"measures\":");
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 1000000; i++)
    g_string_append_c (json, '[');
  g_assert_null (copil_catalogue_parse (json->str, json->len, &error));
  g_assert_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_SYNTAX);
}

static void
test_merge (void)
{
  const char * const chapters[] = {
    "{\"chapter\":\"Deux\",\"order\":2,\"measures\":[" OTHER "],\"indicators\":[]}",
    "{\"chapter\":\"Un\",\"order\":1,\"measures\":[" MEASURE "],\"indicators\":[{"
    "\"code\":\"i\",\"name\":\"n\",\"name_en\":\"e\",\"short_name\":\"s\",\"definition\":\"d\","
    "\"producer\":\"p\",\"direction\":\"up\",\"levels\":[\"bassin\"],\"formula\":{"
    "\"kind\":\"ratio\",\"numerators\":[\"a\"],\"denominators\":[\"b\"]}}]}",
    NULL
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *json = copil_catalogue_merge (chapters, 3, &error);
  g_autoptr (CopilCatalogue) catalogue = NULL;

  g_assert_no_error (error);
  catalogue = copil_catalogue_parse (json, -1, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (copil_catalogue_get_measure (catalogue, 0)->code, ==, "a");
  g_assert_cmpint (copil_catalogue_get_measure (catalogue, 1)->id, ==, 2);
  g_assert_cmpstr (copil_catalogue_get_indicator (catalogue, 0)->chapter, ==, "Un");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/catalogue/complete", test_complete);
  g_test_add_func ("/core/catalogue/used", test_used);
  g_test_add_func ("/core/catalogue/producers", test_producers);
  g_test_add_func ("/core/catalogue/texts", test_texts);
  g_test_add_func ("/core/catalogue/focus", test_focus);
  g_test_add_func ("/core/catalogue/content", test_content);
  g_test_add_func ("/core/catalogue/documents", test_documents);
  g_test_add_func ("/core/catalogue/deep", test_deep);
  g_test_add_func ("/core/catalogue/merge", test_merge);
  return g_test_run ();
}
