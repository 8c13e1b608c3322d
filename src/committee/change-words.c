/* change-words.c: what changed in an agenda or a convocation, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/change-words.h"

#include <stdlib.h>
#include <string.h>

#include "core/format.h"
#include "core/instant.h"

static const struct
{
  const char *field;
  const char *name;
} fields[] = {
  { "title", "Intitulé" },         { "body", "Texte" },           { "nature", "Nature" },
  { "presenter", "Présentation" }, { "seconds", "Durée" },        { "money", "Dépense" },
  { "documents", "Documents" },    { "views", "Figures" },        { "starts_at", "Date et heure" },
  { "place", "Lieu" },             { "remote", "À distance" },    { "urgency", "Urgence" },
  { "due_at", "À recevoir avant" }, { "quorum_required", "Quorum exigé" },
};

static const char *
name_field (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].field, field) == 0)
      return fields[i].name;
  return field;
}

static const char *
name_nature (const char *nature)
{
  if (strcmp (nature, "decision") == 0)
    return "Décision";
  return strcmp (nature, "advice") == 0 ? "Avis" : "Information";
}

/* (transfer full): "Rapport (4 pages), Annexe (1 page)"; figures: how many. */
static char *
describe_list (const char *field,
               const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = list != NULL ? json_array_get_length (list) : 0;
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (n, g_free, TRUE);

  if (strcmp (field, "views") == 0)
    return n > 0 ? copil_format_count (n, "figure", "figures") : g_strdup ("aucune");
  for (guint i = 0; i < n; i++)
    {
      JsonObject *document = json_array_get_object_element (list, i);
      g_autofree char *pages = copil_format_count (
        json_object_get_int_member_with_default (document, "pages", 0), "page", "pages");

      g_ptr_array_add (names, g_strdup_printf (
        "%s (%s)", json_object_get_string_member_with_default (document, "name", ""), pages));
    }
  return n > 0 ? copil_format_list ((const char *const *) names->pdata) : g_strdup ("aucun");
}

/* (transfer full): as it is read: a length, an hour, a word. */
static char *
describe_value (const char *field,
                const char *value)
{
  gint64 instant;

  if (value == NULL)
    return g_strdup ("—");
  if (strcmp (field, "seconds") == 0)
    return copil_format_duration (strtoll (value, NULL, 10));
  if (strcmp (field, "nature") == 0)
    return g_strdup (name_nature (value));
  if (strcmp (field, "documents") == 0 || strcmp (field, "views") == 0)
    return describe_list (field, value);
  if (strcmp (value, "true") == 0 || strcmp (value, "false") == 0)
    return g_strdup (*value == 't' ? "oui" : "non");
  if (g_str_has_suffix (field, "_at") && copil_instant_parse (value, &instant))
    return copil_instant_describe (instant);
  return g_strdup (*value != '\0' ? value : "—");
}

gboolean
copil_agenda_change_is_told (const CopilAgendaChange *self)
{
  return self->kind != COPIL_AGENDA_CHANGED || *self->id != '\0'
         || (strcmp (self->field, "committee") != 0 && strcmp (self->field, "second") != 0);
}

const char *
copil_agenda_change_name_field (const CopilAgendaChange *self)
{
  return self->kind == COPIL_AGENDA_MOVED ? "Place" : name_field (self->field);
}

char *
copil_agenda_change_describe_point (const CopilAgendaChange *self)
{
  return *self->id != '\0' ? g_strdup_printf ("%s. %s", self->number, self->title)
                           : g_strdup ("Séance");
}

static char *
describe (const CopilAgendaChange *self,
          const char              *value)
{
  return self->kind == COPIL_AGENDA_MOVED ? g_strdup_printf ("point %s", value)
                                          : describe_value (self->field, value);
}

char *
copil_agenda_change_describe_old (const CopilAgendaChange *self)
{
  return describe (self, self->old);
}

char *
copil_agenda_change_describe_now (const CopilAgendaChange *self)
{
  return describe (self, self->now);
}
