/* demo-source.h: what the base knows, from which figures are made up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection.h"
#include "demo/generator.h"

G_BEGIN_DECLS

/* Reads the catalogue, the territories and the batches of a base, then makes the figures up in a
 * thread. Finish: (transfer full); @landed: (transfer full) (element-type utf8): UUIDs of the
 * commands whose batches are there already; @digests: (transfer full): copil_generator_digest(). */
void            copil_demo_source_async  (CopilConnection      *connection,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
CopilGenerator *copil_demo_source_finish (CopilConnection      *connection,
                                          GAsyncResult         *result,
                                          GHashTable          **landed,
                                          GPtrArray           **digests,
                                          GError              **error);

G_END_DECLS
