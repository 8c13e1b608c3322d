/* live-decision-pane.c: decisions and actions, typed as they are taken
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ballot.h"
#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

#define COPIL_TYPE_LIVE_DECISION_PANE (copil_live_decision_pane_get_type ())
G_DECLARE_FINAL_TYPE (
    CopilLiveDecisionPane, copil_live_decision_pane, COPIL, LIVE_DECISION_PANE, AdwBin)

struct _CopilLiveDecisionPane
{
  AdwBin parent_instance;
  CopilLive *live;
  GtkWidget *list;
  GtkWidget *forms;
  GtkWidget *decision;
  GtkWidget *action;
  GtkWidget *owner;
  GtkWidget *due;
  GtkWidget *indicator;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (CopilLiveDecisionPane, copil_live_decision_pane, ADW_TYPE_BIN)

static CopilRecord *
get_item (CopilLiveDecisionPane *self)
{
  int index = copil_live_get_selected (self->live);

  return index >= 0 ? copil_live_get_item (self->live, index)->item : NULL;
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

/* "3/12/2026", "3.12.26" or "2026-12-03", as the base writes days: (transfer full) (nullable) */
static char *
parse_day (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, "/.-", 4);
  int day, month, year;

  if (g_strv_length (parts) != 3)
    return NULL;
  day = atoi (parts[0]);
  month = atoi (parts[1]);
  year = atoi (parts[2]);
  if (day > 31)
    {
      int swap = day;

      day = year;
      year = swap;
    }
  if (year < 100)
    year += 2000;
  if (day < 1 || month < 1 || month > 12 || !g_date_valid_dmy (day, month, year))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

static CopilRecord *
get_owner (CopilLiveDecisionPane *self)
{
  return gtk_drop_down_get_selected_item (GTK_DROP_DOWN (self->owner));
}

static void
add_action_cb (CopilLiveDecisionPane *self)
{
  CopilRecord *item = get_item (self);
  CopilRecord *owner = get_owner (self);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *due = parse_day (gtk_editable_get_text (GTK_EDITABLE (self->due)));
  g_autofree char *words = NULL;
  g_autofree char *indicator = NULL;

  copil_fit_label_set_text (COPIL_FIT_LABEL (self->hint),
                            due == NULL ? _ ("When is it due? A day, such as 15/1/2027.") : "");
  if (item == NULL || owner == NULL || due == NULL
      || (words = copil_live_take_text (self->action)) == NULL)
    return;
  indicator = copil_live_take_text (self->indicator);
  copil_live_submit (self->live, _ ("An action"), "action_add", "id", 's', id, "sitting", 's',
                     copil_sitting_store_get_id (copil_live_get_store (self->live)), "item", 's',
                     copil_record_get_id (item), "decision", 's', NULL, "words", 's', words,
                     "owner", 's', copil_record_get_id (owner), "due", 's', due, "indicator", 's',
                     indicator, NULL);
}

/* -- What was taken --------------------------------------------------------------------------- */

static char *
describe_action (CopilLiveDecisionPane *self, CopilRecord *action)
{
  g_autofree char *words =
      g_strdup_printf (_ ("Action · %s · due %s"),
                       copil_room_name (copil_live_get_room (self->live),
                                        copil_record_get_string (action, "owner_id")),
                       copil_record_get_word (action, "due"));

  return copil_live_mark_pending (action, words);
}

static char *
describe_decision (CopilRecord *decision)
{
  g_autofree char *words =
      copil_record_has (decision, "number")
          ? g_strdup_printf (_ ("Decision %d-%d"), (int) copil_record_get_int (decision, "year"),
                             (int) copil_record_get_int (decision, "number"))
          : g_strdup (_ ("Decision, numbered when the sitting closes"));

  return copil_live_mark_pending (decision, words);
}

static void
list_kind (CopilLiveDecisionPane *self, const char *kind, const char *item)
{
  GListModel *list = copil_live_get_list (self->live, kind);
  gboolean action = g_str_equal (kind, "action");

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);
      g_autofree char *words = action ? describe_action (self, record) : describe_decision (record);

      if (g_strcmp0 (copil_record_get_string (record, "item_id"), item) == 0)
        gtk_list_box_append (GTK_LIST_BOX (self->list),
                             copil_live_row_new (copil_record_get_word (record, "words"), words));
    }
}

static void
refresh (CopilLiveDecisionPane *self)
{
  CopilRecord *item = get_item (self);

  copil_live_list_clear (self->list);
  gtk_widget_set_visible (self->forms, item != NULL && copil_live_get_operates (self->live));
  if (item == NULL)
    return;
  list_kind (self, "decision", copil_record_get_id (item));
  list_kind (self, "action", copil_record_get_id (item));
}

/* -- The pane --------------------------------------------------------------------------------- */

static char *
name_member_cb (CopilRecord *member)
{
  return g_strdup (member != NULL ? copil_record_get_word (member, "name") : "");
}

static GtkWidget *
new_owner (CopilLive *live)
{
  GtkExpression *name = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                     G_CALLBACK (name_member_cb), NULL, NULL);
  GListModel *members = copil_room_get_members (copil_live_get_room (live));
  GtkWidget *owner = gtk_drop_down_new (g_object_ref (members), name);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (owner), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (owner), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Who is to do it"), -1);
  return owner;
}

static GtkWidget *
build_forms (CopilLiveDecisionPane *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  self->decision = copil_live_entry_new (_ ("Words of the decision"));
  self->action = copil_live_entry_new (_ ("What is to be done"));
  self->due = copil_live_entry_new (_ ("Due day"));
  self->indicator = copil_live_entry_new (_ ("Code of the indicator it is measured by"));
  self->hint = copil_live_label_new ("", "tone-watch");
  gtk_grid_attach (GTK_GRID (grid), self->decision, 0, 0, 2, 1);
  gtk_grid_attach (
      GTK_GRID (grid),
      copil_live_button_new (_ ("Record the decision"), NULL, G_CALLBACK (add_decision_cb), self),
      2, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->action, 0, 1, 3, 1);
  gtk_grid_attach (GTK_GRID (grid), self->due, 0, 2, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->indicator, 1, 2, 1, 1);
  gtk_grid_attach (
      GTK_GRID (grid),
      copil_live_button_new (_ ("Record the action"), NULL, G_CALLBACK (add_action_cb), self), 2, 3,
      1, 1);
  gtk_grid_attach (GTK_GRID (grid), self->hint, 0, 4, 3, 1);
  g_signal_connect_swapped (self->decision, "activate", G_CALLBACK (add_decision_cb), self);
  return grid;
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

  self->forms = build_forms (self);
  gtk_box_append (GTK_BOX (box),
                  copil_live_list_new (_ ("Decisions and actions of the item"), &self->list));
  gtk_box_append (GTK_BOX (box), self->forms);
  adw_bin_set_child (ADW_BIN (self), box);
}

GtkWidget *
copil_live_decision_pane_new (CopilLive *live)
{
  CopilLiveDecisionPane *self = g_object_new (COPIL_TYPE_LIVE_DECISION_PANE, NULL);

  self->live = g_object_ref (live);
  self->owner = new_owner (live);
  gtk_grid_attach (GTK_GRID (self->forms), self->owner, 0, 3, 2, 1);
  g_signal_connect_object (live, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
