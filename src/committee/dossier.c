/* dossier.c: a committee and one of its sittings, as documents are made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/dossier.h"

#include <string.h>

#include "committee/record-private.h"

struct _CopilDossier
{
  GHashTable *lists; /* kind -> GListModel of CopilRecord */
};

CopilDossier *
copil_dossier_new (void)
{
  CopilDossier *self = g_new0 (CopilDossier, 1);

  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  return self;
}

void
copil_dossier_free (CopilDossier *self)
{
  g_hash_table_unref (self->lists);
  g_free (self);
}

void
copil_dossier_take_list (CopilDossier *self,
                         const char   *kind,
                         GListModel   *records)
{
  g_hash_table_replace (self->lists, g_strdup (kind), g_object_ref (records));
}

GListModel *
copil_dossier_get_list (CopilDossier *self,
                        const char   *kind)
{
  GListModel *list = g_hash_table_lookup (self->lists, kind);

  if (list == NULL)
    {
      list = G_LIST_MODEL (g_list_store_new (COPIL_TYPE_RECORD));
      g_hash_table_insert (self->lists, g_strdup (kind), list);
    }
  return list;
}

guint
copil_dossier_count (CopilDossier *self,
                     const char   *kind)
{
  return g_list_model_get_n_items (copil_dossier_get_list (self, kind));
}

CopilRecord *
copil_dossier_get (CopilDossier *self,
                   const char   *kind,
                   guint         position)
{
  g_autoptr (CopilRecord) record =
    g_list_model_get_item (copil_dossier_get_list (self, kind), position);

  /* The list keeps it. */
  return record;
}

CopilRecord *
copil_dossier_find (CopilDossier *self,
                    const char   *kind,
                    const char   *id)
{
  guint n = id != NULL ? copil_dossier_count (self, kind) : 0;

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *record = copil_dossier_get (self, kind, i);

      if (g_str_equal (copil_record_get_id (record), id))
        return record;
    }
  return NULL;
}

CopilRecord *
copil_dossier_get_sitting (CopilDossier *self)
{
  return copil_dossier_get (self, "sitting", 0);
}

CopilRecord *
copil_dossier_get_committee (CopilDossier *self)
{
  return copil_dossier_get (self, "committee", 0);
}

/* JSON -------------------------------------------------------------------------------------- */

static CopilRecord *
read_record (const char *kind,
             JsonNode   *node,
             GError    **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *id = object != NULL ? json_object_get_member (object, "id") : NULL;
  CopilRecord *record;

  if (id == NULL || json_node_get_value_type (id) != G_TYPE_STRING)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: a record without id", kind);
      return NULL;
    }
  record = _copil_record_new (kind, json_node_get_string (id));
  _copil_record_set_row (record, 0, NULL, object);
  return record;
}

static gboolean
read_list (CopilDossier *self,
           const char   *kind,
           JsonNode     *node,
           GError      **error)
{
  g_autoptr (GListStore) list = g_list_store_new (COPIL_TYPE_RECORD);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s: not a list", kind);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autoptr (CopilRecord) record =
        read_record (kind, json_array_get_element (array, i), error);

      if (record == NULL)
        return FALSE;
      g_list_store_append (list, record);
    }
  copil_dossier_take_list (self, kind, G_LIST_MODEL (list));
  return TRUE;
}

CopilDossier *
copil_dossier_parse (const char *json,
                     gssize      length,
                     GError    **error)
{
  g_autoptr (CopilDossier) self = copil_dossier_new ();
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObjectIter iter;
  const char *kind;
  JsonNode *node;

  if (!json_parser_load_from_data (parser, json, length, error))
    return NULL;
  node = json_parser_get_root (parser);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not an object");
      return NULL;
    }
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &kind, &node))
    if (!read_list (self, kind, node, error))
      return NULL;
  return g_steal_pointer (&self);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* (transfer container): the names of @names, a list of strings, by alphabet. */
static GPtrArray *
sort_names (GList *names)
{
  GPtrArray *sorted = g_ptr_array_new ();

  for (GList *l = names; l != NULL; l = l->next)
    g_ptr_array_add (sorted, l->data);
  g_list_free (names);
  g_ptr_array_sort (sorted, compare_names);
  return sorted;
}

static void
write_record (JsonBuilder *builder,
              CopilRecord *record)
{
  g_autoptr (JsonObject) document = copil_record_dup_document (record);
  g_autoptr (GPtrArray) fields = NULL;

  json_object_set_string_member (document, "id", copil_record_get_id (record));
  fields = sort_names (json_object_get_members (document));
  json_builder_begin_object (builder);
  for (guint i = 0; i < fields->len; i++)
    {
      json_builder_set_member_name (builder, fields->pdata[i]);
      json_builder_add_value (builder, json_object_dup_member (document, fields->pdata[i]));
    }
  json_builder_end_object (builder);
}

static void
write_list (CopilDossier *self,
            JsonBuilder  *builder,
            const char   *kind)
{
  guint n = copil_dossier_count (self, kind);

  if (n == 0)
    return;
  json_builder_set_member_name (builder, kind);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    write_record (builder, copil_dossier_get (self, kind, i));
  json_builder_end_array (builder);
}

char *
copil_dossier_to_json (CopilDossier *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) kinds = sort_names (g_hash_table_get_keys (self->lists));
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < kinds->len; i++)
    write_list (self, builder, kinds->pdata[i]);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
