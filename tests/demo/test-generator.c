/* test-generator.c: the figures that are made up are coherent, plausible and always the same
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "core/quantile.h"
#include "demo/generator-draw.h"
#include "demo/generator.h"
#include "exchange/territory-shipped.h"

#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#define FIRST (2019 * 12)
#define LAST (2026 * 12 + 9)
#define MONTH(year, month) ((CopilPeriod) { COPIL_RHYTHM_MONTH, (year) * 12 + (month) - 1 })

static CopilCatalogue     *catalogue;
static CopilTerritoryList *territories;
static CopilGenerator     *generator;
static GPtrArray          *basins;

/* -- The world ------------------------------------------------------------------------------ */

static void
add_set (const char *set,
         GHashTable *ids)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = copil_territory_shipped_document (set, &error);
  g_autoptr (JsonNode) root = json_from_string (document, NULL);
  JsonArray *array = json_object_get_array_member (json_node_get_object (root), "territories");

  g_assert_no_error (error);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = json_array_get_object_element (array, i);
      const char *code = json_object_get_string_member (entry, "code");
      const char *parent = json_object_get_string_member_with_default (entry, "parent", "");
      int id = (int) g_hash_table_size (ids) + 1;

      g_hash_table_insert (ids, g_strdup_printf ("%s:%s", set, code), GINT_TO_POINTER (id));
      copil_territory_list_add (territories, id, set, code,
                                json_object_get_string_member (entry, "name"),
                                (int) json_object_get_int_member (entry, "liaison"),
                                json_object_get_string_member (entry, "seat"),
                                json_object_get_int_member (entry, "population"),
                                GPOINTER_TO_INT (g_hash_table_lookup (ids, parent)), TRUE);
    }
}

static void
make_world (void)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *document = copil_catalogue_shipped (1, &error);

  g_assert_no_error (error);
  catalogue = copil_catalogue_parse (document, -1, &error);
  territories = copil_territory_list_new ();
  for (const char * const *set = copil_territory_shipped_sets (); *set; set++)
    add_set (*set, ids);
  copil_territory_list_seal (territories, &error);
  g_assert_no_error (error);
  basins = copil_territory_list_of_level (territories, COPIL_LEVEL_BASIN);
  generator = copil_generator_new (catalogue, territories, &error);
  g_assert_no_error (error);
}

static void
free_world (void)
{
  copil_generator_free (generator);
  g_ptr_array_unref (basins);
  copil_territory_list_unref (territories);
  copil_catalogue_unref (catalogue);
}

static const CopilMeasure *
find (const char *code)
{
  const CopilMeasure *measure = copil_catalogue_find_measure (catalogue, code);

  if (!measure)
    g_error ("no measure %s", code);
  return measure;
}

static double
value_of (const char           *code,
          const CopilTerritory *territory,
          int                   month)
{
  CopilCellStatus status;

  return copil_generator_get_value (generator, find (code), territory,
                                    (CopilPeriod) { COPIL_RHYTHM_MONTH, month }, &status);
}

/* -- Coherence ------------------------------------------------------------------------------ */

/* Months enough to meet each season, shock and break; every one of the last two years. */
static gboolean
is_sampled (int month)
{
  return month % 5 == 0 || month > LAST - 24;
}

static void
test_subsets (void)
{
  for (guint i = 0; i < copil_catalogue_get_n_measures (catalogue); i++)
    {
      const CopilMeasure *part = copil_catalogue_get_measure (catalogue, i), *whole = NULL;

      for (guint j = 0; part->subset_of && j < copil_catalogue_get_n_measures (catalogue); j++)
        if (copil_catalogue_get_measure (catalogue, j)->id == part->subset_of)
          whole = copil_catalogue_get_measure (catalogue, j);
      for (int month = FIRST; whole && month <= LAST; month += is_sampled (month + 1) ? 1 : 2)
        for (guint b = 0; b < basins->len; b++)
          {
            double count = value_of (part->code, g_ptr_array_index (basins, b), month);
            double all = value_of (whole->code, g_ptr_array_index (basins, b), month);

            if (!isnan (count) && !isnan (all) && !(count >= 0 && count <= all))
              g_error ("%s %g of %s %g", part->code, count, whole->code, all);
          }
    }
}

/* @relation: '=' the parts add up to the whole; '<' they are at most the whole. */
static const struct
{
  const char *whole;
  char        relation;
  int         lag; /* the whole is that of so many months before */
  const char *parts[8];
} sums[] = {
  { "contract_valid", '=', 0,
    { "hours_undeclared", "hours_0_5", "hours_5_10", "hours_10_15", "hours_15_20",
      "hours_20_more" } },
  { "contract_valid", '<', 0, { "exempt_health", "exempt_family", "exempt_carer" } },
  { "training_entries", '=', 0,
    { "training_delay_0_30", "training_delay_30_60", "training_delay_60_more" } },
  { "vacancies_closed", '<', 0,
    { "vacancy_delay_0_30", "vacancy_delay_30_60", "vacancy_delay_60_more" } },
  { "cohort_6m", '=', -6, { "oriented_employment", "oriented_mixed", "oriented_social" } },
  { "cohort_12m", '=', -12, { "oriented_employment", "oriented_mixed", "oriented_social" } },
  { "contract_due", '=', -1, { "oriented_employment", "oriented_mixed", "oriented_social" } },
  { "contract_due", '=', 0,
    { "appointment_delay_0_14", "appointment_delay_14_30", "appointment_delay_30_60",
      "appointment_delay_60_90", "appointment_delay_90_more" } },
  { "files_received", '=', 5,
    { "orientation_delay_0_21", "orientation_delay_21_42", "orientation_delay_42_84",
      "orientation_delay_84_182", "orientation_delay_182_more" } },
  { "identified_mobility", '=', -6, { "obstacle_mobility" } },
};

static double
add_parts (const char * const   *parts,
           const CopilTerritory *basin,
           int                   month)
{
  double sum = 0;

  for (guint i = 0; parts[i]; i++)
    sum += value_of (parts[i], basin, month);
  return sum;
}

static void
test_sums (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    for (int month = FIRST + 12; month <= LAST - 6; month++)
      for (guint b = is_sampled (month) ? 0 : basins->len; b < basins->len; b++)
        {
          const CopilTerritory *basin = g_ptr_array_index (basins, b);
          int shift = sums[i].lag;
          double whole = value_of (sums[i].whole, basin, shift > 0 ? month - shift : month);
          double parts = add_parts (sums[i].parts, basin, shift < 0 ? month + shift : month);

          if (isnan (whole) || isnan (parts))
            continue;
          if (sums[i].relation == '=' ? parts != whole : parts > whole)
            g_error ("%s is %g, its parts %g, %s %d", sums[i].whole, whole, parts, basin->code,
                     month);
        }
}

/* Nobody is accompanied who did not come in. */
static void
test_stocks (void)
{
  for (int month = FIRST + 1; month <= LAST - 2; month++)
    for (guint b = 0; b < basins->len; b++)
      {
        const CopilTerritory *basin = g_ptr_array_index (basins, b);
        double before = value_of ("accompanied_social", basin, month - 1);
        double now = value_of ("accompanied_social", basin, month);
        double inflow = value_of ("oriented_social", basin, month);

        if (!isnan (before + now + inflow))
          g_assert_cmpfloat (now, <=, before + inflow);
      }
}

/* -- Levels --------------------------------------------------------------------------------- */

static double
total (GArray *measures,
       int     month)
{
  double sum = 0;

  for (guint i = 0; i < measures->len; i++)
    for (guint b = 0; b < basins->len; b++)
      {
        guint index = g_array_index (measures, guint, i);
        double value = value_of (copil_catalogue_get_measure (catalogue, index)->code,
                                 g_ptr_array_index (basins, b), month);

        sum += isnan (value) ? 0 : value;
      }
  return sum;
}

static double
total_bucket (const CopilIndicator *indicator,
              guint                 i,
              int                   month)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_append_val (one, g_array_index (indicator->buckets, CopilBucket, i).measure);
  return total (one, month);
}

static double
national (const CopilIndicator *indicator,
          int                   month)
{
  const CopilBucket *buckets = (const CopilBucket *) indicator->buckets->data;
  guint n = indicator->buckets->len;
  double counts[16];

  if (indicator->formula == COPIL_FORMULA_RATIO)
    return indicator->scale * total (indicator->numerators, month) /
           total (indicator->denominators, month);
  for (guint i = 0; i < n; i++)
    counts[i] = total_bucket (indicator, i, month);
  if (indicator->formula == COPIL_FORMULA_MEDIAN)
    return copil_histogram_quantile (buckets, counts, n, indicator->quantile);
  return indicator->scale * copil_histogram_share (buckets, counts, n, indicator->share_low,
                                                   indicator->share_high);
}

/* Levels of the documents the product was asked from, and of the reviews of the pilots. */
static const struct
{
  const char *indicator;
  CopilPeriod period;
  double      expected;
  double      tolerance;
} levels[] = {
  { "non-recours", MONTH (2022, 11), 20, 1 },
  { "neet-contact", MONTH (2019, 1), 66.7, 1.5 },
  { "contract-signed", MONTH (2022, 11), 58, 2 },
  { "contract-no-work", MONTH (2022, 11), 76, 2 },
  { "contract-actions", MONTH (2022, 11), 2, 0.15 },
  { "intensive-support", MONTH (2022, 11), 20, 1.5 },
  { "orientation-mix", MONTH (2024, 6), 44, 1.5 },
  { "share-oriented", MONTH (2023, 12), 86, 1.5 },
  { "share-oriented-6m", MONTH (2023, 12), 57, 2.5 },
  { "orientation-delay", MONTH (2023, 6), 55, 5 },
  { "contract-valid", MONTH (2023, 12), 49, 1.5 },
  { "obstacle-any", MONTH (2024, 6), 82, 1.5 },
  { "obstacle-mobility", MONTH (2024, 6), 43, 1.5 },
  { "obstacle-health", MONTH (2024, 6), 29, 1.5 },
  { "obstacle-childcare", MONTH (2024, 6), 25, 1.5 },
  { "obstacle-housing", MONTH (2024, 6), 20, 1.5 },
  { "obstacle-admin", MONTH (2024, 6), 15, 1.5 },
  { "obstacle-skills", MONTH (2024, 6), 12, 1.5 },
  { "portfolio", MONTH (2022, 11), 122, 8 },
  { "access-6m", MONTH (2024, 6), 42, 2 },
  { "durable-6m", MONTH (2024, 6), 16, 1.5 },
  { "presence-12m", MONTH (2026, 9), 40, 2 },
  { "satisfaction", MONTH (2026, 9), 89, 2 },
  { "employer-satisfaction", MONTH (2022, 11), 82, 2 },
  { "cdi-broken", MONTH (2022, 11), 34, 1.5 },
  { "pilot-coverage", MONTH (2025, 3), 84, 6 },
  { "first-appointment", MONTH (2026, 10), 60, 4 },
};

static void
test_levels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      const CopilIndicator *indicator = copil_catalogue_find_indicator (catalogue,
                                                                        levels[i].indicator);
      double level = national (indicator, levels[i].period.index);

      if (!(fabs (level - levels[i].expected) <= levels[i].tolerance))
        g_error ("%s: %g, expected %g", levels[i].indicator, level, levels[i].expected);
    }
}

/* Pilots have about half the persons per adviser of the others. */
static void
test_portfolio (void)
{
  double persons[2] = { 0 }, advisers[2] = { 0 };

  for (guint b = 0; b < basins->len; b++)
    {
      const CopilTerritory *basin = g_ptr_array_index (basins, b);
      int month = 2024 * 12 + 2, pilot = !isnan (value_of ("pilot_targeted", basin, month - 6));
      double person = value_of ("accompanied_mixed", basin, month);
      double adviser = value_of ("advisers_mixed", basin, month);

      if (isnan (person + adviser))
        continue;
      persons[pilot] += person;
      advisers[pilot] += adviser;
    }
  g_assert_cmpfloat (persons[0] / advisers[0], >, 80);
  g_assert_cmpfloat (persons[1] / advisers[1], <, 75);
  g_assert_cmpfloat (persons[1] / advisers[1], >, 45);
}

static void
test_tension (void)
{
  const CopilTerritory *france = copil_territory_list_by_code (territories, "france", "FR");
  CopilCellStatus status;
  double before = copil_generator_get_value (generator, find ("vacant_jobs"), france,
                                             copil_period_new (COPIL_RHYTHM_YEAR, 2019, 1),
                                             &status);
  double peak = copil_generator_get_value (generator, find ("vacant_jobs"), france,
                                           copil_period_new (COPIL_RHYTHM_YEAR, 2022, 1), &status);

  g_assert_cmpfloat (before, <, 100);
  g_assert_cmpfloat_with_epsilon (peak, 170, 5);
  g_assert_cmpint (status, ==, COPIL_CELL_OBSERVED);
}

static void
test_shock (void)
{
  const CopilIndicator *entries = copil_catalogue_find_indicator (catalogue, "training-entries");
  double spring = total (entries->numerators, 2020 * 12 + 3);

  g_assert_cmpfloat (spring, <, 0.6 * total (entries->numerators, 2019 * 12 + 3));
  g_assert_cmpfloat (total (entries->numerators, 2025 * 12 + 7), <,
                     0.6 * total (entries->numerators, 2025 * 12 + 8));
}

/* -- Words in the place of values ----------------------------------------------------------- */

static void
test_statuses (void)
{
  const CopilTerritory *avesnes = copil_territory_list_by_code (territories, "bassin", "591");
  const CopilTerritory *dunkerque = copil_territory_list_by_code (territories, "bassin", "594");
  CopilCellStatus status;

  copil_generator_get_value (generator, find ("files_received"), avesnes, MONTH (2026, 10),
                             &status);
  g_assert_cmpint (status, ==, COPIL_CELL_NOT_AVAILABLE);
  copil_generator_get_value (generator, find ("files_received"), dunkerque, MONTH (2026, 10),
                             &status);
  g_assert_cmpint (status, ==, COPIL_CELL_PROVISIONAL);
  copil_generator_get_value (generator, find ("files_received"), dunkerque, MONTH (2026, 8),
                             &status);
  g_assert_cmpint (status, ==, COPIL_CELL_OBSERVED);
  copil_generator_get_value (generator, find ("pilot_entered"), dunkerque, MONTH (2026, 8),
                             &status);
  g_assert_cmpint (status, ==, COPIL_CELL_NOT_APPLICABLE);
  copil_generator_get_value (generator, find ("appointment_delay_0_14"), dunkerque,
                             MONTH (2024, 5), &status);
  g_assert_cmpint (status, ==, COPIL_CELL_NOT_AVAILABLE);
  copil_generator_get_value (generator, find ("rsa_eligible"), dunkerque, MONTH (2023, 5),
                             &status);
  g_assert_cmpint (status, ==, COPIL_CELL_ESTIMATED);
}

/* -- Batches -------------------------------------------------------------------------------- */

typedef struct
{
  guint n, provisional, missing, inapplicable;
} Tally;

static void
count_rows (CopilRows *rows,
            Tally     *tally)
{
  for (guint i = 0; i < rows->values->len; i++)
    {
      gint16 status = g_array_index (rows->statuses, gint16, i);
      double value = g_array_index (rows->values, double, i);

      g_assert_cmpint (isnan (value), ==, !copil_cell_status_has_value (status));
      tally->provisional += status == COPIL_CELL_PROVISIONAL;
      tally->missing += status == COPIL_CELL_NOT_AVAILABLE;
      tally->inapplicable += status == COPIL_CELL_NOT_APPLICABLE;
    }
  tally->n += rows->values->len;
}

static Tally
read_batch (CopilGenerator *self,
            guint           batch,
            GChecksum      *sum)
{
  CopilGeneratorCursor cursor = { 0 };
  Tally tally = { 0 };
  CopilRows rows;

  copil_rows_init (&rows);
  while (copil_generator_fill (self, batch, &cursor, 20000, &rows))
    {
      count_rows (&rows, &tally);
      g_checksum_update (sum, (guchar *) rows.measures->data, rows.measures->len * 2);
      g_checksum_update (sum, (guchar *) rows.territories->data, rows.territories->len * 4);
      g_checksum_update (sum, (guchar *) rows.days->data, rows.days->len * 4);
      g_checksum_update (sum, (guchar *) rows.values->data, rows.values->len * 8);
      g_checksum_update (sum, (guchar *) rows.statuses->data, rows.statuses->len * 2);
    }
  copil_rows_clear (&rows);
  return tally;
}

static char *
read_all (CopilGenerator *self,
          Tally          *all)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < copil_generator_get_n_batches (self); i++)
    {
      Tally tally = read_batch (self, i, sum);

      g_assert_cmpuint (tally.n, >, 0);
      all->n += tally.n;
      all->provisional += tally.provisional;
      all->missing += tally.missing;
      all->inapplicable += tally.inapplicable;
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_batches (void)
{
  Tally all = { 0 };
  g_autofree char *sum = read_all (generator, &all);

  g_assert_cmpuint (copil_generator_get_n_batches (generator), >=, 15);
  g_assert_cmpuint (all.n, >, 3000000);
  g_assert_cmpuint (all.provisional, >, 100000);
  g_assert_cmpuint (all.missing, >, 5000);
  g_assert_cmpuint (all.missing, <, 50000);
  g_assert_cmpuint (all.inapplicable, >, 10000);
}

/* What a history says, later batches may correct, and only the last months. */
static void
test_deterministic (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilGenerator) again = copil_generator_new (catalogue, territories, &error);
  Tally all = { 0 };
  g_autofree char *first = read_all (generator, &all), *second = read_all (again, &all);

  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, second);
}

/* What is to land after a measure of the shipped catalogue says something else. */
static GPtrArray *
digest_with (const char *code,
             const char *member,
             const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = copil_catalogue_shipped (1, &error);
  g_autoptr (JsonNode) root = json_from_string (document, NULL);
  JsonArray *measures = json_object_get_array_member (json_node_get_object (root), "measures");
  g_autoptr (CopilCatalogue) other = NULL;
  g_autoptr (CopilGenerator) made = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < json_array_get_length (measures); i++)
    {
      JsonObject *measure = json_array_get_object_element (measures, i);

      if (g_str_equal (json_object_get_string_member (measure, "code"), code))
        json_object_set_string_member (measure, member, value);
    }
  text = json_to_string (root, FALSE);
  other = copil_catalogue_parse (text, -1, &error);
  g_assert_no_error (error);
  made = copil_generator_new (other, territories, &error);
  g_assert_no_error (error);
  return copil_generator_digest (made);
}

static void
check_digests (const char         *member,
               const char         *value,
               const char * const *moved)
{
  g_autoptr (GPtrArray) before = copil_generator_digest (generator);
  g_autoptr (GPtrArray) after = digest_with ("vacant_jobs", member, value);

  g_assert_cmpuint (before->len, ==, copil_generator_get_n_batches (generator));
  g_assert_cmpuint (after->len, ==, before->len);
  for (guint i = 0; i < before->len; i++)
    {
      const char *producer = copil_generator_get_batch (generator, i)->producer;
      const char *was = g_ptr_array_index (before, i), *is = g_ptr_array_index (after, i);

      if (g_strv_contains (moved, producer))
        g_assert_cmpstr (is, !=, was);
      else
        g_assert_cmpstr (is, ==, was);
      for (guint j = 0; j < i; j++)
        g_assert_cmpstr (g_ptr_array_index (after, j), !=, is);
    }
}

/* Other words land nothing; figures that change, those of their producer, later months included. */
static void
test_digest (void)
{
  check_digests ("name", "Autre nom", (const char * const[]) { NULL });
  check_digests ("producer", "Insee", (const char * const[]) { "Dares", "Insee", NULL });
}

/* -- Chance --------------------------------------------------------------------------------- */

/* The first numbers of a stream, computed apart with an implementation in another language. */
static void
test_stream (void)
{
  static const guint64 expected[] = {
    G_GUINT64_CONSTANT (12841065179027858653),
    G_GUINT64_CONSTANT (17012999370555056919),
    G_GUINT64_CONSTANT (1453600630694002032),
  };
  CopilDraw draw;

  copil_draw_init (&draw, 20261012, (const char *[]) { "files_received", "591", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (copil_draw_next (&draw), ==, expected[i]);
}

static void
test_normal (void)
{
  double sum = 0, squares = 0;
  const int n = 200000;
  CopilDraw draw;

  copil_draw_init (&draw, 1, (const char *[]) { "normal", NULL });
  for (int i = 0; i < n; i++)
    {
      double z = copil_draw_normal (&draw);

      sum += z;
      squares += z * z;
    }
  g_assert_cmpfloat_with_epsilon (sum / n, 0, 0.01);
  g_assert_cmpfloat_with_epsilon (squares / n, 1, 0.01);
}

static void
test_binomial (void)
{
  static const struct
  {
    double n, p;
  } cases[] = { { 3, 0.1 }, { 40, 0.02 }, { 40, 0.97 }, { 200, 0.3 }, { 50000, 0.6 }, { 7, 0.5 } };
  const int draws = 40000;
  CopilDraw draw;

  copil_draw_init (&draw, 1, (const char *[]) { "binomial", NULL });
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double n = cases[i].n, p = cases[i].p, sum = 0, squares = 0;

      for (int k = 0; k < draws; k++)
        {
          double count = copil_draw_binomial (n, p, copil_draw_normal (&draw));

          g_assert_true (count >= 0 && count <= n && count == floor (count));
          sum += count;
          squares += count * count;
        }
      /* Five standard errors of the mean, a tenth of the variance. */
      g_assert_cmpfloat_with_epsilon (sum / draws, n * p, 5 * sqrt (n * p * (1 - p) / draws));
      g_assert_cmpfloat_with_epsilon ((squares - sum * sum / draws) / draws / (n * p * (1 - p)), 1,
                                      0.1);
    }
  g_assert_cmpfloat (copil_draw_binomial (0, 0.5, 1), ==, 0);
  g_assert_cmpfloat (copil_draw_binomial (9, 0, 1), ==, 0);
  g_assert_cmpfloat (copil_draw_binomial (9, 1, 1), ==, 9);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  make_world ();
  g_test_add_func ("/demo/draw/stream", test_stream);
  g_test_add_func ("/demo/draw/normal", test_normal);
  g_test_add_func ("/demo/draw/binomial", test_binomial);
  g_test_add_func ("/demo/generator/subsets", test_subsets);
  g_test_add_func ("/demo/generator/sums", test_sums);
  g_test_add_func ("/demo/generator/stocks", test_stocks);
  g_test_add_func ("/demo/generator/levels", test_levels);
  g_test_add_func ("/demo/generator/portfolio", test_portfolio);
  g_test_add_func ("/demo/generator/tension", test_tension);
  g_test_add_func ("/demo/generator/shock", test_shock);
  g_test_add_func ("/demo/generator/statuses", test_statuses);
  g_test_add_func ("/demo/generator/batches", test_batches);
  g_test_add_func ("/demo/generator/deterministic", test_deterministic);
  g_test_add_func ("/demo/generator/digest", test_digest);
  result = g_test_run ();
  free_world ();
  return result;
}
