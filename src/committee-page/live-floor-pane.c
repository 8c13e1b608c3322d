/* live-floor-pane.c: who asked for the floor, who has it, and who is heard as a guest
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"

#include "core/instant.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_FLOOR_PANE (copil_live_floor_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveFloorPane, copil_live_floor_pane, COPIL, LIVE_FLOOR_PANE, AdwBin)

struct _CopilLiveFloorPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *members;
};

G_DEFINE_FINAL_TYPE (CopilLiveFloorPane, copil_live_floor_pane, ADW_TYPE_BIN)

/* -- Asking the base -------------------------------------------------------------------------- */

static const char *
sitting_of (CopilLiveFloorPane *self)
{
  return copil_sitting_store_get_id (copil_live_get_store (self->live));
}

static const char *
current_item (CopilLiveFloorPane *self)
{
  int index = copil_live_get_current (self->live);

  return index >= 0 ? copil_record_get_id (copil_live_get_item (self->live, index)->item) : NULL;
}

static CopilRecord *
chosen_member (CopilLiveFloorPane *self)
{
  return gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->members));
}

static void
ask_cb (CopilLiveFloorPane *self)
{
  CopilRecord *member = chosen_member (self);
  g_autofree char *id = g_uuid_string_random ();

  if (member != NULL)
    copil_live_submit (self->live, _ ("A request for the floor"), "speaker_ask", "id", 's', id,
                       "sitting", 's', sitting_of (self), "item", 's', current_item (self),
                       "member", 's', copil_record_get_id (member), "at", 't',
                       copil_live_get_now (self->live), NULL);
}

static void
guest_cb (CopilLiveFloorPane *self)
{
  CopilRecord *member = chosen_member (self);
  g_autofree char *id = g_uuid_string_random ();

  if (member != NULL)
    copil_live_submit (self->live, _ ("Somebody heard as a guest"), "guest_add", "id", 's', id,
                       "sitting", 's', sitting_of (self), "member", 's',
                       copil_record_get_id (member), "item", 's', current_item (self), NULL);
}

static void
act_cb (GtkWidget *button)
{
  CopilLiveFloorPane *self =
      COPIL_LIVE_FLOOR_PANE (gtk_widget_get_ancestor (button, COPIL_TYPE_LIVE_FLOOR_PANE));
  const char *function = g_object_get_data (G_OBJECT (button), "function");
  const char *speaker = g_object_get_data (G_OBJECT (button), "speaker");

  if (g_str_equal (function, "speaker_remove"))
    copil_live_submit (self->live, _ ("The floor"), function, "speaker", 's', speaker, NULL);
  else
    copil_live_submit (self->live, _ ("The floor"), function, "speaker", 's', speaker, "at", 't',
                       copil_live_get_now (self->live), NULL);
}

/* -- The list --------------------------------------------------------------------------------- */

static void
add_button (GtkWidget *row, CopilRecord *speaker, const char *label, const char *function)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (button), "function", (gpointer) function);
  g_object_set_data_full (G_OBJECT (button), "speaker", g_strdup (copil_record_get_id (speaker)),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (act_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
new_row (CopilLiveFloorPane *self, CopilRecord *speaker)
{
  gboolean speaking = copil_record_has (speaker, "started_at");
  g_autofree char *hour = copil_instant_describe_hour (
      copil_record_get_time (speaker, speaking ? "started_at" : "asked_at"));
  g_autofree char *words =
      g_strdup_printf (speaking ? _ ("has the floor since %s") : _ ("asked at %s"), hour);
  g_autofree char *marked = copil_live_mark_pending (speaker, words);
  GtkWidget *row =
      copil_live_row_new (copil_room_name (copil_live_get_room (self->live),
                                           copil_record_get_string (speaker, "member_id")),
                          marked);

  if (!copil_live_get_operates (self->live))
    return row;
  if (speaking)
    add_button (row, speaker, _ ("End"), "speaker_end");
  else
    {
      add_button (row, speaker, _ ("Give the floor"), "speaker_start");
      add_button (row, speaker, _ ("Take off the list"), "speaker_remove");
    }
  return row;
}

static void
refresh (CopilLiveFloorPane *self)
{
  GListModel *speakers = copil_live_get_list (self->live, "speaker");

  copil_live_list_clear (self->list);
  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);

      if (!copil_record_has (speaker, "ended_at"))
        gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, speaker));
    }
}

/* -- The pane --------------------------------------------------------------------------------- */

static char *
name_member_cb (CopilRecord *member)
{
  return g_strdup (member != NULL ? copil_record_get_word (member, "name") : "");
}

static GtkWidget *
build_form (CopilLiveFloorPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (name_member_cb), NULL, NULL);
  GListModel *members = copil_room_get_members (copil_live_get_room (self->live));

  self->members = gtk_drop_down_new (g_object_ref (members), name);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (self->members), TRUE);
  gtk_widget_set_hexpand (self->members, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->members), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Member"), -1);
  gtk_box_append (GTK_BOX (box), self->members);
  gtk_box_append (GTK_BOX (box), copil_live_button_new (_ ("Asks for the floor"), NULL,
                                                        G_CALLBACK (ask_cb), self));
  gtk_box_append (GTK_BOX (box), copil_live_button_new (_ ("Is heard as a guest"), NULL,
                                                        G_CALLBACK (guest_cb), self));
  return box;
}

static void
copil_live_floor_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_FLOOR_PANE (object)->live);
  G_OBJECT_CLASS (copil_live_floor_pane_parent_class)->dispose (object);
}

static void
copil_live_floor_pane_class_init (CopilLiveFloorPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_floor_pane_dispose;
}

static void
copil_live_floor_pane_init (CopilLiveFloorPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  gtk_box_append (GTK_BOX (self->box),
                  copil_live_list_new (_ ("Requests for the floor"), &self->list));
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
copil_live_floor_pane_new (CopilLive *live)
{
  CopilLiveFloorPane *self = g_object_new (COPIL_TYPE_LIVE_FLOOR_PANE, NULL);

  self->live = g_object_ref (live);
  if (copil_live_get_operates (live))
    gtk_box_append (GTK_BOX (self->box), build_form (self));
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
