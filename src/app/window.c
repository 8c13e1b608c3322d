/* window.c: the window: a side, a header, the page of a module
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window.h"

#include "app/settings.h"
#include "app/sidebar.h"
#include "widget/split-view.h"
#include "widget/state-chip.h"

struct _CopilWindow
{
  AdwApplicationWindow  parent_instance;
  AdwToastOverlay      *toasts;
  CopilSplitView       *split;
  CopilSidebar         *sidebar;
  CopilStateChip       *chip;
  GtkStack             *stack;
};

G_DEFINE_FINAL_TYPE (CopilWindow, copil_window, ADW_TYPE_APPLICATION_WINDOW)

static void
restore_size (CopilWindow *self)
{
  GSettings *settings = copil_settings_get ();
  int width, height;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
copil_window_close_request (GtkWindow *window)
{
  GSettings *settings = copil_settings_get ();
  gboolean maximized = gtk_window_is_maximized (window);
  int width, height;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized && !gtk_window_is_fullscreen (window) && width > 0 && height > 0)
    g_settings_set (settings, "window-size", "(ii)", width, height);
  return GTK_WINDOW_CLASS (copil_window_parent_class)->close_request (window);
}

static void
copil_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_WINDOW);
  G_OBJECT_CLASS (copil_window_parent_class)->dispose (object);
}

static void
copil_window_class_init (CopilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = copil_window_close_request;

  g_type_ensure (COPIL_TYPE_SIDEBAR);
  g_type_ensure (COPIL_TYPE_SPLIT_VIEW);
  g_type_ensure (COPIL_TYPE_STATE_CHIP);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/copil/Copil/ui/app/window.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, split);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, chip);
  gtk_widget_class_bind_template_child (widget_class, CopilWindow, stack);
}

static void
copil_window_init (CopilWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  restore_size (self);
}

CopilWindow *
copil_window_new (CopilApplication *application)
{
  return g_object_new (COPIL_TYPE_WINDOW, "application", application, NULL);
}
