/* frozen.h: the figures that a sitting sees for ever
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "committee/sitting-store.h"
#include "cube/cube.h"

G_BEGIN_DECLS

/**
 * CopilFrozen:
 *
 * From its convocation on a sitting shows the figures of the batch and of the catalogue that it was
 * convoked on, whatever lands later. They are read of what is kept on this computer, then of the
 * base in each session and after each batch: what was withheld since must not come back through a
 * copy, see copil.series_as_of(). Only the indicators that the agenda shows are read.
 *
 * Signal: "changed": other figures, or the sitting is frozen.
 */
#define COPIL_TYPE_FROZEN (copil_frozen_get_type ())
G_DECLARE_FINAL_TYPE (CopilFrozen, copil_frozen, COPIL, FROZEN, GObject)

/* (transfer none): the same for whoever asks; begins to read the first time. */
CopilFrozen *copil_frozen_of_sitting  (CopilSittingStore    *store);

/* Whether the sitting has a state of its own. */
gboolean     copil_frozen_is_frozen   (CopilFrozen          *self);
/* (transfer none) (nullable): what linked views are drawn from: @live (nullable), until the sitting
 * is frozen; then its own figures, NULL while they are not there, never those of today. */
CopilCube   *copil_frozen_choose      (CopilFrozen          *self,
                                       CopilCube            *live);
/* (transfer full): "État figé le 12 novembre 2026 (lot 57)", "Chiffres du moment". */
char        *copil_frozen_describe    (CopilFrozen          *self);

/* Resolves once the figures are there, or cannot be had; not before the sitting was read. */
void         copil_frozen_wait_async  (CopilFrozen          *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
/* FALSE: the sitting is frozen, and its figures cannot be had: why. */
gboolean     copil_frozen_wait_finish (CopilFrozen          *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
