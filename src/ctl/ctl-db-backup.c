/* ctl-db-backup.c: copilctl db backup, restore, reset and upgrade
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-db-private.h"

#include "core/format.h"
#include "db/cluster-backup.h"
#include "db/cluster-private.h"
#include "db/cluster-upgrade.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  const char       *file;
  CopilBackupFacts  facts;
  CopilUpgradeWay   way;
} Errand;

static void
errand_clear (Errand *errand)
{
  copil_backup_facts_clear (&errand->facts);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Errand, errand_clear)

/* The one file name that backup and restore take. */
static gboolean
take_file (CopilCtl            *ctl,
           const CopilCtlVerb  *verb,
           int                  argc,
           char               **argv,
           const char         **file,
           int                 *status)
{
  if (argc == 2)
    *file = argv[1];
  else
    *status = copil_ctl_usage (ctl, verb, _("name one file."));
  return argc == 2;
}

static gboolean
back_up (gpointer        data,
         CopilProgress  *progress,
         GCancellable   *cancellable,
         GError        **error)
{
  Errand *errand = data;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (NULL, error);
  g_auto (CopilPostmaster) postmaster = { 0 };
  gboolean done;
  int users;

  if (place == NULL)
    return FALSE;
  users = copil_cluster_join (place, &postmaster, progress, cancellable, error);
  done = users >= 0 && copil_cluster_backup (place, &postmaster, errand->file, progress,
                                             cancellable, error);
  copil_cluster_unlock (&users);
  return done;
}

static int
run_backup (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Replace the file if it exists"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_auto (Errand) errand = { 0 };
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_db_backup, entries, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_backup, &status) ||
      !take_file (ctl, &copil_ctl_db_backup, argc, argv, &errand.file, &status))
    return status;
  if (!yes && g_file_test (errand.file, G_FILE_TEST_EXISTS))
    return copil_ctl_usage (ctl, &copil_ctl_db_backup,
                            _("this file exists already: name another one, or add --yes."));
  if (!copil_ctl_work (ctl, back_up, &errand, &error))
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  g_print (_("Backup written: %s\n"), errand.file);
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_backup = {
  "backup",
  N_("db backup FILE"),
  N_("Write the whole base into one file"),
  run_backup,
};

static gboolean
restore (gpointer        data,
         CopilProgress  *progress,
         GCancellable   *cancellable,
         GError        **error)
{
  Errand *errand = data;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (NULL, error);

  return place != NULL && copil_cluster_restore (place, errand->file, &errand->facts, progress,
                                                 cancellable, error);
}

/* "samedi 21 novembre 2026 à 23 h 04" of what the backup wrote in UTC. */
static void
print_restored (const CopilBackupFacts *facts)
{
  g_autoptr (GDateTime) made = g_date_time_new_from_iso8601 (facts->made, NULL);
  g_autoptr (GDateTime) local = made != NULL ? g_date_time_to_local (made) : NULL;
  g_autofree char *time = local != NULL ? copil_format_date_time (local) : g_strdup (facts->made);
  g_autofree char *batch = copil_format_number ((double) facts->batch, 0);

  g_print (_("Base restored as it was on %s (last batch: %s).\n"), time, batch);
}

static int
run_restore (CopilCtl  *ctl,
             int        argc,
             char     **argv)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Replace the base that is there"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_auto (Errand) errand = { 0 };
  int status;

  if (!copil_ctl_parse (ctl, &copil_ctl_db_restore, entries, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_restore, &status) ||
      !take_file (ctl, &copil_ctl_db_restore, argc, argv, &errand.file, &status))
    return status;
  if (!yes)
    return copil_ctl_usage (ctl, &copil_ctl_db_restore,
                            _("the backup replaces the whole base: confirm with --yes."));
  if (!copil_ctl_work (ctl, restore, &errand, &error))
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  print_restored (&errand.facts);
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_restore = {
  "restore",
  N_("db restore FILE --yes"),
  N_("Put a backup in the place of the base"),
  run_restore,
};

static gboolean
reset (gpointer        data,
       CopilProgress  *progress,
       GCancellable   *cancellable,
       GError        **error)
{
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (NULL, error);

  return place != NULL && copil_cluster_reset (place, cancellable, error);
}

static int
run_reset (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  gboolean yes = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &yes, N_("Lose all that the base holds"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_reset, entries, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_reset, &status))
    return status;
  if (!yes)
    return copil_ctl_usage (ctl, &copil_ctl_db_reset,
                            _("all that the base holds would be lost: confirm with --yes."));
  if (!copil_ctl_work (ctl, reset, NULL, &error))
    return copil_ctl_fail (ctl, error);
  g_print ("%s\n", _("The base is removed; the next start makes a new one."));
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_reset = {
  "reset",
  "db reset --yes",
  N_("Remove the base, to start anew"),
  run_reset,
};

static gboolean
upgrade (gpointer        data,
         CopilProgress  *progress,
         GCancellable   *cancellable,
         GError        **error)
{
  Errand *errand = data;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (NULL, error);

  return place != NULL && copil_cluster_upgrade (place, &errand->way, progress, cancellable,
                                                 error);
}

static int
run_upgrade (CopilCtl  *ctl,
             int        argc,
             char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (Errand) errand = { 0 };
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_upgrade, NULL, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_upgrade, &status))
    return status;
  if (!copil_ctl_work (ctl, upgrade, &errand, &error))
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  g_print ("%s\n", errand.way == COPIL_UPGRADE_NOTHING
                     ? _("Nothing to do: the base is of the newest PostgreSQL installed.")
                     : _("The base is now of the newest PostgreSQL installed."));
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_upgrade = {
  "upgrade",
  "db upgrade",
  N_("Bring the base to a newer major version of PostgreSQL"),
  run_upgrade,
};
