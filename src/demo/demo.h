/* demo.h: the demonstration figures, brought into a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/connection.h"

G_BEGIN_DECLS

/**
 * copil_demo_load_async:
 * @connection: open, of a login that is data feed of every producer, to a base that holds the
 *   shipped catalogue and territories
 * @progress: (nullable): called in the main loop
 *
 * Makes the figures up in a thread and lands them as their producers would: a batch a producer
 * for the history, then for each of the two months that follow, late and corrected figures
 * included; all marked as fictitious. Each batch is one transaction whose command follows from
 * its rows and the earlier ones of its producer: loading again goes on where it stopped, lands
 * the producers whose figures another catalogue changes, and nothing when all is there.
 */
void     copil_demo_load_async  (CopilConnection      *connection,
                                 CopilProgressFunc     progress,
                                 gpointer              progress_data,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean copil_demo_load_finish (CopilConnection      *connection,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
