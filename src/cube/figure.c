/* figure.c: the formulas of the indicators, on sums
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/quantile.h"
#include "cube/cube-private.h"

#include <math.h>

/* Counts are exact in a double; their sums over territories with a partial coverage may have
 * been estimated. */
#define SUBSET_TOLERANCE 1e-9

/* Where one figure is read. */
typedef struct
{
  CopilCube            *cube;
  const CopilIndicator *indicator;
  const CopilTerritory *territory;
  CopilPeriod           period;
  gboolean              broken; /* its definition changes inside the period */
} Place;

static const CopilMeasure *
get_measure (const Place *place,
             guint        index)
{
  return copil_catalogue_get_measure (copil_cube_get_catalogue (place->cube), index);
}

/* A change of definition inside a quarter or a year: its months do not count the same thing
 * and are not added up. */
static gboolean
has_break_inside (const CopilIndicator *indicator,
                  CopilPeriod           period)
{
  int first = copil_period_first_month (period).index;
  int last = copil_period_last_month (period).index;

  for (guint i = 0; indicator->breaks != NULL && i < indicator->breaks->len; i++)
    {
      const CopilBreak *rupture = &g_array_index (indicator->breaks, CopilBreak, i);
      int month = copil_period_first_month (rupture->period).index;

      if (month > first && month <= last)
        return TRUE;
    }
  return FALSE;
}

static CopilAmount
read_amount (const Place *place,
             guint        index)
{
  const CopilMeasure *measure = get_measure (place, index);
  CopilAmount amount = copil_cube_amount (place->cube, measure, place->territory->index,
                                          place->period);

  if (place->broken && measure->kind == COPIL_MEASURE_FLOW
      && copil_cell_status_has_value (amount.status))
    amount = (CopilAmount) { NAN, 0, COPIL_CELL_NOT_AVAILABLE, FALSE };
  return amount;
}

static CopilAmount
read_sum (const Place  *place,
          const GArray *measures)
{
  CopilAmount sum = { NAN, 0, COPIL_CELL_NOT_APPLICABLE, TRUE };

  for (guint i = 0; measures != NULL && i < measures->len; i++)
    sum = copil_amount_add (sum, read_amount (place, g_array_index (measures, guint, i)));
  return sum;
}

static CopilFigure
figure_of_amount (CopilAmount amount)
{
  return (CopilFigure) { amount.value, NAN, NAN, amount.coverage, amount.status, amount.complete };
}

static void
withhold (CopilFigure     *figure,
          CopilCellStatus  status)
{
  figure->value = NAN;
  figure->status = status;
}

/* Whether @part is, through one or more steps, a part of one of @wholes. */
static gboolean
is_part_of (const Place        *place,
            const CopilMeasure *part,
            const GArray       *wholes)
{
  guint n_measures = copil_catalogue_get_n_measures (copil_cube_get_catalogue (place->cube));

  for (guint depth = 0; part != NULL && depth < n_measures; depth++)
    {
      int whole = part->subset_of;

      part = NULL;
      for (guint i = 0; whole != 0 && part == NULL && i < n_measures; i++)
        if (get_measure (place, i)->id == whole)
          part = get_measure (place, i);
      for (guint i = 0; part != NULL && i < wholes->len; i++)
        if (g_array_index (wholes, guint, i) == part->index)
          return TRUE;
    }
  return FALSE;
}

static gboolean
counts_parts (const Place *place)
{
  const GArray *parts = place->indicator->numerators;

  for (guint i = 0; i < parts->len; i++)
    if (!is_part_of (place, get_measure (place, g_array_index (parts, guint, i)),
                     place->indicator->denominators))
      return FALSE;
  return TRUE;
}

/* A part greater than its whole is a contradiction between two deliveries, not a rate of
 * 104 %; a ratio of unlike things (actions a contract) may well exceed 1. */
static gboolean
is_contradictory (const Place *place,
                  double       numerator,
                  double       denominator)
{
  return numerator > denominator * (1 + SUBSET_TOLERANCE) && counts_parts (place);
}

static CopilCellStatus
status_of_pair (CopilCellStatus a,
                CopilCellStatus b)
{
  if (a == COPIL_CELL_SECRET || b == COPIL_CELL_SECRET)
    return COPIL_CELL_SECRET;
  if (a == COPIL_CELL_NOT_AVAILABLE || b == COPIL_CELL_NOT_AVAILABLE)
    return COPIL_CELL_NOT_AVAILABLE;
  return MAX (a, b);
}

static CopilFigure
ratio_figure (const Place *place)
{
  CopilAmount numerator = read_sum (place, place->indicator->numerators);
  CopilAmount denominator = read_sum (place, place->indicator->denominators);
  CopilFigure figure = {
    .value = place->indicator->scale * numerator.value / denominator.value,
    .numerator = numerator.value,
    .denominator = denominator.value,
    .coverage = MIN (numerator.coverage, denominator.coverage),
    .status = status_of_pair (numerator.status, denominator.status),
    .complete = numerator.complete && denominator.complete,
  };

  if (!copil_cell_status_has_value (figure.status))
    withhold (&figure, figure.status);
  else if (denominator.value <= 0 || is_contradictory (place, numerator.value, denominator.value))
    withhold (&figure, COPIL_CELL_NOT_AVAILABLE);
  return figure;
}

static CopilFigure
count_figure (const Place *place)
{
  CopilFigure figure = figure_of_amount (read_sum (place, place->indicator->numerators));

  figure.numerator = figure.value;
  return figure;
}

static CopilFigure
published_figure (const Place *place)
{
  return figure_of_amount (read_sum (place, place->indicator->numerators));
}

/* All buckets as one sum, and each into @counts. */
static CopilAmount
read_buckets (const Place *place,
              double      *counts)
{
  const GArray *buckets = place->indicator->buckets;
  CopilAmount whole = { NAN, 0, COPIL_CELL_NOT_APPLICABLE, TRUE };

  for (guint i = 0; buckets != NULL && i < buckets->len; i++)
    {
      CopilAmount amount
        = read_amount (place, g_array_index (buckets, CopilBucket, i).measure);

      counts[i] = amount.value;
      whole = copil_amount_add (whole, amount);
    }
  return whole;
}

/* The formula on buckets that are all there; one that cannot exist here counts nobody. */
static void
apply_histogram (const CopilIndicator *indicator,
                 double               *counts,
                 CopilFigure          *figure)
{
  const CopilBucket *buckets = (const CopilBucket *) (gpointer) indicator->buckets->data;
  guint n = indicator->buckets->len;
  double share;

  for (guint i = 0; i < n; i++)
    if (isnan (counts[i]))
      counts[i] = 0;
  if (indicator->formula == COPIL_FORMULA_MEDIAN)
    {
      figure->value = copil_histogram_quantile (buckets, counts, n, indicator->quantile);
      return;
    }
  share = copil_histogram_share (buckets, counts, n, indicator->share_low, indicator->share_high);
  figure->numerator = share * figure->denominator;
  figure->value = indicator->scale * share;
}

static CopilFigure
histogram_figure (const Place *place)
{
  const CopilIndicator *indicator = place->indicator;
  guint n = indicator->buckets != NULL ? indicator->buckets->len : 0;
  g_autofree double *counts = g_new (double, n + 1);
  CopilAmount whole = read_buckets (place, counts);
  CopilFigure figure = figure_of_amount (whole);

  figure.denominator = whole.value;
  if (copil_cell_status_has_value (whole.status))
    apply_histogram (indicator, counts, &figure);
  if (copil_cell_status_has_value (whole.status) && isnan (figure.value))
    withhold (&figure, COPIL_CELL_NOT_AVAILABLE);
  return figure;
}

/* An indicator exists at some levels only; of a set of its own nothing is known. */
static gboolean
exists_here (const Place *place)
{
  CopilLevel level = place->territory->level;

  return level == COPIL_LEVEL_OTHER || (place->indicator->levels & (1u << level)) != 0;
}

static CopilFigure
figure_at (const Place *place)
{
  if (!exists_here (place))
    return (CopilFigure) { NAN, NAN, NAN, 0, COPIL_CELL_NOT_APPLICABLE, TRUE };
  switch (place->indicator->formula)
    {
    case COPIL_FORMULA_RATIO:
      return ratio_figure (place);
    case COPIL_FORMULA_COUNT:
      return count_figure (place);
    case COPIL_FORMULA_PUBLISHED:
      return published_figure (place);
    case COPIL_FORMULA_MEDIAN:
    case COPIL_FORMULA_SHARE:
    default:
      return histogram_figure (place);
    }
}

/**
 * copil_cube_figure:
 * @period: at any rhythm not finer than the indicator's own
 *
 * Counts are summed first, then the formula is applied (design rule 1). What is missing or
 * secret in one of its parts is so in the figure; the numerator and the denominator are kept
 * where they are known by themselves. The status is the least firm of the parts, the coverage
 * the lowest.
 */
CopilFigure
copil_cube_figure (CopilCube            *self,
                   const CopilIndicator *indicator,
                   const CopilTerritory *territory,
                   CopilPeriod           period)
{
  Place place = { self, indicator, territory, period, has_break_inside (indicator, period) };

  return figure_at (&place);
}

void
copil_cube_figures (CopilCube            *self,
                    const CopilIndicator *indicator,
                    const CopilTerritory *territory,
                    CopilPeriod           first,
                    guint                 n,
                    CopilFigure          *figures)
{
  for (guint i = 0; i < n; i++)
    figures[i] = copil_cube_figure (self, indicator, territory,
                                    copil_period_shift (first, (int) i));
}

void
copil_cube_slice (CopilCube            *self,
                  const CopilIndicator *indicator,
                  CopilPeriod           period,
                  CopilFigure          *figures)
{
  CopilTerritoryList *list = copil_cube_get_territories (self);
  guint n = copil_territory_list_get_size (list);
  Place place = { self, indicator, NULL, period, has_break_inside (indicator, period) };

  for (guint i = 0; i < n; i++)
    {
      place.territory = copil_territory_list_get (list, i);
      figures[i] = figure_at (&place);
    }
}

/**
 * copil_cube_histogram:
 * @counts: (out): as many as the indicator has buckets
 */
void
copil_cube_histogram (CopilCube            *self,
                      const CopilIndicator *indicator,
                      const CopilTerritory *territory,
                      CopilPeriod           period,
                      double               *counts)
{
  Place place = { self, indicator, territory, period, has_break_inside (indicator, period) };

  read_buckets (&place, counts);
}

/* The periods of @rhythm that lie whole inside the span of one measure. */
static gboolean
span_of_measure (CopilCube   *self,
                 guint        index,
                 CopilRhythm  rhythm,
                 int         *first,
                 int         *last)
{
  const CopilMeasure *measure
    = copil_catalogue_get_measure (copil_cube_get_catalogue (self), index);
  int months = copil_period_get_months ((CopilPeriod) { rhythm, 0 });
  int own = copil_period_get_months ((CopilPeriod) { measure->rhythm, 0 });
  int low, high;

  if (!copil_plane_get_span (copil_cube_get_plane (self, index), &low, &high))
    return FALSE;
  low *= own;
  high = high * own + own - 1;
  if (measure->kind == COPIL_MEASURE_STOCK)
    {
      /* It is counted at the end, and holds until it is counted again. */
      low += own - 1 - (months - 1);
      high += own > months ? own - 1 : 0;
    }
  *first = (low + months - 1) / months;
  *last = (high + 1) / months - 1;
  return *first <= *last;
}

static gboolean
narrow_span (CopilCube    *self,
             const GArray *measures,
             CopilRhythm   rhythm,
             int          *first,
             int          *last)
{
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    {
      int low, high;

      if (!span_of_measure (self, g_array_index (measures, guint, i), rhythm, &low, &high))
        return FALSE;
      *first = MAX (*first, low);
      *last = MIN (*last, high);
    }
  return *first <= *last;
}

static gboolean
narrow_span_to_buckets (CopilCube            *self,
                        const CopilIndicator *indicator,
                        int                  *first,
                        int                  *last)
{
  g_autoptr (GArray) measures = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; indicator->buckets != NULL && i < indicator->buckets->len; i++)
    g_array_append_val (measures, g_array_index (indicator->buckets, CopilBucket, i).measure);
  return narrow_span (self, measures, indicator->rhythm, first, last);
}

/**
 * copil_cube_get_span:
 *
 * Where all the measures of the indicator have a value somewhere; a quarter or a year counts
 * when it lies whole in it.
 */
gboolean
copil_cube_get_span (CopilCube            *self,
                     const CopilIndicator *indicator,
                     CopilPeriod          *first,
                     CopilPeriod          *last)
{
  int low = 0, high = G_MAXINT;

  if (!narrow_span (self, indicator->numerators, indicator->rhythm, &low, &high)
      || !narrow_span (self, indicator->denominators, indicator->rhythm, &low, &high)
      || !narrow_span_to_buckets (self, indicator, &low, &high) || high == G_MAXINT)
    return FALSE;
  *first = (CopilPeriod) { indicator->rhythm, low };
  *last = (CopilPeriod) { indicator->rhythm, high };
  return TRUE;
}
