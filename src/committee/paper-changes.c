/* paper-changes.c: what a later convocation changes in the one before it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Compared from the two contents that both chairs approved, so that what was sent is what is told.
 */
#include "config.h"

#include "committee/change-words.h"
#include "committee/paper-private.h"

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

/* Changes ----------------------------------------------------------------------------------- */

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
  g_autofree char *old = copil_agenda_change_describe_old (change);
  g_autofree char *now = copil_agenda_change_describe_now (change);
  g_autofree char *point = copil_agenda_change_describe_point (change);

  copil_table_builder_add_row (table);
  add_text (table, point);
  add_text (table, copil_agenda_change_name_field (change));
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

      if (!copil_agenda_change_is_told (change) || change->kind < COPIL_AGENDA_MOVED)
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
