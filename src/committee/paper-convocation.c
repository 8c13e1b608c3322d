/* paper-convocation.c: the letter of convocation, the sign-in sheet and the mandate form
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-private.h"

#include <string.h>

#include "core/deadline.h"
#include "core/format.h"
#include "core/instant.h"

/* The last one that was sent. */
static CopilRecord *
find_convocation (CopilPaper *self)
{
  guint n = copil_dossier_count (self->dossier, "convocation");

  return n > 0 ? copil_dossier_get (self->dossier, "convocation", n - 1) : NULL;
}

static gboolean
is_second (CopilPaper *self)
{
  return copil_record_has (self->sitting, "second_of");
}

static void
add_rule (CopilPaper *self,
          CopilRule   rule,
          const char *sentence)
{
  g_autofree char *quoted = self->regime != NULL
                              ? copil_regime_quote (self->regime, rule, sentence)
                              : g_strdup (sentence);

  _copil_paper_add (self->document, "body", "%s", quoted);
}

static void
add_invitation (CopilPaper *self)
{
  gint64 at = copil_record_get_time (self->sitting, "starts_at");
  g_autofree char *day = copil_instant_describe_day (at);
  g_autofree char *hour = copil_instant_describe_hour (at);
  gboolean remote = copil_record_get_bool (self->sitting, "remote");

  _copil_paper_add (self->document, "body", "Madame, Monsieur,");
  _copil_paper_add (self->document, "body",
                    "Nous avons l’honneur de vous convier à la séance de ce comité, que nous "
                    "coprésidons, le %s à %s.",
                    day, hour);
  _copil_paper_add (self->document, "body", "Lieu\u00a0: %s%s.",
                    copil_record_get_word (self->sitting, "place"),
                    remote ? "\u00a0; la participation à distance est ouverte" : "");
}

static void
add_deadline (CopilPaper *self)
{
  const char *urgency = copil_record_get_string (self->sitting, "urgency");
  CopilDeadline deadline;
  g_autofree char *sentence = NULL;

  if (self->regime == NULL)
    return;
  deadline = copil_deadline_of (self->regime, copil_record_get_time (self->sitting, "starts_at"),
                                urgency != NULL);
  sentence = copil_deadline_describe (&deadline, self->regime);
  _copil_paper_add (self->document, "note", "%s", sentence);
  if (urgency != NULL)
    _copil_paper_add (self->document, "body", "Motif de l’urgence\u00a0: %s", urgency);
}

static void
add_quorum (CopilPaper *self)
{
  int numerator = 1, denominator = 2;
  g_autofree char *sentence = NULL;

  if (is_second (self))
    {
      add_rule (self, COPIL_RULE_SECOND_CONVOCATION,
                "Le quorum n’ayant pas été atteint à la première séance, le comité se réunit sur "
                "le même ordre du jour et délibérera sans condition de quorum");
      return;
    }
  if (self->regime == NULL
      || copil_regime_get (self->regime, COPIL_RULE_QUORUM_BASE) == COPIL_QUORUM_NONE)
    return;
  copil_regime_get_share (self->regime, &numerator, &denominator);
  sentence = g_strdup_printf (
    "Le comité délibère valablement lorsque %s des membres %s sont présents ou représentés",
    numerator == 1 && denominator == 2 ? "la moitié au moins" : "la part requise",
    copil_regime_get (self->regime, COPIL_RULE_QUORUM_BASE) == COPIL_QUORUM_VOTING
      ? "ayant voix délibérative" : "qui le composent");
  add_rule (self, COPIL_RULE_QUORUM_BASE, sentence);
}

static void
add_answer (CopilPaper *self)
{
  int mandates = self->regime != NULL ? copil_regime_get (self->regime, COPIL_RULE_MANDATES_MAX)
                                      : 0;
  g_autofree char *sentence = NULL;

  _copil_paper_add (self->document, "body",
                    "Nous vous remercions de faire savoir si vous serez présent, à distance ou "
                    "absent. En cas d’empêchement, votre suppléant peut siéger à votre place.");
  if (mandates == 0)
    return;
  sentence = g_strdup_printf (
    "Un membre qui n’est pas suppléé peut donner pouvoir à un autre membre, qui ne peut en "
    "détenir plus %s",
    mandates == 1 ? "d’un" : "que le nombre prévu");
  add_rule (self, COPIL_RULE_MANDATES_MAX, sentence);
}

void
_copil_paper_convocation (CopilPaper *self)
{
  CopilRecord *convocation = find_convocation (self);
  g_autofree char *sent = NULL;

  add_invitation (self);
  add_quorum (self);
  add_answer (self);
  add_deadline (self);
  _copil_paper_add_heading (self->document, "Ordre du jour", "agenda");
  _copil_paper_add_agenda (self, TRUE);
  _copil_paper_add_signatures (self);
  if (convocation == NULL)
    {
      _copil_paper_add (self->document, "note", "Projet\u00a0: convocation non envoyée.");
      return;
    }
  sent = copil_instant_describe (copil_record_get_time (convocation, "sent_at"));
  _copil_paper_add (self->document, "note", "Version %d, envoyée le %s.",
                    (int) copil_record_get_int (convocation, "version"), sent);
}

/* The agenda -------------------------------------------------------------------------------- */

static void
add_joined_to (CopilPaper             *self,
               const CopilAgendaEntry *entry)
{
  guint n = copil_dossier_count (self->dossier, "item_document");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *document = copil_dossier_get (self->dossier, "item_document", i);
      g_autofree char *pages = copil_format_count (copil_record_get_int (document, "pages"),
                                                   "page", "pages");

      if (strcmp (copil_record_get_word (document, "item_id"), copil_record_get_id (entry->item)) == 0)
        _copil_paper_add (self->document, "body", "%s. %s (%s)", entry->number,
                          copil_record_get_word (document, "name"), pages);
    }
}

/* "2.1. Note de cadrage (3 pages)": what is to be read before the sitting, in its order. */
static void
add_joined (CopilPaper *self)
{
  if (copil_dossier_count (self->dossier, "item_document") > 0)
    _copil_paper_add_heading (self->document, "Documents joints", "documents");
  for (guint i = 0; i < self->agenda->len; i++)
    add_joined_to (self, self->agenda->pdata[i]);
}

void
_copil_paper_agenda (CopilPaper *self)
{
  gint64 seconds = copil_agenda_get_total (self->agenda);
  g_autofree char *length = copil_format_duration (seconds);
  g_autofree char *end = copil_instant_describe_hour (
    copil_record_get_time (self->sitting, "starts_at") + seconds * COPIL_SECOND);

  _copil_paper_add_agenda (self, TRUE);
  if (seconds > 0)
    _copil_paper_add (self->document, "note", "Durée prévue\u00a0: %s, jusqu’à %s.", length, end);
  if (find_convocation (self) == NULL)
    _copil_paper_add (self->document, "note", "Projet\u00a0: convocation non envoyée.");
  add_joined (self);
}

/* The sign-in sheet ------------------------------------------------------------------------- */

static const char *
describe_capacity (CopilRecord *seat,
                   gboolean     deputy)
{
  if (deputy)
    return "suppléant";
  return strcmp (copil_record_get_word (seat, "kind"), "guest") == 0 ? "sans voix" : "titulaire";
}

static void
add_seat_row (CopilPaper        *self,
              CopilTableBuilder *table,
              CopilRecord       *seat,
              gboolean           deputy)
{
  CopilRecord *term = _copil_paper_find_term (self, copil_record_get_id (seat), deputy);
  const char *member = term != NULL ? copil_record_get_word (term, "member_id") : "";
  g_autofree char *label = _copil_paper_escape (copil_record_get_string (seat, "label"));
  g_autofree char *name = _copil_paper_escape (_copil_paper_member (self, member));

  if (deputy && term == NULL)
    return;
  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, label);
  copil_table_builder_add_text (table, term != NULL ? name : "siège vacant");
  copil_table_builder_add_text (table, describe_capacity (seat, deputy));
  copil_table_builder_add_text (table, "");
  copil_table_builder_add_text (table, "");
}

static void
add_college_rows (CopilPaper        *self,
                  CopilTableBuilder *table,
                  const char        *college)
{
  guint n = copil_dossier_count (self->dossier, "seat");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *seat = copil_dossier_get (self->dossier, "seat", i);

      if (strcmp (copil_record_get_word (seat, "college_id"), college) != 0
          || !_copil_paper_is_current (self, seat))
        continue;
      add_seat_row (self, table, seat, FALSE);
      add_seat_row (self, table, seat, TRUE);
    }
}

void
_copil_paper_sign_in (CopilPaper *self)
{
  guint n = copil_dossier_count (self->dossier, "college");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *college = copil_dossier_get (self->dossier, "college", i);
      CopilTableBuilder *table =
        copil_table_builder_new (copil_record_get_word (college, "name"), NULL);

      copil_table_builder_add_column (table, "Siège", 2.2, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Nom", 1.8, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Qualité", 0.9, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Heures d’entrée et de sortie", 1.2, COPIL_ALIGN_LEFT);
      copil_table_builder_add_column (table, "Signature", 1.6, COPIL_ALIGN_LEFT);
      add_college_rows (self, table, copil_record_get_id (college));
      copil_document_add_table (self->document, table);
    }
  if (n == 0)
    _copil_paper_add (self->document, "body", "La composition de ce comité n’est pas encore saisie.");
}

/* The mandate ------------------------------------------------------------------------------- */

void
_copil_paper_mandate (CopilPaper *self)
{
  gint64 at = copil_record_get_time (self->sitting, "starts_at");
  g_autofree char *day = copil_instant_describe_day (at);
  int most = self->regime != NULL ? copil_regime_get (self->regime, COPIL_RULE_MANDATES_MAX) : 0;

  if (most == 0)
    {
      add_rule (self, COPIL_RULE_MANDATES_MAX,
                "Les règles de cette séance n’admettent pas de pouvoir");
      return;
    }
  _copil_paper_add (self->document, "body", "Je soussigné(e) ................................................");
  _copil_paper_add (self->document, "body", "membre titulaire, au titre du siège .......................................");
  _copil_paper_add (self->document, "body", "donne pouvoir à ...................................................");
  _copil_paper_add (self->document, "body",
                    "pour délibérer et voter en mon nom à la séance du %s, sur tous les points de "
                    "son ordre du jour.",
                    day);
  if (copil_regime_get_bool (self->regime, COPIL_RULE_MANDATE_WITHOUT_DEPUTY))
    add_rule (self, COPIL_RULE_MANDATE_WITHOUT_DEPUTY,
              "Ce pouvoir est sans effet si mon suppléant siège, ou si j’assiste à la séance");
  add_rule (self, COPIL_RULE_MANDATES_MAX,
            most == 1 ? "Nul ne peut détenir plus d’un pouvoir"
                      : "Le nombre de pouvoirs d’un même membre est limité");
  copil_document_add_space (self->document, 20);
  _copil_paper_add (self->document, "body", "Fait à ........................, le ........................");
  _copil_paper_add (self->document, "body", "Signature\u00a0:");
}
