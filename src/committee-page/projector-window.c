/* projector-window.c: the screen on the wall of the meeting room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/projector-window.h"

#include <glib/gi18n-lib.h>

struct _CopilProjectorWindow
{
  GtkWindow parent_instance;
  CopilProjectorView *view;
};

enum
{
  REMOTE,
  KEY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilProjectorWindow, copil_projector_window, GTK_TYPE_WINDOW)

/* -- Keys ------------------------------------------------------------------------------------- */

static gboolean
take_own_key (CopilProjectorWindow *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      gtk_window_close (GTK_WINDOW (self));
      return TRUE;
    case GDK_KEY_b:
    case GDK_KEY_B:
    case GDK_KEY_period: /* the blank key of many remotes */
      copil_projector_view_set_blank (self->view, !copil_projector_view_get_blank (self->view));
      return TRUE;
    case GDK_KEY_F8:
      copil_projector_view_set_dark (self->view, !copil_projector_view_get_dark (self->view));
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_cb (CopilProjectorWindow *self, guint keyval)
{
  if (take_own_key (self, keyval))
    return TRUE;
  if (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_Page_Up)
    {
      g_signal_emit (self, signals[REMOTE], 0, keyval == GDK_KEY_Page_Down ? 1 : -1);
      return TRUE;
    }
  if (keyval != GDK_KEY_space && keyval != GDK_KEY_plus && keyval != GDK_KEY_KP_Add)
    return FALSE;
  g_signal_emit (self, signals[KEY], 0, keyval);
  return TRUE;
}

/* -- Monitors --------------------------------------------------------------------------------- */

static GdkMonitor *
monitor_of (GtkWindow *window)
{
  GdkSurface *surface = window != NULL ? gtk_native_get_surface (GTK_NATIVE (window)) : NULL;

  if (surface == NULL)
    return NULL;
  return gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface);
}

GdkMonitor *
copil_projector_choose_monitor (GtkWindow *beside)
{
  GListModel *monitors = gdk_display_get_monitors (gdk_display_get_default ());
  GdkMonitor *own = monitor_of (beside);

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);

      if (monitor != own)
        return g_steal_pointer (&monitor);
    }
  return own != NULL ? g_object_ref (own) : NULL;
}

void
copil_projector_window_open (CopilProjectorWindow *self, GdkMonitor *monitor, GtkWindow *beside)
{
  g_autoptr (GdkMonitor) chosen = NULL;

  g_return_if_fail (COPIL_IS_PROJECTOR_WINDOW (self));
  chosen = monitor != NULL ? g_object_ref (monitor) : copil_projector_choose_monitor (beside);
  if (chosen != NULL)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), chosen);
  else
    gtk_window_fullscreen (GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (self));
}

/* -- The window ------------------------------------------------------------------------------- */

CopilProjectorView *
copil_projector_window_get_view (CopilProjectorWindow *self)
{
  g_return_val_if_fail (COPIL_IS_PROJECTOR_WINDOW (self), NULL);
  return self->view;
}

static void
copil_projector_window_class_init (CopilProjectorWindowClass *klass)
{
  signals[REMOTE] = g_signal_new ("remote", COPIL_TYPE_PROJECTOR_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[KEY] = g_signal_new ("key", COPIL_TYPE_PROJECTOR_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
copil_projector_window_init (CopilProjectorWindow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->view = COPIL_PROJECTOR_VIEW (copil_projector_view_new ());
  gtk_window_set_title (GTK_WINDOW (self), _ ("Copil, sitting"));
  gtk_window_set_decorated (GTK_WINDOW (self), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 720);
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->view));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
copil_projector_window_new (GtkApplication *application)
{
  return g_object_new (COPIL_TYPE_PROJECTOR_WINDOW, "application", application, NULL);
}
