/* statistics-chart.c: the work of a committee, drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/statistics-chart.h"

#include <math.h>

#include "chart/composition-chart.h"
#include "chart/rank-chart.h"
#include "core/format.h"

#define N_PARTS 3

/* (transfer container): the objects of a list. */
static GList *
list (JsonObject *statistics,
      const char *member)
{
  JsonNode *node = json_object_get_member (statistics, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node)
           ? json_array_get_elements (json_node_get_array (node)) : NULL;
}

static double
number (JsonObject *object,
        const char *member)
{
  return json_object_get_double_member_with_default (object, member, 0);
}

static CopilFigure
figure (double value)
{
  return (CopilFigure) { .value = value, .numerator = NAN, .denominator = NAN, .coverage = 1,
                         .status = COPIL_CELL_OBSERVED, .complete = TRUE };
}

/* -- Attendance ------------------------------------------------------------------------------- */

static CopilChart *
draw_attendance (JsonObject *statistics)
{
  static const char *const names[N_PARTS] = { "présents", "représentés", "absents" };
  g_autoptr (GList) colleges = list (statistics, "colleges");
  guint n = g_list_length (colleges), i = 0;
  g_autofree CopilFigure *parts = g_new0 (CopilFigure, n * N_PARTS + 1);
  g_autofree CopilCompositionItem *items = g_new0 (CopilCompositionItem, n + 1);

  for (GList *l = colleges; l != NULL; l = l->next, i++)
    {
      JsonObject *college = json_node_get_object (l->data);
      double present = number (college, "present"), represented = number (college, "represented");

      parts[i * N_PARTS] = figure (present);
      parts[i * N_PARTS + 1] = figure (represented);
      parts[i * N_PARTS + 2] = figure (MAX (0, number (college, "held") - present - represented));
      items[i] = (CopilCompositionItem) { json_object_get_string_member (college, "college"),
                                          parts + i * N_PARTS, (int) i, FALSE };
    }
  if (n == 0)
    return NULL;
  return copil_composition_chart_new (&(CopilCompositionData) {
    .head = { .title = "Assiduité par collège",
              .subtitle = "en\u00a0% des sièges convoqués, toutes séances ensemble",
              .note = "Un siège est présent lorsque son titulaire ou son suppléant a siégé." },
    .part_names = names, .n_parts = N_PARTS, .items = items, .n_items = n });
}

/* -- A bar a sitting -------------------------------------------------------------------------- */

/* Sittings in the order of their numbers. */
typedef struct
{
  GArray    *items; /* CopilRankItem */
  GPtrArray *names;
} Bars;

static void
bars_init (Bars *self)
{
  self->items = g_array_new (FALSE, FALSE, sizeof (CopilRankItem));
  self->names = g_ptr_array_new_with_free_func (g_free);
}

static void
bars_clear (Bars *self)
{
  g_array_unref (self->items);
  g_ptr_array_unref (self->names);
}

static void
add_bar (Bars   *self,
         char   *name,
         double  value)
{
  CopilRankItem item = { name, figure (value), (int) self->items->len, FALSE };

  g_ptr_array_add (self->names, name);
  g_array_append_val (self->items, item);
}

static CopilChart *
draw_bars (Bars           *self,
           CopilChartHead  head)
{
  if (self->items->len == 0)
    return NULL;
  return copil_rank_chart_new (&(CopilRankData) {
    .head = head, .items = (const CopilRankItem *) self->items->data, .n_items = self->items->len,
    .reference = NAN, .keep_order = TRUE });
}

static char *
name_sitting (JsonObject *object)
{
  return g_strdup_printf ("Séance %d", (int) json_object_get_int_member (object, "sitting"));
}

static CopilChart *
draw_duration (JsonObject *statistics)
{
  g_autoptr (GList) items = list (statistics, "items");
  CopilChart *chart;
  Bars bars;

  bars_init (&bars);
  for (GList *l = items; l != NULL;)
    {
      gint64 sitting = json_object_get_int_member (json_node_get_object (l->data), "sitting");
      char *name = name_sitting (json_node_get_object (l->data));
      double drift = 0;

      for (; l != NULL
             && json_object_get_int_member (json_node_get_object (l->data), "sitting") == sitting;
           l = l->next)
        drift += number (json_node_get_object (l->data), "elapsed")
                 - number (json_node_get_object (l->data), "planned");
      add_bar (&bars, name, drift / 60);
    }
  chart = draw_bars (&bars, (CopilChartHead) {
    .title = "Tenue du temps", .subtitle = "minutes de plus (+) ou de moins que prévu, par séance",
    .unit = "min" });
  bars_clear (&bars);
  return chart;
}

static CopilChart *
draw_convocations (JsonObject *statistics)
{
  g_autoptr (GList) sent = list (statistics, "convocations");
  g_autofree char *note = NULL;
  CopilChart *chart;
  guint late = 0;
  Bars bars;

  bars_init (&bars);
  for (GList *l = sent; l != NULL; l = l->next)
    {
      JsonObject *convocation = json_node_get_object (l->data);

      late += !json_object_get_boolean_member_with_default (convocation, "in_time", TRUE);
      add_bar (&bars, name_sitting (convocation), number (convocation, "days"));
    }
  note = late == 0 ? g_strdup ("Toutes dans le délai du régime de la séance.")
                   : g_strdup_printf ("Hors délai\u00a0: %u.", late);
  chart = draw_bars (&bars, (CopilChartHead) {
    .title = "Délai des convocations", .subtitle = "jours entre l’envoi et la séance",
    .note = note, .unit = "jours" });
  bars_clear (&bars);
  return chart;
}

/* -- Actions ---------------------------------------------------------------------------------- */

static CopilChart *
draw_actions (JsonObject *statistics)
{
  JsonObject *actions = json_object_get_object_member (statistics, "actions");
  double done_late, late, total;
  CopilChart *chart = NULL;
  Bars bars;

  if (actions == NULL)
    return NULL;
  done_late = number (actions, "done_late");
  late = number (actions, "late");
  total = number (actions, "done") + number (actions, "open") + number (actions, "dropped");
  bars_init (&bars);
  add_bar (&bars, g_strdup ("Faites dans le délai"), number (actions, "done") - done_late);
  add_bar (&bars, g_strdup ("Faites en retard"), done_late);
  add_bar (&bars, g_strdup ("À échoir"), number (actions, "open") - late);
  add_bar (&bars, g_strdup ("En retard"), late);
  add_bar (&bars, g_strdup ("Abandonnées"), number (actions, "dropped"));
  if (total > 0)
    chart = draw_bars (&bars, (CopilChartHead) {
      .title = "Suivi des actions", .subtitle = "actions décidées par le comité" });
  bars_clear (&bars);
  return chart;
}

CopilChart *
copil_statistics_chart_new (CopilStatisticsKind  kind,
                            JsonObject          *statistics)
{
  static CopilChart *(*const draw[]) (JsonObject *statistics) = {
    [COPIL_STATISTICS_ATTENDANCE] = draw_attendance,
    [COPIL_STATISTICS_DURATION] = draw_duration,
    [COPIL_STATISTICS_CONVOCATIONS] = draw_convocations,
    [COPIL_STATISTICS_ACTIONS] = draw_actions,
  };

  g_return_val_if_fail (kind < COPIL_N_STATISTICS && statistics != NULL, NULL);
  return draw[kind] (statistics);
}
