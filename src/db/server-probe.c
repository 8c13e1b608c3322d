/* server-probe.c: does this server serve, before it is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/server-probe.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "db/connection.h"
#include "db/error.h"
#include "db/migration.h"

#define DEADLINE (15 * 1000)

void
copil_server_facts_free (CopilServerFacts *self)
{
  g_free (self->person);
  g_free (self);
}

static void
return_error (GTask           *task,
              CopilConnection *connection,
              GError          *error)
{
  copil_connection_close (connection);
  g_task_return_error (task, error);
}

static CopilServerFacts *
read_facts (CopilResult *result,
            GError     **error)
{
  g_autoptr (CopilServerFacts) self = g_new0 (CopilServerFacts, 1);

  self->schema = (int) copil_result_get_int (result, 0, 0);
  self->person = g_strdup (copil_result_get_text (result, 0, 2));
  if (!copil_migration_check_us (self->schema, copil_result_get_text (result, 0, 1), error))
    return NULL;
  if (copil_result_get_int (result, 0, 3) > 0)
    return g_steal_pointer (&self);
  g_set_error_literal (error, COPIL_DB_ERROR, COPIL_DB_ERROR_DENIED,
                       _("The server accepts this account, and the base gives it no role: an "
                         "administrator of the base can give it one."));
  return NULL;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilConnection *connection = COPIL_CONNECTION (source);
  GError *error = NULL;
  g_autoptr (CopilResult) answer = copil_connection_query_finish (connection, result, &error);
  CopilServerFacts *facts = answer != NULL ? read_facts (answer, &error) : NULL;

  if (facts == NULL)
    {
      return_error (task, connection, error);
      return;
    }
  copil_connection_close (connection);
  g_task_return_pointer (task, facts, (GDestroyNotify) copil_server_facts_free);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CopilConnection *connection = COPIL_CONNECTION (source);
  g_autoptr (CopilStatement) statement = copil_statement_new (
    "SELECT s ->> 'schema', s ->> 'oldest_client', w ->> 'name',"
    " coalesce (jsonb_array_length (w -> 'assignments'), 0)"
    " FROM copil.server_state() s, copil.whoami() w");
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (!copil_connection_open_finish (connection, result, &error))
    {
      return_error (task, connection, error);
      return;
    }
  copil_statement_set_timeout (statement, DEADLINE);
  copil_connection_query_async (connection, statement, cancellable, answered_cb,
                                g_steal_pointer (&task));
}

void
copil_server_probe_async (GHashTable          *parameters,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (CopilConnection) connection = copil_connection_new (parameters);

  g_task_set_source_tag (task, copil_server_probe_async);
  g_task_set_task_data (task, g_object_ref (connection), g_object_unref);
  copil_connection_open_async (connection, cancellable, opened_cb, g_steal_pointer (&task));
}

CopilServerFacts *
copil_server_probe_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

#define NOT_OURS \
  N_("The server answers, but this base is not one of Copil: check its name, or ask its " \
     "administrator to prepare it (copilctl db migrate).")

/* What a first contact may meet; the first that fits. @sqlstate: a beginning, NULL for any. */
static const struct
{
  CopilDbError code;
  const char  *sqlstate;
  const char  *sentence;
} sentences[] = {
  { COPIL_DB_ERROR_AUTHENTICATION, NULL,
    N_("The server answers and refuses this account or this password: check both.") },
  { COPIL_DB_ERROR_UNREACHABLE, "53300",
    N_("The server answers and has too many users at the moment: try again a little later.") },
  { COPIL_DB_ERROR_UNREACHABLE, "57P03",
    N_("The server answers and is still starting: try again in a moment.") },
  { COPIL_DB_ERROR_UNREACHABLE, NULL,
    N_("No server answers at this address: check its name, its port and the network.") },
  { COPIL_DB_ERROR_TIMED_OUT, NULL,
    N_("No server answers at this address: check its name, its port and the network.") },
  { COPIL_DB_ERROR_CONFIGURATION, "3D000",
    N_("The server answers and has no base of this name: check the name of the base.") },
  { COPIL_DB_ERROR_STATEMENT, NULL, NOT_OURS },
  { COPIL_DB_ERROR_SERVER, "3F000", NOT_OURS },
  { COPIL_DB_ERROR_DENIED, "42501",
    N_("The server answers, but Copil does not know this account: an administrator of the base can "
       "add it.") },
};

char *
copil_server_probe_explain (const GError *error)
{
  const char *sqlstate = copil_db_error_get_sqlstate (error);

  if (error->domain != COPIL_DB_ERROR)
    return g_strdup (error->message);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (sentences[i].code == (CopilDbError) error->code &&
        (sentences[i].sqlstate == NULL || g_str_has_prefix (sqlstate, sentences[i].sqlstate)))
      return g_strdup (_(sentences[i].sentence));
  /* TLS has no SQLSTATE. */
  if (error->code == COPIL_DB_ERROR_CONFIGURATION && *sqlstate == '\0')
    return g_strdup (_("The server does not prove who it is, or does not encrypt: nothing was sent. "
                       "Check its name and its certificate, or ask its administrator."));
  if (error->code == COPIL_DB_ERROR_SCHEMA || error->code == COPIL_DB_ERROR_DENIED)
    return g_strdup (error->message);
  return copil_db_error_to_sentence (error);
}
