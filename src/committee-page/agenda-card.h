/* agenda-card.h: the agenda of a sitting, as it is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

/**
 * CopilAgendaCard:
 *
 * The strip of its minutes, then its points in the order of reading. Ctrl with an arrow moves the
 * point that has the focus, as dragging does; Ctrl+Z takes back the last change made here while
 * the agenda is a draft. Actions: "agenda.add", and "agenda.edit", "agenda.up"... of a point, with
 * its id ("": the one that has the focus).
 */
#define COPIL_TYPE_AGENDA_CARD (copil_agenda_card_get_type ())
G_DECLARE_FINAL_TYPE (CopilAgendaCard, copil_agenda_card, COPIL, AGENDA_CARD, GtkWidget)

GtkWidget *copil_agenda_card_new    (CopilSittingContext *context);
void       copil_agenda_card_update (CopilAgendaCard     *self);

G_END_DECLS
