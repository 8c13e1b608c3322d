/* sittings-pane.c: the sittings of a committee, by year, and the items that each begins with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/proposal-row.h"
#include "committee-page/section.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *sittings;
  GtkWidget             *recurring;
  GtkWidget             *proposals;
} Pane;

/* -- Lists ------------------------------------------------------------------------------------ */

typedef struct
{
  CopilRecordMatch match;
  GCompareDataFunc compare;
  gpointer         data;
} Rule;

static gboolean
match_cb (gpointer item,
          gpointer data)
{
  const Rule *rule = data;

  return rule->match == NULL || rule->match (COPIL_RECORD (item), rule->data);
}

static int
compare_cb (gconstpointer a,
            gconstpointer b,
            gpointer      data)
{
  const Rule *rule = data;

  return rule->compare (a, b, rule->data);
}

/* Rows change their fields in place: what depends on them is looked at again. */
static void
changed_cb (GListModel *filtered)
{
  GtkFilter *filter = gtk_filter_list_model_get_filter (GTK_FILTER_LIST_MODEL (filtered));

  gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
follow (GListModel *model,
        guint       position,
        guint       removed,
        guint       added,
        GListModel *filtered)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(GObject) record = g_list_model_get_item (model, i);

      g_signal_handlers_disconnect_by_func (record, changed_cb, filtered);
      g_signal_connect_object (record, "changed", G_CALLBACK (changed_cb), filtered,
                               G_CONNECT_SWAPPED);
    }
}

GListModel *
copil_records_filter (GListModel       *model,
                      CopilRecordMatch  match,
                      GCompareDataFunc  compare,
                      gpointer          data)
{
  Rule *rule = g_new (Rule, 1);
  GtkFilter *filter;
  GListModel *filtered;

  *rule = (Rule) { match, compare, data };
  filter = GTK_FILTER (gtk_custom_filter_new (match_cb, rule, compare == NULL ? g_free : NULL));
  filtered = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (model), filter));
  g_signal_connect_object (model, "items-changed", G_CALLBACK (follow), filtered, 0);
  follow (model, 0, 0, g_list_model_get_n_items (model), filtered);
  if (compare == NULL)
    return filtered;
  return G_LIST_MODEL (gtk_sort_list_model_new (
    filtered, GTK_SORTER (gtk_custom_sorter_new (compare_cb, rule, g_free))));
}

/* -- Rows ------------------------------------------------------------------------------------- */

static int
compare_starts (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  gint64 first = copil_record_get_time ((CopilRecord *) a, "starts_at");
  gint64 second = copil_record_get_time ((CopilRecord *) b, "starts_at");

  return first > second ? -1 : first < second;
}

static void
fill_sitting (CopilRecordRow *row,
              CopilRecord    *sitting,
              gpointer        data)
{
  gint64 starts = copil_record_get_time (sitting, "starts_at");
  g_autofree char *day = copil_instant_describe_day (starts);
  g_autofree char *hour = copil_instant_describe_hour (starts);
  g_autofree char *text =
    g_strjoin (" · ", hour, copil_record_get_word (sitting, "title"),
               copil_record_get_word (sitting, "place"), NULL);
  g_autofree char *page = g_strdup_printf ("sitting/%s", copil_record_get_id (sitting));

  copil_record_row_set_text (row, day, text);
  copil_record_row_set_state (row, copil_words_stage (sitting));
  copil_record_row_set_link (row, "committee.open", page);
}

/* It is asked for once more: the next agendas begin without it. */
static void
add_stop (CopilRecordRow *row,
          CopilRecord    *item)
{
  GtkWidget *button = gtk_button_new_with_label (_("Stop…"));
  g_autofree char *name =
    g_strdup_printf ("%s, %s", _("Stop…"), copil_record_get_word (item, "title"));

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", copil_record_get_id (item));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "committee.stop-recurring");
  copil_record_row_add_control (row, button, name);
  g_object_set_data (G_OBJECT (row), "stop", button);
}

static void
fill_recurring (CopilRecordRow *row,
                CopilRecord    *item,
                gpointer        data)
{
  Pane *pane = data;
  g_autofree char *length = copil_format_length (copil_record_get_int (item, "seconds"));
  const char *presenter = copil_record_get_string (item, "presenter");
  g_autofree char *text = g_strconcat (length, presenter != NULL ? " · " : NULL, presenter, NULL);
  g_autofree char *target = g_strdup_printf ("recurring_item_edit:%s", copil_record_get_id (item));

  copil_record_row_set_text (row, copil_record_get_word (item, "title"), text);
  copil_record_row_set_state (row, copil_words_nature (copil_record_get_string (item, "nature")));
  copil_record_row_set_action (row, pane->context->rights.prepares ? _("Correct…") : NULL,
                               "committee.edit", target);
  if (pane->context->rights.prepares && g_object_get_data (G_OBJECT (row), "stop") == NULL)
    add_stop (row, item);
}

static gboolean
is_kept (CopilRecord *item,
         gpointer     data)
{
  return !copil_record_get_bool (item, "stopped");
}

static void
fill_proposal (CopilRecordRow *row,
               CopilRecord    *proposal,
               gpointer        data)
{
  Pane *pane = data;
  gboolean own = g_strcmp0 (copil_record_get_string (proposal, "member_id"),
                            pane->context->rights.member) == 0;
  gboolean waits = g_str_equal (copil_record_get_word (proposal, "state"), "proposed");

  copil_proposal_row_fill (row, proposal, pane->context);
  copil_record_row_set_action (row, own && waits ? _("Withdraw") : NULL,
                               "committee.withdraw-proposal", copil_record_get_id (proposal));
}

/* -- The pane --------------------------------------------------------------------------------- */

/* A heading where the year changes. */
static void
head_year_cb (GtkListBoxRow *row,
              GtkListBoxRow *before,
              gpointer       data)
{
  CopilRecordRow *rows[] = { COPIL_RECORD_ROW (row), before != NULL ? COPIL_RECORD_ROW (before)
                                                                    : NULL };
  g_autofree char *years[2] = { NULL, NULL };
  GtkWidget *label;

  for (guint i = 0; i < 2; i++)
    years[i] = rows[i] != NULL
                 ? g_strndup (copil_record_get_word (copil_record_row_get_record (rows[i]),
                                                     "starts_at"), 4)
                 : g_strdup ("");
  if (g_str_equal (years[0], years[1]))
    {
      gtk_list_box_row_set_header (row, NULL);
      g_free (g_steal_pointer (&years[1]));
      return;
    }
  label = gtk_label_new (years[0]);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "year");
  gtk_list_box_row_set_header (row, label);
  g_free (g_steal_pointer (&years[1]));
}

static void
add_list (Pane               *pane,
          GtkWidget          *section,
          GListModel         *model,
          const char         *name,
          const char         *empty,
          CopilRecordRowFunc  fill)
{
  copil_section_append (COPIL_SECTION (section),
                        copil_record_list_box_new (model, name, empty, fill, pane));
}

GtkWidget *
copil_sittings_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 24);
  Pane *pane = g_new0 (Pane, 1);
  GtkWidget *list;

  pane->context = context;
  pane->sittings = copil_section_new (_("Sittings"), FALSE);
  list = copil_record_list_box_new (
    copil_records_filter (copil_committee_context_list (context, "sitting"), NULL, compare_starts,
                          NULL),
    _("Sittings"), _("No sitting yet: this committee has no date."), fill_sitting, pane);
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), head_year_cb, NULL, NULL);
  copil_section_append (COPIL_SECTION (pane->sittings), list);
  pane->proposals = copil_section_new (_("Items that members propose"), FALSE);
  add_list (pane, pane->proposals,
            g_object_ref (copil_committee_context_list (context, "proposal")),
            _("Items that members propose"), _("Nothing is proposed."), fill_proposal);
  pane->recurring = copil_section_new (_("Recurring items"), FALSE);
  add_list (pane, pane->recurring,
            copil_records_filter (copil_committee_context_list (context, "recurring_item"),
                                  is_kept, NULL, NULL),
            _("Recurring items"), _("No item returns at each sitting."), fill_recurring);
  gtk_box_append (GTK_BOX (box), pane->sittings);
  gtk_box_append (GTK_BOX (box), pane->proposals);
  gtk_box_append (GTK_BOX (box), pane->recurring);
  g_object_set_data_full (G_OBJECT (box), "pane", pane, g_free);
  return box;
}

void
copil_sittings_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  const CopilCommitteeRights *rights = &pane->context->rights;

  copil_section_set_action (COPIL_SECTION (pane->sittings),
                            rights->prepares ? _("New sitting…") : NULL, "committee.new-sitting",
                            NULL);
  copil_section_set_action (COPIL_SECTION (pane->proposals),
                            rights->member != NULL ? _("Propose an item…") : NULL,
                            "committee.add", "proposal");
  copil_section_set_action (COPIL_SECTION (pane->recurring),
                            rights->prepares ? _("Add…") : NULL, "committee.add",
                            "recurring_item");
}
