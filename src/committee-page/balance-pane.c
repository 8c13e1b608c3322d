/* balance-pane.c: how a committee worked: attendance, time, convocations, what became of actions
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/committee-pane.h"
#include "committee-page/section.h"
#include "committee/statistics-chart.h"
#include "core/format.h"
#include "widget/chart-view.h"
#include "widget/reflow-box.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  CopilCommitteeContext *context;
  GtkWidget             *head;
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

void
copil_balance_pane_update (GtkWidget *box)
{
  Pane *pane = g_object_get_data (G_OBJECT (box), "pane");
  g_autoptr(CopilStatement) statement = NULL;

  if (pane->context->committee == NULL)
    return;
  g_cancellable_cancel (pane->reading);
  g_object_unref (pane->reading);
  pane->reading = g_cancellable_new ();
  statement = copil_statement_new ("SELECT copil.statistics ($1, NULL, NULL)");
  copil_statement_add_text (statement, pane->context->committee);
  copil_connection_query_async (pane->context->connection, statement, pane->reading, read_cb,
                                g_object_ref (box));
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

GtkWidget *
copil_balance_pane_new (CopilCommitteeContext *context)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  Pane *pane = g_new0 (Pane, 1);

  pane->context = context;
  pane->reading = g_cancellable_new ();
  pane->head = copil_sentence_new ("", "section-title");
  gtk_box_append (GTK_BOX (box), pane->head);
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
