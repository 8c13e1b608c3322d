/* agenda-figures.h: the figures linked to a point of the agenda, each a line with its value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

#define COPIL_TYPE_AGENDA_FIGURES (copil_agenda_figures_get_type ())
G_DECLARE_FINAL_TYPE (CopilAgendaFigures, copil_agenda_figures, COPIL, AGENDA_FIGURES, GtkWidget)

GtkWidget *copil_agenda_figures_new  (void);
/* Only what is another view, or another figure of the cube, is drawn anew. */
void       copil_agenda_figures_show (CopilAgendaFigures  *self,
                                      CopilSittingContext *context,
                                      CopilRecord         *item);

G_END_DECLS
