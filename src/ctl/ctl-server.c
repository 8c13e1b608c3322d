/* ctl-server.c: which base a run of copilctl speaks to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-db-private.h"

#include <glib/gi18n-lib.h>
#include <libpq-fe.h>

CopilCluster *
copil_ctl_start_cluster (CopilCtl  *ctl,
                         GError   **error)
{
  g_autoptr (CopilCluster) cluster = copil_cluster_new (NULL);
  g_autoptr (GAsyncResult) result = NULL;

  copil_cluster_start_async (cluster, copil_ctl_progress_cb, ctl, copil_ctl_get_cancellable (ctl),
                             copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  if (!copil_cluster_start_finish (cluster, result, error))
    return NULL;
  return g_steal_pointer (&cluster);
}

/* "service=emploi", "host=… dbname=…" or a postgresql:// address, into keywords and values. */
static GHashTable *
parse_connect (const char  *connect,
               GError     **error)
{
  g_autoptr (GHashTable) parameters =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  char *words = NULL;
  PQconninfoOption *options = PQconninfoParse (connect, &words);

  if (options == NULL)
    {
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _("“%s” names no server: %s"), connect,
                   words != NULL ? g_strchomp (words) : "");
      PQfreemem (words);
      return NULL;
    }
  for (PQconninfoOption *option = options; option->keyword != NULL; option++)
    if (option->val != NULL)
      g_hash_table_insert (parameters, g_strdup (option->keyword), g_strdup (option->val));
  PQconninfoFree (options);
  return g_steal_pointer (&parameters);
}

GHashTable *
copil_ctl_find_server (CopilCtl      *ctl,
                       CopilCluster **cluster,
                       GError       **error)
{
  const char *connect = copil_ctl_get_connect (ctl);

  if (connect != NULL)
    return parse_connect (connect, error);
  *cluster = copil_ctl_start_cluster (ctl, error);
  return *cluster != NULL ? copil_cluster_get_parameters (*cluster, NULL) : NULL;
}
