/* catalogue.c: measures that are counted, indicators made of them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/catalogue-private.h"

#include <string.h>

#include "core/resources.h"

G_DEFINE_QUARK (copil-catalogue-error-quark, copil_catalogue_error)
G_DEFINE_BOXED_TYPE (CopilCatalogue, copil_catalogue, copil_catalogue_ref, copil_catalogue_unref)

CopilMeasure *
_copil_measure_new (void)
{
  return g_new0 (CopilMeasure, 1);
}

void
_copil_measure_free (CopilMeasure *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->set);
  g_free (self->producer);
  g_free (self);
}

static void
clear_target (gpointer data)
{
  g_free (((CopilTarget *) data)->source);
}

static void
clear_break (gpointer data)
{
  g_free (((CopilBreak *) data)->label);
}

static void
clear_part (gpointer data)
{
  g_free (((CopilPart *) data)->name);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, TRUE, size);

  if (clear)
    g_array_set_clear_func (array, clear);
  return array;
}

CopilIndicator *
_copil_indicator_new (void)
{
  CopilIndicator *self = g_new0 (CopilIndicator, 1);

  self->numerators = new_array (sizeof (guint), NULL);
  self->denominators = new_array (sizeof (guint), NULL);
  self->buckets = new_array (sizeof (CopilBucket), NULL);
  self->parts = new_array (sizeof (CopilPart), clear_part);
  self->targets = new_array (sizeof (CopilTarget), clear_target);
  self->breaks = new_array (sizeof (CopilBreak), clear_break);
  return self;
}

static void
free_indicator_texts (CopilIndicator *self)
{
  g_free (self->code);
  g_free (self->name);
  g_free (self->name_en);
  g_free (self->short_name);
  g_free (self->chapter);
  g_free (self->definition);
  g_free (self->numerator_label);
  g_free (self->denominator_label);
  g_free (self->unit);
  g_free (self->producer);
  g_free (self->source);
  g_free (self->legal_source);
  g_free (self->cohort);
  g_free (self->reference);
}

void
_copil_indicator_free (CopilIndicator *self)
{
  free_indicator_texts (self);
  g_array_unref (self->numerators);
  g_array_unref (self->denominators);
  g_array_unref (self->buckets);
  g_array_unref (self->parts);
  g_array_unref (self->targets);
  g_array_unref (self->breaks);
  g_free (self);
}

CopilCatalogue *
_copil_catalogue_new (int version)
{
  CopilCatalogue *self = g_new0 (CopilCatalogue, 1);

  g_atomic_ref_count_init (&self->refs);
  self->version = version;
  self->measures = g_ptr_array_new_with_free_func ((GDestroyNotify) _copil_measure_free);
  self->indicators = g_ptr_array_new_with_free_func ((GDestroyNotify) _copil_indicator_free);
  self->measure_by_code = g_hash_table_new (g_str_hash, g_str_equal);
  self->indicator_by_code = g_hash_table_new (g_str_hash, g_str_equal);
  return self;
}

CopilCatalogue *
copil_catalogue_ref (CopilCatalogue *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
copil_catalogue_unref (CopilCatalogue *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->measure_by_code);
  g_hash_table_unref (self->indicator_by_code);
  g_ptr_array_unref (self->measures);
  g_ptr_array_unref (self->indicators);
  g_free (self);
}

gboolean
_copil_catalogue_take_measure (CopilCatalogue *self,
                               CopilMeasure   *measure)
{
  g_autoptr (CopilMeasure) owned = measure;

  if (g_hash_table_contains (self->measure_by_code, owned->code))
    return FALSE;
  owned->index = self->measures->len;
  g_hash_table_insert (self->measure_by_code, owned->code, owned);
  g_ptr_array_add (self->measures, g_steal_pointer (&owned));
  return TRUE;
}

gboolean
_copil_catalogue_take_indicator (CopilCatalogue *self,
                                 CopilIndicator *indicator)
{
  g_autoptr (CopilIndicator) owned = indicator;

  if (g_hash_table_contains (self->indicator_by_code, owned->code))
    return FALSE;
  owned->index = self->indicators->len;
  g_hash_table_insert (self->indicator_by_code, owned->code, owned);
  g_ptr_array_add (self->indicators, g_steal_pointer (&owned));
  return TRUE;
}

int
copil_catalogue_get_version (CopilCatalogue *self)
{
  return self->version;
}

guint
copil_catalogue_get_n_measures (CopilCatalogue *self)
{
  return self->measures->len;
}

const CopilMeasure *
copil_catalogue_get_measure (CopilCatalogue *self,
                             guint           index)
{
  g_return_val_if_fail (index < self->measures->len, NULL);

  return g_ptr_array_index (self->measures, index);
}

/**
 * copil_catalogue_find_measure:
 *
 * Returns: (nullable): the measure of this code
 */
const CopilMeasure *
copil_catalogue_find_measure (CopilCatalogue *self,
                              const char     *code)
{
  return g_hash_table_lookup (self->measure_by_code, code);
}

guint
copil_catalogue_get_n_indicators (CopilCatalogue *self)
{
  return self->indicators->len;
}

const CopilIndicator *
copil_catalogue_get_indicator (CopilCatalogue *self,
                               guint           index)
{
  g_return_val_if_fail (index < self->indicators->len, NULL);

  return g_ptr_array_index (self->indicators, index);
}

/**
 * copil_catalogue_find_indicator:
 *
 * Returns: (nullable): the indicator of this code
 */
const CopilIndicator *
copil_catalogue_find_indicator (CopilCatalogue *self,
                                const char     *code)
{
  return g_hash_table_lookup (self->indicator_by_code, code);
}

/**
 * copil_catalogue_shipped:
 * @version: the number to write in it
 *
 * Returns: (transfer full): the document of the catalogue that comes with the program
 */
char *
copil_catalogue_shipped (int      version,
                         GError **error)
{
  g_auto (GStrv) names = NULL;
  g_autoptr (GPtrArray) chapters = g_ptr_array_new_with_free_func (g_free);

  copil_resources_register ();
  names = g_resources_enumerate_children (COPIL_RESOURCE_PREFIX "indicator", 0, error);
  for (guint i = 0; names && names[i]; i++)
    {
      g_autofree char *name = g_strconcat ("indicator/", names[i], NULL);
      g_autoptr (GBytes) bytes = copil_resources_lookup (name, error);

      if (!bytes)
        return NULL;
      g_ptr_array_add (chapters, g_strndup (g_bytes_get_data (bytes, NULL),
                                            g_bytes_get_size (bytes)));
    }
  g_ptr_array_add (chapters, NULL);
  return names ? copil_catalogue_merge ((const char * const *) chapters->pdata, version, error)
               : NULL;
}

static gboolean
holds (const GArray *measures,
       guint         measure)
{
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    if (g_array_index (measures, guint, i) == measure)
      return TRUE;
  return FALSE;
}

gboolean
copil_indicator_uses (const CopilIndicator *self,
                      guint                 measure)
{
  if (holds (self->numerators, measure) || holds (self->denominators, measure))
    return TRUE;
  for (guint i = 0; self->buckets != NULL && i < self->buckets->len; i++)
    if (g_array_index (self->buckets, CopilBucket, i).measure == measure)
      return TRUE;
  return FALSE;
}
