/* kept-paper.c: whether a document is one to keep
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "kept-paper.h"

#include <glib/gstdio.h>

char *
kept_paper_find (GBytes   *pdf,
                 gboolean  prove)
{
  g_autofree char *script = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "report",
                                              "check_pdfa.py", NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  const char *command[] = { script, prove ? "--prove" : "--", NULL, NULL };
  char *said = NULL;
  int status, fd = g_file_open_tmp ("paper-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  command[2] = path;
  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_DEFAULT, NULL, NULL, &said, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (status == 0 || *said != '\0');
  g_unlink (path);
  return said;
}
