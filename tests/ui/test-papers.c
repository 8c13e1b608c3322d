/* test-papers.c: the documents of a sitting, from its menu to the file
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "before-base.h"
#include "chooser.h"
#include "committee-base.h"
#include "committee-page/live-window.h"
#include "committee-page/sitting-page.h"
#include "committee/dossier-stores.h"

#include <glib/gstdio.h>
#include <string.h>

enum
{
  SECRETARIAT,
  MEMBER,
  N_PERSONS
};

static const char * const logins[N_PERSONS] = { "secretariat-59", "reader" };

static TestBase *base;
static char *folder; /* where it is written */

static void
go (guint       person,
    const char *page)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[person]), "win.page", "s", page));
}

/* -- The menu --------------------------------------------------------------------------------- */

/* (nullable): the one of the documents of a sitting, where it is seen. */
static GtkWidget *
find_button (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (widget)), "Documents") == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
offers (GMenuModel *menu,
        const char *label)
{
  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      g_autoptr(GMenuModel) section = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SECTION);
      g_autoptr(GMenuModel) inner = g_menu_model_get_item_link (menu, i, G_MENU_LINK_SUBMENU);
      g_autofree char *own = NULL;

      g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_LABEL, "s", &own);
      if (g_strcmp0 (own, label) == 0 || (section != NULL && offers (section, label)) ||
          (inner != NULL && offers (inner, label)))
        return TRUE;
    }
  return FALSE;
}

/* What the menu has now; a label at a time. */
static gboolean
person_is_offered (guint       person,
                   const char *label)
{
  GtkMenuButton *button = GTK_MENU_BUTTON (find_button (page_of (person)));
  gboolean found;

  gtk_menu_button_popup (button);
  found = offers (gtk_menu_button_get_menu_model (button), label);
  gtk_menu_button_popdown (button);
  return found;
}

static gboolean
has_contents (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > 0;
}

/* (transfer full): what was written as @name. */
static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *contents = NULL;

  test_wait_until (has_contents (path));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  return contents;
}

static void
print (GtkWidget  *button,
       const char *kind,
       const char *name)
{
  g_autofree char *contents = NULL;

  g_assert_true (gtk_widget_activate_action (button, "papers.print", "(ss)", kind, ""));
  answer_chooser (folder, name);
  contents = read_file (name);
  g_assert_true (g_str_has_prefix (contents, "%PDF-"));
}

/* -- Tests ------------------------------------------------------------------------------------ */

static void
test_opened (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      act (i, "win.committees");
      test_wait_until (see (i, "Qui doit faire quoi") != NULL);
    }
  go (SECRETARIAT, "sitting/" NEXT_SITTING);
  test_wait_until (see (SECRETARIAT, "Répartir l’enveloppe") != NULL);
  test_wait_until (find_button (page_of (SECRETARIAT)) != NULL);
}

/* Nothing was sent: no invitation for calendars, no changes, no minutes. */
static void
test_draft (void)
{
  g_assert_true (person_is_offered (SECRETARIAT, "Ordre du jour"));
  g_assert_true (person_is_offered (SECRETARIAT, "Conducteur"));
  g_assert_true (person_is_offered (SECRETARIAT, "Feuille d’émargement"));
  g_assert_true (person_is_offered (SECRETARIAT, "Suivi des actions"));
  g_assert_false (person_is_offered (SECRETARIAT, "Invitation pour agenda (ICS)"));
  g_assert_false (person_is_offered (SECRETARIAT, "Feuille de modifications"));
  g_assert_false (person_is_offered (SECRETARIAT, "Procès-verbal"));
  g_assert_false (person_is_offered (SECRETARIAT, "Relevé de décisions"));
}

static void
test_written (void)
{
  GtkWidget *button = find_button (page_of (SECRETARIAT));

  print (button, "agenda", "ordre.pdf");
  test_wait_until (see (SECRETARIAT, "ordre.pdf") != NULL);
  print (button, "pack", "dossier.pdf");
  print (button, "statistics", "bilan.pdf");
}

/* Why not, in a sentence; and nothing is written. */
static void
test_refused (void)
{
  GtkWidget *button = find_button (page_of (SECRETARIAT));
  g_autofree char *path = g_build_filename (folder, "rien.pdf", NULL);

  g_assert_true (gtk_widget_activate_action (button, "papers.print", "(ss)", "minutes", ""));
  answer_chooser (folder, "rien.pdf");
  test_wait_until (see (SECRETARIAT, "n’a pas de procès-verbal") != NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* A member has what a member may read, and no running order. */
static void
test_convoked (void)
{
  g_autofree char *ics = NULL;

  before_base_convoke (base);
  go (MEMBER, "sitting/" NEXT_SITTING);
  test_wait_until (see (MEMBER, "Votre réponse") != NULL);
  g_assert_true (person_is_offered (MEMBER, "Dossier de séance"));
  g_assert_true (person_is_offered (MEMBER, "Pouvoir"));
  g_assert_false (person_is_offered (MEMBER, "Conducteur"));
  g_assert_true (person_is_offered (MEMBER, "Invitation pour agenda (ICS)"));
  g_assert_true (gtk_widget_activate_action (find_button (page_of (MEMBER)), "papers.invitation",
                                             NULL));
  answer_chooser (folder, "seance.ics");
  ics = read_file ("seance.ics");
  g_assert_true (g_str_has_prefix (ics, "BEGIN:VCALENDAR"));
  g_assert_nonnull (strstr (ics, NEXT_SITTING));
}

/* What changes once it was sent is said beside the agenda, with who must be told; then the sheet. */
static void
test_changed (void)
{
  g_assert_null (see (SECRETARIAT, "Modifié depuis l’envoi"));
  before_base_call (base, "secretariat-59",
                    "SELECT copil.item_add (gen_random_uuid (), gen_random_uuid (), '" NEXT_SITTING
                    "', NULL, 9, 'information', 'Point de dernière minute', NULL, NULL, 300, false)");
  before_base_call (base, "secretariat-59",
                    "SELECT copil.item_edit (gen_random_uuid (), id, version, nature, 'Répartir le"
                    " reliquat', body, presenter, seconds, money) FROM copil.agenda_item WHERE id = '"
                    NEXT_ITEM "'");
  test_wait_until (see (SECRETARIAT, "À renvoyer") != NULL);
  test_wait_until (see (SECRETARIAT, "Intitulé\u00a0: Répartir l’enveloppe Répartir le reliquat") != NULL);
  g_assert_nonnull (see (SECRETARIAT, ". Point de dernière minute"));
  g_assert_nonnull (see (SECRETARIAT, "À prévenir de nouveau\u00a0: 5\u00a0personnes"));
  g_assert_null (see (SECRETARIAT, "Modifié depuis l’accord"));
  before_base_send (base);
  test_wait_until (see (SECRETARIAT, "Renvoyé") != NULL);
  test_wait_until (see (SECRETARIAT, "N’ont pas encore accusé réception") != NULL);
  press (SECRETARIAT, "Feuille de modifications…");
  answer_chooser (folder, "feuille.pdf");
  g_free (read_file ("feuille.pdf"));
}

/* From the console as well. */
static void
test_console (void)
{
  GtkWidget *page = find_type (page_of (MEMBER), COPIL_TYPE_SITTING_PAGE);
  GtkWindow *console = NULL;

  g_assert_true (gtk_widget_activate_action (page, "sitting.enter", NULL));
  test_wait_until ((console = find_window (ADW_TYPE_WINDOW)) != NULL);
  test_wait_until (find_button (GTK_WIDGET (console)) != NULL);
  print (find_button (GTK_WIDGET (console)), "sign-in", "emargement.pdf");
  gtk_window_destroy (console);
}

/* -- The balance ------------------------------------------------------------------------------ */

static GtkDropDown *
find_periods (void)
{
  GtkWidget *found = NULL;

  test_wait_until ((found = see (SECRETARIAT, "Bilan en PDF…")) != NULL);
  return GTK_DROP_DOWN (find_type (gtk_widget_get_parent (gtk_widget_get_ancestor (
                                     found, GTK_TYPE_BUTTON)), GTK_TYPE_DROP_DOWN));
}

/* Everything follows the period: what is counted, and the document. */
static void
test_balance (void)
{
  GtkDropDown *periods;
  guint n;

  go (SECRETARIAT, "committees/balance");
  periods = find_periods ();
  test_wait_until (see (SECRETARIAT, "1\u00a0séance tenue") != NULL);
  n = g_list_model_get_n_items (gtk_drop_down_get_model (periods));
  g_assert_cmpuint (n, ==, 4);
  gtk_drop_down_set_selected (periods, n - 1);
  fill ("{\"since\": \"2020-01-01\", \"until\": \"2020-12-31\"}");
  test_wait_until (see (SECRETARIAT, "0\u00a0séance tenue") != NULL);
  gtk_drop_down_set_selected (periods, 1);
  test_wait_until (see (SECRETARIAT, "1\u00a0séance tenue") != NULL);
  press (SECRETARIAT, "Bilan en PDF…");
  answer_chooser (folder, "periode.pdf");
  g_free (read_file ("periode.pdf"));
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  folder = g_dir_make_tmp ("copil-papers-XXXXXX", NULL);
  base = before_base_new ();
  committee_base_run (base, "UPDATE copil.sitting SET opened_at = starts_at, closed_at = starts_at"
                            " WHERE id = '" LAST_SITTING "'");
  g_assert_cmpint (g_chdir (folder), ==, 0);
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/papers/open", test_opened);
  g_test_add_func ("/papers/draft", test_draft);
  g_test_add_func ("/papers/written", test_written);
  g_test_add_func ("/papers/refused", test_refused);
  g_test_add_func ("/papers/convoked", test_convoked);
  g_test_add_func ("/papers/changed", test_changed);
  g_test_add_func ("/papers/console", test_console);
  g_test_add_func ("/papers/balance", test_balance);
  status = g_test_run ();
  people_close ();
  test_base_free (base);
  test_remove_all (folder);
  g_free (folder);
  return status;
}
