/* fit-label.c: the longest of several wordings that there is room for
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "widget/fit-label.h"

/* One label a wording, of which one is shown: a text that changed while sizes are given would ask
 * for sizes again. */
struct _CopilFitLabel
{
  GtkWidget parent_instance;
  float     xalign;
};

enum
{
  PROP_0,
  PROP_XALIGN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (CopilFitLabel, copil_fit_label, GTK_TYPE_WIDGET)

static int
natural_size (GtkWidget      *label,
              GtkOrientation  orientation,
              int            *baseline)
{
  int natural;

  gtk_widget_measure (label, orientation, -1, NULL, &natural, NULL, baseline);
  return natural;
}

static void
copil_fit_label_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);
  GtkWidget *last = gtk_widget_get_last_child (widget);

  *minimum = *natural = 0;
  if (first == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = natural_size (first, orientation, natural_baseline);
      *minimum_baseline = *natural_baseline;
      return;
    }
  *natural = natural_size (first, orientation, NULL);
  gtk_widget_measure (last, orientation, -1, minimum, NULL, NULL, NULL);
}

static void
copil_fit_label_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  gboolean found = FALSE;
  GtkWidget *label;

  for (label = gtk_widget_get_first_child (widget); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    {
      gboolean last = gtk_widget_get_next_sibling (label) == NULL;
      /* What comes after the one that fits is not measured at all. */
      gboolean shown
        = !found && (natural_size (label, GTK_ORIENTATION_HORIZONTAL, NULL) <= width || last);

      gtk_widget_set_child_visible (label, shown);
      if (shown)
        gtk_widget_size_allocate (label, &(GtkAllocation) { 0, 0, width, height }, baseline);
      found |= shown;
    }
}

static GtkWidget *
ensure_label (CopilFitLabel *self,
              GtkWidget     *before)
{
  GtkWidget *label = before != NULL ? gtk_widget_get_next_sibling (before)
                                    : gtk_widget_get_first_child (GTK_WIDGET (self));

  if (label == NULL)
    {
      label = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (label), self->xalign);
      gtk_widget_set_parent (label, GTK_WIDGET (self));
    }
  return label;
}

/* The last one alone is ever shown with less room than it takes, and a label that may be cut asks
 * for the width of a character, for which pango shapes a sentence. */
static void
cut_last_only (CopilFitLabel *self)
{
  GtkWidget *last = gtk_widget_get_last_child (GTK_WIDGET (self));

  for (GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self)); label != NULL;
       label = gtk_widget_get_next_sibling (label))
    gtk_label_set_ellipsize (GTK_LABEL (label),
                             label == last ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
}

void
copil_fit_label_set (CopilFitLabel      *self,
                     const char * const *wordings)
{
  GtkWidget *label = NULL, *rest;

  g_return_if_fail (COPIL_IS_FIT_LABEL (self));

  for (guint i = 0; wordings[i] != NULL; i++)
    {
      /* A label that says the same takes no less room. */
      if (i > 0 && g_str_equal (wordings[i], wordings[i - 1]))
        continue;
      label = ensure_label (self, label);
      gtk_label_set_label (GTK_LABEL (label), wordings[i]);
    }
  while ((rest = gtk_widget_get_last_child (GTK_WIDGET (self))) != label)
    gtk_widget_unparent (rest);
  cut_last_only (self);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), wordings[0]);
}

static void
copil_fit_label_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_XALIGN:
      g_value_set_float (value, COPIL_FIT_LABEL (object)->xalign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_fit_label_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CopilFitLabel *self = COPIL_FIT_LABEL (object);
  float xalign = g_value_get_float (value);

  switch (prop_id)
    {
    case PROP_XALIGN:
      if (self->xalign == xalign)
        return;
      self->xalign = xalign;
      for (GtkWidget *label = gtk_widget_get_first_child (GTK_WIDGET (self)); label != NULL;
           label = gtk_widget_get_next_sibling (label))
        gtk_label_set_xalign (GTK_LABEL (label), xalign);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_fit_label_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (copil_fit_label_parent_class)->dispose (object);
}

static void
copil_fit_label_class_init (CopilFitLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = copil_fit_label_get_property;
  object_class->set_property = copil_fit_label_set_property;
  object_class->dispose = copil_fit_label_dispose;
  widget_class->measure = copil_fit_label_measure;
  widget_class->size_allocate = copil_fit_label_size_allocate;

  properties[PROP_XALIGN] =
    g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
copil_fit_label_init (CopilFitLabel *self)
{
}
