/* live-agenda-pane.c: the agenda in the operator's console: what became of each item
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"
#include "core/format.h"
#include "widget/icon.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_AGENDA_PANE (copil_live_agenda_pane_get_type ())
G_DECLARE_FINAL_TYPE (CopilLiveAgendaPane, copil_live_agenda_pane, COPIL, LIVE_AGENDA_PANE, AdwBin)

struct _CopilLiveAgendaPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *list;
  gboolean filling;
  int seen;         /* the item under way when it was last brought into view; -1: none */
  guint tick;
};

G_DEFINE_FINAL_TYPE (CopilLiveAgendaPane, copil_live_agenda_pane, ADW_TYPE_BIN)

/* -- How it stands ---------------------------------------------------------------------------- */

static const struct
{
  const char *outcome;
  const char *word;
  const char *icon;
} outcomes[] = {
  { "pending", N_ ("to come"), "copil-ring-symbolic" },
  { "current", N_ ("under way"), "copil-forward-symbolic" },
  { "treated", N_ ("treated"), "copil-check-symbolic" },
  { "adopted", N_ ("adopted"), "copil-check-symbolic" },
  { "rejected", N_ ("rejected"), "copil-cross-symbolic" },
  { "favourable", N_ ("favourable advice"), "copil-check-symbolic" },
  { "unfavourable", N_ ("unfavourable advice"), "copil-cross-symbolic" },
  { "postponed", N_ ("postponed"), "copil-clock-symbolic" },
  { "withdrawn", N_ ("withdrawn"), "copil-none-symbolic" },
};

static guint
find_outcome (CopilRecord *record)
{
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    if (g_str_equal (copil_record_get_word (record, "outcome"), outcomes[i].outcome))
      return i;
  return 0;
}

static char *
describe (CopilLive *live, const CopilAgendaEntry *entry)
{
  CopilTimer timer = copil_live_get_timer (live, entry->item);
  g_autofree char *length = copil_format_length (
      entry->n_children > 0 ? entry->total : (timer.planned + timer.extended) / COPIL_SECOND);
  const char *nature = copil_record_get_string (entry->item, "nature");
  g_autofree char *words = NULL;

  if (entry->n_children > 0)
    return g_steal_pointer (&length);
  words = g_strjoin (" · ", copil_nature_get_name (copil_nature_parse (nature)), length,
                     _ (outcomes[find_outcome (entry->item)].word), NULL);
  return copil_live_mark_pending (entry->item, words);
}

static GtkWidget *
new_row (CopilLive *live, const CopilAgendaEntry *item)
{
  g_autofree char *title =
      g_strjoin ("  ", item->number, copil_record_get_word (item->item, "title"), NULL);
  g_autofree char *subtitle = describe (live, item);
  GtkWidget *row = copil_live_row_new (title, subtitle);
  guint outcome = find_outcome (item->item);

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_set_margin_start (row, 12 * (int) item->depth);
  if (item->n_children == 0)
    adw_action_row_add_prefix (ADW_ACTION_ROW (row), copil_icon_new (outcomes[outcome].icon));
  if (g_str_equal (outcomes[outcome].outcome, "current"))
    gtk_widget_add_css_class (row, "live-current");
  return row;
}

/* -- The list --------------------------------------------------------------------------------- */

/* Once the rows have their places: half of the list above the item under way, half below. */
static gboolean
bring_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CopilLiveAgendaPane *self = COPIL_LIVE_AGENDA_PANE (widget);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), self->seen);
  GtkAdjustment *scroll =
      gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self))));
  graphene_rect_t place;

  if (row != NULL && gtk_widget_get_height (GTK_WIDGET (row)) == 0)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), self->list, &place))
    gtk_adjustment_set_value (scroll, place.origin.y + place.size.height / 2
                                          - gtk_adjustment_get_page_size (scroll) / 2);
  return G_SOURCE_REMOVE;
}

/* It is looked for when it changes; between two changes one scrolls as one likes. */
static void
bring_current (CopilLiveAgendaPane *self)
{
  int current = copil_live_get_current (self->live);

  if (current == self->seen)
    return;
  self->seen = current;
  if (current >= 0 && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), bring_cb, NULL, NULL);
}

static void
refresh (CopilLiveAgendaPane *self)
{
  int selected = copil_live_get_selected (self->live);

  self->filling = TRUE;
  copil_live_list_clear (self->list);
  for (guint i = 0; i < copil_live_get_n_items (self->live); i++)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         new_row (self->live, copil_live_get_item (self->live, i)));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), selected));
  self->filling = FALSE;
  bring_current (self);
}

static void
selected_cb (CopilLiveAgendaPane *self, GtkListBoxRow *row)
{
  if (row != NULL && !self->filling)
    copil_live_select (self->live, gtk_list_box_row_get_index (row));
}

static void
copil_live_agenda_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_AGENDA_PANE (object)->live);
  G_OBJECT_CLASS (copil_live_agenda_pane_parent_class)->dispose (object);
}

static void
copil_live_agenda_pane_class_init (CopilLiveAgendaPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_agenda_pane_dispose;
}

static void
copil_live_agenda_pane_init (CopilLiveAgendaPane *self)
{
  self->seen = -1;
  adw_bin_set_child (ADW_BIN (self), copil_live_list_new (_ ("Agenda"), &self->list));
  g_signal_connect_object (self->list, "row-selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
copil_live_agenda_pane_new (CopilLive *live)
{
  CopilLiveAgendaPane *self = g_object_new (COPIL_TYPE_LIVE_AGENDA_PANE, NULL);

  self->live = g_object_ref (live);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
