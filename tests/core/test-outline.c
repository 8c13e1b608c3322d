/* test-outline.c: stored shapes, and the planes they lie in
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "core/outline.h"

/* A square of 10 km with a hole of 2 km, and an island of 1 km. */
#define SHAPE "{\"label\":[250,250],\"paths\":[" \
              "\"0 0 1000 0 0 1000 -1000 0\",\"400 400 0 200 200 0 0 -200\"," \
              "\"2000 -50 100 0 0 100 -100 0\"]}"

static void
test_parse (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilOutline) shape = copil_outline_parse ("971", TRUE, SHAPE, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (shape->frame->name, ==, "Guadeloupe");
  g_assert_true (shape->approximate);
  g_assert_cmpuint (shape->n_rings, ==, 3);
  g_assert_cmpuint (shape->starts[3], ==, 12);
  g_assert_cmpfloat_with_epsilon (shape->min_x, 0, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->max_x, 21, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->min_y, -0.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->max_y, 10, 1e-6);
  g_assert_cmpfloat_with_epsilon (shape->label_x, 2.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (shape), 100 - 4 + 1, 1e-6);
  text = copil_outline_to_rings (shape);
  g_assert_cmpstr (text, ==, SHAPE);
}

/* As PostgreSQL writes a jsonb. */
static void
test_spaces (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilOutline) shape = copil_outline_parse (
    "971", FALSE, " {\"paths\": [\"0 0 100 0 0 100\"], \"label\": [ 30 , 30 ]}\n", &error);

  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (copil_outline_get_area (shape), 0.5, 1e-6);
}

static const struct
{
  double   x, y;
  gboolean inside;
} points[] = {
  { 1, 1, TRUE },
  { 9.9, 9.9, TRUE },
  { 5, 5, FALSE },     /* in the hole */
  { 5, 7, TRUE },
  { 20.5, 0, TRUE },   /* on the island */
  { 15, 0.2, FALSE },  /* between */
  { -1, 5, FALSE },
  { 5, 11, FALSE },
  { 1e9, 1e9, FALSE },
  { NAN, 5, FALSE },
};

static void
test_contains (void)
{
  g_autoptr (CopilOutline) shape = copil_outline_parse (COPIL_FRAME_METROPOLE, FALSE, SHAPE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    g_assert_cmpint (copil_outline_contains (shape, points[i].x, points[i].y), ==,
                     points[i].inside);
}

static const struct
{
  const char *frame;
  const char *rings;
} damaged[] = {
  { "975", SHAPE },
  { NULL, SHAPE },
  { "971", "" },
  { "971", "[]" },
  { "971", "{" },
  { "971", "{}" },
  { "971", "null" },
  { "971", "{\"label\":[0,0],\"paths\":[]}" },
  { "971", "{\"label\":[0,0],\"paths\":\"0 0 1 0 0 1\"}" },
  { "971", "{\"label\":[0,0],\"paths\":[[0,0,1,0]]}" },
  { "971", "{\"label\":[0,0],\"paths\":[null]}" },
  { "971", "{\"label\":[0,0],\"paths\":[\"\"]}" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0\"]}" },           /* two points */
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0 0\"]}" },         /* half a point */
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 x 0 1\"]}" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 9999999 0 9999999 0\"]}" },
  { "971", "{\"label\":[0,0],\"paths\":[\"99999999999999999999 0 1 0 0 1\"]}" },
  { "971", "{\"label\":[0],\"paths\":[\"0 0 1 0 0 1\"]}" },
  { "971", "{\"label\":[0,\"x\"],\"paths\":[\"0 0 1 0 0 1\"]}" },
  { "971", "{\"label\":[0,9223372036854775807],\"paths\":[\"0 0 1 0 0 1\"]}" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0 0 1\"]} x" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0 0 1\"" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0 0 1" },
  { "971", "{\"label\":[0,0],\"paths\":[\"0 0 1 0 0 1\"],\"paths\":[\"0 0 1 0 0 1\"]}" },
  { "971", "{\"label\":[0,0],\"other\":1,\"paths\":[\"0 0 1 0 0 1\"]}" },
  { "971", "{\"label\":5,\"paths\":[\"0 0 1 0 0 1\"]}" },
};

static void
test_damaged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", damaged[i].rings);
      g_assert_null (copil_outline_parse (damaged[i].frame, FALSE, damaged[i].rings, &error));
      g_assert_nonnull (error);
      g_assert_null (copil_outline_parse (damaged[i].frame, FALSE, damaged[i].rings, NULL));
    }
}

/* Where the definition of the projection leaves no choice, and places of a published map. */
static const struct
{
  const char *department;
  double      longitude, latitude;
  double      x, y;
  double      precision;
} places[] = {
  { "59", 3, 46.5, 700, 6600, 0.001 },              /* the origin of Lambert-93 */
  { "75", 2.294481, 48.858370, 648.237, 6862.27, 0.01 },
  { "971", -61.393, 16.18, 0, 0, 1e-9 },
  { "971", -61.393, 16.18 + 1 / 111.195, 0, 1, 1e-3 },
  { "974", 55.54 + 1 / (111.195 * 0.93286), -21.116, 1, 0, 1e-3 },
};

static void
test_projection (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const CopilFrame *frame = copil_frame_of_department (places[i].department);
      double x, y;

      copil_frame_project (frame, places[i].longitude, places[i].latitude, &x, &y);
      g_assert_cmpfloat_with_epsilon (x, places[i].x, places[i].precision);
      g_assert_cmpfloat_with_epsilon (y, places[i].y, places[i].precision);
    }
}

/* Lambert-93 is conformal and keeps lengths within some metres a kilometre over France. */
static void
test_lengths (void)
{
  const CopilFrame *frame = copil_frame_find (COPIL_FRAME_METROPOLE);
  const double degree = 111.195; /* km, of a great circle */

  for (double latitude = 42; latitude <= 51; latitude += 1)
    for (double longitude = -5; longitude <= 9; longitude += 2)
      {
        double x, y, north_x, north_y, east_x, east_y, width;

        copil_frame_project (frame, longitude, latitude, &x, &y);
        copil_frame_project (frame, longitude, latitude + 0.01, &north_x, &north_y);
        copil_frame_project (frame, longitude + 0.01, latitude, &east_x, &east_y);
        width = 0.01 * degree * cos (latitude * G_PI / 180);
        g_assert_cmpfloat_with_epsilon (hypot (north_x - x, north_y - y) / (0.01 * degree), 1,
                                        0.008);
        g_assert_cmpfloat_with_epsilon (hypot (east_x - x, east_y - y) / width, 1, 0.008);
      }
}

static void
test_frames (void)
{
  guint n;
  const CopilFrame *frames = copil_frames (&n);

  g_assert_cmpuint (n, ==, 6);
  g_assert_cmpstr (frames[0].code, ==, COPIL_FRAME_METROPOLE);
  g_assert_true (copil_frame_of_department ("2A") == &frames[0]);
  g_assert_true (copil_frame_of_department ("976") == &frames[5]);
  g_assert_null (copil_frame_of_department ("977"));
  g_assert_null (copil_frame_find ("59"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outline/parse", test_parse);
  g_test_add_func ("/outline/spaces", test_spaces);
  g_test_add_func ("/outline/contains", test_contains);
  g_test_add_func ("/outline/damaged", test_damaged);
  g_test_add_func ("/outline/projection", test_projection);
  g_test_add_func ("/outline/lengths", test_lengths);
  g_test_add_func ("/outline/frames", test_frames);
  return g_test_run ();
}
