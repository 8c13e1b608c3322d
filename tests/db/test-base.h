/* test-base.h: a PostgreSQL of the test's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "db/connection.h"

G_BEGIN_DECLS

/* A throw-away server: unix socket only (and loopback, when asked), peer and trust, fsync off,
 * in a directory of its own under the temporary one; dies with the test. As root it runs as
 * the user "postgres". */
typedef struct _TestBase TestBase;

TestBase        *test_base_new         (void);
/* @config: lines of postgresql.conf, or NULL; @hba: lines of pg_hba.conf in place of "trust". */
TestBase        *test_base_new_full    (const char          *config,
                                        const char          *hba);
/* A hot standby that follows @primary. */
TestBase        *test_base_new_standby (TestBase            *primary);
/* A copy of the data folder of a server that was stopped. */
TestBase        *test_base_new_from    (const char          *data);
/* With Copil in the database "copil": the schema of this program, the shipped territories and
 * catalogue, and the persons of the demonstration ("reader", "administrator"...), but no
 * figure. Made once a build, then copied. */
TestBase        *test_base_new_copil   (void);
void             test_base_free        (TestBase            *base);
const char      *test_base_get_socket  (TestBase            *base); /* its directory */
const char      *test_base_get_dir     (TestBase            *base); /* data is in "data" */
void             test_base_start       (TestBase            *base);
void             test_base_stop        (TestBase            *base); /* fast shutdown, waits */
void             test_base_kill        (TestBase            *base); /* kill -9, waits */
/* Runs SQL with psql as the superuser "copil" and returns what it prints, "|" between values. */
char            *test_base_psql        (TestBase            *base,
                                        const char          *sql);
/* Like test_base_psql() for what prints nothing. */
void             test_base_run         (TestBase            *base,
                                        const char          *sql);
/* (transfer full): host, user "copil", dbname "postgres", and what follows: NULL-terminated
 * pairs of keyword and value. */
GHashTable      *test_base_parameters  (TestBase            *base,
                                        ...) G_GNUC_NULL_TERMINATED;
/* The same as a connection that waits but a moment before it tries again. */
CopilConnection *test_base_connection  (TestBase            *base,
                                        ...) G_GNUC_NULL_TERMINATED;

/* Wait in the main loop: for an answer, for a condition that stays false at most a minute. */
void             test_async_cb         (GObject             *source,
                                        GAsyncResult        *result,
                                        gpointer             user_data); /* GAsyncResult ** */
void             test_wait             (GAsyncResult       **result);
#define test_wait_until(condition)                                                             \
  G_STMT_START                                                                                 \
  {                                                                                            \
    gint64 test_end = g_get_monotonic_time () + 300 * G_USEC_PER_SEC;                          \
    guint test_timer = g_timeout_add (20, G_SOURCE_FUNC (test_tick), NULL);                    \
    while (!(condition) && g_get_monotonic_time () < test_end)                                 \
      g_main_context_iteration (NULL, TRUE);                                                   \
    g_source_remove (test_timer);                                                              \
    g_assert_true (condition);                                                                 \
  }                                                                                            \
  G_STMT_END
gboolean         test_tick             (gpointer             data);
/* Drops the last reference to a GObject but those of what is under way, which ends of itself. */
void             test_release          (gpointer             object);
/* A folder with all that is in it, or a file. */
void             test_remove_all       (const char          *path);

gboolean         test_open             (CopilConnection     *connection,
                                        GError             **error);
CopilResult     *test_query            (CopilConnection     *connection,
                                        const char          *sql,
                                        GError             **error);
CopilResult     *test_statement        (CopilConnection     *connection,
                                        CopilStatement      *statement,
                                        GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestBase, test_base_free)

G_END_DECLS
