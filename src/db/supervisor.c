/* supervisor.c: who stops the embedded base when nobody uses it any more
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A process of its own, detached from the programs: none of them may stop the
 * base while another uses it, and any may be killed. It watches two things
 * once in a while: whether it could have the users lock alone, and whether the
 * server died without being asked to.
 */
#include "config.h"

#include "db/supervisor.h"

#include "db/cluster-error.h"
#include "db/cluster-private.h"
#include "db/cluster-process.h"
#include "db/cluster-upgrade.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

/* A second start within the grace finds the base up. */
#define GRACE_MILLISECONDS 10000
#define TICK_MILLISECONDS 1000
/* A server that does not stay up is not started again and again. */
#define RESTARTS_MAX 5

typedef struct
{
  CopilClusterPlace *place;
  struct stat        lock;     /* of our own lock file, to see the folder vanish */
  gint64             grace;    /* microseconds */
  gint64             idle;     /* since when nobody uses the base; real time */
  guint              restarts;
} Supervisor;

/* copilctl stands beside the program; tests run from elsewhere in the build tree. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, "copilctl", NULL) : NULL;
  const char *build = g_getenv ("COPIL_BUILD_DIR");
  g_autofree char *built = build != NULL ? g_build_filename (build, "src", "copilctl", NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  if (built != NULL && g_file_test (built, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&built);
  return g_find_program_in_path ("copilctl");
}

/**
 * copil_supervisor_ensure:
 *
 * Starts a supervisor unless there is one. The lock that says so is taken
 * here and inherited as the child's standard input: there is no moment
 * without it.
 */
gboolean
copil_supervisor_ensure (const CopilClusterPlace  *place,
                         GError                  **error)
{
  int lock = copil_cluster_try_lock (place->supervisor_lock, COPIL_LOCK_EXCLUSIVE);
  g_autofree char *program = NULL;
  g_autofree char *log = g_build_filename (place->base, "supervisor.log", NULL);
  const char *argv[] = { NULL, "db", "supervise", place->base, NULL };
  gboolean started;

  if (lock < 0)
    return TRUE;
  argv[0] = program = find_program ();
  if (program == NULL)
    {
      g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_FAILED,
                           _("The program copilctl, which stops the base when Copil ends, is not "
                             "beside this one: install Copil again."));
      copil_cluster_unlock (&lock);
      return FALSE;
    }
  started = copil_cluster_detach (place, argv, FALSE, lock, log, NULL, error);
  copil_cluster_unlock (&lock);
  return started;
}

/* True when standard input is the lock that copil_supervisor_ensure() hands over; without it,
 * as when the verb is typed by hand, the lock must be free. */
static gboolean
own_lock (Supervisor *self)
{
  struct stat inherited;
  int lock;

  if (stat (self->place->supervisor_lock, &self->lock) == 0 && fstat (0, &inherited) == 0 &&
      inherited.st_ino == self->lock.st_ino && inherited.st_dev == self->lock.st_dev)
    return TRUE;
  lock = copil_cluster_try_lock (self->place->supervisor_lock, COPIL_LOCK_EXCLUSIVE);
  if (lock < 0 || fstat (lock, &self->lock) < 0)
    return FALSE;
  return dup2 (lock, 0) == 0;
}

static gboolean
folder_is_gone (Supervisor *self)
{
  struct stat now;

  return stat (self->place->supervisor_lock, &now) < 0 || now.st_ino != self->lock.st_ino;
}

static gint64
last_visit (Supervisor *self)
{
  struct stat info;

  if (stat (self->place->users_lock, &info) < 0)
    return 0;
  return info.st_mtim.tv_sec * G_USEC_PER_SEC + info.st_mtim.tv_nsec / 1000;
}

/* Returns: the users lock, held alone, when the grace is over; else -1 */
static int
take_idle_base (Supervisor *self)
{
  int users = copil_cluster_try_lock (self->place->users_lock, COPIL_LOCK_EXCLUSIVE);
  gint64 now = g_get_real_time ();

  if (users < 0)
    {
      self->idle = 0;
      return -1;
    }
  if (self->idle == 0 || self->idle > now)
    self->idle = now;
  self->idle = MAX (self->idle, MIN (last_visit (self), now));
  if (now - self->idle < self->grace || copil_cluster_is_kept (self->place))
    copil_cluster_unlock (&users);
  return users;
}

/* The programs that are connected come back by themselves once the server is up. */
static void
restart_crashed_server (Supervisor *self)
{
  g_auto (CopilPostmaster) postmaster = { 0 };
  g_autoptr (GError) error = NULL;
  int start;

  if (self->restarts >= RESTARTS_MAX || !copil_cluster_has_crashed (self->place))
    return;
  start = copil_cluster_try_lock (self->place->start_lock, COPIL_LOCK_EXCLUSIVE);
  if (start < 0)
    return;
  if (copil_cluster_has_crashed (self->place))
    {
      self->restarts++;
      if (!copil_cluster_ensure_server (self->place, &postmaster, NULL, NULL, &error))
        g_printerr ("%s\n", error->message);
    }
  copil_cluster_unlock (&start);
}

/* Shared for as long as a backup takes: whoever comes meanwhile is welcome. */
static int
foresee_upgrade (Supervisor *self)
{
  int users = copil_cluster_try_lock (self->place->users_lock, COPIL_LOCK_SHARED);

  if (users >= 0)
    copil_cluster_foresee_upgrade (self->place);
  copil_cluster_unlock (&users);
  return copil_cluster_try_lock (self->place->users_lock, COPIL_LOCK_EXCLUSIVE);
}

/* Returns: the users lock, held alone, when the base is to be stopped; else -1 */
static int
take_base_to_stop (Supervisor *self)
{
  int users = take_idle_base (self);

  if (users < 0)
    return -1;
  copil_cluster_unlock (&users);
  return foresee_upgrade (self);
}

/* The order matters: who gets the users lock after us must find the supervisor's lock free. */
static void
stop_and_leave (Supervisor *self,
                int         users)
{
  g_autoptr (GError) error = NULL;

  if (!copil_cluster_stop_server (self->place, NULL, &error))
    g_printerr ("%s\n", error->message);
  close (0);
  copil_cluster_unlock (&users);
}

/* Somebody removed the whole folder: its server must not stay behind. */
static void
end_orphan (GPid server)
{
  if (server > 0)
    kill (server, SIGQUIT);
}

static gint64
choose_grace (void)
{
  const char *text = g_getenv ("COPIL_BASE_GRACE");

  return (text != NULL ? g_ascii_strtoll (text, NULL, 10) : GRACE_MILLISECONDS) *
         G_TIME_SPAN_MILLISECOND;
}

static void
watch (Supervisor *self)
{
  g_auto (CopilPostmaster) postmaster = { 0 };
  gint64 tick = MIN (TICK_MILLISECONDS, self->grace / G_TIME_SPAN_MILLISECOND / 4 + 10);
  GPid server = 0;
  int users;

  while ((users = take_base_to_stop (self)) < 0)
    {
      if (folder_is_gone (self))
        {
          end_orphan (server);
          return;
        }
      restart_crashed_server (self);
      if (copil_cluster_is_running (self->place, &postmaster))
        server = postmaster.pid;
      else
        server = 0;
      g_usleep (tick * G_TIME_SPAN_MILLISECOND);
    }
  stop_and_leave (self, users);
}

/**
 * copil_supervisor_run:
 * @base: the folder of the base
 *
 * The hidden verb "copilctl db supervise". COPIL_BASE_GRACE gives the grace
 * in milliseconds.
 *
 * Returns: the exit status
 */
int
copil_supervisor_run (const char *base)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (base, &error);
  Supervisor self = { .place = place, .grace = choose_grace () };

  if (place == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (own_lock (&self))
    watch (&self);
  return 0;
}
