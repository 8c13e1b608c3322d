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
  GtkWidget *votes;
};

G_DEFINE_FINAL_TYPE (CopilLiveMember, copil_live_member, ADW_TYPE_BIN)

/* (nullable): the seat that this person holds or deputises for. */
static const CopilRoomSeat *
own_seat (CopilLiveMember *self)
{
  CopilRoom *room = copil_live_get_room (self->live);
  const char *own = copil_live_get_own_member (self->live);

  for (guint i = 0; own != NULL && i < copil_room_get_n_seats (room); i++)
    {
      const CopilRoomSeat *seat = copil_room_get_seat (room, i);

      if (g_strcmp0 (seat->holder, own) == 0
          || (g_strcmp0 (seat->person, own) == 0 && seat->mark != COPIL_MARK_MANDATE))
        return seat;
    }
  return NULL;
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
  const CopilRoomSeat *seat = own_seat (self);
  CopilRecord *vote = open_vote (self);
  g_autofree char *id = g_uuid_string_random ();

  if (seat != NULL && vote != NULL)
    copil_live_submit (self->live, _ ("My vote"), "ballot_cast", "id", 's', id, "vote", 's',
                       copil_record_get_id (vote), "seat", 's', seat->id, "choice", 's',
                       g_object_get_data (G_OBJECT (button), "choice"), "at", 't',
                       copil_live_get_now (self->live), NULL);
}

/* -- What is shown ---------------------------------------------------------------------------- */

static char *
describe (CopilLiveMember *self, const CopilRoomSeat *seat)
{
  static const char *const words[COPIL_N_MARKS] = {
    N_ ("You are noted in the room"), N_ ("You are noted as remote"), N_ ("You gave a mandate"),
    N_ ("You are noted as absent"),   N_ ("Your seat is vacant"),
  };
  CopilRecord *vote = open_vote (self);
  CopilRecord *ballot =
      vote != NULL && seat != NULL ? copil_live_find_ballot (self->live, vote, seat->id) : NULL;

  if (seat == NULL)
    return g_strdup (_ ("You follow the sitting as its secretary leads it."));
  if (ballot != NULL)
    return copil_live_mark_pending (ballot, _ ("Your vote is recorded"));
  return g_strdup (_ (words[seat->mark]));
}

static void
refresh (CopilLiveMember *self)
{
  const CopilRoomSeat *seat = own_seat (self);
  const char *stage = copil_live_get_stage (self->live);
  gboolean held = g_str_equal (stage, "open") || g_str_equal (stage, "suspended");
  gboolean may = seat != NULL && (held || g_str_equal (stage, "convoked"));
  gboolean present = seat != NULL && seat->mark < COPIL_MARK_MANDATE;
  CopilRecord *vote = open_vote (self);
  g_autofree char *words = describe (self, seat);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->words), words);
  gtk_widget_set_visible (self->here, may && !present);
  gtk_widget_set_visible (self->remote, may && !present);
  gtk_widget_set_visible (self->leave, may && present);
  gtk_widget_set_visible (self->floor, held && present);
  gtk_widget_set_visible (self->votes,
                          present && vote != NULL && seat->votes > 0
                              && copil_live_find_ballot (self->live, vote, seat->id) == NULL);
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
  self->votes = build_votes (self);
  gtk_widget_set_hexpand (self->words, TRUE);
  gtk_box_append (GTK_BOX (box), self->words);
  gtk_box_append (GTK_BOX (box), self->votes);
  gtk_box_append (GTK_BOX (box), self->here);
  gtk_box_append (GTK_BOX (box), self->remote);
  gtk_box_append (GTK_BOX (box), self->leave);
  gtk_box_append (GTK_BOX (box), self->floor);
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
