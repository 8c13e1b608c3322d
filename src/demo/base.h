/* base.h: a base that is ready to be opened
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "core/progress.h"

G_BEGIN_DECLS

/* Who opens the demonstration base when nobody else is named. */
#define COPIL_BASE_DEFAULT_LOGIN "coordination-59"

#define COPIL_TYPE_BASE (copil_base_get_type ())
G_DECLARE_FINAL_TYPE (CopilBase, copil_base, COPIL, BASE, GObject)

/* @server: (nullable) (element-type utf8 utf8): libpq's keywords and values of a shared server;
 * NULL for the embedded base, which this object then keeps up: hold it as long as the
 * connection. */
CopilBase  *copil_base_new             (GHashTable           *server);
gboolean    copil_base_is_embedded     (CopilBase            *self);
/* (transfer full): the same for the same base, before it runs as after: names the cache of its
 * figures and the outbox. */
char       *copil_base_get_key         (CopilBase            *self);

/* A shared server is taken as it is. The embedded base is made, started, brought to the schema
 * of this program and, when it is empty, filled with the demonstration; a second call, or a
 * second program, finds it done. @progress: (nullable): one label a step. */
void        copil_base_ensure_async    (CopilBase            *self,
                                        CopilProgressFunc     progress,
                                        gpointer              progress_data,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    copil_base_ensure_finish   (CopilBase            *self,
                                        GAsyncResult         *result,
                                        GError              **error);

/* (transfer full): what copil_connection_new() takes, once ensured. @login: (nullable): NULL for
 * COPIL_BASE_DEFAULT_LOGIN in the embedded base, and for what the server's own parameters say
 * elsewhere. */
GHashTable *copil_base_get_parameters  (CopilBase            *self,
                                        const char           *login);
/* (transfer full): who that is; before the base runs as after. */
char       *copil_base_get_login       (CopilBase            *self,
                                        const char           *login);

/* Into a shared base that was just made: the territories and the indicators of this program,
 * nothing where there are some; and its legal regimes where they are newer. For a superuser. Blocks: for worker threads. */
gboolean    copil_base_furnish         (GHashTable           *parameters,
                                        gboolean             *done,
                                        CopilProgress        *progress,
                                        GCancellable         *cancellable,
                                        GError              **error);

G_END_DECLS
