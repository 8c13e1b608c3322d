/* ctl-db-status.c: copilctl db status
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-db-private.h"

#include "db/cluster-private.h"
#include "db/cluster-session.h"

#include <glib/gi18n-lib.h>

static void
print_line (const char *label,
            const char *value)
{
  g_autofree char *padded = g_strdup_printf (C_("db status", "%s:"), label);
  int width = 22 - (int) g_utf8_strlen (padded, -1);

  g_print ("%s%*s%s\n", padded, MAX (width, 1), "", value);
}

/* Each query stands alone, so that a base without a schema still has a size. */
static const struct
{
  const char *label;
  const char *sql;
} facts[] = {
  { NC_("db status", "Server"), "SHOW server_version" },
  { NC_("db status", "Size"), "SELECT pg_size_pretty(pg_database_size(current_database()))" },
  { NC_("db status", "Sessions"),
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()" },
  { NC_("db status", "Schema"), "SELECT max(number) FROM copil.schema_migration" },
  { NC_("db status", "Last batch"), "SELECT max(id) FROM copil.batch" },
};

static gboolean
print_facts (CopilCtl    *ctl,
             GHashTable  *parameters,
             GError     **error)
{
  g_autoptr (CopilSession) session =
    copil_session_open (parameters, copil_ctl_get_cancellable (ctl), error);

  if (session == NULL)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value =
        copil_session_read (session, facts[i].sql, copil_ctl_get_cancellable (ctl), NULL);

      print_line (g_dpgettext2 (GETTEXT_PACKAGE, "db status", facts[i].label), value != NULL ? value : C_("db status", "none"));
    }
  return TRUE;
}

/* Asking does not start it. */
static int
print_embedded (CopilCtl *ctl)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilClusterPlace) place = copil_cluster_place_new (NULL, &error);
  g_auto (CopilPostmaster) postmaster = { 0 };
  g_autoptr (GHashTable) parameters = NULL;

  if (place == NULL)
    return copil_ctl_fail (ctl, error);
  print_line (C_("db status", "Folder"), place->base);
  if (!copil_cluster_is_running (place, &postmaster))
    {
      print_line (C_("db status", "State"),
                  copil_cluster_read_major (place) == 0 ? C_("db status", "not created yet") : C_("db status", "stopped"));
      return COPIL_CTL_DONE;
    }
  print_line (C_("db status", "State"), copil_cluster_is_kept (place) ? C_("db status", "up, kept up") : C_("db status", "up"));
  print_line (C_("db status", "Socket"), postmaster.socket);
  parameters = copil_cluster_name_parameters (postmaster.socket, postmaster.port,
                                              COPIL_CLUSTER_DATABASE, NULL);
  return print_facts (ctl, parameters, &error) ? COPIL_CTL_DONE : copil_ctl_fail (ctl, error);
}

static int
run_status (CopilCtl  *ctl,
            int        argc,
            char     **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) parameters = NULL;
  g_autoptr (CopilCluster) none = NULL;
  int status;

  if (!copil_ctl_parse_alone (ctl, &copil_ctl_db_status, NULL, &argc, &argv, &status))
    return status;
  if (copil_ctl_get_connect (ctl) == NULL)
    return print_embedded (ctl);
  parameters = copil_ctl_find_server (ctl, &none, &error);
  if (parameters == NULL || !print_facts (ctl, parameters, &error))
    return copil_ctl_fail (ctl, error);
  return COPIL_CTL_DONE;
}

const CopilCtlVerb copil_ctl_db_status = {
  "status",
  "db status",
  N_("Say where it is, how large and who uses it"),
  run_status,
};
