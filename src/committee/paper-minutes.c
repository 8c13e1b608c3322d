/* paper-minutes.c: the minutes of a sitting, as both chairs sign them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printed from the content that the chairs approve, and from nothing else: what is on the paper is
 * what the hash is of.
 */
#include "config.h"

#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "core/sitting-clock.h"

typedef struct
{
  CopilDocument *document;
  JsonObject    *content;
  const char    *hash;
  gboolean       final;
} Minutes;

/* Reading ----------------------------------------------------------------------------------- */

static const char *
get_text (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : "";
}

static gint64
get_number (JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

static gboolean
get_bool (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

static gint64
get_time (JsonObject *object,
          const char *member)
{
  gint64 instant = 0;

  copil_instant_parse (get_text (object, member), &instant);
  return instant;
}

/* Calls @add for each object of a list; FALSE when there is none. */
static gboolean
each (Minutes    *self,
      JsonObject *object,
      const char *member,
      void      (*add) (Minutes *self, JsonObject *entry, gpointer data),
      gpointer    data)
{
  JsonNode *node = json_object_get_member (object, member);
  JsonArray *list = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                 : NULL;
  guint n = list != NULL ? json_array_get_length (list) : 0;

  for (guint i = 0; i < n; i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (list, i)))
      add (self, json_array_get_object_element (list, i), data);
  return n > 0;
}

/* Presents ---------------------------------------------------------------------------------- */

static const char *
describe_capacity (JsonObject *present)
{
  const char *capacity = get_text (present, "capacity");

  if (strcmp (capacity, "deputy") == 0)
    return "suppléant";
  return strcmp (capacity, "guest") == 0 ? "sans voix" : "titulaire";
}

static const char *
describe_mode (JsonObject *present)
{
  const char *mode = get_text (present, "mode");

  if (strcmp (mode, "video") == 0)
    return "en visioconférence";
  return strcmp (mode, "phone") == 0 ? "par téléphone" : "en salle";
}

/* "9 h 30 – 11 h 10": only of those who came late or left early. */
static char *
describe_stays (Minutes    *self,
                JsonObject *present)
{
  JsonNode *node = json_object_get_member (present, "stays");
  JsonArray *stays = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  GString *text = g_string_new (NULL);
  gint64 opened = get_time (self->content, "opened_at");

  for (guint i = 0; stays != NULL && i < json_array_get_length (stays); i++)
    {
      JsonArray *stay = json_array_get_array_element (stays, i);
      gint64 since = 0, until = 0;
      g_autofree char *from = NULL, *to = NULL;

      copil_instant_parse (json_array_get_string_element (stay, 0), &since);
      if (!json_array_get_null_element (stay, 1))
        copil_instant_parse (json_array_get_string_element (stay, 1), &until);
      from = _copil_paper_format_hour (since);
      to = _copil_paper_format_hour (until);
      if (since > opened + COPIL_MINUTE)
        g_string_append_printf (text, "%sarrivée à %s", text->len > 0 ? ", " : "", from);
      if (until != 0)
        g_string_append_printf (text, "%sdépart à %s", text->len > 0 ? ", " : "", to);
    }
  return g_string_free (text, FALSE);
}

static void
add_present (Minutes    *self,
             JsonObject *present,
             gpointer    table)
{
  g_autofree char *name = _copil_paper_escape (get_text (present, "name"));
  g_autofree char *position = _copil_paper_escape (get_text (present, "position"));
  g_autofree char *college = _copil_paper_escape (get_text (present, "college"));
  g_autofree char *stays = describe_stays (self, present);
  g_autofree char *how = g_strdup_printf ("%s%s%s", describe_mode (present),
                                          *stays != '\0' ? ", " : "", stays);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, name);
  copil_table_builder_add_text (table, position);
  copil_table_builder_add_text (table, college);
  copil_table_builder_add_text (table, describe_capacity (present));
  copil_table_builder_add_text (table, how);
}

static void
add_presents (Minutes *self)
{
  CopilTableBuilder *table = copil_table_builder_new (NULL, NULL);

  copil_table_builder_add_column (table, "Nom", 1.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Fonction", 2.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Collège", 1.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Qualité", 0.8, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Présence", 1.4, COPIL_ALIGN_LEFT);
  if (!each (self, self->content, "presents", add_present, table))
    {
      copil_table_builder_add_row (table);
      copil_table_builder_add_text (table, "Personne");
    }
  copil_document_add_table (self->document, table);
}

static void
add_absent (Minutes    *self,
            JsonObject *absent,
            gpointer    data)
{
  GPtrArray *names = data;
  const char *name = get_text (absent, "name"), *by = get_text (absent, "represented_by");
  const char *seat = get_text (absent, "seat");
  gboolean excused = get_bool (absent, "excused");

  if (*name == '\0')
    g_ptr_array_add (names, g_strdup_printf ("%s (siège vacant)", seat));
  else if (*by != '\0')
    g_ptr_array_add (names, g_strdup_printf ("%s (représenté par %s)", name, by));
  else
    g_ptr_array_add (names, g_strdup_printf ("%s (%s)", name, excused ? "excusé" : "absent"));
}

static void
add_absents (Minutes *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autofree char *list = NULL;

  if (!each (self, self->content, "absents", add_absent, names))
    return;
  list = copil_format_list ((const char *const *) names->pdata);
  _copil_paper_add (self->document, "body", "Sièges non occupés\u00a0: %s.", list);
}

static void
add_mandate (Minutes    *self,
             JsonObject *mandate,
             gpointer    data)
{
  g_autofree char *since = _copil_paper_format_hour (get_time (mandate, "since"));

  _copil_paper_add (self->document, "body", "%s, %s, a donné pouvoir à %s, %s, à %s.",
                    get_text (mandate, "giver"), get_text (mandate, "giver_position"),
                    get_text (mandate, "holder"), get_text (mandate, "holder_position"), since);
}

/* Matters ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *section;
  const char *item; /* (nullable) */
} Place;

static void
add_paragraph (Minutes    *self,
               JsonObject *paragraph,
               gpointer    data)
{
  const Place *place = data;
  g_auto (GStrv) lines = NULL;

  if (strcmp (get_text (paragraph, "section"), place->section) != 0
      || (place->item != NULL && strcmp (get_text (paragraph, "item"), place->item) != 0))
    return;
  lines = g_strsplit (get_text (paragraph, "words"), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      _copil_paper_add (self->document, "body", "%s", lines[i]);
}

static void
add_section (Minutes    *self,
             const char *section,
             const char *item)
{
  Place place = { section, item };

  each (self, self->content, "paragraphs", add_paragraph, &place);
}

static const char *
describe_choice (const char *choice)
{
  if (strcmp (choice, "for") == 0)
    return "pour";
  if (strcmp (choice, "against") == 0)
    return "contre";
  return strcmp (choice, "abstain") == 0 ? "abstention" : "ne prend pas part au vote";
}

static void
add_ballot (Minutes    *self,
            JsonObject *ballot,
            gpointer    table)
{
  g_autofree char *seat = _copil_paper_escape (get_text (ballot, "seat"));
  g_autofree char *name = _copil_paper_escape (get_text (ballot, "name"));
  g_autofree char *who = g_strdup_printf ("%s%s", name,
                                          get_bool (ballot, "mandate") ? " (par pouvoir)" : "");
  g_autofree char *votes = g_strdup_printf ("%d", (int) get_number (ballot, "votes"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, seat);
  copil_table_builder_add_text (table, who);
  copil_table_builder_add_text (table, describe_choice (get_text (ballot, "choice")));
  copil_table_builder_add_text (table, votes);
}

/* What was called by name is printed by name; the numbers are in the paragraphs. */
static void
add_vote (Minutes    *self,
          JsonObject *vote,
          gpointer    data)
{
  JsonNode *ballots = json_object_get_member (vote, "ballots");
  CopilTableBuilder *table;

  if (ballots == NULL || !JSON_NODE_HOLDS_ARRAY (ballots)
      || json_array_get_length (json_node_get_array (ballots)) == 0)
    return;
  table = copil_table_builder_new ("Appel nominal", get_text (vote, "question"));
  copil_table_builder_add_column (table, "Siège", 2.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Exprimé par", 2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Vote", 1.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Voix", 0.4, COPIL_ALIGN_RIGHT);
  each (self, vote, "ballots", add_ballot, table);
  copil_document_add_table (self->document, table);
}

/* "Prévu : 25 min ; durée : 31 min." */
static void
add_times (Minutes    *self,
           JsonObject *item)
{
  gint64 planned = get_number (item, "planned"), elapsed = get_number (item, "elapsed");
  g_autofree char *plan = copil_format_duration (planned);
  g_autofree char *took = copil_format_duration (elapsed);
  g_autofree char *drift = copil_drift_format ((elapsed - planned) * COPIL_SECOND);

  if (elapsed > 0)
    _copil_paper_add (self->document, "note", "Durée prévue\u00a0: %s\u00a0; durée réelle\u00a0: %s (%s).",
                      plan, took, drift);
}

static void
add_item (Minutes    *self,
          JsonObject *item,
          gpointer    data)
{
  g_autofree char *title = g_strdup_printf ("%s. %s", get_text (item, "number"),
                                            get_text (item, "title"));
  g_autofree char *anchor = g_strdup_printf ("item-%s", get_text (item, "number"));

  _copil_paper_add_heading (self->document, title, anchor);
  if (*get_text (item, "presenter") != '\0')
    _copil_paper_add (self->document, "note", "Présentation\u00a0: %s%s.", get_text (item, "presenter"),
                      get_bool (item, "late") ? "\u00a0; point ajouté ou modifié après la convocation"
                                              : "");
  add_section (self, "item", get_text (item, "id"));
  each (self, item, "votes", add_vote, NULL);
  add_times (self, item);
}

/* Decisions and actions --------------------------------------------------------------------- */

static void
add_decision (Minutes    *self,
              JsonObject *decision,
              gpointer    table)
{
  g_autofree char *number = get_number (decision, "number") > 0
                              ? g_strdup_printf ("%d-%02d", (int) get_number (decision, "year"),
                                                 (int) get_number (decision, "number"))
                              : g_strdup ("à numéroter");
  g_autofree char *words = _copil_paper_escape (get_text (decision, "words"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, number);
  copil_table_builder_add_text (table, words);
}

static void
add_action (Minutes    *self,
            JsonObject *action,
            gpointer    table)
{
  g_autofree char *words = _copil_paper_escape (get_text (action, "words"));
  g_autofree char *owner = _copil_paper_escape (get_text (action, "owner"));
  g_autofree char *due = _copil_paper_format_date (get_text (action, "due"));

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
add_lists (Minutes *self)
{
  CopilTableBuilder *table;

  if (has_any (self->content, "decisions"))
    {
      _copil_paper_add_heading (self->document, "Décisions prises", "decisions");
      table = copil_table_builder_new (NULL, NULL);
      copil_table_builder_add_column (table, "N°", 0.8, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Décision", 6, COPIL_ALIGN_LEFT);
      each (self, self->content, "decisions", add_decision, table);
      copil_document_add_table (self->document, table);
    }
  if (has_any (self->content, "actions"))
    {
      _copil_paper_add_heading (self->document, "Actions à mener", "actions");
      table = copil_table_builder_new (NULL, NULL);
      copil_table_builder_add_column (table, "Action", 4, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Responsable", 1.8, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Échéance", 1.3, COPIL_ALIGN_LEFT);
      each (self, self->content, "actions", add_action, table);
      copil_document_add_table (self->document, table);
    }
}

/* The whole --------------------------------------------------------------------------------- */

typedef struct
{
  const char *chair;
  const char *name;
  const char *position;
} Chair;

static void
find_chair (Minutes    *self,
            JsonObject *present,
            gpointer    data)
{
  Chair *chair = data;

  if (strcmp (get_text (present, "chair"), chair->chair) == 0 && chair->name == NULL)
    {
      chair->name = get_text (present, "name");
      chair->position = get_text (present, "position");
    }
}

static void
add_chairs (Minutes *self)
{
  static const double halves[] = { 1, 1 };
  const char *local = get_text (self->content, "local_authority");
  Chair state = { "state", NULL, NULL }, authority = { "local", NULL, NULL };

  each (self, self->content, "presents", find_chair, &state);
  each (self, self->content, "presents", find_chair, &authority);
  copil_document_add_space (self->document, 14);
  copil_document_begin_columns (self->document, 2, halves);
  _copil_paper_add_signature (self->document, "État", state.name, state.position);
  copil_document_next_column (self->document);
  _copil_paper_add_signature (self->document, *local != '\0' ? local : "Collectivité",
                              authority.name, authority.position);
  copil_document_end_columns (self->document);
}

static void
add_title (Minutes *self)
{
  gint64 opened = get_time (self->content, "opened_at"), closed = get_time (self->content, "closed_at");
  g_autofree char *day = _copil_paper_format_day (opened != 0 ? opened
                                                              : get_time (self->content, "starts_at"));
  g_autofree char *from = _copil_paper_format_hour (opened);
  g_autofree char *to = _copil_paper_format_hour (closed);

  _copil_paper_add (self->document, "eyebrow", "%s", get_text (self->content, "committee"));
  _copil_paper_add (self->document, "title", "Procès-verbal");
  _copil_paper_add (self->document, "subtitle", "Séance n°\u00a0%d du %s, %s",
                    (int) get_number (self->content, "number"), day,
                    get_text (self->content, "place"));
  if (opened != 0 && closed != 0)
    _copil_paper_add (self->document, "body", "Séance ouverte à %s, levée à %s.", from, to);
  if (!self->final)
    copil_document_add_panel (self->document, "Projet",
                              "Document non achevé, qui n’est pas communicable en l’état "
                              "(article L.\u00a0311-2 du CRPA).");
}

static void
add_hash (Minutes *self)
{
  if (self->final)
    _copil_paper_add (self->document, "note",
                      "Contenu approuvé par les deux coprésidents. Empreinte SHA-256\u00a0: %s",
                      self->hash);
}

static void
attach_content (Minutes *self)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), self->content);
  char *text = json_to_string (node, TRUE);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  copil_document_add_attachment (self->document, "proces-verbal.json",
                                 "Contenu du procès-verbal", bytes);
}

static CopilDocument *
create_document (Minutes *self,
                 gboolean fictitious)
{
  gint64 at = get_time (self->content, "starts_at");
  g_autofree char *day = _copil_paper_format_day (at);
  g_autofree char *title = g_strdup_printf ("Procès-verbal de la séance du %s", day);
  g_autofree char *right = g_strdup_printf ("Séance du %s", day);
  g_autofree char *created = copil_instant_to_sql (at);
  CopilDocumentInfo info = {
    .title = title,
    .subject = self->final ? self->hash : "Projet",
    .running_left = get_text (self->content, "committee"),
    .running_right = right,
    .footer_left = self->final ? "Procès-verbal" : "Procès-verbal, projet non achevé",
    .footer_center = fictitious ? "données fictives" : NULL,
    .created = created,
  };

  return copil_document_new (&info);
}

CopilDocument *
copil_minutes_paper_new (JsonObject *minutes,
                         gboolean    fictitious,
                         GError    **error)
{
  JsonNode *content = json_object_get_member (minutes, "content");
  Minutes self = { .hash = get_text (minutes, "content_hash"),
                   .final = strcmp (get_text (minutes, "state"), "final") == 0 };

  if (content == NULL || !JSON_NODE_HOLDS_OBJECT (content))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "Ce procès-verbal n’est pas lisible.");
      return NULL;
    }
  self.content = json_node_get_object (content);
  self.document = create_document (&self, fictitious);
  add_title (&self);
  add_section (&self, "opening", NULL);
  _copil_paper_add_heading (self.document, "Présents et représentés", "presents");
  add_section (&self, "presents", NULL);
  add_presents (&self);
  add_absents (&self);
  each (&self, self.content, "mandates", add_mandate, NULL);
  each (&self, self.content, "items", add_item, NULL);
  add_section (&self, "decisions", NULL);
  add_lists (&self);
  add_section (&self, "actions", NULL);
  add_section (&self, "closing", NULL);
  add_chairs (&self);
  add_hash (&self);
  attach_content (&self);
  return self.document;
}
