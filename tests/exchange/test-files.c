/* test-files.c: files in the styles of French offices, none of them known
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * make-files.py writes them.  Each is placed right, or refused with a sentence.
 */
#include "exchange/recognise.h"

#include "exchange/placement.h"
#include "exchange/remarks.h"
#include "fixture.h"

static CopilTerritoryList *territories;
static CopilCatalogue *catalogue;
static CopilGazetteer *gazetteer;

typedef struct
{
  const char     *territory; /* "departement:59" */
  const char     *period;
  double          value;
  CopilCellStatus status;
} Figure;

typedef struct
{
  const char *file;
  const char *measure;
  const char *column;
  const char *choice[2]; /* a column and the value to keep */
  guint       placed;
  guint       refused;
  guint       passed;    /* rows of another perimeter */
  Figure      figures[2];
  const char *told;      /* refused as a whole: what the sentence names */
} Case;

#define NORD "departement:59"
#define REUNION "departement:974"

static const Case cases[] = {
  { "wide-france.csv", NULL, NULL, { NULL }, 24, 0, 2,
    { { NORD, "2024-02", 1310 }, { "france:FR", "2024-03", 9020 } } },
  { "quarters-under-years.csv", NULL, NULL, { NULL }, 56, 0, 0,
    { { NORD, "2022-T2", 8.1 }, { REUNION, "2023-T4", 11.7 } } },
  { "measure-and-month.csv", "contract_new", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2024-02", 23 }, { REUNION, "2024-01", 16 } } },
  { "two-columns.csv", "rsa_recipients", NULL, { NULL }, .told = "Montant versé" },
  { "two-columns.csv", "rsa_recipients", "nombre de beneficiaires", { NULL }, 14, 0, 0,
    { { NORD, "2024-02", 203 }, { REUNION, "2024-01", 106 } } },
  { "year-and-quarter.csv", NULL, NULL, { NULL }, 28, 0, 0,
    { { NORD, "2024-T3", 8.3 }, { REUNION, "2024-T1", 6.6 } } },
  { "year-and-quarter.csv", "training_entries", NULL, { NULL }, 0, 28, 0, { { NULL } } },
  { "year-and-month-name.csv", "rsa_recipients", NULL, { NULL }, 21, 0, 0,
    { { NORD, "2024-02", 203 }, { REUNION, "2024-03", 306 } } },
  { "indicator-column.csv", "rsa_recipients", NULL, { NULL }, .told = "Inscrits cat. B" },
  { "indicator-column.csv", "rsa_recipients", NULL, { "indicateur", "INSCRITS CAT. B" }, 14, 0, 0,
    { { NORD, "2024-02", 2031 }, { REUNION, "2024-01", 1061 } } },
  { "indicator-column.csv", "rsa_recipients", NULL, { "SEXE", "Femmes" }, .told = "SEXE" },
  { "dot-thousands.csv", "rsa_recipients", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2024-02", 10114 }, { REUNION, "2024-01", 13107 } } },
  { "dot-thousands.csv", "advisers_social", NULL, { NULL }, 0, 14, 0, { { NULL } } },
  { "months-of-a-titled-year.csv", NULL, NULL, { NULL }, 21, 0, 0,
    { { NORD, "2023-02", 113 }, { REUNION, "2023-03", 126 } } },
  { "months-under-quarter.csv", "rsa_recipients", NULL, { NULL }, 28, 0, 0,
    { { NORD, "2024-01", 203 }, { REUNION, "2023-02", 116 } } },
  { "number-and-share.csv", "hiring_tension", NULL, { NULL }, .told = "Part" },
  { "number-and-share.csv", "hiring_tension", "Effectif", { NULL }, 14, 0, 0,
    { { NORD, "2022", 15 }, { REUNION, "2023", 19 } } },
  { "thousands.csv", NULL, NULL, { NULL }, 21, 0, 0,
    { { NORD, "2024-02", 2250 }, { REUNION, "2024-03", 9000 } } },
  { "title-period.csv", NULL, NULL, { NULL }, 7, 0, 0,
    { { NORD, "2023-12", 503 }, { REUNION, "2023-12", 506 } } },
  { "marks.csv", "unemployment_rate", NULL, { NULL }, 12, 0, 0,
    { { NORD, "2023-T2", 9.2, COPIL_CELL_PROVISIONAL },
      { REUNION, "2023-T3", 17, COPIL_CELL_PROVISIONAL } } },
  { "codes.csv", "unemployment_rate", NULL, { NULL }, 18, 0, 0,
    { { NORD, "2023-T2", 5.2 }, { "departement:976", "2023-T3", 5.3 } } },
  { "region-and-department-codes.csv", "rsa_recipients", NULL, { NULL }, 5, 0, 0,
    { { NORD, "2024-01", 30 }, { "departement:01", "2024-01", 50 } } },
  { "bare-codes.csv", "unemployment_rate", NULL, { NULL }, .told = "" },
  { "old-regions.csv", "unemployment_rate", NULL, { NULL }, 6, 1, 0,
    { { "region:53", "2023-T2", 5.2 }, { "region:94", "2023-T3", 5.3 } } },
  { "stacked.csv", "unemployment_rate", NULL, { NULL }, 12, 0, 0,
    { { "region:28", "2023-T2", 6.2 }, { NORD, "2023-T3", 9.3 } } },
  { "postcodes.csv", "unemployment_rate", NULL, { NULL }, .told = "" },
  { "bassins.csv", NULL, NULL, { NULL }, 4, 0, 0,
    { { "bassin:596", "2023-08", 13 }, { "bassin:595", "2023-07", 34 } } },
  { "spans.csv", "rsa_recipients", NULL, { NULL }, .told = "" },
  { "merged.csv", "rsa_recipients", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2024-02", 23 }, { REUNION, "2024-01", 16 } } },
  { "english.csv", "unemployment_rate", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-T2", 7.2 }, { REUNION, "2023-T1", 10.1 } } },
  { "duplicate-headers.csv", "rsa_recipients", NULL, { NULL }, .told = "#4" },
  { "duplicate-headers.csv", "rsa_recipients", "#4", { NULL }, 7, 0, 0,
    { { NORD, "2024-01", 23 }, { REUNION, "2024-01", 26 } } },
  { "mixed-ends.csv", "rsa_recipients", NULL, { NULL }, 3, 0, 0,
    { { NORD, "2024-01", 5 }, { "departement:01", "2024-01", 7 } } },
  { "percents.csv", "rsa_recipients", NULL, { NULL }, 0, 3, 0, { { NULL } } },
  { "communes.csv", "hiring_tension", NULL, { NULL }, .told = "" },
  { "country-aside.csv", "rsa_recipients", NULL, { NULL }, 12, 0, 0,
    { { NORD, "2023-02", 5 }, { "france:FR", "2023-03", 10 } } },
  { "one-line.csv", "rsa_recipients", NULL, { NULL }, .told = "no figure" },
  { "mixed-levels.csv", "unemployment_rate", NULL, { NULL }, 6, 0, 4,
    { { "region:32", "2023-T2", 9.2 }, { "france:FR", "2023-T1", 7.1 } } },
  { "second-table.csv", "unemployment_rate", NULL, { NULL }, 14, 1, 0, { { NULL } } },
  { "marks-unquoted.csv", "unemployment_rate", NULL, { NULL }, 0, 7, 0, { { NULL } } },
  { "months-for-quarters.csv", "unemployment_rate", NULL, { NULL }, 0, 21, 0, { { NULL } } },
  { "quarter-ends.csv", "unemployment_rate", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-T2", 6.3 }, { REUNION, "2023-T1", 5.6 } } },
  { "sum-beside-months.csv", "rsa_recipients", NULL, { NULL }, 14, 0, 1,
    { { NORD, "2023-02", 23 }, { REUNION, "2023-01", 16 } } },
  { "kinds-alike.csv", "rsa_recipients", NULL, { NULL }, .told = "Sexe" },
  { "whole-of-kinds.csv", "rsa_recipients", NULL, { NULL }, 7, 0, 0,
    { { NORD, "2023-01", 6 }, { REUNION, "2023-01", 9 } } },
  { "total-of-names.csv", "rsa_recipients", NULL, { NULL }, 7, 0, 0,
    { { NORD, "2023-01", 13 }, { REUNION, "2023-01", 16 } } },
  { "half-years.csv", "vacant_jobs", NULL, { NULL }, .told = "S1" },
  { "changes.csv", "rsa_recipients", NULL, { NULL }, .told = "Évolution" },
  { "changes.csv", "rsa_recipients", "Évolution", { NULL }, 14, 0, 0, { { NORD, "2024-02", 2.5 } } },
  { "misspelt.csv", "rsa_recipients", NULL, { NULL }, 10, 5, 0, { { NORD, "2024-05", 50 } } },
  { "days.csv", "rsa_recipients", NULL, { NULL }, .told = "date" },
  { "three-decimals.csv", NULL, NULL, { NULL }, 0, 14, 0, { { NULL } } },
  { "three-decimals-of-shares.csv", "unemployment_rate", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-T2", 9.234 }, { REUNION, "2023-T1", 11.123 } } },
  { "pages.csv", "unemployment_rate", NULL, { NULL }, 7, 0, 0,
    { { NORD, "2023-T1", 7 }, { "departement:2A", "2023-T1", 6.2 } } },
  { "territories-across-year-and-month.csv", "rsa_recipients", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-02", 203 }, { REUNION, "2023-01", 106 } } },
  { "perimeters.csv", "rsa_recipients", NULL, { NULL }, 6, 0, 3,
    { { "departement:02", "2023-02", 8 }, { "region:94", "2023-01", 9 } } },
  { "program.csv", "rsa_recipients", NULL, { NULL }, 7, 0, 0,
    { { "departement:02", "2023-01", 100000 }, { NORD, "2023-01", 7 } } },
  { "glued-months.csv", "rsa_recipients", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-02", 23 }, { "departement:01", "2023-01", 10 } } },
  { "day-numbers.csv", "rsa_recipients", NULL, { NULL }, 21, 0, 0,
    { { NORD, "2023-01", 13 }, { REUNION, "2023-03", 36 } } },
  { "workbook.xlsx", NULL, NULL, { NULL }, 21, 0, 1,
    { { NORD, "2023-T3", 12.3 }, { REUNION, "2023-T1", 5.1 } } },
  { "dates.xlsx", NULL, NULL, { NULL }, 14, 0, 0,
    { { NORD, "2024-02", 23 }, { REUNION, "2024-01", 16 } } },
  { "workbook.ods", NULL, NULL, { NULL }, 21, 0, 0,
    { { NORD, "2023-T4", 12.3 }, { REUNION, "2023-T3", 5.1 } } },
  { "rezipped.ods", "unemployment_rate", NULL, { NULL }, 14, 0, 0,
    { { NORD, "2023-T2", 6.5 }, { REUNION, "2023-T1", 5.5 } } },
};

static void
check_figure (CopilPlacement *placement,
              const Figure   *wanted)
{
  const CopilTerritory *territory = copil_territory_list_resolve (territories, wanted->territory, NULL);
  CopilPeriod period;

  g_assert_nonnull (territory);
  g_assert_true (copil_period_parse (wanted->period, &period));
  for (guint i = 0; i < placement->observations->len; i++)
    {
      const CopilObservation *one = &g_array_index (placement->observations, CopilObservation, i);

      if (one->territory != territory->id || !copil_period_equal (one->period, period))
        continue;
      g_assert_cmpfloat_with_epsilon (one->value, wanted->value, 1e-9);
      g_assert_cmpint (one->status, ==, wanted->status);
      return;
    }
  g_error ("%s %s was not placed", wanted->territory, wanted->period);
}

static void
add_choice (CopilMapping       *mapping,
            const char * const *choice)
{
  CopilRowRule *rule;

  if (choice[0] == NULL)
    return;
  rule = g_new0 (CopilRowRule, 1);
  rule->name = g_strdup (choice[0]);
  rule->values = g_strdupv ((char *[]) { (char *) choice[1], NULL });
  g_ptr_array_add (mapping->keep, rule);
}

static CopilPlacement *
read_file (const Case *test,
           GError    **error)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "exchange",
                                            "files", test->file, NULL);
  g_autoptr (CopilWorkbook) workbook = copil_workbook_open (path, error);
  CopilSheet *sheet = NULL;
  g_autoptr (CopilMapping) mapping = NULL;
  g_autofree char *json = NULL;

  g_assert_nonnull (workbook);
  mapping = copil_recognise (workbook, gazetteer, catalogue, NULL, test->measure, test->column, NULL,
                             &sheet, error);
  if (mapping == NULL)
    return NULL;
  add_choice (mapping, test->choice);
  json = copil_mapping_to_json (mapping);
  g_test_message ("%s", json);
  /* What is proposed may be written down and given back. */
  copil_mapping_free (mapping);
  mapping = copil_mapping_parse (json, -1, error);
  g_assert_nonnull (mapping);
  return copil_placement_new (sheet, mapping, gazetteer, catalogue, error);
}

static void
test_file (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilPlacement) placement = read_file (test, &error);
  g_autoptr (GPtrArray) groups = NULL;

  if (error != NULL)
    g_test_message ("%s", error->message);
  if (test->told != NULL)
    {
      g_assert_null (placement);
      g_assert_true (error != NULL && error->domain == COPIL_EXCHANGE_ERROR);
      g_assert_nonnull (strstr (error->message, test->told));
      return;
    }
  g_assert_no_error (error);
  groups = copil_remarks_group (placement->refusals);
  for (guint i = 0; i < groups->len; i++)
    {
      const CopilRemarkGroup *group = g_ptr_array_index (groups, i);

      g_test_message ("%u: line %u, %s, %s: %s", group->n, group->shown[0]->line,
                      group->shown[0]->column, group->shown[0]->value, group->shown[0]->reason);
    }
  g_assert_cmpuint (groups->len, ==, test->refused > 0 ? 1 : 0);
  g_assert_cmpuint (placement->observations->len, ==, test->placed);
  g_assert_cmpuint (placement->refused, ==, test->refused);
  g_assert_cmpuint (placement->passed->len, ==, test->passed);
  for (guint i = 0; i < G_N_ELEMENTS (test->figures) && test->figures[i].territory != NULL; i++)
    check_figure (placement, &test->figures[i]);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  territories = fixture_territories ();
  catalogue = fixture_catalogue ();
  gazetteer = copil_gazetteer_new (territories);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/exchange/files/%02u-%s", i, cases[i].file);

      g_test_add_data_func (path, &cases[i], test_file);
    }
  return g_test_run ();
}
