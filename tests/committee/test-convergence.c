/* test-convergence.c: what is left to merge, and where
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/convergence.h"
#include "committee/dossier.h"
#include "core/resources.h"

static CopilTerritoryList *
create_territories (void)
{
  static const struct
  {
    const char *set, *code, *name;
    int         parent;
  } rows[] = { { "france", "FR", "France", 0 },        { "region", "32", "Hauts-de-France", 1 },
               { "departement", "59", "Nord", 2 },     { "bassin", "592", "Cambrai", 3 },
               { "bassin", "594", "Dunkerque", 3 },    { "bassin", "595", "Lille", 3 },
               { "bassin", "596", "Valenciennes", 3 } };
  CopilTerritoryList *list = copil_territory_list_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    copil_territory_list_add (list, (int) i + 1, rows[i].set, rows[i].code, rows[i].name,
                              rows[i].parent == 2 ? 2 : 0, NULL,
                              1000, rows[i].parent, TRUE);
  copil_territory_list_seal (list, &error);
  g_assert_no_error (error);
  return list;
}

/* Ids of the territories are those of the list above. */
static const char register_of_nord[] =
  "{\"former_body\": ["
  "  {\"id\": \"a\", \"territory_id\": 3, \"state\": \"merged\"},"
  "  {\"id\": \"b\", \"territory_id\": 4, \"state\": \"planned\"},"
  "  {\"id\": \"c\", \"territory_id\": 5, \"state\": \"active\"},"
  "  {\"id\": \"d\", \"territory_id\": 6, \"state\": \"merged\"}],"
  " \"former_subject\": ["
  "  {\"id\": \"e\", \"body_id\": \"a\", \"state\": \"pending\"},"
  "  {\"id\": \"f\", \"body_id\": \"a\", \"state\": \"taken\"}],"
  " \"committee\": ["
  "  {\"id\": \"g\", \"territory_id\": 3, \"bodies\": 4, \"bodies_left\": 2, \"bodies_planned\": 1},"
  "  {\"id\": \"h\", \"territory_id\": 7, \"bodies\": 2, \"bodies_left\": 1, \"bodies_planned\": 1}]}";

typedef struct
{
  CopilTerritoryList *territories;
  CopilDossier       *dossier;
  GArray             *places;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->territories = create_territories ();
  self->dossier = copil_dossier_parse (register_of_nord, -1, NULL);
  g_assert_nonnull (self->dossier);
  self->places = copil_convergence_list_places (
    self->territories, copil_territory_list_by_id (self->territories, 3),
    copil_dossier_get_list (self->dossier, "former_body"),
    copil_dossier_get_list (self->dossier, "committee"));
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_array_unref (self->places);
  copil_dossier_free (self->dossier);
  copil_territory_list_unref (self->territories);
}

/* The committee's own bodies are counted once, those of its basins' committees with them; what is
 * of the whole department is of no basin. */
static void
test_places (Fixture       *self,
             gconstpointer  data)
{
  static const struct
  {
    const char *name;
    guint       n, n_merged, n_planned;
  } wanted[] = {
    { "Cambrai", 1, 0, 1 }, { "Dunkerque", 1, 0, 0 }, { "Lille", 1, 1, 0 }, { "Valenciennes", 2, 1, 1 },
  };

  g_assert_cmpuint (self->places->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < self->places->len; i++)
    {
      const CopilConvergencePlace *place = &g_array_index (self->places, CopilConvergencePlace, i);

      g_assert_cmpstr (place->territory->name, ==, wanted[i].name);
      g_assert_cmpuint (place->n, ==, wanted[i].n);
      g_assert_cmpuint (place->n_merged, ==, wanted[i].n_merged);
      g_assert_cmpuint (place->n_planned, ==, wanted[i].n_planned);
    }
}

/* States have names, in the sentence as on the label and in the table. */
static void
test_map (Fixture       *self,
          gconstpointer  data)
{
  g_autoptr (CopilChart) map = copil_convergence_draw_map (
    copil_territory_list_by_id (self->territories, 3), self->places, NULL);
  g_autofree char *sentence = NULL;
  g_autoptr (GPtrArray) table = NULL;
  g_auto (CopilChartHit) hit = { 0 };

  g_assert_nonnull (map);
  sentence = copil_chart_describe (map);
  g_assert_nonnull (strstr (sentence, "Quatre bassins du Nord. "));
  g_assert_nonnull (strstr (sentence, "Instances encore à part\u00a0: Dunkerque."));
  g_assert_nonnull (strstr (sentence, "Fusion en cours\u00a0: Cambrai et Valenciennes."));
  g_assert_nonnull (strstr (sentence, "Toutes fusionnées\u00a0: Lille."));
  g_assert_null (strstr (sentence, "Aucune inscrite"));
  g_assert_true (copil_chart_get_datum (map, copil_theme_get (COPIL_THEME_PRINT), 400, 400, 3, &hit));
  g_assert_cmpstr (hit.label, ==, "Valenciennes\u00a0: fusion en cours (1 sur 2)");
  g_assert_cmpint (hit.key, ==, 7);
  table = copil_chart_get_table (map);
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table, 0))[2], ==, "État");
  g_assert_cmpstr (((GStrv) g_ptr_array_index (table, 2))[2], ==, "instances encore à part");
}

/* Nothing entered: no map, no sentence. */
static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr (GListStore) none = g_list_store_new (COPIL_TYPE_RECORD);
  const CopilTerritory *nord = copil_territory_list_by_id (self->territories, 3);
  g_autoptr (GArray) places =
    copil_convergence_list_places (self->territories, nord, G_LIST_MODEL (none), NULL);
  g_autofree char *sentence = copil_convergence_describe (G_LIST_MODEL (none), G_LIST_MODEL (none));

  g_assert_null (copil_convergence_draw_map (nord, places, NULL));
  g_assert_cmpstr (sentence, ==, "");
}

static void
test_sentences (void)
{
  static const struct
  {
    const char *bodies, *subjects, *sentence;
  } cases[] = {
    { "m", "p", "La seule instance inscrite a fusionné. Un sujet reste à reprendre." },
    { "a", "", "La seule instance inscrite n’a pas encore fusionné\u202f; une siège encore à part." },
    { "mm", "t", "Les deux instances ont fusionné. Tous leurs sujets ont reçu une suite." },
    { "aap", "pp", "Aucune des trois instances n’a encore fusionné\u202f; une est en voie de fusion, "
                   "deux siègent encore à part. Deux sujets restent à reprendre." },
    { "mpp", "", "Une instance sur trois a fusionné\u202f; deux sont en voie de fusion." },
  };
  static const char *const states[] = { ['a'] = "active", ['m'] = "merged", ['p'] = "planned" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) json = g_string_new ("{\"former_body\": [");
      g_autoptr (CopilDossier) dossier = NULL;
      g_autofree char *sentence = NULL;

      for (const char *at = cases[i].bodies; *at != '\0'; at++)
        g_string_append_printf (json, "%s{\"id\": \"b%d\", \"state\": \"%s\"}",
                                at > cases[i].bodies ? "," : "", (int) (at - cases[i].bodies),
                                states[(guint) *at]);
      g_string_append (json, "], \"former_subject\": [");
      for (const char *at = cases[i].subjects; *at != '\0'; at++)
        g_string_append_printf (json, "%s{\"id\": \"s%d\", \"state\": \"%s\"}",
                                at > cases[i].subjects ? "," : "", (int) (at - cases[i].subjects),
                                *at == 'p' ? "pending" : "taken");
      g_string_append (json, "]}");
      dossier = copil_dossier_parse (json->str, -1, NULL);
      sentence = copil_convergence_describe (copil_dossier_get_list (dossier, "former_body"),
                                             copil_dossier_get_list (dossier, "former_subject"));
      g_assert_cmpstr (sentence, ==, cases[i].sentence);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  copil_resources_register ();
  g_test_add ("/convergence/places", Fixture, NULL, set_up, test_places, tear_down);
  g_test_add ("/convergence/map", Fixture, NULL, set_up, test_map, tear_down);
  g_test_add ("/convergence/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add_func ("/convergence/sentences", test_sentences);
  return g_test_run ();
}
