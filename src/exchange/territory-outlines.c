/* territory-outlines.c: outlines of a perimeter set out of the shipped departments
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "territory-outlines"
#include "config.h"

#include "exchange/territory-outlines.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "exchange/outline-builder.h"
#include "exchange/territory-shipped.h"

typedef struct
{
  char         *code;
  char         *region;
  CopilOutline *outline;
} Department;

struct _CopilDepartments
{
  GPtrArray  *entries; /* Department */
  GHashTable *ranks;   /* code -> rank + 1 */
};

static void
free_department (Department *department)
{
  g_free (department->code);
  g_free (department->region);
  if (department->outline != NULL)
    copil_outline_unref (department->outline);
  g_free (department);
}

static gboolean
read_department (CopilDepartments *self,
                 JsonObject       *entry,
                 GError          **error)
{
  Department *department = g_new0 (Department, 1);
  JsonObject *outline = json_object_get_object_member (entry, "outline");
  g_autofree char *rings = json_to_string (json_object_get_member (outline, "rings"), FALSE);
  const char *parent = json_object_get_string_member (entry, "parent");

  department->code = g_strdup (json_object_get_string_member (entry, "code"));
  department->region = g_strdup (strchr (parent, ':') + 1);
  department->outline = copil_outline_parse (json_object_get_string_member (outline, "frame"),
                                             FALSE, rings, error);
  g_ptr_array_add (self->entries, department);
  g_hash_table_insert (self->ranks, department->code, GUINT_TO_POINTER (self->entries->len));
  return department->outline != NULL;
}

/**
 * copil_departments_new:
 *
 * Returns: (transfer full) (nullable): what the program ships
 */
CopilDepartments *
copil_departments_new (GError **error)
{
  g_autoptr (CopilDepartments) self = g_new0 (CopilDepartments, 1);
  g_autofree char *text = copil_territory_shipped_document ("departement", error);
  g_autoptr (JsonNode) root = NULL;
  JsonArray *entries;

  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) free_department);
  self->ranks = g_hash_table_new (g_str_hash, g_str_equal);
  if (text == NULL || (root = json_from_string (text, error)) == NULL)
    return NULL;
  entries = json_object_get_array_member (json_node_get_object (root), "territories");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    if (!read_department (self, json_array_get_object_element (entries, i), error))
      return NULL;
  return g_steal_pointer (&self);
}

void
copil_departments_free (CopilDepartments *self)
{
  g_hash_table_unref (self->ranks);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

const char *
copil_departments_get_region (CopilDepartments *self,
                              const char       *department)
{
  guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (self->ranks, department));

  return rank == 0 ? "" : ((Department *) self->entries->pdata[rank - 1])->region;
}

/* Zones of the builder have the ranks of the departments. */
static gboolean
add_zones (CopilDepartments    *self,
           CopilOutlineBuilder *builder,
           GError             **error)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Department *department = self->entries->pdata[i];
      GEOSGeometry *shape = copil_geos_from_outline (department->outline, error);

      if (shape == NULL)
        return FALSE;
      copil_outline_builder_add_zone (builder, department->outline->frame, shape);
    }
  return TRUE;
}

static void
add_site (CopilDepartments    *self,
          CopilOutlineBuilder *builder,
          const CopilCommune  *commune,
          int                  group)
{
  guint rank = GPOINTER_TO_UINT (g_hash_table_lookup (self->ranks, commune->department));

  if (rank != 0 && !isnan (commune->longitude))
    copil_outline_builder_add_site (builder, rank - 1, commune->longitude, commune->latitude,
                                    group);
}

/* A list older than a few new communes lacks them: their ground is then left to the nearest
 * commune, not cut out of every map. A list of part of the country has ground of nobody. */
#define NEARLY_COMPLETE 100

static void
add_sites (CopilDepartments    *self,
           CopilOutlineBuilder *builder,
           CopilComposition    *composition)
{
  for (guint i = 0; i < composition->zones->len; i++)
    {
      const CopilZone *zone = composition->zones->pdata[i];

      for (guint j = 0; j < zone->communes->len; j++)
        add_site (self, builder, zone->communes->pdata[j], (int) i);
    }
  for (guint i = 0; i < composition->absent->len &&
                    composition->absent->len * NEARLY_COMPLETE > composition->n_placed; i++)
    add_site (self, builder, composition->absent->pdata[i], -1);
}

GPtrArray *
copil_departments_draw (CopilDepartments *self,
                        CopilComposition *composition,
                        CopilProgress    *progress,
                        GCancellable     *cancellable,
                        GError          **error)
{
  g_autoptr (CopilOutlineBuilder) builder = copil_outline_builder_new ();
  guint n_zones = composition->zones->len;

  if (!add_zones (self, builder, error))
    return NULL;
  add_sites (self, builder, composition);
  if (!copil_outline_builder_build (builder, n_zones, progress, cancellable, error))
    return NULL;
  return copil_outline_builder_get (builder, NULL, n_zones, TRUE, error);
}
