/* dashboard-page.c: the page of the dashboard
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/dashboard-page.h"

#include "dashboard/indicator-card.h"
#include "dashboard/indicator-list.h"
#include "dashboard/tile-card.h"
#include "widget/fit-label.h"
#include "widget/period-chooser.h"
#include "widget/wrap-row.h"

#include <glib/gi18n-lib.h>

/* Pixels: what a window must leave to it, and would. */
#define MINIMUM_HEIGHT 200
#define NATURAL_HEIGHT 800

struct _CopilDashboardPage
{
  GtkWidget             parent_instance;
  GtkScrolledWindow    *scroller;
  CopilFitLabel        *title;
  CopilFitLabel        *perimeter;
  CopilPeriodChooser   *period;
  CopilFitLabel        *compare_label;
  GtkWidget            *compare_parent;
  GtkWidget            *compare_peers;
  GtkFlowBox           *tiles;
  CopilIndicatorCard   *card;
  CopilIndicatorList   *list;
  CopilDashboardModel  *model;
  guint                 later;       /* the tick that brings the rest of a change */
  gboolean              tiles_drawn; /* a frame with the tiles of that change was begun */
  gboolean              card_stale;  /* it shows one of the indicators that changed */
  /* TRUE while tiles are put, when a selection is not the user's. */
  gboolean              filling;
  guint                 list_id;     /* the tick that scrolls to the list */
  gboolean              list_placed; /* a frame with the list open was begun */
  char                 *rights;
};

enum
{
  PROP_0,
  PROP_COMPARISON,
  N_PROPS
};

enum
{
  HISTORY_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilDashboardPage, copil_dashboard_page, GTK_TYPE_WIDGET)

/* -- Tiles ------------------------------------------------------------------------------------ */

static CopilTileCard *
tile_at (CopilDashboardPage *self,
         int                 index)
{
  GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->tiles, index);

  return child != NULL ? COPIL_TILE_CARD (gtk_flow_box_child_get_child (child)) : NULL;
}

static CopilTileCard *
ensure_tile (CopilDashboardPage *self,
             int                 index)
{
  GtkWidget *tile;

  if (tile_at (self, index) == NULL)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      tile = copil_tile_card_new ();
      gtk_widget_add_css_class (child, "tile-child");
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), tile);
      gtk_flow_box_append (self->tiles, child);
    }
  return tile_at (self, index);
}

/* Only what changes: to select a tile anew would be to style it anew. */
static void
select_tile (CopilDashboardPage   *self,
             const CopilIndicator *indicator)
{
  CopilTileCard *card;

  for (int i = 0; (card = tile_at (self, i)) != NULL; i++)
    {
      const CopilTile *tile = copil_tile_card_get_tile (card);
      GtkFlowBoxChild *child = gtk_flow_box_get_child_at_index (self->tiles, i);

      if (tile == NULL || tile->indicator != indicator)
        gtk_flow_box_unselect_child (self->tiles, child);
      else if (!gtk_flow_box_child_is_selected (child))
        gtk_flow_box_select_child (self->tiles, child);
    }
}

/* The widgets of the tiles are kept from one territory to the next. */
static void
fill_tiles (CopilDashboardPage *self,
            CopilDashboardView *view,
            gboolean            changed)
{
  g_autoptr(GPtrArray) focus = copil_dashboard_view_list_indicators (view, TRUE);
  GtkFlowBoxChild *child;

  for (guint i = 0; i < focus->len; i++)
    copil_tile_card_show (ensure_tile (self, i), view, g_ptr_array_index (focus, i), changed);
  while ((child = gtk_flow_box_get_child_at_index (self->tiles, focus->len)) != NULL)
    gtk_flow_box_remove (self->tiles, GTK_WIDGET (child));
  gtk_widget_set_visible (GTK_WIDGET (self->tiles), focus->len > 0);
}

/* -- What the model says ---------------------------------------------------------------------- */

/* Mayotte is in a region of the same name: what it is says which is meant. */
static char *
name_parent (const CopilTerritory *territory)
{
  char *name;

  if (!g_str_equal (territory->parent->name, territory->name))
    return g_strdup (territory->parent->name);
  name = g_strdup (copil_level_get_name (territory->parent->level, FALSE));
  name[0] = g_ascii_toupper (name[0]);
  return name;
}

static void
show_head (CopilDashboardPage *self,
           CopilDashboardView *view)
{
  const CopilTerritory *territory = copil_dashboard_view_get_territory (view);
  g_autofree char *perimeter = copil_dashboard_view_describe_perimeter (view);
  gboolean has_parent = territory->parent != NULL;
  CopilPeriod first, last;

  copil_fit_label_set_text (self->title, territory->name);
  copil_fit_label_set_text (self->perimeter, perimeter);
  copil_dashboard_model_get_span (self->model, &first, &last);
  copil_period_chooser_set (self->period, copil_dashboard_view_get_period (view), first, last);
  gtk_widget_set_visible (self->compare_parent, has_parent);
  gtk_widget_set_visible (self->compare_peers, has_parent);
  if (has_parent)
    {
      g_autofree char *parent = name_parent (territory);

      gtk_button_set_label (GTK_BUTTON (self->compare_parent), parent);
    }
}

static void
show_indicator (CopilDashboardPage *self,
                CopilDashboardView *view)
{
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);

  gtk_widget_set_visible (GTK_WIDGET (self->card), indicator != NULL);
  if (indicator == NULL)
    return;
  copil_indicator_card_show (self->card, view, indicator);
  self->filling = TRUE;
  select_tile (self, indicator);
  self->filling = FALSE;
}

static void
show_view (CopilDashboardPage *self,
           gboolean            changed)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);

  if (view == NULL)
    return;
  show_head (self, view);
  fill_tiles (self, view, changed);
  show_indicator (self, view);
  copil_indicator_list_show (self->list, view);
}

static void
view_changed_cb (CopilDashboardPage *self)
{
  show_view (self, FALSE);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPARISON]);
}

static void
indicator_changed_cb (CopilDashboardPage *self)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);

  if (view != NULL)
    show_indicator (self, view);
}

/* The second call is in the frame after the one that painted the tiles. */
static gboolean
show_rest_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (widget);
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);

  if (!self->tiles_drawn)
    {
      self->tiles_drawn = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->later = 0;
  if (view != NULL)
    copil_indicator_list_show (self->list, view);
  if (view != NULL && self->card_stale)
    show_indicator (self, view);
  self->card_stale = FALSE;
  return G_SOURCE_REMOVE;
}

static void
show_rest_later (CopilDashboardPage *self)
{
  if (self->later != 0)
    return;
  self->tiles_drawn = FALSE;
  self->later = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_rest_cb, NULL, NULL);
}

/* Only what these indicators are shown in: the figures at once, the charts of the one that is shown
 * in full a frame later, as they take longer to draw than a frame lasts. */
static void
figures_changed_cb (CopilDashboardPage *self,
                    GPtrArray          *indicators)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  CopilTileCard *card;

  if (view == NULL)
    return;
  for (int i = 0; (card = tile_at (self, i)) != NULL; i++)
    {
      const CopilIndicator *indicator = copil_tile_card_get_tile (card)->indicator;

      if (g_ptr_array_find (indicators, indicator, NULL))
        copil_tile_card_show (card, view, indicator, TRUE);
    }
  self->card_stale |= g_ptr_array_find (
    indicators, copil_dashboard_model_get_indicator (self->model), NULL);
  show_head (self, view);
  show_rest_later (self);
}

void
copil_dashboard_page_set_model (CopilDashboardPage  *self,
                                CopilDashboardModel *model)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_PAGE (self));
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::view", G_CALLBACK (view_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::indicator", G_CALLBACK (indicator_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "figures-changed", G_CALLBACK (figures_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "annotated", G_CALLBACK (indicator_changed_cb), self,
                           G_CONNECT_SWAPPED);
  view_changed_cb (self);
}

void
copil_dashboard_page_set_history (CopilDashboardPage *self,
                                  GPtrArray          *rows,
                                  const char         *message)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_PAGE (self));
  copil_indicator_card_set_history (self->card, rows, message);
}

void
copil_dashboard_page_set_fictitious (CopilDashboardPage *self,
                                     gboolean            fictitious)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_PAGE (self));
  copil_indicator_card_set_fictitious (self->card, fictitious);
}

void
copil_dashboard_page_set_rights (CopilDashboardPage *self,
                                 const char         *json)
{
  g_return_if_fail (COPIL_IS_DASHBOARD_PAGE (self));

  if (g_strcmp0 (self->rights, json) == 0)
    return;
  g_free (self->rights);
  self->rights = g_strdup (json);
  copil_indicator_card_set_rights (self->card, json);
  if (self->model != NULL)
    indicator_changed_cb (self);
}

/* -- What the user says ----------------------------------------------------------------------- */

static void
selected_cb (CopilDashboardPage *self)
{
  g_autoptr(GList) selected = NULL;
  CopilTileCard *card;

  if (self->filling)
    return;
  selected = gtk_flow_box_get_selected_children (self->tiles);
  if (selected == NULL)
    return;
  card = COPIL_TILE_CARD (gtk_flow_box_child_get_child (selected->data));
  copil_tile_card_set_seen (card);
  copil_dashboard_model_set_indicator (self->model,
                                       copil_tile_card_get_tile (card)->indicator->code);
}

static void
period_chosen_cb (CopilDashboardPage *self,
                  int                 index)
{
  copil_dashboard_model_set_period (self->model, (CopilPeriod) { COPIL_RHYTHM_MONTH, index });
}

static void
territory_chosen_cb (CopilDashboardPage *self,
                     int                 index)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  CopilTerritoryList *territories =
    copil_cube_get_territories (copil_dashboard_view_get_cube (view));

  if (index < 0 || index >= (int) copil_territory_list_get_size (territories))
    return;
  copil_dashboard_model_set_territory (self->model, copil_territory_list_get (territories, index));
}

static void
scroll_to (CopilDashboardPage *self,
           GtkWidget          *widget)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  GtkWidget *content = gtk_scrolled_window_get_child (self->scroller);
  graphene_point_t top;

  if (GTK_IS_VIEWPORT (content))
    content = gtk_viewport_get_child (GTK_VIEWPORT (content));
  if (gtk_widget_compute_point (widget, content, &GRAPHENE_POINT_INIT (0, 0), &top))
    gtk_adjustment_set_value (adjustment, top.y - 12);
}

static void
indicator_chosen_cb (CopilDashboardPage *self,
                     const char         *code)
{
  copil_dashboard_model_set_indicator (self->model, code);
  scroll_to (self, GTK_WIDGET (self->card));
}

static void
history_wanted_cb (CopilDashboardPage *self)
{
  g_signal_emit (self, signals[HISTORY_WANTED], 0);
}

static void
period_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  copil_period_chooser_step (COPIL_DASHBOARD_PAGE (widget)->period,
                             g_variant_get_int32 (parameter));
}

static void
table_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  copil_indicator_card_toggle_table (COPIL_DASHBOARD_PAGE (widget)->card);
}

static void
explain_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  copil_indicator_card_toggle_explain (COPIL_DASHBOARD_PAGE (widget)->card);
}

static void
read_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  copil_indicator_card_read (COPIL_DASHBOARD_PAGE (widget)->card);
}

static void
annotate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  copil_indicator_card_annotate (COPIL_DASHBOARD_PAGE (widget)->card);
}

static gboolean
show_list_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (widget);

  if (!self->list_placed)
    {
      self->list_placed = TRUE;
      return G_SOURCE_CONTINUE;
    }
  self->list_id = 0;
  scroll_to (self, GTK_WIDGET (self->list));
  return G_SOURCE_REMOVE;
}

/* After the frame that gives the list its place: opened, it is below what the window shows. */
static void
show_list_later (CopilDashboardPage *self)
{
  if (self->list_id != 0)
    return;
  self->list_placed = FALSE;
  self->list_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_list_cb, NULL, NULL);
}

static void
list_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (widget);

  copil_indicator_list_open (self->list);
  show_list_later (self);
}

/* -- The widget ------------------------------------------------------------------------------- */

static GtkSizeRequestMode
copil_dashboard_page_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* It scrolls: whatever height there is will do.  A scrolled window would first ask all that it
 * holds how high it is where nobody knows how wide. */
static void
copil_dashboard_page_measure (GtkWidget      *widget,
                              GtkOrientation  orientation,
                              int             for_size,
                              int            *minimum,
                              int            *natural,
                              int            *minimum_baseline,
                              int            *natural_baseline)
{
  GtkWidget *scroller = GTK_WIDGET (COPIL_DASHBOARD_PAGE (widget)->scroller);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      gtk_widget_measure (scroller, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  *minimum = MINIMUM_HEIGHT;
  *natural = NATURAL_HEIGHT;
}

static void
copil_dashboard_page_size_allocate (GtkWidget *widget,
                                    int        width,
                                    int        height,
                                    int        baseline)
{
  gtk_widget_size_allocate (GTK_WIDGET (COPIL_DASHBOARD_PAGE (widget)->scroller),
                            &(GtkAllocation) { 0, 0, width, height }, -1);
}

static void
copil_dashboard_page_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (object);
  CopilComparison comparison = COPIL_COMPARISON_YEAR;

  switch (prop_id)
    {
    case PROP_COMPARISON:
      if (self->model != NULL)
        comparison = copil_dashboard_model_get_comparison (self->model);
      g_value_set_string (value, copil_comparison_to_id (comparison));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_dashboard_page_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (object);
  CopilComparison comparison;

  switch (prop_id)
    {
    case PROP_COMPARISON:
      if (self->model != NULL && copil_comparison_parse (g_value_get_string (value), &comparison))
        copil_dashboard_model_set_comparison (self->model, comparison);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_dashboard_page_dispose (GObject *object)
{
  CopilDashboardPage *self = COPIL_DASHBOARD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_DASHBOARD_PAGE);
  g_clear_object (&self->model);
  g_clear_pointer (&self->rights, g_free);
  G_OBJECT_CLASS (copil_dashboard_page_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_property_action (widget_class, "dashboard.comparison", "comparison");
  gtk_widget_class_install_action (widget_class, "dashboard.period", "i", period_action);
  gtk_widget_class_install_action (widget_class, "dashboard.table", NULL, table_action);
  gtk_widget_class_install_action (widget_class, "dashboard.explain", NULL, explain_action);
  gtk_widget_class_install_action (widget_class, "dashboard.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "dashboard.list", NULL, list_action);
  gtk_widget_class_install_action (widget_class, "dashboard.annotate", NULL, annotate_action);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  g_type_ensure (COPIL_TYPE_INDICATOR_CARD);
  g_type_ensure (COPIL_TYPE_INDICATOR_LIST);
  g_type_ensure (COPIL_TYPE_PERIOD_CHOOSER);
  g_type_ensure (COPIL_TYPE_WRAP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/dashboard-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, title);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, perimeter);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, period);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, compare_label);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, compare_parent);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, compare_peers);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, tiles);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, card);
  gtk_widget_class_bind_template_child (widget_class, CopilDashboardPage, list);
}

static void
copil_dashboard_page_class_init (CopilDashboardPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->get_request_mode = copil_dashboard_page_get_request_mode;
  widget_class->measure = copil_dashboard_page_measure;
  widget_class->size_allocate = copil_dashboard_page_size_allocate;
  object_class->get_property = copil_dashboard_page_get_property;
  object_class->set_property = copil_dashboard_page_set_property;
  object_class->dispose = copil_dashboard_page_dispose;

  properties[PROP_COMPARISON] =
    g_param_spec_string ("comparison", NULL, NULL, "year",
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[HISTORY_WANTED] =
    g_signal_new ("history-wanted", COPIL_TYPE_DASHBOARD_PAGE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  install_actions (widget_class);
  bind_template (widget_class);
}

static void
copil_dashboard_page_init (CopilDashboardPage *self)
{
  /* The choices say it by themselves where there is no room for a label. */
  const char *labels[] = { _("Compare with"), "", NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  copil_fit_label_set (self->compare_label, labels);
  g_signal_connect_object (self->tiles, "selected-children-changed", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->period, "chosen", G_CALLBACK (period_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "territory-chosen", G_CALLBACK (territory_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->card, "history-wanted", G_CALLBACK (history_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "chosen", G_CALLBACK (indicator_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "opened", G_CALLBACK (show_list_later), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
copil_dashboard_page_new (void)
{
  return g_object_new (COPIL_TYPE_DASHBOARD_PAGE, NULL);
}
