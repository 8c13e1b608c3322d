/* curve.c: an indicator over time: sparkline, bullet, curve
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "chart/bullet-chart.h"
#include "chart/line-chart.h"
#include "chart/spark-chart.h"
#include "core/format.h"

#include <math.h>

#define N_PEERS 8

/* How far back a curve goes, from January: long enough to see seasons, short enough to read. */
static const int years_back[] = {
  [COPIL_RHYTHM_MONTH] = 3,
  [COPIL_RHYTHM_QUARTER] = 9,
  [COPIL_RHYTHM_YEAR] = 19,
};

/* Two years of months in a tile, and as much as makes a line in other rhythms. */
static const int spark_periods[] = {
  [COPIL_RHYTHM_MONTH] = 24,
  [COPIL_RHYTHM_QUARTER] = 12,
  [COPIL_RHYTHM_YEAR] = 10,
};

/* -- Figures ---------------------------------------------------------------------------------- */

static CopilFigure *
read_figures (CopilDashboardView   *self,
              const CopilIndicator *indicator,
              const CopilTerritory *territory,
              CopilPeriod           first,
              guint                 n)
{
  CopilFigure *figures = g_new (CopilFigure, n);

  copil_cube_figures (self->cube, indicator, territory, first, n, figures);
  return figures;
}

static char *
lower_first (const char *text)
{
  const char *next = g_utf8_next_char (text);
  GString *lower;

  /* "CDI rompus" keeps its capitals. */
  if (*text == '\0' || *next == '\0' || g_unichar_isupper (g_utf8_get_char (next)))
    return g_strdup (text);
  lower = g_string_new (NULL);
  g_string_append_unichar (lower, g_unichar_tolower (g_utf8_get_char (text)));
  g_string_append (lower, next);
  return g_string_free (lower, FALSE);
}

char *
_copil_view_chart_title (const char           *name,
                         const CopilIndicator *indicator)
{
  g_autofree char *lower = lower_first (indicator->name);

  return g_strdup_printf ("%s, %s", name, lower);
}

/* -- Sparkline and bullet --------------------------------------------------------------------- */

CopilChart *
copil_dashboard_view_build_sparkline (CopilDashboardView   *self,
                                      const CopilIndicator *indicator)
{
  guint n = spark_periods[indicator->rhythm];
  CopilPeriod first;
  g_autofree CopilFigure *figures = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  first = copil_period_shift (copil_dashboard_view_period_of (self, indicator), 1 - (int) n);
  figures = read_figures (self, indicator, self->territory, first, n);
  title = _copil_view_chart_title (self->territory->name, indicator);
  return copil_spark_chart_new (&(CopilSparkData) {
    .head = { title, NULL, NULL, indicator->unit, indicator->decimals },
    .first = first,
    .figures = figures,
    .n = n,
  });
}

CopilChart *
copil_dashboard_view_build_bullet (CopilDashboardView   *self,
                                   const CopilIndicator *indicator)
{
  guint n = indicator->targets != NULL ? indicator->targets->len : 0;
  const CopilTarget *target;
  g_autofree char *title = NULL;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  if (n == 0 || indicator->direction == COPIL_DIRECTION_NONE)
    return NULL;
  target = &g_array_index (indicator->targets, CopilTarget, n - 1);
  title = _copil_view_chart_title (self->territory->name, indicator);
  return copil_bullet_chart_new (&(CopilBulletData) {
    .head = { title, NULL, NULL, indicator->unit, indicator->decimals },
    .figure = _copil_view_figure (self, indicator),
    .target_low = target->low,
    .target_high = target->high,
    .direction = indicator->direction,
  });
}

/* -- Curve ------------------------------------------------------------------------------------ */

/* What a curve is built from, freed together. */
typedef struct
{
  CopilPeriod  first;
  guint        n;
  CopilFigure *subject;
  CopilFigure *context;
  char        *context_name;
  GArray      *targets;
  GArray      *breaks;
  GArray      *limits;
  GArray      *notes;
  GPtrArray   *words; /* of the notes */
  char        *title;
} Curve;

static void
curve_clear (Curve *curve)
{
  g_free (curve->subject);
  g_free (curve->context);
  g_free (curve->context_name);
  g_clear_pointer (&curve->targets, g_array_unref);
  g_clear_pointer (&curve->breaks, g_array_unref);
  g_clear_pointer (&curve->limits, g_array_unref);
  g_clear_pointer (&curve->notes, g_array_unref);
  g_clear_pointer (&curve->words, g_ptr_array_unref);
  g_free (curve->title);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Curve, curve_clear)

/* The median of comparable territories, period by period. */
static CopilFigure *
read_peers (CopilDashboardView   *self,
            const CopilIndicator *indicator,
            CopilPeriod           first,
            guint                 n)
{
  g_autoptr(GPtrArray) peers = copil_dashboard_view_list_peers (self, N_PEERS);
  CopilFigure *medians = g_new0 (CopilFigure, n);

  for (guint i = 0; i < n; i++)
    {
      double values[N_PEERS];

      for (guint j = 0; j < peers->len; j++)
        {
          CopilFigure figure = copil_cube_figure (self->cube, indicator,
                                                  g_ptr_array_index (peers, j),
                                                  copil_period_shift (first, i));

          values[j] = copil_cell_status_has_value (figure.status) ? figure.value : NAN;
        }
      medians[i].value = _copil_view_median (values, peers->len);
      medians[i].numerator = medians[i].denominator = NAN;
      medians[i].coverage = 1;
      medians[i].complete = TRUE;
      medians[i].status = isnan (medians[i].value) ? COPIL_CELL_NOT_AVAILABLE : COPIL_CELL_OBSERVED;
    }
  return medians;
}

/* Beside whom the line is set: a count says nothing beside that of a larger territory. */
static void
add_context (CopilDashboardView   *self,
             const CopilIndicator *indicator,
             Curve                *curve)
{
  const CopilTerritory *parent = copil_dashboard_view_get_whole (self);

  if (_copil_view_is_count (indicator))
    return;
  if (self->comparison == COPIL_COMPARISON_PEERS)
    {
      curve->context = read_peers (self, indicator, curve->first, curve->n);
      curve->context_name = g_strdup ("Semblables");
    }
  else if (parent != NULL && (indicator->levels & (1u << parent->level)) != 0)
    {
      curve->context = read_figures (self, indicator, parent, curve->first, curve->n);
      curve->context_name = _copil_view_parent_name (self);
    }
}

static void
add_targets (const CopilIndicator *indicator,
             Curve                *curve)
{
  curve->targets = g_array_new (FALSE, FALSE, sizeof (CopilLineTarget));
  if (indicator->targets == NULL || indicator->direction == COPIL_DIRECTION_NONE)
    return;
  for (guint i = 0; i < indicator->targets->len; i++)
    {
      const CopilTarget *target = &g_array_index (indicator->targets, CopilTarget, i);
      CopilLineTarget point = { target->period, target->low, target->high };

      g_array_append_val (curve->targets, point);
    }
}

static void
add_breaks (const CopilIndicator *indicator,
            Curve                *curve)
{
  curve->breaks = g_array_new (FALSE, FALSE, sizeof (CopilLineBreak));
  for (guint i = 0; indicator->breaks != NULL && i < indicator->breaks->len; i++)
    {
      const CopilBreak *step = &g_array_index (indicator->breaks, CopilBreak, i);
      CopilLineBreak mark = { step->period, NULL, step->label };

      if (step->period.index > curve->first.index)
        g_array_append_val (curve->breaks, mark);
    }
}

/* A series with a season has its band month by month: what is ordinary in June is not in
 * September. */
static void
add_seasonal_band (const CopilControl *control,
                   const CopilLimits  *limits,
                   Curve              *curve)
{
  for (int i = MAX (limits->first.index, curve->first.index); i <= limits->last.index; i++)
    {
      CopilPeriod period = { limits->first.rhythm, i };
      CopilLineLimits band = { period, period, copil_control_at (control, limits->low, period),
                               copil_control_at (control, limits->centre, period),
                               copil_control_at (control, limits->high, period) };

      g_array_append_val (curve->limits, band);
    }
}

/* The bands that meet the curve, cut at its ends. */
static void
add_limits (CopilDashboardView   *self,
            const CopilIndicator *indicator,
            Curve                *curve)
{
  g_autoptr(CopilControl) control = _copil_view_control (self, indicator);

  curve->limits = g_array_new (FALSE, FALSE, sizeof (CopilLineLimits));
  for (guint i = 0; i < control->limits->len; i++)
    {
      const CopilLimits *limits = &g_array_index (control->limits, CopilLimits, i);
      CopilLineLimits band = { limits->first, limits->last, limits->low, limits->centre,
                               limits->high };

      if (band.last.index < curve->first.index)
        continue;
      if (band.first.index < curve->first.index)
        band.first = curve->first;
      if (control->seasonal)
        add_seasonal_band (control, limits, curve);
      else
        g_array_append_val (curve->limits, band);
    }
}

void
copil_dashboard_view_get_curve_span (CopilDashboardView   *self,
                                     const CopilIndicator *indicator,
                                     CopilPeriod          *first,
                                     CopilPeriod          *last)
{
  CopilPeriod start, end;

  *last = copil_dashboard_view_period_of (self, indicator);
  *first = copil_period_new (indicator->rhythm,
                             copil_period_get_year (*last) - years_back[indicator->rhythm], 1);
  if (copil_cube_get_span (self->cube, indicator, &start, &end) && start.index > first->index &&
      start.index <= last->index)
    *first = start;
}

static void
find_first (CopilDashboardView   *self,
            const CopilIndicator *indicator,
            Curve                *curve)
{
  CopilPeriod last;

  copil_dashboard_view_get_curve_span (self, indicator, &curve->first, &last);
  curve->n = last.index - curve->first.index + 1;
}

/* What was said of a month stands at the period that has it. */
static void
add_notes (CopilDashboardView   *self,
           const CopilIndicator *indicator,
           Curve                *curve)
{
  g_autoptr(GPtrArray) annotations = copil_dashboard_view_list_annotations (self, indicator);

  curve->notes = g_array_new (FALSE, FALSE, sizeof (CopilLineNote));
  curve->words = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);
      char *month = copil_format_period (annotation->month);
      char *place = copil_dashboard_view_name_origin (self, annotation);
      CopilLineNote note = { copil_period_to_rhythm (annotation->month, indicator->rhythm),
                             annotation->label, month, place,
                             copil_annotation_get_wait (annotation) };

      g_ptr_array_add (curve->words, month);
      g_ptr_array_add (curve->words, place);
      g_array_append_val (curve->notes, note);
    }
}

CopilChart *
copil_dashboard_view_build_curve (CopilDashboardView   *self,
                                  const CopilIndicator *indicator)
{
  g_auto(Curve) curve = { 0 };
  g_autoptr(CopilTile) tile = NULL;
  CopilLineSeries context;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  tile = copil_dashboard_view_build_tile (self, indicator);
  find_first (self, indicator, &curve);
  curve.subject = read_figures (self, indicator, self->territory, curve.first, curve.n);
  curve.title = _copil_view_chart_title (self->territory->name, indicator);
  add_context (self, indicator, &curve);
  add_targets (indicator, &curve);
  add_breaks (indicator, &curve);
  add_limits (self, indicator, &curve);
  add_notes (self, indicator, &curve);
  context = (CopilLineSeries) { curve.context_name, curve.first, curve.context, curve.n };
  return copil_line_chart_new (&(CopilLineData) {
    .head = { curve.title, indicator->cohort, NULL, indicator->unit, indicator->decimals },
    .subject = { self->territory->name, curve.first, curve.subject, curve.n },
    .contexts = &context,
    .n_contexts = curve.context != NULL,
    .targets = (const CopilLineTarget *) curve.targets->data,
    .n_targets = curve.targets->len,
    .direction = indicator->direction,
    .limits = (const CopilLineLimits *) curve.limits->data,
    .n_limits = curve.limits->len,
    .notes = (const CopilLineNote *) curve.notes->data,
    .n_notes = curve.notes->len,
    .breaks = (const CopilLineBreak *) curve.breaks->data,
    .n_breaks = curve.breaks->len,
    .expected = *tile->late != '\0' ? tile->late : NULL,
  });
}
