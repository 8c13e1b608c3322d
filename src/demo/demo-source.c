/* demo-source.c: what the base knows, from which figures are made up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/demo-source.h"

#include "cube/territories.h"

enum
{
  ANSWER_CATALOGUE,
  ANSWER_TERRITORIES,
  ANSWER_BATCHES,
};

typedef struct
{
  char               *document;
  CopilTerritoryList *territories;
  GHashTable         *landed;
  GPtrArray          *digests;
} Source;

static void
source_free (gpointer data)
{
  Source *self = data;

  g_free (self->document);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  g_clear_pointer (&self->landed, g_hash_table_unref);
  g_clear_pointer (&self->digests, g_ptr_array_unref);
  g_free (self);
}

static void
read_batches (Source      *self,
              CopilResult *rows)
{
  self->landed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < copil_result_get_n_rows (rows); i++)
    g_hash_table_add (self->landed, g_strdup (copil_result_get_text (rows, i, 0)));
}

static void
make_thread (GTask        *task,
             gpointer      connection,
             gpointer      task_data,
             GCancellable *cancellable)
{
  Source *self = task_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCatalogue) catalogue = copil_catalogue_parse (self->document, -1, &error);
  CopilGenerator *generator = NULL;

  if (catalogue)
    generator = copil_generator_new (catalogue, self->territories, &error);
  if (generator)
    self->digests = copil_generator_digest (generator);
  if (generator)
    g_task_return_pointer (task, generator, (GDestroyNotify) copil_generator_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static const GError *
find_error (GPtrArray *answers)
{
  for (guint i = 0; i < answers->len; i++)
    if (copil_result_get_error (g_ptr_array_index (answers, i)))
      return copil_result_get_error (g_ptr_array_index (answers, i));
  return NULL;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Source *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
    copil_connection_pipeline_finish (COPIL_CONNECTION (source), result, &error);

  if (answers && find_error (answers))
    error = g_error_copy (find_error (answers));
  if (!error)
    {
      const char *document = copil_result_get_text (g_ptr_array_index (answers, ANSWER_CATALOGUE),
                                                    0, 0);

      self->document = g_strdup (document ? document : "");
      self->territories = copil_territories_read (g_ptr_array_index (answers, ANSWER_TERRITORIES),
                                            &error);
      read_batches (self, g_ptr_array_index (answers, ANSWER_BATCHES));
    }
  if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_run_in_thread (task, make_thread);
}

void
copil_demo_source_async (CopilConnection     *connection,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  static const char * const queries[] = {
    [ANSWER_CATALOGUE] = "SELECT copil.catalogue_document()",
    [ANSWER_TERRITORIES] = COPIL_TERRITORIES_QUERY (" AND s.level <> 'other'"),
    [ANSWER_BATCHES] = "SELECT command FROM copil.batch WHERE fictitious",
  };
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  g_autoptr (GPtrArray) statements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) copil_statement_unref);

  g_task_set_source_tag (task, copil_demo_source_async);
  g_task_set_task_data (task, g_new0 (Source, 1), source_free);
  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    g_ptr_array_add (statements, copil_statement_new (queries[i]));
  copil_connection_pipeline_async (connection, statements, cancellable, answered_cb, task);
}

CopilGenerator *
copil_demo_source_finish (CopilConnection  *connection,
                          GAsyncResult     *result,
                          GHashTable      **landed,
                          GPtrArray       **digests,
                          GError          **error)
{
  Source *self = g_task_get_task_data (G_TASK (result));

  g_return_val_if_fail (g_task_is_valid (result, connection), NULL);

  *landed = g_steal_pointer (&self->landed);
  *digests = g_steal_pointer (&self->digests);
  return g_task_propagate_pointer (G_TASK (result), error);
}
