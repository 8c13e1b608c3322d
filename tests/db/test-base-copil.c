/* test-base-copil.c: a base with Copil in it, quickly
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The territories take some seconds to load, and many tests want them: the
 * first one makes the base and leaves its folder in the build tree, under a
 * name that follows from the data files of the program; the others copy it.
 */
#include "config.h"

#include "test-base.h"

#include "db/cluster-lock.h"
#include "db/cluster-place.h"
#include "db/migration.h"
#include "demo/base-private.h"
#include "demo/shipped-checksum.h"

#include <glib/gstdio.h>
#include <unistd.h>

#define PATIENCE_SECONDS 600

static CopilSession *
open_as (TestBase   *base,
         const char *login)
{
  g_autoptr (GHashTable) parameters = test_base_parameters (base, "dbname", "copil", "user", login,
                                                            NULL);
  g_autoptr (GError) error = NULL;
  CopilSession *session = copil_session_open (parameters, NULL, &error);

  g_assert_no_error (error);
  return session;
}

static void
fill (TestBase *base)
{
  g_autoptr (GHashTable) parameters = test_base_parameters (base, "dbname", "copil", NULL);
  g_autoptr (CopilSession) superuser = NULL;
  g_autoptr (CopilSession) administrator = NULL;
  g_autoptr (GError) error = NULL;

  test_base_run (base, "CREATE DATABASE copil");
  copil_migration_run (parameters, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  superuser = open_as (base, "copil");
  copil_base_load_territories (superuser, NULL, NULL, &error);
  g_assert_no_error (error);
  copil_base_load_catalogue (superuser, NULL, NULL, &error);
  g_assert_no_error (error);
  copil_base_load_regimes (superuser, NULL, &error);
  g_assert_no_error (error);
  copil_base_add_first (superuser, NULL, &error);
  g_assert_no_error (error);
  administrator = open_as (base, COPIL_BASE_ADMINISTRATOR);
  copil_base_add_persons (administrator, NULL, &error);
  g_assert_no_error (error);
}

/* Whole or not at all; who owns it goes into the name, since a build tree may be used by root
 * and by another account in turn. */
static void
make_template (const char *template)
{
  g_autoptr (TestBase) base = test_base_new ();
  g_autofree char *data = g_build_filename (test_base_get_dir (base), "data", NULL);
  g_autofree char *fresh = g_strconcat (template, ".new", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) copy = NULL;

  fill (base);
  test_base_stop (base);
  copil_cluster_remove_tree (fresh, &error);
  g_assert_no_error (error);
  copy = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "cp", "-a", data, fresh, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (copy, NULL, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_rename (fresh, template));
}

static void
remove_older (const char *folder,
              const char *template)
{
  g_autofree char *mine = g_strdup_printf ("base-%u-", (guint) geteuid ());
  g_autoptr (GDir) entries = g_dir_open (folder, 0, NULL);
  const char *name;

  while (entries != NULL && (name = g_dir_read_name (entries)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_str_has_prefix (name, mine) && !g_str_equal (path, template))
        copil_cluster_remove_tree (path, NULL);
    }
}

TestBase *
test_base_new_copil (void)
{
  const char *build = g_getenv ("COPIL_BUILD_DIR");
  g_autofree char *folder = g_build_filename (build != NULL ? build : "/tmp", "tests", NULL);
  g_autofree char *name = g_strdup_printf ("base-%u-%.12s", (guint) geteuid (),
                                           COPIL_SHIPPED_CHECKSUM);
  g_autofree char *template = g_build_filename (folder, name, NULL);
  g_autofree char *lock_path = g_strdup_printf ("%s/base-%u.lock", folder, (guint) geteuid ());
  g_autoptr (GError) error = NULL;
  TestBase *base;
  int lock;

  g_mkdir_with_parents (folder, 0755);
  lock = copil_cluster_lock (lock_path, COPIL_LOCK_EXCLUSIVE, PATIENCE_SECONDS, NULL, &error);
  g_assert_no_error (error);
  if (!g_file_test (template, G_FILE_TEST_IS_DIR))
    make_template (template);
  remove_older (folder, template);
  base = test_base_new_from (template);
  copil_cluster_unlock (&lock);
  return base;
}
