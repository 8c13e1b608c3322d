/* spec.c: a chart from a description in JSON
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "chart/spec-private.h"

#include "core/json-text.h"

#include <math.h>
#include <string.h>

G_DEFINE_QUARK (copil-spec-error-quark, copil_spec_error)

/* More than a chart can show: a file that asks for it is not a chart. */
#define MAX_VALUES 100000

static const struct
{
  const char      *type;
  CopilSpecBuilder build;
} builders[] = {
  { "line", copil_spec_line },           { "spark", copil_spec_spark },
  { "bullet", copil_spec_bullet },       { "rank", copil_spec_rank },
  { "columns", copil_spec_columns },     { "composition", copil_spec_composition },
  { "histogram", copil_spec_histogram }, { "funnel", copil_spec_funnel },
  { "map", copil_spec_map },             { "multiples", copil_spec_multiples },
};

const char *const *
copil_spec_get_types (void)
{
  static const char *types[G_N_ELEMENTS (builders) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (builders); i++)
    types[i] = builders[i].type;
  return types;
}

/* -- Members -------------------------------------------------------------------------------- */

void
copil_spec_fail (CopilSpec  *self,
                 const char *member,
                 const char *problem)
{
  if (self->failed)
    return;
  self->failed = TRUE;
  g_set_error (self->error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_MEMBER, "« %s » : %s", member,
               problem);
}

gpointer
copil_spec_alloc (CopilSpec *self,
                  gsize      n,
                  gsize      size)
{
  gpointer memory = g_malloc0_n (MAX (n, 1), size);

  g_ptr_array_add (self->kept, memory);
  return memory;
}

static JsonNode *
get_node (JsonObject *object,
          const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

const char *
copil_spec_text (CopilSpec  *self,
                 JsonObject *object,
                 const char *member)
{
  JsonNode *node = get_node (object, member);

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  copil_spec_fail (self, member, "un texte est attendu");
  return NULL;
}

static gboolean
is_number (JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;

  return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
}

double
copil_spec_number (CopilSpec  *self,
                   JsonObject *object,
                   const char *member,
                   double      fallback)
{
  JsonNode *node = get_node (object, member);

  if (node == NULL)
    return fallback;
  if (is_number (node))
    return json_node_get_double (node);
  copil_spec_fail (self, member, "un nombre est attendu");
  return fallback;
}

gboolean
copil_spec_bool (CopilSpec  *self,
                 JsonObject *object,
                 const char *member)
{
  JsonNode *node = get_node (object, member);

  if (node == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  copil_spec_fail (self, member, "true ou false est attendu");
  return FALSE;
}

CopilPeriod
copil_spec_period (CopilSpec  *self,
                   JsonObject *object,
                   const char *member)
{
  CopilPeriod period = { COPIL_RHYTHM_MONTH, 2000 * 12 };
  const char *text = copil_spec_text (self, object, member);

  if (text == NULL || !copil_period_parse (text, &period))
    copil_spec_fail (self, member, "une période est attendue, comme 2026-10, 2026-T3 ou 2026");
  return period;
}

CopilDirection
copil_spec_direction (CopilSpec  *self,
                      JsonObject *object)
{
  static const char *const words[] = { "none", "up", "down", "range" };
  const char *text = copil_spec_text (self, object, "direction");

  for (guint i = 0; text && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i]))
      return (CopilDirection) i;
  if (text)
    copil_spec_fail (self, "direction", "none, up, down ou range est attendu");
  return COPIL_DIRECTION_NONE;
}

/* -- Figures -------------------------------------------------------------------------------- */

static const CopilFigure no_figure = { .value = NAN,
                                       .numerator = NAN,
                                       .denominator = NAN,
                                       .status = COPIL_CELL_NOT_AVAILABLE };

static CopilCellStatus
status_of (CopilSpec  *self,
           const char *text,
           const char *member)
{
  static const struct
  {
    const char     *text;
    CopilCellStatus status;
  } words[] = {
    { "observed", COPIL_CELL_OBSERVED },
    { "provisional", COPIL_CELL_PROVISIONAL },
    { "estimated", COPIL_CELL_ESTIMATED },
    { "n.d.", COPIL_CELL_NOT_AVAILABLE },
    { "///", COPIL_CELL_NOT_APPLICABLE },
    { "s", COPIL_CELL_SECRET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (text, words[i].text))
      return words[i].status;
  copil_spec_fail (self, member,
                   "observed, provisional, estimated, n.d., /// ou s est attendu");
  return COPIL_CELL_NOT_AVAILABLE;
}

static CopilFigure
figure_of_object (CopilSpec  *self,
                  JsonObject *object)
{
  const char *status = copil_spec_text (self, object, "status");
  CopilFigure figure = { .value = copil_spec_number (self, object, "value", NAN),
                         .numerator = copil_spec_number (self, object, "numerator", NAN),
                         .denominator = copil_spec_number (self, object, "denominator", NAN),
                         .coverage = 1,
                         .complete = TRUE };

  if (status)
    figure.status = status_of (self, status, "status");
  return figure;
}

CopilFigure
copil_spec_figure (CopilSpec  *self,
                   JsonNode   *node,
                   const char *member)
{
  CopilFigure figure = no_figure;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return figure;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return figure_of_object (self, json_node_get_object (node));
  if (is_number (node))
    {
      figure.value = json_node_get_double (node);
      figure.status = COPIL_CELL_OBSERVED;
      figure.coverage = 1;
      figure.complete = TRUE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    figure.status = MAX (status_of (self, json_node_get_string (node), member),
                         COPIL_CELL_NOT_AVAILABLE);
  else
    copil_spec_fail (self, member, "un nombre ou un statut est attendu");
  return figure;
}

CopilFigure
copil_spec_get_figure (CopilSpec  *self,
                       JsonObject *object,
                       const char *member)
{
  return copil_spec_figure (self, json_object_get_member (object, member), member);
}

/* -- Arrays --------------------------------------------------------------------------------- */

static JsonArray *
get_array (CopilSpec  *self,
           JsonObject *object,
           const char *member,
           guint      *n)
{
  JsonNode *node = get_node (object, member);

  *n = 0;
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      copil_spec_fail (self, member, "une liste est attendue");
      return NULL;
    }
  *n = json_array_get_length (json_node_get_array (node));
  if (*n > MAX_VALUES)
    {
      copil_spec_fail (self, member, "la liste est trop longue");
      *n = 0;
    }
  return json_node_get_array (node);
}

CopilFigure *
copil_spec_figures (CopilSpec  *self,
                    JsonObject *object,
                    const char *member,
                    guint      *n)
{
  JsonArray *array = get_array (self, object, member, n);
  CopilFigure *figures = copil_spec_alloc (self, *n, sizeof *figures);

  for (guint i = 0; i < *n; i++)
    figures[i] = copil_spec_figure (self, json_array_get_element (array, i), member);
  return figures;
}

CopilFigure *
copil_spec_n_figures (CopilSpec  *self,
                      JsonObject *object,
                      const char *member,
                      guint       n)
{
  guint length;
  JsonArray *array = get_array (self, object, member, &length);
  CopilFigure *figures = copil_spec_alloc (self, n, sizeof *figures);

  if (length != n)
    copil_spec_fail (self, member, "il faut une valeur par période ou par part");
  for (guint i = 0; i < n; i++)
    figures[i] = i < length ? copil_spec_figure (self, json_array_get_element (array, i), member)
                            : no_figure;
  return figures;
}

double *
copil_spec_numbers (CopilSpec  *self,
                    JsonObject *object,
                    const char *member,
                    guint      *n)
{
  JsonArray *array = get_array (self, object, member, n);
  double *numbers = copil_spec_alloc (self, *n, sizeof *numbers);

  for (guint i = 0; i < *n; i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (is_number (node))
        numbers[i] = json_node_get_double (node);
      else
        copil_spec_fail (self, member, "des nombres sont attendus");
    }
  return numbers;
}

JsonArray *
copil_spec_objects (CopilSpec  *self,
                    JsonObject *object,
                    const char *member,
                    guint      *n)
{
  JsonArray *array = get_array (self, object, member, n);

  for (guint i = 0; i < *n; i++)
    if (!JSON_NODE_HOLDS_OBJECT (json_array_get_element (array, i)))
      {
        copil_spec_fail (self, member, "des objets sont attendus");
        *n = 0;
      }
  return array;
}

CopilChartHead
copil_spec_head (CopilSpec  *self,
                 JsonObject *object)
{
  double decimals = copil_spec_number (self, object, "decimals", 0);

  return (CopilChartHead) {
    .title = copil_spec_text (self, object, "title"),
    .subtitle = copil_spec_text (self, object, "subtitle"),
    .note = copil_spec_text (self, object, "note"),
    .unit = copil_spec_text (self, object, "unit"),
    .decimals = (int) CLAMP (decimals, 0, 6),
  };
}

/* -- The document --------------------------------------------------------------------------- */

static CopilChart *
build_chart (const char *type,
             JsonObject *object,
             GError    **error)
{
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_free);
  CopilSpec spec = { error, FALSE, kept };
  CopilSpecBuilder build = NULL;
  CopilChart *chart;

  if (type == NULL)
    type = copil_spec_text (&spec, object, "type");
  for (guint i = 0; type && i < G_N_ELEMENTS (builders); i++)
    if (g_str_equal (builders[i].type, type))
      build = builders[i].build;
  if (build == NULL && !spec.failed)
    {
      g_autofree char *types = g_strjoinv (", ", (GStrv) copil_spec_get_types ());

      g_set_error (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_TYPE,
                   "« type » : aucun graphique ne s’appelle « %s ». Choisissez parmi %s.",
                   type ? type : "", types);
    }
  if (build == NULL)
    return NULL;
  chart = build (&spec, object);
  if (spec.failed)
    g_clear_object (&chart);
  return chart;
}

CopilChart *
copil_chart_from_json (const char *type,
                       const char *json,
                       gssize      length,
                       GError    **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) fault = NULL;
  JsonNode *root;

  if (!g_utf8_validate (json, length < 0 ? (gssize) strlen (json) : length, NULL))
    {
      g_set_error_literal (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_SYNTAX,
                           "Le fichier n’est pas du texte UTF-8.");
      return NULL;
    }
  if (!json_parser_load_from_data (parser, json, length, &fault))
    {
      g_set_error (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_SYNTAX,
                   "Le fichier n’est pas du JSON : %s", fault->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root) || !copil_json_is_text (root))
    {
      g_set_error_literal (error, COPIL_SPEC_ERROR, COPIL_SPEC_ERROR_SYNTAX,
                           "Le fichier n’est pas la description d’un graphique.");
      return NULL;
    }
  return build_chart (type, json_node_get_object (root), error);
}
