/* language.c: French first
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/language.h"

#include <glib/gi18n-lib.h>
#include <locale.h>

/* A system that names no language is a bare server or a container: its user reads French. */
static gboolean
names_no_language (const char *locale)
{
  return locale == NULL || g_str_equal (locale, "C") || g_str_equal (locale, "POSIX") ||
         g_ascii_strncasecmp (locale, "C.", 2) == 0;
}

/* The catalogue of the build tree serves the programs that run from it. */
static const char *
find_catalogues (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *tree = g_path_get_dirname (COPIL_BUILD_LOCALE_DIR);

  if (program != NULL && g_str_has_prefix (program, tree))
    return COPIL_BUILD_LOCALE_DIR;
  return COPIL_LOCALE_DIR;
}

/**
 * copil_language_init:
 *
 * The first call of each main(). French unless the user's environment names
 * another language, also where no French locale is generated: gettext then
 * works on C.UTF-8 with LANGUAGE. Since glibc 2.39 it does not read LANGUAGE
 * for a locale of that name; one more word in the name, which is looked up
 * as C.UTF-8 all the same, brings the translations back (Debian 13). Numbers
 * and dates never come from the C locale in Copil, so only messages and
 * characters matter here.
 */
void
copil_language_init (void)
{
  const char *chosen = setlocale (LC_ALL, "");

  if (chosen == NULL || names_no_language (setlocale (LC_MESSAGES, NULL)))
    {
      g_setenv ("LANGUAGE", "fr", FALSE);
      setlocale (LC_ALL, "C.UTF-8");
      setlocale (LC_MESSAGES, "C_FR.UTF-8");
    }
  bindtextdomain (GETTEXT_PACKAGE, find_catalogues ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
