/* test-cluster.c: the embedded base lives, is shared, and survives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other programs of the same base are this one again, started with --hold: it
 * starts the base, says so, and keeps it until it is ended.
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-private.h"
#include "db/cluster-session.h"
#include "test-base.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* Long enough for any machine: nothing is measured here. */
#define PATIENCE_SECONDS 120
#define GRACE "300"

static char *program;

typedef struct
{
  char              *base;
  CopilClusterPlace *place;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->base = g_dir_make_tmp ("copil-cluster-XXXXXX", NULL);
  fixture->place = copil_cluster_place_new (fixture->base, NULL);
  g_assert_nonnull (fixture->place);
}

/* The supervisor leaves by itself when the base is down and nobody uses it. */
static void
wait_for_supervisor (Fixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
  int lock;

  while ((lock = copil_cluster_try_lock (fixture->place->supervisor_lock,
                                         COPIL_LOCK_EXCLUSIVE)) < 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20000);
    }
  copil_cluster_unlock (&lock);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  GError *error = NULL;

  copil_cluster_halt (fixture->place, TRUE, NULL, &error);
  g_assert_no_error (error);
  wait_for_supervisor (fixture);
  copil_cluster_remove_tree (fixture->base, &error);
  g_assert_no_error (error);
  copil_cluster_place_free (fixture->place);
  g_free (fixture->base);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  test_wait (result);
  return *result;
}

static CopilCluster *
start (const char  *base,
       GError     **error)
{
  g_autoptr (CopilCluster) cluster = copil_cluster_new (base);
  g_autoptr (GAsyncResult) result = NULL;

  copil_cluster_start_async (cluster, NULL, NULL, NULL, test_async_cb, &result);
  if (!copil_cluster_start_finish (cluster, wait_for (&result), error))
    return NULL;
  return g_steal_pointer (&cluster);
}

static CopilCluster *
start_well (const char *base)
{
  GError *error = NULL;
  CopilCluster *cluster = start (base, &error);

  g_assert_no_error (error);
  return cluster;
}

static char *
ask (CopilCluster *cluster,
     const char   *sql)
{
  GError *error = NULL;
  g_autoptr (GHashTable) parameters = copil_cluster_get_parameters (cluster, NULL);
  g_autoptr (CopilSession) session = copil_session_open (parameters, NULL, &error);
  char *answer;

  g_assert_no_error (error);
  answer = copil_session_read (session, sql, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

static GPid
server_pid (Fixture *fixture)
{
  g_auto (CopilPostmaster) postmaster = { 0 };

  return copil_cluster_is_running (fixture->place, &postmaster) ? postmaster.pid : 0;
}

/* Fails the test when it never comes. */
static void
wait_until_stopped (Fixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;

  while (server_pid (fixture) != 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20000);
    }
}

static void
test_start_and_stop (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autofree char *answer = ask (cluster, "SELECT current_database() || ' ' || current_user");

  g_assert_cmpstr (answer, ==, "copil copil");
  g_assert_cmpint (server_pid (fixture), >, 0);
  copil_cluster_leave (cluster);
  wait_until_stopped (fixture);
  g_assert_false (copil_cluster_has_crashed (fixture->place));
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct { const char *name, *value; } cases[] = {
    { "listen_addresses", "" },          { "data_checksums", "on" },
    { "fsync", "on" },                   { "full_page_writes", "on" },
    { "max_connections", "100" },        { "autovacuum", "on" },
    { "server_encoding", "UTF8" },       { "lc_collate", "C.UTF-8" },
    { "unix_socket_permissions", "0700" }, { "recovery_init_sync_method", "syncfs" },
  };
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SHOW %s", cases[i].name);
      g_autofree char *value = ask (cluster, sql);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

/* A login that is no person of the base is turned away, also under our own account. */
static void
test_peer_only (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autofree char *made = ask (cluster, "CREATE ROLE stranger LOGIN");
  g_autoptr (GHashTable) parameters = copil_cluster_get_parameters (cluster, "stranger");
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilSession) session = copil_session_open (parameters, NULL, &error);

  g_assert_null (session);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SERVER);
}

static void
test_logins (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autoptr (GHashTable) superuser = copil_cluster_get_parameters (cluster, NULL);
  g_autoptr (GHashTable) person = copil_cluster_get_parameters (cluster, "l\"odd-59");
  g_autoptr (CopilSession) session = copil_session_open (superuser, NULL, NULL);
  g_autoptr (CopilSession) welcome = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  copil_session_run (session,
                     "CREATE SCHEMA copil; CREATE TABLE copil.person (login text);"
                     "INSERT INTO copil.person VALUES ('l\"odd-59'), ('absent');"
                     "CREATE ROLE \"l\"\"odd-59\" LOGIN",
                     NULL, &error);
  g_assert_no_error (error);
  copil_cluster_refresh_logins_async (cluster, NULL, test_async_cb, &result);
  copil_cluster_refresh_logins_finish (cluster, wait_for (&result), &error);
  g_assert_no_error (error);
  welcome = copil_session_open (person, NULL, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/cluster/start-and-stop", test_start_and_stop },
    { "/cluster/settings", test_settings },
    { "/cluster/peer-only", test_peer_only },
    { "/cluster/logins", test_logins },
  };

  copil_language_init ();
  program = g_file_read_link ("/proc/self/exe", NULL);
  g_setenv ("COPIL_BASE_GRACE", GRACE, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  return g_test_run ();
}
