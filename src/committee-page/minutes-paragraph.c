/* minutes-paragraph.c: one paragraph of the minutes with its versions and remarks
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"
#include "committee-page/section.h"
#include "core/word-diff.h"

#include <glib/gi18n-lib.h>

struct _CopilMinutesParagraph
{
  AdwBin parent_instance;
  CopilLive *live;
  CopilRecord *paragraph;
  GtkWidget *body;
  GtkWidget *heading;
  GtkWidget *text;
  GtkWidget *read; /* the same, for who does not write */
  GtkWidget *state;
  GtkWidget *clash; /* what was typed here, beside what somebody else made of it */
  GtkWidget *clash_text;
  GtkWidget *clash_words; /* how the two differ */
  GtkWidget *past;
  GtkWidget *remarks;
  char *shown; /* the words that the editor began with */
  int version; /* of these */
  gboolean clashes;
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
set_text (GtkWidget *view, const char *words)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)), words, -1);
}

/* The editor begins anew with what the paragraph says. */
static void
take_words (CopilMinutesParagraph *self)
{
  g_free (self->shown);
  self->shown = g_strdup (copil_record_get_word (self->paragraph, "words"));
  self->version = (int) copil_record_get_int (self->paragraph, "version");
  set_text (self->text, self->shown);
  gtk_label_set_label (GTK_LABEL (self->read), self->shown);
}

/* Of the version that was read: who was quicker is not overwritten. */
static void
save (CopilMinutesParagraph *self, const char *words)
{
  copil_live_submit (self->live, _ ("A paragraph of the minutes"), "paragraph_edit", "paragraph",
                     's', copil_record_get_id (self->paragraph), "version", 'i', self->version,
                     "words", 's', words, NULL);
}

static void
leave_cb (CopilMinutesParagraph *self)
{
  g_autofree char *words = get_words (self->text);

  if (self->clashes || g_strcmp0 (words, self->shown) == 0 || *words == '\0')
    return;
  save (self, words);
  g_free (self->shown);
  self->shown = g_strdup (words);
}

/* -- Two who corrected the same --------------------------------------------------------------- */

/* Theirs is in the editor, one's own beside it, and what sets them apart below. */
static void
show_clash (CopilMinutesParagraph *self)
{
  g_autofree char *mine = get_words (self->clash_text);
  g_autofree char *markup = NULL;

  gtk_widget_set_visible (self->clash, self->clashes);
  gtk_widget_set_visible (self->clash_words, self->clashes);
  if (!self->clashes)
    return;
  markup = copil_word_diff_markup (copil_record_get_word (self->paragraph, "words"), mine);
  gtk_label_set_markup (GTK_LABEL (self->clash_words), markup);
}

void
copil_minutes_paragraph_clash (CopilMinutesParagraph *self, const char *words)
{
  set_text (self->clash_text, words);
  self->clashes = TRUE;
  take_words (self);
  show_clash (self);
}

/* One's own as it is now, with what one took over of the other. */
static void
keep_mine_cb (CopilMinutesParagraph *self)
{
  g_autofree char *words = get_words (self->clash_text);

  self->clashes = FALSE;
  show_clash (self);
  save (self, words);
  set_text (self->text, words);
  g_free (self->shown);
  self->shown = g_steal_pointer (&words);
}

static void
keep_theirs_cb (CopilMinutesParagraph *self)
{
  self->clashes = FALSE;
  show_clash (self);
}

/* -- The paragraph ---------------------------------------------------------------------------- */

static char *
describe (CopilMinutesParagraph *self)
{
  int index =
      copil_live_find_item (self->live, copil_record_get_string (self->paragraph, "item_id"));

  if (index >= 0)
    return g_strjoin (
        "  ", copil_live_get_item (self->live, index)->number,
        copil_record_get_word (copil_live_get_item (self->live, index)->item, "title"), NULL);
  return g_strdup (copil_minutes_name_section (copil_record_get_word (self->paragraph, "section")));
}

/* What is being typed is not replaced under the hand: it is compared when it is recorded. */
static void
follow_words (CopilMinutesParagraph *self)
{
  const char *words = copil_record_get_word (self->paragraph, "words");
  g_autofree char *typed = get_words (self->text);
  g_autofree char *state = NULL;

  if (g_strcmp0 (words, self->shown) == 0)
    self->version = (int) copil_record_get_int (self->paragraph, "version");
  else if (g_strcmp0 (typed, self->shown) == 0)
    take_words (self);
  state = copil_live_mark_pending (
      self->paragraph, g_strcmp0 (words, self->shown) == 0
                           ? ""
                           : _ ("Somebody corrected this paragraph meanwhile: both texts will be "
                                "shown side by side."));
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->state), state);
  gtk_widget_set_visible (self->state, *state != '\0');
  show_clash (self);
}

void
copil_minutes_paragraph_update (CopilMinutesParagraph *self, gboolean editable)
{
  g_autofree char *heading = describe (self);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->heading), heading);
  gtk_widget_set_visible (self->text, editable);
  gtk_widget_set_visible (self->read, !editable);
  follow_words (self);
  copil_minutes_past_update (self->past, editable);
  copil_minutes_remarks_update (self->remarks);
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
  g_signal_connect_swapped (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->clash_text)), "changed",
                            G_CALLBACK (show_clash), self);
  return box;
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
  self->clash_words = copil_sentence_new ("", NULL);
  self->clash = build_clash (self);
  self->read = copil_sentence_new ("", NULL);
  gtk_label_set_selectable (GTK_LABEL (self->read), TRUE);
  gtk_widget_set_hexpand (self->read, TRUE);
  gtk_box_append (GTK_BOX (beside), self->text);
  gtk_box_append (GTK_BOX (beside), self->read);
  gtk_box_append (GTK_BOX (beside), self->clash);
  gtk_box_append (GTK_BOX (box), self->heading);
  gtk_box_append (GTK_BOX (box), beside);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->clash_words);
  gtk_widget_set_visible (self->state, FALSE);
  self->body = box;
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
  self->remarks = copil_minutes_remarks_new (live, paragraph);
  self->past = copil_minutes_past_new (live, paragraph);
  gtk_box_append (GTK_BOX (self->body), self->remarks);
  gtk_box_append (GTK_BOX (self->body), self->past);
  take_words (self);
  return GTK_WIDGET (self);
}
