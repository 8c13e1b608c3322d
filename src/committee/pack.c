/* pack.c: the dossier of a sitting: everything its members need, in one PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-private.h"

#include <string.h>

#include "core/format.h"
#include "report/pdf-join.h"

/* Figures ----------------------------------------------------------------------------------- */

static gboolean
is_of (CopilRecord            *record,
       const CopilAgendaEntry *entry)
{
  return strcmp (copil_record_get_word (record, "item_id"), copil_record_get_id (entry->item)) == 0;
}

static gboolean
has_view (CopilPaper             *self,
          const CopilAgendaEntry *entry)
{
  guint n = copil_dossier_count (self->dossier, "item_view");

  for (guint i = 0; i < n; i++)
    if (is_of (copil_dossier_get (self->dossier, "item_view", i), entry))
      return TRUE;
  return FALSE;
}

static void
add_views (CopilPaper             *self,
           const CopilAgendaEntry *entry)
{
  guint n = copil_dossier_count (self->dossier, "item_view");

  for (guint i = 0; i < n; i++)
    {
      CopilRecord *view = copil_dossier_get (self->dossier, "item_view", i);

      if (is_of (view, entry))
        _copil_paper_add_view (self, view);
    }
}

static void
add_item (CopilPaper             *self,
          const CopilAgendaEntry *entry)
{
  const char *body = copil_record_get_word (entry->item, "body");
  g_autofree char *title = g_strdup_printf ("%s. %s", entry->number,
                                            copil_record_get_word (entry->item, "title"));

  if (*body == '\0' && !has_view (self, entry)
      && !_copil_paper_has_advices (self, entry->item))
    return;
  _copil_paper_add_heading (self->document, title, NULL);
  if (*body != '\0')
    _copil_paper_add (self->document, "body", "%s", body);
  if (*body != '\0' && (has_view (self, entry) || _copil_paper_has_advices (self, entry->item)))
    copil_document_keep_next (self->document);
  _copil_paper_add_advices (self, entry->item);
  add_views (self, entry);
}

/* Joined documents -------------------------------------------------------------------------- */

static void
pack_part_free (gpointer data)
{
  CopilPackPart *part = data;

  g_free (part->title);
  g_clear_pointer (&part->pdf, g_bytes_unref);
  g_free (part->problem);
  g_free (part);
}

static CopilPackPart *
create_part (const CopilAgendaEntry *entry,
             CopilRecord            *record,
             const CopilPackSources *sources)
{
  CopilPackPart *part = g_new0 (CopilPackPart, 1);
  g_autoptr (GError) error = NULL;

  part->record = record;
  part->title = g_strdup_printf ("%s. %s", entry->number, copil_record_get_word (record, "name"));
  if (sources != NULL && sources->get_bytes != NULL)
    part->pdf = sources->get_bytes (record, sources->user_data);
  if (part->pdf == NULL)
    part->problem = g_strdup ("document non disponible sur ce poste");
  else if (!copil_pdf_check (part->pdf, &part->n_pages, &error))
    {
      g_clear_pointer (&part->pdf, g_bytes_unref);
      part->problem = g_strdup (error->message);
    }
  return part;
}

/* In the order of the agenda. */
static GPtrArray *
list_parts (CopilDossier           *dossier,
            const CopilPackSources *sources)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (pack_part_free);
  g_autoptr (GPtrArray) agenda =
    copil_agenda_build (copil_dossier_get_list (dossier, "agenda_item"), 0);
  guint n = copil_dossier_count (dossier, "item_document");

  for (guint i = 0; i < agenda->len; i++)
    for (guint j = 0; j < n; j++)
      {
        CopilRecord *record = copil_dossier_get (dossier, "item_document", j);

        if (is_of (record, agenda->pdata[i]))
          g_ptr_array_add (parts, create_part (agenda->pdata[i], record, sources));
      }
  return parts;
}

static void
add_part_row (CopilTableBuilder   *table,
              const CopilPackPart *part)
{
  g_autofree char *title = _copil_paper_escape (part->title);
  g_autofree char *problem = _copil_paper_escape (part->problem);
  g_autofree char *pages = copil_format_count (part->n_pages, "page", "pages");
  g_autofree char *place = g_strdup_printf ("page %u", part->page + 1);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, title);
  copil_table_builder_add_text (table, part->pdf != NULL ? pages : problem);
  copil_table_builder_add_text (table, part->pdf != NULL ? place : "");
}

static void
add_parts (CopilPaper *self)
{
  CopilTableBuilder *table;

  if (self->parts == NULL || self->parts->len == 0)
    return;
  _copil_paper_add_heading (self->document, "Documents joints", "documents");
  table = copil_table_builder_new (NULL, NULL);
  copil_table_builder_add_column (table, "Document", 4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Étendue", 2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Début", 0.8, COPIL_ALIGN_RIGHT);
  for (guint i = 0; i < self->parts->len; i++)
    add_part_row (table, self->parts->pdata[i]);
  copil_document_add_table (self->document, table);
}

/* The whole --------------------------------------------------------------------------------- */

void
_copil_paper_pack (CopilPaper *self)
{
  copil_document_add_heading (self->document, 2, "Ordre du jour", "agenda");
  _copil_paper_add_agenda (self, TRUE);
  add_parts (self);
  for (guint i = 0; i < self->agenda->len; i++)
    add_item (self, self->agenda->pdata[i]);
  _copil_paper_add_heading (self->document, "Actions en cours", "actions");
  _copil_paper_add_actions (self, COPIL_ACTIONS_OPEN);
}

/* The place of each is known once the pages before it are counted. */
static void
number_parts (GPtrArray *parts,
              guint      n_before)
{
  for (guint i = 0; i < parts->len; i++)
    {
      CopilPackPart *part = parts->pdata[i];

      part->page = n_before;
      n_before += part->n_pages;
    }
}

static GBytes *
join (CopilDocument *head,
      GPtrArray     *parts,
      GError       **error)
{
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GArray) joined = g_array_new (FALSE, FALSE, sizeof (CopilPdfPart));

  for (guint i = 0; i < parts->len; i++)
    {
      CopilPackPart *part = parts->pdata[i];
      CopilPdfPart entry = { part->title, part->pdf };

      if (part->pdf != NULL)
        g_array_append_val (joined, entry);
    }
  if (joined->len == 0)
    return copil_document_to_pdf (head, error);
  copil_document_set_joined (head);
  first = copil_document_to_pdf (head, error);
  if (first == NULL)
    return NULL;
  return copil_pdf_join (first, (const CopilPdfPart *) joined->data, joined->len, error);
}

GBytes *
_copil_pack_to_pdf (CopilDossier           *dossier,
                    const CopilPaperInputs *inputs,
                    GError                **error)
{
  g_autoptr (GPtrArray) parts = list_parts (dossier, inputs->sources);
  g_autoptr (CopilDocument) counted = NULL, head = NULL;

  number_parts (parts, 0);
  counted = _copil_paper_compose (COPIL_PAPER_PACK, dossier, inputs, parts);
  number_parts (parts, copil_document_layout (counted));
  head = _copil_paper_compose (COPIL_PAPER_PACK, dossier, inputs, parts);
  return join (head, parts, error);
}
