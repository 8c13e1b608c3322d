/* cluster-login.c: who may come into the embedded base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Peer authentication maps the account of the operating system to a login
 * through pg_ident.conf, which PostgreSQL 15 wants spelled out: one row for
 * each person of the base.
 */
#include "config.h"

#include "db/cluster-login.h"

#include "db/cluster-error.h"
#include "db/cluster-init.h"
#include "db/cluster-private.h"
#include "db/cluster-session.h"

#include <glib/gi18n-lib.h>

#define RELOAD_SECONDS 10

static char **
read_logins (CopilSession  *session,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GStrvBuilder) logins = g_strv_builder_new ();
  g_autoptr (PGresult) result =
    copil_session_query (session,
                         "SELECT login FROM copil.person"
                         " WHERE login IN (SELECT rolname FROM pg_roles WHERE rolcanlogin)"
                         " ORDER BY login",
                         NULL, cancellable, error);

  if (result == NULL)
    return NULL;
  for (int row = 0; row < PQntuples (result); row++)
    g_strv_builder_add (logins, PQgetvalue (result, row, 0));
  return g_strv_builder_end (logins);
}

/* A session begun after the reload carries its time: until one does, the postmaster has not
 * read the file yet and a new person would be turned away. */
static gboolean
wait_for_reload (GHashTable    *parameters,
                 const char    *asked,
                 GCancellable  *cancellable,
                 GError       **error)
{
  gint64 deadline = g_get_monotonic_time () + RELOAD_SECONDS * G_TIME_SPAN_SECOND;
  const char *const values[] = { asked, NULL };

  while (g_get_monotonic_time () < deadline)
    {
      g_autoptr (CopilSession) session = copil_session_open (parameters, cancellable, error);
      g_autoptr (PGresult) result = NULL;

      if (session == NULL)
        return FALSE;
      result = copil_session_query (session, "SELECT pg_conf_load_time() >= $1::timestamptz",
                                    values, cancellable, error);
      if (result == NULL)
        return FALSE;
      if (*PQgetvalue (result, 0, 0) == 't')
        return TRUE;
      g_usleep (5 * G_TIME_SPAN_MILLISECOND);
    }
  g_set_error_literal (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_FAILED,
                       _("The base does not take the new persons into account: stop it with "
                         "“copilctl db stop”, then start again."));
  return FALSE;
}

static gboolean
write_and_reload (const CopilClusterPlace  *place,
                  CopilSession             *session,
                  GHashTable               *parameters,
                  const char               *path,
                  const char               *text,
                  GCancellable             *cancellable,
                  GError                  **error)
{
  g_autofree char *asked = copil_session_read (session, "SELECT clock_timestamp()", cancellable,
                                               error);
  g_autofree char *reloaded = NULL;

  if (asked == NULL || !copil_cluster_place_write (place, path, text, error))
    return FALSE;
  reloaded = copil_session_read (session, "SELECT pg_reload_conf()", cancellable, error);
  return reloaded != NULL && wait_for_reload (parameters, asked, cancellable, error);
}

/**
 * copil_cluster_refresh_logins:
 *
 * Lets every person of the base in, and nobody else. Blocks; nothing is done
 * when nothing changed.
 */
gboolean
copil_cluster_refresh_logins (const CopilClusterPlace  *place,
                              const CopilPostmaster    *postmaster,
                              GCancellable             *cancellable,
                              GError                  **error)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (postmaster->socket, postmaster->port, COPIL_CLUSTER_DATABASE,
                                   NULL);
  g_autoptr (CopilSession) session = copil_session_open (parameters, cancellable, error);
  g_autofree char *path = g_build_filename (place->data, "pg_ident.conf", NULL);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) logins = NULL;

  if (session == NULL)
    return FALSE;
  logins = read_logins (session, cancellable, error);
  if (logins == NULL)
    return FALSE;
  text = copil_cluster_compose_ident (place, (const char * const *) logins);
  g_file_get_contents (path, &before, NULL, NULL);
  if (g_strcmp0 (before, text) == 0)
    return TRUE;
  return write_and_reload (place, session, parameters, path, text, cancellable, error);
}
