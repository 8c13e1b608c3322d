/* rows.c: JSON of the base taken apart into rows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/rows.h"

#include "core/json-text.h"

void
copil_row_free (CopilRow *self)
{
  g_free (self->id);
  g_clear_pointer (&self->text, g_ref_string_release);
  g_clear_pointer (&self->document, json_object_unref);
  g_free (self);
}

static JsonNode *
parse_node (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (text == NULL || !copil_json_is_shallow (text, strlen (text))
      || !json_parser_load_from_data (parser, text, -1, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

JsonObject *
copil_row_parse (const char *text)
{
  g_autoptr (JsonNode) root = parse_node (text);

  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

void
copil_rows_put (GPtrArray      *rows,
                CopilRecordSet *set,
                gboolean        all)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < rows->len; i++)
    {
      CopilRow *row = g_ptr_array_index (rows, i);

      g_hash_table_add (ids, row->id);
      if (row->document != NULL
          && !copil_record_set_holds (set, row->kind, row->id, row->text))
        copil_record_set_put (set, row->kind, row->id, row->revision, row->text, row->document);
    }
  if (all)
    copil_record_set_retain (set, ids);
}

/* -- A committee ------------------------------------------------------------------------------ */

static const struct
{
  const char *list;
  const char *kind;
} kinds[] = {
  { "actions", "action" },
  { "advices", "advice" },
  { "colleges", "college" },
  { "committees", "committee" },
  { "delegations", "delegation" },
  { "former_bodies", "former_body" },
  { "former_subjects", "former_subject" },
  { "members", "member" },
  { "proposals", "proposal" },
  { "recurring_items", "recurring_item" },
  { "register", "decision" },
  { "seats", "seat" },
  { "sittings", "sitting" },
  { "subjects", "former_subject" },
  { "terms", "term" },
};

static const char *
kind_of_list (const char *list)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].list, list))
      return kinds[i].kind;
  return NULL;
}

static void
add_row (GPtrArray  *rows,
         const char *kind,
         JsonObject *object)
{
  const char *id = json_object_get_string_member_with_default (object, "id", NULL);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = NULL;
  CopilRow *row;

  if (id == NULL)
    return;
  text = json_to_string (node, FALSE);
  row = g_new0 (CopilRow, 1);
  row->kind = g_intern_string (kind);
  row->id = g_strdup (id);
  row->text = g_ref_string_new (text);
  row->document = json_object_ref (object);
  g_ptr_array_add (rows, row);
}

static void add_lists (GPtrArray  *rows,
                       JsonObject *object);

/* What hangs in another row names it, and every row its place: the base sorts by what only it knows
 * well (names in French). */
static void
complete (JsonObject *object,
          guint       place,
          const char *parent)
{
  json_object_set_int_member (object, "_place", place);
  if (parent != NULL && !json_object_has_member (object, "body_id"))
    json_object_set_string_member (object, "body_id", parent);
}

static void
add_list (GPtrArray  *rows,
          const char *kind,
          JsonArray  *list,
          const char *parent)
{
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      complete (json_node_get_object (node), i, parent);
      add_row (rows, kind, json_node_get_object (node));
      /* The subjects of a former body. */
      add_lists (rows, json_node_get_object (node));
    }
}

static void
add_lists (GPtrArray  *rows,
           JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &node))
    if (JSON_NODE_HOLDS_ARRAY (node) && kind_of_list (name) != NULL)
      add_list (rows, kind_of_list (name), json_node_get_array (node),
                json_object_get_string_member_with_default (object, "id", NULL));
}

static void
add_committee (GPtrArray  *rows,
               JsonObject *document)
{
  JsonNode *committee = json_object_get_member (document, "committee");
  JsonNode *rules = json_object_get_member (document, "rules");

  if (committee == NULL || !JSON_NODE_HOLDS_OBJECT (committee))
    return;
  if (rules != NULL)
    json_object_set_member (json_node_get_object (committee), "rules", json_node_copy (rules));
  add_row (rows, "committee", json_node_get_object (committee));
}

GPtrArray *
copil_rows_of_committee (const char *json)
{
  g_autoptr (JsonNode) root = parse_node (json);
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_row_free);

  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    add_list (rows, "committee", json_node_get_array (root), NULL);
  else if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      add_committee (rows, json_node_get_object (root));
      add_lists (rows, json_node_get_object (root));
    }
  else
    g_clear_pointer (&rows, g_ptr_array_unref);
  return rows;
}
