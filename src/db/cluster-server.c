/* cluster-server.c: the postmaster of the embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The server is started directly and not through pg_ctl, which looks every
 * 100 ms only, and the line "ready" of postmaster.pid tells when it serves.
 */
#include "config.h"

#include "db/cluster-server.h"

#include "db/cluster-error.h"
#include "db/cluster-process.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PROGRAMS_ROOT "/usr/lib/postgresql"
#define OLDEST_MAJOR 15
#define POLL_MILLISECONDS 3
/* A fast shutdown writes a checkpoint; on a slow disk that takes its time. */
#define STOP_MILLISECONDS (5 * 60 * 1000)
/* After kill -9 of the postmaster its children take a moment to notice. */
#define ORPHAN_SECONDS 60
#define LOG_BYTES_MAX (4 * 1024 * 1024)
/* Larger than any process number of Linux. */
#define NO_PROCESS "2147483647"

void
copil_postmaster_clear (CopilPostmaster *postmaster)
{
  g_clear_pointer (&postmaster->socket, g_free);
}

/* Returns: the major version that made the data folder, or 0 when there is none */
int
copil_cluster_read_major (const CopilClusterPlace *place)
{
  g_autofree char *path = g_build_filename (place->data, "PG_VERSION", NULL);
  g_autofree char *text = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  return (int) g_ascii_strtoll (text, NULL, 10);
}

static gboolean
has_programs (const char *folder)
{
  g_autofree char *server = g_build_filename (folder, "postgres", NULL);
  g_autofree char *maker = g_build_filename (folder, "initdb", NULL);

  return g_file_test (server, G_FILE_TEST_IS_EXECUTABLE) &&
         g_file_test (maker, G_FILE_TEST_IS_EXECUTABLE);
}

static gboolean
fail_no_programs (int      wanted,
                  GError **error)
{
  if (wanted == 0)
    g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_NO_SERVER,
                         _("No PostgreSQL server is installed: install the package "
                           "postgresql, then start again."));
  else
    g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_VERSION,
                 _("This base was made by PostgreSQL %d, which is not installed: install the "
                   "package postgresql-%d to open it, or see “copilctl db upgrade”."),
                 wanted, wanted);
  return FALSE;
}

/* Debian keeps each major version apart and out of PATH. COPIL_POSTGRESQL_DIR names another
 * root of the same shape. */
static char *
folder_of_programs (const char *name)
{
  const char *root = g_getenv ("COPIL_POSTGRESQL_DIR");

  return g_build_filename (root != NULL ? root : PROGRAMS_ROOT, name, "bin", NULL);
}

GArray *
copil_cluster_list_majors (void)
{
  const char *root = g_getenv ("COPIL_POSTGRESQL_DIR");
  g_autoptr (GDir) versions = g_dir_open (root != NULL ? root : PROGRAMS_ROOT, 0, NULL);
  GArray *majors = g_array_new (FALSE, FALSE, sizeof (int));
  const char *name;

  while (versions != NULL && (name = g_dir_read_name (versions)) != NULL)
    {
      g_autofree char *folder = folder_of_programs (name);
      int major = (int) g_ascii_strtoll (name, NULL, 10);

      if (major >= OLDEST_MAJOR && has_programs (folder))
        g_array_append_val (majors, major);
    }
  return majors;
}

/**
 * copil_cluster_find_programs:
 * @wanted: a major version, or 0 for the newest
 * @major: (out) (optional): the one found
 *
 * Returns: (transfer full) (nullable): the folder of initdb and postgres
 */
char *
copil_cluster_find_programs (int      wanted,
                             int     *major,
                             GError **error)
{
  g_autoptr (GArray) majors = copil_cluster_list_majors ();
  g_autofree char *name = NULL;
  int best = 0;

  for (guint i = 0; i < majors->len; i++)
    {
      int candidate = g_array_index (majors, int, i);

      if (wanted == 0 ? candidate > best : candidate == wanted)
        best = candidate;
    }
  if (major != NULL)
    *major = best;
  if (best == 0)
    {
      fail_no_programs (wanted, error);
      return NULL;
    }
  name = g_strdup_printf ("%d", best);
  return folder_of_programs (name);
}

static char *
postmaster_path (const CopilClusterPlace *place)
{
  return g_build_filename (place->data, "postmaster.pid", NULL);
}

/**
 * copil_cluster_read_postmaster:
 *
 * Returns: whether the data folder says that a server runs; it may have been
 *   killed since, see copil_cluster_is_running()
 */
gboolean
copil_cluster_read_postmaster (const CopilClusterPlace *place,
                               CopilPostmaster         *postmaster)
{
  g_autofree char *path = postmaster_path (place);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  n = g_strv_length (lines);
  if (n < 5)
    return FALSE;
  copil_postmaster_clear (postmaster);
  postmaster->pid = (GPid) g_ascii_strtoll (lines[0], NULL, 10);
  postmaster->started = g_ascii_strtoll (lines[2], NULL, 10);
  postmaster->port = (int) g_ascii_strtoll (lines[3], NULL, 10);
  postmaster->socket = g_strdup (lines[4]);
  postmaster->ready = n > 7 && g_str_has_prefix (lines[7], "ready");
  return postmaster->pid > 0;
}

/* The number alone proves nothing: it may have passed to another process. A zombie has no
 * command line any more. */
static gboolean
is_server_of (const CopilClusterPlace *place,
              GPid                     pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/cmdline", (int) pid);
  g_autofree char *line = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &line, &length, NULL))
    return FALSE;
  return memmem (line, length, place->data, strlen (place->data) + 1) != NULL;
}

/**
 * copil_cluster_is_running:
 * @postmaster: (out): what it says of itself
 */
gboolean
copil_cluster_is_running (const CopilClusterPlace *place,
                          CopilPostmaster         *postmaster)
{
  return copil_cluster_read_postmaster (place, postmaster) &&
         is_server_of (place, postmaster->pid);
}

/* An orderly end removes postmaster.pid. */
gboolean
copil_cluster_has_crashed (const CopilClusterPlace *place)
{
  g_auto (CopilPostmaster) postmaster = { 0 };

  return copil_cluster_read_postmaster (place, &postmaster) &&
         !is_server_of (place, postmaster.pid);
}

static void
remove_socket (const char *folder,
               int         port)
{
  g_autofree char *socket = g_strdup_printf ("%s/.s.PGSQL.%d", folder, port);
  g_autofree char *lock = g_strconcat (socket, ".lock", NULL);

  g_unlink (socket);
  g_unlink (lock);
}

/* A postmaster that was killed and that nobody reaped, as happens under a container's first
 * process, still owns its number, and the next server would believe it alive. The other lines
 * of its file stay: the server looks there for children that still use the shared memory. */
static gboolean
disown_dead_postmaster (const CopilClusterPlace  *place,
                        GError                  **error)
{
  g_auto (CopilPostmaster) dead = { 0 };
  g_autofree char *path = postmaster_path (place);
  g_autofree char *text = NULL;
  g_autofree char *patched = NULL;
  const char *rest;

  if (!copil_cluster_read_postmaster (place, &dead) || is_server_of (place, dead.pid) ||
      !g_file_get_contents (path, &text, NULL, NULL))
    return TRUE;
  remove_socket (dead.socket, dead.port);
  rest = strchr (text, '\n');
  patched = g_strconcat (NO_PROCESS, rest != NULL ? rest : "\n", NULL);
  return copil_cluster_place_write (place, path, patched, error);
}

/* One old log is kept: the server's words matter when something just went wrong. */
static void
rotate_log (const CopilClusterPlace *place)
{
  g_autofree char *old = g_strconcat (place->log, ".1", NULL);
  struct stat info;

  if (stat (place->log, &info) == 0 && info.st_size > LOG_BYTES_MAX)
    g_rename (place->log, old);
}

static goffset
log_size (const CopilClusterPlace *place)
{
  struct stat info;

  return stat (place->log, &info) == 0 ? info.st_size : 0;
}

static char *
read_log_from (const CopilClusterPlace *place,
               goffset                  start)
{
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_get_contents (place->log, &text, &length, NULL) || (gsize) start > length)
    return g_strdup ("");
  return g_utf8_make_valid (text + start, -1);
}

/* What the base's safety rests on is said on the command line, where nothing outranks it; what
 * its owner may tune is in postgresql.auto.conf. */
static gboolean
launch (const CopilClusterPlace  *place,
        const char               *programs,
        GPid                     *pid,
        GError                  **error)
{
  g_autofree char *socket = copil_cluster_place_choose_socket (place, error);
  g_autofree char *program = g_build_filename (programs, "postgres", NULL);
  g_autofree char *sockets = g_strconcat ("unix_socket_directories=", socket, NULL);
  const char *const argv[] = {
    program, "-D", place->data, "-p", G_STRINGIFY (COPIL_CLUSTER_PORT),
    "-c", sockets,
    "-c", "listen_addresses=",
    "-c", "unix_socket_permissions=0700",
    "-c", "cluster_name=copil",
    "-c", "logging_collector=off",
    "-c", "log_destination=stderr",
    "-c", "autovacuum=on",
    "-c", "recovery_init_sync_method=syncfs",
    NULL,
  };

  if (socket == NULL)
    return FALSE;
  return copil_cluster_detach (place, argv, TRUE, -1, place->log, pid, error);
}

static gboolean
wait_until_ready (const CopilClusterPlace  *place,
                  GPid                      pid,
                  CopilPostmaster          *postmaster,
                  CopilProgress            *progress,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  gint64 patience = g_get_monotonic_time () + 2 * G_TIME_SPAN_SECOND;

  while (!copil_cluster_read_postmaster (place, postmaster) || postmaster->pid != pid ||
         !postmaster->ready)
    {
      if (copil_cluster_wait_pid (pid, POLL_MILLISECONDS, cancellable))
        return FALSE;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_get_monotonic_time () > patience)
        copil_progress_report (progress, _("The base recovers what was under way"), -1);
    }
  return TRUE;
}

static gboolean
start_once (const CopilClusterPlace  *place,
            const char               *programs,
            CopilPostmaster          *postmaster,
            CopilProgress            *progress,
            GCancellable             *cancellable,
            char                    **words,
            GError                  **error)
{
  goffset start = log_size (place);
  GPid pid = 0;

  *words = NULL;
  if (!disown_dead_postmaster (place, error) || !launch (place, programs, &pid, error))
    return FALSE;
  if (wait_until_ready (place, pid, postmaster, progress, cancellable, error))
    return TRUE;
  if (g_cancellable_is_cancelled (cancellable))
    {
      kill (pid, SIGINT);
      copil_cluster_wait_pid (pid, STOP_MILLISECONDS, NULL);
    }
  *words = read_log_from (place, start);
  return FALSE;
}

/**
 * copil_cluster_await_server:
 *
 * A server that is found half-way, since who started or stopped it was
 * killed, is waited for.
 *
 * Returns: whether a server runs and accepts sessions
 */
gboolean
copil_cluster_await_server (const CopilClusterPlace *place,
                            CopilPostmaster         *postmaster,
                            GCancellable            *cancellable)
{
  return copil_cluster_is_running (place, postmaster) &&
         wait_until_ready (place, postmaster->pid, postmaster, NULL, cancellable, NULL);
}

/* The children of a killed postmaster, and the lock on a socket, go by themselves. */
static gboolean
will_pass (const char *words)
{
  return words != NULL && (strstr (words, "still in use") || strstr (words, "already exists"));
}

/**
 * copil_cluster_start_server:
 * @programs: from copil_cluster_find_programs()
 * @postmaster: (out): how to reach it
 */
gboolean
copil_cluster_start_server (const CopilClusterPlace  *place,
                            const char               *programs,
                            CopilPostmaster          *postmaster,
                            CopilProgress            *progress,
                            GCancellable             *cancellable,
                            GError                  **error)
{
  gint64 deadline = g_get_monotonic_time () + ORPHAN_SECONDS * G_TIME_SPAN_SECOND;
  g_autoptr (GError) why = NULL;
  g_autofree char *words = NULL;

  rotate_log (place);
  while (!start_once (place, programs, postmaster, progress, cancellable, &words, &why))
    {
      if (why != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (!will_pass (words) || g_get_monotonic_time () > deadline)
        return copil_cluster_fail_output (error, "postgres", words, place->base);
      g_clear_pointer (&words, g_free);
      g_usleep (100 * G_TIME_SPAN_MILLISECOND);
    }
  return TRUE;
}

/* Not the run folder of a user's session nor that of the base: they serve again. */
static void
remove_socket_folder (const char *socket)
{
  if (g_str_has_prefix (socket, "/tmp/copil-"))
    g_rmdir (socket);
}

/**
 * copil_cluster_stop_server:
 *
 * Ends every session in good order; done when nothing runs. Once asked, the
 * server is waited for also when @cancellable is cancelled: whoever had the
 * locks next would find it half-way.
 */
gboolean
copil_cluster_stop_server (const CopilClusterPlace  *place,
                           GCancellable             *cancellable,
                           GError                  **error)
{
  g_auto (CopilPostmaster) postmaster = { 0 };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!copil_cluster_is_running (place, &postmaster))
    return TRUE;
  if (kill (postmaster.pid, SIGINT) < 0 && errno != ESRCH)
    return copil_cluster_fail_errno (error, errno, place->data);
  if (!copil_cluster_wait_pid (postmaster.pid, STOP_MILLISECONDS, NULL))
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_LOCKED,
                           _("The base does not stop: it is still writing to the disk. Wait, "
                             "then try again."));
      return FALSE;
    }
  remove_socket_folder (postmaster.socket);
  return TRUE;
}
