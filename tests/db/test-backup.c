/* test-backup.c: a base in one file, and back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"
#include "db/cluster-backup.h"
#include "db/cluster-error.h"
#include "db/cluster-init.h"
#include "db/cluster-login.h"
#include "db/cluster-private.h"
#include "db/cluster-session.h"
#include "db/cluster-upgrade.h"
#include "db/migration.h"
#include "demo/base-private.h"
#include "test-base.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char              *base;
  char              *file;
  CopilClusterPlace *place;
  CopilPostmaster    postmaster;
  int                users;
} Fixture;

static void
come (Fixture *fixture)
{
  GError *error = NULL;

  fixture->users = copil_cluster_join (fixture->place, &fixture->postmaster, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
leave (Fixture *fixture)
{
  copil_cluster_unlock (&fixture->users);
}

static CopilSession *
open_as (Fixture    *fixture,
         const char *login)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (fixture->postmaster.socket, fixture->postmaster.port,
                                   COPIL_CLUSTER_DATABASE, login);
  GError *error = NULL;
  CopilSession *session = copil_session_open (parameters, NULL, &error);

  g_assert_no_error (error);
  return session;
}

static char *
ask (Fixture    *fixture,
     const char *login,
     const char *sql)
{
  g_autoptr (CopilSession) session = open_as (fixture, login);
  GError *error = NULL;
  char *answer = copil_session_read (session, sql, NULL, &error);

  g_assert_no_error (error);
  return answer;
}

/* A country of one place a level: the real one takes its time to load. */
static void
load_places (CopilSession *superuser)
{
  static const char *const sets[] = { "france", "region", "departement", "bassin" };
  static const char *const codes[] = { "FR", "32", "59", "596" };

  for (gsize i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT copil.territory_load(gen_random_uuid(), '{\"set\": {\"code\": \"%s\","
        " \"name\": \"Essai\", \"level\": \"%s\", \"vintage\": \"2026-01-01\", \"source\": \"essai\","
        " \"licence\": \"essai\"}, \"territories\": [{\"code\": \"%s\", \"name\": \"Essai\","
        " \"liaison\": 0, \"population\": 1000}]}')",
        sets[i], sets[i], codes[i]);
      GError *error = NULL;

      copil_session_run (superuser, sql, NULL, &error);
      g_assert_no_error (error);
    }
}

/* The schema, places, the catalogue and the persons, which bring logins and rights. */
static void
fill (Fixture *fixture)
{
  g_autoptr (GHashTable) parameters =
    copil_cluster_name_parameters (fixture->postmaster.socket, fixture->postmaster.port,
                                   COPIL_CLUSTER_DATABASE, NULL);
  g_autoptr (CopilSession) superuser = NULL;
  g_autoptr (CopilSession) administrator = NULL;
  GError *error = NULL;

  copil_migration_run (parameters, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  superuser = open_as (fixture, NULL);
  load_places (superuser);
  copil_base_load_catalogue (superuser, NULL, NULL, &error);
  g_assert_no_error (error);
  copil_base_add_first (superuser, NULL, &error);
  g_assert_no_error (error);
  copil_cluster_refresh_logins (fixture->place, &fixture->postmaster, NULL, &error);
  g_assert_no_error (error);
  administrator = open_as (fixture, COPIL_BASE_ADMINISTRATOR);
  copil_base_add_persons (administrator, NULL, &error);
  g_assert_no_error (error);
  copil_cluster_refresh_logins (fixture->place, &fixture->postmaster, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
supervisor_has_left (Fixture *fixture)
{
  int lock = copil_cluster_try_lock (fixture->place->supervisor_lock, COPIL_LOCK_EXCLUSIVE);
  gboolean left = lock >= 0;

  copil_cluster_unlock (&lock);
  return left;
}

static void
make_place (Fixture *fixture)
{
  GError *error = NULL;

  fixture->base = g_dir_make_tmp ("copil-backup-XXXXXX", &error);
  g_assert_no_error (error);
  g_chmod (fixture->base, 0711);
  fixture->place = copil_cluster_place_new (fixture->base, &error);
  g_assert_no_error (error);
  fixture->file = g_build_filename (fixture->base, "saved.copil", NULL);
}

static void
stop (Fixture *fixture)
{
  GError *error = NULL;

  leave (fixture);
  copil_cluster_halt (fixture->place, TRUE, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  stop (fixture);
  test_wait_until (supervisor_has_left (fixture));
  copil_cluster_remove_tree (fixture->base, NULL);
  copil_cluster_place_free (fixture->place);
  copil_postmaster_clear (&fixture->postmaster);
  g_free (fixture->base);
  g_free (fixture->file);
}

/* A base that is filled once; each case begins with a copy. */
static Fixture template;

static void
make_template (void)
{
  make_place (&template);
  come (&template);
  fill (&template);
  stop (&template);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GSubprocess) copy = NULL;
  GError *error = NULL;

  if (template.base == NULL)
    make_template ();
  make_place (fixture);
  copy = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a", template.place->data,
                           fixture->base, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (copy, NULL, &error);
  g_assert_no_error (error);
  come (fixture);
}

static void
back_up (Fixture *fixture)
{
  GError *error = NULL;

  copil_cluster_backup (fixture->place, &fixture->postmaster, fixture->file, NULL, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
restore (Fixture     *fixture,
         const char  *file,
         GError     **error)
{
  g_auto (CopilBackupFacts) facts = { 0 };

  return copil_cluster_restore (fixture->place, file, &facts, NULL, NULL, error);
}

static const struct
{
  const char *login;
  const char *sql;
} questions[] = {
  { NULL, "SELECT string_agg(md5(p::text), '' ORDER BY login) FROM copil.person p" },
  { NULL, "SELECT string_agg(md5(a::text), '' ORDER BY id) FROM copil.assignment a" },
  { NULL, "SELECT md5(copil.catalogue_document())" },
  { NULL, "SELECT string_agg(number || checksum, ' ' ORDER BY number) FROM copil.schema_migration" },
  { NULL, "SELECT string_agg(id || login || answer::text, '' ORDER BY id) FROM copil.command" },
  /* Rights: of tables, functions, the database; row security; who is in which role. */
  { NULL, "SELECT md5(string_agg(relname || relrowsecurity || relforcerowsecurity ||"
          " pg_get_userbyid(relowner) || coalesce(relacl::text, ''), '' ORDER BY relname))"
          " FROM pg_class WHERE relnamespace = 'copil'::regnamespace" },
  { NULL, "SELECT md5(string_agg(proname || prosecdef || pg_get_userbyid(proowner) ||"
          " coalesce(proacl::text, '') || coalesce(proconfig::text, ''), '' ORDER BY oid::regprocedure::text))"
          " FROM pg_proc WHERE pronamespace = 'copil'::regnamespace" },
  { NULL, "SELECT md5(string_agg(polname || polrelid::regclass || pg_get_expr(polqual, polrelid),"
          " '' ORDER BY polname, polrelid::regclass::text)) FROM pg_policy" },
  { NULL, "SELECT datacl::text FROM pg_database WHERE datname = 'copil'" },
  { NULL, "SELECT string_agg(rolname || rolcanlogin || rolcreaterole || rolconnlimit || rolsuper, ' '"
          " ORDER BY rolname) FROM pg_roles" },
  { NULL, "SELECT string_agg(roleid::regrole || ' ' || member::regrole || admin_option, ','"
          " ORDER BY roleid::regrole::text, member::regrole::text) FROM pg_auth_members" },
  { NULL, "SELECT has_function_privilege('copil_person', 'pg_catalog.lo_create(oid)', 'EXECUTE')" },
  { "coordination-59", "SELECT copil.whoami()::text" },
};

static GPtrArray *
ask_all (Fixture *fixture)
{
  GPtrArray *answers = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    g_ptr_array_add (answers, ask (fixture, questions[i].login, questions[i].sql));
  return answers;
}

#define HISTORY                                                                                    \
  "SELECT copil.server_state() ->> 'system_identifier' || (copil.server_state() ->> 'epoch')"

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) before = ask_all (fixture);
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *history = ask (fixture, NULL, HISTORY);
  g_autofree char *renewed = NULL;
  g_autofree char *gone = NULL;
  GError *error = NULL;

  back_up (fixture);
  gone = ask (fixture, NULL, "DROP TABLE copil.annotation");
  leave (fixture);
  restore (fixture, fixture->file, &error);
  g_assert_no_error (error);
  come (fixture);
  after = ask_all (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_test_message ("%s", questions[i].sql);
      g_assert_cmpstr (g_ptr_array_index (after, i), ==, g_ptr_array_index (before, i));
    }
  /* Whoever followed the base before must read it all again. */
  renewed = ask (fixture, NULL, HISTORY);
  g_assert_cmpstr (renewed, !=, history);
}

/* Each of these is refused, and the base is as it was. */
static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = g_build_filename (fixture->base, "text.copil", NULL);
  g_autofree char *cut = g_build_filename (fixture->base, "cut.copil", NULL);
  g_autofree char *patched = g_build_filename (fixture->base, "patched.copil", NULL);
  g_autofree char *absent = g_build_filename (fixture->base, "absent.copil", NULL);
  const char *const files[] = { text, cut, patched, absent, fixture->base, "/dev/null" };
  g_autofree char *contents = NULL;
  g_autofree char *still = NULL;
  gsize size;

  back_up (fixture);
  leave (fixture);
  g_assert_true (g_file_get_contents (fixture->file, &contents, &size, NULL));
  g_file_set_contents (text, "no archive", -1, NULL);
  g_file_set_contents (cut, contents, (gssize) size / 2, NULL);
  contents[size * 2 / 3] ^= 1;
  g_file_set_contents (patched, contents, (gssize) size, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", files[i]);
      g_assert_false (restore (fixture, files[i], &error));
      g_assert_nonnull (error);
      g_assert_true (error->domain == COPIL_CLUSTER_ERROR);
    }
  come (fixture);
  still = ask (fixture, "reader", "SELECT copil.whoami() ->> 'login'");
  g_assert_cmpstr (still, ==, "reader");
}

static void
test_in_use (Fixture       *fixture,
             gconstpointer  data)
{
  GError *error = NULL;

  back_up (fixture);
  g_assert_false (restore (fixture, fixture->file, &error));
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_IN_USE);
  g_clear_error (&error);
  g_assert_false (copil_cluster_reset (fixture->place, NULL, &error));
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_IN_USE);
  g_clear_error (&error);
}

/* Onto a computer that has no base yet, and after a reset. */
static void
test_elsewhere (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *answer = NULL;
  GError *error = NULL;

  back_up (fixture);
  leave (fixture);
  g_assert_true (copil_cluster_reset (fixture->place, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (fixture->place->data, G_FILE_TEST_EXISTS));
  g_assert_true (restore (fixture, fixture->file, &error));
  g_assert_no_error (error);
  come (fixture);
  answer = ask (fixture, "reader", "SELECT copil.whoami() ->> 'login'");
  g_assert_cmpstr (answer, ==, "reader");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (CopilBackupFacts) facts = { 0 };
  g_autofree char *answer = NULL;
  g_autofree char *target = g_build_filename (fixture->base, "never.copil", NULL);
  GError *error = NULL;

  back_up (fixture);
  g_cancellable_cancel (cancellable);
  g_assert_false (copil_cluster_backup (fixture->place, &fixture->postmaster, target, NULL,
                                        cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  leave (fixture);
  g_assert_false (copil_cluster_restore (fixture->place, fixture->file, &facts, NULL, cancellable,
                                         &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  come (fixture);
  answer = ask (fixture, "reader", "SELECT copil.whoami() ->> 'login'");
  g_assert_cmpstr (answer, ==, "reader");
}

/* Where two names cannot be exchanged at once, and the program was killed in between. */
static void
test_recover (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *answer = NULL;

  stop (fixture);
  g_assert_no_errno (g_rename (fixture->place->data, fixture->place->aside));
  come (fixture);
  answer = ask (fixture, "reader", "SELECT copil.whoami() ->> 'login'");
  g_assert_cmpstr (answer, ==, "reader");
}

static void
test_upgrade_choice (void)
{
  static const struct
  {
    int             base;
    int             installed[3];
    gboolean        has_backup;
    CopilUpgradeWay way;
  } cases[] = {
    { 0, { 15 }, FALSE, COPIL_UPGRADE_NOTHING },
    { 15, { 15 }, FALSE, COPIL_UPGRADE_NOTHING },
    { 15, { 15 }, TRUE, COPIL_UPGRADE_NOTHING },
    { 15, { 15, 17 }, FALSE, COPIL_UPGRADE_BOTH },
    { 15, { 17, 15 }, TRUE, COPIL_UPGRADE_BOTH },
    { 15, { 17 }, TRUE, COPIL_UPGRADE_FROM_BACKUP },
    { 15, { 17 }, FALSE, COPIL_UPGRADE_NEED_OLD },
    { 15, { 16, 17 }, FALSE, COPIL_UPGRADE_NEED_OLD },
    { 17, { 15 }, TRUE, COPIL_UPGRADE_NEED_NEWER },
    { 17, { 15, 16 }, FALSE, COPIL_UPGRADE_NEED_NEWER },
    { 15, { 0 }, TRUE, COPIL_UPGRADE_NEED_NEWER },
    { 17, { 15, 17, 16 }, FALSE, COPIL_UPGRADE_NOTHING },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize n = 0;

      while (n < G_N_ELEMENTS (cases[i].installed) && cases[i].installed[n] != 0)
        n++;
      g_test_message ("%d on %d...", cases[i].base, cases[i].installed[0]);
      g_assert_cmpint (copil_cluster_choose_upgrade (cases[i].base, cases[i].installed, n,
                                                     cases[i].has_backup),
                       ==, cases[i].way);
    }
}

/* The old version is gone: its data folder cannot be read, but it left a backup. Only one
 * version is installed here, so the folder just says it is older. */
static void
test_upgrade_from_backup (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autofree char *version = g_build_filename (fixture->place->data, "PG_VERSION", NULL);
  g_autofree char *answer = NULL;
  CopilUpgradeWay way;
  GError *error = NULL;

  copil_cluster_backup (fixture->place, &fixture->postmaster, fixture->place->before_upgrade,
                        NULL, NULL, &error);
  g_assert_no_error (error);
  stop (fixture);
  g_assert_true (copil_cluster_place_write (fixture->place, version, "14\n", &error));
  g_assert_true (copil_cluster_upgrade (fixture->place, &way, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (way, ==, COPIL_UPGRADE_FROM_BACKUP);
  come (fixture);
  answer = ask (fixture, "reader", "SELECT copil.whoami() ->> 'login'");
  g_assert_cmpstr (answer, ==, "reader");
}

static void
test_upgrade_needs_old (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autofree char *version = g_build_filename (fixture->place->data, "PG_VERSION", NULL);
  CopilUpgradeWay way;
  GError *error = NULL;

  stop (fixture);
  g_assert_true (copil_cluster_place_write (fixture->place, version, "14\n", &error));
  g_assert_false (copil_cluster_upgrade (fixture->place, &way, NULL, NULL, &error));
  g_assert_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_VERSION);
  g_assert_nonnull (strstr (error->message, "postgresql-14"));
  g_clear_error (&error);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *fixture, gconstpointer data);
  } cases[] = {
    { "/backup/round-trip", test_round_trip },
    { "/backup/refused", test_refused },
    { "/backup/in-use", test_in_use },
    { "/backup/elsewhere", test_elsewhere },
    { "/backup/cancelled", test_cancelled },
    { "/backup/recover", test_recover },
    { "/backup/upgrade-from-backup", test_upgrade_from_backup },
    { "/backup/upgrade-needs-old", test_upgrade_needs_old },
  };
  int status;

  copil_language_init ();
  g_setenv ("COPIL_BASE_GRACE", "300", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backup/upgrade-choice", test_upgrade_choice);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_test_add (cases[i].path, Fixture, NULL, set_up, cases[i].run, tear_down);
  status = g_test_run ();
  if (template.base != NULL)
    tear_down (&template, NULL);
  return status;
}
