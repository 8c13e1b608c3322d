/* mapping.c: what the columns of a file mean, as JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/mapping.h"

#include "core/fold.h"
#include "core/json-text.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

static const char *const layouts[] = { "long", "periods-across", "territories-across" };
static const char *const roles[] = { "ignore", "territory", "level", "territory-name", "period",
                                     "value" };

typedef struct
{
  JsonObject *object;
  GError    **error;
  gboolean    failed;
} Source;

static void
field_free (gpointer data)
{
  CopilMappingField *field = data;

  g_free (field->name);
  g_free (field->measure);
  g_free (field);
}

static void
rule_free (gpointer data)
{
  CopilRowRule *rule = data;

  g_free (rule->name);
  g_strfreev (rule->values);
  g_free (rule);
}

CopilMapping *
copil_mapping_new (void)
{
  CopilMapping *self = g_new0 (CopilMapping, 1);

  self->header_rows = 1;
  self->factor = 1;
  self->fields = g_ptr_array_new_with_free_func (field_free);
  self->ignore = g_ptr_array_new_with_free_func (rule_free);
  self->keep = g_ptr_array_new_with_free_func (rule_free);
  return self;
}

void
copil_mapping_free (CopilMapping *self)
{
  g_free (self->name);
  g_free (self->title);
  g_strfreev (self->recognise_headers);
  g_free (self->recognise_text);
  g_free (self->sheet);
  g_ptr_array_unref (self->fields);
  g_strfreev (self->sets);
  g_free (self->new_set);
  g_free (self->new_set_name);
  g_strfreev (self->missing);
  g_ptr_array_unref (self->ignore);
  g_ptr_array_unref (self->keep);
  g_strfreev (self->distinct);
  g_free (self->flag_label);
  g_strfreev (self->flags_provisional);
  g_strfreev (self->flags_estimated);
  g_free (self);
}

void
copil_mapping_add_field (CopilMapping  *self,
                         const char    *name,
                         CopilFieldRole role,
                         const char    *measure)
{
  CopilMappingField *field = g_new0 (CopilMappingField, 1);

  field->name = g_strdup (name);
  field->role = role;
  field->measure = g_strdup (measure);
  g_ptr_array_add (self->fields, field);
}

void
copil_mapping_name_set (CopilMapping *self,
                        const char   *file_name)
{
  const char *dot = strrchr (file_name, '.');
  g_autofree char *name = dot != NULL ? g_strndup (file_name, (gsize) (dot - file_name))
                                      : g_strdup (file_name);
  g_autofree char *folded = copil_fold (name);

  g_free (self->new_set);
  g_free (self->new_set_name);
  self->new_set = g_strdelimit (
    g_strdup_printf ("%s%.24s", g_ascii_isalpha (*folded) ? "" : "f-", folded), " ", '-');
  self->new_set_name = g_steal_pointer (&name);
}

const CopilMappingField *
copil_mapping_find_role (CopilMapping  *self,
                         CopilFieldRole role)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->fields, i);

      if (field->role == role)
        return field;
    }
  return NULL;
}

/* Reading ---------------------------------------------------------------------------------- */

static void
refuse (Source     *source,
        const char *key,
        const char *expected)
{
  if (!source->failed)
    g_set_error (source->error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_MAPPING,
                 _("Mapping: “%s” should be %s."), key, expected);
  source->failed = TRUE;
}

static JsonNode *
find (Source     *source,
      const char *key,
      GType       type,
      const char *expected)
{
  JsonNode *node = json_object_get_member (source->object, key);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type)
    return node;
  refuse (source, key, expected);
  return NULL;
}

static char *
get_text (Source     *source,
          const char *key)
{
  JsonNode *node = find (source, key, G_TYPE_STRING, _("a text"));

  return node != NULL ? json_node_dup_string (node) : NULL;
}

static guint
get_count (Source     *source,
           const char *key,
           guint       fallback,
           guint       most)
{
  JsonNode *node = find (source, key, G_TYPE_INT64, _("a number"));
  gint64 number = node != NULL ? json_node_get_int (node) : (gint64) fallback;

  if (number >= 0 && number <= (gint64) most)
    return (guint) number;
  refuse (source, key, _("a number"));
  return fallback;
}

static gboolean
get_flag (Source     *source,
          const char *key)
{
  JsonNode *node = find (source, key, G_TYPE_BOOLEAN, _("true or false"));

  return node != NULL && json_node_get_boolean (node);
}

static double
get_factor (Source *source)
{
  JsonNode *node = json_object_get_member (source->object, "factor");
  double factor = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : 1;

  if (isfinite (factor) && factor > 0)
    return factor;
  refuse (source, "factor", _("a number"));
  return 1;
}

static JsonArray *
get_array (Source     *source,
           const char *key)
{
  JsonNode *node = json_object_get_member (source->object, key);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  refuse (source, key, _("a list"));
  return NULL;
}

static GStrv
get_texts (Source     *source,
           const char *key)
{
  JsonArray *array = get_array (source, key);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (array == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
      else
        refuse (source, key, _("a list of texts"));
    }
  return g_strv_builder_end (builder);
}

static int
get_choice (Source            *source,
            const char        *key,
            const char *const *choices,
            guint              n,
            int                fallback)
{
  g_autofree char *text = get_text (source, key);

  if (text == NULL)
    return fallback;
  for (guint i = 0; i < n; i++)
    if (strcmp (text, choices[i]) == 0)
      return (int) i;
  refuse (source, key, choices[0]);
  return fallback;
}

/* Calls @each on every object of a list. */
static void
for_each_object (Source       *source,
                 const char   *key,
                 CopilMapping *mapping,
                 gpointer      target,
                 void        (*each) (Source *, CopilMapping *, gpointer))
{
  JsonArray *array = get_array (source, key);

  for (guint i = 0; array != NULL && !source->failed && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      Source inner = { NULL, source->error, FALSE };

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          refuse (source, key, _("a list of objects"));
          return;
        }
      inner.object = json_node_get_object (node);
      each (&inner, mapping, target);
      source->failed = inner.failed;
    }
}

static void
read_field (Source       *source,
            CopilMapping *mapping,
            gpointer      unused)
{
  g_autofree char *name = get_text (source, "name");
  g_autofree char *measure = get_text (source, "measure");
  int role = get_choice (source, "role", roles, G_N_ELEMENTS (roles), COPIL_ROLE_IGNORE);

  if (name == NULL)
    refuse (source, "name", _("a text"));
  else if (role == COPIL_ROLE_VALUE && measure == NULL)
    refuse (source, "measure", _("a text"));
  else
    copil_mapping_add_field (mapping, name, (CopilFieldRole) role, measure);
}

static void
read_rule (Source       *source,
           CopilMapping *mapping,
           gpointer      target)
{
  CopilRowRule *rule = g_new0 (CopilRowRule, 1);

  rule->name = get_text (source, "field");
  rule->values = get_texts (source, "in");
  if (rule->name == NULL || rule->values == NULL)
    refuse (source, "field", _("a text"));
  g_ptr_array_add (target, rule);
}

static void
read_object (Source       *source,
             const char   *key,
             CopilMapping *mapping,
             void        (*each) (Source *, CopilMapping *))
{
  JsonNode *node = json_object_get_member (source->object, key);
  Source inner = { NULL, source->error, source->failed };

  if (node == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      refuse (source, key, _("an object"));
      return;
    }
  inner.object = json_node_get_object (node);
  each (&inner, mapping);
  source->failed = inner.failed;
}

static void
read_schema (Source       *source,
             CopilMapping *mapping)
{
  mapping->missing = get_texts (source, "missingValues");
  for_each_object (source, "fields", mapping, NULL, read_field);
}

static void
read_dialect (Source       *source,
              CopilMapping *mapping)
{
  g_autofree char *decimal = get_text (source, "decimalChar");
  guint line = get_count (source, "headerRow", 0, G_MAXINT);

  mapping->header_row = line > 0 ? line - 1 : G_MAXUINT;
  mapping->header_rows = get_count (source, "headerRows", 1, 3);
  if (g_strcmp0 (decimal, ",") == 0)
    mapping->decimal = COPIL_DECIMAL_COMMA;
  else if (g_strcmp0 (decimal, ".") == 0)
    mapping->decimal = COPIL_DECIMAL_POINT;
  else if (decimal != NULL)
    refuse (source, "decimalChar", "\",\" / \".\"");
}

static void
read_recognise (Source       *source,
                CopilMapping *mapping)
{
  mapping->recognise_headers = get_texts (source, "headers");
  mapping->recognise_text = get_text (source, "text");
}

static void
read_flags (Source       *source,
            CopilMapping *mapping)
{
  mapping->flag_label = get_text (source, "label");
  mapping->flags_provisional = get_texts (source, "provisional");
  mapping->flags_estimated = get_texts (source, "estimated");
}

static void
read_new_set (Source       *source,
              CopilMapping *mapping)
{
  mapping->new_set = get_text (source, "code");
  mapping->new_set_name = get_text (source, "name");
}

static void
read_mapping (Source       *source,
              CopilMapping *self)
{
  g_autofree char *period = NULL;

  self->header_row = G_MAXUINT;
  self->name = get_text (source, "name");
  self->title = get_text (source, "title");
  self->sheet = get_text (source, "sheet");
  self->layout = (CopilFileLayout) get_choice (source, "layout", layouts, G_N_ELEMENTS (layouts), 0);
  self->sets = get_texts (source, "territorySets");
  self->distinct = get_texts (source, "distinct");
  self->sum = get_flag (source, "sum");
  self->fill = get_flag (source, "fill");
  self->factor = get_factor (source);
  period = get_text (source, "period");
  self->has_period = period != NULL;
  if (period != NULL && !copil_period_parse (period, &self->period))
    refuse (source, "period", "\"2023-07\" / \"2023-T3\" / \"2023\"");
  read_object (source, "recognise", self, read_recognise);
  read_object (source, "dialect", self, read_dialect);
  read_object (source, "schema", self, read_schema);
  read_object (source, "flags", self, read_flags);
  read_object (source, "newSet", self, read_new_set);
  for_each_object (source, "ignore", self, self->ignore, read_rule);
  for_each_object (source, "keep", self, self->keep, read_rule);
}

/**
 * copil_mapping_parse:
 * @json: see data/mapping/README.md for its keys
 *
 * Returns: (transfer full): the mapping, or %NULL with the key that is wrong
 */
CopilMapping *
copil_mapping_parse (const char *json,
                     gssize      length,
                     GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (CopilMapping) self = copil_mapping_new ();
  Source source = { NULL, error, FALSE };
  JsonNode *root;

  if (!json_parser_load_from_data (parser, json, length, error))
    {
      g_prefix_error (error, "%s", _("Mapping: "));
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      refuse (&source, "{}", _("an object"));
      return NULL;
    }
  if (!copil_json_is_text (root))
    {
      refuse (&source, "{}", _("UTF-8 text"));
      return NULL;
    }
  source.object = json_node_get_object (root);
  read_mapping (&source, self);
  return source.failed ? NULL : g_steal_pointer (&self);
}

/* Writing ---------------------------------------------------------------------------------- */

static void
put_text (JsonBuilder *builder,
          const char  *key,
          const char  *text)
{
  if (text == NULL)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

static void
put_texts (JsonBuilder *builder,
           const char  *key,
           GStrv        texts)
{
  if (texts == NULL)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; texts[i] != NULL; i++)
    json_builder_add_string_value (builder, texts[i]);
  json_builder_end_array (builder);
}

static void
put_rules (JsonBuilder *builder,
           const char  *key,
           GPtrArray   *rules)
{
  if (rules->len == 0)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rules->len; i++)
    {
      const CopilRowRule *rule = g_ptr_array_index (rules, i);

      json_builder_begin_object (builder);
      put_text (builder, "field", rule->name);
      put_texts (builder, "in", rule->values);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_fields (JsonBuilder  *builder,
            CopilMapping *self)
{
  json_builder_set_member_name (builder, "fields");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->fields->len; i++)
    {
      const CopilMappingField *field = g_ptr_array_index (self->fields, i);

      json_builder_begin_object (builder);
      put_text (builder, "name", field->name);
      put_text (builder, "type", field->role == COPIL_ROLE_VALUE ? "number" : "string");
      put_text (builder, "role", roles[field->role]);
      put_text (builder, "measure", field->measure);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
put_dialect (JsonBuilder  *builder,
             CopilMapping *self)
{
  json_builder_set_member_name (builder, "dialect");
  json_builder_begin_object (builder);
  if (self->header_row != G_MAXUINT)
    {
      json_builder_set_member_name (builder, "headerRow");
      json_builder_add_int_value (builder, (gint64) self->header_row + 1);
    }
  json_builder_set_member_name (builder, "headerRows");
  json_builder_add_int_value (builder, self->header_rows);
  if (self->decimal != COPIL_DECIMAL_UNKNOWN)
    put_text (builder, "decimalChar", self->decimal == COPIL_DECIMAL_COMMA ? "," : ".");
  json_builder_end_object (builder);
}

static void
put_flag (JsonBuilder *builder,
          const char  *key,
          gboolean     flag)
{
  if (!flag)
    return;
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, TRUE);
}

static void
put_flags (JsonBuilder  *builder,
           CopilMapping *self)
{
  if (self->flag_label == NULL)
    return;
  json_builder_set_member_name (builder, "flags");
  json_builder_begin_object (builder);
  put_text (builder, "label", self->flag_label);
  put_texts (builder, "provisional", self->flags_provisional);
  put_texts (builder, "estimated", self->flags_estimated);
  json_builder_end_object (builder);
}

static void
put_new_set (JsonBuilder  *builder,
             CopilMapping *self)
{
  if (self->new_set == NULL)
    return;
  json_builder_set_member_name (builder, "newSet");
  json_builder_begin_object (builder);
  put_text (builder, "code", self->new_set);
  put_text (builder, "name", self->new_set_name);
  json_builder_end_object (builder);
}

/**
 * copil_mapping_to_json:
 *
 * Returns: (transfer full): what copil_mapping_parse() reads back to the same mapping
 */
char *
copil_mapping_to_json (CopilMapping *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *period = self->has_period ? copil_period_to_id (self->period) : NULL;

  json_builder_begin_object (builder);
  put_text (builder, "name", self->name);
  put_text (builder, "title", self->title);
  put_text (builder, "sheet", self->sheet);
  put_text (builder, "layout", layouts[self->layout]);
  put_texts (builder, "territorySets", self->sets);
  put_text (builder, "period", period);
  put_dialect (builder, self);
  json_builder_set_member_name (builder, "schema");
  json_builder_begin_object (builder);
  put_fields (builder, self);
  put_texts (builder, "missingValues", self->missing);
  json_builder_end_object (builder);
  put_rules (builder, "ignore", self->ignore);
  put_rules (builder, "keep", self->keep);
  put_texts (builder, "distinct", self->distinct);
  put_flag (builder, "sum", self->sum);
  put_flag (builder, "fill", self->fill);
  if (self->factor != 1)
    {
      json_builder_set_member_name (builder, "factor");
      json_builder_add_double_value (builder, self->factor);
    }
  put_flags (builder, self);
  put_new_set (builder, self);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}
