/* store.h: rows of a committee or of a sitting, as the base has them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/record.h"
#include "db/connection.h"
#include "db/outbox.h"

G_BEGIN_DECLS

/**
 * CopilStore:
 *
 * What CopilCommitteeStore and CopilSittingStore share. What was asked to be written is shown at
 * once, "pending", and replaced by what the base made of it; what is refused is taken away and told
 * by "refused".
 *
 * Properties: "loaded" (there is something to show: of the base, or of what was kept of an earlier
 * run), "live" (the base answered in this session), "reason" (nullable: why there is nothing to
 * show, a sentence for the screen).
 * Signals: "changed" (once for all that changed together, after the lists and the records told it),
 *          "refused" (CopilCommand: of this store).
 */
#define COPIL_TYPE_STORE (copil_store_get_type ())
#define COPIL_STORE(store) (G_TYPE_CHECK_INSTANCE_CAST (store, COPIL_TYPE_STORE, CopilStore))
#define COPIL_IS_STORE(store) (G_TYPE_CHECK_INSTANCE_TYPE (store, COPIL_TYPE_STORE))

typedef struct _CopilStore CopilStore;

/* @read: asks the base again; @all: also for what has not changed. */
typedef struct
{
  GObjectClass parent_class;
  void         (*read) (CopilStore *self,
                        gboolean    all);
} CopilStoreClass;

GType         copil_store_get_type      (void);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilStore, g_object_unref)

/* Sends a command of the base; it answers once it is safe on disk; from then on it is shown.
 * @depends_on: (nullable): the id of the command that makes what this one is about. The store has
 * an outbox. */
void          copil_store_submit_async  (CopilStore           *self,
                                         const char           *function,
                                         JsonObject           *parameters,
                                         const char           *label,
                                         const char           *depends_on,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
/* (transfer full) */
CopilCommand *copil_store_submit_finish (CopilStore           *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
