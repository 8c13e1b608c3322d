/* paper-advice.c: what was advised on an item, in the documents of its sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/paper-private.h"

#include "committee/advice.h"
#include "core/instant.h"

gboolean
_copil_paper_has_advices (CopilPaper  *self,
                          CopilRecord *item)
{
  g_autoptr (GPtrArray) advices = copil_advice_list (
    copil_dossier_get_list (self->dossier, "advice"), copil_record_get_id (item));

  return advices->len > 0;
}

static void
add_row (CopilPaper        *self,
         CopilTableBuilder *table,
         CopilRecord       *advice)
{
  g_autofree char *said = copil_advice_describe (advice, self->inputs->today);
  g_autofree char *day =
    copil_instant_describe_short_day (copil_record_get_time (advice, "given_at"));
  g_autofree char *who = _copil_paper_escape (copil_record_get_string (advice, "of_whom"));
  g_autofree char *text = _copil_paper_escape (said);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, who);
  copil_table_builder_add_text (table, text);
  copil_table_builder_add_text (table, day);
}

void
_copil_paper_add_advices (CopilPaper  *self,
                          CopilRecord *item)
{
  g_autoptr (GPtrArray) advices = copil_advice_list (
    copil_dossier_get_list (self->dossier, "advice"), copil_record_get_id (item));
  CopilTableBuilder *table;

  if (advices->len == 0)
    return;
  table = copil_table_builder_new (NULL, NULL);
  copil_table_builder_add_column (table, "Avis demandé à", 2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Sens", 4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Rendu le", 1, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < advices->len; i++)
    add_row (self, table, advices->pdata[i]);
  copil_document_add_table (self->document, table);
}
