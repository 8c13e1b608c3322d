/* live-ui.c: the few shapes that the operator's console is made of
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"

#include "widget/drop-down.h"

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
  copil_live_frame (scroller);
  return scroller;
}

void
copil_live_frame (GtkWidget *scroller)
{
  gtk_widget_add_css_class (scroller, "card");
  gtk_widget_set_overflow (scroller, GTK_OVERFLOW_HIDDEN);
}

void
copil_live_list_set_empty (GtkWidget *list, const char *words)
{
  GtkWidget *label = copil_live_label_new (words, "placeholder");

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), label);
}

void
copil_live_list_clear (GtkWidget *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), 0)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (list), GTK_WIDGET (row));
}

static gboolean
has_focus (GtkWidget *list)
{
  GtkRoot *root = gtk_widget_get_root (list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, list);
}

void
copil_live_list_refill (GtkWidget *list, CopilLiveFillFunc fill, gpointer data)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (list));
  int selected = row != NULL ? gtk_list_box_row_get_index (row) : 0;
  gboolean focused = has_focus (list);

  copil_live_list_clear (list);
  fill (data);
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), selected);
  gtk_list_box_select_row (GTK_LIST_BOX (list), row);
  if (focused && row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
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

GtkWidget *
copil_live_row_add_button (
    GtkWidget *row, const char *icon, const char *label, CopilRecord *record, GCallback callback)
{
  GtkWidget *button = icon != NULL ? gtk_button_new_from_icon_name (icon)
                                   : gtk_button_new_with_label (label);

  if (icon != NULL)
    {
      gtk_widget_set_tooltip_text (button, label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                      -1);
    }
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "record", g_object_ref (record), g_object_unref);
  g_signal_connect (button, "clicked", callback, NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

CopilRecord *
copil_live_button_get_record (GtkWidget *button)
{
  return g_object_get_data (G_OBJECT (button), "record");
}

/* Of a member, or the line that asks for one. */
static char *
name_member_cb (GObject *item)
{
  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  return g_strdup (item != NULL ? copil_record_get_word (COPIL_RECORD (item), "name") : "");
}

/* (transfer full): @name, then the members. */
static GListModel *
new_choices (CopilLive *live, const char *name)
{
  g_autoptr (GtkStringList) first = gtk_string_list_new (NULL);
  GListStore *lists = g_list_store_new (G_TYPE_LIST_MODEL);

  gtk_string_list_append (first, name);
  g_list_store_append (lists, first);
  g_list_store_append (lists, copil_room_get_members (copil_live_get_room (live)));
  return G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (lists)));
}

GtkWidget *
copil_live_members_new (CopilLive *live, const char *name)
{
  GtkExpression *shown = gtk_cclosure_expression_new (G_TYPE_STRING, NULL, 0, NULL,
                                                      G_CALLBACK (name_member_cb), NULL, NULL);
  GtkWidget *chooser = gtk_drop_down_new (new_choices (live, name), shown);

  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (chooser), TRUE);
  gtk_widget_set_hexpand (chooser, TRUE);
  copil_drop_down_set_name (GTK_DROP_DOWN (chooser), name);
  return chooser;
}

const char *
copil_live_members_take (GtkWidget *members)
{
  gpointer item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (members));

  if (!COPIL_IS_RECORD (item))
    return NULL;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (members), 0);
  return copil_record_get_id (item);
}

CopilRecord *
copil_live_find_pending (GListModel *list, const char *field, const char *value)
{
  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (list, i);

      if (copil_record_is_pending (record)
          && g_strcmp0 (copil_record_get_string (record, field), value) == 0)
        return record;
    }
  return NULL;
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
