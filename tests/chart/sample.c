/* sample.c: charts to look at and to test: one of each kind, and those at the edges
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "sample.h"

#include <math.h>

#include "chart/bullet-chart.h"
#include "chart/column-chart.h"
#include "chart/composition-chart.h"
#include "chart/funnel-chart.h"
#include "chart/histogram-chart.h"
#include "chart/line-chart.h"
#include "chart/map-chart.h"
#include "chart/multiples-chart.h"
#include "chart/rank-chart.h"
#include "chart/spark-chart.h"
#include "shapes.h"

#define MONTH(year, month) { COPIL_RHYTHM_MONTH, (year) *12 + (month) -1 }

static const CopilChartHead appointment
    = { .title = "Nord, part des rendez-vous tenus sous 30 jours",
        .subtitle = "en % des orientations notifiées dans le mois",
        .unit = "%",
        .decimals = 1 };

/* January 2023 to October 2026; May and June 2024 are missing, the last month is not final. */
static const double nord[] = {
  48.6, 49.2, 50.3, 51.9, 50.1, 51.8, 51.7, 48.9, 52.5, 51.4, 53.6, 53.3, 53.1, 53.2, 52.3, 54.8,
  NAN,  NAN,  54.1, 49.2, 52.8, 53.0, 51.5, 53.3, 53.5, 53.4, 52.6, 51.6, 52.4, 51.8, 53.9, 50.4,
  50.0, 51.9, 53.2, 55.9, 52.7, 53.4, 57.9, 59.6, 59.3, 59.5, 60.3, 60.2, 62.1, 62.8,
};

static const double region[] = {
  50.1, 49.7, 50.9, 51.2, 51.0, 51.6, 51.4, 51.1, 51.7, 52.0, 52.4, 52.3, 52.6, 52.9, 52.7, 52.6,
  52.5, 53.0, 52.9, 53.1, 53.3, 53.2, 53.4, 53.9, 54.5, 54.2, 54.6, 54.9, 54.6, 55.2, 55.0, 55.6,
  55.5, 55.4, 56.0, 56.4, 56.1, 57.3, 57.2, 57.5, 57.0, 57.1, 57.5, 57.3, 58.2, 58.9,
};

static void
fill (CopilFigure  *figures,
      const double *values,
      guint         n)
{
  for (guint i = 0; i < n; i++)
    {
      figures[i] = (CopilFigure) FIGURE (values[i]);
      if (isnan (values[i]))
        figures[i] = (CopilFigure) NO_FIGURE (COPIL_CELL_NOT_AVAILABLE);
    }
}

static CopilChart *
make_line (void)
{
  CopilFigure figures[G_N_ELEMENTS (nord)], regional[G_N_ELEMENTS (region)];
  const CopilLineSeries context
      = { "Région", MONTH (2023, 1), regional, G_N_ELEMENTS (regional) };
  const CopilLineTarget targets[] = { { MONTH (2025, 1), 55, 55 },
                                      { MONTH (2026, 1), 64, 64 },
                                      { MONTH (2027, 1), 75, 75 },
                                      { MONTH (2027, 12), 85, 85 } };
  const CopilLineLimits limits[] = { { MONTH (2023, 1), MONTH (2026, 2), 48.5, 52.6, 56.8 },
                                     { MONTH (2026, 3), MONTH (2026, 10), 57, 61.2, 65.4 } };
  const CopilLineNote notes[] = { { MONTH (2025, 1), "Loi plein emploi", "1ᵉʳ janv. 2025" },
                                  { MONTH (2026, 3), "Renfort : 24 conseillers", NULL } };
  CopilLineData data = {
    .head = appointment,
    .subject = { "Nord", MONTH (2023, 1), figures, G_N_ELEMENTS (figures) },
    .contexts = &context,
    .n_contexts = 1,
    .targets = targets,
    .n_targets = G_N_ELEMENTS (targets),
    .direction = COPIL_DIRECTION_UP,
    .limits = limits,
    .n_limits = G_N_ELEMENTS (limits),
    .notes = notes,
    .n_notes = G_N_ELEMENTS (notes),
  };

  fill (figures, nord, G_N_ELEMENTS (nord));
  fill (regional, region, G_N_ELEMENTS (region));
  figures[45].status = COPIL_CELL_PROVISIONAL;
  figures[45].numerator = 3412;
  figures[45].denominator = 5433;
  return copil_line_chart_new (&data);
}

static const CopilRankItem departments[] = {
  { "Somme", FIGURE (60.4), 80, FALSE },
  { "Nord", FIGURE (62.8), 59, TRUE },
  { "Mayotte", NO_FIGURE (COPIL_CELL_NOT_AVAILABLE), 976, FALSE },
  { "Seine-Maritime", FIGURE (65.9), 76, FALSE },
  { "Oise", FIGURE (58.7), 60, FALSE },
  { "Aisne", FIGURE (51.1), 2, FALSE },
  { "Pas-de-Calais", FIGURE (55.2), 62, FALSE },
};

static CopilChart *
make_rank (void)
{
  const CopilRankData data = { .head = { .title = "Part des rendez-vous, par département",
                                         .unit = "%",
                                         .decimals = 1 },
                               .items = departments,
                               .n_items = G_N_ELEMENTS (departments),
                               .reference = 59.4,
                               .reference_label = "moyenne" };

  return copil_rank_chart_new (&data);
}

static CopilChart *
make_bullet (void)
{
  const CopilBulletData data = { .head = { .title = "Orientation", .unit = "%", .decimals = 1 },
                                 .figure = FIGURE (71.4),
                                 .target_low = 85,
                                 .target_high = 85,
                                 .direction = COPIL_DIRECTION_UP };

  return copil_bullet_chart_new (&data);
}

static CopilChart *
make_bullet_frame (void)
{
  const CopilBulletData data
      = { .head = { .title = "Heures d’activité", .unit = "h", .decimals = 1 },
          .figure = FIGURE (11.5),
          .target_low = 15,
          .target_high = 20,
          .direction = COPIL_DIRECTION_RANGE };

  return copil_bullet_chart_new (&data);
}

static CopilChart *
make_bullet_secret (void)
{
  const CopilBulletData data
      = { .head = { .title = "Heures d’activité", .unit = "h", .decimals = 1 },
          .figure = NO_FIGURE (COPIL_CELL_SECRET),
          .target_low = 15,
          .target_high = 15 };

  return copil_bullet_chart_new (&data);
}

static CopilChart *
make_spark (void)
{
  CopilFigure figures[24];
  const CopilSparkData data = { .head = { .title = "Nord, 24 mois", .unit = "%", .decimals = 1 },
                                .first = MONTH (2024, 11),
                                .figures = figures,
                                .n = G_N_ELEMENTS (figures) };

  fill (figures, nord + 22, G_N_ELEMENTS (figures));
  return copil_spark_chart_new (&data);
}

static CopilChart *
make_histogram (void)
{
  static const CopilHistogramBin bins[] = {
    { 0, 5, FIGURE (14), 0 },   { 5, 10, FIGURE (24), 1 },  { 10, 15, FIGURE (21), 2 },
    { 15, 20, FIGURE (15), 3 }, { 20, 25, FIGURE (5), 4 },  { 25, INFINITY, FIGURE (2), 5 },
  };
  const CopilHistogramData data
      = { .head = { .title = "Heures d’activité", .unit = "%" },
          .bins = bins,
          .n_bins = G_N_ELEMENTS (bins),
          .x_unit = "h",
          .axis_label = "heures d’activité par semaine, % des contrats",
          .target_low = 15,
          .target_high = 20,
          .non_response = FIGURE (19) };

  return copil_histogram_chart_new (&data);
}

static CopilChart *
make_columns (void)
{
  CopilFigure figures[14];
  const CopilColumnSeries series = { "Nord", figures };
  const CopilColumnData data = { .head = { .title = "Nord, contrats signés", .decimals = 0 },
                                 .first = MONTH (2025, 9),
                                 .n_periods = 14,
                                 .series = &series,
                                 .n_series = 1,
                                 .reference = 2500,
                                 .reference_label = "cible" };
  static const double values[] = { 1840, 1920, 2010, 1690, 2140, 2230, NAN,
                                   2310, 2180, 2420, 1980, 1640, 2590, 2710 };

  fill (figures, values, 14);
  figures[13].status = COPIL_CELL_PROVISIONAL;
  return copil_column_chart_new (&data);
}

static CopilChart *
make_stack (gboolean share)
{
  CopilFigure figures[3][8];
  const CopilColumnSeries series[]
      = { { "emploi", figures[0] }, { "socio-pro.", figures[1] }, { "social", figures[2] } };
  const CopilColumnData data = { .head = { .title = "Orientations", .unit = NULL },
                                 .first = { COPIL_RHYTHM_QUARTER, 2024 * 4 + 3 },
                                 .n_periods = 8,
                                 .series = series,
                                 .n_series = 3,
                                 .share = share,
                                 .reference = NAN };

  for (guint i = 0; i < 8; i++)
    for (guint j = 0; j < 3; j++)
      figures[j][i] = (CopilFigure) FIGURE (1200 + 300 * j + 97 * ((i * 5 + j * 3) % 7) + 60 * i);
  figures[1][3] = (CopilFigure) NO_FIGURE (COPIL_CELL_SECRET);
  return copil_column_chart_new (&data);
}

static CopilChart *
make_columns_stacked (void)
{
  return make_stack (FALSE);
}

static CopilChart *
make_columns_share (void)
{
  return make_stack (TRUE);
}

static CopilChart *
make_composition (void)
{
  static const CopilFigure nord_parts[] = { FIGURE (46), FIGURE (22), FIGURE (32) };
  static const CopilFigure lille[] = { FIGURE (51), FIGURE (21), FIGURE (28) };
  static const CopilFigure valenciennes[] = { FIGURE (42), FIGURE (24), FIGURE (34) };
  static const CopilFigure douai[]
      = { FIGURE (42), NO_FIGURE (COPIL_CELL_SECRET), NO_FIGURE (COPIL_CELL_SECRET) };
  static const CopilFigure avesnes[] = { FIGURE (38), FIGURE (25), FIGURE (37) };
  static const char *const names[] = { "emploi", "socio-professionnel", "social" };
  static const CopilCompositionItem items[] = {
    { "Nord", nord_parts, 59, TRUE },          { "Lille", lille, 595, FALSE },
    { "Valenciennes", valenciennes, 596, FALSE }, { "Douai", douai, 593, FALSE },
    { "Avesnes", avesnes, 591, FALSE },
  };
  const CopilCompositionData data
      = { .head = { .title = "Orientation des inscrits" },
          .part_names = names,
          .n_parts = 3,
          .items = items,
          .n_items = G_N_ELEMENTS (items) };

  return copil_composition_chart_new (&data);
}

/* Binomial limits, as an approximation good enough for a picture. */
static void
fill_limits (CopilFunnelLimit *limits,
             guint             n,
             double            mean,
             double            largest)
{
  for (guint i = 0; i < n; i++)
    {
      double volume = largest * pow ((i + 1.) / n, 2);
      double deviation = sqrt (mean * (100 - mean) / volume);

      limits[i] = (CopilFunnelLimit) { volume, mean - 1.96 * deviation, mean + 1.96 * deviation,
                                       mean - 3.09 * deviation, mean + 3.09 * deviation };
    }
}

static CopilChart *
make_funnel (void)
{
  CopilFunnelPoint points[63];
  char names[63][24];
  CopilFunnelLimit limits[80];
  g_autoptr (GRand) rand = g_rand_new_with_seed (63);
  const CopilFunnelData data
      = { .head = { .title = "Départements, selon le volume d’orientations",
                    .unit = "%",
                    .decimals = 1 },
          .points = points,
          .n_points = G_N_ELEMENTS (points),
          .mean = 59.4,
          .limits = limits,
          .n_limits = G_N_ELEMENTS (limits),
          .axis_label = "orientations notifiées, octobre 2026",
          .noun = "département",
          .nouns = "départements" };

  fill_limits (limits, G_N_ELEMENTS (limits), 59.4, 7000);
  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    {
      double volume = 120 + 4300 * pow (g_rand_double (rand), 2);
      double rate = 59.4 + g_rand_double_range (rand, -1.6, 1.6) * 49 / sqrt (volume);

      g_snprintf (names[i], sizeof names[i], "Département %u", i + 1);
      points[i] = (CopilFunnelPoint) { .name = names[i],
                                       .volume = volume,
                                       .figure = FIGURE (rate),
                                       .key = (int) i };
    }
  points[0] = (CopilFunnelPoint) { "Nord", 5433, FIGURE (62.8), 59, TRUE, FALSE, 1 };
  points[1] = (CopilFunnelPoint) { "Seine-Maritime", 3870, FIGURE (65.9), 76, FALSE, FALSE, 1 };
  points[2] = (CopilFunnelPoint) { "Aisne", 1980, FIGURE (51.1), 2, FALSE, FALSE, -1 };
  points[3] = (CopilFunnelPoint) { "Pas-de-Calais", 4730, FIGURE (55.2), 62, FALSE, TRUE, -1 };
  points[4] = (CopilFunnelPoint) { "Seine-Saint-Denis", 6160, FIGURE (58), 93, FALSE, TRUE, 0 };
  points[5] = (CopilFunnelPoint) { "Mayotte", NAN, NO_FIGURE (COPIL_CELL_NOT_AVAILABLE), 976,
                                   FALSE, FALSE, 0 };
  return copil_funnel_chart_new (&data);
}

/* A made-up figure for each shape: spread, deterministic, some of them missing. */
static CopilFigure
figure_of_shape (guint    i,
                 gboolean holes)
{
  static const CopilCellStatus words[]
      = { COPIL_CELL_NOT_AVAILABLE, COPIL_CELL_SECRET, COPIL_CELL_NOT_APPLICABLE };
  CopilFigure figure = FIGURE (48 + (i * 29 % 97) * 0.21);

  if (holes && i % 23 == 7)
    figure = (CopilFigure) NO_FIGURE (words[i / 23 % 3]);
  return figure;
}

static CopilChart *
make_map (const char        *file,
          const char        *parent,
          const char        *subject,
          CopilMapKind       kind,
          gboolean           diverging)
{
  g_autoptr (GArray) shapes = shapes_load (file, parent);
  g_autofree CopilMapItem *items = g_new0 (CopilMapItem, shapes->len);
  static const double bounds[] = { 52, 56, 60, 65 }, nord_bounds[] = { 55, 58, 61, 65 };
  static const double nord_values[] = { 54.1, 59.8, 61.2, 66.4, 65.7, 56.3 };
  CopilMapData data = { .head = { .title = "Part des rendez-vous tenus", .unit = "%",
                                  .decimals = 1 },
                        .kind = kind,
                        .items = items,
                        .n_items = shapes->len,
                        .bounds = parent ? nord_bounds : bounds,
                        .n_bounds = 4,
                        .diverging = diverging,
                        .caption = "classes fixes",
                        .noun = "bassin",
                        .nouns = "bassins",
                        .of = parent ? "du Nord" : NULL };

  for (guint i = 0; i < shapes->len; i++)
    {
      Shape *shape = &g_array_index (shapes, Shape, i);

      items[i] = (CopilMapItem) { shape->outline, shape->name,
                                  figure_of_shape (i, shapes->len > 20), (int) i,
                                  g_strcmp0 (shape->code, subject) == 0 };
      if (shapes->len == 6)
        items[i].figure.value = nord_values[i];
      if (kind == COPIL_MAP_CIRCLES)
        items[i].figure.value = floor (pow (items[i].figure.value - 47, 2.2));
    }
  if (kind == COPIL_MAP_CIRCLES)
    data.head = (CopilChartHead) { .title = "Contrats signés" };
  return copil_map_chart_new (&data);
}

static CopilChart *
make_map_department (void)
{
  return make_map ("bassins", "departement:59", NULL, COPIL_MAP_CLASSES, FALSE);
}

static CopilChart *
make_map_france (void)
{
  return make_map ("departements", NULL, "59", COPIL_MAP_CLASSES, FALSE);
}

static CopilChart *
make_map_diverging (void)
{
  return make_map ("regions", NULL, NULL, COPIL_MAP_CLASSES, TRUE);
}

static CopilChart *
make_map_circles (void)
{
  return make_map ("bassins", "departement:59", NULL, COPIL_MAP_CIRCLES, FALSE);
}

static CopilChart *
make_map_circles_france (void)
{
  return make_map ("departements", NULL, "59", COPIL_MAP_CIRCLES, FALSE);
}

static CopilChart *
make_map_locator (void)
{
  return make_map ("departements", "region:32", "59", COPIL_MAP_LOCATOR, FALSE);
}

static CopilChart *
make_map_basins (void)
{
  return make_map ("bassins", NULL, "596", COPIL_MAP_CLASSES, FALSE);
}

static CopilChart *
make_map_overseas (void)
{
  return make_map ("bassins", "departement:974", NULL, COPIL_MAP_CLASSES, FALSE);
}

static CopilChart *
make_map_empty (void)
{
  const CopilMapItem item = { NULL, "ZE inconnue", NO_FIGURE (COPIL_CELL_SECRET), 4, FALSE };
  const CopilMapData data = { .head = { .title = "Zones sans communes" },
                              .items = &item,
                              .n_items = 1 };

  return copil_map_chart_new (&data);
}

static CopilChart *
make_multiples_of (guint n)
{
  static const char *const names[]
      = { "Lille", "Valenciennes", "Dunkerque", "Douai", "Cambrai", "Avesnes-sur-Helpe" };
  CopilFigure figures[6][24];
  CopilMultiplesItem items[6];
  const CopilMultiplesData data
      = { .head = { .title = "Bassins du Nord", .unit = "%", .decimals = 1 },
          .first = MONTH (2024, 11),
          .n_periods = 24,
          .items = items,
          .n_items = n,
          .reference = 59.4,
          .reference_label = "moyenne du Nord" };

  for (guint i = 0; i < 6; i++)
    {
      items[i] = (CopilMultiplesItem) { names[i], figures[i], (int) i, i == 2 ? 1 : i == 5 ? -1 : 0 };
      for (guint p = 0; p < 24; p++)
        figures[i][p] = (CopilFigure) FIGURE (50 + 2.3 * ((i * 5) % 6) + 0.25 * p
                                              + 1.3 * sin (p * 1.7 + i * 2));
      figures[i][9] = (CopilFigure) NO_FIGURE (COPIL_CELL_NOT_AVAILABLE);
    }
  return copil_multiples_chart_new (&data);
}

static CopilChart *
make_multiples (void)
{
  return make_multiples_of (6);
}

static CopilChart *
make_multiples_empty (void)
{
  return make_multiples_of (0);
}

/* -- Edges ---------------------------------------------------------------------------------- */

static CopilChart *
make_plain_line (const double *values,
                 guint         n,
                 const char   *unit)
{
  g_autofree CopilFigure *figures = g_new0 (CopilFigure, MAX (n, 1));
  const CopilLineData data = { .head = { .title = "Cambrai, contrats signés", .unit = unit },
                               .subject = { "Cambrai", MONTH (2026, 1), figures, n } };

  fill (figures, values, n);
  return copil_line_chart_new (&data);
}

static CopilChart *
make_line_empty (void)
{
  return make_plain_line (NULL, 0, NULL);
}

static CopilChart *
make_line_one (void)
{
  static const double values[] = { 128 };

  return make_plain_line (values, 1, "contrats");
}

static CopilChart *
make_line_constant (void)
{
  static const double values[] = { 12, 12, 12, 12, 12, 12 };

  return make_plain_line (values, G_N_ELEMENTS (values), "jours");
}

static CopilChart *
make_line_zero (void)
{
  static const double values[] = { 0, 0, 0 };

  return make_plain_line (values, G_N_ELEMENTS (values), NULL);
}

static CopilChart *
make_line_negative (void)
{
  static const double values[] = { -12.4, 3, -0.2, 8.6, NAN, -4 };

  return make_plain_line (values, G_N_ELEMENTS (values), "€");
}

static CopilChart *
make_line_huge (void)
{
  static const double values[] = { 1.2e12, 3.4e12, 2.2e12, 5.1e12 };

  return make_plain_line (values, G_N_ELEMENTS (values), "€");
}

static CopilChart *
make_line_enormous (void)
{
  static const double values[] = { -1e300, 1e300, INFINITY, 5e299 };

  return make_plain_line (values, G_N_ELEMENTS (values), NULL);
}

static CopilChart *
make_line_tiny (void)
{
  static const double values[] = { 1e-9, 2e-9, 1.5e-9 };

  return make_plain_line (values, G_N_ELEMENTS (values), NULL);
}

static CopilChart *
make_line_missing (void)
{
  static const double values[] = { NAN, NAN, NAN, NAN };

  return make_plain_line (values, G_N_ELEMENTS (values), NULL);
}

static CopilChart *
make_line_late (void)
{
  CopilFigure figures[10];
  const CopilLineData data = { .head = { .title = "Délai médian", .unit = "jours" },
                               .subject = { "Cambrai", MONTH (2026, 1), figures, 10 },
                               .from_zero = TRUE,
                               .expected = "attendu le 5 nov." };
  static const double values[] = { 32, 31, NAN, 29, 33, 30, 28, 27, 26, NAN };

  fill (figures, values, 10);
  figures[2].status = COPIL_CELL_SECRET;
  return copil_line_chart_new (&data);
}

static CopilChart *
make_line_break (void)
{
  CopilFigure figures[16];
  const CopilLineBreak cut = { { COPIL_RHYTHM_QUARTER, 2025 * 4 }, "ancienne définition",
                               "loi plein emploi" };
  const CopilLineData data
      = { .head = { .title = "Inscrits", .unit = "personnes" },
          .subject = { "Lille", { COPIL_RHYTHM_QUARTER, 2022 * 4 + 2 }, figures, 16 },
          .breaks = &cut,
          .n_breaks = 1 };
  static const double values[] = { 68200, 67400, 66900, 66100, 65300, 65900, 65200, 64800,
                                   64100, 63800, 71200, 71900, 72100, 71800, 71500, 70900 };

  fill (figures, values, 16);
  return copil_line_chart_new (&data);
}

static CopilChart *
make_rank_many (void)
{
  CopilRankItem items[101];
  char names[101][40];
  const CopilRankData data
      = { .head = { .title = "101 départements", .unit = "%", .decimals = 1 },
          .items = items,
          .n_items = G_N_ELEMENTS (items),
          .reference = 52,
          .reference_label = "France" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_snprintf (names[i], sizeof names[i], "Département %u", i + 1);
      items[i] = (CopilRankItem) { names[i], FIGURE (30 + (i * 37 % 101) * 0.4), (int) i,
                                   i == 58 };
    }
  return copil_rank_chart_new (&data);
}

static CopilChart *
make_rank_negative (void)
{
  static const CopilRankItem items[] = {
    { "Lille", FIGURE (4.2), 0, FALSE },     { "Douai", FIGURE (-3.1), 1, FALSE },
    { "Cambrai", FIGURE (-7.4), 2, TRUE },   { "Avesnes", FIGURE (0), 3, FALSE },
    { "Dunkerque", FIGURE (1.8), 4, FALSE },
  };
  const CopilRankData data
      = { .head = { .title = "Évolution sur un an", .unit = "pts", .decimals = 1 },
          .items = items,
          .n_items = G_N_ELEMENTS (items),
          .reference = NAN };

  return copil_rank_chart_new (&data);
}

static CopilChart *
make_rank_long (void)
{
  static const CopilRankItem items[] = {
    { "Communauté d’agglomération du Pays de Saint-Omer et du Boulonnais réunis", FIGURE (1234567),
      0, TRUE },
    { "Saint-Germain-en-Laye, Mantes-la-Jolie et Les Mureaux", FIGURE (98765432), 1, FALSE },
    { "A", NO_FIGURE (COPIL_CELL_SECRET), 2, FALSE },
    { "B", NO_FIGURE (COPIL_CELL_NOT_APPLICABLE), 2, FALSE },
  };
  const CopilRankData data = { .head = { .title = "Montants", .unit = "€" },
                               .items = items,
                               .n_items = G_N_ELEMENTS (items),
                               .reference = NAN };

  return copil_rank_chart_new (&data);
}

static CopilChart *
make_rank_empty (void)
{
  const CopilRankData data = { .head = { .title = "Aucun bassin" }, .reference = NAN };

  return copil_rank_chart_new (&data);
}

static CopilChart *
make_spark_empty (void)
{
  const CopilSparkData data = { .head = { .title = "Cambrai" } };

  return copil_spark_chart_new (&data);
}

static CopilChart *
make_columns_negative (void)
{
  CopilFigure figures[6];
  const CopilColumnSeries series = { "Solde", figures };
  const CopilColumnData data = { .head = { .title = "Entrées moins sorties", .unit = "pers." },
                                 .first = MONTH (2026, 5),
                                 .n_periods = 6,
                                 .series = &series,
                                 .n_series = 1,
                                 .reference = NAN };
  static const double values[] = { 120, -80, 40, -160, 0, -30 };

  fill (figures, values, 6);
  return copil_column_chart_new (&data);
}

static CopilChart *
make_columns_many (void)
{
  CopilFigure figures[144];
  const CopilColumnSeries series = { "Nord", figures };
  const CopilColumnData data = { .head = { .title = "Douze ans de contrats", .unit = NULL },
                                 .first = MONTH (2014, 11),
                                 .n_periods = 144,
                                 .series = &series,
                                 .n_series = 1,
                                 .reference = NAN };

  for (guint i = 0; i < 144; i++)
    figures[i] = (CopilFigure) FIGURE (1e6 + 3e5 * sin (i / 7.));
  return copil_column_chart_new (&data);
}

static CopilChart *
make_columns_empty (void)
{
  const CopilColumnData data = { .head = { .title = "Contrats" }, .reference = NAN };

  return copil_column_chart_new (&data);
}

static CopilChart *
make_composition_narrow (void)
{
  static const CopilFigure one[]
      = { FIGURE (1), FIGURE (1), FIGURE (1), FIGURE (1), FIGURE (96), FIGURE (0) };
  static const CopilFigure other[]
      = { FIGURE (30), FIGURE (10), FIGURE (20), FIGURE (20), FIGURE (15), FIGURE (5) };
  static const char *const names[]
      = { "emploi durable", "emploi de moins de 6 mois", "formation", "création d’entreprise",
          "sans solution", "autres" };
  static const CopilCompositionItem items[] = {
    { "Communauté d’agglomération du Pays de Saint-Omer", one, 0, FALSE },
    { "Cambrai", other, 1, TRUE },
  };
  const CopilCompositionData data = { .head = { .title = "Sorties" },
                                      .part_names = names,
                                      .n_parts = 6,
                                      .items = items,
                                      .n_items = 2 };

  return copil_composition_chart_new (&data);
}

static CopilChart *
make_composition_empty (void)
{
  static const CopilFigure none[] = { NO_FIGURE (COPIL_CELL_NOT_AVAILABLE) };
  static const char *const names[] = { "emploi" };
  static const CopilCompositionItem items[] = { { "Cambrai", none, 0, FALSE } };
  const CopilCompositionData data = { .head = { .title = "Orientation" },
                                      .part_names = names,
                                      .n_parts = 1,
                                      .items = items,
                                      .n_items = 1 };

  return copil_composition_chart_new (&data);
}

static CopilChart *
make_histogram_missing (void)
{
  static const CopilHistogramBin bins[] = {
    { -INFINITY, 5, FIGURE (14), 0 },
    { 5, 10, NO_FIGURE (COPIL_CELL_SECRET), 1 },
    { 10, INFINITY, FIGURE (86), 2 },
  };
  const CopilHistogramData data
      = { .head = { .title = "Heures", .unit = "%" },
          .bins = bins,
          .n_bins = 3,
          .target_low = NAN,
          .target_high = NAN,
          .non_response = NO_FIGURE (COPIL_CELL_NOT_APPLICABLE) };

  return copil_histogram_chart_new (&data);
}

static CopilChart *
make_histogram_empty (void)
{
  const CopilHistogramData data
      = { .head = { .title = "Heures" },
          .target_low = 15,
          .target_high = 20,
          .non_response = NO_FIGURE (COPIL_CELL_NOT_AVAILABLE) };

  return copil_histogram_chart_new (&data);
}

static CopilChart *
make_funnel_one (void)
{
  static const CopilFunnelPoint point = { "Lozère", 12, FIGURE (58.3), 48, TRUE, FALSE, 0 };
  const CopilFunnelData data = { .head = { .title = "Un département", .unit = "%", .decimals = 1 },
                                 .points = &point,
                                 .n_points = 1,
                                 .mean = NAN };

  return copil_funnel_chart_new (&data);
}

static CopilChart *
make_funnel_empty (void)
{
  const CopilFunnelData data = { .head = { .title = "Départements" }, .mean = NAN };

  return copil_funnel_chart_new (&data);
}

const Sample samples[] = {
  { "line", 480, 320, FALSE, make_line },
  { "rank", 480, 260, FALSE, make_rank },
  { "bullet", 240, 14, FALSE, make_bullet },
  { "bullet-frame", 240, 14, FALSE, make_bullet_frame },
  { "bullet-secret", 240, 14, FALSE, make_bullet_secret },
  { "spark", 88, 28, FALSE, make_spark },
  { "funnel", 440, 330, FALSE, make_funnel },
  { "histogram", 440, 230, FALSE, make_histogram },
  { "composition", 440, 180, FALSE, make_composition },
  { "columns", 440, 220, FALSE, make_columns },
  { "columns-stacked", 440, 220, FALSE, make_columns_stacked },
  { "columns-share", 440, 220, FALSE, make_columns_share },
  { "map-department", 300, 320, FALSE, make_map_department },
  { "map-france", 460, 400, FALSE, make_map_france },
  { "map-diverging", 460, 380, FALSE, make_map_diverging },
  { "map-circles", 300, 320, FALSE, make_map_circles },
  { "map-circles-france", 460, 380, FALSE, make_map_circles_france },
  { "map-locator", 86, 86, FALSE, make_map_locator },
  { "multiples", 480, 180, FALSE, make_multiples },
  { "line-empty", 340, 200, TRUE, make_line_empty },
  { "line-one", 340, 200, TRUE, make_line_one },
  { "line-constant", 340, 200, TRUE, make_line_constant },
  { "line-zero", 340, 200, TRUE, make_line_zero },
  { "line-negative", 340, 200, TRUE, make_line_negative },
  { "line-huge", 340, 200, TRUE, make_line_huge },
  { "line-enormous", 340, 200, TRUE, make_line_enormous },
  { "line-tiny", 340, 200, TRUE, make_line_tiny },
  { "line-missing", 340, 200, TRUE, make_line_missing },
  { "line-late", 340, 200, TRUE, make_line_late },
  { "line-break", 340, 200, TRUE, make_line_break },
  { "rank-many", 340, 400, TRUE, make_rank_many },
  { "rank-negative", 340, 200, TRUE, make_rank_negative },
  { "rank-long", 340, 200, TRUE, make_rank_long },
  { "rank-empty", 340, 100, TRUE, make_rank_empty },
  { "spark-empty", 88, 28, TRUE, make_spark_empty },
  { "columns-negative", 340, 200, TRUE, make_columns_negative },
  { "columns-many", 340, 200, TRUE, make_columns_many },
  { "columns-empty", 340, 100, TRUE, make_columns_empty },
  { "composition-narrow", 340, 100, TRUE, make_composition_narrow },
  { "composition-empty", 340, 60, TRUE, make_composition_empty },
  { "histogram-missing", 340, 160, TRUE, make_histogram_missing },
  { "histogram-empty", 340, 100, TRUE, make_histogram_empty },
  { "funnel-one", 340, 160, TRUE, make_funnel_one },
  { "funnel-empty", 340, 100, TRUE, make_funnel_empty },
  { "map-basins", 460, 420, TRUE, make_map_basins },
  { "map-narrow", 240, 240, TRUE, make_map_france },
  { "map-overseas", 300, 240, TRUE, make_map_overseas },
  { "map-empty", 300, 80, TRUE, make_map_empty },
  { "multiples-empty", 300, 80, TRUE, make_multiples_empty },
};
const guint n_samples = G_N_ELEMENTS (samples);
