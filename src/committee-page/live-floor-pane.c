/* live-floor-pane.c: who asked for the floor, who has it, and how long each spoke
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
  GtkWidget *times; /* who spoke, and how long */
  GtkWidget *members;
};

G_DEFINE_FINAL_TYPE (CopilLiveFloorPane, copil_live_floor_pane, ADW_TYPE_BIN)

static const char *
current_item (CopilLiveFloorPane *self)
{
  int index = copil_live_get_current (self->live);

  return index >= 0 ? copil_record_get_id (copil_live_get_item (self->live, index)->item) : NULL;
}

static const char *
name_of (CopilLiveFloorPane *self, CopilRecord *speaker)
{
  return copil_room_name (copil_live_get_room (self->live),
                          copil_record_get_string (speaker, "member_id"));
}

/* -- Asking the base -------------------------------------------------------------------------- */

static void
ask_cb (CopilLiveFloorPane *self)
{
  const char *member = copil_live_members_take (self->members);
  g_autofree char *id = g_uuid_string_random ();

  if (member != NULL)
    copil_live_submit (self->live, _ ("A request for the floor"), "speaker_ask", "id", 's', id,
                       "sitting", 's',
                       copil_sitting_store_get_id (copil_live_get_store (self->live)), "item", 's',
                       current_item (self), "member", 's', member, "at", 't',
                       copil_live_get_now (self->live), NULL);
}

static CopilLive *
live_of (GtkWidget *widget)
{
  return COPIL_LIVE_FLOOR_PANE (gtk_widget_get_ancestor (widget, COPIL_TYPE_LIVE_FLOOR_PANE))->live;
}

static void
start_cb (GtkWidget *button)
{
  CopilLive *live = live_of (button);

  copil_live_submit (live, _ ("The floor"), "speaker_start", "speaker", 's',
                     copil_record_get_id (copil_live_button_get_record (button)), "at", 't',
                     copil_live_get_now (live), NULL);
}

static void
end_cb (GtkWidget *button)
{
  CopilLive *live = live_of (button);

  copil_live_submit (live, _ ("The floor"), "speaker_end", "speaker", 's',
                     copil_record_get_id (copil_live_button_get_record (button)), "at", 't',
                     copil_live_get_now (live), NULL);
}

static void
remove_cb (GtkWidget *button)
{
  copil_live_submit (live_of (button), _ ("The floor"), "speaker_remove", "speaker", 's',
                     copil_record_get_id (copil_live_button_get_record (button)), NULL);
}

/* To the place among those who wait that the button was made for. */
static void
move_cb (GtkWidget *button)
{
  copil_live_submit (live_of (button), _ ("Order of the speakers"), "speaker_move", "speaker", 's',
                     copil_record_get_id (copil_live_button_get_record (button)), "place", 'i',
                     GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "place")), NULL);
}

/* -- The list --------------------------------------------------------------------------------- */

static gboolean
is_waiting (CopilRecord *speaker)
{
  return !copil_record_has (speaker, "started_at");
}

static guint
count_waiting (CopilLiveFloorPane *self)
{
  GListModel *speakers = copil_live_get_list (self->live, "speaker");
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);

      n += is_waiting (speaker);
    }
  return n;
}

static void
add_move (
    GtkWidget *row, CopilRecord *speaker, const char *icon, const char *label, guint place, guint n)
{
  GtkWidget *button =
      copil_live_row_add_button (row, icon, label, speaker, G_CALLBACK (move_cb));

  g_object_set_data (G_OBJECT (button), "place", GINT_TO_POINTER ((int) place));
  gtk_widget_set_sensitive (button, place >= 1 && place <= n);
}

static GtkWidget *
new_row (CopilLiveFloorPane *self, CopilRecord *speaker)
{
  gboolean waits = is_waiting (speaker);
  g_autofree char *hour = copil_instant_describe_hour (
      copil_record_get_time (speaker, waits ? "asked_at" : "started_at"));
  g_autofree char *words =
      g_strdup_printf (waits ? _ ("asked at %s") : _ ("has the floor since %s"), hour);
  g_autofree char *marked = copil_live_mark_pending (speaker, words);

  return copil_live_row_new (name_of (self, speaker), marked);
}

/* @place: 1 is the next of @n. */
static void
add_waiting (CopilLiveFloorPane *self, CopilRecord *speaker, guint place, guint n)
{
  GtkWidget *row = new_row (self, speaker);

  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (!copil_live_get_operates (self->live))
    return;
  copil_live_row_add_button (row, NULL, _ ("Give the floor"), speaker, G_CALLBACK (start_cb));
  add_move (row, speaker, "copil-up-symbolic", _ ("Earlier"), place - 1, n);
  add_move (row, speaker, "copil-down-symbolic", _ ("Later"), place + 1, n);
  copil_live_row_add_button (row, NULL, _ ("Take off the list"), speaker,
                             G_CALLBACK (remove_cb));
}

static void
add_speaking (CopilLiveFloorPane *self, CopilRecord *speaker)
{
  GtkWidget *row = new_row (self, speaker);

  gtk_widget_add_css_class (row, "live-current");
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
  if (copil_live_get_operates (self->live))
    copil_live_row_add_button (row, NULL, _ ("End"), speaker, G_CALLBACK (end_cb));
}

static void
fill (gpointer data)
{
  CopilLiveFloorPane *self = data;
  GListModel *speakers = copil_live_get_list (self->live, "speaker");
  guint n = count_waiting (self), place = 0;

  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);

      if (is_waiting (speaker))
        add_waiting (self, speaker, ++place, n);
      else if (!copil_record_has (speaker, "ended_at"))
        add_speaking (self, speaker);
    }
}

/* -- Speaking time ---------------------------------------------------------------------------- */

typedef struct
{
  const char *member;
  gint64 time;
  int turns;
} Spoken;

static gint
compare_spoken (gconstpointer a, gconstpointer b)
{
  const Spoken *one = a, *other = b;

  return one->time < other->time ? 1 : one->time > other->time ? -1 : 0;
}

static Spoken *
find_spoken (GArray *list, const char *member)
{
  Spoken fresh = { .member = member };

  for (guint i = 0; i < list->len; i++)
    if (g_str_equal (g_array_index (list, Spoken, i).member, member))
      return &g_array_index (list, Spoken, i);
  g_array_append_val (list, fresh);
  return &g_array_index (list, Spoken, list->len - 1);
}

/* (element-type Spoken): who spoke longest first. */
static GArray *
sum_spoken (CopilLiveFloorPane *self)
{
  GListModel *speakers = copil_live_get_list (self->live, "speaker");
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Spoken));

  for (guint i = 0; i < g_list_model_get_n_items (speakers); i++)
    {
      g_autoptr (CopilRecord) speaker = g_list_model_get_item (speakers, i);
      gint64 end = copil_record_has (speaker, "ended_at")
                       ? copil_record_get_time (speaker, "ended_at")
                       : copil_live_get_now (self->live);
      Spoken *spoken;

      if (is_waiting (speaker))
        continue;
      spoken = find_spoken (list, copil_record_get_word (speaker, "member_id"));
      spoken->time += MAX (0, end - copil_record_get_time (speaker, "started_at"));
      spoken->turns++;
    }
  g_array_sort (list, compare_spoken);
  return list;
}

static void
show_times (CopilLiveFloorPane *self)
{
  g_autoptr (GArray) list = sum_spoken (self);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    {
      const Spoken *spoken = &g_array_index (list, Spoken, i);
      g_autofree char *time = copil_timer_format (spoken->time);
      g_autofree char *turns =
          g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%d time", "%d times", spoken->turns),
                           spoken->turns);
      const char *name = copil_room_name (copil_live_get_room (self->live), spoken->member);

      /* translators: who, how long they spoke, how often */
      g_string_append_printf (text, _ ("%s: %s (%s)"), name, time, turns);
      if (i + 1 < list->len)
        g_string_append (text, " · ");
    }
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->times), text->str);
}

static void
refresh (CopilLiveFloorPane *self)
{
  copil_live_list_refill (self->list, fill, self);
  show_times (self);
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
build_form (CopilLiveFloorPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->members = copil_live_members_new (self->live, _ ("Member"));
  gtk_box_append (GTK_BOX (box), self->members);
  gtk_box_append (GTK_BOX (box), copil_live_button_new (_ ("Asks for the floor"), NULL,
                                                        G_CALLBACK (ask_cb), self));
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
  self->times = copil_live_label_new ("", "secondary");
  gtk_box_append (GTK_BOX (self->box),
                  copil_live_list_new (_ ("Requests for the floor"), &self->list));
  copil_live_list_set_empty (self->list, _ ("Nobody asks for the floor."));
  adw_bin_set_child (ADW_BIN (self), self->box);
}

GtkWidget *
copil_live_floor_pane_new (CopilLive *live)
{
  CopilLiveFloorPane *self = g_object_new (COPIL_TYPE_LIVE_FLOOR_PANE, NULL);

  self->live = g_object_ref (live);
  if (copil_live_get_operates (live))
    gtk_box_append (GTK_BOX (self->box), build_form (self));
  gtk_box_append (GTK_BOX (self->box), copil_live_heading_new (_ ("Speaking time")));
  gtk_box_append (GTK_BOX (self->box), self->times);
  gtk_box_append (GTK_BOX (self->box), copil_live_guests_new (live));
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "tick", G_CALLBACK (show_times), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
