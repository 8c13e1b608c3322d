/* outbox-private.h: what the files of the outbox share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   outbox-command.c  one command, and its text on disk
 *   outbox-file.c     write, sync, read, put aside
 *   outbox-send.c     ask, send, judge the answer
 *   outbox.c          the list and its callers
 */
#pragma once

#include "db/outbox.h"

G_BEGIN_DECLS

struct _CopilOutbox
{
  GObject          parent_instance;

  CopilConnection *connection;
  GMainContext    *context;
  char            *directory;
  GPtrArray       *commands;  /* of CopilCommand */
  GThreadPool     *disk;      /* one thread: what is done to the disk keeps its order */
  guint            n_damaged;
  guint            n_pending;
  gboolean         under_way; /* one statement at a time */
  gboolean         verify;    /* ask for recorded ones as well: a session began */
  GSource         *retry;
};

/* outbox-command.c */
CopilCommand   *_copil_command_new            (const char        *function,
                                               JsonObject        *parameters,
                                               const char        *label,
                                               const char        *depends_on);
void            _copil_command_set_state      (CopilCommand      *self,
                                               CopilCommandState  state,
                                               const char        *message);
void            _copil_command_set_answer     (CopilCommand      *self,
                                               const char        *answer);
/* Whether it was in doubt since this was last asked: it may have had its effect. */
gboolean        _copil_command_take_doubt     (CopilCommand      *self);
/* Refused once, to be believed when the server has no outcome of it either. */
void            _copil_command_set_refusal    (CopilCommand      *self,
                                               const char        *message);
const char     *_copil_command_get_refusal    (CopilCommand      *self);
/* How often it was tried in vain, for the backoff. */
guint           _copil_command_count_try      (CopilCommand      *self);
/* (transfer full): with its checksum in front. */
char           *_copil_command_to_text        (CopilCommand      *self);
/* (transfer full): NULL when the text is not what was once written. */
CopilCommand   *_copil_command_from_text      (const char        *text,
                                               gsize              size);
/* (transfer full). */
char           *_copil_command_get_file_name  (CopilCommand      *self);
/* (transfer full): NULL and an error when a name is not one of SQL. */
CopilStatement *_copil_command_to_statement   (CopilCommand      *self,
                                               GError           **error);

/* outbox-file.c: all block; called in the disk's thread. */
gboolean        _copil_outbox_file_write      (const char        *directory,
                                               const char        *name,
                                               const char        *text,
                                               GError           **error);
void            _copil_outbox_file_remove     (const char        *directory,
                                               const char        *name);
/* (transfer full) (element-type CopilCommand): in the order they were made. */
GPtrArray      *_copil_outbox_file_read_all   (const char        *directory,
                                               guint             *n_damaged,
                                               GError           **error);

/* outbox-send.c */
void            _copil_outbox_advance         (CopilOutbox       *self);
void            _copil_outbox_session_began   (CopilOutbox       *self);

/* outbox.c */
void            _copil_outbox_save            (CopilOutbox       *self,
                                               CopilCommand      *command);
void            _copil_outbox_update_pending  (CopilOutbox       *self);
void            _copil_outbox_forget_old      (CopilOutbox       *self);

G_END_DECLS
