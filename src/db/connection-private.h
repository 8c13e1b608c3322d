/* connection-private.h: what the files of the connection share, and what tests may set
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   connection.c           the object: properties, signals, what callers may do
 *   connection-state.c     the table of edges, the source, the one decision what to wait for
 *   connection-options.c   from parameters to what libpq is given
 *   connection-open.c      resolve, connect, prepare; loss and backoff
 *   connection-request.c   a request and its completion; delivery to callers, last
 *   connection-exchange.c  send, receive, route, notifications
 *   connection-transaction.c  BEGIN, what callers give, COMMIT or ROLLBACK
 *   connection-cancel.c    deadlines, cancellation, the check after a sleep
 */
#pragma once

#include "db/connection.h"
#include "db/error-private.h"
#include "db/resolver.h"
#include "db/result-private.h"
#include "db/statement-private.h"
#include "later/pq.h"

G_BEGIN_DECLS

/* How long nothing may come, in microseconds. */
#define COPIL_HOST_TIMEOUT (5 * G_USEC_PER_SEC)
#define COPIL_REQUEST_TIMEOUT (60 * G_USEC_PER_SEC)
/* For the answer to a ping, and for the end of a statement that was cancelled. */
#define COPIL_GRACE (5 * G_USEC_PER_SEC)
/* How often an idle session looks whether the computer slept. */
#define COPIL_IDLE_TICK (30 * G_USEC_PER_SEC)
/* A session that lasted this long starts the backoff afresh. */
#define COPIL_STABLE_TIME (60 * G_USEC_PER_SEC)
/* How long a turn of the loop may deal with what arrived. */
#define COPIL_TURN_BUDGET 4000
#define COPIL_ROWS_PER_ROUND 64

/* Time and chance, so that a test can have both its way. */
typedef struct
{
  gint64 (*now)    (gpointer data); /* monotonic microseconds */
  gint64 (*asleep) (gpointer data); /* microseconds the computer slept since it started */
  double (*random) (gpointer data); /* from 0 to 1 */
  gpointer data;
} CopilConnectionClock;

typedef enum
{
  REQUEST_QUERY,
  REQUEST_PIPELINE,
  REQUEST_STREAM,
  REQUEST_TRANSACTION,
} CopilRequestKind;

typedef enum
{
  CANCEL_NONE,
  CANCEL_USER,
  CANCEL_DEADLINE,
} CopilCancelReason;

typedef enum
{
  TRANSACTION_NONE,
  TRANSACTION_BEGIN,
  TRANSACTION_BODY,
  TRANSACTION_COMMIT,
  TRANSACTION_ROLLBACK,
} CopilTransactionStep;

typedef struct _CopilRequest CopilRequest;
typedef void (*CopilRequestDone) (CopilConnection *self,
                                  CopilRequest    *request);

struct _CopilRequest
{
  CopilRequestKind      kind;
  GTask                *task;       /* NULL: internal, or answered before its end */
  CopilRequestDone      done;       /* of an internal request */
  GSource              *cancelled;  /* watches the caller's cancellable */
  GPtrArray            *statements; /* of CopilStatement */
  GPtrArray            *results;    /* of CopilResult, as they come */
  GError               *error;      /* the first one */
  gboolean              write;      /* a lost answer leaves its outcome unknown */
  gboolean              sent;       /* the current statement left to its last byte */
  gboolean              answered;   /* the server said how it ended */
  gboolean              vital;      /* without an answer in time the session is given up */
  gint64                deadline;
  CopilCancelReason     cancel;
  /* pipeline */
  guint                 n_syncs;    /* sync points still to come */
  gboolean              leading_sync;
  guint                 n_nulls;    /* in a row: more than one is not the protocol */
  /* stream */
  CopilRowFunc          row;
  gpointer              row_data;
  /* transaction */
  CopilTransactionStep  step;
  gboolean              commit;
  CopilStatementFunc    next;
  gpointer              next_data;
  CopilStatement       *current;    /* the one under way */
};

typedef enum
{
  EVENT_STATE,
  EVENT_READY,
  EVENT_LOST,
  EVENT_OPENED,
  EVENT_NOTIFIED,
  EVENT_ROW,
  EVENT_DONE,
} CopilEventKind;

struct _CopilConnection
{
  GObject               parent_instance;

  GHashTable           *parameters;
  GPtrArray            *channels;
  GMainContext         *context;
  GResolver            *resolver;
  CopilConnectionClock  clock;
  GNetworkMonitor      *monitor;

  CopilConnectionState  state;
  gboolean              wanted;     /* open was called, close was not */
  gboolean              listening;  /* the server takes LISTEN */

  /* the watch */
  GSource              *source;
  gpointer              tag;
  int                   watched_fd;
  gboolean              refresh_watch; /* the socket may be another one of the same number */

  /* a try */
  PGconn               *pg;
  GCancellable         *resolving;
  GHashTable           *expanded;   /* what libpq makes of the parameters */
  GPtrArray            *hosts;      /* of CopilHost */
  guint                 host;       /* the first one handed to libpq */
  char                 *trying;     /* where libpq is at: a change starts a new deadline */
  PostgresPollingStatusType polling;
  gint64                try_deadline;
  gint64                host_deadline;
  GTask                *opening;
  GSource              *opening_cancelled;

  /* backoff */
  guint                 attempt;
  gint64                retry_time;
  gint64                ready_since;

  /* a session */
  gboolean              flush_pending;
  gboolean              more;       /* libpq holds more than the budget let us take */
  gboolean              single_row; /* see begin_pipeline() */
  GQueue                requests;
  CopilRequest         *current;
  GError               *fatal;      /* a FATAL that came as a notice */
  gboolean              cancelling; /* a cancel is on its way: nothing may be sent */
  guint                 session;    /* so that a late cancel does not touch the next one */
  gint64                slept;
  gint64                tick;

  GQueue                events;     /* for the callers; delivered last */
};

/* connection-state.c */
void      _copil_connection_set_state      (CopilConnection *self,
                                            CopilConnectionState state);
gint64    _copil_connection_now            (CopilConnection *self);
void      _copil_connection_add_source     (CopilConnection *self);
void      _copil_connection_remove_source  (CopilConnection *self);
void      _copil_connection_update_watch   (CopilConnection *self);
void      _copil_connection_drop_watch     (CopilConnection *self);
gint64    _copil_backoff_delay             (guint            attempt,
                                            double           random);

/* connection-options.c */
typedef struct
{
  const char *keywords[64];
  const char *values[64];
  guint       n;
  char       *strings[8]; /* what was made for this list */
  guint       n_strings;
} CopilOptions;

/* What libpq makes of @parameters, services and environment included: a hash table of
 * keyword and value, or why it refuses them. */
GHashTable *_copil_options_expand          (GHashTable      *parameters,
                                            GError         **error);
gboolean    _copil_options_is_network      (GHashTable      *expanded);
/* @hosts: from @first on; NULL or empty: as the parameters say. */
void        _copil_options_init            (CopilOptions    *options,
                                            GHashTable      *parameters,
                                            GHashTable      *expanded,
                                            GPtrArray       *hosts,
                                            guint            first);
void        _copil_options_clear           (CopilOptions    *options);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CopilOptions, _copil_options_clear)

/* connection-open.c */
void      _copil_connection_begin_try      (CopilConnection *self);
void      _copil_connection_poll_connect   (CopilConnection *self);
void      _copil_connection_check_try      (CopilConnection *self,
                                            gint64           now);
/* The try or the session is over: backoff, or CLOSED when another try cannot help. */
void      _copil_connection_fail           (CopilConnection *self,
                                            GError          *error); /* (transfer full) */
void      _copil_connection_shut           (CopilConnection *self,
                                            const GError    *error);
void      _copil_connection_finish_open    (CopilConnection *self,
                                            const GError    *error);

CopilStatement *_copil_listen_statement    (PGconn          *pg,
                                            const char      *channel);

/* connection-request.c */
CopilRequest *_copil_request_new           (CopilRequestKind kind,
                                            GTask           *task);
/* For a caller. */
CopilRequest *_copil_request_new_task      (CopilConnection *self,
                                            CopilRequestKind kind,
                                            GCancellable    *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer         user_data);
void      _copil_request_free              (CopilRequest    *request);
void      _copil_request_add_statement     (CopilRequest    *request,
                                            CopilStatement  *statement);
/* (transfer full): done, with its error or its results. */
void      _copil_request_complete          (CopilConnection *self,
                                            CopilRequest    *request);
/* (transfer full) for both. */
void      _copil_request_fail              (CopilConnection *self,
                                            CopilRequest    *request,
                                            GError          *error);
/* The session ended with @error before the answer: what that means for @request. */
void      _copil_request_lose              (CopilConnection *self,
                                            CopilRequest    *request,
                                            const GError    *error);
void      _copil_connection_enqueue        (CopilConnection *self,
                                            CopilRequest    *request);
void      _copil_connection_push_event     (CopilConnection *self,
                                            CopilEventKind   kind);
void      _copil_connection_push_lost      (CopilConnection *self,
                                            const GError    *error);
void      _copil_connection_push_opened    (CopilConnection *self,
                                            GTask           *task,
                                            const GError    *error);
void      _copil_connection_push_notified  (CopilConnection *self,
                                            const PGnotify  *notify);
void      _copil_connection_push_row       (CopilConnection *self,
                                            CopilRequest    *request,
                                            CopilResult     *row);
void      _copil_connection_deliver        (CopilConnection *self);
void      _copil_connection_clear_events   (CopilConnection *self);

/* connection-exchange.c */
void      _copil_connection_step           (CopilConnection *self,
                                            GIOCondition     revents);
/* Sends the next request when nothing is under way. */
void      _copil_connection_pump           (CopilConnection *self);
void      _copil_connection_exchange       (CopilConnection *self,
                                            GIOCondition     revents);
void      _copil_connection_start_request  (CopilConnection *self,
                                            CopilRequest    *request);

/* connection-transaction.c */
/* The statement to send now, or NULL when the transaction is over. */
CopilStatement *_copil_transaction_next    (CopilRequest    *request);

/* connection-cancel.c */
void      _copil_connection_check_deadline (CopilConnection *self,
                                            gint64           now);
void      _copil_request_watch_cancellable (CopilConnection *self,
                                            CopilRequest    *request,
                                            GCancellable    *cancellable);
void      _copil_connection_extend_deadline (CopilConnection *self);
void      _copil_connection_ping           (CopilConnection *self);
gint64    _copil_connection_asleep         (CopilConnection *self);

/* For tests: before open. */
void      _copil_connection_set_clock      (CopilConnection            *self,
                                            const CopilConnectionClock *clock);
void      _copil_connection_set_resolver   (CopilConnection            *self,
                                            GResolver                  *resolver);
/* The clock was moved: look at the deadlines. */
void      _copil_connection_wake           (CopilConnection            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilRequest, _copil_request_free)

G_END_DECLS
