/* explain-details.c: what a figure is made of, opened below it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/explain-details.h"

#include "widget/data-table.h"
#include "widget/reflow-box.h"

#include <glib/gi18n-lib.h>

struct _CopilExplainDetails
{
  GtkWidget       parent_instance;
  GtkWidget      *box;
  GtkWidget      *children_pane;
  CopilDataTable *children;
  CopilDataTable *history;
  GtkLabel       *history_message;
  GtkLabel       *formula;
  GtkLabel       *definition;
  GtkLabel       *source;
};

G_DEFINE_FINAL_TYPE (CopilExplainDetails, copil_explain_details, GTK_TYPE_WIDGET)

void
copil_explain_details_show (CopilExplainDetails    *self,
                            const CopilExplanation *explanation)
{
  g_return_if_fail (COPIL_IS_EXPLAIN_DETAILS (self));

  gtk_widget_set_visible (self->children_pane, explanation->children != NULL);
  if (explanation->children != NULL)
    copil_data_table_set_rows (self->children, _("Observations"), explanation->children);
  gtk_label_set_label (self->formula, explanation->formula);
  gtk_label_set_label (self->definition, explanation->definition);
  gtk_label_set_label (self->source, explanation->source);
}

void
copil_explain_details_set_history (CopilExplainDetails *self,
                                   GPtrArray           *rows,
                                   const char          *message)
{
  g_return_if_fail (COPIL_IS_EXPLAIN_DETAILS (self));

  gtk_label_set_label (self->history_message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->history_message), message != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->history), rows != NULL);
  if (rows != NULL)
    copil_data_table_set_rows (self->history, _("Versions of this figure"), rows);
}

static void
copil_explain_details_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_EXPLAIN_DETAILS);
  G_OBJECT_CLASS (copil_explain_details_parent_class)->dispose (object);
}

static void
copil_explain_details_class_init (CopilExplainDetailsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = copil_explain_details_dispose;
  g_type_ensure (COPIL_TYPE_DATA_TABLE);
  g_type_ensure (COPIL_TYPE_REFLOW_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/explain-details.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, box);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, children_pane);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, children);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, history);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, history_message);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, formula);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, definition);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainDetails, source);
}

static void
copil_explain_details_init (CopilExplainDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
copil_explain_details_new (void)
{
  return g_object_new (COPIL_TYPE_EXPLAIN_DETAILS, NULL);
}
