/* fault.c: a clock that obeys, a resolver that dawdles, a server that lies
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "fault.h"

#include <stdarg.h>
#include <string.h>

const char fault_schema[] =
  "DROP SCHEMA IF EXISTS copil CASCADE; CREATE SCHEMA copil;"
  "CREATE TABLE copil.command (id uuid PRIMARY KEY, answer jsonb);"
  "CREATE FUNCTION copil.command_outcome(command uuid) RETURNS jsonb LANGUAGE sql AS $$"
  "  SELECT jsonb_build_object('answer', c.answer) FROM copil.command c WHERE c.id = $1 $$;"
  "CREATE TABLE copil.effect (id serial, what text);"
  "CREATE TABLE copil.mood (code text, times int);"
  "INSERT INTO copil.mood VALUES (NULL, NULL);"
  "CREATE SEQUENCE copil.failures;"
  "CREATE FUNCTION copil.note(command uuid, what text) RETURNS jsonb LANGUAGE plpgsql AS $$"
  "  DECLARE given jsonb; sqlstate_now text; BEGIN"
  "  SELECT code INTO sqlstate_now FROM copil.mood"
  "    WHERE code IS NOT NULL AND (times IS NULL OR nextval('copil.failures') <= times);"
  "  IF sqlstate_now IS NOT NULL THEN"
  "    RAISE EXCEPTION 'mood' USING ERRCODE = sqlstate_now;"
  "  END IF;"
  "  INSERT INTO copil.command VALUES ($1, NULL) ON CONFLICT DO NOTHING;"
  "  IF NOT FOUND THEN"
  "    SELECT answer INTO given FROM copil.command c WHERE c.id = $1; RETURN given;"
  "  END IF;"
  "  INSERT INTO copil.effect (what) VALUES ($2);"
  "  UPDATE copil.command c SET answer = jsonb_build_object('n', 1) WHERE c.id = $1"
  "    RETURNING answer INTO given;"
  "  RETURN given;"
  "END $$";

static gint64
clock_now (gpointer data)
{
  return ((FaultClock *) data)->now;
}

static gint64
clock_asleep (gpointer data)
{
  return ((FaultClock *) data)->asleep;
}

static double
clock_random (gpointer data)
{
  return 1;
}

void
fault_clock_install (FaultClock      *clock,
                     CopilConnection *connection)
{
  CopilConnectionClock functions = { clock_now, clock_asleep, clock_random, clock };

  clock->now = 1000 * G_USEC_PER_SEC;
  clock->asleep = 0;
  _copil_connection_set_clock (connection, &functions);
}

void
fault_clock_advance (FaultClock      *clock,
                     CopilConnection *connection,
                     double           seconds)
{
  clock->now += (gint64) (seconds * G_USEC_PER_SEC);
  _copil_connection_wake (connection);
  fault_settle ();
}

struct _FaultResolver
{
  GResolver parent_instance;
  gboolean  held;
  GQueue    waiting; /* of GTask */
};

G_DEFINE_FINAL_TYPE (FaultResolver, fault_resolver, G_TYPE_RESOLVER)

static void
resolve (GTask *task)
{
  const char *name = g_task_get_task_data (task);

  if (g_str_has_suffix (name, ".test"))
    g_task_return_pointer (task, g_list_append (NULL, g_inet_address_new_from_string ("127.0.0.1")),
                           NULL);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "no %s", name);
}

static void
lookup_async (GResolver           *resolver,
              const char          *name,
              GCancellable        *cancellable,
              GAsyncReadyCallback  callback,
              gpointer             user_data)
{
  FaultResolver *self = FAULT_RESOLVER (resolver);
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_task_data (task, g_strdup (name), g_free);
  if (self->held)
    g_queue_push_tail (&self->waiting, g_steal_pointer (&task));
  else
    resolve (task);
}

static GList *
lookup_finish (GResolver     *resolver,
               GAsyncResult  *result,
               GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
fault_resolver_class_init (FaultResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_async = lookup_async;
  resolver_class->lookup_by_name_finish = lookup_finish;
}

static void
fault_resolver_init (FaultResolver *self)
{
}

FaultResolver *
fault_resolver_new (void)
{
  return g_object_new (FAULT_TYPE_RESOLVER, NULL);
}

void
fault_resolver_hold (FaultResolver *self,
                     gboolean       hold)
{
  GTask *task;

  self->held = hold;
  while (!hold && (task = g_queue_pop_head (&self->waiting)) != NULL)
    {
      resolve (task);
      g_object_unref (task);
    }
}

CopilConnection *
fault_connection (const char *keyword,
                  ...)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (FaultResolver) resolver = fault_resolver_new ();
  CopilConnection *connection;
  va_list list;

  g_hash_table_insert (parameters, (char *) "sslmode", (char *) "disable");
  g_hash_table_insert (parameters, (char *) "user", (char *) "copil");
  g_hash_table_insert (parameters, (char *) "dbname", (char *) "postgres");
  va_start (list, keyword);
  for (; keyword != NULL; keyword = va_arg (list, const char *))
    g_hash_table_insert (parameters, (char *) keyword, va_arg (list, char *));
  va_end (list);
  connection = copil_connection_new (parameters);
  _copil_connection_set_resolver (connection, G_RESOLVER (resolver));
  return connection;
}

CopilConnection *
fault_through (Proxy *proxy)
{
  return fault_connection ("host", "127.0.0.1", "port", proxy_get_port (proxy), NULL);
}

void
fault_settle (void)
{
  /* A few turns more: what is on its way through a proxy is readable only in the next. */
  for (guint quiet = 0; quiet < 5;)
    if (g_main_context_iteration (NULL, FALSE))
      quiet = 0;
    else
      {
        quiet++;
        g_usleep (1000);
      }
}

static void
lost_cb (CopilConnection *connection,
         const GError    *error,
         FaultLog        *log)
{
  log->n_lost++;
  g_clear_error (&log->error);
  log->error = g_error_copy (error);
}

static void
ready_cb (CopilConnection *connection,
          FaultLog        *log)
{
  log->n_ready++;
}

void
fault_log_follow (FaultLog        *log,
                  CopilConnection *connection)
{
  g_signal_connect (connection, "lost", G_CALLBACK (lost_cb), log);
  g_signal_connect (connection, "ready", G_CALLBACK (ready_cb), log);
}

void
fault_log_clear (FaultLog *log)
{
  g_clear_error (&log->error);
}

struct _FaultServer
{
  GSocketService *service;
  char           *port;
  char           *script;
  gboolean        hang_up;
  GPtrArray      *sockets;
  GByteArray     *heard;
};

typedef struct
{
  FaultServer *server;
  GSocket     *socket;
  const char  *position;
} Play;

/* Up to the next "?", or the end. */
static void
say (Play *play)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (; *play->position != '\0' && *play->position != '?'; play->position++)
    if (g_ascii_isxdigit (play->position[0]) && g_ascii_isxdigit (play->position[1]))
      {
        guint8 byte = g_ascii_xdigit_value (play->position[0]) << 4
                      | g_ascii_xdigit_value (play->position[1]);

        g_byte_array_append (bytes, &byte, 1);
        play->position++;
      }
  if (bytes->len > 0)
    g_socket_send (play->socket, (const char *) bytes->data, bytes->len, NULL, NULL);
  if (*play->position == '\0' && play->server->hang_up)
    g_socket_shutdown (play->socket, TRUE, TRUE, NULL);
}

static gboolean
heard_cb (GSocket     *socket,
          GIOCondition condition,
          gpointer     user_data)
{
  Play *play = user_data;
  char bytes[8192];
  gssize n = g_socket_receive (socket, bytes, sizeof bytes, NULL, NULL);

  if (n <= 0)
    return G_SOURCE_REMOVE;
  g_byte_array_append (play->server->heard, (const guint8 *) bytes, n);
  if (*play->position == '?')
    {
      play->position++;
      say (play);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
played_cb (GSocketService    *service,
           GSocketConnection *connection,
           GObject           *object,
           FaultServer       *server)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GSource) source = g_socket_create_source (socket, G_IO_IN, NULL);
  Play *play = g_new0 (Play, 1);

  g_ptr_array_add (server->sockets, g_object_ref (connection));
  play->server = server;
  play->socket = socket;
  play->position = server->script;
  g_source_set_callback (source, G_SOURCE_FUNC (heard_cb), play, g_free);
  g_source_attach (source, NULL);
  say (play);
  return TRUE;
}

FaultServer *
fault_server_new (const char *script,
                  gboolean    hang_up)
{
  FaultServer *server = g_new0 (FaultServer, 1);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  server->script = g_strdup (script);
  server->hang_up = hang_up;
  server->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  server->heard = g_byte_array_new ();
  server->service = g_socket_service_new ();
  g_assert_true (g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address,
                                                G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT,
                                                NULL, &bound, NULL));
  server->port = g_strdup_printf ("%u",
                                  g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));
  g_signal_connect (server->service, "incoming", G_CALLBACK (played_cb), server);
  return server;
}

void
fault_server_free (FaultServer *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  for (guint i = 0; i < server->sockets->len; i++)
    g_io_stream_close (g_ptr_array_index (server->sockets, i), NULL, NULL);
  fault_settle ();
  g_object_unref (server->service);
  g_ptr_array_unref (server->sockets);
  g_byte_array_unref (server->heard);
  g_free (server->port);
  g_free (server->script);
  g_free (server);
}

const char *
fault_server_get_port (FaultServer *server)
{
  return server->port;
}

const char *
fault_server_get_heard (FaultServer *server,
                        gsize       *n)
{
  *n = server->heard->len;
  return (const char *) server->heard->data;
}
