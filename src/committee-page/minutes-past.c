/* minutes-past.c: the earlier versions of a paragraph of the minutes
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee-page/live-ui.h"
#include "committee-page/minutes-pane.h"
#include "committee-page/section.h"
#include "committee/person-names.h"
#include "core/instant.h"
#include "core/word-diff.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CopilLive *live;
  CopilRecord *paragraph;
  GtkWidget *list;
  char *shown; /* what the rows were made of */
} Past;

static void
past_free (gpointer data)
{
  Past *self = data;

  g_object_unref (self->live);
  g_object_unref (self->paragraph);
  g_free (self->shown);
  g_free (self);
}

static void
restore_cb (GtkWidget *button, Past *self)
{
  copil_live_submit (self->live, _ ("A paragraph restored"), "paragraph_restore", "paragraph", 's',
                     copil_record_get_id (self->paragraph), "version", 'i',
                     (int) copil_record_get_int (self->paragraph, "version"), "past_version", 'i',
                     GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "version")), NULL);
}

/* (transfer container): the past ones, by version. */
static GPtrArray *
list_past (Past *self)
{
  GListModel *records = copil_live_get_list (self->live, "paragraph_past");
  GPtrArray *past = g_ptr_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (records); i++)
    {
      g_autoptr (CopilRecord) record = g_list_model_get_item (records, i);

      if (g_str_equal (copil_record_get_word (record, "paragraph_id"),
                       copil_record_get_id (self->paragraph)))
        g_ptr_array_add (past, record);
    }
  return past;
}

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  CopilRecord *const *one = a, *const *other = b;

  return (int) (copil_record_get_int (*one, "version") - copil_record_get_int (*other, "version"));
}

static const char *
name_author (Past *self, CopilRecord *past)
{
  CopilConnection *connection = copil_live_get_connection (self->live);
  const char *login = copil_record_get_word (past, "login");

  return connection != NULL ? copil_person_names_find (copil_person_names_of (connection), login)
                            : login;
}

/* "version 2 · M. Martin · 14 h 05", then what the next one made of it. */
static GtkWidget *
new_row (Past *self, CopilRecord *past, CopilRecord *next, gboolean editable)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *button = gtk_button_new_with_label (_ ("Restore"));
  GtkWidget *words = copil_sentence_new ("", NULL);
  int version = (int) copil_record_get_int (past, "version");
  g_autofree char *hour = copil_instant_describe_hour (copil_record_get_time (past, "at"));
  g_autofree char *who = g_strdup_printf (_ ("version %d · %s · %s"), version,
                                          name_author (self, past), hour);
  g_autofree char *markup = copil_word_diff_markup (copil_record_get_word (past, "words"),
                                                    copil_record_get_word (next, "words"));
  GtkWidget *label = copil_sentence_new (who, "note");

  gtk_label_set_markup (GTK_LABEL (words), markup);
  gtk_widget_set_visible (words, TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_visible (button, editable);
  g_object_set_data (G_OBJECT (button), "version", GINT_TO_POINTER (version));
  g_signal_connect (button, "clicked", G_CALLBACK (restore_cb), self);
  gtk_box_append (GTK_BOX (head), label);
  gtk_box_append (GTK_BOX (head), button);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), words);
  return box;
}

/* Rows are made anew only when there is something else to read in them. */
static gboolean
is_shown (Past *self, GPtrArray *past, gboolean editable)
{
  g_autofree char *shown = g_strdup_printf ("%u %d %s", past->len, editable,
                                            copil_record_get_word (self->paragraph, "words"));

  if (g_strcmp0 (shown, self->shown) == 0)
    return TRUE;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);
  return FALSE;
}

void
copil_minutes_past_update (GtkWidget *expander, gboolean editable)
{
  Past *self = g_object_get_data (G_OBJECT (expander), "past");
  g_autoptr (GPtrArray) past = list_past (self);

  gtk_widget_set_visible (expander, past->len > 0);
  if (is_shown (self, past, editable))
    return;
  g_ptr_array_sort (past, compare_versions);
  copil_live_list_clear (self->list);
  for (guint i = past->len; i > 0; i--)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         new_row (self, past->pdata[i - 1],
                                  i < past->len ? past->pdata[i] : self->paragraph, editable));
}

GtkWidget *
copil_minutes_past_new (CopilLive *live, CopilRecord *paragraph)
{
  GtkWidget *expander = gtk_expander_new (_ ("Earlier versions"));
  Past *self = g_new0 (Past, 1);

  self->live = g_object_ref (live);
  self->paragraph = g_object_ref (paragraph);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Earlier versions"), -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), self->list);
  g_object_set_data_full (G_OBJECT (expander), "past", self, past_free);
  return expander;
}
