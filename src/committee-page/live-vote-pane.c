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
  GtkWidget *casting;
  GtkWidget *casting_choice;
  GtkWidget *progress;
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

/* (nullable): what was answered to who has a casting vote. */
static const char *
get_casting (CopilLiveVotePane *self)
{
  static const char *const choices[] = { NULL, "for", "against" };

  if (!gtk_widget_get_visible (self->casting))
    return NULL;
  return choices[gtk_drop_down_get_selected (GTK_DROP_DOWN (self->casting_choice))];
}

static void
submit_numbers (CopilLiveVotePane *self, CopilRecord *vote)
{
  int numbers[3];

  for (guint i = 0; i < 3; i++)
    numbers[i] = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->numbers[i]));
  copil_live_submit (self->live, _ ("Numbers of a show of hands"), "vote_hands", "vote", 's',
                     copil_record_get_id (vote), "votes_for", 'i', numbers[0], "votes_against", 'i',
                     numbers[1], "abstentions", 'i', numbers[2], NULL);
}

static void
close_cb (CopilLiveVotePane *self)
{
  CopilRecord *vote = get_vote (self);

  if (vote == NULL)
    return;
  if (is_by_hands (vote))
    submit_numbers (self, vote);
  copil_live_submit (self->live, _ ("Close of a vote"), "vote_close", "vote", 's',
                     copil_record_get_id (vote), "casting_choice", 's', get_casting (self), "at",
                     't', copil_live_get_now (self->live), NULL);
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
fill_roll (CopilLiveVotePane *self, CopilRecord *vote)
{
  CopilRoom *room = copil_live_get_room (self->live);
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->roll));
  int selected = row != NULL ? gtk_list_box_row_get_index (row) : 0;
  GtkRoot *root = gtk_widget_get_root (self->roll);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean focused = focus != NULL && gtk_widget_is_ancestor (focus, self->roll);

  copil_live_list_clear (self->roll);
  for (guint i = 0; i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);

      if (seat->votes > 0 && copil_seat_state_acts (&seat->state))
        gtk_list_box_append (GTK_LIST_BOX (self->roll), new_row (self, vote, seat));
    }
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->roll), selected);
  gtk_list_box_select_row (GTK_LIST_BOX (self->roll), row);
  if (focused && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
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

static int
get_number (CopilLiveVotePane *self, guint index)
{
  return gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->numbers[index]));
}

/* Asked of whom the rules give it, as soon as it would decide. */
static void
show_casting (CopilLiveVotePane *self, CopilRecord *vote)
{
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (self->live));
  CopilTie tie =
      assembly != NULL ? copil_regime_get (assembly->regime, COPIL_RULE_TIE) : COPIL_TIE_NONE;
  CopilVerdict verdict = { 0 };
  gboolean equal = is_by_hands (vote)
                       ? get_number (self, 0) == get_number (self, 1) && get_number (self, 0) > 0
                       : copil_live_count_vote (self->live, vote, &verdict) && verdict.equal;
  int seat = assembly == NULL             ? -1
             : tie == COPIL_TIE_PRESIDENT ? copil_assembly_find_president (assembly)
             : tie == COPIL_TIE_CHAIR_STATE
                 ? copil_assembly_find_chair (assembly, COPIL_CHAIR_STATE)
                 : -1;
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->casting, equal && seat >= 0);
  if (seat < 0)
    return;
  words = g_strdup_printf (_ ("Casting vote of %s"),
                           copil_room_get_seat (copil_live_get_room (self->live), seat)->name);
  copil_fit_label_set_text (COPIL_FIT_LABEL (gtk_widget_get_first_child (self->casting)), words);
}

static void
show_open (CopilLiveVotePane *self, CopilRecord *vote)
{
  g_autofree char *count = copil_live_format_count (self->live, vote);
  g_autofree char *words = copil_live_mark_pending (vote, count);
  g_autofree char *entitled =
      g_strdup_printf (_ ("%d votes may be cast"), copil_live_count_entitled (self->live));

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->asked),
                            copil_record_get_word (vote, "question"));
  gtk_widget_set_visible (self->roll_box, !is_by_hands (vote));
  gtk_widget_set_visible (self->hands_box, is_by_hands (vote));
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->progress),
                            is_by_hands (vote) ? entitled : words);
  show_casting (self, vote);
  if (!is_by_hands (vote))
    fill_roll (self, vote);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "open");
}

static void
show_closed (CopilLiveVotePane *self, CopilRecord *vote)
{
  g_autofree char *count = copil_live_format_count (self->live, vote);
  g_autofree char *words = g_strjoin (" : ", copil_vote_get_word (vote), count, NULL);
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

  if (vote != NULL && copil_vote_is_open (vote))
    show_casting (self, vote);
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
build_casting (CopilLiveVotePane *self)
{
  const char *choices[] = { _ ("not used"), _ ("for"), _ ("against"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->casting_choice = gtk_drop_down_new_from_strings (choices);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->casting_choice),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Casting vote"), -1);
  gtk_box_append (GTK_BOX (box), copil_live_label_new ("", "tone-watch"));
  gtk_box_append (GTK_BOX (box), self->casting_choice);
  return box;
}

static GtkWidget *
build_open (CopilLiveVotePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->asked = copil_live_label_new ("", "section-title");
  self->progress = copil_live_label_new ("", "card-title");
  self->roll_box = build_roll (self);
  self->hands_box = build_hands (self);
  self->casting = build_casting (self);
  gtk_box_append (GTK_BOX (buttons),
                  copil_live_button_new (_ ("Close the vote"), "suggested-action",
                                         G_CALLBACK (close_cb), self));
  gtk_box_append (GTK_BOX (buttons), copil_live_button_new (_ ("Cancel the vote"), NULL,
                                                            G_CALLBACK (cancel_cb), self));
  gtk_box_append (GTK_BOX (box), self->asked);
  gtk_box_append (GTK_BOX (box), self->roll_box);
  gtk_box_append (GTK_BOX (box), self->hands_box);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->casting);
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
