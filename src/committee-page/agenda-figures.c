/* agenda-figures.c: the figures linked to a point of the agenda, each a line with its value
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/agenda-figures.h"

#include "committee-page/agenda-link.h"
#include "committee-page/link-form.h"
#include "committee/frozen.h"
#include "committee/linked-view.h"
#include "core/format.h"
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

/* The column of an agenda is narrow: what does not fit goes on below. */
static void
add_label (GtkWidget  *box,
           const char *text,
           const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "note");
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
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

/* "41,2 %", with its month where it is not @period. */
static char *
tell_value (const CopilLinkedView *view,
            CopilPeriod            period)
{
  CopilPeriod own = copil_dashboard_view_period_of (view->view, view->indicator);
  g_autofree char *value = copil_linked_view_build_value (view);
  g_autofree char *month = NULL;

  if (own.index == period.index)
    return g_steal_pointer (&value);
  month = copil_format_period (own);
  return g_strdup_printf ("%s (%s)", value, month);
}

/* What is not as the sitting sees it any more, for those who prepare it. */
static void
add_change (GtkWidget             *texts,
            CopilSittingContext   *context,
            const CopilLinkedView *frozen)
{
  g_auto(CopilLinkedView) live = { NULL };
  CopilCube *cube = context->committee->cube;
  CopilPeriod period = copil_dashboard_view_period_of (frozen->view, frozen->indicator);
  g_autofree char *then = tell_value (frozen, period);
  g_autofree char *now = NULL, *text = NULL;

  if (!context->committee->rights.prepares || cube == NULL ||
      copil_dashboard_view_is_arriving (frozen->view, frozen->indicator) ||
      !copil_linked_view_open (&live, frozen->row, cube) ||
      copil_dashboard_view_is_arriving (live.view, live.indicator))
    return;
  now = tell_value (&live, period);
  if (g_str_equal (now, then))
    return;
  /* translators: figures: the one of today, the one that was frozen */
  text = g_strdup_printf (_("since then: %s instead of %s"), now, then);
  add_label (texts, text, "tone-watch");
}

static const struct
{
  const char *title;
  const char *action;
} choices[] = {
  { N_("Move up"), "agenda.view-up" },
  { N_("Move down"), "agenda.view-down" },
  { N_("Unlink"), "agenda.view-remove" },
};

static void
add_menu (GtkWidget   *line,
          CopilRecord *view,
          const char  *name)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();
  /* translators: %s is the name of a figure */
  g_autofree char *title = g_strdup_printf (_("What can be done with “%s”"), name);

  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (_(choices[i].title), NULL);

      g_menu_item_set_action_and_target (item, choices[i].action, "s", copil_record_get_id (view));
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "copil-more-symbolic");
  gtk_widget_set_tooltip_text (button, title);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  gtk_box_append (GTK_BOX (line), button);
}

/* "Contrats en moins d’un mois · carte" */
static void
add_name (GtkWidget   *texts,
          CopilRecord *linked,
          const char  *name)
{
  const char *chart = copil_link_form_name_chart (copil_record_get_word (linked, "chart"));
  g_autofree char *text = g_strdup_printf ("%s · %s", name, chart);

  add_label (texts, text, NULL);
}

/* Its value; or why there is none. */
static char *
tell_figure (CopilSittingContext   *context,
             const CopilLinkedView *view)
{
  if (view != NULL)
    return copil_linked_view_build_value (view);
  return g_strdup (copil_sitting_store_is_live (context->store)
                     ? _("Reading the figure…") : _("This figure is not on this computer."));
}

/* The figure and what can be done with it, over its name, and what is not so any more. */
static void
add_texts (GtkWidget             *texts,
           CopilSittingContext   *context,
           CopilRecord           *linked,
           const CopilLinkedView *view)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *name = copil_agenda_link_name (context, linked);
  g_autofree char *value = tell_figure (context, view);

  gtk_box_append (GTK_BOX (texts), line);
  if (view != NULL)
    add_sparkline (line, view);
  add_label (line, value, view != NULL ? "card-title" : NULL);
  if (context->editable)
    add_menu (line, linked, name);
  add_name (texts, linked, name);
  if (view != NULL && copil_frozen_is_frozen (copil_frozen_of_sitting (context->store)))
    add_change (texts, context, view);
}

static void
add_figure (CopilAgendaFigures  *self,
            CopilSittingContext *context,
            CopilRecord         *linked)
{
  CopilCube *cube = copil_frozen_choose (copil_frozen_of_sitting (context->store),
                                         context->committee->cube);
  g_auto(CopilLinkedView) view = { NULL };
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gboolean known = cube != NULL && copil_linked_view_open (&view, linked, cube);

  gtk_box_append (GTK_BOX (self->box), texts);
  add_texts (texts, context, linked, known ? &view : NULL);
}

/* All figures of a sitting are of one state: said once, under them. */
static void
add_state (CopilAgendaFigures  *self,
           CopilSittingContext *context)
{
  g_autofree char *state = copil_frozen_describe (copil_frozen_of_sitting (context->store));

  add_label (self->box, state, NULL);
}

/* What decides what is drawn. */
static char *
sign (CopilSittingContext *context,
      GPtrArray           *views)
{
  GString *text = g_string_new (NULL);
  CopilFrozen *frozen = copil_frozen_of_sitting (context->store);
  CopilCube *live = context->committee->cube, *cube = copil_frozen_choose (frozen, live);
  g_autofree char *state = copil_frozen_describe (frozen);

  g_string_append_printf (text, "%s %p %p %d %d %d", state, (gpointer) cube, (gpointer) live,
                          context->committee->rights.prepares, context->editable,
                          copil_sitting_store_is_live (context->store));
  if (live != NULL)
    g_string_append_printf (text, " %" G_GUINT64_FORMAT, copil_cube_get_generation (live));
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
  if (views->len == 0)
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
  add_state (self, context);
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
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
copil_agenda_figures_new (void)
{
  return g_object_new (COPIL_TYPE_AGENDA_FIGURES, NULL);
}
