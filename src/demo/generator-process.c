/* generator-process.c: one series after the other, each from those before it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "demo/generator-private.h"

/* One process in one bassin: what it draws from, and its luck that lasts. */
typedef struct
{
  CopilGenerator     *generator;
  const CopilProcess *process;
  const CopilEffects *effects;
  guint               basin;
  CopilDraw           draw;
  double              luck;
  GPtrArray          *inputs;  /* double *: n_months of this bassin; NULL: the population */
  GPtrArray          *outputs; /* the same */
} Run;

double *
copil_generator_lookup (CopilGenerator *self,
                        const char     *code)
{
  return g_hash_table_lookup (self->series, code);
}

double *
copil_generator_add (CopilGenerator *self,
                     const char     *code)
{
  double *values = g_new0 (double, (gsize) self->n_basins * self->model->n_months);

  g_hash_table_insert (self->series, g_strdup (code), values);
  return values;
}

/* -- Pieces --------------------------------------------------------------------------------- */

static double
input_at (const Run *run,
          guint      month)
{
  double sum = 0;

  for (guint i = 0; i < run->inputs->len; i++)
    {
      const double *series = g_ptr_array_index (run->inputs, i);

      sum += series ? series[month]
                    : (double) run->generator->basins[run->basin].territory->population;
    }
  return sum;
}

static void
set_output (Run   *run,
            guint  part,
            guint  month,
            double value)
{
  double *series = g_ptr_array_index (run->outputs, part);

  if (series)
    series[month] = value;
}

/* Luck that lasts: the same persons are in a stock from one month to the next. */
static double
next_luck (Run *run)
{
  double persist = run->process->persist, fresh = copil_draw_normal (&run->draw);

  run->luck = persist > 0 ? persist * run->luck + sqrt (1 - persist * persist) * fresh : fresh;
  return run->luck;
}

static double
level_at (const Run *run,
          guint      part,
          guint      month)
{
  return ((const double *) g_ptr_array_index (run->process->levels, part))[month];
}

static double
shift_at (const Run *run,
          guint      month)
{
  return copil_effects_shift (run->effects, run->generator, run->process, run->basin, month);
}

/* @percent moved by @shift on the scale of logits; 0 and 100 do not move. */
static double
move_share (double percent,
            double shift)
{
  double odds;

  if (percent <= 0 || percent >= 100)
    return CLAMP (percent / 100, 0, 1);
  odds = percent / (100 - percent) * exp (shift);
  return odds / (1 + odds);
}

/* -- Kinds ---------------------------------------------------------------------------------- */

static void
step_volume (Run  *run,
             guint month)
{
  double mean = input_at (run, month) * level_at (run, 0, month) / 1000;
  double luck = next_luck (run);

  if (run->process->draw == COPIL_DRAW_EXACT)
    luck = 0;
  else
    mean *= exp (shift_at (run, month));
  if (run->process->draw == COPIL_DRAW_COUNT)
    mean += sqrt (mean * run->process->dispersion) * luck;
  else
    mean *= 1 + run->process->noise * luck;
  set_output (run, 0, month, MAX (floor (mean + 0.5), 0));
}

static void
step_share (Run  *run,
            guint month)
{
  double p = move_share (level_at (run, 0, month), shift_at (run, month));

  set_output (run, 0, month, copil_draw_binomial (input_at (run, month), p, next_luck (run)));
}

/* Deals @whole to parts of weights @weights, one after the other: they add up. */
static void
deal (Run          *run,
      guint         month,
      double        whole,
      const double *weights,
      guint         first,
      guint         n)
{
  double rest = 0;

  for (guint i = 0; i < n; i++)
    rest += weights[i];
  for (guint i = 0; i < n; i++)
    {
      double p = rest > 0 ? CLAMP (weights[i] / rest, 0, 1) : 1;
      double part = i + 1 == n ? whole : copil_draw_binomial (whole, p, next_luck (run));

      set_output (run, first + i, month, part);
      whole -= part;
      rest -= weights[i];
    }
}

static void
step_shares (Run  *run,
             guint month)
{
  guint n = run->process->levels->len;
  g_autofree double *weights = g_new (double, n);
  double shift = shift_at (run, month);

  /* The first part gains on all others; the second one loses half as much as the others. */
  for (guint i = 0; i < n; i++)
    weights[i] = level_at (run, i, month) * exp (i == 0 ? shift : i == 1 ? shift / 2 : 0);
  deal (run, month, input_at (run, month), weights, 0, n);
}

static double
log_normal (double bound,
            double median,
            double sigma)
{
  if (bound <= 0)
    return 0;
  return isinf (bound) ? 1 : 0.5 * erfc (-(log (bound) - median) / sigma * G_SQRT2 / 2);
}

static void
step_delays (Run  *run,
             guint month)
{
  const CopilProcess *process = run->process;
  guint n = process->bounds->len - 1, first = process->first ? 1 : 0;
  g_autofree double *weights = g_new (double, n);
  double whole = input_at (run, month);
  double median = log (level_at (run, 0, month)) + shift_at (run, month);
  double below = log_normal (g_array_index (process->bounds, double, 0), median, process->sigma);

  if (process->first)
    {
      double unknown = copil_draw_binomial (whole, process->first[month] / 100, next_luck (run));

      set_output (run, 0, month, unknown);
      whole -= unknown;
    }
  for (guint i = 0; i < n; i++)
    {
      double up = log_normal (g_array_index (process->bounds, double, i + 1), median,
                              process->sigma);

      weights[i] = up - below;
      below = up;
    }
  deal (run, month, whole, weights, first, n);
}

static void
step_lag (Run  *run,
          guint month)
{
  guint lag = (guint) run->process->months;

  set_output (run, 0, month, input_at (run, month > lag ? month - lag : 0));
}

static void
step_pool (Run  *run,
           guint month)
{
  const double *stock = g_ptr_array_index (run->outputs, 0);
  double p = move_share (level_at (run, 0, month), shift_at (run, month));
  double inflow = input_at (run, month);
  double before;

  /* Begins where inflow and exits are even. */
  before = month > 0 ? stock[month - 1] : floor (inflow / p + 0.5);
  set_output (run, 0, month, before + inflow - copil_draw_binomial (before, p, next_luck (run)));
}

static void
step_mean (Run  *run,
           guint month)
{
  const CopilProcess *process = run->process;
  double n = input_at (run, month);
  double sum = n * level_at (run, 0, month) * exp (shift_at (run, month)) +
               sqrt (n) * process->deviation * next_luck (run);

  set_output (run, 0, month, MAX (floor (sum + 0.5), ceil (n * process->least)));
}

/* Staff, in tenths of a full time, halves and quarters being common. */
static void
step_ratio (Run  *run,
            guint month)
{
  double whole = input_at (run, month);
  double staff = whole / (level_at (run, 0, month) * exp (shift_at (run, month)));

  set_output (run, 0, month, whole > 0 ? MAX (floor (staff * 10 + 0.5), 1) / 10 : 0);
}

static double *
series_of (const Run  *run,
           const char *code)
{
  double *all = copil_generator_lookup (run->generator, code);

  return all ? all + (gsize) run->basin * run->generator->model->n_months : NULL;
}

/* The input names the process that dealt the buckets. */
static const CopilProcess *
find_process (CopilModel *model,
              const char *code)
{
  for (guint i = 0; i < model->processes->len; i++)
    {
      const CopilProcess *process = g_ptr_array_index (model->processes, i);

      if (g_str_equal (process->code, code))
        return process;
    }
  return NULL;
}

static void
step_hours (Run  *run,
            guint month)
{
  const CopilProcess *buckets = find_process (run->generator->model,
                                              g_ptr_array_index (run->process->inputs, 0));
  guint first = buckets->first ? 1 : 0;
  double sum = 0;

  for (guint i = 0; i + 1 < buckets->bounds->len; i++)
    {
      double low = g_array_index (buckets->bounds, double, i);
      double high = g_array_index (buckets->bounds, double, i + 1);
      const double *counts = series_of (run, g_ptr_array_index (buckets->outputs, first + i));

      sum += counts[month] * (isinf (high) ? low + 1 : (low + high) / 2);
    }
  sum *= run->process->weeks * (1 + run->process->noise * next_luck (run));
  set_output (run, 0, month, floor (sum + 0.5));
}

/* Entered since the opening: three quarters of the target in a year, all of it in two. */
static void
step_pilot (Run  *run,
            guint month)
{
  const CopilBasin *basin = &run->generator->basins[run->basin];
  int age = run->generator->model->simulated + (int) month - basin->pilot;
  const double *entered = g_ptr_array_index (run->outputs, 0);
  double targeted = CLAMP (floor (basin->territory->population / 250000.0 + 0.5) * 500 + 500, 1000,
                           3000);
  double part;

  if (basin->pilot == G_MAXINT || age < 0)
    {
      set_output (run, 0, month, NAN);
      set_output (run, 1, month, NAN);
      return;
    }
  part = 1.06 * (1 - exp (-(age + 1) / 9.8)) + 0.012 * next_luck (run);
  if (age > 0 && entered[month - 1] > targeted * part)
    part = entered[month - 1] / targeted;
  set_output (run, 0, month, floor (targeted * MAX (part, 0.02) + 0.5));
  set_output (run, 1, month, targeted);
}

/* -- Running -------------------------------------------------------------------------------- */

typedef void (*Step) (Run  *run,
                      guint month);

static const Step steps[] = {
  [COPIL_PROCESS_VOLUME] = step_volume, [COPIL_PROCESS_SHARE] = step_share,
  [COPIL_PROCESS_SHARES] = step_shares, [COPIL_PROCESS_DELAYS] = step_delays,
  [COPIL_PROCESS_LAG] = step_lag,       [COPIL_PROCESS_POOL] = step_pool,
  [COPIL_PROCESS_MEAN] = step_mean,     [COPIL_PROCESS_HOURS] = step_hours,
  [COPIL_PROCESS_RATIO] = step_ratio,   [COPIL_PROCESS_PILOT] = step_pilot,
};

static void
run_basin (CopilGenerator     *self,
           const CopilProcess *process,
           const CopilEffects *effects,
           guint               basin)
{
  Run run = { self, process, effects, basin };

  run.inputs = g_ptr_array_new ();
  run.outputs = g_ptr_array_new ();
  copil_draw_init (&run.draw, self->model->seed,
                   (const char *[]) { process->code, self->basins[basin].territory->code, NULL });
  run.luck = copil_draw_normal (&run.draw);
  for (guint i = 0; i < process->inputs->len; i++)
    g_ptr_array_add (run.inputs, series_of (&run, g_ptr_array_index (process->inputs, i)));
  for (guint i = 0; i < process->outputs->len; i++)
    g_ptr_array_add (run.outputs, series_of (&run, g_ptr_array_index (process->outputs, i)));
  for (guint month = 0; month < self->model->n_months; month++)
    steps[process->kind](&run, month);
  g_ptr_array_unref (run.inputs);
  g_ptr_array_unref (run.outputs);
}

static gboolean
has_inputs (CopilGenerator     *self,
            const CopilProcess *process,
            GError            **error)
{
  for (guint i = 0; i < process->inputs->len; i++)
    {
      const char *code = g_ptr_array_index (process->inputs, i);

      if (g_str_equal (code, "population") || copil_generator_lookup (self, code) ||
          (process->kind == COPIL_PROCESS_HOURS && find_process (self->model, code)))
        continue;
      g_set_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_REFERENCE,
                   "model: “%s” comes from “%s”, which is not there yet", process->code, code);
      return FALSE;
    }
  return TRUE;
}

static void
run_process (CopilGenerator     *self,
             const CopilProcess *process)
{
  CopilEffects effects = { 0 };

  if (process->kind >= COPIL_PROCESS_EACH)
    {
      copil_generator_publish (self, process);
      return;
    }
  for (guint i = 0; i < process->outputs->len; i++)
    if (*(const char *) g_ptr_array_index (process->outputs, i))
      copil_generator_add (self, g_ptr_array_index (process->outputs, i));
  copil_effects_init (&effects, self, process);
  for (guint basin = 0; basin < self->n_basins; basin++)
    run_basin (self, process, &effects, basin);
  copil_effects_clear (&effects);
}

/**
 * copil_generator_simulate:
 *
 * Runs the processes in their order, for all bassins and months.
 */
gboolean
copil_generator_simulate (CopilGenerator *self,
                          GError        **error)
{
  for (guint i = 0; i < self->model->processes->len; i++)
    {
      const CopilProcess *process = g_ptr_array_index (self->model->processes, i);

      if (!has_inputs (self, process, error))
        return FALSE;
      run_process (self, process);
    }
  return TRUE;
}
