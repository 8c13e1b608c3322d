/* copil.c: main() of the desktop application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/application.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(CopilApplication) application = NULL;

  application = copil_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
