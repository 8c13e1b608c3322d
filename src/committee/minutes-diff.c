/* minutes-diff.c: what changed between two contents of the minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/minutes-diff.h"

/* What is read of the entries of each list. */
static const struct
{
  const char *list;
  const char *fields[5];
} lists[] = {
  { "presents", { "name", "position", "seat", "mode" } },
  { "absents", { "name", "seat", "represented_by" } },
  { "mandates", { "giver", "holder" } },
  { "items", { "number", "title", "presenter", "meaning" } },
  { "decisions", { "words" } },
  { "actions", { "words", "owner", "due" } },
};

void
copil_minutes_change_free (CopilMinutesChange *self)
{
  g_free (self->section);
  g_free (self->title);
  g_free (self->old);
  g_free (self->now);
  g_free (self);
}

static void
add_change (GPtrArray  *changes,
            const char *section,
            const char *title,
            const char *old,
            const char *now)
{
  CopilMinutesChange change = { g_strdup (section), g_strdup (title), g_strdup (old),
                                g_strdup (now) };

  g_ptr_array_add (changes, g_memdup2 (&change, sizeof change));
}

/* Words that are the same tell nothing. */
static void
add_worded (GPtrArray  *changes,
            const char *section,
            const char *old,
            const char *now)
{
  gboolean same = g_str_equal (old, now);

  add_change (changes, section, "", same ? NULL : old, same ? NULL : now);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : "";
}

/* (nullable) */
static JsonObject *
entry_at (JsonObject *content,
          const char *list,
          guint       index)
{
  JsonNode *node = json_object_get_member (content, list);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  if (array == NULL || index >= json_array_get_length (array)
      || !JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, index)))
    return NULL;
  return json_array_get_object_element (array, index);
}

/* -- Lists ------------------------------------------------------------------------------------ */

/* A line an entry. */
static char *
read_list (JsonObject         *content,
           const char         *list,
           const char * const *fields)
{
  GString *text = g_string_new (NULL);
  JsonObject *entry;

  for (guint i = 0; (entry = entry_at (content, list, i)) != NULL; i++)
    {
      const char *separator = i > 0 ? "\n" : "";

      for (guint f = 0; fields[f] != NULL; f++)
        {
          const char *value = get_text (entry, fields[f]);

          if (*value == '\0')
            continue;
          g_string_append_printf (text, "%s%s", separator, value);
          separator = ", ";
        }
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_same (JsonObject *old,
         JsonObject *now,
         const char *member)
{
  JsonNode *before = json_object_get_member (old, member);
  JsonNode *after = json_object_get_member (now, member);

  return before == NULL || after == NULL ? before == after : json_node_equal (before, after);
}

static void
compare_lists (GPtrArray  *changes,
               JsonObject *old,
               JsonObject *now)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *before = read_list (old, lists[i].list, lists[i].fields);
      g_autofree char *after = read_list (now, lists[i].list, lists[i].fields);

      if (!is_same (old, now, lists[i].list))
        add_worded (changes, lists[i].list, before, after);
    }
}

/* What is no list: the place, the hours, the rules. */
static void
compare_rest (GPtrArray  *changes,
              JsonObject *old,
              JsonObject *now)
{
  g_autoptr (GList) names = json_object_get_members (now);

  for (GList *l = names; l != NULL; l = l->next)
    if (!JSON_NODE_HOLDS_ARRAY (json_object_get_member (now, l->data))
        && !is_same (old, now, l->data))
      add_worded (changes, l->data, get_text (old, l->data), get_text (now, l->data));
}

/* -- Paragraphs ------------------------------------------------------------------------------- */

/* (nullable): the entry of that id. */
static JsonObject *
find (JsonObject *content,
      const char *list,
      const char *id)
{
  JsonObject *entry;

  for (guint i = 0; (entry = entry_at (content, list, i)) != NULL; i++)
    if (g_str_equal (get_text (entry, "id"), id))
      return entry;
  return NULL;
}

static void
add_paragraph (GPtrArray  *changes,
               JsonObject *content,
               JsonObject *paragraph,
               const char *old,
               const char *now)
{
  JsonObject *item = find (content, "items", get_text (paragraph, "item"));
  g_autofree char *title =
    item != NULL ? g_strjoin ("  ", get_text (item, "number"), get_text (item, "title"), NULL)
                 : g_strdup ("");

  add_change (changes, get_text (paragraph, "section"), title, old, now);
}

static void
compare_paragraphs (GPtrArray  *changes,
                    JsonObject *old,
                    JsonObject *now)
{
  JsonObject *paragraph;

  for (guint i = 0; (paragraph = entry_at (now, "paragraphs", i)) != NULL; i++)
    {
      JsonObject *before = find (old, "paragraphs", get_text (paragraph, "id"));
      const char *words = get_text (paragraph, "words");

      if (before == NULL)
        add_paragraph (changes, now, paragraph, NULL, words);
      else if (!g_str_equal (get_text (before, "words"), words))
        add_paragraph (changes, now, paragraph, get_text (before, "words"), words);
      else if (!json_object_equal (before, paragraph))
        add_paragraph (changes, now, paragraph, NULL, NULL);
    }
  for (guint i = 0; (paragraph = entry_at (old, "paragraphs", i)) != NULL; i++)
    if (find (now, "paragraphs", get_text (paragraph, "id")) == NULL)
      add_paragraph (changes, old, paragraph, get_text (paragraph, "words"), NULL);
}

GPtrArray *
copil_minutes_diff (JsonObject *old,
                    JsonObject *now)
{
  GPtrArray *changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) copil_minutes_change_free);

  g_return_val_if_fail (old != NULL && now != NULL, changes);

  compare_rest (changes, old, now);
  compare_lists (changes, old, now);
  compare_paragraphs (changes, old, now);
  return changes;
}
