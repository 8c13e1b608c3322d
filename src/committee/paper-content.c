/* paper-content.c: what the minutes say, read and written for the documents that come of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-content.h"

#include <string.h>

#include "committee/paper-private.h"
#include "core/format.h"
#include "core/instant.h"

gboolean
_copil_content_open (CopilContent *self,
                     JsonObject   *minutes,
                     GError      **error)
{
  JsonNode *content = minutes != NULL ? json_object_get_member (minutes, "content") : NULL;

  if (content == NULL || !JSON_NODE_HOLDS_OBJECT (content))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "Ce procès-verbal n’est pas lisible.");
      return FALSE;
    }
  self->content = json_node_get_object (content);
  self->hash = _copil_content_text (minutes, "content_hash");
  self->final = strcmp (_copil_content_text (minutes, "state"), "final") == 0;
  return TRUE;
}

void
_copil_content_begin (CopilContent *self,
                      const char   *title,
                      const char   *kind,
                      gboolean      fictitious)
{
  gint64 at = _copil_content_time (self->content, "starts_at");
  g_autofree char *day = copil_instant_describe_day (at);
  g_autofree char *right = g_strdup_printf ("Séance du %s", day);
  g_autofree char *draft = g_strdup_printf ("%s, projet non achevé", kind);
  g_autofree char *created = copil_instant_to_sql (at);
  CopilDocumentInfo info = {
    .title = title,
    .subject = self->final ? self->hash : "Projet",
    .running_left = _copil_content_text (self->content, "committee"),
    .running_right = right,
    .footer_left = self->final ? kind : draft,
    .footer_center = fictitious ? "données fictives" : NULL,
    .created = created,
  };

  self->document = copil_document_new (&info);
}

void
_copil_content_add_draft (CopilContent *self)
{
  if (!self->final)
    copil_document_add_panel (self->document, "Projet",
                              "Document non achevé, qui n’est pas communicable en l’état "
                              "(article L.\u00a0311-2 du CRPA).");
}

/* Reading ----------------------------------------------------------------------------------- */

const char *
_copil_content_text (JsonObject *object,
                     const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node) : "";
}

gint64
_copil_content_number (JsonObject *object,
                       const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_int (node) : 0;
}

gboolean
_copil_content_bool (JsonObject *object,
                     const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN
         && json_node_get_boolean (node);
}

gint64
_copil_content_time (JsonObject *object,
                     const char *member)
{
  gint64 instant = 0;

  copil_instant_parse (_copil_content_text (object, member), &instant);
  return instant;
}


gboolean
_copil_content_each (CopilContent *self,
                     JsonObject   *object,
                     const char   *member,
                     void          (*add) (CopilContent *self, JsonObject *entry, gpointer data),
                     gpointer      data)
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
  const char *capacity = _copil_content_text (present, "capacity");

  if (strcmp (capacity, "deputy") == 0)
    return "suppléant";
  return strcmp (capacity, "guest") == 0 ? "sans voix" : "titulaire";
}

static const char *
describe_mode (JsonObject *present)
{
  const char *mode = _copil_content_text (present, "mode");

  if (strcmp (mode, "video") == 0)
    return "en visioconférence";
  return strcmp (mode, "phone") == 0 ? "par téléphone" : "en salle";
}

/* "9 h 30 – 11 h 10": only of those who came late or left early. */
static char *
describe_stays (CopilContent *self,
                JsonObject   *present)
{
  JsonNode *node = json_object_get_member (present, "stays");
  JsonArray *stays = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;
  GString *text = g_string_new (NULL);
  gint64 opened = _copil_content_time (self->content, "opened_at");

  for (guint i = 0; stays != NULL && i < json_array_get_length (stays); i++)
    {
      JsonArray *stay = json_array_get_array_element (stays, i);
      gint64 since = 0, until = 0;
      g_autofree char *from = NULL, *to = NULL;

      copil_instant_parse (json_array_get_string_element (stay, 0), &since);
      if (!json_array_get_null_element (stay, 1))
        copil_instant_parse (json_array_get_string_element (stay, 1), &until);
      from = copil_instant_describe_hour (since);
      to = copil_instant_describe_hour (until);
      if (since > opened + COPIL_MINUTE)
        g_string_append_printf (text, "%sarrivée à %s", text->len > 0 ? ", " : "", from);
      if (until != 0)
        g_string_append_printf (text, "%sdépart à %s", text->len > 0 ? ", " : "", to);
    }
  return g_string_free (text, FALSE);
}

static void
add_present (CopilContent *self,
             JsonObject   *present,
             gpointer      table)
{
  g_autofree char *name = _copil_paper_escape (_copil_content_text (present, "name"));
  g_autofree char *position = _copil_paper_escape (_copil_content_text (present, "position"));
  g_autofree char *college = _copil_paper_escape (_copil_content_text (present, "college"));
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
add_table (CopilContent *self)
{
  CopilTableBuilder *table = copil_table_builder_new (NULL, NULL);

  copil_table_builder_add_column (table, "Nom", 1.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Fonction", 2.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Collège", 1.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Qualité", 0.8, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Présence", 1.4, COPIL_ALIGN_LEFT);
  if (!_copil_content_each (self, self->content, "presents", add_present, table))
    {
      copil_table_builder_add_row (table);
      copil_table_builder_add_text (table, "Personne");
    }
  copil_document_add_table (self->document, table);
}

static void
add_absent (CopilContent *self,
            JsonObject   *absent,
            gpointer      data)
{
  GPtrArray *names = data;
  const char *name = _copil_content_text (absent, "name"), *by = _copil_content_text (absent, "represented_by");
  const char *seat = _copil_content_text (absent, "seat");
  gboolean excused = _copil_content_bool (absent, "excused");

  if (*name == '\0')
    g_ptr_array_add (names, g_strdup_printf ("%s (siège vacant)", seat));
  else if (*by != '\0')
    g_ptr_array_add (names, g_strdup_printf ("%s (représenté par %s)", name, by));
  else
    g_ptr_array_add (names, g_strdup_printf ("%s (%s)", name, excused ? "excusé" : "absent"));
}

static void
add_absents (CopilContent *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_null_terminated (8, g_free, TRUE);
  g_autofree char *list = NULL;

  if (!_copil_content_each (self, self->content, "absents", add_absent, names))
    return;
  list = copil_format_list ((const char *const *) names->pdata);
  _copil_paper_add (self->document, "body", "Sièges non occupés\u00a0: %s.", list);
}

static void
add_mandate (CopilContent *self,
             JsonObject   *mandate,
             gpointer      data)
{
  g_autofree char *since = copil_instant_describe_hour (_copil_content_time (mandate, "since"));

  _copil_paper_add (self->document, "body", "%s, %s, a donné pouvoir à %s, %s, à %s.",
                    _copil_content_text (mandate, "giver"), _copil_content_text (mandate, "giver_position"),
                    _copil_content_text (mandate, "holder"), _copil_content_text (mandate, "holder_position"), since);
}

void
_copil_content_add_presents (CopilContent *self)
{
  add_table (self);
  add_absents (self);
  _copil_content_each (self, self->content, "mandates", add_mandate, NULL);
}

/* Votes ------------------------------------------------------------------------------------- */

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
add_ballot (CopilContent *self,
            JsonObject   *ballot,
            gpointer      table)
{
  g_autofree char *seat = _copil_paper_escape (_copil_content_text (ballot, "seat"));
  g_autofree char *name = _copil_paper_escape (_copil_content_text (ballot, "name"));
  g_autofree char *who = g_strdup_printf ("%s%s", name,
                                          _copil_content_bool (ballot, "mandate") ? " (par pouvoir)" : "");
  g_autofree char *votes = g_strdup_printf ("%d", (int) _copil_content_number (ballot, "votes"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, seat);
  copil_table_builder_add_text (table, who);
  copil_table_builder_add_text (table, describe_choice (_copil_content_text (ballot, "choice")));
  copil_table_builder_add_text (table, votes);
}

/* What was called by name is printed by name; the numbers are in the paragraphs. */
void
_copil_content_add_vote (CopilContent *self,
                         JsonObject   *vote,
                         gpointer      data)
{
  JsonNode *ballots = json_object_get_member (vote, "ballots");
  CopilTableBuilder *table;

  if (ballots == NULL || !JSON_NODE_HOLDS_ARRAY (ballots)
      || json_array_get_length (json_node_get_array (ballots)) == 0)
    return;
  table = copil_table_builder_new ("Appel nominal", _copil_content_text (vote, "question"));
  copil_table_builder_add_column (table, "Siège", 2.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Exprimé par", 2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Vote", 1.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Voix", 0.4, COPIL_ALIGN_RIGHT);
  _copil_content_each (self, vote, "ballots", add_ballot, table);
  copil_document_add_table (self->document, table);
}

/* Signing ----------------------------------------------------------------------------------- */

typedef struct
{
  const char *chair;
  const char *name;
  const char *position;
} Chair;

static void
find_chair (CopilContent *self,
            JsonObject   *present,
            gpointer      data)
{
  Chair *chair = data;

  if (strcmp (_copil_content_text (present, "chair"), chair->chair) == 0 && chair->name == NULL)
    {
      chair->name = _copil_content_text (present, "name");
      chair->position = _copil_content_text (present, "position");
    }
}

void
_copil_content_add_chairs (CopilContent *self)
{
  static const double halves[] = { 1, 1 };
  const char *local = _copil_content_text (self->content, "local_authority");
  Chair state = { "state", NULL, NULL }, authority = { "local", NULL, NULL };

  _copil_content_each (self, self->content, "presents", find_chair, &state);
  _copil_content_each (self, self->content, "presents", find_chair, &authority);
  copil_document_add_space (self->document, 14);
  copil_document_begin_columns (self->document, 2, halves);
  _copil_paper_add_signature (self->document, "État", state.name, state.position);
  copil_document_next_column (self->document);
  _copil_paper_add_signature (self->document, *local != '\0' ? local : "Collectivité",
                              authority.name, authority.position);
  copil_document_end_columns (self->document);
}

void
_copil_content_add_hash (CopilContent *self)
{
  if (self->final)
    _copil_paper_add (self->document, "note",
                      "Contenu approuvé par les deux coprésidents. Empreinte SHA-256\u00a0: %s",
                      self->hash);
}

