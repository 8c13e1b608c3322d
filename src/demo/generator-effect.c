/* generator-effect.c: how territories differ
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>

#include "demo/generator-private.h"

/* What drifts was level in January 2022. */
#define DRIFT_ORIGIN (2022 * 12)

static double
draw_one (CopilGenerator *self,
          const char     *what,
          const char     *code)
{
  CopilDraw draw;

  copil_draw_init (&draw, self->model->seed, (const char *[]) { what, code, NULL });
  return copil_draw_normal (&draw);
}

/* The mean weighted by population becomes 0, so that national levels stay those of the model. */
static void
centre (CopilGenerator *self,
        double         *values,
        gsize           stride)
{
  double mean = 0;

  for (guint i = 0; i < self->n_basins; i++)
    mean += self->basins[i].weight * *(double *) ((char *) values + i * stride);
  for (guint i = 0; i < self->n_basins; i++)
    *(double *) ((char *) values + i * stride) -= mean;
}

static guint
rank_department (CopilGenerator       *self,
                 const CopilTerritory *department)
{
  guint rank;

  if (g_ptr_array_find (self->departments, department, &rank))
    return rank;
  g_ptr_array_add (self->departments, (gpointer) department);
  return self->departments->len - 1;
}

static void
set_character (CopilGenerator *self,
               CopilBasin     *basin)
{
  CopilModel *model = self->model;
  const char *code = basin->territory->code;
  const CopilTerritory *department = g_ptr_array_index (self->departments, basin->department);
  const double *known = g_hash_table_lookup (model->hardness, department->code);
  gpointer pilot;

  basin->hardness = known ? *known
                          : model->hardness_spread[0] * draw_one (self, "hardness-d",
                                                                  department->code);
  basin->hardness += model->hardness_spread[1] * draw_one (self, "hardness", code);
  basin->organisation = model->organisation_spread[0] * draw_one (self, "organisation-d",
                                                                  department->code) +
                        model->organisation_spread[1] * draw_one (self, "organisation", code);
  basin->pilot = G_MAXINT;
  if (g_hash_table_lookup_extended (model->pilots, code, NULL, &pilot))
    basin->pilot = GPOINTER_TO_INT (pilot);
}

/**
 * copil_generator_set_basins:
 *
 * Lists the bassins with what characterises them: population, how hard the labour market is, how
 * well organised the actors are, whether there is a pilot.
 */
void
copil_generator_set_basins (CopilGenerator *self)
{
  g_autoptr (GPtrArray) basins = copil_territory_list_of_level (self->territories,
                                                                COPIL_LEVEL_BASIN);
  double population = 0;

  self->n_basins = basins->len;
  self->basins = g_new0 (CopilBasin, basins->len);
  for (guint i = 0; i < basins->len; i++)
    {
      CopilBasin *basin = &self->basins[i];
      const CopilTerritory *territory = g_ptr_array_index (basins, i);

      basin->territory = territory;
      basin->department = rank_department (self, territory->parent ? territory->parent : territory);
      basin->weight = MAX (territory->population, 1);
      population += basin->weight;
      set_character (self, basin);
    }
  for (guint i = 0; i < self->n_basins; i++)
    self->basins[i].weight /= population;
  centre (self, &self->basins->hardness, sizeof (CopilBasin));
  centre (self, &self->basins->organisation, sizeof (CopilBasin));
}

static void
set_fixed (CopilEffects       *self,
           CopilGenerator     *generator,
           const CopilProcess *process)
{
  self->fixed = g_new0 (double, generator->n_basins);
  for (guint i = 0; i < generator->n_basins; i++)
    {
      const CopilBasin *basin = &generator->basins[i];
      const CopilTerritory *department = g_ptr_array_index (generator->departments,
                                                            basin->department);
      g_autofree char *upper = g_strconcat (process->code, "-d", NULL);

      self->fixed[i] = process->hardness * basin->hardness +
                       process->organisation * basin->organisation +
                       process->spread_department * draw_one (generator, upper, department->code) +
                       process->spread_basin * draw_one (generator, process->code,
                                                         basin->territory->code);
    }
  centre (generator, self->fixed, sizeof (double));
}

/* A department drifts from the others year after year, and has its good and bad months. */
static void
set_moves (CopilEffects       *self,
           CopilGenerator     *generator,
           const CopilProcess *process)
{
  guint n = generator->model->n_months;

  self->moves = g_new0 (double, generator->departments->len * n);
  for (guint d = 0; d < generator->departments->len; d++)
    {
      const CopilTerritory *department = g_ptr_array_index (generator->departments, d);
      double persist = MAX (process->persist, 0.3), noise = 0, slope;
      CopilDraw draw;

      copil_draw_init (&draw, generator->model->seed,
                       (const char *[]) { process->code, "moves", department->code, NULL });
      slope = process->drift * copil_draw_normal (&draw) / 60;
      for (guint t = 0; t < n; t++)
        {
          noise = persist * noise + sqrt (1 - persist * persist) * copil_draw_normal (&draw);
          self->moves[d * n + t] = process->noise * noise +
                                   slope * (generator->model->simulated + (int) t - DRIFT_ORIGIN);
        }
    }
}

static gboolean
is_concerned (const CopilEvent     *event,
              const CopilTerritory *territory)
{
  for (; territory; territory = territory->parent)
    if (g_str_equal (territory->set, event->set) && g_str_equal (territory->code, event->code))
      return TRUE;
  return FALSE;
}

void
copil_effects_init (CopilEffects       *self,
                    CopilGenerator     *generator,
                    const CopilProcess *process)
{
  set_fixed (self, generator, process);
  set_moves (self, generator, process);
  self->events = g_ptr_array_new ();
  for (guint i = 0; i < generator->model->events->len; i++)
    {
      CopilEvent *event = &g_array_index (generator->model->events, CopilEvent, i);

      if (g_str_equal (event->process, process->code))
        g_ptr_array_add (self->events, event);
    }
}

void
copil_effects_clear (CopilEffects *self)
{
  g_free (self->fixed);
  g_free (self->moves);
  g_ptr_array_unref (self->events);
}

static double
pilot_shift (CopilModel         *model,
             const CopilProcess *process,
             const CopilBasin   *basin,
             int                 month)
{
  if (process->pilot == 0 || month < basin->pilot)
    return 0;
  return process->pilot * MIN (month - basin->pilot + 1, model->pilot_months) /
         model->pilot_months;
}

static double
event_shift (const CopilEffects *self,
             const CopilBasin   *basin,
             int                 month)
{
  double shift = 0;

  for (guint i = 0; i < self->events->len; i++)
    {
      const CopilEvent *event = g_ptr_array_index (self->events, i);

      if (month >= event->from && month <= event->to && is_concerned (event, basin->territory))
        shift += event->shift;
    }
  return shift;
}

/**
 * copil_effects_shift:
 *
 * Returns: what is added to the logit or to the logarithm of the national level
 */
double
copil_effects_shift (const CopilEffects *self,
                     CopilGenerator     *generator,
                     const CopilProcess *process,
                     guint               basin,
                     guint               month)
{
  CopilModel *model = generator->model;
  const CopilBasin *place = &generator->basins[basin];
  int calendar = model->simulated + (int) month;
  double shift = self->fixed[basin] + self->moves[place->department * model->n_months + month];

  if (process->season)
    shift += process->amount * process->season[calendar % 12];
  shift += process->covid * model->covid[month];
  shift += pilot_shift (model, process, place, calendar);
  return shift + event_shift (self, place, calendar);
}
