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
} Line;

static gboolean
has_measure (GArray *measures,
             guint   measure)
{
  for (guint i = 0; measures != NULL && i < measures->len; i++)
    if (g_array_index (measures, guint, i) == measure)
      return TRUE;
  return FALSE;
}

static gboolean
is_made_of (const CopilIndicator *indicator,
            guint                 measure)
{
  for (guint i = 0; indicator->buckets != NULL && i < indicator->buckets->len; i++)
    if (g_array_index (indicator->buckets, CopilBucket, i).measure == measure)
      return TRUE;
  return has_measure (indicator->numerators, measure) ||
         has_measure (indicator->denominators, measure);
}

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

static void
add_lines (GArray                  *lines,
           CopilCube               *cube,
           const CopilImportEffect *effect,
           guint                    limit)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue) && lines->len < limit; i++)
    {
      Line line = { copil_catalogue_get_indicator (catalogue, i) };

      if (!is_made_of (line.indicator, effect->measure))
        continue;
      line.territory = copil_territory_list_by_id (copil_cube_get_territories (cube),
                                                   effect->territory);
      line.period = copil_period_to_rhythm (effect->period, line.indicator->rhythm);
      if (line.territory == NULL || has_line (lines, &line))
        continue;
      line.before = copil_cube_figure (cube, line.indicator, line.territory, line.period);
      g_array_append_val (lines, line);
    }
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

static char *
describe (CopilCube  *cube,
          const Line *line)
{
  const CopilIndicator *indicator = line->indicator;
  CopilFigure figure = copil_cube_figure (cube, indicator, line->territory, line->period);
  g_autofree char *period = copil_format_period (line->period);
  g_autofree char *before = copil_format_figure (&line->before, indicator->unit, indicator->decimals);
  g_autofree char *after = copil_format_figure (&figure, indicator->unit, indicator->decimals);

  return g_strdup_printf ("%s, %s, %s\u00a0: %s → %s", indicator->name, line->territory->name,
                          period, before, after);
}

GPtrArray *
copil_effects_describe (CopilCube *cube,
                        GArray    *effects,
                        guint      limit)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autofree double *coverages = g_new (double, MAX (effects->len, 1));

  for (guint i = 0; i < effects->len && lines->len < limit; i++)
    add_lines (lines, cube, &g_array_index (effects, CopilImportEffect, i), limit);
  apply (cube, effects, coverages, TRUE);
  for (guint i = 0; i < lines->len; i++)
    g_ptr_array_add (texts, describe (cube, &g_array_index (lines, Line, i)));
  apply (cube, effects, coverages, FALSE);
  return texts;
}
