/* annotator.c: which curves a person may write on
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/annotator.h"

#include <json-glib/json-glib.h>

/* As copil.require_annotator() has them. */
static const char * const roles[] = { "secretariat", "chair_state", "chair_local",
                                      "pilot_coordinator", NULL };

void
copil_annotator_clear (CopilAnnotator *self)
{
  g_clear_pointer (&self->login, g_free);
  g_clear_pointer (&self->territories, g_array_unref);
  self->everywhere = FALSE;
}

static void
read_assignment (CopilAnnotator *self,
                 JsonObject     *assignment)
{
  const char *role = json_object_get_string_member_with_default (assignment, "role", "");
  int territory = (int) json_object_get_int_member_with_default (assignment, "territory_id", 0);

  if (!g_strv_contains (roles, role))
    return;
  if (territory == 0)
    self->everywhere = TRUE;
  else
    g_array_append_val (self->territories, territory);
}

void
copil_annotator_parse (CopilAnnotator *self,
                       const char     *json)
{
  g_autoptr(JsonNode) root = json != NULL ? json_from_string (json, NULL) : NULL;
  JsonObject *object;
  JsonNode *list;

  copil_annotator_clear (self);
  self->territories = g_array_new (FALSE, FALSE, sizeof (int));
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return;
  object = json_node_get_object (root);
  self->login = g_strdup (json_object_get_string_member_with_default (object, "login", NULL));
  list = json_object_get_member (object, "assignments");
  if (list == NULL || !JSON_NODE_HOLDS_ARRAY (list))
    return;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (list)); i++)
    read_assignment (self, json_array_get_object_element (json_node_get_array (list), i));
}

gboolean
copil_annotator_may_write (const CopilAnnotator *self,
                           const CopilTerritory *territory)
{
  if (self->everywhere)
    return TRUE;
  for (const CopilTerritory *above = territory; above != NULL; above = above->parent)
    for (guint i = 0; self->territories != NULL && i < self->territories->len; i++)
      if (g_array_index (self->territories, int, i) == above->id)
        return TRUE;
  return FALSE;
}

gboolean
copil_annotator_may_remove (const CopilAnnotator  *self,
                            const CopilAnnotation *annotation,
                            CopilTerritoryList    *territories)
{
  const CopilTerritory *place = copil_territory_list_by_id (territories, annotation->territory);

  return place != NULL && copil_annotator_may_write (self, place);
}

gboolean
copil_annotator_may_edit (const CopilAnnotator  *self,
                          const CopilAnnotation *annotation,
                          CopilTerritoryList    *territories)
{
  return g_strcmp0 (self->login, annotation->login) == 0 &&
         copil_annotator_may_remove (self, annotation, territories);
}

GPtrArray *
copil_annotator_list_places (const CopilAnnotator *self,
                             const CopilTerritory *territory)
{
  GPtrArray *places = g_ptr_array_new ();

  for (const CopilTerritory *above = territory; above != NULL; above = above->parent)
    if (copil_annotator_may_write (self, above))
      g_ptr_array_add (places, (gpointer) above);
  return places;
}
