/* generator-published.c: figures that a producer publishes ready-made, or for larger perimeters
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "demo/generator-private.h"

static double
round_to (double value,
          int    decimals)
{
  double power = pow (10, decimals);

  return floor (value * power + 0.5) / power;
}

static gboolean
is_inside (const CopilTerritory *territory,
           const CopilTerritory *perimeter)
{
  for (; territory; territory = territory->parent)
    if (territory == perimeter)
      return TRUE;
  return FALSE;
}

static void
publish (CopilGenerator       *self,
         const CopilProcess   *process,
         const CopilTerritory *territory,
         CopilPeriod           period,
         double                value)
{
  GArray *figures = g_hash_table_lookup (self->published, process->code);
  CopilPublished figure = { territory, period, value };

  if (!figures)
    {
      figures = g_array_new (FALSE, FALSE, sizeof (CopilPublished));
      g_hash_table_insert (self->published, g_strdup (process->code), figures);
    }
  g_array_append_val (figures, figure);
}

static GPtrArray *
list_set (CopilGenerator *self,
          const char     *set)
{
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < copil_territory_list_get_size (self->territories); i++)
    {
      const CopilTerritory *territory = copil_territory_list_get (self->territories, i);

      if (g_str_equal (territory->set, set))
        g_ptr_array_add (list, (gpointer) territory);
    }
  return list;
}

/* -- Sums ----------------------------------------------------------------------------------- */

static void
publish_sums (CopilGenerator     *self,
              const CopilProcess *process)
{
  const double *series = copil_generator_lookup (self, g_ptr_array_index (process->inputs, 0));
  g_autoptr (GPtrArray) places = list_set (self, process->set);
  guint n = self->model->n_months;

  for (guint i = 0; i < places->len; i++)
    for (guint t = 0; t < n; t++)
      {
        CopilPeriod period = { COPIL_RHYTHM_MONTH, self->model->simulated + (int) t };
        double sum = 0;

        for (guint b = 0; b < self->n_basins; b++)
          if (is_inside (self->basins[b].territory, g_ptr_array_index (places, i)))
            sum += series[b * n + t];
        publish (self, process, g_ptr_array_index (places, i), period, sum);
      }
}

/* -- Rates ---------------------------------------------------------------------------------- */

typedef struct
{
  double population;
  double hardness;
} Character;

static Character
characterise (CopilGenerator       *self,
              const CopilTerritory *territory)
{
  Character sum = { 0 };

  for (guint b = 0; b < self->n_basins; b++)
    if (is_inside (self->basins[b].territory, territory))
      {
        sum.population += self->basins[b].weight;
        sum.hardness += self->basins[b].weight * self->basins[b].hardness;
      }
  if (sum.population > 0)
    sum.hardness /= sum.population;
  return sum;
}

static double
level_in (CopilGenerator     *self,
          const CopilProcess *process,
          CopilPeriod         period)
{
  const double *level = g_ptr_array_index (process->levels, 0);
  int middle = copil_period_first_month (period).index + copil_period_get_months (period) / 2;

  return level[CLAMP (middle - self->model->simulated, 0, (int) self->model->n_months - 1)];
}

/* One territory from the first period shown to the last one published. */
static void
publish_rates (CopilGenerator       *self,
               const CopilProcess   *process,
               const CopilTerritory *territory,
               gboolean              national)
{
  Character character = characterise (self, territory);
  CopilPeriod first = { COPIL_RHYTHM_MONTH, self->model->first };
  double noise = 0, own;
  CopilDraw draw;

  copil_draw_init (&draw, self->model->seed,
                   (const char *[]) { process->code, territory->set, territory->code, NULL });
  own = process->hardness * character.hardness +
        process->spread_department * copil_draw_normal (&draw);
  for (CopilPeriod period = copil_period_to_rhythm (first, process->last.rhythm);
       period.index <= process->last.index; period = copil_period_shift (period, 1))
    {
      noise = process->persist * noise + process->noise * copil_draw_normal (&draw);
      publish (self, process, territory, period,
               round_to (level_in (self, process, period) * (national ? 1 : exp (own + noise)),
                         process->decimals));
    }
}

/* The sets above the one of the process in which its producer publishes it too. */
static gboolean
is_published_in (const CopilProcess   *process,
                 const CopilTerritory *territory)
{
  if (g_str_equal (territory->set, process->set))
    return TRUE;
  if (g_str_equal (process->set, "bassin"))
    return FALSE;
  return territory->level == COPIL_LEVEL_FRANCE || territory->level == COPIL_LEVEL_REGION;
}

/**
 * copil_generator_publish:
 *
 * Makes the figures of a process that is not drawn bassin by bassin.
 */
void
copil_generator_publish (CopilGenerator     *self,
                         const CopilProcess *process)
{
  if (process->kind == COPIL_PROCESS_EACH)
    {
      publish_sums (self, process);
      return;
    }
  for (guint i = 0; i < copil_territory_list_get_size (self->territories); i++)
    {
      const CopilTerritory *territory = copil_territory_list_get (self->territories, i);

      if (is_published_in (process, territory))
        publish_rates (self, process, territory, territory->level == COPIL_LEVEL_FRANCE);
    }
}
