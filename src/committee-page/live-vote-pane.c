/* live-vote-pane.c: votes: called seat by seat, or by show of hands
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_VOTE_PANE (copil_live_vote_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveVotePane, copil_live_vote_pane, COPIL, LIVE_VOTE_PANE, AdwBin)

struct _CopilLiveVotePane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *stack;
  GtkWidget *question;
  GtkWidget *asked;
  GtkWidget *roll;
  GtkWidget *roll_box;
  GtkWidget *hands_box;
  GtkWidget *numbers[3];
  GtkWidget *chairs; /* how the co-chairs voted */
  GtkWidget *lost;   /* the quorum */
  GtkWidget *progress;
  GtkWidget *close;
  GtkWidget *verdict;
  GtkWidget *rule;
};

G_DEFINE_FINAL_TYPE (CopilLiveVotePane, copil_live_vote_pane, ADW_TYPE_BIN)

/* (nullable) */
static CopilRecord *
get_item (CopilLiveVotePane *self)
{
  int index = copil_live_get_selected (self->live);

  return index >= 0 ? copil_live_get_item (self->live, index)->item : NULL;
}

static CopilRecord *
get_vote (CopilLiveVotePane *self)
{
  CopilRecord *item = get_item (self);

  return item != NULL ? copil_live_find_vote (self->live, item) : NULL;
}

static gboolean
is_by_hands (CopilRecord *vote)
{
  return g_str_equal (copil_record_get_word (vote, "method"), "hands");
}

/* -- Asking the base -------------------------------------------------------------------------- */

static void
open_vote (CopilLiveVotePane *self, const char *method)
{
  CopilRecord *item = get_item (self);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *question = NULL;

  if (item == NULL)
    return;
  question = copil_live_take_text (self->question);
  if (question == NULL)
    question = g_strdup (copil_record_get_word (item, "title"));
  copil_live_submit (self->live, _ ("Opening of a vote"), "vote_open", "id", 's', id, "item", 's',
                     copil_record_get_id (item), "question", 's', question, "method", 's', method,
                     "at", 't', copil_live_get_now (self->live), NULL);
}

static void
open_roll_cb (CopilLiveVotePane *self)
{
  open_vote (self, "roll");
}

static void
open_hands_cb (CopilLiveVotePane *self)
{
  open_vote (self, "hands");
}

static void
cast (CopilLiveVotePane *self, const char *seat, const char *choice)
{
  CopilRecord *vote = get_vote (self);
  g_autofree char *id = g_uuid_string_random ();

  if (vote == NULL || seat == NULL || !copil_vote_is_open (vote))
    return;
  copil_live_submit (self->live, _ ("A vote at the roll-call"), "ballot_cast", "id", 's', id,
                     "vote", 's', copil_record_get_id (vote), "seat", 's', seat, "choice", 's',
                     choice, "at", 't', copil_live_get_now (self->live), NULL);
}

static void
submit_numbers (CopilLiveVotePane *self, CopilRecord *vote)
{
  int numbers[3];

  for (guint i = 0; i < 3; i++)
    numbers[i] = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->numbers[i]));
  copil_live_submit (self->live, _ ("Numbers of a show of hands"), "vote_hands", "vote", 's',
                     copil_record_get_id (vote), "votes_for", 'i', numbers[0], "votes_against", 'i',
                     numbers[1], "abstentions", 'i', numbers[2], "chair_state", 's',
                     copil_live_chairs_get (self->chairs, COPIL_CHAIR_STATE), "chair_local", 's',
                     copil_live_chairs_get (self->chairs, COPIL_CHAIR_LOCAL), NULL);
}

static void
close_cb (CopilLiveVotePane *self)
{
  CopilRecord *vote = get_vote (self);
  g_autofree char *id = NULL;

  if (vote == NULL)
    return;
  id = g_strdup (copil_record_get_id (vote));
  if (is_by_hands (vote))
    submit_numbers (self, vote);
  copil_live_submit (self->live, _ ("Close of a vote"), "vote_close", "vote", 's', id,
                     "casting_choice", 's', NULL, "at", 't', copil_live_get_now (self->live), NULL);
}

static void
cancel_cb (CopilLiveVotePane *self)
{
  CopilRecord *vote = get_vote (self);

  if (vote != NULL)
    copil_live_submit (self->live, _ ("Vote cancelled"), "vote_cancel", "vote", 's',
                       copil_record_get_id (vote), "at", 't', copil_live_get_now (self->live),
                       NULL);
}

/* -- The roll --------------------------------------------------------------------------------- */

static const char *
choice_word (CopilRecord *ballot)
{
  const char *choice = ballot != NULL ? copil_record_get_word (ballot, "choice") : "";

  return g_str_equal (choice, "for")       ? _ ("for")
         : g_str_equal (choice, "against") ? _ ("against")
         : g_str_equal (choice, "abstain") ? _ ("abstains")
         : g_str_equal (choice, "none")    ? _ ("takes no part")
                                           : _ ("to be called");
}

static GtkWidget *
new_row (CopilLiveVotePane *self, CopilRecord *vote, const CopilRoomSeat *seat)
{
  CopilRecord *ballot = copil_live_find_ballot (self->live, vote, seat->id);
  g_autofree char *who = seat->mark == COPIL_MARK_MANDATE
                             ? g_strdup_printf (_ ("by mandate to %s"), seat->by)
                             : g_strdup (seat->label);
  g_autofree char *said = copil_live_mark_pending (ballot, choice_word (ballot));
  GtkWidget *row = copil_live_row_new (seat->name, who);
  GtkWidget *label = copil_live_label_new (said, ballot != NULL ? "card-title" : "secondary");

  g_object_set_data_full (G_OBJECT (row), "seat", g_strdup (seat->id), g_free);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  return row;
}

static void
fill_roll (gpointer data)
{
  CopilLiveVotePane *self = data;
  CopilRoom *room = copil_live_get_room (self->live);
  CopilRecord *vote = get_vote (self);

  for (guint i = 0; i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);

      if (seat->votes > 0 && copil_seat_state_acts (&seat->state))
        gtk_list_box_append (GTK_LIST_BOX (self->roll), new_row (self, vote, seat));
    }
}

/* The next seat is called. */
static void
advance (CopilLiveVotePane *self, GtkListBoxRow *row)
{
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->roll),
                                                       gtk_list_box_row_get_index (row) + 1);

  if (next == NULL)
    return;
  gtk_list_box_select_row (GTK_LIST_BOX (self->roll), next);
  gtk_widget_grab_focus (GTK_WIDGET (next));
}

/* In French: pour, contre, abstention; n: ne prend pas part. */
static gboolean
key_cb (CopilLiveVotePane *self, guint keyval, guint keycode, GdkModifierType state)
{
  static const struct
  {
    guint keyval;
    const char *choice;
  } keys[] = {
    { GDK_KEY_p, "for" }, { GDK_KEY_c, "against" }, { GDK_KEY_a, "abstain" }, { GDK_KEY_n, "none" }
  };
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->roll));

  if (row == NULL || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (gdk_keyval_to_lower (keyval) == keys[i].keyval)
      {
        g_autofree char *seat = g_strdup (g_object_get_data (G_OBJECT (row), "seat"));

        advance (self, row);
        cast (self, seat, keys[i].choice);
        return TRUE;
      }
  return FALSE;
}

/* -- What is shown ---------------------------------------------------------------------------- */

/* By hands: how many were counted of those that may be; more is a miscount. */
static void
show_hands (CopilLiveVotePane *self)
{
  int counted = 0, entitled = copil_live_count_entitled (self->live);
  g_autofree char *words = NULL;

  for (guint i = 0; i < 3; i++)
    counted += gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->numbers[i]));
  words = counted > entitled
              ? g_strdup_printf (_ ("More votes were counted (%d) than may be cast (%d)"), counted,
                                 entitled)
              : g_strdup_printf (_ ("%d votes counted of %d that may be cast"), counted, entitled);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->progress), words);
  gtk_widget_set_sensitive (self->close, counted > 0 && counted <= entitled);
}

static void
show_roll (CopilLiveVotePane *self, CopilRecord *vote)
{
  g_autofree char *count = copil_live_format_count (self->live, vote);
  g_autofree char *words = copil_live_mark_pending (vote, count);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->progress), words);
  gtk_widget_set_sensitive (self->close, TRUE);
  copil_live_list_refill (self->roll, fill_roll, self);
}

static void
show_open (CopilLiveVotePane *self, CopilRecord *vote)
{
  g_autofree char *lost = copil_live_warn_quorum (self->live, vote);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->asked),
                            copil_record_get_word (vote, "question"));
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->lost), lost);
  gtk_widget_set_visible (self->roll_box, !is_by_hands (vote));
  gtk_widget_set_visible (self->hands_box, is_by_hands (vote));
  copil_live_chairs_ask (self->chairs, self->live, is_by_hands (vote) ? get_item (self) : NULL);
  if (is_by_hands (vote))
    show_hands (self);
  else
    show_roll (self, vote);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "open");
}

static void
show_closed (CopilLiveVotePane *self, CopilRecord *vote)
{
  g_autofree char *count = copil_live_format_count (self->live, vote);
  g_autofree char *words = g_strjoin (" : ", copil_live_get_verdict (self->live, vote), count, NULL);
  g_autofree char *marked = copil_live_mark_pending (vote, words);
  g_autofree char *rule = copil_live_quote_rule (self->live, vote);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->verdict), marked);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->rule), rule != NULL ? rule : "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "new");
}

static void
refresh (CopilLiveVotePane *self)
{
  CopilRecord *vote = get_vote (self);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->verdict), "");
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->rule), "");
  if (vote != NULL && copil_vote_is_open (vote))
    show_open (self, vote);
  else if (vote != NULL)
    show_closed (self, vote);
  else
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "new");
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
build_new (CopilLiveVotePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->verdict = copil_live_label_new ("", "section-title");
  self->rule = copil_live_label_new ("", "secondary");
  self->question = copil_live_entry_new (_ ("Question put to the vote (the title of the item "
                                            "otherwise)"));
  gtk_box_append (GTK_BOX (buttons), copil_live_button_new (_ ("Vote by roll-call"), NULL,
                                                            G_CALLBACK (open_roll_cb), self));
  gtk_box_append (GTK_BOX (buttons), copil_live_button_new (_ ("Vote by show of hands"), NULL,
                                                            G_CALLBACK (open_hands_cb), self));
  gtk_box_append (GTK_BOX (box), self->verdict);
  gtk_box_append (GTK_BOX (box), self->rule);
  gtk_box_append (GTK_BOX (box), self->question);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static GtkWidget *
build_roll (CopilLiveVotePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_box_append (GTK_BOX (box), copil_live_list_new (_ ("Roll-call"), &self->roll));
  gtk_box_append (GTK_BOX (box), copil_live_label_new (_ ("On a line: p for, c against, "
                                                          "a abstains, n takes no part"),
                                                       "note"));
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->roll, keys);
  return box;
}

static void
number_changed_cb (CopilLiveVotePane *self)
{
  CopilRecord *vote = get_vote (self);

  if (vote != NULL && copil_vote_is_open (vote) && is_by_hands (vote))
    show_hands (self);
}

static GtkWidget *
build_hands (CopilLiveVotePane *self)
{
  const char *names[] = { _ ("For"), _ ("Against"), _ ("Abstentions") };
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  for (guint i = 0; i < 3; i++)
    {
      self->numbers[i] = gtk_spin_button_new_with_range (0, 10000, 1);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->numbers[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, names[i], -1);
      g_signal_connect_swapped (self->numbers[i], "value-changed", G_CALLBACK (number_changed_cb),
                                self);
      gtk_grid_attach (GTK_GRID (grid), copil_live_label_new (names[i], NULL), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (grid), self->numbers[i], 1, (int) i, 1, 1);
    }
  return grid;
}

static GtkWidget *
build_open (CopilLiveVotePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->asked = copil_live_label_new ("", "section-title");
  self->lost = copil_live_label_new ("", "tone-watch");
  self->progress = copil_live_label_new ("", "card-title");
  self->roll_box = build_roll (self);
  self->hands_box = build_hands (self);
  self->chairs = copil_live_chairs_new ();
  self->close = copil_live_button_new (_ ("Close the vote"), "suggested-action",
                                       G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (buttons), self->close);
  gtk_box_append (GTK_BOX (buttons), copil_live_button_new (_ ("Cancel the vote"), NULL,
                                                            G_CALLBACK (cancel_cb), self));
  gtk_box_append (GTK_BOX (box), self->asked);
  gtk_box_append (GTK_BOX (box), self->lost);
  gtk_box_append (GTK_BOX (box), self->roll_box);
  gtk_box_append (GTK_BOX (box), self->hands_box);
  gtk_box_append (GTK_BOX (box), self->chairs);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
copil_live_vote_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_VOTE_PANE (object)->live);
  G_OBJECT_CLASS (copil_live_vote_pane_parent_class)->dispose (object);
}

static void
copil_live_vote_pane_class_init (CopilLiveVotePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_vote_pane_dispose;
}

static void
copil_live_vote_pane_init (CopilLiveVotePane *self)
{
  self->stack = gtk_stack_new ();
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_add_named (GTK_STACK (self->stack), build_new (self), "new");
  gtk_stack_add_named (GTK_STACK (self->stack), build_open (self), "open");
  adw_bin_set_child (ADW_BIN (self), self->stack);
}

GtkWidget *
copil_live_vote_pane_new (CopilLive *live)
{
  CopilLiveVotePane *self = g_object_new (COPIL_TYPE_LIVE_VOTE_PANE, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
