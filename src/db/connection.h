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

/* Opens; resolves once READY. Later losses reconnect by themselves (see "state"). */
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

CopilConnectionState  copil_connection_get_state     (CopilConnection      *self);
/* Properties: "state", "retry-time" (monotonic us of the next try, or 0).
 * Signals: "ready" (each time a session begins: re-read what you hold),
 *          "lost" (GError *), "notified" (const char *channel, const char *payload, int pid). */

/* Listens on @channel in this and every later session. */
void                  copil_connection_listen        (CopilConnection      *self,
                                                      const char           *channel);
/* Tries now instead of at the end of the backoff. */
void                  copil_connection_retry         (CopilConnection      *self);

G_END_DECLS
