/* test-view.c: what the dashboard says of a cube
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sample.h"

#include "view/dashboard-report.h"
#include "view/dashboard-view.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

static CopilCube *cube;

static const CopilTerritory *
territory (const char *set,
           const char *code)
{
  return copil_territory_list_by_code (copil_cube_get_territories (cube), set, code);
}

static const CopilIndicator *
indicator (const char *code)
{
  return copil_catalogue_find_indicator (copil_cube_get_catalogue (cube), code);
}

static CopilDashboardView *
view_of (const char      *set,
         const char      *code,
         CopilComparison  comparison)
{
  return copil_dashboard_view_new (cube, territory (set, code),
                                   copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10), comparison);
}

static void
test_perimeter (void)
{
  static const struct
  {
    const char *set, *code, *starts, *ends;
  } cases[] = {
    { "france", "FR", "Comité national · ", "régions" },
    { "region", "32", "Comité régional · ", "départements" },
    { "departement", "59", "Comité départemental · ", "bassins" },
    { "bassin", "596", "Comité local · ", "habitants" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CopilDashboardView) view =
        view_of (cases[i].set, cases[i].code, COPIL_COMPARISON_YEAR);
      g_autofree char *text = copil_dashboard_view_describe_perimeter (view);

      g_assert_true (g_str_has_prefix (text, cases[i].starts));
      g_test_message ("%s", text);
      g_assert_true (g_str_has_suffix (text, cases[i].ends));
    }
}

static void
check_chart (CopilChart *chart)
{
  g_autofree char *description = NULL;
  g_autoptr(GPtrArray) table = NULL;

  if (chart == NULL)
    return;
  description = copil_chart_describe (chart);
  table = copil_chart_get_table (chart);
  g_assert_cmpstr (description, !=, "");
  g_assert_cmpuint (table->len, >, 1);
  g_assert_cmpstr (copil_chart_get_title (chart), !=, "");
}

/* Every indicator of every level, in every comparison: something true is said, and drawn. */
static void
test_everything (void)
{
  static const char * const places[][2] = {
    { "france", "FR" }, { "region", "32" }, { "departement", "59" }, { "bassin", "596" },
    { "bassin", "011" } /* nothing arrived */
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint comparison = 0; comparison < COPIL_N_COMPARISONS; comparison++)
      {
        g_autoptr(CopilDashboardView) view = view_of (places[i][0], places[i][1], comparison);
        g_autoptr(GPtrArray) all = copil_dashboard_view_list_indicators (view, FALSE);

        g_assert_cmpuint (all->len, >, 10);
        for (guint j = 0; j < all->len; j++)
          {
            const CopilIndicator *each = g_ptr_array_index (all, j);
            g_autoptr(CopilTile) tile = copil_dashboard_view_build_tile (view, each);
            g_autofree char *sentence = copil_dashboard_view_build_sentence (view, each);
            g_autoptr(CopilExplanation) explanation = copil_dashboard_view_explain (view, each);
            g_autoptr(CopilChart) curve = copil_dashboard_view_build_curve (view, each);
            g_autofree char *description = copil_chart_describe (curve);
            g_autoptr(CopilChart) map = copil_dashboard_view_build_map (view, each);
            g_autoptr(CopilChart) beside = copil_dashboard_view_build_comparison (view, each);
            g_autoptr(CopilChart) spread = copil_dashboard_view_build_histogram (view, each);
            CopilChart *charts[] = { map, beside, spread };

            g_assert_cmpstr (tile->value, !=, "");
            g_assert_true (g_str_has_suffix (tile->sentence, "."));
            g_assert_true (g_str_has_suffix (sentence, "."));
            g_assert_true (g_utf8_validate (sentence, -1, NULL));
            g_assert_cmpstr (explanation->definition, !=, "");
            g_assert_cmpstr (description, !=, "");
            for (guint k = 0; k < G_N_ELEMENTS (charts); k++)
              check_chart (charts[k]);
          }
      }
}

static void
test_missing (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("bassin", "011", COPIL_COMPARISON_YEAR);
  g_autoptr(CopilTile) tile =
    copil_dashboard_view_build_tile (view, indicator ("first-appointment"));

  g_assert_cmpstr (tile->value, ==, "n.d.");
  g_assert_cmpstr (tile->unit, ==, "");
  g_assert_cmpstr (tile->change, ==, "");
  g_assert_cmpstr (tile->signal_word, ==, "Non évalué");
  g_assert_nonnull (strstr (tile->sentence, "n.d."));
}

/* What is on its way is not called missing; what the base does not have is. */
static void
test_arriving (void)
{
  g_autoptr(CopilCube) arriving = sample_cube_empty ();
  guint n = copil_catalogue_get_n_measures (copil_cube_get_catalogue (arriving));
  const CopilTerritory *place =
    copil_territory_list_by_code (copil_cube_get_territories (arriving), "departement", "69");
  const CopilIndicator *each =
    copil_catalogue_find_indicator (copil_cube_get_catalogue (arriving), "first-appointment");
  g_autoptr(CopilDashboardView) view =
    copil_dashboard_view_new (arriving, place, copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10),
                              COPIL_COMPARISON_YEAR);
  g_autoptr(CopilTile) before = copil_dashboard_view_build_tile (view, each);
  g_autoptr(CopilTile) after = NULL;
  g_autofree char *sentence = copil_dashboard_view_build_sentence (view, each);

  g_assert_true (copil_dashboard_view_is_arriving (view, each));
  g_assert_cmpstr (before->value, ==, "…");
  g_assert_cmpstr (before->change, ==, "en cours d’arrivée");
  g_assert_cmpstr (before->signal_word, ==, "");
  g_assert_nonnull (strstr (sentence, "en cours d’arrivée"));
  for (guint i = 0; i < n; i++)
    if (copil_indicator_uses (each, i))
      copil_cube_set_complete (arriving, i);
  after = copil_dashboard_view_build_tile (view, each);
  g_assert_false (copil_dashboard_view_is_arriving (view, each));
  g_assert_cmpstr (after->value, ==, "n.d.");
}

/* The parts of a change add up to it. */
static void
test_contributions (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_YEAR);
  g_autoptr(CopilTile) tile =
    copil_dashboard_view_build_tile (view, indicator ("first-appointment"));
  g_autoptr(CopilExplanation) explanation =
    copil_dashboard_view_explain (view, indicator ("first-appointment"));
  CopilFigure now = tile->figure;

  g_assert_cmpfloat_with_epsilon (100 * now.numerator / now.denominator, now.value, 1e-9);
  g_assert_nonnull (strstr (explanation->contributions, "sur un an"));
  g_assert_cmpuint (explanation->children->len, ==, 7);
  g_assert_cmpstr (((GStrv) g_ptr_array_index (explanation->children, 0))[0], ==, "Territoire");
}

static void
test_peers (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_PEERS);
  g_autoptr(GPtrArray) peers = copil_dashboard_view_list_peers (view, 8);
  g_autoptr(CopilDashboardView) france = view_of ("france", "FR", COPIL_COMPARISON_PEERS);
  g_autoptr(GPtrArray) none = copil_dashboard_view_list_peers (france, 8);

  g_assert_cmpuint (peers->len, ==, 8);
  g_assert_false (g_ptr_array_find (peers, territory ("departement", "59"), NULL));
  g_assert_cmpuint (none->len, ==, 0);
}

/* A quarter is shown once it is past. */
static void
test_period (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_YEAR);
  CopilPeriod period = copil_dashboard_view_period_of (view, indicator ("unemployment-rate"));
  CopilPeriod expected = copil_period_new (COPIL_RHYTHM_QUARTER, 2026, 3);

  g_assert_true (copil_period_equal (period, expected));
}

static void
test_comparisons (void)
{
  for (guint i = 0; i < COPIL_N_COMPARISONS; i++)
    {
      CopilComparison comparison = COPIL_N_COMPARISONS;

      g_assert_true (copil_comparison_parse (copil_comparison_to_id (i), &comparison));
      g_assert_cmpuint (comparison, ==, i);
    }
  g_assert_false (copil_comparison_parse ("decade", &(CopilComparison) { 0 }));
  g_assert_false (copil_comparison_parse (NULL, &(CopilComparison) { 0 }));
}

/* -- Annotations ------------------------------------------------------------------------------ */

#define NOTE(where, code, day, words) \
  "{\"id\":\"" words "\",\"indicator\":\"" code "\",\"territory\":" where ",\"period\":\"" day \
  "\",\"label\":\"" words "\",\"login\":\"s\",\"name\":\"Samira Benali\",\"recorded\":1772319600}"

static void
annotate_sample (void)
{
  g_autofree char *nord = g_strdup_printf ("%d", territory ("departement", "59")->id);
  g_autofree char *region = g_strdup_printf ("%d", territory ("region", "32")->id);
  g_autofree char *bassin = g_strdup_printf ("%d", territory ("bassin", "596")->id);
  g_autofree char *json = g_strdup_printf (
    "[" NOTE ("1", "first-appointment", "2019-01-01", "Trop ancien") ","
    NOTE ("1", "first-appointment", "2025-01-01", "Loi") ","
    NOTE ("%s", "first-appointment", "2025-06-01", "=Plan") ","
    NOTE ("%s", "first-appointment", "2026-03-01", "Renfort & suite") ","
    NOTE ("%s", "valid-contracts", "2026-03-01", "D’un autre") ","
    NOTE ("%s", "first-appointment", "2026-04-01", "Du bassin") ","
    NOTE ("%s", "first-appointment", "2027-01-01", "Pas encore") "]",
    region, nord, nord, bassin, nord);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) annotations = copil_annotations_parse (json, -1, &error);

  g_assert_no_error (error);
  copil_cube_set_annotations (cube, annotations);
}

static char *
list_notes (CopilDashboardView *view)
{
  g_autoptr(GPtrArray) annotations =
    copil_dashboard_view_list_annotations (view, indicator ("first-appointment"));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < annotations->len; i++)
    {
      const CopilAnnotation *annotation = g_ptr_array_index (annotations, i);
      g_autofree char *origin = copil_dashboard_view_name_origin (view, annotation);

      g_string_append_printf (text, "%s/%s ", annotation->label, origin != NULL ? origin : "ici");
    }
  return g_string_free (text, FALSE);
}

/* One's own and those of above, of this indicator, of the months on the curve. */
static void
test_annotations (void)
{
  static const struct
  {
    const char *set, *code, *notes;
  } cases[] = {
    { "departement", "59", "Loi/France =Plan/Hauts-de-France Renfort & suite/ici " },
    { "bassin", "596", "Loi/France =Plan/Hauts-de-France Renfort & suite/Nord Du bassin/ici " },
    { "region", "32", "Loi/France =Plan/ici " },
    { "departement", "75", "Loi/France " },
  };

  annotate_sample ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(CopilDashboardView) view =
        view_of (cases[i].set, cases[i].code, COPIL_COMPARISON_YEAR);
      g_autofree char *notes = list_notes (view);

      g_assert_cmpstr (notes, ==, cases[i].notes);
    }
}

static void
test_annotated_curve (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_YEAR);
  g_autoptr(CopilChart) curve = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr(GPtrArray) table = NULL;
  gboolean found = FALSE;

  annotate_sample ();
  curve = copil_dashboard_view_build_curve (view, indicator ("first-appointment"));
  sentence = copil_chart_describe (curve);
  table = copil_chart_get_table (curve);
  g_assert_nonnull (strstr (sentence, "Loi (janvier 2025, France)"));
  g_assert_nonnull (strstr (sentence, "Renfort & suite (mars 2026)"));
  for (guint i = 1; i < table->len; i++)
    {
      GStrv row = g_ptr_array_index (table, i);

      found |= g_str_equal (row[0], "mars 2026") &&
               g_str_equal (row[g_strv_length (row) - 1], "Renfort & suite");
    }
  g_assert_true (found);
}

/* What waits is on the curve, and says so; what is handed out has only what is recorded. */
static void
test_waiting (void)
{
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_YEAR);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) copil_annotation_free);
  g_autoptr(CopilChart) curve = NULL, plain = NULL;
  g_autofree char *sentence = NULL, *recorded = NULL;
  CopilAnnotation *draft;

  annotate_sample ();
  draft = copil_annotation_copy (g_ptr_array_index (copil_cube_get_annotations (cube), 3));
  draft->state = COPIL_ANNOTATION_ADDING;
  g_ptr_array_add (all, draft);
  copil_dashboard_view_set_annotations (view, all);
  curve = copil_dashboard_view_build_curve (view, indicator ("first-appointment"));
  sentence = copil_chart_describe (curve);
  g_assert_nonnull (strstr (sentence, "Renfort & suite (en attente, mars 2026)"));
  g_assert_null (strstr (sentence, "Loi"));
  copil_dashboard_view_set_annotations (view, NULL);
  plain = copil_dashboard_view_build_curve (view, indicator ("first-appointment"));
  recorded = copil_chart_describe (plain);
  g_assert_nonnull (strstr (recorded, "Renfort & suite (mars 2026)"));
}

static char *
run_tool (const char *tool,
          const char *path,
          const char *argument)
{
  const char *argv[] = { tool, path, argument, NULL };
  char *words = NULL;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &words, NULL, NULL,
                NULL);
  return words;
}

/* The words are under the curve with who said them, and in a file of the report. */
static void
test_annotated_report (void)
{
  CopilReportState state = { .batch = 1, .fictitious = TRUE };
  g_autoptr(CopilDashboardView) view = view_of ("departement", "59", COPIL_COMPARISON_YEAR);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(CopilDocument) document = NULL;
  g_autoptr(GBytes) pdf = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL, *words = NULL, *files = NULL;
  int fd = g_file_open_tmp ("copil-report-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  annotate_sample ();
  /* Whatever waits: a report has what is recorded. */
  copil_dashboard_view_set_annotations (view, none);
  document = copil_dashboard_report_new (view, &state);
  pdf = copil_document_to_pdf (document, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf),
                                      &error));
  words = run_tool ("pdftotext", path, "-");
  files = run_tool ("pdfdetach", "-list", path);
  g_unlink (path);
  if (words == NULL || files == NULL)
    {
      g_test_skip ("no pdftotext");
      return;
    }
  g_strdelimit (words, "\n", ' ');
  g_assert_nonnull (strstr (words, "Renfort & suite (Samira Benali)"));
  g_assert_nonnull (strstr (words, "janvier 2025, France"));
  g_assert_null (strstr (words, "Pas encore"));
  g_assert_nonnull (strstr (files, "annotations.csv"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  cube = sample_cube_new ();
  g_test_add_func ("/view/perimeter", test_perimeter);
  g_test_add_func ("/view/everything", test_everything);
  g_test_add_func ("/view/missing", test_missing);
  g_test_add_func ("/view/arriving", test_arriving);
  g_test_add_func ("/view/contributions", test_contributions);
  g_test_add_func ("/view/peers", test_peers);
  g_test_add_func ("/view/period", test_period);
  g_test_add_func ("/view/comparisons", test_comparisons);
  g_test_add_func ("/view/annotations", test_annotations);
  g_test_add_func ("/view/annotated-curve", test_annotated_curve);
  g_test_add_func ("/view/waiting", test_waiting);
  g_test_add_func ("/view/annotated-report", test_annotated_report);
  status = g_test_run ();
  g_object_unref (cube);
  return status;
}
