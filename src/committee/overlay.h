/* overlay.h: what a command will do to the rows, as far as it can be told before the base answers
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "committee/record-set.h"
#include "db/outbox-command.h"

G_BEGIN_DECLS

/**
 * CopilOverlay:
 *
 * Fields laid over rows, command after command: a command sees what those before it left. What a
 * table cannot tell (which number a decision gets, what a vote decides) is left to the base.
 */
typedef struct _CopilOverlay CopilOverlay;

/* @kind, @id: what the rows belong to: "sitting" and its id. */
CopilOverlay *copil_overlay_new   (CopilRecordSet *rows,
                                   const char     *kind,
                                   const char     *id);
void          copil_overlay_free  (CopilOverlay   *self);
/* FALSE when the command touches none of these rows. */
gboolean      copil_overlay_add   (CopilOverlay   *self,
                                   CopilCommand   *command);
/* (transfer none) (element-type CopilLaid) */
GPtrArray    *copil_overlay_get   (CopilOverlay   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilOverlay, copil_overlay_free)

G_END_DECLS
