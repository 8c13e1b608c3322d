/* catalogue-reader.c: the fields of one JSON object, the first fault kept
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/catalogue-reader.h"

#include "core/json-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

JsonParser *
copil_reader_load (const char *json,
                   gssize      length,
                   GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) fault = NULL;
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  JsonNode *root = NULL;

  if (copil_json_is_shallow (json, size) && json_parser_load_from_data (parser, json, size, &fault))
    root = json_parser_get_root (parser);
  if (root && JSON_NODE_HOLDS_OBJECT (root))
    return g_steal_pointer (&parser);
  g_set_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_SYNTAX,
               _("The catalogue is not a readable JSON object: %s"), fault ? fault->message : "{…}");
  return NULL;
}

void
copil_reader_fail (CopilReader *self,
                   int          code,
                   const char  *field,
                   const char  *problem)
{
  if (self->failed)
    return;
  self->failed = TRUE;
  g_set_error (self->error, COPIL_CATALOGUE_ERROR, code, "%s, « %s »\u00A0: %s", self->where, field,
               problem);
}

static char *
name_entry (JsonNode   *node,
            const char *list,
            guint       rank)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonNode *code = object ? json_object_get_member (object, "code") : NULL;

  if (code && json_node_get_value_type (code) == G_TYPE_STRING)
    return g_strdup_printf ("%s[%u] « %s »", list, rank, json_node_get_string (code));
  return g_strdup_printf ("%s[%u]", list, rank);
}

void
copil_reader_init (CopilReader *self,
                   JsonNode    *node,
                   const char  *list,
                   guint        rank,
                   GError     **error)
{
  *self = (CopilReader) { .where = name_entry (node, list, rank), .error = error };
  if (JSON_NODE_HOLDS_OBJECT (node))
    self->object = json_node_get_object (node);
  else
    copil_reader_fail (self, COPIL_CATALOGUE_ERROR_SYNTAX, "{}", _("an object was expected"));
}

void
copil_reader_clear (CopilReader *self)
{
  g_clear_pointer (&self->where, g_free);
}

void
copil_reader_only (CopilReader        *self,
                   const char * const *allowed)
{
  g_autoptr (GList) members = self->object ? json_object_get_members (self->object) : NULL;

  for (GList *l = members; l; l = l->next)
    if (!g_strv_contains (allowed, l->data))
      copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, l->data, _("no such field"));
}

JsonNode *
copil_reader_node (CopilReader *self,
                   const char  *field)
{
  JsonNode *node = self->failed ? NULL : json_object_get_member (self->object, field);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

gboolean
copil_reader_has (CopilReader *self,
                  const char  *field)
{
  return copil_reader_node (self, field) != NULL;
}

char *
copil_reader_text (CopilReader *self,
                   const char  *field,
                   const char  *fallback)
{
  JsonNode *node = copil_reader_node (self, field);

  if (node && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (fallback || *text)
        return g_strdup (text);
    }
  else if (!node && fallback)
    return g_strdup (fallback);
  copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field, _("a text was expected"));
  return g_strdup ("");
}

static gboolean
is_number (JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

double
copil_reader_number (CopilReader *self,
                     const char  *field,
                     double       fallback,
                     double       low,
                     double       high)
{
  JsonNode *node = copil_reader_node (self, field);
  double number = node && is_number (node) ? json_node_get_double (node) : NAN;

  if (!node && !isnan (fallback))
    return fallback;
  if (number >= low && number <= high)
    return number;
  copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field,
                     _("a number within its bounds was expected"));
  return low;
}

int
copil_reader_int (CopilReader *self,
                  const char  *field,
                  int          fallback,
                  int          low,
                  int          high)
{
  double number = copil_reader_number (self, field, fallback, low, high);

  if (number != floor (number))
    copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field,
                       _("a whole number was expected"));
  return (int) number;
}

gboolean
copil_reader_bool (CopilReader *self,
                   const char  *field,
                   gboolean     fallback)
{
  JsonNode *node = copil_reader_node (self, field);

  if (!node)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field, _("true or false was expected"));
  return fallback;
}

static int
find_word (CopilReader     *self,
           const char      *field,
           const CopilWord *words,
           const char      *text)
{
  g_autoptr (GString) problem = g_string_new (NULL);

  for (guint i = 0; words[i].word; i++)
    if (g_strcmp0 (words[i].word, text) == 0)
      return words[i].value;
  for (guint i = 0; words[i].word; i++)
    g_string_append_printf (problem, "%s%s", i > 0 ? ", " : "", words[i].word);
  g_string_prepend (problem, _("one of these words was expected: "));
  copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field, problem->str);
  return words[0].value;
}

int
copil_reader_word (CopilReader     *self,
                   const char      *field,
                   const CopilWord *words,
                   const char      *fallback)
{
  g_autofree char *text = copil_reader_text (self, field, fallback);

  return find_word (self, field, words, text);
}

guint
copil_reader_flags (CopilReader     *self,
                    const char      *field,
                    const CopilWord *words)
{
  JsonArray *array = copil_reader_array (self, field);
  guint flags = 0;

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      gboolean text = json_node_get_value_type (item) == G_TYPE_STRING;

      flags |= 1u << find_word (self, field, words, text ? json_node_get_string (item) : "");
    }
  return flags;
}

CopilPeriod
copil_reader_period (CopilReader *self,
                     const char  *field,
                     CopilRhythm  rhythm)
{
  g_autofree char *text = copil_reader_text (self, field, NULL);
  CopilPeriod period = { rhythm, 0 };

  if (!copil_period_parse (text, &period) || period.rhythm != rhythm)
    copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field,
                       _("a period in the rhythm of the indicator was expected"));
  return period;
}

JsonArray *
copil_reader_array (CopilReader *self,
                    const char  *field)
{
  JsonNode *node = copil_reader_node (self, field);

  if (!node)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  copil_reader_fail (self, COPIL_CATALOGUE_ERROR_FIELD, field, _("a list was expected"));
  return NULL;
}
