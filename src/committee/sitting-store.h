/* sitting-store.h: all of one sitting, kept as the base has it, with what waits to be written
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/server-clock.h"
#include "committee/store.h"

G_BEGIN_DECLS

/**
 * CopilSittingStore:
 *
 * Reads the rows of a sitting (copil.sitting_rows) and follows them: each time the feed tells that
 * the sitting changed, the rows above the last revision are asked for, once for all that changed
 * meanwhile, and patched in place. When what may be read can have changed (a stage, the minutes,
 * rights, a feed that cannot be continued) all rows are read and compared.
 *
 * Properties and signals: those of CopilStore.
 */
#define COPIL_TYPE_SITTING_STORE (copil_sitting_store_get_type ())
G_DECLARE_FINAL_TYPE (CopilSittingStore, copil_sitting_store, COPIL, SITTING_STORE, CopilStore)

/* @outbox: (nullable): NULL: nothing can be written. Begins to read. */
CopilSittingStore *copil_sitting_store_new           (CopilConnection      *connection,
                                                      CopilOutbox          *outbox,
                                                      const char           *sitting_id);
const char        *copil_sitting_store_get_id        (CopilSittingStore    *self);

/* What a CopilFeed tells, see its signals; changes of other things are passed over. Whoever makes
 * the store hands them on until it lets go of it. */
void               copil_sitting_store_feed_changed  (CopilSittingStore    *self,
                                                      GPtrArray            *changes);
void               copil_sitting_store_refill        (CopilSittingStore    *self);

/* (transfer none): of CopilRecord, without those that are gone, in their order (rank, number, or
 * time); the same list as long as the store lives. @kind: a table of 0026-sittings.sql. */
GListModel        *copil_sitting_store_get_list      (CopilSittingStore    *self,
                                                      const char           *kind);
/* (transfer none) (nullable): also one that is gone. */
CopilRecord       *copil_sitting_store_find          (CopilSittingStore    *self,
                                                      const char           *kind,
                                                      const char           *id);
/* (transfer none) (nullable): the row of table sitting. */
CopilRecord       *copil_sitting_store_get_sitting   (CopilSittingStore    *self);

gboolean           copil_sitting_store_is_loaded     (CopilSittingStore    *self);
gboolean           copil_sitting_store_is_live       (CopilSittingStore    *self);
const char        *copil_sitting_store_get_reason    (CopilSittingStore    *self);
/* Microseconds since 1970, by the base: when it last said that this is the state; 0: never. */
gint64             copil_sitting_store_get_confirmed (CopilSittingStore    *self);
/* Everything of the sitting up to this revision is held. */
gint64             copil_sitting_store_get_revision  (CopilSittingStore    *self);

/* Microseconds since 1970 on the clock of the base. */
gint64             copil_sitting_store_get_now       (CopilSittingStore    *self);
/* (transfer none) */
CopilServerClock  *copil_sitting_store_get_clock     (CopilSittingStore    *self);

/* A document of the sitting: what is kept of it on this computer, or else from the base. @sha256: of
 * a row, as it is there. */
void               copil_sitting_store_read_document_async  (CopilSittingStore    *self,
                                                             const char           *sha256,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
/* (transfer full) */
GBytes            *copil_sitting_store_read_document_finish (CopilSittingStore    *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);

G_END_DECLS
