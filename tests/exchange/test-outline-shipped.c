/* test-outline-shipped.c: the shapes the program comes with
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <json-glib/json-glib.h>
#include <string.h>

#include "exchange/commune-table.h"
#include "exchange/outline-geos.h"
#include "exchange/territory-shipped.h"

#include <math.h>

static const char *const sets[] = { "france", "region", "departement", "bassin" };

typedef struct
{
  char         *code;
  char         *parent; /* code alone */
  CopilOutline *outline;
  GEOSGeometry *area;
} Shape;

static void
free_shape (Shape *shape)
{
  g_free (shape->code);
  g_free (shape->parent);
  copil_outline_unref (shape->outline);
  copil_geos_destroy (shape->area);
  g_free (shape);
}

static Shape *
read_shape (JsonObject *territory)
{
  g_autoptr (GError) error = NULL;
  Shape *shape = g_new0 (Shape, 1);
  JsonObject *outline = json_object_get_object_member (territory, "outline");
  g_autofree char *rings = json_to_string (json_object_get_member (outline, "rings"), FALSE);
  const char *parent = json_object_get_string_member_with_default (territory, "parent", NULL);

  shape->code = g_strdup (json_object_get_string_member (territory, "code"));
  shape->parent = parent != NULL ? g_strdup (strchr (parent, ':') + 1) : NULL;
  shape->outline = copil_outline_parse (json_object_get_string_member (outline, "frame"),
                                        json_object_get_boolean_member (outline, "approximate"),
                                        rings, &error);
  g_assert_no_error (error);
  shape->area = copil_geos_from_outline (shape->outline, &error);
  g_assert_no_error (error);
  return shape;
}

static GPtrArray *
read_set (const char *set)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = copil_territory_shipped_document (set, &error);
  g_autoptr (JsonNode) root = json_from_string (text, &error);
  GPtrArray *shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) free_shape);
  JsonArray *territories;

  g_assert_no_error (error);
  territories = json_object_get_array_member (json_node_get_object (root), "territories");
  for (guint i = 0; i < json_array_get_length (territories); i++)
    g_ptr_array_add (shapes, read_shape (json_array_get_object_element (territories, i)));
  return shapes;
}

static Shape *
find_shape (GPtrArray  *shapes,
            const char *code)
{
  for (guint i = 0; i < shapes->len; i++)
    if (g_str_equal (((Shape *) shapes->pdata[i])->code, code))
      return shapes->pdata[i];
  return NULL;
}

static gboolean
label_is_inside (const Shape *shape)
{
  return copil_outline_contains (shape->outline, shape->outline->label_x,
                                 shape->outline->label_y);
}

static void
test_valid (void)
{
  static const guint counts[] = { 1, 18, 101, 334 };

  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (GPtrArray) shapes = read_set (sets[i]);

      g_assert_cmpuint (shapes->len, ==, counts[i]);
      for (guint j = 0; j < shapes->len; j++)
        {
          const Shape *shape = shapes->pdata[j];

          g_assert_cmpint (GEOSisValid_r (copil_geos (), shape->area), ==, 1);
          g_assert_true (label_is_inside (shape));
          /* Orientation is right when the signed sum is the area. */
          g_assert_cmpfloat_with_epsilon (copil_outline_get_area (shape->outline) * 10000 /
                                          copil_geos_area (shape->area), 1, 1e-4);
        }
    }
}

/* The union of the children is the parent, to the metre; and they do not overlap. */
static void
test_nesting (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (sets); i++)
    {
      g_autoptr (GPtrArray) parents = read_set (sets[i - 1]);
      g_autoptr (GPtrArray) children = read_set (sets[i]);

      for (guint j = 0; j < parents->len; j++)
        {
          const Shape *parent = parents->pdata[j];
          g_autoptr (GPtrArray) members = copil_geos_array ();
          g_autoptr (GEOSGeometry) all = NULL, whole = NULL, difference = NULL;
          double sum = 0;

          for (guint k = 0; k < children->len; k++)
            {
              const Shape *child = children->pdata[k];

              if (!g_str_equal (child->parent, parent->code) ||
                  child->outline->frame != parent->outline->frame)
                continue;
              sum += copil_geos_area (child->area);
              g_ptr_array_add (members, GEOSGeom_clone_r (copil_geos (), child->area));
            }
          g_assert_cmpuint (members->len, >, 0);
          all = copil_geos_collect (GEOS_GEOMETRYCOLLECTION, members);
          whole = GEOSUnaryUnion_r (copil_geos (), all);
          difference = GEOSSymDifference_r (copil_geos (), whole, parent->area);
          g_assert_cmpfloat (copil_geos_area (difference), <, 1);
          g_assert_cmpfloat_with_epsilon (sum, copil_geos_area (parent->area), 1);
        }
    }
}

/* Areas of the official statistics, km²; the source is coarse, the order must be right. */
static const struct
{
  const char *set;
  const char *code;
  double      area;
  double      tolerance;
} areas[] = {
  { "region", "32", 31813, 0.02 },
  { "region", "94", 8680, 0.03 },
  { "departement", "59", 5743, 0.03 },
  { "departement", "75", 105, 0.35 }, /* with its two woods, which have no commune of their own */
  { "departement", "33", 9976, 0.05 },
  { "departement", "26", 6530, 0.02 },
  { "departement", "84", 3567, 0.04 },
  { "departement", "973", 83534, 0.02 },
  { "departement", "974", 2504, 0.05 },
  { "departement", "976", 374, 0.10 },
};

static void
test_areas (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autoptr (GPtrArray) shapes = read_set (areas[i].set);
      const Shape *shape = find_shape (shapes, areas[i].code);

      g_assert_cmpfloat_with_epsilon (copil_outline_get_area (shape->outline) / areas[i].area, 1,
                                      areas[i].tolerance);
    }
}

/* Nearly every commune lies in the shape of its bassin: those of coasts and limits may miss. */
static void
test_communes_inside (void)
{
  g_autoptr (GPtrArray) shapes = read_set ("bassin");
  g_autoptr (CopilCommuneTable) communes = copil_commune_table_get_shipped (NULL);
  g_autoptr (GHashTable) by_code = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_located = 0, n_inside = 0;

  for (guint i = 0; i < shapes->len; i++)
    g_hash_table_insert (by_code, ((Shape *) shapes->pdata[i])->code, shapes->pdata[i]);
  for (guint i = 0; i < copil_commune_table_get_size (communes); i++)
    {
      const CopilCommune *commune = copil_commune_table_get (communes, i);
      const Shape *shape = g_hash_table_lookup (by_code, commune->basin);
      double x, y;

      if (isnan (commune->longitude))
        continue;
      copil_frame_project (shape->outline->frame, commune->longitude, commune->latitude, &x, &y);
      n_located++;
      n_inside += copil_outline_contains (shape->outline, x, y);
    }
  g_assert_cmpuint (n_located, >, 14700);
  g_assert_cmpfloat ((double) n_inside / n_located, >, 0.97);
}

static void
test_frames (void)
{
  g_autoptr (GPtrArray) shapes = read_set ("region");
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < shapes->len; i++)
    {
      const CopilOutline *outline = ((Shape *) shapes->pdata[i])->outline;

      g_hash_table_add (seen, (gpointer) outline->frame);
      g_assert_cmpfloat (outline->max_x - outline->min_x, <=, outline->frame->width);
      g_assert_cmpfloat (outline->max_y - outline->min_y, <=, outline->frame->height);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 6);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-shipped/valid", test_valid);
  g_test_add_func ("/outline-shipped/nesting", test_nesting);
  g_test_add_func ("/outline-shipped/areas", test_areas);
  g_test_add_func ("/outline-shipped/communes-inside", test_communes_inside);
  g_test_add_func ("/outline-shipped/frames", test_frames);
  return g_test_run ();
}
