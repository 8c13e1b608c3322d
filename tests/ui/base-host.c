/* base-host.c: a small base, for those who look at Copil from outside
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Prints the folder of its socket once it is ready, then does what each line it reads says: "stop"
 * and "start" the server, "deliver" another figure; says when it is done, and ends with its
 * standard input.
 */
#include "live-base.h"

#include <stdio.h>

int
main (int    argc,
      char **argv)
{
  g_autoptr(TestBase) base = live_base_new ();
  char line[80];

  g_print ("%s\n", test_base_get_socket (base));
  while (fgets (line, sizeof line, stdin) != NULL)
    {
      if (g_str_has_prefix (line, "stop"))
        test_base_stop (base);
      else if (g_str_has_prefix (line, "start"))
        test_base_start (base);
      else
        live_base_deliver (base, "appointment_delay_0_14", "595", "2026-10", 1.4);
      g_print ("done\n");
    }
  return 0;
}
