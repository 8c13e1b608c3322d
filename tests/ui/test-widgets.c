/* test-widgets.c: widgets by themselves: properties, sizes, keys
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "sample.h"

#include "app/breadcrumb.h"
#include "app/sidebar.h"
#include "core/language.h"
#include "dashboard/dashboard-page.h"
#include "dashboard/explain-details.h"
#include "dashboard/explain-foot.h"
#include "dashboard/indicator-card.h"
#include "dashboard/indicator-list.h"
#include "dashboard/session-view.h"
#include "dashboard/tile-card.h"
#include "ui/copil-ui-resources.h"
#include "widget/chart-view.h"
#include "widget/data-table.h"
#include "widget/fit-label.h"
#include "widget/period-chooser.h"
#include "widget/reflow-box.h"
#include "widget/split-view.h"
#include "widget/state-chip.h"
#include "widget/territory-finder.h"
#include "widget/toasts.h"
#include "widget/wrap-row.h"

#include <adwaita.h>
#include <string.h>

static CopilCube *cube;

static GType
type_at (guint index)
{
  const GType types[] = {
    COPIL_TYPE_BREADCRUMB,     COPIL_TYPE_SIDEBAR,         COPIL_TYPE_DASHBOARD_PAGE,
    COPIL_TYPE_EXPLAIN_FOOT,   COPIL_TYPE_EXPLAIN_DETAILS, COPIL_TYPE_INDICATOR_CARD,
    COPIL_TYPE_INDICATOR_LIST, COPIL_TYPE_TILE_CARD,       COPIL_TYPE_CHART_VIEW,
    COPIL_TYPE_DATA_TABLE,     COPIL_TYPE_PERIOD_CHOOSER,  COPIL_TYPE_REFLOW_BOX,
    COPIL_TYPE_SPLIT_VIEW,     COPIL_TYPE_STATE_CHIP,      COPIL_TYPE_TERRITORY_FINDER,
    COPIL_TYPE_TOASTS,         COPIL_TYPE_WRAP_ROW,
  };

  return index < G_N_ELEMENTS (types) ? types[index] : G_TYPE_INVALID;
}

/* -- Every type ------------------------------------------------------------------------------- */

static void
count_cb (guint *count)
{
  (*count)++;
}

/* A property of its own has the default it announces, and setting what it is notifies nobody. */
static void
check_property (GObject    *object,
                GParamSpec *spec)
{
  g_auto(GValue) value = G_VALUE_INIT;
  g_autofree char *signal = g_strdup_printf ("notify::%s", spec->name);
  guint notified = 0;

  if (!(spec->flags & G_PARAM_READABLE))
    return;
  g_object_get_property (object, spec->name, g_value_init (&value, spec->value_type));
  g_test_message ("%s:%s", G_OBJECT_TYPE_NAME (object), spec->name);
  g_assert_true (g_param_value_defaults (spec, &value));
  if (!(spec->flags & G_PARAM_WRITABLE))
    return;
  g_signal_connect_swapped (object, signal, G_CALLBACK (count_cb), &notified);
  g_object_set_property (object, spec->name, &value);
  g_assert_cmpuint (notified, ==, 0);
}

static void
test_every_type (void)
{
  for (guint i = 0; type_at (i) != G_TYPE_INVALID; i++)
    {
      GtkWidget *widget = g_object_ref_sink (g_object_new (type_at (i), NULL));
      g_autofree GParamSpec **specs = NULL;
      guint n;

      specs = g_object_class_list_properties (G_OBJECT_GET_CLASS (widget), &n);
      for (guint j = 0; j < n; j++)
        if (specs[j]->owner_type == type_at (i))
          check_property (G_OBJECT (widget), specs[j]);
      g_assert_finalize_object (widget);
    }
}

/* -- Sizes ------------------------------------------------------------------------------------ */

static void
settle (void)
{
  for (guint i = 0; i < 200 && g_main_context_iteration (NULL, FALSE); i++)
    ;
}

static void
allocate (GtkWidget *widget,
          int        width,
          int        height)
{
  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (widget, width, height, -1, NULL);
}

static void
test_reflow (void)
{
  static const struct
  {
    int width, columns;
  } cases[] = { { 1200, 3 }, { 860, 3 }, { 859, 2 }, { 560, 2 }, { 559, 1 }, { 300, 1 } };
  GtkWidget *box = g_object_ref_sink (g_object_new (COPIL_TYPE_REFLOW_BOX, NULL));
  GtkWidget *children[3];

  for (guint i = 0; i < 3; i++)
    {
      children[i] = gtk_label_new ("x");
      copil_reflow_box_append (COPIL_REFLOW_BOX (box), children[i], i + 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      graphene_rect_t first, second;

      g_assert_cmpint (copil_reflow_box_columns_for_width (COPIL_REFLOW_BOX (box), cases[i].width),
                       ==, cases[i].columns);
      allocate (box, cases[i].width, 400);
      g_assert_true (gtk_widget_compute_bounds (children[0], box, &first));
      g_assert_true (gtk_widget_compute_bounds (children[1], box, &second));
      g_assert_cmpint (second.origin.y > first.origin.y, ==, cases[i].columns < 3);
      g_assert_cmpint (second.origin.x > first.origin.x, ==, cases[i].columns == 3);
      g_assert_cmpfloat (second.origin.x + second.size.width, <=, cases[i].width);
    }
  g_assert_finalize_object (box);
}

/* Beside a higher one, what does not expand keeps its height in the middle; what expands takes all. */
static void
test_middle (void)
{
  GtkWidget *box = g_object_ref_sink (g_object_new (COPIL_TYPE_REFLOW_BOX, "middle", TRUE, NULL));
  GtkWidget *line = gtk_label_new ("x"), *tall = gtk_label_new ("x");
  graphene_rect_t bounds;
  int height;

  copil_reflow_box_append (COPIL_REFLOW_BOX (box), line, 1);
  copil_reflow_box_append (COPIL_REFLOW_BOX (box), tall, 1);
  gtk_widget_set_vexpand (tall, TRUE);
  allocate (box, 900, 400);
  gtk_widget_measure (line, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  g_assert_true (gtk_widget_compute_bounds (line, box, &bounds));
  g_assert_cmpfloat (bounds.size.height, ==, height);
  g_assert_cmpfloat (bounds.origin.y, ==, (400 - height) / 2);
  g_assert_true (gtk_widget_compute_bounds (tall, box, &bounds));
  g_assert_cmpfloat (bounds.size.height, ==, 400);
  g_assert_finalize_object (box);
}

static void
measure (GtkWidget      *widget,
         GtkOrientation  orientation,
         int             for_size,
         int            *minimum,
         int            *natural)
{
  gtk_widget_measure (widget, orientation, for_size, minimum, natural, NULL, NULL);
}

/* It takes what a GtkLabel of the same words takes, and gives way as one that wraps, or is cut. */
static void
test_fit_label (void)
{
  const char *wordings[] = { "provisoire, cible 85 %", "cible 85 %", NULL };
  GtkWidget *label = g_object_ref_sink (gtk_label_new (wordings[0]));
  GtkWidget *cut = g_object_ref_sink (copil_fit_label_new (0, FALSE));
  GtkWidget *wraps = g_object_ref_sink (copil_fit_label_new (0, TRUE));
  int minimum, natural, line, two_lines, width;

  measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width);
  measure (label, GTK_ORIENTATION_VERTICAL, -1, NULL, &line);
  copil_fit_label_set (COPIL_FIT_LABEL (cut), wordings);
  measure (cut, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  g_assert_cmpint (ABS (natural - width), <=, 1);
  g_assert_cmpint (minimum, <, width / 3);
  measure (cut, GTK_ORIENTATION_VERTICAL, minimum, NULL, &natural);
  g_assert_cmpint (natural, ==, line);

  copil_fit_label_set_text (COPIL_FIT_LABEL (wraps), wordings[0]);
  g_assert_true (gtk_widget_get_visible (wraps));
  measure (wraps, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural);
  g_assert_cmpint (ABS (natural - width), <=, 1);
  g_assert_cmpint (minimum, <, width * 2 / 3);
  measure (wraps, GTK_ORIENTATION_VERTICAL, natural, NULL, &natural);
  g_assert_cmpint (natural, ==, line);
  measure (wraps, GTK_ORIENTATION_VERTICAL, minimum, NULL, &two_lines);
  g_assert_cmpint (two_lines, >, line);
  copil_fit_label_set_text (COPIL_FIT_LABEL (wraps), NULL);
  g_assert_false (gtk_widget_get_visible (wraps));
  g_assert_finalize_object (cut);
  g_assert_finalize_object (wraps);
  g_object_unref (label);
}

static int
natural_width (GtkWidget *label)
{
  int natural;

  measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural);
  return natural;
}

/* A larger text size is followed, both ways; it comes with the next frame. */
static void
test_fit_label_size (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new (), *label = copil_fit_label_new (0, FALSE);
  int dpi, usual;

  gtk_window_set_child (GTK_WINDOW (window), label);
  copil_fit_label_set_text (COPIL_FIT_LABEL (label), "cible 85 %");
  gtk_window_present (GTK_WINDOW (window));
  usual = natural_width (label);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  while (natural_width (label) < usual * 3 / 2)
    g_main_context_iteration (NULL, TRUE);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  while (natural_width (label) != usual)
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_split (void)
{
  GtkWidget *split = g_object_ref_sink (g_object_new (COPIL_TYPE_SPLIT_VIEW, NULL));
  GtkWidget *side = gtk_label_new ("side"), *page = gtk_label_new ("page");
  guint notified = 0;

  copil_split_view_set_sidebar (COPIL_SPLIT_VIEW (split), side);
  copil_split_view_set_content (COPIL_SPLIT_VIEW (split), page);
  /* What has no room gives way before the window has a size. */
  copil_split_view_expect (COPIL_SPLIT_VIEW (split), 800);
  g_assert_true (copil_split_view_get_collapsed (COPIL_SPLIT_VIEW (split)));
  copil_split_view_expect (COPIL_SPLIT_VIEW (split), 1200);
  g_signal_connect_swapped (split, "notify::collapsed", G_CALLBACK (count_cb), &notified);
  allocate (split, 1200, 600);
  settle ();
  g_assert_false (copil_split_view_get_collapsed (COPIL_SPLIT_VIEW (split)));
  g_assert_true (gtk_widget_get_child_visible (side));
  allocate (split, 800, 600);
  settle ();
  g_assert_true (copil_split_view_get_collapsed (COPIL_SPLIT_VIEW (split)));
  g_assert_false (gtk_widget_get_child_visible (side));
  g_assert_cmpuint (notified, ==, 1);
  copil_split_view_set_show_sidebar (COPIL_SPLIT_VIEW (split), TRUE);
  allocate (split, 801, 600);
  g_assert_true (gtk_widget_get_child_visible (side));
  copil_split_view_set_alone (COPIL_SPLIT_VIEW (split), TRUE);
  allocate (split, 1200, 600);
  settle ();
  g_assert_false (gtk_widget_get_child_visible (side));
  g_assert_finalize_object (split);
}

/* -- Keys ------------------------------------------------------------------------------------- */

static CopilDashboardView *
new_view (void)
{
  const CopilTerritory *nord =
    copil_territory_list_by_code (copil_cube_get_territories (cube), "departement", "59");

  return copil_dashboard_view_new (cube, nord, copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10),
                                   COPIL_COMPARISON_YEAR);
}

static GtkEventController *
find_key_controller (GtkWidget *widget)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        return controller;
    }
  g_assert_not_reached ();
}

static gboolean
press (GtkWidget *widget,
       guint      keyval)
{
  gboolean handled = FALSE;

  g_signal_emit_by_name (find_key_controller (widget), "key-pressed", keyval, 0, 0, &handled);
  return handled;
}

static void
activated_cb (int *activated,
              int  key)
{
  *activated = key;
}

/* The arrows walk the data, Enter goes where the datum is about, Escape leaves. */
static void
test_chart_keys (void)
{
  g_autoptr(CopilDashboardView) view = new_view ();
  const CopilIndicator *indicator = copil_catalogue_find_indicator (
    copil_cube_get_catalogue (cube), "first-appointment");
  g_autoptr(CopilChart) chart = copil_dashboard_view_build_map (view, indicator);
  GtkWidget *window = gtk_window_new ();
  GtkWidget *widget = copil_chart_view_new ();
  int activated = -1;

  copil_chart_view_set_activatable (COPIL_CHART_VIEW (widget), TRUE);
  copil_chart_view_set_chart (COPIL_CHART_VIEW (widget), chart);
  g_signal_connect_swapped (widget, "activated", G_CALLBACK (activated_cb), &activated);
  gtk_window_set_child (GTK_WINDOW (window), widget);
  gtk_window_set_default_size (GTK_WINDOW (window), 400, 400);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < 500 && gtk_widget_get_width (widget) == 0; i++)
    g_main_context_iteration (NULL, TRUE);

  g_assert_false (press (widget, GDK_KEY_Escape));
  g_assert_true (press (widget, GDK_KEY_Right));
  g_assert_true (press (widget, GDK_KEY_Return));
  g_assert_cmpint (activated, >=, 0);
  g_assert_true (press (widget, GDK_KEY_End));
  g_assert_true (press (widget, GDK_KEY_Home));
  g_assert_true (press (widget, GDK_KEY_Escape));
  g_assert_false (press (widget, GDK_KEY_Return));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* -- The page --------------------------------------------------------------------------------- */

static guint
count_type (GtkWidget *widget,
            GType      type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_type (child, type);
  return n;
}

/* Every level, in charts and in tables, open and closed: nothing is left over or missing. */
static void
test_page (void)
{
  static const char * const places[] = { "france:FR", "region:32", "departement:59", "bassin:596",
                                         "bassin:011" };
  GtkWidget *page = g_object_ref_sink (copil_dashboard_page_new ());
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();

  copil_dashboard_page_set_model (COPIL_DASHBOARD_PAGE (page), model);
  g_assert_cmpuint (count_type (page, COPIL_TYPE_TILE_CARD), ==, 0);
  copil_dashboard_model_set_cube (model, cube);
  gtk_widget_activate_action (page, "dashboard.explain", NULL);
  for (guint table = 0; table < 2; table++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (places); i++)
        {
          g_autoptr(GPtrArray) focus = NULL;

          copil_dashboard_model_set_place (model, places[i]);
          focus = copil_dashboard_view_list_indicators (copil_dashboard_model_get_view (model),
                                                        TRUE);
          g_assert_cmpuint (count_type (page, COPIL_TYPE_TILE_CARD), ==, focus->len);
        }
      gtk_widget_activate_action (page, "dashboard.table", NULL);
    }
  gtk_widget_activate_action (page, "dashboard.list", NULL);
  gtk_widget_activate_action (page, "dashboard.period", "i", -1);
  g_assert_cmpint (copil_period_get_ordinal (copil_dashboard_model_get_period (model)), ==, 9);
  gtk_widget_activate_action (page, "dashboard.comparison", "s", "peers");
  g_assert_cmpint (copil_dashboard_model_get_comparison (model), ==, COPIL_COMPARISON_PEERS);
  g_assert_finalize_object (page);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (widget, type) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* The charts take the height there is: nothing is left empty below, little is below what shows. */
static void
test_height (void)
{
  static const int heights[] = { 900, 1080, 1390 };
  GtkWidget *page = g_object_ref_sink (copil_dashboard_page_new ());
  g_autoptr(CopilDashboardModel) model = copil_dashboard_model_new ();
  graphene_rect_t bounds;

  copil_dashboard_page_set_model (COPIL_DASHBOARD_PAGE (page), model);
  copil_dashboard_model_set_cube (model, cube);
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      allocate (page, 1800, heights[i]);
      g_assert_true (gtk_widget_compute_bounds (find_type (page, COPIL_TYPE_INDICATOR_LIST), page,
                                                &bounds));
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, >, heights[i] - 60);
      g_assert_cmpfloat (bounds.origin.y + bounds.size.height, <, heights[i] + 20);
    }
  g_assert_finalize_object (page);
}

static int
curve_width (GtkWidget *tile,
             int        width)
{
  int height;

  gtk_widget_measure (tile, GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  gtk_widget_size_allocate (tile, &(GtkAllocation) { 0, 0, width, height }, -1);
  return gtk_widget_get_width (find_type (tile, COPIL_TYPE_CHART_VIEW));
}

/* The curve of a tile takes its share of a wide one. */
static void
test_tile_width (void)
{
  g_autoptr(CopilDashboardView) view = new_view ();
  const CopilIndicator *indicator =
    copil_catalogue_find_indicator (copil_cube_get_catalogue (cube), "orientation-six-weeks");
  GtkWidget *tile = g_object_ref_sink (copil_tile_card_new ());
  int usual;

  copil_tile_card_show (COPIL_TILE_CARD (tile), view, indicator, FALSE);
  usual = curve_width (tile, 230);
  g_assert_cmpint (usual, >=, 60);
  g_assert_cmpint (curve_width (tile, 640), >, 2 * usual);
  g_assert_finalize_object (tile);
}

/* What does not concern a tile leaves it as it is. */
static void
test_modified (void)
{
  g_autoptr(CopilDashboardView) view = new_view ();
  CopilCatalogue *catalogue = copil_cube_get_catalogue (cube);
  const CopilIndicator *indicator =
    copil_catalogue_find_indicator (catalogue, "orientation-six-weeks");
  GtkWidget *tile = g_object_ref_sink (copil_tile_card_new ());

  copil_tile_card_show (COPIL_TILE_CARD (tile), view, indicator, FALSE);
  copil_tile_card_show (COPIL_TILE_CARD (tile), view, indicator, TRUE);
  g_assert_false (copil_tile_card_is_modified (COPIL_TILE_CARD (tile)));
  sample_cube_touch (cube, indicator, copil_dashboard_view_get_territory (view),
                     copil_period_new (COPIL_RHYTHM_MONTH, 2026, 10), 1.2);
  copil_tile_card_show (COPIL_TILE_CARD (tile), view, indicator, TRUE);
  g_assert_true (copil_tile_card_is_modified (COPIL_TILE_CARD (tile)));
  copil_tile_card_set_seen (COPIL_TILE_CARD (tile));
  g_assert_false (copil_tile_card_is_modified (COPIL_TILE_CARD (tile)));
  g_assert_finalize_object (tile);
}

int
main (int    argc,
      char **argv)
{
  int status;

  copil_language_init ();
  gtk_disable_setlocale ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (copil_ui_get_resource ());
  cube = sample_cube_new ();
  g_test_add_func ("/widgets/every-type", test_every_type);
  g_test_add_func ("/widgets/reflow", test_reflow);
  g_test_add_func ("/widgets/middle", test_middle);
  g_test_add_func ("/widgets/fit-label", test_fit_label);
  g_test_add_func ("/widgets/fit-label-size", test_fit_label_size);
  g_test_add_func ("/widgets/split", test_split);
  g_test_add_func ("/widgets/chart-keys", test_chart_keys);
  g_test_add_func ("/widgets/page", test_page);
  g_test_add_func ("/widgets/height", test_height);
  g_test_add_func ("/widgets/tile-width", test_tile_width);
  g_test_add_func ("/widgets/modified", test_modified);
  status = g_test_run ();
  g_object_unref (cube);
  return status;
}
