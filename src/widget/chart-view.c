/* chart-view.c: a chart on the screen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/chart-view.h"

#include "widget/chart-pins.h"
#include "widget/text-scale.h"

#include <adwaita.h>
#include <math.h>

struct _CopilChartView
{
  GtkWidget      parent_instance;
  CopilChart    *chart;
  /* The chart drawn once; what is hovered is drawn over it. */
  GskRenderNode *node;
  CopilTheme     node_theme;
  int            node_width;
  int            node_height;
  CopilChartHit  hit;
  gboolean       has_hit;
  int            datum; /* the one that the keyboard is on, -1: none */
  int            minimum_width;
  int            minimum_height;
  gboolean       activatable;
  gboolean       yields;
  GArray        *pins; /* CopilChartPin */
};

enum
{
  PROP_0,
  PROP_CHART,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilChartView, copil_chart_view, GTK_TYPE_WIDGET)

static CopilTheme
current_theme (CopilChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean dark = adw_style_manager_get_dark (manager);
  CopilThemeKind kind = dark ? COPIL_THEME_DARK : COPIL_THEME_LIGHT;

  if (adw_style_manager_get_high_contrast (manager))
    kind = dark ? COPIL_THEME_CONTRAST_DARK : COPIL_THEME_CONTRAST_LIGHT;
  return copil_theme_scaled (kind, copil_text_scale (GTK_WIDGET (self)));
}

/* The rectangle that the chart is drawn in, in the coordinates of the widget. */
static void
get_size (CopilChartView *self,
          int            *width,
          int            *height)
{
  *width = gtk_widget_get_width (GTK_WIDGET (self));
  *height = gtk_widget_get_height (GTK_WIDGET (self));
}

static void
drop_node (CopilChartView *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* -- What is named ---------------------------------------------------------------------------- */

static void
update_accessible (CopilChartView *self)
{
  g_autofree char *name = NULL;
  g_autofree char *description = NULL;
  const char *title;

  if (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (self))
      == GTK_ACCESSIBLE_ROLE_PRESENTATION)
    return;
  title = self->chart != NULL ? copil_chart_get_title (self->chart) : NULL;
  name = self->datum >= 0 && self->has_hit
           ? g_strdup_printf ("%s. %s", self->hit.label, title != NULL ? title : "")
           : g_strdup (title != NULL ? title : "");
  description = self->chart != NULL ? copil_chart_describe (self->chart) : g_strdup ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

static void
clear_hit (CopilChartView *self)
{
  if (self->has_hit)
    {
      copil_chart_hit_clear (&self->hit);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  self->has_hit = FALSE;
}

static void
take_hit (CopilChartView *self,
          CopilChartHit  *hit)
{
  clear_hit (self);
  self->hit = *hit;
  self->has_hit = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
go_to_datum (CopilChartView *self,
             int             datum)
{
  CopilTheme theme = current_theme (self);
  CopilChartHit hit = { 0 };
  int width, height;

  get_size (self, &width, &height);
  if (!copil_chart_get_datum (self->chart, &theme, width, height, datum, &hit))
    return;
  self->datum = datum;
  take_hit (self, &hit);
  update_accessible (self);
}

static gboolean
leave_datum (CopilChartView *self)
{
  if (self->datum < 0)
    return FALSE;
  self->datum = -1;
  clear_hit (self);
  update_accessible (self);
  return TRUE;
}

/* -- Pointer and keys ------------------------------------------------------------------------- */

static void
motion_cb (CopilChartView *self,
           double          x,
           double          y)
{
  CopilTheme theme = current_theme (self);
  CopilChartHit hit = { 0 };
  int width, height;

  if (self->chart == NULL)
    return;
  get_size (self, &width, &height);
  if (!copil_chart_hit_test (self->chart, &theme, width, height, x, y, &hit))
    clear_hit (self);
  else if (self->has_hit && self->hit.mark == hit.mark)
    copil_chart_hit_clear (&hit);
  else
    take_hit (self, &hit);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   self->activatable && self->has_hit && self->hit.key >= 0
                                     ? "pointer" : NULL);
}

static void
leave_cb (CopilChartView *self)
{
  if (self->datum >= 0)
    go_to_datum (self, self->datum);
  else
    clear_hit (self);
}

static void
activate_hit (CopilChartView *self)
{
  if (self->activatable && self->has_hit && self->hit.key >= 0)
    g_signal_emit (self, signals[ACTIVATED], 0, self->hit.key);
}

static void
released_cb (CopilChartView *self,
             int             n_press,
             double          x,
             double          y)
{
  motion_cb (self, x, y);
  activate_hit (self);
}

static gboolean
walk (CopilChartView *self,
      guint           keyval,
      int             n)
{
  switch (keyval)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Down:
      go_to_datum (self, self->datum < 0 ? 0 : MIN (self->datum + 1, n - 1));
      return TRUE;
    case GDK_KEY_Left:
    case GDK_KEY_Up:
      go_to_datum (self, self->datum < 0 ? n - 1 : MAX (self->datum - 1, 0));
      return TRUE;
    case GDK_KEY_Home:
      go_to_datum (self, 0);
      return TRUE;
    case GDK_KEY_End:
      go_to_datum (self, n - 1);
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
key_pressed_cb (CopilChartView  *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  int n = self->chart != NULL ? (int) copil_chart_get_n_data (self->chart) : 0;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK) ||
      !gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;
  if (keyval == GDK_KEY_Escape)
    return leave_datum (self);
  if (n == 0)
    return FALSE;
  if (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
    {
      activate_hit (self);
      return self->has_hit;
    }
  return walk (self, keyval, n);
}

static void
focus_left_cb (CopilChartView *self)
{
  leave_datum (self);
}

static void
add_controllers (CopilChartView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
}

/* -- Drawing ---------------------------------------------------------------------------------- */

static void
ensure_node (CopilChartView *self,
             const CopilTheme *theme,
             int             width,
             int             height)
{
  GtkSnapshot *snapshot;
  cairo_t *cr;

  if (self->node != NULL && self->node_width == width && self->node_height == height &&
      copil_theme_equal (&self->node_theme, theme))
    return;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  snapshot = gtk_snapshot_new ();
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  copil_chart_draw (self->chart, cr, theme, width, height);
  cairo_destroy (cr);
  self->node = gtk_snapshot_free_to_node (snapshot);
  self->node_theme = *theme;
  self->node_width = width;
  self->node_height = height;
}

static void
copil_chart_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  CopilChartView *self = COPIL_CHART_VIEW (widget);
  CopilTheme theme;
  cairo_t *cr;
  int width, height;

  get_size (self, &width, &height);
  if (self->chart == NULL || width <= 0 || height <= 0)
    return;
  theme = current_theme (self);
  ensure_node (self, &theme, width, height);
  gtk_snapshot_append_node (snapshot, self->node);
  for (guint i = 0; i < self->pins->len; i++)
    gtk_widget_snapshot_child (widget, g_array_index (self->pins, CopilChartPin, i).widget, snapshot);
  if (!self->has_hit)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  copil_chart_draw_hit (self->chart, cr, &theme, width, height, &self->hit);
  cairo_destroy (cr);
}

static GtkSizeRequestMode
copil_chart_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
copil_chart_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  CopilChartView *self = COPIL_CHART_VIEW (widget);
  CopilTheme theme;
  double wanted;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Never so wide that large text pushes it out of the window. */
      *minimum = self->minimum_width;
      *natural = MAX (*minimum, lround (self->minimum_width * copil_text_scale (widget)));
      return;
    }
  *minimum = *natural = lround (self->minimum_height * copil_text_scale (widget));
  if (self->chart == NULL || for_size <= 0)
    return;
  theme = current_theme (self);
  wanted = copil_chart_get_height (self->chart, &theme, for_size);
  *natural = MAX (*minimum, (int) ceil (wanted));
  if (self->yields)
    return;
  /* A map may be as small as in its least width; rows take their height in any width. */
  wanted = copil_chart_get_height (self->chart, &theme, MIN (for_size, self->minimum_width));
  *minimum = CLAMP ((int) ceil (wanted), *minimum, *natural);
}

/* -- Pins ------------------------------------------------------------------------------------- */

static gboolean
copil_chart_view_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  CopilChartView *self = COPIL_CHART_VIEW (widget);

  if (self->pins->len > 0 &&
      (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD))
    return copil_chart_pins_focus (self->pins, widget, direction);
  return GTK_WIDGET_CLASS (copil_chart_view_parent_class)->focus (widget, direction);
}

void
copil_chart_view_add_pin (CopilChartView *self,
                          GtkWidget      *pin,
                          guint           note)
{
  CopilChartPin entry = { pin, note };

  g_return_if_fail (COPIL_IS_CHART_VIEW (self));

  g_array_append_val (self->pins, entry);
  gtk_widget_set_parent (pin, GTK_WIDGET (self));
}

static gboolean
pins_have_focus (CopilChartView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && focus != GTK_WIDGET (self)
         && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

void
copil_chart_view_clear_pins (CopilChartView *self)
{
  g_return_if_fail (COPIL_IS_CHART_VIEW (self));

  /* Or the keyboard would be nowhere. */
  if (pins_have_focus (self))
    gtk_widget_grab_focus (GTK_WIDGET (self));
  for (guint i = 0; i < self->pins->len; i++)
    gtk_widget_unparent (g_array_index (self->pins, CopilChartPin, i).widget);
  g_array_set_size (self->pins, 0);
}

static void
copil_chart_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  CopilChartView *self = COPIL_CHART_VIEW (widget);
  CopilTheme theme = current_theme (self);

  /* The place of what was named has moved. */
  if (width != self->node_width || height != self->node_height)
    clear_hit (self);
  copil_chart_pins_place (self->pins, self->chart, &theme, width, height);
}

/* A new text size or font comes as a change of style. */
static void
copil_chart_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  CopilChartView *self = COPIL_CHART_VIEW (widget);

  GTK_WIDGET_CLASS (copil_chart_view_parent_class)->css_changed (widget, change);
  drop_node (self);
  gtk_widget_queue_resize (widget);
}

static void
theme_changed_cb (CopilChartView *self)
{
  drop_node (self);
}

/* -- The object ------------------------------------------------------------------------------- */

void
copil_chart_view_set_chart (CopilChartView *self,
                            CopilChart     *chart)
{
  int datum;

  g_return_if_fail (COPIL_IS_CHART_VIEW (self));
  g_return_if_fail (chart == NULL || COPIL_IS_CHART (chart));

  if (!g_set_object (&self->chart, chart))
    return;
  datum = self->datum;
  self->datum = -1;
  clear_hit (self);
  drop_node (self);
  /* One who walks the data stays where they were while figures change under them. */
  if (chart != NULL && datum >= 0 && datum < (int) copil_chart_get_n_data (chart))
    go_to_datum (self, datum);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  update_accessible (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHART]);
}

CopilChart *
copil_chart_view_get_chart (CopilChartView *self)
{
  g_return_val_if_fail (COPIL_IS_CHART_VIEW (self), NULL);
  return self->chart;
}

void
copil_chart_view_set_minimum (CopilChartView *self,
                              int             width,
                              int             height)
{
  g_return_if_fail (COPIL_IS_CHART_VIEW (self));
  self->minimum_width = width;
  self->minimum_height = height;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
copil_chart_view_set_yields (CopilChartView *self,
                             gboolean        yields)
{
  g_return_if_fail (COPIL_IS_CHART_VIEW (self));
  self->yields = yields;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

void
copil_chart_view_set_activatable (CopilChartView *self,
                                  gboolean        activatable)
{
  g_return_if_fail (COPIL_IS_CHART_VIEW (self));
  self->activatable = activatable;
}

int
copil_chart_view_get_key (CopilChartView *self)
{
  g_return_val_if_fail (COPIL_IS_CHART_VIEW (self), -1);
  return self->has_hit ? self->hit.key : -1;
}

static void
copil_chart_view_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  CopilChartView *self = COPIL_CHART_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHART:
      g_value_set_object (value, self->chart);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_chart_view_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CopilChartView *self = COPIL_CHART_VIEW (object);

  switch (prop_id)
    {
    case PROP_CHART:
      copil_chart_view_set_chart (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_chart_view_dispose (GObject *object)
{
  CopilChartView *self = COPIL_CHART_VIEW (object);

  if (self->has_hit)
    copil_chart_hit_clear (&self->hit);
  self->has_hit = FALSE;
  copil_chart_view_clear_pins (self);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_object (&self->chart);
  G_OBJECT_CLASS (copil_chart_view_parent_class)->dispose (object);
}

static void
copil_chart_view_finalize (GObject *object)
{
  g_array_unref (COPIL_CHART_VIEW (object)->pins);
  G_OBJECT_CLASS (copil_chart_view_parent_class)->finalize (object);
}

static void
copil_chart_view_class_init (CopilChartViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = copil_chart_view_get_property;
  object_class->set_property = copil_chart_view_set_property;
  object_class->dispose = copil_chart_view_dispose;
  object_class->finalize = copil_chart_view_finalize;
  widget_class->snapshot = copil_chart_view_snapshot;
  widget_class->get_request_mode = copil_chart_view_get_request_mode;
  widget_class->measure = copil_chart_view_measure;
  widget_class->size_allocate = copil_chart_view_size_allocate;
  widget_class->css_changed = copil_chart_view_css_changed;
  widget_class->focus = copil_chart_view_focus;

  properties[PROP_CHART] =
    g_param_spec_object ("chart", NULL, NULL, COPIL_TYPE_CHART,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ACTIVATED] = g_signal_new ("activated", COPIL_TYPE_CHART_VIEW, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
copil_chart_view_init (CopilChartView *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  self->datum = -1;
  self->pins = g_array_new (FALSE, FALSE, sizeof (CopilChartPin));
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (theme_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (theme_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
copil_chart_view_new (void)
{
  CopilChartView *self = g_object_new (COPIL_TYPE_CHART_VIEW, "focusable", TRUE, NULL);

  add_controllers (self);
  return GTK_WIDGET (self);
}

GtkWidget *
copil_chart_view_new_decorative (void)
{
  return g_object_new (COPIL_TYPE_CHART_VIEW,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       "can-target", FALSE,
                       NULL);
}
