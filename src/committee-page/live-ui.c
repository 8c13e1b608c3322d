/* live-ui.c: the few shapes that the operator's console is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"

#include <glib/gi18n-lib.h>

GtkWidget *
copil_live_label_new (const char *text, const char *style)
{
  GtkWidget *label = copil_fit_label_new (0, TRUE);

  copil_fit_label_set_text (COPIL_FIT_LABEL (label), text);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

GtkWidget *
copil_live_button_new (const char *label, const char *style, GCallback callback, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  g_signal_connect_swapped (button, "clicked", callback, data);
  return button;
}

GtkWidget *
copil_live_entry_new (const char *name)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), name);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return entry;
}

GtkWidget *
copil_live_heading_new (const char *text)
{
  GtkWidget *label = copil_live_label_new (text, "card-title");

  gtk_widget_set_margin_top (label, 6);
  return label;
}

GtkWidget *
copil_live_list_new (const char *name, GtkWidget **list)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  *list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (*list), GTK_SELECTION_BROWSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (*list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *list);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

void
copil_live_list_clear (GtkWidget *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

GtkWidget *
copil_live_row_new (const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle != NULL ? subtitle : "");
  return row;
}

char *
copil_live_mark_pending (CopilRecord *record, const char *text)
{
  if (record == NULL || !copil_record_is_pending (record))
    return g_strdup (text);
  return g_strjoin (*text != '\0' ? " · " : "", text, _ ("waiting"), NULL);
}

char *
copil_live_take_text (GtkWidget *entry)
{
  char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));

  if (*text == '\0')
    {
      g_free (text);
      return NULL;
    }
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  return text;
}
