/* import.c: observations of a file into the base, all or nothing
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/import.h"

#include "db/outcome.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#define CHUNK 50000
/* Territories that the file itself names have no id before the base gave one: the cells name
 * them by minus their rank in $8. */
#define STAGE "SELECT copil.batch_stage($1::uuid, $2, $3, $4, $5, $6)"
#define STAGE_NAMED \
  "SELECT copil.batch_stage($1::uuid, $2, ARRAY (" \
  " SELECT CASE WHEN u.place > 0 THEN u.place ELSE t.id END" \
  " FROM unnest ($3::int[]) WITH ORDINALITY u (place, rank)" \
  " LEFT JOIN copil.territory t ON t.set_code = $7 AND t.code = ($8::text[])[-u.place]" \
  " ORDER BY u.rank), $4, $5, $6)"
#define LAND "SELECT copil.batch_land($1::uuid, $2, $3, $4)::text"
#define PREVIEW "SELECT copil.batch_preview($1::uuid, $2, $3, $4)::text"
/* The part of an order that makes territories known. */
#define NAMES "territories"
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
  char             *command;
  char             *source;
  char             *set;        /* of the territories that the file names; NULL: none is new */
  GStrv             codes;
  GHashTable       *names_by_code;
  char             *names;      /* the document that names them, until it is sent */
  gboolean          named;
  gboolean          commit;
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
  g_free (self->command);
  g_free (self->source);
  g_free (self->set);
  g_strfreev (self->codes);
  g_free (self->names);
  g_clear_pointer (&self->names_by_code, g_hash_table_unref);
  g_free (self);
}

void
copil_import_outcome_free (CopilImportOutcome *self)
{
  g_array_unref (self->batches);
  g_array_unref (self->effects);
  g_hash_table_unref (self->names);
  g_free (self);
}

/* (transfer full): a UUID of its own for each part of an order, the same each time it is sent. */
static char *
derive_command (Import     *self,
                const char *part)
{
  g_autofree char *both = g_strconcat (self->command, part, NULL);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);

  return g_strdup_printf ("%.8s-%.4s-5%.3s-8%.3s-%.12s", sum, sum + 8, sum + 12, sum + 15, sum + 18);
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
  delivery->command = derive_command (self, producer);
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
  CopilStatement *statement = copil_statement_new (self->set != NULL ? STAGE_NAMED : STAGE);
  guint first = delivery->sent, n = MIN (CHUNK, delivery->measures->len - first);

  copil_statement_add_text (statement, delivery->command);
  copil_statement_add_int2_array (statement, (const gint16 *) delivery->measures->data + first, n);
  copil_statement_add_int4_array (statement, (const gint32 *) delivery->territories->data + first, n);
  copil_statement_add_date_array (statement, (const gint32 *) delivery->periods->data + first, n);
  copil_statement_add_double_array (statement, (const double *) delivery->values->data + first, n);
  copil_statement_add_int2_array (statement, (const gint16 *) delivery->statuses->data + first, n);
  if (self->set != NULL)
    {
      copil_statement_add_text (statement, self->set);
      copil_statement_add_text_array (statement, (const char *const *) self->codes,
                                      g_strv_length (self->codes));
    }
  delivery->sent += n;
  self->sent += n;
  return statement;
}

static CopilStatement *
create_names (Import *self)
{
  CopilStatement *statement =
    copil_statement_new ("SELECT copil.territory_name($1::uuid, $2::jsonb)::text");
  g_autofree char *command = derive_command (self, NAMES);

  copil_statement_add_text (statement, command);
  copil_statement_add_text (statement, self->names);
  g_clear_pointer (&self->names, g_free);
  self->named = TRUE;
  return statement;
}

/* A dry run is looked at, which writes no figure; of several producers it is landed and rolled
 * back, for what the first one delivers counts for the next. */
static CopilStatement *
create_landing (Import   *self,
                Delivery *delivery)
{
  gboolean looks = !self->commit && self->deliveries->len == 1;
  CopilStatement *statement = copil_statement_new (looks ? PREVIEW : LAND);

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

  if (self->names != NULL)
    return create_names (self);
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
read_names (CopilImportOutcome *outcome,
            GHashTable         *names_by_code,
            const char         *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *answer, *ids;
  JsonObjectIter iter;
  const char *code;
  JsonNode *id;

  if (!json_parser_load_from_data (parser, json, -1, NULL))
    return;
  answer = json_node_get_object (json_parser_get_root (parser));
  outcome->named = json_object_get_int_member_with_default (answer, "added", 0);
  ids = json_object_get_object_member (answer, "territories");
  json_object_iter_init (&iter, ids);
  while (json_object_iter_next (&iter, &code, &id))
    g_hash_table_insert (outcome->names, GINT_TO_POINTER ((int) json_node_get_int (id)),
                         g_strdup (g_hash_table_lookup (names_by_code, code)));
}

static CopilImportOutcome *
outcome_new (void)
{
  CopilImportOutcome *outcome = g_new0 (CopilImportOutcome, 1);

  outcome->batches = g_array_new (FALSE, FALSE, sizeof (int));
  outcome->effects = g_array_new (FALSE, FALSE, sizeof (CopilImportEffect));
  outcome->names = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return outcome;
}

static void
return_outcome (GTask              *task,
                CopilImportOutcome *outcome)
{
  g_task_return_pointer (task, outcome, (GDestroyNotify) copil_import_outcome_free);
}

static void
transaction_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Import *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) results = NULL;
  CopilImportOutcome *outcome;
  GError *error = NULL;

  results = copil_connection_transaction_finish (COPIL_CONNECTION (source), result, &error);
  if (results == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  outcome = outcome_new ();
  if (self->named)
    read_names (outcome, self->names_by_code,
                copil_result_get_text (g_ptr_array_index (results, 0), 0, 0));
  for (guint i = 0; i < self->landings->len; i++)
    read_landing (outcome, self->catalogue,
                  copil_result_get_text (g_ptr_array_index (
                                           results, g_array_index (self->landings, guint, i)), 0, 0));
  return_outcome (task, outcome);
}

static void
send (GTask *task)
{
  Import *self = g_task_get_task_data (task);

  copil_connection_transaction_each_async (g_task_get_source_object (task), next_statement, task,
                                           self->commit, g_task_get_cancellable (task),
                                           transaction_cb, task);
}

/* -- Sent before: what became of it ----------------------------------------------------------- */

/* One transaction: all parts took effect, or none. */
static CopilImportOutcome *
read_past (Import      *self,
           CopilResult *answers)
{
  guint n = copil_result_get_n_rows (answers), first = self->set != NULL ? 1 : 0;
  CopilImportOutcome *outcome = outcome_new ();

  for (guint i = 0; i < n; i++)
    if (copil_result_is_null (answers, i, 1))
      outcome->untold = TRUE;
    else if (i < first)
      read_names (outcome, self->names_by_code, copil_result_get_text (answers, i, 1));
    else
      read_landing (outcome, self->catalogue, copil_result_get_text (answers, i, 1));
  return outcome;
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  g_autoptr (CopilResult) answers =
    copil_connection_query_finish (COPIL_CONNECTION (source), result, &error);

  if (answers != NULL && (copil_result_get_n_rows (answers) == 0 ||
                          !copil_result_get_bool (answers, 0, 0)))
    {
      send (task);
      return;
    }
  if (answers == NULL)
    g_task_return_error (task, error);
  else
    return_outcome (task, read_past (g_task_get_task_data (task), answers));
  g_object_unref (task);
}

static void
ask (GTask *task)
{
  Import *self = g_task_get_task_data (task);
  g_autofree char *names = derive_command (self, NAMES);
  g_autoptr (GPtrArray) commands = g_ptr_array_new ();
  g_autoptr (CopilStatement) statement = NULL;

  if (self->set != NULL)
    g_ptr_array_add (commands, names);
  for (guint i = 0; i < self->deliveries->len; i++)
    g_ptr_array_add (commands, ((Delivery *) g_ptr_array_index (self->deliveries, i))->command);
  statement = copil_outcome_ask ((const char *const *) commands->pdata, commands->len);
  copil_connection_query_async (g_task_get_source_object (task), statement,
                                g_task_get_cancellable (task), asked_cb, task);
}

/* -- What is sent ----------------------------------------------------------------------------- */

static void
put_text (JsonBuilder *builder,
          const char  *key,
          const char  *text)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, text);
}

/* What copil.territory_name() takes. */
static char *
build_names (CopilMapping *mapping,
             GPtrArray    *territories,
             const char   *source)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "set");
  json_builder_begin_object (builder);
  put_text (builder, "code", mapping->new_set);
  put_text (builder, "name", mapping->new_set_name != NULL ? mapping->new_set_name : mapping->new_set);
  put_text (builder, "source", source);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "territories");
  json_builder_begin_array (builder);
  for (guint i = 0; i < territories->len; i++)
    {
      const CopilNewTerritory *territory = g_ptr_array_index (territories, i);

      json_builder_begin_object (builder);
      put_text (builder, "code", territory->code);
      put_text (builder, "name", territory->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
take_names (Import                 *self,
            const CopilImportOrder *order)
{
  GPtrArray *territories = order->placement->new_territories;
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  if (territories->len == 0 || order->mapping == NULL || order->mapping->new_set == NULL)
    return;
  self->names_by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < territories->len; i++)
    {
      const CopilNewTerritory *territory = g_ptr_array_index (territories, i);

      g_strv_builder_add (codes, territory->code);
      g_hash_table_insert (self->names_by_code, g_strdup (territory->code),
                           g_strdup (territory->name));
    }
  self->set = g_strdup (order->mapping->new_set);
  self->codes = g_strv_builder_end (codes);
  self->names = build_names (order->mapping, territories, self->source);
}

static Import *
import_new (const CopilImportOrder *order)
{
  Import *self = g_new0 (Import, 1);
  GArray *observations = order->placement->observations;

  self->catalogue = copil_catalogue_ref (order->catalogue);
  self->deliveries = g_ptr_array_new_with_free_func (delivery_free);
  self->landings = g_array_new (FALSE, FALSE, sizeof (guint));
  self->command = order->command != NULL ? g_strdup (order->command) : g_uuid_string_random ();
  self->source = g_strdup (order->source);
  self->fictitious = order->fictitious;
  self->total = MAX (observations->len, 1);
  take_names (self, order);
  for (guint i = 0; i < observations->len; i++)
    add_observation (self, &g_array_index (observations, CopilObservation, i));
  return self;
}

void
copil_import_async (CopilConnection        *connection,
                    const CopilImportOrder *order,
                    gboolean                commit,
                    CopilProgressFunc       progress,
                    gpointer                progress_data,
                    GCancellable           *cancellable,
                    GAsyncReadyCallback     callback,
                    gpointer                user_data)
{
  GTask *task = g_task_new (connection, cancellable, callback, user_data);
  Import *self = import_new (order);

  g_task_set_source_tag (task, copil_import_async);
  self->commit = commit;
  self->progress = progress;
  self->progress_data = progress_data;
  g_task_set_task_data (task, self, import_free);
  if (order->placement->refused > 0)
    {
      g_task_return_new_error (task, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_REFUSED,
                               _("%u cells were refused: nothing was imported."),
                               order->placement->refused);
      g_object_unref (task);
      return;
    }
  if (order->in_doubt)
    ask (task);
  else
    send (task);
}

CopilImportOutcome *
copil_import_finish (CopilConnection *connection,
                     GAsyncResult    *result,
                     GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
