/* live-member.c: what a member does for themself: be there, ask for the floor, vote
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live-page.h"
#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_MEMBER (copil_live_member_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveMember, copil_live_member, COPIL, LIVE_MEMBER, AdwBin)

struct _CopilLiveMember
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *words;
  GtkWidget *here;
  GtkWidget *remote;
  GtkWidget *leave;
  GtkWidget *floor;
  GtkWidget *withdraw;
  GtkWidget *votes;
};

G_DEFINE_FINAL_TYPE (CopilLiveMember, copil_live_member, ADW_TYPE_BIN)

static const CopilAssembly *
assembly_of (CopilLiveMember *self)
{
  return copil_room_get_assembly (copil_live_get_room (self->live));
}

/* Whether this person acts for the seat: their own, or by mandate. */
static gboolean
acts_for (CopilLiveMember *self, const CopilRoomSeat *seat)
{
  return copil_seat_state_acts (&seat->state)
         && g_strcmp0 (seat->person, copil_live_get_own_member (self->live)) == 0;
}

static gboolean
is_by_mandate (const CopilRoomSeat *seat)
{
  return seat->mark == COPIL_MARK_MANDATE;
}

/* (nullable): the seat that this person sits for, or else that they hold or deputise for. */
static const CopilRoomSeat *
own_seat (CopilLiveMember *self)
{
  CopilRoom *room = copil_live_get_room (self->live);
  const char *own = copil_live_get_own_member (self->live);
  const CopilRoomSeat *held = NULL;

  for (guint i = 0; own != NULL && i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);
      const CopilTerm *term = copil_assembly_find_term (assembly_of (self), seat->id, own);

      if (term != NULL && acts_for (self, seat) && !is_by_mandate (seat))
        return seat;
      if (term != NULL && (held == NULL || !term->deputy))
        held = seat;
    }
  return held;
}

/* (nullable) */
static CopilRecord *
open_vote (CopilLiveMember *self)
{
  int current = copil_live_get_current (self->live);
  CopilRecord *vote =
      current >= 0
          ? copil_live_find_vote (self->live, copil_live_get_item (self->live, current)->item)
          : NULL;

  return vote != NULL && copil_vote_is_open (vote)
                 && g_str_equal (copil_record_get_word (vote, "method"), "roll")
             ? vote
             : NULL;
}

/* (nullable): the next seat that this person votes for and did not, their own before mandates. */
static const CopilRoomSeat *
seat_to_vote (CopilLiveMember *self, CopilRecord *vote)
{
  CopilRoom *room = copil_live_get_room (self->live);
  const CopilRoomSeat *found = NULL;

  for (guint i = 0; vote != NULL && i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);

      if (seat->votes > 0 && acts_for (self, seat)
          && copil_live_find_ballot (self->live, vote, seat->id) == NULL
          && (found == NULL || (is_by_mandate (found) && !is_by_mandate (seat))))
        found = seat;
    }
  return found;
}

/* (nullable): that of this person from the item under way. */
static CopilRecord *
own_withdrawal (CopilLiveMember *self)
{
  int current = copil_live_get_current (self->live);
  const char *own = copil_live_get_own_member (self->live);
  GListModel *list = copil_live_get_list (self->live, "withdrawal");

  for (guint i = 0; current >= 0 && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) row = g_list_model_get_item (list, i);
      CopilRecord *item = copil_live_get_item (self->live, current)->item;

      if (g_strcmp0 (copil_record_get_string (row, "member_id"), own) == 0
          && g_str_equal (copil_record_get_word (row, "item_id"), copil_record_get_id (item)))
        return row;
    }
  return NULL;
}

/* -- Asking the base -------------------------------------------------------------------------- */

static void
note (CopilLiveMember *self, gboolean entered, const char *mode)
{
  const CopilRoomSeat *seat = own_seat (self);
  g_autofree char *id = g_uuid_string_random ();

  if (seat != NULL)
    copil_live_submit (self->live, _ ("My presence"), "attendance_note", "id", 's', id, "sitting",
                       's', copil_sitting_store_get_id (copil_live_get_store (self->live)),
                       "member", 's', copil_live_get_own_member (self->live), "seat", 's', seat->id,
                       "entered", 'b', entered, "mode", 's', mode, "identified", 's', NULL, "at",
                       't', copil_live_get_now (self->live), NULL);
}

static void
here_cb (CopilLiveMember *self)
{
  note (self, TRUE, "room");
}

static void
remote_cb (CopilLiveMember *self)
{
  note (self, TRUE, "video");
}

static void
leave_cb (CopilLiveMember *self)
{
  note (self, FALSE, "room");
}

static void
floor_cb (CopilLiveMember *self)
{
  int current = copil_live_get_current (self->live);
  g_autofree char *id = g_uuid_string_random ();

  copil_live_submit (
      self->live, _ ("A request for the floor"), "speaker_ask", "id", 's', id, "sitting", 's',
      copil_sitting_store_get_id (copil_live_get_store (self->live)), "item", 's',
      current >= 0 ? copil_record_get_id (copil_live_get_item (self->live, current)->item) : NULL,
      "member", 's', copil_live_get_own_member (self->live), "at", 't',
      copil_live_get_now (self->live), NULL);
}

static void
vote_cb (GtkWidget *button)
{
  CopilLiveMember *self =
      COPIL_LIVE_MEMBER (gtk_widget_get_ancestor (button, COPIL_TYPE_LIVE_MEMBER));
  CopilRecord *vote = open_vote (self);
  const CopilRoomSeat *seat = seat_to_vote (self, vote);
  g_autofree char *id = g_uuid_string_random ();

  if (seat != NULL)
    copil_live_submit (self->live, _ ("My vote"), "ballot_cast", "id", 's', id, "vote", 's',
                       copil_record_get_id (vote), "seat", 's', seat->id, "choice", 's',
                       g_object_get_data (G_OBJECT (button), "choice"), "at", 't',
                       copil_live_get_now (self->live), NULL);
}

static void
withdraw_cb (CopilLiveMember *self)
{
  int current = copil_live_get_current (self->live);
  CopilRecord *withdrawal = own_withdrawal (self);
  g_autofree char *id = g_uuid_string_random ();

  if (withdrawal != NULL)
    copil_live_submit (self->live, _ ("Withdrawal undone"), "withdrawal_undo", "withdrawal", 's',
                       copil_record_get_id (withdrawal), NULL);
  else if (current >= 0)
    copil_live_submit (self->live, _ ("Withdrawal for the item"), "withdrawal_note", "id", 's', id,
                       "item", 's',
                       copil_record_get_id (copil_live_get_item (self->live, current)->item),
                       "member", 's', copil_live_get_own_member (self->live), "reason", 's', NULL,
                       "at", 't', copil_live_get_now (self->live), NULL);
}

/* Whether this person is on the list of speakers. */
static gboolean
has_asked (CopilLiveMember *self)
{
  GListModel *speakers = copil_live_get_list (self->live, "speaker");
  const char *own = copil_live_get_own_member (self->live);

  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);

      if (!copil_record_has (speaker, "ended_at")
          && g_strcmp0 (copil_record_get_string (speaker, "member_id"), own) == 0)
        return TRUE;
    }
  return FALSE;
}

/* -- What is shown ---------------------------------------------------------------------------- */

static char *
describe_vote (CopilLiveMember *self, CopilRecord *vote, const CopilRoomSeat *own)
{
  const CopilRoomSeat *next = seat_to_vote (self, vote);
  CopilRecord *ballot = own != NULL ? copil_live_find_ballot (self->live, vote, own->id) : NULL;

  if (next != NULL && is_by_mandate (next))
    return g_strdup_printf (_ ("You vote for %s, by mandate"), next->name);
  if (next != NULL)
    return g_strdup (_ ("The vote is open"));
  return ballot != NULL ? copil_live_mark_pending (ballot, _ ("Your vote is recorded")) : NULL;
}

static char *
describe (CopilLiveMember *self, const CopilRoomSeat *seat)
{
  static const char *const words[COPIL_N_MARKS] = {
    N_ ("You are noted in the room"), N_ ("You are noted as remote"), N_ ("You gave a mandate"),
    N_ ("You are noted as absent"),   N_ ("Your seat is vacant"),
  };
  CopilRecord *vote = open_vote (self);
  char *voting = vote != NULL ? describe_vote (self, vote, seat) : NULL;
  gboolean here = seat != NULL && copil_live_is_here (self->live,
                                                      copil_live_get_own_member (self->live));

  if (voting != NULL)
    return voting;
  if (seat == NULL)
    return g_strdup (_ ("You follow the sitting as its secretary leads it."));
  if (own_withdrawal (self) != NULL)
    return g_strdup (_ ("You take no part in this item"));
  if (here && !acts_for (self, seat))
    return g_strdup (_ ("You are there beside who sits for your seat"));
  return g_strdup (_ (words[!here && seat->mark < COPIL_MARK_MANDATE ? COPIL_MARK_ABSENT
                                                                     : seat->mark]));
}

static void
refresh (CopilLiveMember *self)
{
  const CopilRoomSeat *seat = own_seat (self);
  const char *stage = copil_live_get_stage (self->live);
  gboolean held = g_str_equal (stage, "open") || g_str_equal (stage, "suspended");
  gboolean may = seat != NULL && (held || g_str_equal (stage, "convoked"));
  gboolean present =
      seat != NULL && copil_live_is_here (self->live, copil_live_get_own_member (self->live));
  g_autofree char *words = describe (self, seat);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->words), words);
  gtk_widget_set_visible (self->here, may && !present);
  gtk_widget_set_visible (self->remote, may && !present);
  gtk_widget_set_visible (self->leave, may && present);
  gtk_widget_set_visible (self->floor, held && present && !has_asked (self));
  gtk_button_set_label (GTK_BUTTON (self->withdraw), own_withdrawal (self) != NULL
                                                         ? _ ("I take part after all")
                                                         : _ ("I take no part in this item"));
  gtk_widget_set_visible (self->withdraw, held && present && seat->votes > 0
                                              && copil_live_get_current (self->live) >= 0
                                              && open_vote (self) == NULL);
  gtk_widget_set_visible (self->votes, seat_to_vote (self, open_vote (self)) != NULL);
}

/* -- The line --------------------------------------------------------------------------------- */

static GtkWidget *
build_votes (CopilLiveMember *self)
{
  const struct
  {
    const char *label;
    const char *choice;
  } choices[] = { { _ ("I vote for"), "for" },
                  { _ ("I vote against"), "against" },
                  { _ ("I abstain"), "abstain" } };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (choices[i].label);

      g_object_set_data (G_OBJECT (button), "choice", (gpointer) choices[i].choice);
      g_signal_connect (button, "clicked", G_CALLBACK (vote_cb), NULL);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
copil_live_member_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_MEMBER (object)->live);
  G_OBJECT_CLASS (copil_live_member_parent_class)->dispose (object);
}

static void
copil_live_member_class_init (CopilLiveMemberClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_member_dispose;
}

static void
copil_live_member_init (CopilLiveMember *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->words = copil_live_label_new ("", "card-title");
  self->here = copil_live_button_new (_ ("I am in the room"), NULL, G_CALLBACK (here_cb), self);
  self->remote = copil_live_button_new (_ ("I am remote"), NULL, G_CALLBACK (remote_cb), self);
  self->leave = copil_live_button_new (_ ("I leave"), NULL, G_CALLBACK (leave_cb), self);
  self->floor = copil_live_button_new (_ ("Ask for the floor"), NULL, G_CALLBACK (floor_cb), self);
  self->withdraw = copil_live_button_new ("", NULL, G_CALLBACK (withdraw_cb), self);
  self->votes = build_votes (self);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->votes);
  gtk_box_append (GTK_BOX (box), self->here);
  gtk_box_append (GTK_BOX (box), self->remote);
  gtk_box_append (GTK_BOX (box), self->leave);
  gtk_box_append (GTK_BOX (box), self->floor);
  gtk_box_append (GTK_BOX (box), self->withdraw);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_member_new (CopilLive *live)
{
  CopilLiveMember *self = g_object_new (COPIL_TYPE_LIVE_MEMBER, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
