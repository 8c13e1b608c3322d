/* fixture.c: the shipped territories and catalogue, for tests without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fixture.h"

#include <json-glib/json-glib.h>

#include "exchange/territory-shipped.h"

static void
add_set (CopilTerritoryList *list,
         GHashTable         *ids,
         const char         *set)
{
  g_autofree char *document = copil_territory_shipped_document (set, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonArray *territories;

  g_assert_true (json_parser_load_from_data (parser, document, -1, NULL));
  territories = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                              "territories");
  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *one = json_array_get_object_element (territories, i);
      const char *code = json_object_get_string_member (one, "code");
      const char *parent = json_object_get_string_member_with_default (one, "parent", NULL);
      int id = (int) g_hash_table_size (ids) + 1;

      g_hash_table_insert (ids, g_strconcat (set, ":", code, NULL), GINT_TO_POINTER (id));
      copil_territory_list_add (
        list, id, set, code, json_object_get_string_member (one, "name"),
        (int) json_object_get_int_member_with_default (one, "liaison", 0), "",
        json_object_get_int_member_with_default (one, "population", 0),
        parent != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (ids, parent)) : 0, TRUE);
    }
}

CopilTerritoryList *
fixture_territories (void)
{
  CopilTerritoryList *list = copil_territory_list_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (const char *const *set = copil_territory_shipped_sets (); *set != NULL; set++)
    add_set (list, ids, *set);
  g_assert_true (copil_territory_list_seal (list, NULL));
  return list;
}

CopilCatalogue *
fixture_catalogue (void)
{
  g_autofree char *json = copil_catalogue_shipped (1, NULL);
  CopilCatalogue *catalogue = copil_catalogue_parse (json, -1, NULL);

  g_assert_nonnull (catalogue);
  return catalogue;
}

char *
fixture_shared (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "..", "shared", "data",
                                            name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the shared files are not here");
  return NULL;
}
