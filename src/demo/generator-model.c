/* generator-model.c: what data/demo says of the figures to make up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "demo/generator-model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/catalogue-reader.h"

static const CopilWord kinds[] = {
  { "volume", COPIL_PROCESS_VOLUME }, { "share", COPIL_PROCESS_SHARE },
  { "shares", COPIL_PROCESS_SHARES }, { "delays", COPIL_PROCESS_DELAYS },
  { "lag", COPIL_PROCESS_LAG },       { "pool", COPIL_PROCESS_POOL },
  { "mean", COPIL_PROCESS_MEAN },     { "hours", COPIL_PROCESS_HOURS },
  { "ratio", COPIL_PROCESS_RATIO },   { "pilot", COPIL_PROCESS_PILOT },
  { "each", COPIL_PROCESS_EACH },     { "yearly", COPIL_PROCESS_YEARLY },
  { "quarterly", COPIL_PROCESS_QUARTERLY }, { NULL },
};

static const CopilWord draws[] = {
  { "count", COPIL_DRAW_COUNT }, { "level", COPIL_DRAW_LEVEL }, { "exact", COPIL_DRAW_EXACT },
  { NULL },
};

static void
process_free (gpointer data)
{
  CopilProcess *self = data;

  g_free (self->code);
  g_free (self->set);
  g_free (self->first);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->inputs);
  g_ptr_array_unref (self->levels);
  g_array_unref (self->bounds);
  g_free (self);
}

static void
clear_event (gpointer data)
{
  CopilEvent *event = data;

  g_free (event->set);
  g_free (event->code);
  g_free (event->process);
  g_free (event->producer);
}

void
copil_model_free (CopilModel *self)
{
  g_free (self->covid);
  g_clear_pointer (&self->seasons, g_hash_table_unref);
  g_clear_pointer (&self->processes, g_ptr_array_unref);
  g_clear_pointer (&self->hardness, g_hash_table_unref);
  g_clear_pointer (&self->pilots, g_hash_table_unref);
  g_clear_pointer (&self->events, g_array_unref);
  g_clear_pointer (&self->gaps, g_array_unref);
  g_clear_pointer (&self->late, g_hash_table_unref);
  g_clear_pointer (&self->delays, g_hash_table_unref);
  g_clear_pointer (&self->corrected, g_ptr_array_unref);
  g_clear_pointer (&self->left_out, g_ptr_array_unref);
  g_clear_pointer (&self->estimated, g_ptr_array_unref);
  g_free (self);
}

/* -- Pieces --------------------------------------------------------------------------------- */

static int
parse_month (CopilReader *reader,
             const char  *field,
             const char  *text)
{
  CopilPeriod period = { 0 };

  if (!text || !copil_period_parse (text, &period) || period.rhythm != COPIL_RHYTHM_MONTH)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, field, "a month was expected");
  return period.index;
}

static int
read_month (CopilReader *reader,
            const char  *field)
{
  g_autofree char *text = copil_reader_text (reader, field, NULL);

  return parse_month (reader, field, text);
}

typedef struct
{
  int    month;
  double value;
} Knot;

static double
interpolate (const Knot *knots,
             guint       n,
             int         month)
{
  guint k = 0;

  while (k < n && knots[k].month <= month)
    k++;
  if (k == 0)
    return knots[0].value;
  if (k == n)
    return knots[n - 1].value;
  return knots[k - 1].value + (knots[k].value - knots[k - 1].value) * (month - knots[k - 1].month) /
                                (knots[k].month - knots[k - 1].month);
}

/* [["2018-01", 27.4], ...]: straight lines between the knots, level outside them. */
static double *
read_knots (CopilModel  *self,
            CopilReader *reader,
            const char  *field,
            JsonArray   *array)
{
  double *values = g_new0 (double, self->n_months);
  guint n = array ? json_array_get_length (array) : 0;
  g_autofree Knot *knots = g_new0 (Knot, n);

  if (n == 0)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, field, "levels were expected");
  for (guint i = 0; i < n; i++)
    {
      JsonArray *knot = json_array_get_array_element (array, i);

      knots[i].month = parse_month (reader, field, json_array_get_string_element (knot, 0));
      knots[i].value = json_array_get_double_element (knot, 1);
    }
  for (guint t = 0; n > 0 && t < self->n_months; t++)
    values[t] = interpolate (knots, n, self->simulated + (int) t);
  return values;
}

static void
read_numbers (CopilReader *reader,
              const char  *field,
              double      *numbers,
              guint        n)
{
  JsonArray *array = copil_reader_array (reader, field);

  for (guint i = 0; array && i < n && i < json_array_get_length (array); i++)
    numbers[i] = json_array_get_double_element (array, i);
}

static GPtrArray *
read_texts (CopilReader *reader,
            const char  *field)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  JsonNode *node = copil_reader_node (reader, field);

  if (node && JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      g_ptr_array_add (texts,
                       g_strdup (json_array_get_string_element (json_node_get_array (node), i)));
  else if (node)
    g_ptr_array_add (texts, copil_reader_text (reader, field, NULL));
  return texts;
}

/* {"59": 0.95, ...} */
static GHashTable *
read_table (CopilReader *reader,
            const char  *field)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  JsonNode *node = copil_reader_node (reader, field);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return table;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    {
      double number = json_node_get_double (value);

      g_hash_table_insert (table, g_strdup (name), g_memdup2 (&number, sizeof number));
    }
  return table;
}

/* -- Processes ------------------------------------------------------------------------------ */

/* The buckets of "hours" are the measures hours_0_5 ... hours_20_more of the catalogue, which
 * stand there from the lowest to the highest. */
static void
find_buckets (CopilProcess   *process,
              CopilCatalogue *catalogue)
{
  g_autofree char *prefix = g_strconcat (process->code, "_", NULL);

  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      const char *code = copil_catalogue_get_measure (catalogue, i)->code;
      const char *rest = g_str_has_prefix (code, prefix) ? code + strlen (prefix) : "";
      double low;

      if (!g_ascii_isdigit (*rest))
        continue;
      low = g_ascii_strtod (rest, NULL);
      g_array_append_val (process->bounds, low);
      g_ptr_array_add (process->outputs, g_strdup (code));
    }
  g_array_append_val (process->bounds, (double) { INFINITY });
}

static void
read_parts (CopilModel   *self,
            CopilReader  *reader,
            CopilProcess *process)
{
  JsonArray *parts = copil_reader_array (reader, "parts");

  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    {
      JsonArray *part = json_array_get_array_element (parts, i);

      g_ptr_array_add (process->outputs, g_strdup (json_array_get_string_element (part, 0)));
      g_ptr_array_add (process->levels, read_knots (self, reader, "parts",
                                                    json_array_get_array_element (part, 1)));
    }
}

static void
read_first (CopilModel   *self,
            CopilReader  *reader,
            CopilProcess *process)
{
  JsonArray *first = copil_reader_array (reader, "first");

  if (!first)
    return;
  g_ptr_array_add (process->outputs, g_strdup (json_array_get_string_element (first, 0)));
  process->first = read_knots (self, reader, "first", json_array_get_array_element (first, 1));
}

static void
read_levels (CopilModel     *self,
             CopilReader    *reader,
             CopilProcess   *process,
             CopilCatalogue *catalogue)
{
  static const char * const names[] = { "rate", "percent", "median", "mean", "level" };

  if (process->kind == COPIL_PROCESS_SHARES)
    read_parts (self, reader, process);
  else if (process->kind == COPIL_PROCESS_DELAYS)
    {
      read_first (self, reader, process);
      find_buckets (process, catalogue);
    }
  else
    g_ptr_array_add (process->outputs, g_strdup (process->code));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (copil_reader_has (reader, names[i]))
      g_ptr_array_add (process->levels, read_knots (self, reader, names[i],
                                                    copil_reader_array (reader, names[i])));
}

static void
read_effects (CopilModel   *self,
              CopilReader  *reader,
              CopilProcess *process)
{
  g_autofree char *season = copil_reader_text (reader, "season", "");
  double spread[2] = { 0, 0 };

  read_numbers (reader, "spread", spread, 2);
  process->spread_department = spread[0];
  process->spread_basin = spread[1];
  process->season = *season ? g_hash_table_lookup (self->seasons, season) : NULL;
  if (*season && !process->season)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_REFERENCE, "season", season);
  process->amount = copil_reader_number (reader, "amount", 0, -9, 9);
  process->covid = copil_reader_number (reader, "covid", 0, -9, 9);
  process->hardness = copil_reader_number (reader, "hardness", 0, -9, 9);
  process->organisation = copil_reader_number (reader, "organisation", 0, -9, 9);
  process->pilot = copil_reader_number (reader, "pilot", 0, -9, 9);
  process->drift = copil_reader_number (reader, "drift", 0, -9, 9);
  process->noise = copil_reader_number (reader, "noise", 0, 0, 9);
  process->persist = copil_reader_number (reader, "persist", 0, 0, 0.999);
}

static void
read_last (CopilReader  *reader,
           CopilProcess *process)
{
  g_autofree char *text = copil_reader_text (reader, "last", "");

  if (*text && !copil_period_parse (text, &process->last))
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "last", "a period was expected");
}

static CopilProcess *
read_process (CopilModel     *self,
              CopilReader    *reader,
              CopilCatalogue *catalogue)
{
  CopilProcess *process = g_new0 (CopilProcess, 1);
  g_autofree char *targeted = NULL;

  process->outputs = g_ptr_array_new_with_free_func (g_free);
  process->levels = g_ptr_array_new_with_free_func (g_free);
  process->bounds = g_array_new (FALSE, FALSE, sizeof (double));
  process->kind = copil_reader_word (reader, "kind", kinds, NULL);
  process->draw = copil_reader_word (reader, "draw", draws, "count");
  process->code = copil_reader_text (reader, "code", NULL);
  process->inputs = read_texts (reader, "of");
  process->set = copil_reader_text (reader, "set", "bassin");
  process->sigma = copil_reader_number (reader, "sigma", 1, 0.01, 9);
  process->dispersion = copil_reader_number (reader, "dispersion", 1, 0, 99);
  process->deviation = copil_reader_number (reader, "sd", 1, 0, 99);
  process->least = copil_reader_number (reader, "least", 0, 0, 99);
  process->weeks = copil_reader_number (reader, "weeks", 1, 0, 99);
  process->months = copil_reader_int (reader, "months", 0, 0, 12);
  process->decimals = copil_reader_int (reader, "decimals", 0, 0, 3);
  read_last (reader, process);
  read_effects (self, reader, process);
  read_levels (self, reader, process, catalogue);
  targeted = copil_reader_text (reader, "targeted", "");
  if (*targeted)
    g_ptr_array_add (process->outputs, g_steal_pointer (&targeted));
  return process;
}

/* -- Territories ---------------------------------------------------------------------------- */

static void
add_event (CopilReader *reader,
           GArray      *events)
{
  CopilEvent event = { 0 };
  g_autofree char *to = copil_reader_text (reader, "to", "");

  event.set = copil_reader_text (reader, "set", NULL);
  event.code = copil_reader_text (reader, "code", NULL);
  event.process = copil_reader_text (reader, copil_reader_has (reader, "process") ? "process"
                                                                                  : "measures", "");
  event.producer = copil_reader_text (reader, "producer", "");
  event.from = read_month (reader, "from");
  event.to = *to ? parse_month (reader, "to", to) : G_MAXINT;
  event.shift = copil_reader_number (reader, "shift", 0, -9, 9);
  event.late = copil_reader_bool (reader, "late", FALSE);
  event.present = copil_reader_bool (reader, "present", FALSE);
  g_array_append_val (events, event);
}

static void
add_pilots (CopilReader *reader,
            GHashTable  *pilots)
{
  int since = read_month (reader, "since");
  g_autoptr (GPtrArray) codes = read_texts (reader, "bassins");

  for (guint i = 0; i < codes->len; i++)
    g_hash_table_insert (pilots, g_strdup (g_ptr_array_index (codes, i)), GINT_TO_POINTER (since));
}

typedef void (*ReadEntry) (CopilReader *reader,
                           gpointer     target);

static void
read_list (CopilReader *reader,
           const char  *field,
           ReadEntry    read,
           gpointer     target)
{
  JsonArray *array = copil_reader_array (reader, field);

  for (guint i = 0; array && !reader->failed && i < json_array_get_length (array); i++)
    {
      CopilReader item;

      copil_reader_init (&item, json_array_get_element (array, i), field, i, reader->error);
      if (!item.failed)
        read (&item, target);
      reader->failed = item.failed;
      copil_reader_clear (&item);
    }
}

static void
read_gaps (CopilModel  *self,
           CopilReader *reader)
{
  JsonNode *node = copil_reader_node (reader, "gaps");
  CopilReader gaps;

  if (!node)
    return;
  copil_reader_init (&gaps, node, "gaps", 0, reader->error);
  if (!gaps.failed)
    {
      self->gap_chance = copil_reader_number (&gaps, "chance", 0, 0, 1);
      self->gap_months = copil_reader_int (&gaps, "months", 1, 1, 24);
      read_list (&gaps, "events", (ReadEntry) add_event, self->gaps);
    }
  reader->failed = gaps.failed;
  copil_reader_clear (&gaps);
}

static void
read_corrections (CopilModel  *self,
                  CopilReader *reader)
{
  JsonNode *node = copil_reader_node (reader, "corrected");
  CopilReader corrected;

  if (!node)
    return;
  copil_reader_init (&corrected, node, "corrected", 0, reader->error);
  if (!corrected.failed)
    {
      self->corrected_chance = copil_reader_number (&corrected, "chance", 0, 0, 1);
      self->corrected_share = copil_reader_number (&corrected, "share", 0, 0, 1);
      g_ptr_array_unref (self->corrected);
      self->corrected = read_texts (&corrected, "measures");
    }
  reader->failed = corrected.failed;
  copil_reader_clear (&corrected);
}

static void
read_territories (CopilModel  *self,
                  CopilReader *reader)
{
  self->hardness = read_table (reader, "hardness");
  self->late = read_table (reader, "late");
  self->delays = read_table (reader, "delays");
  self->estimated = read_texts (reader, "estimated");
  self->pilot_months = copil_reader_int (reader, "pilot_months", 12, 1, 120);
  read_numbers (reader, "hardness_spread", self->hardness_spread, 2);
  read_numbers (reader, "organisation_spread", self->organisation_spread, 2);
  read_list (reader, "pilots", (ReadEntry) add_pilots, self->pilots);
  read_list (reader, "events", (ReadEntry) add_event, self->events);
  read_gaps (self, reader);
  read_corrections (self, reader);
}

/* -- The whole ------------------------------------------------------------------------------ */

static void
read_seasons (CopilModel  *self,
              CopilReader *reader)
{
  JsonNode *node = copil_reader_node (reader, "seasons");
  g_autoptr (GList) names = NULL;
  CopilReader seasons;

  if (!node || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  names = json_object_get_members (json_node_get_object (node));
  copil_reader_init (&seasons, node, "seasons", 0, reader->error);
  for (GList *l = names; l; l = l->next)
    {
      double *months = g_new0 (double, 12);

      read_numbers (&seasons, l->data, months, 12);
      g_hash_table_insert (self->seasons, g_strdup (l->data), months);
    }
  copil_reader_clear (&seasons);
}

static void
read_shocks (CopilModel  *self,
             CopilReader *reader)
{
  JsonArray *shocks = copil_reader_array (reader, "covid");

  self->covid = g_new0 (double, self->n_months);
  for (guint i = 0; shocks && i < json_array_get_length (shocks); i++)
    {
      JsonArray *shock = json_array_get_array_element (shocks, i);
      int month = parse_month (reader, "covid", json_array_get_string_element (shock, 0));

      if (month >= self->simulated && month <= self->last)
        self->covid[month - self->simulated] = json_array_get_double_element (shock, 1);
    }
}

static void
read_model (CopilModel     *self,
            CopilReader    *reader,
            CopilCatalogue *catalogue)
{
  JsonArray *processes = copil_reader_array (reader, "processes");

  self->seed = (guint64) copil_reader_number (reader, "seed", NAN, 0, 1e15);
  self->simulated = read_month (reader, "simulated");
  self->first = read_month (reader, "first");
  self->last = read_month (reader, "last");
  self->n_months = MAX (self->last - self->simulated + 1, 1);
  read_seasons (self, reader);
  read_shocks (self, reader);
  self->left_out = read_texts (reader, "left_out");
  for (guint i = 0; processes && !reader->failed && i < json_array_get_length (processes); i++)
    {
      CopilReader item;

      copil_reader_init (&item, json_array_get_element (processes, i), "processes", i,
                         reader->error);
      if (!item.failed)
        g_ptr_array_add (self->processes, read_process (self, &item, catalogue));
      reader->failed = item.failed;
      copil_reader_clear (&item);
    }
}

static CopilModel *
model_new (void)
{
  CopilModel *self = g_new0 (CopilModel, 1);

  self->seasons = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pilots = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->processes = g_ptr_array_new_with_free_func (process_free);
  self->events = g_array_new (FALSE, FALSE, sizeof (CopilEvent));
  self->gaps = g_array_new (FALSE, FALSE, sizeof (CopilEvent));
  self->corrected = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->events, clear_event);
  g_array_set_clear_func (self->gaps, clear_event);
  return self;
}

CopilModel *
copil_model_parse (const char     *model,
                   const char     *territories,
                   CopilCatalogue *catalogue,
                   GError        **error)
{
  g_autoptr (CopilModel) self = model_new ();
  g_autoptr (JsonParser) first = copil_reader_load (model, -1, error);
  g_autoptr (JsonParser) second = first ? copil_reader_load (territories, -1, error) : NULL;
  CopilReader reader;
  gboolean ok = FALSE;

  if (!second)
    return NULL;
  copil_reader_init (&reader, json_parser_get_root (first), "model", 0, error);
  read_model (self, &reader, catalogue);
  ok = !reader.failed;
  copil_reader_clear (&reader);
  if (!ok)
    return NULL;
  copil_reader_init (&reader, json_parser_get_root (second), "territories", 0, error);
  read_territories (self, &reader);
  ok = !reader.failed;
  copil_reader_clear (&reader);
  return ok ? g_steal_pointer (&self) : NULL;
}
