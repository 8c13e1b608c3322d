/* control.h: ordinary variation told from change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "core/cell.h"
#include "core/indicator.h"

G_BEGIN_DECLS

/* Statistical process control, as Shewhart charts of single values have it: a series varies
 * within natural limits, three standard deviations on either side of its mean, computed from the
 * differences between neighbouring points, so that a trend does not widen them. Shares with their
 * counts have a Laney p' chart, whose deviation is corrected for what chance alone does not
 * explain; all else has an XmR chart. All of it on what season does not explain. */

/* Fewer values than this tell nothing of what is ordinary. */
#define COPIL_CONTROL_MIN_POINTS 8

/* Natural limits from @first to @last, in the unit of the indicator. */
typedef struct
{
  CopilPeriod first;
  CopilPeriod last;
  double      low;
  double      centre;
  double      high;
} CopilLimits;

/**
 * CopilRun:
 * @COPIL_RUN_NONE: ordinary variation
 * @COPIL_RUN_BEYOND: the last value is beyond a limit
 * @COPIL_RUN_TWO_OF_THREE: two of the last three are beyond two thirds of the way to it
 * @COPIL_RUN_EIGHT: the last eight or more are on the same side of the centre
 * @COPIL_RUN_TREND: all of the last year is on that side, and it goes on rising or falling (Mann
 *   and Kendall, at 5 %); a year that stays where it had come to is no change any more
 */
typedef enum
{
  COPIL_RUN_NONE,
  COPIL_RUN_BEYOND,
  COPIL_RUN_TWO_OF_THREE,
  COPIL_RUN_EIGHT,
  COPIL_RUN_TREND,
} CopilRun;

/**
 * CopilScale:
 * @COPIL_SCALE_LINEAR: season adds the same everywhere
 * @COPIL_SCALE_LOG: season multiplies: counts, delays
 * @COPIL_SCALE_LOGIT: season multiplies the odds: percentages, which stay between 0 and 100
 */
typedef enum
{
  COPIL_SCALE_LINEAR,
  COPIL_SCALE_LOG,
  COPIL_SCALE_LOGIT,
} CopilScale;

/**
 * CopilControl:
 * @values: (array length=n): what season does not explain, from @first on; NAN without a value
 * @limits: (element-type CopilLimits): to be drawn, ascending, apart from each other
 * @baseline: what the last values are judged against: the two years before the last one; the last
 *   one alone when all of it lies on one side of those. Meaningful when @n_baseline is not 0
 * @n_baseline: how many values it was computed from
 * @phase: rank of the first value of the present definition: nothing before is compared
 * @rebased: rank from which the last year is its own baseline, or 0
 * @seasonal: whether a season was found and removed
 * @scale: on which it was
 * @profile: what each month or quarter adds on it
 * @run: whether the last value belongs to a change
 * @side: 1 upwards, -1 downwards; 0 without a run
 * @since: the first period of the run
 * @change: how much it moved: from the mean before to the mean of the last three values of the run;
 *   for a trend, from the first of its values to the last, straightened; NAN without a run
 * @pace: change a period, over the last year at most: the median of all slopes (Theil and Sen);
 *   NAN when fewer than six values tell
 */
typedef struct
{
  CopilPeriod first;
  guint       n;
  double     *values;
  GArray     *limits;
  CopilLimits baseline;
  guint       n_baseline;
  guint       phase;
  guint       rebased;
  gboolean    seasonal;
  CopilScale  scale;
  double      profile[12];
  CopilRun    run;
  int         side;
  CopilPeriod since;
  double      change;
  double      pace;
} CopilControl;

/* @figures: (array length=n): of one territory, from @first on, the last one being judged; give
 * all there is: season takes three years. @marks: (array length=n_marks): dated acts whose effect
 * is looked for; limits are drawn anew from each, but the values after are judged against those
 * before. Breaks of the indicator cut the series: a change of definition is never a change. */
CopilControl *copil_control_new       (const CopilIndicator *indicator,
                                       CopilPeriod           first,
                                       const CopilFigure    *figures,
                                       guint                 n,
                                       const CopilPeriod    *marks,
                                       guint                 n_marks);
void          copil_control_free      (CopilControl         *self);

/* @value, of @limits or @baseline, as it is to be expected at @period: with its season. */
double        copil_control_at        (const CopilControl   *self,
                                       double                value,
                                       CopilPeriod           period);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilControl, copil_control_free)

/* -- Season --------------------------------------------------------------------------------- */

CopilScale    copil_season_get_scale  (const CopilIndicator *indicator,
                                       const double         *values,
                                       guint                 n);
/* @profile: (array length=length): what each month (12) or quarter (4) adds on @scale, of sum 0.
 * @origin: rank in the cycle of the first value. @starts: (array length=n_starts): ranks where
 * a new definition begins. A stable profile: the median over the years of the distance to a
 * centred mean of one cycle. FALSE when there are fewer than three cycles. */
gboolean      copil_season_estimate   (const double         *values,
                                       guint                 n,
                                       CopilScale            scale,
                                       guint                 origin,
                                       guint                 length,
                                       const guint          *starts,
                                       guint                 n_starts,
                                       double               *profile);
double        copil_season_remove     (double                value,
                                       CopilScale            scale,
                                       double                season);

/* -- Funnel --------------------------------------------------------------------------------- */

/* For limits at 95 % and at 99.8 %. */
#define COPIL_FUNNEL_95 1.959963985
#define COPIL_FUNNEL_998 3.090232306

/* Where a share (0 to 1) of @volume persons stays when only chance moves it away from @centre:
 * exact binomial limits, interpolated between counts (Spiegelhalter 2005). @between: 0, or the
 * variance of the rates of territories beside chance, which is then added to it, by the normal law:
 * no territory is quite like another, and a large one must not stand out for that alone. */
void          copil_funnel_share      (double                centre,
                                       double                volume,
                                       double                deviations,
                                       double                between,
                                       double               *low,
                                       double               *high);
/* The same for events a unit of @volume (persons per adviser, suspensions per head): Poisson. */
void          copil_funnel_rate       (double                centre,
                                       double                volume,
                                       double                deviations,
                                       double                between,
                                       double               *low,
                                       double               *high);
/* The variance, at least 0, by which the rates of @n territories differ beside chance: what is too
 * much in the mean square of their standardised distances to @centre, the tenth furthest on each
 * side brought back (DerSimonian and Laird's estimate, as Spiegelhalter has it for funnels). */
double        copil_funnel_between    (const double         *values,
                                       const double         *volumes,
                                       guint                 n,
                                       double                centre,
                                       gboolean              share);

G_END_DECLS
