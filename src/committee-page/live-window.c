/* live-window.c: a sitting in a window of its own: held, then written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-window.h"

#include "committee-page/minutes-pane.h"

#include <glib/gi18n-lib.h>

/* There are minutes to be written once the sitting was held. */
static void
show_minutes (GtkWidget *minutes, CopilLive *live)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_parent (minutes));
  gboolean closed = g_str_equal (copil_live_get_stage (live), "closed");

  gtk_stack_page_set_visible (gtk_stack_get_page (stack, minutes), closed);
}

static void
changed_cb (GtkWidget *minutes, CopilLive *live)
{
  show_minutes (minutes, live);
}

CopilLive *
copil_live_of_sitting (CopilSittingStore *sitting,
                       CopilCommitteeStore *committee,
                       CopilCube *cube,
                       gboolean fictitious,
                       gboolean operates,
                       const char *member)
{
  CopilRecord *row = copil_committee_store_get_committee (committee);
  g_autoptr (CopilRoom) room =
      copil_room_new (sitting, copil_committee_store_get_list (committee, "seat"),
                      copil_committee_store_get_list (committee, "term"),
                      copil_committee_store_get_list (committee, "member"),
                      copil_committee_store_get_list (committee, "college"));
  CopilLive *live = copil_live_new (room, row != NULL ? copil_record_get_word (row, "name") : "",
                                    operates, member);

  copil_live_set_cube (live, cube);
  copil_live_set_fictitious (live, fictitious);
  return live;
}

GtkWindow *
copil_live_window_open (GtkWindow *parent, CopilLive *live)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *stack = gtk_stack_new (), *switcher = gtk_stack_switcher_new ();
  GtkWidget *minutes = copil_minutes_pane_new (live);

  gtk_stack_add_titled (GTK_STACK (stack), copil_live_page_new (live), "sitting", _ ("Sitting"));
  gtk_stack_add_titled (GTK_STACK (stack), minutes, "minutes", _ ("Minutes"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  gtk_widget_set_vexpand (stack, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), stack);
  adw_window_set_content (ADW_WINDOW (window), box);
  gtk_window_set_title (GTK_WINDOW (window), copil_live_get_committee (live));
  gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 820);
  g_object_set_data_full (G_OBJECT (window), "live", g_object_ref (live), g_object_unref);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), minutes, G_CONNECT_SWAPPED);
  show_minutes (minutes, live);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
