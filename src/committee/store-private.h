/* store-private.h: what the stores of a committee and of a sitting are made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record-set.h"
#include "committee/store.h"
#include "committee/waiting.h"

G_BEGIN_DECLS

struct _CopilStore
{
  GObject          parent_instance;
  CopilConnection *connection;
  CopilWaiting    *waiting; /* (nullable) */
  GCancellable    *cancellable;
  char            *id;      /* (nullable) */
  CopilRecordSet  *rows;
  gboolean         loaded;
  gboolean         live;
  char            *reason;
  guint64          mark;    /* of what waits, when it was read */
};

/* Once, first. @kind, @id: what it is of, see copil_waiting_new(). Reads each time the session
 * begins, and when something was recorded; the first reading is for the caller to begin. */
void     _copil_store_set_up       (CopilStore             *self,
                                    CopilConnection        *connection,
                                    CopilOutbox            *outbox,
                                    const CopilRecordOrder *orders,
                                    const char             *kind,
                                    const char             *id);
gboolean _copil_store_is_connected (CopilStore             *self);
/* Around a reading, for what waits. The answer says that the base is there. */
void     _copil_store_begin_read   (CopilStore             *self);
void     _copil_store_end_read     (CopilStore             *self);
/* (transfer full) (element-type CopilRow): what the base has of it, without what waits; as text, for
 * another thread. */
GPtrArray *
         _copil_store_list_rows    (CopilStore             *self);
/* Tells what changed since the last time. @reason: (nullable), a copy is kept. */
void     _copil_store_commit       (CopilStore             *self,
                                    gboolean                loaded,
                                    const char             *reason);
void     _copil_store_set_live     (CopilStore             *self,
                                    gboolean                live);

G_END_DECLS
