/* indicator-card.c: the indicator selected, in full
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/indicator-card.h"

#include "dashboard/chart-pane.h"
#include "dashboard/explain-foot.h"
#include "widget/data-table.h"
#include "widget/fit-label.h"
#include "widget/reflow-box.h"
#include "widget/wrap-row.h"

#include <glib/gi18n-lib.h>

/* What is drawn of an indicator, and how much of the width it gets. */
enum
{
  CURVE,
  MAP,
  COMPARISON,
  HISTOGRAM,
  N_PANES
};

static const struct
{
  CopilChart *(*build) (CopilDashboardView   *view,
                        const CopilIndicator *indicator);
  double        weight;
  const char   *link; /* what an agenda calls it */
} drawings[N_PANES] = {
  [CURVE] = { copil_dashboard_view_build_curve, 45, "curve" },
  [MAP] = { copil_dashboard_view_build_map, 26, "map" },
  [COMPARISON] = { copil_dashboard_view_build_comparison, 30, "comparison" },
  [HISTOGRAM] = { copil_dashboard_view_build_histogram, 26, "distribution" },
};

struct _CopilIndicatorCard
{
  GtkWidget             parent_instance;
  GtkWidget            *box;
  CopilFitLabel        *title;
  GtkLabel             *sentence;
  GtkToggleButton      *charts_button;
  GtkToggleButton      *table_button;
  GtkStack             *stack;
  CopilReflowBox       *charts;
  GtkBox               *tables;
  CopilExplainFoot     *foot;
  CopilChartPane       *panes[N_PANES];
  gboolean              fictitious;
  gboolean              arriving; /* nothing to draw yet, and nothing that is missing */
  CopilAnnotator        annotator;
  /* Made when first shown. */
  GtkWidget            *switcher;
  GtkStack             *table_stack;
  GtkWidget            *table_widgets[N_PANES];
};

enum
{
  TERRITORY_CHOSEN,
  HISTORY_WANTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilIndicatorCard, copil_indicator_card, GTK_TYPE_WIDGET)

/* -- Table twins ------------------------------------------------------------------------------ */

static void
make_tables (CopilIndicatorCard *self)
{
  static const char * const titles[N_PANES] = {
    [CURVE] = N_("Periods"), [MAP] = N_("Level below"), [COMPARISON] = N_("Comparison"),
    [HISTOGRAM] = N_("Distribution")
  };

  if (self->table_stack != NULL)
    return;
  self->table_stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->table_stack), TRUE);
  for (guint i = 0; i < N_PANES; i++)
    {
      self->table_widgets[i] = copil_data_table_new ();
      gtk_stack_add_titled (self->table_stack, self->table_widgets[i], titles[i], _(titles[i]));
    }
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), self->table_stack);
  gtk_widget_remove_css_class (self->switcher, "linked");
  gtk_widget_add_css_class (self->switcher, "segmented");
  gtk_widget_set_halign (self->switcher, GTK_ALIGN_START);
  gtk_box_append (self->tables, self->switcher);
  gtk_box_append (self->tables, GTK_WIDGET (self->table_stack));
}

static void
fill_table (CopilIndicatorCard *self,
            guint               pane)
{
  GtkStackPage *page = gtk_stack_get_page (self->table_stack, self->table_widgets[pane]);
  CopilChart *chart = copil_chart_pane_get_chart (self->panes[pane]);
  g_autoptr(GPtrArray) rows = NULL;

  gtk_stack_page_set_visible (page, chart != NULL);
  if (chart == NULL)
    return;
  rows = copil_chart_get_table (chart);
  copil_data_table_set_rows (COPIL_DATA_TABLE (self->table_widgets[pane]),
                             copil_chart_get_title (chart), rows);
}

static gboolean
shows_tables (CopilIndicatorCard *self)
{
  return gtk_toggle_button_get_active (self->table_button);
}

static void
update_tables (CopilIndicatorCard *self)
{
  if (!shows_tables (self))
    return;
  make_tables (self);
  for (guint i = 0; i < N_PANES; i++)
    fill_table (self, i);
}

static void
choose_page (CopilIndicatorCard *self)
{
  gtk_stack_set_visible_child_name (self->stack, self->arriving ? "arriving"
                                                 : shows_tables (self) ? "tables" : "charts");
  gtk_widget_set_visible (GTK_WIDGET (self->foot), !self->arriving);
}

static void
table_toggled_cb (CopilIndicatorCard *self)
{
  update_tables (self);
  choose_page (self);
}

void
copil_indicator_card_toggle_table (CopilIndicatorCard *self)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  gtk_toggle_button_set_active (shows_tables (self) ? self->charts_button : self->table_button,
                                TRUE);
}

/* -- Showing ---------------------------------------------------------------------------------- */

void
copil_indicator_card_show (CopilIndicatorCard   *self,
                           CopilDashboardView   *view,
                           const CopilIndicator *indicator)
{
  g_autofree char *sentence = NULL;
  g_autofree char *origin = NULL;

  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  g_return_if_fail (COPIL_IS_DASHBOARD_VIEW (view));

  origin = copil_dashboard_view_name_source (view, indicator);
  sentence = copil_dashboard_view_build_sentence (view, indicator);
  copil_fit_label_set_text (self->title, indicator->name);
  gtk_label_set_label (self->sentence, sentence);
  for (guint i = 0; i < N_PANES; i++)
    {
      g_autoptr(CopilChart) chart = drawings[i].build (view, indicator);

      copil_chart_pane_set_chart (self->panes[i], chart);
      copil_chart_pane_set_origin (self->panes[i], origin, self->fictitious);
    }
  copil_chart_pane_set_annotations (self->panes[CURVE], view, indicator, &self->annotator);
  update_tables (self);
  self->arriving = copil_dashboard_view_is_arriving (view, indicator);
  choose_page (self);
  copil_explain_foot_set (self->foot, copil_dashboard_view_explain (view, indicator));
}

void
copil_indicator_card_set_fictitious (CopilIndicatorCard *self,
                                     gboolean            fictitious)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  self->fictitious = fictitious;
}

void
copil_indicator_card_set_rights (CopilIndicatorCard *self,
                                 const char         *json)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  copil_annotator_parse (&self->annotator, json);
  copil_chart_pane_forget_annotations (self->panes[CURVE]);
}

void
copil_indicator_card_annotate (CopilIndicatorCard *self)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  copil_chart_pane_annotate (self->panes[CURVE]);
}

void
copil_indicator_card_toggle_explain (CopilIndicatorCard *self)
{
  gboolean open;

  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  g_object_get (self->foot, "open", &open, NULL);
  copil_explain_foot_set_open (self->foot, !open);
}

void
copil_indicator_card_set_history (CopilIndicatorCard *self,
                                  GPtrArray          *rows,
                                  const char         *message)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  copil_explain_foot_set_history (self->foot, rows, message);
}

/* -- Reading ---------------------------------------------------------------------------------- */

static CopilChartPane *
focused_pane (CopilIndicatorCard *self)
{
  for (guint i = 0; i < N_PANES; i++)
    if (gtk_widget_has_focus (GTK_WIDGET (copil_chart_pane_get_view (self->panes[i]))))
      return self->panes[i];
  return self->panes[CURVE];
}

void
copil_indicator_card_read (CopilIndicatorCard *self)
{
  g_return_if_fail (COPIL_IS_INDICATOR_CARD (self));
  copil_chart_pane_read (focused_pane (self));
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
chart_activated_cb (CopilIndicatorCard *self,
                    int                 key)
{
  g_signal_emit (self, signals[TERRITORY_CHOSEN], 0, key);
}

static void
history_wanted_cb (CopilIndicatorCard *self)
{
  g_signal_emit (self, signals[HISTORY_WANTED], 0);
}

static void
copil_indicator_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_INDICATOR_CARD);
  copil_annotator_clear (&COPIL_INDICATOR_CARD (object)->annotator);
  G_OBJECT_CLASS (copil_indicator_card_parent_class)->dispose (object);
}

static void
copil_indicator_card_class_init (CopilIndicatorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_indicator_card_dispose;

  signals[TERRITORY_CHOSEN] =
    g_signal_new ("territory-chosen", COPIL_TYPE_INDICATOR_CARD, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[HISTORY_WANTED] =
    g_signal_new ("history-wanted", COPIL_TYPE_INDICATOR_CARD, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (COPIL_TYPE_EXPLAIN_FOOT);
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  g_type_ensure (COPIL_TYPE_REFLOW_BOX);
  g_type_ensure (COPIL_TYPE_WRAP_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/indicator-card.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, box);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, title);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, sentence);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, charts_button);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, table_button);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, charts);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, tables);
  gtk_widget_class_bind_template_child (widget_class, CopilIndicatorCard, foot);
}

static void
copil_indicator_card_init (CopilIndicatorCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_PANES; i++)
    {
      self->panes[i] = COPIL_CHART_PANE (copil_chart_pane_new ());
      copil_chart_pane_set_link (self->panes[i], drawings[i].link);
      copil_reflow_box_append (self->charts, GTK_WIDGET (self->panes[i]), drawings[i].weight);
      if (i != MAP && i != COMPARISON)
        continue;
      copil_chart_view_set_activatable (copil_chart_pane_get_view (self->panes[i]), TRUE);
      g_signal_connect_object (copil_chart_pane_get_view (self->panes[i]), "activated",
                               G_CALLBACK (chart_activated_cb), self, G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (self->table_button, "toggled", G_CALLBACK (table_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->foot, "history-wanted", G_CALLBACK (history_wanted_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
copil_indicator_card_new (void)
{
  return g_object_new (COPIL_TYPE_INDICATOR_CARD, NULL);
}
