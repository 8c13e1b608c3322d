/* cluster-upgrade.c: from one major version of PostgreSQL to the next
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A data folder is read by its own major version only. The way to the next is
 * a backup and its restore, the same as on any other day and tried as often:
 * the base is small enough, and what was there stays until the new one is
 * whole. While two versions are installed, as after Debian's own upgrade, the
 * old one is still used, and leaves a backup each time it stops.
 */
#include "config.h"

#include "db/cluster-upgrade.h"

#include "db/cluster-backup.h"
#include "db/cluster-error.h"
#include "db/cluster-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

/**
 * copil_cluster_choose_upgrade:
 * @base: major version of the data folder, 0 without one
 * @installed: major versions of the servers of this computer
 * @has_backup: whether the old version left a backup
 */
CopilUpgradeWay
copil_cluster_choose_upgrade (int        base,
                              const int *installed,
                              gsize      n_installed,
                              gboolean   has_backup)
{
  gboolean has_same = FALSE, has_newer = FALSE;

  for (gsize i = 0; i < n_installed; i++)
    {
      has_same = has_same || installed[i] == base;
      has_newer = has_newer || installed[i] > base;
    }
  if (base == 0 || (has_same && !has_newer))
    return COPIL_UPGRADE_NOTHING;
  if (!has_newer)
    return COPIL_UPGRADE_NEED_NEWER;
  if (has_same)
    return COPIL_UPGRADE_BOTH;
  return has_backup ? COPIL_UPGRADE_FROM_BACKUP : COPIL_UPGRADE_NEED_OLD;
}

static CopilUpgradeWay
choose_for (const CopilClusterPlace *place)
{
  g_autoptr (GArray) installed = copil_cluster_list_majors ();

  return copil_cluster_choose_upgrade (copil_cluster_read_major (place),
                                       (const int *) installed->data, installed->len,
                                       g_file_test (place->before_upgrade, G_FILE_TEST_EXISTS));
}

static gboolean
fail_missing (const CopilClusterPlace  *place,
              GError                  **error)
{
  int major = copil_cluster_read_major (place);

  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_VERSION,
               _("This base was made by PostgreSQL %d, which is not installed: install the "
                 "package postgresql-%d (of the Debian it comes from), then start again; or "
                 "restore a backup (copilctl db restore). The base was left as it is."),
               major, major);
  return FALSE;
}

/* Up for the time of a backup, like any user of the base. */
static gboolean
back_up_old (const CopilClusterPlace  *place,
             CopilProgress            *progress,
             GCancellable             *cancellable,
             GError                  **error)
{
  g_auto (CopilPostmaster) postmaster = { 0 };
  int users = copil_cluster_join (place, &postmaster, progress, cancellable, error);
  gboolean done = users >= 0 && copil_cluster_backup (place, &postmaster, place->before_upgrade,
                                                      progress, cancellable, error);

  copil_cluster_unlock (&users);
  return done;
}

/* The restore takes the newest programs installed. The backup stays: it is the last thing the
 * old version wrote. */
static gboolean
restore_into_new (const CopilClusterPlace  *place,
                  CopilProgress            *progress,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  g_auto (CopilBackupFacts) facts = { 0 };

  return copil_cluster_restore (place, place->before_upgrade, &facts, progress, cancellable,
                                error);
}

gboolean
copil_cluster_upgrade (const CopilClusterPlace  *place,
                       CopilUpgradeWay          *way,
                       CopilProgress            *progress,
                       GCancellable             *cancellable,
                       GError                  **error)
{
  *way = choose_for (place);
  switch (*way)
    {
    case COPIL_UPGRADE_NOTHING:
      return TRUE;
    case COPIL_UPGRADE_BOTH:
      return back_up_old (place, progress, cancellable, error) &&
             restore_into_new (place, progress, cancellable, error);
    case COPIL_UPGRADE_FROM_BACKUP:
      return restore_into_new (place, progress, cancellable, error);
    case COPIL_UPGRADE_NEED_OLD:
    case COPIL_UPGRADE_NEED_NEWER:
    default:
      return fail_missing (place, error);
    }
}

static gboolean
is_older_than (const char *path,
               gint64      seconds)
{
  struct stat info;

  return stat (path, &info) < 0 || info.st_mtime < seconds;
}

void
copil_cluster_foresee_upgrade (const CopilClusterPlace *place)
{
  g_auto (CopilPostmaster) postmaster = { 0 };
  g_autoptr (GError) error = NULL;

  if (choose_for (place) != COPIL_UPGRADE_BOTH ||
      !copil_cluster_is_running (place, &postmaster) ||
      !is_older_than (place->before_upgrade, postmaster.started))
    return;
  if (!copil_cluster_backup (place, &postmaster, place->before_upgrade, NULL, NULL, &error))
    g_printerr ("%s\n", error->message);
}
