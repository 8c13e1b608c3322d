/* paper-changes.c: what a later convocation changes in the one before it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compared from the two contents that both chairs approved, so that what was sent is what is told.
 */
#include "config.h"

#include "committee/paper-private.h"

#include <stdlib.h>
#include <string.h>

#include "core/format.h"
#include "core/instant.h"

/* The last convocation but @before; NULL: there are not so many. */
static CopilRecord *
find_version (CopilDossier *dossier,
              guint         before)
{
  guint n = copil_dossier_count (dossier, "convocation");

  return n > before ? copil_dossier_get (dossier, "convocation", n - 1 - before) : NULL;
}

const char *
_copil_paper_miss_changes (CopilDossier *dossier)
{
  return find_version (dossier, 1) == NULL
           ? "La convocation n’a pas changé depuis son envoi\u00a0: il n’y a pas de feuille de "
             "modifications."
           : NULL;
}

/* Values ------------------------------------------------------------------------------------ */

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

/* Changes ----------------------------------------------------------------------------------- */

/* What is told of the whole: what follows from the rest is left out. */
static gboolean
is_told (const CopilAgendaChange *change)
{
  return change->kind != COPIL_AGENDA_CHANGED || *change->id != '\0'
         || (strcmp (change->field, "committee") != 0 && strcmp (change->field, "second") != 0);
}

static void
add_text (CopilTableBuilder *table,
          const char        *text)
{
  g_autofree char *markup = _copil_paper_escape (text);

  copil_table_builder_add_text (table, markup);
}

static void
add_change_row (CopilTableBuilder       *table,
                const CopilAgendaChange *change)
{
  gboolean moved = change->kind == COPIL_AGENDA_MOVED;
  g_autofree char *old = moved ? g_strdup_printf ("point %s", change->old)
                               : describe_value (change->field, change->old);
  g_autofree char *now = moved ? g_strdup_printf ("point %s", change->now)
                               : describe_value (change->field, change->now);
  g_autofree char *point = *change->id != '\0'
                             ? g_strdup_printf ("%s. %s", change->number, change->title)
                             : g_strdup ("Séance");

  copil_table_builder_add_row (table);
  add_text (table, point);
  add_text (table, moved ? "Place" : name_field (change->field));
  add_text (table, old);
  add_text (table, now);
}

/* Moved and changed, with before and after. */
static void
add_changed (CopilPaper *self,
             GPtrArray  *changes)
{
  CopilTableBuilder *table = NULL;

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilAgendaChange *change = changes->pdata[i];

      if (!is_told (change) || change->kind < COPIL_AGENDA_MOVED)
        continue;
      if (table == NULL)
        {
          _copil_paper_add_heading (self->document, "Ce qui est modifié", "changed");
          table = copil_table_builder_new (NULL, NULL);
          copil_table_builder_add_column (table, "Point", 2.4, COPIL_ALIGN_LEFT);
          copil_table_builder_add_column (table, "Objet", 1, COPIL_ALIGN_LEFT);
          copil_table_builder_add_column (table, "Avant", 2, COPIL_ALIGN_LEFT);
          copil_table_builder_add_column (table, "Après", 2, COPIL_ALIGN_LEFT);
        }
      add_change_row (table, change);
    }
  if (table != NULL)
    copil_document_add_table (self->document, table);
}

static void
add_points (CopilPaper            *self,
            GPtrArray             *changes,
            CopilAgendaChangeKind  kind,
            const char            *title)
{
  gboolean any = FALSE;

  for (guint i = 0; i < changes->len; i++)
    {
      const CopilAgendaChange *change = changes->pdata[i];

      if (change->kind != kind)
        continue;
      if (!any)
        _copil_paper_add_heading (self->document, title, NULL);
      any = TRUE;
      _copil_paper_add (self->document, "body", "%s. %s%s", change->number, change->title,
                        kind == COPIL_AGENDA_ADDED ? "\u00a0: point inscrit après la convocation."
                                                   : ".");
    }
}

static void
add_late (CopilPaper *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, NULL, TRUE);
  g_autofree char *list = NULL;

  for (guint i = 0; i < self->agenda->len; i++)
    {
      const CopilAgendaEntry *entry = self->agenda->pdata[i];

      if (copil_record_get_bool (entry->item, "late"))
        g_ptr_array_add (names, entry->number);
    }
  if (names->len == 0)
    return;
  list = copil_format_list ((const char *const *) names->pdata);
  _copil_paper_add (self->document, "note",
                    names->len == 1 ? "Point ajouté ou modifié après la première convocation\u00a0: %s."
                                    : "Points ajoutés ou modifiés après la première convocation\u00a0: %s.",
                    list);
}

static void
add_versions (CopilPaper  *self,
              CopilRecord *before,
              CopilRecord *now)
{
  g_autofree char *first = copil_instant_describe (copil_record_get_time (before, "sent_at"));
  g_autofree char *last = copil_instant_describe (copil_record_get_time (now, "sent_at"));

  _copil_paper_add (self->document, "body",
                    "La version %d de la convocation, envoyée le %s, remplace la version %d, envoyée "
                    "le %s. Les coprésidents ont approuvé l’une et l’autre.",
                    (int) copil_record_get_int (now, "version"), last,
                    (int) copil_record_get_int (before, "version"), first);
}

void
_copil_paper_changes (CopilPaper *self)
{
  CopilRecord *before = find_version (self->dossier, 1), *now = find_version (self->dossier, 0);
  JsonObject *old = copil_record_get_object (before, "content");
  JsonObject *new = copil_record_get_object (now, "content");
  g_autoptr (GPtrArray) changes = old != NULL && new != NULL ? copil_agenda_diff (old, new) : NULL;

  add_versions (self, before, now);
  if (changes == NULL)
    return;
  add_points (self, changes, COPIL_AGENDA_ADDED, "Points ajoutés");
  add_points (self, changes, COPIL_AGENDA_REMOVED, "Points retirés");
  add_changed (self, changes);
  _copil_paper_add_heading (self->document, "Ordre du jour en vigueur", "agenda");
  _copil_paper_add_agenda (self, TRUE);
  add_late (self);
  _copil_paper_add_signatures (self);
}
