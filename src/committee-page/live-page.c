/* live-page.c: the operator's console, and what members see of the sitting
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-page.h"

#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

/* What the line on top asks. */
typedef enum
{
  ASK_NOTHING,
  ASK_ITEM,
  ASK_CLOSE,
} Ask;

struct _CopilLivePage
{
  AdwBin parent_instance;
  CopilLive *live;
  CopilProjectorWindow *projector;
  GtkWidget *ask_box;
  GtkWidget *ask_label;
  GtkWidget *ask_yes;
  Ask ask;
  int asked_item;
  GtkWidget *alarm;
  GtkWidget *alarm_label;
  GtkWidget *refused;
  GtkWidget *refused_label;
  GtkWidget *stack;
  CopilProjectorView *now;
  CopilProjectorView *next;
  GtkWidget *next_box;
};

G_DEFINE_FINAL_TYPE (CopilLivePage, copil_live_page, ADW_TYPE_BIN)

/* -- What is asked ---------------------------------------------------------------------------- */

static void
ask (CopilLivePage *self, Ask what, const char *words, gboolean possible)
{
  self->ask = what;
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->ask_label), words);
  gtk_widget_set_visible (self->ask_yes, possible);
  gtk_widget_set_visible (self->ask_box, what != ASK_NOTHING);
  if (what != ASK_NOTHING && possible)
    gtk_widget_grab_focus (self->ask_yes);
}

void
copil_live_page_ask_step (CopilLivePage *self, int step)
{
  g_autofree char *words = NULL;
  const CopilAgendaEntry *item;
  int index;

  g_return_if_fail (COPIL_IS_LIVE_PAGE (self));
  if (!copil_live_get_operates (self->live)
      || !g_str_equal (copil_live_get_stage (self->live), "open"))
    return;
  index = copil_live_step (self->live, copil_live_get_current (self->live), step);
  if (index < 0)
    {
      ask (self, ASK_ITEM, step > 0 ? _ ("This was the last item.") : _ ("This is the first item."),
           FALSE);
      return;
    }
  item = copil_live_get_item (self->live, index);
  words = g_strdup_printf (_ ("Go to item %s, “%s”?"), item->number,
                           copil_record_get_word (item->item, "title"));
  self->asked_item = index;
  ask (self, ASK_ITEM, words, TRUE);
}

/* A sitting is closed once each item has an outcome. */
static void
ask_close (CopilLivePage *self)
{
  g_autoptr (GPtrArray) undecided = copil_live_list_undecided (self->live);
  g_autoptr (GString) words = g_string_new (
      undecided->len == 0
          ? _ ("Close the sitting? Its decisions are numbered, nothing is added.")
          : _ ("Before the sitting is closed, say what became of these items:"));

  for (guint i = 0; i < undecided->len; i++)
    {
      const CopilAgendaEntry *entry = g_ptr_array_index (undecided, i);

      g_string_append_printf (words, "\n%s  %s", entry->number,
                              copil_record_get_word (entry->item, "title"));
    }
  ask (self, ASK_CLOSE, words->str, undecided->len == 0);
}

static void
close_sitting (CopilLivePage *self)
{
  CopilRecord *sitting = copil_live_get_sitting (self->live);

  copil_live_submit (self->live, _ ("Sitting closed"), "sitting_close", "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "version", 'i',
                     (int) copil_record_get_int (sitting, "version"), "at", 't',
                     copil_live_get_now (self->live), NULL);
}

void
copil_live_page_answer (CopilLivePage *self, gboolean yes)
{
  Ask asked = self->ask;

  g_return_if_fail (COPIL_IS_LIVE_PAGE (self));
  yes = yes && gtk_widget_get_visible (self->ask_yes);
  ask (self, ASK_NOTHING, "", FALSE);
  if (yes && asked == ASK_ITEM)
    copil_live_go_to (self->live, self->asked_item);
  else if (yes && asked == ASK_CLOSE)
    close_sitting (self);
}

static void
yes_cb (CopilLivePage *self)
{
  copil_live_page_answer (self, TRUE);
}

static void
no_cb (CopilLivePage *self)
{
  copil_live_page_answer (self, FALSE);
}

/* -- What is projected ------------------------------------------------------------------------ */

static void
show_scene (CopilLivePage *self)
{
  int current = copil_live_get_current (self->live);
  g_autoptr (CopilScene) scene = copil_live_build_scene (self->live, current);

  copil_projector_view_set_scene (self->now, scene);
  if (self->projector != NULL)
    copil_projector_view_set_scene (copil_projector_window_get_view (self->projector), scene);
}

static void
show_next (CopilLivePage *self)
{
  gboolean closed = g_str_equal (copil_live_get_stage (self->live), "closed");
  int index =
    closed ? -1 : copil_live_step (self->live, copil_live_get_current (self->live), 1);
  g_autoptr(CopilScene) scene = NULL;

  if (self->next == NULL)
    return;
  gtk_widget_set_visible (self->next_box, index >= 0);
  if (index < 0)
    return;
  scene = copil_live_build_scene (self->live, index);
  copil_projector_view_set_scene (self->next, scene);
}

static void
show_alarm (CopilLivePage *self)
{
  CopilQuorum quorum = copil_room_get_quorum (copil_live_get_room (self->live));
  const CopilAssembly *assembly = copil_room_get_assembly (copil_live_get_room (self->live));
  const char *stage = copil_live_get_stage (self->live);
  gboolean lost = assembly != NULL && quorum.required && !quorum.reached
                  && (g_str_equal (stage, "open") || g_str_equal (stage, "suspended"));
  g_autofree char *words = lost ? copil_quorum_describe (&quorum, assembly->regime) : g_strdup ("");

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->alarm_label), words);
  gtk_widget_set_visible (self->alarm, lost);
}

static void
refresh (CopilLivePage *self)
{
  show_scene (self);
  show_next (self);
  show_alarm (self);
}

static void
refused_cb (CopilLivePage *self, const char *message)
{
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->refused_label), message);
  gtk_widget_set_visible (self->refused, *message != '\0');
}

static gboolean take_key (CopilLivePage *self, guint keyval);

static void
projector_key_cb (CopilLivePage *self, guint keyval)
{
  take_key (self, keyval);
}

static void
projector_closed_cb (CopilLivePage *self)
{
  self->projector = NULL;
}

void
copil_live_page_project (CopilLivePage *self)
{
  GtkRoot *root;

  g_return_if_fail (COPIL_IS_LIVE_PAGE (self));
  if (self->projector != NULL)
    {
      gtk_window_close (GTK_WINDOW (self->projector));
      return;
    }
  root = gtk_widget_get_root (GTK_WIDGET (self));
  self->projector = COPIL_PROJECTOR_WINDOW (copil_projector_window_new (
      GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL));
  g_signal_connect_object (self->projector, "remote", G_CALLBACK (copil_live_page_ask_step), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->projector, "key", G_CALLBACK (projector_key_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->projector, "destroy", G_CALLBACK (projector_closed_cb), self,
                           G_CONNECT_SWAPPED);
  show_scene (self);
  copil_projector_window_open (self->projector, NULL,
                               GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

CopilProjectorWindow *
copil_live_page_get_projector (CopilLivePage *self)
{
  g_return_val_if_fail (COPIL_IS_LIVE_PAGE (self), NULL);
  return self->projector;
}

/* -- Keys ------------------------------------------------------------------------------------- */

static void
with_projector (CopilLivePage *self, guint keyval)
{
  CopilProjectorView *view;

  if (self->projector == NULL)
    return;
  view = copil_projector_window_get_view (self->projector);
  if (keyval == GDK_KEY_F8)
    copil_projector_view_set_dark (view, !copil_projector_view_get_dark (view));
  else
    copil_projector_view_set_blank (view, !copil_projector_view_get_blank (view));
}

static gboolean
take_key (CopilLivePage *self, guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Page_Down:
    case GDK_KEY_Page_Up:
      copil_live_page_ask_step (self, keyval == GDK_KEY_Page_Down ? 1 : -1);
      return TRUE;
    case GDK_KEY_space:
      copil_live_toggle_timer (self->live);
      return TRUE;
    case GDK_KEY_plus:
    case GDK_KEY_KP_Add:
      copil_live_extend (self->live, 300, NULL);
      return TRUE;
    case GDK_KEY_b:
    case GDK_KEY_B:
    case GDK_KEY_F8:
      with_projector (self, keyval);
      return TRUE;
    case GDK_KEY_Escape:
      copil_live_page_answer (self, FALSE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* What is written in an entry or a note stays there. */
static gboolean
key_cb (CopilLivePage *self, guint keyval, guint keycode, GdkModifierType state)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0 || GTK_IS_TEXT (focus)
      || GTK_IS_TEXT_VIEW (focus))
    return FALSE;
  return take_key (self, keyval);
}

/* -- The page --------------------------------------------------------------------------------- */

static GtkWidget *
build_ask (CopilLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->ask_box = box;
  self->ask_label = copil_live_label_new ("", "card-title");
  self->ask_yes =
      copil_live_button_new (_ ("Confirm"), "suggested-action", G_CALLBACK (yes_cb), self);
  gtk_widget_set_hexpand (self->ask_label, TRUE);
  gtk_widget_add_css_class (box, "live-ask");
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (GTK_BOX (box), self->ask_label);
  gtk_box_append (GTK_BOX (box), self->ask_yes);
  gtk_box_append (GTK_BOX (box),
                  copil_live_button_new (_ ("Not now"), NULL, G_CALLBACK (no_cb), self));
  return box;
}

static GtkWidget *
build_alarm (CopilLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *icon = gtk_image_new_from_icon_name ("copil-watch-symbolic");

  self->alarm = box;
  self->alarm_label = copil_live_label_new ("", "section-title");
  g_object_set (box, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_add_css_class (box, "notice");
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), self->alarm_label);
  return box;
}

static void
understood_cb (CopilLivePage *self)
{
  gtk_widget_set_visible (self->refused, FALSE);
}

/* What the base refused, until it is read. */
static GtkWidget *
build_refused (CopilLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);

  self->refused = box;
  self->refused_label = copil_live_label_new ("", "tone-unfavourable");
  g_object_set (box, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, NULL);
  gtk_widget_set_hexpand (self->refused_label, TRUE);
  gtk_widget_set_visible (box, FALSE);
  gtk_box_append (GTK_BOX (box), self->refused_label);
  gtk_box_append (GTK_BOX (box), copil_live_button_new (_ ("Understood"), NULL,
                                                        G_CALLBACK (understood_cb), self));
  return box;
}

/* A small screen with its name above. */
static GtkWidget *
build_preview (const char *name, CopilProjectorView **view)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *frame = gtk_aspect_frame_new (0.5, 0, 16. / 9, FALSE);

  *view = COPIL_PROJECTOR_VIEW (copil_projector_view_new ());
  gtk_widget_set_size_request (GTK_WIDGET (*view), 256, 144);
  gtk_widget_add_css_class (GTK_WIDGET (*view), "live-preview");
  gtk_aspect_frame_set_child (GTK_ASPECT_FRAME (frame), GTK_WIDGET (*view));
  gtk_box_append (GTK_BOX (box), copil_live_label_new (name, "note"));
  gtk_box_append (GTK_BOX (box), frame);
  return box;
}

static void
add_pane (CopilLivePage *self, GtkWidget *pane, const char *name, const char *title)
{
  gtk_stack_add_titled (GTK_STACK (self->stack), pane, name, title);
}

static GtkWidget *
build_panes (CopilLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->stack = gtk_stack_new ();
  add_pane (self, copil_live_item_pane_new (self->live), "item", _ ("Item"));
  add_pane (self, copil_live_attendance_pane_new (self->live), "attendance", _ ("Attendance"));
  add_pane (self, copil_live_floor_pane_new (self->live), "floor", _ ("Floor"));
  add_pane (self, copil_live_vote_pane_new (self->live), "vote", _ ("Vote"));
  add_pane (self, copil_live_decision_pane_new (self->live), "decision", _ ("Decisions"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (self->stack));
  gtk_widget_add_css_class (switcher, "segmented");
  gtk_widget_set_halign (switcher, GTK_ALIGN_START);
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), self->stack);
  gtk_widget_set_hexpand (box, TRUE);
  return box;
}

static GtkWidget *
build_side (CopilLivePage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);
  GtkWidget *previews = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *agenda = copil_live_agenda_pane_new (self->live);

  gtk_widget_set_vexpand (agenda, TRUE);
  gtk_widget_set_size_request (box, 280, -1);
  gtk_box_append (GTK_BOX (previews), build_preview (_ ("Projected"), &self->now));
  self->next_box = build_preview (_("Next"), &self->next);
  gtk_box_append (GTK_BOX (previews), self->next_box);
  gtk_box_append (GTK_BOX (box), agenda);
  gtk_box_append (GTK_BOX (box), previews);
  return box;
}

static void
build_console (CopilLivePage *self, GtkWidget *box)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 18);
  GtkWidget *bar = copil_live_bar_new (self->live);

  g_signal_connect_object (bar, "ask-step", G_CALLBACK (copil_live_page_ask_step), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "ask-close", G_CALLBACK (ask_close), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (bar, "project", G_CALLBACK (copil_live_page_project), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_vexpand (body, TRUE);
  gtk_box_append (GTK_BOX (body), build_side (self));
  gtk_box_append (GTK_BOX (body), build_panes (self));
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), body);
}

static void
build_follower (CopilLivePage *self, GtkWidget *box)
{
  self->now = COPIL_PROJECTOR_VIEW (copil_projector_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->now), TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->now), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->now));
  gtk_box_append (GTK_BOX (box), copil_live_member_new (self->live));
}

static void
copil_live_page_dispose (GObject *object)
{
  CopilLivePage *self = COPIL_LIVE_PAGE (object);

  if (self->projector != NULL)
    gtk_window_destroy (GTK_WINDOW (self->projector));
  g_clear_object (&self->live);
  G_OBJECT_CLASS (copil_live_page_parent_class)->dispose (object);
}

static void
copil_live_page_class_init (CopilLivePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_page_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "livepage");
}

static void
copil_live_page_init (CopilLivePage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
copil_live_page_new (CopilLive *live)
{
  CopilLivePage *self = g_object_new (COPIL_TYPE_LIVE_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->live = g_object_ref (live);
  gtk_box_append (GTK_BOX (box), build_alarm (self));
  gtk_box_append (GTK_BOX (box), build_ask (self));
  gtk_box_append (GTK_BOX (box), build_refused (self));
  if (copil_live_get_operates (live))
    build_console (self, box);
  else
    build_follower (self, box);
  gtk_widget_add_css_class (box, "page");
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "tick", G_CALLBACK (show_scene), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
