/* import.c: observations of a file into the base, all or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/import.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#define CHUNK 50000
/* A national load is summed and masked in one statement. */
#define LANDING_TIMEOUT (20 * 60 * 1000)

/* The cells of one producer, as columns. */
typedef struct
{
  char   *producer;
  char   *command; /* UUID */
  GArray *measures, *territories, *periods, *values, *statuses;
  guint   sent;
} Delivery;

typedef struct
{
  CopilCatalogue   *catalogue;
  GPtrArray        *deliveries; /* of Delivery */
  guint             current;
  GArray           *landings;   /* guint: which statements answer a landing */
  char             *source;
  gboolean          fictitious;
  guint             total, sent;
  CopilProgressFunc progress;
  gpointer          progress_data;
} Import;

static void
delivery_free (gpointer data)
{
  Delivery *self = data;

  g_free (self->producer);
  g_free (self->command);
  g_array_unref (self->measures);
  g_array_unref (self->territories);
  g_array_unref (self->periods);
  g_array_unref (self->values);
  g_array_unref (self->statuses);
  g_free (self);
}

static void
import_free (gpointer data)
{
  Import *self = data;

  copil_catalogue_unref (self->catalogue);
  g_ptr_array_unref (self->deliveries);
  g_array_unref (self->landings);
  g_free (self->source);
  g_free (self);
}

void
copil_import_outcome_free (CopilImportOutcome *self)
{
  g_array_unref (self->batches);
  g_array_unref (self->effects);
  g_free (self);
}

static Delivery *
ensure_delivery (Import     *self,
                 const char *producer)
{
  Delivery *delivery;

  for (guint i = 0; i < self->deliveries->len; i++)
    {
      delivery = g_ptr_array_index (self->deliveries, i);
      if (g_str_equal (delivery->producer, producer))
        return delivery;
    }
  delivery = g_new0 (Delivery, 1);
  delivery->producer = g_strdup (producer);
  delivery->command = g_uuid_string_random ();
  delivery->measures = g_array_new (FALSE, FALSE, sizeof (gint16));
  delivery->territories = g_array_new (FALSE, FALSE, sizeof (gint32));
  delivery->periods = g_array_new (FALSE, FALSE, sizeof (gint32));
  delivery->values = g_array_new (FALSE, FALSE, sizeof (double));
  delivery->statuses = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_ptr_array_add (self->deliveries, delivery);
  return delivery;
}

static void
add_observation (Import                 *self,
                 const CopilObservation *observation)
{
  const CopilMeasure *measure = copil_catalogue_get_measure (self->catalogue, observation->measure);
  Delivery *delivery = ensure_delivery (self, measure->producer);
  gint16 id = (gint16) measure->id, status = (gint16) observation->status;
  gint32 territory = observation->territory;
  gint32 days = copil_period_to_pg_days (observation->period);
  double value = copil_cell_status_has_value (observation->status) ? observation->value : NAN;

  g_array_append_val (delivery->measures, id);
  g_array_append_val (delivery->territories, territory);
  g_array_append_val (delivery->periods, days);
  g_array_append_val (delivery->values, value);
  g_array_append_val (delivery->statuses, status);
}

static CopilStatement *
create_stage (Import   *self,
              Delivery *delivery)
{
  CopilStatement *statement =
    copil_statement_new ("SELECT copil.batch_stage($1::uuid, $2, $3, $4, $5, $6)");
  guint first = delivery->sent, n = MIN (CHUNK, delivery->measures->len - first);

  copil_statement_add_text (statement, delivery->command);
  copil_statement_add_int2_array (statement, (const gint16 *) delivery->measures->data + first, n);
  copil_statement_add_int4_array (statement, (const gint32 *) delivery->territories->data + first, n);
  copil_statement_add_date_array (statement, (const gint32 *) delivery->periods->data + first, n);
  copil_statement_add_double_array (statement, (const double *) delivery->values->data + first, n);
  copil_statement_add_int2_array (statement, (const gint16 *) delivery->statuses->data + first, n);
  delivery->sent += n;
  self->sent += n;
  return statement;
}

static CopilStatement *
create_landing (Import   *self,
                Delivery *delivery)
{
  CopilStatement *statement =
    copil_statement_new ("SELECT copil.batch_land($1::uuid, $2, $3, $4)::text");

  copil_statement_add_text (statement, delivery->command);
  copil_statement_add_text (statement, delivery->producer);
  copil_statement_add_text (statement, self->source);
  copil_statement_add_bool (statement, self->fictitious);
  copil_statement_set_timeout (statement, LANDING_TIMEOUT);
  return statement;
}

static void
report (Import     *self,
        const char *label,
        double      fraction)
{
  if (self->progress != NULL)
    self->progress (label, fraction, self->progress_data);
}

static CopilStatement *
next_statement (guint    index,
                gpointer data)
{
  Import *self = g_task_get_task_data (data);
  Delivery *delivery;

  if (self->current >= self->deliveries->len)
    return NULL;
  delivery = g_ptr_array_index (self->deliveries, self->current);
  if (delivery->sent < delivery->measures->len)
    {
      report (self, _("Sending the cells"), (double) self->sent / self->total);
      return create_stage (self, delivery);
    }
  self->current++;
  g_array_append_val (self->landings, index);
  report (self, _("Summing and protecting"), -1);
  return create_landing (self, delivery);
}

static double
get_value (JsonObject *effect,
           const char *name)
{
  JsonNode *node = json_object_get_member (effect, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node) ? NAN : json_node_get_double (node);
}

static int
find_measure (CopilCatalogue *catalogue,
              gint64          id)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    if (copil_catalogue_get_measure (catalogue, i)->id == id)
      return (int) i;
  return -1;
}

static CopilCellStatus
get_status (JsonObject *effect,
            const char *name,
            gboolean   *is_null)
{
  JsonNode *node = json_object_get_member (effect, name);

  *is_null = node == NULL || JSON_NODE_HOLDS_NULL (node);
  return *is_null ? COPIL_CELL_NOT_AVAILABLE
                  : (CopilCellStatus) CLAMP (json_node_get_int (node), 0, COPIL_CELL_SECRET);
}

static void
read_effect (CopilImportOutcome *outcome,
             CopilCatalogue     *catalogue,
             JsonObject         *object)
{
  int measure = find_measure (catalogue, json_object_get_int_member (object, "measure"));
  const char *period = json_object_get_string_member (object, "period");
  CopilImportEffect effect = { 0 };
  gboolean is_null;

  if (measure < 0 || period == NULL ||
      !copil_period_parse_sql (period,
                               copil_catalogue_get_measure (catalogue, (guint) measure)->rhythm,
                               &effect.period))
    return;
  effect.measure = (guint) measure;
  effect.territory = (int) json_object_get_int_member (object, "territory");
  effect.before = get_value (object, "before");
  effect.after = get_value (object, "after");
  effect.before_status = get_status (object, "before_status", &effect.is_new);
  effect.after_status = get_status (object, "after_status", &is_null);
  g_array_append_val (outcome->effects, effect);
}

static void
read_landing (CopilImportOutcome *outcome,
              CopilCatalogue     *catalogue,
              const char         *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer;
  JsonArray *effects;

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return;
  answer = json_node_get_object (json_parser_get_root (parser));
  outcome->rows += json_object_get_int_member_with_default (answer, "rows", 0);
  outcome->fresh += json_object_get_int_member_with_default (answer, "new", 0);
  outcome->revised += json_object_get_int_member_with_default (answer, "revised", 0);
  outcome->unchanged += json_object_get_int_member_with_default (answer, "unchanged", 0);
  outcome->masked += json_object_get_int_member_with_default (answer, "masked", 0);
  if (!json_object_get_null_member (answer, "batch"))
    {
      int batch = (int) json_object_get_int_member (answer, "batch");

      g_array_append_val (outcome->batches, batch);
    }
  effects = json_object_get_array_member (answer, "effects");
  for (guint i = 0; i < json_array_get_length (effects); i++)
    read_effect (outcome, catalogue, json_array_get_object_element (effects, i));
}

static void
transaction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (CopilImportOutcome) outcome = NULL;
  GError *error = NULL;

  results = copil_connection_transaction_finish (COPIL_CONNECTION (source), result, &error);
  if (results == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  outcome = g_new0 (CopilImportOutcome, 1);
  outcome->batches = g_array_new (FALSE, FALSE, sizeof (int));
  outcome->effects = g_array_new (FALSE, FALSE, sizeof (CopilImportEffect));
  for (guint i = 0; i < self->landings->len; i++)
    read_landing (outcome, self->catalogue,
                  copil_result_get_text (g_ptr_array_index (
                                           results, g_array_index (self->landings, guint, i)), 0, 0));
  g_task_return_pointer (task, g_steal_pointer (&outcome),
                         (GDestroyNotify) copil_import_outcome_free);
}

void
copil_import_async (CopilConnection    *connection,
                    CopilPlacement     *placement,
                    CopilCatalogue     *catalogue,
                    const char         *source,
                    gboolean            fictitious,
                    gboolean            commit,
                    CopilProgressFunc   progress,
                    gpointer            progress_data,
                    GCancellable       *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer            user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Import *self = g_new0 (Import, 1);

  g_task_set_source_tag (task, copil_import_async);
  self->catalogue = copil_catalogue_ref (catalogue);
  self->deliveries = g_ptr_array_new_with_free_func (delivery_free);
  self->landings = g_array_new (FALSE, FALSE, sizeof (guint));
  self->source = g_strdup (source);
  self->fictitious = fictitious;
  self->progress = progress;
  self->progress_data = progress_data;
  self->total = MAX (placement->observations->len, 1);
  g_task_set_task_data (task, self, import_free);
  if (placement->refused > 0)
    {
      g_task_return_new_error (task, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_REFUSED,
                               _("%u cells were refused: nothing was imported."),
                               placement->refused);
      g_object_unref (task);
      return;
    }
  for (guint i = 0; i < placement->observations->len; i++)
    add_observation (self, &g_array_index (placement->observations, CopilObservation, i));
  copil_connection_transaction_each_async (connection, next_statement, task, commit, cancellable,
                                           transaction_cb, task);
}

CopilImportOutcome *
copil_import_finish (CopilConnection *connection,
                     GAsyncResult    *result,
                     GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
