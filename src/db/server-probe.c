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

#define NOT_OURS \
  N_("The server answers, but this base is not one of Copil: check its name, or ask its " \
     "administrator to prepare it (copilctl db migrate).")
#define NOT_POSTGRES \
  N_("What answers at this address is no PostgreSQL server: check its name and its port.")
#define NO_ANSWER \
  N_("No server answers at this address: check its name, its port and the network.")
#define BUSY \
  N_("The server answers, but the base is locked by a maintenance at the moment: try again in a " \
     "few minutes.")

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

  /* It did answer, to let us in: what does not come now is held up. */
  if (g_error_matches (error, COPIL_DB_ERROR, COPIL_DB_ERROR_TIMED_OUT))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_BUSY, _(BUSY));
    }
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

/* What a first contact may meet; the first that fits. @sqlstate: a beginning, NULL for any;
 * @words: part of what libpq or the server say, in English or French, NULL for any. */
static const struct
{
  CopilDbError code;
  const char  *sqlstate;
  const char  *words[2];
  const char  *sentence;
} sentences[] = {
  { COPIL_DB_ERROR_AUTHENTICATION, "28", { "pg_hba.conf", "pg_hba.conf" },
    N_("The server answers and does not let this account in from here. It may ask for encryption: "
       "try “Certificate checked”; otherwise ask its administrator.") },
  { COPIL_DB_ERROR_AUTHENTICATION, NULL, { "no password supplied", "aucun mot de passe" },
    N_("The server asks for a password: type yours.") },
  { COPIL_DB_ERROR_AUTHENTICATION, NULL, { NULL },
    N_("The server answers and refuses this account or this password: check both.") },
  { COPIL_DB_ERROR_UNREACHABLE, "53300", { NULL },
    N_("The server answers and has too many users at the moment: try again a little later.") },
  { COPIL_DB_ERROR_UNREACHABLE, "57P", { NULL },
    N_("The server answers and is starting or stopping: try again in a moment.") },
  { COPIL_DB_ERROR_UNREACHABLE, NULL, { "expected authentication", "requête d'authentification" },
    NOT_POSTGRES },
  { COPIL_DB_ERROR_UNREACHABLE, NULL, { NULL }, NO_ANSWER },
  { COPIL_DB_ERROR_TIMED_OUT, NULL, { NULL }, NO_ANSWER },
  { COPIL_DB_ERROR_CONFIGURATION, "3D000", { NULL },
    N_("The server answers and has no base of this name: check the name of the base.") },
  { COPIL_DB_ERROR_CONFIGURATION, NULL, { "does not support SSL", "supporte pas SSL" },
    N_("This server does not encrypt what is said to it: nothing was sent. Ask its administrator "
       "to switch TLS on; without encryption, anyone on the way could read and change it.") },
  { COPIL_DB_ERROR_CONFIGURATION, NULL, { "SSL negotiation", "négociation SSL" }, NOT_POSTGRES },
  { COPIL_DB_ERROR_CONFIGURATION, NULL, { "root certificate", "certificat racine" },
    N_("This computer cannot check who the server is: nothing was sent. Ask its administrator for "
       "the certificate of their authority, and put it into the file .postgresql/root.crt of your "
       "home folder.") },
  { COPIL_DB_ERROR_CONFIGURATION, NULL, { "host name", "nom d'hôte" },
    N_("The certificate of the server is made out to another name: nothing was sent. Type the "
       "address exactly as its administrator gave it.") },
  { COPIL_DB_ERROR_CONFIGURATION, NULL, { "certificate verify failed", "certificate verify failed" },
    N_("The certificate of the server has run out, or is not of an authority that this computer "
       "trusts: nothing was sent. Tell its administrator, who can renew it or give you the "
       "certificate of the authority.") },
  { COPIL_DB_ERROR_CONFIGURATION, "", { NULL },
    N_("The server does not prove who it is, or does not encrypt: nothing was sent. Check its name "
       "and its certificate, or ask its administrator.") },
  { COPIL_DB_ERROR_CONFLICT, "55P03", { NULL }, BUSY },
  { COPIL_DB_ERROR_SERVER, "55000", { NULL },
    N_("The server answers and this base is closed at the moment: ask its administrator when it "
       "opens again.") },
  { COPIL_DB_ERROR_SERVER, "53100", { NULL },
    N_("The disk of the server is full: its administrator must make room on it. Nothing is lost.") },
  { COPIL_DB_ERROR_STATEMENT, NULL, { NULL }, NOT_OURS },
  { COPIL_DB_ERROR_SERVER, "3F000", { NULL }, NOT_OURS },
  { COPIL_DB_ERROR_DENIED, "42501", { NULL },
    N_("The server answers, but Copil does not know this account: an administrator of the base can "
       "add it.") },
};

static gboolean
fits (const GError *error,
      guint         i)
{
  const char *sqlstate = copil_db_error_get_sqlstate (error);
  const char *const *words = sentences[i].words;

  if (sentences[i].code != (CopilDbError) error->code)
    return FALSE;
  if (sentences[i].sqlstate != NULL
      && (*sentences[i].sqlstate != '\0' ? !g_str_has_prefix (sqlstate, sentences[i].sqlstate)
                                         : *sqlstate != '\0'))
    return FALSE;
  return words[0] == NULL || strstr (error->message, words[0]) != NULL
         || strstr (error->message, words[1]) != NULL;
}

char *
copil_server_probe_explain (const GError *error)
{
  if (error->domain != COPIL_DB_ERROR)
    return g_strdup (error->message);
  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (fits (error, i))
      return g_strdup (_(sentences[i].sentence));
  if (error->code == COPIL_DB_ERROR_SCHEMA || error->code == COPIL_DB_ERROR_DENIED)
    return g_strdup (error->message);
  return copil_db_error_to_sentence (error);
}
