/* territory-shipped.c: the territories the program comes with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "territory-shipped"
#include "config.h"

#include "exchange/territory-shipped.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "core/resources.h"
#include "exchange/commune-table.h"

static const char *const sets[] = { "france", "region", "departement", "bassin", NULL };

const char *const *
copil_territory_shipped_sets (void)
{
  return sets;
}

static const char *
resource_of (const char *set)
{
  static const char *const names[] = { "territory/france.json", "territory/regions.json",
                                       "territory/departements.json", "territory/bassins.json" };

  for (guint i = 0; sets[i] != NULL; i++)
    if (g_str_equal (sets[i], set))
      return names[i];
  return NULL;
}

static JsonObject *
describe_commune (const CopilCommune *commune)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", commune->code);
  json_object_set_string_member (object, "name", commune->name);
  json_object_set_int_member (object, "population", commune->population);
  return object;
}

/* Basins are given as sets of communes; the levels above follow from them by nesting. */
static void
add_communes (JsonObject        *document,
              CopilCommuneTable *communes)
{
  JsonArray *territories = json_object_get_array_member (document, "territories");
  JsonArray *all = json_array_new ();
  g_autoptr (GHashTable) members = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (territories); i++)
    {
      JsonObject *territory = json_array_get_object_element (territories, i);
      JsonArray *codes = json_array_new ();

      json_object_set_array_member (territory, "communes", codes);
      g_hash_table_insert (members, (char *) json_object_get_string_member (territory, "code"),
                           codes);
    }
  for (guint i = 0; i < copil_commune_table_get_size (communes); i++)
    {
      const CopilCommune *commune = copil_commune_table_get (communes, i);

      json_array_add_object_element (all, describe_commune (commune));
      json_array_add_string_element (g_hash_table_lookup (members, commune->basin),
                                     commune->code);
    }
  json_object_set_array_member (document, "communes", all);
}

static char *
complete_basins (const char  *text,
                 gssize       length,
                 GError     **error)
{
  g_autoptr (CopilCommuneTable) communes = copil_commune_table_get_shipped (error);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (JsonNode) root = NULL;

  if (communes == NULL || !json_parser_load_from_data (parser, text, length, error))
    return NULL;
  root = json_parser_steal_root (parser);
  add_communes (json_node_get_object (root), communes);
  return json_to_string (root, FALSE);
}

/**
 * copil_territory_shipped_document:
 * @set: "france", "region", "departement" or "bassin"
 *
 * Returns: (transfer full) (nullable): the document that copil.territory_load() takes
 */
char *
copil_territory_shipped_document (const char  *set,
                                  GError     **error)
{
  const char *name = resource_of (set), *text;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;

  g_return_val_if_fail (name != NULL, NULL);
  bytes = copil_resources_lookup (name, error);
  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &size);
  if (g_str_equal (set, "bassin"))
    return complete_basins (text, (gssize) size, error);
  return g_strndup (text, size);
}
