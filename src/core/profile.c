/* profile.c: the regimes that the program knows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/regime-private.h"

#include "core/resources.h"

#include <string.h>

void
copil_profile_free (CopilProfile *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->summary);
  g_clear_pointer (&self->regime, copil_regime_unref);
  g_free (self);
}

static char *
read_text (JsonObject *object,
           const char *field)
{
  return g_strdup (json_object_get_string_member_with_default (object, field, NULL));
}

static CopilProfile *
read_profile (JsonNode *node,
              GError  **error)
{
  g_autoptr (CopilProfile) self = g_new0 (CopilProfile, 1);
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *rules = object != NULL ? json_object_get_member (object, "rules") : NULL;

  if (rules == NULL || !JSON_NODE_HOLDS_OBJECT (rules))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "profile without rules");
      return NULL;
    }
  self->code = read_text (object, "code");
  self->name = read_text (object, "name");
  self->summary = read_text (object, "summary");
  self->regime = copil_regime_read (json_node_get_object (rules), error);
  if (self->regime == NULL)
    g_prefix_error (error, "%s: ", self->code != NULL ? self->code : "?");
  else if (self->code == NULL || self->name == NULL || self->summary == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "profile without a name");
  else
    return g_steal_pointer (&self);
  return NULL;
}

static JsonArray *
profiles_of (JsonParser *parser,
             GError    **error)
{
  JsonObject *root = json_node_get_object (json_parser_get_root (parser));
  JsonNode *node = json_object_get_member (root, "profiles");

  if (json_object_get_int_member_with_default (root, "version", 0) == 1 && node != NULL
      && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not regimes of version 1");
  return NULL;
}

GPtrArray *
copil_profiles_parse (const char *json,
                      gssize      length,
                      GError    **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_profile_free);
  g_autoptr (JsonParser) parser = _copil_regime_load (json, length, error);
  JsonArray *array = parser != NULL ? profiles_of (parser, error) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      CopilProfile *profile = read_profile (json_array_get_element (array, i), error);

      if (profile == NULL)
        return NULL;
      g_ptr_array_add (list, profile);
    }
  return array != NULL ? g_steal_pointer (&list) : NULL;
}

GPtrArray *
copil_profiles_load (GError **error)
{
  g_autoptr (GBytes) bytes = copil_resources_lookup (COPIL_REGIMES_RESOURCE, error);
  gsize size;
  const char *json;

  if (bytes == NULL)
    return NULL;
  json = g_bytes_get_data (bytes, &size);
  return copil_profiles_parse (json, (gssize) size, error);
}

CopilProfile *
copil_profiles_find (GPtrArray  *profiles,
                     const char *code)
{
  for (guint i = 0; i < profiles->len; i++)
    {
      CopilProfile *profile = g_ptr_array_index (profiles, i);

      if (g_strcmp0 (profile->code, code) == 0)
        return profile;
    }
  return NULL;
}
