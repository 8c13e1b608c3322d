/* test-gazetteer.c: territories in all the spellings of files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange/gazetteer.h"

#include "exchange/place-words.h"
#include "fixture.h"

static CopilTerritoryList *territories;
static CopilGazetteer *gazetteer;

static const struct
{
  const char *text;
  const char *set;
  const char *found; /* "set:code"; NULL: none */
} cases[] = {
  { "59", "departement", "departement:59" },
  { "1", "departement", "departement:01" },
  { "001", "departement", "departement:01" },
  { "059", "departement", "departement:59" },
  { "02A", "departement", "departement:2A" },
  { "2a", "departement", "departement:2A" },
  { "FR-59", "departement", "departement:59" },
  { "D59", "departement", "departement:59" },
  { "D32", NULL, "departement:32" },
  { "R32", NULL, "region:32" },
  { "9A", "departement", "departement:971" },
  { "9F", "departement", "departement:976" },
  { "974", "departement", "departement:974" },
  { "20", "departement", NULL },
  { "59000", NULL, NULL },
  { "59006", "bassin", "bassin:596" },
  { "596", "bassin", "bassin:596" },
  { "NORD", "departement", "departement:59" },
  { "59 - Nord", NULL, "departement:59" },
  { "59-Nord", NULL, "departement:59" },
  { "59_Nord", NULL, "departement:59" },
  { "Nord (59)", NULL, "departement:59" },
  { "NORD 59", NULL, "departement:59" },
  { "1 - Ain", "departement", "departement:01" },
  { "59 - Pas-de-Calais", NULL, NULL },
  { "Lille (59)", "departement", NULL },
  { "Mayotte (1)", "departement", "departement:976" },
  { "Mayotte¹", "departement", "departement:976" },
  { "Seine-St-Denis", "departement", "departement:93" },
  { "Hts-de-Seine", "departement", "departement:92" },
  { "Hte-Garonne", "departement", "departement:31" },
  { "La Reunion", "departement", "departement:974" },
  { "REUNION", "departement", "departement:974" },
  { "Ter. de Belfort", "departement", "departement:90" },
  { "département du Nord", NULL, "departement:59" },
  { "Bassin de Valenciennes", NULL, "bassin:596" },
  { "Taux de chômage localisé par département - Var", NULL, "departement:83" },
  { "Provence - Alpes - Côte d'Azur", NULL, "region:93" },
  { "PACA", NULL, "region:93" },
  { "Centre", "region", "region:24" },
  { "Nord-Pas-de-Calais", NULL, NULL },
  { "Nord - Pas-de-Calais", NULL, NULL },
  { "59.0", "departement", "departement:59" },
  { "1.0", "departement", "departement:01" },
  { "1.5", "departement", NULL },
  { "2024-DEP-59", NULL, "departement:59" },
  { "2024-REG-11", NULL, "region:11" },
  { "2024-REG-11", "departement", NULL },
  { "dont Nord", "departement", "departement:59" },
  { "Rhône (hors Métropole de Lyon)", "departement", NULL },
  { "Île-de-France hors Paris", NULL, NULL },
  { "France entière", NULL, "france:FR" },
  { "Ensemble de la France", NULL, "france:FR" },
  { "FRANCE", NULL, "france:FR" },
  { "Total France", NULL, "france:FR" },
  { "France (hors Mayotte)", NULL, NULL },
  { "France métropolitaine", NULL, NULL },
  { "Total", NULL, NULL },
};

static void
test_found (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const CopilTerritory *found = copil_gazetteer_find (gazetteer, cases[i].text, cases[i].set);
      g_autofree char *name = found != NULL ? g_strconcat (found->set, ":", found->code, NULL) : NULL;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpstr (name, ==, cases[i].found);
    }
}

static const struct
{
  const char    *text;
  CopilPlaceKind kind;
} words[] = {
  { "Total", COPIL_PLACE_SUM },
  { "ENSEMBLE", COPIL_PLACE_SUM },
  { "Total région", COPIL_PLACE_SUM },
  { "France métropolitaine", COPIL_PLACE_PARTIAL },
  { "France (hors Mayotte)", COPIL_PLACE_PARTIAL },
  { "France entière (hors Mayotte)", COPIL_PLACE_PARTIAL },
  { "DROM (hors Mayotte)", COPIL_PLACE_PARTIAL },
  { "Rhône (hors Métropole de Lyon)", COPIL_PLACE_PARTIAL },
  { "Île-de-France hors Paris", COPIL_PLACE_PARTIAL },
  { "Hors France", COPIL_PLACE_OUTSIDE },
  { "Étranger", COPIL_PLACE_OUTSIDE },
  { "975", COPIL_PLACE_OUTSIDE },
  { "Non renseigné", COPIL_PLACE_OUTSIDE },
  { "Nord-Pas-de-Calais", COPIL_PLACE_FORMER },
  { "20", COPIL_PLACE_CORSICA },
  { "59000", COPIL_PLACE_COMMUNE },
  { "2A004", COPIL_PLACE_COMMUNE },
  { "", COPIL_PLACE_BLANK },
  { "Atlantide", COPIL_PLACE_UNKNOWN },
};

static void
test_levels (void)
{
  g_assert_cmpstr (copil_place_find_level ("DEP"), ==, "departement");
  g_assert_cmpstr (copil_place_find_level ("Région"), ==, "region");
  g_assert_cmpstr (copil_place_find_level ("National"), ==, "france");
  g_assert_cmpstr (copil_place_find_level ("EPCI"), ==, "");
  g_assert_null (copil_place_find_level ("Nord"));
}

static void
test_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i].text);
      g_assert_cmpint (copil_place_classify (words[i].text), ==, words[i].kind);
    }
}

/* Whatever is passed over or refused, no name and no code of the list is. */
static void
test_official (void)
{
  for (guint i = 0; i < copil_territory_list_get_size (territories); i++)
    {
      const CopilTerritory *one = copil_territory_list_get (territories, i);
      g_autofree char *label = g_strdup_printf ("%s - %s", one->code, one->name);

      g_test_message ("%s", label);
      g_assert_false (COPIL_PLACE_IS_ASIDE (copil_place_classify (one->name)));
      g_assert_true (copil_gazetteer_find (gazetteer, one->code, one->set) == one);
      g_assert_true (copil_gazetteer_find (gazetteer, label, one->set) == one);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  territories = fixture_territories ();
  gazetteer = copil_gazetteer_new (territories);
  g_test_add_func ("/exchange/gazetteer/found", test_found);
  g_test_add_func ("/exchange/gazetteer/words", test_words);
  g_test_add_func ("/exchange/gazetteer/official", test_official);
  g_test_add_func ("/exchange/gazetteer/levels", test_levels);
  return g_test_run ();
}
