/* breadcrumb.c: where one is, and the way up
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/breadcrumb.h"

#include "widget/icon.h"
#include "widget/territory-finder.h"

/* France, region, department, basin: no territory has more above it. */
#define MAX_ABOVE 8

struct _CopilBreadcrumb
{
  GtkWidget             parent_instance;
  GtkWidget            *box;
  GtkWidget            *above;  /* buttons of the ancestors */
  GtkWidget            *here;   /* the menu */
  GtkWidget            *label;  /* its text */
  GtkWidget            *finder; /* made when first opened */
  CopilTerritoryList   *territories;
  const CopilTerritory *place;
  gboolean              compact;
};

enum
{
  PROP_0,
  PROP_COMPACT,
  N_PROPS
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilBreadcrumb, copil_breadcrumb, GTK_TYPE_WIDGET)

static void
crumb_clicked_cb (CopilBreadcrumb *self,
                  GtkWidget       *button)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "territory")));
}

static void
add_crumb (CopilBreadcrumb      *self,
           const CopilTerritory *territory)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (territory->name);
  GtkWidget *separator = gtk_label_new ("›");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "crumb");
  gtk_widget_add_css_class (separator, "crumb-separator");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, territory->name,
                                  -1);
  g_object_set_data (G_OBJECT (button), "territory", GINT_TO_POINTER (territory->id));
  g_signal_connect_object (button, "clicked", G_CALLBACK (crumb_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->above), button);
  gtk_box_append (GTK_BOX (self->above), separator);
}

static void
finder_chosen_cb (CopilBreadcrumb *self,
                  int              id)
{
  g_signal_emit (self, signals[CHOSEN], 0, id);
}

static void
open_cb (GtkMenuButton *menu,
         gpointer       data)
{
  CopilBreadcrumb *self = COPIL_BREADCRUMB (data);

  if (self->finder == NULL)
    {
      self->finder = copil_territory_finder_new ();
      g_signal_connect_object (self->finder, "chosen", G_CALLBACK (finder_chosen_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_menu_button_set_popover (menu, self->finder);
    }
  copil_territory_finder_set_place (COPIL_TERRITORY_FINDER (self->finder), self->territories,
                                    self->place);
}

void
copil_breadcrumb_set_place (CopilBreadcrumb      *self,
                            CopilTerritoryList   *territories,
                            const CopilTerritory *here)
{
  const CopilTerritory *path[MAX_ABOVE];
  guint n = 0;
  GtkWidget *child;

  g_return_if_fail (COPIL_IS_BREADCRUMB (self));

  copil_territory_list_ref (territories);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  self->territories = territories;
  self->place = here;
  while ((child = gtk_widget_get_first_child (self->above)) != NULL)
    gtk_box_remove (GTK_BOX (self->above), child);
  for (const CopilTerritory *up = here->parent; up != NULL && n < MAX_ABOVE; up = up->parent)
    path[n++] = up;
  while (n > 0)
    add_crumb (self, path[--n]);
  gtk_label_set_label (GTK_LABEL (self->label), here->name);
  gtk_widget_set_visible (self->here, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->here),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, here->name,
                                  -1);
}

static void
copil_breadcrumb_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_COMPACT:
      g_value_set_boolean (value, COPIL_BREADCRUMB (object)->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_breadcrumb_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  CopilBreadcrumb *self = COPIL_BREADCRUMB (object);

  switch (prop_id)
    {
    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        return;
      self->compact = g_value_get_boolean (value);
      gtk_widget_set_visible (self->above, !self->compact);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
copil_breadcrumb_dispose (GObject *object)
{
  CopilBreadcrumb *self = COPIL_BREADCRUMB (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->territories, copil_territory_list_unref);
  G_OBJECT_CLASS (copil_breadcrumb_parent_class)->dispose (object);
}

static void
copil_breadcrumb_class_init (CopilBreadcrumbClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = copil_breadcrumb_get_property;
  object_class->set_property = copil_breadcrumb_set_property;
  object_class->dispose = copil_breadcrumb_dispose;

  properties[PROP_COMPACT] =
    g_param_spec_boolean ("compact", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_BREADCRUMB, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
copil_breadcrumb_init (CopilBreadcrumb *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->above = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (content), self->label);
  gtk_box_append (GTK_BOX (content), copil_icon_new ("copil-open-symbolic"));
  self->here = gtk_menu_button_new ();
  gtk_menu_button_set_child (GTK_MENU_BUTTON (self->here), content);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->here), open_cb, self, NULL);
  gtk_widget_add_css_class (self->here, "flat");
  gtk_widget_add_css_class (self->here, "crumb");
  gtk_widget_add_css_class (self->here, "current");
  gtk_widget_set_visible (self->here, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->above);
  gtk_box_append (GTK_BOX (self->box), self->here);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}
