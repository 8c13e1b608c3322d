/* cluster-error.c: why the embedded base cannot serve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "db/cluster-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>

G_DEFINE_QUARK (copil-cluster-error-quark, copil_cluster_error)

static void
set_disk_full (GError     **error,
               const char  *path)
{
  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_DISK_FULL,
               _("The disk that holds %s is full: free some space, then start again. "
                 "Nothing that was recorded is lost."),
               path);
}

static void
set_rights (GError     **error,
            const char  *path)
{
  g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_RIGHTS,
               _("Copil may not write in %s: change the rights of this folder, or name "
                 "another one in COPIL_BASE_DIR."),
               path);
}

/**
 * copil_cluster_fail_errno:
 * @saved_errno: what the system call said
 * @path: the file or folder it was about
 *
 * Returns: FALSE, so that it ends a function
 */
gboolean
copil_cluster_fail_errno (GError     **error,
                          int          saved_errno,
                          const char  *path)
{
  if (saved_errno == ENOSPC || saved_errno == EDQUOT)
    set_disk_full (error, path);
  else if (saved_errno == EACCES || saved_errno == EPERM || saved_errno == EROFS)
    set_rights (error, path);
  else
    g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_FAILED,
                 /* Translators: a path, then the reason the system gives. */
                 _("%s cannot be used: %s."), path, g_strerror (saved_errno));
  return FALSE;
}

/* The last line that says something, without the prefix of the program. */
static char *
last_words (const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);

  for (guint i = g_strv_length (lines); i > 0; i--)
    {
      const char *fatal = strstr (lines[i - 1], "FATAL:");

      if (fatal == NULL)
        fatal = strstr (lines[i - 1], "PANIC:");
      if (fatal == NULL)
        fatal = strstr (lines[i - 1], "rror: ");
      if (fatal != NULL)
        return g_strstrip (g_strdup (strchr (fatal, ':') + 1));
    }
  for (guint i = g_strv_length (lines); i > 0; i--)
    if (*g_strstrip (lines[i - 1]) != '\0')
      return g_strdup (lines[i - 1]);
  return g_strdup (_("it gave no reason"));
}

/**
 * copil_cluster_fail_output:
 * @program: "initdb", "postgres"...
 * @output: what it wrote; PostgreSQL runs in English for us, so its words are stable
 * @path: the folder it worked on
 *
 * Returns: FALSE, so that it ends a function
 */
gboolean
copil_cluster_fail_output (GError     **error,
                           const char  *program,
                           const char  *output,
                           const char  *path)
{
  g_autofree char *words = NULL;

  if (strstr (output, "No space left on device") || strstr (output, "Disk quota exceeded"))
    set_disk_full (error, path);
  else if (strstr (output, "Permission denied") || strstr (output, "Read-only file system"))
    set_rights (error, path);
  else
    {
      words = last_words (output);
      g_set_error (error, COPIL_CLUSTER_ERROR, COPIL_CLUSTER_ERROR_FAILED,
                   /* Translators: a program of PostgreSQL, then what it said. */
                   _("PostgreSQL’s %s failed: %s"), program, words);
    }
  return FALSE;
}
