/* keep.h: what is kept of committees and sittings on this computer, to be read without a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/frozen-fetch.h"

G_BEGIN_DECLS

/**
 * CopilKept:
 * @rows: (element-type CopilRow)
 * @confirmed: when the base last said so, by its clock, microseconds since 1970
 * @difference: see copil_server_clock_assume()
 */
typedef struct
{
  GPtrArray *rows;
  gint64     confirmed;
  gint64     difference;
} CopilKept;

void       copil_kept_free                (CopilKept            *self);

/**
 * CopilKeep:
 *
 * A folder of the person's cache directory, one folder a sitting in it: the rows in a file with its
 * checksum, and the documents by theirs; and one a committee, and one for the list of them, which
 * have but rows. Everything is done by one thread, in the order of the
 * calls. What the base did not confirm for COPIL_CACHE_DAYS is not read any more; what a person may
 * not read any more is removed.
 */
#define COPIL_TYPE_KEEP (copil_keep_get_type ())
G_DECLARE_FINAL_TYPE (CopilKeep, copil_keep, COPIL, KEEP, GObject)

/* In the place of the id of a sitting: the list of committees. */
#define COPIL_KEEP_COMMITTEES "committees"

/* @server: how the connection is named, @login: who connects. Where the directory cannot be trusted
 * nothing is kept, and nothing read. */
CopilKeep *copil_keep_new                 (const char           *server,
                                           const char           *login);
/* (transfer full) for @kept. */
void       copil_keep_write               (CopilKeep            *self,
                                           const char           *sitting_id,
                                           CopilKept            *kept);
void       copil_keep_read_async          (CopilKeep            *self,
                                           const char           *sitting_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* (transfer full) (nullable): NULL when nothing is kept, or it is damaged or too old. */
CopilKept *copil_keep_read_finish         (CopilKeep            *self,
                                           GAsyncResult         *result);
/* @sha256: hexadecimal: bytes that have another sum are neither written nor read. */
void       copil_keep_write_document      (CopilKeep            *self,
                                           const char           *sitting_id,
                                           const char           *sha256,
                                           GBytes               *bytes);
void       copil_keep_read_document_async (CopilKeep            *self,
                                           const char           *sitting_id,
                                           const char           *sha256,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* (transfer full) (nullable) */
GBytes    *copil_keep_read_document_finish (CopilKeep           *self,
                                           GAsyncResult         *result);
/* What the sitting froze, see committee/frozen.h; its documents and its figures go with it. */
void       copil_keep_write_figures       (CopilKeep            *self,
                                           const char           *sitting_id,
                                           CopilFrozenFigures   *figures);
void       copil_keep_read_figures_async  (CopilKeep            *self,
                                           const char           *sitting_id,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
/* (transfer full) (nullable) */
CopilFrozenFigures *
           copil_keep_read_figures_finish (GAsyncResult         *result);
/* This sitting with its documents. */
void       copil_keep_forget              (CopilKeep            *self,
                                           const char           *sitting_id);
/* All but these; NULL: all. */
void       copil_keep_retain              (CopilKeep            *self,
                                           const char * const   *sitting_ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilKept, copil_kept_free)

G_END_DECLS
