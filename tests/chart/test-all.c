/* test-all.c: what holds of every chart, whatever its kind and its data
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "sample.h"

static cairo_surface_t *
draw (CopilChart       *chart,
      const CopilTheme *theme,
      double            width,
      double            height)
{
  cairo_surface_t *surface = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) ceil (width), (int) ceil (height));
  cairo_t *cr = cairo_create (surface);

  copil_chart_draw (chart, cr, theme, width, height);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

/* Neither a crash nor a cairo error, at any size and in any theme. */
static void
test_sizes (gconstpointer data)
{
  static const double sizes[][2] = { { 1, 1 },     { 2, 300 },  { 300, 2 },   { 40, 20 },
                                     { 120, 60 },  { 320, 80 }, { 1920, 40 }, { 0, 0 },
                                     { NAN, NAN }, { 0.4, 9 } };
  const Sample *sample = data;
  g_autoptr (CopilChart) chart = sample->make ();

  for (guint kind = 0; kind < COPIL_N_THEMES; kind++)
    for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        double width = sizes[i][0], height = sizes[i][1];
        const CopilTheme *theme = copil_theme_get (kind);
        g_auto (CopilChartHit) hit = { 0 };
        cairo_surface_t *surface = draw (chart, theme, width > 0 ? width : 1,
                                         height > 0 ? height : 1);

        cairo_surface_destroy (surface);
        copil_chart_hit_test (chart, theme, width, height, width / 2, height / 2, &hit);
      }
}

/* The same chart twice, and another of the same data, give the same pixels. */
static void
test_same_pixels (gconstpointer data)
{
  const Sample *sample = data;
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  g_autoptr (CopilChart) one = sample->make ();
  g_autoptr (CopilChart) other = sample->make ();
  cairo_surface_t *first = draw (one, theme, sample->width, sample->height);
  cairo_surface_t *again = draw (one, theme, sample->width, sample->height);
  cairo_surface_t *second = draw (other, theme, sample->width, sample->height);
  gsize size = (gsize) cairo_image_surface_get_stride (first)
               * (gsize) cairo_image_surface_get_height (first);

  g_assert_true (memcmp (cairo_image_surface_get_data (first),
                         cairo_image_surface_get_data (again), size)
                 == 0);
  g_assert_true (memcmp (cairo_image_surface_get_data (first),
                         cairo_image_surface_get_data (second), size)
                 == 0);
  cairo_surface_destroy (first);
  cairo_surface_destroy (again);
  cairo_surface_destroy (second);
}

/* Every datum is reached by the keyboard, has a label, and a pointer on it finds its place. */
static void
test_data (gconstpointer data)
{
  const Sample *sample = data;
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  g_autoptr (CopilChart) chart = sample->make ();
  guint n = copil_chart_get_n_data (chart);
  g_auto (CopilChartHit) beyond = { 0 };

  for (guint i = 0; i < n; i++)
    {
      g_auto (CopilChartHit) datum = { 0 }, hit = { 0 };

      g_assert_true (copil_chart_get_datum (chart, theme, sample->width, sample->height, i,
                                            &datum));
      g_assert_cmpstr (datum.label, !=, "");
      g_assert_true (g_utf8_validate (datum.label, -1, NULL));
      g_assert_true (isfinite (datum.rect.x + datum.rect.y + datum.rect.width
                               + datum.rect.height));
      g_assert_true (copil_chart_hit_test (chart, theme, sample->width, sample->height, datum.x,
                                           datum.y, &hit));
    }
  g_assert_false (copil_chart_get_datum (chart, theme, sample->width, sample->height, n,
                                         &beyond));
}

/* A sentence: one capital at least, one point at the end, no empty place left by a value. */
static void
test_sentence (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (CopilChart) chart = sample->make ();
  g_autofree char *sentence = copil_chart_describe (chart);

  g_test_message ("%s", sentence);
  g_assert_true (g_utf8_validate (sentence, -1, NULL));
  g_assert_true (g_str_has_suffix (sentence, "."));
  g_assert_null (strstr (sentence, ".."));
  g_assert_null (strstr (sentence, "  "));
  g_assert_null (strstr (sentence, "(null)"));
  g_assert_null (strstr (sentence, "nan"));
  g_assert_null (strstr (sentence, "'"));
}

/* A header, and as many cells in every row. */
static void
test_table (gconstpointer data)
{
  const Sample *sample = data;
  g_autoptr (CopilChart) chart = sample->make ();
  g_autoptr (GPtrArray) table = copil_chart_get_table (chart);
  guint columns;

  g_assert_cmpuint (table->len, >=, 1);
  columns = g_strv_length (g_ptr_array_index (table, 0));
  g_assert_cmpuint (columns, >=, 2);
  for (guint i = 1; i < table->len; i++)
    g_assert_cmpuint (g_strv_length (g_ptr_array_index (table, i)), ==, columns);
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char   *name;
    GTestDataFunc function;
  } tests[] = {
    { "sizes", test_sizes },       { "same-pixels", test_same_pixels },
    { "data", test_data },         { "sentence", test_sentence },
    { "table", test_table },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint t = 0; t < G_N_ELEMENTS (tests); t++)
    for (guint i = 0; i < n_samples; i++)
      {
        g_autofree char *path
            = g_strdup_printf ("/chart/%s/%s", tests[t].name, samples[i].name);

        g_test_add_data_func (path, &samples[i], tests[t].function);
      }
  return g_test_run ();
}
