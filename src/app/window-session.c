/* window-session.c: the window on the wall of the meeting room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include <math.h>

/* At 1080 lines the body is 34 pixels high: read from the back of the room. */
#define BODY_PIXELS 34.0
#define REFERENCE_HEIGHT 1080.0

/* GTK scales everything that is text by the resolution of fonts, charts included (text-scale.h):
 * in session mode it follows from the height of the window, not from the user's setting. */
static int
dpi_for_height (int height)
{
  g_autofree char *name = NULL;
  PangoFontDescription *font;
  double points;

  g_object_get (gtk_settings_get_default (), "gtk-font-name", &name, NULL);
  font = pango_font_description_from_string (name);
  points = pango_font_description_get_size (font) / (double) PANGO_SCALE;
  pango_font_description_free (font);
  if (points <= 0)
    points = 10;
  return (int) lround (1024 * 72 * BODY_PIXELS * height / REFERENCE_HEIGHT / points);
}

static void
height_changed_cb (CopilWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  int dpi;

  if (self->session == NULL || surface == NULL || gdk_surface_get_height (surface) < 200)
    return;
  dpi = dpi_for_height (gdk_surface_get_height (surface));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
}

static void
enter (CopilWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &self->usual_dpi, NULL);
  self->session = COPIL_SESSION_VIEW (copil_session_view_new (self->model));
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->session), "session");
  gtk_stack_set_visible_child_name (self->stack, "session");
  gtk_widget_set_visible (self->header, FALSE);
  copil_split_view_set_alone (self->split, TRUE);
  _copil_window_update_session (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->session));
  if (surface != NULL)
    g_signal_connect_object (surface, "notify::height", G_CALLBACK (height_changed_cb), self,
                             G_CONNECT_SWAPPED);
  height_changed_cb (self);
  gtk_window_fullscreen (GTK_WINDOW (self));
}

static void
leave (CopilWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  GtkWidget *session = GTK_WIDGET (g_steal_pointer (&self->session));

  if (surface != NULL)
    g_signal_handlers_disconnect_by_func (surface, height_changed_cb, self);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", self->usual_dpi, NULL);
  _copil_window_choose_page (self);
  gtk_stack_remove (self->stack, session);
  gtk_widget_set_visible (self->header, TRUE);
  copil_split_view_set_alone (self->split, FALSE);
  gtk_window_unfullscreen (GTK_WINDOW (self));
}

void
_copil_window_set_session (CopilWindow *self,
                           gboolean     on)
{
  if (on == (self->session != NULL))
    return;
  if (on)
    enter (self);
  else
    leave (self);
}

void
_copil_window_update_session (CopilWindow *self)
{
  g_autofree char *state = NULL;

  if (self->session == NULL)
    return;
  state = copil_state_chip_get_text (self->chip);
  copil_session_view_set_state (self->session, state);
  copil_session_view_set_fictitious (self->session, copil_station_is_fictitious (self->station));
}
