/* cluster-process.c: PostgreSQL's programs, run as the account they want
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-process.h"

#include "db/cluster-error.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct
{
  gboolean detach;
  gboolean change_user;
  uid_t    uid;
  gid_t    gid;
} Setup;

/* Runs between fork and exec: only calls that a signal handler may make. */
static void
setup_child (gpointer data)
{
  const Setup *setup = data;

  umask (077);
  signal (SIGINT, SIG_DFL);
  signal (SIGTERM, SIG_DFL);
  signal (SIGPIPE, SIG_DFL);
  /* Ctrl+C in the user's terminal must not reach the server. */
  if (setup->detach)
    setsid ();
  if (setup->change_user &&
      (setgroups (0, NULL) < 0 || setresgid (setup->gid, setup->gid, setup->gid) < 0 ||
       setresuid (setup->uid, setup->uid, setup->uid) < 0))
    _exit (126);
  if (setup->change_user)
    prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  /* A step must not go on without who asked for it; the thread that forks waits for the end,
   * so its own end means that we were killed. */
  if (!setup->detach)
    prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* PGDATA, PGPORT and the like would change what the programs do; their words must be English
 * for copil_cluster_fail_output(). */
static char **
clean_environment (void)
{
  static const char *const drop[] = {
    "PGDATA", "PGPORT", "PGHOST", "PGUSER", "PGDATABASE", "PGOPTIONS", "PGSERVICE",
    "PGPASSWORD", "PGHOSTADDR", "PGSSLMODE", "PGCLIENTENCODING", "PGSERVICEFILE",
    "PGTZ", "PGDATESTYLE", "LANGUAGE", "LANG", "LC_MESSAGES",
  };
  char **environment = g_get_environ ();

  for (gsize i = 0; i < G_N_ELEMENTS (drop); i++)
    environment = g_environ_unsetenv (environment, drop[i]);
  return g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
}

static gboolean
spawn (const CopilClusterPlace  *place,
       const char * const       *argv,
       Setup                    *setup,
       GSpawnFlags               flags,
       int                       input,
       int                       output,
       GPid                     *pid,
       GError                  **error)
{
  g_auto (GStrv) environment = clean_environment ();

  setup->change_user = setup->change_user && place->as_root;
  setup->uid = place->server_uid;
  setup->gid = place->server_gid;
  return g_spawn_async_with_fds ("/", (char **) argv, environment, flags, setup_child, setup,
                                 pid, input, output, output, error);
}

static int
memory_file (const char *contents)
{
  int descriptor = memfd_create ("copil", MFD_CLOEXEC);
  gsize length = contents != NULL ? strlen (contents) : 0;

  if (descriptor >= 0 && length > 0 &&
      (write (descriptor, contents, length) != (gssize) length ||
       lseek (descriptor, 0, SEEK_SET) < 0))
    {
      close (descriptor);
      return -1;
    }
  return descriptor;
}

/* Takes the descriptor. */
static char *
read_memory_file (int descriptor)
{
  gsize length = (gsize) MAX (lseek (descriptor, 0, SEEK_END), 0);
  g_autofree char *text = g_malloc0 (length + 1);
  gssize n = pread (descriptor, text, length, 0);

  text[MAX (n, 0)] = '\0';
  if (descriptor >= 0)
    close (descriptor);
  return g_utf8_make_valid (text, -1);
}

/**
 * copil_cluster_wait_pid:
 * @pid: any process, a child or not
 *
 * Returns: whether the process ended before the time was over or @cancellable
 *   was cancelled
 */
gboolean
copil_cluster_wait_pid (GPid          pid,
                        int           milliseconds,
                        GCancellable *cancellable)
{
  int descriptor = pidfd_open (pid, 0);
  GPollFD fds[2] = { { descriptor, G_IO_IN, 0 } };
  guint n = 1;

  if (descriptor < 0)
    return errno == ESRCH;
  if (g_cancellable_make_pollfd (cancellable, &fds[1]))
    n = 2;
  g_poll (fds, n, milliseconds);
  if (n == 2)
    g_cancellable_release_fd (cancellable);
  close (descriptor);
  return fds[0].revents != 0;
}

/* Ends a program that the user no longer wants: politely, then not. */
static int
reap (GPid          pid,
      GCancellable *cancellable)
{
  int status = 0;

  if (!copil_cluster_wait_pid (pid, -1, cancellable))
    {
      kill (pid, SIGINT);
      if (!copil_cluster_wait_pid (pid, 5000, NULL))
        kill (pid, SIGKILL);
    }
  while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
    ;
  g_spawn_close_pid (pid);
  return status;
}

static gboolean
run_in_memory (const CopilClusterPlace  *place,
               const char * const       *argv,
               gboolean                  as_server,
               int                       input,
               int                       output,
               GCancellable             *cancellable,
               int                      *status,
               GError                  **error)
{
  Setup setup = { .change_user = as_server };
  GPid pid;

  if (input < 0 || output < 0)
    return copil_cluster_fail_errno (error, errno, "memfd");
  if (!spawn (place, argv, &setup, G_SPAWN_DO_NOT_REAP_CHILD, input, output, &pid, error))
    return FALSE;
  *status = reap (pid, cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/**
 * copil_cluster_run:
 * @argv: the program, by its path, and its arguments
 * @as_server: under the server's account, when we are root
 * @where: the folder it writes in, for the sentence about a full disk
 * @input: (nullable): what it reads on its standard input
 * @output: (out) (optional): what it wrote, errors included
 *
 * Blocks: for worker threads. The child runs in "/", since the server's
 * account may not enter the folder we are in.
 *
 * Returns: whether the program exited with 0
 */
gboolean
copil_cluster_run (const CopilClusterPlace  *place,
                   const char * const       *argv,
                   gboolean                  as_server,
                   const char               *where,
                   const char               *input,
                   char                    **output,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  int in = memory_file (input), out = memory_file (NULL), status = 0;
  gboolean done = run_in_memory (place, argv, as_server, in, out, cancellable, &status, error);
  g_autofree char *text = read_memory_file (out);

  if (in >= 0)
    close (in);
  if (done && !g_spawn_check_wait_status (status, NULL))
    {
      g_autofree char *program = g_path_get_basename (argv[0]);

      done = copil_cluster_fail_output (error, program, text, where);
    }
  if (output != NULL)
    *output = g_steal_pointer (&text);
  return done;
}

/**
 * copil_cluster_detach:
 * @as_server: under the server's account, when we are root
 * @input: a descriptor that becomes its standard input, or -1
 * @log: the file that its words are added to
 * @pid: (out): it is not our child: GLib forks twice
 */
gboolean
copil_cluster_detach (const CopilClusterPlace  *place,
                      const char * const       *argv,
                      gboolean                  as_server,
                      int                       input,
                      const char               *log,
                      GPid                     *pid,
                      GError                  **error)
{
  Setup setup = { .detach = TRUE, .change_user = as_server };
  int output = open (log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0600);
  gboolean started;

  if (output < 0)
    return copil_cluster_fail_errno (error, errno, log);
  started = spawn (place, argv, &setup, G_SPAWN_DEFAULT, input, output, pid, error);
  close (output);
  return started;
}
