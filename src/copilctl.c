/* copilctl.c: main() of the command line
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib.h>
#include <stdlib.h>

int
main (int    argc,
      char **argv)
{
  g_print ("copilctl %s\n", COPIL_VERSION);
  return EXIT_SUCCESS;
}
