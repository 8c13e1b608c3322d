/* import-rights.c: who may deliver which figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/import-rights.h"

#include "core/format.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

static void
read_assignment (CopilImportRights *self,
                 JsonObject        *assignment)
{
  const char *role = json_object_get_string_member_with_default (assignment, "role", "");
  const char *producer = json_object_get_string_member_with_default (assignment, "producer", NULL);

  self->administers |= g_str_equal (role, "administrator");
  if (!g_str_equal (role, "data_feed"))
    return;
  self->feeds = TRUE;
  self->all |= producer == NULL;
  if (producer != NULL)
    g_ptr_array_add (self->producers, g_strdup (producer));
}

void
copil_import_rights_init (CopilImportRights *self,
                          const char        *json)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root;
  JsonArray *assignments;

  *self = (CopilImportRights) { .producers = g_ptr_array_new_with_free_func (g_free) };
  if (json == NULL || !json_parser_load_from_data (parser, json, -1, NULL))
    return;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) ||
      !json_object_has_member (json_node_get_object (root), "assignments"))
    return;
  self->known = TRUE;
  assignments = json_object_get_array_member (json_node_get_object (root), "assignments");
  for (guint i = 0; assignments != NULL && i < json_array_get_length (assignments); i++)
    read_assignment (self, json_array_get_object_element (assignments, i));
}

void
copil_import_rights_clear (CopilImportRights *self)
{
  g_clear_pointer (&self->producers, g_ptr_array_unref);
}

static char *
join (GPtrArray *texts)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) items = NULL;

  for (guint i = 0; i < texts->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (texts, i));
  items = g_strv_builder_end (builder);
  return copil_format_list ((const char * const *) items);
}

char *
copil_import_rights_refuse (const CopilImportRights *self,
                            GPtrArray               *producers)
{
  g_autofree char *makers = join (producers), *mine = join (self->producers);

  if (!self->known || self->all)
    return NULL;
  if (!self->feeds && producers->len == 0)
    return g_strdup (_("Your account reads figures and does not deliver any: you can check this "
                       "file, not import it. Only the accounts that deliver data import."));
  if (!self->feeds)
    /* translators: %s is one producer or more: "Insee et Drees" */
    return g_strdup_printf (_("Your account reads figures and does not deliver any: you can check "
                              "this file, not import it. The account that delivers the data of "
                              "%s can."),
                            makers);
  for (guint i = 0; i < producers->len; i++)
    if (!g_ptr_array_find_with_equal_func (self->producers, g_ptr_array_index (producers, i),
                                           g_str_equal, NULL))
      /* translators: both are one producer or more */
      return g_strdup_printf (_("This file holds figures of %s; your account delivers those of %s. "
                                "You can check it, not import it."),
                              makers, mine);
  return NULL;
}
