/* people.c: several persons at their windows, looked at and acted in as they would
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "committee-page/live-page.h"
#include "core/language.h"
#include "core/resources.h"
#include "ui/copil-ui-resources.h"
#include "widget/fit-label.h"

#include <string.h>

CopilStation *stations[N_PEOPLE];
CopilWindow *windows[N_PEOPLE];

static char *cache;

/* -- Windows ---------------------------------------------------------------------------------- */

void
people_init (int    *argc,
             char ***argv)
{
  cache = g_dir_make_tmp ("copil-cache-XXXXXX", NULL);
  people_init_in (argc, argv, cache);
}

void
people_init_in (int         *argc,
                char      ***argv,
                const char  *folder)
{
  copil_language_init ();
  gtk_disable_setlocale ();
  g_setenv ("COPIL_CACHE_DIR", folder, TRUE);
  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", folder, TRUE);
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
}

void
people_open (TestBase   *base,
             guint       person,
             const char *login)
{
  people_open_at (test_base_get_socket (base), person, login);
}

void
people_open_at (const char *socket,
                guint       person,
                const char *login)
{
  g_autoptr(GHashTable) parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_hash_table_insert (parameters, g_strdup ("host"), g_strdup (socket));
  g_hash_table_insert (parameters, g_strdup ("dbname"), g_strdup ("copil"));
  g_hash_table_insert (parameters, g_strdup ("user"), g_strdup (login));
  stations[person] = copil_station_new (parameters, login);
  windows[person] = copil_window_new (NULL, stations[person]);
  copil_station_start (stations[person], "departement:59");
  gtk_window_present (GTK_WINDOW (windows[person]));
}

void
people_leave (void)
{
  for (guint i = 0; i < N_PEOPLE; i++)
    if (windows[i] != NULL)
      {
        gtk_window_destroy (GTK_WINDOW (windows[i]));
        copil_station_stop (stations[i]);
        g_clear_object (&stations[i]);
      }
}

void
people_close (void)
{
  people_leave ();
  test_remove_all (cache);
  g_clear_pointer (&cache, g_free);
}

/* -- Looking ---------------------------------------------------------------------------------- */

/* (nullable): what a label says. */
static const char *
get_words (GtkWidget *widget)
{
  if (COPIL_IS_FIT_LABEL (widget))
    return copil_fit_label_get_text (COPIL_FIT_LABEL (widget));
  return GTK_IS_LABEL (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
}

GtkWidget *
find_text (GtkWidget  *widget,
           const char *text)
{
  const char *words = get_words (widget);

  /* A page of a stack that is not shown is visible, but not as a child. */
  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_child_visible (widget))
    return NULL;
  if (words != NULL && strstr (words, text) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
see (guint       person,
     const char *text)
{
  return find_text (GTK_WIDGET (windows[person]), text);
}

GtkWidget *
page_of (guint person)
{
  return GTK_WIDGET (windows[person]->committees);
}

/* -- Doing ------------------------------------------------------------------------------------ */

void
act (guint       person,
     const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[person]), action, NULL));
}

static void
click (GtkWidget *found)
{
  GtkWidget *button;

  g_assert_nonnull (found);
  button = gtk_widget_get_ancestor (found, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

void
press (guint       person,
       const char *label)
{
  GtkWidget *found;

  test_wait_until ((found = see (person, label)) != NULL && gtk_widget_is_sensitive (found));
  click (found);
}

void
press_in_row (guint       person,
              const char *row,
              const char *label)
{
  GtkWidget *found = see (person, row);

  g_assert_nonnull (found);
  click (find_text (gtk_widget_get_ancestor (found, GTK_TYPE_LIST_BOX_ROW), label));
}

GtkWindow *
find_window (GType type)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) each = g_list_model_get_item (all, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type))
        return each;
    }
  return NULL;
}

CopilFormDialog *
find_dialog (void)
{
  return (CopilFormDialog *) find_window (COPIL_TYPE_FORM_DIALOG);
}

void
fill (const char *json)
{
  g_autoptr(JsonNode) node = json_from_string (json, NULL);
  CopilFormDialog *dialog;

  test_wait_until (find_dialog () != NULL);
  dialog = find_dialog ();
  copil_form_dialog_fill (dialog, json_node_get_object (node));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "form.apply", NULL));
  test_wait_until (find_dialog () == NULL);
}

GtkWindow *
find_question (void)
{
  return find_window (ADW_TYPE_MESSAGE_DIALOG);
}

void
answer_question (const char *response)
{
  GtkWindow *question;

  test_wait_until (find_question () != NULL);
  question = find_question ();
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question);
}

/* (nullable): a window with a sitting in it that nobody has got yet. */
static GtkWindow *
find_room (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) each = g_list_model_get_item (all, i);

      if (find_type (GTK_WIDGET (each), COPIL_TYPE_LIVE_PAGE) != NULL &&
          g_object_get_data (G_OBJECT (each), "entered") == NULL)
        return each;
    }
  return NULL;
}

GtkWindow *
enter_sitting (guint person)
{
  GtkWindow *room;

  press (person, "Entrer en séance");
  test_wait_until ((room = find_room ()) != NULL);
  g_object_set_data (G_OBJECT (room), "entered", room);
  return room;
}
