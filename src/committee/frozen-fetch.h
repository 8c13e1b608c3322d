/* frozen-fetch.h: the figures of a sitting as they were when it was frozen, from the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "cube/file.h"
#include "db/connection.h"

G_BEGIN_DECLS

/**
 * CopilFreeze:
 * @batch: the last batch that the sitting sees
 * @catalogue: the version of the catalogue that it sees
 * @at: when it was frozen, microseconds since 1970: annotations written later are not shown
 *
 * See copil.sitting_freeze().
 */
typedef struct
{
  int    batch;
  int    catalogue;
  gint64 at;
} CopilFreeze;

/* What was read: figures, and what their file keeps beside them. */
typedef struct
{
  CopilCube       *cube;
  CopilCubeOrigin *origin;
} CopilFrozenFigures;

void                copil_frozen_figures_free  (CopilFrozenFigures   *self);

/* Over a session of its own, like @connection. @codes: of the indicators that are shown; all
 * territories are read, since maps, ranks and comparable territories need them. Ends with the first
 * error: there is no half of it. */
void                copil_frozen_fetch_async   (CopilConnection      *connection,
                                                const CopilFreeze    *freeze,
                                                const char * const   *codes,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
/* (transfer full) */
CopilFrozenFigures *copil_frozen_fetch_finish  (GAsyncResult         *result,
                                                GError              **error);

/* Annotations of @cube are only those written before @freeze, and not changed since. */
void                copil_frozen_annotate      (CopilCube            *cube,
                                                GBytes               *annotations,
                                                const CopilFreeze    *freeze);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilFrozenFigures, copil_frozen_figures_free)

G_END_DECLS
