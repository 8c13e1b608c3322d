/* paper-running.c: the running order (conducteur) of those who animate a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-private.h"

#include <string.h>

#include "committee/assembly.h"
#include "core/format.h"
#include "core/instant.h"
#include "core/sitting-clock.h"

/* Hours ------------------------------------------------------------------------------------- */

static gboolean
is_open (CopilPaper *self)
{
  return copil_record_has (self->sitting, "opened_at")
         && !copil_record_has (self->sitting, "closed_at");
}

/* One that was left open is told as of the last thing that happened on its day. */
static gint64
get_now (CopilPaper *self)
{
  gint64 opened = copil_record_get_time (self->sitting, "opened_at");
  g_autofree char *day = copil_instant_to_day (opened);
  g_autofree char *today = copil_instant_to_day (self->inputs->today);
  guint n = copil_dossier_count (self->dossier, "clock_event");

  if (strcmp (day, today) == 0)
    return self->inputs->today;
  for (guint i = 0; i < n; i++)
    opened = MAX (opened, copil_record_get_time (copil_dossier_get (self->dossier, "clock_event", i),
                                                 "at"));
  return opened;
}

/* The last event of an item says when its timer ends, or what is left of it while it stands. */
static gint64
get_remaining (CopilPaper  *self,
               CopilRecord *item)
{
  guint n = copil_dossier_count (self->dossier, "clock_event");
  gint64 remaining = copil_record_get_int (item, "seconds") * COPIL_SECOND;

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *event = copil_dossier_get (self->dossier, "clock_event", i);

      if (strcmp (copil_record_get_word (event, "item_id"), copil_record_get_id (item)) != 0)
        continue;
      if (copil_record_has (event, "ends_at"))
        remaining = copil_record_get_time (event, "ends_at") - get_now (self);
      else if (copil_record_has (event, "remaining_ms"))
        remaining = copil_record_get_int (event, "remaining_ms") * (COPIL_SECOND / 1000);
    }
  return MAX (0, remaining);
}

static gboolean
is_put_off (CopilRecord *item)
{
  const char *outcome = copil_record_get_word (item, "outcome");

  return !copil_record_has (item, "started_at")
         && (strcmp (outcome, "postponed") == 0 || strcmp (outcome, "withdrawn") == 0);
}

/* When an item is forecast to begin, and moves @cursor on to when it ends: what is over has its
 * hour, what goes on has what is left of it, what is to come its planned time. */
static gint64
forecast (CopilPaper             *self,
          const CopilAgendaEntry *entry,
          gint64                 *cursor)
{
  gint64 begun = copil_record_get_time (entry->item, "started_at");
  gint64 ended = copil_record_get_time (entry->item, "ended_at");
  gint64 starts = begun != 0 ? begun : *cursor;

  if (begun != 0 && ended != 0)
    *cursor = ended;
  else if (begun != 0)
    *cursor = get_now (self) + get_remaining (self, entry->item);
  else if (!is_put_off (entry->item))
    *cursor += entry->seconds * COPIL_SECOND;
  return starts;
}

/* A sitting that has begun is told from now on; one to come, from its hour. */
static gint64
get_start (CopilPaper *self)
{
  gint64 opened = copil_record_get_time (self->sitting, "opened_at");

  return opened != 0 ? opened : copil_record_get_time (self->sitting, "starts_at");
}

static const char *
describe_progress (CopilRecord *item)
{
  static const struct { const char *outcome, *word; } words[] = {
    { "current", "en cours" },      { "treated", "traité" },         { "adopted", "adopté" },
    { "rejected", "rejeté" },       { "favourable", "favorable" },   { "unfavourable", "défavorable" },
    { "postponed", "reporté" },     { "withdrawn", "retiré" },
  };
  const char *outcome = copil_record_get_word (item, "outcome");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].outcome, outcome) == 0)
      return words[i].word;
  return "";
}

static void
add_row (CopilPaper             *self,
         CopilTableBuilder      *table,
         const CopilAgendaEntry *entry,
         gint64                 *cursor)
{
  g_autofree char *planned = copil_instant_describe_hour (entry->starts_at);
  g_autofree char *hour = copil_instant_describe_hour (forecast (self, entry, cursor));
  g_autofree char *title = _copil_paper_escape (copil_record_get_string (entry->item, "title"));
  g_autofree char *presenter = _copil_paper_escape (copil_record_get_string (entry->item, "presenter"));
  g_autofree char *length = copil_format_duration (entry->seconds);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, planned);
  copil_table_builder_add_text (table, entry->n_children > 0 || is_put_off (entry->item) ? "" : hour);
  copil_table_builder_add_text (table, entry->number);
  copil_table_builder_add_text (table, title);
  copil_table_builder_add_text (table, presenter);
  copil_table_builder_add_text (table, entry->seconds > 0 ? length : "");
  copil_table_builder_add_text (table, describe_progress (entry->item));
}

/* "Fin prévue à 11 h 45, prévision 12 h 02 (+ 17 min)." */
static void
add_end (CopilPaper *self,
         gint64      ends)
{
  gint64 planned = copil_record_get_time (self->sitting, "starts_at")
                   + copil_agenda_get_total (self->agenda) * COPIL_SECOND;
  g_autofree char *plan = copil_instant_describe_hour (planned);
  g_autofree char *hour = copil_instant_describe_hour (ends);
  g_autofree char *drift = copil_drift_format (ends - planned);

  _copil_paper_add (self->document, "body", "Fin prévue à %s\u202f; prévision\u00a0: %s (%s).", plan,
                    hour, drift);
}

static void
add_hours (CopilPaper *self)
{
  CopilTableBuilder *table = copil_table_builder_new (NULL, NULL);
  gint64 cursor = get_start (self);

  copil_table_builder_add_column (table, "Prévu", 0.75, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Prévision", 0.85, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "N°", 0.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Point", 3, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Présenté par", 1.3, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Durée", 0.7, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "État", 0.8, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < self->agenda->len; i++)
    {
      const CopilAgendaEntry *entry = self->agenda->pdata[i];

      /* The first one that has not begun cannot begin before now. */
      if (is_open (self) && !copil_record_has (entry->item, "started_at"))
        cursor = MAX (cursor, get_now (self));
      add_row (self, table, entry, &cursor);
    }
  copil_document_add_table (self->document, table);
  add_end (self, cursor);
}

/* Quorum and votes -------------------------------------------------------------------------- */

static void
add_rule (CopilPaper *self,
          CopilRule   rule,
          const char *sentence)
{
  g_autofree char *quoted = copil_regime_quote (self->regime, rule, sentence);

  _copil_paper_add (self->document, "body", "%s", quoted);
}

static void
add_quorum (CopilPaper *self)
{
  g_autoptr (CopilSittingAssembly) assembly = copil_sitting_assembly_new (self->dossier, NULL);
  g_autofree char *sentence = NULL;

  if (assembly == NULL)
    return;
  if (is_open (self))
    {
      CopilQuorum quorum = copil_quorum_at (copil_sitting_assembly_get (assembly),
                                            get_now (self), NULL);

      sentence = copil_quorum_describe (&quorum, self->regime);
    }
  else
    {
      CopilForecast expected = copil_sitting_assembly_forecast (assembly);

      sentence = copil_forecast_describe (&expected, self->regime);
    }
  _copil_paper_add (self->document, "body", "%s", sentence);
}

static const char *
describe_majority (CopilRegime *regime)
{
  switch ((CopilMajorityBase) copil_regime_get (regime, COPIL_RULE_MAJORITY_BASE))
    {
    case COPIL_MAJORITY_CONSENSUS:
      return "par consensus, sans voix contre";
    case COPIL_MAJORITY_CAST:
      return "à la majorité des voix exprimées";
    case COPIL_MAJORITY_PRESENT_OR_REPRESENTED:
    default:
      return "à la majorité des voix des membres présents ou représentés, abstentions comprises";
    }
}

static gboolean
is_voted_on (CopilRecord *item)
{
  const char *outcome = copil_record_get_word (item, "outcome");

  return strcmp (copil_record_get_word (item, "nature"), "information") != 0
         && (*outcome == '\0' || strcmp (outcome, "pending") == 0 || strcmp (outcome, "current") == 0);
}

static void
add_vote (CopilPaper  *self,
          CopilRecord *item)
{
  gboolean advice = strcmp (copil_record_get_word (item, "nature"), "advice") == 0;
  g_autofree char *sentence = NULL;

  if (!is_voted_on (item) || self->regime == NULL)
    return;
  sentence = g_strdup_printf ("Vote attendu\u00a0: %s %s", advice ? "avis rendu" : "décision prise",
                              describe_majority (self->regime));
  add_rule (self, COPIL_RULE_MAJORITY_BASE, sentence);
  if (copil_regime_get (self->regime, COPIL_RULE_TIE) != COPIL_TIE_NONE)
    add_rule (self, COPIL_RULE_TIE,
              copil_regime_get (self->regime, COPIL_RULE_TIE) == COPIL_TIE_CHAIR_STATE
                ? "En cas de partage, le coprésident de l’État a voix prépondérante"
                : "En cas de partage, le président a voix prépondérante s’il prend part au vote");
  if (copil_record_get_bool (item, "money")
      && copil_regime_get_bool (self->regime, COPIL_RULE_MONEY_NEEDS_BOTH))
    add_rule (self, COPIL_RULE_MONEY_NEEDS_BOTH,
              "Ce point engage une dépense\u00a0: un désaccord entre les coprésidents l’empêche");
}

/* Items ------------------------------------------------------------------------------------- */

/* (transfer none) (nullable): the next one of @item, or with NULL of no item. */
static CopilRecord *
find_next (CopilPaper  *self,
           const char  *kind,
           CopilRecord *item,
           guint       *position)
{
  const char *id = item != NULL ? copil_record_get_id (item) : "";
  guint n = copil_dossier_count (self->dossier, kind);

  while (*position < n)
    {
      CopilRecord *record = copil_dossier_get (self->dossier, kind, (*position)++);

      if (strcmp (copil_record_get_word (record, "item_id"), id) == 0)
        return record;
    }
  return NULL;
}

static void
add_notes (CopilPaper  *self,
           CopilRecord *item)
{
  CopilRecord *note;

  for (guint at = 0; (note = find_next (self, "operator_note", item, &at)) != NULL;)
    if (*copil_record_get_word (note, "words") != '\0')
      {
        g_autofree char *words = _copil_paper_escape (copil_record_get_string (note, "words"));

        copil_document_add_panel (self->document, "Notes", words);
      }
}

static void
add_documents (CopilPaper  *self,
               CopilRecord *item)
{
  CopilRecord *document;

  for (guint at = 0; (document = find_next (self, "item_document", item, &at)) != NULL;)
    {
      g_autofree char *pages =
        copil_format_count (copil_record_get_int (document, "pages"), "page", "pages");

      _copil_paper_add (self->document, "body", "Document à montrer\u00a0: %s, %s.",
                        copil_record_get_word (document, "name"), pages);
    }
}

/* (transfer full): what is written beside it, or else the title of what it shows. */
static char *
name_figure (CopilPaper  *self,
             CopilRecord *view)
{
  const CopilPackSources *sources = self->inputs->sources;
  g_autoptr (CopilChart) chart = NULL;

  if (copil_record_has (view, "caption"))
    return g_strdup (copil_record_get_string (view, "caption"));
  if (sources != NULL && sources->get_chart != NULL)
    chart = sources->get_chart (view, sources->user_data);
  return g_strdup (chart != NULL ? copil_chart_get_title (chart)
                                 : copil_record_get_word (view, "indicator_code"));
}

static void
add_figures (CopilPaper  *self,
             CopilRecord *item)
{
  CopilRecord *view;

  for (guint at = 0; (view = find_next (self, "item_view", item, &at)) != NULL;)
    {
      g_autofree char *name = name_figure (self, view);

      _copil_paper_add (self->document, "body", "Figure à montrer\u00a0: %s.", name);
    }
}

static gboolean
has_matter (CopilPaper  *self,
            CopilRecord *item)
{
  static const char *const kinds[] = { "operator_note", "item_document", "item_view",
                                       "advice" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      guint at = 0;

      if (find_next (self, kinds[i], item, &at) != NULL)
        return TRUE;
    }
  return self->regime != NULL && is_voted_on (item);
}

static void
add_item (CopilPaper             *self,
          const CopilAgendaEntry *entry)
{
  g_autofree char *title = g_strdup_printf ("%s. %s", entry->number,
                                            copil_record_get_word (entry->item, "title"));

  if (entry->n_children > 0 || !has_matter (self, entry->item))
    return;
  _copil_paper_add_heading (self->document, title, NULL);
  add_notes (self, entry->item);
  add_documents (self, entry->item);
  add_figures (self, entry->item);
  _copil_paper_add_advices (self, entry->item);
  add_vote (self, entry->item);
}

void
_copil_paper_running_order (CopilPaper *self)
{
  _copil_paper_add (self->document, "lead",
                    "Document de travail, réservé à ceux qui préparent et animent la séance.");
  if (self->agenda->len == 0)
    {
      _copil_paper_add_agenda (self, TRUE);
      return;
    }
  copil_document_add_heading (self->document, 2, "Horaires", "hours");
  add_hours (self);
  if (self->regime != NULL)
    add_quorum (self);
  add_notes (self, NULL);
  for (guint i = 0; i < self->agenda->len; i++)
    add_item (self, self->agenda->pdata[i]);
}
