/* live-item-pane.c: the item looked at: its text, what became of it, and the operator's notes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live-ui.h"
#include "committee/advice.h"
#include "widget/drop-down.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_ITEM_PANE (copil_live_item_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveItemPane, copil_live_item_pane, COPIL, LIVE_ITEM_PANE, AdwBin)

struct _CopilLiveItemPane
{
  AdwBin parent_instance;
  CopilLive *live;
  char *item; /* id of the one shown */
  guint suggested; /* among its outcomes */
  GtkWidget *title;
  GtkWidget *body;
  GtkWidget *advices;
  GtkWidget *ending;
  GtkWidget *outcomes;
  GtkWidget *meaning;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (CopilLiveItemPane, copil_live_item_pane, ADW_TYPE_BIN)

/* What an item of each nature may end as; as the base has them. */
static const char *const endings[COPIL_N_NATURES][6] = {
  { "treated", "postponed", "withdrawn", NULL },
  { "favourable", "unfavourable", "treated", "postponed", "withdrawn", NULL },
  { "adopted", "rejected", "postponed", "withdrawn", NULL },
};

static const char *
ending_word (const char *outcome)
{
  static const struct
  {
    const char *outcome;
    const char *word;
  } words[] = {
    { "treated", N_ ("Treated") },     { "adopted", N_ ("Adopted") },
    { "rejected", N_ ("Rejected") },   { "favourable", N_ ("Favourable advice") },
    { "postponed", N_ ("Postponed") }, { "unfavourable", N_ ("Unfavourable advice") },
    { "withdrawn", N_ ("Withdrawn") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (outcome, words[i].outcome))
      return _ (words[i].word);
  return "";
}

static const CopilAgendaEntry *
get_item (CopilLiveItemPane *self)
{
  int index = copil_live_find_item (self->live, self->item);

  return index >= 0 ? copil_live_get_item (self->live, index) : NULL;
}

static CopilNature
nature_of (const CopilAgendaEntry *item)
{
  return copil_nature_parse (copil_record_get_string (item->item, "nature"));
}

/* -- The notes -------------------------------------------------------------------------------- */

static CopilRecord *
find_note (CopilLiveItemPane *self)
{
  GListModel *notes = copil_live_get_list (self->live, "operator_note");

  for (guint i = 0; i < g_list_model_get_n_items (notes); i++)
    {
      g_autoptr (CopilRecord) note = g_list_model_get_item (notes, i);

      if (g_strcmp0 (copil_record_get_string (note, "item_id"), self->item) == 0)
        return note;
    }
  return NULL;
}

static char *
get_note (CopilLiveItemPane *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
save_note (CopilLiveItemPane *self)
{
  g_autofree char *words = get_note (self);
  g_autofree char *fresh = g_uuid_string_random ();
  CopilRecord *note = find_note (self);
  const char *sitting = copil_sitting_store_get_id (copil_live_get_store (self->live));

  if (self->item == NULL
      || g_strcmp0 (words, note != NULL ? copil_record_get_word (note, "words") : "") == 0)
    return;
  if (note == NULL)
    copil_live_submit (self->live, _ ("Note of the operator"), "note_set", "id", 's', fresh,
                       "sitting", 's', sitting, "item", 's', self->item, "words", 's', words, NULL);
  else
    copil_live_submit (self->live, _ ("Note of the operator"), "note_set", "id", 's',
                       copil_record_get_id (note), "sitting", 's', sitting, "item", 's', self->item,
                       "words", 's', words, "version", 'i',
                       (int) copil_record_get_int (note, "version"), NULL);
}

/* -- The end of the item ---------------------------------------------------------------------- */

static void
end_cb (CopilLiveItemPane *self)
{
  const CopilAgendaEntry *item = get_item (self);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->outcomes));
  g_autofree char *meaning = NULL;
  g_autofree char *label = NULL;

  if (item == NULL || chosen == GTK_INVALID_LIST_POSITION)
    return;
  meaning = copil_live_take_text (self->meaning);
  label = g_strdup_printf (_ ("Outcome of item %s"), item->number);
  copil_live_submit (self->live, label, "item_end", "item", 's', self->item, "outcome", 's',
                     endings[nature_of (item)][chosen], "meaning", 's', meaning, "at", 't',
                     copil_live_get_now (self->live), NULL);
}

/* As the base says; until it does, as this station counts. */
static gboolean
is_lost (CopilLiveItemPane *self, CopilRecord *vote)
{
  const char *said = copil_record_get_word (vote, "verdict");
  CopilVerdict counted;

  if (*said != '\0')
    return !g_str_equal (said, "adopted");
  return copil_live_count_vote (self->live, vote, &counted)
         && counted.outcome != COPIL_OUTCOME_ADOPTED;
}

static guint
suggest (CopilLiveItemPane *self, const CopilAgendaEntry *item)
{
  CopilRecord *vote = copil_live_find_vote (self->live, item->item);

  return vote != NULL && !copil_vote_is_open (vote) && nature_of (item) != COPIL_NATURE_INFORMATION
                 && is_lost (self, vote)
             ? 1
             : 0;
}

/* What somebody chose in its place is left alone. */
static void
refresh_suggestion (CopilLiveItemPane *self, const CopilAgendaEntry *item)
{
  GtkDropDown *outcomes = GTK_DROP_DOWN (self->outcomes);
  guint before = self->suggested;

  self->suggested = suggest (self, item);
  if (gtk_drop_down_get_selected (outcomes) == before)
    gtk_drop_down_set_selected (outcomes, self->suggested);
}

static void
fill_outcomes (CopilLiveItemPane *self, const CopilAgendaEntry *item)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  const char *const *list = endings[nature_of (item)];

  for (guint i = 0; list[i] != NULL; i++)
    gtk_string_list_append (words, ending_word (list[i]));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->outcomes), G_LIST_MODEL (words));
  self->suggested = suggest (self, item);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->outcomes), self->suggested);
}

static gboolean
may_end (CopilLiveItemPane *self, const CopilAgendaEntry *item)
{
  const char *stage = copil_live_get_stage (self->live);

  return item != NULL && item->n_children == 0 && copil_live_get_operates (self->live)
         && (g_str_equal (stage, "open") || g_str_equal (stage, "suspended"));
}

/* -- The pane --------------------------------------------------------------------------------- */

static void
show_item (CopilLiveItemPane *self, const CopilAgendaEntry *item)
{
  CopilRecord *note;

  g_free (self->item);
  self->item = item != NULL ? g_strdup (copil_record_get_id (item->item)) : NULL;
  note = find_note (self);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->note)),
                            note != NULL ? copil_record_get_word (note, "words") : "", -1);
  gtk_editable_set_text (GTK_EDITABLE (self->meaning), "");
  if (item != NULL)
    fill_outcomes (self, item);
}

/* What was advised on it, a line each. */
static void
show_advices (CopilLiveItemPane *self)
{
  g_autoptr (GPtrArray) advices
      = copil_advice_list (copil_live_get_list (self->live, "advice"), self->item);
  g_autofree char *text = copil_advice_describe_all (advices, copil_live_get_now (self->live));

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->advices), text);
  gtk_widget_set_visible (self->advices, advices->len > 0);
}

/* What the operator is writing is left alone while the item stays the same. */
static void
refresh (CopilLiveItemPane *self)
{
  int index = copil_live_get_selected (self->live);
  const CopilAgendaEntry *item = index >= 0 ? copil_live_get_item (self->live, index) : NULL;
  g_autofree char *title = NULL;

  if (item == NULL || g_strcmp0 (copil_record_get_id (item->item), self->item) != 0)
    {
      save_note (self);
      show_item (self, item);
    }
  else
    refresh_suggestion (self, item);
  title = item != NULL
              ? g_strjoin ("  ", item->number, copil_record_get_word (item->item, "title"), NULL)
              : g_strdup (_ ("No item is chosen"));
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->title), title);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->body),
                            item != NULL ? copil_record_get_word (item->item, "body") : "");
  show_advices (self);
  gtk_widget_set_visible (self->ending, may_end (self, item));
}

static void
copil_live_item_pane_dispose (GObject *object)
{
  CopilLiveItemPane *self = COPIL_LIVE_ITEM_PANE (object);

  g_clear_object (&self->live);
  g_clear_pointer (&self->item, g_free);
  G_OBJECT_CLASS (copil_live_item_pane_parent_class)->dispose (object);
}

static void
copil_live_item_pane_class_init (CopilLiveItemPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_item_pane_dispose;
}

static GtkWidget *
build_ending (CopilLiveItemPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->outcomes = gtk_drop_down_new (NULL, NULL);
  copil_drop_down_set_name (GTK_DROP_DOWN (self->outcomes), _ ("Outcome"));
  self->meaning = copil_live_entry_new (_ ("Meaning of the deliberation, in words"));
  gtk_box_append (GTK_BOX (box), self->outcomes);
  gtk_box_append (GTK_BOX (box), self->meaning);
  gtk_box_append (GTK_BOX (box),
                  copil_live_button_new (_ ("End the item"), NULL, G_CALLBACK (end_cb), self));
  return box;
}

static GtkWidget *
build_note (CopilLiveItemPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->note = gtk_text_view_new ();
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->note), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->note), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->note), 9);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->note), 9);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Private notes on the item"), -1);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (save_note), self);
  gtk_widget_add_controller (self->note, focus);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->note);
  gtk_widget_set_vexpand (scroller, TRUE);
  copil_live_frame (scroller);
  return scroller;
}

static void
copil_live_item_pane_init (CopilLiveItemPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->title = copil_live_label_new ("", "section-title");
  self->body = copil_live_label_new ("", NULL);
  self->advices = copil_live_label_new ("", "secondary");
  self->ending = build_ending (self);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->body);
  gtk_box_append (GTK_BOX (box), self->advices);
  gtk_box_append (GTK_BOX (box), self->ending);
  gtk_box_append (GTK_BOX (box), copil_live_heading_new (_ ("Private notes")));
  gtk_box_append (GTK_BOX (box), build_note (self));
  gtk_box_append (GTK_BOX (box),
                  copil_live_label_new (_ ("Only those who animate the sitting read them; they are "
                                           "never projected."),
                                        "note"));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_item_pane_new (CopilLive *live)
{
  CopilLiveItemPane *self = g_object_new (COPIL_TYPE_LIVE_ITEM_PANE, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
