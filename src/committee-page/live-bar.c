/* live-bar.c: the timer, the stage of the sitting and what can be done with it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live-page.h"
#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

#define FIVE_MINUTES 300

#define COPIL_TYPE_LIVE_BAR (copil_live_bar_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveBar, copil_live_bar, COPIL, LIVE_BAR, AdwBin)

struct _CopilLiveBar
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *caption;
  GtkWidget *figure;
  GtkWidget *drift;
  GtkWidget *timer_box;
  GtkWidget *quorum;
  GtkWidget *open;
  GtkWidget *next;
  GtkWidget *pause;
  GtkWidget *extend;
  GtkWidget *reason;
  GtkWidget *minutes;
  GtkWidget *suspend;
  GtkWidget *close;
};

enum
{
  ASK_STEP,
  ASK_CLOSE,
  PROJECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilLiveBar, copil_live_bar, ADW_TYPE_BIN)

/* -- What can be done ------------------------------------------------------------------------- */

static const char *
sitting_of (CopilLive *live)
{
  return copil_sitting_store_get_id (copil_live_get_store (live));
}

static gboolean
is_running (CopilLive *live)
{
  int current = copil_live_get_current (live);

  return current >= 0
         && copil_live_get_timer (live, copil_live_get_item (live, current)->item).running;
}

void
copil_live_toggle_timer (CopilLive *live)
{
  gboolean running = is_running (live);

  if (copil_live_get_current (live) < 0 || !copil_live_get_operates (live))
    return;
  copil_live_submit (live, running ? _ ("Timer paused") : _ ("Timer resumed"),
                     running ? "clock_pause" : "clock_resume", "sitting", 's', sitting_of (live),
                     "at", 't', copil_live_get_now (live), NULL);
}

void
copil_live_extend (CopilLive *live, int seconds, const char *reason)
{
  if (copil_live_get_current (live) < 0 || !copil_live_get_operates (live))
    return;
  copil_live_submit (live, _ ("Timer extended"), "clock_extend", "sitting", 's', sitting_of (live),
                     "seconds", 'i', seconds, "reason", 's', reason, "at", 't',
                     copil_live_get_now (live), NULL);
}

/* What became of it without anybody having to say so; NULL: the operator must say. */
static const char *
known_outcome (CopilLive *live, CopilRecord *item)
{
  CopilNature nature = copil_nature_parse (copil_record_get_string (item, "nature"));
  CopilRecord *vote = copil_live_find_vote (live, item);
  gboolean adopted =
      vote != NULL && g_str_equal (copil_record_get_word (vote, "verdict"), "adopted");

  if (nature == COPIL_NATURE_INFORMATION)
    return "treated";
  if (vote == NULL || copil_vote_is_open (vote))
    return NULL;
  if (nature == COPIL_NATURE_ADVICE)
    return adopted ? "favourable" : "unfavourable";
  return adopted ? "adopted" : "rejected";
}

void
copil_live_go_to (CopilLive *live, int index)
{
  int current = copil_live_get_current (live);
  CopilRecord *item = copil_live_get_item (live, index)->item;
  CopilRecord *before = current >= 0 ? copil_live_get_item (live, current)->item : NULL;
  const char *outcome = before != NULL && index > current ? known_outcome (live, before) : NULL;
  g_autofree char *label =
      g_strdup_printf (_ ("Start of item %s"), copil_live_get_item (live, index)->number);
  g_autofree char *id = g_strdup (copil_record_get_id (item));
  gint64 now = copil_live_get_now (live);

  if (outcome != NULL)
    copil_live_submit (live, _ ("End of an item"), "item_end", "item", 's',
                       copil_record_get_id (before), "outcome", 's', outcome, "meaning", 's', NULL,
                       "at", 't', now, NULL);
  copil_live_submit (live, label, "item_start", "sitting", 's', sitting_of (live), "item", 's', id,
                     "at", 't', now, NULL);
  copil_live_select (live, -1);
}

static void
open_cb (CopilLiveBar *self)
{
  gboolean suspended = g_str_equal (copil_live_get_stage (self->live), "suspended");
  CopilRecord *sitting = copil_live_get_sitting (self->live);
  gint64 now = copil_live_get_now (self->live);

  if (suspended)
    copil_live_submit (self->live, _ ("Sitting resumed"), "sitting_reopen", "sitting", 's',
                       sitting_of (self->live), "at", 't', now, NULL);
  else if (sitting != NULL)
    copil_live_submit (self->live, _ ("Sitting opened"), "sitting_open", "sitting", 's',
                       sitting_of (self->live), "version", 'i',
                       (int) copil_record_get_int (sitting, "version"), "at", 't', now, NULL);
}

static void
suspend_cb (CopilLiveBar *self)
{
  copil_live_submit (self->live, _ ("Sitting suspended"), "sitting_suspend", "sitting", 's',
                     sitting_of (self->live), "at", 't', copil_live_get_now (self->live), NULL);
}

static void
pause_cb (CopilLiveBar *self)
{
  copil_live_toggle_timer (self->live);
}

static void
extend_cb (CopilLiveBar *self)
{
  g_autofree char *reason = copil_live_take_text (self->reason);
  int minutes = gtk_spin_button_get_value_as_int (GTK_SPIN_BUTTON (self->minutes));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->extend));
  copil_live_extend (self->live, minutes * 60, reason);
}

static void
next_cb (CopilLiveBar *self)
{
  g_signal_emit (self, signals[ASK_STEP], 0, 1);
}

static void
close_cb (CopilLiveBar *self)
{
  g_signal_emit (self, signals[ASK_CLOSE], 0);
}

static void
project_cb (CopilLiveBar *self)
{
  g_signal_emit (self, signals[PROJECT], 0);
}

/* -- What is shown ---------------------------------------------------------------------------- */

static void
show_drift (CopilLiveBar *self, const CopilScene *scene)
{
  g_autofree char *words =
      scene->time.planned != NULL
          ? g_strjoin (" · ", scene->time.planned, scene->time.drift_words, scene->time.forecast,
                       NULL)
          : g_strjoin (" · ", scene->time.drift_words, scene->time.forecast, NULL);

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->drift), words);
  if (scene->time.drift == COPIL_DRIFT_LATE)
    gtk_widget_add_css_class (self->drift, "tone-watch");
  else
    gtk_widget_remove_css_class (self->drift, "tone-watch");
}

static void
tick (CopilLiveBar *self)
{
  g_autoptr (CopilScene) scene = copil_scene_new ();
  CopilSittingTime time = copil_live_get_time (self->live);
  int current = copil_live_get_current (self->live);

  copil_live_fill_forecast (scene, &time);
  if (current >= 0)
    {
      CopilRecord *item = copil_live_get_item (self->live, current)->item;
      CopilTimer timer = copil_live_get_timer (self->live, item);
      g_autofree char *caption = NULL;

      copil_live_fill_timer (scene, &timer, copil_record_has (item, "started_at"),
                             copil_live_get_now (self->live));
      caption = copil_live_mark_pending (
          copil_live_find_pending (copil_live_get_list (self->live, "clock_event"), "item_id",
                                   copil_record_get_id (item)),
          scene->time.caption);
      copil_fit_label_set_text (COPIL_FIT_LABEL (self->caption), caption);
      copil_fit_label_set_text (COPIL_FIT_LABEL (self->figure), scene->time.figure);
      if (scene->time.over)
        gtk_widget_add_css_class (self->figure, "tone-watch");
      else
        gtk_widget_remove_css_class (self->figure, "tone-watch");
    }
  gtk_widget_set_visible (self->timer_box, current >= 0);
  show_drift (self, scene);
  gtk_widget_set_visible (self->drift, !g_str_equal (copil_live_get_stage (self->live), "closed"));
}

/* Always in sight: how many are there, and whether it is enough. */
static void
show_quorum (CopilLiveBar *self)
{
  CopilQuorum quorum = copil_room_get_quorum (copil_live_get_room (self->live));
  g_autofree char *words = NULL;

  if (!quorum.required)
    words = g_strdup_printf (_ ("%u there of %u, no quorum required"), quorum.present, quorum.base);
  else if (quorum.reached)
    words = g_strdup_printf (_ ("Quorum reached: %u of %u, %u needed"), quorum.counted,
                             quorum.base, quorum.threshold);
  else
    words = g_strdup_printf (_ ("No quorum: %u of %u, %u needed"), quorum.counted, quorum.base,
                             quorum.threshold);
  copil_fit_label_set_text (COPIL_FIT_LABEL (self->quorum), words);
  if (quorum.required && !quorum.reached)
    gtk_widget_add_css_class (self->quorum, "tone-watch");
  else
    gtk_widget_remove_css_class (self->quorum, "tone-watch");
}

static void
refresh (CopilLiveBar *self)
{
  const char *stage = copil_live_get_stage (self->live);
  gboolean open = g_str_equal (stage, "open"), suspended = g_str_equal (stage, "suspended");
  int current = copil_live_get_current (self->live);

  gtk_button_set_label (GTK_BUTTON (self->open),
                        suspended ? _ ("Resume the sitting") : _ ("Open the sitting"));
  gtk_widget_set_visible (self->open, suspended || g_str_equal (stage, "convoked"));
  gtk_widget_set_visible (self->next, open && copil_live_step (self->live, current, 1) >= 0);
  gtk_button_set_label (GTK_BUTTON (self->next),
                        current < 0 ? _ ("Start the agenda") : _ ("Next item"));
  gtk_widget_set_visible (self->pause, open && current >= 0);
  gtk_button_set_label (GTK_BUTTON (self->pause),
                        is_running (self->live) ? _ ("Pause") : _ ("Resume"));
  gtk_widget_set_visible (self->extend, open && current >= 0);
  gtk_widget_set_visible (self->suspend, open);
  gtk_widget_set_visible (self->close, open || suspended);
  show_quorum (self);
  tick (self);
}

/* -- The bar ---------------------------------------------------------------------------------- */

static void
copil_live_bar_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_BAR (object)->live);
  G_OBJECT_CLASS (copil_live_bar_parent_class)->dispose (object);
}

static void
copil_live_bar_class_init (CopilLiveBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_bar_dispose;
  signals[ASK_STEP] = g_signal_new ("ask-step", COPIL_TYPE_LIVE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[ASK_CLOSE] = g_signal_new ("ask-close", COPIL_TYPE_LIVE_BAR, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[PROJECT] = g_signal_new ("project", COPIL_TYPE_LIVE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
build_extend (CopilLiveBar *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->minutes = gtk_spin_button_new_with_range (1, 120, 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (self->minutes), FIVE_MINUTES / 60);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->minutes), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Minutes to add"), -1);
  self->reason = copil_live_entry_new (_ ("Why the item takes longer"));
  gtk_box_append (GTK_BOX (box), self->minutes);
  gtk_box_append (GTK_BOX (box), self->reason);
  gtk_box_append (GTK_BOX (box),
                  copil_live_button_new (_ ("Extend"), NULL, G_CALLBACK (extend_cb), self));
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _ ("Extend…"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Extend…"), -1);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (button), popover);
  return button;
}

static GtkWidget *
build_buttons (CopilLiveBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->open = copil_live_button_new ("", "suggested-action", G_CALLBACK (open_cb), self);
  self->next = copil_live_button_new ("", "suggested-action", G_CALLBACK (next_cb), self);
  self->pause = copil_live_button_new ("", NULL, G_CALLBACK (pause_cb), self);
  self->extend = build_extend (self);
  self->suspend = copil_live_button_new (_ ("Suspend"), NULL, G_CALLBACK (suspend_cb), self);
  self->close = copil_live_button_new (_ ("Close the sitting…"), NULL, G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (box), self->open);
  gtk_box_append (GTK_BOX (box), self->next);
  gtk_box_append (GTK_BOX (box), self->pause);
  gtk_box_append (GTK_BOX (box), self->extend);
  gtk_box_append (GTK_BOX (box), self->suspend);
  gtk_box_append (GTK_BOX (box), self->close);
  gtk_box_append (GTK_BOX (box),
                  copil_live_button_new (_ ("Project"), NULL, G_CALLBACK (project_cb), self));
  return box;
}

static void
copil_live_bar_init (CopilLiveBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->timer_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->caption = copil_live_label_new ("", "note");
  self->figure = copil_live_label_new ("", "live-timer");
  self->drift = copil_live_label_new ("", "secondary");
  gtk_box_append (GTK_BOX (self->timer_box), self->caption);
  gtk_box_append (GTK_BOX (self->timer_box), self->figure);
  self->quorum = copil_live_label_new ("", "card-title");
  gtk_widget_set_hexpand (self->drift, TRUE);
  gtk_box_append (GTK_BOX (line), self->timer_box);
  gtk_box_append (GTK_BOX (line), self->drift);
  gtk_box_append (GTK_BOX (line), self->quorum);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), build_buttons (self));
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_bar_new (CopilLive *live)
{
  CopilLiveBar *self = g_object_new (COPIL_TYPE_LIVE_BAR, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (live, "tick", G_CALLBACK (tick), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
