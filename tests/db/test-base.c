/* test-base.c: a PostgreSQL of the test's own
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "db/cluster-place.h"
#include "db/cluster-server.h"
#include "db/connection-private.h"

struct _TestBase
{
  char        *dir;
  char        *data;
  char        *socket;
  GSubprocess *server;
};

/* Returns: (transfer full): one of the newest PostgreSQL installed */
static char *
program (const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = copil_cluster_find_programs (0, NULL, &error);

  g_assert_no_error (error);
  return g_build_filename (folder, name, NULL);
}

/* PostgreSQL refuses to run as root, and must die with a test that crashed. */
static GPtrArray *
new_command (void)
{
  GPtrArray *argv = g_ptr_array_new_with_free_func (g_free);
  const struct passwd *user = geteuid () == 0 ? getpwnam ("postgres") : NULL;

  g_ptr_array_add (argv, g_strdup ("setpriv"));
  if (user != NULL)
    {
      g_ptr_array_add (argv, g_strdup_printf ("--reuid=%d", (int) user->pw_uid));
      g_ptr_array_add (argv, g_strdup_printf ("--regid=%d", (int) user->pw_gid));
      g_ptr_array_add (argv, g_strdup ("--clear-groups"));
    }
  g_ptr_array_add (argv, g_strdup ("--no-new-privs"));
  g_ptr_array_add (argv, g_strdup ("--pdeathsig=INT"));
  g_ptr_array_add (argv, g_strdup ("--"));
  return argv;
}

static GSubprocess *
spawn (GPtrArray        *argv,
       GSubprocessFlags  flags)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (flags);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (argv, NULL);
  /* A directory that the other user may enter. */
  g_subprocess_launcher_set_cwd (launcher, "/");
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_unsetenv (launcher, "LSAN_OPTIONS");
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, &error);
  g_assert_no_error (error);
  return process;
}

static void
add_words (GPtrArray  *argv,
           const char *words)
{
  g_auto (GStrv) list = g_strsplit (words, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    g_ptr_array_add (argv, g_strdup (list[i]));
}

static void
make_dir (const char *path,
          int         mode)
{
  const struct passwd *user = geteuid () == 0 ? getpwnam ("postgres") : NULL;

  g_assert_no_errno (g_mkdir_with_parents (path, mode));
  g_assert_no_errno (g_chmod (path, mode));
  if (user != NULL)
    g_assert_no_errno (chown (path, user->pw_uid, user->pw_gid));
}

static void
initdb (TestBase *base)
{
  g_autoptr (GPtrArray) argv = new_command ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, program ("initdb"));
  g_ptr_array_add (argv, g_strdup ("-D"));
  g_ptr_array_add (argv, g_strdup (base->data));
  add_words (argv, "-U copil --auth=trust -E UTF8 --locale=C.UTF-8 --no-instructions --no-sync "
                   "--wal-segsize=1");
  process = spawn (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
}

static void
append (TestBase   *base,
        const char *file,
        const char *mode,
        const char *text)
{
  g_autofree char *path = g_build_filename (base->data, file, NULL);
  FILE *stream = fopen (path, mode);

  g_assert_nonnull (stream);
  fputs (text, stream);
  g_assert_cmpint (fclose (stream), ==, 0);
}

static TestBase *
new_place (void)
{
  TestBase *base = g_new0 (TestBase, 1);

  /* Short: a socket's path has 107 bytes at most. */
  base->dir = g_strdup ("/tmp/copil-test-XXXXXX");
  g_assert_nonnull (g_mkdtemp (base->dir));
  make_dir (base->dir, 0711);
  base->socket = g_build_filename (base->dir, "s", NULL);
  base->data = g_build_filename (base->dir, "data", NULL);
  make_dir (base->socket, 0711);
  make_dir (base->data, 0700);
  return base;
}

static void
configure (TestBase *base)
{
  g_autofree char *lines =
    g_strdup_printf ("listen_addresses = ''\nunix_socket_directories = '%s'\n"
                     "fsync = off\nshared_buffers = 16MB\nmax_connections = 40\n"
                     "wal_keep_size = 64MB\nautovacuum = off\nlog_min_messages = panic\n",
                     base->socket);

  append (base, "postgresql.conf", "a", lines);
}

TestBase *
test_base_new_full (const char *config,
                    const char *hba)
{
  TestBase *base = new_place ();

  initdb (base);
  configure (base);
  if (config != NULL)
    append (base, "postgresql.conf", "a", config);
  if (hba != NULL)
    append (base, "pg_hba.conf", "w", hba);
  test_base_start (base);
  return base;
}

TestBase *
test_base_new (void)
{
  return test_base_new_full (NULL, NULL);
}

TestBase *
test_base_new_from (const char *data)
{
  TestBase *base = new_place ();
  g_autofree char *contents = g_build_filename (data, ".", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) copy =
    g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a", contents, base->data, NULL);

  g_assert_no_error (error);
  g_subprocess_wait_check (copy, NULL, &error);
  g_assert_no_error (error);
  configure (base);
  test_base_start (base);
  return base;
}

TestBase *
test_base_new_standby (TestBase *primary)
{
  TestBase *base = new_place ();
  g_autoptr (GPtrArray) argv = new_command ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (argv, program ("pg_basebackup"));
  add_words (argv, "-U copil --no-sync -R -c fast -h");
  g_ptr_array_add (argv, g_strdup (primary->socket));
  g_ptr_array_add (argv, g_strdup ("-D"));
  g_ptr_array_add (argv, g_strdup (base->data));
  process = spawn (argv, G_SUBPROCESS_FLAGS_NONE);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  configure (base);
  test_base_start (base);
  return base;
}

static void
spawn_server (TestBase *base)
{
  g_autoptr (GPtrArray) argv = new_command ();

  g_clear_object (&base->server);
  g_ptr_array_add (argv, program ("postgres"));
  g_ptr_array_add (argv, g_strdup ("-D"));
  g_ptr_array_add (argv, g_strdup (base->data));
  base->server = spawn (argv, G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
}

/* After a kill, what is left of the one before may make the first starts fail. */
void
test_base_start (TestBase *base)
{
  g_autofree char *conninfo = g_strdup_printf ("host=%s user=copil dbname=postgres", base->socket);

  g_assert_null (base->server);
  spawn_server (base);
  for (guint i = 0; i < 12000 && PQping (conninfo) != PQPING_OK; i++)
    {
      if (g_subprocess_get_identifier (base->server) == NULL)
        spawn_server (base);
      g_usleep (5000);
    }
  g_assert_cmpint (PQping (conninfo), ==, PQPING_OK);
}

/* A backend that is told to end while it begins may wait for ever for a lock of its C library that
 * it holds itself: its server is then ended without it. */
static void
end (TestBase *base,
     int       number)
{
  if (base->server == NULL)
    return;
  g_subprocess_send_signal (base->server, number);
  for (guint i = 0; i < 6000 && g_subprocess_get_identifier (base->server) != NULL; i++)
    g_usleep (5000);
  g_subprocess_send_signal (base->server, SIGQUIT);
  g_subprocess_wait (base->server, NULL, NULL);
  g_clear_object (&base->server);
}

void
test_base_stop (TestBase *base)
{
  end (base, SIGINT);
}

/* Its children notice, but what it shared would stop the next start for a while. */
void
test_base_kill (TestBase *base)
{
  end (base, SIGKILL);
}

void
test_base_free (TestBase *base)
{
  test_base_stop (base);
  copil_cluster_remove_tree (base->dir, NULL);
  g_free (base->dir);
  g_free (base->data);
  g_free (base->socket);
  g_free (base);
}

const char *
test_base_get_socket (TestBase *base)
{
  return base->socket;
}

const char *
test_base_get_dir (TestBase *base)
{
  return base->dir;
}

char *
test_base_psql (TestBase   *base,
                const char *sql)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *psql = program ("psql");
  char *output = NULL;

  g_subprocess_launcher_setenv (launcher, "PGOPTIONS", "-c client_min_messages=warning", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, psql, "-XqAt", "-h", base->socket,
                                         "-U", "copil", "-d", "postgres", "-v", "ON_ERROR_STOP=1",
                                         "-c", sql, NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strchomp (output);
}

void
test_base_run (TestBase   *base,
               const char *sql)
{
  g_free (test_base_psql (base, sql));
}

static double
no_jitter (gpointer data)
{
  return 0.02;
}

static GHashTable *
parameters_va (TestBase *base,
               va_list   list)
{
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  const char *keyword;

  g_hash_table_insert (parameters, g_strdup ("host"), g_strdup (base->socket));
  g_hash_table_insert (parameters, g_strdup ("user"), g_strdup ("copil"));
  g_hash_table_insert (parameters, g_strdup ("dbname"), g_strdup ("postgres"));
  while ((keyword = va_arg (list, const char *)) != NULL)
    g_hash_table_insert (parameters, g_strdup (keyword), g_strdup (va_arg (list, const char *)));
  return parameters;
}

GHashTable *
test_base_parameters (TestBase *base,
                      ...)
{
  GHashTable *parameters;
  va_list list;

  va_start (list, base);
  parameters = parameters_va (base, list);
  va_end (list);
  return parameters;
}

CopilConnection *
test_base_connection (TestBase *base,
                      ...)
{
  g_autoptr (GHashTable) parameters = NULL;
  CopilConnection *connection;
  CopilConnectionClock clock;
  va_list list;

  va_start (list, base);
  parameters = parameters_va (base, list);
  va_end (list);
  connection = copil_connection_new (parameters);
  clock = connection->clock;
  clock.random = no_jitter;
  _copil_connection_set_clock (connection, &clock);
  return connection;
}

void
test_async_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  GAsyncResult **slot = user_data;

  g_assert_null (*slot);
  *slot = g_object_ref (result);
}

gboolean
test_tick (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
test_wait (GAsyncResult **result)
{
  test_wait_until (*result != NULL);
}

void
test_remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      test_remove_all (child);
    }
  g_remove (path);
}

void
test_release (gpointer object)
{
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  test_wait_until (left == NULL);
}

gboolean
test_open (CopilConnection  *connection,
           GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_open_async (connection, NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_connection_open_finish (connection, result, error);
}

CopilResult *
test_statement (CopilConnection  *connection,
                CopilStatement   *statement,
                GError          **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  copil_connection_query_async (connection, statement, NULL, test_async_cb, &result);
  test_wait (&result);
  return copil_connection_query_finish (connection, result, error);
}

CopilResult *
test_query (CopilConnection  *connection,
            const char       *sql,
            GError          **error)
{
  g_autoptr (CopilStatement) statement = copil_statement_new (sql);

  return test_statement (connection, statement, error);
}
