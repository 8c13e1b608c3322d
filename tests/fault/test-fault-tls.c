/* test-fault-tls.c: no certificate, no password
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A PostgreSQL server speaks no TLS on a unix socket: openssl's server does, in front of it,
 * and shows what it deciphers.
 */
#include "fault.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/language.h"
#include "db/server-probe.h"

typedef struct
{
  GSubprocess *process;
  char        *directory;
  Proxy       *proxy;
} TlsServer;

static TestBase *base;
static char *directory;

static char *
file (const char *name,
      const char *ending)
{
  return g_strdup_printf ("%s/%s.%s", directory, name, ending);
}

static void
run (const char *first,
     ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list list;

  va_start (list, first);
  for (const char *word = first; word != NULL; word = va_arg (list, const char *))
    g_ptr_array_add (argv, (char *) word);
  va_end (list);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_newv ((const char *const *) argv->pdata,
                               G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

/* A certificate for base.test that is its own authority; @days 0: over as soon as it is
 * made (newer OpenSSL refuses a day before). */
static void
make_certificate (const char *name,
                  const char *days)
{
  g_autofree char *key = file (name, "key"), *request = file (name, "csr");
  g_autofree char *certificate = file (name, "pem");

  run ("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
       "-nodes", "-keyout", key, "-out", request, "-subj", "/CN=base.test", "-addext",
       "subjectAltName=DNS:base.test", NULL);
  run ("openssl", "x509", "-req", "-in", request, "-signkey", key, "-days", days,
       "-copy_extensions", "copy", "-out", certificate, NULL);
}

/* The socket is there before somebody listens on it. */
static gboolean
answers (const char *socket)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket);
  g_autoptr (GSocketConnection) connection =
    g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, NULL);

  return connection != NULL;
}

static void
tls_server_init (TlsServer  *server,
                 const char *name)
{
  g_autofree char *key = file (name, "key"), *certificate = file (name, "pem");
  g_autofree char *socket = NULL;
  g_autoptr (GError) error = NULL;

  /* s_server refuses a path of more than 31 bytes. */
  server->directory = g_strdup ("/tmp/tls-XXXXXX");
  g_assert_nonnull (g_mkdtemp (server->directory));
  socket = g_build_filename (server->directory, ".s.PGSQL.5432", NULL);
  server->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                                        | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                      &error, "setpriv", "--pdeathsig=KILL", "openssl", "s_server",
                                      "-quiet", "-unix", socket, "-cert", certificate, "-key", key,
                                      NULL);
  g_assert_no_error (error);
  test_wait_until (answers (socket));
  server->proxy = proxy_new (server->directory);
  proxy_set_tls (server->proxy, TRUE);
}

/* What was deciphered before the end, when nobody was put behind. */
static gsize
tls_server_clear (TlsServer *server,
                  gboolean   count)
{
  g_autofree char *socket = g_build_filename (server->directory, ".s.PGSQL.5432", NULL);
  char bytes[256];
  gssize n = 0;

  g_subprocess_force_exit (server->process);
  if (count)
    n = g_input_stream_read (g_subprocess_get_stdout_pipe (server->process), bytes, sizeof bytes,
                             NULL, NULL);
  g_subprocess_wait (server->process, NULL, NULL);
  g_object_unref (server->process);
  proxy_free (server->proxy);
  g_unlink (socket);
  g_rmdir (server->directory);
  g_free (server->directory);
  return MAX (n, 0);
}

/* sslmode is not said: a network host means verify-full. */
static CopilConnection *
connection_to (const char *host,
               const char *port,
               const char *root)
{
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (FaultResolver) resolver = fault_resolver_new ();
  g_autofree char *certificate = file (root, "pem");
  CopilConnection *connection;

  g_hash_table_insert (parameters, (char *) "host", (char *) host);
  g_hash_table_insert (parameters, (char *) "port", (char *) port);
  g_hash_table_insert (parameters, (char *) "user", (char *) "copil");
  g_hash_table_insert (parameters, (char *) "password", (char *) "hush");
  g_hash_table_insert (parameters, (char *) "dbname", (char *) "postgres");
  g_hash_table_insert (parameters, (char *) "sslrootcert", certificate);
  connection = copil_connection_new (parameters);
  _copil_connection_set_resolver (connection, G_RESOLVER (resolver));
  return connection;
}

static const struct
{
  const char *name;
  const char *certificate;
  const char *root;
  const char *host;
  const char *sentence; /* in the window that chooses a server */
} refused[] = {
  { "expired", "expired", "expired", "base.test", "est périmé ou n’émane pas d’une autorité" },
  { "wrong-name", "good", "good", "un.test", "établi à un autre nom" },
  { "unknown-authority", "good", "other", "base.test", "n’émane pas d’une autorité reconnue" },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  TlsServer server;
  g_autoptr (CopilConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  tls_server_init (&server, refused[i].certificate);
  connection = connection_to (refused[i].host, proxy_get_port (server.proxy), refused[i].root);
  g_assert_false (test_open (connection, &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONFIGURATION);
  sentence = copil_server_probe_explain (error);
  if (strstr (sentence, refused[i].sentence) == NULL)
    g_error ("%s: “%s”", refused[i].name, sentence);
  g_assert_cmpint (copil_connection_get_state (connection), ==, COPIL_CONNECTION_CLOSED);
  g_assert_cmpuint (tls_server_clear (&server, TRUE), ==, 0);
}

/* Between the two somebody says that the server speaks no TLS. */
static void
test_stripped (void)
{
  g_autoptr (FaultServer) server = fault_server_new ("? 4e", FALSE);
  g_autoptr (CopilConnection) connection =
    connection_to ("base.test", fault_server_get_port (server), "good");
  g_autoptr (GError) error = NULL;
  gsize n;

  g_assert_false (test_open (connection, &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONFIGURATION);
  fault_server_get_heard (server, &n);
  /* The question, and not a byte more. */
  g_assert_cmpuint (n, ==, 8);
}

/* CVE-2021-23222: bytes in clear behind the yes. */
static void
test_injected (void)
{
  g_autoptr (FaultServer) server = fault_server_new ("? 53 45 00000008 53464154", FALSE);
  g_autoptr (CopilConnection) connection =
    connection_to ("base.test", fault_server_get_port (server), "good");
  g_autoptr (GError) error = NULL;

  g_assert_false (test_open (connection, &error));
  g_assert_cmpint (error->domain, ==, COPIL_DB_ERROR);
}

static void
test_verified (void)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autofree char *path = g_build_filename (test_base_get_socket (base), ".s.PGSQL.5432", NULL);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_autoptr (GSocketConnection) behind = NULL;
  g_autoptr (CopilConnection) connection = NULL;
  g_autoptr (CopilResult) result = NULL;
  g_autoptr (GAsyncResult) there = NULL, back = NULL;
  g_autoptr (GError) error = NULL;
  TlsServer server;

  tls_server_init (&server, "good");
  behind = g_socket_client_connect (client, G_SOCKET_CONNECTABLE (address), NULL, &error);
  g_assert_no_error (error);
  g_output_stream_splice_async (g_io_stream_get_output_stream (G_IO_STREAM (behind)),
                                g_subprocess_get_stdout_pipe (server.process),
                                G_OUTPUT_STREAM_SPLICE_NONE, 0, NULL, test_async_cb, &there);
  g_output_stream_splice_async (g_subprocess_get_stdin_pipe (server.process),
                                g_io_stream_get_input_stream (G_IO_STREAM (behind)),
                                G_OUTPUT_STREAM_SPLICE_NONE, 0, NULL, test_async_cb, &back);
  connection = connection_to ("base.test", proxy_get_port (server.proxy), "good");
  g_assert_true (test_open (connection, &error));
  g_assert_true (PQsslInUse (connection->pg));
  result = test_query (connection, "SELECT length(repeat('x', 100000))", &error);
  g_assert_no_error (error);
  g_assert_cmpint (copil_result_get_int (result, 0, 0), ==, 100000);
  copil_connection_close (connection);
  tls_server_clear (&server, FALSE);
  test_wait (&there);
  g_io_stream_close (G_IO_STREAM (behind), NULL, NULL);
  test_wait (&back);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  base = test_base_new ();
  directory = g_dir_make_tmp ("copil-tls-XXXXXX", NULL);
  make_certificate ("good", "30");
  make_certificate ("other", "30");
  make_certificate ("expired", "0");
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strconcat ("/fault/tls/", refused[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/fault/tls/stripped", test_stripped);
  g_test_add_func ("/fault/tls/injected", test_injected);
  g_test_add_func ("/fault/tls/verified", test_verified);
  status = g_test_run ();
  test_remove_all (directory);
  g_free (directory);
  test_base_free (base);
  return status;
}
