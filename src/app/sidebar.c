/* sidebar.c: the modules, my territories, who I am
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "app/sidebar.h"

#include "widget/fit-label.h"
#include "widget/icon.h"

#include <glib/gi18n-lib.h>

struct _CopilSidebar
{
  GtkWidget   parent_instance;
  GtkWidget  *box;
  GtkListBox *modules;
  GtkWidget  *committees;
  GtkLabel   *awaiting;
  GtkListBox *favourites;
  GtkWidget  *favourites_heading;
  CopilFitLabel *person_name;
  CopilFitLabel *person_position;
  GtkWidget  *fictitious;
  GtkWidget  *menu_button;
  GMenuModel *main_menu;
  GMenuModel *menu_of_favourite;
  gboolean    is_favourite;
};

enum
{
  CHOSEN,
  MODULE_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CopilSidebar, copil_sidebar, GTK_TYPE_WIDGET)

void
copil_sidebar_set_person (CopilSidebar *self,
                          const char   *name,
                          const char   *position)
{
  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  copil_fit_label_set_text (self->person_name, name);
  copil_fit_label_set_text (self->person_position, position);
}

void
copil_sidebar_set_fictitious (CopilSidebar *self,
                              gboolean      fictitious)
{
  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  gtk_widget_set_visible (self->fictitious, fictitious);
}

static GtkWidget *
create_row (const CopilTerritory *territory)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *icon = copil_icon_new ("copil-place-symbolic");
  GtkWidget *label = gtk_label_new (territory->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "territory", GINT_TO_POINTER (territory->id));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, territory->name,
                                  -1);
  return row;
}

static void
clear_rows (GtkListBox *list)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, row);
}

void
copil_sidebar_set_favourites (CopilSidebar *self,
                              GPtrArray    *favourites)
{
  g_return_if_fail (COPIL_IS_SIDEBAR (self));

  clear_rows (self->favourites);
  for (guint i = 0; i < favourites->len; i++)
    gtk_list_box_append (self->favourites, create_row (g_ptr_array_index (favourites, i)));
  gtk_widget_set_visible (self->favourites_heading, favourites->len > 0);
}

void
copil_sidebar_set_here (CopilSidebar         *self,
                        const CopilTerritory *here)
{
  GtkWidget *row;

  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  for (row = gtk_widget_get_first_child (GTK_WIDGET (self->favourites)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    {
      int id = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "territory"));

      if (id == here->id)
        gtk_widget_add_css_class (row, "here");
      else
        gtk_widget_remove_css_class (row, "here");
    }
}

void
copil_sidebar_set_is_favourite (CopilSidebar *self,
                                gboolean      favourite)
{
  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  self->is_favourite = !!favourite;
}

/* A menu's label does not change: one of two menus is shown, made when it is opened. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  CopilSidebar *self = COPIL_SIDEBAR (data);
  GMenuModel *menu = self->is_favourite ? self->menu_of_favourite : self->main_menu;

  if (gtk_menu_button_get_menu_model (button) != menu)
    gtk_menu_button_set_menu_model (button, menu);
}

static void
row_activated_cb (CopilSidebar  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[CHOSEN], 0,
                 GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "territory")));
}

/* -- Modules ---------------------------------------------------------------------------------- */

void
copil_sidebar_set_module (CopilSidebar *self,
                          CopilModule   module)
{
  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  gtk_list_box_select_row (self->modules,
                           gtk_list_box_get_row_at_index (self->modules, (int) module));
}

void
copil_sidebar_set_awaiting (CopilSidebar *self,
                            guint         n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);
  g_autofree char *name = NULL;

  g_return_if_fail (COPIL_IS_SIDEBAR (self));
  /* translators: of the committees: what this person has to do */
  name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Committees, %u matter awaits you",
                                       "Committees, %u matters await you", n), n);
  gtk_label_set_label (self->awaiting, text);
  gtk_widget_set_visible (GTK_WIDGET (self->awaiting), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->committees),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, n > 0 ? name : _("Committees"),
                                  -1);
}

static void
module_activated_cb (CopilSidebar  *self,
                     GtkListBoxRow *row)
{
  g_signal_emit (self, signals[MODULE_CHOSEN], 0, gtk_list_box_row_get_index (row));
}

static void
copil_sidebar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), COPIL_TYPE_SIDEBAR);
  G_OBJECT_CLASS (copil_sidebar_parent_class)->dispose (object);
}

static void
copil_sidebar_class_init (CopilSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = copil_sidebar_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", COPIL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[MODULE_CHOSEN] = g_signal_new ("module-chosen", COPIL_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  g_type_ensure (COPIL_TYPE_FIT_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/copil/Copil/ui/app/sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, box);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, modules);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, committees);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, awaiting);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, favourites);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, favourites_heading);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, person_name);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, person_position);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, fictitious);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, menu_button);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, main_menu);
  gtk_widget_class_bind_template_child (widget_class, CopilSidebar, menu_of_favourite);
}

static void
copil_sidebar_init (CopilSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  copil_sidebar_set_module (self, COPIL_MODULE_DASHBOARD);
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu_button), create_menu_cb, self,
                                         NULL);
  g_signal_connect_object (self->favourites, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->modules, "row-activated", G_CALLBACK (module_activated_cb), self,
                           G_CONNECT_SWAPPED);
}
