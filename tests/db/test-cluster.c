/* test-cluster.c: the embedded base lives, is shared, and survives
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Other programs of the same base are this one again, started with --hold: it
 * starts the base, says so, and keeps it until it is ended.
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-init.h"
#include "db/cluster-private.h"
#include "db/cluster-process.h"
#include "db/cluster-session.h"
#include "test-base.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Long enough for any machine: nothing is measured here. */
#define PATIENCE_SECONDS 120
#define GRACE_MILLISECONDS 300


typedef struct
{
  char              *base;
  CopilClusterPlace *place;
} Fixture;

/* Making a base takes its time: most cases begin with a copy of this one. */
static char *template;

static CopilClusterPlace *
make_folder (char **base)
{
  GError *error = NULL;
  CopilClusterPlace *place;

  *base = g_dir_make_tmp ("copil-cluster-XXXXXX", &error);
  g_assert_no_error (error);
  /* The server's account passes through when we are root. */
  g_chmod (*base, 0711);
  place = copil_cluster_place_new (*base, &error);
  g_assert_no_error (error);
  return place;
}

static void
make_template (void)
{
  g_autoptr (CopilClusterPlace) place = make_folder (&template);
  g_autofree char *programs = copil_cluster_find_programs (0, NULL, NULL);
  GError *error = NULL;

  copil_cluster_create (place, programs, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up_empty (Fixture       *fixture,
              gconstpointer  data)
{
  fixture->place = make_folder (&fixture->base);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *source = NULL;
  GError *error = NULL;
  g_autoptr (GSubprocess) copy = NULL;

  if (template == NULL)
    make_template ();
  fixture->place = make_folder (&fixture->base);
  source = g_build_filename (template, "data", NULL);
  copy = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a", source, fixture->base, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (copy, NULL, &error);
  g_assert_no_error (error);
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
    { "server_encoding", "UTF8" },       { "lc_messages", "C.UTF-8" },
    { "unix_socket_permissions", "0700" }, { "recovery_init_sync_method", "syncfs" },
  };
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autofree char *collation = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SHOW %s", cases[i].name);
      g_autofree char *value = ask (cluster, sql);

      g_test_message ("%s", cases[i].name);
      g_assert_cmpstr (value, ==, cases[i].value);
    }
  collation = ask (cluster, "SELECT datcollate FROM pg_database WHERE datname = current_database()");
  g_assert_cmpstr (collation, ==, "C.UTF-8");
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

/* Two users of one base; the supervisor stops it after the second only. */
static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CopilCluster) first = start_well (fixture->base);
  g_autoptr (CopilCluster) second = start_well (fixture->base);
  GPid pid = server_pid (fixture);
  g_autofree char *answer = NULL;

  copil_cluster_leave (first);
  g_usleep (5 * GRACE_MILLISECONDS * 1000);
  g_assert_cmpint (server_pid (fixture), ==, pid);
  answer = ask (second, "SELECT 1");
  g_assert_cmpstr (answer, ==, "1");
  copil_cluster_leave (second);
  wait_until_stopped (fixture);
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  GError *error = NULL;
  GPid pid = server_pid (fixture);

  copil_cluster_set_kept (cluster, TRUE, &error);
  g_assert_no_error (error);
  copil_cluster_leave (cluster);
  g_usleep (5 * GRACE_MILLISECONDS * 1000);
  g_assert_cmpint (server_pid (fixture), ==, pid);
  copil_cluster_set_kept (cluster, FALSE, &error);
  wait_until_stopped (fixture);
}

static gboolean
stop (CopilCluster  *cluster,
      gboolean       force,
      GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_cluster_stop_async (cluster, force, NULL, test_async_cb, &result);
  return copil_cluster_stop_finish (cluster, wait_for (&result), error);
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CopilCluster) user = start_well (fixture->base);
  g_autoptr (CopilCluster) other = copil_cluster_new (fixture->base);
  GError *error = NULL;

  g_assert_false (stop (other, FALSE, &error));
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_cmpint (server_pid (fixture), !=, 0);
  g_assert_true (stop (other, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (server_pid (fixture), ==, 0);
  /* Stopped on purpose: the supervisor does not take it for a crash. */
  g_usleep (2 * GRACE_MILLISECONDS * 1000);
  g_assert_cmpint (server_pid (fixture), ==, 0);
}

/* Another program that uses the base. */
static GSubprocess *
hold (Fixture *fixture)
{
  GError *error = NULL;
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  GSubprocess *program = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, self, "--hold",
                                           fixture->base, NULL);

  g_assert_no_error (error);
  return program;
}

/* Returns: (transfer full): what it says when it has the base: the server's process number */
static char *
wait_for_holder (GSubprocess *program)
{
  g_autoptr (GDataInputStream) words =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (program));
  GError *error = NULL;
  char *line = g_data_input_stream_read_line (words, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
kill_program (GSubprocess *program)
{
  g_subprocess_send_signal (program, SIGKILL);
  g_subprocess_wait (program, NULL, NULL);
}

static int
run_holder (const char *base)
{
  g_autoptr (CopilCluster) cluster = start_well (base);
  g_autofree char *pid = ask (cluster, "SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)");

  printf ("%s\n", pid);
  fflush (stdout);
  pause ();
  return 0;
}

static void
test_killed_client (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (GSubprocess) program = hold (fixture);
  g_autofree char *pid = wait_for_holder (program);

  g_assert_cmpint (server_pid (fixture), ==, atoi (pid));
  kill_program (program);
  wait_until_stopped (fixture);
  g_assert_false (copil_cluster_has_crashed (fixture->place));
}

static void
test_concurrent (Fixture       *fixture,
                 gconstpointer  data)
{
  GSubprocess *programs[3];
  g_autofree char *first = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    programs[i] = hold (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      g_autofree char *pid = wait_for_holder (programs[i]);

      if (first == NULL)
        first = g_strdup (pid);
      g_assert_cmpstr (pid, ==, first);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (programs); i++)
    {
      kill_program (programs[i]);
      g_object_unref (programs[i]);
    }
  wait_until_stopped (fixture);
}

/* Fails the test when none comes up. */
static void
wait_for_another_server (Fixture *fixture,
                         GPid     before)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_TIME_SPAN_SECOND;
  g_auto (CopilPostmaster) postmaster = { 0 };

  while (!copil_cluster_is_running (fixture->place, &postmaster) || postmaster.pid == before ||
         !postmaster.ready)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20000);
    }
}

/* Who is connected finds the base again by itself. */
static void
test_killed_server (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autofree char *made = ask (cluster, "CREATE TABLE kept AS SELECT 42 AS n");
  g_autofree char *answer = NULL;
  GPid before = server_pid (fixture);

  kill (before, SIGKILL);
  wait_for_another_server (fixture, before);
  answer = ask (cluster, "SELECT n FROM kept");
  g_assert_cmpstr (answer, ==, "42");
}

/* Returns: the process number of the supervisor of this base, or 0 */
static GPid
find_supervisor (Fixture *fixture)
{
  g_autoptr (GDir) processes = g_dir_open ("/proc", 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (processes)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc", name, "cmdline", NULL);
      g_autofree char *line = NULL;
      gsize length = 0;

      if (g_ascii_isdigit (*name) && g_file_get_contents (path, &line, &length, NULL) &&
          memmem (line, length, "supervise", sizeof "supervise") != NULL &&
          memmem (line, length, fixture->base, strlen (fixture->base) + 1) != NULL)
        return atoi (name);
    }
  return 0;
}

/* The lock goes with its holder, whoever reaps it. */
static void
kill_supervisor (Fixture *fixture)
{
  GPid supervisor = find_supervisor (fixture);

  g_assert_cmpint (supervisor, >, 0);
  kill (supervisor, SIGKILL);
  wait_for_supervisor (fixture);
}

static void
test_killed_supervisor (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = start_well (fixture->base);
  g_autoptr (CopilCluster) next = NULL;

  kill_supervisor (fixture);
  copil_cluster_leave (cluster);
  /* Nobody is left to stop it; the next one to come brings a supervisor. */
  next = start_well (fixture->base);
  g_assert_cmpint (find_supervisor (fixture), >, 0);
  copil_cluster_leave (next);
  wait_until_stopped (fixture);
}

static void
test_killed_all (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GSubprocess) program = hold (fixture);
  g_autofree char *pid = wait_for_holder (program);
  g_autoptr (CopilCluster) next = NULL;
  g_autofree char *answer = NULL;

  kill_supervisor (fixture);
  kill (atoi (pid), SIGKILL);
  g_assert_true (copil_cluster_wait_pid (atoi (pid), PATIENCE_SECONDS * 1000, NULL));
  kill_program (program);
  next = start_well (fixture->base);
  answer = ask (next, "SELECT 1");
  g_assert_cmpstr (answer, ==, "1");
}

static char *
find_scratch (Fixture *fixture)
{
  g_autoptr (GDir) folder = g_dir_open (fixture->base, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    if (g_str_has_prefix (name, "scratch-"))
      return g_build_filename (fixture->base, name, NULL);
  return NULL;
}

/* Killed in the middle of the first start, again and again. */
static void
test_killed_maker (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = NULL;
  g_autofree char *left = NULL;
  g_autofree char *answer = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GSubprocess) program = hold (fixture);
      g_autofree char *scratch = NULL;

      while ((scratch = find_scratch (fixture)) == NULL)
        g_usleep (1000);
      g_usleep (150000 * i);
      kill_program (program);
    }
  cluster = start_well (fixture->base);
  answer = ask (cluster, "SELECT count(*) FROM pg_database WHERE datname = 'copil'");
  g_assert_cmpstr (answer, ==, "1");
  left = find_scratch (fixture);
  g_assert_null (left);
}

/* What is no base is neither taken for one nor removed. */
static void
test_foreign_folder (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->place->data, "diary.txt", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;

  g_mkdir (fixture->place->data, 0700);
  g_file_set_contents (path, "dear", -1, NULL);
  cluster = start (fixture->base, &error);
  g_assert_null (cluster);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DAMAGED);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_other_major (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->place->data, "PG_VERSION", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;

  g_mkdir (fixture->place->data, 0700);
  g_file_set_contents (path, "9\n", -1, NULL);
  cluster = start (fixture->base, &error);
  g_assert_null (cluster);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "postgresql-9"));
}

static void
test_no_server (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;

  g_setenv ("COPIL_POSTGRESQL_DIR", fixture->base, TRUE);
  cluster = start (fixture->base, &error);
  g_unsetenv ("COPIL_POSTGRESQL_DIR");
  g_assert_null (cluster);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_NO_SERVER);
}

/* Longer than a socket's path may be. */
static void
test_long_path (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *name = g_strnfill (120, 'x');
  Fixture far = { .base = g_build_filename (fixture->base, name, NULL) };
  g_autoptr (CopilCluster) cluster = NULL;
  g_autofree char *answer = NULL;

  far.place = copil_cluster_place_new (far.base, NULL);
  cluster = start_well (far.base);
  answer = ask (cluster, "SELECT 1");
  g_assert_cmpstr (answer, ==, "1");
  g_clear_object (&cluster);
  tear_down (&far, NULL);
}

static void
test_not_a_folder (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->base, "file", NULL);
  g_autofree char *below = g_build_filename (file, "base", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;

  g_file_set_contents (file, "", 0, NULL);
  cluster = start (below, &error);
  g_assert_null (cluster);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_FAILED);
}

/* For root another account runs the server; for others the folder itself refuses. */
static void
test_closed_folder (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *closed = g_build_filename (fixture->base, "closed", NULL);
  g_autofree char *below = g_build_filename (closed, "base", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;

  g_mkdir (closed, geteuid () == 0 ? 0700 : 0500);
  cluster = start (below, &error);
  g_assert_null (cluster);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_RIGHTS);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CopilCluster) cluster = copil_cluster_new (fixture->base);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *scratch = NULL;
  GError *error = NULL;

  copil_cluster_start_async (cluster, NULL, NULL, cancellable, test_async_cb, &result);
  while ((scratch = find_scratch (fixture)) == NULL)
    g_usleep (1000);
  g_cancellable_cancel (cancellable);
  g_assert_false (copil_cluster_start_finish (cluster, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (scratch, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (fixture->place->data, G_FILE_TEST_EXISTS));
}

/* The lock of somebody who never finishes. */
static void
test_lock (Fixture       *fixture,
           gconstpointer  data)
{
  GError *error = NULL;
  int held = copil_cluster_try_lock (fixture->place->start_lock, COPIL_LOCK_EXCLUSIVE);
  int second;

  g_assert_cmpint (held, >=, 0);
  second = copil_cluster_lock (fixture->place->start_lock, COPIL_LOCK_SHARED, 0, NULL, &error);
  g_assert_cmpint (second, <, 0);
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_LOCKED);
  g_clear_error (&error);
  copil_cluster_unlock (&held);
  second = copil_cluster_lock (fixture->place->start_lock, COPIL_LOCK_SHARED, 0, NULL, &error);
  g_assert_no_error (error);
  copil_cluster_unlock (&second);
}

/* PostgreSQL’s own words, as they were seen, into a kind. */
static void
test_outputs (void)
{
  static const struct { const char *output; int code; const char *says; } cases[] = {
    { "initdb: error: could not write file: No space left on device",
      COPIL_CLUSTER_ERROR_DISK_FULL, "plein" },
    { "FATAL:  could not create lock file \"postmaster.pid\": Permission denied",
      COPIL_CLUSTER_ERROR_RIGHTS, "droit" },
    { "x [1] FATAL:  database files are incompatible with server",
      COPIL_CLUSTER_ERROR_FAILED, "database files are incompatible with server" },
    { "initdb: error: invalid locale name\n\n", COPIL_CLUSTER_ERROR_FAILED, "invalid locale" },
    { "", COPIL_CLUSTER_ERROR_FAILED, "sans donner de raison" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (copil_cluster_fail_output (&error, "initdb", cases[i].output, "/base"));
      g_assert_error (error, COPIL_CLUSTER_ERROR, cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].says));
    }
}

typedef void (*Case) (Fixture       *fixture,
                      gconstpointer  data);

static const struct
{
  const char *path;
  Case        run;
  gboolean    empty; /* begins without a base */
} cases[] = {
  { "/cluster/start-and-stop", test_start_and_stop, TRUE },
  { "/cluster/settings", test_settings },
  { "/cluster/peer-only", test_peer_only },
  { "/cluster/logins", test_logins },
  { "/cluster/shared", test_shared },
  { "/cluster/kept", test_kept },
  { "/cluster/stop", test_stop },
  { "/cluster/concurrent", test_concurrent, TRUE },
  { "/cluster/killed-client", test_killed_client },
  { "/cluster/killed-server", test_killed_server },
  { "/cluster/killed-supervisor", test_killed_supervisor },
  { "/cluster/killed-all", test_killed_all },
  { "/cluster/killed-maker", test_killed_maker, TRUE },
  { "/cluster/foreign-folder", test_foreign_folder, TRUE },
  { "/cluster/other-major", test_other_major, TRUE },
  { "/cluster/no-server", test_no_server, TRUE },
  { "/cluster/long-path", test_long_path, TRUE },
  { "/cluster/not-a-folder", test_not_a_folder, TRUE },
  { "/cluster/closed-folder", test_closed_folder, TRUE },
  { "/cluster/cancelled", test_cancelled, TRUE },
  { "/cluster/lock", test_lock, TRUE },
};

int
main (int    argc,
      char **argv)
{
  int status;

  copil_language_init ();
  g_setenv ("COPIL_BASE_GRACE", G_STRINGIFY (GRACE_MILLISECONDS), TRUE);
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return run_holder (argv[2]);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, cases[i].empty ? set_up_empty : set_up,
                cases[i].run, tear_down);
  g_test_add_func ("/cluster/outputs", test_outputs);
  status = g_test_run ();
  if (template != NULL)
    copil_cluster_remove_tree (template, NULL);
  g_free (template);
  return status;
}
