/* generator.c: figures that are made up, plausible and always the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/resources.h"
#include "demo/generator-private.h"

static char *
read_resource (const char  *name,
               GError     **error)
{
  g_autoptr (GBytes) bytes = copil_resources_lookup (name, error);

  return bytes ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes)) : NULL;
}

static CopilModel *
read_model (CopilCatalogue *catalogue,
            GError        **error)
{
  g_autofree char *model = read_resource ("demo/model.json", error);
  g_autofree char *territories = model ? read_resource ("demo/territories.json", error) : NULL;

  return territories ? copil_model_parse (model, territories, catalogue, error) : NULL;
}

/* A measure that no process makes would be a silent hole in the demonstration. */
static gboolean
is_complete (CopilGenerator *self,
             CopilModel     *model,
             GError        **error)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (self->catalogue); i++)
    {
      const char *code = copil_catalogue_get_measure (self->catalogue, i)->code;

      if (copil_generator_lookup (self, code) || g_hash_table_contains (self->published, code) ||
          g_ptr_array_find_with_equal_func (model->left_out, code, g_str_equal, NULL))
        continue;
      g_set_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_REFERENCE,
                   "model: nothing makes “%s”", code);
      return FALSE;
    }
  return TRUE;
}

CopilGenerator *
copil_generator_new (CopilCatalogue     *catalogue,
                     CopilTerritoryList *territories,
                     GError            **error)
{
  g_autoptr (CopilGenerator) self = g_new0 (CopilGenerator, 1);

  self->catalogue = copil_catalogue_ref (catalogue);
  self->territories = copil_territory_list_ref (territories);
  self->departments = g_ptr_array_new ();
  self->producers = g_ptr_array_new ();
  self->series = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->published = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
  self->model = read_model (catalogue, error);
  if (!self->model)
    return NULL;
  copil_generator_set_basins (self);
  if (!copil_generator_simulate (self, error) || !is_complete (self, self->model, error))
    return NULL;
  copil_generator_plan (self);
  return g_steal_pointer (&self);
}

void
copil_generator_free (CopilGenerator *self)
{
  g_clear_pointer (&self->model, copil_model_free);
  g_clear_pointer (&self->batches, g_ptr_array_unref);
  g_ptr_array_unref (self->departments);
  g_ptr_array_unref (self->producers);
  g_hash_table_unref (self->series);
  g_hash_table_unref (self->published);
  copil_catalogue_unref (self->catalogue);
  copil_territory_list_unref (self->territories);
  g_free (self->absences);
  g_free (self->basins);
  g_free (self);
}
