/* outbox.h: what is to be written, kept on disk until the server has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"
#include "db/outbox-command.h"

G_BEGIN_DECLS

/**
 * CopilOutbox:
 *
 * Every write happens exactly once: a command gets a UUID and is on disk, synced, before it is
 * sent; the server records the UUID in the transaction of the effect; whatever is in doubt is
 * asked by its UUID, and only what the server does not know is sent (again). Recorded commands
 * stay an hour, so that a fail-over that lost one is noticed; refused ones until dismissed.
 *
 * A GListModel of CopilCommand, oldest first. Property "n-pending": not yet known to be
 * recorded or refused.
 */
#define COPIL_TYPE_OUTBOX (copil_outbox_get_type ())
G_DECLARE_FINAL_TYPE (CopilOutbox, copil_outbox, COPIL, OUTBOX, GObject)

/* (transfer full): where the outbox of this person on this server is, under the user's data
 * directory. @server: what names the server, see copil_server_get_key(). */
char         *copil_outbox_build_directory (const char           *server,
                                            const char           *login);

CopilOutbox  *copil_outbox_new             (CopilConnection      *connection,
                                            const char           *directory);
/* Takes up what an earlier run left. A file that is damaged is put aside in "damaged" (see
 * copil_outbox_get_n_damaged()) and stops nothing else. */
void          copil_outbox_open_async      (CopilOutbox          *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean      copil_outbox_open_finish     (CopilOutbox          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
guint         copil_outbox_get_n_damaged   (CopilOutbox          *self);
guint         copil_outbox_get_n_pending   (CopilOutbox          *self);

/* Resolves once the command is safe on disk; from then on it makes its own way (its "state").
 * With an error (disk full...) nothing was sent and nothing is kept.
 * @parameters: named arguments of copil.@function; texts, numbers, booleans, null; an object
 * or array is sent as JSON. @depends_on: (nullable): the id of an earlier command. */
void          copil_outbox_submit_async    (CopilOutbox          *self,
                                            const char           *function,
                                            JsonObject           *parameters,
                                            const char           *label,
                                            const char           *depends_on,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
/* (transfer full). */
CopilCommand *copil_outbox_submit_finish   (CopilOutbox          *self,
                                            GAsyncResult         *result,
                                            GError              **error);
/* Forgets a command that is recorded or refused. */
void          copil_outbox_dismiss         (CopilOutbox          *self,
                                            CopilCommand         *command);

G_END_DECLS
