/* window-export.c: the report, from the button to the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include "app/export.h"
#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

/* What is exported is what was looked at when the button was pressed. */
typedef struct
{
  CopilWindow        *window;
  CopilDashboardView *view;
  GFile              *file;
} Export;

static void
export_free (Export *self)
{
  g_object_unref (self->window);
  g_object_unref (self->view);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static Export *
export_new (CopilWindow *window)
{
  Export *self = g_new0 (Export, 1);

  self->window = g_object_ref (window);
  self->view = g_object_ref (copil_dashboard_model_get_view (window->model));
  return self;
}

static void
tell_failure (CopilWindow  *window,
              const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* translators: %s says why, in words */
  text = g_strdup_printf (_("The report was not written: %s"), error->message);
  copil_window_toast (window, text);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  if (!copil_export_write_finish (result, &error))
    {
      tell_failure (self->window, error);
      return;
    }
  name = g_file_get_basename (self->file);
  text = g_strdup_printf (_("Written: %s"), name);
  toast = adw_toast_new (text);
  adw_toast_set_button_label (toast, _("Open"));
  adw_toast_set_action_name (toast, "app.open");
  adw_toast_set_action_target_value (toast, g_variant_new_take_string (g_file_get_uri (self->file)));
  adw_toast_overlay_add_toast (self->window->toasts, toast);
}

static void
composed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilDocument) document = copil_export_compose_finish (result, &error);
  GFile *file = self->file;
  GCancellable *cancellable = self->window->cancellable;

  if (document == NULL)
    tell_failure (self->window, error);
  else
    copil_export_write_async (document, file, cancellable, written_cb, g_steal_pointer (&self));
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  CopilWindow *window = self->window;

  self->file = copil_file_picker_finish (result, &error);
  if (error != NULL)
    tell_failure (window, error);
  if (self->file == NULL)
    return;
  copil_window_toast (window, _("Writing the report…"));
  copil_export_compose_async (window->station, self->view, window->cancellable, composed_cb,
                              g_steal_pointer (&self));
}

void
_copil_window_export (CopilWindow *self)
{
  g_autofree char *name = copil_export_get_name (copil_dashboard_model_get_view (self->model));

  copil_file_picker_save_async (GTK_WINDOW (self), _("Export as PDF"), name, "*.pdf",
                                self->cancellable, picked_cb, export_new (self));
}

static void
print_composed_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilDocument) document = copil_export_compose_finish (result, &error);

  if (document == NULL)
    tell_failure (self->window, error);
  else
    copil_export_print (document, GTK_WINDOW (self->window));
}

void
_copil_window_print (CopilWindow *self)
{
  copil_export_compose_async (self->station, copil_dashboard_model_get_view (self->model),
                              self->cancellable, print_composed_cb, export_new (self));
}
