/* tile.c: one indicator as a tile or as a row of the key figures
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "view/view-private.h"

#include "core/format.h"

#include <math.h>

/* Beside how many territories one is set. */
#define N_PEERS 8

void
copil_tile_free (CopilTile *self)
{
  g_free (self->value);
  g_free (self->unit);
  g_free (self->change);
  g_free (self->signal_word);
  g_free (self->signal_reason);
  g_free (self->standing);
  g_free (self->coverage);
  g_free (self->target);
  g_free (self->goal);
  g_free (self->late);
  g_free (self->sentence);
  g_free (self);
}

/* -- Compared with what ----------------------------------------------------------------------- */

static char *
join_change (const CopilIndicator *indicator,
             double                delta,
             const char           *after)
{
  g_autofree char *change = NULL;

  if (isnan (delta))
    return g_strdup ("");
  change = copil_format_change (delta, indicator->unit, indicator->decimals);
  return g_strconcat (change, " ", after, NULL);
}

static char *
compare_with_year (CopilDashboardView *self,
                   const CopilTile    *tile)
{
  CopilPeriod before = _copil_view_year_before (tile->period);
  CopilFigure figure = copil_cube_figure (self->cube, tile->indicator, self->territory, before);

  if (_copil_view_has_break (tile->indicator, before, tile->period))
    return g_strdup ("rupture de série");
  if (!copil_cell_status_has_value (figure.status))
    return g_strdup ("");
  return join_change (tile->indicator, tile->figure.value - figure.value, "sur un an");
}

/* From an interval, what lacks to its nearest bound. */
static char *
compare_with_target (const CopilTile *tile)
{
  double low, high, value = tile->figure.value;

  if (!copil_target_at (tile->indicator, tile->period, &low, &high))
    return g_strdup ("");
  if (low < high && value >= low && value <= high)
    return g_strdup ("dans la cible");
  return join_change (tile->indicator, value - (value < low ? low : high), "par rapport à la cible");
}

static char *
share_of_parent (CopilDashboardView *self,
                 const CopilTile    *tile,
                 const CopilFigure  *parent)
{
  g_autofree char *share = NULL;

  if (parent->value <= 0)
    return g_strdup ("");
  share = copil_format_value (100 * tile->figure.value / parent->value, "%", 1);
  return g_strdup_printf ("%s %s", share,
                          copil_dashboard_view_get_whole (self)->genitive);
}

static const char *
to_parent (const CopilTerritory *parent)
{
  switch (parent->level)
    {
    case COPIL_LEVEL_FRANCE:
      return "par rapport à la France";
    case COPIL_LEVEL_REGION:
      return "par rapport à la région";
    case COPIL_LEVEL_DEPARTMENT:
      return "par rapport au département";
    case COPIL_LEVEL_BASIN:
      return "par rapport au bassin";
    case COPIL_LEVEL_OTHER:
    default:
      return "par rapport au périmètre";
    }
}

static char *
compare_with_parent (CopilDashboardView *self,
                     const CopilTile    *tile)
{
  const CopilTerritory *parent = copil_dashboard_view_get_whole (self);
  CopilFigure figure;

  if (parent == NULL)
    return g_strdup ("");
  figure = copil_cube_figure (self->cube, tile->indicator, parent, tile->period);
  if (!copil_cell_status_has_value (figure.status))
    return g_strdup ("");
  if (_copil_view_is_count (tile->indicator))
    return share_of_parent (self, tile, &figure);
  return join_change (tile->indicator, tile->figure.value - figure.value, to_parent (parent));
}

static char *
compare_with_peers (CopilDashboardView *self,
                    const CopilTile    *tile)
{
  g_autoptr(GPtrArray) peers = NULL;
  double values[N_PEERS];

  if (_copil_view_is_count (tile->indicator))
    return g_strdup ("");
  peers = copil_dashboard_view_list_peers (self, N_PEERS);
  for (guint i = 0; i < peers->len; i++)
    {
      CopilFigure figure = copil_cube_figure (self->cube, tile->indicator,
                                              g_ptr_array_index (peers, i), tile->period);

      values[i] = copil_cell_status_has_value (figure.status) ? figure.value : NAN;
    }
  return join_change (tile->indicator,
                      tile->figure.value - _copil_view_median (values, peers->len), 
                      "par rapport aux semblables");
}

static char *
build_change (CopilDashboardView *self,
              const CopilTile    *tile)
{
  if (!copil_cell_status_has_value (tile->figure.status))
    return g_strdup ("");
  switch (self->comparison)
    {
    case COPIL_COMPARISON_TARGET:
      return compare_with_target (tile);
    case COPIL_COMPARISON_PARENT:
      return compare_with_parent (self, tile);
    case COPIL_COMPARISON_PEERS:
      return compare_with_peers (self, tile);
    case COPIL_COMPARISON_YEAR:
    case COPIL_N_COMPARISONS:
    default:
      return compare_with_year (self, tile);
    }
}

/* -- Reservations ----------------------------------------------------------------------------- */

/* Rounded down: 99,7 % is not whole. */
static char *
build_coverage (const CopilFigure *figure)
{
  g_autofree char *share = NULL;

  if (!copil_cell_status_has_value (figure->status) || figure->coverage >= 0.9995)
    return g_strdup ("");
  share = copil_format_value (floor (figure->coverage * 100), "%", 0);
  return g_strdup_printf ("couv. %s", share);
}

static char *
build_standing (const CopilFigure *figure)
{
  if (figure->status == COPIL_CELL_PROVISIONAL || figure->status == COPIL_CELL_ESTIMATED)
    return g_strdup (copil_format_status_word (figure->status));
  return g_strdup ("");
}

/* The last milestone, with its date when it is still to come. */
static void
set_target (CopilTile *tile)
{
  const CopilTarget *last = copil_target_get_last (tile->indicator);
  g_autofree char *text = NULL;
  g_autofree char *when = NULL;

  if (last == NULL || tile->indicator->direction == COPIL_DIRECTION_NONE)
    {
      tile->goal = g_strdup ("");
      tile->target = g_strdup ("");
      return;
    }
  text = copil_target_describe (tile->indicator, last->low, last->high);
  tile->goal = g_strdup_printf ("cible %s", text);
  when = copil_format_period_about (last->period);
  if (copil_period_last_month (last->period).index <= copil_period_last_month (tile->period).index)
    tile->target = g_strdup (tile->goal);
  else
    tile->target = g_strdup_printf ("%s %s", tile->goal, when);
}

/* The period asked for is past and its figures are not there. */
static char *
build_late (CopilDashboardView *self,
            const CopilTile    *tile)
{
  CopilPeriod wanted = copil_period_to_rhythm (self->period, tile->indicator->rhythm);
  CopilPeriod after;
  GDate date;

  if (copil_period_last_month (wanted).index > self->period.index)
    wanted = copil_period_shift (wanted, -1);
  if (tile->period.index >= wanted.index)
    return g_strdup ("");
  after = copil_period_first_month (copil_period_shift (wanted, 1));
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, copil_period_get_ordinal (after), copil_period_get_year (after));
  g_date_add_days (&date, tile->indicator->delay_days);
  return copil_format_expected (&date);
}

static void
append (GString    *text,
        const char *part)
{
  if (*part != '\0')
    g_string_append_printf (text, ", %s", part);
}

static char *
build_sentence (const CopilTile *tile)
{
  g_autofree char *figure =
    copil_format_figure (&tile->figure, tile->indicator->unit, tile->indicator->decimals);
  g_autofree char *when = copil_format_period_in (tile->period);
  g_autofree char *signal = g_utf8_strdown (tile->signal_word, -1);
  GString *text = g_string_new (tile->indicator->name);

  g_string_append_printf (text, COPIL_NBSP ": %s %s", figure, when);
  append (text, tile->standing);
  append (text, tile->change);
  append (text, signal);
  append (text, tile->coverage);
  append (text, tile->target);
  append (text, tile->late);
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

/* -- The tile --------------------------------------------------------------------------------- */

/* What is on its way is neither missing nor late, and nothing is said of it. */
static void
set_arriving (CopilTile *tile)
{
  tile->value = g_strdup ("…");
  tile->unit = g_strdup ("");
  tile->change = g_strdup ("en cours d’arrivée");
  tile->standing = g_strdup ("");
  tile->coverage = g_strdup ("");
  tile->late = g_strdup ("");
  tile->signal_word = g_strdup ("");
  tile->signal_reason = g_strdup ("");
  set_target (tile);
  tile->sentence = g_strdup_printf ("%s" COPIL_NBSP ": %s.", tile->indicator->name, tile->change);
}

CopilTile *
copil_dashboard_view_build_tile (CopilDashboardView   *self,
                                 const CopilIndicator *indicator)
{
  CopilTile *tile = g_new0 (CopilTile, 1);
  gboolean has_value;

  g_return_val_if_fail (COPIL_IS_DASHBOARD_VIEW (self), tile);

  tile->indicator = indicator;
  tile->period = copil_dashboard_view_period_of (self, indicator);
  tile->figure = copil_cube_figure (self->cube, indicator, self->territory, tile->period);
  has_value = copil_cell_status_has_value (tile->figure.status);
  if (!has_value && copil_dashboard_view_is_arriving (self, indicator))
    {
      set_arriving (tile);
      return tile;
    }
  tile->value = has_value ? copil_format_number (tile->figure.value, indicator->decimals)
                          : g_strdup (copil_format_status (tile->figure.status));
  tile->unit = g_strdup (has_value ? copil_format_unit (indicator->unit, tile->figure.value) : "");
  tile->change = build_change (self, tile);
  tile->standing = build_standing (&tile->figure);
  tile->coverage = build_coverage (&tile->figure);
  set_target (tile);
  tile->late = build_late (self, tile);
  _copil_view_judge (self, tile);
  tile->sentence = build_sentence (tile);
  return tile;
}
