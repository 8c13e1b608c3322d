/* window-versions.c: every version of the figure looked at, from the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/window-private.h"

#include "core/format.h"
#include "db/error.h"

#include <glib/gi18n-lib.h>

/* What was asked for: the answer may come when one looks at something else. */
typedef struct
{
  CopilWindow          *window;
  CopilDashboardView   *view;
  const CopilIndicator *indicator;
} Request;

static void
request_free (Request *self)
{
  g_object_unref (self->window);
  g_object_unref (self->view);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* -- The question ----------------------------------------------------------------------------- */

static void
add_ids (GArray         *ids,
         CopilCatalogue *catalogue,
         const GArray   *indices)
{
  for (guint i = 0; indices != NULL && i < indices->len; i++)
    {
      const CopilMeasure *measure =
        copil_catalogue_get_measure (catalogue, g_array_index (indices, guint, i));
      gint16 id = measure->id;

      g_array_append_val (ids, id);
    }
}

static GArray *
list_measures (CopilCatalogue       *catalogue,
               const CopilIndicator *indicator)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint16));

  add_ids (ids, catalogue, indicator->numerators);
  add_ids (ids, catalogue, indicator->denominators);
  for (guint i = 0; indicator->buckets != NULL && i < indicator->buckets->len; i++)
    {
      guint index = g_array_index (indicator->buckets, CopilBucket, i).measure;
      gint16 id = copil_catalogue_get_measure (catalogue, index)->id;

      g_array_append_val (ids, id);
    }
  return ids;
}

static CopilStatement *
build_statement (CopilDashboardView   *view,
                 const CopilIndicator *indicator)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (copil_dashboard_view_get_cube (view));
  g_autoptr(GArray) measures = list_measures (catalogue, indicator);
  CopilPeriod period = copil_dashboard_view_period_of (view, indicator);
  gint32 days[12];
  gsize n = copil_period_get_months (period);
  CopilStatement *statement = copil_statement_new (
    "SELECT h.batch_id, h.landed_at AT TIME ZONE 'Europe/Paris', h.producer, m.name, h.value, "
    "h.status, h.source "
    "FROM unnest($1::smallint[]) AS s (id) JOIN copil.measure m ON m.id = s.id, "
    "unnest($2::date[]) AS p (period), "
    "LATERAL copil.history(s.id, $3::int, p.period) h ORDER BY h.batch_id DESC, s.id, p.period");

  for (gsize i = 0; i < n; i++)
    days[i] = copil_period_to_pg_days (copil_period_shift (copil_period_first_month (period), i));
  copil_statement_add_int2_array (statement, (const gint16 *) measures->data, measures->len);
  copil_statement_add_date_array (statement, days, n);
  copil_statement_add_int (statement, copil_dashboard_view_get_territory (view)->id);
  return statement;
}

/* -- The answer ------------------------------------------------------------------------------- */

/* "2026-11-12 18:04:05.1" as the base writes it: the day and the hour. */
static char *
format_landed (const char *text)
{
  int year, month, day, hour, minute;

  if (sscanf (text, "%d-%d-%d %d:%d", &year, &month, &day, &hour, &minute) != 5)
    return g_strdup (text);
  return g_strdup_printf ("%02d/%02d/%d %02d:%02d", day, month, year, hour, minute);
}

static void
add_row (GPtrArray   *rows,
         CopilResult *result,
         guint        row)
{
  CopilCellStatus status = copil_result_get_int (result, row, 5);
  g_autofree char *landed = format_landed (copil_result_get_text (result, row, 1));
  g_autofree char *value = copil_cell_status_has_value (status)
                             ? copil_format_number (copil_result_get_double (result, row, 4), 0)
                             : g_strdup (copil_format_status (status));
  const char *cells[] = { copil_result_get_text (result, row, 0), landed,
                          copil_result_get_text (result, row, 2),
                          copil_result_get_text (result, row, 3), value,
                          copil_format_status_word (status), NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) cells));
}

static GPtrArray *
list_versions (CopilResult *result)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  const char *header[] = { _("Batch"), _("Landed"), _("Producer"), _("Measure"), _("Value"),
                           _("Status"), NULL };

  g_ptr_array_add (rows, g_strdupv ((char **) header));
  for (guint i = 0; i < copil_result_get_n_rows (result); i++)
    add_row (rows, result, i);
  return rows;
}

static gboolean
is_looked_at (Request *request)
{
  CopilDashboardModel *model = request->window->model;

  return copil_dashboard_model_get_view (model) == request->view &&
         copil_dashboard_model_get_indicator (model) == request->indicator;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr(Request) request = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilResult) versions =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr(GPtrArray) rows = NULL;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || !is_looked_at (request))
    return;
  if (versions != NULL)
    rows = list_versions (versions);
  else
    sentence = copil_db_error_to_sentence (error);
  copil_dashboard_page_set_history (request->window->page, rows, sentence);
}

void
_copil_window_load_versions (CopilWindow *self)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);
  g_autoptr(CopilStatement) statement = NULL;
  Request *request;

  if (view == NULL || indicator == NULL)
    return;
  if (!copil_station_is_connected (self->station))
    {
      copil_dashboard_page_set_history (self->page, NULL,
                                        _("The earlier versions are kept by the server, which does "
                                          "not answer for now."));
      return;
    }
  request = g_new0 (Request, 1);
  request->window = g_object_ref (self);
  request->view = g_object_ref (view);
  request->indicator = indicator;
  statement = build_statement (view, indicator);
  copil_connection_query_async (copil_station_get_connection (self->station), statement,
                                self->cancellable, answered_cb, request);
}
