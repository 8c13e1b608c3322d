/* cube-read.c: what a page asks of a national cube
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cube-read: makes a cube of the shipped catalogue and territories with 94 months, writes its
 * file in COPIL_CACHE_DIR and prints medians, in milliseconds, as one JSON object:
 *
 *   open       maps the file and reads its documents
 *   territory  every indicator of another territory: two years, its parent, its siblings
 *   month      every indicator of all territories at one month: maps, ranks, peers
 *   indicator  one indicator in full: every month of every department, for the classes of a map,
 *              and its last month everywhere
 *   check      reads every block of a file for the first time
 */
#include "cube/compare.h"
#include "cube/file.h"
#include "cube/territories.h"

#include <stdlib.h>
#include <string.h>

#define N_MONTHS 94
#define ROUNDS 15
#define NOW 1793000000

static const char *const sets[] = { "france", "regions", "departements", "bassins" };

static void
fail_on (GError *error)
{
  if (error != NULL)
    g_error ("%s", error->message);
}

/* What the base would send of the shipped territories. */
static void
append_set (GString    *document,
            const char *name,
            int        *id,
            GHashTable *ids)
{
  g_autofree char *path
    = g_strdup_printf ("%s/data/territory/%s.json", g_getenv ("COPIL_SOURCE_DIR"), name);
  g_autofree char *text = NULL;
  g_autoptr (GRegex) regex = g_regex_new (
    "\\{\"code\":\"([^\"]+)\",\"name\":\"([^\"]+)\".*?\"population\":([0-9]+)"
    "(?:,\"parent\":\"([^\"]+)\")?",
    0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *set = g_strndup (name, strlen (name) - (id[0] > 0));
  GError *error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  fail_on (error);
  for (g_regex_match (regex, strstr (text, "\"territories\""), 0, &match);
       g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *code = g_match_info_fetch (match, 1);
      g_autofree char *label = g_match_info_fetch (match, 2);
      g_autofree char *population = g_match_info_fetch (match, 3);
      g_autofree char *parent = g_match_info_fetch (match, 4);

      copil_territories_append (document, ++*id, set, code, label, 0, "", atoi (population),
                                GPOINTER_TO_INT (g_hash_table_lookup (ids, parent)), TRUE);
      g_hash_table_insert (ids, g_strdup_printf ("%s:%s", set, code), GINT_TO_POINTER (*id));
    }
}

static CopilCubeOrigin *
make_origin (void)
{
  CopilCubeOrigin *origin = copil_cube_origin_new ("bench", "bench");
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  GString *document = g_string_new (NULL);
  char *catalogue = copil_catalogue_shipped (1, &error);
  int id = 0;

  fail_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    append_set (document, sets[i], &id, ids);
  origin->territories = g_string_free_to_bytes (document);
  origin->catalogue = g_bytes_new_take (catalogue, strlen (catalogue));
  origin->system = g_strdup ("1");
  origin->cursor = g_strdup ("1");
  origin->confirmed = NOW;
  return origin;
}

static void
fill_measure (CopilCube          *cube,
              const CopilMeasure *measure,
              guint               n_territories,
              GRand              *rand)
{
  CopilPeriod january = copil_period_new (COPIL_RHYTHM_MONTH, 2019, 1);
  double values[N_MONTHS];
  CopilSeries series = { copil_period_to_rhythm (january, measure->rhythm), 0, values, NULL, NULL };

  series.n = N_MONTHS / (guint) copil_period_get_months (series.first);
  for (guint i = 0; i < n_territories; i++)
    {
      for (guint j = 0; j < series.n; j++)
        values[j] = g_rand_int_range (rand, 20, 4000);
      copil_cube_put_series (cube, measure->index, i, &series);
    }
  copil_cube_set_complete (cube, measure->index);
}

static CopilCube *
make_cube (const CopilCubeOrigin *origin)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilCatalogue) catalogue = NULL;
  g_autoptr (CopilTerritoryList) territories = NULL;
  CopilCube *cube;
  gsize size;
  const char *text = g_bytes_get_data (origin->catalogue, &size);

  catalogue = copil_catalogue_parse (text, (gssize) size, &error);
  fail_on (error);
  text = g_bytes_get_data (origin->territories, &size);
  territories = copil_territories_parse (text, (gssize) size, &error);
  fail_on (error);
  cube = copil_cube_new (catalogue, territories);
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    fill_measure (cube, copil_catalogue_get_measure (catalogue, i),
                  copil_territory_list_get_size (territories), rand);
  return cube;
}

static CopilPeriod
last_period (const CopilIndicator *indicator,
             int                   back)
{
  CopilPeriod month = copil_period_new (COPIL_RHYTHM_MONTH, 2026, 9);

  return copil_period_shift (copil_period_to_rhythm (month, indicator->rhythm), -back);
}

static void
read_territory (CopilCube            *cube,
                const CopilTerritory *territory)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  g_autoptr (GPtrArray) siblings
    = copil_territory_list_siblings (copil_cube_get_territories (cube), territory);
  CopilFigure figures[25];

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      copil_cube_figures (cube, indicator, territory, last_period (indicator, 24), 25, figures);
      copil_cube_figures (cube, indicator, territory->parent, last_period (indicator, 24), 25,
                          figures);
      for (guint j = 0; j < siblings->len; j++)
        copil_cube_figure (cube, indicator, g_ptr_array_index (siblings, j),
                           last_period (indicator, 0));
    }
}

static void
read_month (CopilCube *cube,
            int        back)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);

  for (guint i = 0; i < copil_catalogue_get_n_indicators (catalogue); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_get_indicator (catalogue, i);

      copil_comparer_slice (comparer, indicator, last_period (indicator, back));
    }
}

static void
read_indicator (CopilCube *cube,
                GPtrArray *territories,
                guint      index)
{
  const CopilIndicator *indicator
    = copil_catalogue_get_indicator (copil_cube_get_catalogue (cube), index);
  g_autoptr (CopilComparer) comparer = copil_comparer_new (cube);
  g_autoptr (GArray) pool = copil_comparer_pool (
    comparer, indicator, territories, last_period (indicator, N_MONTHS - 1), N_MONTHS);

  copil_comparer_slice (comparer, indicator, last_period (indicator, 0));
}

static void
read_all (CopilCube *cube)
{
  CopilSeries series;
  guint n_measures = copil_catalogue_get_n_measures (copil_cube_get_catalogue (cube));
  guint n_territories = copil_territory_list_get_size (copil_cube_get_territories (cube));

  for (guint i = 0; i < n_measures; i++)
    for (guint j = 0; j < n_territories; j++)
      copil_cube_get_series (cube, i, j, &series);
}

static CopilCube *
open_file (const char *path)
{
  g_autoptr (CopilCubeOrigin) origin = NULL;
  g_autoptr (GError) error = NULL;
  CopilCube *cube = copil_cube_file_open (path, "bench", "bench", NOW, &origin, &error);

  fail_on (error);
  return cube;
}

static int
compare_doubles (const void *a,
                 const void *b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
median (double times[ROUNDS])
{
  qsort (times, ROUNDS, sizeof times[0], compare_doubles);
  return times[ROUNDS / 2];
}

#define MEASURE(name, before, what, after)                                        \
  G_STMT_START                                                                    \
  {                                                                               \
    double times[ROUNDS];                                                         \
    for (int i = 0; i < ROUNDS; i++)                                              \
      {                                                                           \
        gint64 start;                                                             \
        before;                                                                   \
        start = g_get_monotonic_time ();                                          \
        what;                                                                     \
        times[i] = (double) (g_get_monotonic_time () - start) / 1000;             \
        after;                                                                    \
      }                                                                           \
    g_print ("\"%s\": %.4f, ", name, median (times));                             \
  }                                                                               \
  G_STMT_END

int
main (void)
{
  g_autoptr (CopilCubeOrigin) origin = make_origin ();
  g_autoptr (CopilCube) cube = make_cube (origin);
  g_autoptr (GPtrArray) departments
    = copil_territory_list_of_level (copil_cube_get_territories (cube), COPIL_LEVEL_DEPARTMENT);
  g_autoptr (GError) error = NULL;
  g_autofree char *path = copil_cache_dir_path ("bench", "bench", &error);
  CopilCube *read = NULL;

  fail_on (error);
  copil_cube_file_save (cube, origin, path, &error);
  fail_on (error);
  g_print ("{");
  MEASURE ("open", , read = open_file (path), g_clear_object (&read));
  MEASURE ("check", read = open_file (path), read_all (read), g_clear_object (&read));
  MEASURE ("territory", , read_territory (cube, g_ptr_array_index (departments, i)), );
  MEASURE ("month", , read_month (cube, i), );
  MEASURE ("indicator", , read_indicator (cube, departments, (guint) i), );
  g_print ("\"indicators\": %u, \"bytes\": %" G_GSIZE_FORMAT "}\n",
           copil_catalogue_get_n_indicators (copil_cube_get_catalogue (cube)),
           copil_cube_get_bytes (cube));
  return 0;
}
