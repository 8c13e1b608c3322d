/* window-link.c: a figure of the dashboard, put on the agenda of a sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include <glib/gi18n-lib.h>

static void
linked_cb (CopilWindow *self,
           const char  *title)
{
  /* translators: %s is the title of a point of an agenda */
  g_autofree char *text = g_strdup_printf (_("The figure is linked to “%s”."), title);
  CopilToast toast = { .text = text, .button = _("Undo"), .action = "win.unlink-figure" };

  copil_toasts_add (self->toasts, &toast);
}

static CopilFigureLink *
ensure_link (CopilWindow *self)
{
  if (self->link != NULL)
    return self->link;
  self->link = copil_figure_link_new (GTK_WINDOW (self), copil_station_get_desk (self->station));
  g_signal_connect_object (self->link, "linked", G_CALLBACK (linked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->link, "told", G_CALLBACK (copil_window_toast), self,
                           G_CONNECT_SWAPPED);
  return self->link;
}

/* The figure that is shown, drawn as its parameter says. */
static void
link_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);

  if (indicator == NULL || copil_station_get_desk (self->station) == NULL)
    return;
  copil_figure_link_start (ensure_link (self), copil_dashboard_model_get_view (self->model),
                           indicator, g_variant_get_string (parameter, NULL));
}

static void
unlink_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CopilWindow *self = COPIL_WINDOW (widget);

  if (self->link != NULL)
    copil_figure_link_undo (self->link);
}

void
_copil_window_install_link (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.link-figure", "s", link_action);
  gtk_widget_class_install_action (widget_class, "win.unlink-figure", NULL, unlink_action);
}
