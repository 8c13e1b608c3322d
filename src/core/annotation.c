/* annotation.c: a remark on an indicator of a territory at a month
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/annotation.h"

#include "core/format.h"
#include "core/json-text.h"

#include <gio/gio.h>

void
copil_annotation_free (CopilAnnotation *self)
{
  g_free (self->id);
  g_free (self->indicator);
  g_free (self->label);
  g_free (self->login);
  g_free (self->name);
  g_free (self->position);
  g_free (self);
}

CopilAnnotation *
copil_annotation_copy (const CopilAnnotation *self)
{
  CopilAnnotation *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->indicator = g_strdup (self->indicator);
  copy->label = g_strdup (self->label);
  copy->login = g_strdup (self->login);
  copy->name = g_strdup (self->name);
  copy->position = g_strdup (self->position);
  return copy;
}

/* -- Reading ---------------------------------------------------------------------------------- */

/* (nullable): not a text, and null, are none. */
static char *
read_text (JsonObject *object,
           const char *field)
{
  return g_strdup (json_object_get_string_member_with_default (object, field, NULL));
}

static gint64
read_number (JsonObject *object,
             const char *field)
{
  JsonNode *node = json_object_get_member (object, field);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (node);
}

/* NULL when what identifies it is not there. */
static CopilAnnotation *
read_annotation (JsonNode *node)
{
  g_autoptr (CopilAnnotation) self = g_new0 (CopilAnnotation, 1);
  g_autofree char *period = NULL;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  object = json_node_get_object (node);
  self->id = read_text (object, "id");
  self->indicator = read_text (object, "indicator");
  self->territory = (int) read_number (object, "territory");
  self->label = read_text (object, "label");
  self->login = read_text (object, "login");
  self->name = read_text (object, "name");
  self->position = read_text (object, "position");
  self->version = (int) read_number (object, "version");
  self->recorded = read_number (object, "recorded");
  self->edited = read_number (object, "edited");
  period = read_text (object, "period");
  if (self->id == NULL || self->indicator == NULL || self->label == NULL || self->login == NULL
      || period == NULL)
    return NULL;
  /* One of a year that no curve reaches is none that could be shown. */
  if (!copil_period_parse_sql (period, COPIL_RHYTHM_MONTH, &self->month))
    self->month = (CopilPeriod) { COPIL_RHYTHM_MONTH, 0 };
  return g_steal_pointer (&self);
}

GPtrArray *
copil_annotations_parse (const char  *json,
                         gssize       length,
                         GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GPtrArray) list
      = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_annotation_free);
  JsonNode *root;
  JsonArray *array;

  if (!json_parser_load_from_data (parser, json, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  array = root != NULL && JSON_NODE_HOLDS_ARRAY (root) && copil_json_is_text (root)
              ? json_node_get_array (root)
              : NULL;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      CopilAnnotation *annotation = read_annotation (json_array_get_element (array, i));

      if (annotation == NULL)
        array = NULL;
      else
        g_ptr_array_add (list, annotation);
    }
  if (array != NULL)
    return g_steal_pointer (&list);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "not a list of annotations");
  return NULL;
}

/* -- What it says ----------------------------------------------------------------------------- */

gboolean
copil_annotation_concerns (const CopilAnnotation *self,
                           const CopilTerritory  *territory,
                           CopilTerritoryList    *territories)
{
  const CopilTerritory *place = copil_territory_list_by_id (territories, self->territory);

  return place != NULL
         && (place->level == COPIL_LEVEL_FRANCE || copil_territory_is_within (territory, place));
}

const char *
copil_annotation_get_wait (const CopilAnnotation *self)
{
  static const char *const words[] = {
    [COPIL_ANNOTATION_RECORDED] = NULL,
    [COPIL_ANNOTATION_ADDING] = "en attente",
    [COPIL_ANNOTATION_CHANGING] = "correction en attente",
    [COPIL_ANNOTATION_REMOVING] = "retrait en attente",
  };

  return words[self->state];
}

static char *
format_day (gint64 seconds)
{
  g_autoptr (GTimeZone) paris = g_time_zone_new_identifier ("Europe/Paris");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = NULL;
  GDate date;
  int year, month, day;

  if (utc == NULL)
    return g_strdup ("");
  local = paris != NULL ? g_date_time_to_timezone (utc, paris) : g_date_time_ref (utc);
  g_date_time_get_ymd (local, &year, &month, &day);
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return copil_format_date (&date);
}

char *
copil_annotation_sign (const CopilAnnotation *self)
{
  g_autofree char *day = format_day (self->recorded);
  GString *text = g_string_new (self->name != NULL ? self->name : self->login);

  if (self->position != NULL)
    g_string_append_printf (text, ", %s", self->position);
  g_string_append_printf (text, ", %s", day);
  if (self->edited != 0)
    {
      g_autofree char *edited = format_day (self->edited);

      g_string_append_printf (text, ", corrigée le" COPIL_NBSP "%s", edited);
    }
  return g_string_free (text, FALSE);
}
