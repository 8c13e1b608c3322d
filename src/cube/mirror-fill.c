/* mirror-fill.c: the planes that are missing, a few at a time
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "cube/mirror-private.h"

#include "db/error.h"

#include <glib/gi18n-lib.h>

/* Enough for the question to cost little beside its answer, few enough for a change that is
 * told meanwhile to wait only some tenths of a second. */
#define MEASURES_AT_ONCE 4
#define FILL_TIMEOUT (10 * 60 * 1000)

/* What the page shows first, then the focus of its level, then the rest, as the catalogue has
 * them. */
static guint
find_urgency (CopilMirror *self,
              CopilLevel   level,
              guint        index)
{
  const CopilIndicator *indicator
    = copil_catalogue_get_indicator (copil_cube_get_catalogue (self->cube), index);

  if (g_strcmp0 (indicator->code, self->page_indicator) == 0)
    return 0;
  return (indicator->focus & (1u << level)) != 0 ? 1 : 2;
}

static void
add_missing (CopilMirror *self,
             guint        measure)
{
  if (self->filling->len >= MEASURES_AT_ONCE
      || copil_cube_get_plane (self->cube, measure)->complete)
    return;
  for (guint i = 0; i < self->filling->len; i++)
    if (g_array_index (self->filling, guint, i) == measure)
      return;
  g_array_append_val (self->filling, measure);
}

static void
add_missing_list (CopilMirror  *self,
                  const GArray *measures)
{
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    add_missing (self, g_array_index (measures, guint, i));
}

static void
add_missing_of (CopilMirror          *self,
                const CopilIndicator *indicator)
{
  add_missing_list (self, indicator->numerators);
  add_missing_list (self, indicator->denominators);
  for (guint i = 0; indicator->buckets != NULL && i < indicator->buckets->len; i++)
    add_missing (self, g_array_index (indicator->buckets, CopilBucket, i).measure);
}

static CopilLevel
get_page_level (CopilMirror *self)
{
  const CopilTerritory *territory = NULL;

  if (self->page_set != NULL && self->page_code != NULL)
    territory = copil_territory_list_by_code (copil_cube_get_territories (self->cube),
                                              self->page_set, self->page_code);
  return territory != NULL ? territory->level : COPIL_LEVEL_DEPARTMENT;
}

static void
choose_measures (CopilMirror *self)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  CopilLevel level = get_page_level (self);

  g_array_set_size (self->filling, 0);
  for (guint urgency = 0; urgency < 3; urgency++)
    for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
      if (find_urgency (self, level, i) == urgency)
        add_missing_of (self, copil_catalogue_get_indicator (catalogue, i));
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    add_missing (self, i);
}

static void
row_cb (CopilResult *row,
        gpointer     user_data)
{
  CopilMirror *self = user_data;

  if (self->reader == NULL)
    return;
  for (guint i = 0; i < copil_result_get_n_rows (row); i++)
    self->unreadable |= !copil_series_reader_take (self->reader, row, i);
}

static void
finish_measures (CopilMirror *self)
{
  for (guint i = 0; i < self->filling->len; i++)
    copil_cube_set_complete (self->cube, g_array_index (self->filling, guint, i));
  _copil_mirror_notify_progress (self);
  /* At the end at once; on the way now and then, so that a long fill is not begun anew. */
  _copil_mirror_keep (self, copil_cube_is_complete (self->cube) ? 0 : 20);
}

static void
filled_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CopilMirror) self = user_data;
  GError *error = NULL;
  gboolean done = copil_connection_stream_finish (COPIL_CONNECTION (source), result, &error);

  self->busy = FALSE;
  g_clear_pointer (&self->reader, copil_series_reader_free);
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      g_clear_error (&error);
      return;
    }
  if (done && self->unreadable)
    g_set_error_literal (&error, COPIL_DB_ERROR, COPIL_DB_ERROR_SCHEMA,
                         _ ("The server sends series in an unknown form"));
  if (error != NULL)
    {
      _copil_mirror_fail (self, error);
      return;
    }
  finish_measures (self);
  _copil_mirror_advance (self);
}

void
_copil_mirror_fill (CopilMirror *self)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  g_autoptr (CopilStatement) statement
    = copil_statement_new ("SELECT " COPIL_SERIES_COLUMNS " FROM copil.series($1)");
  gint16 ids[MEASURES_AT_ONCE];

  choose_measures (self);
  if (self->filling->len == 0)
    return;
  for (guint i = 0; i < self->filling->len; i++)
    ids[i] = (gint16) copil_catalogue_get_measure (catalogue,
                                                   g_array_index (self->filling, guint, i))->id;
  copil_statement_add_int2_array (statement, ids, self->filling->len);
  copil_statement_set_binary (statement, TRUE);
  copil_statement_set_timeout (statement, FILL_TIMEOUT);
  self->busy = TRUE;
  self->unreadable = FALSE;
  self->reader = copil_series_reader_new (self->cube);
  copil_connection_stream_async (self->connection, statement, row_cb, self, self->cancellable,
                                 filled_cb, g_object_ref (self));
}
