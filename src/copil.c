/* copil.c: main() of the desktop application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/application.h"
#include "core/language.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(CopilApplication) application = NULL;

  copil_language_init ();
  /* GTK would set the locale again, and lose French where no French locale is generated. */
  gtk_disable_setlocale ();
  application = copil_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
