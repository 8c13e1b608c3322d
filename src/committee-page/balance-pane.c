/* balance-pane.c: how a committee worked: attendance, time, convocations, what became of actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/form-dialog.h"
#include "committee-page/section.h"
#include "committee/statistics-chart.h"
#include "core/format.h"
#include "core/instant.h"
#include "widget/chart-view.h"
#include "widget/drop-down.h"
#include "widget/reflow-box.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *box;
  GtkWidget             *head;
  GtkWidget             *periods;
  GtkStringList         *names;  /* of the periods */
  GPtrArray             *years;  /* of the sittings, the last one first: GINT_TO_POINTER */
  gboolean               naming; /* the list is made anew: nothing is chosen */
  char                  *since;  /* (nullable): "2026-01-31" */
  char                  *until;  /* (nullable): the last day */
  GtkWidget             *sections[COPIL_N_STATISTICS];
  GtkWidget             *views[COPIL_N_STATISTICS];
  GtkWidget             *notes[COPIL_N_STATISTICS];
  GCancellable          *reading;
} Pane;

static void
pane_free (gpointer data)
{
  Pane *pane = data;

  g_cancellable_cancel (pane->reading);
  g_object_unref (pane->reading);
  g_ptr_array_unref (pane->years);
  g_free (pane->since);
  g_free (pane->until);
  g_free (pane);
}

/* -- What is shown ---------------------------------------------------------------------------- */

static void
show_chart (Pane                *pane,
            CopilStatisticsKind  kind,
            JsonObject          *statistics)
{
  g_autoptr(CopilChart) chart = copil_statistics_chart_new (kind, statistics);
  g_autofree char *said = NULL;
  const char *note;

  gtk_widget_set_visible (pane->sections[kind], chart != NULL);
  if (chart == NULL)
    return;
  note = copil_chart_get_note (chart);
  said = copil_chart_describe (chart);
  copil_section_set_title (COPIL_SECTION (pane->sections[kind]), copil_chart_get_title (chart));
  copil_section_set_note (COPIL_SECTION (pane->sections[kind]), copil_chart_get_subtitle (chart));
  copil_chart_view_set_chart (COPIL_CHART_VIEW (pane->views[kind]), chart);
  copil_sentence_set (pane->notes[kind], note != NULL ? note : said);
}

static void
show (Pane       *pane,
      JsonObject *statistics)
{
  g_autofree char *sittings = copil_format_count (
    json_object_get_int_member (statistics, "sittings"), _("sitting held"), _("sittings held"));
  g_autofree char *decisions = copil_format_count (
    json_object_get_int_member (statistics, "decisions"), _("decision"), _("decisions"));
  g_autofree char *text = g_strjoin (" · ", sittings, decisions, NULL);

  copil_sentence_set (pane->head, text);
  for (guint i = 0; i < COPIL_N_STATISTICS; i++)
    show_chart (pane, i, statistics);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GtkWidget) box = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilResult) rows =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr(JsonNode) node = NULL;
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (rows != NULL && copil_result_get_n_rows (rows) == 1 && !copil_result_is_null (rows, 0, 0))
    node = json_from_string (copil_result_get_text (rows, 0, 0), NULL);
  if (node != NULL)
    show (pane, json_node_get_object (node));
  else
    copil_sentence_set (pane->head, error != NULL ? error->message : _("Nothing to count yet."));
}

static void
read_statistics (Pane *pane)
{
  g_autoptr(CopilStatement) statement = NULL;

  if (pane->context->committee == NULL)
    return;
  g_cancellable_cancel (pane->reading);
  g_object_unref (pane->reading);
  pane->reading = g_cancellable_new ();
  statement = copil_statement_new ("SELECT copil.statistics ($1, $2::date, $3::date + 1)");
  copil_statement_add_text (statement, pane->context->committee);
  copil_statement_add_text (statement, pane->since);
  copil_statement_add_text (statement, pane->until);
  copil_connection_query_async (pane->context->connection, statement, pane->reading, read_cb,
                                g_object_ref (pane->box));
}

/* -- Of which period -------------------------------------------------------------------------- */

/* The list: all, the last twelve months, a year each, then days that are asked for. */
enum { ALL, TWELVE_MONTHS, YEARS };

static int
get_year (CopilRecord *sitting)
{
  g_autoptr(GDateTime) time = copil_instant_in_paris (copil_record_get_time (sitting, "starts_at"));

  return time != NULL ? g_date_time_get_year (time) : 0;
}

static int
compare_years (gconstpointer a,
               gconstpointer b)
{
  return GPOINTER_TO_INT (*(gpointer *) b) - GPOINTER_TO_INT (*(gpointer *) a);
}

/* (transfer container): years of sittings that were held, the last one first. */
static GPtrArray *
list_years (Pane *pane)
{
  GListModel *sittings = copil_committee_context_list (pane->context, "sitting");
  GPtrArray *years = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (sittings); i++)
    {
      g_autoptr(CopilRecord) sitting = g_list_model_get_item (sittings, i);
      int year = get_year (sitting);

      if (g_str_equal (copil_record_get_word (sitting, "stage"), "closed") && year > 0
          && !g_ptr_array_find (years, GINT_TO_POINTER (year), NULL))
        g_ptr_array_add (years, GINT_TO_POINTER (year));
    }
  g_ptr_array_sort (years, compare_years);
  return years;
}

static gboolean
are_same (GPtrArray *one,
          GPtrArray *other)
{
  return one->len == other->len
         && (one->len == 0 || memcmp (one->pdata, other->pdata, one->len * sizeof (gpointer)) == 0);
}

/* What is chosen stays so, wherever it stands now. */
static void
name_periods (Pane *pane)
{
  g_autoptr(GPtrArray) years = list_years (pane);
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (pane->periods));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (pane->names));
  guint from_end = n - chosen;

  if (n > 0 && are_same (years, pane->years))
    return;
  pane->naming = TRUE;
  g_ptr_array_unref (pane->years);
  pane->years = g_steal_pointer (&years);
  gtk_string_list_splice (pane->names, 0, n, NULL);
  gtk_string_list_append (pane->names, _("All sittings"));
  gtk_string_list_append (pane->names, _("Last twelve months"));
  for (guint i = 0; i < pane->years->len; i++)
    gtk_string_list_take (pane->names, g_strdup_printf (_("Year %d"), GPOINTER_TO_INT (
                                                          g_ptr_array_index (pane->years, i))));
  gtk_string_list_append (pane->names, _("From … to …"));
  if (chosen >= YEARS && n > 0)
    chosen = g_list_model_get_n_items (G_LIST_MODEL (pane->names)) - from_end;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (pane->periods), n > 0 ? chosen : ALL);
  pane->naming = FALSE;
}

/* Takes both. */
static void
set_period (Pane *pane,
            char *since,
            char *until)
{
  g_free (pane->since);
  g_free (pane->until);
  pane->since = since;
  pane->until = until;
  read_statistics (pane);
}

static void
set_twelve_months (Pane *pane)
{
  g_autoptr(GDateTime) today = copil_instant_in_paris (g_get_real_time ());
  g_autoptr(GDateTime) before = g_date_time_add_years (today, -1);
  g_autoptr(GDateTime) first = g_date_time_add_days (before, 1);

  set_period (pane, g_date_time_format (first, "%F"), g_date_time_format (today, "%F"));
}

static void
dates_cb (CopilFormDialog *dialog,
          JsonObject      *values,
          GtkWidget       *box)
{
  set_period (g_object_get_data (G_OBJECT (box), "pane"),
              g_strdup (json_object_get_string_member_with_default (values, "since", NULL)),
              g_strdup (json_object_get_string_member_with_default (values, "until", NULL)));
}

static void
ask_dates (Pane *pane)
{
  CopilFormDialog *dialog = copil_form_dialog_new (
    GTK_WINDOW (gtk_widget_get_root (pane->box)), _("Period of the balance"),
    _("Sittings held between these days, both included; an empty day is no bound."), _("Show"));
  g_autoptr(JsonObject) values = json_object_new ();

  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_DATE, "since", _("From"), NULL, FALSE,
                                                 0, 0 });
  copil_form_dialog_add (dialog, &(CopilField) { COPIL_FIELD_DATE, "until", _("To"), NULL, FALSE,
                                                 0, 0 });
  json_object_set_string_member (values, "since", pane->since);
  json_object_set_string_member (values, "until", pane->until);
  copil_form_dialog_fill (dialog, values);
  g_signal_connect_object (dialog, "accepted", G_CALLBACK (dates_cb), pane->box, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
period_cb (Pane *pane)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (pane->periods));
  int year;

  if (pane->naming || chosen == GTK_INVALID_LIST_POSITION)
    return;
  if (chosen == ALL)
    set_period (pane, NULL, NULL);
  else if (chosen == TWELVE_MONTHS)
    set_twelve_months (pane);
  else if (chosen - YEARS >= pane->years->len)
    ask_dates (pane);
  else
    {
      year = GPOINTER_TO_INT (g_ptr_array_index (pane->years, chosen - YEARS));
      set_period (pane, g_strdup_printf ("%04d-01-01", year), g_strdup_printf ("%04d-12-31", year));
    }
}

/* The document tells the period that is shown. */
static void
print_cb (Pane *pane)
{
  copil_committee_context_print (pane->context, COPIL_PAPER_STATISTICS, pane->since, pane->until);
}

void
copil_balance_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");

  name_periods (pane);
  read_statistics (pane);
}

/* -- The pane --------------------------------------------------------------------------------- */

static GtkWidget *
build_section (Pane  *pane,
               guint  kind)
{
  GtkWidget *view = copil_chart_view_new ();

  pane->sections[kind] = copil_section_new ("", TRUE);
  pane->views[kind] = view;
  copil_chart_view_set_minimum (COPIL_CHART_VIEW (view), 260, 120);
  copil_section_append (COPIL_SECTION (pane->sections[kind]), view);
  pane->notes[kind] = copil_section_add_sentence (COPIL_SECTION (pane->sections[kind]), "note");
  gtk_widget_set_visible (pane->sections[kind], FALSE);
  return pane->sections[kind];
}

/* The period at the left, what is made of it at the right. */
static GtkWidget *
build_bar (Pane *pane)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *print = gtk_button_new_with_label (_("Balance as PDF…"));

  pane->names = gtk_string_list_new (NULL);
  pane->periods = gtk_drop_down_new (G_LIST_MODEL (pane->names), NULL);
  copil_drop_down_set_name (GTK_DROP_DOWN (pane->periods), _("Period of the balance"));
  g_signal_connect_swapped (pane->periods, "notify::selected", G_CALLBACK (period_cb), pane);
  g_signal_connect_swapped (print, "clicked", G_CALLBACK (print_cb), pane);
  gtk_widget_set_hexpand (pane->head, TRUE);
  gtk_widget_set_valign (pane->head, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (bar), pane->head);
  gtk_box_append (GTK_BOX (bar), pane->periods);
  gtk_box_append (GTK_BOX (bar), print);
  return bar;
}

GtkWidget *
copil_balance_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->box = box;
  pane->years = g_ptr_array_new ();
  pane->reading = g_cancellable_new ();
  pane->head = copil_sentence_new ("", "section-title");
  gtk_box_append (GTK_BOX (box), build_bar (pane));
  for (guint i = 0; i < COPIL_N_STATISTICS; i += 2)
    {
      GtkWidget *columns = g_object_new (COPIL_TYPE_REFLOW_BOX, NULL);

      copil_reflow_box_append (COPIL_REFLOW_BOX (columns), build_section (pane, i), 1);
      copil_reflow_box_append (COPIL_REFLOW_BOX (columns), build_section (pane, i + 1), 1);
      gtk_box_append (GTK_BOX (box), columns);
    }
  g_object_set_data_full (G_OBJECT (box), "pane", pane, pane_free);
  return box;
}
