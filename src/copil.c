/* copil.c: main() of the desktop application
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/application.h"
#include "app/renderer.h"
#include "core/language.h"

#include <malloc.h>

/* A window waits nearly all the time, and its threads take turns: one heap does for all, and what
 * is freed goes back to the system. */
static void
keep_memory_small (void)
{
  mallopt (M_ARENA_MAX, 1);
  mallopt (M_MMAP_THRESHOLD, 64 << 10);
  mallopt (M_TOP_PAD, 16 << 10);
  mallopt (M_TRIM_THRESHOLD, 128 << 10);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(CopilApplication) application = NULL;

  keep_memory_small ();
  copil_renderer_choose ();
  copil_language_init ();
  /* GTK would set the locale again, and lose French where no French locale is generated. */
  gtk_disable_setlocale ();
  application = copil_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
