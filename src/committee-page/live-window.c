/* live-window.c: a sitting in a window of its own: held, then written down
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-window.h"

#include "committee-page/minutes-pane.h"
#include "committee-page/papers-button.h"
#include "committee-page/words.h"
#include "committee/dossier-stores.h"
#include "widget/toasts.h"

#include <glib/gi18n-lib.h>

static gboolean
is_closed (CopilLive *live)
{
  return g_str_equal (copil_live_get_stage (live), "closed");
}

/* There are minutes to be written once the sitting was held; until then there is one page. */
static void
show_minutes (GtkWidget *minutes, CopilLive *live)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_parent (minutes));

  gtk_stack_page_set_visible (gtk_stack_get_page (stack, minutes), is_closed (live));
  gtk_widget_set_visible (g_object_get_data (G_OBJECT (minutes), "switcher"), is_closed (live));
}

static void
changed_cb (GtkWidget *minutes, CopilLive *live)
{
  show_minutes (minutes, live);
}

static void
fictitious_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CopilLive) live = COPIL_LIVE (data);
  g_autoptr (CopilResult) rows =
      copil_connection_query_finish (COPIL_CONNECTION (source), result, NULL);

  if (rows == NULL || copil_result_get_n_rows (rows) != 1)
    return;
  copil_live_set_fictitious (live, g_strcmp0 (copil_result_get_text (rows, 0, 0), "true") == 0);
}

/* Made up figures are said to be so wherever they are shown. */
static void
ask_fictitious (CopilLive *live, CopilConnection *connection)
{
  g_autoptr (CopilStatement) statement =
      copil_statement_new ("SELECT copil.server_state () ->> 'fictitious'");

  copil_connection_query_async (connection, statement, NULL, fictitious_cb, g_object_ref (live));
}

CopilLive *
copil_live_of_sitting (CopilSittingStore          *sitting,
                       CopilCommitteeStore        *committee,
                       CopilConnection            *connection,
                       CopilCube                  *cube,
                       const CopilCommitteeRights *rights)
{
  CopilRecord *row = copil_committee_store_get_committee (committee);
  g_autoptr (CopilRoom) room =
      copil_room_new (sitting, copil_dossier_of_stores (committee, sitting));
  CopilLive *live = copil_live_new (room, row != NULL ? copil_record_get_word (row, "name") : "",
                                    rights->prepares, rights->member);

  copil_live_set_cube (live, cube);
  copil_live_set_signing (live, connection, copil_committee_rights_get_key (rights),
                          row != NULL ? copil_record_get_word (row, "local_authority") : "");
  g_signal_connect_object (committee, "changed", G_CALLBACK (copil_live_refresh), live,
                           G_CONNECT_SWAPPED);
  ask_fictitious (live, connection);
  g_object_set_data_full (G_OBJECT (live), "papers",
                          copil_paper_order_copy (&(CopilPaperOrder) {
                              .committee = committee, .sitting = sitting,
                              .connection = connection, .cube = cube }),
                          (GDestroyNotify) copil_paper_order_free);
  return live;
}

/* Of what the room was opened on; a sitting without its committee has none. */
static GtkWidget *
new_papers (CopilLive *live)
{
  GtkWidget *button = copil_papers_button_new ();
  const CopilPaperOrder *order = g_object_get_data (G_OBJECT (live), "papers");

  if (order != NULL)
    copil_papers_button_set (button, order);
  return button;
}

/* Whose sitting it is and of which day; beside it, once there are two, the pages. */
static GtkWidget *
new_header (CopilLive *live, GtkWidget *stack, GtkWidget *minutes)
{
  CopilRecord *sitting = copil_live_get_sitting (live);
  g_autofree char *day = sitting != NULL ? copil_words_sitting (sitting) : g_strdup ("");
  GtkWidget *header = adw_header_bar_new (), *switcher = gtk_stack_switcher_new ();

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (stack));
  gtk_widget_add_css_class (switcher, "segmented");
  gtk_widget_set_valign (switcher, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (minutes), "switcher", switcher);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), switcher);
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), new_papers (live));
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header),
                                   adw_window_title_new (copil_live_get_committee (live), day));
  return header;
}

/* Both pages, at the one that is to be done: nobody comes to a closed sitting but to its minutes. */
static GtkWidget *
new_pages (CopilLive *live, GtkWidget *minutes)
{
  GtkWidget *stack = gtk_stack_new ();

  gtk_stack_add_titled (GTK_STACK (stack), copil_live_page_new (live), "sitting", _ ("Sitting"));
  gtk_stack_add_titled (GTK_STACK (stack), minutes, "minutes", _ ("Minutes"));
  gtk_widget_set_vexpand (stack, TRUE);
  if (is_closed (live))
    gtk_stack_set_visible_child_name (GTK_STACK (stack), "minutes");
  return stack;
}

GtkWindow *
copil_live_window_open (GtkWindow *parent, CopilLive *live)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *minutes = copil_minutes_pane_new (live);
  GtkWidget *stack = new_pages (live, minutes);

  gtk_box_append (GTK_BOX (box), new_header (live, stack, minutes));
  gtk_box_append (GTK_BOX (box), stack);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), box);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), g_object_new (COPIL_TYPE_TOASTS, NULL));
  adw_window_set_content (ADW_WINDOW (window), overlay);
  gtk_window_set_title (GTK_WINDOW (window), copil_live_get_committee (live));
  gtk_window_set_application (GTK_WINDOW (window), gtk_window_get_application (parent));
  gtk_window_set_default_size (GTK_WINDOW (window), 1180, 820);
  g_object_set_data_full (G_OBJECT (window), "live", g_object_ref (live), g_object_unref);
  g_signal_connect_object (live, "changed", G_CALLBACK (changed_cb), minutes, G_CONNECT_SWAPPED);
  show_minutes (minutes, live);
  gtk_window_present (GTK_WINDOW (window));
  return GTK_WINDOW (window);
}
