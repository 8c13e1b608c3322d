/* ctl-db.c: copilctl db: the base itself
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-db-private.h"
#include "ctl/ctl-private.h"

#include "db/supervisor.h"
#include "demo/base.h"

#include <glib/gi18n-lib.h>

static int
run_start (CopilCtl  *ctl,
           int        argc,
           char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCluster) cluster = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_start, NULL, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_start, &status))
    return status;
  cluster = copil_ctl_start_cluster (ctl, &error);
  if (cluster == NULL || !copil_cluster_set_kept (cluster, TRUE, &error))
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  g_print (_("The base is up: %s\n"), copil_cluster_get_base (cluster));
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_start = {
  "start",
  "db start",
  N_("Start the base; it stays up until “stop”"),
  run_start,
};

static int
run_stop (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force,
      N_("Stop it also when another program uses it"), NULL },
    { NULL }
  };
  g_autoptr (CopilCluster) cluster = copil_cluster_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_stop, entries, &argc, &argv, &status) ||
      copil_ctl_refuse_server (ctl, &copil_ctl_db_stop, &status))
    return status;
  copil_cluster_stop_async (cluster, force, copil_ctl_get_cancellable (ctl),
                            copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  if (!copil_cluster_stop_finish (cluster, result, &error))
    return copil_ctl_fail (ctl, error);
  g_print ("%s\n", _("The base is stopped."));
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_stop = {
  "stop",
  "db stop",
  N_("Stop the base"),
  run_stop,
};

typedef struct
{
  GHashTable *parameters;
  gboolean    done;
} Furnishing;

static gboolean
furnish (gpointer        data,
         CopilProgress  *progress,
         GCancellable   *cancellable,
         GError        **error)
{
  Furnishing *self = data;

  return copil_base_furnish (self->parameters, &self->done, progress, cancellable, error);
}

/* The embedded base has its demonstration; a shared one begins with what every base has. */
static gboolean
furnish_server (CopilCtl    *ctl,
                GHashTable  *parameters,
                GError     **error)
{
  Furnishing self = { .parameters = parameters };

  if (copil_ctl_get_connect (ctl) == NULL)
    return TRUE;
  if (!copil_ctl_work (ctl, furnish, &self, error))
    return FALSE;
  copil_ctl_progress_end (ctl);
  if (self.done)
    g_print ("%s\n", _("The territories and the indicators of Copil are loaded. Make the first "
                       "administrator: copilctl person add --help"));
  return TRUE;
}

static void
print_migrated (int n)
{
  if (n == 0)
    g_print (_("The schema is up to date (number %d).\n"), copil_migration_get_latest ());
  else
    g_print (g_dngettext (GETTEXT_PACKAGE,
                          "%d step applied; the schema is at number %d.\n",
                          "%d steps applied; the schema is at number %d.\n", n),
             n, copil_migration_get_latest ());
}

static int
run_migrate (CopilCtl  *ctl,
             int        argc,
             char     **argv)
{
  g_autoptr (CopilCluster) cluster = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int n, status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_migrate, NULL, &argc, &argv, &status))
    return status;
  parameters = copil_ctl_find_server (ctl, &cluster, &error);
  if (parameters == NULL)
    return copil_ctl_fail (ctl, error);
  copil_migration_run_async (parameters, NULL, copil_ctl_progress_cb, ctl,
                             copil_ctl_get_cancellable (ctl), copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  n = copil_migration_run_finish (result, &error);
  if (n < 0)
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  print_migrated (n);
  return furnish_server (ctl, parameters, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

const CopilCtlVerb copil_ctl_db_migrate = {
  "migrate",
  "db migrate",
  N_("Bring the schema to the one of this program"),
  run_migrate,
};

static int
run_demo (CopilCtl  *ctl,
          int        argc,
          char     **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_demo, NULL, &argc, &argv, &status))
    return status;
  if (copil_ctl_get_connect (ctl) != NULL)
    return copil_ctl_usage (ctl, &copil_ctl_db_demo,
                            _("the demonstration is for the embedded base only."));
  if (!copil_ctl_ensure_base (ctl, &error))
    return copil_ctl_fail (ctl, error);
  copil_ctl_progress_end (ctl);
  g_print ("%s\n", _("The demonstration is ready."));
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_demo = {
  "demo",
  "db demo",
  N_("Make the base with its demonstration, fictitious figures"),
  run_demo,
};

/* Hidden: what a program starts beside the base, see supervisor.c. */
static int
run_supervise (CopilCtl  *ctl,
               int        argc,
               char     **argv)
{
  if (argc != 2)
    return COPIL_CTL_USAGE;
  return copil_supervisor_run (argv[1]);
}

static const CopilCtlVerb supervise = { "supervise", "db supervise", NULL, run_supervise };

static int
run (CopilCtl  *ctl,
     int        argc,
     char     **argv)
{
  static const CopilCtlVerb *const actions[] = {
    &copil_ctl_db_start,
    &copil_ctl_db_stop,
    &copil_ctl_db_status,
    &copil_ctl_db_migrate,
    &copil_ctl_db_demo,
    &copil_ctl_db_backup,
    &copil_ctl_db_restore,
    &copil_ctl_db_reset,
    &copil_ctl_db_upgrade,
    &supervise,
  };

  return copil_ctl_dispatch (ctl, &copil_ctl_db, actions, G_N_ELEMENTS (actions), argc, argv);
}

const CopilCtlVerb copil_ctl_db = {
  "db",
  "db",
  N_("The base: start, stop, migrate, back up, restore"),
  run,
};
