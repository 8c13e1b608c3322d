/* effect.c: what an import changes, said in terms of indicators
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/effect.h"

#include <math.h>

#include "core/format.h"

/* One line a indicator, territory and period, whatever number of its measures changed. */
typedef struct
{
  const CopilIndicator *indicator;
  const CopilTerritory *territory;
  CopilPeriod           period;
  CopilFigure           before;
  const CopilImportEffect *effect; /* told by itself where there is no indicator */
} Line;

static gboolean
has_line (GArray     *lines,
          const Line *wanted)
{
  for (guint i = 0; i < lines->len; i++)
    {
      const Line *line = &g_array_index (lines, Line, i);

      if (line->indicator == wanted->indicator && line->territory == wanted->territory &&
          copil_period_equal (line->period, wanted->period))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_line (GArray                  *lines,
          CopilCube               *cube,
          const CopilImportEffect *effect,
          Line                     line)
{
  line.period = copil_period_to_rhythm (effect->period, line.indicator->rhythm);
  if (has_line (lines, &line))
    return TRUE;
  line.before = copil_cube_figure (cube, line.indicator, line.territory, line.period);
  /* Of a level where the indicator is not published nothing is said. */
  if (line.before.status == COPIL_CELL_NOT_APPLICABLE)
    return FALSE;
  g_array_append_val (lines, line);
  return TRUE;
}

static void
add_lines (GArray                  *lines,
           CopilCube               *cube,
           const CopilImportEffect *effect,
           guint                    limit)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  Line bare = { .effect = effect };
  gboolean told = FALSE;

  bare.territory = copil_territory_list_by_id (copil_cube_get_territories (cube),
                                               effect->territory);
  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue) && lines->len < limit; i++)
    {
      Line line = bare;

      line.indicator = copil_catalogue_get_indicator (catalogue, i);
      if (line.territory != NULL && copil_indicator_uses (line.indicator, effect->measure))
        told |= add_line (lines, cube, effect, line);
    }
  if (!told && lines->len < limit)
    g_array_append_val (lines, bare);
}

static double
get_coverage (CopilCube               *cube,
              const CopilImportEffect *effect,
              guint                    territory)
{
  CopilSeries series;
  int offset;

  if (!copil_cube_get_series (cube, effect->measure, territory, &series))
    return 1;
  offset = effect->period.index - series.first.index;
  return offset >= 0 && offset < (int) series.n ? series.coverages[offset] / 10000.0 : 1;
}

/* Puts the changed cells in, or back; @coverages keeps what the cube said meanwhile. */
static void
apply (CopilCube *cube,
       GArray    *effects,
       double    *coverages,
       gboolean   after)
{
  for (guint i = 0; i < effects->len; i++)
    {
      const CopilImportEffect *effect = &g_array_index (effects, CopilImportEffect, i);
      const CopilTerritory *territory = copil_territory_list_by_id (
        copil_cube_get_territories (cube), effect->territory);

      if (territory == NULL)
        continue;
      if (after)
        coverages[i] = get_coverage (cube, effect, territory->index);
      copil_cube_put_cell (cube, effect->measure, territory->index, effect->period,
                           after ? effect->after : effect->before,
                           after ? effect->after_status : effect->before_status, coverages[i]);
    }
}

static CopilEffectLine *
describe (CopilCube  *cube,
          const Line *line)
{
  const CopilIndicator *indicator = line->indicator;
  CopilFigure figure = copil_cube_figure (cube, indicator, line->territory, line->period);
  CopilEffectLine *told = g_new0 (CopilEffectLine, 1);

  told->name = g_strdup (indicator->name);
  told->place = g_strdup (line->territory->name);
  told->period = copil_format_period (line->period);
  told->before = copil_format_figure (&line->before, indicator->unit, indicator->decimals);
  told->after = copil_format_figure (&figure, indicator->unit, indicator->decimals);
  return told;
}

static char *
format_cell (double          value,
             CopilCellStatus status)
{
  double rounded = round (value);

  if (!copil_cell_status_has_value (status))
    return g_strdup (copil_format_status (status));
  return copil_format_number (value, fabs (value - rounded) < 1e-9 ? 0 : 2);
}

static CopilEffectLine *
describe_bare (CopilCube                *cube,
               const CopilImportOutcome *outcome,
               const Line               *line)
{
  const CopilImportEffect *effect = line->effect;
  const char *name = g_hash_table_lookup (outcome->names, GINT_TO_POINTER (effect->territory));
  CopilEffectLine *told = g_new0 (CopilEffectLine, 1);

  told->name =
    g_strdup (copil_catalogue_get_measure (copil_cube_get_catalogue (cube), effect->measure)->name);
  told->place = g_strdup (line->territory != NULL ? line->territory->name
                          : name != NULL          ? name
                                                  : "");
  told->period = copil_format_period (effect->period);
  told->before = format_cell (effect->before, effect->before_status);
  told->after = format_cell (effect->after, effect->after_status);
  return told;
}

/* An indicator that shows the same before and after (one part of it is not there, or the change is
 * smaller than what is shown) says nothing of what came: the measure does. */
static CopilEffectLine *
describe_best (CopilCube                *cube,
               const CopilImportOutcome *outcome,
               const Line               *line)
{
  g_autoptr (CopilEffectLine) told = line->indicator != NULL ? describe (cube, line) : NULL;

  if (told != NULL && !g_str_equal (told->before, told->after))
    return g_steal_pointer (&told);
  return describe_bare (cube, outcome, line);
}

/* Two indicators may come down to the same measure. */
static void
tell (GPtrArray       *told,
      CopilEffectLine *line)
{
  for (guint i = 0; i < told->len; i++)
    {
      const CopilEffectLine *other = g_ptr_array_index (told, i);

      if (g_str_equal (other->name, line->name) && g_str_equal (other->place, line->place) &&
          g_str_equal (other->period, line->period))
        {
          copil_effect_line_free (line);
          return;
        }
    }
  g_ptr_array_add (told, line);
}

void
copil_effect_line_free (CopilEffectLine *self)
{
  g_free (self->name);
  g_free (self->place);
  g_free (self->period);
  g_free (self->before);
  g_free (self->after);
  g_free (self);
}

char *
copil_effect_line_format (const CopilEffectLine *self)
{
  return g_strdup_printf ("%s, %s, %s" COPIL_NBSP ": %s → %s", self->name, self->place,
                          self->period, self->before, self->after);
}

GPtrArray *
copil_effects_describe (CopilCube                *cube,
                        const CopilImportOutcome *outcome,
                        guint                     limit)
{
  GPtrArray *told = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_effect_line_free);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  GArray *effects = outcome->effects;
  g_autofree double *coverages = g_new (double, MAX (effects->len, 1));

  for (guint i = 0; i < effects->len && lines->len < limit; i++)
    add_lines (lines, cube, &g_array_index (effects, CopilImportEffect, i), limit);
  apply (cube, effects, coverages, TRUE);
  for (guint i = 0; i < lines->len; i++)
    tell (told, describe_best (cube, outcome, &g_array_index (lines, Line, i)));
  apply (cube, effects, coverages, FALSE);
  return told;
}
