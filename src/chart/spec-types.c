/* spec-types.c: from the members of a description to the data of each chart
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

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
#include "chart/spec-private.h"

/* -- Lines ---------------------------------------------------------------------------------- */

static CopilLineSeries
read_series (CopilSpec  *spec,
             JsonObject *object)
{
  CopilLineSeries series = { .name = copil_spec_text (spec, object, "name"),
                             .first = copil_spec_period (spec, object, "first") };

  series.figures = copil_spec_figures (spec, object, "values", &series.n);
  return series;
}

static void
read_contexts (CopilSpec     *spec,
               JsonObject    *object,
               CopilLineData *data)
{
  JsonArray *array = copil_spec_objects (spec, object, "contexts", &data->n_contexts);
  CopilLineSeries *contexts = copil_spec_alloc (spec, data->n_contexts, sizeof *contexts);

  for (guint i = 0; i < data->n_contexts; i++)
    contexts[i] = read_series (spec, json_array_get_object_element (array, i));
  data->contexts = contexts;
}

static void
read_targets (CopilSpec     *spec,
              JsonObject    *object,
              CopilLineData *data)
{
  JsonArray *array = copil_spec_objects (spec, object, "targets", &data->n_targets);
  CopilLineTarget *targets = copil_spec_alloc (spec, data->n_targets, sizeof *targets);

  for (guint i = 0; i < data->n_targets; i++)
    {
      JsonObject *target = json_array_get_object_element (array, i);
      double value = copil_spec_number (spec, target, "value", 0);

      targets[i] = (CopilLineTarget) { copil_spec_period (spec, target, "period"),
                                       copil_spec_number (spec, target, "low", value),
                                       copil_spec_number (spec, target, "high", value) };
    }
  data->targets = targets;
}

static void
read_limits (CopilSpec     *spec,
             JsonObject    *object,
             CopilLineData *data)
{
  JsonArray *array = copil_spec_objects (spec, object, "limits", &data->n_limits);
  CopilLineLimits *limits = copil_spec_alloc (spec, data->n_limits, sizeof *limits);

  for (guint i = 0; i < data->n_limits; i++)
    {
      JsonObject *limit = json_array_get_object_element (array, i);

      limits[i] = (CopilLineLimits) { copil_spec_period (spec, limit, "first"),
                                      copil_spec_period (spec, limit, "last"),
                                      copil_spec_number (spec, limit, "low", NAN),
                                      copil_spec_number (spec, limit, "centre", NAN),
                                      copil_spec_number (spec, limit, "high", NAN) };
    }
  data->limits = limits;
}

static void
read_words (CopilSpec     *spec,
            JsonObject    *object,
            CopilLineData *data)
{
  JsonArray *notes = copil_spec_objects (spec, object, "notes", &data->n_notes);
  JsonArray *breaks = copil_spec_objects (spec, object, "breaks", &data->n_breaks);
  JsonArray *gaps = copil_spec_objects (spec, object, "gaps", &data->n_gaps);
  CopilLineNote *all_notes = copil_spec_alloc (spec, data->n_notes, sizeof *all_notes);
  CopilLineBreak *all_breaks = copil_spec_alloc (spec, data->n_breaks, sizeof *all_breaks);
  CopilLineGap *all_gaps = copil_spec_alloc (spec, data->n_gaps, sizeof *all_gaps);

  for (guint i = 0; i < data->n_notes; i++)
    {
      JsonObject *note = json_array_get_object_element (notes, i);

      all_notes[i] = (CopilLineNote) { copil_spec_period (spec, note, "period"),
                                       copil_spec_text (spec, note, "label"),
                                       copil_spec_text (spec, note, "detail"),
                                       copil_spec_text (spec, note, "place"),
                                       copil_spec_text (spec, note, "wait") };
      if (all_notes[i].label == NULL)
        copil_spec_fail (spec, "label", "une annotation a un libellé");
    }
  for (guint i = 0; i < data->n_breaks; i++)
    {
      JsonObject *cut = json_array_get_object_element (breaks, i);

      all_breaks[i] = (CopilLineBreak) { copil_spec_period (spec, cut, "period"),
                                         copil_spec_text (spec, cut, "before"),
                                         copil_spec_text (spec, cut, "after") };
    }
  for (guint i = 0; i < data->n_gaps; i++)
    {
      JsonObject *gap = json_array_get_object_element (gaps, i);

      all_gaps[i] = (CopilLineGap) { copil_spec_period (spec, gap, "first"),
                                     copil_spec_period (spec, gap, "last"),
                                     copil_spec_text (spec, gap, "reason") };
    }
  data->notes = all_notes;
  data->breaks = all_breaks;
  data->gaps = all_gaps;
}

CopilChart *
copil_spec_line (CopilSpec  *spec,
                 JsonObject *object)
{
  guint n;
  CopilLineData data = { .head = copil_spec_head (spec, object),
                         .direction = copil_spec_direction (spec, object),
                         .from_zero = copil_spec_bool (spec, object, "from_zero"),
                         .expected = copil_spec_text (spec, object, "expected") };

  data.subject.name = copil_spec_text (spec, object, "name");
  data.subject.first = copil_spec_period (spec, object, "first");
  data.subject.figures = copil_spec_figures (spec, object, "values", &n);
  data.subject.n = n;
  read_contexts (spec, object, &data);
  read_targets (spec, object, &data);
  read_limits (spec, object, &data);
  read_words (spec, object, &data);
  return copil_line_chart_new (&data);
}

CopilChart *
copil_spec_spark (CopilSpec  *spec,
                  JsonObject *object)
{
  CopilSparkData data = { .head = copil_spec_head (spec, object),
                          .first = copil_spec_period (spec, object, "first") };

  data.figures = copil_spec_figures (spec, object, "values", &data.n);
  return copil_spark_chart_new (&data);
}

CopilChart *
copil_spec_multiples (CopilSpec  *spec,
                      JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "items", &n);
  CopilMultiplesItem *items = copil_spec_alloc (spec, n, sizeof *items);
  CopilMultiplesData data
      = { .head = copil_spec_head (spec, object),
          .first = copil_spec_period (spec, object, "first"),
          .items = items,
          .n_items = n,
          .reference = copil_spec_number (spec, object, "reference", NAN),
          .reference_label = copil_spec_text (spec, object, "reference_label") };

  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      items[i].name = copil_spec_text (spec, item, "name");
      items[i].name = items[i].name ? items[i].name : "";
      items[i].outside = (int) CLAMP (copil_spec_number (spec, item, "outside", 0), -1, 1);
      items[i].key = (int) i;
      if (i == 0)
        items[i].figures = copil_spec_figures (spec, item, "values", &data.n_periods);
      else
        items[i].figures = copil_spec_n_figures (spec, item, "values", data.n_periods);
    }
  return copil_multiples_chart_new (&data);
}

/* -- Bars ----------------------------------------------------------------------------------- */

CopilChart *
copil_spec_bullet (CopilSpec  *spec,
                   JsonObject *object)
{
  double target = copil_spec_number (spec, object, "target", NAN);
  CopilBulletData data = { .head = copil_spec_head (spec, object),
                           .figure = copil_spec_get_figure (spec, object, "value"),
                           .target_low = copil_spec_number (spec, object, "target_low", target),
                           .target_high = copil_spec_number (spec, object, "target_high", target),
                           .direction = copil_spec_direction (spec, object),
                           .maximum = copil_spec_number (spec, object, "maximum", 0) };

  return copil_bullet_chart_new (&data);
}

static const char *
read_name (CopilSpec  *spec,
           JsonObject *object)
{
  const char *name = copil_spec_text (spec, object, "name");

  if (name == NULL)
    copil_spec_fail (spec, "name", "un nom est attendu");
  return name ? name : "";
}

CopilChart *
copil_spec_rank (CopilSpec  *spec,
                 JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "items", &n);
  CopilRankItem *items = copil_spec_alloc (spec, n, sizeof *items);
  CopilRankData data = { .head = copil_spec_head (spec, object),
                         .items = items,
                         .n_items = n,
                         .reference = copil_spec_number (spec, object, "reference", NAN),
                         .reference_label = copil_spec_text (spec, object, "reference_label"),
                         .keep_order = copil_spec_bool (spec, object, "keep_order") };

  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      items[i] = (CopilRankItem) { read_name (spec, item),
                                   copil_spec_get_figure (spec, item, "value"), (int) i,
                                   copil_spec_bool (spec, item, "subject") };
    }
  return copil_rank_chart_new (&data);
}

CopilChart *
copil_spec_columns (CopilSpec  *spec,
                    JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "series", &n);
  CopilColumnSeries *series = copil_spec_alloc (spec, n, sizeof *series);
  CopilColumnData data = { .head = copil_spec_head (spec, object),
                           .first = copil_spec_period (spec, object, "first"),
                           .series = series,
                           .n_series = n,
                           .share = copil_spec_bool (spec, object, "share"),
                           .reference = copil_spec_number (spec, object, "reference", NAN),
                           .reference_label = copil_spec_text (spec, object, "reference_label") };

  for (guint i = 0; i < n; i++)
    {
      JsonObject *one = json_array_get_object_element (array, i);

      series[i].name = copil_spec_text (spec, one, "name");
      if (i == 0)
        series[i].figures = copil_spec_figures (spec, one, "values", &data.n_periods);
      else
        series[i].figures = copil_spec_n_figures (spec, one, "values", data.n_periods);
    }
  return copil_column_chart_new (&data);
}

CopilChart *
copil_spec_composition (CopilSpec  *spec,
                        JsonObject *object)
{
  guint n, n_parts;
  JsonArray *parts = copil_spec_objects (spec, object, "parts", &n_parts);
  JsonArray *array = copil_spec_objects (spec, object, "items", &n);
  CopilCompositionItem *items = copil_spec_alloc (spec, n, sizeof *items);
  const char **names = copil_spec_alloc (spec, n_parts, sizeof *names);
  CopilCompositionData data = { .head = copil_spec_head (spec, object),
                                .part_names = names,
                                .n_parts = n_parts,
                                .items = items,
                                .n_items = n };

  for (guint i = 0; i < n_parts; i++)
    names[i] = read_name (spec, json_array_get_object_element (parts, i));
  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      items[i] = (CopilCompositionItem) { read_name (spec, item),
                                          copil_spec_n_figures (spec, item, "values", n_parts),
                                          (int) i, copil_spec_bool (spec, item, "subject") };
    }
  return copil_composition_chart_new (&data);
}

CopilChart *
copil_spec_histogram (CopilSpec  *spec,
                      JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "bins", &n);
  CopilHistogramBin *bins = copil_spec_alloc (spec, n, sizeof *bins);
  CopilHistogramData data
      = { .head = copil_spec_head (spec, object),
          .bins = bins,
          .n_bins = n,
          .x_unit = copil_spec_text (spec, object, "x_unit"),
          .axis_label = copil_spec_text (spec, object, "axis_label"),
          .target_low = copil_spec_number (spec, object, "target_low", NAN),
          .target_high = copil_spec_number (spec, object, "target_high", NAN),
          .non_response = copil_spec_get_figure (spec, object, "non_response"),
          .non_response_label = copil_spec_text (spec, object, "non_response_label") };

  if (!json_object_has_member (object, "non_response"))
    data.non_response.status = COPIL_CELL_NOT_APPLICABLE;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *bin = json_array_get_object_element (array, i);

      bins[i] = (CopilHistogramBin) { copil_spec_number (spec, bin, "low", -INFINITY),
                                      copil_spec_number (spec, bin, "high", INFINITY),
                                      copil_spec_get_figure (spec, bin, "value"), (int) i };
    }
  return copil_histogram_chart_new (&data);
}

/* -- Points and shapes ---------------------------------------------------------------------- */

static void
read_funnel_limits (CopilSpec       *spec,
                    JsonObject      *object,
                    CopilFunnelData *data)
{
  JsonArray *array = copil_spec_objects (spec, object, "limits", &data->n_limits);
  CopilFunnelLimit *limits = copil_spec_alloc (spec, data->n_limits, sizeof *limits);

  for (guint i = 0; i < data->n_limits; i++)
    {
      JsonObject *limit = json_array_get_object_element (array, i);

      limits[i] = (CopilFunnelLimit) { copil_spec_number (spec, limit, "volume", 0),
                                       copil_spec_number (spec, limit, "low95", NAN),
                                       copil_spec_number (spec, limit, "high95", NAN),
                                       copil_spec_number (spec, limit, "low998", NAN),
                                       copil_spec_number (spec, limit, "high998", NAN) };
    }
  data->limits = limits;
}

CopilChart *
copil_spec_funnel (CopilSpec  *spec,
                   JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "points", &n);
  CopilFunnelPoint *points = copil_spec_alloc (spec, n, sizeof *points);
  CopilFunnelData data = { .head = copil_spec_head (spec, object),
                           .points = points,
                           .n_points = n,
                           .mean = copil_spec_number (spec, object, "mean", NAN),
                           .axis_label = copil_spec_text (spec, object, "axis_label"),
                           .noun = copil_spec_text (spec, object, "noun"),
                           .nouns = copil_spec_text (spec, object, "nouns") };

  for (guint i = 0; i < n; i++)
    {
      JsonObject *point = json_array_get_object_element (array, i);

      points[i] = (CopilFunnelPoint) {
        .name = read_name (spec, point),
        .volume = copil_spec_number (spec, point, "volume", NAN),
        .figure = copil_spec_get_figure (spec, point, "value"),
        .key = (int) i,
        .subject = copil_spec_bool (spec, point, "subject"),
        .peer = copil_spec_bool (spec, point, "peer"),
        .outside = (int) CLAMP (copil_spec_number (spec, point, "outside", 0), -1, 1),
      };
    }
  read_funnel_limits (spec, object, &data);
  return copil_funnel_chart_new (&data);
}

/* As a document of territories holds it: {"frame": …, "approximate": …, "rings": …}. */
static CopilOutline *
read_outline (CopilSpec  *spec,
              JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "outline"), *rings = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) fault = NULL;
  CopilOutline *outline = NULL;
  JsonObject *stored;
  const char *frame;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      copil_spec_fail (spec, "outline", "un objet est attendu");
      return NULL;
    }
  stored = json_node_get_object (node);
  frame = copil_spec_text (spec, stored, "frame");
  rings = json_object_get_member (stored, "rings");
  if (frame && rings)
    {
      text = json_to_string (rings, FALSE);
      outline = copil_outline_parse (frame, copil_spec_bool (spec, stored, "approximate"), text,
                                     &fault);
    }
  if (outline == NULL)
    copil_spec_fail (spec, "outline", fault ? fault->message : "frame et rings sont attendus");
  return outline;
}

static CopilMapKind
read_kind (CopilSpec  *spec,
           JsonObject *object)
{
  static const char *const words[] = { "classes", "circles", "locator" };
  const char *text = copil_spec_text (spec, object, "kind");

  for (guint i = 0; text && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i]))
      return (CopilMapKind) i;
  if (text)
    copil_spec_fail (spec, "kind", "classes, circles ou locator est attendu");
  return COPIL_MAP_CLASSES;
}

CopilChart *
copil_spec_map (CopilSpec  *spec,
                JsonObject *object)
{
  guint n;
  JsonArray *array = copil_spec_objects (spec, object, "items", &n);
  CopilMapItem *items = copil_spec_alloc (spec, n, sizeof *items);
  CopilMapData data = { .head = copil_spec_head (spec, object),
                        .kind = read_kind (spec, object),
                        .items = items,
                        .n_items = n,
                        .diverging = copil_spec_bool (spec, object, "diverging"),
                        .caption = copil_spec_text (spec, object, "caption"),
                        .noun = copil_spec_text (spec, object, "noun"),
                        .nouns = copil_spec_text (spec, object, "nouns"),
                        .feminine = copil_spec_bool (spec, object, "feminine"),
                        .of = copil_spec_text (spec, object, "of") };
  CopilChart *chart;

  data.bounds = copil_spec_numbers (spec, object, "bounds", &data.n_bounds);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *item = json_array_get_object_element (array, i);

      items[i] = (CopilMapItem) { read_outline (spec, item), read_name (spec, item),
                                  copil_spec_get_figure (spec, item, "value"), (int) i,
                                  copil_spec_bool (spec, item, "subject") };
    }
  chart = copil_map_chart_new (&data);
  for (guint i = 0; i < n; i++)
    if (items[i].outline)
      copil_outline_unref (items[i].outline);
  return chart;
}
