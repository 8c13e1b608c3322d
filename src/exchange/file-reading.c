/* file-reading.c: a file as somebody looks at it before it is imported
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/file-reading.h"

#include "exchange/composition.h"

/* Fewer communes than this are a column of something else. */
#define MIN_COMMUNES 5

typedef struct
{
  GFile              *file;
  CopilTerritoryList *territories;
  CopilCatalogue     *catalogue;
  CopilFileReading   *reading;
  CopilMapping       *mapping;
} Work;

static void
work_free (gpointer data)
{
  Work *self = data;

  g_clear_object (&self->file);
  copil_territory_list_unref (self->territories);
  copil_catalogue_unref (self->catalogue);
  g_clear_pointer (&self->reading, copil_file_reading_free);
  g_clear_pointer (&self->mapping, copil_mapping_free);
  g_free (self);
}

void
copil_file_reading_free (CopilFileReading *self)
{
  g_free (self->name);
  g_clear_pointer (&self->placement, copil_placement_free);
  g_clear_pointer (&self->mapping, copil_mapping_free);
  g_clear_pointer (&self->workbook, copil_workbook_free);
  g_clear_error (&self->problem);
  g_free (self);
}

gboolean
copil_workbook_is_composition (CopilWorkbook *workbook)
{
  g_autoptr (CopilCommuneTable) table = copil_commune_table_get_shipped (NULL);
  g_autoptr (CopilComposition) composition =
    table != NULL ? copil_composition_read (workbook, table, NULL, NULL) : NULL;

  /* A column of counts has codes of communes in it too, by chance: one number in three. */
  return composition != NULL && composition->n_placed >= MIN_COMMUNES &&
         composition->unknown->len * 4 < composition->n_rows;
}

/* -- In the thread ---------------------------------------------------------------------------- */

static void
place (CopilFileReading *self,
       Work             *work,
       CopilGazetteer   *gazetteer)
{
  g_clear_pointer (&self->placement, copil_placement_free);
  g_clear_error (&self->problem);
  if (self->doubt == COPIL_DOUBT_NONE)
    self->placement = copil_placement_new (self->sheet, self->mapping, gazetteer, work->catalogue,
                                           &self->problem);
}

static CopilFileReading *
read_file (Work         *work,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (CopilFileReading) self = g_new0 (CopilFileReading, 1);
  g_autofree char *name = g_file_get_basename (work->file);
  g_autoptr (CopilGazetteer) gazetteer = NULL;
  g_autoptr (GPtrArray) known = NULL;

  self->name = g_filename_display_name (name);
  self->workbook = copil_workbook_load (work->file, cancellable, error);
  if (self->workbook == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  gazetteer = copil_gazetteer_new (work->territories);
  known = copil_mapping_load_known ();
  self->mapping = copil_recognise_draft (self->workbook, gazetteer, work->catalogue, known, NULL,
                                         NULL, NULL, &self->sheet, &self->doubt);
  self->composition = self->doubt != COPIL_DOUBT_NONE &&
                      copil_workbook_is_composition (self->workbook);
  place (self, work, gazetteer);
  return g_steal_pointer (&self);
}

static CopilSheet *
find_sheet (CopilFileReading *self,
            const char       *name)
{
  for (guint i = 0; i < self->workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (self->workbook->sheets, i);

      if (g_strcmp0 (copil_sheet_get_name (sheet), name) == 0)
        return sheet;
    }
  return self->sheet;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  CopilFileReading *reading;
  GError *error = NULL;

  reading = read_file (data, cancellable, &error);
  if (reading != NULL)
    g_task_return_pointer (task, reading, (GDestroyNotify) copil_file_reading_free);
  else
    g_task_return_error (task, error);
}

static void
place_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Work *work = data;
  CopilFileReading *self = g_steal_pointer (&work->reading);
  g_autoptr (CopilGazetteer) gazetteer = copil_gazetteer_new (work->territories);

  copil_mapping_free (self->mapping);
  self->mapping = g_steal_pointer (&work->mapping);
  self->sheet = find_sheet (self, self->mapping->sheet);
  self->doubt = COPIL_DOUBT_NONE;
  place (self, work, gazetteer);
  g_task_return_pointer (task, self, (GDestroyNotify) copil_file_reading_free);
}

/* -- For the caller --------------------------------------------------------------------------- */

static Work *
work_new (CopilTerritoryList *territories,
          CopilCatalogue     *catalogue)
{
  Work *self = g_new0 (Work, 1);

  self->territories = copil_territory_list_ref (territories);
  self->catalogue = copil_catalogue_ref (catalogue);
  return self;
}

void
copil_file_reading_new_async (GFile               *file,
                              CopilTerritoryList  *territories,
                              CopilCatalogue      *catalogue,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = work_new (territories, catalogue);

  g_task_set_source_tag (task, copil_file_reading_new_async);
  work->file = g_object_ref (file);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, read_in_thread);
}

void
copil_file_reading_place_async (CopilFileReading    *self,
                                CopilMapping        *mapping,
                                CopilTerritoryList  *territories,
                                CopilCatalogue      *catalogue,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = work_new (territories, catalogue);

  g_task_set_source_tag (task, copil_file_reading_place_async);
  work->reading = self;
  work->mapping = mapping;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, place_in_thread);
}

CopilFileReading *
copil_file_reading_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
copil_file_reading_get_producers (CopilFileReading *self,
                                  CopilCatalogue   *catalogue)
{
  GPtrArray *producers = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; self->placement != NULL && i < self->placement->observations->len; i++)
    {
      guint measure = g_array_index (self->placement->observations, CopilObservation, i).measure;
      const char *producer = copil_catalogue_get_measure (catalogue, measure)->producer;

      if (!g_ptr_array_find_with_equal_func (producers, producer, g_str_equal, NULL))
        g_ptr_array_add (producers, g_strdup (producer));
    }
  return producers;
}
