/* fault.h: a clock that obeys, a resolver that dawdles, a server that lies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "db/connection-private.h"
#include "proxy.h"
#include "test-base.h"

G_BEGIN_DECLS

/* copil.note() as the contract has functions: the same UUID gives the first answer; while
 * copil.mood has a code, it fails with that SQLSTATE ("times" more times, or always). */
extern const char fault_schema[];

/* Time stands still until it is moved; random() is 1, the longest wait. */
typedef struct
{
  gint64 now;
  gint64 asleep;
} FaultClock;

void             fault_clock_install    (FaultClock      *clock,
                                         CopilConnection *connection);
void             fault_clock_advance    (FaultClock      *clock,
                                         CopilConnection *connection,
                                         double           seconds);

/* Knows "un.test", "deux.test", "base.test" (all 127.0.0.1); answers nothing while held. */
#define FAULT_TYPE_RESOLVER (fault_resolver_get_type ())
G_DECLARE_FINAL_TYPE (FaultResolver, fault_resolver, FAULT, RESOLVER, GResolver)
FaultResolver   *fault_resolver_new     (void);
void             fault_resolver_hold    (FaultResolver   *self,
                                         gboolean         hold);

/* A connection to places of the test: NULL-terminated pairs of keyword and value; sslmode is
 * disable, the resolver is the one above. */
CopilConnection *fault_connection       (const char      *keyword,
                                         ...) G_GNUC_NULL_TERMINATED;
/* Through a proxy's loopback port, as the superuser. */
CopilConnection *fault_through          (Proxy           *proxy);
/* Turns the main loop until it has nothing more to do. */
void             fault_settle           (void);

/* What "lost" told last, and how often; "ready" too. */
typedef struct
{
  GError *error;
  guint   n_lost;
  guint   n_ready;
} FaultLog;

void             fault_log_follow       (FaultLog        *log,
                                         CopilConnection *connection);
void             fault_log_clear        (FaultLog        *log);

/* A listener that plays @script to whoever connects: after each "?" it waits for bytes of the
 * client, the rest is in hexadecimal with spaces. Then it says nothing more, or hangs up. */
typedef struct _FaultServer FaultServer;
FaultServer     *fault_server_new       (const char      *script,
                                         gboolean         hang_up);
void             fault_server_free      (FaultServer     *server);
const char      *fault_server_get_port  (FaultServer     *server);
/* All that clients said. */
const char      *fault_server_get_heard (FaultServer     *server,
                                         gsize           *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultServer, fault_server_free)

G_END_DECLS
