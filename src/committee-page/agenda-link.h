/* agenda-link.h: figures of the dashboard linked to the points of an agenda
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/agenda-edit.h"

G_BEGIN_DECLS

/* Opens the form that links a figure to @item. */
void     copil_agenda_link_open   (CopilAgendaEdits    *edits,
                                   CopilSittingContext *context,
                                   const char          *item);
void     copil_agenda_link_remove (CopilAgendaEdits    *edits,
                                   CopilSittingContext *context,
                                   const char          *view);
/* By @step places among the figures of its item; FALSE where there is no such place. */
gboolean copil_agenda_link_move   (CopilAgendaEdits    *edits,
                                   CopilSittingContext *context,
                                   const char          *view,
                                   int                  step);
/* (transfer full): its name, or its code where no catalogue at hand knows it any more. */
char    *copil_agenda_link_name   (CopilSittingContext *context,
                                   CopilRecord         *view);

G_END_DECLS
