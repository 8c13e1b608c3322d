/* chart-save.c: one chart, out of the window
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/chart-save.h"

#include "exchange/write-file.h"
#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

/* Points: wide enough for a slide; a picture has twice as many pixels. */
#define WIDTH 720
#define RESOLUTION 2

typedef struct
{
  GtkWidget *widget;
  GBytes    *bytes;
  GFile     *file;
} Save;

static void
save_free (Save *self)
{
  g_object_unref (self->widget);
  g_bytes_unref (self->bytes);
  g_clear_object (&self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Save, save_free)

static void
tell_failure (GtkWidget    *widget,
              const GError *error)
{
  g_autofree char *text = NULL;

  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* translators: %s says why, in words */
  text = g_strdup_printf (_("The chart was not written: %s"), error->message);
  gtk_widget_activate_action (widget, "win.notify", "s", text);
}

static GBytes *
draw (CopilChart  *chart,
      const char  *format,
      const char  *source,
      gboolean     fictitious,
      GError     **error)
{
  g_autofree char *name = g_strconcat (".", format, NULL);
  CopilExport options = {
    .theme = g_str_equal (format, "pdf") ? COPIL_THEME_PRINT : COPIL_THEME_LIGHT,
    .width = WIDTH,
    .resolution = RESOLUTION,
    .source = source,
    .fictitious = fictitious,
  };
  CopilExportFormat kind;

  if (!copil_export_format_from_name (name, &kind))
    g_return_val_if_reached (NULL);
  return copil_chart_export (chart, kind, &options, error);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Save) self = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *uri = g_file_get_uri (self->file);

  if (copil_write_file_finish (result, &error))
    gtk_widget_activate_action (self->widget, "win.written", "s", uri);
  else
    tell_failure (self->widget, error);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Save) self = data;
  g_autoptr(GError) error = NULL;
  Save *save = self;

  self->file = copil_file_picker_finish (result, &error);
  if (self->file == NULL)
    tell_failure (self->widget, error);
  else
    copil_write_file_async (save->file, save->bytes, NULL, written_cb, g_steal_pointer (&self));
}

void
copil_chart_save (GtkWidget  *widget,
                  CopilChart *chart,
                  const char *format,
                  const char *source,
                  gboolean    fictitious)
{
  g_autoptr(GError) error = NULL;
  GBytes *bytes;
  g_autofree char *name = NULL;
  g_autofree char *pattern = NULL;
  Save *save;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (COPIL_IS_CHART (chart));

  bytes = draw (chart, format, source, fictitious, &error);
  if (bytes == NULL)
    {
      tell_failure (widget, error);
      return;
    }
  name = g_strdup_printf ("%s.%s", copil_chart_get_title (chart), format);
  pattern = g_strconcat ("*.", format, NULL);
  save = g_new0 (Save, 1);
  save->widget = g_object_ref (widget);
  save->bytes = bytes;
  copil_file_picker_save_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Save the chart"),
                                g_strdelimit (name, "/", '-'), pattern, NULL, picked_cb, save);
}

void
copil_chart_copy (GtkWidget  *widget,
                  CopilChart *chart,
                  const char *source,
                  gboolean    fictitious)
{
  static const struct
  {
    const char *format, *type;
  } kinds[] = { { "png", "image/png" }, { "svg", "image/svg+xml" } };
  GdkContentProvider *providers[G_N_ELEMENTS (kinds)];
  g_autoptr(GdkContentProvider) all = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (COPIL_IS_CHART (chart));

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) bytes = draw (chart, kinds[i].format, source, fictitious, &error);

      if (bytes == NULL)
        {
          while (i > 0)
            g_object_unref (providers[--i]);
          tell_failure (widget, error);
          return;
        }
      providers[i] = gdk_content_provider_new_for_bytes (kinds[i].type, bytes);
    }
  all = gdk_content_provider_new_union (providers, G_N_ELEMENTS (kinds));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), all);
  gtk_widget_activate_action (widget, "win.notify", "s", _("The picture is on the clipboard."));
}
