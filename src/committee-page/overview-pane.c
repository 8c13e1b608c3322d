/* overview-pane.c: what a committee has before it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/record-row.h"
#include "committee-page/section.h"
#include "committee-page/step-line.h"
#include "committee/advice.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/reflow-box.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *next;
  GtkWidget             *next_when;
  GtkWidget             *next_what;
  GtkWidget             *steps;
  GtkWidget             *next_open;
  GtkWidget             *awaited;
  GtkWidget             *actions;
  GtkWidget             *actions_count;
} Pane;

/* The one that goes on, or the next to come; or else the last one. */
static CopilRecord *
find_next (Pane *pane)
{
  GListModel *sittings = copil_committee_context_list (pane->context, "sitting");
  CopilRecord *next = NULL, *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (sittings); i++)
    {
      g_autoptr(CopilRecord) sitting = g_list_model_get_item (sittings, i);
      const char *stage = copil_record_get_word (sitting, "stage");
      gint64 starts = copil_record_get_time (sitting, "starts_at");

      if (g_str_equal (stage, "cancelled"))
        continue;
      if (g_str_equal (stage, "closed"))
        {
          if (last == NULL || starts > copil_record_get_time (last, "starts_at"))
            last = sitting;
        }
      else if (next == NULL || starts < copil_record_get_time (next, "starts_at"))
        next = sitting;
    }
  return next != NULL ? next : last;
}

/* What its card is headed by. */
static const char *
name_next (CopilRecord *sitting)
{
  const char *stage = sitting != NULL ? copil_record_get_word (sitting, "stage") : "";

  if (g_str_equal (stage, "open") || g_str_equal (stage, "suspended"))
    return _("Sitting under way");
  return g_str_equal (stage, "closed") ? _("Last sitting") : _("Next sitting");
}

static void
show_next (Pane        *pane,
           CopilRecord *sitting)
{
  g_autofree char *day = NULL, *hour = NULL, *what = NULL, *page = NULL;

  copil_section_set_title (COPIL_SECTION (pane->next), name_next (sitting));
  gtk_widget_set_visible (pane->steps, sitting != NULL);
  gtk_widget_set_visible (pane->next_open, sitting != NULL);
  if (sitting == NULL)
    {
      copil_sentence_set (pane->next_when, _("No date yet"));
      copil_sentence_set (pane->next_what, pane->context->rights.prepares
                            ? _("Create the sitting: the recurring items, what the last one did "
                                "not reach and the approval of its minutes are put in.")
                            : _("The secretariat of the committee creates its sittings."));
      return;
    }
  day = copil_instant_describe_day (copil_record_get_time (sitting, "starts_at"));
  hour = copil_instant_describe_hour (copil_record_get_time (sitting, "starts_at"));
  what = g_strjoin (" · ", hour, copil_record_get_word (sitting, "place"),
                    copil_record_get_word (sitting, "title"), NULL);
  page = g_strdup_printf ("sitting/%s", copil_record_get_id (sitting));
  copil_sentence_set (pane->next_when, day);
  copil_sentence_set (pane->next_what, what);
  copil_step_line_set (COPIL_STEP_LINE (pane->steps), copil_record_get_word (sitting, "stage"),
                       copil_record_get_string (sitting, "minutes"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (pane->next_open), "s", page);
}

/* -- What waits for whom ---------------------------------------------------------------------- */

static const struct
{
  const char *stage;
  const char *who;
  const char *what;
} waits[] = {
  { "draft", N_("The secretariat"), N_("prepares the agenda and submits it to the co-chairs.") },
  { "submitted", N_("The co-chairs"), N_("approve the agenda and the convocation, or say why not.") },
  { "approved", N_("The secretariat"), N_("sends the convocation that both co-chairs approved.") },
  { "convoked", N_("The members"), N_("answer the convocation; the secretariat can for them.") },
  { "open", N_("The committee"), N_("is in session.") },
  { "suspended", N_("The co-chairs"), N_("resume the sitting.") },
};

static const struct
{
  const char *state;
  const char *who;
  const char *what;
} minutes_waits[] = {
  { "draft", N_("The secretariat"), N_("writes the minutes.") },
  { "remarks", N_("The members"), N_("make their remarks on the minutes.") },
  { "approval", N_("The co-chairs"), N_("approve the minutes.") },
};

static void
add_wait (Pane        *pane,
          CopilRecord *sitting,
          const char  *who,
          const char  *what)
{
  GtkWidget *row = copil_record_row_new ();
  g_autofree char *day =
    copil_instant_describe_short_day (copil_record_get_time (sitting, "starts_at"));
  g_autofree char *page = g_strdup_printf ("sitting/%s", copil_record_get_id (sitting));
  /* translators: who, then the day of the sitting concerned: "The members, sitting of 3 déc." */
  g_autofree char *title = g_strdup_printf (_("%s, sitting of %s"), who, day);

  copil_record_row_set_text (COPIL_RECORD_ROW (row), title, what);
  copil_record_row_set_link (COPIL_RECORD_ROW (row), "committee.open", page);
  gtk_list_box_append (GTK_LIST_BOX (pane->awaited), row);
}

static void
add_waits (Pane        *pane,
           CopilRecord *sitting)
{
  const char *stage = copil_record_get_word (sitting, "stage");
  const char *minutes = copil_record_get_string (sitting, "minutes");

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    if (g_str_equal (waits[i].stage, stage))
      add_wait (pane, sitting, _(waits[i].who), _(waits[i].what));
  for (guint i = 0; i < G_N_ELEMENTS (minutes_waits); i++)
    if (g_str_equal (stage, "closed") && g_strcmp0 (minutes_waits[i].state, minutes) == 0)
      add_wait (pane, sitting, _(minutes_waits[i].who), _(minutes_waits[i].what));
}

/* Who prepares follows all of them, who is asked has theirs below. */
static void
add_advice (Pane        *pane,
            CopilRecord *advice)
{
  CopilAdviceStanding standing = copil_advice_get_standing (advice, g_get_real_time ());
  g_autofree char *day =
    copil_instant_describe_short_day (copil_record_get_time (advice, "due_at"));
  g_autofree char *what = NULL, *page = NULL;
  GtkWidget *row;

  if (standing != COPIL_ADVICE_AWAITED && standing != COPIL_ADVICE_LATE)
    return;
  row = copil_record_row_new ();
  page = g_strdup_printf ("sitting/%s", copil_record_get_word (advice, "sitting_id"));
  what = g_strdup_printf (standing == COPIL_ADVICE_LATE
                            /* translators: a day, then the title of a point of the agenda */
                            ? _("is late with the advice due on %s: “%s”.")
                            /* translators: a day, then the title of a point of the agenda */
                            : _("gives an advice by %s: “%s”."),
                          day, copil_record_get_word (advice, "item_title"));
  copil_record_row_set_text (COPIL_RECORD_ROW (row), copil_record_get_word (advice, "of_whom"),
                             what);
  if (standing == COPIL_ADVICE_LATE)
    copil_record_row_set_state (COPIL_RECORD_ROW (row), copil_words_advice (advice));
  copil_record_row_set_link (COPIL_RECORD_ROW (row), "committee.open", page);
  gtk_list_box_append (GTK_LIST_BOX (pane->awaited), row);
}

static void
add_advices (Pane *pane)
{
  GListModel *advices = copil_committee_context_list (pane->context, "advice");

  for (guint i = 0; pane->context->rights.prepares && i < g_list_model_get_n_items (advices); i++)
    {
      g_autoptr(CopilRecord) advice = g_list_model_get_item (advices, i);

      add_advice (pane, advice);
    }
}

static void
show_awaited (Pane *pane)
{
  GListModel *sittings = copil_committee_context_list (pane->context, "sitting");
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (pane->awaited), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (pane->awaited), GTK_WIDGET (row));
  for (guint i = 0; i < g_list_model_get_n_items (sittings); i++)
    {
      g_autoptr(CopilRecord) sitting = g_list_model_get_item (sittings, i);

      add_waits (pane, sitting);
    }
  add_advices (pane);
}

/* -- Actions ---------------------------------------------------------------------------------- */

static gboolean
is_open (CopilRecord *action,
         gpointer     data)
{
  return g_str_equal (copil_record_get_word (action, "state"), "open");
}

static int
compare_due (gconstpointer a,
             gconstpointer b,
             gpointer      data)
{
  return g_strcmp0 (copil_record_get_string ((CopilRecord *) a, "due"),
                    copil_record_get_string ((CopilRecord *) b, "due"));
}

static void
fill_action (CopilRecordRow *row,
             CopilRecord    *action,
             gpointer        data)
{
  Pane *pane = data;
  g_autofree char *text = copil_committee_context_describe_action (pane->context, action);

  copil_record_row_set_text (row, copil_record_get_word (action, "words"), text);
  copil_record_row_set_state (row, copil_words_action (action));
}

static void
count_actions (Pane *pane)
{
  GListModel *actions = copil_committee_context_list (pane->context, "action");
  guint open = 0, late = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (actions); i++)
    {
      g_autoptr(CopilRecord) action = g_list_model_get_item (actions, i);

      open += is_open (action, NULL);
      late += copil_words_is_late (action);
    }
  text = g_strdup_printf (_("%u open, %u late"), open, late);
  copil_section_set_note (COPIL_SECTION (pane->actions), text);
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
create_next (Pane *pane)
{
  pane->next = copil_section_new (_("Next sitting"), TRUE);
  pane->next_when = copil_section_add_sentence (COPIL_SECTION (pane->next), "section-title");
  pane->next_what = copil_section_add_sentence (COPIL_SECTION (pane->next), "secondary");
  pane->steps = copil_step_line_new ();
  pane->next_open = gtk_button_new_with_label (_("Open the folder of the sitting"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (pane->next_open), "s", "committees");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (pane->next_open), "committee.open");
  gtk_widget_set_halign (pane->next_open, GTK_ALIGN_START);
  copil_section_append (COPIL_SECTION (pane->next), pane->steps);
  copil_section_append (COPIL_SECTION (pane->next), pane->next_open);
  return pane->next;
}

static GtkWidget *
create_awaited (Pane *pane)
{
  GtkWidget *section = copil_section_new (_("Who is to do what"), FALSE);
  GtkWidget *nothing = gtk_label_new (_("Nothing waits for anybody."));

  pane->awaited = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (pane->awaited), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (pane->awaited, "boxed-list");
  gtk_widget_add_css_class (pane->awaited, "holds-placeholder");
  gtk_widget_add_css_class (nothing, "placeholder");
  gtk_label_set_xalign (GTK_LABEL (nothing), 0);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (pane->awaited), nothing);
  gtk_accessible_update_property (GTK_ACCESSIBLE (pane->awaited),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who is to do what"),
                                  -1);
  copil_section_append (COPIL_SECTION (section), pane->awaited);
  return section;
}

GtkWidget *
copil_overview_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  GtkWidget *columns = g_object_new (COPIL_TYPE_REFLOW_BOX, "max-columns", 2, NULL);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  copil_reflow_box_append (COPIL_REFLOW_BOX (columns), create_next (pane), 1);
  copil_reflow_box_append (COPIL_REFLOW_BOX (columns), create_awaited (pane), 1);
  pane->actions = copil_section_new (_("Open actions"), FALSE);
  copil_section_append (
    COPIL_SECTION (pane->actions),
    copil_record_list_box_new (
      copil_records_filter (copil_committee_context_list (context, "action"), is_open,
                            compare_due, NULL),
      _("Open actions"), _("No action is open."), fill_action, pane));
  copil_section_set_action (COPIL_SECTION (pane->actions), _("Decisions and actions"),
                            "committee.open", "committees/register");
  gtk_box_append (GTK_BOX (box), copil_asked_card_new (context));
  gtk_box_append (GTK_BOX (box), columns);
  gtk_box_append (GTK_BOX (box), pane->actions);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  return box;
}

void
copil_overview_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  CopilRecord *next = find_next (pane);

  show_next (pane, next);
  show_awaited (pane);
  count_actions (pane);
  copil_section_set_action (COPIL_SECTION (pane->next),
                            pane->context->rights.prepares ? _("New sitting…") : NULL,
                            "committee.new-sitting", NULL);
}
