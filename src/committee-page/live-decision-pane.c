/* live-decision-pane.c: decisions, actions and disagreements, typed as they come
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-ballot.h"
#include "committee-page/live-ui.h"
#include "committee-page/words.h"
#include "core/format.h"
#include "widget/drop-down.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_DECISION_PANE (copil_live_decision_pane_get_type ())
G_DECLARE_FINAL_TYPE (
    CopilLiveDecisionPane, copil_live_decision_pane, COPIL, LIVE_DECISION_PANE, AdwBin)

struct _CopilLiveDecisionPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *whole; /* shows those of the whole sitting */
  GtkWidget *list;
  GtkWidget *forms;
  GtkWidget *decision;
  GtkWidget *action;
  GtkWidget *owner;
  GtkWidget *due;
  GtkWidget *indicator;
  GtkWidget *opponent;
  GtkWidget *dissent;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (CopilLiveDecisionPane, copil_live_decision_pane, ADW_TYPE_BIN)

static CopilRecord *
get_item (CopilLiveDecisionPane *self)
{
  int index = copil_live_get_selected (self->live);

  return index >= 0 ? copil_live_get_item (self->live, index)->item : NULL;
}

static CopilLiveDecisionPane *
pane_of (GtkWidget *widget)
{
  return COPIL_LIVE_DECISION_PANE (gtk_widget_get_ancestor (widget, COPIL_TYPE_LIVE_DECISION_PANE));
}

/* -- Asking the base -------------------------------------------------------------------------- */

static void
add_decision_cb (CopilLiveDecisionPane *self)
{
  CopilRecord *item = get_item (self);
  CopilRecord *vote = item != NULL ? copil_live_find_vote (self->live, item) : NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *words = NULL;

  if (item == NULL || (words = copil_live_take_text (self->decision)) == NULL)
    return;
  copil_live_submit (self->live, _ ("A decision"), "decision_add", "id", 's', id, "item", 's',
                     copil_record_get_id (item), "vote", 's',
                     vote != NULL && !copil_vote_is_open (vote) ? copil_record_get_id (vote) : NULL,
                     "words", 's', words, NULL);
}

/* As the base writes days: (transfer full) (nullable) */
static char *
read_due (CopilLiveDecisionPane *self)
{
  GDate day;

  if (!copil_form_parse_day (gtk_editable_get_text (GTK_EDITABLE (self->due)), &day))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&day), g_date_get_month (&day),
                          g_date_get_day (&day));
}

/* (nullable): code of the indicator chosen; the first line is none. */
static const char *
read_indicator (CopilLiveDecisionPane *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->indicator));
  CopilCube *cube = copil_live_get_cube (self->live);

  if (cube == NULL || chosen == 0 || chosen == GTK_INVALID_LIST_POSITION)
    return NULL;
  return copil_catalogue_get_indicator (copil_cube_get_catalogue (cube), chosen - 1)->code;
}

/* What an action lacks. */
static gboolean
is_complete (CopilLiveDecisionPane *self, const char *due)
{
  gboolean complete =
      due != NULL && gtk_drop_down_get_selected (GTK_DROP_DOWN (self->owner)) > 0
      && *gtk_editable_get_text (GTK_EDITABLE (self->action)) != '\0';

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->hint),
                            complete ? ""
                                     : _ ("What is to be done, by whom and by when: a day, such as "
                                          "15/1/2027."));
  return complete;
}

static void
add_action_cb (CopilLiveDecisionPane *self)
{
  CopilRecord *item = get_item (self);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *due = read_due (self);
  g_autofree char *words = NULL;

  if (item == NULL || !is_complete (self, due))
    return;
  words = copil_live_take_text (self->action);
  copil_live_submit (self->live, _ ("An action"), "action_add", "id", 's', id, "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "item", 's',
                     copil_record_get_id (item), "decision", 's', NULL, "words", 's', words,
                     "owner", 's', copil_live_members_take (self->owner), "due", 's', due,
                     "indicator", 's', read_indicator (self), NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->due), "");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->indicator), 0);
}

static void
add_dissent_cb (CopilLiveDecisionPane *self)
{
  CopilRecord *item = get_item (self);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *words = NULL;

  if (item == NULL || gtk_drop_down_get_selected (GTK_DROP_DOWN (self->opponent)) == 0
      || (words = copil_live_take_text (self->dissent)) == NULL)
    return;
  copil_live_submit (self->live, _ ("A disagreement to be mentioned"), "dissent_add", "id", 's', id,
                     "item", 's', copil_record_get_id (item), "member", 's',
                     copil_live_members_take (self->opponent), "words", 's', words, NULL);
}

static void
remove_cb (GtkWidget *button)
{
  CopilLiveDecisionPane *self = pane_of (button);
  CopilRecord *record = copil_live_button_get_record (button);

  if (g_str_equal (copil_record_get_kind (record), "decision"))
    copil_live_submit (self->live, _ ("Decision taken back"), "decision_remove", "decision", 's',
                       copil_record_get_id (record), "version", 'i',
                       (int) copil_record_get_int (record, "version"), NULL);
  else
    copil_live_submit (self->live, _ ("Disagreement taken back"), "dissent_remove", "dissent", 's',
                       copil_record_get_id (record), NULL);
}

static void
correct_cb (GtkWidget *button)
{
  CopilLiveDecisionPane *self = pane_of (button);
  CopilRecord *record = copil_live_button_get_record (button);

  if (g_str_equal (copil_record_get_kind (record), "decision"))
    copil_live_correct_decision (self->live, button, record);
  else
    copil_live_correct_action (self->live, button, record);
}

/* -- What was taken --------------------------------------------------------------------------- */

static const char *
name_of (CopilLiveDecisionPane *self, CopilRecord *record, const char *field)
{
  return copil_room_name (copil_live_get_room (self->live), copil_record_get_string (record, field));
}

static char *
describe_action (CopilLiveDecisionPane *self, CopilRecord *action)
{
  g_autofree char *due = copil_format_iso_date (copil_record_get_string (action, "due"));

  return g_strdup_printf (_ ("Action · %s · due %s"), name_of (self, action, "owner_id"), due);
}

static char *
describe_dissent (CopilLiveDecisionPane *self, CopilRecord *dissent)
{
  return g_strdup_printf (_ ("Disagreement of %s, for the minutes"),
                          name_of (self, dissent, "member_id"));
}

static char *
describe_decision (CopilLiveDecisionPane *self, CopilRecord *decision)
{
  return copil_words_decision (decision);
}

static const struct
{
  const char *kind;
  char *(*describe) (CopilLiveDecisionPane *self, CopilRecord *record);
  gboolean may_correct, may_remove;
} kinds[] = {
  { "decision", describe_decision, TRUE, TRUE },
  { "action", describe_action, TRUE, FALSE },
  { "dissent", describe_dissent, FALSE, TRUE },
};

static gboolean
shows_whole (CopilLiveDecisionPane *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->whole));
}

/* @number: (nullable): of its item. */
static GtkWidget *
new_row (CopilLiveDecisionPane *self, guint kind, CopilRecord *record, const char *number)
{
  g_autofree char *words = kinds[kind].describe (self, record);
  g_autofree char *item = number != NULL && shows_whole (self)
                              ? g_strdup_printf (_ ("Item %s · %s"), number, words)
                              : g_strdup (words);
  g_autofree char *marked = copil_live_mark_pending (record, item);
  GtkWidget *row = copil_live_row_new (copil_record_get_word (record, "words"), marked);
  gboolean open = copil_live_get_operates (self->live) && !copil_record_has (record, "number")
                  && !g_str_equal (copil_live_get_stage (self->live), "closed");

  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 3);
  if (open && kinds[kind].may_correct)
    copil_live_row_add_button (row, NULL, _ ("Correct…"), record, G_CALLBACK (correct_cb));
  if (open && kinds[kind].may_remove)
    copil_live_row_add_button (row, NULL, _ ("Take back"), record, G_CALLBACK (remove_cb));
  return row;
}

/* @item: (nullable): those of none. */
static void
list_of_item (CopilLiveDecisionPane *self, const char *item, const char *number)
{
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      GListModel *list = copil_live_get_list (self->live, kinds[kind].kind);

      for (guint i = 0; i < g_list_model_get_n_items (list); i++)
        {
          g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

          if (g_strcmp0 (copil_record_get_string (record, "item_id"), item) == 0)
            gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, kind, record, number));
        }
    }
}

static void
fill (gpointer data)
{
  CopilLiveDecisionPane *self = data;
  int selected = copil_live_get_selected (self->live);

  for (guint i = 0; i < copil_live_get_n_items (self->live); i++)
    {
      const CopilAgendaEntry *entry = copil_live_get_item (self->live, i);

      if (shows_whole (self) || (int) i == selected)
        list_of_item (self, copil_record_get_id (entry->item), entry->number);
    }
  if (shows_whole (self))
    list_of_item (self, NULL, NULL);
}

static void
refresh (CopilLiveDecisionPane *self)
{
  gboolean closed = g_str_equal (copil_live_get_stage (self->live), "closed");

  copil_live_list_refill (self->list, fill, self);
  gtk_widget_set_visible (self->forms, get_item (self) != NULL && !closed
                                           && copil_live_get_operates (self->live));
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
new_indicators (CopilLive *live)
{
  CopilCube *cube = copil_live_get_cube (live);
  CopilCatalogue *catalogue = cube != NULL ? copil_cube_get_catalogue (cube) : NULL;
  guint n = catalogue != NULL ? copil_catalogue_get_n_indicators (catalogue) : 0;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *chooser;

  gtk_string_list_append (names, _ ("Measured by no indicator"));
  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, copil_catalogue_get_indicator (catalogue, i)->short_name);
  chooser = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  copil_drop_down_set_name (GTK_DROP_DOWN (chooser), _ ("Indicator it is measured by"));
  return chooser;
}

static void
attach (CopilLiveDecisionPane *self, GtkWidget *child, int column, int row, int width)
{
  gtk_grid_attach (GTK_GRID (self->forms), child, column, row, width, 1);
}

static void
attach_button (CopilLiveDecisionPane *self, const char *label, int row, GCallback callback)
{
  GtkWidget *button = copil_live_button_new (label, NULL, callback, self);

  gtk_widget_set_valign (button, GTK_ALIGN_FILL);
  attach (self, button, 3, row, 1);
}

static void
build_forms (CopilLiveDecisionPane *self)
{
  self->decision = copil_live_entry_new (_ ("Words of the decision"));
  self->action = copil_live_entry_new (_ ("What is to be done"));
  self->owner = copil_live_members_new (self->live, _ ("Who is to do it"));
  self->due = copil_live_entry_new (_ ("Due day"));
  self->indicator = new_indicators (self->live);
  self->opponent = copil_live_members_new (self->live, _ ("Who disagrees"));
  self->dissent = copil_live_entry_new (_ ("Disagreement, at the member’s request"));
  attach (self, self->decision, 0, 0, 3);
  attach_button (self, _ ("Record the decision"), 0, G_CALLBACK (add_decision_cb));
  attach (self, self->action, 0, 1, 4);
  attach (self, self->owner, 0, 2, 1);
  attach (self, self->due, 1, 2, 1);
  attach (self, self->indicator, 2, 2, 1);
  attach_button (self, _ ("Record the action"), 2, G_CALLBACK (add_action_cb));
  attach (self, self->hint, 0, 3, 4);
  attach (self, self->opponent, 0, 4, 1);
  attach (self, self->dissent, 1, 4, 2);
  attach_button (self, _ ("Mention it"), 4, G_CALLBACK (add_dissent_cb));
  g_signal_connect_swapped (self->decision, "activate", G_CALLBACK (add_decision_cb), self);
  g_signal_connect_swapped (self->due, "activate", G_CALLBACK (add_action_cb), self);
  g_signal_connect_swapped (self->dissent, "activate", G_CALLBACK (add_dissent_cb), self);
}

static void
copil_live_decision_pane_dispose (GObject *object)
{
  g_clear_object (&COPIL_LIVE_DECISION_PANE (object)->live);
  G_OBJECT_CLASS (copil_live_decision_pane_parent_class)->dispose (object);
}

static void
copil_live_decision_pane_class_init (CopilLiveDecisionPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_live_decision_pane_dispose;
}

static void
copil_live_decision_pane_init (CopilLiveDecisionPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 9);

  self->whole = gtk_check_button_new_with_label (_ ("Those of the whole sitting"));
  self->hint = copil_live_label_new ("", "tone-watch");
  self->forms = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->forms), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->forms), 6);
  gtk_box_append (GTK_BOX (box), self->whole);
  gtk_box_append (GTK_BOX (box), copil_live_list_new (_ ("Decisions, actions and disagreements"),
                                                      &self->list));
  copil_live_list_set_empty (self->list, _ ("Nothing was decided yet."));
  gtk_box_append (GTK_BOX (box), self->forms);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_decision_pane_new (CopilLive *live)
{
  CopilLiveDecisionPane *self = g_object_new (COPIL_TYPE_LIVE_DECISION_PANE, NULL);

  self->live = g_object_ref (live);
  build_forms (self);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->whole, "toggled", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
