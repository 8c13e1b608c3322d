/* test-projector-window.c: the keys of the screen on the wall
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "scene-sample.h"

#include "committee-page/projector-window.h"
#include "core/language.h"

#include <adwaita.h>

static gboolean
press (GtkWidget *window, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (window);
  gboolean handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &handled);
    }
  return handled;
}

static void
note_step_cb (int *steps, int step)
{
  *steps = *steps * 10 + step + 2;
}

static void
note_key_cb (guint *last, guint keyval)
{
  *last = keyval;
}

/* What the remote asks is for the operator to say; the rest is the screen's own. */
static void
test_keys (void)
{
  GtkWidget *window = copil_projector_window_new (NULL);
  CopilProjectorView *view = copil_projector_window_get_view (COPIL_PROJECTOR_WINDOW (window));
  g_autoptr (CopilScene) scene = scene_sample_new ();
  int steps = 0;
  guint key = 0;

  copil_projector_view_set_scene (view, scene);
  g_signal_connect_swapped (window, "remote", G_CALLBACK (note_step_cb), &steps);
  g_signal_connect_swapped (window, "key", G_CALLBACK (note_key_cb), &key);
  g_assert_true (press (window, GDK_KEY_Page_Down));
  g_assert_true (press (window, GDK_KEY_Page_Up));
  g_assert_cmpint (steps, ==, 31);
  g_assert_true (copil_projector_view_get_scene (view) == scene);
  g_assert_true (press (window, GDK_KEY_space));
  g_assert_cmpuint (key, ==, GDK_KEY_space);
  g_assert_true (press (window, GDK_KEY_b));
  g_assert_true (copil_projector_view_get_blank (view));
  g_assert_true (press (window, GDK_KEY_b));
  g_assert_false (copil_projector_view_get_blank (view));
  g_assert_true (press (window, GDK_KEY_F8));
  g_assert_true (copil_projector_view_get_dark (view));
  g_assert_false (press (window, GDK_KEY_x));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
note_unmap_cb (gboolean *gone)
{
  *gone = TRUE;
}

/* It fills the only monitor there is, and Escape gives it back. */
static void
test_opens (void)
{
  GtkWidget *window = copil_projector_window_new (NULL);
  g_autoptr (GdkMonitor) monitor = copil_projector_choose_monitor (NULL);
  gboolean gone = FALSE;

  g_assert_false (gtk_window_get_decorated (GTK_WINDOW (window)));
  copil_projector_window_open (COPIL_PROJECTOR_WINDOW (window), monitor, NULL);
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect_swapped (window, "unmap", G_CALLBACK (note_unmap_cb), &gone);
  g_assert_true (press (window, GDK_KEY_Escape));
  while (!gone)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  copil_language_init ();
  adw_init ();
  g_test_add_func ("/projector-window/keys", test_keys);
  g_test_add_func ("/projector-window/opens", test_opens);
  return g_test_run ();
}
