/* frozen-fetch.c: the figures of a sitting as they were when it was frozen, from the base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 *   documents (one round trip) -> parsed in a thread -> series_as_of(), streamed into the cube
 */
#include "config.h"

#include "committee/frozen-fetch.h"

#include <string.h>

#include "core/instant.h"
#include "cube/series-reader.h"
#include "cube/territories.h"
#include "db/error.h"
#include "view/dashboard-view.h"

#include <glib/gi18n-lib.h>

#define FETCH_TIMEOUT (5 * 60 * 1000)

typedef struct
{
  CopilFreeze         freeze;
  char              **codes;
  CopilConnection    *session;
  CopilFrozenFigures *figures;
  CopilSeriesReader  *reader;
  GArray             *measures; /* guint, of the catalogue */
  gboolean            unreadable;
} Fetch;

void
copil_frozen_figures_free (CopilFrozenFigures *self)
{
  g_clear_object (&self->cube);
  g_clear_pointer (&self->origin, copil_cube_origin_free);
  g_free (self);
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_strfreev (fetch->codes);
  g_clear_object (&fetch->session);
  g_clear_pointer (&fetch->figures, copil_frozen_figures_free);
  g_clear_pointer (&fetch->reader, copil_series_reader_free);
  g_clear_pointer (&fetch->measures, g_array_unref);
  g_free (fetch);
}

/* (transfer full) for both; @error NULL: done. */
static void
end (GTask  *task,
     GError *error)
{
  Fetch *fetch = g_task_get_task_data (task);

  copil_connection_close (fetch->session);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&fetch->figures),
                           (GDestroyNotify) copil_frozen_figures_free);
  g_object_unref (task);
}

static GError *
create_error (void)
{
  return g_error_new_literal (COPIL_DB_ERROR, COPIL_DB_ERROR_SCHEMA,
                              _ ("The server sends series in an unknown form"));
}

/* -- Annotations ------------------------------------------------------------------------------ */

static gboolean
is_later (gconstpointer annotation,
          gint64        at)
{
  const CopilAnnotation *self = annotation;

  return MAX (self->recorded, self->edited) > at / G_USEC_PER_SEC;
}

void
copil_frozen_annotate (CopilCube         *cube,
                       GBytes            *annotations,
                       const CopilFreeze *freeze)
{
  gsize size = 0;
  const char *text = annotations != NULL ? g_bytes_get_data (annotations, &size) : NULL;
  g_autoptr (GPtrArray) list =
    size > 0 ? copil_annotations_parse (text, (gssize) size, NULL) : NULL;

  if (list == NULL)
    return;
  for (guint i = list->len; i > 0; i--)
    if (is_later (g_ptr_array_index (list, i - 1), freeze->at))
      g_ptr_array_remove_index (list, i - 1);
  copil_cube_set_annotations (cube, list);
}

/* -- Series ----------------------------------------------------------------------------------- */

static void
row_cb (CopilResult *rows,
        gpointer     user_data)
{
  Fetch *fetch = user_data;

  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    fetch->unreadable |= !copil_series_reader_take (fetch->reader, rows, i);
}

static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  CopilCube *cube = fetch->figures->cube;
  GError *error = NULL;

  if (copil_connection_stream_finish (COPIL_CONNECTION (source), result, &error)
      && fetch->unreadable)
    error = create_error ();
  for (guint i = 0; error == NULL && i < fetch->measures->len; i++)
    copil_cube_set_complete (cube, g_array_index (fetch->measures, guint, i));
  copil_cube_set_batch (cube, fetch->freeze.batch);
  end (task, error);
}

static void
add_measures (Fetch                *fetch,
              CopilCatalogue       *catalogue,
              const CopilIndicator *indicator)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    if (copil_dashboard_needs_measure (indicator, copil_catalogue_get_measure (catalogue, i)))
      g_array_append_val (fetch->measures, i);
}

static CopilStatement *
create_question (Fetch *fetch)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (fetch->figures->cube);
  CopilStatement *statement =
    copil_statement_new ("SELECT " COPIL_SERIES_COLUMNS " FROM copil.series_as_of($1, $2)");
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint16));

  for (guint i = 0; i < fetch->measures->len; i++)
    {
      guint measure = g_array_index (fetch->measures, guint, i);
      gint16 id = (gint16) copil_catalogue_get_measure (catalogue, measure)->id;

      g_array_append_val (ids, id);
    }
  copil_statement_add_int (statement, fetch->freeze.batch);
  copil_statement_add_int2_array (statement, (const gint16 *) ids->data, ids->len);
  copil_statement_set_binary (statement, TRUE);
  copil_statement_set_timeout (statement, FETCH_TIMEOUT);
  return statement;
}

static void
ask_series (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  CopilCatalogue *catalogue = copil_cube_get_catalogue (fetch->figures->cube);
  g_autoptr (CopilStatement) statement = NULL;

  fetch->measures = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; fetch->codes[i] != NULL; i++)
    {
      const CopilIndicator *indicator =
        copil_catalogue_find_indicator (catalogue, fetch->codes[i]);

      if (indicator != NULL)
        add_measures (fetch, catalogue, indicator);
    }
  fetch->reader = copil_series_reader_new (fetch->figures->cube);
  statement = create_question (fetch);
  copil_connection_stream_async (fetch->session, statement, row_cb, fetch,
                                 g_task_get_cancellable (task), filled_cb, task);
}

/* -- Documents -------------------------------------------------------------------------------- */

static CopilCube *
parse_documents (const CopilCubeOrigin *origin)
{
  gsize size;
  const char *text = g_bytes_get_data (origin->catalogue, &size);
  g_autoptr (CopilCatalogue) catalogue = copil_catalogue_parse (text, (gssize) size, NULL);
  g_autoptr (CopilTerritoryList) territories = NULL;

  text = g_bytes_get_data (origin->territories, &size);
  territories = copil_territories_parse (text != NULL ? text : "", (gssize) size, NULL);
  return catalogue != NULL && territories != NULL ? copil_cube_new (catalogue, territories) : NULL;
}

static void
parse_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  g_task_return_pointer (task, parse_documents (data), g_object_unref);
}

static void
parsed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  CopilFrozenFigures *figures = fetch->figures;

  figures->cube = g_task_propagate_pointer (G_TASK (result), NULL);
  if (figures->cube == NULL)
    {
      end (task, create_error ());
      return;
    }
  copil_frozen_annotate (figures->cube, figures->origin->annotations, &fetch->freeze);
  ask_series (task);
}

/* (nullable) (transfer full): the one text that an answer holds. */
static GBytes *
take_text (CopilResult *result)
{
  const char *text = copil_result_get_n_rows (result) == 1 && !copil_result_is_null (result, 0, 0)
                       ? copil_result_get_text (result, 0, 0) : NULL;

  return text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
}

static gboolean
take_documents (Fetch      *fetch,
                GPtrArray  *results,
                GError    **error)
{
  CopilCubeOrigin *origin = fetch->figures->origin;

  for (guint i = 0; i < results->len; i++)
    {
      const GError *refusal = copil_result_get_error (g_ptr_array_index (results, i));

      if (refusal == NULL)
        continue;
      g_propagate_error (error, g_error_copy (refusal));
      return FALSE;
    }
  origin->catalogue = take_text (g_ptr_array_index (results, 0));
  origin->territories = copil_territories_write (g_ptr_array_index (results, 1));
  origin->annotations = take_text (g_ptr_array_index (results, 2));
  origin->confirmed = g_get_real_time () / G_USEC_PER_SEC;
  if (origin->catalogue == NULL)
    g_propagate_error (error, create_error ());
  return origin->catalogue != NULL;
}

static void
documents_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  GTask *task = user_data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) results =
    copil_connection_pipeline_finish (COPIL_CONNECTION (source), result, &error);
  g_autoptr (GTask) parsing = NULL;

  if (results == NULL || !take_documents (fetch, results, &error))
    {
      end (task, error);
      return;
    }
  parsing = g_task_new (NULL, g_task_get_cancellable (task), parsed_cb, task);
  g_task_set_task_data (parsing, copil_cube_origin_copy (fetch->figures->origin),
                        (GDestroyNotify) copil_cube_origin_free);
  g_task_run_in_thread (parsing, parse_in_thread);
}

/* Those of that day: one that was closed since is shown as it was. */
static CopilStatement *
ask_territories (Fetch *fetch)
{
  CopilStatement *statement = copil_statement_new (COPIL_TERRITORIES_QUERY (
    " OR t.valid_to >= ($1::timestamptz AT TIME ZONE 'Europe/Paris')::date"));
  g_autofree char *at = copil_instant_to_sql (fetch->freeze.at);

  copil_statement_add_text (statement, at);
  return statement;
}

static void
ask_documents (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GPtrArray) statements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) copil_statement_unref);
  CopilStatement *catalogue = copil_statement_new ("SELECT copil.catalogue_document($1)");

  copil_statement_add_int (catalogue, fetch->freeze.catalogue);
  g_ptr_array_add (statements, catalogue);
  g_ptr_array_add (statements, ask_territories (fetch));
  g_ptr_array_add (statements, copil_statement_new ("SELECT copil.annotation_document()"));
  copil_connection_pipeline_async (fetch->session, statements, g_task_get_cancellable (task),
                                   documents_cb, task);
}

/* -- The session ------------------------------------------------------------------------------ */

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;

  if (copil_connection_open_finish (COPIL_CONNECTION (source), result, &error))
    ask_documents (task);
  else
    end (task, error);
}

void
copil_frozen_fetch_async (CopilConnection     *connection,
                          const CopilFreeze   *freeze,
                          const char * const  *codes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, copil_frozen_fetch_async);
  g_task_set_task_data (task, fetch, fetch_free);
  fetch->freeze = *freeze;
  fetch->codes = g_strdupv ((char **) codes);
  fetch->figures = g_new0 (CopilFrozenFigures, 1);
  fetch->figures->origin = copil_cube_origin_new ("", "");
  fetch->session = copil_connection_new_alike (connection);
  copil_connection_open_async (fetch->session, cancellable, opened_cb, task);
}

CopilFrozenFigures *
copil_frozen_fetch_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
