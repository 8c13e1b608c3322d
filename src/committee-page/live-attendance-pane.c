/* live-attendance-pane.c: who is there: one key a person
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"
#include "widget/icon.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_ATTENDANCE_PANE (copil_live_attendance_pane_get_type ())
G_DECLARE_FINAL_TYPE (
    CopilLiveAttendancePane, copil_live_attendance_pane, COPIL, LIVE_ATTENDANCE_PANE, AdwBin)

struct _CopilLiveAttendancePane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *search;
  GtkWidget *identified;
  GtkWidget *list;
  GtkWidget *count;
  char *giver; /* seat that is about to give a mandate */
};

G_DEFINE_FINAL_TYPE (CopilLiveAttendancePane, copil_live_attendance_pane, ADW_TYPE_BIN)

/* -- Asking the base -------------------------------------------------------------------------- */

static const CopilRoomSeat *
seat_of (CopilLiveAttendancePane *self, GtkListBoxRow *row)
{
  return row != NULL ? copil_room_find_seat (copil_live_get_room (self->live),
                                             g_object_get_data (G_OBJECT (row), "seat"))
                     : NULL;
}

/* (nullable): the one who acts for the seat, or else its full member. */
static const char *
who_sits (const CopilRoomSeat *seat)
{
  return seat->person != NULL && seat->mark != COPIL_MARK_MANDATE ? seat->person : seat->holder;
}

/* @mode: "room", "video", "phone"; NULL: left. */
static void
note (CopilLiveAttendancePane *self, const CopilRoomSeat *seat, const char *mode)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *how = NULL;
  g_autofree char *label = NULL;
  const char *member = who_sits (seat);

  if (member == NULL)
    return;
  if (mode != NULL && !g_str_equal (mode, "room"))
    how = copil_live_take_text (self->identified);
  label = g_strdup_printf (mode != NULL ? _ ("Presence of %s") : _ ("Departure of %s"),
                           copil_room_name (copil_live_get_room (self->live), member));
  copil_live_submit (self->live, label, "attendance_note", "id", 's', id, "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "member", 's',
                     member, "seat", 's', seat->id, "entered", 'b', mode != NULL, "mode", 's',
                     mode != NULL ? mode : "room", "identified", 's', how, "at", 't',
                     copil_live_get_now (self->live), NULL);
}

static void
give_mandate (CopilLiveAttendancePane *self, const CopilRoomSeat *holder)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *giver = g_steal_pointer (&self->giver);
  g_autofree char *label = g_strdup_printf (_ ("Mandate to %s"), holder->name);

  copil_live_submit (self->live, label, "mandate_give", "id", 's', id, "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "giver_seat",
                     's', giver, "holder_seat", 's', holder->id, "at", 't',
                     copil_live_get_now (self->live), NULL);
}

static CopilRecord *
find_mandate (CopilLiveAttendancePane *self, const char *seat)
{
  GListModel *mandates = copil_live_get_list (self->live, "mandate");

  for (guint i = 0; i < g_list_model_get_n_items (mandates); i++)
    {
      g_autoptr (CopilRecord) mandate = g_list_model_get_item (mandates, i);

      if (!copil_record_has (mandate, "until")
          && g_strcmp0 (copil_record_get_string (mandate, "giver_seat"), seat) == 0)
        return mandate;
    }
  return NULL;
}

/* The first press says for whom, the second one says to whom; on who gave one, it ends. */
static void
press_mandate (CopilLiveAttendancePane *self, const CopilRoomSeat *seat)
{
  CopilRecord *mandate = find_mandate (self, seat->id);

  if (self->giver != NULL && !g_str_equal (self->giver, seat->id))
    give_mandate (self, seat);
  else if (self->giver != NULL)
    g_clear_pointer (&self->giver, g_free);
  else if (mandate != NULL)
    copil_live_submit (self->live, _ ("End of a mandate"), "mandate_end", "mandate", 's',
                       copil_record_get_id (mandate), "at", 't', copil_live_get_now (self->live),
                       NULL);
  else
    self->giver = g_strdup (seat->id);
}

/* (nullable): that of a person who may sit for the seat. */
static CopilRecord *
find_withdrawal (CopilLiveAttendancePane *self, const char *item, const char *seat)
{
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (self->live));
  GListModel *list = copil_live_get_list (self->live, "withdrawal");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) row = g_list_model_get_item (list, i);

      if (g_strcmp0 (copil_record_get_string (row, "item_id"), item) == 0
          && copil_assembly_find_term (assembly, seat, copil_record_get_word (row, "member_id")))
        return row;
    }
  return NULL;
}

/* For the item under way, of who sits for the seat. */
static void
press_withdrawal (CopilLiveAttendancePane *self, const CopilRoomSeat *seat)
{
  int current = copil_live_get_current (self->live);
  g_autofree char *id = g_uuid_string_random ();
  const char *member = who_sits (seat);
  CopilRecord *withdrawal;
  const char *item;

  if (current < 0 || member == NULL)
    return;
  item = copil_record_get_id (copil_live_get_item (self->live, current)->item);
  withdrawal = find_withdrawal (self, item, seat->id);
  if (withdrawal != NULL)
    copil_live_submit (self->live, _ ("Withdrawal undone"), "withdrawal_undo", "withdrawal", 's',
                       copil_record_get_id (withdrawal), NULL);
  else
    copil_live_submit (self->live, _ ("Withdrawal for the item"), "withdrawal_note", "id", 's', id,
                       "item", 's', item, "member", 's', member, "reason", 's', NULL, "at", 't',
                       copil_live_get_now (self->live), NULL);
}

/* -- Rows ------------------------------------------------------------------------------------- */

static const struct
{
  const char *word;
  const char *icon;
} marks[COPIL_N_MARKS] = {
  { N_ ("in the room"), "copil-check-symbolic" }, { N_ ("remote"), "copil-session-symbolic" },
  { N_ ("mandate"), "copil-people-symbolic" },    { N_ ("absent"), "copil-none-symbolic" },
  { N_ ("vacant seat"), "copil-ring-symbolic" },
};

/* With the article: "déporté du point (article R. 133-12 du CRPA)". */
static char *
describe_withdrawal (CopilLiveAttendancePane *self)
{
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (self->live));
  g_autofree char *cite = copil_regime_cite (assembly->regime, COPIL_RULE_WITHDRAWAL);

  return g_strjoin (*cite != '\0' ? " " : "", _ ("withdrawn from the item"), cite, NULL);
}

/* (nullable): what was noted of the seat and is not recorded yet. */
static CopilRecord *
find_pending (CopilLiveAttendancePane *self, const char *seat)
{
  CopilRecord *entered = copil_live_find_pending (copil_live_get_list (self->live, "attendance"),
                                                  "seat_id", seat);

  return entered != NULL ? entered
                         : copil_live_find_pending (copil_live_get_list (self->live, "mandate"),
                                                    "giver_seat", seat);
}

static char *
describe (CopilLiveAttendancePane *self, const CopilRoomSeat *seat)
{
  g_autofree char *state =
      seat->state.sits == COPIL_SITS_WITHDRAWN ? describe_withdrawal (self)
      : seat->by != NULL ? g_strdup_printf ("%s (%s)", _ (marks[seat->mark].word), seat->by)
                         : g_strdup (_ (marks[seat->mark].word));
  g_autofree char *marked = copil_live_mark_pending (find_pending (self, seat->id), state);

  if (g_strcmp0 (self->giver, seat->id) == 0)
    return g_strjoin (" · ", marked, _ ("to whom goes the mandate? m on the holder"), NULL);
  return g_strjoin (" · ", marked, seat->label, NULL);
}

static gboolean
matches (CopilLiveAttendancePane *self, const CopilRoomSeat *seat)
{
  g_autofree char *text = g_strjoin (" ", seat->name, seat->label, NULL);

  return g_str_match_string (gtk_editable_get_text (GTK_EDITABLE (self->search)), text, TRUE)
         || *gtk_editable_get_text (GTK_EDITABLE (self->search)) == '\0';
}

static void
pressed_cb (GtkWidget *button)
{
  CopilLiveAttendancePane *self = COPIL_LIVE_ATTENDANCE_PANE (
      gtk_widget_get_ancestor (button, COPIL_TYPE_LIVE_ATTENDANCE_PANE));
  GtkListBoxRow *row = GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW));
  const CopilRoomSeat *seat = seat_of (self, row);

  if (seat != NULL)
    note (self, seat, seat->mark < COPIL_MARK_MANDATE ? NULL : "room");
}

static GtkWidget *
new_row (CopilLiveAttendancePane *self, const CopilRoomSeat *seat)
{
  g_autofree char *words = describe (self, seat);
  GtkWidget *row = copil_live_row_new (seat->name, words);
  GtkWidget *button;

  g_object_set_data_full (G_OBJECT (row), "seat", g_strdup (seat->id), g_free);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), copil_icon_new (marks[seat->mark].icon));
  if (copil_live_get_operates (self->live) && seat->holder != NULL)
    {
      button =
          gtk_button_new_with_label (seat->mark < COPIL_MARK_MANDATE ? _ ("Left") : _ ("Present"));
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      g_signal_connect (button, "clicked", G_CALLBACK (pressed_cb), NULL);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
    }
  return row;
}

static void
fill (gpointer data)
{
  CopilLiveAttendancePane *self = data;
  CopilRoom *room = copil_live_get_room (self->live);

  for (guint i = 0; i < copil_room_get_n_seats (room); i++)
    if (matches (self, copil_room_get_seat (room, i)))
      gtk_list_box_append (GTK_LIST_BOX (self->list),
                           new_row (self, copil_room_get_seat (room, i)));
}

static void
refresh (CopilLiveAttendancePane *self)
{
  g_autoptr (CopilScene) scene = copil_scene_new ();
  g_autofree char *there = NULL;
  g_autofree char *away = NULL;
  g_autofree char *words = NULL;

  copil_live_list_refill (self->list, fill, self);
  copil_room_fill_scene (copil_live_get_room (self->live), scene);
  there = copil_scene_describe_there (scene);
  away = copil_scene_describe_away (scene);
  words = g_strjoin (" · ", there, away, NULL);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->count), words);
}

/* -- Keys ------------------------------------------------------------------------------------- */

/* In French: salle, visio, téléphone, parti, mandat, retrait. */
static gboolean
key_cb (CopilLiveAttendancePane *self, guint keyval, guint keycode, GdkModifierType state)
{
  const CopilRoomSeat *seat =
      seat_of (self, gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)));

  if (seat == NULL || !copil_live_get_operates (self->live)
      || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_s:
      note (self, seat, "room");
      break;
    case GDK_KEY_v:
      note (self, seat, "video");
      break;
    case GDK_KEY_t:
      note (self, seat, "phone");
      break;
    case GDK_KEY_p:
      note (self, seat, NULL);
      break;
    case GDK_KEY_m:
      press_mandate (self, seat);
      refresh (self);
      break;
    case GDK_KEY_r:
      press_withdrawal (self, seat);
      break;
    default:
      return FALSE;
    }
  return TRUE;
}

/* -- The pane --------------------------------------------------------------------------------- */

static void
copil_live_attendance_pane_dispose (GObject *object)
{
  CopilLiveAttendancePane *self = COPIL_LIVE_ATTENDANCE_PANE (object);

  g_clear_object (&self->live);
  g_clear_pointer (&self->giver, g_free);
  G_OBJECT_CLASS (copil_live_attendance_pane_parent_class)->dispose (object);
}

static void
copil_live_attendance_pane_class_init (CopilLiveAttendancePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_attendance_pane_dispose;
}

static void
copil_live_attendance_pane_init (CopilLiveAttendancePane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkWidget *scroller = copil_live_list_new (_ ("Attendance"), &self->list);

  self->search = gtk_search_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a member"), -1);
  self->identified = copil_live_entry_new (_ ("How somebody remote was recognised"));
  self->count = copil_live_label_new ("", "secondary");
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->identified);
  gtk_box_append (GTK_BOX (box),
                  copil_live_label_new (_ ("On a line: s room, v video, t phone, p left, "
                                           "m mandate, r withdrawn from the item"),
                                        "note"));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (self->list, keys);
}

GtkWidget *
copil_live_attendance_pane_new (CopilLive *live)
{
  CopilLiveAttendancePane *self = g_object_new (COPIL_TYPE_LIVE_ATTENDANCE_PANE, NULL);

  self->live = g_object_ref (live);
  gtk_widget_set_visible (self->identified, copil_live_get_operates (live));
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
