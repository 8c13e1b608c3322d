/* register-pane.c: what a committee decided, and what somebody is to do
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct
{
  const char *state; /* as copil_words_action() calls it; "": all */
  const char *title;
} filters[] = {
  { "late", N_("Late") },
  { "open", N_("Still open") },
  { "done", N_("Done") },
  { "", N_("All") },
};

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *actions;
  GtkWidget             *list;
  GListModel            *model;
  GtkWidget             *buttons[G_N_ELEMENTS (filters)];
  guint                  chosen;
} Pane;

/* Late ones are open too. */
static gboolean
is_chosen (CopilRecord *action,
           guint        filter)
{
  const char *state = filters[filter].state;

  if (*state == '\0')
    return TRUE;
  if (g_str_equal (state, "late"))
    return copil_words_is_late (action);
  return g_str_equal (copil_record_get_word (action, "state"), state);
}

static gboolean
match_action (CopilRecord *action,
              gpointer     data)
{
  const Pane *pane = data;

  return is_chosen (action, pane->chosen);
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  return strcmp (copil_record_get_word ((CopilRecord *) a, "due"),
                 copil_record_get_word ((CopilRecord *) b, "due"));
}

/* -- Rows ------------------------------------------------------------------------------------- */

/* Of one that is late, by those who prepare. */
static void
show_reminder (Pane           *pane,
               CopilRecordRow *row,
               CopilRecord    *action)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "remind");
  gboolean visible = pane->context->rights.prepares && copil_words_is_late (action);

  if (button == NULL && !visible)
    return;
  if (button == NULL)
    {
      button = gtk_button_new_with_label (_("Remind"));
      copil_record_row_add_control (row, button, _("Remind who is to do it"));
      g_object_set_data (G_OBJECT (row), "remind", button);
    }
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", copil_record_get_id (action));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "committee.remind");
  gtk_widget_set_visible (button, visible);
}

static void
fill_action (CopilRecordRow *row,
             CopilRecord    *action,
             gpointer        data)
{
  Pane *pane = data;
  g_autofree char *text = copil_committee_context_describe_action (pane->context, action);
  g_autofree char *target = g_strdup_printf ("action_edit:%s", copil_record_get_id (action));
  gboolean may = pane->context->rights.prepares ||
                 (pane->context->rights.member != NULL &&
                  g_str_equal (copil_record_get_word (action, "owner_id"),
                               pane->context->rights.member));

  copil_record_row_set_text (row, copil_record_get_word (action, "words"), text);
  copil_record_row_set_state (row, copil_words_action (action));
  copil_record_row_set_action (row, may ? _("Follow…") : NULL, "committee.edit", target);
  show_reminder (pane, row, action);
}

static void
fill_decision (CopilRecordRow *row,
               CopilRecord    *decision,
               gpointer        data)
{
  g_autofree char *day =
    copil_instant_describe_day (copil_record_get_time (decision, "recorded_at"));
  g_autofree char *name = copil_words_decision (decision);
  g_autofree char *text = g_strdup_printf ("%s · %s", name, day);

  copil_record_row_set_text (row, copil_record_get_word (decision, "words"), text);
}

/* -- Filters ---------------------------------------------------------------------------------- */

static void
show_counts (Pane *pane)
{
  GListModel *actions = copil_committee_context_list (pane->context, "action");

  for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
    {
      g_autofree char *label = NULL;
      guint n = 0;

      for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
        {
          g_autoptr(CopilRecord) action = g_list_model_get_item (actions, i);

          n += is_chosen (action, f);
        }
      label = g_strdup_printf ("%s (%u)", _(filters[f].title), n);
      gtk_button_set_label (GTK_BUTTON (pane->buttons[f]), label);
    }
}

static void
chosen_cb (GtkToggleButton *button,
           GParamSpec      *spec,
           Pane            *pane)
{
  GListModel *filtered =
    gtk_sort_list_model_get_model (GTK_SORT_LIST_MODEL (pane->model));

  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
    if (pane->buttons[f] == GTK_WIDGET (button))
      pane->chosen = f;
  gtk_filter_changed (gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (filtered)),
                      GTK_FILTER_CHANGE_DIFFERENT);
}

static GtkWidget *
create_filters (Pane *pane)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (box, "segmented");
  gtk_widget_set_halign (box, GTK_ALIGN_START);
  for (guint f = 0; f < G_N_ELEMENTS (filters); f++)
    {
      pane->buttons[f] = gtk_toggle_button_new ();
      if (f > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (pane->buttons[f]),
                                     GTK_TOGGLE_BUTTON (pane->buttons[0]));
      gtk_box_append (GTK_BOX (box), pane->buttons[f]);
      g_signal_connect (pane->buttons[f], "notify::active", G_CALLBACK (chosen_cb), pane);
    }
  return box;
}

/* -- The pane --------------------------------------------------------------------------------- */

GtkWidget *
copil_register_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *decisions = copil_section_new (_("Register of decisions"), FALSE);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->chosen = 1;
  pane->actions = copil_section_new (_("Actions"), FALSE);
  copil_section_set_action (COPIL_SECTION (pane->actions), _("Follow-up as PDF…"),
                            "committee.print", "follow-up");
  copil_section_append (COPIL_SECTION (pane->actions), create_filters (pane));
  pane->model = copil_records_filter (copil_committee_context_list (context, "action"),
                                      match_action, compare_due, pane);
  pane->list = copil_record_list_box_new (g_object_ref (pane->model), _("Actions"),
                                          _("No action here."), fill_action, pane);
  g_object_unref (pane->model); /* the list keeps it */
  copil_section_append (COPIL_SECTION (pane->actions), pane->list);
  copil_section_append (
    COPIL_SECTION (decisions),
    copil_record_list_box_new (g_object_ref (copil_committee_context_list (context, "decision")),
                               _("Register of decisions"),
                               _("No decision yet: they are numbered when a sitting closes."),
                               fill_decision, pane));
  gtk_box_append (GTK_BOX (box), pane->actions);
  gtk_box_append (GTK_BOX (box), decisions);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (pane->buttons[pane->chosen]), TRUE);
  return box;
}

void
copil_register_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");

  show_counts (pane);
  copil_record_list_box_refill (pane->list);
}
