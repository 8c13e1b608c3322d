/* minutes-shelf.c: final minutes archived, exported, and back from the signature
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"
#include "committee-page/section.h"
#include "committee/minutes-kept.h"
#include "committee/signed-copy.h"
#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilLive *live;
  GtkWidget *section;
  GtkWidget *archive;
  GtkWidget *zip;
  GtkWidget *folder;
  GtkWidget *signed_copy;
  GtkWidget *facts;
  GtkWidget *told;
  GCancellable *cancellable;
} Shelf;

static void
shelf_free (gpointer data)
{
  Shelf *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->live);
  g_free (self);
}

static Shelf *
shelf_of (gpointer section)
{
  return g_object_get_data (G_OBJECT (section), "shelf");
}

static const char *
sitting_of (Shelf *self)
{
  return copil_sitting_store_get_id (copil_live_get_store (self->live));
}

/* What came of it, in a sentence; a step that was given up says nothing. */
static void
tell (Shelf *self, const GError *error)
{
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    copil_sentence_set (self->told, error->message);
}

/* -- Archiving -------------------------------------------------------------------------------- */

/* (transfer full): hexadecimal */
static char *
put (Shelf *self, GBytes *bytes, const char *media, const char *label)
{
  char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *content =
      g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  copil_live_submit (self->live, label, "document_put", "sha256", 's', sum, "media", 's', media,
                     "content", 's', content, NULL);
  return sum;
}

typedef struct
{
  char *text;
  gboolean fictitious;
  GBytes *json;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_free (self->text);
  g_clear_pointer (&self->json, g_bytes_unref);
  g_free (self);
}

static void
make_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  GBytes *pdf = NULL;

  making->json = copil_minutes_archive_json (making->text, &error);
  if (making->json != NULL)
    pdf = copil_minutes_archive_pdf (making->text, making->fictitious, &error);
  if (pdf != NULL)
    g_task_return_pointer (task, pdf, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = g_task_propagate_pointer (G_TASK (result), &error);
  g_autofree char *pdf_sum = NULL, *json_sum = NULL;
  Shelf *self = shelf_of (source);

  if (pdf == NULL)
    {
      tell (self, error);
      return;
    }
  pdf_sum = put (self, pdf, "application/pdf", _ ("PDF of the minutes"));
  json_sum = put (self, making->json, "application/json", _ ("Data of the minutes"));
  copil_live_submit (self->live, _ ("Archive the minutes"), "minutes_archive", "sitting", 's',
                     sitting_of (self), "pdf", 's', pdf_sum, "archive", 's', json_sum, NULL);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) section = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilResult) rows =
      copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GTask) task = NULL;
  Making *making;

  if (rows == NULL || copil_result_is_null (rows, 0, 0))
    {
      tell (shelf_of (section), error);
      return;
    }
  making = g_new0 (Making, 1);
  making->text = g_strdup (copil_result_get_text (rows, 0, 0));
  making->fictitious = copil_live_is_fictitious (shelf_of (section)->live);
  task = g_task_new (section, shelf_of (section)->cancellable, made_cb, NULL);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_thread);
}

static void
archive_cb (Shelf *self)
{
  CopilConnection *connection = copil_live_get_connection (self->live);
  g_autoptr (CopilStatement) statement = copil_statement_new ("SELECT copil.minutes_document ($1)");

  if (connection == NULL)
    return;
  copil_statement_add_text (statement, sitting_of (self));
  copil_connection_query_async (connection, statement, self->cancellable, read_cb,
                                g_object_ref (self->section));
}

/* -- Exporting -------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *section;
  GFile *file;
  gboolean folder;
  GPtrArray *archive;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->section);
  g_object_unref (self->file);
  g_clear_pointer (&self->archive, g_ptr_array_unref);
  g_free (self);
}

static void
write_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Export *export = data;
  GError *error = NULL;

  if (copil_minutes_kept_write (export->archive, export->file, export->folder, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_file_get_basename (export->file);
  g_autofree char *said = g_strdup_printf (_ ("Written: %s"), name);
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    copil_sentence_set (shelf_of (source)->told, said);
  else
    tell (shelf_of (source), error);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *export = data;
  Shelf *self = shelf_of (export->section);
  g_autoptr (GTask) task = g_task_new (export->section, self->cancellable, written_cb, NULL);
  g_autoptr (GError) error = NULL;

  g_task_set_task_data (task, export, export_free);
  export->archive = copil_minutes_kept_read_finish (result, &error);
  if (export->archive != NULL)
    g_task_run_in_thread (task, write_thread);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
copil_minutes_shelf_export (GtkWidget *section, GFile *file, gboolean folder)
{
  Shelf *self = shelf_of (section);
  Export *export = g_new0 (Export, 1);

  export->section = g_object_ref (section);
  export->file = g_object_ref (file);
  export->folder = folder;
  copil_minutes_kept_read_async (copil_live_get_store (self->live), self->cancellable, kept_cb,
                                 export);
}

static void
zip_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) section = data;
  g_autoptr (GFile) file = copil_file_picker_finish (result, NULL);

  if (file != NULL)
    copil_minutes_shelf_export (section, file, FALSE);
}

static void
folder_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) section = data;
  g_autoptr (GFile) file = copil_file_picker_finish (result, NULL);

  if (file != NULL)
    copil_minutes_shelf_export (section, file, TRUE);
}

static GtkWindow *
window_of (Shelf *self)
{
  return GTK_WINDOW (gtk_widget_get_root (self->section));
}

static void
ask_zip_cb (Shelf *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self->live);
  g_autofree char *day = copil_instant_to_day (copil_record_get_time (sitting, "starts_at"));
  g_autofree char *name = g_strdup_printf (_ ("%s Archive of the minutes.zip"), day);

  copil_file_picker_save_async (window_of (self), _ ("Export the archive"), name, "*.zip",
                                self->cancellable, zip_cb, g_object_ref (self->section));
}

static void
ask_folder_cb (Shelf *self)
{
  copil_file_picker_folder_async (window_of (self), _ ("Export the archive to a folder"),
                                  self->cancellable, folder_cb, g_object_ref (self->section));
}

/* -- The signed copy -------------------------------------------------------------------------- */

static void
keep_signed (Shelf *self, GBytes *pdf, const char *checked, const char *person)
{
  g_autofree char *sum = put (self, pdf, "application/pdf", _ ("Signed copy of the minutes"));

  copil_live_submit (self->live, _ ("Signed copy of the minutes"), "minutes_signed", "sitting", 's',
                     sitting_of (self), "sha256", 's', sum, "checked", 's', checked, "person", 's',
                     person, NULL);
}

static void
confirmed_cb (CopilFormDialog *dialog, JsonObject *values, GtkWidget *section)
{
  keep_signed (shelf_of (section), g_object_get_data (G_OBJECT (dialog), "pdf"), "person",
               json_object_get_string_member (values, "person"));
}

/* A machine cannot tell: somebody does, with their name. */
static void
ask_person (Shelf *self, GBytes *pdf, CopilCopyCheck check)
{
  CopilFormDialog *dialog =
      copil_form_dialog_new (window_of (self), _ ("Is this the signed copy?"),
                             copil_signed_copy_describe (check), _ ("Keep this copy"));

  copil_form_dialog_add (dialog,
                         &(CopilField) { COPIL_FIELD_WORDS, "person", _ ("Compared by"),
                                         _ ("Name of who compared it with the approved minutes; it "
                                            "goes into the log."),
                                         TRUE, 0, 0 });
  g_object_set_data_full (G_OBJECT (dialog), "pdf", g_bytes_ref (pdf),
                          (GDestroyNotify) g_bytes_unref);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (confirmed_cb), self->section, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
take_signed (Shelf *self, GBytes *pdf)
{
  CopilRecord *minutes = copil_minutes_of (self->live);
  const char *hash = copil_record_get_word (minutes, "content_hash");
  g_autoptr (GError) error = NULL;
  CopilCopyCheck check;

  if (!copil_signed_copy_check (pdf, g_str_has_prefix (hash, "\\x") ? hash + 2 : hash, &check,
                                &error))
    tell (self, error);
  else if (check == COPIL_COPY_SAME)
    keep_signed (self, pdf, "hash", NULL);
  else
    ask_person (self, pdf, check);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) section = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);

  if (pdf != NULL)
    take_signed (shelf_of (section), pdf);
  else
    tell (shelf_of (section), error);
}

void
copil_minutes_shelf_take_signed (GtkWidget *section, GFile *file)
{
  g_file_load_bytes_async (file, shelf_of (section)->cancellable, loaded_cb,
                           g_object_ref (section));
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) section = data;
  g_autoptr (GFile) file = copil_file_picker_finish (result, NULL);

  if (file != NULL)
    copil_minutes_shelf_take_signed (section, file);
}

static void
signed_cb (Shelf *self)
{
  copil_file_picker_open_async (window_of (self), _ ("The signed copy that came back"),
                                _ ("PDF documents"), (const char *const[]) { "*.pdf", NULL },
                                self->cancellable, opened_cb, g_object_ref (self->section));
}

/* -- What is shown ---------------------------------------------------------------------------- */

/* (transfer full): the sums, which any tool computes. */
static char *
describe (CopilRecord *minutes)
{
  const char *json = copil_record_get_string (minutes, "archive");
  const char *copy = copil_record_get_string (minutes, "signed_pdf");
  g_autofree char *sum = NULL;

  if (json == NULL)
    return g_strdup (_ ("The PDF and its data are kept with their sums; they no longer change."));
  sum = g_strdup_printf (_ ("SHA-256 of the data: %s"),
                         g_str_has_prefix (json, "\\x") ? json + 2 : json);
  return g_strdup_printf ("%s\n%s", sum,
                          copy != NULL ? _ ("The signed copy came back.")
                                       : _ ("The signed copy has not come back yet."));
}

static void
changed_cb (GtkWidget *section)
{
  Shelf *self = shelf_of (section);
  CopilRecord *minutes = copil_minutes_of (self->live);
  gboolean final = g_str_equal (copil_minutes_get_state (self->live), "final");
  gboolean kept = final && copil_record_has (minutes, "archive");
  gboolean may = copil_live_get_operates (self->live);
  g_autofree char *facts = final ? describe (minutes) : NULL;

  gtk_widget_set_visible (section, final);
  gtk_widget_set_visible (self->archive, final && !kept && may);
  gtk_widget_set_visible (self->zip, kept);
  gtk_widget_set_visible (self->folder, kept);
  gtk_widget_set_visible (self->signed_copy,
                          kept && may && !copil_record_has (minutes, "signed_pdf"));
  copil_sentence_set (self->facts, facts);
  copil_section_set_state (
      COPIL_SECTION (section), kept ? "copil-check-symbolic" : "copil-clock-symbolic",
      kept ? _ ("Archived") : _ ("To be archived"), kept ? "tone-favourable" : "tone-watch");
}

GtkWidget *
copil_minutes_shelf_new (CopilLive *live)
{
  GtkWidget *widget = copil_section_new (_ ("Archive"), TRUE);
  CopilSection *section = COPIL_SECTION (widget);
  Shelf *self = g_new0 (Shelf, 1);

  self->live = g_object_ref (live);
  self->section = widget;
  self->cancellable = g_cancellable_new ();
  self->archive =
      copil_live_button_new (_ ("Archive it"), "suggested-action", G_CALLBACK (archive_cb), self);
  self->zip = copil_live_button_new (_ ("Export as ZIP…"), NULL, G_CALLBACK (ask_zip_cb), self);
  self->folder =
      copil_live_button_new (_ ("Export to a folder…"), NULL, G_CALLBACK (ask_folder_cb), self);
  self->signed_copy =
      copil_live_button_new (_ ("Signed copy…"), NULL, G_CALLBACK (signed_cb), self);
  copil_section_append (section, self->archive);
  copil_section_append (section, self->zip);
  copil_section_append (section, self->folder);
  copil_section_append (section, self->signed_copy);
  self->facts = copil_section_add_sentence (section, "note");
  self->told = copil_section_add_sentence (section, NULL);
  gtk_label_set_selectable (GTK_LABEL (self->facts), TRUE);
  g_object_set_data_full (G_OBJECT (widget), "shelf", self, shelf_free);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), widget, G_CONNECT_SWAPPED);
  changed_cb (widget);
  return widget;
}
