/* minutes-kept.h: the archive of the minutes of a sitting, as the base keeps it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/minutes-archive.h"
#include "committee/sitting-store.h"

G_BEGIN_DECLS

/* (transfer none) (nullable): the row of table minutes. */
CopilRecord *copil_minutes_kept_get         (CopilSittingStore    *store);
/* Reads what is archived: the PDF and the JSON as they were put, the signed copy where it came back,
 * and the tables and sums of them. G_IO_ERROR_NOT_FOUND while they are not archived. */
void         copil_minutes_kept_read_async  (CopilSittingStore    *store,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
/* (transfer full) (element-type CopilArchiveFile) */
GPtrArray   *copil_minutes_kept_read_finish (GAsyncResult         *result,
                                             GError              **error);
/* To a ZIP, or each file into a folder, which is made. Blocks: to be called in a thread. */
gboolean     copil_minutes_kept_write       (GPtrArray            *archive,
                                             GFile                *file,
                                             gboolean              folder,
                                             GCancellable         *cancellable,
                                             GError              **error);

G_END_DECLS
