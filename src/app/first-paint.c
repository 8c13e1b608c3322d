/* first-paint.c: ends the program after its first painted dashboard, for ./dev bench
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/first-paint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The sum of the lines "Pss:" of @path, or of those below the name of a file that ends in
 * @suffix. */
static long
sum_pss (const char *path,
         const char *suffix)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  gboolean counts = suffix == NULL;
  long total = 0, size;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (suffix != NULL && g_ascii_isxdigit (lines[i][0]) && strchr (lines[i], '-') != NULL)
        counts = g_str_has_suffix (lines[i], suffix);
      else if (counts && sscanf (lines[i], "Pss: %ld", &size) == 1)
        total += size;
    }
  return total;
}

/* The time first: reading how much memory there is takes some of it. */
static void
after_paint_cb (GdkFrameClock *clock,
                CopilWindow   *window)
{
  gint64 now = g_get_monotonic_time ();

  if (!copil_window_shows_figures (window))
    return;
  printf ("%" G_GINT64_FORMAT " %ld", now, sum_pss ("/proc/self/smaps_rollup", NULL));
  printf (" %ld\n", sum_pss ("/proc/self/smaps", ".cube"));
  fflush (stdout);
  _Exit (EXIT_SUCCESS);
}

void
copil_first_paint_watch (CopilWindow *window)
{
  if (g_getenv ("COPIL_FIRST_PAINT") == NULL)
    return;
  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                    G_CALLBACK (after_paint_cb), window);
}
