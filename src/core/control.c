/* control.c: ordinary variation told from change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/control.h"

#include <math.h>

#include "core/quantile.h"

/* Mean of the difference of two draws of a normal law, in standard deviations. */
#define D2 1.128379167
/* A moving range beyond this times the mean one is an accident; it is left out once. */
#define RANGE_LIMIT 3.267
#define LIMIT 3
#define WARNING 2
#define RUN 8
#define MIN_PACE 6
/* Values whose mean is the present level. */
#define LEVEL 3
/* A trend at 5 %. */
#define TREND 1.96

/* By rhythm: the values that are judged, and at most how many before them make the baseline. */
static const guint recent_length[] = { 12, 4, 3 };
static const guint baseline_length[] = { 24, 12, 10 };
static const guint cycle_length[] = { 12, 4, 1 };

/* A series while its limits are sought. */
typedef struct
{
  const double *values;  /* season removed */
  const double *volumes; /* persons behind each; NULL: an XmR chart */
  double        scale;   /* 100: values are percentages */
} Chart;

/* Centre and spread of some of its values. */
typedef struct
{
  double centre;
  double sigma;  /* XmR: of a value; p': how many times chance */
  double volume; /* p': the mean one */
  guint  n;
} Spread;

/* -- Spread --------------------------------------------------------------------------------- */

/* Standard deviation that chance alone gives to a share of @volume persons. */
static double
chance (const Chart *chart,
        double       centre,
        double       volume)
{
  double p = centre / chart->scale;

  return chart->scale * sqrt (MAX (p * (1 - p), 0) / MAX (volume, 1));
}

static double
sigma_at (const Chart  *chart,
          const Spread *spread,
          double        volume)
{
  return chart->volumes ? spread->sigma * chance (chart, spread->centre, volume) : spread->sigma;
}

static double
volume_at (const Chart *chart,
           guint        i)
{
  return chart->volumes ? chart->volumes[i] : 1;
}

/* Weighted mean of the values at most @deviations from the present centre. */
static guint
mean_within (const Chart  *chart,
             const Spread *spread,
             guint         from,
             guint         to,
             double        deviations,
             double       *mean)
{
  double sum = 0, weights = 0;
  guint count = 0;

  for (guint i = from; i < to; i++)
    {
      double volume = volume_at (chart, i), gap = fabs (chart->values[i] - spread->centre);

      if (isnan (gap) || gap > deviations * sigma_at (chart, spread, volume))
        continue;
      sum += chart->values[i] * volume;
      weights += volume;
      count++;
    }
  *mean = sum / weights;
  return count;
}

/* Begins at the median, which no accident moves. */
static void
set_median (const Chart *chart,
            guint        from,
            guint        to,
            Spread      *spread)
{
  double volume = 0;

  for (guint i = from; i < to; i++)
    if (!isnan (chart->values[i]))
      {
        volume += volume_at (chart, i);
        spread->n++;
      }
  spread->volume = spread->n > 0 ? volume / spread->n : 0;
  spread->centre = copil_quantile_of (chart->values + from, to - from, 0.5);
}

/* The mean then, accidents left out; of all when most are far from the median, as on a slope. */
static void
set_centre (const Chart *chart,
            guint        from,
            guint        to,
            Spread      *spread)
{
  double mean;

  if (3 * mean_within (chart, spread, from, to, LIMIT, &mean) < 2 * spread->n)
    mean_within (chart, spread, from, to, INFINITY, &mean);
  spread->centre = mean;
}

/* Mean distance between neighbours that exist both, those up to @most alone. */
static double
mean_range (const Chart  *chart,
            const Spread *spread,
            guint         from,
            guint         to,
            double        most)
{
  double sum = 0;
  guint count = 0;

  for (guint i = from + 1; i < to; i++)
    {
      double before = chart->values[i - 1] - spread->centre;
      double now = chart->values[i] - spread->centre, range;

      if (isnan (before) || isnan (now))
        continue;
      if (chart->volumes)
        {
          before /= MAX (chance (chart, spread->centre, chart->volumes[i - 1]), 1e-12);
          now /= MAX (chance (chart, spread->centre, chart->volumes[i]), 1e-12);
        }
      range = fabs (now - before);
      if (range <= most)
        {
          sum += range;
          count++;
        }
    }
  return count > 0 ? sum / count : 0;
}

static double
find_sigma (const Chart  *chart,
            const Spread *spread,
            guint         from,
            guint         to)
{
  double range = mean_range (chart, spread, from, to, INFINITY);

  return mean_range (chart, spread, from, to, RANGE_LIMIT * range) / D2;
}

static Spread
measure (const Chart *chart,
         guint        from,
         guint        to)
{
  Spread spread = { 0 };

  set_median (chart, from, to, &spread);
  spread.sigma = find_sigma (chart, &spread, from, to);
  set_centre (chart, from, to, &spread);
  spread.sigma = find_sigma (chart, &spread, from, to);
  return spread;
}

/* -- Limits --------------------------------------------------------------------------------- */

static CopilLimits
limits_of (const CopilControl   *self,
           const CopilIndicator *indicator,
           const Chart          *chart,
           const Spread         *spread,
           guint                 from,
           guint                 to)
{
  double reach = LIMIT * sigma_at (chart, spread, spread->volume);
  CopilLimits limits = {
    copil_period_shift (self->first, (int) from), copil_period_shift (self->first, (int) to - 1),
    spread->centre - reach, spread->centre, spread->centre + reach
  };

  /* Only published figures may be negative. */
  if (indicator->formula != COPIL_FORMULA_PUBLISHED)
    limits.low = MAX (limits.low, 0);
  if (chart->volumes)
    limits.high = MIN (limits.high, chart->scale);
  return limits;
}

static guint
count_values (const double *values,
              guint         from,
              guint         to)
{
  guint count = 0;

  for (guint i = from; i < to; i++)
    count += !isnan (values[i]);
  return count;
}

/* The rank such that @count values lie from it to @to; @from when there are fewer. */
static guint
go_back (const double *values,
         guint         from,
         guint         to,
         guint         count)
{
  while (to > from && count > 0)
    count -= !isnan (values[--to]) ? 1 : 0;
  return to;
}

/* What the values of a phase are held against: those before the last year, or all of them while
 * there is hardly more than a year. FALSE when there are too few. */
static gboolean
choose_baseline (const double *values,
                 CopilRhythm   rhythm,
                 guint         from,
                 guint         to,
                 guint        *first,
                 guint        *last)
{
  guint n = count_values (values, from, to);

  *first = from;
  *last = to;
  if (n < COPIL_CONTROL_MIN_POINTS)
    return FALSE;
  if (n >= recent_length[rhythm] + COPIL_CONTROL_MIN_POINTS)
    {
      *last = go_back (values, from, to, recent_length[rhythm]);
      *first = go_back (values, from, *last, baseline_length[rhythm]);
    }
  return TRUE;
}

static int
compare_ranks (gconstpointer a,
               gconstpointer b)
{
  return (int) *(const guint *) a - (int) *(const guint *) b;
}

/* Ranks, in order, where definitions change, and where marks stand when they are given. */
static GArray *
list_starts (const CopilControl   *self,
             const CopilIndicator *indicator,
             const CopilPeriod    *marks,
             guint                 n_marks)
{
  GArray *starts = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n_breaks = indicator->breaks ? indicator->breaks->len : 0;

  for (guint i = 0; i < n_breaks + n_marks; i++)
    {
      CopilPeriod period = i < n_breaks
                             ? g_array_index (indicator->breaks, CopilBreak, i).period
                             : copil_period_to_rhythm (marks[i - n_breaks], self->first.rhythm);
      guint rank = (guint) (period.index - self->first.index);

      if (period.index > self->first.index && rank < self->n)
        g_array_append_val (starts, rank);
    }
  if (self->rebased > 0)
    g_array_append_val (starts, self->rebased);
  g_array_sort (starts, compare_ranks);
  return starts;
}

/* One band a phase: a past one from its last two years, the present one from its baseline on. */
static void
add_limits (CopilControl         *self,
            const CopilIndicator *indicator,
            const Chart          *chart,
            guint                 from,
            guint                 to)
{
  CopilRhythm rhythm = self->first.rhythm;
  guint first = from, last = to;
  CopilLimits limits;
  Spread spread;

  if (to == self->n)
    {
      if (!choose_baseline (chart->values, rhythm, from, to, &first, &last))
        return;
    }
  else
    {
      first = go_back (chart->values, from, to, baseline_length[rhythm]);
      if (count_values (chart->values, first, to) < COPIL_CONTROL_MIN_POINTS)
        return;
    }
  spread = measure (chart, first, last);
  limits = limits_of (self, indicator, chart, &spread, first, to);
  g_array_append_val (self->limits, limits);
}

static void
draw_limits (CopilControl         *self,
             const CopilIndicator *indicator,
             const Chart          *chart,
             const CopilPeriod    *marks,
             guint                 n_marks)
{
  g_autoptr (GArray) starts = list_starts (self, indicator, marks, n_marks);
  guint from = 0;

  for (guint i = 0; i <= starts->len; i++)
    {
      guint to = i < starts->len ? g_array_index (starts, guint, i) : self->n;

      if (to > from)
        add_limits (self, indicator, chart, from, to);
      from = to;
    }
}

/* -- Runs ----------------------------------------------------------------------------------- */

/* Half of the last digit that is written. */
static double
least_shown (const CopilIndicator *indicator)
{
  return 0.5 * pow (10, -indicator->decimals);
}

/* Standardised distances of the values judged, the last one first. A distance that is not seen
 * when it is written is none, however regular the series. */
static guint
list_distances (const CopilControl   *self,
                const CopilIndicator *indicator,
                const Chart          *chart,
                const Spread         *spread,
                guint                 from,
                double               *distances,
                guint                *ranks)
{
  double least = least_shown (indicator);
  guint count = 0;

  for (guint i = self->n; i > from; i--)
    {
      double gap = chart->values[i - 1] - spread->centre;
      double sigma = sigma_at (chart, spread, volume_at (chart, i - 1));

      if (isnan (gap))
        continue;
      /* A series that never moved: any move is one. */
      distances[count] = fabs (gap) < least ? 0 : sigma > 0 ? gap / sigma
                                                            : copysign (INFINITY, gap);
      ranks[count++] = i - 1;
    }
  return count;
}

static guint
count_beyond (const double *distances,
              guint         n,
              double        limit,
              int           side)
{
  guint count = 0;

  for (guint i = 0; i < n; i++)
    count += distances[i] * side > limit;
  return count;
}

/* How many of the first @n stand on @side without a stop. */
static guint
count_run (const double *distances,
           guint         n,
           int           side)
{
  guint length = 0;

  while (length < n && distances[length] * side > 0)
    length++;
  return length;
}

static double
mean_of (const double *values,
         guint         from,
         guint         to)
{
  double sum = 0;
  guint count = 0;

  for (guint i = from; i < to; i++)
    if (!isnan (values[i]))
      {
        sum += values[i];
        count++;
      }
  return count > 0 ? sum / count : NAN;
}

/* Length of the run to which the last value belongs, 0 without one. */
static guint
find_run (CopilControl *self,
          const double *distances,
          guint         n)
{
  int side = n > 0 && distances[0] < 0 ? -1 : 1;
  guint length = count_run (distances, n, side);

  self->run = COPIL_RUN_NONE;
  if (length >= RUN)
    self->run = COPIL_RUN_EIGHT;
  else if (length > 0 && distances[0] * side > WARNING &&
           count_beyond (distances, MIN (n, 3), WARNING, side) >= 2)
    self->run = COPIL_RUN_TWO_OF_THREE;
  else if (length > 0 && distances[0] * side > LIMIT)
    self->run = COPIL_RUN_BEYOND;
  self->side = self->run == COPIL_RUN_NONE ? 0 : side;
  return self->run == COPIL_RUN_NONE ? 0 : length;
}

/* Judges the values from @from on against those of @first to @last. Returns whether all of them
 * are one run. */
static gboolean
judge_against (CopilControl         *self,
               const CopilIndicator *indicator,
               const Chart          *chart,
               guint                 first,
               guint                 last,
               guint                 from)
{
  g_autofree double *distances = g_new (double, self->n);
  g_autofree guint *ranks = g_new (guint, self->n);
  Spread spread = measure (chart, first, last);
  guint count = list_distances (self, indicator, chart, &spread, from, distances, ranks), length;

  self->baseline = limits_of (self, indicator, chart, &spread, first, last);
  self->n_baseline = spread.n;
  self->change = NAN;
  length = isnan (self->values[self->n - 1]) ? 0 : find_run (self, distances, count);
  if (length == 0)
    return FALSE;
  self->since = copil_period_shift (self->first, (int) ranks[length - 1]);
  /* Where it is now: the last values of the run, not one alone, which is noisy. */
  self->change = mean_of (chart->values, ranks[MIN (length, LEVEL) - 1], self->n) - spread.centre;
  return length == count;
}

/* Kendall's score of the values from @from on, in its standard deviations: how much more often
 * a later one is above an earlier one than below. */
static double
score_trend (const double *values,
             guint         from,
             guint         to)
{
  double score = 0, n = count_values (values, from, to), deviation;

  for (guint i = from; i < to; i++)
    for (guint j = i + 1; j < to; j++)
      if (!isnan (values[i]) && !isnan (values[j]))
        score += (values[j] > values[i]) - (values[j] < values[i]);
  deviation = sqrt (n * (n - 1) * (2 * n + 5) / 18);
  if (score == 0 || !(deviation > 0))
    return 0;
  return (score - copysign (1, score)) / deviation;
}

static void
judge_trend (CopilControl         *self,
             const CopilIndicator *indicator,
             const Chart          *chart,
             guint                 from)
{
  double score = score_trend (chart->values, from, self->n);
  double change = self->pace * (self->n - 1 - from);

  judge_against (self, indicator, chart, from, self->n, from);
  /* On its own mean a trend has a run on one side, which is no news of its own. */
  if (fabs (score) > TREND && fabs (change) >= least_shown (indicator))
    {
      self->run = COPIL_RUN_TREND;
      self->side = score > 0 ? 1 : -1;
      self->since = copil_period_shift (self->first, (int) from);
      self->change = change;
    }
  else if (self->run == COPIL_RUN_EIGHT)
    {
      self->run = COPIL_RUN_NONE;
      self->side = 0;
      self->change = NAN;
    }
}

static void
judge (CopilControl         *self,
       const CopilIndicator *indicator,
       const Chart          *chart)
{
  guint first, last;

  if (!choose_baseline (chart->values, self->first.rhythm, self->phase, self->n, &first, &last))
    return;
  /* Before a year has passed the values are their own baseline. */
  if (last == self->n)
    judge_trend (self, indicator, chart, self->phase);
  else if (judge_against (self, indicator, chart, first, last, last) &&
           count_values (chart->values, last, self->n) >= COPIL_CONTROL_MIN_POINTS)
    {
      self->rebased = last;
      judge_trend (self, indicator, chart, last);
    }
}

/* -- Pace ----------------------------------------------------------------------------------- */

static double
find_pace (const CopilControl *self)
{
  CopilRhythm rhythm = self->first.rhythm;
  guint from = go_back (self->values, self->phase, self->n,
                        MAX (recent_length[rhythm], MIN_PACE));
  guint length = self->n - from, count = 0;
  g_autofree double *slopes = g_new (double, (gsize) length * length / 2 + 1);

  if (count_values (self->values, from, self->n) < MIN_PACE)
    return NAN;
  for (guint i = from; i < self->n; i++)
    for (guint j = i + 1; j < self->n; j++)
      if (!isnan (self->values[i]) && !isnan (self->values[j]))
        slopes[count++] = (self->values[j] - self->values[i]) / (j - i);
  return copil_quantile (slopes, copil_quantile_sort (slopes, count), 0.5);
}

/* -- The whole ------------------------------------------------------------------------------ */

/* A share has a p' chart where each value has its persons, and none exceeds the whole. */
static double *
list_volumes (const CopilIndicator *indicator,
              const CopilFigure    *figures,
              guint                 n)
{
  g_autofree double *volumes = g_new (double, n);

  if (g_strcmp0 (indicator->unit, "%") != 0 || (indicator->formula != COPIL_FORMULA_RATIO &&
                                                indicator->formula != COPIL_FORMULA_SHARE))
    return NULL;
  for (guint i = 0; i < n; i++)
    {
      volumes[i] = figures[i].denominator;
      if (copil_cell_status_has_value (figures[i].status) &&
          !(figures[i].denominator > 0 && figures[i].numerator <= figures[i].denominator))
        return NULL;
    }
  return g_steal_pointer (&volumes);
}

static void
remove_season (CopilControl         *self,
               const CopilIndicator *indicator,
               const GArray         *starts)
{
  guint length = cycle_length[self->first.rhythm];
  guint origin = (guint) (self->first.index % (int) length);

  self->scale = copil_season_get_scale (indicator, self->values, self->n);
  if (!indicator->seasonal ||
      !copil_season_estimate (self->values, self->n, self->scale, origin, length,
                              (const guint *) starts->data, starts->len, self->profile))
    return;
  self->seasonal = TRUE;
  for (guint i = 0; i < self->n; i++)
    self->values[i] = copil_season_remove (self->values[i], self->scale,
                                           self->profile[(i + origin) % length]);
}

double
copil_control_at (const CopilControl *self,
                  double              value,
                  CopilPeriod         period)
{
  guint length = cycle_length[self->first.rhythm];

  /* A limit may lie where the scale has no place, a value never does. */
  if (!self->seasonal || (self->scale != COPIL_SCALE_LINEAR && value <= 0) ||
      (self->scale == COPIL_SCALE_LOGIT && value >= 100))
    return value;
  return copil_season_remove (value, self->scale, -self->profile[period.index % (int) length]);
}

CopilControl *
copil_control_new (const CopilIndicator *indicator,
                   CopilPeriod           first,
                   const CopilFigure    *figures,
                   guint                 n,
                   const CopilPeriod    *marks,
                   guint                 n_marks)
{
  CopilControl *self = g_new0 (CopilControl, 1);
  g_autofree double *volumes = n > 0 ? list_volumes (indicator, figures, n) : NULL;
  g_autoptr (GArray) starts = NULL;
  Chart chart;

  self->first = first;
  self->n = n;
  self->values = g_new (double, MAX (n, 1));
  self->limits = g_array_new (FALSE, FALSE, sizeof (CopilLimits));
  self->change = self->pace = NAN;
  for (guint i = 0; i < n; i++)
    self->values[i] = copil_cell_status_has_value (figures[i].status) ? figures[i].value : NAN;
  starts = list_starts (self, indicator, NULL, 0);
  self->phase = starts->len > 0 ? g_array_index (starts, guint, starts->len - 1) : 0;
  if (n == 0)
    return self;
  remove_season (self, indicator, starts);
  chart = (Chart) { self->values, volumes, indicator->scale };
  self->pace = find_pace (self);
  judge (self, indicator, &chart);
  draw_limits (self, indicator, &chart, marks, n_marks);
  return self;
}

void
copil_control_free (CopilControl *self)
{
  g_free (self->values);
  g_array_unref (self->limits);
  g_free (self);
}
