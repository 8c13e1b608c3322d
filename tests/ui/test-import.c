/* test-import.c: a file, through the widgets, to a batch in a base
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-base.h"
#include "proxy.h"

#include "app/import-window-private.h"
#include "core/language.h"
#include "core/resources.h"
#include "ui/copil-ui-resources.h"

#include <string.h>

/* What the bassins of the Nord say of November: one figure is new in each. */
#define HEADER "bassin;mois;files_received\n"
static const char november[] = HEADER
  "591;2026-11;120\n592;2026-11;140\n593;2026-11;260\n594;2026-11;310\n595;2026-11;520\n"
  "596;2026-11;330\n";
static const char unknown_shape[] = "lieu;quand;combien\n591;2026-11;120\n596;2026-11;335\n";
static const char misspelt[] = HEADER "591;2026-12;120\nAtlantide;2026-12;140\n596;2026-12;beaucoup\n";

static TestBase *base;
static CopilStation *feed, *reader;
static CopilImportWindow *window;
static char *folder;

/* -- Looking at the window -------------------------------------------------------------------- */

/* Whatever the spaces between words. */
static gboolean
says (GtkLabel   *label,
      const char *text)
{
  g_autoptr(GString) plain = g_string_new (gtk_label_get_text (label));

  g_string_replace (plain, "\u00a0", " ", 0);
  g_string_replace (plain, "\u202f", " ", 0);
  return strstr (plain->str, text) != NULL;
}

static gboolean
has_text (GtkWidget  *widget,
          const char *text)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && says (GTK_LABEL (widget), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows (const char *text)
{
  return has_text (gtk_stack_get_visible_child (window->stack), text);
}

static void
press (GtkButton *button)
{
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (button)));
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (button)));
  g_signal_emit_by_name (button, "clicked");
}

static GFile *
write_file (const char *name,
            const char *text,
            gssize      length)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
open_file (CopilStation *station,
           const char   *name,
           const char   *text,
           gssize        length)
{
  g_autoptr(GFile) file = write_file (name, text, length);

  window = copil_import_window_new (NULL, station);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_CHOOSE);
  copil_import_window_read (window, file);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_READING);
}

static void
close_window (void)
{
  gtk_window_close (GTK_WINDOW (window));
  window = NULL;
}

static double
count (const char *sql)
{
  g_autoptr(CopilConnection) connection = test_base_connection (base, "dbname", "copil", NULL);
  g_autoptr(CopilResult) result = NULL;
  g_autoptr(GError) error = NULL;
  double value;

  test_open (connection, &error);
  g_assert_no_error (error);
  result = test_query (connection, sql, &error);
  g_assert_no_error (error);
  value = copil_result_get_double (result, 0, 0);
  copil_connection_close (connection);
  return value;
}

#define BATCHES "SELECT count(*) FROM copil.batch"
#define SUM \
  "SELECT o.value FROM copil.observation o JOIN copil.measure m ON m.id = o.measure_id " \
  "JOIN copil.territory t ON t.id = o.territory_id WHERE m.code = 'files_received' " \
  "AND t.set_code = 'departement' AND t.code = '59' AND o.period = '2026-11-01'"

/* -- What happens ----------------------------------------------------------------------------- */

/* From the file to the batch; the department is summed with it. */
static void
test_lands (void)
{
  double before = count (BATCHES);

  open_file (feed, "novembre.csv", november, -1);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_LOOK);
  g_assert_true (shows ("dossiers"));
  g_assert_true (shows ("6 territoires"));
  g_assert_true (shows ("novembre 2026"));
  press (window->next);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_TRYING);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_TRYING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_EFFECTS);
  g_assert_true (shows ("Chiffres nouveaux"));
  g_assert_true (shows ("n.d. →"));
  g_assert_false (shows ("n.d. → n.d."));
  g_assert_cmpfloat (count (BATCHES), ==, before);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_LANDING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_DONE);
  g_assert_true (shows ("Enregistré comme lot"));
  g_assert_cmpfloat (count (BATCHES), ==, before + 1);
  g_assert_cmpfloat (count (SUM), ==, 120 + 140 + 260 + 310 + 520 + 330);
  press (window->next);
  window = NULL;
}

/* The same file again: said before anything is asked. */
static void
test_nothing_new (void)
{
  double before = count (BATCHES);

  open_file (feed, "novembre.csv", november, -1);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_TRYING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_DONE);
  g_assert_true (shows ("Rien à changer"));
  g_assert_cmpfloat (count (BATCHES), ==, before);
  close_window ();
}

/* Someone who reads may look at the file, and is told who imports. */
static void
test_reader (void)
{
  open_file (reader, "novembre.csv", november, -1);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_LOOK);
  g_assert_true (shows ("Votre compte consulte les chiffres"));
  g_assert_true (shows ("Départements"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  /* Whatever the window offers, the base refuses. */
  _copil_import_window_send (window, TRUE);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_LANDING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_PROBLEM);
  g_assert_true (shows ("pas le rôle"));
  close_window ();
}

/* Given up while the base computes: nothing is left of it, and one is where one was. */
static void
test_cancel (void)
{
  double before = count (BATCHES);

  open_file (feed, "annule.csv", HEADER "591;2026-11;122\n", -1);
  press (window->next);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_TRYING);
  press (window->back);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_TRYING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_LOOK);
  g_assert_cmpfloat (count (BATCHES), ==, before);
  close_window ();
}

static int
land (const CopilImportOrder *order)
{
  g_autoptr(CopilConnection) connection =
    test_base_connection (base, "dbname", "copil", "user", "feed-demo", NULL);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(CopilImportOutcome) outcome = NULL;
  g_autoptr(GError) error = NULL;

  test_open (connection, &error);
  g_assert_no_error (error);
  copil_import_async (connection, order, TRUE, NULL, NULL, NULL, test_async_cb, &result);
  test_wait (&result);
  outcome = copil_import_finish (connection, result, &error);
  g_assert_no_error (error);
  copil_connection_close (connection);
  g_assert_cmpuint (outcome->batches->len, ==, 1);
  return g_array_index (outcome->batches, int, 0);
}

/* What is sent when an answer was lost: the same order under the same command is written once,
 * and answered as it was the first time. */
static void
test_sent_again (void)
{
  g_autofree char *command = g_uuid_string_random ();
  double before = count (BATCHES);
  CopilImportOrder order = { .source = "deux.csv", .command = command };

  open_file (feed, "deux.csv", HEADER "592;2026-11;141\n", -1);
  order.placement = window->reading->placement;
  order.mapping = window->reading->mapping;
  order.catalogue = copil_cube_get_catalogue (window->cube);
  g_assert_cmpint (land (&order), ==, land (&order));
  g_assert_cmpfloat (count (BATCHES), ==, before + 1);
  close_window ();
}

static GtkWidget *
find_drop_down (GtkWidget *widget)
{
  if (GTK_IS_DROP_DOWN (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = ADW_IS_COMBO_ROW (child) ? NULL : find_drop_down (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
choose (AdwComboRow *row,
        const char  *text)
{
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), text))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_error ("“%s” is not offered", text);
}

/* The row of this title in the form. */
static GtkWidget *
find_title (GtkWidget  *widget,
            const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_title (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static AdwComboRow *
find_row (GtkWidget  *form,
          const char *title)
{
  return ADW_COMBO_ROW (find_title (form, title));
}

static void
choose_measure (const char *text)
{
  GtkDropDown *measure = GTK_DROP_DOWN (find_drop_down (GTK_WIDGET (window->form)));
  GListModel *measures = gtk_drop_down_get_model (measure);

  for (guint i = 0; i < g_list_model_get_n_items (measures); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (measures, i);

      if (strstr (gtk_string_object_get_string (item), text) != NULL)
        gtk_drop_down_set_selected (measure, i);
    }
}

/* Territories that nobody knows become a set of their own, by the same widgets. */
static void
test_new_set (void)
{
  GtkWidget *form;

  open_file (feed, "Agences.csv",
             "agence;libelle;annee;tension\nA 01;Lille Vauban;2024;1,2\nA02;Roubaix;2024;0,9\n"
             "Source : essai\n", -1);
  form = GTK_WIDGET (window->form);
  g_assert_true (shows ("Aucun tableau de territoires"));
  choose (find_row (form, "Colonne des territoires"), "agence");
  choose (find_row (form, "Colonne des périodes"), "annee");
  choose (find_row (form, "Niveau des territoires"), "À créer d’après ce fichier");
  choose (find_row (form, "Colonne de leurs noms"), "libelle");
  choose_measure ("indicateur de tension");
  test_wait_until (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  g_assert_true (shows ("Territoires que la base ne connaît pas"));
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_TRYING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_EFFECTS);
  g_assert_true (shows ("Roubaix, 2024"));
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_LANDING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_DONE);
  g_assert_cmpfloat (count ("SELECT count(*) FROM copil.territory WHERE set_code = 'agences'"
                            " AND (code, name) IN (('a-01', 'Lille Vauban'), ('A02', 'Roubaix'))"),
                     ==, 2);
  close_window ();
}

static void
write_in_row (const char *title,
              const char *text)
{
  GtkWidget *row = find_title (GTK_WIDGET (window->form), title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* What the file leaves open is chosen in the form, and no option of the command line is named. */
static void
test_choices (void)
{
  open_file (feed, "deux-series.csv",
             "bassin;annee;serie;tension\n595;2023;brute;1.250\n595;2023;corrigee;1.150\n"
             "596;2023;brute;1.300\n596;2023;corrigee;1.200\n", -1);
  choose_measure ("indicateur de tension");
  test_wait_until (shows ("précisez la marque décimale"));
  g_assert_false (shows ("--"));
  choose (find_row (GTK_WIDGET (window->form), "Marque décimale"), "Point");
  test_wait_until (shows ("Choisissez les lignes de l’une de ces valeurs"));
  g_assert_false (shows ("--"));
  write_in_row ("Seulement les lignes où (colonne=valeur)", "serie");
  g_assert_true (shows ("colonne=valeur."));
  write_in_row ("Seulement les lignes où (colonne=valeur)", "serie=brute");
  test_wait_until (gtk_widget_get_visible (GTK_WIDGET (window->next))
                   && gtk_widget_get_sensitive (GTK_WIDGET (window->next)));
  g_assert_cmpuint (window->reading->placement->observations->len, ==, 2);
  close_window ();
}

/* What nobody recognises: the person says what the values are of. */
static void
test_unknown_shape (void)
{
  open_file (feed, "inconnu.csv", unknown_shape, -1);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_LOOK);
  g_assert_true (adw_expander_row_get_expanded (window->adjust));
  g_assert_true (shows ("Choisissez la mesure"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  choose_measure ("dossiers reçus");
  test_wait_until (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  g_assert_true (shows ("2 territoires"));
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_TRYING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_EFFECTS);
  g_assert_true (shows ("Chiffres révisés"));
  press (window->back);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_LOOK);
  close_window ();
}

/* Each refused value with its line, its column and why; nothing can be sent. */
static void
test_refusals (void)
{
  open_file (feed, "fautes.csv", misspelt, -1);
  g_assert_true (shows ("Atlantide"));
  g_assert_true (shows ("beaucoup"));
  g_assert_true (shows ("Ligne 4"));
  g_assert_true (shows ("2 valeurs ne peuvent pas être placées"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  close_window ();
}

static void
test_no_table (void)
{
  static const char broken[] = "PK\003\004 this is no workbook";
  static const char markup[] = "<b>&nbsp;";

  open_file (feed, "vide.csv", "", 0);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_PROBLEM);
  g_assert_true (shows ("est vide"));
  close_window ();
  open_file (feed, "faux.xlsx", broken, sizeof broken - 1);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_PROBLEM);
  close_window ();
  open_file (feed, "<b>.csv", markup, -1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window->next)));
  close_window ();
}

/* The server goes between the effects and the landing: nothing is written, and it can be tried
 * again from where one was. */
static void
test_network (void)
{
  double before = count (BATCHES);

  open_file (feed, "inconnu.csv", HEADER "591;2026-11;121\n", -1);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_EFFECTS);
  test_base_stop (base);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_LANDING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_PROBLEM);
  g_assert_true (shows ("Rien n’a été écrit"));
  test_base_start (base);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_DONE);
  g_assert_cmpfloat (count (BATCHES), ==, before + 1);
  close_window ();
}

static CopilStation *open_station (const char *login,
                                   const char *host);

/* The answer to COMMIT is lost: nobody says that it failed, nor that it was written. Once the
 * base answers again the same order is sent again, and its first answer is what is shown. */
static void
test_lost_answer (void)
{
  g_autoptr(Proxy) proxy = proxy_new (test_base_get_socket (base));
  CopilStation *station = open_station ("feed-demo", proxy_get_directory (proxy));
  double before = count (BATCHES);

  open_file (station, "perdu.csv", HEADER "593;2026-11;262\n", -1);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_EFFECTS);
  proxy_set_swallow (proxy, "COMMIT");
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) != COPIL_IMPORT_LANDING);
  g_assert_cmpint (copil_import_window_get_step (window), ==, COPIL_IMPORT_CHECKING);
  g_assert_true (shows ("En cours de vérification"));
  proxy_set_swallow (proxy, NULL);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_DONE);
  g_assert_true (shows ("Enregistré comme lot"));
  g_assert_cmpfloat (count (BATCHES), ==, before + 1);
  close_window ();
  copil_station_stop (station);
  g_object_unref (station);
}

static void
set_end (const char *until)
{
  g_autofree char *sql =
    g_strdup_printf ("WITH ended AS (UPDATE copil.assignment a SET until = %s FROM copil.person p"
                     " WHERE p.id = a.person_id AND p.login = 'feed-demo' RETURNING 1)"
                     " SELECT count(*)::float8 FROM ended", until);

  g_assert_cmpfloat (count (sql), >, 0);
}

/* The role is lost with the answer: what took effect is not called refused. */
static void
test_lost_role (void)
{
  g_autoptr(Proxy) proxy = proxy_new (test_base_get_socket (base));
  CopilStation *station = open_station ("feed-demo", proxy_get_directory (proxy));
  double before = count (BATCHES);

  open_file (station, "perdu.csv", HEADER "594;2026-11;312\n", -1);
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_EFFECTS);
  proxy_set_swallow (proxy, "COMMIT");
  press (window->next);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_CHECKING);
  /* Not asked again before the role is lost. */
  proxy_set_refusing (proxy, TRUE);
  set_end ("current_date - 1");
  proxy_set_swallow (proxy, NULL);
  proxy_set_refusing (proxy, FALSE);
  test_wait_until (copil_import_window_get_step (window) == COPIL_IMPORT_DONE);
  g_assert_true (shows ("Les chiffres sont enregistrés"));
  g_assert_cmpfloat (count (BATCHES), ==, before + 1);
  set_end ("NULL");
  close_window ();
  copil_station_stop (station);
  g_object_unref (station);
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      remove (file);
    }
  remove (path);
}

static CopilStation *
open_station (const char *login,
              const char *host)
{
  g_autoptr(GHashTable) parameters = live_base_parameters (base);
  CopilStation *station;

  g_hash_table_insert (parameters, g_strdup ("user"), g_strdup (login));
  g_hash_table_insert (parameters, g_strdup ("host"), g_strdup (host));
  station = copil_station_new (parameters, login);
  copil_station_start (station, "departement:59");
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_LIVE);
  return station;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("copil-cache-XXXXXX", NULL);
  int status;

  copil_language_init ();
  gtk_disable_setlocale ();
  g_setenv ("COPIL_CACHE_DIR", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  folder = g_dir_make_tmp ("copil-files-XXXXXX", NULL);
  base = live_base_new ();
  feed = open_station ("feed-demo", test_base_get_socket (base));
  reader = open_station ("reader", test_base_get_socket (base));

  g_test_add_func ("/import/lands", test_lands);
  g_test_add_func ("/import/nothing-new", test_nothing_new);
  g_test_add_func ("/import/reader", test_reader);
  g_test_add_func ("/import/cancel", test_cancel);
  g_test_add_func ("/import/sent-again", test_sent_again);
  g_test_add_func ("/import/unknown-shape", test_unknown_shape);
  g_test_add_func ("/import/new-set", test_new_set);
  g_test_add_func ("/import/choices", test_choices);
  g_test_add_func ("/import/refusals", test_refusals);
  g_test_add_func ("/import/no-table", test_no_table);
  g_test_add_func ("/import/lost-answer", test_lost_answer);
  g_test_add_func ("/import/network", test_network);
  g_test_add_func ("/import/lost-role", test_lost_role);
  status = g_test_run ();
  copil_station_stop (feed);
  copil_station_stop (reader);
  g_object_unref (feed);
  g_object_unref (reader);
  test_base_free (base);
  remove_folder (folder);
  remove_folder (cache);
  g_free (folder);
  return status;
}
