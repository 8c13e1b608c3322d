/* window.c: the real window, driven by a script: what is done, and when it was painted
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * bench-window LOGIN: opens the embedded base on the Nord and prints "settled MEASURE TERRITORY"
 * once all figures are there: a series that the first tile of the page is made of. Then it obeys
 * its standard input, a command a line:
 *
 *   place CODE, month 2024-05, tile N   what a click would do; prints the microseconds until painted
 *   nothing                             the same of a repaint of all of it with nothing changed
 *   follow                              from now on: "BATCH TIME", monotonic microseconds, of each
 *                                       frame that is the first after a batch came in
 */
#include "app/window.h"
#include "core/language.h"
#include "core/resources.h"
#include "ui/copil-ui-resources.h"

#include <gdk/x11/gdkx.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  GMainLoop     *loop;
  CopilStation  *station;
  CopilWindow   *window;
  gint64         asked; /* when what is awaited was asked for; 0: nothing is */
  gboolean       settled;
  gboolean       follows;
  int            batch;
} Driver;

/* -- What is said ----------------------------------------------------------------------------- */

/* A basin of the Nord, and what the first tile of the department counts. */
static void
say_settled (Driver *driver)
{
  CopilCube *cube = copil_station_get_cube (driver->station);
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  const CopilTerritory *here
    = copil_territory_list_by_code (copil_cube_get_territories (cube), "departement", "59");
  const CopilTerritory *basin = g_ptr_array_index (here->children, 0);

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      if ((indicator->focus & (1u << COPIL_LEVEL_DEPARTMENT)) == 0)
        continue;
      printf ("settled %d %d\n",
              copil_catalogue_get_measure (
                catalogue, g_array_index (indicator->numerators, guint, 0))->id,
              basin->id);
      return;
    }
}

static void
after_paint_cb (GdkFrameClock *clock,
                Driver        *driver)
{
  gint64 now = g_get_monotonic_time ();
  CopilCube *cube = copil_station_get_cube (driver->station);
  int batch = cube != NULL ? copil_cube_get_batch (cube) : 0;

  if (driver->follows && batch != driver->batch)
    printf ("%d %" G_GINT64_FORMAT "\n", batch, now);
  if (driver->asked != 0)
    printf ("%" G_GINT64_FORMAT "\n", now - driver->asked);
  driver->asked = 0;
  driver->batch = batch;
}

static gboolean
look_cb (gpointer data)
{
  Driver *driver = data;

  if (driver->settled || copil_station_get_freshness (driver->station) != COPIL_FRESHNESS_LIVE)
    return G_SOURCE_CONTINUE;
  driver->settled = TRUE;
  say_settled (driver);
  return G_SOURCE_REMOVE;
}

/* -- What is asked ---------------------------------------------------------------------------- */

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static void
choose_tile (Driver *driver,
             int     index)
{
  GtkFlowBox *tiles
    = GTK_FLOW_BOX (find_widget (GTK_WIDGET (driver->window), GTK_TYPE_FLOW_BOX));

  gtk_flow_box_select_child (tiles, gtk_flow_box_get_child_at_index (tiles, index));
}

/* As if another window had been before it: GTK itself paints only what it knows to have changed. */
static void
expose (Driver *driver)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (driver->window));
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (driver->window));

  XClearArea (gdk_x11_display_get_xdisplay (display), gdk_x11_surface_get_xid (surface), 0, 0, 0, 0,
              True);
  XFlush (gdk_x11_display_get_xdisplay (display));
}

static void
obey (Driver     *driver,
      const char *command)
{
  const char *space = strchr (command, ' ');
  const char *argument = space != NULL ? space + 1 : "";
  CopilPeriod period;

  if (g_str_equal (command, "follow"))
    {
      driver->follows = TRUE;
      return;
    }
  driver->asked = g_get_monotonic_time ();
  if (g_str_has_prefix (command, "place "))
    copil_window_open_place (driver->window, argument);
  else if (g_str_has_prefix (command, "month ") && copil_period_parse (argument, &period))
    copil_window_set_period (driver->window, period);
  else if (g_str_has_prefix (command, "tile "))
    choose_tile (driver, atoi (argument));
  else
    expose (driver);
}

static gboolean
input_cb (GIOChannel   *channel,
          GIOCondition  condition,
          gpointer      data)
{
  Driver *driver = data;
  g_autofree char *line = NULL;
  gsize end;

  if (g_io_channel_read_line (channel, &line, NULL, &end, NULL) != G_IO_STATUS_NORMAL)
    {
      g_main_loop_quit (driver->loop);
      return G_SOURCE_REMOVE;
    }
  line[end] = '\0';
  obey (driver, line);
  return G_SOURCE_CONTINUE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GIOChannel) input = g_io_channel_unix_new (0);
  Driver driver = { g_main_loop_new (NULL, FALSE) };

  setvbuf (stdout, NULL, _IOLBF, 0);
  copil_language_init ();
  gtk_disable_setlocale ();
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  driver.station = copil_station_new (NULL, argc > 1 ? argv[1] : NULL);
  copil_station_start (driver.station, "departement:59");
  driver.window = copil_window_new (NULL, driver.station);
  gtk_widget_realize (GTK_WIDGET (driver.window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (driver.window)), "after-paint",
                    G_CALLBACK (after_paint_cb), &driver);
  gtk_window_present (GTK_WINDOW (driver.window));
  g_timeout_add (100, look_cb, &driver);
  g_io_channel_set_flags (input, G_IO_FLAG_NONBLOCK, NULL);
  g_io_add_watch (input, G_IO_IN | G_IO_HUP, input_cb, &driver);
  g_main_loop_run (driver.loop);
  /* Nothing of this is kept: the next start finds the file of the last one. */
  _Exit (EXIT_SUCCESS);
}
