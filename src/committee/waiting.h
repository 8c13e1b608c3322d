/* waiting.h: what was asked to be written, laid over what the base has
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record-set.h"
#include "db/outbox.h"

G_BEGIN_DECLS

/**
 * CopilWaiting:
 *
 * Follows the outbox for one store. A command that touches the rows of the store is laid over them
 * from the moment it is safe on disk, until the store has read what the base made of it, or until
 * the base refuses it.
 *
 * Signals: "changed" (what is to be laid is not what it was: call copil_waiting_lay()),
 *          "recorded" (the base has it: read), "refused" (CopilCommand).
 */
#define COPIL_TYPE_WAITING (copil_waiting_get_type ())
G_DECLARE_FINAL_TYPE (CopilWaiting, copil_waiting, COPIL, WAITING, GObject)

/* @rows: of the store, which lives longer. @kind, @id: what the store is of: "sitting" and its id. */
CopilWaiting *copil_waiting_new  (CopilOutbox    *outbox,
                                  CopilRecordSet *rows,
                                  const char     *kind,
                                  const char     *id);
/* Lays what waits over the rows; the caller commits. */
void          copil_waiting_lay  (CopilWaiting   *self);
/* A reading begins: what is recorded by now will be in its answer. Gives a mark for
 * copil_waiting_end(). */
guint64       copil_waiting_begin (CopilWaiting  *self);
/* The reading that began with @mark was taken. */
void          copil_waiting_end  (CopilWaiting   *self,
                                  guint64         mark);
/* Commands that are laid over the rows at present. */
guint         copil_waiting_get_count (CopilWaiting *self);

/* As copil_outbox_submit_async(), the task of @source. */
void          copil_waiting_submit_async  (CopilWaiting         *self,
                                           GObject              *source,
                                           const char           *function,
                                           JsonObject           *parameters,
                                           const char           *label,
                                           const char           *depends_on,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);

G_END_DECLS
