/* generator-rows.c: the figures as deliveries: late, provisional, corrected, missing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <string.h>

#include "core/format.h"
#include "demo/generator-private.h"

/* The history, then the two months that follow it. */
#define N_STEPS 3
/* A figure is provisional in its month and the next one. */
#define PROVISIONAL 2

/* -- Rows ----------------------------------------------------------------------------------- */

void
copil_rows_init (CopilRows *self)
{
  self->measures = g_array_new (FALSE, FALSE, sizeof (gint16));
  self->territories = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->days = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
  self->statuses = g_array_new (FALSE, FALSE, sizeof (gint16));
}

void
copil_rows_clear (CopilRows *self)
{
  g_clear_pointer (&self->measures, g_array_unref);
  g_clear_pointer (&self->territories, g_array_unref);
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->statuses, g_array_unref);
}

void
copil_rows_truncate (CopilRows *self)
{
  g_array_set_size (self->measures, 0);
  g_array_set_size (self->territories, 0);
  g_array_set_size (self->days, 0);
  g_array_set_size (self->values, 0);
  g_array_set_size (self->statuses, 0);
}

static void
append_row (CopilRows            *self,
            const CopilMeasure   *measure,
            const CopilTerritory *territory,
            CopilPeriod           period,
            double                value,
            CopilCellStatus       status)
{
  gint16 id = (gint16) measure->id, word = (gint16) status;
  gint32 place = territory->id, day = copil_period_to_pg_days (period);

  if (!copil_cell_status_has_value (status))
    value = NAN;
  g_array_append_val (self->measures, id);
  g_array_append_val (self->territories, place);
  g_array_append_val (self->days, day);
  g_array_append_val (self->values, value);
  g_array_append_val (self->statuses, word);
}

/* -- The plan ------------------------------------------------------------------------------- */

static void
batch_free (gpointer data)
{
  CopilGeneratorBatch *batch = data;

  g_free (batch->producer);
  g_free (batch->source);
  g_free (batch);
}

/* The month that a step brings; the history goes up to it. */
static int
last_month (const CopilModel *model,
            int               step)
{
  return model->last - (N_STEPS - 1) + step;
}

static char *
name_source (const CopilModel *model,
             int               step)
{
  CopilPeriod first = { COPIL_RHYTHM_MONTH, model->first };
  CopilPeriod last = { COPIL_RHYTHM_MONTH, last_month (model, step) };
  g_autofree char *words = step == 0 ? copil_format_period_span (first, last)
                                     : copil_format_period_of (last);

  return g_strconcat ("Démonstration" COPIL_NBSP ": ", step == 0 ? "historique " : "remontée ",
                      words, NULL);
}

static gboolean
is_monthly (CopilGenerator *self,
            const char     *producer)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (self->catalogue); i++)
    {
      const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue, i);

      if (measure->rhythm == COPIL_RHYTHM_MONTH && g_str_equal (measure->producer, producer))
        return TRUE;
    }
  return FALSE;
}

static void
list_producers (CopilGenerator *self)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (self->catalogue); i++)
    {
      const char *producer = copil_catalogue_get_measure (self->catalogue, i)->producer;

      if (!g_ptr_array_find_with_equal_func (self->producers, producer, g_str_equal, NULL))
        g_ptr_array_add (self->producers, (gpointer) producer);
    }
}

static double
chance_of (GHashTable *table,
           const char *producer)
{
  const double *chance = g_hash_table_lookup (table, producer);

  return chance ? *chance : 0;
}

/* A producer that sends nothing for a bassin sends none of its measures. */
static void
draw_absences (CopilGenerator *self,
               guint           producer,
               guint           basin)
{
  CopilModel *model = self->model;
  const char *name = g_ptr_array_index (self->producers, producer);
  guint8 *absences = self->absences + ((gsize) producer * self->n_basins + basin) * model->n_months;
  double late = chance_of (model->late, name);
  guint gap = 0;
  CopilDraw draw;

  copil_draw_init (&draw, model->seed,
                   (const char *[]) { "absence", name, self->basins[basin].territory->code, NULL });
  for (guint t = 0; t < model->n_months; t++)
    {
      double dice = copil_draw_uniform (&draw), length = copil_draw_uniform (&draw);

      if (late > 0 && gap == 0 && dice < model->gap_chance && t + PROVISIONAL + 4 < model->n_months)
        gap = 1 + (guint) (length * model->gap_months);
      if (gap > 0)
        {
          absences[t] = COPIL_ABSENCE_UNKNOWN;
          gap--;
        }
      else if (dice > 1 - late)
        absences[t] = COPIL_ABSENCE_LATE;
    }
}

/**
 * copil_generator_plan:
 *
 * Lists the batches and decides what will be late or missing.
 */
void
copil_generator_plan (CopilGenerator *self)
{
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  list_producers (self);
  for (int step = 0; step < N_STEPS; step++)
    for (guint i = 0; i < self->producers->len; i++)
      {
        const char *producer = g_ptr_array_index (self->producers, i);
        CopilGeneratorBatch *batch;

        if (step > 0 && !is_monthly (self, producer))
          continue;
        batch = g_new0 (CopilGeneratorBatch, 1);
        batch->producer = g_strdup (producer);
        batch->source = name_source (self->model, step);
        batch->step = step;
        g_ptr_array_add (self->batches, batch);
      }
  self->absences = g_new0 (guint8,
                           (gsize) self->producers->len * self->n_basins * self->model->n_months);
  for (guint i = 0; i < self->producers->len; i++)
    for (guint b = 0; b < self->n_basins; b++)
      draw_absences (self, i, b);
}

guint
copil_generator_get_n_batches (CopilGenerator *self)
{
  return self->batches->len;
}

const CopilGeneratorBatch *
copil_generator_get_batch (CopilGenerator *self,
                           guint           index)
{
  return g_ptr_array_index (self->batches, index);
}

/* -- One cell ------------------------------------------------------------------------------- */

static gboolean
is_inside (const CopilTerritory *territory,
           const CopilEvent     *event)
{
  for (; territory; territory = territory->parent)
    if (g_str_equal (territory->set, event->set) && g_str_equal (territory->code, event->code))
      return TRUE;
  return FALSE;
}

static CopilAbsence
absence_of (CopilGenerator     *self,
            const CopilMeasure *measure,
            guint               basin,
            int                 month)
{
  CopilModel *model = self->model;
  guint producer = 0;

  for (guint i = 0; i < model->gaps->len; i++)
    {
      const CopilEvent *gap = &g_array_index (model->gaps, CopilEvent, i);

      if (month >= gap->from && month <= gap->to &&
          (*gap->producer == '\0' || g_str_equal (gap->producer, measure->producer)) &&
          g_str_has_prefix (measure->code, gap->process) &&
          is_inside (self->basins[basin].territory, gap))
        return gap->present ? COPIL_ABSENCE_NONE
               : gap->late  ? COPIL_ABSENCE_LATE
                            : COPIL_ABSENCE_UNKNOWN;
    }
  g_ptr_array_find_with_equal_func (self->producers, measure->producer, g_str_equal, &producer);
  return self->absences[((gsize) producer * self->n_basins + basin) * model->n_months +
                        (guint) (month - model->simulated)];
}

static gboolean
is_listed (GPtrArray  *beginnings,
           const char *code)
{
  for (guint i = 0; i < beginnings->len; i++)
    if (g_str_has_prefix (code, g_ptr_array_index (beginnings, i)))
      return TRUE;
  return FALSE;
}

/* What a first count missed: a few of each, rounded down, so that parts stay within wholes. */
static double
first_count (CopilGenerator     *self,
             const CopilMeasure *measure,
             guint               basin,
             int                 month,
             double              value)
{
  char text[16];
  CopilDraw draw;

  if (!is_listed (self->model->corrected, measure->code))
    return value;
  g_snprintf (text, sizeof text, "%d", month);
  copil_draw_init (&draw, self->model->seed,
                   (const char *[]) { "corrected", self->basins[basin].territory->code, text,
                                      NULL });
  if (copil_draw_uniform (&draw) >= self->model->corrected_chance)
    return value;
  return floor (value * (1 - self->model->corrected_share));
}

/* The figure of a month as it is told at @step; FALSE: nothing is told yet. */
static gboolean
tell (CopilGenerator     *self,
      const CopilMeasure *measure,
      const double       *series,
      guint               basin,
      int                 month,
      int                 step,
      double             *value,
      CopilCellStatus    *status)
{
  CopilModel *model = self->model;
  CopilAbsence absence = absence_of (self, measure, basin, month);
  gboolean provisional = month > last_month (model, step) - PROVISIONAL;

  *value = series[(gsize) basin * model->n_months + (guint) (month - model->simulated)];
  *status = COPIL_CELL_OBSERVED;
  if (isnan (*value))
    *status = COPIL_CELL_NOT_APPLICABLE;
  else if (absence == COPIL_ABSENCE_UNKNOWN)
    *status = COPIL_CELL_NOT_AVAILABLE;
  else if (absence == COPIL_ABSENCE_LATE && month == last_month (model, step))
    return FALSE;
  else if (provisional)
    {
      *status = COPIL_CELL_PROVISIONAL;
      *value = first_count (self, measure, basin, month, *value);
    }
  if (copil_cell_status_has_value (*status) && is_listed (model->estimated, measure->code))
    *status = COPIL_CELL_ESTIMATED;
  return TRUE;
}

/* A later step tells its month, what was late in the month before, and what became final. */
static gboolean
is_told_again (CopilGenerator     *self,
               const CopilMeasure *measure,
               guint               basin,
               int                 month,
               int                 step)
{
  int age = last_month (self->model, step) - month;

  if (step == 0 || age == 0)
    return TRUE;
  if (age == PROVISIONAL)
    return TRUE;
  return age == 1 && absence_of (self, measure, basin, month) == COPIL_ABSENCE_LATE;
}

static void
fill_basin (CopilGenerator     *self,
            const CopilMeasure *measure,
            const double       *series,
            guint               basin,
            int                 step,
            CopilRows          *rows)
{
  CopilModel *model = self->model;
  int last = last_month (model, step);

  for (int month = step == 0 ? model->first : last - PROVISIONAL; month <= last; month++)
    {
      CopilPeriod period = { COPIL_RHYTHM_MONTH, month };
      CopilCellStatus status;
      double value;

      if (is_told_again (self, measure, basin, month, step) &&
          tell (self, measure, series, basin, month, step, &value, &status))
        append_row (rows, measure, self->basins[basin].territory, period, value, status);
    }
}

/* -- What is published ---------------------------------------------------------------------- */

static gboolean
tell_published (CopilGenerator       *self,
                const CopilMeasure   *measure,
                const CopilPublished *figure,
                int                   step,
                CopilCellStatus      *status)
{
  int delay = (int) chance_of (self->model->delays, measure->producer);
  int age = last_month (self->model, step) - delay - figure->period.index;

  *status = COPIL_CELL_OBSERVED;
  if (figure->period.rhythm != COPIL_RHYTHM_MONTH)
    return step == 0;
  if (age < 0 || figure->period.index < self->model->first)
    return FALSE;
  if (age < PROVISIONAL)
    *status = COPIL_CELL_PROVISIONAL;
  return step == 0 || age == 0 || age == PROVISIONAL;
}

static void
fill_published (CopilGenerator     *self,
                const CopilMeasure *measure,
                int                 step,
                CopilRows          *rows)
{
  GArray *figures = g_hash_table_lookup (self->published, measure->code);

  for (guint i = 0; figures && i < figures->len; i++)
    {
      const CopilPublished *figure = &g_array_index (figures, CopilPublished, i);
      CopilCellStatus status;

      if (tell_published (self, measure, figure, step, &status))
        append_row (rows, measure, figure->territory, figure->period, figure->value, status);
    }
}

/* -- Reading -------------------------------------------------------------------------------- */

gboolean
copil_generator_fill (CopilGenerator       *self,
                      guint                 index,
                      CopilGeneratorCursor *cursor,
                      guint                 n,
                      CopilRows            *rows)
{
  const CopilGeneratorBatch *batch = copil_generator_get_batch (self, index);
  guint n_measures = copil_catalogue_get_n_measures (self->catalogue);

  copil_rows_truncate (rows);
  for (; cursor->measure < n_measures && rows->values->len < n; cursor->measure++)
    {
      const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue, cursor->measure);
      const double *series = copil_generator_lookup (self, measure->code);

      if (!g_str_equal (measure->producer, batch->producer))
        continue;
      if (!series)
        fill_published (self, measure, batch->step, rows);
      for (; series && cursor->place < self->n_basins && rows->values->len < n; cursor->place++)
        fill_basin (self, measure, series, cursor->place, batch->step, rows);
      if (series && cursor->place < self->n_basins)
        break;
      cursor->place = 0;
    }
  return rows->values->len > 0;
}

static void
digest_column (GChecksum *checksum,
               GArray    *column)
{
  g_checksum_update (checksum, (const guchar *) column->data,
                     (gssize) column->len * g_array_get_element_size (column));
}

/* A value that is missing is the same NAN in each row: append_row() writes it. */
static char *
digest_batch (CopilGenerator *self,
              guint           index,
              const char     *before)
{
  const CopilGeneratorBatch *batch = copil_generator_get_batch (self, index);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree char *label = g_strdup_printf ("%s\n%d\n%s\n%s\n", before, batch->step,
                                            batch->producer, batch->source);
  CopilGeneratorCursor cursor = { 0 };
  CopilRows rows;

  g_checksum_update (checksum, (const guchar *) label, -1);
  copil_rows_init (&rows);
  while (copil_generator_fill (self, index, &cursor, 20000, &rows))
    {
      digest_column (checksum, rows.measures);
      digest_column (checksum, rows.territories);
      digest_column (checksum, rows.days);
      digest_column (checksum, rows.values);
      digest_column (checksum, rows.statuses);
    }
  copil_rows_clear (&rows);
  return g_strdup (g_checksum_get_string (checksum));
}

GPtrArray *
copil_generator_digest (CopilGenerator *self)
{
  g_autoptr (GHashTable) latest = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *digests = g_ptr_array_new_with_free_func (g_free);

  /* A history that changed takes back what later batches corrected: they are to land again. */
  for (guint i = 0; i < self->batches->len; i++)
    {
      const CopilGeneratorBatch *batch = copil_generator_get_batch (self, i);
      const char *before = g_hash_table_lookup (latest, batch->producer);
      char *digest = digest_batch (self, i, before ? before : "");

      g_ptr_array_add (digests, digest);
      g_hash_table_insert (latest, batch->producer, digest);
    }
  return digests;
}

static double
find_published (CopilGenerator       *self,
                const CopilMeasure   *measure,
                const CopilTerritory *territory,
                CopilPeriod           period,
                CopilCellStatus      *status)
{
  GArray *figures = g_hash_table_lookup (self->published, measure->code);
  gboolean told = FALSE;

  for (guint i = 0; figures && i < figures->len; i++)
    {
      const CopilPublished *figure = &g_array_index (figures, CopilPublished, i);

      if (figure->territory != territory || !copil_period_equal (figure->period, period))
        continue;
      for (int step = N_STEPS - 1; step >= 0 && !told; step--)
        told = tell_published (self, measure, figure, step, status);
      return told ? figure->value : NAN;
    }
  return NAN;
}

double
copil_generator_get_value (CopilGenerator       *self,
                           const CopilMeasure   *measure,
                           const CopilTerritory *territory,
                           CopilPeriod           period,
                           CopilCellStatus      *status)
{
  const double *series = copil_generator_lookup (self, measure->code);
  double value = NAN;

  *status = COPIL_CELL_NOT_AVAILABLE;
  if (!series)
    return find_published (self, measure, territory, period, status);
  if (period.index < self->model->first || period.index > self->model->last)
    return NAN;
  for (guint b = 0; b < self->n_basins; b++)
    if (self->basins[b].territory == territory)
      {
        if (!tell (self, measure, series, b, period.index, N_STEPS - 1, &value, status))
          *status = COPIL_CELL_NOT_AVAILABLE;
        break;
      }
  return copil_cell_status_has_value (*status) ? value : NAN;
}
