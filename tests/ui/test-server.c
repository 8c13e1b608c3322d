/* test-server.c: which server to use, tried through the widgets before it is chosen
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "test-base.h"

#include "app/server-window.h"
#include "core/language.h"
#include "core/resources.h"
#include "db/server-settings.h"
#include "ui/copil-ui-resources.h"

#include <string.h>

static TestBase *base;
static GHashTable *chosen;
static gboolean is_chosen;

/* -- Filling the form ------------------------------------------------------------------------- */

/* The row of this title in the tree of @widget. */
static GtkWidget *
find_row (GtkWidget  *widget,
          const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
fill (CopilServerWindow *window,
      const char        *title,
      const char        *text)
{
  GtkWidget *row = find_row (GTK_WIDGET (window), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

static const char *
find_notice (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "notice"))
    return gtk_widget_get_visible (widget)
             ? gtk_label_get_text (GTK_LABEL (gtk_widget_get_last_child (widget))) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      const char *text = find_notice (child);

      if (text != NULL)
        return text;
    }
  return NULL;
}

static void
chosen_cb (CopilServerWindow *window,
           GHashTable        *server)
{
  g_clear_pointer (&chosen, g_hash_table_unref);
  chosen = server != NULL ? g_hash_table_ref (server) : NULL;
  is_chosen = TRUE;
}

static CopilServerWindow *
open_form (void)
{
  g_autoptr(GHashTable) known =
    test_base_parameters (base, "dbname", "copil", "user", "reader", NULL);
  CopilServerWindow *window = copil_server_window_new (NULL, known);

  is_chosen = FALSE;
  g_signal_connect (window, "chosen", G_CALLBACK (chosen_cb), NULL);
  gtk_window_present (GTK_WINDOW (window));
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (window), "Chiffrement")), 2);
  return window;
}

static void
press (CopilServerWindow *window)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "server.apply", NULL));
}

/* -- What happens ----------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *title; /* of the row that is changed */
  const char *text;
  const char *sentence;
} refusals[] = {
  { "no-server", "Port (5432 en règle générale)", "1", "Aucun serveur ne répond" },
  { "no-base", "Nom de la base", "atlantide", "pas de base de ce nom" },
  { "not-ours", "Nom de la base", "postgres", "n’est pas une base de Copil" },
  { "unknown-account", "Compte", "atlante", "refuse ce compte" },
  { "no-address", "Adresse du serveur", "nowhere.invalid", "Aucun serveur ne répond" },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  CopilServerWindow *window = open_form ();
  g_autoptr(GHashTable) kept = NULL;

  fill (window, refusals[i].title, refusals[i].text);
  press (window);
  test_wait_until (find_notice (GTK_WIDGET (window)) != NULL);
  if (strstr (find_notice (GTK_WIDGET (window)), refusals[i].sentence) == NULL)
    g_error ("%s: “%s”", refusals[i].name, find_notice (GTK_WIDGET (window)));
  g_assert_false (is_chosen);
  kept = copil_server_load (NULL);
  g_assert_null (kept);
  gtk_window_close (GTK_WINDOW (window));
}

/* It serves: it is remembered, without the password. */
static void
test_chosen (void)
{
  CopilServerWindow *window = open_form ();
  g_autoptr(GHashTable) kept = NULL;

  fill (window, "Compte", "reader");
  fill (window, "Mot de passe", "secret");
  press (window);
  test_wait_until (is_chosen);
  g_assert_cmpstr (g_hash_table_lookup (chosen, "password"), ==, "secret");
  kept = copil_server_load (NULL);
  g_assert_cmpstr (g_hash_table_lookup (kept, "user"), ==, "reader");
  g_assert_cmpstr (g_hash_table_lookup (kept, "dbname"), ==, "copil");
  g_assert_false (g_hash_table_contains (kept, "password"));
}

/* Back to the base of this computer: nothing is remembered. */
static void
test_embedded (void)
{
  CopilServerWindow *window = open_form ();
  g_autoptr(GHashTable) kept = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (GTK_WIDGET (window), "Chiffres de")), 1);
  press (window);
  g_assert_true (is_chosen);
  g_assert_null (chosen);
  kept = copil_server_load (NULL);
  g_assert_null (kept);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("copil-config-XXXXXX", NULL);
  g_autofree char *inside = g_build_filename (folder, "copil", NULL);
  int status;

  g_setenv ("XDG_CONFIG_HOME", folder, TRUE);
  copil_language_init ();
  gtk_disable_setlocale ();
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  base = test_base_new_copil ();

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/server/refused/", refusals[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  g_test_add_func ("/server/chosen", test_chosen);
  g_test_add_func ("/server/embedded", test_embedded);
  status = g_test_run ();
  g_clear_pointer (&chosen, g_hash_table_unref);
  test_base_free (base);
  remove (inside);
  remove (folder);
  return status;
}
