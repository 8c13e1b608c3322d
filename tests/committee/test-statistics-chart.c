/* test-statistics-chart.c: the work of a committee, drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/statistics-chart.h"

#define WORK                                                                                       \
  "{\"sittings\": 2, \"decisions\": 3, \"colleges\": ["                                            \
  "{\"college\": \"État\", \"held\": 4, \"present\": 3, \"represented\": 1},"                      \
  "{\"college\": \"Élus\", \"held\": 10, \"present\": 5, \"represented\": 1}],"                    \
  "\"items\": [{\"sitting\": 1, \"title\": \"A\", \"planned\": 600, \"elapsed\": 900},"            \
  "{\"sitting\": 1, \"title\": \"B\", \"planned\": 600, \"elapsed\": 1200},"                       \
  "{\"sitting\": 2, \"title\": \"A\", \"planned\": 600, \"elapsed\": 300}],"                       \
  "\"actions\": {\"open\": 5, \"late\": 2, \"done\": 4, \"done_late\": 1, \"dropped\": 1},"        \
  "\"convocations\": [{\"sitting\": 1, \"days\": 21, \"in_time\": true},"                          \
  "{\"sitting\": 2, \"days\": 3, \"in_time\": false}]}"
#define NOTHING                                                                                    \
  "{\"sittings\": 0, \"decisions\": 0, \"colleges\": [], \"items\": [], \"convocations\": [],"     \
  " \"actions\": {\"open\": 0, \"late\": 0, \"done\": 0, \"done_late\": 0, \"dropped\": 0}}"

/* The table of a chart, a line a row. */
static char *
spell (CopilStatisticsKind kind, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (CopilChart) chart = copil_statistics_chart_new (kind, json_node_get_object (node));
  g_autoptr (GPtrArray) table = chart != NULL ? copil_chart_get_table (chart) : NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 1; table != NULL && i < table->len; i++)
    {
      char **row = g_ptr_array_index (table, i);
      /* Of a bar, how sure it is comes after its value. */
      g_autofree char *line = kind == COPIL_STATISTICS_ATTENDANCE
                                ? g_strjoinv (" | ", row)
                                : g_strjoin (" | ", row[0], row[1], NULL);

      g_string_append_printf (text, "%s%s", i > 1 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

static void
test_work (void)
{
  static const char *const tables[] = {
    [COPIL_STATISTICS_ATTENDANCE] = "État | 3 | 1 | 0 | 75,0 | 25,0 | 0,0\n"
                                    "Élus | 5 | 1 | 4 | 50,0 | 10,0 | 40,0",
    [COPIL_STATISTICS_DURATION] = "Séance 1 | 15\nSéance 2 | −5",
    [COPIL_STATISTICS_CONVOCATIONS] = "Séance 1 | 21\nSéance 2 | 3",
    [COPIL_STATISTICS_ACTIONS] = "Faites dans le délai | 3\nFaites en retard | 1\nÀ échoir | 3\n"
                                 "En retard | 2\nAbandonnées | 1",
  };

  for (guint i = 0; i < COPIL_N_STATISTICS; i++)
    {
      g_autofree char *spelled = spell (i, WORK);

      g_assert_cmpstr (spelled, ==, tables[i]);
    }
}

static void
test_nothing (void)
{
  for (guint i = 0; i < COPIL_N_STATISTICS; i++)
    {
      g_autofree char *spelled = spell (i, NOTHING);

      g_assert_cmpstr (spelled, ==, "");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/statistics-chart/work", test_work);
  g_test_add_func ("/statistics-chart/nothing", test_nothing);
  return g_test_run ();
}
