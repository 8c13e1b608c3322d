/* regime-read.c: regimes from JSON, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/regime-private.h"

#include "core/format.h"
#include "core/json-text.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
fail (GError    **error,
      const char *problem,
      const char *what)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "Régime juridique" COPIL_NBSP ": %s «" COPIL_NNBSP "%s" COPIL_NNBSP "».", problem,
               what);
  return FALSE;
}

static void
fail_object (GError **error)
{
  fail (error, "un objet JSON est attendu", "{…}");
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* Null and what is not there are no text; FALSE for what is something else. */
static gboolean
read_text (JsonObject *object,
           const char *field,
           char      **text)
{
  JsonNode *node = json_object_get_member (object, field);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_STRING
      || !g_utf8_validate (json_node_get_string (node), -1, NULL))
    return FALSE;
  *text = json_node_dup_string (node);
  if (**text == '\0')
    g_clear_pointer (text, g_free);
  return TRUE;
}

static gboolean
read_entry (JsonObject     *object,
            CopilRule       rule,
            CopilRuleEntry *entry)
{
  JsonNode *value = json_object_get_member (object, "value");
  JsonNode *verified = json_object_get_member (object, "verified");
  g_autofree char *setter = NULL;

  if (value == NULL || !_copil_rule_read (rule, value, &entry->value))
    return FALSE;
  if (verified != NULL && json_node_get_value_type (verified) != G_TYPE_BOOLEAN)
    return FALSE;
  entry->verified = verified != NULL && json_node_get_boolean (verified);
  if (!read_text (object, "article", &entry->article) || !read_text (object, "note", &entry->note)
      || !read_text (object, "source", &entry->source) || !read_text (object, "set_by", &setter))
    return FALSE;
  entry->own = g_strcmp0 (setter, "committee") == 0;
  return entry->own ? entry->source != NULL : setter == NULL || g_str_equal (setter, "profile");
}

/* Of a rule that is not there: whether it need not be. */
static gboolean
leave_unsaid (CopilRule       rule,
              CopilRuleEntry *entry)
{
  const char *note = _copil_rule_get_unsaid (rule);

  if (note == NULL)
    return FALSE;
  entry->value = (CopilRuleValue) { TRUE, 0, 1 };
  entry->note = g_strdup (note);
  return TRUE;
}

CopilRegime *
copil_regime_read (JsonObject *rules,
                   GError    **error)
{
  g_autoptr (CopilRegime) self = _copil_regime_new ();

  if (rules == NULL)
    {
      fail_object (error);
      return NULL;
    }
  for (guint i = 0; i < COPIL_N_RULES; i++)
    {
      const char *name = copil_rule_get_name (i);
      JsonNode *node = json_object_get_member (rules, name);

      if (node == NULL && leave_unsaid (i, &self->entries[i]))
        continue;
      if (node == NULL)
        fail (error, "il manque la règle", name);
      else if (!JSON_NODE_HOLDS_OBJECT (node)
               || !read_entry (json_node_get_object (node), i, &self->entries[i]))
        fail (error, "la règle n’est pas lisible", name);
      else
        continue;
      return NULL;
    }
  return g_steal_pointer (&self);
}

JsonParser *
_copil_regime_load (const char *json,
                    gssize      length,
                    GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  JsonNode *root = NULL;

  if (copil_json_is_shallow (json, size)
      && json_parser_load_from_data (parser, json, (gssize) size, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) && copil_json_is_text (root))
    return g_steal_pointer (&parser);
  fail_object (error);
  return NULL;
}

CopilRegime *
copil_regime_parse (const char *json,
                    gssize      length,
                    GError    **error)
{
  g_autoptr (JsonParser) parser = _copil_regime_load (json, length, error);

  if (parser == NULL)
    return NULL;
  return copil_regime_read (json_node_get_object (json_parser_get_root (parser)), error);
}

/* -- Resolving -------------------------------------------------------------------------------- */

static CopilRegime *
copy (CopilRegime *profile)
{
  CopilRegime *self = _copil_regime_new ();

  for (guint i = 0; i < COPIL_N_RULES; i++)
    {
      CopilRuleEntry *entry = &self->entries[i];

      *entry = profile->entries[i];
      entry->article = g_strdup (entry->article);
      entry->note = g_strdup (entry->note);
      entry->source = g_strdup (entry->source);
    }
  return self;
}

/* The article and the note of the profile stay, to tell what was departed from. */
static gboolean
override (CopilRegime *self,
          CopilRule    rule,
          JsonNode    *node,
          GError     **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  CopilRuleEntry *entry = &self->entries[rule];
  JsonNode *value = object != NULL ? json_object_get_member (object, "value") : NULL;
  g_autofree char *source = NULL;

  if (value == NULL || !_copil_rule_read (rule, value, &entry->value))
    return fail (error, "valeur que ne peut pas prendre la règle", copil_rule_get_title (rule));
  if (!read_text (object, "source", &source) || source == NULL)
    return fail (error, "il manque l’article du règlement intérieur qui fixe la règle",
                 copil_rule_get_title (rule));
  g_free (entry->source);
  entry->source = g_steal_pointer (&source);
  entry->own = TRUE;
  return TRUE;
}

CopilRegime *
copil_regime_resolve (CopilRegime *profile,
                      JsonObject  *overrides,
                      GError     **error)
{
  g_autoptr (CopilRegime) self = copy (profile);
  g_autoptr (GList) names = overrides != NULL ? json_object_get_members (overrides) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      CopilRule rule;

      if (!copil_rule_find (l->data, &rule))
        fail (error, "règle inconnue", l->data);
      else if (override (self, rule, json_object_get_member (overrides, l->data), error))
        continue;
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void
write_text (JsonBuilder *builder,
            const char  *field,
            const char  *text)
{
  json_builder_set_member_name (builder, field);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
write_entry (JsonBuilder          *builder,
             CopilRule             rule,
             const CopilRuleEntry *entry)
{
  json_builder_set_member_name (builder, copil_rule_get_name (rule));
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "value");
  _copil_rule_write (rule, &entry->value, builder);
  write_text (builder, "article", entry->article);
  json_builder_set_member_name (builder, "verified");
  json_builder_add_boolean_value (builder, entry->verified);
  write_text (builder, "note", entry->note);
  write_text (builder, "set_by", entry->own ? "committee" : "profile");
  write_text (builder, "source", entry->source);
  json_builder_end_object (builder);
}

char *
copil_regime_to_json (CopilRegime *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  for (guint i = 0; i < COPIL_N_RULES; i++)
    write_entry (builder, i, &self->entries[i]);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}
