/* test-server-settings.c: which server to use, and how the connection is told
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gstdio.h>

#include "core/language.h"
#include "db/cluster-place.h"
#include "db/connection-private.h"
#include "db/error.h"
#include "db/server-settings.h"

static const struct
{
  const char *text;
  const char *host;    /* NULL: refused */
  const char *dbname;
  const char *sslmode;
} cases[] = {
  { "host=base.example dbname=copil", "base.example", "copil", "verify-full" },
  { "host=base.example sslmode=disable", "base.example", "", "disable" },
  { "postgresql://moi@un.example:5433,deux.example/copil", "un.example,deux.example", "copil",
    "verify-full" },
  { "postgres://h.example/b?sslmode=require", "h.example", "b", "require" },
  { "host=/run/postgresql dbname=copil", "/run/postgresql", "copil", "" },
  { "host='it''s'", NULL, NULL, NULL },
  { "hots=base.example", NULL, NULL, NULL },
  { "postgresql://%zz", NULL, NULL, NULL },
  { "", NULL, NULL, NULL },
};

static const char *
get (GHashTable *parameters,
     const char *keyword)
{
  const char *value = g_hash_table_lookup (parameters, keyword);

  return value != NULL ? value : "";
}

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) parameters = copil_server_parse (cases[i].text, &error);

      g_test_message ("%s", cases[i].text);
      if (cases[i].host == NULL)
        {
          g_assert_null (parameters);
          g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONFIGURATION);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (get (parameters, "host"), ==, cases[i].host);
      g_assert_cmpstr (get (parameters, "dbname"), ==, cases[i].dbname);
      g_assert_cmpstr (get (parameters, "sslmode"), ==, cases[i].sslmode);
    }
}

static void
test_service_word (void)
{
  g_autoptr (GHashTable) parameters = copil_server_parse ("prefecture", NULL);

  g_assert_cmpstr (get (parameters, "service"), ==, "prefecture");
  g_assert_cmpuint (g_hash_table_size (parameters), ==, 1);
}

static void
test_remembered (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "copil", "server.ini", NULL);
  g_autoptr (GHashTable) parameters =
    copil_server_parse ("host=base.example dbname=copil password=secret", NULL);
  g_autoptr (GHashTable) back = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GStatBuf buffer;

  g_assert_null (copil_server_load (&error));
  g_assert_no_error (error);
  g_assert_true (copil_server_save (parameters, &error));
  back = copil_server_load (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (get (back, "host"), ==, "base.example");
  g_assert_cmpstr (get (back, "sslmode"), ==, "verify-full");
  g_assert_false (g_hash_table_contains (back, "password"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, "secret"));
  g_assert_no_errno (g_stat (path, &buffer));
  g_assert_cmpint (buffer.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_set_contents (path, "not a key file", -1, NULL));
  g_assert_null (copil_server_load (&error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONFIGURATION);
  g_assert_true (copil_server_save (NULL, NULL));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
test_key (void)
{
  g_autoptr (GHashTable) a = copil_server_parse ("host=base.example dbname=copil user=a", NULL);
  g_autoptr (GHashTable) b = copil_server_parse ("host=base.example dbname=copil user=b", NULL);
  g_autoptr (GHashTable) c = copil_server_parse ("host=base.example dbname=other user=a", NULL);
  g_autofree char *key_a = copil_server_get_key (a);
  g_autofree char *key_b = copil_server_get_key (b);
  g_autofree char *key_c = copil_server_get_key (c);

  g_assert_cmpstr (key_a, ==, key_b);
  g_assert_cmpstr (key_a, !=, key_c);
}

/* The value that libpq is given in the end. */
static const char *
option (const CopilOptions *options,
        const char         *keyword)
{
  const char *value = NULL;

  for (guint i = 0; i < options->n; i++)
    if (g_str_equal (options->keywords[i], keyword))
      value = options->values[i];
  return value;
}

static const char service_file[] =
  "[prefecture]\nhost=base.example\nport=5433\ndbname=copil\nuser=jean\n"
  "[ouvert]\nhost=base.example\nsslmode=require\n"
  "[local]\nhost=/run/postgresql\n"
  "[deux]\nhost=un.example,deux.example\n";

static const struct
{
  const char *service;
  const char *host;
  const char *sslmode;
  const char *attributes;
} services[] = {
  { "prefecture", "base.example", "verify-full", NULL },
  { "ouvert", "base.example", NULL, NULL },
  { "local", "/run/postgresql", NULL, NULL },
  { "deux", "un.example,deux.example", "verify-full", "read-write" },
};

static void
write_services (void)
{
  g_autofree char *path = g_build_filename (g_get_user_config_dir (), "services.conf", NULL);

  g_assert_no_errno (g_mkdir_with_parents (g_get_user_config_dir (), 0700));
  g_assert_true (g_file_set_contents (path, service_file, -1, NULL));
  g_setenv ("PGSERVICEFILE", path, TRUE);
}

static void
test_services (void)
{
  write_services ();
  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autoptr (GHashTable) parameters = copil_server_parse (services[i].service, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GHashTable) expanded = _copil_options_expand (parameters, &error);
      g_auto (CopilOptions) options = { 0 };

      g_assert_no_error (error);
      g_assert_cmpstr (get (expanded, "host"), ==, services[i].host);
      _copil_options_init (&options, parameters, expanded, NULL, 0);
      g_assert_cmpstr (option (&options, "sslmode"), ==, services[i].sslmode);
      g_assert_cmpstr (option (&options, "target_session_attrs"), ==, services[i].attributes);
      g_assert_cmpstr (option (&options, "gssencmode"), ==, "disable");
    }
}

/* The outbox and the mirror are kept for a login: it must be the one that the server is told. */
static void
test_login (void)
{
  static const struct { const char *text, *login; } logins[] = {
    { "service=prefecture", "jean" },
    { "service=prefecture user=anne", "anne" },
    { "service=ouvert", "paul" }, /* PGUSER */
    { "host=base.example user=anne", "anne" },
    { "host=base.example", "paul" },
  };

  write_services ();
  g_setenv ("PGUSER", "paul", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (logins); i++)
    {
      g_autoptr (GHashTable) parameters = copil_server_parse (logins[i].text, NULL);
      g_autofree char *login = copil_server_get_login (parameters);

      g_assert_cmpstr (login, ==, logins[i].login);
    }
  g_unsetenv ("PGUSER");
}

/* What the form shows of a service, and keeps when it is used. */
static void
test_spelt_out (void)
{
  static const struct { const char *text, *host, *port, *user, *sslmode; } spelt[] = {
    { "service=prefecture", "base.example", "5433", "jean", "verify-full" },
    { "service=ouvert user=anne", "base.example", "5432", "anne", "require" },
    { "host=base.example user=anne", "base.example", "", "anne", "verify-full" },
    { "service=no-such-service", "", "", "", "" },
  };

  write_services ();
  for (guint i = 0; i < G_N_ELEMENTS (spelt); i++)
    {
      g_autoptr (GHashTable) parameters = copil_server_parse (spelt[i].text, NULL);
      g_autoptr (GHashTable) plain = copil_server_spell_out (parameters);

      g_assert_cmpstr (get (plain, "host"), ==, spelt[i].host);
      g_assert_cmpstr (get (plain, "port"), ==, spelt[i].port);
      g_assert_cmpstr (get (plain, "user"), ==, spelt[i].user);
      g_assert_cmpstr (get (plain, "sslmode"), ==, spelt[i].sslmode);
    }
}

static void
test_bad_options (void)
{
  static const char *const bad[][2] = {
    { "service", "no-such-service" }, { "sslmode", "perhaps" },
    { "target_session_attrs", "some" }, { "no_such_keyword", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
      g_autoptr (GError) error = NULL;

      g_hash_table_insert (parameters, (char *) bad[i][0], (char *) bad[i][1]);
      g_assert_null (_copil_options_expand (parameters, &error));
      g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_CONFIGURATION);
    }
}

static void
test_backoff (void)
{
  g_assert_cmpint (_copil_backoff_delay (0, 1), ==, G_USEC_PER_SEC / 2);
  g_assert_cmpint (_copil_backoff_delay (3, 1), ==, 4 * G_USEC_PER_SEC);
  g_assert_cmpint (_copil_backoff_delay (6, 0.5), ==, 16 * G_USEC_PER_SEC);
  g_assert_cmpint (_copil_backoff_delay (7, 1), ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (_copil_backoff_delay (1000, 1), ==, 60 * G_USEC_PER_SEC);
  g_assert_cmpint (_copil_backoff_delay (5, 0), ==, 0);
}

/* As libpq words them. */
static const struct
{
  const char  *message;
  CopilDbError code;
} refusals[] = {
  { "connection to server at \"127.0.0.1\", port 5432 failed: FATAL:  28P01: password "
    "authentication failed for user \"x\"\nLOCATION:  auth_failed", COPIL_DB_ERROR_AUTHENTICATION },
  { "FATAL:  3D000: la base de données « x » n'existe pas", COPIL_DB_ERROR_CONFIGURATION },
  { "FATAL:  53300: sorry, too many clients already", COPIL_DB_ERROR_UNREACHABLE },
  { "FATAL:  57P03: the database system is starting up", COPIL_DB_ERROR_UNREACHABLE },
  { "connection refused", COPIL_DB_ERROR_UNREACHABLE },
  { "SSL error: certificate verify failed", COPIL_DB_ERROR_CONFIGURATION },
  { "erreur SSL : certificate verify failed", COPIL_DB_ERROR_CONFIGURATION },
  { "server does not support SSL, but SSL was required", COPIL_DB_ERROR_CONFIGURATION },
  { "SSL SYSCALL error: EOF detected", COPIL_DB_ERROR_UNREACHABLE },
  { "SSL connection has been closed unexpectedly", COPIL_DB_ERROR_UNREACHABLE },
  { "fe_sendauth: no password supplied", COPIL_DB_ERROR_AUTHENTICATION },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = _copil_db_error_from_connect (refusals[i].message);

      g_assert_error (error, COPIL_DB_ERROR, (int) refusals[i].code);
    }
}

/* The product speaks French: each sentence has its translation. */
static void
test_sentences (void)
{
  for (int code = COPIL_DB_ERROR_UNREACHABLE; code <= COPIL_DB_ERROR_SERVER; code++)
    {
      const char *sqlstate = code == COPIL_DB_ERROR_SCHEMA ? "42P01" : "";
      g_autoptr (GError) error = _copil_db_error_new (code, sqlstate, "brut", "détail");
      g_autofree char *sentence = copil_db_error_to_sentence (error);
      g_autoptr (GError) copy = g_error_copy (error);

      g_assert_cmpstr (sentence, !=, "brut");
      g_assert_null (g_strrstr (sentence, " the "));
      g_assert_null (g_strrstr (sentence, "The "));
      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_cmpstr (copil_db_error_get_detail (copy), ==, "détail");
    }
}

/* Who found a base of another age has told which side to upgrade: nothing to add. */
static void
test_other_age (void)
{
  g_autoptr (GError) error = _copil_db_error_new (COPIL_DB_ERROR_SCHEMA, "", "Mettez à jour.", "");
  g_autofree char *sentence = copil_db_error_to_sentence (error);

  g_assert_cmpstr (sentence, ==, "Mettez à jour.");
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *home = g_dir_make_tmp ("copil-config-XXXXXX", NULL);
  int status;

  /* G_TEST_OPTION_ISOLATE_DIRS would leak in GLib 2.74. */
  g_setenv ("XDG_CONFIG_HOME", home, TRUE);
  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/db/server/parse", test_parse);
  g_test_add_func ("/db/server/service-word", test_service_word);
  g_test_add_func ("/db/server/remembered", test_remembered);
  g_test_add_func ("/db/server/key", test_key);
  g_test_add_func ("/db/server/services", test_services);
  g_test_add_func ("/db/server/login", test_login);
  g_test_add_func ("/db/server/spelt-out", test_spelt_out);
  g_test_add_func ("/db/server/bad-options", test_bad_options);
  g_test_add_func ("/db/server/backoff", test_backoff);
  g_test_add_func ("/db/server/refusals", test_refusals);
  g_test_add_func ("/db/server/sentences", test_sentences);
  g_test_add_func ("/db/server/other-age", test_other_age);
  status = g_test_run ();
  copil_cluster_remove_tree (home, NULL);
  return status;
}
