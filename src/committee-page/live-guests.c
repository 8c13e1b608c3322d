/* live-guests.c: who is heard without being a member
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_GUESTS (copil_live_guests_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveGuests, copil_live_guests, COPIL, LIVE_GUESTS, AdwBin)

struct _CopilLiveGuests
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *list;
  GtkWidget *members;
  GtkWidget *reason;
  GtkWidget *rule;
  GtkWidget *only; /* heard on the item under way alone */
};

G_DEFINE_FINAL_TYPE (CopilLiveGuests, copil_live_guests, ADW_TYPE_BIN)

static const char *
sitting_of (CopilLive *live)
{
  return copil_sitting_store_get_id (copil_live_get_store (live));
}

static CopilLive *
live_of (GtkWidget *widget)
{
  return COPIL_LIVE_GUESTS (gtk_widget_get_ancestor (widget, COPIL_TYPE_LIVE_GUESTS))->live;
}

/* -- Asking the base -------------------------------------------------------------------------- */

static void
add_cb (CopilLiveGuests *self)
{
  int current = copil_live_get_current (self->live);
  gboolean only = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->only));
  const char *member = copil_live_members_take (self->members);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *reason = NULL;

  if (member == NULL)
    return;
  reason = copil_live_take_text (self->reason);
  copil_live_submit (
      self->live, _ ("Somebody heard as a guest"), "guest_add", "id", 's', id, "sitting", 's',
      sitting_of (self->live), "member", 's', member, "item", 's',
      only && current >= 0 ? copil_record_get_id (copil_live_get_item (self->live, current)->item)
                           : NULL,
      "reason", 's', reason, NULL);
}

static void
remove_cb (GtkWidget *button)
{
  copil_live_submit (live_of (button), _ ("Guest no longer heard"), "guest_remove", "guest", 's',
                     copil_record_get_id (copil_live_button_get_record (button)), NULL);
}

/* A guest sits for no seat. */
static void
presence_cb (GtkWidget *button)
{
  CopilLive *live = live_of (button);
  CopilRecord *guest = copil_live_button_get_record (button);
  const char *member = copil_record_get_word (guest, "member_id");
  g_autofree char *id = g_uuid_string_random ();

  copil_live_submit (live, _ ("Presence of a guest"), "attendance_note", "id", 's', id, "sitting",
                     's', sitting_of (live), "member", 's', member, "seat", 's', NULL, "entered",
                     'b', !copil_live_is_here (live, member), "mode", 's', "room", "identified",
                     's', NULL, "at", 't', copil_live_get_now (live), NULL);
}

/* -- The list --------------------------------------------------------------------------------- */

static char *
describe (CopilLive *live, CopilRecord *guest)
{
  int index = copil_live_find_item (live, copil_record_get_string (guest, "item_id"));
  g_autofree char *on = index >= 0 ? g_strdup_printf (_ ("heard on item %s"),
                                                      copil_live_get_item (live, index)->number)
                                   : g_strdup (_ ("heard on the whole sitting"));
  const char *reason = copil_record_get_string (guest, "reason");
  g_autofree char *words = reason != NULL ? g_strjoin (" · ", on, reason, NULL) : g_strdup (on);

  return copil_live_mark_pending (guest, words);
}

static GtkWidget *
new_row (CopilLiveGuests *self, CopilRecord *guest)
{
  const char *member = copil_record_get_word (guest, "member_id");
  g_autofree char *words = describe (self->live, guest);
  GtkWidget *row =
      copil_live_row_new (copil_room_name (copil_live_get_room (self->live), member), words);

  if (!copil_live_get_operates (self->live))
    return row;
  copil_live_row_add_button (
      row, NULL, copil_live_is_here (self->live, member) ? _ ("Left") : _ ("Present"), guest,
      G_CALLBACK (presence_cb));
  copil_live_row_add_button (row, NULL, _ ("No longer heard"), guest,
                             G_CALLBACK (remove_cb));
  return row;
}

static void
fill (gpointer data)
{
  CopilLiveGuests *self = data;
  GListModel *guests = copil_live_get_list (self->live, "guest");

  for (guint i = 0; i < g_list_model_get_n_items (guests); i++)
    {
      g_autoptr (CopilRecord) guest = g_list_model_get_item (guests, i);

      gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, guest));
    }
}

/* By which rule they have no vote. */
static void
show_rule (CopilLiveGuests *self)
{
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (self->live));
  g_autofree char *words =
      assembly != NULL ? copil_regime_quote (assembly->regime, COPIL_RULE_GUESTS,
                                             _ ("Guests are heard; they do not vote and are no "
                                                "part of the quorum"))
                       : NULL;

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->rule), words);
}

static void
refresh (CopilLiveGuests *self)
{
  copil_live_list_refill (self->list, fill, self);
  show_rule (self);
}

/* -- The list and its line -------------------------------------------------------------------- */

static GtkWidget *
build_form (CopilLiveGuests *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->members = copil_live_members_new (self->live, _ ("Who is heard"));
  self->reason = copil_live_entry_new (_ ("Why they are heard"));
  self->only = gtk_check_button_new_with_label (_ ("On this item only"));
  gtk_box_append (GTK_BOX (box), self->members);
  gtk_box_append (GTK_BOX (box), self->reason);
  gtk_box_append (GTK_BOX (box), self->only);
  gtk_box_append (GTK_BOX (box), copil_live_button_new (_ ("Is heard as a guest"), NULL,
                                                        G_CALLBACK (add_cb), self));
  return box;
}

static void
copil_live_guests_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_GUESTS (object)->live);
  G_OBJECT_CLASS (copil_live_guests_parent_class)->dispose (object);
}

static void
copil_live_guests_class_init (CopilLiveGuestsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_guests_dispose;
}

static void
copil_live_guests_init (CopilLiveGuests *self)
{
}

GtkWidget *
copil_live_guests_new (CopilLive *live)
{
  CopilLiveGuests *self = g_object_new (COPIL_TYPE_LIVE_GUESTS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->live = g_object_ref (live);
  self->rule = copil_live_label_new ("", "note");
  gtk_box_append (GTK_BOX (box), copil_live_heading_new (_ ("Guests")));
  gtk_box_append (GTK_BOX (box), copil_live_list_new (_ ("Guests"), &self->list));
  if (copil_live_get_operates (live))
    gtk_box_append (GTK_BOX (box), build_form (self));
  gtk_box_append (GTK_BOX (box), self->rule);
  copil_live_list_set_empty (self->list, _ ("Nobody is heard."));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
