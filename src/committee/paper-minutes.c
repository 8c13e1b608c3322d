/* paper-minutes.c: the minutes of a sitting, as both chairs sign them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printed from the content that the chairs approve, and from nothing else: what is on the paper is
 * what the hash is of.
 */
#include "config.h"

#include "committee/paper-content.h"
#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "core/instant.h"
#include "core/sitting-clock.h"

/* Matters ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *section;
  const char *item; /* (nullable) */
} Place;

static void
add_paragraph (CopilContent *self,
               JsonObject   *paragraph,
               gpointer      data)
{
  const Place *place = data;
  g_auto (GStrv) lines = NULL;

  if (strcmp (_copil_content_text (paragraph, "section"), place->section) != 0
      || (place->item != NULL && strcmp (_copil_content_text (paragraph, "item"), place->item) != 0))
    return;
  lines = g_strsplit (_copil_content_text (paragraph, "words"), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      _copil_paper_add (self->document, "body", "%s", lines[i]);
}

static void
add_section (CopilContent *self,
             const char   *section,
             const char   *item)
{
  Place place = { section, item };

  _copil_content_each (self, self->content, "paragraphs", add_paragraph, &place);
}

/* "Prévu : 25 min ; durée : 31 min." */
static void
add_times (CopilContent *self,
           JsonObject   *item)
{
  gint64 planned = _copil_content_number (item, "planned"), elapsed = _copil_content_number (item, "elapsed");
  g_autofree char *plan = copil_format_duration (planned);
  g_autofree char *took = copil_format_duration (elapsed);
  g_autofree char *drift = copil_drift_format ((elapsed - planned) * COPIL_SECOND);

  if (elapsed > 0)
    _copil_paper_add (self->document, "note", "Durée prévue\u00a0: %s\u00a0; durée réelle\u00a0: %s (%s).",
                      plan, took, drift);
}

static void
add_item (CopilContent *self,
          JsonObject   *item,
          gpointer      data)
{
  g_autofree char *title = g_strdup_printf ("%s. %s", _copil_content_text (item, "number"),
                                            _copil_content_text (item, "title"));
  g_autofree char *anchor = g_strdup_printf ("item-%s", _copil_content_text (item, "number"));

  _copil_paper_add_heading (self->document, title, anchor);
  if (*_copil_content_text (item, "presenter") != '\0')
    _copil_paper_add (self->document, "note", "Présentation\u00a0: %s%s.", _copil_content_text (item, "presenter"),
                      _copil_content_bool (item, "late") ? "\u00a0; point ajouté ou modifié après la convocation"
                                              : "");
  add_section (self, "item", _copil_content_text (item, "id"));
  _copil_content_each (self, item, "votes", _copil_content_add_vote, NULL);
  add_times (self, item);
}

/* Decisions and actions --------------------------------------------------------------------- */

static void
add_decision (CopilContent *self,
              JsonObject   *decision,
              gpointer      table)
{
  g_autofree char *number = _copil_content_number (decision, "number") > 0
                              ? copil_format_decision (_copil_content_number (decision, "year"),
                                                       _copil_content_number (decision, "number"))
                              : g_strdup ("à numéroter");
  g_autofree char *words = _copil_paper_escape (_copil_content_text (decision, "words"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, number);
  copil_table_builder_add_text (table, words);
}

static void
add_action (CopilContent *self,
            JsonObject   *action,
            gpointer      table)
{
  g_autofree char *words = _copil_paper_escape (_copil_content_text (action, "words"));
  g_autofree char *owner = _copil_paper_escape (_copil_content_text (action, "owner"));
  g_autofree char *due = copil_format_iso_date (_copil_content_text (action, "due"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, words);
  copil_table_builder_add_text (table, owner);
  copil_table_builder_add_text (table, due);
}

static gboolean
has_any (JsonObject *content,
         const char *member)
{
  JsonNode *node = json_object_get_member (content, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
         && json_array_get_length (json_node_get_array (node)) > 0;
}

static void
add_lists (CopilContent *self)
{
  CopilTableBuilder *table;

  if (has_any (self->content, "decisions"))
    {
      _copil_paper_add_heading (self->document, "Décisions prises", "decisions");
      table = copil_table_builder_new (NULL, NULL);
      copil_table_builder_add_column (table, "N°", 0.8, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Décision", 6, COPIL_ALIGN_LEFT);
      _copil_content_each (self, self->content, "decisions", add_decision, table);
      copil_document_add_table (self->document, table);
    }
  if (has_any (self->content, "actions"))
    {
      _copil_paper_add_heading (self->document, "Actions à mener", "actions");
      table = copil_table_builder_new (NULL, NULL);
      copil_table_builder_add_column (table, "Action", 4, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Responsable", 1.8, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Échéance", 1.3, COPIL_ALIGN_LEFT);
      _copil_content_each (self, self->content, "actions", add_action, table);
      copil_document_add_table (self->document, table);
    }
}

/* The whole --------------------------------------------------------------------------------- */

static void
add_title (CopilContent *self)
{
  gint64 opened = _copil_content_time (self->content, "opened_at"), closed = _copil_content_time (self->content, "closed_at");
  g_autofree char *day = copil_instant_describe_day (opened != 0 ? opened
                                                              : _copil_content_time (self->content, "starts_at"));
  g_autofree char *from = copil_instant_describe_hour (opened);
  g_autofree char *to = copil_instant_describe_hour (closed);

  _copil_paper_add (self->document, "eyebrow", "%s", _copil_content_text (self->content, "committee"));
  _copil_paper_add (self->document, "title", "Procès-verbal");
  _copil_paper_add (self->document, "subtitle", "Séance n°\u00a0%d du %s, %s",
                    (int) _copil_content_number (self->content, "number"), day,
                    _copil_content_text (self->content, "place"));
  if (opened != 0 && closed != 0)
    _copil_paper_add (self->document, "body", "Séance ouverte à %s, levée à %s.", from, to);
  _copil_content_add_draft (self);
}

static void
attach_content (CopilContent *self)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), self->content);
  char *text = json_to_string (node, TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  copil_document_add_attachment (self->document, "proces-verbal.json", "application/json",
                                 "Contenu du procès-verbal", bytes);
}

CopilDocument *
_copil_paper_create_minutes (CopilDossier           *dossier,
                             const CopilPaperInputs *inputs,
                             GError                **error)
{
  CopilContent self = { 0 };
  g_autofree char *day = NULL, *title = NULL;

  if (!_copil_content_open (&self, inputs->minutes, error))
    return NULL;
  day = copil_instant_describe_day (_copil_content_time (self.content, "starts_at"));
  title = g_strdup_printf ("Procès-verbal de la séance du %s", day);
  _copil_content_begin (&self, title, "Procès-verbal", inputs->fictitious);
  add_title (&self);
  add_section (&self, "opening", NULL);
  _copil_paper_add_heading (self.document, "Présents et représentés", "presents");
  add_section (&self, "presents", NULL);
  _copil_content_add_presents (&self);
  _copil_content_each (&self, self.content, "items", add_item, NULL);
  add_section (&self, "decisions", NULL);
  add_lists (&self);
  add_section (&self, "actions", NULL);
  add_section (&self, "closing", NULL);
  _copil_content_add_chairs (&self);
  _copil_content_add_hash (&self);
  attach_content (&self);
  return self.document;
}
