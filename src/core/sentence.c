/* sentence.c: what an indicator says, in a French sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "core/sentence.h"

#include <math.h>

#include "core/format.h"

/* Beyond this nobody plans: the pace is then said to be too slow. */
#define MAX_YEARS 15

/* -- Changes -------------------------------------------------------------------------------- */

static gboolean
is_percentage (const CopilIndicator *indicator)
{
  return g_strcmp0 (indicator->unit, "%") == 0;
}

/* The point of "pers." ends a sentence as well. */
static char *
end_sentence (const char *text)
{
  return g_strconcat (text, g_str_has_suffix (text, ".") ? "" : ".", NULL);
}

/* Whether @delta is seen when it is written. */
static gboolean
shows (const CopilIndicator *indicator,
       double                delta)
{
  return fabs (delta) * pow (10, indicator->decimals) >= 0.5;
}

/* "6,4 points gagnés", "2,0 points perdus", "4,6 pers. de moins": gained and lost only where more
 * is better. */
static char *
write_gain (const CopilIndicator *indicator,
            double                delta)
{
  g_autofree char *size = copil_format_magnitude (delta, indicator->unit, indicator->decimals);
  double power = pow (10, indicator->decimals);
  gboolean several = round (fabs (delta) * power) / power >= 2;

  if (is_percentage (indicator) && indicator->direction == COPIL_DIRECTION_UP)
    return g_strdup_printf ("%s %s%s", size, delta > 0 ? "gagné" : "perdu", several ? "s" : "");
  return g_strdup_printf ("%s de %s", size, delta > 0 ? "plus" : "moins");
}

static char *
write_value (const CopilIndicator *indicator,
             CopilPeriod           period,
             const CopilFigure    *figure)
{
  g_autofree char *value = copil_format_figure (figure, indicator->unit, indicator->decimals);
  g_autofree char *when = copil_format_period_in (period);

  return g_strdup_printf ("%s %s", value, when);
}

static char *
write_movement (const CopilIndicator *indicator,
                const CopilControl   *control,
                CopilPeriod           period,
                const CopilFigure    *figure)
{
  g_autofree char *value = write_value (indicator, period, figure);
  g_autofree char *since = NULL, *gain = NULL, *centre = NULL;

  if (control->n_baseline == 0)
    return g_steal_pointer (&value);
  if (control->run != COPIL_RUN_NONE && shows (indicator, control->change))
    {
      since = copil_format_period_since (control->since);
      gain = write_gain (indicator, control->change);
      return g_strdup_printf ("%s %s", gain, since);
    }
  if (control->seasonal)
    return g_strdup_printf ("%s, variation ordinaire pour la saison", value);
  centre = copil_format_value (control->baseline.centre, indicator->unit, indicator->decimals);
  return g_strdup_printf ("%s, variation ordinaire autour de %s", value, centre);
}

/* -- Outlook -------------------------------------------------------------------------------- */

static const char * const numbers[] = {
  "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
  "douze", "treize", "quatorze", "quinze"
};

/* ", deux ans après l’échéance", or nothing. */
static char *
write_delay (CopilPeriod when,
             CopilPeriod due)
{
  int months = copil_period_last_month (when).index - copil_period_last_month (due).index;
  int years = (months + 6) / 12;

  if (months < 6 || years < 1 || years >= (int) G_N_ELEMENTS (numbers))
    return g_strdup ("");
  return g_strdup_printf (", %s" COPIL_NBSP "%s après l’échéance", numbers[years],
                          years > 1 ? "ans" : "an");
}

/* "la cible de 85 %", "la cible de 20 % au plus", "la cible de 15–20 h" */
static char *
name_target (const CopilIndicator *indicator,
             const CopilTarget    *target)
{
  g_autofree char *text = copil_target_describe (indicator, target->low, target->high);

  return g_strconcat ("la cible de ", text, NULL);
}

/* How the target looks from here, or NULL. */
static char *
write_outlook (const CopilIndicator *indicator,
               const CopilControl   *control,
               const CopilFigure    *figure)
{
  const CopilTarget *target = copil_target_get_last (indicator);
  g_autofree char *name = NULL, *about = NULL, *delay = NULL;
  CopilPeriod when;
  int side;

  if (!target || indicator->direction == COPIL_DIRECTION_NONE || isnan (control->pace))
    return NULL;
  name = name_target (indicator, target);
  side = copil_target_get_side (indicator, figure->value, target->low, target->high);
  if (side == 0)
    return g_strconcat (name, " est atteinte", NULL);
  if (control->run == COPIL_RUN_NONE)
    return NULL;
  if (control->side != side)
    return g_strconcat (name, " s’éloigne", NULL);
  if (control->pace * side <= 0)
    return NULL;
  if (!copil_target_foresee (indicator, control, figure->value, target->low, target->high,
                             MAX_YEARS, &when))
    return g_strdup_printf ("à ce rythme, %s ne serait pas atteinte avant quinze" COPIL_NBSP "ans",
                            name);
  about = copil_format_period_about (when);
  delay = write_delay (when, target->period);
  return g_strdup_printf ("à ce rythme, %s serait atteinte %s%s", name, about, delay);
}

char *
copil_finding_describe (const CopilIndicator *indicator,
                        const CopilControl   *control,
                        CopilPeriod           period,
                        const CopilFigure    *figure)
{
  g_autofree char *movement = NULL, *outlook = NULL, *when = NULL, *joined = NULL;

  if (!copil_cell_status_has_value (figure->status))
    {
      when = copil_format_period_in (period);
      return g_strdup_printf ("Valeur %s %s.", copil_format_value_word (figure->status), when);
    }
  movement = write_movement (indicator, control, period, figure);
  outlook = write_outlook (indicator, control, figure);
  if (!outlook)
    return end_sentence (movement);
  joined = g_strconcat (movement, COPIL_NNBSP "; ", outlook, NULL);
  return end_sentence (joined);
}

/* -- Summaries ------------------------------------------------------------------------------ */

static gboolean
has_break (const CopilIndicator *indicator,
           CopilPeriod           after,
           CopilPeriod           until)
{
  for (guint i = 0; indicator->breaks && i < indicator->breaks->len; i++)
    {
      CopilPeriod period = g_array_index (indicator->breaks, CopilBreak, i).period;

      if (period.index > after.index && period.index <= until.index)
        return TRUE;
    }
  return FALSE;
}

/* ", −2,0 pts sur un an" */
static char *
write_year (const CopilFinding *self)
{
  int a_year = 12 / copil_period_get_months (self->period);
  CopilPeriod before = copil_period_shift (self->period, -a_year);
  double delta = self->figure.value - self->before.value;
  g_autofree char *change = NULL;

  if (!copil_cell_status_has_value (self->before.status) ||
      has_break (self->indicator, before, self->period))
    return g_strdup ("");
  if (!shows (self->indicator, delta))
    return g_strdup (", sans changement sur un" COPIL_NBSP "an");
  change = copil_format_change (delta, self->indicator->unit, self->indicator->decimals);
  return g_strdup_printf (", %s sur un" COPIL_NBSP "an", change);
}

static const char *
get_judgement (CopilSignal signal)
{
  switch (signal)
    {
    case COPIL_SIGNAL_DEGRADATION: return "dégradation";
    case COPIL_SIGNAL_IMPROVEMENT: return "amélioration";
    case COPIL_SIGNAL_BELOW_TRAJECTORY: return "sous la trajectoire";
    case COPIL_SIGNAL_NO_PROGRESS: return "sans progrès vers la cible";
    case COPIL_SIGNAL_REACHED: return "cible atteinte";
    case COPIL_SIGNAL_STABLE: return "variation ordinaire";
    case COPIL_SIGNAL_NOT_ASSESSED:
    default: return NULL;
    }
}

char *
copil_finding_summarise (const CopilFinding *self)
{
  const CopilIndicator *indicator = self->indicator;
  const char *judgement = get_judgement (self->signal);
  g_autofree char *value = copil_format_value (self->figure.value, indicator->unit,
                                               indicator->decimals);
  g_autofree char *year = NULL, *text = NULL;

  if (!copil_cell_status_has_value (self->figure.status))
    return g_strdup_printf ("%s" COPIL_NBSP ": valeur %s.", indicator->short_name,
                            copil_format_value_word (self->figure.status));
  year = write_year (self);
  text = g_strconcat (indicator->short_name, COPIL_NBSP ": ", value, year,
                      judgement != NULL ? COPIL_NNBSP "; " : NULL, judgement, NULL);
  return end_sentence (text);
}

/* What is said when nothing stands out: a calm month is not one of which nothing is known. */
static const char *
describe_calm (const CopilFinding *findings,
               guint               n)
{
  gboolean known = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (findings[i].signal == COPIL_SIGNAL_STABLE)
        return "Aucun changement" COPIL_NBSP ": les indicateurs suivis varient dans leurs limites "
               "naturelles.";
      known |= copil_cell_status_has_value (findings[i].figure.status);
    }
  return known ? "Rien d’évalué" COPIL_NBSP ": trop peu de valeurs sont connues pour juger des "
                 "évolutions."
               : "Aucune donnée" COPIL_NBSP ": les indicateurs suivis n’ont pas de valeur à cette "
                 "période.";
}

GPtrArray *
copil_finding_select (const CopilFinding *findings,
                      guint               n,
                      guint               limit)
{
  static const CopilSignal order[] = {
    COPIL_SIGNAL_DEGRADATION, COPIL_SIGNAL_BELOW_TRAJECTORY, COPIL_SIGNAL_IMPROVEMENT,
    COPIL_SIGNAL_REACHED, COPIL_SIGNAL_NO_PROGRESS
  };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint k = 0; k < G_N_ELEMENTS (order); k++)
    for (guint i = 0; i < n && lines->len < limit; i++)
      if (findings[i].signal == order[k])
        g_ptr_array_add (lines, copil_finding_summarise (&findings[i]));
  if (lines->len == 0 && limit > 0)
    g_ptr_array_add (lines, g_strdup (describe_calm (findings, n)));
  return lines;
}
