/* explain-foot.c: "Expliquer ce chiffre"
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "dashboard/explain-foot.h"

#include "dashboard/explain-details.h"
#include "widget/fit-label.h"
#include "widget/reflow-box.h"

struct _CopilExplainFoot
{
  GtkWidget            parent_instance;
  GtkWidget           *box;
  GtkToggleButton     *toggle;
  GtkImage            *arrow;
  CopilFitLabel       *counts;
  GtkWidget           *bar;
  CopilFitLabel       *among;
  CopilFitLabel       *result;
  CopilFitLabel       *coverage;
  CopilFitLabel       *batch;
  CopilFitLabel       *contributions;
  GtkRevealer         *revealer;
  CopilExplanation    *explanation;
  /* Made when first opened: until then a foot costs its line. */
  CopilExplainDetails *details;
};

enum
{
  PROP_0,
  PROP_OPEN,
  N_PROPS
};

enum
{
  HISTORY_WANTED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilExplainFoot, copil_explain_foot, GTK_TYPE_WIDGET)

static void
show_line (CopilExplainFoot *self)
{
  const CopilExplanation *explanation = self->explanation;

  copil_fit_label_set_text (self->counts, explanation->counts);
  copil_fit_label_set_text (self->among, explanation->among);
  gtk_widget_set_visible (self->bar, *explanation->among != '\0');
  copil_fit_label_set_text (self->result, explanation->result);
  copil_fit_label_set_text (self->coverage, explanation->coverage);
  copil_fit_label_set_text (self->batch, explanation->batch);
  copil_fit_label_set_text (self->contributions, explanation->contributions);
}

static void
show_details (CopilExplainFoot *self)
{
  if (self->details == NULL)
    {
      self->details = COPIL_EXPLAIN_DETAILS (copil_explain_details_new ());
      gtk_revealer_set_child (self->revealer, GTK_WIDGET (self->details));
    }
  copil_explain_details_show (self->details, self->explanation);
  g_signal_emit (self, signals[HISTORY_WANTED], 0);
}

void
copil_explain_foot_set (CopilExplainFoot *self,
                        CopilExplanation *explanation)
{
  g_return_if_fail (COPIL_IS_EXPLAIN_FOOT (self));
  g_return_if_fail (explanation != NULL);

  g_clear_pointer (&self->explanation, copil_explanation_free);
  self->explanation = explanation;
  show_line (self);
  if (gtk_toggle_button_get_active (self->toggle))
    show_details (self);
}

void
copil_explain_foot_set_open (CopilExplainFoot *self,
                             gboolean          open)
{
  g_return_if_fail (COPIL_IS_EXPLAIN_FOOT (self));
  gtk_toggle_button_set_active (self->toggle, open);
}

void
copil_explain_foot_set_history (CopilExplainFoot *self,
                                GPtrArray        *rows,
                                const char       *message)
{
  g_return_if_fail (COPIL_IS_EXPLAIN_FOOT (self));

  if (self->details != NULL)
    copil_explain_details_set_history (self->details, rows, message);
}

static void
toggled_cb (CopilExplainFoot *self)
{
  gboolean open = gtk_toggle_button_get_active (self->toggle);

  gtk_image_set_from_icon_name (self->arrow, open ? "copil-close-symbolic" : "copil-open-symbolic");
  if (open && self->explanation != NULL)
    show_details (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OPEN]);
}

static void
copil_explain_foot_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CopilExplainFoot *self = COPIL_EXPLAIN_FOOT (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      g_value_set_boolean (value, gtk_toggle_button_get_active (self->toggle));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_explain_foot_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  CopilExplainFoot *self = COPIL_EXPLAIN_FOOT (object);

  switch (prop_id)
    {
    case PROP_OPEN:
      copil_explain_foot_set_open (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_explain_foot_dispose (GObject *object)
{
  CopilExplainFoot *self = COPIL_EXPLAIN_FOOT (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), COPIL_TYPE_EXPLAIN_FOOT);
  g_clear_pointer (&self->explanation, copil_explanation_free);
  G_OBJECT_CLASS (copil_explain_foot_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/dashboard/explain-foot.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, box);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, toggle);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, arrow);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, counts);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, bar);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, among);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, result);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, coverage);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, batch);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, contributions);
  gtk_widget_class_bind_template_child (widget_class, CopilExplainFoot, revealer);
}

static void
copil_explain_foot_class_init (CopilExplainFootClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_explain_foot_get_property;
  object_class->set_property = copil_explain_foot_set_property;
  object_class->dispose = copil_explain_foot_dispose;

  properties[PROP_OPEN] =
    g_param_spec_boolean ("open", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[HISTORY_WANTED] =
    g_signal_new ("history-wanted", COPIL_TYPE_EXPLAIN_FOOT, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  g_type_ensure (COPIL_TYPE_REFLOW_BOX);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
copil_explain_foot_init (CopilExplainFoot *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->toggle, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}
