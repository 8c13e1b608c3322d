/* test-spec.c: charts from files: what they say, and what is said of a faulty one
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/spec.h"

#include <string.h>

/* Each sentence is written from the data: it tells whether every member was read. */
static void
test_json (void)
{
  static const struct
  {
    const char *json;
    const char *sentence;
  } cases[] = {
    { "{\"type\":\"line\",\"title\":\"Délai\",\"name\":\"Nord\",\"unit\":\"jours\","
      "\"first\":\"2026-08\",\"values\":[30,\"s\",{\"value\":27,\"status\":\"provisional\"}],"
      "\"direction\":\"down\",\"targets\":[{\"period\":\"2026-01\",\"value\":32},"
      "{\"period\":\"2026-12\",\"value\":20}],"
      "\"contexts\":[{\"name\":\"Région\",\"first\":\"2026-08\",\"values\":[31,30,29]}]}",
      "Nord, délai, d’août 2026 à octobre 2026 : 27 jours en octobre 2026 (provisoire). Minimum "
      "27 jours en octobre 2026, maximum 30 jours en août 2026. Au-dessus de la trajectoire vers "
      "20 jours au plus fin 2026. Région : 29 jours en octobre 2026. Septembre 2026 secret." },
    { "{\"type\":\"spark\",\"title\":\"Nord\",\"first\":\"2026-T1\",\"values\":[1,2]}",
      "Nord : de 1 au 1ᵉʳ trimestre 2026 à 2 au 2ᵉ trimestre 2026." },
    { "{\"type\":\"bullet\",\"title\":\"Orientation\",\"unit\":\"%\",\"decimals\":1,\"value\":71.4,"
      "\"target\":85}",
      "Orientation : 71,4 %, cible 85 %." },
    { "{\"type\":\"rank\",\"title\":\"Départements\",\"items\":[{\"name\":\"Nord\",\"value\":4,"
      "\"subject\":true},{\"name\":\"Aisne\",\"value\":9},{\"name\":\"Oise\",\"value\":null}],"
      "\"reference\":5,\"reference_label\":\"moyenne\"}",
      "Départements : de 4 (Nord) à 9 (Aisne). Nord, 4, 2ᵉ sur 2. Moyenne 5. Sans valeur : Oise." },
    { "{\"type\":\"columns\",\"title\":\"Contrats\",\"first\":\"2025\",\"series\":["
      "{\"name\":\"a\",\"values\":[1,3]},{\"name\":\"b\",\"values\":[1,1]}],\"share\":true}",
      "Contrats, de 2025 à 2026. En 2026 : a 75 %, b 25 %." },
    { "{\"type\":\"composition\",\"title\":\"Parts\",\"parts\":[{\"name\":\"emploi\"},"
      "{\"name\":\"social\"}],\"items\":[{\"name\":\"Lille\",\"values\":[1,3]}]}",
      "Parts. Lille : emploi 25 %, social 75 %." },
    { "{\"type\":\"histogram\",\"title\":\"Heures\",\"unit\":\"%\",\"x_unit\":\"h\",\"bins\":["
      "{\"low\":0,\"high\":15,\"value\":60},{\"low\":15,\"high\":20,\"value\":40}],"
      "\"target_low\":15,\"target_high\":20}",
      "Heures : classe la plus fournie 0–15 h, 60 %. 40 % dans la cible de 15–20 h." },
    { "{\"type\":\"funnel\",\"title\":\"Taux\",\"mean\":50,\"noun\":\"bassin\","
      "\"nouns\":\"bassins\",\"points\":[{\"name\":\"Douai\",\"volume\":10,\"value\":48,"
      "\"subject\":true},{\"name\":\"Lille\",\"volume\":90,\"value\":70,\"outside\":1}],"
      "\"limits\":[{\"volume\":100,\"low95\":40,\"high95\":60,\"low998\":35,\"high998\":65}]}",
      "Taux : 2 bassins. Moyenne 50. Douai, 48, dans les limites. Un au-dessus des limites à "
      "99,8 %." },
    { "{\"type\":\"map\",\"title\":\"Taux\",\"bounds\":[10],\"nouns\":\"bassins\",\"of\":\"du Nord\","
      "\"items\":[{\"name\":\"A\",\"value\":5,\"outline\":{\"frame\":\"metropole\","
      "\"approximate\":true,\"rings\":{\"label\":[50,50],\"paths\":[\"0 0 100 0 0 100 -100 0\"]}}},"
      "{\"name\":\"B\",\"value\":\"///\"}]}",
      "Taux. Deux bassins du Nord : 5. Aucun à 10 ou plus, un sous 10. Aucun non disponible. Un "
      "sans objet : B. Contours approchés." },
    { "{\"type\":\"multiples\",\"title\":\"Bassins\",\"first\":\"2026-09\",\"items\":["
      "{\"name\":\"Lille\",\"values\":[1,2],\"outside\":-1}]}",
      "Bassins, de septembre 2026 à octobre 2026, une même échelle. Lille : 2 en octobre 2026, "
      "au-dessous de ses limites." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilChart) chart = copil_chart_from_json (NULL, cases[i].json, -1, &error);
      g_autofree char *sentence = NULL, *plain = NULL;
      g_auto (GStrv) parts = NULL;

      g_assert_no_error (error);
      sentence = copil_chart_describe (chart);
      /* Spaces that do not break are as good as others here. */
      parts = g_strsplit (sentence, "\u00A0", -1);
      plain = g_strjoinv (" ", parts);
      g_assert_cmpstr (plain, ==, cases[i].sentence);
    }
}

static void
test_faults (void)
{
  static const struct
  {
    const char    *json;
    CopilSpecError code;
    const char    *named;
  } cases[] = {
    { "", COPIL_SPEC_ERROR_SYNTAX, "description" },
    { "{", COPIL_SPEC_ERROR_SYNTAX, "JSON" },
    { "[1]", COPIL_SPEC_ERROR_SYNTAX, "description" },
    { "\xff", COPIL_SPEC_ERROR_SYNTAX, "UTF-8" },
    { "{}", COPIL_SPEC_ERROR_TYPE, "line, spark" },
    { "{\"type\":\"pie\"}", COPIL_SPEC_ERROR_TYPE, "pie" },
    { "{\"type\":3}", COPIL_SPEC_ERROR_MEMBER, "type" },
    { "{\"type\":\"line\"}", COPIL_SPEC_ERROR_MEMBER, "first" },
    { "{\"type\":\"line\",\"first\":\"octobre\"}", COPIL_SPEC_ERROR_MEMBER, "2026-T3" },
    { "{\"type\":\"line\",\"first\":\"2026-10\",\"values\":3}", COPIL_SPEC_ERROR_MEMBER,
      "values" },
    { "{\"type\":\"line\",\"first\":\"2026-10\",\"values\":[true]}", COPIL_SPEC_ERROR_MEMBER,
      "values" },
    { "{\"type\":\"line\",\"first\":\"2026-10\",\"values\":[\"?\"]}", COPIL_SPEC_ERROR_MEMBER,
      "observed" },
    { "{\"type\":\"line\",\"first\":\"2026-10\",\"direction\":\"left\"}", COPIL_SPEC_ERROR_MEMBER,
      "direction" },
    { "{\"type\":\"line\",\"first\":\"2026-10\",\"notes\":[{\"period\":\"2026-10\"}]}",
      COPIL_SPEC_ERROR_MEMBER, "label" },
    { "{\"type\":\"rank\",\"items\":[3]}", COPIL_SPEC_ERROR_MEMBER, "items" },
    { "{\"type\":\"rank\",\"items\":[{\"value\":3}]}", COPIL_SPEC_ERROR_MEMBER, "name" },
    { "{\"type\":\"rank\",\"title\":[]}", COPIL_SPEC_ERROR_MEMBER, "title" },
    { "{\"type\":\"columns\",\"first\":\"2026\",\"series\":[{\"values\":[1,2]},{\"values\":[1]}]}",
      COPIL_SPEC_ERROR_MEMBER, "values" },
    { "{\"type\":\"map\",\"items\":[{\"name\":\"A\",\"outline\":{\"frame\":\"lune\",\"rings\":{}}}]}",
      COPIL_SPEC_ERROR_MEMBER, "outline" },
    { "{\"type\":\"map\",\"bounds\":[\"a\"]}", COPIL_SPEC_ERROR_MEMBER, "bounds" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      CopilChart *chart = copil_chart_from_json (NULL, cases[i].json, -1, &error);

      g_assert_null (chart);
      g_assert_error (error, COPIL_SPEC_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].named));
    }
}

static void
test_csv (void)
{
  static const struct
  {
    const char *type;
    const char *csv;
    const char *type_name;
    const char *within;
  } cases[] = {
    { NULL, "\xEF\xBB\xBFmois;Nord;Région\r\n2026-01;1,5;2\r\n2026-02;2,5;n.d.\r\n",
      "CopilLineChart", "maximum 2,5 en février 2026" },
    { "columns", "an;Nord\n2024;\"1\u202F200\"\n2025;-3\n", "CopilColumnChart",
      "Minimum −3,0 en 2025" },
    { NULL, "nom;valeur\nLille;10\n\"Le \"\"Douai\"\"\";s\n", "CopilRankChart",
      "Sans valeur" },
    { NULL, "nom;emploi;social\nLille;1;3\n", "CopilCompositionChart", "social 75" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CopilChart) chart
          = copil_chart_from_csv (cases[i].type, "Essai", cases[i].csv, -1, &error);
      g_autofree char *sentence = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (G_OBJECT_TYPE_NAME (chart), ==, cases[i].type_name);
      sentence = copil_chart_describe (chart);
      g_assert_nonnull (strstr (sentence, cases[i].within));
    }
}

static void
test_csv_faults (void)
{
  static const struct
  {
    const char *type;
    const char *csv;
  } cases[] = {
    { NULL, "" },
    { NULL, "seul\n1\n" },
    { NULL, "a;b\n" },
    { NULL, "a;b\n1;2;3\n" },
    { NULL, "a;b\n\xff;2\n" },
    { "line", "nom;valeur\nLille;10\n" },
    { "rank", "mois;Nord\n2026-01;1\n" },
    /* a month is skipped: not a series that can be drawn as one */
    { "line", "mois;Nord\n2026-01;1\n2026-03;1\n" },
    { "pie", "nom;valeur\nLille;10\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (copil_chart_from_csv (cases[i].type, NULL, cases[i].csv, -1, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/spec/json", test_json);
  g_test_add_func ("/chart/spec/faults", test_faults);
  g_test_add_func ("/chart/spec/csv", test_csv);
  g_test_add_func ("/chart/spec/csv-faults", test_csv_faults);
  return g_test_run ();
}
