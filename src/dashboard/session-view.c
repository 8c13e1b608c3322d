/* session-view.c: one indicator for the whole room
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/session-view.h"

#include "core/format.h"
#include "dashboard/chart-pane.h"
#include "dashboard/tile-card.h"

#include <glib/gi18n-lib.h>

typedef CopilChart *(*BuildFunc) (CopilDashboardView   *view,
                                  const CopilIndicator *indicator);

static const BuildFunc drawings[] = {
  copil_dashboard_view_build_curve,
  copil_dashboard_view_build_map,
  copil_dashboard_view_build_comparison,
};

struct _CopilSessionView
{
  GtkWidget            parent_instance;
  GtkStack            *stack;
  GtkLabel            *committee;
  GtkLabel            *period;
  GtkWidget           *fictitious;
  GtkLabel            *state;
  GtkLabel            *clock;
  GtkLabel            *title;
  GtkLabel            *sentence;
  GtkBox              *chart_slot;
  GtkLabel            *place;
  GtkLabel            *value;
  GtkLabel            *unit;
  GtkLabel            *change;
  GtkBox              *bullet_slot;
  GtkLabel            *target;
  GtkWidget           *signal;
  GtkImage            *signal_icon;
  GtkLabel            *signal_word;
  GtkLabel            *reservations;
  GtkLabel            *next;
  GtkLabel            *rank;
  CopilChartPane      *chart;
  CopilChartView      *bullet;
  CopilDashboardModel *model;
  guint                drawing;
  guint                clock_id;
};

G_DEFINE_FINAL_TYPE (CopilSessionView, copil_session_view, GTK_TYPE_WIDGET)

static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

/* -- What is shown ---------------------------------------------------------------------------- */

/* The drawing asked for, or the first that this indicator has. */
static CopilChart *
build_drawing (CopilSessionView     *self,
               CopilDashboardView   *view,
               const CopilIndicator *indicator)
{
  for (guint i = 0; i < G_N_ELEMENTS (drawings); i++)
    {
      guint choice = (self->drawing + i) % G_N_ELEMENTS (drawings);
      CopilChart *chart = drawings[choice] (view, indicator);

      if (chart != NULL)
        {
          self->drawing = choice;
          return chart;
        }
    }
  return NULL;
}

static void
show_signal (CopilSessionView *self,
             const CopilTile  *tile)
{
  const char *classes[] = { copil_tile_get_css_class (tile), NULL };

  gtk_widget_set_css_classes (self->signal, classes);
  gtk_image_set_from_icon_name (self->signal_icon, copil_tile_get_icon_name (tile));
  gtk_label_set_label (self->signal_word, tile->signal_word);
  gtk_widget_set_visible (self->signal, *tile->signal_word != '\0');
}

static void
show_value (CopilSessionView   *self,
            CopilDashboardView *view,
            const CopilTile    *tile)
{
  g_autoptr(CopilChart) bullet = copil_dashboard_view_build_bullet (view, tile->indicator);
  g_autofree char *reservations = NULL;

  gtk_label_set_label (self->value, tile->value);
  gtk_label_set_label (self->unit, tile->unit);
  set_line (self->change, tile->change);
  set_line (self->target, tile->target);
  copil_chart_view_set_chart (self->bullet, bullet);
  gtk_widget_set_visible (GTK_WIDGET (self->bullet), bullet != NULL);
  show_signal (self, tile);
  reservations = g_strjoin (*tile->standing && *tile->coverage ? " · " : "", tile->standing,
                            tile->coverage, NULL);
  set_line (self->reservations, reservations);
}

static void
show_next (CopilSessionView     *self,
           CopilDashboardView   *view,
           const CopilIndicator *indicator)
{
  g_autoptr(GPtrArray) focus = copil_dashboard_view_list_indicators (view, TRUE);
  g_autofree char *rank = NULL;
  guint index;

  if (!g_ptr_array_find (focus, indicator, &index))
    {
      gtk_label_set_label (self->next, "");
      gtk_label_set_label (self->rank, "");
      return;
    }
  /* translators: which one of how many: "3 of 8" */
  rank = g_strdup_printf (_("%u of %u"), index + 1, focus->len);
  gtk_label_set_label (self->rank, rank);
  gtk_label_set_label (self->next, index + 1 < focus->len
                                     ? ((CopilIndicator *) focus->pdata[index + 1])->name
                                     : _("End of the key indicators"));
}

static void
show (CopilSessionView *self)
{
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  const CopilIndicator *indicator = copil_dashboard_model_get_indicator (self->model);
  g_autoptr(CopilTile) tile = NULL;
  g_autoptr(CopilChart) chart = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *period = NULL;
  g_autofree char *place = NULL;

  if (view == NULL || indicator == NULL)
    return;
  tile = copil_dashboard_view_build_tile (view, indicator);
  sentence = copil_dashboard_view_build_sentence (view, indicator);
  period = copil_format_period (tile->period);
  place = copil_dashboard_view_name_committee (view);
  chart = build_drawing (self, view, indicator);
  gtk_label_set_label (self->committee, place);
  gtk_label_set_label (self->period, period);
  gtk_label_set_label (self->place, copil_dashboard_view_get_territory (view)->name);
  gtk_label_set_label (self->title, indicator->name);
  gtk_label_set_label (self->sentence, sentence);
  copil_chart_pane_set_chart (self->chart, chart);
  show_value (self, view, tile);
  show_next (self, view, indicator);
}

void
copil_session_view_set_state (CopilSessionView *self,
                              const char       *state)
{
  g_return_if_fail (COPIL_IS_SESSION_VIEW (self));
  gtk_label_set_label (self->state, state);
}

void
copil_session_view_set_fictitious (CopilSessionView *self,
                                   gboolean          fictitious)
{
  g_return_if_fail (COPIL_IS_SESSION_VIEW (self));
  gtk_widget_set_visible (self->fictitious, fictitious);
}

static gboolean
tick_cb (gpointer data)
{
  CopilSessionView *self = COPIL_SESSION_VIEW (data);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *hour = copil_format_hour (now);

  gtk_label_set_label (self->clock, hour);
  return G_SOURCE_CONTINUE;
}

/* -- The remote ------------------------------------------------------------------------------- */

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  CopilSessionView *self = COPIL_SESSION_VIEW (widget);
  CopilDashboardView *view = copil_dashboard_model_get_view (self->model);
  g_autoptr(GPtrArray) focus = NULL;
  int step = g_variant_get_int32 (parameter);
  guint index;

  if (view == NULL)
    return;
  focus = copil_dashboard_view_list_indicators (view, TRUE);
  if (!g_ptr_array_find (focus, copil_dashboard_model_get_indicator (self->model), &index) ||
      (int) index + step < 0 || (int) index + step >= (int) focus->len)
    return;
  self->drawing = 0;
  copil_dashboard_model_set_indicator (self->model,
                                       ((CopilIndicator *) focus->pdata[index + step])->code);
}

static void
drawing_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  CopilSessionView *self = COPIL_SESSION_VIEW (widget);

  self->drawing = (self->drawing + 1) % G_N_ELEMENTS (drawings);
  show (self);
}

static void
blank_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  CopilSessionView *self = COPIL_SESSION_VIEW (widget);
  gboolean shown = g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "shown") == 0;

  gtk_stack_set_visible_child_name (self->stack, shown ? "blank" : "shown");
}

/* -- The widget ------------------------------------------------------------------------------- */

static void
copil_session_view_dispose (GObject *object)
{
  CopilSessionView *self = COPIL_SESSION_VIEW (object);

  g_clear_handle_id (&self->clock_id, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_SESSION_VIEW);
  g_clear_object (&self->model);
  G_OBJECT_CLASS (copil_session_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/session-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, stack);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, committee);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, period);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, fictitious);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, state);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, clock);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, title);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, sentence);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, chart_slot);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, place);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, value);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, unit);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, change);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, bullet_slot);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, target);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, signal);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, signal_icon);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, signal_word);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, reservations);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, next);
  gtk_widget_class_bind_template_child (widget_class, CopilSessionView, rank);
}

static void
copil_session_view_class_init (CopilSessionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_session_view_dispose;
  gtk_widget_class_install_action (widget_class, "session.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "session.drawing", NULL, drawing_action);
  gtk_widget_class_install_action (widget_class, "session.blank", NULL, blank_action);
  bind_template (widget_class);
}

static void
copil_session_view_init (CopilSessionView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chart = COPIL_CHART_PANE (copil_chart_pane_new ());
  copil_chart_view_set_minimum (copil_chart_pane_get_view (self->chart), 100, 60);
  copil_chart_view_set_yields (copil_chart_pane_get_view (self->chart), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self->chart), TRUE);
  gtk_box_append (self->chart_slot, GTK_WIDGET (self->chart));
  self->bullet = COPIL_CHART_VIEW (copil_chart_view_new_decorative ());
  copil_chart_view_set_minimum (self->bullet, 100, 14);
  gtk_box_append (self->bullet_slot, GTK_WIDGET (self->bullet));
  tick_cb (self);
  self->clock_id = g_timeout_add_seconds (10, tick_cb, self);
}

GtkWidget *
copil_session_view_new (CopilDashboardModel *model)
{
  CopilSessionView *self = g_object_new (COPIL_TYPE_SESSION_VIEW, NULL);

  self->model = g_object_ref (model);
  g_signal_connect_object (model, "notify::view", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "annotated", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "notify::indicator", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (model, "figures-changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
  return GTK_WIDGET (self);
}
