/* agenda-diff.c: what changed between two contents of an agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/agenda.h"

#include "committee/ascent.h"

void
copil_agenda_change_free (CopilAgendaChange *self)
{
  g_free (self->id);
  g_free (self->number);
  g_free (self->title);
  g_free (self->field);
  g_free (self->old);
  g_free (self->now);
  g_free (self);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : "";
}

/* As a person reads it: a text is itself, NULL is nothing. */
static char *
to_text (JsonNode *node)
{
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

static CopilAgendaChange *
add_change (GPtrArray             *changes,
            CopilAgendaChangeKind  kind,
            JsonObject            *item)
{
  CopilAgendaChange *change = g_new0 (CopilAgendaChange, 1);

  change->kind = kind;
  change->id = g_strdup (item != NULL ? get_text (item, "id") : "");
  change->number = g_strdup (item != NULL ? get_text (item, "number") : "");
  change->title = g_strdup (item != NULL ? get_text (item, "title") : "");
  g_ptr_array_add (changes, change);
  return change;
}

/* -- Fields ----------------------------------------------------------------------------------- */

/* Follow from the place, which is told of by itself. */
static gboolean
is_of_place (const char *field)
{
  return g_str_equal (field, "id") || g_str_equal (field, "number")
         || g_str_equal (field, "parent") || g_str_equal (field, "late");
}

static gboolean
is_same (JsonNode *one,
         JsonNode *other)
{
  gboolean no_one = one == NULL || JSON_NODE_HOLDS_NULL (one);
  gboolean no_other = other == NULL || JSON_NODE_HOLDS_NULL (other);

  return no_one || no_other ? no_one == no_other : json_node_equal (one, other);
}

static void
compare_fields (GPtrArray  *changes,
                JsonObject *old,
                JsonObject *now,
                gboolean    is_item)
{
  g_autoptr (GList) names = json_object_get_members (now);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *before = json_object_get_member (old, l->data);
      JsonNode *after = json_object_get_member (now, l->data);
      CopilAgendaChange *change;

      if ((is_item && is_of_place (l->data)) || is_same (before, after))
        continue;
      if (!is_item && (g_str_equal (l->data, "items") || g_str_equal (l->data, "agenda")))
        continue;
      change = add_change (changes, COPIL_AGENDA_CHANGED, is_item ? now : NULL);
      change->field = g_strdup (l->data);
      change->old = to_text (before);
      change->now = to_text (after);
    }
}

/* -- Places ----------------------------------------------------------------------------------- */

static JsonArray *
get_items (JsonObject *content)
{
  JsonNode *node = json_object_get_member (content, "items");

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static guint
count_items (JsonArray *items)
{
  return items != NULL ? json_array_get_length (items) : 0;
}

static JsonObject *
get_item (JsonArray *items,
          guint      i)
{
  JsonNode *node = json_array_get_element (items, i);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GHashTable *
index_items (JsonArray *items)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count_items (items); i++)
    if (get_item (items, i) != NULL)
      g_hash_table_insert (index, (gpointer) get_text (get_item (items, i), "id"),
                           get_item (items, i));
  return index;
}

/* Of one parent, in the order of now: its items that were under it before as well. */
typedef struct
{
  GPtrArray *ids;
  GArray    *former; /* int: where they were in the old content */
} Siblings;

static void
siblings_free (gpointer data)
{
  Siblings *siblings = data;

  g_ptr_array_unref (siblings->ids);
  g_array_unref (siblings->former);
  g_free (siblings);
}

static Siblings *
ensure_siblings (GHashTable *parents,
                 const char *parent)
{
  Siblings *siblings = g_hash_table_lookup (parents, parent);

  if (siblings != NULL)
    return siblings;
  siblings = g_new0 (Siblings, 1);
  siblings->ids = g_ptr_array_new ();
  siblings->former = g_array_new (FALSE, FALSE, sizeof (int));
  g_hash_table_insert (parents, (gpointer) parent, siblings);
  return siblings;
}

static GHashTable *
find_positions (JsonArray *items)
{
  GHashTable *positions = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < count_items (items); i++)
    if (get_item (items, i) != NULL)
      g_hash_table_insert (positions, (gpointer) get_text (get_item (items, i), "id"),
                           GUINT_TO_POINTER (i));
  return positions;
}

static void
add_moved (GHashTable     *moved,
           const Siblings *siblings)
{
  copil_keep_longest_ascent (siblings->former);
  for (guint i = 0; i < siblings->ids->len; i++)
    if (g_array_index (siblings->former, int, i) < 0)
      g_hash_table_add (moved, g_ptr_array_index (siblings->ids, i));
}

/* (transfer full): a set of ids: under another parent, or elsewhere among the siblings that were
 * there before: whoever only makes room has not moved. */
static GHashTable *
find_moved (JsonArray  *old,
            GHashTable *old_index,
            JsonArray  *now)
{
  g_autoptr (GHashTable) positions = find_positions (old);
  g_autoptr (GHashTable) parents
    = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, siblings_free);
  GHashTable *moved = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer siblings;

  for (guint i = 0; i < count_items (now); i++)
    {
      JsonObject *item = get_item (now, i);
      const char *id = item != NULL ? get_text (item, "id") : NULL;
      JsonObject *before = id != NULL ? g_hash_table_lookup (old_index, id) : NULL;
      int position;

      if (before == NULL)
        continue;
      if (!g_str_equal (get_text (before, "parent"), get_text (item, "parent")))
        {
          g_hash_table_add (moved, (gpointer) id);
          continue;
        }
      siblings = ensure_siblings (parents, get_text (item, "parent"));
      position = GPOINTER_TO_INT (g_hash_table_lookup (positions, id));
      g_ptr_array_add (((Siblings *) siblings)->ids, (gpointer) id);
      g_array_append_val (((Siblings *) siblings)->former, position);
    }
  g_hash_table_iter_init (&iter, parents);
  while (g_hash_table_iter_next (&iter, NULL, &siblings))
    add_moved (moved, siblings);
  return moved;
}

/* -- All of it -------------------------------------------------------------------------------- */

static void
compare_item (GPtrArray  *changes,
              JsonObject *old,
              JsonObject *now,
              gboolean    moved)
{
  if (old == NULL)
    {
      add_change (changes, COPIL_AGENDA_ADDED, now);
      return;
    }
  if (moved)
    {
      CopilAgendaChange *change = add_change (changes, COPIL_AGENDA_MOVED, now);

      change->old = g_strdup (get_text (old, "number"));
      change->now = g_strdup (get_text (now, "number"));
    }
  compare_fields (changes, old, now, TRUE);
}

static void
compare_items (GPtrArray *changes,
               JsonArray *old,
               JsonArray *now)
{
  g_autoptr (GHashTable) old_index = index_items (old);
  g_autoptr (GHashTable) now_index = index_items (now);
  g_autoptr (GHashTable) moved = find_moved (old, old_index, now);

  for (guint i = 0; i < count_items (now); i++)
    {
      JsonObject *item = get_item (now, i);
      const char *id = item != NULL ? get_text (item, "id") : NULL;

      if (item != NULL)
        compare_item (changes, g_hash_table_lookup (old_index, id), item,
                      g_hash_table_contains (moved, id));
    }
  for (guint i = 0; i < count_items (old); i++)
    {
      JsonObject *item = get_item (old, i);

      if (item != NULL && !g_hash_table_contains (now_index, get_text (item, "id")))
        add_change (changes, COPIL_AGENDA_REMOVED, item);
    }
}

static JsonObject *
get_agenda (JsonObject *content)
{
  JsonNode *node = json_object_get_member (content, "agenda");

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : content;
}

GPtrArray *
copil_agenda_diff (JsonObject *old,
                   JsonObject *now)
{
  GPtrArray *changes = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_agenda_change_free);

  compare_fields (changes, old, now, FALSE);
  if (get_agenda (now) != now)
    compare_fields (changes, get_agenda (old), get_agenda (now), FALSE);
  compare_items (changes, get_items (get_agenda (old)), get_items (get_agenda (now)));
  return changes;
}
