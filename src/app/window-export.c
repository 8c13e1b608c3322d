/* window-export.c: the report, from the button to the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include "app/export.h"
#include "widget/file-export.h"

#include <glib/gi18n-lib.h>

/* What is exported is what was looked at when the button was pressed. */
typedef struct
{
  CopilWindow        *window;
  CopilDashboardView *view;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->window);
  g_object_unref (self->view);
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
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  GError *error = NULL;

  if (copil_export_write_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
composed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(GTask) task = G_TASK (data);
  GError *error = NULL;
  g_autoptr(CopilDocument) document = copil_export_compose_finish (result, &error);
  GFile *file = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (document == NULL)
    g_task_return_error (task, error);
  else
    copil_export_write_async (document, file, cancellable, written_cb, g_steal_pointer (&task));
}

static void
write_report (GTask    *task,
              gpointer  data)
{
  Export *self = data;

  copil_export_compose_async (self->window->station, self->view, g_task_get_cancellable (task),
                              composed_cb, task);
}

void
_copil_window_export (CopilWindow *self)
{
  g_autofree char *name = copil_export_get_name (copil_dashboard_model_get_view (self->model));

  g_clear_object (&self->exporting);
  self->exporting = g_cancellable_new ();
  copil_file_export_begin (self->toasts, &(CopilFileExport) {
    .title = _("Export as PDF"),
    .name = name,
    .pattern = "*.pdf",
    .doing = _("Writing the report…"),
    /* translators: %s says why, in words */
    .failure = _("The report was not written: %s"),
    .write = write_report,
    .data = export_new (self),
    .free = export_free,
  }, self->exporting);
}

static void
tell_failure (CopilWindow  *window,
              const GError *error)
{
  g_autofree char *text = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = g_strdup_printf (_("The report was not written: %s"), error->message);
  copil_window_toast (window, text);
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

  copil_export_compose_async (self->station, export->view, self->cancellable, print_composed_cb,
                              export);
}
