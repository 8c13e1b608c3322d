/* atlas.c: the outlines of territories, as they are needed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/atlas.h"

#include "core/resources.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* Outlines do not change while the program runs: each is read once, for all views and all
 * reports, and only when it is asked for. A page shows a handful of the hundreds of a set. */
static GMutex lock;
static GHashTable *outlines; /* "bassin:596" -> CopilOutline */
static GHashTable *documents; /* set -> Document */

/* The text of a set, and where in it the row of each territory is. */
typedef struct
{
  GBytes     *text;
  GHashTable *rows; /* "596" -> Row */
} Document;

typedef struct
{
  const char *start;
  gssize      length;
} Row;

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
document_free (Document *document)
{
  g_bytes_unref (document->text);
  g_hash_table_unref (document->rows);
  g_free (document);
}

static void
ensure_tables (void)
{
  if (outlines != NULL)
    return;
  outlines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) copil_outline_unref);
  documents = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                     (GDestroyNotify) document_free);
}

/* The shipped documents have a territory a line, its code first: {"code":"59",... */
static void
index_row (Document   *document,
           const char *start,
           const char *end)
{
  static const char head[] = "{\"code\":\"";
  const gsize n_head = strlen (head);
  const char *code = start + n_head, *quote;
  Row row = { start, end - start };

  if (row.length < (gssize) n_head || strncmp (start, head, n_head) != 0)
    return;
  quote = memchr (code, '"', end - code);
  if (quote == NULL)
    return;
  if (end[-1] == ',')
    row.length--;
  g_hash_table_insert (document->rows, g_strndup (code, quote - code),
                       g_memdup2 (&row, sizeof row));
}

static Document *
index_document (GBytes *text)
{
  Document *document = g_new0 (Document, 1);
  gsize size;
  const char *line = g_bytes_get_data (text, &size), *end = line + size;

  document->text = text;
  document->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (line < end)
    {
      const char *newline = memchr (line, '\n', end - line);

      if (newline == NULL)
        break;
      index_row (document, line, newline);
      line = newline + 1;
    }
  return document;
}

static Document *
find_document (const char *set)
{
  Document *document = g_hash_table_lookup (documents, set);
  GBytes *text = NULL;

  if (document != NULL)
    return document;
  for (guint i = 0; i < G_N_ELEMENTS (shipped); i++)
    if (g_str_equal (shipped[i].set, set))
      text = copil_resources_lookup (shipped[i].resource, NULL);
  if (text == NULL)
    return NULL;
  document = index_document (text);
  g_hash_table_insert (documents, g_strdup (set), document);
  return document;
}

static CopilOutline *
read_outline (JsonNode  *territory,
              GError   **error)
{
  JsonNode *node = json_object_get_member (json_node_get_object (territory), "outline");
  g_autofree char *rings = NULL;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  rings = json_to_string (json_object_get_member (object, "rings"), FALSE);
  return copil_outline_parse (json_object_get_string_member (object, "frame"),
                              json_object_get_boolean_member (object, "approximate"), rings,
                              error);
}

static CopilOutline *
load_outline (const char *set,
              const char *code)
{
  Document *document = find_document (set);
  const Row *row = document != NULL ? g_hash_table_lookup (document->rows, code) : NULL;
  g_autoptr(JsonParser) parser = NULL;
  g_autoptr(GError) error = NULL;
  CopilOutline *outline = NULL;

  if (row == NULL)
    return NULL;
  parser = json_parser_new_immutable ();
  if (json_parser_load_from_data (parser, row->start, row->length, &error))
    outline = read_outline (json_parser_get_root (parser), &error);
  if (error != NULL)
    g_warning ("%s:%s: %s", set, code, error->message);
  return outline;
}

CopilOutline *
copil_atlas_lookup (const CopilTerritory *territory)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autofree char *name = name_of (territory->set, territory->code);
  CopilOutline *outline;

  ensure_tables ();
  outline = g_hash_table_lookup (outlines, name);
  if (outline == NULL)
    {
      outline = load_outline (territory->set, territory->code);
      if (outline != NULL)
        g_hash_table_insert (outlines, g_steal_pointer (&name), outline);
    }
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
