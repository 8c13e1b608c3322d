/* minutes-tables.c: the votes, the attendance and the decisions of minutes as tables
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/minutes-archive.h"

#include "chart/export.h"
#include "core/instant.h"

/* -- Cells ------------------------------------------------------------------------------------ */

/* Codes of the base, as they are written. */
static const char *const words[][2] = {
  { "roll", "appel nominal" },    { "hands", "main levée" },
  { "for", "pour" },              { "against", "contre" },
  { "abstain", "abstention" },    { "abstention", "abstention" },
  { "adopted", "adoptée" },       { "rejected", "rejetée" },
  { "tie", "partage des voix" },  { "no_quorum", "sans quorum" },
  { "chairs_divided", "coprésidents divisés" },
  { "chairs_unknown", "vote des coprésidents inconnu" },
  { "full", "titulaire" },        { "deputy", "suppléant" },
  { "guest", "sans voix" },       { "room", "en salle" },
  { "video", "visioconférence" }, { "phone", "téléphone" },
};

static const char *
say (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], code))
      return words[i][1];
  return code;
}

/* (transfer full): a member of an object, whatever it holds. */
static char *
cell (JsonObject *object,
      const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (say (json_node_get_string (node)));
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (node) ? "oui" : "non");
  return json_to_string (node, FALSE);
}

/* (transfer full): "18/06/2026 10:02", in Paris. */
static char *
hour (JsonNode *node)
{
  g_autoptr (GDateTime) time = NULL;
  gint64 instant = 0;

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING
      || !copil_instant_parse (json_node_get_string (node), &instant))
    return g_strdup ("");
  time = copil_instant_in_paris (instant);
  return g_date_time_format (time, "%d/%m/%Y %H:%M");
}

static void
take_row (GPtrArray *rows,
          GPtrArray *cells)
{
  g_ptr_array_add (cells, NULL);
  g_ptr_array_add (rows, g_ptr_array_free (cells, FALSE));
}

static void
add_cells (GPtrArray         *cells,
           JsonObject        *object,
           const char *const *members)
{
  for (; *members != NULL; members++)
    g_ptr_array_add (cells, object != NULL ? cell (object, *members) : g_strdup (""));
}

static GPtrArray *
new_table (const char *const *header)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  g_ptr_array_add (rows, g_strdupv ((char **) header));
  return rows;
}

/* (transfer container): the objects of a list. */
static GList *
list (JsonObject *object,
      const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
           ? json_array_get_elements (json_node_get_array (node)) : NULL;
}

static void
take_table (GPtrArray  *archive,
            const char *name,
            GPtrArray  *rows)
{
  g_autoptr (GBytes) bytes = copil_csv_from_table (rows);

  copil_archive_add (archive, name, bytes);
  g_ptr_array_unref (rows);
}

/* -- Votes ------------------------------------------------------------------------------------ */

static const char *const vote_header[] = {
  "Point", "Intitulé", "Question", "Mode", "Pour", "Contre", "Abstentions", "Résultat",
  "Voix prépondérante", "Siège", "Nom", "Choix", "Voix", "Par mandat", NULL
};
static const char *const of_item[] = { "number", "title", NULL };
static const char *const of_vote[] = { "question", "method", "for", "against", "abstentions",
                                       "verdict", "casting", NULL };
static const char *const of_ballot[] = { "seat", "name", "choice", "votes", "mandate", NULL };

/* A line a ballot, or one for all hands. */
static void
add_ballot (GPtrArray  *rows,
            JsonObject *item,
            JsonObject *vote,
            JsonObject *ballot)
{
  GPtrArray *cells = g_ptr_array_new ();

  add_cells (cells, item, of_item);
  add_cells (cells, vote, of_vote);
  add_cells (cells, ballot, of_ballot);
  take_row (rows, cells);
}

static void
add_vote (GPtrArray  *rows,
          JsonObject *item,
          JsonObject *vote)
{
  g_autoptr (GList) ballots = list (vote, "ballots");

  if (ballots == NULL)
    add_ballot (rows, item, vote, NULL);
  for (GList *l = ballots; l != NULL; l = l->next)
    add_ballot (rows, item, vote, json_node_get_object (l->data));
}

static GPtrArray *
list_votes (JsonObject *content)
{
  GPtrArray *rows = new_table (vote_header);
  g_autoptr (GList) items = list (content, "items");

  for (GList *l = items; l != NULL; l = l->next)
    {
      JsonObject *item = json_node_get_object (l->data);
      g_autoptr (GList) votes = list (item, "votes");

      for (GList *v = votes; v != NULL; v = v->next)
        add_vote (rows, item, json_node_get_object (v->data));
    }
  return rows;
}

/* -- Attendance ------------------------------------------------------------------------------- */

static const char *const presence_header[] = {
  "Collège", "Siège", "Nom", "Fonction", "Voix", "Qualité", "Mode", "Arrivée", "Départ", "Excusé",
  "Représenté par", NULL
};
static const char *const of_seat[] = { "college", "seat", "name", "position", "votes", NULL };
static const char *const of_present[] = { "capacity", "mode", NULL };
static const char *const of_absent[] = { "excused", "represented_by", NULL };

static void
add_stay (GPtrArray  *rows,
          JsonObject *present,
          JsonArray  *stay)
{
  GPtrArray *cells = g_ptr_array_new ();

  add_cells (cells, present, of_seat);
  add_cells (cells, present, of_present);
  g_ptr_array_add (cells, hour (json_array_get_element (stay, 0)));
  g_ptr_array_add (cells, hour (json_array_get_element (stay, 1)));
  add_cells (cells, NULL, of_absent);
  take_row (rows, cells);
}

static void
add_absent (GPtrArray  *rows,
            JsonObject *absent)
{
  static const char *const nothing[] = { "", "", "", NULL };
  GPtrArray *cells = g_ptr_array_new ();

  add_cells (cells, absent, of_seat);
  g_ptr_array_add (cells, g_strdup ("absent"));
  add_cells (cells, NULL, nothing);
  add_cells (cells, absent, of_absent);
  take_row (rows, cells);
}

static GPtrArray *
list_presences (JsonObject *content)
{
  GPtrArray *rows = new_table (presence_header);
  g_autoptr (GList) presents = list (content, "presents");
  g_autoptr (GList) absents = list (content, "absents");

  for (GList *l = presents; l != NULL; l = l->next)
    {
      g_autoptr (GList) stays = list (json_node_get_object (l->data), "stays");

      for (GList *s = stays; s != NULL; s = s->next)
        add_stay (rows, json_node_get_object (l->data), json_node_get_array (s->data));
    }
  for (GList *l = absents; l != NULL; l = l->next)
    add_absent (rows, json_node_get_object (l->data));
  return rows;
}

/* -- Decisions -------------------------------------------------------------------------------- */

static const char *const decision_header[] = {
  "Sorte", "Année", "Numéro", "Texte", "Responsable", "Échéance", NULL
};
static const char *const of_decision[] = { "year", "number", "words", "", "", NULL };
static const char *const of_action[] = { "", "", "words", "owner", "due", NULL };

static void
add_kind (GPtrArray         *rows,
          JsonObject        *content,
          const char        *member,
          const char        *kind,
          const char *const *fields)
{
  g_autoptr (GList) entries = list (content, member);

  for (GList *l = entries; l != NULL; l = l->next)
    {
      GPtrArray *cells = g_ptr_array_new ();

      g_ptr_array_add (cells, g_strdup (kind));
      add_cells (cells, json_node_get_object (l->data), fields);
      take_row (rows, cells);
    }
}

static GPtrArray *
list_decisions (JsonObject *content)
{
  GPtrArray *rows = new_table (decision_header);

  add_kind (rows, content, "decisions", "décision", of_decision);
  add_kind (rows, content, "actions", "action", of_action);
  return rows;
}

void
copil_archive_add_tables (GPtrArray  *archive,
                          JsonObject *content)
{
  take_table (archive, "votes.csv", list_votes (content));
  take_table (archive, "presences.csv", list_presences (content));
  take_table (archive, "decisions.csv", list_decisions (content));
}
