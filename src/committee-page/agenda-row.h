/* agenda-row.h: a point of the agenda, as it is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

#define COPIL_TYPE_AGENDA_ROW (copil_agenda_row_get_type ())
G_DECLARE_FINAL_TYPE (CopilAgendaRow, copil_agenda_row, COPIL, AGENDA_ROW, GtkListBoxRow)

GtkWidget  *copil_agenda_row_new     (CopilSittingContext    *context,
                                      CopilRecord            *item);
CopilRecord *copil_agenda_row_get_item (CopilAgendaRow       *self);
/* @entry: of its item now. @modified: it is not what an approval was given for. */
void        copil_agenda_row_show    (CopilAgendaRow         *self,
                                      const CopilAgendaEntry *entry,
                                      gboolean                modified);

G_END_DECLS
