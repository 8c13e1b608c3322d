/* catalogue-parse.c: the document of the catalogue, read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/catalogue-private.h"
#include "core/catalogue-reader.h"

#define SHORT_NAME_LENGTH 34

static const CopilWord kinds[] = {
  { "flow", COPIL_MEASURE_FLOW },
  { "stock", COPIL_MEASURE_STOCK },
  { "published", COPIL_MEASURE_PUBLISHED },
  { NULL },
};

static const CopilWord rhythms[] = {
  { "month", COPIL_RHYTHM_MONTH },
  { "quarter", COPIL_RHYTHM_QUARTER },
  { "year", COPIL_RHYTHM_YEAR },
  { NULL },
};

static const CopilWord formulas[] = {
  { "ratio", COPIL_FORMULA_RATIO },   { "count", COPIL_FORMULA_COUNT },
  { "median", COPIL_FORMULA_MEDIAN }, { "share", COPIL_FORMULA_SHARE },
  { "published", COPIL_FORMULA_PUBLISHED }, { NULL },
};

static const CopilWord directions[] = {
  { "none", COPIL_DIRECTION_NONE },
  { "up", COPIL_DIRECTION_UP },
  { "down", COPIL_DIRECTION_DOWN },
  { "range", COPIL_DIRECTION_RANGE },
  { NULL },
};

static const CopilWord levels[] = {
  { "france", COPIL_LEVEL_FRANCE },         { "region", COPIL_LEVEL_REGION },
  { "departement", COPIL_LEVEL_DEPARTMENT }, { "bassin", COPIL_LEVEL_BASIN },
  { "other", COPIL_LEVEL_OTHER },           { NULL },
};

/* -- Measures ------------------------------------------------------------------------------- */

static const char * const measure_fields[] = {
  "id", "code", "name", "kind", "rhythm", "set", "producer", "threshold", "subset_of", NULL
};

static CopilMeasure *
read_measure (CopilReader *reader,
              guint        rank)
{
  CopilMeasure *measure = _copil_measure_new ();

  copil_reader_only (reader, measure_fields);
  measure->id = copil_reader_int (reader, "id", rank + 1, 1, G_MAXINT16);
  measure->code = copil_reader_text (reader, "code", NULL);
  measure->name = copil_reader_text (reader, "name", NULL);
  measure->kind = copil_reader_word (reader, "kind", kinds, NULL);
  measure->rhythm = copil_reader_word (reader, "rhythm", rhythms, "month");
  measure->set = copil_reader_text (reader, "set", "bassin");
  measure->producer = copil_reader_text (reader, "producer", NULL);
  measure->threshold = copil_reader_int (reader, "threshold", 0, 0, G_MAXINT16);
  return measure;
}

static gboolean
has_id (CopilCatalogue *self,
        int             id)
{
  for (guint i = 0; i < self->measures->len; i++)
    if (copil_catalogue_get_measure (self, i)->id == id)
      return TRUE;
  return FALSE;
}

static gboolean
parse_measure (CopilCatalogue *self,
               JsonNode       *node,
               guint           rank,
               GError        **error)
{
  CopilReader reader;
  g_autoptr (CopilMeasure) measure = NULL;
  gboolean ok;

  copil_reader_init (&reader, node, "measures", rank, error);
  measure = read_measure (&reader, rank);
  if (!reader.failed && has_id (self, measure->id))
    copil_reader_fail (&reader, COPIL_CATALOGUE_ERROR_REFERENCE, "id", _("it is there twice"));
  if (!reader.failed && !_copil_catalogue_take_measure (self, g_steal_pointer (&measure)))
    copil_reader_fail (&reader, COPIL_CATALOGUE_ERROR_REFERENCE, "code", _("it is there twice"));
  ok = !reader.failed;
  copil_reader_clear (&reader);
  return ok;
}

/* Looks a measure up by its code; any fault is the reader's. */
static guint
find_measure (CopilCatalogue *self,
              CopilReader    *reader,
              const char     *field,
              JsonNode       *node)
{
  const char *code = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                      : "";
  const CopilMeasure *measure = copil_catalogue_find_measure (self, code);
  g_autofree char *problem = NULL;

  if (measure)
    return measure->index;
  problem = g_strdup_printf (_("the measure “%s” does not exist"), code);
  copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_REFERENCE, field, problem);
  return 0;
}

/* Once all are there: the whole may come after its part. */
static gboolean
link_subset (CopilCatalogue *self,
             JsonNode       *node,
             guint           rank,
             GError        **error)
{
  CopilMeasure *measure = g_ptr_array_index (self->measures, rank);
  CopilReader reader;
  gboolean ok;

  copil_reader_init (&reader, node, "measures", rank, error);
  if (copil_reader_has (&reader, "subset_of"))
    {
      guint whole = find_measure (self, &reader, "subset_of",
                                  copil_reader_node (&reader, "subset_of"));

      measure->subset_of = copil_catalogue_get_measure (self, whole)->id;
      if (whole == rank)
        copil_reader_fail (&reader, COPIL_CATALOGUE_ERROR_REFERENCE, "subset_of",
                           _("a measure is no part of itself"));
    }
  ok = !reader.failed;
  copil_reader_clear (&reader);
  return ok;
}

/* -- Formulas ------------------------------------------------------------------------------- */

static const char * const formula_fields[] = {
  "kind", "numerators", "denominators", "numerator_label", "denominator_label", "buckets",
  "undeclared", "quantile", "share", "scale", NULL
};

static void
read_references (CopilCatalogue *self,
                 CopilReader    *reader,
                 const char     *field,
                 GArray         *indices)
{
  JsonArray *array = copil_reader_array (reader, field);

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    {
      guint index = find_measure (self, reader, field, json_array_get_element (array, i));

      g_array_append_val (indices, index);
    }
}

/* "low" and "high" of an object; an absent or null "high" is open. */
static void
read_bounds (CopilReader *reader,
             double      *low,
             double      *high)
{
  *low = copil_reader_number (reader, "low", 0, -1e12, 1e12);
  *high = INFINITY;
  if (copil_reader_has (reader, "high"))
    *high = copil_reader_number (reader, "high", NAN, -1e12, 1e12);
  if (*high <= *low)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "high", _("it is not above “low”"));
}

static void
read_bucket (CopilCatalogue *self,
             CopilReader    *reader,
             GArray         *buckets)
{
  static const char * const fields[] = { "measure", "low", "high", NULL };
  CopilBucket bucket = { 0 };
  JsonNode *measure = copil_reader_node (reader, "measure");

  copil_reader_only (reader, fields);
  if (measure)
    bucket.measure = find_measure (self, reader, "measure", measure);
  else
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "measure", _("it is missing"));
  read_bounds (reader, &bucket.low, &bucket.high);
  if (buckets->len > 0 &&
      g_array_index (buckets, CopilBucket, buckets->len - 1).high != bucket.low)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "low",
                       _("a bucket begins where the one before it ends"));
  g_array_append_val (buckets, bucket);
}

typedef void (*ReadItem) (CopilCatalogue *self,
                          CopilReader    *reader,
                          CopilIndicator *indicator);

/* Calls @read for each object of a list; a fault in one is a fault of the whole. */
static void
read_items (CopilCatalogue *self,
            CopilReader    *reader,
            const char     *field,
            ReadItem        read,
            CopilIndicator *indicator)
{
  JsonArray *array = copil_reader_array (reader, field);
  g_autofree char *where = g_strdup_printf ("%s, %s", reader->where, field);

  for (guint i = 0; array && !reader->failed && i < json_array_get_length (array); i++)
    {
      CopilReader item;

      copil_reader_init (&item, json_array_get_element (array, i), where, i, reader->error);
      if (!item.failed)
        read (self, &item, indicator);
      reader->failed = item.failed;
      copil_reader_clear (&item);
    }
}

/* The same for a field that is one object. */
static void
read_object (CopilCatalogue *self,
             CopilReader    *reader,
             const char     *field,
             ReadItem        read,
             CopilIndicator *indicator)
{
  JsonNode *node = copil_reader_node (reader, field);
  CopilReader item;

  if (!node)
    {
      copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, field, _("it is missing"));
      return;
    }
  copil_reader_init (&item, node, field, 0, reader->error);
  g_free (item.where);
  item.where = g_strdup_printf ("%s, %s", reader->where, field);
  if (!item.failed)
    read (self, &item, indicator);
  reader->failed = item.failed;
  copil_reader_clear (&item);
}

static void
read_bucket_item (CopilCatalogue *self,
                  CopilReader    *reader,
                  CopilIndicator *indicator)
{
  read_bucket (self, reader, indicator->buckets);
}

static gboolean
is_bound (GArray *buckets,
          double  value)
{
  for (guint i = 0; i < buckets->len; i++)
    {
      const CopilBucket *bucket = &g_array_index (buckets, CopilBucket, i);

      if (bucket->low == value || bucket->high == value)
        return TRUE;
    }
  return FALSE;
}

static void
read_share (CopilCatalogue *self,
                 CopilReader    *reader,
                 CopilIndicator *indicator)
{
  static const char * const fields[] = { "low", "high", NULL };

  copil_reader_only (reader, fields);
  read_bounds (reader, &indicator->share_low, &indicator->share_high);
}

static void
check_formula (CopilReader    *reader,
               CopilIndicator *indicator)
{
  gboolean histogram = indicator->formula == COPIL_FORMULA_MEDIAN ||
                       indicator->formula == COPIL_FORMULA_SHARE;

  if (histogram && indicator->buckets->len < 2)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "buckets",
                       _("a histogram has at least two buckets"));
  if (!histogram && indicator->numerators->len == 0)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "numerators", _("it is missing"));
  if (indicator->formula == COPIL_FORMULA_RATIO && indicator->denominators->len == 0)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "denominators", _("it is missing"));
  if (indicator->formula == COPIL_FORMULA_PUBLISHED && indicator->numerators->len != 1)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "numerators",
                       _("a published figure is one measure"));
  if (indicator->formula == COPIL_FORMULA_SHARE &&
      (!is_bound (indicator->buckets, indicator->share_low) ||
       !is_bound (indicator->buckets, indicator->share_high)))
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "share",
                       _("its bounds are bounds of buckets"));
}

static void
read_formula (CopilCatalogue *self,
              CopilReader    *reader,
              CopilIndicator *indicator)
{
  copil_reader_only (reader, formula_fields);
  indicator->formula = copil_reader_word (reader, "kind", formulas, NULL);
  indicator->numerator_label = copil_reader_text (reader, "numerator_label", "");
  indicator->denominator_label = copil_reader_text (reader, "denominator_label", "");
  indicator->scale = copil_reader_number (reader, "scale", 1, 1e-9, 1e9);
  indicator->quantile = copil_reader_number (reader, "quantile", 0.5, 0.001, 0.999);
  read_references (self, reader, "numerators", indicator->numerators);
  read_references (self, reader, "denominators", indicator->denominators);
  read_items (self, reader, "buckets", read_bucket_item, indicator);
  if (copil_reader_has (reader, "undeclared"))
    indicator->undeclared = (int) find_measure (self, reader, "undeclared",
                                                copil_reader_node (reader, "undeclared"));
  if (indicator->formula == COPIL_FORMULA_SHARE)
    read_object (self, reader, "share", read_share, indicator);
  check_formula (reader, indicator);
}

/* -- Indicators ----------------------------------------------------------------------------- */

static const char * const indicator_fields[] = {
  "code", "chapter", "name", "name_en", "short_name", "definition", "formula", "unit", "decimals",
  "direction", "levels", "focus", "parts", "targets", "breaks", "seasonal", "ranked", "rhythm",
  "delay_days", "producer", "source", "legal_source", "cohort", "reference", "threshold", NULL
};

static void
read_target (CopilCatalogue *self,
             CopilReader    *reader,
             CopilIndicator *indicator)
{
  static const char * const fields[] = { "period", "value", "low", "high", "source", NULL };
  CopilTarget target = { .period = copil_reader_period (reader, "period", indicator->rhythm) };

  copil_reader_only (reader, fields);
  if (copil_reader_has (reader, "value"))
    target.low = target.high = copil_reader_number (reader, "value", NAN, -1e12, 1e12);
  else
    read_bounds (reader, &target.low, &target.high);
  target.source = copil_reader_text (reader, "source", NULL);
  if (indicator->targets->len > 0 &&
      g_array_index (indicator->targets, CopilTarget, indicator->targets->len - 1).period.index >=
        target.period.index)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "period",
                       _("milestones stand in the order of time"));
  g_array_append_val (indicator->targets, target);
}

static void
read_break (CopilCatalogue *self,
            CopilReader    *reader,
            CopilIndicator *indicator)
{
  static const char * const fields[] = { "period", "label", NULL };
  CopilBreak item = { .period = copil_reader_period (reader, "period", indicator->rhythm) };

  copil_reader_only (reader, fields);
  item.label = copil_reader_text (reader, "label", NULL);
  g_array_append_val (indicator->breaks, item);
}

static void
read_part (CopilCatalogue *self,
           CopilReader    *reader,
           CopilIndicator *indicator)
{
  static const char * const fields[] = { "name", "measure", NULL };
  JsonNode *measure = copil_reader_node (reader, "measure");
  CopilPart part = { 0 };

  copil_reader_only (reader, fields);
  part.name = copil_reader_text (reader, "name", NULL);
  if (measure)
    part.measure = find_measure (self, reader, "measure", measure);
  else
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "measure", _("it is missing"));
  g_array_append_val (indicator->parts, part);
}

static void
read_texts (CopilReader    *reader,
            CopilIndicator *indicator)
{
  indicator->code = copil_reader_text (reader, "code", NULL);
  indicator->chapter = copil_reader_text (reader, "chapter", NULL);
  indicator->name = copil_reader_text (reader, "name", NULL);
  indicator->name_en = copil_reader_text (reader, "name_en", NULL);
  indicator->short_name = copil_reader_text (reader, "short_name", NULL);
  indicator->definition = copil_reader_text (reader, "definition", NULL);
  indicator->unit = copil_reader_text (reader, "unit", "");
  indicator->producer = copil_reader_text (reader, "producer", NULL);
  indicator->source = copil_reader_text (reader, "source", "");
  indicator->legal_source = copil_reader_text (reader, "legal_source", "");
  indicator->cohort = copil_reader_text (reader, "cohort", "");
  indicator->reference = copil_reader_text (reader, "reference", "");
  if (g_utf8_strlen (indicator->short_name, -1) > SHORT_NAME_LENGTH)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "short_name",
                       _("it has at most 34 characters"));
}

static void
read_rules (CopilReader    *reader,
            CopilIndicator *indicator)
{
  indicator->decimals = copil_reader_int (reader, "decimals", 1, 0, 6);
  indicator->direction = copil_reader_word (reader, "direction", directions, NULL);
  indicator->levels = copil_reader_flags (reader, "levels", levels);
  indicator->focus = copil_reader_flags (reader, "focus", levels);
  indicator->seasonal = copil_reader_bool (reader, "seasonal", FALSE);
  indicator->ranked = copil_reader_bool (reader, "ranked", TRUE);
  indicator->rhythm = copil_reader_word (reader, "rhythm", rhythms, "month");
  indicator->delay_days = copil_reader_int (reader, "delay_days", 0, 0, 3660);
  indicator->threshold = copil_reader_int (reader, "threshold", 0, 0, G_MAXINT16);
  if (indicator->levels == 0)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "levels", _("it is missing"));
  if (indicator->focus & ~indicator->levels)
    copil_reader_fail (reader, COPIL_CATALOGUE_ERROR_FIELD, "focus",
                       _("the first page of a level where it does not exist"));
}

static gboolean
parse_indicator (CopilCatalogue *self,
                 JsonNode       *node,
                 guint           rank,
                 GError        **error)
{
  g_autoptr (CopilIndicator) indicator = _copil_indicator_new ();
  CopilReader reader;
  gboolean ok;

  indicator->undeclared = -1;
  copil_reader_init (&reader, node, "indicators", rank, error);
  copil_reader_only (&reader, indicator_fields);
  read_texts (&reader, indicator);
  read_rules (&reader, indicator);
  read_object (self, &reader, "formula", read_formula, indicator);
  read_items (self, &reader, "parts", read_part, indicator);
  read_items (self, &reader, "targets", read_target, indicator);
  read_items (self, &reader, "breaks", read_break, indicator);
  if (!reader.failed && !_copil_catalogue_take_indicator (self, g_steal_pointer (&indicator)))
    copil_reader_fail (&reader, COPIL_CATALOGUE_ERROR_REFERENCE, "code", _("it is there twice"));
  ok = !reader.failed;
  copil_reader_clear (&reader);
  return ok;
}

/* -- The document --------------------------------------------------------------------------- */

typedef gboolean (*ParseEntry) (CopilCatalogue *self,
                                JsonNode       *node,
                                guint           rank,
                                GError        **error);

static gboolean
parse_list (CopilCatalogue *self,
            JsonObject     *document,
            const char     *field,
            ParseEntry      parse,
            GError        **error)
{
  JsonNode *node = json_object_get_member (document, field);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (!array)
    {
      g_set_error (error, COPIL_CATALOGUE_ERROR, COPIL_CATALOGUE_ERROR_SYNTAX,
                   _("The catalogue has no list “%s”"), field);
      return FALSE;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!parse (self, json_array_get_element (array, i), i, error))
      return FALSE;
  return TRUE;
}

static int
get_version (JsonObject *document)
{
  JsonNode *node = json_object_get_member (document, "version");

  return node && json_node_get_value_type (node) == G_TYPE_INT64 ? (int) json_node_get_int (node)
                                                                 : 0;
}

CopilCatalogue *
copil_catalogue_parse (const char *json,
                       gssize      length,
                       GError    **error)
{
  g_autoptr (JsonParser) parser = copil_reader_load (json, length, error);
  g_autoptr (CopilCatalogue) self = NULL;
  JsonObject *document;

  if (!parser)
    return NULL;
  document = json_node_get_object (json_parser_get_root (parser));
  self = _copil_catalogue_new (get_version (document));
  if (parse_list (self, document, "measures", parse_measure, error) &&
      parse_list (self, document, "measures", link_subset, error) &&
      parse_list (self, document, "indicators", parse_indicator, error))
    return g_steal_pointer (&self);
  return NULL;
}
