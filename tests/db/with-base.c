/* with-base.c: runs a script beside a base with territories and persons, and no figure
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The script finds in COPIL_TEST_SERVER what to hand to --connect.
 */
#include "test-base.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (TestBase) base = test_base_new_copil ();
  g_autofree char *server = g_strdup_printf ("host=%s dbname=copil", test_base_get_socket (base));
  g_autoptr (GSubprocess) script = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("COPIL_TEST_SERVER", server, TRUE);
  script = g_subprocess_newv ((const char *const *) argv + 1, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait (script, NULL, &error);
  g_assert_no_error (error);
  return g_subprocess_get_if_exited (script) ? g_subprocess_get_exit_status (script) : 1;
}
