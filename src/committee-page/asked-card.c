/* asked-card.c: the advice asked of this person, on what they may not read yet
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/advice-row.h"
#include "committee-page/committee-pane.h"
#include "committee-page/section.h"
#include "core/format.h"
#include "core/instant.h"

#include <glib/gi18n-lib.h>

static gboolean
is_own (CopilRecord *advice,
        gpointer     data)
{
  return copil_record_get_bool (advice, "own");
}

/* What there is to read before one answers: the sitting itself may not be theirs to read yet. */
static GMenu *
list_documents (CopilRecord *advice)
{
  JsonArray *documents = copil_record_get_array (advice, "documents");
  GMenu *menu = g_menu_new ();

  for (guint i = 0; documents != NULL && i < json_array_get_length (documents); i++)
    {
      JsonObject *document = json_array_get_object_element (documents, i);
      const char *name = json_object_get_string_member (document, "name");
      g_autoptr(GMenuItem) item = g_menu_item_new (name, NULL);

      g_menu_item_set_action_and_target (item, "committee.read-document", "(sss)",
                                         copil_record_get_word (advice, "sitting_id"),
                                         json_object_get_string_member (document, "sha256"), name);
      g_menu_append_item (menu, item);
    }
  return menu;
}

static void
show_documents (CopilRecordRow *row,
                CopilRecord    *advice)
{
  GtkWidget *button = g_object_get_data (G_OBJECT (row), "documents");
  g_autoptr(GMenu) menu = list_documents (advice);
  int n = g_menu_model_get_n_items (G_MENU_MODEL (menu));
  g_autofree char *count = copil_format_count (n, _("document"), _("documents"));

  if (button == NULL)
    {
      button = gtk_menu_button_new ();
      copil_record_row_add_control (row, button, _("Documents"));
      g_object_set_data (G_OBJECT (row), "documents", button);
    }
  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), count);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_visible (button, n > 0);
}

static void
fill_asked (CopilRecordRow *row,
            CopilRecord    *advice,
            gpointer        data)
{
  g_autofree char *day =
    copil_instant_describe_short_day (copil_record_get_time (advice, "starts_at"));
  g_autofree char *about = g_strdup_printf (_("sitting of %s"), day);

  copil_advice_row_fill (row, advice, copil_record_get_word (advice, "item_title"), about);
  copil_record_row_set_action (row,
                               g_str_equal (copil_record_get_word (advice, "state"), "asked")
                                 ? _("Give your advice…") : _("Change…"),
                               "committee.give-advice", copil_record_get_id (advice));
  show_documents (row, advice);
}

static void
show_asked (GListModel *own,
            guint       position,
            guint       removed,
            guint       added,
            GtkWidget  *section)
{
  gtk_widget_set_visible (section, g_list_model_get_n_items (own) > 0);
}

GtkWidget *
copil_asked_card_new (CopilCommitteeContext *context)
{
  GtkWidget *section = copil_section_new (_("Advice asked of you"), FALSE);
  g_autoptr(GListModel) own = copil_records_filter (
    copil_committee_context_list (context, "advice"), is_own, NULL, NULL);

  copil_section_append (COPIL_SECTION (section),
                        copil_record_list_box_new (g_object_ref (own), _("Advice asked of you"), "",
                                                   fill_asked, NULL));
  g_signal_connect_object (own, "items-changed", G_CALLBACK (show_asked), section, 0);
  show_asked (own, 0, 0, 0, section);
  return section;
}
