/* agenda-figures.c: the figures linked to a point of the agenda, each a line with its value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-figures.h"

#include "committee-page/words.h"
#include "committee/linked-view.h"
#include "core/instant.h"
#include "widget/chart-view.h"

#include <glib/gi18n-lib.h>

/* Pixels, of a sparkline. */
#define WIDTH 44
#define HEIGHT 14

struct _CopilAgendaFigures
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  char      *shown; /* what the views and the cube were */
};

G_DEFINE_FINAL_TYPE (CopilAgendaFigures, copil_agenda_figures, GTK_TYPE_WIDGET)

/* (transfer full): the views of the item. */
static GPtrArray *
list_views (CopilSittingContext *context,
            CopilRecord         *item)
{
  GListModel *views = copil_sitting_store_get_list (context->store, "item_view");
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (views); i++)
    {
      g_autoptr(CopilRecord) view = g_list_model_get_item (views, i);

      if (g_str_equal (copil_record_get_word (view, "item_id"), copil_record_get_id (item)))
        g_ptr_array_add (own, g_steal_pointer (&view));
    }
  return own;
}

/* Until the convocation the figures are those of today. */
static char *
describe_freezing (CopilSittingContext *context)
{
  CopilRecord *sitting = copil_sitting_context_get (context);

  if (copil_record_has (sitting, "frozen_at"))
    {
      g_autofree char *day =
        copil_instant_describe_short_day (copil_record_get_time (sitting, "frozen_at"));

      /* translators: %s is a day: the figures are those of that day */
      return g_strdup_printf (_("frozen on %s"), day);
    }
  return g_strdup (_("to be frozen at the convocation"));
}

static void
add_label (GtkWidget  *line,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "note");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), label);
}

static void
add_sparkline (GtkWidget             *line,
               const CopilLinkedView *view)
{
  g_autoptr(CopilChart) chart = copil_dashboard_view_build_sparkline (view->view, view->indicator);
  GtkWidget *spark;

  if (chart == NULL)
    return;
  spark = copil_chart_view_new_decorative ();
  copil_chart_view_set_minimum (COPIL_CHART_VIEW (spark), WIDTH, HEIGHT);
  copil_chart_view_set_chart (COPIL_CHART_VIEW (spark), chart);
  gtk_widget_set_valign (spark, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), spark);
}

static void
add_figure (CopilAgendaFigures  *self,
            CopilSittingContext *context,
            CopilRecord         *linked)
{
  g_auto(CopilLinkedView) view = { NULL };
  g_autofree char *freezing = describe_freezing (context);
  g_autofree char *value = NULL;
  GtkWidget *line;

  if (!copil_linked_view_open (&view, linked, context->committee->cube))
    return;
  line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  add_sparkline (line, &view);
  value = copil_linked_view_build_value (&view);
  add_label (line, value, "card-title");
  add_label (line, freezing, NULL);
  gtk_box_append (GTK_BOX (self->box), line);
}

/* What decides what is drawn. */
static char *
sign (CopilSittingContext *context,
      GPtrArray           *views)
{
  GString *text = g_string_new (NULL);
  g_autofree char *freezing = describe_freezing (context);

  g_string_append_printf (text, "%p %" G_GUINT64_FORMAT " %s", (gpointer) context->committee->cube,
                          copil_cube_get_generation (context->committee->cube), freezing);
  for (guint i = 0; i < views->len; i++)
    g_string_append_printf (text, " %s %" G_GINT64_FORMAT,
                            copil_record_get_id (g_ptr_array_index (views, i)),
                            copil_record_get_revision (g_ptr_array_index (views, i)));
  return g_string_free (text, FALSE);
}

void
copil_agenda_figures_show (CopilAgendaFigures  *self,
                           CopilSittingContext *context,
                           CopilRecord         *item)
{
  g_autoptr(GPtrArray) views = list_views (context, item);
  g_autofree char *now = NULL;
  GtkWidget *child;

  g_return_if_fail (COPIL_IS_AGENDA_FIGURES (self));

  gtk_widget_set_visible (GTK_WIDGET (self), views->len > 0);
  if (views->len == 0 || context->committee->cube == NULL)
    return;
  now = sign (context, views);
  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  for (guint i = 0; i < views->len; i++)
    add_figure (self, context, g_ptr_array_index (views, i));
}

static void
copil_agenda_figures_dispose (GObject *object)
{
  CopilAgendaFigures *self = COPIL_AGENDA_FIGURES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (copil_agenda_figures_parent_class)->dispose (object);
}

static void
copil_agenda_figures_class_init (CopilAgendaFiguresClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = copil_agenda_figures_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_agenda_figures_init (CopilAgendaFigures *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
copil_agenda_figures_new (void)
{
  return g_object_new (COPIL_TYPE_AGENDA_FIGURES, NULL);
}
