/* window.c: the floor under a start: an empty AdwApplicationWindow, painted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Ends after its first frame and prints the monotonic time of it in microseconds, its
 * proportional memory in KiB, and 0, for the cube that it does not have.
 */
#include <adwaita.h>
#include <stdlib.h>

static long
read_pss (void)
{
  g_autofree char *text = NULL;
  char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line != NULL ? atol (line + 5) : 0;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gpointer       unused)
{
  gint64 now = g_get_monotonic_time ();

  g_print ("%" G_GINT64_FORMAT " %ld 0\n", now, read_pss ());
  _Exit (0);
}

static void
activate_cb (GtkApplication *application,
             gpointer        unused)
{
  GtkWidget *window = adw_application_window_new (application);

  gtk_window_set_default_size (GTK_WINDOW (window), 1440, 900);
  gtk_widget_realize (window);
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (after_paint_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (AdwApplication) application = adw_application_new ("org.copil.Floor",
                                                                G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), argc, argv);
}
