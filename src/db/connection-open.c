/* connection-open.c: resolve, connect, prepare; loss and backoff
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/connection-private.h"

#include "db/migration.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* libpq 15 is the oldest we are built with, and the schema's level of SQL. */
#define OLDEST_SERVER 150000

static void
start_connect (CopilConnection *self);

/* libpq would print it on stderr. A FATAL that comes while nothing is asked comes this way,
 * and only the next wake-up finds the session dead. */
static void
notice_cb (void           *user_data,
           const PGresult *notice)
{
  CopilConnection *self = user_data;
  const char *severity = PQresultErrorField (notice, PG_DIAG_SEVERITY_NONLOCALIZED);

  if (g_strcmp0 (severity, "FATAL") != 0 && g_strcmp0 (severity, "PANIC") != 0)
    g_debug ("connection %p: %s", self, PQresultErrorMessage (notice));
  else if (self->fatal == NULL)
    self->fatal = _copil_db_error_from_result (notice);
}

static void
network_changed_cb (CopilConnection *self,
                    gboolean         available)
{
  if (available && self->state == COPIL_CONNECTION_BACKOFF)
    copil_connection_retry (self);
  else if (available)
    copil_connection_check (self);
}

static void
watch_network (CopilConnection *self)
{
  if (self->monitor != NULL)
    return;
  self->monitor = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb),
                           self, G_CONNECT_SWAPPED);
}

static void
hosts_resolved_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CopilConnection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hosts = copil_resolve_hosts_finish (result, &error);

  /* Another try, or none, since then. */
  if (self->resolving != g_task_get_cancellable (G_TASK (result)))
    return;
  g_clear_object (&self->resolving);
  if (hosts == NULL)
    _copil_connection_fail (self, g_steal_pointer (&error));
  else
    {
      self->hosts = g_steal_pointer (&hosts);
      start_connect (self);
    }
  _copil_connection_update_watch (self);
}

static void
resolve (CopilConnection *self,
         GHashTable      *expanded)
{
  self->resolving = g_cancellable_new ();
  copil_resolve_hosts_async (self->resolver,
                             g_hash_table_lookup (expanded, "host"),
                             g_hash_table_lookup (expanded, "hostaddr"),
                             g_hash_table_lookup (expanded, "port"),
                             self->resolving, hosts_resolved_cb, g_object_ref (self));
}

/* libpq ignores connect_timeout with PQconnectPoll(): the deadline is ours. */
static gint64
host_timeout (CopilConnection *self)
{
  const char *text = g_hash_table_lookup (self->parameters, "connect_timeout");
  gint64 seconds = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;

  return seconds > 0 ? MAX (seconds, 2) * G_USEC_PER_SEC : COPIL_HOST_TIMEOUT;
}

void
_copil_connection_begin_try (CopilConnection *self)
{
  GError *error = NULL;
  g_autoptr (GHashTable) expanded = NULL;

  self->retry_time = 0;
  self->host = 0;
  self->try_deadline = _copil_connection_now (self) + host_timeout (self);
  _copil_connection_set_state (self, COPIL_CONNECTION_RESOLVING);
  expanded = _copil_options_expand (self->parameters, &error);
  if (expanded == NULL)
    _copil_connection_fail (self, error);
  else
    {
      if (_copil_options_is_network (expanded))
        watch_network (self);
      resolve (self, expanded);
      g_clear_pointer (&self->expanded, g_hash_table_unref);
      self->expanded = g_steal_pointer (&expanded);
    }
  _copil_connection_update_watch (self);
}

/* Where libpq is at; a change means that it went on to another place. */
static char *
describe_place (PGconn *pg)
{
  const char *host = PQhost (pg), *address = PQhostaddr (pg), *port = PQport (pg);

  return g_strdup_printf ("%s %s %s", host != NULL ? host : "", address != NULL ? address : "",
                          port != NULL ? port : "");
}

static void
note_place (CopilConnection *self)
{
  g_autofree char *place = describe_place (self->pg);

  if (g_strcmp0 (place, self->trying) == 0)
    return;
  g_free (self->trying);
  self->trying = g_steal_pointer (&place);
  self->host_deadline = _copil_connection_now (self) + host_timeout (self);
}

/* The place of self->hosts that libpq is at. */
static guint
current_place (CopilConnection *self)
{
  for (guint i = self->host; i < self->hosts->len; i++)
    {
      const CopilHost *host = g_ptr_array_index (self->hosts, i);
      const char *address = PQhostaddr (self->pg), *port = PQport (self->pg);

      if ((host->address[0] == '\0' || g_strcmp0 (address, host->address) == 0)
          && g_strcmp0 (PQhost (self->pg), host->host) == 0
          && (host->port[0] == '\0' || g_strcmp0 (port, host->port) == 0))
        return i;
    }
  return self->host;
}

/* libpq goes on to the next place when one refuses; not when one is mute, hangs up in the middle
 * of the start or is not ready yet. */
static void
leave_place (CopilConnection *self,
             GError          *error)
{
  guint next = self->pg != NULL ? current_place (self) + 1 : self->hosts->len;

  if (next >= self->hosts->len || !copil_db_error_is_retryable (error))
    {
      _copil_connection_fail (self, error);
      return;
    }
  g_error_free (error);
  self->host = next;
  _copil_connection_drop_watch (self);
  g_clear_pointer (&self->pg, PQfinish);
  start_connect (self);
}

static void
connect_failed (CopilConnection *self)
{
  leave_place (self, _copil_db_error_from_connect (PQerrorMessage (self->pg)));
}

static void
start_connect (CopilConnection *self)
{
  g_auto (CopilOptions) options = { 0 };
  guint n = MAX (self->hosts->len, 1);

  _copil_options_init (&options, self->parameters, self->expanded, self->hosts, self->host);
  self->pg = PQconnectStartParams (options.keywords, options.values, 0);
  g_clear_pointer (&self->trying, g_free);
  self->refresh_watch = TRUE;
  self->polling = PGRES_POLLING_WRITING;
  _copil_connection_set_state (self, COPIL_CONNECTION_CONNECTING);
  if (self->host == 0)
    self->try_deadline = _copil_connection_now (self) + n * host_timeout (self);
  if (self->pg == NULL || PQstatus (self->pg) == CONNECTION_BAD)
    {
      connect_failed (self);
      return;
    }
  /* The SQLSTATE of a refusal is written in verbose mode only. */
  PQsetErrorVerbosity (self->pg, PQERRORS_VERBOSE);
  PQsetNoticeReceiver (self->pg, notice_cb, self);
  note_place (self);
}

static CopilStatement *
greeting_statement (void)
{
  CopilStatement *statement = copil_statement_new (
    "SELECT set_config('copil.client_version', $1, false), pg_backend_pid(), pg_is_in_recovery(),"
    " set_config('copil.client_schema', $2, false)");
  g_autofree char *schema = g_strdup_printf ("%d", copil_migration_get_latest ());

  /* Each write is checked against them: a window stays open while the base is migrated. */
  copil_statement_add_text (statement, COPIL_VERSION);
  copil_statement_add_text (statement, schema);
  return statement;
}

static gboolean
can_listen (CopilConnection *self,
            CopilRequest    *request)
{
  CopilResult *greeting = g_ptr_array_index (request->results, 0);

  for (guint i = 1; i < request->results->len; i++)
    if (copil_result_get_error (g_ptr_array_index (request->results, i)) != NULL)
      return FALSE;
  /* A pooler answers with a process that is not the one it announced. */
  return copil_result_get_int (greeting, 0, 1) == PQbackendPID (self->pg)
         && !copil_result_get_bool (greeting, 0, 2);
}

static void
prepared (CopilConnection *self,
          CopilRequest    *request)
{
  CopilResult *greeting = request->error == NULL && request->results->len > 0
                            ? g_ptr_array_index (request->results, 0)
                            : NULL;
  const GError *error = greeting != NULL ? copil_result_get_error (greeting) : request->error;

  /* The session itself died: that is told where it was seen. */
  if (self->state != COPIL_CONNECTION_PREPARING || self->pg == NULL)
    return;
  if (error != NULL || greeting == NULL)
    {
      _copil_connection_fail (self, g_error_copy (error));
      return;
    }
  self->listening = can_listen (self, request);
  self->ready_since = _copil_connection_now (self);
  self->slept = _copil_connection_asleep (self);
  self->tick = self->ready_since + COPIL_IDLE_TICK;
  _copil_connection_set_state (self, COPIL_CONNECTION_READY);
  _copil_connection_finish_open (self, NULL);
  _copil_connection_push_event (self, EVENT_READY);
}

CopilStatement *
_copil_listen_statement (PGconn     *pg,
                         const char *channel)
{
  char *quoted = PQescapeIdentifier (pg, channel, strlen (channel));
  g_autofree char *sql = g_strconcat ("LISTEN ", quoted, NULL);

  PQfreemem (quoted);
  return copil_statement_new (sql);
}

/* LISTEN comes before READY: what callers re-read then cannot miss a change. */
static void
prepare (CopilConnection *self)
{
  CopilRequest *request = _copil_request_new (REQUEST_PIPELINE, NULL);
  g_autoptr (CopilStatement) greeting = greeting_statement ();

  PQsetErrorVerbosity (self->pg, PQERRORS_DEFAULT);
  PQsetnonblocking (self->pg, 1);
  _copil_connection_set_state (self, COPIL_CONNECTION_PREPARING);
  request->vital = TRUE;
  request->done = prepared;
  _copil_request_add_statement (request, greeting);
  for (guint i = 0; i < self->channels->len; i++)
    {
      const char *channel = g_ptr_array_index (self->channels, i);
      g_autoptr (CopilStatement) listen = _copil_listen_statement (self->pg, channel);

      _copil_request_add_statement (request, listen);
    }
  _copil_connection_start_request (self, request);
}

static void
connected (CopilConnection *self)
{
  if (PQserverVersion (self->pg) < OLDEST_SERVER)
    _copil_connection_fail (self, _copil_db_error_new (COPIL_DB_ERROR_SCHEMA, "",
                                                       _("The server runs a PostgreSQL older than version 15: "
                                                         "its administrator must upgrade it."),
                                                       NULL));
  else
    prepare (self);
}

void
_copil_connection_poll_connect (CopilConnection *self)
{
  self->polling = PQconnectPoll (self->pg);
  /* The next socket may have the number of the one before. */
  self->refresh_watch = TRUE;
  if (self->polling == PGRES_POLLING_OK)
    connected (self);
  else if (self->polling == PGRES_POLLING_FAILED)
    connect_failed (self);
  else
    note_place (self);
}

static GError *
silence (CopilConnection *self)
{
  g_autofree char *message = g_strdup_printf ("no answer in time from %s",
                                              self->trying != NULL ? self->trying : "resolver");

  return _copil_db_error_new (COPIL_DB_ERROR_TIMED_OUT, "", message, NULL);
}

void
_copil_connection_check_try (CopilConnection *self,
                             gint64           now)
{
  if (self->state == COPIL_CONNECTION_BACKOFF && now >= self->retry_time)
    _copil_connection_begin_try (self);
  else if (self->state == COPIL_CONNECTION_RESOLVING && now >= self->try_deadline)
    _copil_connection_fail (self, silence (self));
  else if (self->state == COPIL_CONNECTION_CONNECTING && now >= self->try_deadline)
    _copil_connection_fail (self, silence (self));
  else if (self->state == COPIL_CONNECTION_CONNECTING && now >= self->host_deadline)
    leave_place (self, silence (self));
}

/**
 * _copil_connection_shut:
 * @error: why; what it means for each request that waits is told to it
 *
 * Leaves nothing of the session or the try. The state is the caller's to set.
 */
void
_copil_connection_shut (CopilConnection *self,
                        const GError    *error)
{
  CopilRequest *request;

  _copil_connection_drop_watch (self);
  g_clear_pointer (&self->pg, PQfinish);
  if (self->resolving != NULL)
    g_cancellable_cancel (self->resolving);
  g_clear_object (&self->resolving);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);
  g_clear_error (&self->fatal);
  self->flush_pending = self->more = self->single_row = self->cancelling = FALSE;
  self->session++;
  self->tick = 0;
  if ((request = g_steal_pointer (&self->current)) != NULL)
    _copil_request_lose (self, request, error);
  while ((request = g_queue_pop_head (&self->requests)) != NULL)
    _copil_request_lose (self, request, error);
}

void
_copil_connection_finish_open (CopilConnection *self,
                               const GError    *error)
{
  if (self->opening_cancelled != NULL)
    g_source_destroy (self->opening_cancelled);
  g_clear_pointer (&self->opening_cancelled, g_source_unref);
  if (self->opening != NULL)
    _copil_connection_push_opened (self, g_steal_pointer (&self->opening), error);
}

static void
schedule_retry (CopilConnection *self)
{
  gint64 now = _copil_connection_now (self);

  if (self->ready_since != 0 && now - self->ready_since >= COPIL_STABLE_TIME)
    self->attempt = 0;
  self->ready_since = 0;
  self->retry_time = now + _copil_backoff_delay (self->attempt,
                                                 self->clock.random (self->clock.data));
  self->attempt++;
}

void
_copil_connection_fail (CopilConnection *self,
                        GError          *raw)
{
  g_autoptr (GError) error = raw;
  gboolean retry = self->wanted && copil_db_error_is_retryable (error);

  g_debug ("connection %p: %s", self, error->message);
  if (retry)
    schedule_retry (self);
  _copil_connection_set_state (self, retry ? COPIL_CONNECTION_BACKOFF : COPIL_CONNECTION_CLOSED);
  _copil_connection_shut (self, error);
  _copil_connection_finish_open (self, error);
  _copil_connection_push_lost (self, error);
}
