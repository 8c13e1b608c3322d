/* test-mirror.c: the cube is what the base publishes, from the first page to the last change
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "published-base.h"

#include "cube/mirror.h"
#include "cube/plane.h"
#include "db/error.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static TestBase *base;

typedef struct
{
  char            *cache;
  CopilConnection *connection;
  CopilMirror     *mirror;
  guint            n_changes;
  guint            n_deliveries;
  guint            n_requests; /* before there was a cube */
} Fixture;

static void
changed_cb (CopilCube *cube,
            GArray    *changes,
            gpointer   user_data)
{
  Fixture *fixture = user_data;

  fixture->n_deliveries++;
  fixture->n_changes += changes->len;
}

static void
watch_cube (Fixture *fixture)
{
  g_signal_connect (copil_mirror_get_cube (fixture->mirror), "changed", G_CALLBACK (changed_cb),
                    fixture);
}

static void
begin_as (Fixture    *fixture,
          const char *login)
{
  fixture->connection = published_base_connect (base, login);
  fixture->mirror = copil_mirror_new (fixture->connection, "essai", login);
  copil_mirror_set_page (fixture->mirror, "departement", "59", "rate");
}

static void
begin (Fixture *fixture)
{
  begin_as (fixture, "reader");
}

static void
finish (Fixture *fixture)
{
  /* What is under way holds the connection, which may tell of its end in the next test. */
  g_signal_handlers_disconnect_by_data (fixture->connection, fixture);
  g_signal_handlers_disconnect_by_data (fixture->mirror, fixture);
  copil_connection_close (fixture->connection);
  g_object_run_dispose (G_OBJECT (fixture->mirror));
  g_clear_object (&fixture->mirror);
  g_clear_object (&fixture->connection);
}

/* To the end: connected and complete. */
static void
follow (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  copil_mirror_start (fixture->mirror);
  g_assert_true (test_open (fixture->connection, &error));
  g_assert_no_error (error);
  g_assert_true (copil_mirror_wait (fixture->mirror, TRUE, &error));
  g_assert_no_error (error);
  g_assert_cmpint (copil_mirror_get_state (fixture->mirror), ==, COPIL_MIRROR_LIVE);
  g_assert_cmpfloat (copil_mirror_get_progress (fixture->mirror), ==, 1);
}

static int
get_last_batch (void)
{
  g_autofree char *text = test_base_psql (base, "SELECT coalesce (max (id), 0) FROM copil.batch");

  return atoi (text);
}

static void
catch_up (Fixture *fixture)
{
  int batch = get_last_batch ();

  test_wait_until (copil_cube_get_batch (copil_mirror_get_cube (fixture->mirror)) == batch);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  test_base_run (base, "TRUNCATE copil.observation, copil.observation_secret, copil.observation_past");
  test_base_run (base, "DELETE FROM copil.change");
  fixture->cache = g_dir_make_tmp ("copil-mirror-XXXXXX", NULL);
  g_setenv ("COPIL_CACHE_DIR", fixture->cache, TRUE);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *lock = g_build_filename (fixture->cache, "lock", NULL);

  g_assert_true (copil_cache_dir_purge_all (NULL));
  g_unlink (lock);
  g_rmdir (fixture->cache);
  g_free (fixture->cache);
}

static char *
get_file (void)
{
  return copil_cache_dir_path ("essai", "reader", NULL);
}

/* Every published cell, in words: the truth of the base. */
static char *
cells_of_base (void)
{
  return test_base_psql (
    base,
    "SELECT m.code || ' ' || t.code || ' ' || o.period || ' ' || coalesce (o.value::text, '-') || ' '"
    " || o.status || ' ' || (o.coverage * 10000)::int"
    " FROM copil.observation o JOIN copil.measure m ON m.id = o.measure_id"
    " JOIN copil.territory t ON t.id = o.territory_id"
    " WHERE NOT (o.status = 3 AND o.coverage = 0)"
    " ORDER BY o.measure_id, o.territory_id, o.period");
}

static void
append_series (GString              *text,
               const CopilMeasure   *measure,
               const CopilTerritory *territory,
               const CopilSeries    *series)
{
  for (guint i = 0; i < series->n; i++)
    {
      g_autofree char *day
        = copil_period_to_sql (copil_period_shift (series->first, (int) i));
      char value[G_ASCII_DTOSTR_BUF_SIZE] = "-";

      if (series->statuses[i] == COPIL_CELL_NOT_AVAILABLE && series->coverages[i] == 0)
        continue;
      if (!isnan (series->values[i]))
        g_ascii_dtostr (value, sizeof value, series->values[i]);
      g_string_append_printf (text, "%s%s %s %s %s %d %d", text->len > 0 ? "\n" : "",
                              measure->code, territory->code, day, value, series->statuses[i],
                              series->coverages[i]);
    }
}

static char *
cells_of_cube (CopilCube *cube)
{
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  CopilTerritoryList *list = copil_cube_get_territories (cube);
  GString *text = g_string_new (NULL);
  CopilSeries series;

  for (guint m = 0; m < copil_catalogue_get_n_measures (catalogue); m++)
    for (guint t = 0; t < copil_territory_list_get_size (list); t++)
      if (copil_cube_get_series (cube, m, t, &series))
        append_series (text, copil_catalogue_get_measure (catalogue, m),
                       copil_territory_list_get (list, t), &series);
  return g_string_free (text, FALSE);
}

static void
assert_truth (Fixture *fixture)
{
  g_autofree char *truth = cells_of_base ();
  g_autofree char *found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));

  g_assert_cmpstr (found, ==, truth);
}

#define SOME                                                                                   \
  "a bassin:596 2024-01 12;b bassin:596 2024-01 40;a bassin:595 2024-01 20;"                   \
  "b bassin:595 2024-01 50;a bassin:596 2024-02 2;b bassin:596 2024-02 30;"                    \
  "c bassin:596 2024-01 7p;c bassin:595 2024-01 n;c bassin:596 2024-04 9;"                     \
  "a bassin:621 2024-01 33;b bassin:621 2024-01 66;h1 bassin:596 2024-01 5;"                   \
  "h2 bassin:596 2024-01 9;h3 bassin:596 2024-01 x;y departement:59 2023 1000;"                \
  "p departement:59 2023-T4 7.5"

static void
test_fill (Fixture       *fixture,
           gconstpointer  data)
{
  CopilCube *cube;
  CopilFigure figure;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  assert_truth (fixture);
  cube = copil_mirror_get_cube (fixture->mirror);
  figure = copil_cube_figure (cube, fixture_indicator (cube, "rate"),
                              fixture_territory (cube, "59"), fixture_period ("2024-01"));
  g_assert_cmpfloat (figure.numerator, ==, 32);
  g_assert_cmpfloat (figure.denominator, ==, 90);
  g_assert_cmpint (figure.status, ==, COPIL_CELL_OBSERVED);
  g_assert_true (copil_mirror_is_fictitious (fixture->mirror));
  g_assert_nonnull (strstr (copil_mirror_get_person (fixture->mirror), "reader"));
  finish (fixture);
}

static void
first_page_cb (CopilMirror *mirror,
               GParamSpec  *pspec,
               gpointer     user_data)
{
  CopilCube *cube = copil_mirror_get_cube (mirror);
  guint *missing = user_data;

  static const char *const around[] = { "59", "32", "FR", "62", "596", "595" };

  if (cube == NULL)
    return;
  *missing = 0;
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    *missing += !copil_cube_has (cube, fixture_measure (cube, "a"),
                                 fixture_territory (cube, around[i])->index);
  *missing += !copil_cube_has (cube, fixture_measure (cube, "c"),
                               fixture_territory (cube, "59")->index);
  *missing += copil_cube_has (cube, fixture_measure (cube, "c"),
                              fixture_territory (cube, "596")->index);
}

static void
count_requests_cb (CopilConnection *connection,
                   GParamSpec      *pspec,
                   gpointer         user_data)
{
  Fixture *fixture = user_data;

  if (copil_mirror_get_cube (fixture->mirror) == NULL)
    fixture->n_requests++;
}

/* From here on the session is told to be busy, and idle after it. By then it may be idle again: to
 * be told so once before there is a cube is one request. */
static void
begin_count_cb (CopilConnection *connection,
                Fixture         *fixture)
{
  fixture->n_requests = 0;
}

/* When there is a cube, it has what the opening page shows: it came in one round trip. */
static void
test_first_page (Fixture       *fixture,
                 gconstpointer  data)
{
  guint missing = 99;

  published_base_land (base, SOME);
  begin (fixture);
  g_signal_connect (fixture->mirror, "notify::cube", G_CALLBACK (first_page_cb), &missing);
  g_signal_connect (fixture->connection, "ready", G_CALLBACK (begin_count_cb), fixture);
  g_signal_connect (fixture->connection, "notify::state", G_CALLBACK (count_requests_cb), fixture);
  follow (fixture);
  g_assert_cmpuint (missing, ==, 0);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
  finish (fixture);
}

/* A delivery is told once, cell by cell, with its time; what it changes is what a new mirror
 * reads. */
static void
test_delivery (Fixture       *fixture,
               gconstpointer  data)
{
  gint64 before;
  CopilCube *cube;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  watch_cube (fixture);
  cube = copil_mirror_get_cube (fixture->mirror);
  g_assert_cmpint (copil_mirror_get_change_time (fixture->mirror,
                                                 fixture_indicator (cube, "rate"),
                                                 fixture_territory (cube, "32")),
                   ==, 0);
  before = g_get_real_time ();
  published_base_land (base, "a bassin:596 2024-01 15");
  catch_up (fixture);
  assert_truth (fixture);
  g_assert_cmpuint (fixture->n_deliveries, ==, 1);
  /* The bassin, its department, its region and France. */
  g_assert_cmpuint (fixture->n_changes, ==, 4);
  g_assert_cmpint (copil_mirror_get_change_time (fixture->mirror,
                                                 fixture_indicator (cube, "rate"),
                                                 fixture_territory (cube, "32")),
                   >=, before);
  g_assert_cmpint (copil_mirror_get_change_time (fixture->mirror,
                                                 fixture_indicator (cube, "rate"),
                                                 fixture_territory (cube, "62")),
                   ==, 0);
  g_assert_cmpint (copil_mirror_get_change_time (fixture->mirror,
                                                 fixture_indicator (cube, "stock"),
                                                 fixture_territory (cube, "32")),
                   ==, 0);
  finish (fixture);
}

static char *
random_cells (GRand *rand)
{
  static const char *const places[] = { "bassin:596", "bassin:595", "bassin:621", "bassin:622",
                                        "bassin:291", "bassin:292", "departement:62" };
  static const char *const words[] = { "n", "x" };
  GString *cells = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int i = g_rand_int_range (rand, 1, 30); i > 0; i--)
    {
      int month = g_rand_int_range (rand, 1, 13), word = g_rand_int_range (rand, 0, 12);
      const char *place = places[g_rand_int_range (rand, 0, G_N_ELEMENTS (places))];
      const char *measure = g_rand_boolean (rand) ? "c" : "h1";
      g_autofree char *cell = g_strdup_printf ("%s %s 2024-%02d", measure, place, month);
      g_autofree char *value = g_strdup_printf ("%d%s", g_rand_int_range (rand, 0, 90),
                                                word == 5 ? "p" : word == 6 ? "e" : "");

      if (g_hash_table_contains (seen, cell))
        continue;
      g_string_append_printf (cells, "%s %s;", cell, word < 2 ? words[word] : value);
      g_hash_table_add (seen, g_steal_pointer (&cell));
    }
  return g_string_free (cells, FALSE);
}

/* Whatever lands, in whatever order, the mirror that followed it and the base agree. */
static void
test_random_deliveries (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (2026);

  begin (fixture);
  follow (fixture);
  for (guint i = 0; i < 25; i++)
    {
      g_autofree char *cells = random_cells (rand);

      published_base_land (base, cells);
      if (g_rand_int_range (rand, 0, 3) > 0)
        continue;
      catch_up (fixture);
      assert_truth (fixture);
    }
  catch_up (fixture);
  assert_truth (fixture);
  finish (fixture);
}

/* The window opens on the last known state, without a server; then it catches up. */
static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *before = NULL, *found = NULL;
  g_autoptr (GError) error = NULL;
  gint64 confirmed;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  before = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  confirmed = copil_mirror_get_confirmed (fixture->mirror) / G_USEC_PER_SEC;
  g_assert_true (copil_mirror_save (fixture->mirror, &error));
  g_assert_no_error (error);
  finish (fixture);

  published_base_land (base, "a bassin:596 2024-01 17;c bassin:622 2025-01 3");
  begin (fixture);
  copil_mirror_start (fixture->mirror);
  g_assert_cmpint (copil_mirror_get_state (fixture->mirror), ==, COPIL_MIRROR_STALE);
  g_assert_cmpint (copil_mirror_get_confirmed (fixture->mirror) / G_USEC_PER_SEC, >=, confirmed);
  found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_cmpstr (found, ==, before);
  watch_cube (fixture);
  g_assert_true (test_open (fixture->connection, &error));
  g_assert_true (copil_mirror_wait (fixture->mirror, TRUE, &error));
  assert_truth (fixture);
  g_assert_cmpuint (fixture->n_deliveries, ==, 1);
  finish (fixture);
}

/* Read in a thread before the start, or begun and given up, it is the same file. */
static void
test_read_ahead (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *before = NULL, *found = NULL;
  g_autoptr (GError) error = NULL;

  published_base_land (base, SOME);
  begin (fixture);
  copil_mirror_read_ahead (fixture->mirror);
  follow (fixture);
  before = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_true (copil_mirror_save (fixture->mirror, &error));
  g_assert_no_error (error);
  finish (fixture);

  begin (fixture);
  copil_mirror_read_ahead (fixture->mirror);
  finish (fixture);
  begin (fixture);
  copil_mirror_read_ahead (fixture->mirror);
  g_assert_null (copil_mirror_get_cube (fixture->mirror));
  copil_mirror_start (fixture->mirror);
  g_assert_cmpint (copil_mirror_get_state (fixture->mirror), ==, COPIL_MIRROR_STALE);
  found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_cmpstr (found, ==, before);
  finish (fixture);
}

static void
annotate (const char *place,
          const char *label)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT t.run ('coordination', format ('SELECT copil.annotation_add (%%L, ''rate'', %%s, "
    "''2024-02-01'', ''%s'')', gen_random_uuid (), (SELECT id FROM copil.territory "
    "WHERE set_code || ':' || code = '%s')))",
    label, place);

  test_base_run (base, sql);
}

/* The labels, in the order of the list. */
static char *
list_annotations (Fixture *fixture)
{
  GPtrArray *annotations = copil_cube_get_annotations (copil_mirror_get_cube (fixture->mirror));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);

      g_string_append_printf (text, "%s(%s) ", annotation->label, annotation->name);
    }
  return g_string_free (text, FALSE);
}

static void
count_cb (CopilCube *cube,
          guint     *count)
{
  (*count)++;
}

/* Read with the state, told by the feed, corrected and removed, and kept for an offline start. */
static void
test_annotations (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *first = NULL, *edited = NULL, *kept = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  published_base_land (base, SOME);
  annotate ("departement:59", "Renfort");
  begin (fixture);
  follow (fixture);
  first = list_annotations (fixture);
  g_assert_cmpstr (first, ==, "Renfort(coordination) ");
  g_signal_connect (copil_mirror_get_cube (fixture->mirror), "annotated", G_CALLBACK (count_cb),
                    &count);
  annotate ("region:32", "Loi");
  test_wait_until (count == 1);
  g_assert_cmpuint (copil_cube_get_annotations (copil_mirror_get_cube (fixture->mirror))->len, ==, 2);
  test_base_run (base, "SELECT t.run ('coordination', format ('SELECT copil.annotation_edit (%L, %L, 1, "
                       "''2024-03-01'', ''Renfort de mars'')', gen_random_uuid (), id)) "
                       "FROM copil.annotation WHERE label = 'Renfort'");
  test_wait_until (count == 2);
  edited = list_annotations (fixture);
  g_assert_cmpstr (edited, ==, "Loi(coordination) Renfort de mars(coordination) ");
  test_base_run (base, "SELECT t.run ('coordination', format ('SELECT copil.annotation_remove (%L, %L)', "
                       "gen_random_uuid (), id)) FROM copil.annotation WHERE label = 'Loi'");
  test_wait_until (count == 3);
  g_assert_true (copil_mirror_save (fixture->mirror, &error));
  g_assert_no_error (error);
  finish (fixture);

  begin (fixture);
  copil_mirror_start (fixture->mirror);
  kept = list_annotations (fixture);
  g_assert_cmpstr (kept, ==, "Renfort de mars(coordination) ");
  finish (fixture);
  test_base_run (base, "DELETE FROM copil.annotation");
}

/* The network goes away: the figures stay, with their age; it comes back: nothing was missed. */
static void
test_outage (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *before = NULL, *found = NULL;
  gint64 confirmed;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  before = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  confirmed = copil_mirror_get_confirmed (fixture->mirror);
  test_base_stop (base);
  test_wait_until (copil_mirror_get_state (fixture->mirror) == COPIL_MIRROR_STALE);
  g_assert_nonnull (copil_mirror_get_error (fixture->mirror));
  g_assert_cmpint (copil_mirror_get_confirmed (fixture->mirror), >=, confirmed);
  found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_cmpstr (found, ==, before);
  test_base_start (base);
  published_base_land (base, "a bassin:596 2024-01 18");
  copil_connection_retry (fixture->connection);
  test_wait_until (copil_mirror_get_state (fixture->mirror) == COPIL_MIRROR_LIVE);
  catch_up (fixture);
  g_assert_null (copil_mirror_get_error (fixture->mirror));
  assert_truth (fixture);
  finish (fixture);
}

/* No server at all: with a file one reads, without one one is told. */
static void
test_no_server (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL, open_error = NULL;

  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);

  test_base_stop (base);
  begin (fixture);
  copil_mirror_start (fixture->mirror);
  g_assert_false (test_open (fixture->connection, &open_error));
  g_assert_false (copil_mirror_wait (fixture->mirror, FALSE, &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_UNREACHABLE);
  g_assert_cmpint (copil_mirror_get_state (fixture->mirror), ==, COPIL_MIRROR_STALE);
  g_assert_nonnull (copil_mirror_get_cube (fixture->mirror));
  finish (fixture);

  g_clear_error (&error);
  g_clear_error (&open_error);
  g_assert_true (copil_cache_dir_purge_all (NULL));
  begin (fixture);
  copil_mirror_start (fixture->mirror);
  g_assert_false (test_open (fixture->connection, &open_error));
  g_assert_false (copil_mirror_wait (fixture->mirror, FALSE, &error));
  g_assert_cmpint (copil_mirror_get_state (fixture->mirror), ==, COPIL_MIRROR_EMPTY);
  g_assert_null (copil_mirror_get_cube (fixture->mirror));
  finish (fixture);
  test_base_start (base);
}

static void
set_reader_until (const char *until)
{
  g_autofree char *sql = g_strdup_printf (
    "UPDATE copil.assignment SET since = copil.today () - 10, until = %s, version = version + 1 WHERE person_id ="
    " (SELECT id FROM copil.person WHERE login = 'reader')",
    until);

  test_base_run (base, sql);
}

/* The last right is withdrawn: nothing stays on the screen nor on the disk. */
static void
test_denied (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *file = get_file ();
  g_autoptr (GError) error = NULL;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
  set_reader_until ("copil.today ()");
  test_wait_until (copil_mirror_get_state (fixture->mirror) == COPIL_MIRROR_DENIED);
  g_assert_null (copil_mirror_get_cube (fixture->mirror));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  g_assert_false (copil_mirror_wait (fixture->mirror, FALSE, &error));
  g_assert_error (error, COPIL_DB_ERROR, COPIL_DB_ERROR_DENIED);
  set_reader_until ("NULL");
  copil_mirror_retry (fixture->mirror);
  test_wait_until (copil_mirror_get_state (fixture->mirror) == COPIL_MIRROR_LIVE);
  g_assert_true (copil_mirror_wait (fixture->mirror, TRUE, NULL));
  assert_truth (fixture);
  finish (fixture);
}

/* Withdrawn while the program was off: the file opens, and goes as soon as the server says so. */
static void
test_denied_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autofree char *file = get_file ();

  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  set_reader_until ("copil.today ()");
  begin (fixture);
  copil_mirror_start (fixture->mirror);
  g_assert_nonnull (copil_mirror_get_cube (fixture->mirror));
  g_assert_true (test_open (fixture->connection, NULL));
  test_wait_until (copil_mirror_get_state (fixture->mirror) == COPIL_MIRROR_DENIED);
  g_assert_null (copil_mirror_get_cube (fixture->mirror));
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  finish (fixture);
  set_reader_until ("NULL");
}

static void
load_catalogue (const char *from,
                const char *to)
{
  g_autofree char *json = fixture_catalogue_json (0);
  g_autoptr (GString) changed = g_string_new (json);
  g_autofree char *sql = NULL;

  g_string_replace (changed, from, to, 0);
  sql = g_strdup_printf ("SELECT copil.catalogue_load (gen_random_uuid (), '%s')", changed->str);
  g_free (published_base_administer (base, sql));
}

/* Another catalogue is another cube, whose planes are those of before: nothing is read again
 * but what is new. */
static void
test_catalogue (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (CopilCube) old = NULL;
  CopilCube *cube;
  CopilSeries before, after;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  old = g_object_ref (copil_mirror_get_cube (fixture->mirror));
  g_assert_true (copil_cube_get_series (old, fixture_measure (old, "a"),
                                        fixture_territory (old, "59")->index, &before));
  load_catalogue ("\"short_name\":\"rate\"", "\"short_name\":\"taux\"");
  test_wait_until (copil_mirror_get_cube (fixture->mirror) != old);
  cube = copil_mirror_get_cube (fixture->mirror);
  g_assert_cmpstr (fixture_indicator (cube, "rate")->short_name, ==, "taux");
  g_assert_true (copil_cube_is_complete (cube));
  g_assert_true (copil_cube_get_series (cube, fixture_measure (cube, "a"),
                                        fixture_territory (cube, "59")->index, &after));
  g_assert_true (before.values == after.values);
  assert_truth (fixture);
  published_base_land (base, "a bassin:595 2024-01 21");
  catch_up (fixture);
  assert_truth (fixture);
  g_set_object (&old, cube);
  load_catalogue ("nothing", "nothing");
  test_wait_until (copil_mirror_get_cube (fixture->mirror) != old);
  g_assert_cmpstr (fixture_indicator (copil_mirror_get_cube (fixture->mirror), "rate")->short_name,
                   ==, "rate");
  finish (fixture);
}

/* A further set: its territories come at the end, what was there keeps its numbers. */
static void
test_territories (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (CopilCube) old = NULL;
  g_autofree char *found = NULL;
  CopilCube *cube;
  guint n;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  old = g_object_ref (copil_mirror_get_cube (fixture->mirror));
  n = copil_territory_list_get_size (copil_cube_get_territories (old));
  g_free (published_base_administer (
    base, "SELECT copil.territory_load (gen_random_uuid (), '{\"set\":{\"code\":\"zone\",\"name\":"
          "\"Z\",\"level\":\"other\",\"has_communes\":false},\"territories\":[{\"code\":\"z1\","
          "\"name\":\"Zone\"}]}')"));
  load_catalogue ("\"name\":\"mesure h4\",\"kind\":\"flow\",\"rhythm\":\"month\",\"set\":\"bassin\"",
                  "\"name\":\"mesure h4\",\"kind\":\"flow\",\"rhythm\":\"month\",\"set\":\"zone\"");
  published_base_land (base, "h4 zone:z1 2024-01 5");
  test_wait_until (copil_mirror_get_cube (fixture->mirror) != old);
  catch_up (fixture);
  cube = copil_mirror_get_cube (fixture->mirror);
  g_assert_cmpuint (copil_territory_list_get_size (copil_cube_get_territories (cube)), ==, n + 1);
  assert_truth (fixture);
  found = cells_of_cube (cube);
  g_assert_nonnull (strstr (found, "z1"));
  finish (fixture);
}

/* A restored base is another history: everything is read again, and what is not there any more
 * goes away. */
static void
test_restored (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *found = NULL;

  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  test_base_run (base, "DELETE FROM copil.observation WHERE measure_id = 1 AND territory_id > 3");
  test_base_run (base, "SELECT copil.feed_epoch_renew ()");
  test_wait_until (copil_mirror_get_progress (fixture->mirror) < 1);
  /* The old figures stay until the new ones are here. */
  found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_nonnull (strstr (found, "a 596"));
  g_assert_true (copil_mirror_wait (fixture->mirror, TRUE, NULL));
  assert_truth (fixture);
  finish (fixture);
}

/* The file of a base that was restored, or replaced by another, while the program was off. */
static void
test_restored_meanwhile (Fixture       *fixture,
                         gconstpointer  data)
{
  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  test_base_run (base, "DELETE FROM copil.observation WHERE measure_id = 1 AND territory_id > 3");
  test_base_run (base, "SELECT copil.feed_epoch_renew ()");
  begin (fixture);
  follow (fixture);
  assert_truth (fixture);
  finish (fixture);
}

/* A block of the file is damaged: its plane is read again from the server. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *file = get_file (), *bytes = NULL, *found = NULL;
  gsize size;
  char *place;

  published_base_land (base, SOME ";c bassin:291 2024-01 123456789");
  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  g_assert_true (g_file_get_contents (file, &bytes, &size, NULL));
  place = memmem (bytes, size, &(double) { 123456789 }, sizeof (double));
  g_assert_nonnull (place);
  place[2] ^= 1;
  g_assert_true (g_file_set_contents_full (file, bytes, (gssize) size,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  begin (fixture);
  follow (fixture);
  found = cells_of_cube (copil_mirror_get_cube (fixture->mirror));
  g_assert_cmpuint (copil_cube_get_n_damaged (copil_mirror_get_cube (fixture->mirror)), ==, 1);
  g_assert_null (strstr (found, "123456789"));
  g_assert_cmpfloat (copil_mirror_get_progress (fixture->mirror), <, 1);
  test_wait_until (copil_mirror_get_progress (fixture->mirror) == 1);
  assert_truth (fixture);
  finish (fixture);
}

/* Two persons at one keyboard have two files. */
static void
test_two_persons (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *mine = get_file ();
  g_autofree char *theirs = copil_cache_dir_path ("essai", "other", NULL);

  begin (fixture);
  follow (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  begin_as (fixture, "other");
  copil_mirror_start (fixture->mirror);
  g_assert_null (copil_mirror_get_cube (fixture->mirror));
  g_assert_true (test_open (fixture->connection, NULL));
  g_assert_true (copil_mirror_wait (fixture->mirror, TRUE, NULL));
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  g_assert_cmpstr (mine, !=, theirs);
  g_assert_true (g_file_test (theirs, G_FILE_TEST_EXISTS));
}

/* Others could read the cache: nothing is kept, and the mirror works all the same. */
static void
test_unsafe_cache (Fixture       *fixture,
                   gconstpointer  data)
{
  g_assert_cmpint (g_chmod (fixture->cache, 0755), ==, 0);
  published_base_land (base, SOME);
  begin (fixture);
  follow (fixture);
  g_assert_error (copil_mirror_get_file_error (fixture->mirror), COPIL_CACHE_ERROR,
                  COPIL_CACHE_ERROR_UNSAFE);
  assert_truth (fixture);
  g_assert_true (copil_mirror_save (fixture->mirror, NULL));
  finish (fixture);
  g_assert_cmpint (g_chmod (fixture->cache, 0700), ==, 0);
}

/* The base and the cube make the same quarters and years of months. */
static void
test_rhythms (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  g_autofree char *truth = NULL;
  g_auto (GStrv) lines = NULL;
  CopilCube *cube;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *cells = random_cells (rand);

      published_base_land (base, cells);
    }
  begin (fixture);
  follow (fixture);
  cube = copil_mirror_get_cube (fixture->mirror);
  truth = test_base_psql (
    base, "SELECT f.territory_id, f.period, coalesce (f.value, -1), f.status, r FROM unnest"
          " ('{quarter,year}'::text[]) r, copil.figure_by_period"
          " ((SELECT id FROM copil.measure WHERE code = 'c'), r) f");
  lines = g_strsplit (truth, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), >, 20);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], "|", -1);
      CopilRhythm rhythm
        = g_str_equal (fields[4], "year") ? COPIL_RHYTHM_YEAR : COPIL_RHYTHM_QUARTER;
      CopilPeriod period;
      CopilFigure figure;

      g_assert_true (copil_period_parse_sql (fields[1], rhythm, &period));
      figure = copil_cube_figure (
        cube, fixture_indicator (cube, "stock"),
        copil_territory_list_by_id (copil_cube_get_territories (cube), atoi (fields[0])), period);
      g_assert_cmpint (figure.status, ==, atoi (fields[3]));
      if (figure.status <= COPIL_CELL_ESTIMATED)
        g_assert_cmpfloat (figure.value, ==, g_ascii_strtod (fields[2], NULL));
    }
  finish (fixture);
}

#define ADD(name, function) \
  g_test_add ("/cube/mirror/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  base = published_base_new ();
  ADD ("fill", test_fill);
  ADD ("first-page", test_first_page);
  ADD ("delivery", test_delivery);
  ADD ("random-deliveries", test_random_deliveries);
  ADD ("rhythms", test_rhythms);
  ADD ("file", test_file);
  ADD ("read-ahead", test_read_ahead);
  ADD ("annotations", test_annotations);
  ADD ("outage", test_outage);
  ADD ("no-server", test_no_server);
  ADD ("denied", test_denied);
  ADD ("denied-meanwhile", test_denied_meanwhile);
  ADD ("catalogue", test_catalogue);
  ADD ("restored", test_restored);
  ADD ("restored-meanwhile", test_restored_meanwhile);
  ADD ("damaged", test_damaged);
  ADD ("two-persons", test_two_persons);
  ADD ("unsafe-cache", test_unsafe_cache);
  ADD ("territories", test_territories);
  status = g_test_run ();
  test_base_free (base);
  return status;
}
