/* test-view.c: what the dashboard says of a cube
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sample.h"

#include "view/dashboard-view.h"

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
  g_test_add_func ("/view/contributions", test_contributions);
  g_test_add_func ("/view/peers", test_peers);
  g_test_add_func ("/view/period", test_period);
  g_test_add_func ("/view/comparisons", test_comparisons);
  status = g_test_run ();
  g_object_unref (cube);
  return status;
}
