/* test-dense.c: millions of points, no peak lost
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "chart/decimate.h"
#include "chart/dense-chart.h"
#include "chart/export.h"
#include "svg-read.h"

/* Against a plain loop, over runs that start and end anywhere, with gaps in them. */
static void
test_extremes (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  gsize n = 5000;
  g_autofree double *values = g_new (double, n);

  for (gsize i = 0; i < n; i++)
    values[i] = i % 7 == 3 || (i > 1000 && i < 1700) ? NAN : g_rand_double_range (rand, -5, 5);
  g_autoptr (CopilExtremes) extremes = copil_extremes_new (values, n);
  for (guint round = 0; round < 2000; round++)
    {
      gsize from = (gsize) g_rand_int_range (rand, 0, (int) n);
      gsize to = (gsize) g_rand_int_range (rand, (int) from, (int) n + 1);
      CopilSpan span = copil_extremes_span (extremes, from, to);
      double low = INFINITY, high = -INFINITY;

      for (gsize i = from; i < to; i++)
        {
          low = values[i] < low ? values[i] : low;
          high = values[i] > high ? values[i] : high;
        }
      g_assert_cmpfloat (span.low, ==, low);
      g_assert_cmpfloat (span.high, ==, high);
      if (high < low)
        continue;
      g_assert_cmpuint (span.at_low, >=, from);
      g_assert_cmpuint (span.at_low, <, to);
      g_assert_cmpfloat (values[span.at_low], ==, low);
      g_assert_cmpfloat (values[span.at_high], ==, high);
    }
}

static CopilChart *
make_chart (double *values,
            gsize   n)
{
  g_autoptr (GBytes) bytes = g_bytes_new_take (values, n * sizeof *values);
  const CopilDenseData data = { .head = { .title = "Série", .decimals = 1 }, .y = bytes };

  return copil_dense_chart_new (&data);
}

/* One point among a million stands out: it is drawn, at its height. */
static void
test_peak (void)
{
  gsize n = 1000000;
  double *values = g_new0 (double, n);
  g_autoptr (CopilChart) chart = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GPtrArray) paths = NULL, strokes = NULL;
  const CopilExport options = { .width = 600, .height = 300, .bare = TRUE };
  double top = INFINITY, bottom = -INFINITY;
  guint points = 0;

  values[777777] = 10;
  chart = make_chart (values, n);
  svg = copil_chart_to_svg (chart, &options, NULL);
  paths = svg_read_paths (svg);
  strokes = svg_select (paths, &copil_theme_get (COPIL_THEME_LIGHT)->colors[COPIL_COLOR_ACCENT],
                        FALSE);
  for (guint i = 0; i < strokes->len; i++)
    {
      const SvgPath *path = g_ptr_array_index (strokes, i);
      double x1, y1, x2, y2;

      svg_bounds (path, &x1, &y1, &x2, &y2);
      top = MIN (top, y1);
      bottom = MAX (bottom, y2);
      points += path->points->len;
      /* never more than some hundred points in one stroke */
      g_assert_cmpuint (path->points->len, <=, 257);
    }
  /* the axis goes from 0 to 10: the peak touches its end, the rest its foot */
  g_assert_cmpfloat_with_epsilon (top, 11.5 * 0.75, 0.05);
  g_assert_cmpfloat (bottom - top, >, 250);
  /* and what it costs is the width */
  g_assert_cmpuint (points, <, 2 * 600 + 20);
}

static void
test_edges (void)
{
  static const struct
  {
    double      values[4];
    gsize       n;
    const char *sentence;
  } cases[] = {
    { { 0 }, 0, "Série : aucune donnée." },
    { { NAN, NAN }, 2, "Série : aucune donnée." },
    { { 3 }, 1, "Série : 1 point. Minimum 3,0 à 0, maximum 3,0 à 0." },
    { { 3, NAN, 5, -1 }, 4, "Série : 4 points. Minimum −1,0 à 3, maximum 5,0 à 2." },
    { { 1, INFINITY, 2 }, 3, NULL },
    { { 1e300, -1e300 }, 2, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CopilChart) chart
          = make_chart (g_memdup2 (cases[i].values, sizeof cases[i].values), cases[i].n);
      g_autofree char *sentence = copil_chart_describe (chart);
      g_auto (GStrv) parts = g_strsplit (sentence, "\u00A0", -1);
      g_autofree char *plain = g_strjoinv (" ", parts);
      g_autoptr (GBytes) png
          = copil_chart_to_png (chart, &(CopilExport) { .width = 300, .height = 100 }, NULL);
      g_autoptr (GPtrArray) table = copil_chart_get_table (chart);

      g_assert_nonnull (png);
      g_assert_cmpuint (table->len, >=, 1);
      if (cases[i].sentence)
        g_assert_cmpstr (plain, ==, cases[i].sentence);
    }
}

/* Points are found again under the pointer, by the peak of their column. */
static void
test_hit (void)
{
  gsize n = 100000;
  double *values = g_new0 (double, n);
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  g_autoptr (CopilChart) chart = NULL;
  g_auto (CopilChartHit) hit = { 0 };

  values[50000] = 50;
  chart = make_chart (values, n);
  g_assert_true (copil_chart_hit_test (chart, theme, 600, 300, 312, 20, &hit));
  g_assert_nonnull (strstr (hit.label, "50,0"));
  g_assert_true (g_str_has_prefix (hit.label, "50\u202F000"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/dense/extremes", test_extremes);
  g_test_add_func ("/chart/dense/peak", test_peak);
  g_test_add_func ("/chart/dense/edges", test_edges);
  g_test_add_func ("/chart/dense/hit", test_hit);
  return g_test_run ();
}
