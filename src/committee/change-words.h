/* change-words.h: what changed in an agenda or a convocation, in words
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/agenda.h"

G_BEGIN_DECLS

/* FALSE of what only follows from the rest. */
gboolean    copil_agenda_change_is_told        (const CopilAgendaChange *self);
/* (transfer none): "Intitulé", "Durée", "Lieu". */
const char *copil_agenda_change_name_field     (const CopilAgendaChange *self);
/* (transfer full): "2.1. État du territoire"; "Séance" of what belongs to the whole. */
char       *copil_agenda_change_describe_point (const CopilAgendaChange *self);
/* (transfer full): as it is read: a length, an hour, the names of the documents; "—" for none. */
char       *copil_agenda_change_describe_old   (const CopilAgendaChange *self);
char       *copil_agenda_change_describe_now   (const CopilAgendaChange *self);

G_END_DECLS
