/* demo.c: the demonstration figures, brought into a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/demo.h"

#include <glib/gi18n-lib.h>

#include "demo/base-private.h"
#include "demo/demo-source.h"

/* Small enough to be made within a frame, large enough to be few. */
#define CHUNK 20000
/* Summing and protecting a history of a million figures takes its time. */
#define LANDING_TIMEOUT (30 * 60 * 1000)
/* Of the time a batch takes, the part in which its rows are sent. */
#define SENDING 0.25

typedef struct
{
  CopilProgress        *progress;
  CopilGenerator       *generator;
  GHashTable           *landed;
  GPtrArray            *digests;
  guint                 batch;
  CopilGeneratorCursor  cursor;
  CopilRows             rows;
  char                 *command;
  gboolean              sent; /* its rows; the landing itself is next, then nothing */
  gboolean              landing;
} Loading;

static void land_next (GTask *task);

static void
loading_free (gpointer data)
{
  Loading *self = data;

  copil_progress_unref (self->progress);
  g_clear_pointer (&self->generator, copil_generator_free);
  g_clear_pointer (&self->landed, g_hash_table_unref);
  g_clear_pointer (&self->digests, g_ptr_array_unref);
  copil_rows_clear (&self->rows);
  g_free (self->command);
  g_free (self);
}

/* The history is most of it. */
static double
weigh (const CopilGeneratorBatch *batch)
{
  return batch->step == 0 ? 12 : 1;
}

static void
report (Loading *self,
        double   inside)
{
  double done = 0, all = 0;

  for (guint i = 0; i < copil_generator_get_n_batches (self->generator); i++)
    {
      double weight = weigh (copil_generator_get_batch (self->generator, i));

      all += weight;
      done += i < self->batch ? weight : i == self->batch ? weight * inside : 0;
    }
  copil_progress_report (self->progress, _("Landing the demonstration figures"), done / all);
}

static CopilStatement *
stage_rows (Loading *self)
{
  CopilStatement *statement = copil_statement_new ("SELECT copil.batch_stage($1::uuid, $2::int2[],"
                                                   " $3::int4[], $4::date[], $5::float8[],"
                                                   " $6::int2[])");
  CopilRows *rows = &self->rows;

  copil_statement_add_text (statement, self->command);
  copil_statement_add_int2_array (statement, (gint16 *) rows->measures->data, rows->measures->len);
  copil_statement_add_int4_array (statement, (gint32 *) rows->territories->data,
                                  rows->territories->len);
  copil_statement_add_date_array (statement, (gint32 *) rows->days->data, rows->days->len);
  copil_statement_add_double_array (statement, (double *) rows->values->data, rows->values->len);
  copil_statement_add_int2_array (statement, (gint16 *) rows->statuses->data, rows->statuses->len);
  return statement;
}

static CopilStatement *
land_rows (Loading *self)
{
  const CopilGeneratorBatch *batch = copil_generator_get_batch (self->generator, self->batch);
  CopilStatement *statement = copil_statement_new ("SELECT copil.batch_land($1::uuid, $2, $3,"
                                                   " true)");

  copil_statement_add_text (statement, self->command);
  copil_statement_add_text (statement, batch->producer);
  copil_statement_add_text (statement, batch->source);
  copil_statement_set_timeout (statement, LANDING_TIMEOUT);
  return statement;
}

static CopilStatement *
next_statement (guint    index,
                gpointer user_data)
{
  Loading *self = user_data;

  if (!self->sent && copil_generator_fill (self->generator, self->batch, &self->cursor, CHUNK,
                                           &self->rows))
    {
      report (self, SENDING * self->cursor.measure / 110.0);
      return stage_rows (self);
    }
  self->sent = TRUE;
  if (self->landing)
    return NULL;
  self->landing = TRUE;
  report (self, SENDING);
  return land_rows (self);
}

static void
landed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) answers =
    copil_connection_transaction_finish (COPIL_CONNECTION (source), result, &error);

  if (!answers)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  report (self, 1);
  self->batch++;
  land_next (g_steal_pointer (&task));
}

/* The same figures are the same command, see copil_base_name_command(): what another catalogue
 * leaves as it is does not land again. */
static void
name_command (Loading *self)
{
  const CopilGeneratorBatch *batch = copil_generator_get_batch (self->generator, self->batch);
  g_autofree char *what = g_strdup_printf ("figures %d %s", batch->step, batch->producer);

  g_free (self->command);
  self->command = copil_base_name_command (what, g_ptr_array_index (self->digests, self->batch));
}

/* (transfer full) */
static void
land_next (GTask *task)
{
  Loading *self = g_task_get_task_data (task);
  guint n = copil_generator_get_n_batches (self->generator);

  for (; self->batch < n; self->batch++)
    {
      name_command (self);
      if (!g_hash_table_contains (self->landed, self->command))
        break;
    }
  if (self->batch == n)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }
  self->cursor = (CopilGeneratorCursor) { 0 };
  self->sent = self->landing = FALSE;
  copil_connection_transaction_each_async (g_task_get_source_object (task), next_statement, self,
                                           TRUE, g_task_get_cancellable (task), landed_cb, task);
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Loading *self = g_task_get_task_data (task);
  GError *error = NULL;

  self->generator = copil_demo_source_finish (COPIL_CONNECTION (source), result, &self->landed,
                                              &self->digests, &error);
  if (!self->generator)
    {
      g_task_return_error (task, error);
      return;
    }
  land_next (g_steal_pointer (&task));
}

void
copil_demo_load_async (CopilConnection     *connection,
                       CopilProgressFunc    progress,
                       gpointer             progress_data,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Loading *self = g_new0 (Loading, 1);

  g_task_set_source_tag (task, copil_demo_load_async);
  g_task_set_task_data (task, self, loading_free);
  self->progress = copil_progress_new (progress, progress_data);
  copil_rows_init (&self->rows);
  copil_progress_report (self->progress, _("Making up the demonstration figures"), -1);
  copil_demo_source_async (connection, cancellable, made_cb, task);
}

gboolean
copil_demo_load_finish (CopilConnection  *connection,
                        GAsyncResult     *result,
                        GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, connection), FALSE);

  copil_progress_mute (((Loading *) g_task_get_task_data (G_TASK (result)))->progress);
  return g_task_propagate_boolean (G_TASK (result), error);
}
