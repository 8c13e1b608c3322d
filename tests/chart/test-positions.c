/* test-positions.c: what is drawn is where its datum says, read back from the SVG
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "chart/bullet-chart.h"
#include "chart/column-chart.h"
#include "chart/composition-chart.h"
#include "chart/export.h"
#include "chart/funnel-chart.h"
#include "chart/histogram-chart.h"
#include "chart/line-chart.h"
#include "chart/map-chart.h"
#include "chart/rank-chart.h"
#include "chart/scale.h"
#include "sample.h"
#include "shapes.h"
#include "svg-read.h"

/* cairo keeps coordinates as 24.8 fixed point numbers: half of 1/256, twice. */
#define NEAR 0.01

#define LIGHT(role) (&copil_theme_get (COPIL_THEME_LIGHT)->colors[COPIL_COLOR_##role])

static GPtrArray *
draw (CopilChart *chart,
      double      width,
      double      height)
{
  const CopilExport options = { .width = width, .height = height, .bare = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = copil_chart_to_svg (chart, &options, &error);
  GPtrArray *paths;

  g_assert_no_error (error);
  paths = svg_read_paths (svg);
  g_object_unref (chart);
  return paths;
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return one < other ? -1 : one > other;
}

/* The scale as a reader of the drawing finds it: the first and the last line of the grid. */
static CopilScale
read_scale (GPtrArray *paths,
            double     low,
            double     high)
{
  g_autoptr (GPtrArray) grid = svg_select (paths, LIGHT (GRID), FALSE);
  g_autoptr (GArray) levels = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < grid->len; i++)
    {
      double x1, y1, x2, y2;

      svg_bounds (g_ptr_array_index (grid, i), &x1, &y1, &x2, &y2);
      g_assert_cmpfloat (y1, ==, y2);
      g_array_append_val (levels, y1);
    }
  g_assert_cmpuint (levels->len, >=, 2);
  g_array_sort (levels, compare_levels);
  return (CopilScale) { low, high, g_array_index (levels, double, levels->len - 1),
                        g_array_index (levels, double, 0) };
}

/* -- Lines ---------------------------------------------------------------------------------- */

static const double values[] = { 62, 71.5, NAN, 58.25, 66, 80, 77.7, 69 };

static CopilChart *
make_line (void)
{
  CopilFigure figures[G_N_ELEMENTS (values)];
  const CopilLineData data
      = { .head = { .title = "Nord", .unit = "%", .decimals = 1 },
          .subject = { "Nord", { COPIL_RHYTHM_MONTH, 2026 * 12 }, figures, G_N_ELEMENTS (values) } };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      figures[i] = (CopilFigure) FIGURE (values[i]);
      if (isnan (values[i]))
        figures[i] = (CopilFigure) NO_FIGURE (COPIL_CELL_NOT_AVAILABLE);
    }
  return copil_line_chart_new (&data);
}

/* All points of the accent's strokes, in order: the gap has split them in two runs. */
static GArray *
read_line (GPtrArray *paths)
{
  g_autoptr (GPtrArray) strokes = svg_select (paths, LIGHT (ACCENT), FALSE);
  GArray *points = g_array_new (FALSE, FALSE, sizeof (CopilPoint));

  for (guint i = 0; i < strokes->len; i++)
    {
      SvgPath *path = g_ptr_array_index (strokes, i);

      g_array_append_vals (points, path->points->data, path->points->len);
    }
  return points;
}

static void
test_line (void)
{
  g_autoptr (GPtrArray) paths = draw (make_line (), 480, 300);
  g_autoptr (GArray) points = read_line (paths);
  /* 58.25 to 80, by 5: the axis is at 55, the grid from 60 to 80 */
  CopilScale scale = read_scale (paths, 60, 80);
  double step;
  guint next = 0;

  g_assert_cmpuint (points->len, ==, G_N_ELEMENTS (values) - 1);
  step = (g_array_index (points, CopilPoint, 1).x - g_array_index (points, CopilPoint, 0).x);
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const CopilPoint *point = &g_array_index (points, CopilPoint, next);

      if (isnan (values[i]))
        continue;
      g_assert_cmpfloat_with_epsilon (point->y, copil_scale_map (&scale, values[i]), NEAR);
      g_assert_cmpfloat_with_epsilon (
          point->x, g_array_index (points, CopilPoint, 0).x + i * step, 4 * NEAR);
      next++;
    }
}

/* The gap is hatched between its neighbours, and nothing of the line is in it. */
static void
test_gap (void)
{
  g_autoptr (GPtrArray) paths = draw (make_line (), 480, 300);
  g_autoptr (GArray) points = read_line (paths);
  g_autoptr (GPtrArray) grounds = svg_select (paths, LIGHT (CARD), TRUE);
  double before = g_array_index (points, CopilPoint, 1).x;
  double after = g_array_index (points, CopilPoint, 2).x;
  gboolean found = FALSE;

  for (guint i = 0; i < grounds->len; i++)
    {
      double x1, y1, x2, y2;

      svg_bounds (g_ptr_array_index (grounds, i), &x1, &y1, &x2, &y2);
      found = found
              || (fabs (x1 - (before + (after - before) / 4)) < 4 * NEAR
                  && fabs (x2 - (after - (after - before) / 4)) < 4 * NEAR);
    }
  g_assert_true (found);
}

/* -- Bars ----------------------------------------------------------------------------------- */

static void
test_rank (void)
{
  static const CopilRankItem items[] = {
    { "Aisne", FIGURE (51.1), 0, FALSE },  { "Nord", FIGURE (62.8), 1, TRUE },
    { "Oise", FIGURE (58.7), 2, FALSE },   { "Eure", FIGURE (-12.5), 3, FALSE },
    { "Manche", NO_FIGURE (COPIL_CELL_SECRET), 4, FALSE },
  };
  static const double sorted[] = { 58.7, 51.1, -12.5 };
  const CopilRankData data = { .head = { .title = "Départements", .unit = "%", .decimals = 1 },
                               .items = items,
                               .n_items = G_N_ELEMENTS (items),
                               .reference = NAN };
  g_autoptr (GPtrArray) paths = draw (copil_rank_chart_new (&data), 480, 200);
  g_autoptr (GPtrArray) subject = svg_select (paths, LIGHT (ACCENT), TRUE);
  g_autoptr (GPtrArray) others = svg_select (paths, LIGHT (CONTEXT), TRUE);
  double x1, y1, x2, y2, zero, unit;

  g_assert_cmpuint (subject->len, ==, 1);
  g_assert_cmpuint (others->len, ==, G_N_ELEMENTS (sorted));
  svg_bounds (g_ptr_array_index (subject, 0), &x1, &y1, &x2, &y2);
  zero = x1;
  unit = (x2 - x1) / 62.8;
  for (guint i = 0; i < G_N_ELEMENTS (sorted); i++)
    {
      double before = y2;

      svg_bounds (g_ptr_array_index (others, i), &x1, &y1, &x2, &y2);
      g_assert_cmpfloat_with_epsilon (sorted[i] > 0 ? x1 : x2, zero, NEAR);
      g_assert_cmpfloat_with_epsilon (sorted[i] > 0 ? x2 : x1, zero + sorted[i] * unit, NEAR);
      g_assert_cmpfloat (y1, >, before);
    }
}

static void
test_columns (void)
{
  static const CopilFigure figures[]
      = { FIGURE (10), FIGURE (-4), FIGURE (7.5), FIGURE (12.25) };
  const CopilColumnSeries series = { "Solde", figures };
  const CopilColumnData data = { .head = { .title = "Solde", .decimals = 2 },
                                 .first = { COPIL_RHYTHM_MONTH, 2026 * 12 },
                                 .n_periods = 4,
                                 .series = &series,
                                 .n_series = 1,
                                 .reference = NAN };
  g_autoptr (GPtrArray) paths = draw (copil_column_chart_new (&data), 400, 240);
  g_autoptr (GPtrArray) bars = svg_select (paths, LIGHT (CONTEXT), TRUE);
  g_autoptr (GPtrArray) last = svg_select (paths, LIGHT (ACCENT), TRUE);
  CopilScale scale = read_scale (paths, -5, 15);

  g_assert_cmpuint (bars->len, ==, 3);
  g_assert_cmpuint (last->len, ==, 1);
  g_ptr_array_add (bars, g_ptr_array_index (last, 0));
  for (guint i = 0; i < bars->len; i++)
    {
      double x1, y1, x2, y2, top = MAX (figures[i].value, 0), bottom = MIN (figures[i].value, 0);

      svg_bounds (g_ptr_array_index (bars, i), &x1, &y1, &x2, &y2);
      g_assert_cmpfloat_with_epsilon (y1, copil_scale_map (&scale, top), NEAR);
      g_assert_cmpfloat_with_epsilon (y2, copil_scale_map (&scale, bottom), NEAR);
    }
}

static void
test_composition (void)
{
  static const CopilFigure parts[] = { FIGURE (460), FIGURE (220), FIGURE (320) };
  static const char *const names[] = { "a", "b", "c" };
  static const CopilCompositionItem item = { "Nord", parts, 59, TRUE };
  const CopilCompositionData data
      = { .head = { .title = "Orientation" }, .part_names = names, .n_parts = 3, .items = &item,
          .n_items = 1 };
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  double gap = theme->strokes[COPIL_STROKE_GAP], left = NAN, width = NAN, sum = 0;
  g_autoptr (GPtrArray) paths = draw (copil_composition_chart_new (&data), 400, 60);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) bars = svg_select (paths, &theme->categorical[i], TRUE);
      double x1, y1, x2, y2;

      g_assert_cmpuint (bars->len, ==, 1);
      svg_bounds (g_ptr_array_index (bars, 0), &x1, &y1, &x2, &y2);
      if (i == 0)
        {
          left = x1;
          width = 400 - left;
        }
      g_assert_cmpfloat_with_epsilon (x1, left + width * sum / 1000 + (i ? gap / 2 : 0), NEAR);
      sum += parts[i].value;
      g_assert_cmpfloat_with_epsilon (x2, left + width * sum / 1000 - (i < 2 ? gap / 2 : 0), NEAR);
    }
}

static void
test_histogram (void)
{
  static const CopilHistogramBin bins[] = {
    { 0, 5, FIGURE (14), 0 }, { 5, 10, FIGURE (24), 1 }, { 10, 15, FIGURE (3.5), 2 },
  };
  const CopilHistogramData data
      = { .head = { .title = "Heures", .unit = "%" },
          .bins = bins,
          .n_bins = 3,
          .target_low = NAN,
          .target_high = NAN,
          .non_response = NO_FIGURE (COPIL_CELL_NOT_APPLICABLE) };
  g_autoptr (GPtrArray) paths = draw (copil_histogram_chart_new (&data), 400, 240);
  g_autoptr (GPtrArray) bars = svg_select (paths, LIGHT (CONTEXT), TRUE);
  double x1, y1, x2, y2, unit;

  g_assert_cmpuint (bars->len, ==, 3);
  svg_bounds (g_ptr_array_index (bars, 1), &x1, &y1, &x2, &y2);
  unit = (y2 - y1) / 24;
  for (guint i = 0; i < 3; i++)
    {
      svg_bounds (g_ptr_array_index (bars, i), &x1, &y1, &x2, &y2);
      g_assert_cmpfloat_with_epsilon (y2 - y1, bins[i].figure.value * unit, NEAR);
    }
}

static void
test_bullet (void)
{
  const CopilBulletData data = { .head = { .title = "Orientation", .unit = "%", .decimals = 1 },
                                 .figure = FIGURE (71.4),
                                 .target_low = 50,
                                 .target_high = 50 };
  g_autoptr (GPtrArray) paths = draw (copil_bullet_chart_new (&data), 301, 14);
  g_autoptr (GPtrArray) bar = svg_select (paths, LIGHT (ACCENT), TRUE);
  g_autoptr (GPtrArray) target = svg_select (paths, LIGHT (INK), FALSE);
  double x1, y1, x2, y2;

  /* 100 % is one unit before the end, so that a target there is not cut */
  svg_bounds (g_ptr_array_index (bar, 0), &x1, &y1, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x2, 300 * 0.714, NEAR);
  svg_bounds (g_ptr_array_index (target, 0), &x1, &y1, &x2, &y2);
  g_assert_cmpfloat_with_epsilon (x1, 150, NEAR);
}

/* -- Points and shapes ---------------------------------------------------------------------- */

static void
test_funnel (void)
{
  static const CopilFunnelPoint points[] = {
    { "Nord", 5000, FIGURE (62.8), 0, TRUE, FALSE, 0 },
    { "Aisne", 1250, FIGURE (51.25), 1, FALSE, TRUE, 0 },
    { "Oise", 2500, FIGURE (58), 2, FALSE, TRUE, 0 },
  };
  static const CopilFunnelLimit limits[] = { { 5000, 55, 60, 50, 65 } };
  const CopilFunnelData data = { .head = { .title = "Départements", .unit = "%", .decimals = 1 },
                                 .points = points,
                                 .n_points = 3,
                                 .mean = NAN,
                                 .limits = limits,
                                 .n_limits = 1 };
  g_autoptr (GPtrArray) paths = draw (copil_funnel_chart_new (&data), 400, 300);
  g_autoptr (GPtrArray) dots = svg_select (paths, LIGHT (CONTEXT), TRUE);
  g_autoptr (GPtrArray) subject = svg_select (paths, LIGHT (ACCENT), TRUE);
  double x[3], y[3];

  g_assert_cmpuint (dots->len, ==, 2);
  g_ptr_array_insert (dots, 0, g_ptr_array_index (subject, 0));
  for (guint i = 0; i < 3; i++)
    {
      double x1, y1, x2, y2;

      svg_bounds (g_ptr_array_index (dots, i), &x1, &y1, &x2, &y2);
      x[i] = (x1 + x2) / 2;
      y[i] = (y1 + y2) / 2;
    }
  /* volumes run from 0 to the edge, rates along one scale */
  g_assert_cmpfloat_with_epsilon (x[0], 400, NEAR);
  g_assert_cmpfloat_with_epsilon ((x[2] - x[1]) / (x[0] - x[2]), 0.5, NEAR);
  g_assert_cmpfloat_with_epsilon ((y[1] - y[2]) / (y[2] - y[0]), (58 - 51.25) / (62.8 - 58),
                                  NEAR);
}

/* Circles stand for counts by their area. */
static void
test_circles (void)
{
  g_autoptr (GArray) shapes = shapes_load ("bassins", "departement:59");
  static const double counts[] = { 400, 100, 225, 25, 64, 1 };
  CopilMapItem items[6];
  const CopilMapData data = { .head = { .title = "Contrats" },
                              .kind = COPIL_MAP_CIRCLES,
                              .items = items,
                              .n_items = 6 };
  g_autoptr (GPtrArray) paths = NULL, circles = NULL;

  g_assert_cmpuint (shapes->len, ==, 6);
  for (guint i = 0; i < 6; i++)
    items[i] = (CopilMapItem) { g_array_index (shapes, Shape, i).outline, "",
                                FIGURE (counts[i]), (int) i, FALSE };
  paths = draw (copil_map_chart_new (&data), 400, 400);
  circles = svg_select (paths, LIGHT (ACCENT), TRUE);
  /* the six, the largest first, then those of the legend */
  g_assert_cmpuint (circles->len, >=, 7);
  for (guint i = 0; i < 6; i++)
    {
      static const double sizes[] = { 20, 15, 10, 8, 5, 1 };
      double x1, y1, x2, y2, first1, first2;

      svg_bounds (g_ptr_array_index (circles, 0), &first1, &y1, &first2, &y2);
      svg_bounds (g_ptr_array_index (circles, i), &x1, &y1, &x2, &y2);
      g_assert_cmpfloat_with_epsilon ((x2 - x1) / (first2 - first1), sizes[i] / 20, NEAR);
    }
}

/* Each shape is filled with the colour of its class. */
static void
test_classes (void)
{
  g_autoptr (GArray) shapes = shapes_load ("bassins", "departement:59");
  static const double bounds[] = { 20, 40, 60, 80 }, rates[] = { 10, 20, 59, 60, 99, 85 };
  static const guint expected[] = { 1, 1, 1, 1, 2 };
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  CopilMapItem items[6];
  const CopilMapData data = { .head = { .title = "Taux" },
                              .items = items,
                              .n_items = 6,
                              .bounds = bounds,
                              .n_bounds = 4 };
  g_autoptr (GPtrArray) paths = NULL;

  for (guint i = 0; i < 6; i++)
    items[i] = (CopilMapItem) { g_array_index (shapes, Shape, i).outline, "",
                                FIGURE (rates[i]), (int) i, FALSE };
  paths = draw (copil_map_chart_new (&data), 400, 400);
  for (guint class = 0; class < 5; class++)
    {
      g_autoptr (GPtrArray) fills = svg_select (paths, &theme->sequential[class], TRUE);

      /* and one swatch of the legend */
      g_assert_cmpuint (fills->len, ==, expected[class] + 1);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/positions/line", test_line);
  g_test_add_func ("/chart/positions/gap", test_gap);
  g_test_add_func ("/chart/positions/rank", test_rank);
  g_test_add_func ("/chart/positions/columns", test_columns);
  g_test_add_func ("/chart/positions/composition", test_composition);
  g_test_add_func ("/chart/positions/histogram", test_histogram);
  g_test_add_func ("/chart/positions/bullet", test_bullet);
  g_test_add_func ("/chart/positions/funnel", test_funnel);
  g_test_add_func ("/chart/positions/circles", test_circles);
  g_test_add_func ("/chart/positions/classes", test_classes);
  return g_test_run ();
}
