/* person.c: who one is at a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/person.h"

#include <json-glib/json-glib.h>

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
