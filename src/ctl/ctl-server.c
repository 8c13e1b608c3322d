/* ctl-server.c: which base a run of copilctl speaks to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "ctl/ctl-db-private.h"
#include "ctl/ctl-private.h"

#include "db/server-settings.h"
#include "demo/base.h"

#include <glib/gi18n-lib.h>

/* A shared server has its own keeper. */
gboolean
copil_ctl_refuse_server (CopilCtl           *ctl,
                         const CopilCtlVerb *verb,
                         int                *status)
{
  if (copil_ctl_get_connect (ctl) == NULL)
    return FALSE;
  *status = copil_ctl_usage (ctl, verb,
                             _("this is for the embedded base; on a shared server, its "
                               "administrator does it with PostgreSQL’s own tools."));
  return TRUE;
}

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

/* What --connect names, else what was chosen in the window; NULL is the embedded base, which is
 * also meant by who names its folder. */
static gboolean
choose_server (CopilCtl    *ctl,
               GHashTable **server,
               GError     **error)
{
  const char *connect = copil_ctl_get_connect (ctl);
  g_autoptr (GError) why = NULL;

  *server = NULL;
  if (connect != NULL)
    *server = copil_server_parse (connect, &why);
  else if (!ctl->embedded && g_getenv ("COPIL_BASE_DIR") == NULL)
    *server = copil_server_load (&why);
  if (why == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&why));
  return FALSE;
}

/**
 * copil_ctl_choose_base:
 *
 * Which base it is, without a word to it.
 */
gboolean
copil_ctl_choose_base (CopilCtl  *ctl,
                       GError   **error)
{
  g_autoptr (GHashTable) server = NULL;

  if (ctl->base != NULL)
    return TRUE;
  if (!choose_server (ctl, &server, error))
    return FALSE;
  ctl->base = copil_base_new (server);
  return TRUE;
}

/**
 * copil_ctl_ensure_base:
 *
 * The shared server, or the embedded base made ready; kept up until the end of
 * the program.
 */
gboolean
copil_ctl_ensure_base (CopilCtl  *ctl,
                       GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (ctl->ensured)
    return TRUE;
  if (!copil_ctl_choose_base (ctl, error))
    return FALSE;
  copil_base_ensure_async (ctl->base, copil_ctl_progress_cb, ctl,
                           copil_ctl_get_cancellable (ctl), copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  ctl->ensured = copil_base_ensure_finish (ctl->base, result, error);
  if (!ctl->ensured)
    g_clear_object (&ctl->base);
  return ctl->ensured;
}

/* The server says it itself: CP426 and CP427, in words for the user. */
static gboolean
check_client (CopilCtl  *ctl,
              GError   **error)
{
  g_autoptr (CopilStatement) statement =
    copil_statement_new ("SELECT copil.client_check($1, $2::int)");
  g_autoptr (CopilResult) result = NULL;

  copil_statement_add_text (statement, COPIL_VERSION);
  copil_statement_add_int (statement, copil_migration_get_latest ());
  result = copil_ctl_query (ctl, statement, error);
  return result != NULL;
}

static gboolean
open_connection (CopilCtl  *ctl,
                 GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_open_async (ctl->connection, copil_ctl_get_cancellable (ctl),
                               copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  return copil_connection_open_finish (ctl->connection, result, error) &&
         check_client (ctl, error);
}

/**
 * copil_ctl_connect:
 *
 * One connection a run: further calls return the same.
 *
 * Returns: (transfer full): a connection that is READY
 */
CopilConnection *
copil_ctl_connect (CopilCtl  *ctl,
                   GError   **error)
{
  g_autoptr (GHashTable) parameters = NULL;

  if (ctl->connection != NULL)
    return g_object_ref (ctl->connection);
  if (!copil_ctl_ensure_base (ctl, error))
    return NULL;
  parameters = copil_base_get_parameters (ctl->base, copil_ctl_get_login (ctl));
  ctl->connection = copil_connection_new (parameters);
  if (open_connection (ctl, error))
    return g_object_ref (ctl->connection);
  copil_connection_close (ctl->connection);
  g_clear_object (&ctl->connection);
  return NULL;
}

CopilResult *
copil_ctl_query (CopilCtl        *ctl,
                 CopilStatement  *statement,
                 GError         **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_query_async (ctl->connection, statement, copil_ctl_get_cancellable (ctl),
                                copil_ctl_result_cb, ctl);
  result = copil_ctl_wait (ctl);
  return copil_connection_query_finish (ctl->connection, result, error);
}

GHashTable *
copil_ctl_find_server (CopilCtl      *ctl,
                       CopilCluster **cluster,
                       GError       **error)
{
  const char *connect = copil_ctl_get_connect (ctl);

  if (connect != NULL)
    return copil_server_parse (connect, error);
  *cluster = copil_ctl_start_cluster (ctl, error);
  return *cluster != NULL ? copil_cluster_get_parameters (*cluster, NULL) : NULL;
}
