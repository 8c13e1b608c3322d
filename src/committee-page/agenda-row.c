/* agenda-row.c: a point of the agenda, as it is prepared
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-row.h"

#include "committee-page/agenda-figures.h"
#include "committee-page/document-dialog.h"
#include "committee-page/words.h"
#include "committee/advice.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/icon.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Pixels a level of the tree. */
#define INDENT 16

struct _CopilAgendaRow
{
  GtkListBoxRow        parent_instance;
  CopilSittingContext *context;
  CopilRecord         *item;
  GtkWidget           *handle;
  GtkLabel            *hour;
  GtkLabel            *number;
  GtkWidget           *texts;
  GtkLabel            *title;
  GtkWidget           *figures;
  GtkWidget           *marks;
  GtkLabel            *advices;
  GtkWidget           *nature;
  GtkWidget           *nature_icon;
  GtkLabel            *nature_word;
  GtkLabel            *presenter;
  GtkLabel            *length;
  GtkWidget           *menu;
  const char          *tone;
};

G_DEFINE_FINAL_TYPE (CopilAgendaRow, copil_agenda_row, GTK_TYPE_LIST_BOX_ROW)

CopilRecord *
copil_agenda_row_get_item (CopilAgendaRow *self)
{
  g_return_val_if_fail (COPIL_IS_AGENDA_ROW (self), NULL);
  return self->item;
}

/* -- What it says ----------------------------------------------------------------------------- */

static void
set_class (GtkWidget  *widget,
           const char *style,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

static void
add_mark (CopilAgendaRow *self,
          const char     *icon,
          const char     *text,
          const char     *style)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "note");
  if (style != NULL)
    gtk_widget_add_css_class (box, style);
  gtk_box_append (GTK_BOX (box), copil_icon_new (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (self->marks), box);
}

/* Whoever reads the item reads its documents. */
static void
add_documents (CopilAgendaRow *self,
               guint           n)
{
  g_autofree char *documents = copil_format_count (n, _("document"), _("documents"));
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *label = gtk_label_new (documents);

  gtk_widget_add_css_class (label, "note");
  gtk_box_append (GTK_BOX (box), copil_icon_new ("copil-document-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "mark");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    copil_record_get_id (self->item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "agenda.documents");
  gtk_box_append (GTK_BOX (self->marks), button);
}

static guint
count_documents (CopilAgendaRow *self)
{
  GListModel *documents = copil_sitting_store_get_list (self->context->store, "item_document");
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (documents); i++)
    {
      g_autoptr(CopilRecord) document = g_list_model_get_item (documents, i);

      n += g_str_equal (copil_record_get_word (document, "item_id"),
                        copil_record_get_id (self->item));
    }
  return n;
}

/* (transfer full): "1 favourable, 2 awaited", by how they stand. */
static char *
count_advices (GPtrArray *advices)
{
  guint counts[COPIL_ADVICE_WITHDRAWN + 1] = { 0 };
  const char *words[COPIL_ADVICE_WITHDRAWN + 1] = { NULL };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < advices->len; i++)
    {
      CopilAdviceStanding standing =
        copil_advice_get_standing (advices->pdata[i], g_get_real_time ());

      counts[standing]++;
      words[standing] = copil_words_advice (advices->pdata[i]).word;
    }
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] > 0)
      {
        g_autofree char *word = g_utf8_strdown (words[i], -1);

        g_string_append_printf (text, "%s%u %s", text->len > 0 ? ", " : "", counts[i], word);
      }
  return g_string_free (text, FALSE);
}

static void
show_advices (CopilAgendaRow *self)
{
  g_autoptr(GPtrArray) advices = copil_advice_list (
    copil_sitting_store_get_list (self->context->store, "advice"),
    copil_record_get_id (self->item));
  g_autofree char *counts = NULL, *text = NULL, *said = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->advices), advices->len > 0);
  if (advices->len == 0)
    return;
  counts = count_advices (advices);
  said = copil_advice_describe_all (advices, g_get_real_time ());
  /* translators: how many answered how: "Advice: 1 favourable, 2 awaited" */
  text = g_strdup_printf (_("Advice: %s"), counts);
  gtk_label_set_label (self->advices, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->advices), said);
}

static void
show_marks (CopilAgendaRow *self,
            gboolean        modified)
{
  guint n = count_documents (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->marks)) != NULL)
    gtk_box_remove (GTK_BOX (self->marks), child);
  if (n > 0)
    add_documents (self, n);
  if (copil_record_get_bool (self->item, "money"))
    add_mark (self, "copil-money-symbolic", _("moves money"), NULL);
  if (g_str_equal (copil_record_get_word (self->item, "origin"), "carried"))
    add_mark (self, "copil-clock-symbolic", _("carried over"), NULL);
  if (copil_record_get_bool (self->item, "late"))
    add_mark (self, "copil-watch-symbolic", _("after the convocation"), "tone-watch");
  if (modified)
    add_mark (self, "copil-watch-symbolic", _("changed since the approval"), "tone-watch");
  if (copil_record_is_pending (self->item))
    add_mark (self, "copil-clock-symbolic", _("waiting to be recorded"), "tone-neutral");
  gtk_widget_set_visible (self->marks, gtk_widget_get_first_child (self->marks) != NULL);
  set_class (GTK_WIDGET (self), "modified", modified);
}

static void
show_nature (CopilAgendaRow *self,
             gboolean        heading)
{
  CopilMarkWord mark = copil_words_nature (copil_record_get_string (self->item, "nature"));

  gtk_image_set_from_icon_name (GTK_IMAGE (self->nature_icon), mark.icon);
  gtk_label_set_label (self->nature_word, mark.word);
  if (self->tone != NULL)
    gtk_widget_remove_css_class (self->nature, self->tone);
  self->tone = mark.tone;
  gtk_widget_add_css_class (self->nature, self->tone);
  /* What only heads others has no nature of its own to show. */
  gtk_widget_set_visible (self->nature, !heading);
}

static void
name_row (CopilAgendaRow         *self,
          const CopilAgendaEntry *entry,
          gboolean                modified)
{
  CopilMarkWord mark = copil_words_nature (copil_record_get_string (self->item, "nature"));
  g_autofree char *name = g_strdup_printf (
    "%s %s, %s, %s, %s%s%s", entry->number, copil_record_get_word (self->item, "title"),
    gtk_label_get_label (self->hour), mark.word, gtk_label_get_label (self->length),
    modified ? ", " : "", modified ? _("changed since the approval") : "");

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
copil_agenda_row_show (CopilAgendaRow         *self,
                       const CopilAgendaEntry *entry,
                       gboolean                modified)
{
  gboolean heading;
  const char *presenter;
  g_autofree char *hour = NULL, *length = NULL;

  g_return_if_fail (COPIL_IS_AGENDA_ROW (self));

  heading = entry->n_children > 0;
  presenter = copil_record_get_string (self->item, "presenter");
  hour = copil_instant_describe_hour (entry->starts_at);
  length = copil_format_length (entry->total);
  gtk_label_set_label (self->hour, hour);
  gtk_label_set_label (self->number, entry->number);
  gtk_label_set_label (self->title, copil_record_get_word (self->item, "title"));
  set_class (GTK_WIDGET (self->title), "card-title", heading);
  gtk_label_set_label (self->presenter, presenter != NULL ? presenter : "");
  gtk_widget_set_visible (GTK_WIDGET (self->presenter), presenter != NULL);
  gtk_label_set_label (self->length, length);
  gtk_widget_set_margin_start (self->texts, (int) entry->depth * INDENT);
  gtk_widget_set_visible (self->handle, self->context->editable);
  gtk_widget_set_visible (self->menu, self->context->editable);
  show_nature (self, heading);
  copil_agenda_figures_show (COPIL_AGENDA_FIGURES (self->figures), self->context, self->item);
  show_marks (self, modified);
  show_advices (self);
  name_row (self, entry, modified);
}

/* -- What can be done ------------------------------------------------------------------------- */

static const struct
{
  const char *title;
  const char *action;
} choices[] = {
  { N_("Edit…"), "agenda.edit" },
  { N_("Documents…"), "agenda.documents" },
  { N_("Add a point under it…"), "agenda.add-under" },
  { N_("Link a figure…"), "agenda.link" },
  { N_("Ask for an advice…"), "agenda.ask-advice" },
  { N_("Move up"), "agenda.up" },
  { N_("Move down"), "agenda.down" },
  { N_("Put under the point above"), "agenda.in" },
  { N_("Take out of its point"), "agenda.out" },
  { N_("Take off the agenda"), "agenda.remove" },
};

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  CopilAgendaRow *self = COPIL_AGENDA_ROW (data);
  g_autoptr(GMenu) menu = NULL;

  if (gtk_menu_button_get_menu_model (button) != NULL)
    return;
  menu = g_menu_new ();
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(choices[i].title), NULL);

      g_menu_item_set_action_and_target (item, choices[i].action, "s",
                                         copil_record_get_id (self->item));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static GdkContentProvider *
prepare_cb (CopilAgendaRow *self)
{
  if (!self->context->editable)
    return NULL;
  return gdk_content_provider_new_typed (G_TYPE_STRING, copil_record_get_id (self->item));
}

/* Above the middle of a row: before it; below: after it. */
static gboolean
drop_cb (CopilAgendaRow *self,
         const GValue   *value,
         double          x,
         double          y)
{
  gboolean after = y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;

  return gtk_widget_activate_action (GTK_WIDGET (self), "agenda.drop", "(ssb)",
                                     g_value_get_string (value), copil_record_get_id (self->item),
                                     after);
}

/* PDF files of this computer: they are joined to the item. */
static gboolean
files_cb (CopilAgendaRow *self,
          const GValue   *value)
{
  g_autoptr(GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  CopilDocumentDialog *dialog;

  if (!self->context->editable)
    return FALSE;
  dialog = copil_document_dialog_open (self->context, self->item);
  for (GSList *each = files; each != NULL; each = each->next)
    copil_document_dialog_join (dialog, each->data);
  return TRUE;
}

static void
add_dragging (CopilAgendaRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);
  GtkDropTarget *files = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (files, "drop", G_CALLBACK (files_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (files));
}

/* -- The widget ------------------------------------------------------------------------------- */

static GtkLabel *
add_label (GtkWidget  *box,
           int         chars,
           float       xalign,
           const char *style)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_width_chars (label, chars);
  gtk_label_set_xalign (label, xalign);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), style);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));
  return label;
}

static void
add_texts (CopilAgendaRow *self,
           GtkWidget      *box)
{
  self->texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_hexpand (self->texts, TRUE);
  gtk_widget_set_valign (self->texts, GTK_ALIGN_CENTER);
  self->title = add_label (self->texts, 12, 0, NULL);
  gtk_label_set_wrap (self->title, TRUE);
  gtk_label_set_wrap_mode (self->title, PANGO_WRAP_WORD_CHAR);
  self->figures = copil_agenda_figures_new ();
  self->marks = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_box_append (GTK_BOX (self->texts), self->figures);
  gtk_box_append (GTK_BOX (self->texts), self->marks);
  self->advices = add_label (self->texts, 12, 0, "note");
  gtk_label_set_wrap (self->advices, TRUE);
  gtk_label_set_wrap_mode (self->advices, PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), self->texts);
}

/* What it is, and under it who presents it: beside each other they would leave the title no room on
 * a small screen. */
static void
add_nature (CopilAgendaRow *self,
            GtkWidget      *box)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *column = adw_clamp_new ();

  self->nature = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->nature_icon = copil_icon_new ("copil-info-symbolic");
  gtk_box_append (GTK_BOX (self->nature), self->nature_icon);
  self->nature_word = add_label (self->nature, 10, 0, NULL);
  gtk_box_append (GTK_BOX (lines), self->nature);
  self->presenter = add_label (lines, 17, 0, "secondary");
  gtk_label_set_max_width_chars (self->presenter, 17);
  gtk_label_set_wrap (self->presenter, TRUE);
  gtk_label_set_wrap_mode (self->presenter, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  /* Of one width in all rows, as in a table: that of its style, whatever is in it. */
  gtk_widget_add_css_class (lines, "agenda-nature");
  adw_clamp_set_tightening_threshold (ADW_CLAMP (column), 0);
  adw_clamp_set_maximum_size (ADW_CLAMP (column), 0);
  adw_clamp_set_child (ADW_CLAMP (column), lines);
  gtk_box_append (GTK_BOX (box), column);
}

static void
copil_agenda_row_dispose (GObject *object)
{
  g_clear_object (&COPIL_AGENDA_ROW (object)->item);
  G_OBJECT_CLASS (copil_agenda_row_parent_class)->dispose (object);
}

static void
copil_agenda_row_class_init (CopilAgendaRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_agenda_row_dispose;
}

static void
copil_agenda_row_init (CopilAgendaRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->handle = copil_icon_new ("copil-drag-symbolic");
  gtk_widget_set_cursor_from_name (self->handle, "grab");
  gtk_box_append (GTK_BOX (box), self->handle);
  self->hour = add_label (box, 7, 0, "secondary");
  self->number = add_label (box, 3, 0, "card-title");
  add_texts (self, box);
  add_nature (self, box);
  self->length = add_label (box, 6, 1, "secondary");
  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "copil-more-symbolic");
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu_cb, self, NULL);
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_widget_add_css_class (box, "agenda-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  add_dragging (self);
}

GtkWidget *
copil_agenda_row_new (CopilSittingContext *context,
                      CopilRecord         *item)
{
  CopilAgendaRow *self = g_object_new (COPIL_TYPE_AGENDA_ROW, NULL);
  g_autofree char *name = NULL;

  self->context = context;
  self->item = g_object_ref (item);
  /* translators: %s is the title of a point of the agenda */
  name = g_strdup_printf (_("What to do with “%s”"), copil_record_get_word (item, "title"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  return GTK_WIDGET (self);
}
