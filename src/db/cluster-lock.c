/* cluster-lock.c: the lock files that the programs of one base share
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * flock() and not fcntl(): the lock belongs to the open file, so it goes with
 * its process however that ends, two threads of one program exclude each other,
 * and it can be handed to a child. The files are never removed: a lock on a
 * name that somebody else has unlinked guards nothing.
 */
#include "config.h"

#include "db/cluster-lock.h"

#include "db/cluster-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#define POLL_INTERVAL (20 * G_TIME_SPAN_MILLISECOND)

static int
open_lock (const char *path)
{
  return open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
}

static int
operation_of (CopilLockKind kind)
{
  return (kind == COPIL_LOCK_SHARED ? LOCK_SH : LOCK_EX) | LOCK_NB;
}

/* Polled, so that Ctrl+C and the deadline work. */
static gboolean
wait_for_lock (int            descriptor,
               const char    *path,
               CopilLockKind  kind,
               guint          seconds,
               GCancellable  *cancellable,
               GError       **error)
{
  gint64 deadline = g_get_monotonic_time () + seconds * G_TIME_SPAN_SECOND;

  while (flock (descriptor, operation_of (kind)) < 0)
    {
      if (errno != EWOULDBLOCK && errno != EINTR)
        return copil_cluster_fail_errno (error, errno, path);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (g_get_monotonic_time () > deadline)
        {
          g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_LOCKED,
                       _("Another program has been holding the base for %u s (%s): wait until "
                         "it is done or end it, then start again."),
                       seconds, path);
          return FALSE;
        }
      g_usleep (POLL_INTERVAL);
    }
  return TRUE;
}

/**
 * copil_cluster_lock:
 * @seconds: how long to wait for the others
 *
 * Returns: a descriptor that holds the lock until copil_cluster_unlock(), or -1
 */
int
copil_cluster_lock (const char     *path,
                    CopilLockKind   kind,
                    guint           seconds,
                    GCancellable   *cancellable,
                    GError        **error)
{
  int descriptor = open_lock (path);

  if (descriptor < 0)
    copil_cluster_fail_errno (error, errno, path);
  else if (!wait_for_lock (descriptor, path, kind, seconds, cancellable, error))
    copil_cluster_unlock (&descriptor);
  return descriptor;
}

/* Returns: a descriptor, or -1 when somebody holds the lock */
int
copil_cluster_try_lock (const char    *path,
                        CopilLockKind  kind)
{
  int descriptor = open_lock (path);

  if (descriptor >= 0 && flock (descriptor, operation_of (kind)) < 0)
    copil_cluster_unlock (&descriptor);
  return descriptor;
}

void
copil_cluster_unlock (int *descriptor)
{
  if (*descriptor >= 0)
    close (*descriptor);
  *descriptor = -1;
}
