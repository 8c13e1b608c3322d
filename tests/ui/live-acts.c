/* live-acts.c: what one does at a sitting that is being held, by its page
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-acts.h"

#include "test-base.h"

#include <string.h>

/* The button that says @label and may be pressed. */
GtkWidget *
live_find_button (GtkWidget *widget, const char *label)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), label) == 0
      && gtk_widget_get_visible (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_visible (child) ? live_find_button (child, label) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* A button that may be pressed and has an icon for a label. */
static GtkWidget *
find_named (GtkWidget *widget, const char *name)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_is_sensitive (widget)
      && g_strcmp0 (gtk_widget_get_tooltip_text (widget), name) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, name);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The widgets of a type under @widget, in their order: the one after @n others. */
static GtkWidget *
find_nth (GtkWidget *widget, GType type, guint *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_nth (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The first widget of a type under @widget, shown or not. */
GtkWidget *
live_find_type (GtkWidget *widget, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = live_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
list_of (CopilLivePage *page, const char *pane)
{
  return live_find_type (live_find_type (GTK_WIDGET (page), g_type_from_name (pane)),
                         GTK_TYPE_LIST_BOX);
}

void
live_press (CopilLivePage *page, const char *label)
{
  GtkWidget *button;

  test_wait_until ((button = live_find_button (GTK_WIDGET (page), label)) != NULL);
  g_signal_emit_by_name (button, "clicked");
}

void
live_press_named (CopilLivePage *page, const char *name)
{
  GtkWidget *button;

  test_wait_until ((button = find_named (GTK_WIDGET (page), name)) != NULL);
  g_signal_emit_by_name (button, "clicked");
}

GtkWidget *
live_in_pane (CopilLivePage *page, const char *pane, GType type, guint n)
{
  GtkWidget *found =
      find_nth (live_find_type (GTK_WIDGET (page), g_type_from_name (pane)), type, &n);

  g_assert_nonnull (found);
  return found;
}

void
live_press_pane (CopilLivePage *page, const char *pane, const char *label)
{
  GtkWidget *button =
      live_find_button (live_find_type (GTK_WIDGET (page), g_type_from_name (pane)), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

void
live_choose (CopilLivePage *page, const char *pane, guint n, guint line)
{
  GtkWidget *widget = live_in_pane (page, pane, GTK_TYPE_DROP_DOWN, n);

  gtk_drop_down_set_selected (GTK_DROP_DOWN (widget), line);
}

void
live_write_in (CopilLivePage *page, const char *pane, guint n, const char *words)
{
  gtk_editable_set_text (GTK_EDITABLE (live_in_pane (page, pane, GTK_TYPE_ENTRY, n)), words);
}

/* A key on the selected line of the list of a pane. */
void
live_type_key (CopilLivePage *page, const char *pane, guint keyval)
{
  GtkWidget *list = list_of (page, pane);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (list);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  g_assert_true (handled);
}

void
live_choose_line (CopilLivePage *page, const char *pane, int index)
{
  GtkListBox *list = GTK_LIST_BOX (list_of (page, pane));

  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, index));
}

/* What the room sees, as this station shows it. */
static char *
read_scene (CopilLivePage *page)
{
  CopilProjectorWindow *projector = copil_live_page_get_projector (page);
  CopilProjectorView *view =
      projector != NULL
          ? copil_projector_window_get_view (projector)
          : COPIL_PROJECTOR_VIEW (live_find_type (GTK_WIDGET (page), COPIL_TYPE_PROJECTOR_VIEW));

  return copil_scene_describe (copil_projector_view_get_scene (view));
}

gboolean
live_sees (CopilLivePage *page, const char *words)
{
  g_autofree char *scene = read_scene (page);

  return strstr (scene, words) != NULL;
}
