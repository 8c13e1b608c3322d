/* cluster-session.h: one session for a worker thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "later/pq.h"

G_BEGIN_DECLS

/* For the few long jobs that are scripts by nature: migrations, logins, backups. They run in a
 * GTask thread and wait there; everything else goes through CopilConnection. Waits end with
 * @cancellable, so Ctrl+C works. */
typedef struct _CopilSession CopilSession;

CopilSession *copil_session_open   (GHashTable          *parameters,
                                    GCancellable        *cancellable,
                                    GError             **error);
void          copil_session_close  (CopilSession        *self);
/* One statement with its parameters; the last result when there are several. */
PGresult     *copil_session_query  (CopilSession        *self,
                                    const char          *sql,
                                    const char * const  *values,
                                    GCancellable        *cancellable,
                                    GError             **error);
/* A script of several statements, without parameters. */
gboolean      copil_session_run    (CopilSession        *self,
                                    const char          *script,
                                    GCancellable        *cancellable,
                                    GError             **error);
/* (transfer full) (nullable): the first column of the first row. */
char         *copil_session_read   (CopilSession        *self,
                                    const char          *sql,
                                    GCancellable        *cancellable,
                                    GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilSession, copil_session_close)
#ifndef COPIL_HAVE_PGRESULT_AUTOPTR
#define COPIL_HAVE_PGRESULT_AUTOPTR
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PGresult, PQclear)
#endif

G_END_DECLS
