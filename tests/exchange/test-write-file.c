/* test-write-file.c: a file that is written is whole, or as it was before
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange/write-file.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/language.h"

static char *folder;

static gboolean
write_text (const char *name,
            const char *text,
            GError    **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return copil_write_file (file, bytes, NULL, error);
}

static void
assert_text (const char *name,
             const char *expected)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_cmpstr (text, ==, expected);
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
empty_folder (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_no_errno (g_unlink (path));
    }
}

static void
test_new_and_again (void)
{
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  GStatBuf info;

  g_assert_true (write_text ("a.csv", "one", NULL));
  assert_text ("a.csv", "one");
  g_assert_no_errno (g_chmod (path, 0640));
  g_assert_true (write_text ("a.csv", "two", NULL));
  assert_text ("a.csv", "two");
  g_assert_no_errno (g_stat (path, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0640);
  g_assert_cmpuint (count_files (), ==, 1);
  empty_folder ();
}

static void
test_link (void)
{
  g_autofree char *link = g_build_filename (folder, "link.csv", NULL);

  g_assert_true (write_text ("a.csv", "one", NULL));
  g_assert_no_errno (symlink ("a.csv", link));
  g_assert_true (write_text ("link.csv", "two", NULL));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  assert_text ("a.csv", "two");
  empty_folder ();
}

/* The limit on the size of files stands for a disk without room for more. */
static void
test_no_room (void)
{
  struct rlimit before, full;
  g_autoptr (GError) fresh = NULL, again = NULL;

  g_assert_true (write_text ("a.csv", "one", NULL));
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &before));
  full = (struct rlimit) { 8, before.rlim_max };
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));
  g_assert_false (write_text ("new.csv", "much longer than eight bytes", &fresh));
  g_assert_false (write_text ("a.csv", "much longer than eight bytes", &again));
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &before));
  g_assert_nonnull (fresh);
  g_assert_nonnull (again);
  assert_text ("a.csv", "one");
  assert_text ("new.csv", NULL);
  g_assert_cmpuint (count_files (), ==, 1);
  empty_folder ();
}

static void
test_no_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (write_text ("nowhere/a.csv", "one", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (), ==, 0);
}

/* What is no file is written into, and stays what it is. */
static void
test_device (void)
{
  g_autoptr (GFile) full = g_file_new_for_path ("/dev/full");
  g_autoptr (GFile) none = g_file_new_for_path ("/dev/null");
  g_autoptr (GBytes) bytes = g_bytes_new_static ("one", 3);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (copil_write_file (none, bytes, NULL, NULL));
  g_assert_no_errno (g_stat ("/dev/null", &info));
  g_assert_true (S_ISCHR (info.st_mode));
  g_assert_false (copil_write_file (full, bytes, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  g_assert_nonnull (strstr (error->message, "« full »"));
}

int
main (int   argc,
      char *argv[])
{
  int status;

  copil_language_init ();
  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("copil-write-XXXXXX", NULL);
  g_test_add_func ("/exchange/write-file/new-and-again", test_new_and_again);
  g_test_add_func ("/exchange/write-file/link", test_link);
  g_test_add_func ("/exchange/write-file/no-room", test_no_room);
  g_test_add_func ("/exchange/write-file/no-folder", test_no_folder);
  g_test_add_func ("/exchange/write-file/device", test_device);
  status = g_test_run ();
  g_rmdir (folder);
  g_free (folder);
  return status;
}
