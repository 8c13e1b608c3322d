/* chooser.c: the dialog that asks where to write
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "chooser.h"

#include "test-base.h"

#include <gtk/gtk.h>

static GtkFileChooser *
find_chooser (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWidget) widget = g_list_model_get_item (toplevels, i);

      if (GTK_IS_FILE_CHOOSER (widget) && gtk_widget_get_visible (widget))
        return GTK_FILE_CHOOSER (widget);
    }
  return NULL;
}

static gboolean
names (GtkFileChooser *chooser,
       const char     *path)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file (chooser);

  return file != NULL && g_strcmp0 (g_file_peek_path (file), path) == 0;
}

void
answer_chooser (const char *folder,
                const char *name)
{
  g_autofree char *path = g_build_filename (folder, name != NULL ? name : "", NULL);
  GtkFileChooser *chooser;

  test_wait_until (find_chooser () != NULL);
  chooser = find_chooser ();
  if (name != NULL)
    {
      gtk_file_chooser_set_current_name (chooser, name);
      test_wait_until (names (chooser, path));
    }
  gtk_dialog_response (GTK_DIALOG (chooser),
                       name != NULL ? GTK_RESPONSE_ACCEPT : GTK_RESPONSE_CANCEL);
  test_wait_until (find_chooser () == NULL);
}
