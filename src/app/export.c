/* export.c: the report of what is looked at, as a file or on paper
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/export.h"

#include "core/format.h"
#include "exchange/write-file.h"
#include "view/dashboard-report.h"

#include <glib/gi18n-lib.h>

char *
copil_export_get_name (CopilDashboardView *view)
{
  const CopilTerritory *territory = copil_dashboard_view_get_territory (view);
  g_autofree char *period = copil_format_period (copil_dashboard_view_get_period (view));
  char *name = g_strdup_printf ("Copil %s %s.pdf", territory->name, period);

  return g_strdelimit (name, "/", '-');
}

/* -- Composing -------------------------------------------------------------------------------- */

typedef struct
{
  CopilStation       *station;
  CopilDashboardView *view;
} Compose;

static void
compose_free (gpointer data)
{
  Compose *compose = data;

  g_object_unref (compose->station);
  g_object_unref (compose->view);
  g_free (compose);
}

static void
compose (GTask      *task,
         const char *as_of)
{
  Compose *data = g_task_get_task_data (task);
  CopilReportState state = {
    .as_of = as_of,
    .batch = copil_cube_get_batch (copil_dashboard_view_get_cube (data->view)),
    .fictitious = copil_station_is_fictitious (data->station),
  };

  g_task_return_pointer (task, copil_dashboard_report_new (data->view, &state), g_object_unref);
}

static void
dated_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilResult) dates =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  /* A report without the date of its figures is still worth having. */
  if (dates == NULL || copil_result_get_n_rows (dates) == 0 || copil_result_is_null (dates, 0, 0))
    compose (task, NULL);
  else
    compose (task, copil_result_get_text (dates, 0, 0));
}

void
copil_export_compose_async (CopilStation        *station,
                            CopilDashboardView  *view,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (station, cancellable, callback, user_data);
  Compose *data = g_new0 (Compose, 1);
  g_autoptr(CopilStatement) statement = NULL;

  g_task_set_source_tag (task, copil_export_compose_async);
  data->station = g_object_ref (station);
  data->view = g_object_ref (view);
  g_task_set_task_data (task, data, compose_free);
  if (!copil_station_is_connected (station))
    {
      compose (task, NULL);
      return;
    }
  statement = copil_statement_new (
    "SELECT to_char(max(landed_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') "
    "FROM copil.batch WHERE id <= $1");
  copil_statement_add_int (statement, copil_cube_get_batch (copil_dashboard_view_get_cube (view)));
  copil_connection_query_async (copil_station_get_connection (station), statement, cancellable,
                                dated_cb, g_steal_pointer (&task));
}

CopilDocument *
copil_export_compose_finish (GAsyncResult  *result,
                             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* -- Writing ---------------------------------------------------------------------------------- */

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr(GBytes) pdf = copil_document_to_pdf (COPIL_DOCUMENT (source), &error);

  if (pdf != NULL &&
      copil_write_file (G_FILE (task_data), pdf, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
copil_export_write_async (CopilDocument       *document,
                          GFile               *file,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (document, cancellable, callback, user_data);

  g_task_set_source_tag (task, copil_export_write_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, write_thread);
}

gboolean
copil_export_write_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* -- Printing --------------------------------------------------------------------------------- */

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                CopilDocument     *document)
{
  gtk_print_operation_set_n_pages (operation, (int) copil_document_layout (document));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              CopilDocument     *document)
{
  copil_document_draw_page (document, page, gtk_print_context_get_cairo_context (context));
}

GtkPrintOperation *
copil_export_new_print (CopilDocument *document)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr(GtkPaperSize) paper = gtk_paper_size_new (GTK_PAPER_NAME_A4);

  gtk_page_setup_set_paper_size (setup, paper);
  gtk_print_operation_set_default_page_setup (operation, setup);
  /* The document has its own margins, in points. */
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "begin-print", G_CALLBACK (begin_print_cb), document, 0);
  g_signal_connect_object (operation, "draw-page", G_CALLBACK (draw_page_cb), document, 0);
  g_object_set_data_full (G_OBJECT (operation), "document", g_object_ref (document),
                          g_object_unref);
  return operation;
}

void
copil_export_print (CopilDocument *document,
                    GtkWindow     *parent)
{
  g_autoptr(GtkPrintOperation) operation = copil_export_new_print (document);

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}
