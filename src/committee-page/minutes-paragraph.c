/* minutes-paragraph.c: one paragraph of the minutes with its versions and remarks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"

#include <glib/gi18n-lib.h>

struct _CopilMinutesParagraph
{
  AdwBin parent_instance;
  CopilLive *live;
  CopilRecord *paragraph;
  GtkWidget *heading;
  GtkWidget *text;
  GtkWidget *state;
  GtkWidget *clash; /* what was typed here, beside what somebody else made of it */
  GtkWidget *clash_text;
  GtkWidget *past;
  GtkWidget *remarks;
  char *shown; /* the words that the editor began with */
};

G_DEFINE_FINAL_TYPE (CopilMinutesParagraph, copil_minutes_paragraph, ADW_TYPE_BIN)

const char *
copil_minutes_paragraph_get_id (CopilMinutesParagraph *self)
{
  return copil_record_get_id (self->paragraph);
}

static char *
get_words (GtkWidget *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
set_words (CopilMinutesParagraph *self, const char *words)
{
  g_free (self->shown);
  self->shown = g_strdup (words);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)), words, -1);
}

static void
save (CopilMinutesParagraph *self, const char *words)
{
  copil_live_submit (self->live, _ ("A paragraph of the minutes"), "paragraph_edit", "paragraph",
                     's', copil_record_get_id (self->paragraph), "version", 'i',
                     (int) copil_record_get_int (self->paragraph, "version"), "words", 's', words,
                     NULL);
}

static void
leave_cb (CopilMinutesParagraph *self)
{
  g_autofree char *words = get_words (self->text);

  if (g_strcmp0 (words, self->shown) == 0 || *words == '\0')
    return;
  g_free (self->shown);
  self->shown = g_strdup (words);
  save (self, words);
}

/* -- Two who corrected the same --------------------------------------------------------------- */

void
copil_minutes_paragraph_clash (CopilMinutesParagraph *self, const char *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->clash_text)), words, -1);
  gtk_widget_set_visible (self->clash, TRUE);
  set_words (self, copil_record_get_word (self->paragraph, "words"));
}

static void
keep_mine_cb (CopilMinutesParagraph *self)
{
  g_autofree char *words = get_words (self->clash_text);

  gtk_widget_set_visible (self->clash, FALSE);
  set_words (self, words);
  save (self, words);
}

static void
keep_theirs_cb (CopilMinutesParagraph *self)
{
  gtk_widget_set_visible (self->clash, FALSE);
}

/* -- Earlier versions ------------------------------------------------------------------------- */

static void
restore_cb (GtkWidget *button)
{
  CopilMinutesParagraph *self =
      COPIL_MINUTES_PARAGRAPH (gtk_widget_get_ancestor (button, COPIL_TYPE_MINUTES_PARAGRAPH));
  int version = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "version"));

  copil_live_submit (self->live, _ ("A paragraph restored"), "paragraph_restore", "paragraph", 's',
                     copil_record_get_id (self->paragraph), "version", 'i',
                     (int) copil_record_get_int (self->paragraph, "version"), "past_version", 'i',
                     version, NULL);
}

static GtkWidget *
new_past (CopilMinutesParagraph *self, CopilRecord *past)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore"));
  g_autofree char *hour = copil_live_format_hour (copil_record_get_time (past, "at"));
  g_autofree char *who =
      g_strdup_printf (_ ("version %d · %s · %s"), (int) copil_record_get_int (past, "version"),
                       copil_record_get_word (past, "login"), hour);
  GtkWidget *row = copil_live_row_new (copil_record_get_word (past, "words"), who);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "version",
                     GINT_TO_POINTER ((int) copil_record_get_int (past, "version")));
  g_signal_connect (button, "clicked", G_CALLBACK (restore_cb), NULL);
  if (copil_live_get_operates (self->live))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static gboolean
is_about (CopilMinutesParagraph *self, CopilRecord *record)
{
  return g_strcmp0 (copil_record_get_string (record, "paragraph_id"),
                    copil_record_get_id (self->paragraph))
         == 0;
}

static void
fill (CopilMinutesParagraph *self,
      const char *kind,
      GtkWidget *list,
      GtkWidget *(*create) (CopilMinutesParagraph *paragraph, CopilRecord *record))
{
  GListModel *records = copil_live_get_list (self->live, kind);
  guint n = 0;

  copil_live_list_clear (list);
  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (records, i);

      if (!is_about (self, record))
        continue;
      gtk_list_box_append (GTK_LIST_BOX (list), create (self, record));
      n++;
    }
  /* A closed expander is not the parent of what it holds. */
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (list), "expander"), n > 0);
}

/* -- Remarks ---------------------------------------------------------------------------------- */

static void
answer_cb (GtkWidget *button)
{
  CopilMinutesParagraph *self =
      COPIL_MINUTES_PARAGRAPH (gtk_widget_get_ancestor (button, COPIL_TYPE_MINUTES_PARAGRAPH));
  gboolean taken = g_object_get_data (G_OBJECT (button), "taken") != NULL;

  copil_live_submit (self->live, _ ("Answer to a remark"), "remark_answer", "remark", 's',
                     g_object_get_data (G_OBJECT (button), "remark"), "taken", 'b', taken, "answer",
                     's', taken ? _ ("Taken into account.") : _ ("Not taken up."), NULL);
}

static void
add_answer (GtkWidget *row, CopilRecord *remark, const char *label, gboolean taken)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "remark", g_strdup (copil_record_get_id (remark)),
                          g_free);
  g_object_set_data (G_OBJECT (button), "taken", taken ? row : NULL);
  g_signal_connect (button, "clicked", G_CALLBACK (answer_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_remark (CopilMinutesParagraph *self, CopilRecord *remark)
{
  const char *state = copil_record_get_word (remark, "state");
  const char *word = g_str_equal (state, "taken")      ? _ ("taken into account")
                     : g_str_equal (state, "declined") ? _ ("not taken up")
                                                       : _ ("to be answered");
  g_autofree char *who = g_strjoin (" · ", copil_record_get_word (remark, "name"), word, NULL);
  GtkWidget *row = copil_live_row_new (copil_record_get_word (remark, "words"), who);

  if (copil_live_get_operates (self->live) && g_str_equal (state, "open"))
    {
      add_answer (row, remark, _ ("Take it up"), TRUE);
      add_answer (row, remark, _ ("Decline"), FALSE);
    }
  return row;
}

/* -- The paragraph ---------------------------------------------------------------------------- */

static char *
describe (CopilMinutesParagraph *self)
{
  const char *section = copil_record_get_word (self->paragraph, "section");
  int index =
      copil_live_find_item (self->live, copil_record_get_string (self->paragraph, "item_id"));

  if (index >= 0)
    return g_strjoin (
        "  ", copil_live_get_item (self->live, index)->number,
        copil_record_get_word (copil_live_get_item (self->live, index)->item, "title"), NULL);
  return g_strdup (g_str_equal (section, "opening")     ? _ ("Opening")
                   : g_str_equal (section, "presents")  ? _ ("Presents")
                   : g_str_equal (section, "decisions") ? _ ("Decisions")
                   : g_str_equal (section, "actions")   ? _ ("Actions")
                                                        : _ ("Closing"));
}

void
copil_minutes_paragraph_update (CopilMinutesParagraph *self)
{
  g_autofree char *heading = describe (self);
  g_autofree char *typed = get_words (self->text);
  g_autofree char *state = copil_live_mark_pending (self->paragraph, "");
  const char *words = copil_record_get_word (self->paragraph, "words");

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->heading), heading);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->state), state);
  /* What is being typed is not replaced under the hand. */
  if (g_strcmp0 (typed, self->shown) == 0 && g_strcmp0 (words, self->shown) != 0)
    set_words (self, words);
  fill (self, "paragraph_past", self->past, new_past);
  fill (self, "remark", self->remarks, new_remark);
}

static GtkWidget *
new_editor (const char *name)
{
  GtkWidget *view = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (view), 9);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (view), 9);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_widget_add_css_class (view, "card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return view;
}

static GtkWidget *
build_clash (CopilMinutesParagraph *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->clash_text = new_editor (_ ("Your text"));
  gtk_box_append (GTK_BOX (box), copil_live_label_new (_ ("Your text: somebody corrected this "
                                                          "paragraph meanwhile"),
                                                       "tone-watch"));
  gtk_box_append (GTK_BOX (box), self->clash_text);
  gtk_box_append (GTK_BOX (buttons),
                  copil_live_button_new (_ ("Keep mine"), NULL, G_CALLBACK (keep_mine_cb), self));
  gtk_box_append (GTK_BOX (buttons), copil_live_button_new (_ ("Keep the other one"), NULL,
                                                            G_CALLBACK (keep_theirs_cb), self));
  gtk_box_append (GTK_BOX (box), buttons);
  gtk_widget_set_visible (box, FALSE);
  return box;
}

static GtkWidget *
build_expander (const char *label, GtkWidget **list)
{
  GtkWidget *expander = gtk_expander_new (label);

  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (*list), "expander", expander);
  gtk_expander_set_child (GTK_EXPANDER (expander), *list);
  return expander;
}

static void
copil_minutes_paragraph_dispose (GObject *object)
{
  CopilMinutesParagraph *self = COPIL_MINUTES_PARAGRAPH (object);

  g_clear_object (&self->live);
  g_clear_object (&self->paragraph);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (copil_minutes_paragraph_parent_class)->dispose (object);
}

static void
copil_minutes_paragraph_class_init (CopilMinutesParagraphClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_minutes_paragraph_dispose;
}

static void
copil_minutes_paragraph_init (CopilMinutesParagraph *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *beside = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->heading = copil_live_label_new ("", "card-title");
  self->text = new_editor (_ ("Words of the paragraph"));
  self->state = copil_live_label_new ("", "note");
  self->clash = build_clash (self);
  gtk_box_append (GTK_BOX (beside), self->text);
  gtk_box_append (GTK_BOX (beside), self->clash);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), beside);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), build_expander (_ ("Remarks"), &self->remarks));
  gtk_box_append (GTK_BOX (box), build_expander (_ ("Earlier versions"), &self->past));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (self->text, focus);
}

GtkWidget *
copil_minutes_paragraph_new (CopilLive *live, CopilRecord *paragraph)
{
  CopilMinutesParagraph *self = g_object_new (COPIL_TYPE_MINUTES_PARAGRAPH, NULL);

  self->live = g_object_ref (live);
  self->paragraph = g_object_ref (paragraph);
  set_words (self, copil_record_get_word (paragraph, "words"));
  copil_minutes_paragraph_update (self);
  return GTK_WIDGET (self);
}
