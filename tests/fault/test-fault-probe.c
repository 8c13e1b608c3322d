/* test-fault-probe.c: a first contact that fails says what is wrong and what to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What certificates may have wrong is in test-fault-tls.c.
 */
#include "fault.h"

#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "core/language.h"
#include "db/migration.h"
#include "db/server-probe.h"

static TestBase *base;

/* (transfer full): what is said of an attempt with these parameters; it must fail. */
static char *
explain (GHashTable *parameters)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  copil_server_probe_async (parameters, NULL, test_async_cb, &result);
  test_wait (&result);
  g_assert_null (copil_server_probe_finish (result, &error));
  g_assert_nonnull (error);
  g_test_message ("%s", error->message);
  return copil_server_probe_explain (error);
}

static void
assert_says (const char *sentence,
             const char *expected)
{
  g_test_message ("“%s”", sentence);
  if (strstr (sentence, expected) == NULL)
    g_error ("“%s” does not say “%s”", sentence, expected);
}

/* -- A server of Copil ------------------------------------------------------------------------ */

/* As the superuser, in the database of Copil or in the other one. */
static void
run (const char *database,
     const char *sql)
{
  g_autofree char *place = g_strdup_printf ("host='%s' dbname=%s user=copil",
                                            test_base_get_socket (base), database);
  PGconn *connection = PQconnectdb (place);
  PGresult *result = PQexec (connection, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
  PQfinish (connection);
}

/* In place: the file belongs to the user of the server. */
static void
set_hba (const char *first)
{
  g_autofree char *path = g_build_filename (test_base_get_dir (base), "data", "pg_hba.conf", NULL);
  FILE *file = fopen (path, "w");

  g_assert_nonnull (file);
  fprintf (file, "%s\nlocal all all trust\n", first);
  fclose (file);
  run ("postgres", "SELECT pg_reload_conf()");
}

static const struct
{
  const char *name;
  const char *login;
  const char *before; /* in the database of Copil, NULL: nothing */
  const char *after;
  const char *hba;
  const char *password;
  const char *expected;
} states[] = {
  { "wrong-password", "secretariat-59", "ALTER ROLE \"secretariat-59\" PASSWORD 'right'", NULL,
    "local all secretariat-59 scram-sha-256", "wrong", "refuse ce compte ou ce mot de passe" },
  { "no-password", "secretariat-59", NULL, NULL, "local all secretariat-59 scram-sha-256", NULL,
    "demande un mot de passe" },
  { "not-let-in", "reader", NULL, NULL, "local copil reader reject", NULL,
    "n’admet pas ce compte depuis ce poste" },
  { "account-closed", "funder-59", "ALTER ROLE \"funder-59\" NOLOGIN", NULL, NULL, NULL,
    "refuse ce compte ou ce mot de passe" },
  { "unknown-to-copil", "stranger", "CREATE ROLE stranger LOGIN", NULL, NULL, NULL,
    "Copil ne connaît pas ce compte" },
  { "without-role", "chair-local-59",
    "UPDATE copil.assignment SET since = '2020-01-01', until = '2020-02-01' WHERE person_id ="
    " (SELECT id FROM copil.person WHERE login = 'chair-local-59')", NULL, NULL, NULL,
    "ne lui donne aucun rôle" },
  { "too-many", "chair-state-59", "ALTER ROLE \"chair-state-59\" CONNECTION LIMIT 0", NULL, NULL,
    NULL, "trop de comptes y sont connectés" },
  { "client-too-old", "reader",
    "INSERT INTO copil.schema_migration (number, name, checksum, oldest_client)"
    " VALUES (9999, 'later', '\\x00', '99.0.0')",
    "DELETE FROM copil.schema_migration WHERE number = 9999", NULL, NULL,
    "mettez Copil à jour sur ce poste" },
  { "client-too-new", "reader",
    "CREATE TABLE public.kept AS SELECT * FROM copil.schema_migration ORDER BY number DESC LIMIT 1;"
    "DELETE FROM copil.schema_migration WHERE number IN (SELECT number FROM public.kept)",
    "INSERT INTO copil.schema_migration SELECT * FROM public.kept; DROP TABLE public.kept", NULL,
    NULL, "demandez à l’administrateur de la base de la mettre à jour" },
  { "disk-full", "reader",
    "ALTER FUNCTION copil.whoami() RENAME TO whoami_kept;"
    "CREATE FUNCTION copil.whoami() RETURNS jsonb LANGUAGE plpgsql AS"
    " $$ BEGIN RAISE disk_full; END $$",
    "DROP FUNCTION copil.whoami(); ALTER FUNCTION copil.whoami_kept() RENAME TO whoami", NULL, NULL,
    "Le disque du serveur est plein" },
  { "another-schema", "reader", "ALTER FUNCTION copil.server_state() RENAME TO state_kept",
    "ALTER FUNCTION copil.state_kept() RENAME TO server_state", NULL, NULL,
    "n’est pas une base de Copil" },
};

static void
test_state (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GHashTable) parameters =
    test_base_parameters (base, "dbname", "copil", "user", states[i].login, NULL);
  g_autofree char *sentence = NULL;

  if (states[i].before != NULL)
    run ("copil", states[i].before);
  if (states[i].hba != NULL)
    set_hba (states[i].hba);
  if (states[i].password != NULL)
    g_hash_table_insert (parameters, g_strdup ("password"), g_strdup (states[i].password));
  sentence = explain (parameters);
  if (states[i].after != NULL)
    run ("copil", states[i].after);
  if (states[i].hba != NULL)
    set_hba ("");
  assert_says (sentence, states[i].expected);
}

static void
test_closed_base (void)
{
  g_autoptr (GHashTable) parameters =
    test_base_parameters (base, "dbname", "copil", "user", "reader", NULL);
  g_autofree char *sentence = NULL;

  run ("postgres", "ALTER DATABASE copil ALLOW_CONNECTIONS false");
  sentence = explain (parameters);
  run ("postgres", "ALTER DATABASE copil ALLOW_CONNECTIONS true");
  assert_says (sentence, "cette base est fermée pour le moment");
}

/* By a migration that is under way, or an administrator at work. */
static void
test_locked (void)
{
  g_autoptr (GHashTable) parameters =
    test_base_parameters (base, "dbname", "copil", "user", "reader", NULL);
  g_autofree char *place = g_strdup_printf ("host='%s' dbname=copil user=copil",
                                            test_base_get_socket (base));
  g_autofree char *sentence = NULL;
  PGconn *holder = PQconnectdb (place);

  PQclear (PQexec (holder, "BEGIN; LOCK TABLE copil.person"));
  sentence = explain (parameters);
  PQfinish (holder);
  assert_says (sentence, "verrouillée par une opération de maintenance");
}

/* -- What is none ----------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *script;
  gboolean    hang_up;
  const char *mode;
  const char *expected;
} strangers[] = {
  { "no-tls", "? 4e", FALSE, "verify-full", "ne chiffre pas les échanges" },
  { "web-server", "? 48545450 2f312e31 20343030 0d0a0d0a", TRUE, "verify-full",
    "n’est pas un serveur PostgreSQL" },
  { "web-server-in-clear", "? 48545450 2f312e31 20343030 0d0a0d0a", TRUE, "disable",
    "n’est pas un serveur PostgreSQL" },
  { "hangs-up", "?", TRUE, "disable", "Aucun serveur ne répond" },
  /* Lets in, says "server_version" "14.5", is ready. */
  { "old-postgres",
    "? 52 00000008 00000000"
    " 53 00000018 7365727665725f76657273696f6e00 31342e3500"
    " 4b 0000000c 00000001 00000001 5a 00000005 49", FALSE, "disable",
    "PostgreSQL antérieur à la version 15" },
};

static void
test_stranger (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (FaultServer) server = fault_server_new (strangers[i].script, strangers[i].hang_up);
  g_autoptr (GHashTable) parameters = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *sentence = NULL;

  g_hash_table_insert (parameters, (char *) "host", (char *) "127.0.0.1");
  g_hash_table_insert (parameters, (char *) "port", (char *) fault_server_get_port (server));
  g_hash_table_insert (parameters, (char *) "user", (char *) "reader");
  g_hash_table_insert (parameters, (char *) "dbname", (char *) "copil");
  g_hash_table_insert (parameters, (char *) "sslmode", (char *) strangers[i].mode);
  g_hash_table_insert (parameters, (char *) "sslrootcert", (char *) "/dev/null");
  sentence = explain (parameters);
  assert_says (sentence, strangers[i].expected);
}

static void
test_nobody (void)
{
  g_autoptr (GHashTable) parameters = test_base_parameters (base, "host", "127.0.0.1", "port", "1",
                                                            NULL);
  g_autofree char *sentence = explain (parameters);

  assert_says (sentence, "Aucun serveur ne répond");
}

/* The certificate of an authority is missing on this computer. */
static void
test_no_authority (void)
{
  g_autoptr (FaultServer) server = fault_server_new ("? 53", FALSE);
  g_autoptr (GHashTable) parameters =
    test_base_parameters (base, "host", "127.0.0.1", "port", fault_server_get_port (server),
                          "sslmode", "verify-full", "sslrootcert", "/nowhere/root.crt", NULL);
  g_autofree char *sentence = explain (parameters);

  assert_says (sentence, "ne peut pas vérifier l’identité du serveur");
}

int
main (int   argc,
      char *argv[])
{
  int status;

  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  base = test_base_new_copil ();
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    {
      g_autofree char *path = g_strconcat ("/fault/probe/", states[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_state);
    }
  for (guint i = 0; i < G_N_ELEMENTS (strangers); i++)
    {
      g_autofree char *path = g_strconcat ("/fault/probe/", strangers[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_stranger);
    }
  g_test_add_func ("/fault/probe/closed-base", test_closed_base);
  g_test_add_func ("/fault/probe/locked", test_locked);
  g_test_add_func ("/fault/probe/nobody", test_nobody);
  g_test_add_func ("/fault/probe/no-authority", test_no_authority);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
