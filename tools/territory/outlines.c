/* outlines.c: draws the outlines that are shipped
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * outlines BASE DATA OUTPUT: base shapes (base.py), data/territory without outlines (convert.py),
 * and the outlines by set and code, which convert.py then puts into data/territory.
 */
#include "config.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "base.h"
#include "exchange/commune-table.h"
#include "exchange/outline-builder.h"

/* The limits of the departments around Paris are too coarse in the base: communes are dense
 * enough there to draw them, as those of bassins are drawn. */
static const char *const crown[] = { "75", "92", "93", "94", NULL };

/* One set: its codes in the order of the document, and the parent of each. */
typedef struct
{
  GPtrArray  *codes;
  GPtrArray  *parents;
  GHashTable *ranks; /* code -> rank + 1 */
} Level;

typedef struct
{
  GPtrArray           *departments;
  JsonArray           *places;
  CopilCommuneTable   *communes;
  Level                basins, provinces, regions;
  GHashTable          *zones; /* department -> zone + 1 */
  CopilOutlineBuilder *builder;
} Work;

static JsonObject *
read_json (const char  *path,
           JsonParser **parser,
           GError     **error)
{
  *parser = json_parser_new ();
  if (!json_parser_load_from_file (*parser, path, error))
    return NULL;
  return json_node_get_object (json_parser_get_root (*parser));
}

static gboolean
read_level (Level      *level,
            const char *directory,
            const char *name,
            GError    **error)
{
  g_autofree char *path = g_build_filename (directory, name, NULL);
  g_autoptr (JsonParser) parser = NULL;
  JsonObject *document = read_json (path, &parser, error);
  JsonArray *entries;

  level->codes = g_ptr_array_new_with_free_func (g_free);
  level->parents = g_ptr_array_new_with_free_func (g_free);
  level->ranks = g_hash_table_new (g_str_hash, g_str_equal);
  if (document == NULL)
    return FALSE;
  entries = json_object_get_array_member (document, "territories");
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *parent = json_object_get_string_member (entry, "parent");
      char *code = g_strdup (json_object_get_string_member (entry, "code"));

      g_ptr_array_add (level->codes, code);
      g_ptr_array_add (level->parents, g_strdup (strchr (parent, ':') + 1));
      g_hash_table_insert (level->ranks, code, GUINT_TO_POINTER (i + 1));
    }
  return TRUE;
}

static int
rank_of (const Level *level,
         const char  *code)
{
  return GPOINTER_TO_INT (g_hash_table_lookup (level->ranks, code)) - 1;
}

/* The crown is one zone, every other department is its own. */
static gboolean
add_zones (Work    *work,
           GError **error)
{
  g_autoptr (GPtrArray) shapes = base_clean (work->departments, error);
  g_autoptr (GPtrArray) crown_shapes = copil_geos_array ();
  g_autoptr (GEOSGeometry) all = NULL;
  guint crown_zone;

  for (guint i = 0; shapes != NULL && i < shapes->len; i++)
    {
      const Department *department = work->departments->pdata[i];
      GEOSGeometry *shape = g_steal_pointer (&shapes->pdata[i]);

      if (g_strv_contains (crown, department->code))
        g_ptr_array_add (crown_shapes, shape);
      else
        g_hash_table_insert (work->zones, department->code, GUINT_TO_POINTER (
          1 + copil_outline_builder_add_zone (work->builder, department->frame, shape)));
    }
  if (shapes == NULL)
    return FALSE;
  all = copil_geos_collect (GEOS_MULTIPOLYGON, crown_shapes);
  crown_zone = copil_outline_builder_add_zone (work->builder, copil_frame_of_department ("75"),
                                               GEOSCoverageUnion_r (copil_geos (), all));
  for (guint i = 0; crown[i] != NULL; i++)
    g_hash_table_insert (work->zones, (char *) crown[i], GUINT_TO_POINTER (crown_zone + 1));
  return TRUE;
}

static void
add_site (Work               *work,
          const CopilCommune *commune,
          double              longitude,
          double              latitude)
{
  guint zone = GPOINTER_TO_UINT (g_hash_table_lookup (work->zones, commune->department));

  if (!isnan (longitude))
    copil_outline_builder_add_site (work->builder, zone - 1, longitude, latitude,
                                    rank_of (&work->basins, commune->basin));
}

static void
add_sites (Work *work)
{
  for (guint i = 0; i < copil_commune_table_get_size (work->communes); i++)
    {
      const CopilCommune *commune = copil_commune_table_get (work->communes, i);

      add_site (work, commune, commune->longitude, commune->latitude);
    }
  for (guint i = 0; i < json_array_get_length (work->places); i++)
    {
      JsonArray *place = json_array_get_array_element (work->places, i);

      add_site (work,
                copil_commune_table_find (work->communes,
                                          json_array_get_string_element (place, 3)),
                json_array_get_double_element (place, 1), json_array_get_double_element (place, 2));
    }
}

static JsonObject *
describe (const CopilOutline *outline,
          gboolean            approximate)
{
  JsonObject *object = json_object_new ();
  g_autofree char *rings = copil_outline_to_rings (outline);

  json_object_set_string_member (object, "frame", outline->frame->code);
  json_object_set_boolean_member (object, "approximate", approximate);
  json_object_set_member (object, "rings", json_from_string (rings, NULL));
  return object;
}

/* Outlines of the groups of basins that @parent_of makes. */
static gboolean
write_set (Work       *work,
           JsonObject *output,
           const char *set,
           GPtrArray  *codes,
           const int  *parent_of,
           GError    **error)
{
  g_autoptr (GPtrArray) outlines = NULL;
  JsonObject *member = json_object_new ();

  json_object_set_object_member (output, set, member);
  outlines = copil_outline_builder_get (work->builder, parent_of, codes->len, FALSE, error);
  for (guint i = 0; outlines != NULL && i < outlines->len; i++)
    {
      gboolean approximate = g_str_equal (set, "bassin") ||
                             (g_str_equal (set, "departement") &&
                              g_strv_contains (crown, codes->pdata[i]));

      if (outlines->pdata[i] == NULL)
        g_printerr ("%s:%s has no outline\n", set, (char *) codes->pdata[i]);
      else
        json_object_set_object_member (member, codes->pdata[i],
                                       describe (outlines->pdata[i], approximate));
    }
  return outlines != NULL;
}

static gboolean
write_sets (Work       *work,
            JsonObject *output,
            GError    **error)
{
  guint n = work->basins.codes->len;
  g_autofree int *department_of = g_new (int, n), *region_of = g_new (int, n);
  g_autofree int *france_of = g_new0 (int, n);
  g_autoptr (GPtrArray) france = g_ptr_array_new ();

  g_ptr_array_add (france, (gpointer) "FR");
  for (guint i = 0; i < n; i++)
    {
      department_of[i] = rank_of (&work->provinces, work->basins.parents->pdata[i]);
      region_of[i] = rank_of (&work->regions, work->provinces.parents->pdata[department_of[i]]);
    }
  return write_set (work, output, "france", france, france_of, error) &&
         write_set (work, output, "region", work->regions.codes, region_of, error) &&
         write_set (work, output, "departement", work->provinces.codes, department_of, error) &&
         write_set (work, output, "bassin", work->basins.codes, NULL, error);
}

static gboolean
save (JsonObject *output,
      const char *path,
      GError    **error)
{
  g_autoptr (JsonNode) root = json_node_init_object (json_node_alloc (), output);
  g_autofree char *text = json_to_string (root, FALSE);

  return g_file_set_contents (path, text, -1, error);
}

static gboolean
read_data (Work       *work,
           const char *directory,
           GError    **error)
{
  g_autofree char *path = g_build_filename (directory, "communes.tsv", NULL);
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, error))
    return FALSE;
  bytes = g_bytes_new_take (text, size);
  work->communes = copil_commune_table_parse (bytes, error);
  return work->communes != NULL &&
         read_level (&work->basins, directory, "bassins.json", error) &&
         read_level (&work->provinces, directory, "departements.json", error) &&
         read_level (&work->regions, directory, "regions.json", error);
}

static gboolean
draw (char   **argv,
      GError **error)
{
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (JsonObject) output = json_object_new ();
  JsonObject *base = read_json (argv[1], &parser, error);
  Work work = { .zones = g_hash_table_new (g_str_hash, g_str_equal) };

  if (base == NULL || !read_data (&work, argv[2], error))
    return FALSE;
  work.departments = base_read (base, error);
  work.places = json_object_get_array_member (base, "places");
  work.builder = copil_outline_builder_new ();
  if (!add_zones (&work, error))
    return FALSE;
  add_sites (&work);
  return copil_outline_builder_build (work.builder, work.basins.codes->len, NULL, NULL,
                                      error) &&
         write_sets (&work, output, error) &&
         save (output, argv[3], error);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;

  setlocale (LC_ALL, "");
  if (argc != 4)
    {
      g_printerr ("outlines BASE DATA OUTPUT\n");
      return 2;
    }
  if (!draw (argv, &error))
    {
      g_printerr ("outlines: %s\n", error->message);
      return 1;
    }
  return 0;
}
