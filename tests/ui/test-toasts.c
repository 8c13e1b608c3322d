/* test-toasts.c: the messages at the foot of a window: one at a time, whatever is drawn
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "ui/copil-ui-resources.h"
#include "widget/toasts.h"

#include <adwaita.h>

static GtkWidget *window;
static CopilToasts *toasts;
static guint pressed;

static void
set_up (gconstpointer animated)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", animated != NULL, NULL);
  window = gtk_window_new ();
  toasts = g_object_new (COPIL_TYPE_TOASTS, NULL);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (toasts));
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (GTK_WIDGET (toasts)))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for (const char *text)
{
  while (g_strcmp0 (copil_toasts_get_text (toasts), text) != 0)
    g_main_context_iteration (NULL, TRUE);
}

static guint
add (const char *text,
     gboolean    stays)
{
  return copil_toasts_add (toasts, &(CopilToast) { .text = text, .stays = stays });
}

/* Both are gone before a frame is drawn: AdwToastOverlay 1.2 crashes when it draws the next. */
static void
test_without_frame (gconstpointer animated)
{
  guint first, second;

  set_up (animated);
  first = add ("first", FALSE);
  second = add ("second", FALSE);
  g_assert_cmpstr (copil_toasts_get_text (toasts), ==, "first");
  copil_toasts_dismiss (toasts, first);
  copil_toasts_dismiss (toasts, second);
  copil_toasts_dismiss (toasts, second);
  g_assert_null (copil_toasts_get_text (toasts));
  copil_toasts_tell (toasts, "third");
  wait_for ("third");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The window may go while one is up, one leaves, or others wait. */
static void
test_window_goes (gconstpointer animated)
{
  set_up (animated);
  add ("first", FALSE);
  add ("second", FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
  set_up (animated);
  copil_toasts_dismiss (toasts, add ("first", FALSE));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* “Writing the report…” lets what passes be read, and comes back. */
static void
test_stays (gconstpointer animated)
{
  guint first, staying;

  set_up (animated);
  staying = add ("stays", TRUE);
  wait_for ("stays");
  first = add ("first", FALSE);
  copil_toasts_tell (toasts, "second");
  wait_for ("first");
  copil_toasts_dismiss (toasts, first);
  wait_for ("second");
  copil_toasts_dismiss (toasts, first + 1);
  wait_for ("stays");
  copil_toasts_tell (toasts, "third");
  copil_toasts_dismiss (toasts, staying);
  wait_for ("third");
  copil_toasts_dismiss (toasts, first + 2);
  wait_for (NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
press_cb (GSimpleAction *action,
          GVariant      *parameter)
{
  pressed += g_variant_get_uint32 (parameter);
}

static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_BUTTON (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

static void
test_button (gconstpointer animated)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr(GSimpleAction) action = g_simple_action_new ("press", G_VARIANT_TYPE_UINT32);
  CopilToast toast = { .text = "done", .button = "Undo", .action = "test.press" };

  set_up (animated);
  g_signal_connect (action, "activate", G_CALLBACK (press_cb), NULL);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (window, "test", G_ACTION_GROUP (group));
  pressed = 0;
  toast.target = g_variant_new_uint32 (3);
  copil_toasts_add (toasts, &toast);
  g_signal_emit_by_name (find_button (GTK_WIDGET (toasts)), "clicked");
  g_assert_cmpuint (pressed, ==, 3);
  wait_for (NULL);
  toast = (CopilToast) { .text = "closing", .button = "Close", .action = "window.close" };
  copil_toasts_add (toasts, &toast);
  wait_for ("closing");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
add_test (const char    *name,
          GTestDataFunc  test)
{
  g_autofree char *still = g_strdup_printf ("/toasts/%s/still", name);
  g_autofree char *animated = g_strdup_printf ("/toasts/%s/animated", name);

  g_test_add_data_func (still, NULL, test);
  g_test_add_data_func (animated, "animated", test);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  g_resources_register (copil_ui_get_resource ());
  add_test ("without-frame", test_without_frame);
  add_test ("window-goes", test_window_goes);
  add_test ("stays", test_stays);
  add_test ("button", test_button);
  return g_test_run ();
}
