/* minutes-pane.c: the minutes of a sitting, paragraph by paragraph
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/minutes-pane.h"

#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

/* Members have three weeks to say what they have to say. */
#define DAYS_FOR_REMARKS 21

struct _CopilMinutesPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *state;
  GtkWidget *hash;
  GtkWidget *begin;
  GtkWidget *remarks;
  GtkWidget *approval;
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (CopilMinutesPane, copil_minutes_pane, ADW_TYPE_BIN)

/* (nullable) (transfer none) */
static CopilRecord *
get_minutes (CopilMinutesPane *self)
{
  GListModel *list = copil_live_get_list (self->live, "minutes");
  g_autoptr (CopilRecord) minutes = g_list_model_get_item (list, 0);

  return minutes;
}

static const char *
sitting_of (CopilMinutesPane *self)
{
  return copil_sitting_store_get_id (copil_live_get_store (self->live));
}

/* -- Steps ------------------------------------------------------------------------------------ */

static void
begin_cb (CopilMinutesPane *self)
{
  g_autofree char *id = g_uuid_string_random ();

  copil_live_submit (self->live, _ ("Beginning of the minutes"), "minutes_begin", "id", 's', id,
                     "sitting", 's', sitting_of (self), NULL);
}

static void
remarks_cb (CopilMinutesPane *self)
{
  CopilRecord *minutes = get_minutes (self);
  g_autoptr (GDateTime) now = copil_instant_in_paris (copil_live_get_now (self->live));
  g_autoptr (GDateTime) until = g_date_time_add_days (now, DAYS_FOR_REMARKS);
  g_autofree char *day = g_date_time_format (until, "%Y-%m-%d");

  if (minutes != NULL)
    copil_live_submit (self->live, _ ("Minutes sent for remarks"), "minutes_to_remarks", "sitting",
                       's', sitting_of (self), "version", 'i',
                       (int) copil_record_get_int (minutes, "version"), "until", 's', day, NULL);
}

static void
approval_cb (CopilMinutesPane *self)
{
  CopilRecord *minutes = get_minutes (self);

  if (minutes != NULL)
    copil_live_submit (self->live, _ ("Minutes put to the co-chairs"), "minutes_to_approval",
                       "sitting", 's', sitting_of (self), "version", 'i',
                       (int) copil_record_get_int (minutes, "version"), NULL);
}

/* -- What is shown ---------------------------------------------------------------------------- */

static const char *
state_word (const char *state)
{
  return g_str_equal (state, "draft")      ? _ ("Draft, being written")
         : g_str_equal (state, "remarks")  ? _ ("Members may make remarks")
         : g_str_equal (state, "approval") ? _ ("Before the co-chairs, who both approve it")
         : g_str_equal (state, "final")    ? _ ("Final: it does not change any more")
                                           : _ ("The minutes are not begun");
}

static CopilMinutesParagraph *
paragraph_at (CopilMinutesPane *self, guint index)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), (int) index);

  return row != NULL ? COPIL_MINUTES_PARAGRAPH (gtk_list_box_row_get_child (row)) : NULL;
}

/* Those that stay are patched, so that nobody loses what they type. */
static void
fill (CopilMinutesPane *self, GListModel *paragraphs, gboolean sensitive)
{
  guint n = g_list_model_get_n_items (paragraphs);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (paragraphs, i);
      CopilMinutesParagraph *shown = paragraph_at (self, i);

      if (shown == NULL
          || !g_str_equal (copil_minutes_paragraph_get_id (shown), copil_record_get_id (record)))
        gtk_list_box_insert (GTK_LIST_BOX (self->list),
                             copil_minutes_paragraph_new (self->live, record), (int) i);
      copil_minutes_paragraph_update (paragraph_at (self, i));
      gtk_widget_set_sensitive (GTK_WIDGET (paragraph_at (self, i)), sensitive);
    }
  while (paragraph_at (self, n) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), GTK_WIDGET (gtk_list_box_get_row_at_index (
                                                        GTK_LIST_BOX (self->list), (int) n)));
}

static void
refresh (CopilMinutesPane *self)
{
  CopilRecord *minutes = get_minutes (self);
  const char *state = minutes != NULL ? copil_record_get_word (minutes, "state") : "";
  const char *hash = minutes != NULL ? copil_record_get_string (minutes, "content_hash") : NULL;
  gboolean may = copil_live_get_operates (self->live);
  g_autofree char *words = copil_live_mark_pending (minutes, state_word (state));
  g_autofree char *print =
      hash != NULL ? g_strdup_printf (_ ("Hash of the text: %s"), hash) : g_strdup ("");

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->state), words);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->hash), print);
  gtk_widget_set_visible (self->begin,
                          may && minutes == NULL
                              && g_str_equal (copil_live_get_stage (self->live), "closed"));
  gtk_widget_set_visible (self->remarks, may && g_str_equal (state, "draft"));
  gtk_widget_set_visible (self->approval, may && g_str_equal (state, "remarks"));
  fill (self, copil_live_get_list (self->live, "paragraph"), may && !g_str_equal (state, "final"));
}

/* Somebody was quicker: their words are in the editor, one's own beside it. */
static void
refused_cb (CopilMinutesPane *self, CopilCommand *command)
{
  JsonObject *parameters = copil_command_get_parameters (command);
  CopilMinutesParagraph *paragraph;

  if (!g_str_equal (copil_command_get_function (command), "paragraph_edit"))
    return;
  for (guint i = 0; (paragraph = paragraph_at (self, i)) != NULL; i++)
    if (g_str_equal (copil_minutes_paragraph_get_id (paragraph),
                     json_object_get_string_member_with_default (parameters, "paragraph", "")))
      copil_minutes_paragraph_clash (
          paragraph, json_object_get_string_member_with_default (parameters, "words", ""));
}

/* -- The pane --------------------------------------------------------------------------------- */

static void
copil_minutes_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_MINUTES_PANE (object)->live);
  G_OBJECT_CLASS (copil_minutes_pane_parent_class)->dispose (object);
}

static void
copil_minutes_pane_class_init (CopilMinutesPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_minutes_pane_dispose;
}

static GtkWidget *
build_steps (CopilMinutesPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->state = copil_live_label_new ("", "section-title");
  self->begin = copil_live_button_new (_ ("Draft the minutes"), "suggested-action",
                                       G_CALLBACK (begin_cb), self);
  self->remarks =
      copil_live_button_new (_ ("Send for remarks"), NULL, G_CALLBACK (remarks_cb), self);
  self->approval =
      copil_live_button_new (_ ("Put to the co-chairs"), NULL, G_CALLBACK (approval_cb), self);
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->begin);
  gtk_box_append (GTK_BOX (box), self->remarks);
  gtk_box_append (GTK_BOX (box), self->approval);
  return box;
}

static void
copil_minutes_pane_init (CopilMinutesPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *scroller = copil_live_list_new (_ ("Paragraphs of the minutes"), &self->list);

  self->hash = copil_live_label_new ("", "note");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (box, "page");
  gtk_box_append (GTK_BOX (box), build_steps (self));
  gtk_box_append (GTK_BOX (box), self->hash);
  gtk_box_append (GTK_BOX (box), scroller);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_minutes_pane_new (CopilLive *live)
{
  CopilMinutesPane *self = g_object_new (COPIL_TYPE_MINUTES_PANE, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (copil_live_get_store (live), "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
