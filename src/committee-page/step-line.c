/* step-line.c: how far a sitting is on its way
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/step-line.h"

#include "widget/icon.h"

#include <glib/gi18n-lib.h>

#define N_STEPS 5

static const char * const names[N_STEPS] = { N_("Draft"), N_("Approval of the co-chairs"),
                                             N_("Convocation"), N_("Sitting"), N_("Minutes") };

struct _CopilStepLine
{
  GtkWidget  parent_instance;
  GtkWidget *box;
  GtkWidget *icons[N_STEPS];
  GtkWidget *labels[N_STEPS];
};

G_DEFINE_FINAL_TYPE (CopilStepLine, copil_step_line, GTK_TYPE_WIDGET)

/* The step that one is at; N_STEPS when all is done. */
static guint
find_step (const char *stage,
           const char *minutes)
{
  static const struct
  {
    const char *stage;
    guint       step;
  } steps[] = { { "draft", 0 },    { "submitted", 1 }, { "approved", 2 },
                { "convoked", 3 }, { "open", 3 },      { "suspended", 3 } };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].stage, stage))
      return steps[i].step;
  return g_strcmp0 (minutes, "final") == 0 ? N_STEPS : N_STEPS - 1;
}

static void
set_style (GtkWidget  *widget,
           const char *style,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

void
copil_step_line_set (CopilStepLine *self,
                     const char    *stage,
                     const char    *minutes)
{
  guint step;
  g_autofree char *name = NULL;

  g_return_if_fail (COPIL_IS_STEP_LINE (self));

  step = find_step (stage, minutes);
  for (guint i = 0; i < N_STEPS; i++)
    {
      gtk_image_set_from_icon_name (GTK_IMAGE (self->icons[i]),
                                    i < step ? "copil-check-symbolic"
                                             : i == step ? "copil-dot-symbolic"
                                                         : "copil-ring-symbolic");
      set_style (self->icons[i], "step-past", i <= step);
      set_style (self->labels[i], "step-here", i == step);
    }
  /* translators: where a sitting is: "Step 2 of 5: Approval of the co-chairs" */
  name = step < N_STEPS ? g_strdup_printf (_("Step %u of %u: %s"), step + 1, N_STEPS, _(names[step]))
                        : g_strdup (_("All steps are done."));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
copil_step_line_dispose (GObject *object)
{
  CopilStepLine *self = COPIL_STEP_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (copil_step_line_parent_class)->dispose (object);
}

static void
copil_step_line_class_init (CopilStepLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_step_line_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static GtkWidget *
create_step (CopilStepLine *self,
             guint          step)
{
  GtkWidget *child = gtk_flow_box_child_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icons[step] = copil_icon_new ("copil-ring-symbolic");
  self->labels[step] = gtk_label_new (_(names[step]));
  gtk_widget_add_css_class (self->labels[step], "secondary");
  gtk_box_append (GTK_BOX (box), self->icons[step]);
  gtk_box_append (GTK_BOX (box), self->labels[step]);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  return child;
}

static void
copil_step_line_init (CopilStepLine *self)
{
  self->box = g_object_new (GTK_TYPE_FLOW_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);
  /* Nothing to do there: a box whose children take no focus themselves would hold Tab for ever. */
  gtk_widget_set_can_focus (self->box, FALSE);
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), N_STEPS);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), 10);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->box), 4);
  gtk_widget_add_css_class (self->box, "step-line");
  for (guint i = 0; i < N_STEPS; i++)
    gtk_flow_box_insert (GTK_FLOW_BOX (self->box), create_step (self, i), -1);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
copil_step_line_new (void)
{
  return g_object_new (COPIL_TYPE_STEP_LINE, NULL);
}
