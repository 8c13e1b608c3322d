/* document-dialog.c: the documents of an item: read by who may, joined by who prepares
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/document-dialog.h"

#include "committee-page/committee-pane.h"
#include "committee-page/document-view.h"
#include "committee-page/form-dialog.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "committee/joinable.h"
#include "core/format.h"
#include "widget/file-picker.h"

#include <glib/gi18n-lib.h>

#define WIDTH 620
#define HEIGHT 420
#define KIBIBYTE 1024
/* Milliseconds between two moves of the bar: there is no telling how far the sending is. */
#define PULSE 150

struct _CopilDocumentDialog
{
  AdwWindow            parent_instance;
  CopilSittingContext *context;
  CopilSittingStore   *store;
  CopilRecord         *item;
  GListModel          *documents; /* CopilRecord, of the item */
  GtkWidget           *add;
  GtkWidget           *problem;
  GtkWidget           *under_way;
  GtkLabel            *step;
  GtkProgressBar      *bar;
  GQueue              *files;    /* GFile: the first is under way */
  CopilJoinable       *joinable; /* that is titled or sent */
  GCancellable        *joining;  /* NULL: none is */
  char                *title;
  guint                pulse;
  gboolean             closed;
};

G_DEFINE_FINAL_TYPE (CopilDocumentDialog, copil_document_dialog, ADW_TYPE_WINDOW)

static void begin (CopilDocumentDialog *self);

/* -- The list --------------------------------------------------------------------------------- */

static gboolean
is_of_item (CopilRecord *document,
            gpointer     data)
{
  return g_str_equal (copil_record_get_word (document, "item_id"),
                      copil_record_get_id (COPIL_DOCUMENT_DIALOG (data)->item));
}

/* (transfer full): "340 Kio", "2,4 Mio" */
static char *
describe_size (gint64 size)
{
  double kibibytes = (double) size / KIBIBYTE;
  g_autofree char *number = NULL;

  if (kibibytes < KIBIBYTE)
    {
      number = copil_format_number (MAX (kibibytes, 1), 0);
      return g_strdup_printf (_("%s KiB"), number);
    }
  number = copil_format_number (kibibytes / KIBIBYTE, 1);
  return g_strdup_printf (_("%s MiB"), number);
}

static GMenuModel *
create_menu (const char *id)
{
  static const struct
  {
    const char *title;
    const char *action;
  } choices[] = {
    { N_("Move up"), "document.up" },
    { N_("Move down"), "document.down" },
    { N_("Take off"), "document.remove" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(choices[i].title), NULL);

      g_menu_item_set_action_and_target (item, choices[i].action, "s", id);
      g_menu_append_item (menu, item);
    }
  return G_MENU_MODEL (menu);
}

static void
add_menu (CopilRecordRow *row,
          CopilRecord    *document)
{
  g_autoptr(GMenuModel) menu = create_menu (copil_record_get_id (document));
  GtkWidget *button = gtk_menu_button_new ();
  g_autofree char *name =
    g_strdup_printf (_("What to do with “%s”"), copil_record_get_word (document, "name"));

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "copil-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), menu);
  gtk_widget_add_css_class (button, "flat");
  copil_record_row_add_control (row, button, name);
  g_object_set_data (G_OBJECT (row), "menu", button);
}

static void
fill_document (CopilRecordRow *row,
               CopilRecord    *document,
               gpointer        data)
{
  CopilDocumentDialog *self = data;
  g_autofree char *pages =
    copil_format_count (copil_record_get_int (document, "pages"), _("page"), _("pages"));
  g_autofree char *size = describe_size (copil_record_get_int (document, "size"));
  g_autofree char *text = copil_record_has (document, "size")
                            ? g_strdup_printf ("%s · %s", pages, size) : g_strdup (pages);

  copil_record_row_set_text (row, copil_record_get_word (document, "name"), text);
  copil_record_row_set_action (row, _("Open"), "document.open", copil_record_get_id (document));
  if (self->context->editable && g_object_get_data (G_OBJECT (row), "menu") == NULL)
    add_menu (row, document);
}

/* -- What is done to one that is joined -------------------------------------------------------- */

static CopilRecord *
find_document (CopilDocumentDialog *self,
               GVariant            *id)
{
  return copil_sitting_store_find (self->store, "item_document", g_variant_get_string (id, NULL));
}

static void
open_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilDocumentDialog *self = COPIL_DOCUMENT_DIALOG (widget);
  CopilRecord *document = find_document (self, parameter);

  if (document != NULL)
    copil_document_view (self->context->page, self->store,
                         copil_record_get_word (document, "name"),
                         copil_record_get_word (document, "sha256"));
}

static void
submit (CopilDocumentDialog *self,
        CopilRecord         *document,
        const char          *function,
        JsonObject          *parameters)
{
  json_object_set_string_member (parameters, "item_document", copil_record_get_id (document));
  copil_sitting_context_submit (self->context, function, parameters,
                                copil_record_get_word (document, "name"));
}

/* From 1; 0: it is not there. */
static int
place_of (CopilDocumentDialog *self,
          CopilRecord         *document)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->documents); i++)
    {
      g_autoptr(CopilRecord) each = g_list_model_get_item (self->documents, i);

      if (each == document)
        return (int) i + 1;
    }
  return 0;
}

static void
move_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilDocumentDialog *self = COPIL_DOCUMENT_DIALOG (widget);
  CopilRecord *document = find_document (self, parameter);
  int place = document != NULL ? place_of (self, document) : 0;
  int wanted = place + (g_str_equal (name, "document.up") ? -1 : 1);
  g_autoptr(JsonObject) parameters = json_object_new ();

  if (place == 0 || wanted < 1 || wanted > (int) g_list_model_get_n_items (self->documents))
    return;
  json_object_set_int_member (parameters, "rank", wanted);
  submit (self, document, "item_document_move", parameters);
}

static void
remove_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  CopilDocumentDialog *self = COPIL_DOCUMENT_DIALOG (widget);
  CopilRecord *document = find_document (self, parameter);
  g_autoptr(JsonObject) parameters = json_object_new ();

  if (document != NULL && !copil_record_is_gone (document))
    submit (self, document, "item_document_remove", parameters);
}

/* -- Joining ---------------------------------------------------------------------------------- */

static gboolean
pulse_cb (gpointer data)
{
  gtk_progress_bar_pulse (COPIL_DOCUMENT_DIALOG (data)->bar);
  return G_SOURCE_CONTINUE;
}

/* @step: (nullable): NULL: nothing is under way */
static void
show_step (CopilDocumentDialog *self,
           const char          *step)
{
  gtk_widget_set_visible (self->under_way, step != NULL);
  gtk_label_set_label (self->step, step != NULL ? step : "");
  g_clear_handle_id (&self->pulse, g_source_remove);
  if (step != NULL)
    self->pulse = g_timeout_add (PULSE, pulse_cb, self);
}

/* The first file is done with, well or not: @error, (nullable), says why not. */
static void
finish (CopilDocumentDialog *self,
        const GError        *error)
{
  GFile *file;
  g_autofree char *base = NULL, *problem = NULL;

  if (self->closed)
    return;
  file = g_queue_pop_head (self->files);
  base = g_file_get_basename (file);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    /* translators: the name of a file, then what is wrong with it */
    problem = g_strdup_printf (_("“%s” was not joined. %s"), base, error->message);
  copil_sentence_set (self->problem, problem);
  show_step (self, NULL);
  g_clear_object (&self->joining);
  g_clear_pointer (&self->joinable, copil_joinable_free);
  g_clear_pointer (&self->title, g_free);
  g_object_unref (file);
  if (!g_queue_is_empty (self->files))
    begin (self);
}

static void
put_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(CopilDocumentDialog) self = data;
  g_autoptr(JsonObject) parameters = json_object_new ();
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *label = NULL;
  g_autoptr(GError) error = NULL;

  if (copil_joinable_put_finish (result, &error) && !self->closed)
    {
      /* translators: %s is the title of a document */
      label = g_strdup_printf (_("Join “%s”"), self->title);
      json_object_set_string_member (parameters, "id", id);
      json_object_set_string_member (parameters, "item", copil_record_get_id (self->item));
      json_object_set_string_member (parameters, "sha256", self->joinable->sha256);
      json_object_set_string_member (parameters, "name", self->title);
      json_object_set_int_member (parameters, "pages", self->joinable->n_pages);
      copil_sitting_context_submit (self->context, "item_document_add", parameters, label);
    }
  finish (self, error);
}

static void
titled_cb (CopilDocumentDialog *self,
           JsonObject          *values)
{
  g_autofree char *size = describe_size ((gint64) self->joinable->size);
  g_autofree char *step = NULL;

  self->title = g_strdup (json_object_get_string_member (values, "name"));
  /* translators: the title of a document, then its size */
  step = g_strdup_printf (_("Sending “%s” (%s)…"), self->title, size);
  show_step (self, step);
  copil_joinable_put_async (self->joinable, self->context->committee->connection, self->joining,
                            put_cb, g_object_ref (self));
}

/* It closes after "accepted" as well: without a title it was given up. */
static void
form_closed_cb (CopilDocumentDialog *self)
{
  g_autoptr(GError) error = NULL;

  if (self->title != NULL || self->joining == NULL || self->closed)
    return;
  g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  finish (self, error);
}

static void
ask_title (CopilDocumentDialog *self)
{
  g_autofree char *pages =
    copil_format_count (self->joinable->n_pages, _("page"), _("pages"));
  g_autofree char *size = describe_size ((gint64) self->joinable->size);
  g_autofree char *text = g_strdup_printf ("%s · %s", pages, size);
  CopilFormDialog *form =
    copil_form_dialog_new (GTK_WINDOW (self), _("Join a document"), text, _("Join"));
  g_autoptr(JsonObject) values = json_object_new ();

  copil_form_dialog_add (form, &(CopilField) { COPIL_FIELD_WORDS, "name", _("Title"), NULL, TRUE,
                                               0, 0 });
  json_object_set_string_member (values, "name", self->joinable->name);
  copil_form_dialog_fill (form, values);
  g_signal_connect_object (form, "accepted", G_CALLBACK (titled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "unrealize", G_CALLBACK (form_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (form));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(CopilDocumentDialog) self = data;
  g_autoptr(GError) error = NULL;

  self->joinable = copil_joinable_read_finish (result, &error);
  if (self->joinable == NULL)
    {
      finish (self, error);
      return;
    }
  show_step (self, NULL);
  ask_title (self);
}

static void
begin (CopilDocumentDialog *self)
{
  GFile *file = g_queue_peek_head (self->files);
  g_autofree char *base = g_file_get_basename (file);
  /* translators: %s is the name of a file */
  g_autofree char *step = g_strdup_printf (_("Checking “%s”…"), base);

  self->joining = g_cancellable_new ();
  show_step (self, step);
  copil_joinable_read_async (file, self->joining, read_cb, g_object_ref (self));
}

void
copil_document_dialog_join (CopilDocumentDialog *self,
                            GFile               *file)
{
  g_return_if_fail (COPIL_IS_DOCUMENT_DIALOG (self));

  if (self->closed || !self->context->editable)
    return;
  copil_sentence_set (self->problem, NULL);
  g_queue_push_tail (self->files, g_object_ref (file));
  if (self->joining == NULL)
    begin (self);
}

static void
picked_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr(CopilDocumentDialog) self = data;
  g_autoptr(GFile) file = copil_file_picker_finish (result, NULL);

  if (file != NULL)
    copil_document_dialog_join (self, file);
}

static void
add_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  static const char * const patterns[] = { "*.pdf", "*.PDF", NULL };

  copil_file_picker_open_async (GTK_WINDOW (widget), _("Join a document"), "PDF", patterns, NULL,
                                picked_cb, g_object_ref (widget));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  g_cancellable_cancel (COPIL_DOCUMENT_DIALOG (widget)->joining);
}

static gboolean
drop_cb (CopilDocumentDialog *self,
         const GValue        *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *each = files; each != NULL; each = each->next)
    copil_document_dialog_join (self, each->data);
  return self->context->editable;
}

/* -- The dialog ------------------------------------------------------------------------------- */

static void
copil_document_dialog_dispose (GObject *object)
{
  CopilDocumentDialog *self = COPIL_DOCUMENT_DIALOG (object);

  self->closed = TRUE;
  g_clear_handle_id (&self->pulse, g_source_remove);
  g_cancellable_cancel (self->joining);
  G_OBJECT_CLASS (copil_document_dialog_parent_class)->dispose (object);
}

static void
copil_document_dialog_finalize (GObject *object)
{
  CopilDocumentDialog *self = COPIL_DOCUMENT_DIALOG (object);

  g_queue_free_full (self->files, g_object_unref);
  g_clear_pointer (&self->joinable, copil_joinable_free);
  g_clear_object (&self->joining);
  g_clear_object (&self->documents);
  g_clear_object (&self->item);
  g_clear_object (&self->store);
  g_free (self->title);
  G_OBJECT_CLASS (copil_document_dialog_parent_class)->finalize (object);
}

static void
copil_document_dialog_class_init (CopilDocumentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_document_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = copil_document_dialog_finalize;
  gtk_widget_class_install_action (widget_class, "document.open", "s", open_action);
  gtk_widget_class_install_action (widget_class, "document.up", "s", move_action);
  gtk_widget_class_install_action (widget_class, "document.down", "s", move_action);
  gtk_widget_class_install_action (widget_class, "document.remove", "s", remove_action);
  gtk_widget_class_install_action (widget_class, "document.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "document.cancel", NULL, cancel_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
copil_document_dialog_init (CopilDocumentDialog *self)
{
  self->files = g_queue_new ();
}

static GtkWidget *
create_under_way (CopilDocumentDialog *self)
{
  GtkWidget *cancel = gtk_button_new_with_label (_("Cancel"));
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->under_way = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->step = GTK_LABEL (copil_sentence_new (NULL, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->step), TRUE);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->step));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->bar));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cancel), "document.cancel");
  gtk_widget_set_valign (cancel, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->under_way), texts);
  gtk_box_append (GTK_BOX (self->under_way), cancel);
  gtk_widget_set_visible (self->under_way, FALSE);
  return self->under_way;
}

static GtkWidget *
create_body (CopilDocumentDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *title = copil_sentence_new (copil_record_get_word (self->item, "title"),
                                         "card-title");

  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_bottom (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), copil_record_list_box_new (
    g_object_ref (self->documents), _("Documents"), _("No document is joined."), fill_document,
    self));
  self->problem = copil_sentence_new (NULL, "tone-unfavourable");
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), create_under_way (self));
  self->add = gtk_button_new_with_label (_("Join a PDF…"));
  gtk_widget_set_halign (self->add, GTK_ALIGN_START);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add), "document.add");
  gtk_box_append (GTK_BOX (box), self->add);
  gtk_box_append (GTK_BOX (box), copil_sentence_new (
    self->context->editable ? _("PDF files of at most 10 MiB, 100 MiB for the whole sitting; they "
                                "can be dropped here.") : NULL, "note"));
  gtk_widget_set_visible (self->add, self->context->editable);
  return box;
}

static void
build (CopilDocumentDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), create_body (self));
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), scroller);
  adw_window_set_content (ADW_WINDOW (self), box);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

CopilDocumentDialog *
copil_document_dialog_open (CopilSittingContext *context,
                            CopilRecord         *item)
{
  GtkRoot *root = gtk_widget_get_root (context->page);
  CopilDocumentDialog *self = g_object_new (
    COPIL_TYPE_DOCUMENT_DIALOG, "transient-for", root, "modal", TRUE, "destroy-with-parent", TRUE,
    "title", _("Documents"), "default-width", WIDTH, "default-height", HEIGHT, NULL);

  self->context = context;
  self->store = g_object_ref (context->store);
  self->item = g_object_ref (item);
  self->documents = copil_records_filter (
    copil_sitting_store_get_list (self->store, "item_document"), is_of_item, NULL, self);
  build (self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
