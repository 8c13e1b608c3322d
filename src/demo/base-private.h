/* base-private.h: how the embedded base is filled
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/progress.h"
#include "db/cluster-private.h"
#include "db/cluster-session.h"

G_BEGIN_DECLS

/* Blocks: for worker threads. Done at once when the base was filled by this very program, or
 * when it holds figures that are not a demonstration. */
gboolean  copil_base_fill            (const CopilClusterPlace  *place,
                                      const CopilPostmaster    *postmaster,
                                      CopilProgress            *progress,
                                      GCancellable             *cancellable,
                                      GError                  **error);
/* What the program is shipped with; @steward is a superuser or an administrator. */
gboolean  copil_base_load_territories (CopilSession            *steward,
                                      CopilProgress            *progress,
                                      GCancellable             *cancellable,
                                      GError                  **error);
gboolean  copil_base_load_catalogue  (CopilSession             *steward,
                                      CopilProgress            *progress,
                                      GCancellable             *cancellable,
                                      GError                  **error);
/* The legal regimes, when newer than those of the base; nothing for whoever is no superuser. */
gboolean  copil_base_load_regimes    (CopilSession             *superuser,
                                      GCancellable             *cancellable,
                                      GError                  **error);
/* The demonstration's administrator, by whom the others are added. */
gboolean  copil_base_add_first       (CopilSession             *superuser,
                                      GCancellable             *cancellable,
                                      GError                  **error);
gboolean  copil_base_add_persons     (CopilSession             *administrator,
                                      GCancellable             *cancellable,
                                      GError                  **error);
/* Those of the shipped annotations that @login wrote; @session is theirs. */
gboolean  copil_base_add_annotations (CopilSession             *session,
                                      const char               *login,
                                      GCancellable             *cancellable,
                                      GError                  **error);
/* (transfer full): the UUID of a command that follows from its content. */
char     *copil_base_name_command    (const char               *what,
                                      const char               *content);

#define COPIL_BASE_ADMINISTRATOR "administrator"
#define COPIL_BASE_FEED "feed-demo"

G_END_DECLS
