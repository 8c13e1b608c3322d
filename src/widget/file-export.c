/* file-export.c: something the window writes as a file: where to, what goes on, what came of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/file-export.h"

#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilToasts         *toasts; /* NULL once the window is gone */
  GCancellable        *cancellable;
  guint                toast;  /* while it is on its way */
  char                *action; /* that gives it up */
  char                *doing;
  char                *failure;
  CopilFileExportFunc  write;
  gpointer             data;
  GDestroyNotify       free;
} Export;

/* Those of the exports that are on their way, each in its turn. */
static GSimpleActionGroup *
get_actions (CopilToasts *toasts)
{
  GSimpleActionGroup *group = g_object_get_data (G_OBJECT (toasts), "file-exports");

  if (group != NULL)
    return group;
  group = g_simple_action_group_new ();
  gtk_widget_insert_action_group (GTK_WIDGET (toasts), "file-export", G_ACTION_GROUP (group));
  g_object_set_data_full (G_OBJECT (toasts), "file-exports", group, g_object_unref);
  return group;
}

static void
end (Export *self)
{
  if (self->toasts == NULL)
    return;
  if (self->action != NULL)
    g_action_map_remove_action (G_ACTION_MAP (get_actions (self->toasts)), self->action);
  copil_toasts_dismiss (self->toasts, self->toast);
}

static void
export_free (Export *self)
{
  end (self);
  g_clear_weak_pointer (&self->toasts);
  if (self->free != NULL)
    self->free (self->data);
  g_object_unref (self->cancellable);
  g_free (self->action);
  g_free (self->doing);
  g_free (self->failure);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
tell_failure (Export       *self,
              const GError *error)
{
  g_autofree char *text = NULL;

  if (self->toasts == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  text = g_strdup_printf (self->failure, error->message);
#pragma GCC diagnostic pop
  copil_toasts_tell (self->toasts, text);
}

void
copil_file_export_tell_written (CopilToasts *toasts,
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

  copil_toasts_add (toasts, &toast);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    tell_failure (self, error);
  else if (self->toasts != NULL)
    copil_file_export_tell_written (self->toasts, G_FILE (source));
}

/* Stays until it is there, or is not wanted any more. */
static void
show_progress (Export *self)
{
  static guint n;
  g_autoptr(GSimpleAction) cancel = NULL;
  g_autofree char *name = NULL;

  if (self->toasts == NULL)
    return;
  self->action = g_strdup_printf ("cancel-%u", ++n);
  name = g_strconcat ("file-export.", self->action, NULL);
  cancel = g_simple_action_new (self->action, NULL);
  g_signal_connect_object (cancel, "activate", G_CALLBACK (g_cancellable_cancel),
                           self->cancellable, G_CONNECT_SWAPPED);
  g_action_map_add_action (G_ACTION_MAP (get_actions (self->toasts)), G_ACTION (cancel));
  self->toast = copil_toasts_add (self->toasts, &(CopilToast) {
    .text = self->doing, .button = _("Cancel"), .action = name, .stays = TRUE });
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(Export) self = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) file = copil_file_picker_finish (result, &error);
  CopilFileExportFunc write = self->write;
  gpointer write_data = self->data;
  GTask *task;

  if (error != NULL)
    tell_failure (self, error);
  if (file == NULL)
    return;
  show_progress (self);
  task = g_task_new (file, self->cancellable, written_cb, self);
  self = NULL; /* the task has it */
  write (task, write_data);
}

void
copil_file_export_begin (CopilToasts           *toasts,
                         const CopilFileExport *what,
                         GCancellable          *cancellable)
{
  Export *self = g_new0 (Export, 1);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (toasts));

  g_set_weak_pointer (&self->toasts, toasts);
  self->cancellable = g_object_ref (cancellable);
  self->doing = g_strdup (what->doing);
  self->failure = g_strdup (what->failure);
  self->write = what->write;
  self->data = what->data;
  self->free = what->free;
  copil_file_picker_save_async (GTK_WINDOW (root), what->title, what->name, what->pattern,
                                cancellable, picked_cb, self);
}
