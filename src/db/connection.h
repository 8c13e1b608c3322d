/* connection.h: one PostgreSQL session inside the GLib main loop
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "db/result.h"
#include "db/statement.h"

G_BEGIN_DECLS

typedef enum
{
  COPIL_CONNECTION_CLOSED,
  COPIL_CONNECTION_RESOLVING,
  COPIL_CONNECTION_CONNECTING,
  COPIL_CONNECTION_PREPARING,
  COPIL_CONNECTION_READY,   /* nothing under way */
  COPIL_CONNECTION_BUSY,    /* a request is being sent or answered */
  COPIL_CONNECTION_BACKOFF, /* lost; the next try is scheduled */
} CopilConnectionState;

#define COPIL_TYPE_CONNECTION (copil_connection_get_type ())
G_DECLARE_FINAL_TYPE (CopilConnection, copil_connection, COPIL, CONNECTION, GObject)

/* @parameters: libpq keywords and values (host, service, user...); never a concatenated string. */
CopilConnection      *copil_connection_new           (GHashTable           *parameters);

/* (transfer full): a further session of the same person at the same base, not opened yet. */
CopilConnection      *copil_connection_new_alike     (CopilConnection      *other);

/* Opens; resolves once READY, or with the error of the first try. Then as after a later loss:
 * when another try may succeed, they go on by themselves (see "state") until close; what is
 * asked between two tries fails at once with UNREACHABLE: ask again on "ready". */
void                  copil_connection_open_async    (CopilConnection      *self,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean              copil_connection_open_finish   (CopilConnection      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);
void                  copil_connection_close         (CopilConnection      *self);

/* One statement; answers in the order of the calls. */
void                  copil_connection_query_async   (CopilConnection      *self,
                                                      CopilStatement       *statement,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
CopilResult          *copil_connection_query_finish  (CopilConnection      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* Several independent reads in one round trip; each has its own sync point, so one failure
 * does not abort the others. @statements: (element-type CopilStatement). Finish returns
 * (element-type CopilResult): an entry that failed answers copil_result_get_error(). */
void                  copil_connection_pipeline_async  (CopilConnection      *self,
                                                        GPtrArray            *statements,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GPtrArray            *copil_connection_pipeline_finish (CopilConnection      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

/* Rows are handed to @row as they come, within a time budget a turn of the loop; @row may be
 * called many times before the callback. For what is too large to hold. */
typedef void (*CopilRowFunc) (CopilResult *row,
                              gpointer     user_data);
void                  copil_connection_stream_async  (CopilConnection      *self,
                                                      CopilStatement       *statement,
                                                      CopilRowFunc          row,
                                                      gpointer              row_data,
                                                      GCancellable         *cancellable,
                                                      GAsyncReadyCallback   callback,
                                                      gpointer              user_data);
gboolean              copil_connection_stream_finish (CopilConnection      *self,
                                                      GAsyncResult         *result,
                                                      GError              **error);

/* BEGIN, the statements in their order, and COMMIT or (@commit FALSE: a dry run) ROLLBACK. The
 * first error rolls back and is returned. The only lost answer that leaves the outcome unknown
 * is that to COMMIT. @next is called with 0, 1, 2... for the next statement (transfer full)
 * until it returns NULL, so that a large load needs no more memory than one chunk; it is called
 * inside the loop and must be quick. When it fails it cancels @cancellable: all is rolled back. Finish returns (element-type CopilResult), one for each
 * statement, BEGIN and COMMIT not counted. */
typedef CopilStatement *(*CopilStatementFunc) (guint    index,
                                               gpointer user_data);
void                  copil_connection_transaction_async    (CopilConnection      *self,
                                                             GPtrArray            *statements,
                                                             gboolean              commit,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
void                  copil_connection_transaction_each_async (CopilConnection    *self,
                                                             CopilStatementFunc    next,
                                                             gpointer              next_data,
                                                             gboolean              commit,
                                                             GCancellable         *cancellable,
                                                             GAsyncReadyCallback   callback,
                                                             gpointer              user_data);
GPtrArray            *copil_connection_transaction_finish   (CopilConnection      *self,
                                                             GAsyncResult         *result,
                                                             GError              **error);

CopilConnectionState  copil_connection_get_state     (CopilConnection      *self);
/* Monotonic microseconds of the next try, or 0 when none is scheduled. */
gint64                copil_connection_get_retry_time (CopilConnection     *self);
/* FALSE on a standby or behind a transaction pooler: notifications do not come, so poll. */
gboolean              copil_connection_is_listening  (CopilConnection      *self);
/* Properties: "state", "retry-time".
 * Signals: "ready" (each time a session begins: re-read what you hold),
 *          "lost" (GError *: a session or a try to have one ended so),
 *          "notified" (const char *channel, const char *payload, int pid). */

/* Listens on @channel in this and every later session. */
void                  copil_connection_listen        (CopilConnection      *self,
                                                      const char           *channel);
/* Tries now instead of at the end of the backoff, or again after an error that stopped the
 * tries (wrong password, unknown base). */
void                  copil_connection_retry         (CopilConnection      *self);
/* For the next try: where the base turned out to be, once it runs. Takes a copy. */
void                  copil_connection_set_parameters (CopilConnection    *self,
                                                 GHashTable           *parameters);
/* For the next try. */
void                  copil_connection_set_password  (CopilConnection      *self,
                                                      const char           *password);
/* Asks the server for a sign of life, for instance after the computer woke up: without one the
 * session is given up and made anew. */
void                  copil_connection_check         (CopilConnection      *self);

G_END_DECLS
