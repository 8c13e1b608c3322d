/* window-import.c: a file dropped on the window, or asked for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

CopilImportWindow *
_copil_window_import (CopilWindow *self,
                      GFile       *file)
{
  CopilImportWindow *window;

  if (copil_station_get_cube (self->station) == NULL)
    {
      copil_window_toast (self, _("The base is not open yet: import the file once it is."));
      return NULL;
    }
  window = copil_import_window_new (GTK_WINDOW (self), self->station);
  if (file != NULL)
    copil_import_window_read (window, file);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* A hint over all of the content, out of the way of the pointer; made when first shown. */
static void
show_hint (CopilWindow *self,
           gboolean     shown)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->drop_hint == NULL && shown)
    {
      builder = gtk_builder_new_from_resource ("/org/copil/Copil/ui/app/drop-hint.ui");
      self->drop_hint = GTK_REVEALER (gtk_builder_get_object (builder, "drop_hint"));
      gtk_overlay_add_overlay (self->overlay, GTK_WIDGET (self->drop_hint));
    }
  if (self->drop_hint != NULL)
    gtk_revealer_set_reveal_child (self->drop_hint, shown);
}

static gboolean
drop_cb (CopilWindow  *self,
         const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  show_hint (self, FALSE);
  if (files == NULL)
    return FALSE;
  if (files->next != NULL)
    copil_window_toast (self, _("One file at a time: the first one is opened."));
  return _copil_window_import (self, files->data) != NULL;
}

static GdkDragAction
enter_cb (CopilWindow *self)
{
  show_hint (self, TRUE);
  return GDK_ACTION_COPY;
}

static void
leave_cb (CopilWindow *self)
{
  show_hint (self, FALSE);
}

void
_copil_window_accept_files (CopilWindow *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "enter", G_CALLBACK (enter_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
