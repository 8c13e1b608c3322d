/* test-model.c: the state of the page, and the places one has been to
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sample.h"

#include "app/history.h"
#include "dashboard/dashboard-model.h"
#include "widget/data-table.h"

#include <math.h>

static void
count_cb (guint *count)
{
  (*count)++;
}

/* -- The model -------------------------------------------------------------------------------- */

static void
test_model_notifies (void)
{
  g_autoptr(CopilCube) cube = sample_cube_new ();
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();
  guint views = 0, indicators = 0;
  CopilPeriod october = copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10);

  g_signal_connect_swapped (model, "notify::view", G_CALLBACK (count_cb), &views);
  g_signal_connect_swapped (model, "notify::indicator", G_CALLBACK (count_cb), &indicators);
  g_assert_true (copil_dashboard_model_set_place (model, "bassin:596"));
  g_assert_null (copil_dashboard_model_get_view (model));
  copil_dashboard_model_set_cube (model, cube);
  g_assert_cmpuint (views, ==, 1);
  g_assert_cmpstr (copil_dashboard_model_get_territory (model)->name, ==, "Valenciennes");
  g_assert_true (copil_period_equal (copil_dashboard_model_get_period (model), october));

  /* The same again is no news. */
  copil_dashboard_model_set_period (model, october);
  copil_dashboard_model_set_comparison (model, COPIL_COMPARISON_YEAR);
  copil_dashboard_model_set_place (model, "bassin:596");
  copil_dashboard_model_set_cube (model, cube);
  g_assert_cmpuint (views, ==, 1);
  copil_dashboard_model_set_period (model, copil_period_shift (october, -1));
  copil_dashboard_model_set_comparison (model, COPIL_COMPARISON_PEERS);
  g_assert_cmpuint (views, ==, 3);
  copil_dashboard_model_set_indicator (model, "first-appointment");
  copil_dashboard_model_set_indicator (model, "first-appointment");
  g_assert_cmpuint (indicators, ==, 1);
}

/* No month beyond the data, no place that is not. */
static void
test_model_bounds (void)
{
  g_autoptr(CopilCube) cube = sample_cube_new ();
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();
  CopilPeriod first, last;

  copil_dashboard_model_set_cube (model, cube);
  g_assert_cmpstr (copil_dashboard_model_get_territory (model)->name, ==, "Nord");
  g_assert_true (copil_dashboard_model_get_span (model, &first, &last));
  copil_dashboard_model_set_period (model, copil_period_new (COPIL_RHYTHM_MONTH, 2050, 1));
  g_assert_true (copil_period_equal (copil_dashboard_model_get_period (model), last));
  copil_dashboard_model_set_period (model, copil_period_new (COPIL_RHYTHM_YEAR, 1900, 1));
  g_assert_true (copil_period_equal (copil_dashboard_model_get_period (model), first));
  g_assert_false (copil_dashboard_model_set_place (model, "departement:99"));
  g_assert_false (copil_dashboard_model_set_place (model, "Nord"));
  g_assert_cmpstr (copil_dashboard_model_get_territory (model)->name, ==, "Nord");
}

/* An indicator that a level lacks gives way, and comes back where it exists. */
static void
test_model_indicator (void)
{
  g_autoptr(CopilCube) cube = sample_cube_new ();
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();
  const CopilIndicator *fallback;

  copil_dashboard_model_set_cube (model, cube);
  copil_dashboard_model_set_indicator (model, "unemployment-rate");
  g_assert_cmpstr (copil_dashboard_model_get_indicator (model)->code, ==, "unemployment-rate");
  copil_dashboard_model_set_place (model, "bassin:596");
  fallback = copil_dashboard_model_get_indicator (model);
  g_assert_cmpstr (fallback->code, !=, "unemployment-rate");
  g_assert_true (fallback->levels & (1u << COPIL_LEVEL_BASIN));
  copil_dashboard_model_set_place (model, "departement:59");
  g_assert_cmpstr (copil_dashboard_model_get_indicator (model)->code, ==, "unemployment-rate");
}

/* A cube without a figure shows no view; the first figure brings it. */
static void
test_model_empty (void)
{
  g_autoptr(CopilCube) empty = sample_cube_empty ();
  g_autoptr(CopilCube) full = sample_cube_new ();
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();

  copil_dashboard_model_set_cube (model, empty);
  g_assert_null (copil_dashboard_model_get_view (model));
  g_assert_null (copil_dashboard_model_get_indicator (model));
  copil_dashboard_model_set_cube (model, full);
  g_assert_nonnull (copil_dashboard_model_get_view (model));
}

static void
figures_changed_cb (CopilDashboardModel *model,
                    GPtrArray           *indicators,
                    GPtrArray           *codes)
{
  for (guint i = 0; i < indicators->len; i++)
    g_ptr_array_add (codes, ((CopilIndicator *) indicators->pdata[i])->code);
}

/* A delivery names the indicators that are made of it, and no other. */
static void
test_model_changes (void)
{
  g_autoptr(CopilCube) cube = sample_cube_new ();
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  const CopilIndicator *touched =
    copil_catalogue_find_indicator (catalogue, "orientation-six-weeks");

  copil_dashboard_model_set_cube (model, cube);
  g_signal_connect (model, "figures-changed", G_CALLBACK (figures_changed_cb), codes);
  sample_cube_touch (cube, touched, copil_dashboard_model_get_territory (model),
                     copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10), 1.1);
  g_assert_cmpuint (codes->len, >=, 1);
  g_assert_true (g_ptr_array_find_with_equal_func (codes, "orientation-six-weeks", g_str_equal,
                                                   NULL));
  g_assert_false (g_ptr_array_find_with_equal_func (codes, "first-appointment", g_str_equal, NULL));
}

/* -- History ---------------------------------------------------------------------------------- */

static void
test_history (void)
{
  g_autoptr(CopilHistory) history = copil_history_new ();
  const char *territory, *indicator, *page;
  guint notified = 0;

  g_signal_connect_swapped (history, "notify", G_CALLBACK (count_cb), &notified);
  g_assert_false (copil_history_step (history, -1, &territory, &indicator, &page));
  copil_history_visit (history, "departement:59", "a", "");
  copil_history_visit (history, "departement:59", "a", "");
  g_assert_false (copil_history_get_can_go_back (history));
  g_assert_cmpuint (notified, ==, 0);
  copil_history_visit (history, "bassin:596", "a", "");
  g_assert_true (copil_history_get_can_go_back (history));
  g_assert_cmpuint (notified, ==, 1);
  g_assert_true (copil_history_step (history, -1, &territory, &indicator, &page));
  g_assert_cmpstr (territory, ==, "departement:59");
  g_assert_true (copil_history_get_can_go_forward (history));
  g_assert_true (copil_history_step (history, 1, &territory, &indicator, &page));
  g_assert_cmpstr (territory, ==, "bassin:596");

  /* Another page of the same territory is another place. */
  copil_history_visit (history, "bassin:596", "a", "committees");
  g_assert_true (copil_history_step (history, -1, &territory, &indicator, &page));
  g_assert_cmpstr (page, ==, "");
  g_assert_true (copil_history_step (history, 1, &territory, &indicator, &page));
  g_assert_cmpstr (page, ==, "committees");

  /* A new way forgets the one that was ahead. */
  copil_history_step (history, -1, &territory, &indicator, &page);
  copil_history_visit (history, "region:32", "b", "");
  g_assert_false (copil_history_get_can_go_forward (history));
}

static void
test_history_bounded (void)
{
  g_autoptr(CopilHistory) history = copil_history_new ();
  const char *territory, *indicator, *page;
  guint steps = 0;

  for (guint i = 0; i < 1000; i++)
    {
      g_autofree char *place = g_strdup_printf ("bassin:%u", i);

      copil_history_visit (history, place, "a", "");
    }
  while (copil_history_step (history, -1, &territory, &indicator, &page))
    steps++;
  g_assert_cmpuint (steps, ==, 199);
  g_assert_cmpstr (territory, ==, "bassin:800");
}

/* -- Cells ------------------------------------------------------------------------------------ */

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    double      number;
  } cases[] = {
    { "62,8\u00a0%", 62.8 },      { "1\u202f234,5", 1234.5 }, { "\u22122,0\u00a0pts", -2 },
    { "+6,4", 6.4 },              { "0", 0 },                 { "n.d.", NAN },
    { "s", NAN },                 { "///", NAN },             { "", NAN },
    { "Valenciennes", NAN },      { "\u2212", NAN },          { "2\u202f615\u202f635", 2615635 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double number = copil_data_table_parse (cases[i].cell);

      if (isnan (cases[i].number))
        g_assert_true (isnan (number));
      else
        g_assert_cmpfloat_with_epsilon (number, cases[i].number, 1e-9);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/notifies", test_model_notifies);
  g_test_add_func ("/model/bounds", test_model_bounds);
  g_test_add_func ("/model/indicator", test_model_indicator);
  g_test_add_func ("/model/empty", test_model_empty);
  g_test_add_func ("/model/changes", test_model_changes);
  g_test_add_func ("/history/steps", test_history);
  g_test_add_func ("/history/bounded", test_history_bounded);
  g_test_add_func ("/cells/numbers", test_cells);
  return g_test_run ();
}
