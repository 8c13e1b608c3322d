/* person-memory.c: who I was at a base, for a start without it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/person-memory.h"

#include "app/settings.h"

#include <json-glib/json-glib.h>

#define KEY "persons"
#define TYPE "a{s(ssb)}"
/* Bases come and go; the file does not grow with them. */
#define MAX_PERSONS 20

void
copil_person_clear (CopilPerson *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->position, g_free);
  self->fictitious = FALSE;
}

gboolean
copil_person_parse (CopilPerson *self,
                    const char  *json)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonObject *object;

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return FALSE;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return FALSE;
  object = json_node_get_object (root);
  copil_person_clear (self);
  self->name = g_strdup (json_object_get_string_member_with_default (object, "name", ""));
  self->position = g_strdup (json_object_get_string_member_with_default (object, "position", ""));
  return TRUE;
}

static char *
entry_name (const char *base,
            const char *login)
{
  return g_strconcat (base, "\n", login != NULL ? login : "", NULL);
}

void
copil_person_remember (const CopilPerson *self,
                       const char        *base,
                       const char        *login)
{
  GSettings *settings = copil_settings_get ();
  g_autoptr(GVariant) old = g_settings_get_value (settings, KEY);
  g_autofree char *entry = entry_name (base, login);
  GVariantBuilder builder;
  GVariantIter iter;
  const char *key, *name, *position;
  gboolean fictitious;
  guint n = 1;

  g_variant_builder_init (&builder, G_VARIANT_TYPE (TYPE));
  g_variant_builder_add (&builder, "{s(ssb)}", entry, self->name, self->position,
                         self->fictitious);
  g_variant_iter_init (&iter, old);
  while (g_variant_iter_loop (&iter, "{&s(&s&sb)}", &key, &name, &position, &fictitious))
    if (n < MAX_PERSONS && !g_str_equal (key, entry))
      {
        g_variant_builder_add (&builder, "{s(ssb)}", key, name, position, fictitious);
        n++;
      }
  g_settings_set_value (settings, KEY, g_variant_builder_end (&builder));
}

void
copil_person_recall (CopilPerson *self,
                     const char  *base,
                     const char  *login)
{
  g_autoptr(GVariant) known = g_settings_get_value (copil_settings_get (), KEY);
  g_autofree char *entry = entry_name (base, login);
  g_autoptr(GVariant) person = g_variant_lookup_value (known, entry, G_VARIANT_TYPE ("(ssb)"));

  if (person == NULL)
    return;
  copil_person_clear (self);
  g_variant_get (person, "(ssb)", &self->name, &self->position, &self->fictitious);
}
