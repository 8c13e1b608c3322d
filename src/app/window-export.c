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
  GCancellable       *cancellable;
  guint               toast; /* while it is on its way */
} Export;

static void
export_free (Export *self)
{
  if (self->window->toasts != NULL)
    copil_toasts_dismiss (self->window->toasts, self->toast);
  g_object_unref (self->window);
  g_object_unref (self->view);
  g_object_unref (self->cancellable);
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
  self->cancellable = g_cancellable_new ();
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

void
_copil_window_tell_written (CopilWindow *self,
                            GFile       *file)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *text = g_strdup_printf (_("Written: %s"), name);
  CopilToast toast = {
    .text = text,
    .button = _("Open"),
    .action = "app.open",
    .target = g_variant_new_take_string (g_file_get_uri (file)),
  };

  copil_toasts_add (self->toasts, &toast);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;

  if (copil_export_write_finish (result, &error))
    _copil_window_tell_written (self->window, self->file);
  else
    tell_failure (self->window, error);
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
  GCancellable *cancellable = self->cancellable;

  if (document == NULL)
    tell_failure (self->window, error);
  else
    copil_export_write_async (document, file, cancellable, written_cb, g_steal_pointer (&self));
}

/* Stays until the report is there, or is not wanted any more. */
static void
show_progress (Export *self)
{
  CopilToast toast = {
    .text = _("Writing the report…"),
    .button = _("Cancel"),
    .action = "win.cancel-export",
    .stays = TRUE,
  };

  self->toast = copil_toasts_add (self->window->toasts, &toast);
  g_set_object (&self->window->exporting, self->cancellable);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  CopilWindow *window = self->window;
  CopilDashboardView *view;
  GCancellable *cancellable;

  self->file = copil_file_picker_finish (result, &error);
  if (error != NULL)
    tell_failure (window, error);
  if (self->file == NULL)
    return;
  show_progress (self);
  view = self->view;
  cancellable = self->cancellable;
  copil_export_compose_async (window->station, view, cancellable, composed_cb,
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
  Export *export = export_new (self);

  copil_export_compose_async (self->station, export->view, export->cancellable, print_composed_cb,
                              export);
}
