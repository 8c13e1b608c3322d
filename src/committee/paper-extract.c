/* paper-extract.c: one decision, out of the minutes that it is written in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of the content that the chairs approve, and of nothing else: what is extracted is what the hash
 * is of.
 */
#include "config.h"

#include "committee/paper-content.h"
#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "core/instant.h"

typedef struct
{
  const char *id;
  JsonObject *found; /* (nullable) */
} Search;

static void
look (CopilContent *self,
      JsonObject   *object,
      gpointer      data)
{
  Search *search = data;

  if (strcmp (_copil_content_text (object, "id"), search->id) == 0)
    search->found = object;
}

/* (transfer none) (nullable): the object of a list that has this id. */
static JsonObject *
find (CopilContent *self,
      const char   *list,
      const char   *id)
{
  Search search = { id, NULL };

  _copil_content_each (self, self->content, list, look, &search);
  return search.found;
}

static char *
format_number (JsonObject *decision)
{
  g_autofree char *number = NULL;

  if (_copil_content_number (decision, "number") == 0)
    return g_strdup ("à numéroter");
  number = copil_format_decision (_copil_content_number (decision, "year"),
                                  _copil_content_number (decision, "number"));
  return g_strdup_printf ("n°\u00a0%s", number);
}

/* The vote ---------------------------------------------------------------------------------- */

/* "17 voix pour, 1 contre, 2 abstentions". */
static char *
count_voices (JsonObject *vote)
{
  int n_for = (int) _copil_content_number (vote, "for");
  int n_against = (int) _copil_content_number (vote, "against");
  int n_abstain = (int) _copil_content_number (vote, "abstentions");
  g_autofree char *voices = copil_format_count (n_for, "voix pour", "voix pour");
  g_autofree char *against = copil_format_count (n_against, "voix contre", "voix contre");
  g_autofree char *abstain = copil_format_count (n_abstain, "abstention", "abstentions");

  return g_strdup_printf ("%s, %s, %s", voices, against, abstain);
}

static const char *
describe_verdict (const char *verdict)
{
  static const struct { const char *verdict, *words; } all[] = {
    { "adopted", "adoptée" },
    { "rejected", "rejetée" },
    { "tie", "partage des voix, non adoptée" },
    { "no_quorum", "sans effet, le quorum n’étant pas réuni" },
    { "no_consensus", "non adoptée, faute de consensus" },
    { "chairs_divided", "non adoptée, les coprésidents étant en désaccord" },
    { "chairs_unknown", "non adoptée, le vote des coprésidents n’étant pas connu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (strcmp (all[i].verdict, verdict) == 0)
      return all[i].words;
  return "";
}

static JsonObject *
get_object (JsonObject *object,
            const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/* As the base counted it when the vote was closed, at its lowest. */
static void
add_quorum (CopilContent *self,
            JsonObject   *vote)
{
  JsonObject *quorum = get_object (get_object (vote, "result"), "quorum");
  g_autofree char *counted = NULL;

  if (quorum == NULL)
    return;
  if (!_copil_content_bool (quorum, "required"))
    {
      _copil_paper_add (self->document, "body", "Aucun quorum n’est exigé.");
      return;
    }
  counted = copil_format_count (_copil_content_number (quorum, "counted"),
                                "membre présent ou représenté", "membres présents ou représentés");
  _copil_paper_add (self->document, "body", "Quorum\u00a0: %s sur %d, %d requis %s.", counted,
                    (int) _copil_content_number (quorum, "base"),
                    (int) _copil_content_number (quorum, "threshold"),
                    _copil_content_text (quorum, "article"));
}

static void
add_vote (CopilContent *self,
          JsonObject   *vote,
          gpointer      data)
{
  JsonObject *result = get_object (vote, "result");
  gboolean roll = strcmp (_copil_content_text (vote, "method"), "roll") == 0;
  const char *article = result != NULL ? _copil_content_text (result, "article") : "";
  g_autofree char *voices = count_voices (vote);

  _copil_paper_add (self->document, "body", "Mis aux voix\u00a0: %s", _copil_content_text (vote, "question"));
  _copil_paper_add (self->document, "body", "Vote %s\u00a0: %s\u202f; proposition %s%s%s.",
                    roll ? "par appel nominal" : "à main levée", voices,
                    describe_verdict (_copil_content_text (vote, "verdict")),
                    *article != '\0' ? " " : "", article);
  if (*_copil_content_text (vote, "casting") != '\0')
    _copil_paper_add (self->document, "body", "Voix prépondérante\u00a0: %s.",
                      _copil_content_text (vote, "casting"));
  add_quorum (self, vote);
  _copil_content_add_vote (self, vote, NULL);
}

static void
add_dissent (CopilContent *self,
             JsonObject   *dissent,
             gpointer      data)
{
  _copil_paper_add (self->document, "body", "%s, %s, demande que soit mentionné son désaccord\u00a0: %s",
                    _copil_content_text (dissent, "name"), _copil_content_text (dissent, "position"),
                    _copil_content_text (dissent, "words"));
}

static void
add_withdrawal (CopilContent *self,
                JsonObject   *withdrawal,
                gpointer      data)
{
  _copil_paper_add (self->document, "body", "%s n’a pas pris part à la délibération.",
                    _copil_content_text (withdrawal, "name"));
}

/* In the words of the base, which are those of the draft of the minutes. */
static void
add_advice (CopilContent *self,
            JsonObject   *advice,
            gpointer      data)
{
  _copil_paper_add (self->document, "body", "%s.", _copil_content_text (advice, "said"));
}

static void
add_advices (CopilContent *self,
             JsonObject   *item)
{
  if (!json_object_has_member (item, "advices"))
    return;
  _copil_paper_add_heading (self->document, "Avis recueillis", "advice");
  _copil_content_each (self, item, "advices", add_advice, NULL);
}

static void
add_deliberation (CopilContent *self,
                  JsonObject   *item)
{
  add_advices (self, item);
  _copil_paper_add_heading (self->document, "Délibération", "vote");
  _copil_content_each (self, item, "withdrawals", add_withdrawal, NULL);
  if (!_copil_content_each (self, item, "votes", add_vote, NULL))
    _copil_paper_add (self->document, "body", "Le procès-verbal ne mentionne pas de vote sur ce point.");
  _copil_content_each (self, item, "dissents", add_dissent, NULL);
}

/* The whole --------------------------------------------------------------------------------- */

static void
add_title (CopilContent *self,
           JsonObject   *decision)
{
  g_autofree char *number = format_number (decision);
  g_autofree char *day = copil_instant_describe_day (_copil_content_time (self->content, "starts_at"));

  _copil_paper_add (self->document, "eyebrow", "%s", _copil_content_text (self->content, "committee"));
  _copil_paper_add (self->document, "title", "Décision %s", number);
  _copil_paper_add (self->document, "subtitle", "Extrait du procès-verbal de la séance n°\u00a0%d du %s, %s",
                    (int) _copil_content_number (self->content, "number"), day,
                    _copil_content_text (self->content, "place"));
  _copil_content_add_draft (self);
}

static void
add_words (CopilContent *self,
           JsonObject   *decision)
{
  g_auto (GStrv) lines = g_strsplit (_copil_content_text (decision, "words"), "\n", -1);

  copil_document_add_heading (self->document, 2, "Décision", "decision");
  for (guint i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      _copil_paper_add (self->document, "lead", "%s", lines[i]);
}

CopilDocument *
_copil_paper_create_extract (CopilDossier           *dossier,
                             const CopilPaperInputs *inputs,
                             GError                **error)
{
  CopilContent self = { 0 };
  g_autofree char *number = NULL, *title = NULL;
  JsonObject *decision = NULL, *item = NULL;

  if (!_copil_content_open (&self, inputs->minutes, error))
    return NULL;
  decision = find (&self, "decisions", inputs->decision != NULL ? inputs->decision : "");
  if (decision == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                           "Cette décision n’est pas dans le procès-verbal de la séance.");
      return NULL;
    }
  item = find (&self, "items", _copil_content_text (decision, "item"));
  number = format_number (decision);
  title = g_strdup_printf ("Décision %s", number);
  _copil_content_begin (&self, title, "Extrait du procès-verbal", inputs->fictitious);
  add_title (&self, decision);
  if (item != NULL)
    _copil_paper_add (self.document, "body", "Point %s de l’ordre du jour\u00a0: %s.",
                      _copil_content_text (item, "number"), _copil_content_text (item, "title"));
  add_words (&self, decision);
  if (item != NULL)
    add_deliberation (&self, item);
  _copil_paper_add_heading (self.document, "Présents et représentés", "presents");
  _copil_content_add_presents (&self);
  _copil_content_add_chairs (&self);
  _copil_content_add_hash (&self);
  return self.document;
}
