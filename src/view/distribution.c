/* distribution.c: how an indicator spreads: over classes, or into parts
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/composition-chart.h"
#include "chart/histogram-chart.h"
#include "core/format.h"

#include <math.h>

/* -- Over classes ----------------------------------------------------------------------------- */

/* A share of a histogram does not say in what its classes are counted; the median of the same
 * classes does. */
static const char *
find_unit (CopilDashboardView   *self,
           const CopilIndicator *indicator)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (self->cube);
  guint measure = g_array_index (indicator->buckets, CopilBucket, 0).measure;

  if (indicator->formula == COPIL_FORMULA_MEDIAN)
    return indicator->unit;
  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *other = copil_catalogue_get_indicator (catalogue, i);

      if (other->formula == COPIL_FORMULA_MEDIAN && other->buckets != NULL &&
          other->buckets->len > 0 &&
          g_array_index (other->buckets, CopilBucket, 0).measure == measure)
        return other->unit;
    }
  return NULL;
}

/* One measure by itself, with the rhythm and the breaks of the indicator. */
static CopilFigure
read_measure (CopilDashboardView   *self,
              const CopilIndicator *indicator,
              guint                 measure,
              const CopilTerritory *territory,
              CopilPeriod           period)
{
  CopilIndicator count = *indicator;
  g_autoptr(GArray) numerators = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (numerators, measure);
  count.formula = COPIL_FORMULA_COUNT;
  count.numerators = numerators;
  return copil_cube_figure (self->cube, &count, territory, period);
}

static CopilFigure
share_of (CopilFigure count,
          double      whole)
{
  count.numerator = count.value;
  count.denominator = whole;
  count.value = 100 * count.value / whole;
  if (isnan (whole) || whole <= 0)
    count.status = MAX (count.status, COPIL_CELL_NOT_AVAILABLE);
  return count;
}

static double
sum_counts (const CopilFigure *counts,
            guint              n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += copil_cell_status_has_value (counts[i].status) ? counts[i].value : NAN;
  return sum;
}

static GArray *
list_bins (CopilDashboardView   *self,
           const CopilIndicator *indicator,
           CopilFigure          *undeclared)
{
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);
  guint n = indicator->buckets->len;
  g_autofree CopilFigure *counts = g_new (CopilFigure, n);
  GArray *bins = g_array_sized_new (FALSE, FALSE, sizeof (CopilHistogramBin), n);
  double whole;

  for (guint i = 0; i < n; i++)
    counts[i] = read_measure (self, indicator,
                              g_array_index (indicator->buckets, CopilBucket, i).measure,
                              self->territory, period);
  whole = sum_counts (counts, n);
  if (indicator->undeclared >= 0)
    {
      *undeclared = read_measure (self, indicator, indicator->undeclared, self->territory, period);
      whole += copil_cell_status_has_value (undeclared->status) ? undeclared->value : 0;
      *undeclared = share_of (*undeclared, whole);
    }
  for (guint i = 0; i < n; i++)
    {
      const CopilBucket *bucket = &g_array_index (indicator->buckets, CopilBucket, i);
      CopilHistogramBin bin = { bucket->low, bucket->high, share_of (counts[i], whole), i };

      g_array_append_val (bins, bin);
    }
  return bins;
}

/* What is aimed at, on the axis of the classes. */
static void
find_zone (const CopilIndicator *indicator,
           CopilPeriod           period,
           double               *low,
           double               *high)
{
  *low = *high = NAN;
  if (indicator->formula == COPIL_FORMULA_SHARE)
    {
      *low = indicator->share_low;
      *high = indicator->share_high;
    }
  else if (!copil_target_at (indicator, period, low, high))
    *low = *high = NAN;
}

static CopilChart *
build_histogram (CopilDashboardView   *self,
                 const CopilIndicator *indicator)
{
  CopilFigure undeclared = { NAN, NAN, NAN, 0, COPIL_CELL_NOT_APPLICABLE, TRUE };
  g_autoptr(GArray) bins = list_bins (self, indicator, &undeclared);
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);
  g_autofree char *subtitle = copil_format_period (period);
  g_autofree char *title = g_strdup_printf ("%s, répartition", self->territory->name);
  g_autofree char *axis = g_strdup_printf ("en %% des %s", indicator->denominator_label);
  double low, high;

  find_zone (indicator, period, &low, &high);
  return copil_histogram_chart_new (&(CopilHistogramData) {
    .head = { title, subtitle, NULL, "%", 1 },
    .bins = (const CopilHistogramBin *) bins->data,
    .n_bins = bins->len,
    .x_unit = find_unit (self, indicator),
    .axis_label = axis,
    .target_low = low,
    .target_high = high,
    .non_response = undeclared,
    .non_response_label = "non déclaré",
  });
}

/* -- Into parts ------------------------------------------------------------------------------- */

static void
add_composition (CopilDashboardView   *self,
                 const CopilIndicator *indicator,
                 const CopilTerritory *territory,
                 GArray               *items,
                 GPtrArray            *owned)
{
  CopilPeriod period = copil_dashboard_view_period_of (self, indicator);
  CopilFigure *parts = g_new (CopilFigure, indicator->parts->len);
  CopilCompositionItem item = { territory->name, parts, territory->index,
                                territory == self->territory };

  for (guint i = 0; i < indicator->parts->len; i++)
    parts[i] = read_measure (self, indicator,
                             g_array_index (indicator->parts, CopilPart, i).measure, territory,
                             period);
  g_ptr_array_add (owned, parts);
  g_array_append_val (items, item);
}

static CopilChart *
build_composition (CopilDashboardView   *self,
                   const CopilIndicator *indicator)
{
  g_autoptr(GPtrArray) owned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (CopilCompositionItem));
  g_autofree const char **names = g_new (const char *, indicator->parts->len);
  g_autofree char *title = _copil_view_chart_title (self->territory->name, indicator);
  g_autofree char *subtitle =
    copil_format_period (copil_dashboard_view_period_of (self, indicator));

  for (guint i = 0; i < indicator->parts->len; i++)
    names[i] = g_array_index (indicator->parts, CopilPart, i).name;
  add_composition (self, indicator, self->territory, items, owned);
  for (guint i = 0; i < self->territory->children->len; i++)
    add_composition (self, indicator, g_ptr_array_index (self->territory->children, i), items,
                     owned);
  return copil_composition_chart_new (&(CopilCompositionData) {
    .head = { title, subtitle, NULL, NULL, 0 },
    .part_names = names,
    .n_parts = indicator->parts->len,
    .items = (const CopilCompositionItem *) items->data,
    .n_items = items->len,
  });
}

CopilChart *
copil_dashboard_view_build_histogram (CopilDashboardView   *self,
                                      const CopilIndicator *indicator)
{
  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  if (indicator->parts != NULL && indicator->parts->len > 0)
    return build_composition (self, indicator);
  if ((indicator->formula == COPIL_FORMULA_MEDIAN || indicator->formula == COPIL_FORMULA_SHARE) &&
      indicator->buckets != NULL && indicator->buckets->len > 0)
    return build_histogram (self, indicator);
  return NULL;
}
