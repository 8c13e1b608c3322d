/* outbox-command.h: one thing that the person asked to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_COMMAND_WAITING,  /* safe on disk, to be sent ("En attente du réseau") */
  COPIL_COMMAND_SENT,     /* the server has it, its answer is awaited */
  COPIL_COMMAND_CHECKING, /* "En cours de vérification, ne ressaisissez pas" */
  COPIL_COMMAND_RECORDED, /* "Enregistré": committed, with an answer */
  COPIL_COMMAND_REFUSED,  /* "Refusé": had no effect, see the message */
} CopilCommandState;

#define COPIL_TYPE_COMMAND (copil_command_get_type ())
G_DECLARE_FINAL_TYPE (CopilCommand, copil_command, COPIL, COMMAND, GObject)

/* Properties, all notified: "state", "message". */
CopilCommandState  copil_command_get_state      (CopilCommand *self);
/* (nullable): why it is refused, or why it still waits; a sentence for the screen. */
const char        *copil_command_get_message    (CopilCommand *self);
/* The UUID under which the server records it. */
const char        *copil_command_get_id         (CopilCommand *self);
/* The function of schema copil, "assignment_grant". */
const char        *copil_command_get_function   (CopilCommand *self);
/* Its named arguments, but "command". */
JsonObject        *copil_command_get_parameters (CopilCommand *self);
/* What the person reads in the list of what is under way. */
const char        *copil_command_get_label      (CopilCommand *self);
/* (nullable): the UUID of the command that must be recorded first. */
const char        *copil_command_get_depends_on (CopilCommand *self);
/* Unix time, microseconds. */
gint64             copil_command_get_created    (CopilCommand *self);
/* (nullable): the function's JSON answer, once recorded; of an earlier run, while it is checked
 * whether the server still knows it. */
const char        *copil_command_get_answer     (CopilCommand *self);

G_END_DECLS
