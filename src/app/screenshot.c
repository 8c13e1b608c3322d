/* screenshot.c: the window as a picture, for tests and for the README
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/screenshot.h"

/* How often to look, and how many frames to leave to animations once it is settled. */
#define LOOK_MS 50
#define SETTLED_LOOKS 8

typedef struct
{
  CopilWindow *window;
  char        *path;
  guint        looks;
} Screenshot;

static void
screenshot_free (gpointer data)
{
  Screenshot *self = data;

  g_object_unref (self->window);
  g_free (self->path);
  g_free (self);
}

static void
take (Screenshot *self)
{
  GtkWidget *widget = GTK_WIDGET (self->window);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (!gdk_texture_save_to_png (texture, self->path))
    g_printerr ("copil: %s\n", self->path);
}

static gboolean
look_cb (gpointer data)
{
  Screenshot *self = data;

  if (!copil_window_is_settled (self->window) || ++self->looks < SETTLED_LOOKS)
    return G_SOURCE_CONTINUE;
  take (self);
  gtk_window_close (GTK_WINDOW (self->window));
  return G_SOURCE_REMOVE;
}

void
copil_screenshot_when_settled (CopilWindow *window,
                               const char  *path)
{
  Screenshot *self = g_new0 (Screenshot, 1);

  self->window = g_object_ref (window);
  self->path = g_strdup (path);
  g_timeout_add_full (G_PRIORITY_LOW, LOOK_MS, look_cb, self, screenshot_free);
}
