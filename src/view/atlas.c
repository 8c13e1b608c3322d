/* atlas.c: the outlines of territories, as they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/atlas.h"

#include "core/resources.h"

#include <json-glib/json-glib.h>

/* Outlines do not change while the program runs, and reading those of a set takes some
 * milliseconds: they are read once, for all views and all reports. */
static GMutex lock;
static GHashTable *outlines; /* "bassin:596" -> CopilOutline */
static GHashTable *sets_read;

static const struct
{
  const char *set, *resource;
} shipped[] = {
  { "france", "territory/france.json" },
  { "region", "territory/regions.json" },
  { "departement", "territory/departements.json" },
  { "bassin", "territory/bassins.json" },
};

static char *
name_of (const char *set,
         const char *code)
{
  return g_strconcat (set, ":", code, NULL);
}

static void
ensure_tables (void)
{
  if (outlines != NULL)
    return;
  outlines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) copil_outline_unref);
  sets_read = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
read_outline (const char *set,
              JsonObject *row)
{
  JsonNode *node = json_object_get_member (row, "outline");
  g_autoptr(GError) error = NULL;
  g_autofree char *rings = NULL;
  JsonObject *object;
  CopilOutline *outline;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  object = json_node_get_object (node);
  rings = json_to_string (json_object_get_member (object, "rings"), FALSE);
  outline = copil_outline_parse (json_object_get_string_member (object, "frame"),
                                 json_object_get_boolean_member (object, "approximate"), rings,
                                 &error);
  if (outline != NULL)
    g_hash_table_insert (outlines, name_of (set, json_object_get_string_member (row, "code")),
                         outline);
  else
    g_warning ("%s: %s", set, error->message);
}

static GBytes *
find_document (const char *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (g_str_equal (shipped[i].set, set))
      return copil_resources_lookup (shipped[i].resource, NULL);
  return NULL;
}

static void
read_set (const char *set)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GBytes) document = find_document (set);
  JsonArray *territories;

  g_hash_table_add (sets_read, g_strdup (set));
  if (document == NULL ||
      !json_parser_load_from_data (parser, g_bytes_get_data (document, NULL),
                                   g_bytes_get_size (document), NULL))
    return;
  territories = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                              "territories");
  for (guint i = 0; i < json_array_get_length (territories); i++)
    read_outline (set, json_array_get_object_element (territories, i));
}

CopilOutline *
copil_atlas_lookup (const CopilTerritory *territory)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *name = name_of (territory->set, territory->code);
  CopilOutline *outline;

  ensure_tables ();
  if (!g_hash_table_contains (sets_read, territory->set))
    read_set (territory->set);
  outline = g_hash_table_lookup (outlines, name);
  return outline != NULL ? copil_outline_ref (outline) : NULL;
}

void
copil_atlas_put (const char   *set,
                 const char   *code,
                 CopilOutline *outline)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);

  ensure_tables ();
  g_hash_table_insert (outlines, name_of (set, code), copil_outline_ref (outline));
}
