/* paper-statistics.c: the work of a committee over a period
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Of what copil.statistics() counts: the base counts it, this says it.
 */
#include "config.h"

#include "committee/paper-content.h"
#include "committee/paper-private.h"

#include <math.h>
#include <string.h>

#include "chart/bullet-chart.h"
#include "committee/statistics-chart.h"
#include "core/format.h"
#include "core/instant.h"
#include "core/sitting-clock.h"

static JsonArray *
get_list (JsonObject *statistics,
          const char *member)
{
  JsonNode *node = json_object_get_member (statistics, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static guint
count (JsonObject *statistics,
       const char *member)
{
  JsonArray *list = get_list (statistics, member);

  return list != NULL ? json_array_get_length (list) : 0;
}

static CopilFigure
create_figure (gint64 value)
{
  return (CopilFigure) { .value = (double) value, .numerator = NAN, .denominator = NAN, .coverage = 1,
                         .status = COPIL_CELL_OBSERVED, .complete = TRUE };
}

/* "83 %"; a dash of none. */
static char *
format_share (gint64 part,
              gint64 whole)
{
  return whole > 0 ? copil_format_value (100.0 * (double) part / (double) whole, "%", 0)
                   : g_strdup ("—");
}

/* The same drawing as on the screen. */
static void
add_chart (CopilPaper          *self,
           CopilStatisticsKind  kind,
           JsonObject          *statistics)
{
  g_autoptr (CopilChart) chart = copil_statistics_chart_new (kind, statistics);

  if (chart != NULL)
    copil_document_add_chart (self->document, chart, 0);
}

/* Attendance -------------------------------------------------------------------------------- */

static void
add_seat_row (CopilTableBuilder *table,
              JsonObject        *seat)
{
  static const char *const members[] = { "held", "present", "deputy", "represented" };
  gint64 here = _copil_content_number (seat, "present") + _copil_content_number (seat, "represented");
  g_autofree char *share = format_share (here, _copil_content_number (seat, "held"));
  g_autofree char *name = _copil_paper_escape (_copil_content_text (seat, "seat"));

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, name);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autofree char *number = g_strdup_printf ("%d", (int) _copil_content_number (seat, members[i]));

      copil_table_builder_add_text (table, number);
    }
  copil_table_builder_add_text (table, share);
}

static CopilTableBuilder *
create_seats (const char *college)
{
  static const char *const headers[] = { "Séances", "Présent", "dont suppléant", "Représenté",
                                         "Assiduité" };
  CopilTableBuilder *table = copil_table_builder_new (college, NULL);

  copil_table_builder_add_column (table, "Siège", 3, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < G_N_ELEMENTS (headers); i++)
    copil_table_builder_add_column (table, headers[i], 0.9, COPIL_ALIGN_RIGHT);
  return table;
}

/* One table a college; the seats come in the order of these. */
static void
add_seats (CopilPaper *self,
           JsonArray  *seats)
{
  CopilTableBuilder *table = NULL;
  const char *college = NULL;

  for (guint i = 0; i < json_array_get_length (seats); i++)
    {
      JsonObject *seat = json_array_get_object_element (seats, i);
      const char *own = _copil_content_text (seat, "college");

      if (college == NULL || strcmp (own, college) != 0)
        {
          if (table != NULL)
            copil_document_add_table (self->document, table);
          table = create_seats (own);
          college = own;
        }
      add_seat_row (table, seat);
    }
  if (table != NULL)
    copil_document_add_table (self->document, table);
}

static void
add_attendance (CopilPaper *self,
                JsonObject *statistics)
{
  _copil_paper_add_heading (self->document, "Assiduité", "attendance");
  add_chart (self, COPIL_STATISTICS_ATTENDANCE, statistics);
  if (count (statistics, "seats") > 0)
    add_seats (self, get_list (statistics, "seats"));
  else
    _copil_paper_add (self->document, "body", "Aucun siège n’était pourvu.");
}

/* Time -------------------------------------------------------------------------------------- */

static double
find_longest (JsonArray *items)
{
  gint64 longest = 0;

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      longest = MAX (longest, MAX (_copil_content_number (item, "planned"),
                                   _copil_content_number (item, "elapsed")));
    }
  return (double) longest / 60;
}

static CopilChart *
create_bullet (JsonObject *item,
               double      longest)
{
  double planned = (double) _copil_content_number (item, "planned") / 60;
  CopilFigure figure = create_figure (0);

  figure.value = (double) _copil_content_number (item, "elapsed") / 60;
  return copil_bullet_chart_new (&(CopilBulletData) {
    .head = { .title = _copil_content_text (item, "title"), .unit = "min" }, .figure = figure,
    .target_low = planned, .target_high = planned, .direction = COPIL_DIRECTION_DOWN,
    .maximum = longest });
}

static void
add_time_row (CopilTableBuilder *table,
              JsonObject        *item,
              double             longest)
{
  gint64 planned = _copil_content_number (item, "planned");
  gint64 elapsed = _copil_content_number (item, "elapsed");
  g_autofree char *sitting = g_strdup_printf ("%d", (int) _copil_content_number (item, "sitting"));
  g_autofree char *title = _copil_paper_escape (_copil_content_text (item, "title"));
  g_autofree char *plan = copil_format_duration (planned);
  g_autofree char *took = copil_format_duration (elapsed);
  g_autofree char *drift = copil_drift_format ((elapsed - planned) * COPIL_SECOND);
  g_autoptr (CopilChart) bullet = create_bullet (item, longest);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, sitting);
  copil_table_builder_add_text (table, title);
  copil_table_builder_add_text (table, plan);
  copil_table_builder_add_text (table, took);
  copil_table_builder_add_text (table, drift);
  copil_table_builder_add_chart (table, bullet);
}

static void
add_total (CopilPaper *self,
           JsonObject *statistics)
{
  gint64 planned = _copil_content_number (statistics, "planned");
  gint64 elapsed = _copil_content_number (statistics, "elapsed");
  g_autofree char *plan = copil_format_duration (planned);
  g_autofree char *took = copil_format_duration (elapsed);
  g_autofree char *drift = copil_drift_format ((elapsed - planned) * COPIL_SECOND);

  _copil_paper_add (self->document, "body",
                    "Durée prévue des points traités\u00a0: %s\u202f; durée réelle\u00a0: %s (%s).", plan,
                    took, drift);
}

static void
add_times (CopilPaper *self,
           JsonObject *statistics)
{
  JsonArray *items = get_list (statistics, "items");
  CopilTableBuilder *table;

  _copil_paper_add_heading (self->document, "Durées", "times");
  if (count (statistics, "items") == 0)
    {
      _copil_paper_add (self->document, "body", "Aucun point n’a été chronométré.");
      return;
    }
  add_total (self, statistics);
  table = copil_table_builder_new (NULL, NULL);
  copil_table_builder_add_column (table, "Séance", 0.7, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Point", 2.8, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Prévu", 0.8, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "Réel", 0.8, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "Écart", 0.9, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "Réel et prévu", 1.6, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < json_array_get_length (items); i++)
    add_time_row (table, json_array_get_object_element (items, i), find_longest (items));
  copil_document_add_table (self->document, table);
}

/* Decisions and actions --------------------------------------------------------------------- */

static void
add_actions (CopilPaper *self,
             JsonObject *statistics)
{
  JsonNode *node = json_object_get_member (statistics, "actions");
  JsonObject *actions = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node)
                                                                      : NULL;
  g_autofree char *open = NULL, *done = NULL;
  gint64 n_open, n_done, n_dropped;

  _copil_paper_add_heading (self->document, "Actions", "actions");
  n_open = actions != NULL ? _copil_content_number (actions, "open") : 0;
  n_done = actions != NULL ? _copil_content_number (actions, "done") : 0;
  n_dropped = actions != NULL ? _copil_content_number (actions, "dropped") : 0;
  if (n_open + n_done + n_dropped == 0)
    {
      _copil_paper_add (self->document, "body", "Aucune action n’a été décidée.");
      return;
    }
  open = copil_format_count (n_open, "action en cours", "actions en cours");
  done = copil_format_count (n_done, "action faite", "actions faites");
  _copil_paper_add (self->document, "body", "%s, dont %d après l’échéance\u202f; %s, dont %d en retard.",
                    done, (int) _copil_content_number (actions, "done_late"), open,
                    (int) _copil_content_number (actions, "late"));
  add_chart (self, COPIL_STATISTICS_ACTIONS, statistics);
}

/* Convocations ------------------------------------------------------------------------------ */

static void
add_convocation_row (CopilTableBuilder *table,
                     JsonObject        *sent)
{
  JsonNode *in_time = json_object_get_member (sent, "in_time");
  const char *urgency = _copil_content_text (sent, "urgency");
  g_autofree char *sitting = g_strdup_printf ("%d", (int) _copil_content_number (sent, "sitting"));
  g_autofree char *days = copil_format_count (_copil_content_number (sent, "days"), "jour", "jours");
  g_autofree char *reason = _copil_paper_escape (urgency);

  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, sitting);
  copil_table_builder_add_text (table, days);
  if (in_time == NULL || JSON_NODE_HOLDS_NULL (in_time))
    copil_table_builder_add_text (table, "sans délai prescrit");
  else
    copil_table_builder_add_text (table, json_node_get_boolean (in_time) ? "délai tenu"
                                                                         : "<b>hors délai</b>");
  copil_table_builder_add_text (table, *reason != '\0' ? reason : "—");
}

static void
add_convocations (CopilPaper *self,
                  JsonObject *statistics)
{
  JsonArray *sent = get_list (statistics, "convocations");
  CopilTableBuilder *table;

  _copil_paper_add_heading (self->document, "Convocations", "convocations");
  if (count (statistics, "convocations") == 0)
    {
      _copil_paper_add (self->document, "body", "Aucune convocation n’a été envoyée.");
      return;
    }
  table = copil_table_builder_new (NULL, NULL);
  copil_table_builder_add_column (table, "Séance", 0.7, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Envoyée avant la séance", 1.6, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Délai", 1.4, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Motif d’urgence", 3, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < json_array_get_length (sent); i++)
    add_convocation_row (table, json_array_get_object_element (sent, i));
  copil_document_add_table (self->document, table);
}

/* The whole --------------------------------------------------------------------------------- */

static void
add_period (CopilPaper *self)
{
  g_autofree char *since = copil_format_iso_date (self->inputs->since);
  g_autofree char *until = copil_format_iso_date (self->inputs->until);

  if (*since != '\0' && *until != '\0')
    _copil_paper_add (self->document, "body", "Séances tenues du %s au %s.", since, until);
  else if (*since != '\0')
    _copil_paper_add (self->document, "body", "Séances tenues depuis le %s.", since);
  else if (*until != '\0')
    _copil_paper_add (self->document, "body", "Séances tenues jusqu’au %s.", until);
  else
    _copil_paper_add (self->document, "body", "Toutes les séances tenues.");
}

void
_copil_paper_statistics (CopilPaper *self)
{
  JsonObject *statistics = self->inputs->statistics;
  gint64 n = statistics != NULL ? _copil_content_number (statistics, "sittings") : 0;
  g_autofree char *held = copil_format_count (n, "séance tenue", "séances tenues");
  g_autofree char *taken = NULL;

  add_period (self);
  if (n == 0)
    {
      _copil_paper_add (self->document, "body", "Aucune séance n’a été tenue dans cette période.");
      return;
    }
  taken = copil_format_count (_copil_content_number (statistics, "decisions"), "décision prise",
                              "décisions prises");
  _copil_paper_add (self->document, "lead", "%s, %s.", held, taken);
  add_attendance (self, statistics);
  add_times (self, statistics);
  add_actions (self, statistics);
  add_convocations (self, statistics);
}
