/* agenda-edit.h: what is done to the points of an agenda, and how it is taken back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee-page/sitting-context.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_MOVE_UP,
  COPIL_MOVE_DOWN,
  COPIL_MOVE_IN,  /* under the point above */
  COPIL_MOVE_OUT, /* of the point it is under */
} CopilAgendaMove;

/* What was done here, the last first; of one sitting. */
typedef struct _CopilAgendaEdits CopilAgendaEdits;

CopilAgendaEdits *copil_agenda_edits_new      (CopilSittingContext *context);
void              copil_agenda_edits_free     (CopilAgendaEdits    *self);
/* FALSE where there is no such place. */
gboolean          copil_agenda_edits_move     (CopilAgendaEdits    *self,
                                               const char          *item,
                                               CopilAgendaMove      move);
/* Before or after @beside, under the same point. FALSE when it would be under itself. */
gboolean          copil_agenda_edits_put      (CopilAgendaEdits    *self,
                                               const char          *item,
                                               const char          *beside,
                                               gboolean             after);
void              copil_agenda_edits_remove   (CopilAgendaEdits    *self,
                                               const char          *item);
/* Opens the form; @item NULL adds one, under @parent (nullable). */
void              copil_agenda_edits_open     (CopilAgendaEdits    *self,
                                               const char          *item,
                                               const char          *parent);
/* Asks for @function, and remembers what takes it back; @back: (transfer full): its parameters. */
void              copil_agenda_edits_submit   (CopilAgendaEdits    *self,
                                               const char          *function,
                                               JsonObject          *parameters,
                                               const char          *label,
                                               const char          *back_function,
                                               JsonObject          *back);
/* Takes back the last one. FALSE when there is none. */
gboolean          copil_agenda_edits_undo     (CopilAgendaEdits    *self);
gboolean          copil_agenda_edits_can_undo (CopilAgendaEdits    *self);

G_END_DECLS
