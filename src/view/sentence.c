/* sentence.c: the finding of an indicator, in one sentence
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

#include <math.h>

/* Beyond this many years nobody plans: the pace is then said to be too slow. */
#define MAX_YEARS 15

/* "6,4 points gagnés", "2,0 points perdus", "4,6 pers. de moins": gained and lost only where a
 * direction is wished. */
static char *
write_change (const CopilIndicator *indicator,
              double                delta)
{
  g_autofree char *size = copil_format_magnitude (delta, indicator->unit, indicator->decimals);
  gboolean points = g_strcmp0 (indicator->unit, "%") == 0;
  gboolean several = fabs (delta) >= 2;

  if (points && indicator->direction == COPIL_DIRECTION_UP)
    return g_strdup_printf ("%s %s%s", size, delta > 0 ? "gagné" : "perdu", several ? "s" : "");
  return g_strdup_printf ("%s de %s", size, delta > 0 ? "plus" : "moins");
}

static gboolean
rounds_to_zero (const CopilIndicator *indicator,
                double                delta)
{
  return fabs (delta) * pow (10, indicator->decimals) < 0.5;
}

/* How the target looks from here, or NULL. */
static char *
write_outlook (const CopilTile *tile,
               double           delta)
{
  const CopilIndicator *indicator = tile->indicator;
  const GArray *targets = indicator->targets;
  const CopilTarget *last;
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;
  double gap, years;

  if (targets == NULL || targets->len == 0 || indicator->direction == COPIL_DIRECTION_NONE)
    return NULL;
  last = &g_array_index (targets, CopilTarget, targets->len - 1);
  text = _copil_view_target_text (indicator, last->low, last->high);
  if (_copil_view_is_reached (indicator, tile->figure.value, last->low, last->high))
    return g_strdup_printf ("la cible (%s) est atteinte", text);
  gap = (tile->figure.value < last->low ? last->low : last->high) - tile->figure.value;
  years = gap / delta;
  if (isnan (delta) || rounds_to_zero (indicator, delta))
    return NULL;
  if (years < 0)
    return g_strdup_printf ("la cible (%s) s’éloigne", text);
  if (years > MAX_YEARS)
    return g_strdup_printf ("à ce rythme, la cible (%s) ne serait pas atteinte avant %d ans", text,
                            MAX_YEARS);
  when = copil_format_period_about (copil_period_shift (copil_period_last_month (tile->period),
                                                        (int) ceil (years * 12)));
  return g_strdup_printf ("à ce rythme, la cible (%s) serait atteinte %s", text, when);
}

static char *
write_status (const CopilTile *tile)
{
  g_autofree char *when = copil_format_period_in (tile->period);

  return g_strdup_printf ("Valeur %s %s%s%s.", copil_format_status_word (tile->figure.status), when,
                          *tile->late != '\0' ? COPIL_NBSP ": " : "", tile->late);
}

/* The first part: since a year, or where it stands. */
static char *
write_movement (const CopilTile *tile,
                double           delta)
{
  g_autofree char *figure = NULL;
  g_autofree char *when = NULL;
  g_autofree char *change = NULL;

  if (isnan (delta))
    {
      figure = copil_format_figure (&tile->figure, tile->indicator->unit,
                                    tile->indicator->decimals);
      when = copil_format_period_in (tile->period);
      return g_strdup_printf ("%s %s", figure, when);
    }
  if (rounds_to_zero (tile->indicator, delta))
    return g_strdup ("Sans changement sur un an");
  change = write_change (tile->indicator, delta);
  return g_strdup_printf ("%s en un an", change);
}

char *
copil_dashboard_view_build_sentence (CopilDashboardView   *self,
                                     const CopilIndicator *indicator)
{
  g_autoptr(CopilTile) tile = NULL;
  g_autofree char *movement = NULL;
  g_autofree char *outlook = NULL;
  CopilPeriod before;
  CopilFigure base;
  double delta = NAN;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), NULL);

  tile = copil_dashboard_view_build_tile (self, indicator);
  if (!copil_cell_status_has_value (tile->figure.status))
    return write_status (tile);
  before = _copil_view_year_before (tile->period);
  base = copil_cube_figure (self->cube, indicator, self->territory, before);
  if (copil_cell_status_has_value (base.status) &&
      !_copil_view_has_break (indicator, before, tile->period))
    delta = tile->figure.value - base.value;
  movement = write_movement (tile, delta);
  outlook = write_outlook (tile, delta);
  if (outlook == NULL)
    return g_strconcat (movement, ".", NULL);
  return g_strdup_printf ("%s" COPIL_NNBSP "; %s.", movement, outlook);
}
