/* paper-decisions.c: the register of decisions and the actions to follow
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/convergence.h"
#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "core/instant.h"

#define MAP_HEIGHT 250 /* points */

static const char *
find_number (CopilPaper *self,
             const char *item_id)
{
  CopilAgendaEntry *entry = item_id != NULL ? copil_agenda_find (self->agenda, item_id) : NULL;

  return entry != NULL ? entry->number : "";
}

static void
add_decisions (CopilPaper *self)
{
  guint n = copil_dossier_count (self->dossier, "decision");
  CopilTableBuilder *table;

  if (n == 0)
    {
      _copil_paper_add (self->document, "body", "Aucune décision n’a été prise.");
      return;
    }
  table = copil_table_builder_new (NULL, NULL);
  copil_table_builder_add_column (table, "Décision", 0.9, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Point", 0.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Objet", 5, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < n; i++)
    {
      CopilRecord *decision = copil_dossier_get (self->dossier, "decision", i);
      g_autofree char *number = _copil_paper_format_decision (decision);
      g_autofree char *words = _copil_paper_escape (copil_record_get_string (decision, "words"));

      copil_table_builder_add_row (table);
      copil_table_builder_add_text (table, number);
      copil_table_builder_add_text (table,
                                    find_number (self, copil_record_get_string (decision, "item_id")));
      copil_table_builder_add_text (table, words);
    }
  copil_document_add_table (self->document, table);
}

/* Actions ----------------------------------------------------------------------------------- */

static gboolean
is_late (CopilPaper  *self,
         CopilRecord *action)
{
  g_autofree char *day = copil_instant_to_day (self->inputs->today);

  return strcmp (copil_record_get_word (action, "state"), "open") == 0
         && strcmp (copil_record_get_word (action, "due"), day) < 0;
}

static const char *
describe_state (CopilPaper  *self,
                CopilRecord *action)
{
  const char *state = copil_record_get_word (action, "state");

  if (strcmp (state, "done") == 0)
    return "faite";
  if (strcmp (state, "dropped") == 0)
    return "abandonnée";
  return is_late (self, action) ? "<b>en retard</b>" : "en cours";
}

static void
add_action_row (CopilPaper        *self,
                CopilTableBuilder *table,
                CopilRecord       *action)
{
  g_autofree char *words = _copil_paper_escape (copil_record_get_string (action, "words"));
  g_autofree char *owner = _copil_paper_escape (
    _copil_paper_member (self, copil_record_get_string (action, "owner_id")));
  g_autofree char *due = copil_format_iso_date (copil_record_get_string (action, "due"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, words);
  copil_table_builder_add_text (table, owner);
  copil_table_builder_add_text (table, due);
  copil_table_builder_add_text (table, describe_state (self, action));
}

static gboolean
is_wanted (CopilPaper  *self,
           CopilRecord *action,
           CopilActions which)
{
  if (which == COPIL_ACTIONS_ALL)
    return TRUE;
  if (which == COPIL_ACTIONS_OPEN)
    return strcmp (copil_record_get_word (action, "state"), "open") == 0;
  /* What a sitting decided; the actions of earlier ones are the committee's. */
  return !copil_record_has (action, "sitting_id")
         || strcmp (copil_record_get_word (action, "sitting_id"),
                    copil_record_get_id (self->sitting)) == 0;
}

static CopilTableBuilder *
create_actions (void)
{
  CopilTableBuilder *table = copil_table_builder_new (NULL, NULL);

  copil_table_builder_add_column (table, "Action", 3.6, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Responsable", 1.5, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Échéance", 1.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "État", 0.8, COPIL_ALIGN_LEFT);
  return table;
}

void
_copil_paper_add_actions (CopilPaper  *self,
                          CopilActions which)
{
  guint n = copil_dossier_count (self->dossier, "action");
  CopilTableBuilder *table = NULL;

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *action = copil_dossier_get (self->dossier, "action", i);

      if (!is_wanted (self, action, which))
        continue;
      if (table == NULL)
        table = create_actions ();
      add_action_row (self, table, action);
    }
  if (table != NULL)
    copil_document_add_table (self->document, table);
  else
    _copil_paper_add (self->document, "body", "Aucune action n’est à suivre.");
}

void
_copil_paper_decisions (CopilPaper *self)
{
  _copil_paper_add_heading (self->document, "Décisions", "decisions");
  add_decisions (self);
  _copil_paper_add_heading (self->document, "Actions", "actions");
  _copil_paper_add_actions (self, COPIL_ACTIONS_OF_SITTING);
  _copil_paper_add_signatures (self);
}

static guint
count_late (CopilPaper *self)
{
  guint n = copil_dossier_count (self->dossier, "action"), n_late = 0;

  for (guint i = 0; i < n; i++)
    n_late += is_late (self, copil_dossier_get (self->dossier, "action", i));
  return n_late;
}

void
_copil_paper_follow_up (CopilPaper *self)
{
  guint n_late = count_late (self);

  if (n_late > 0)
    _copil_paper_add (self->document, "lead", n_late == 1 ? "%u action est en retard."
                                                : "%u actions sont en retard.", n_late);
  _copil_paper_add_heading (self->document, "Actions du comité", "actions");
  _copil_paper_add_actions (self, COPIL_ACTIONS_ALL);
}

/* Convergence ------------------------------------------------------------------------------- */

static const char *
describe_body (CopilRecord *body)
{
  const char *state = copil_record_get_word (body, "state");

  if (strcmp (state, "merged") == 0)
    return "fusionnée";
  return strcmp (state, "planned") == 0 ? "fusion prévue" : "en activité";
}

/* "2 repris sur 3, 1 écarté". */
static char *
count_subjects (CopilPaper  *self,
                CopilRecord *body)
{
  guint n = copil_dossier_count (self->dossier, "former_subject");
  guint n_all = 0, n_taken = 0, n_dropped = 0;

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *subject = copil_dossier_get (self->dossier, "former_subject", i);

      if (strcmp (copil_record_get_word (subject, "body_id"), copil_record_get_id (body)) != 0)
        continue;
      n_all++;
      n_taken += strcmp (copil_record_get_word (subject, "state"), "taken") == 0;
      n_dropped += strcmp (copil_record_get_word (subject, "state"), "dropped") == 0;
    }
  if (n_all == 0)
    return g_strdup ("aucun sujet saisi");
  if (n_dropped == 0)
    return g_strdup_printf ("%u repris sur %u", n_taken, n_all);
  return g_strdup_printf ("%u repris sur %u, %u %s", n_taken, n_all, n_dropped,
                          n_dropped > 1 ? "écartés" : "écarté");
}

static void
add_body_row (CopilPaper        *self,
              CopilTableBuilder *table,
              CopilRecord       *body)
{
  const char *acronym = copil_record_get_string (body, "acronym");
  g_autofree char *name = _copil_paper_escape (copil_record_get_string (body, "name"));
  g_autofree char *whole = acronym != NULL ? g_strdup_printf ("%s (%s)", name, acronym)
                                           : g_strdup (name);
  g_autofree char *act = _copil_paper_escape (copil_record_get_string (body, "act"));
  g_autofree char *day = copil_format_iso_date (copil_record_get_string (body, "merges_on"));
  g_autofree char *subjects = count_subjects (self, body);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, whole);
  copil_table_builder_add_text (table, describe_body (body));
  copil_table_builder_add_text (table, day);
  copil_table_builder_add_text (table, act);
  copil_table_builder_add_text (table, subjects);
}

void
_copil_paper_convergence (CopilPaper *self)
{
  guint n = copil_dossier_count (self->dossier, "former_body");
  g_autofree char *left = copil_convergence_describe (
    copil_dossier_get_list (self->dossier, "former_body"),
    copil_dossier_get_list (self->dossier, "former_subject"));
  CopilTableBuilder *table;

  if (n == 0)
    {
      _copil_paper_add (self->document, "body", "Aucune instance antérieure n’est inscrite au registre.");
      return;
    }
  _copil_paper_add (self->document, "lead", "%s", left);
  if (self->inputs->map != NULL)
    copil_document_add_chart (self->document, self->inputs->map, MAP_HEIGHT);
  table = copil_table_builder_new ("Instances qui convergent vers ce comité", NULL);
  copil_table_builder_add_column (table, "Instance", 2.6, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "État", 1, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Date", 1.2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Acte", 1.8, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Sujets", 1.2, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < n; i++)
    add_body_row (self, table, copil_dossier_get (self->dossier, "former_body", i));
  copil_document_add_table (self->document, table);
}
