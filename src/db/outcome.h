/* outcome.h: what became of commands whose answer was lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/statement.h"

G_BEGIN_DECLS

/* (transfer full): asks the base of these commands of one's own, by their UUIDs. A row for each,
 * in their order: whether it took effect, and the answer it was given (NULL: none, or one has no
 * assignment any more). The base answers whoever sent a command, with or without a role today. */
CopilStatement *copil_outcome_ask  (const char * const *commands,
                                    gsize               n);

G_END_DECLS
