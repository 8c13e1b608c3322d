/* cluster-session.c: one session for a worker thread
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-session.h"

#include "db/cluster-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CONNECT_SECONDS 20

struct _CopilSession
{
  PGconn *connection;
};

/* Waits for the socket, the deadline (monotonic, or 0 for none) or the user. */
static gboolean
wait_for (PGconn        *connection,
          GIOCondition   condition,
          gint64         deadline,
          GCancellable  *cancellable,
          GError       **error)
{
  GPollFD fds[2] = { { PQsocket (connection), condition, 0 } };
  gint64 left = deadline == 0 ? -1 : (deadline - g_get_monotonic_time ()) / 1000 + 1;
  gboolean watched = g_cancellable_make_pollfd (cancellable, &fds[1]);

  if (deadline == 0 || left > 0)
    g_poll (fds, watched ? 2 : 1, (int) left);
  if (watched)
    g_cancellable_release_fd (cancellable);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (deadline != 0 && g_get_monotonic_time () >= deadline)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT,
                   _("The server has not answered for %d s."), CONNECT_SECONDS);
      return FALSE;
    }
  return TRUE;
}

/* libpq's own words, without the end of line. */
static void
set_connection_error (PGconn  *connection,
                      GError **error)
{
  g_autofree char *words = g_strchomp (g_strdup (PQerrorMessage (connection)));

  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_SERVER,
               _("The base cannot be opened on this server: %s"), words);
}

static gboolean
finish_connecting (PGconn        *connection,
                   GCancellable  *cancellable,
                   GError       **error)
{
  gint64 deadline = g_get_monotonic_time () + CONNECT_SECONDS * G_TIME_SPAN_SECOND;
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;

  if (PQstatus (connection) == CONNECTION_BAD)
    status = PGRES_POLLING_FAILED;
  while (status != PGRES_POLLING_OK && status != PGRES_POLLING_FAILED)
    {
      GIOCondition condition = status == PGRES_POLLING_READING ? G_IO_IN : G_IO_OUT;

      if (!wait_for (connection, condition, deadline, cancellable, error))
        return FALSE;
      status = PQconnectPoll (connection);
    }
  if (status == PGRES_POLLING_OK)
    return TRUE;
  set_connection_error (connection, error);
  return FALSE;
}

static void
ignore_notice (void           *user_data,
               const PGresult *result)
{
}

/**
 * copil_session_open:
 * @parameters: (element-type utf8 utf8): libpq keywords and values
 */
CopilSession *
copil_session_open (GHashTable    *parameters,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (CopilSession) self = g_new0 (CopilSession, 1);
  guint n = g_hash_table_size (parameters), i = 0;
  g_autofree const char **keywords = g_new0 (const char *, n + 3);
  g_autofree const char **values = g_new0 (const char *, n + 3);
  GHashTableIter iter;
  gpointer keyword, value;

  g_hash_table_iter_init (&iter, parameters);
  for (; g_hash_table_iter_next (&iter, &keyword, &value); i++)
    {
      keywords[i] = keyword;
      values[i] = value;
    }
  keywords[i] = "client_encoding";
  values[i++] = "UTF8";
  keywords[i] = "fallback_application_name";
  values[i++] = "copil";
  self->connection = PQconnectStartParams (keywords, values, 1);
  if (!finish_connecting (self->connection, cancellable, error))
    return NULL;
  PQsetNoticeReceiver (self->connection, ignore_notice, NULL);
  return g_steal_pointer (&self);
}

void
copil_session_close (CopilSession *self)
{
  PQfinish (self->connection);
  g_free (self);
}

static gboolean
has_failed (const PGresult *result)
{
  switch (PQresultStatus (result))
    {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
      return FALSE;
    default:
      return TRUE;
    }
}

/* What the server says comes first; where in the script helps who writes one. */
static void
set_result_error (const PGresult *result,
                  const char     *sql,
                  GError        **error)
{
  const char *message = PQresultErrorField (result, PG_DIAG_MESSAGE_PRIMARY);
  const char *state = PQresultErrorField (result, PG_DIAG_SQLSTATE);
  const char *position = PQresultErrorField (result, PG_DIAG_STATEMENT_POSITION);
  g_autoptr (GString) text = g_string_new (message);
  int code = COPIL_CLUSTER_ERROR_SERVER;

  if (message == NULL)
    g_string_assign (text, g_strchomp (PQresultErrorMessage (result)));
  if (position != NULL)
    {
      const char *at = g_utf8_offset_to_pointer (sql, g_ascii_strtoll (position, NULL, 10) - 1);
      int line = 1;

      for (const char *p = sql; p < at; p++)
        line += *p == '\n';
      g_string_append_printf (text, _(" (line %d)"), line);
    }
  if (g_strcmp0 (state, "53100") == 0)
    code = COPIL_CLUSTER_ERROR_DISK_FULL;
  g_set_error_literal (error, COPIL_CLUSTER_ERROR, code, text->str);
}

/* Asks the server to give up, and reads what still comes: the session stays usable. */
static void
give_up (CopilSession *self)
{
  PGcancel *cancel = PQgetCancel (self->connection);
  char words[256];

  if (cancel != NULL)
    PQcancel (cancel, words, sizeof words);
  PQfreeCancel (cancel);
}

static gboolean
wait_for_result (CopilSession  *self,
                 GCancellable  *cancellable,
                 GError       **error)
{
  int left;

  while ((left = PQflush (self->connection)) == 1 || PQisBusy (self->connection))
    {
      GIOCondition condition = left == 1 ? G_IO_IN | G_IO_OUT : G_IO_IN;

      if (!wait_for (self->connection, condition, 0, cancellable, error))
        return FALSE;
      if (!PQconsumeInput (self->connection))
        {
          set_connection_error (self->connection, error);
          return FALSE;
        }
    }
  return TRUE;
}

/* Reads to the end whatever happens; the first failure is the one that counts. */
static PGresult *
collect (CopilSession  *self,
         const char    *sql,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr (PGresult) last = NULL;
  g_autoptr (GError) why = NULL;
  PGresult *result;

  if (!wait_for_result (self, cancellable, &why))
    give_up (self);
  while ((result = PQgetResult (self->connection)) != NULL)
    {
      if (why == NULL && has_failed (result))
        set_result_error (result, sql, &why);
      g_clear_pointer (&last, PQclear);
      last = result;
      if (PQstatus (self->connection) == CONNECTION_BAD)
        break;
      if (why == NULL && !wait_for_result (self, cancellable, &why))
        give_up (self);
    }
  if (why == NULL && last != NULL)
    return g_steal_pointer (&last);
  if (why == NULL)
    set_connection_error (self->connection, &why);
  g_propagate_error (error, g_steal_pointer (&why));
  return NULL;
}

PGresult *
copil_session_query (CopilSession        *self,
                     const char          *sql,
                     const char * const  *values,
                     GCancellable        *cancellable,
                     GError             **error)
{
  int n = values != NULL ? (int) g_strv_length ((char **) values) : 0;

  if (!PQsendQueryParams (self->connection, sql, n, NULL, values, NULL, NULL, 0))
    {
      set_connection_error (self->connection, error);
      return NULL;
    }
  return collect (self, sql, cancellable, error);
}

gboolean
copil_session_run (CopilSession  *self,
                   const char    *script,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!PQsendQuery (self->connection, script))
    {
      set_connection_error (self->connection, error);
      return FALSE;
    }
  result = collect (self, script, cancellable, error);
  return result != NULL;
}

char *
copil_session_read (CopilSession  *self,
                    const char    *sql,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autoptr (PGresult) result = copil_session_query (self, sql, NULL, cancellable, error);

  if (result == NULL || PQntuples (result) == 0 || PQgetisnull (result, 0, 0))
    return NULL;
  return g_strdup (PQgetvalue (result, 0, 0));
}
