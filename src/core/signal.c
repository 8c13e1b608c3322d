/* signal.c: whether a figure says something
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/signal.h"

#include <math.h>

#include "core/format.h"

/* Everything the decision looks at. */
typedef struct
{
  const CopilIndicator *indicator;
  const CopilControl   *control;
  CopilPeriod           period;
  const CopilFigure    *figure;
  const CopilTarget    *target;  /* the last milestone, or NULL */
  gboolean              on_way;  /* there is something to reach by now */
  double                low;     /* by now */
  double                high;
  int                   wish;    /* 1: up is better, -1: down is, 0: neither */
} Case;

const char *
copil_signal_get_word (CopilSignal signal)
{
  switch (signal)
    {
    case COPIL_SIGNAL_STABLE: return "Stable";
    case COPIL_SIGNAL_IMPROVEMENT: return "Amélioration";
    case COPIL_SIGNAL_DEGRADATION: return "Dégradation";
    case COPIL_SIGNAL_NO_PROGRESS: return "Sans progrès";
    case COPIL_SIGNAL_BELOW_TRAJECTORY: return "Sous la trajectoire";
    case COPIL_SIGNAL_REACHED: return "Atteint";
    case COPIL_SIGNAL_NOT_ASSESSED:
    default: return "Non évalué";
    }
}

void
copil_assessment_clear (CopilAssessment *self)
{
  g_clear_pointer (&self->reason, g_free);
}

/* -- Reasons -------------------------------------------------------------------------------- */

static char *
describe_limits (const Case *self)
{
  const CopilLimits *limits = &self->control->baseline;
  g_autofree char *low = copil_format_number (limits->low, self->indicator->decimals);
  g_autofree char *high = copil_format_value (limits->high, self->indicator->unit,
                                              self->indicator->decimals);

  return g_strdup_printf ("limites naturelles de %s à %s%s", low, high,
                          self->control->seasonal ? ", hors saison" : "");
}

static char *
describe_run (const Case *self)
{
  const CopilControl *control = self->control;
  const char *side = control->side > 0 ? "au-dessus" : "au-dessous";
  g_autofree char *since = copil_format_period_since (control->since);
  g_autofree char *centre = copil_format_value (control->baseline.centre, self->indicator->unit,
                                                self->indicator->decimals);
  g_autofree char *limits = describe_limits (self);
  g_autofree char *size = copil_format_magnitude (control->change, self->indicator->unit,
                                                  self->indicator->decimals);

  switch (control->run)
    {
    case COPIL_RUN_EIGHT:
      return g_strdup_printf ("Huit valeurs de suite ou plus %s de %s, la moyenne d’avant, %s.",
                              side, centre, since);
    case COPIL_RUN_TWO_OF_THREE:
      return g_strdup_printf ("Deux des trois dernières valeurs s’écartent nettement, %s de la "
                              "moyenne d’avant (%s).",
                              side, centre);
    case COPIL_RUN_TREND:
      return g_strdup_printf ("%s régulière %s, de %s en tout.",
                              control->side > 0 ? "Hausse" : "Baisse", since, size);
    case COPIL_RUN_BEYOND:
    case COPIL_RUN_NONE:
    default:
      return g_strdup_printf ("La dernière valeur est %s des %s.", side, limits);
    }
}

static char *
describe_stable (const Case *self)
{
  g_autofree char *limits = describe_limits (self);

  return g_strdup_printf ("Variation ordinaire, dans les %s.", limits);
}

static char *
describe_gap (const Case *self)
{
  double value = self->figure->value;
  int side = copil_target_get_side (self->indicator, value, self->low, self->high);
  double bound = side > 0 ? self->low : self->high;
  g_autofree char *gap = copil_format_magnitude (bound - value, self->indicator->unit,
                                                 self->indicator->decimals);
  g_autofree char *now = copil_target_describe (self->indicator, self->low, self->high);
  g_autofree char *when = copil_format_period_in (self->period);

  return g_strdup_printf ("Il manque %s pour suivre la trajectoire (%s %s), et l’écart ne se réduit "
                          "pas.",
                          gap, now, when);
}

static char *
describe_target (const Case *self,
                 const char *format)
{
  g_autofree char *target = copil_target_describe (self->indicator, self->target->low,
                                                   self->target->high);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "@", target, 1);
  return g_strdup (text->str);
}

/* Why nothing is said. */
static char *
describe_silence (const Case *self)
{
  const CopilControl *control = self->control;
  g_autofree char *since = NULL;

  if (self->indicator->direction == COPIL_DIRECTION_NONE)
    return g_strdup ("Repère de contexte" COPIL_NBSP ": aucun sens n’est souhaité.");
  if (!copil_cell_status_has_value (self->figure->status))
    return g_strdup_printf ("Valeur %s.", copil_format_value_word (self->figure->status));
  if (control->phase == 0)
    return g_strdup_printf ("Moins de %d valeurs connues.", COPIL_CONTROL_MIN_POINTS);
  since = copil_format_period_of (copil_period_shift (control->first, (int) control->phase));
  return g_strdup_printf ("Moins de %d valeurs depuis la rupture de série %s.",
                          COPIL_CONTROL_MIN_POINTS, since);
}

/* -- The decision --------------------------------------------------------------------------- */

/* What the way asks for a period, in the direction that is wished; NAN where there is none. */
static double
pace_of_way (const Case *self)
{
  int a_year = 12 / copil_period_get_months (self->period);
  double low, high;

  if (!copil_target_at (self->indicator, copil_period_shift (self->period, -a_year), &low, &high))
    return NAN;
  return (self->wish > 0 ? self->low - low : self->high - high) * self->wish / a_year;
}

static gboolean
is_behind (const Case *self)
{
  return self->on_way && self->indicator->targets->len > 1 &&
         !copil_target_is_reached (self->indicator, self->figure->value, self->low, self->high);
}

static gboolean
is_catching_up (const Case *self)
{
  double needed = pace_of_way (self), pace = self->control->pace * self->wish;

  return !isnan (pace) && pace > 0 && (isnan (needed) || pace >= needed);
}

static gboolean
is_nearing (const Case *self)
{
  return self->control->pace * self->wish > 0;
}

static void
set_case (Case *self)
{
  self->target = copil_target_get_last (self->indicator);
  self->on_way = copil_target_at (self->indicator, self->period, &self->low, &self->high);
  self->wish = self->indicator->direction == COPIL_DIRECTION_UP ? 1 : -1;
  if (self->indicator->direction == COPIL_DIRECTION_RANGE)
    self->wish = self->target ? copil_target_get_side (self->indicator, self->figure->value,
                                                       self->target->low, self->target->high)
                              : 0;
}

static CopilAssessment
assess_movement (const Case *self)
{
  int side = self->control->side;

  if (side * self->wish < 0)
    return (CopilAssessment) { COPIL_SIGNAL_DEGRADATION, side, describe_run (self) };
  if (is_behind (self) && !is_catching_up (self))
    return (CopilAssessment) { COPIL_SIGNAL_BELOW_TRAJECTORY, side, describe_gap (self) };
  if (side != 0)
    return (CopilAssessment) { COPIL_SIGNAL_IMPROVEMENT, side, describe_run (self) };
  if (self->target && !is_nearing (self))
    return (CopilAssessment) { COPIL_SIGNAL_NO_PROGRESS, 0,
                               describe_target (self, "Variation ordinaire, et la cible (@) ne se "
                                                      "rapproche pas.") };
  return (CopilAssessment) { COPIL_SIGNAL_STABLE, 0, describe_stable (self) };
}

CopilAssessment
copil_signal_assess (const CopilIndicator *indicator,
                     const CopilControl   *control,
                     CopilPeriod           period,
                     const CopilFigure    *figure)
{
  Case self = { indicator, control, period, figure };

  if (indicator->direction == COPIL_DIRECTION_NONE ||
      !copil_cell_status_has_value (figure->status))
    return (CopilAssessment) { COPIL_SIGNAL_NOT_ASSESSED, 0, describe_silence (&self) };
  set_case (&self);
  if (self.target && copil_target_is_reached (indicator, figure->value, self.target->low,
                                              self.target->high))
    return (CopilAssessment) { COPIL_SIGNAL_REACHED, control->side,
                               describe_target (&self, "La cible (@) est atteinte.") };
  if (control->n_baseline == 0 || self.wish == 0)
    return (CopilAssessment) { COPIL_SIGNAL_NOT_ASSESSED, 0, describe_silence (&self) };
  return assess_movement (&self);
}
