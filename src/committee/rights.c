/* rights.c: what a person may do in a committee
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/rights.h"

#include "core/instant.h"

/* As copil.covers (): the territory itself or one that it is part of; none is the country. */
static gboolean
covers (JsonObject           *assignment,
        const CopilTerritory *territory)
{
  gint64 id = json_object_get_int_member_with_default (assignment, "territory_id", 0);

  if (id == 0)
    return TRUE;
  for (const CopilTerritory *above = territory; above != NULL; above = above->parent)
    if (above->id == id)
      return TRUE;
  return FALSE;
}

static void
read_assignment (CopilCommitteeRights *self,
                 JsonObject           *assignment,
                 const CopilTerritory *territory)
{
  const char *role = json_object_get_string_member_with_default (assignment, "role", "");
  gint64 id = json_object_get_int_member_with_default (assignment, "territory_id", 0);

  if (g_str_equal (role, "administrator"))
    self->administers = TRUE;
  else if (g_str_equal (role, "secretariat") || g_str_equal (role, "pilot_coordinator"))
    self->prepares |= covers (assignment, territory);
  /* A key is of one committee: of its territory exactly. */
  else if (g_str_equal (role, "chair_state"))
    self->state |= id == territory->id;
  else if (g_str_equal (role, "chair_local"))
    self->local |= id == territory->id;
}

static void
read_person (CopilCommitteeRights *self,
             const char           *whoami,
             const CopilTerritory *territory)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *person;
  JsonArray *assignments;

  if (whoami == NULL || !json_parser_load_from_data (parser, whoami, -1, NULL) ||
      json_parser_get_root (parser) == NULL ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return;
  person = json_node_get_object (json_parser_get_root (parser));
  self->login = g_strdup (json_object_get_string_member_with_default (person, "login", NULL));
  if (!json_object_has_member (person, "assignments"))
    return;
  assignments = json_object_get_array_member (person, "assignments");
  for (guint i = 0; assignments != NULL && i < json_array_get_length (assignments); i++)
    read_assignment (self, json_array_get_object_element (assignments, i), territory);
}

static void
read_delegation (CopilCommitteeRights *self,
                 CopilRecord          *delegation,
                 const char           *day)
{
  gboolean is_state = g_str_equal (copil_record_get_word (delegation, "key"), "state");

  if (!g_str_equal (copil_record_get_word (delegation, "login"), self->login) ||
      copil_record_has (delegation, "revoked_at") ||
      !copil_record_is_in_force (delegation, day))
    return;
  self->delegated |= is_state ? !self->state : !self->local;
  self->state |= is_state;
  self->local |= !is_state;
}

void
copil_committee_rights_read (CopilCommitteeRights *self,
                             const char           *whoami,
                             const CopilTerritory *territory,
                             GListModel           *delegations,
                             GListModel           *members)
{
  g_autofree char *day = copil_instant_to_day (g_get_real_time ());

  copil_committee_rights_clear (self);
  read_person (self, whoami, territory);
  if (self->login == NULL)
    return;
  for (guint i = 0; delegations != NULL && i < g_list_model_get_n_items (delegations); i++)
    {
      g_autoptr(CopilRecord) delegation = g_list_model_get_item (delegations, i);

      read_delegation (self, delegation, day);
    }
  for (guint i = 0; members != NULL && i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr(CopilRecord) member = g_list_model_get_item (members, i);

      if (g_str_equal (copil_record_get_word (member, "login"), self->login))
        self->member = g_strdup (copil_record_get_id (member));
    }
}

void
copil_committee_rights_clear (CopilCommitteeRights *self)
{
  g_free (self->login);
  g_free (self->member);
  *self = (CopilCommitteeRights) { 0 };
}

const char *
copil_committee_rights_get_key (const CopilCommitteeRights *self)
{
  if (self->state == self->local)
    return NULL;
  return self->state ? "state" : "local";
}
