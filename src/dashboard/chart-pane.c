/* chart-pane.c: a chart with its title above and its note below
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/chart-pane.h"

struct _CopilChartPane
{
  GtkWidget       parent_instance;
  GtkWidget      *box;
  GtkLabel       *title;
  GtkLabel       *subtitle;
  CopilChartView *view;
  GtkLabel       *note;
};

G_DEFINE_FINAL_TYPE (CopilChartPane, copil_chart_pane, GTK_TYPE_WIDGET)

static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
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
  set_line (self->title, copil_chart_get_title (chart));
  set_line (self->subtitle, copil_chart_get_subtitle (chart));
  set_line (self->note, copil_chart_get_note (chart));
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

static GtkLabel *
add_label (CopilChartPane *self,
           const char     *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (self->box), label);
  return GTK_LABEL (label);
}

static void
copil_chart_pane_dispose (GObject *object)
{
  CopilChartPane *self = COPIL_CHART_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (copil_chart_pane_parent_class)->dispose (object);
}

static void
copil_chart_pane_class_init (CopilChartPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_chart_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_chart_pane_init (CopilChartPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->title = add_label (self, "chart-title");
  self->subtitle = add_label (self, "note");
  self->view = COPIL_CHART_VIEW (copil_chart_view_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->view), 6);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->view));
  self->note = add_label (self, "note");
  copil_chart_view_set_minimum (self->view, 240, 300);
}

GtkWidget *
copil_chart_pane_new (void)
{
  return g_object_new (COPIL_TYPE_CHART_PANE, NULL);
}
