/* minutes-remark.c: what members say of a paragraph of the minutes, and what they are answered
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilLive *live;
  CopilRecord *paragraph;
  GtkWidget *list;
  GtkWidget *write;
  GtkWidget *entry;
  char *shown; /* what the rows were made of */
} Remarks;

static void
remarks_free (gpointer data)
{
  Remarks *self = data;

  g_object_unref (self->live);
  g_object_unref (self->paragraph);
  g_free (self->shown);
  g_free (self);
}

/* -- Answers ---------------------------------------------------------------------------------- */

static void
accepted_cb (CopilFormDialog *dialog, JsonObject *values, Remarks *self)
{
  gboolean taken = g_object_get_data (G_OBJECT (dialog), "taken") != NULL;

  copil_live_submit (self->live, _ ("Answer to a remark"), "remark_answer", "remark", 's',
                     g_object_get_data (G_OBJECT (dialog), "remark"), "taken", 'b', taken, "answer",
                     's', json_object_get_string_member_with_default (values, "answer", NULL),
                     NULL);
}

static void
answer_cb (GtkWidget *button, Remarks *self)
{
  gboolean taken = g_object_get_data (G_OBJECT (button), "taken") != NULL;
  CopilFormDialog *dialog = copil_form_dialog_new (
      GTK_WINDOW (gtk_widget_get_root (button)),
      taken ? _ ("Take the remark up") : _ ("Do not take the remark up"),
      taken ? _ ("Correct the paragraph as well: the answer is read beside it.")
            : _ ("Whoever made the remark, and both co-chairs, read why."),
      _ ("Answer"));

  copil_form_dialog_add (
      dialog, &(CopilField) { COPIL_FIELD_WORDS, "answer", _ ("Answer"), NULL, !taken, 0, 0 });
  g_object_set_data_full (G_OBJECT (dialog), "remark",
                          g_strdup (g_object_get_data (G_OBJECT (button), "remark")), g_free);
  g_object_set_data (G_OBJECT (dialog), "taken", taken ? dialog : NULL);
  g_signal_connect (dialog, "accepted", G_CALLBACK (accepted_cb), self);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
add_answer (Remarks *self, GtkWidget *row, CopilRecord *remark, const char *label, gboolean taken)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "remark", g_strdup (copil_record_get_id (remark)),
                          g_free);
  g_object_set_data (G_OBJECT (button), "taken", taken ? row : NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (answer_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* "M. Petit · reprise : c’est corrigé" */
static char *
describe (CopilRecord *remark)
{
  const char *state = copil_record_get_word (remark, "state");
  const char *answer = copil_record_get_word (remark, "answer");
  const char *word = g_str_equal (state, "taken")      ? _ ("taken into account")
                     : g_str_equal (state, "declined") ? _ ("not taken up")
                                                       : _ ("to be answered");
  g_autofree char *said = g_strjoin (" · ", copil_record_get_word (remark, "name"), word,
                                     *answer != '\0' ? answer : NULL, NULL);

  return copil_live_mark_pending (remark, said);
}

static GtkWidget *
new_row (Remarks *self, CopilRecord *remark)
{
  g_autofree char *who = describe (remark);
  GtkWidget *row = copil_live_row_new (copil_record_get_word (remark, "words"), who);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  if (copil_live_get_operates (self->live)
      && g_str_equal (copil_minutes_get_state (self->live), "remarks")
      && g_str_equal (copil_record_get_word (remark, "state"), "open"))
    {
      add_answer (self, row, remark, _ ("Take it up…"), TRUE);
      add_answer (self, row, remark, _ ("Decline…"), FALSE);
    }
  return row;
}

/* -- Remarks ---------------------------------------------------------------------------------- */

static void
send_cb (Remarks *self)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *words = copil_live_take_text (self->entry);

  if (words != NULL)
    copil_live_submit (self->live, _ ("A remark on the minutes"), "remark_add", "id", 's', id,
                       "paragraph", 's', copil_record_get_id (self->paragraph), "words", 's', words,
                       NULL);
}

/* (transfer full) (element-type CopilRecord) */
static GPtrArray *
list_remarks (Remarks *self)
{
  GListModel *records = copil_live_get_list (self->live, "remark");
  GPtrArray *remarks = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (records, i);

      if (g_str_equal (copil_record_get_word (record, "paragraph_id"),
                       copil_record_get_id (self->paragraph)))
        g_ptr_array_add (remarks, g_steal_pointer (&record));
    }
  return remarks;
}

static char *
fingerprint (Remarks *self, GPtrArray *remarks)
{
  GString *text = g_string_new (copil_minutes_get_state (self->live));

  for (guint i = 0; i < remarks->len; i++)
    {
      g_autofree char *said = describe (remarks->pdata[i]);

      g_string_append_printf (text, "\n%s\t%s", copil_record_get_id (remarks->pdata[i]), said);
    }
  return g_string_free (text, FALSE);
}

/* Rows are made anew only when there is something else to read in them. */
static void
show_list (Remarks *self)
{
  g_autoptr (GPtrArray) remarks = list_remarks (self);
  g_autofree char *now = fingerprint (self, remarks);

  gtk_widget_set_visible (self->list, remarks->len > 0);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  copil_live_list_clear (self->list);
  for (guint i = 0; i < remarks->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, remarks->pdata[i]));
}

void
copil_minutes_remarks_update (GtkWidget *box)
{
  Remarks *self = g_object_get_data (G_OBJECT (box), "remarks");

  show_list (self);
  gtk_widget_set_visible (self->write, copil_minutes_may_remark (self->live));
  gtk_widget_set_visible (box, gtk_widget_get_visible (self->list)
                                   || gtk_widget_get_visible (self->write));
}

static GtkWidget *
build_write (Remarks *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->entry = copil_live_entry_new (_ ("Your remark on this paragraph"));
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (send_cb), self);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box),
                  copil_live_button_new (_ ("Send the remark"), NULL, G_CALLBACK (send_cb), self));
  return box;
}

GtkWidget *
copil_minutes_remarks_new (CopilLive *live, CopilRecord *paragraph)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  Remarks *self = g_new0 (Remarks, 1);

  self->live = g_object_ref (live);
  self->paragraph = g_object_ref (paragraph);
  self->list = gtk_list_box_new ();
  self->write = build_write (self);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remarks"), -1);
  gtk_box_append (GTK_BOX (box), self->list);
  gtk_box_append (GTK_BOX (box), self->write);
  g_object_set_data_full (G_OBJECT (box), "remarks", self, remarks_free);
  return box;
}
