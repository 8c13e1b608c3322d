/* chart-pane.c: a chart with its title above and its note below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/chart-pane.h"

#include "dashboard/chart-save.h"
#include "dashboard/note-pin.h"
#include "widget/fit-label.h"

#include <glib/gi18n-lib.h>

struct _CopilChartPane
{
  GtkWidget       parent_instance;
  GtkWidget      *box;
  CopilFitLabel  *title;
  GtkWidget      *menu;
  CopilFitLabel  *subtitle;
  CopilChartView *view;
  CopilFitLabel  *note;
  char           *origin; /* (nullable): whose figures */
  gboolean        fictitious;
  const char     *link; /* (nullable): what an agenda calls it */
  /* Of a curve. */
  gboolean        annotated;
  GPtrArray      *source; /* what the pins were made of, with the next three */
  int             place;
  const void     *subject;
  CopilPeriod     first;
  CopilPeriod     last;  /* in the rhythm of the data */
  int             key;   /* of the datum that the menu was opened on, -1: none */
};

G_DEFINE_FINAL_TYPE (CopilChartPane, copil_chart_pane, GTK_TYPE_WIDGET)

/* Each chart has such a menu: its name says whose it is. */
static void
name_menu (CopilChartPane *self,
           const char     *title)
{
  g_autofree char *name = g_strdup_printf (_("Read or save: %s"), title);

  gtk_widget_set_tooltip_text (self->menu, _("Read or save this chart"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

void
copil_chart_pane_set_chart (CopilChartPane *self,
                            CopilChart     *chart)
{
  g_return_if_fail (COPIL_IS_CHART_PANE (self));

  copil_chart_view_set_chart (self->view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self), chart != NULL);
  if (chart == NULL)
    return;
  copil_fit_label_set_text (self->title, copil_chart_get_title (chart));
  copil_fit_label_set_text (self->subtitle, copil_chart_get_subtitle (chart));
  copil_fit_label_set_text (self->note, copil_chart_get_note (chart));
  name_menu (self, copil_chart_get_title (chart));
}

CopilChart *
copil_chart_pane_get_chart (CopilChartPane *self)
{
  g_return_val_if_fail (COPIL_IS_CHART_PANE (self), NULL);
  return copil_chart_view_get_chart (self->view);
}

CopilChartView *
copil_chart_pane_get_view (CopilChartPane *self)
{
  g_return_val_if_fail (COPIL_IS_CHART_PANE (self), NULL);
  return self->view;
}

/* -- What one can do with it ------------------------------------------------------------------ */

void
copil_chart_pane_set_origin (CopilChartPane *self,
                             const char     *source,
                             gboolean        fictitious)
{
  g_return_if_fail (COPIL_IS_CHART_PANE (self));

  g_free (self->origin);
  self->origin = g_strdup (source);
  self->fictitious = fictitious;
  gtk_widget_set_visible (self->menu, TRUE);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilChartPane *self = COPIL_CHART_PANE (widget);

  copil_chart_save (widget, copil_chart_view_get_chart (self->view),
                    g_variant_get_string (parameter, NULL), self->origin, self->fictitious);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilChartPane *self = COPIL_CHART_PANE (widget);

  copil_chart_copy (widget, copil_chart_view_get_chart (self->view), self->origin,
                    self->fictitious);
}

static void
popover_closed_cb (GtkWidget *popover)
{
  gtk_widget_unparent (popover);
}

void
copil_chart_pane_read (CopilChartPane *self)
{
  CopilChart *chart = copil_chart_view_get_chart (self->view);
  g_autofree char *text = NULL;
  GtkWidget *popover, *label;

  g_return_if_fail (COPIL_IS_CHART_PANE (self));
  if (chart == NULL)
    return;
  text = copil_chart_describe (chart);
  label = gtk_label_new (text);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 60);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), label);
  gtk_widget_add_css_class (popover, "reading");
  gtk_widget_set_parent (popover, GTK_WIDGET (self));
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
  gtk_label_select_region (GTK_LABEL (label), 0, 0);
}

static void
read_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  copil_chart_pane_read (COPIL_CHART_PANE (widget));
}

/* -- Annotations ------------------------------------------------------------------------------ */

/* One for those of a period, which are neighbours in the list. */
static void
add_pin (CopilChartPane       *self,
         CopilDashboardView   *view,
         const CopilAnnotator *annotator,
         GPtrArray            *annotations,
         guint                 first,
         guint                 n)
{
  g_autoptr(GPtrArray) together = g_ptr_array_new ();

  for (guint i = first; i < first + n; i++)
    g_ptr_array_add (together, g_ptr_array_index (annotations, i));
  copil_chart_view_add_pin (self->view, copil_note_pin_new (view, annotator, together), first);
}

static int
period_of (GPtrArray   *annotations,
           guint        index,
           CopilRhythm  rhythm)
{
  const CopilAnnotation *annotation = g_ptr_array_index (annotations, index);

  return copil_period_to_rhythm (annotation->month, rhythm).index;
}

/* New figures under the same annotations leave an open popover alone. */
static gboolean
is_other_source (CopilChartPane       *self,
                 CopilDashboardView   *view,
                 const CopilIndicator *indicator)
{
  GPtrArray *source = copil_dashboard_view_get_annotations (view);
  int place = copil_dashboard_view_get_territory (view)->id;
  CopilPeriod first, last;
  gboolean same;

  copil_dashboard_view_get_curve_span (view, indicator, &first, &last);
  same = self->source == source && self->place == place && self->subject == indicator &&
         copil_period_equal (self->first, first) && copil_period_equal (self->last, last);
  copil_chart_pane_forget_annotations (self);
  self->source = g_ptr_array_ref (source);
  self->place = place;
  self->subject = indicator;
  self->first = first;
  self->last = last;
  return !same;
}

void
copil_chart_pane_forget_annotations (CopilChartPane *self)
{
  g_return_if_fail (COPIL_IS_CHART_PANE (self));
  g_clear_pointer (&self->source, g_ptr_array_unref);
}

void
copil_chart_pane_set_annotations (CopilChartPane       *self,
                                  CopilDashboardView   *view,
                                  const CopilIndicator *indicator,
                                  const CopilAnnotator *annotator)
{
  g_autoptr(GPtrArray) annotations = NULL;

  g_return_if_fail (COPIL_IS_CHART_PANE (self));

  self->annotated = TRUE;
  if (!is_other_source (self, view, indicator))
    return;
  copil_chart_view_clear_pins (self->view);
  annotations = copil_dashboard_view_list_annotations (view, indicator);
  for (guint i = 0, n; i < annotations->len; i += n)
    {
      int period = period_of (annotations, i, indicator->rhythm);

      for (n = 1; i + n < annotations->len
                  && period_of (annotations, i + n, indicator->rhythm) == period; n++)
        ;
      add_pin (self, view, annotator, annotations, i, n);
    }
}

static void
annotate (CopilChartPane *self,
          int             key)
{
  CopilPeriod period = { self->last.rhythm, key >= 0 ? key : self->last.index };

  if (self->annotated)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.annotate", "i",
                                copil_period_last_month (period).index);
}

void
copil_chart_pane_annotate (CopilChartPane *self)
{
  g_return_if_fail (COPIL_IS_CHART_PANE (self));
  annotate (self, copil_chart_view_get_key (self->view));
}

/* The menu has taken the pointer and the focus from the datum. */
static void
annotate_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  annotate (COPIL_CHART_PANE (widget), COPIL_CHART_PANE (widget)->key);
}

void
copil_chart_pane_set_link (CopilChartPane *self,
                           const char     *chart)
{
  g_return_if_fail (COPIL_IS_CHART_PANE (self));
  self->link = chart;
}

/* -- The menu --------------------------------------------------------------------------------- */

static GMenuModel *
build_menu (CopilChartPane *self)
{
  static const struct
  {
    const char *label, *action;
  } items[] = {
    { N_("Read as a sentence"), "chart.read" },
    { N_("Copy as a picture"), "chart.copy" },
    { N_("Save as a drawing (SVG)…"), "chart.save::svg" },
    { N_("Save as a picture (PNG)…"), "chart.save::png" },
    { N_("Save as a page (PDF)…"), "chart.save::pdf" },
    { N_("Save the figures (CSV)…"), "chart.save::csv" },
  };
  GMenu *menu = g_menu_new ();

  if (self->annotated)
    g_menu_append (menu, _("Annotate this month…"), "chart.annotate");
  if (self->link != NULL)
    {
      g_autofree char *action = g_strconcat ("win.link-figure::", self->link, NULL);

      g_menu_append (menu, _("Add to the agenda…"), action);
    }
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    g_menu_append (menu, _(items[i].label), items[i].action);
  return G_MENU_MODEL (menu);
}

/* Made when first opened: a window has many charts. */
static void
open_menu_cb (GtkMenuButton *button,
              gpointer       data)
{
  CopilChartPane *self = COPIL_CHART_PANE (data);
  g_autoptr(GMenuModel) menu = NULL;

  self->key = copil_chart_view_get_key (self->view);
  if (gtk_menu_button_get_popover (button) != NULL)
    return;
  menu = build_menu (self);
  gtk_menu_button_set_popover (button, gtk_popover_menu_new_from_model (menu));
}

/* The right button, the Menu key. */
static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilChartPane *self = COPIL_CHART_PANE (widget);

  if (gtk_widget_get_visible (self->menu))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->menu));
}

static void
pressed_cb (CopilChartPane *self)
{
  menu_action (GTK_WIDGET (self), NULL, NULL);
}

static void
add_menu (CopilChartPane *self,
          GtkWidget      *row)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "copil-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), open_menu_cb, self, NULL);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "chart-menu");
  gtk_widget_set_valign (self->menu, GTK_ALIGN_START);
  gtk_widget_set_visible (self->menu, FALSE);
  gtk_grid_attach (GTK_GRID (row), self->menu, 1, 0, 1, 1);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* -- The widget ------------------------------------------------------------------------------- */

static CopilFitLabel *
create_label (const char *css_class)
{
  GtkWidget *label = copil_fit_label_new (0, TRUE);

  gtk_widget_add_css_class (label, css_class);
  return COPIL_FIT_LABEL (label);
}

static void
copil_chart_pane_dispose (GObject *object)
{
  CopilChartPane *self = COPIL_CHART_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->origin, g_free);
  g_clear_pointer (&self->source, g_ptr_array_unref);
  G_OBJECT_CLASS (copil_chart_pane_parent_class)->dispose (object);
}

static void
copil_chart_pane_class_init (CopilChartPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_chart_pane_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "chart.read", NULL, read_action);
  gtk_widget_class_install_action (widget_class, "chart.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "chart.save", "s", save_action);
  gtk_widget_class_install_action (widget_class, "chart.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "chart.annotate", NULL, annotate_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "chart.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "chart.menu",
                                       NULL);
}

/* A grid, as a box asks a label that wraps for its width at many heights. */
static GtkWidget *
create_head (CopilChartPane *self)
{
  GtkWidget *row = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (row), 6);
  self->title = create_label ("chart-title");
  gtk_widget_set_hexpand (GTK_WIDGET (self->title), TRUE);
  gtk_grid_attach (GTK_GRID (row), GTK_WIDGET (self->title), 0, 0, 1, 1);
  add_menu (self, row);
  return row;
}

static void
copil_chart_pane_init (CopilChartPane *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 2));

  self->box = GTK_WIDGET (box);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (box, create_head (self));
  self->subtitle = create_label ("note");
  gtk_box_append (box, GTK_WIDGET (self->subtitle));
  self->view = COPIL_CHART_VIEW (copil_chart_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->view), 6);
  gtk_box_append (box, GTK_WIDGET (self->view));
  self->note = create_label ("note");
  gtk_box_append (box, GTK_WIDGET (self->note));
  copil_chart_view_set_minimum (self->view, 240, 300);
}

GtkWidget *
copil_chart_pane_new (void)
{
  return g_object_new (COPIL_TYPE_CHART_PANE, NULL);
}
