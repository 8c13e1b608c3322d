/* test-territory.c: the list of territories, their grammar, and who is meant
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "core/fold.h"
#include "core/resources.h"
#include "core/territory-name.h"
#include "core/territory.h"

static int
parent_of (CopilTerritoryList *list,
           GHashTable         *ids,
           JsonObject         *entry)
{
  const char *parent = json_object_get_string_member_with_default (entry, "parent", NULL);

  return parent == NULL ? 0 : GPOINTER_TO_INT (g_hash_table_lookup (ids, parent));
}

static void
add_document (CopilTerritoryList *list,
              GHashTable         *ids,
              const char         *set,
              const char         *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = copil_resources_lookup (name, &error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *entries;

  g_assert_no_error (error);
  json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL),
                              (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  entries = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                          "territories");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *code = json_object_get_string_member (entry, "code");
      int id = (int) copil_territory_list_get_size (list) + 1;

      g_hash_table_insert (ids, g_strdup_printf ("%s:%s", set, code), GINT_TO_POINTER (id));
      copil_territory_list_add (list, id, set, code,
                                json_object_get_string_member (entry, "name"),
                                (int) json_object_get_int_member (entry, "liaison"),
                                json_object_get_string_member (entry, "seat"),
                                json_object_get_int_member (entry, "population"),
                                parent_of (list, ids, entry), TRUE);
    }
}

/* The shipped territories, and one zone d'emploi that has the name of a bassin. */
static CopilTerritoryList *
load (void)
{
  g_autoptr (CopilTerritoryList) list = copil_territory_list_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  add_document (list, ids, "france", "territory/france.json");
  add_document (list, ids, "region", "territory/regions.json");
  add_document (list, ids, "departement", "territory/departements.json");
  add_document (list, ids, "bassin", "territory/bassins.json");
  copil_territory_list_add (list, 1001, "ze2020", "3218", "Valenciennes", 0, "", 343000, 1, TRUE);
  copil_territory_list_add (list, 1002, "ze2020", "3299", "Sambre-Avesnois", 0, "", 0, 1, TRUE);
  copil_territory_list_seal (list, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&list);
}

static const struct
{
  const char *set;
  const char *code;
  const char *genitive;
  const char *locative;
  const char *title;
} names[] = {
  { "france", "FR", "de la France", "en France", "France" },
  { "region", "11", "d’Île-de-France", "en Île-de-France", "région Île-de-France" },
  { "region", "24", "du Centre-Val de Loire", "en Centre-Val de Loire" },
  { "region", "27", "de Bourgogne-Franche-Comté", "en Bourgogne-Franche-Comté" },
  { "region", "32", "des Hauts-de-France", "dans les Hauts-de-France", "région Hauts-de-France" },
  { "region", "44", "du Grand Est", "dans le Grand Est" },
  { "region", "52", "des Pays de la Loire", "dans les Pays de la Loire" },
  { "region", "75", "de la Nouvelle-Aquitaine", "en Nouvelle-Aquitaine" },
  { "region", "93", "de Provence-Alpes-Côte d’Azur", "en Provence-Alpes-Côte d’Azur" },
  { "region", "94", "de Corse", "en Corse" },
  { "region", "01", "de la Guadeloupe", "en Guadeloupe" },
  { "region", "04", "de La Réunion", "à La Réunion" },
  { "departement", "01", "de l’Ain", "dans l’Ain", "département de l’Ain" },
  { "departement", "02", "de l’Aisne", "dans l’Aisne" },
  { "departement", "07", "de l’Ardèche", "en Ardèche" },
  { "departement", "2A", "de la Corse-du-Sud", "en Corse-du-Sud" },
  { "departement", "21", "de la Côte-d’Or", "en Côte-d’Or" },
  { "departement", "22", "des Côtes-d’Armor", "dans les Côtes-d’Armor" },
  { "departement", "23", "de la Creuse", "dans la Creuse" },
  { "departement", "35", "d’Ille-et-Vilaine", "en Ille-et-Vilaine" },
  { "departement", "49", "de Maine-et-Loire", "en Maine-et-Loire" },
  { "departement", "59", "du Nord", "dans le Nord", "département du Nord" },
  { "departement", "75", "de Paris", "à Paris", "département de Paris" },
  { "departement", "77", "de Seine-et-Marne", "en Seine-et-Marne" },
  { "departement", "80", "de la Somme", "dans la Somme" },
  { "departement", "90", "du Territoire de Belfort", "dans le Territoire de Belfort" },
  { "departement", "93", "de la Seine-Saint-Denis", "en Seine-Saint-Denis" },
  { "departement", "974", "de La Réunion", "à La Réunion" },
  { "departement", "976", "de Mayotte", "à Mayotte", "département de Mayotte" },
  { "bassin", "596", "de Valenciennes", "à Valenciennes", "bassin de Valenciennes" },
  { "bassin", "591", "d’Avesnes-sur-Helpe", "à Avesnes-sur-Helpe" },
  { "bassin", "723", "du Mans", "au Mans", "bassin du Mans" },
  { "bassin", "173", "de La Rochelle", "à La Rochelle" },
  { "bassin", "271", "des Andelys", "aux Andelys" },
  { "bassin", "943", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses" },
  { "bassin", "976", "de Mayotte", "à Mayotte" },
  { "ze2020", "3299", "de Sambre-Avesnois", "à Sambre-Avesnois", "Sambre-Avesnois" },
};

static void
test_names (void)
{
  g_autoptr (CopilTerritoryList) list = load ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const CopilTerritory *one = copil_territory_list_by_code (list, names[i].set,
                                                                names[i].code);
      g_autofree char *title = NULL;

      g_assert_nonnull (one);
      g_assert_cmpstr (one->genitive, ==, names[i].genitive);
      g_assert_cmpstr (one->locative, ==, names[i].locative);
      title = copil_territory_get_title (one);
      if (names[i].title != NULL)
        g_assert_cmpstr (title, ==, names[i].title);
    }
}

static const struct
{
  const char *name;
  int         liaison;
  const char *genitive;
} shown[] = {
  { "Lille", COPIL_LIAISON_NONE, "de Lille" },
  { "Évreux", COPIL_LIAISON_VOWEL, "d’Évreux" },
  { "Le Havre", COPIL_LIAISON_LE, "du Havre" },
  { "Les Sables-d’Olonne", COPIL_LIAISON_LES, "des Sables-d’Olonne" },
  { "La Rochelle", COPIL_LIAISON_LA, "de La Rochelle" },
  { "L’Aigle", COPIL_LIAISON_L, "de L’Aigle" },
  { "Lens - Hénin", COPIL_LIAISON_NONE, "de Lens - Hénin" },
  { "Haguenau", COPIL_LIAISON_NONE, "de Haguenau" },
};

static void
test_shown_liaison (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      int liaison = copil_territory_name_liaison (shown[i].name);
      g_autofree char *genitive = copil_territory_name_genitive (shown[i].name, liaison);

      g_assert_cmpint (liaison, ==, shown[i].liaison);
      g_assert_cmpstr (genitive, ==, shown[i].genitive);
    }
}

static const struct
{
  const char *text;
  const char *set; /* NULL: an error */
  const char *code;
  int         error;
  const char *proposal; /* what the message must name */
} queries[] = {
  { "59", "departement", "59" },
  { "departement:59", "departement", "59" },
  { "Département : 59", "departement", "59" },
  { "nord", "departement", "59" },
  { "département du nord", "departement", "59" },
  { "dans le Nord", "departement", "59" },
  { "bassin:596", "bassin", "596" },
  { "596", "bassin", "596" },
  { "valenciennes", "bassin", "596" },
  { "VALENCIENNES", "bassin", "596" },
  { "ze2020:valenciennes", "ze2020", "3218" },
  { "Bassin de Valenciennes", "bassin", "596" },
  { "ile de france", "region", "11" },
  { "Île-de-France", "region", "11" },
  { "provence alpes cote d'azur", "region", "93" },
  { "2a", "departement", "2A" },
  { "region:75", "region", "75" },
  { "departement:75", "departement", "75" },
  { "France", "france", "FR" },
  { "fr", "france", "FR" },
  { "Paris", "departement", "75" },
  { "Guadeloupe", "departement", "971" },
  { "mayotte", "departement", "976" },
  { "976", "departement", "976" },
  { "region:mayotte", "region", "06" },
  { "saint etienne", "bassin", "423" },
  { "St-Étienne", "bassin", "423" },
  /* Two things of one name or code: never a guess. */
  { "75", NULL, NULL, COPIL_TERRITORY_ERROR_AMBIGUOUS, "region:75 (Nouvelle-Aquitaine)" },
  { "01", NULL, NULL, COPIL_TERRITORY_ERROR_AMBIGUOUS, "departement:01 (Ain)" },
  { "vienne", NULL, NULL, COPIL_TERRITORY_ERROR_AMBIGUOUS, "bassin:383 (Vienne)" },
  { "Saint-Denis", NULL, NULL, COPIL_TERRITORY_ERROR_AMBIGUOUS, "bassin:9741 (Saint-Denis)" },
  { "mayenne", NULL, NULL, COPIL_TERRITORY_ERROR_AMBIGUOUS, "bassin:533 (Mayenne)" },
  /* Slips and nonsense. */
  { "Valencienes", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "bassin:596 (Valenciennes)" },
  { "dunkerqeu", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "bassin:594 (Dunkerque)" },
  { "valencie", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "bassin:596 (Valenciennes)" },
  { "bassin:59", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "bassin:595 (Lille)" },
  { "departement:96", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "96" },
  { "planete:1", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "planete:1" },
  { "qqqqqqqq", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "qqqqqqqq" },
  { "", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "“" },
  { "  ", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "“" },
  { ":", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, ":" },
  { "\xff\xfe", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "“" },
  { "日本", NULL, NULL, COPIL_TERRITORY_ERROR_UNKNOWN, "日本" },
};

static void
test_resolve (void)
{
  g_autoptr (CopilTerritoryList) list = load ();

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autoptr (GError) error = NULL;
      const CopilTerritory *one = copil_territory_list_resolve (list, queries[i].text, &error);

      if (queries[i].set == NULL)
        {
          g_assert_null (one);
          g_assert_error (error, COPIL_TERRITORY_ERROR, queries[i].error);
          g_assert_nonnull (strstr (error->message, queries[i].proposal));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (one->set, ==, queries[i].set);
      g_assert_cmpstr (one->code, ==, queries[i].code);
    }
}

static const struct
{
  const char *text;
  const char *first; /* "set:code", or NULL: nothing */
  guint       at_most;
} searches[] = {
  { "val", "departement:94", 100 },   /* Val-de-Marne before smaller ones that begin so */
  { "valenc", "bassin:596", 100 },
  { "lille", "bassin:595", 100 },     /* then Nord, whose seat it is */
  { "pyr atl", "departement:64", 1 },
  { "bassin de dun", "bassin:594", 1 },
  { "bassin:lil", "bassin:595", 1 },
  { "loire", "departement:42", 100 },
  { "cote d'or", "departement:21", 100 },
  { "dunkerqeu", "bassin:594", 3 },
  { "59", "departement:59", 7 },      /* then its six bassins */
  { "zzzz", NULL, 0 },
  { "", NULL, 0 },
};

static void
test_search (void)
{
  g_autoptr (CopilTerritoryList) list = load ();

  for (guint i = 0; i < G_N_ELEMENTS (searches); i++)
    {
      g_autoptr (GPtrArray) found = copil_territory_list_search (list, searches[i].text, 100);
      const CopilTerritory *first = found->len > 0 ? found->pdata[0] : NULL;
      g_autofree char *key = first != NULL ? g_strdup_printf ("%s:%s", first->set, first->code)
                                           : NULL;

      g_assert_cmpstr (key, ==, searches[i].first);
      g_assert_cmpuint (found->len, <=, searches[i].at_most);
    }
}

static void
test_search_limit (void)
{
  g_autoptr (CopilTerritoryList) list = load ();
  g_autoptr (GPtrArray) three = copil_territory_list_search (list, "saint", 3);
  g_autoptr (GPtrArray) seat = copil_territory_list_search (list, "lille", 9);

  g_assert_cmpuint (three->len, ==, 3);
  g_assert_true (g_ptr_array_find (seat, copil_territory_list_by_code (list, "departement", "59"),
                                   NULL));
}

static void
test_tree (void)
{
  g_autoptr (CopilTerritoryList) list = load ();
  const CopilTerritory *nord = copil_territory_list_by_code (list, "departement", "59");
  const CopilTerritory *avesnes = nord->children->pdata[0];
  const CopilTerritory *zone = copil_territory_list_by_id (list, 1001);
  g_autoptr (GPtrArray) siblings = copil_territory_list_siblings (list, avesnes);
  g_autoptr (GPtrArray) regions = copil_territory_list_of_level (list, COPIL_LEVEL_REGION);
  g_autoptr (GPtrArray) departments = copil_territory_list_of_set (list, "departement");
  g_autoptr (GPtrArray) zones = copil_territory_list_siblings (list, zone);

  g_assert_cmpuint (nord->children->len, ==, 6);
  g_assert_cmpstr (avesnes->name, ==, "Avesnes-sur-Helpe");
  g_assert_cmpstr (nord->parent->name, ==, "Hauts-de-France");
  g_assert_cmpstr (nord->parent->parent->name, ==, "France");
  g_assert_null (nord->parent->parent->parent);
  g_assert_cmpuint (nord->parent->parent->children->len, ==, 18);
  g_assert_cmpuint (siblings->len, ==, 6);
  g_assert_cmpuint (zones->len, ==, 2);
  g_assert_cmpuint (regions->len, ==, 18);
  g_assert_cmpuint (departments->len, ==, 101);
  /* French order: É beside E, not after Z. */
  g_assert_cmpstr (((CopilTerritory *) departments->pdata[0])->name, ==, "Ain");
  g_assert_cmpstr (((CopilTerritory *) regions->pdata[9])->name, ==, "Île-de-France");
  g_assert_true (copil_territory_is_within (avesnes, nord->parent));
  g_assert_false (copil_territory_is_within (nord, avesnes));
  g_assert_cmpint (zone->level, ==, COPIL_LEVEL_OTHER);
  for (guint i = 0; i < copil_territory_list_get_size (list); i++)
    {
      const CopilTerritory *one = copil_territory_list_get (list, i);

      g_assert_cmpuint (one->index, ==, i);
      g_assert_true (copil_territory_list_by_id (list, one->id) == one);
    }
}

static const struct
{
  const char *what;
  int         second_id;
  const char *second_code;
  int         second_parent;
} damaged[] = {
  { "two of one id", 1, "02", 0 },
  { "two of one code", 2, "01", 0 },
  { "no such parent", 2, "02", 9 },
  { "a parent of its own level", 2, "02", 1 },
  { "its own parent", 2, "02", 2 },
  { "no id", 0, "02", 0 },
};

static void
test_damaged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (CopilTerritoryList) list = copil_territory_list_new ();
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", damaged[i].what);
      copil_territory_list_add (list, 1, "departement", "01", "Ain", 5, "", 0, 0, TRUE);
      copil_territory_list_add (list, damaged[i].second_id, "departement", damaged[i].second_code,
                                "Aisne", 5, NULL, 0, damaged[i].second_parent, TRUE);
      g_assert_false (copil_territory_list_seal (list, &error));
      g_assert_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_DAMAGED);
    }
}

static void
test_empty (void)
{
  g_autoptr (CopilTerritoryList) list = copil_territory_list_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (copil_territory_list_seal (list, &error));
  g_assert_cmpuint (copil_territory_list_get_size (list), ==, 0);
  g_assert_null (copil_territory_list_resolve (list, "59", &error));
  g_assert_error (error, COPIL_TERRITORY_ERROR, COPIL_TERRITORY_ERROR_UNKNOWN);
}

static const struct
{
  const char *text;
  const char *folded;
} folds[] = {
  { "Côte-d’Or", "cote d or" },
  { "CÔTE D'OR", "cote d or" },
  { "Schœlcher", "schoelcher" },
  { "St-Denis", "saint denis" },
  { "Ste Marie", "sainte marie" },
  { "Stains", "stains" },
  { " L’Haÿ-les-Roses ", "l hay les roses" },
  { "Lens - Hénin", "lens henin" },
  { "2A", "2a" },
  { "--", "" },
  { "", "" },
};

static const struct
{
  const char *a;
  const char *b;
  guint       distance;
} distances[] = {
  { "nord", "nord", 0 },
  { "nord", "nrod", 1 },
  { "valencienes", "valenciennes", 1 },
  { "", "nord", 4 },
  { "kitten", "sitting", 3 },
};

static void
test_fold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (folds); i++)
    {
      g_autofree char *folded = copil_fold (folds[i].text);

      g_assert_cmpstr (folded, ==, folds[i].folded);
    }
  for (guint i = 0; i < G_N_ELEMENTS (distances); i++)
    {
      g_assert_cmpuint (copil_fold_distance (distances[i].a, distances[i].b), ==,
                        distances[i].distance);
      g_assert_cmpuint (copil_fold_distance (distances[i].b, distances[i].a), ==,
                        distances[i].distance);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/territory/names", test_names);
  g_test_add_func ("/territory/shown-liaison", test_shown_liaison);
  g_test_add_func ("/territory/resolve", test_resolve);
  g_test_add_func ("/territory/search", test_search);
  g_test_add_func ("/territory/search-limit", test_search_limit);
  g_test_add_func ("/territory/tree", test_tree);
  g_test_add_func ("/territory/damaged", test_damaged);
  g_test_add_func ("/territory/empty", test_empty);
  g_test_add_func ("/territory/fold", test_fold);
  return g_test_run ();
}
