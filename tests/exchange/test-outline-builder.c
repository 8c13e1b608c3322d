/* test-outline-builder.c: perimeters drawn from the positions of communes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <string.h>

#include "exchange/outline-builder.h"

/* Overseas, a degree of latitude is 111.195 km and the centre of the frame is the origin. */
static double
degrees_north (double km)
{
  return copil_frame_find ("974")->latitude + km / 111.19508;
}

static double
degrees_east (double km)
{
  /* cos (21.116 degrees) */
  return copil_frame_find ("974")->longitude + km / (111.19508 * 0.932851);
}

/* A rectangle, km. */
static GEOSGeometry *
rectangle (double left,
           double bottom,
           double right,
           double top)
{
  double points[] = { left * 100, bottom * 100, right * 100, bottom * 100, right * 100, top * 100,
                      left * 100, top * 100,    left * 100,  bottom * 100 };
  GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r (copil_geos (), points, 5, 0, 0);

  return GEOSGeom_createPolygon_r (copil_geos (),
                                   GEOSGeom_createLinearRing_r (copil_geos (), sequence), NULL, 0);
}

static void
add_site (CopilOutlineBuilder *builder,
          guint                zone,
          double               x,
          double               y,
          int                  group)
{
  copil_outline_builder_add_site (builder, zone, degrees_east (x), degrees_north (y), group);
}

/* Two zones of 20 km side by side; group 0 has the west of the first, group 1 its east and all
 * of the second. */
static CopilOutlineBuilder *
make_builder (void)
{
  CopilOutlineBuilder *builder = copil_outline_builder_new ();
  const CopilFrame *frame = copil_frame_find ("974");
  guint west = copil_outline_builder_add_zone (builder, frame, rectangle (0, 0, 20, 20));
  guint east = copil_outline_builder_add_zone (builder, frame, rectangle (20, 0, 40, 20));

  add_site (builder, west, 5, 5, 0);
  add_site (builder, west, 5, 15, 0);
  add_site (builder, west, 15, 5, 1);
  add_site (builder, west, 15, 15, 1);
  add_site (builder, east, 30, 10, 1);
  return builder;
}

static GPtrArray *
build (CopilOutlineBuilder *builder,
       guint                n_groups)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *outlines;

  copil_outline_builder_build (builder, n_groups, NULL, NULL, &error);
  g_assert_no_error (error);
  outlines = copil_outline_builder_get (builder, NULL, n_groups, TRUE, &error);
  g_assert_no_error (error);
  return outlines;
}

static void
test_across_zones (void)
{
  g_autoptr (CopilOutlineBuilder) builder = make_builder ();
  g_autoptr (GPtrArray) outlines = build (builder, 3);
  const CopilOutline *west = outlines->pdata[0], *east = outlines->pdata[1];

  g_assert_cmpuint (outlines->len, ==, 3);
  g_assert_null (outlines->pdata[2]);
  g_assert_cmpuint (west->n_rings, ==, 1);
  g_assert_cmpuint (east->n_rings, ==, 1);
  g_assert_true (west->approximate);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (west), 200, 0.5);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (west) + copil_outline_get_area (east),
                                  800, 1e-3);
  g_assert_true (copil_outline_contains (west, west->label_x, west->label_y));
  g_assert_true (copil_outline_contains (east, 19, 10));
  g_assert_true (copil_outline_contains (east, 35, 10));
}

static void
test_grouping (void)
{
  g_autoptr (CopilOutlineBuilder) builder = make_builder ();
  g_autoptr (GPtrArray) outlines = build (builder, 2), whole = NULL;
  const int parent_of[] = { 0, 0 };

  whole = copil_outline_builder_get (builder, parent_of, 1, FALSE, NULL);
  g_assert_cmpuint (whole->len, ==, 1);
  g_assert_false (((CopilOutline *) whole->pdata[0])->approximate);
  g_assert_cmpuint (((CopilOutline *) whole->pdata[0])->n_rings, ==, 1);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (whole->pdata[0]), 800, 1e-3);
}

/* Every point of the common border is a point of both. */
static void
test_common_border (void)
{
  g_autoptr (CopilOutlineBuilder) builder = make_builder ();
  g_autoptr (GPtrArray) outlines = build (builder, 2);
  const CopilOutline *west = outlines->pdata[0], *east = outlines->pdata[1];
  guint n_common = 0;

  for (guint i = 0; i < west->starts[1]; i++)
    for (guint j = 0; j < east->starts[1]; j++)
      n_common += memcmp (&west->points[2 * i], &east->points[2 * j], 2 * sizeof (float)) == 0;
  /* The border runs from north to south in the middle of the first zone. */
  g_assert_cmpuint (n_common, ==, 2);
}

/* Ground of communes outside every group belongs to nobody, however small. */
static void
test_nobody (void)
{
  g_autoptr (CopilOutlineBuilder) builder = make_builder ();
  g_autoptr (GPtrArray) outlines = NULL;
  double total;

  add_site (builder, 1, 39, 19, -1);
  add_site (builder, 1, 39, 18, -1);
  outlines = build (builder, 2);
  total = copil_outline_get_area (outlines->pdata[0]) + copil_outline_get_area (outlines->pdata[1]);
  g_assert_false (copil_outline_contains (outlines->pdata[1], 39.5, 19));
  g_assert_cmpfloat (total, <, 799);
  g_assert_cmpfloat (total, >, 600);
}

/* A lone commune amid another perimeter of its zone is given to it; an island is kept. */
static void
test_detached (void)
{
  g_autoptr (CopilOutlineBuilder) builder = copil_outline_builder_new ();
  GEOSGeometry *parts[] = { rectangle (0, 0, 20, 20), rectangle (30, 0, 33, 3) };
  g_autoptr (GPtrArray) outlines = NULL;

  copil_outline_builder_add_zone (
    builder, copil_frame_find ("974"),
    GEOSGeom_createCollection_r (copil_geos (), GEOS_MULTIPOLYGON, parts, 2));
  for (int i = 0; i < 10; i++)
    for (int j = 0; j < 10; j++)
      add_site (builder, 0, 1 + 2 * i, 1 + 2 * j, i < 5 ? 0 : 1);
  add_site (builder, 0, 15.5, 9.5, 0);
  add_site (builder, 0, 31, 1, 0);
  outlines = build (builder, 2);
  g_assert_cmpuint (((CopilOutline *) outlines->pdata[0])->n_rings, ==, 2);
  g_assert_cmpuint (((CopilOutline *) outlines->pdata[1])->n_rings, ==, 1);
  g_assert_true (copil_outline_contains (outlines->pdata[1], 15.5, 9.5));
  g_assert_true (copil_outline_contains (outlines->pdata[0], 32, 2));
}

/* The enclave of another department is not given away. */
static void
test_enclave (void)
{
  g_autoptr (CopilOutlineBuilder) builder = copil_outline_builder_new ();
  GEOSGeometry *parts[] = { rectangle (30, 0, 50, 20), rectangle (8, 8, 12, 12) };
  g_autoptr (GEOSGeometry) square = rectangle (0, 0, 20, 20);
  g_autoptr (GEOSGeometry) hole = rectangle (8, 8, 12, 12);
  g_autoptr (GPtrArray) outlines = NULL;
  guint host, guest;

  host = copil_outline_builder_add_zone (builder, copil_frame_find ("974"),
                                         GEOSDifference_r (copil_geos (), square, hole));
  guest = copil_outline_builder_add_zone (
    builder, copil_frame_find ("974"),
    GEOSGeom_createCollection_r (copil_geos (), GEOS_MULTIPOLYGON, parts, 2));
  add_site (builder, host, 2, 2, 0);
  add_site (builder, guest, 40, 10, 1);
  outlines = build (builder, 2);
  g_assert_cmpuint (((CopilOutline *) outlines->pdata[0])->n_rings, ==, 2);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (outlines->pdata[0]), 384, 1e-3);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (outlines->pdata[1]), 416, 1e-3);
  g_assert_false (copil_outline_contains (outlines->pdata[0], 10, 10));
  g_assert_true (copil_outline_contains (outlines->pdata[1], 10, 10));
}

/* Two communes at one place, a zone without any, one commune alone. */
static void
test_few_places (void)
{
  g_autoptr (CopilOutlineBuilder) builder = copil_outline_builder_new ();
  const CopilFrame *frame = copil_frame_find ("974");
  g_autoptr (GPtrArray) outlines = NULL;
  guint twice = copil_outline_builder_add_zone (builder, frame, rectangle (0, 0, 20, 20));
  guint alone = copil_outline_builder_add_zone (builder, frame, rectangle (20, 0, 40, 20));

  copil_outline_builder_add_zone (builder, frame, rectangle (40, 0, 60, 20));
  add_site (builder, twice, 5, 10, 0);
  add_site (builder, twice, 5, 10, 1);
  add_site (builder, twice, 15, 10, 2);
  add_site (builder, alone, 30, 10, 3);
  outlines = build (builder, 4);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (outlines->pdata[0]), 200, 0.5);
  g_assert_null (outlines->pdata[1]);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (outlines->pdata[3]), 400, 1e-3);
}

static void
test_cancelled (void)
{
  g_autoptr (CopilOutlineBuilder) builder = make_builder ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (copil_outline_builder_build (builder, 2, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline-builder/across-zones", test_across_zones);
  g_test_add_func ("/outline-builder/grouping", test_grouping);
  g_test_add_func ("/outline-builder/common-border", test_common_border);
  g_test_add_func ("/outline-builder/nobody", test_nobody);
  g_test_add_func ("/outline-builder/detached", test_detached);
  g_test_add_func ("/outline-builder/enclave", test_enclave);
  g_test_add_func ("/outline-builder/few-places", test_few_places);
  g_test_add_func ("/outline-builder/cancelled", test_cancelled);
  return g_test_run ();
}
