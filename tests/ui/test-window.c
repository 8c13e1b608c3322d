/* test-window.c: the window in front of a base that changes, goes and comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "live-base.h"

#include "app/window-private.h"
#include "core/language.h"
#include "core/resources.h"
#include "dashboard/annotation-dialog.h"
#include "dashboard/tile-card.h"
#include "ui/copil-ui-resources.h"

#include <glib/gstdio.h>
#include <libpq-fe.h>
#include <string.h>

static TestBase *base;
static CopilStation *station;
static CopilWindow *window;

/* -- Looking at the window -------------------------------------------------------------------- */

typedef gboolean (*Matches) (GtkWidget  *widget,
                             const char *text);

static GtkWidget *
find (GtkWidget  *widget,
      Matches     matches,
      const char *text)
{
  if (matches (widget, text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_tile (GtkWidget  *widget,
         const char *code)
{
  return COPIL_IS_TILE_CARD (widget) &&
         copil_tile_card_get_tile (COPIL_TILE_CARD (widget)) != NULL &&
         g_str_equal (copil_tile_card_get_tile (COPIL_TILE_CARD (widget))->indicator->code, code);
}

static gboolean
is_label (GtkWidget  *widget,
          const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

static CopilTileCard *
find_tile (const char *code)
{
  return (CopilTileCard *) find (GTK_WIDGET (window), is_tile, code);
}

static const char *
value_of (const char *code)
{
  return copil_tile_card_get_tile (find_tile (code))->value;
}

static void
act (const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), action, NULL));
}

static const char *
here (void)
{
  return copil_dashboard_model_get_territory (window->model)->name;
}

/* -- What happens ----------------------------------------------------------------------------- */

static void
test_opens (void)
{
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_LIVE);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "dashboard");
  g_assert_cmpstr (here (), ==, "Nord");
  g_assert_nonnull (find_tile ("first-appointment"));
  g_assert_cmpstr (value_of ("first-appointment"), !=, "n.d.");
  g_assert_true (copil_station_is_fictitious (station));
  g_assert_nonnull (find (GTK_WIDGET (window), is_label, "En direct"));
}

/* Someone else commits a figure: the tile changes and says so; the others do not. */
static void
test_changes (void)
{
  g_autofree char *before = g_strdup (value_of ("first-appointment"));
  g_autofree char *other = g_strdup (value_of ("orientation-six-weeks"));

  g_assert_false (copil_tile_card_is_modified (find_tile ("first-appointment")));
  live_base_deliver (base, "appointment_delay_0_14", "595", "2026-10", 1.5);
  test_wait_until (!g_str_equal (value_of ("first-appointment"), before));
  g_assert_true (copil_tile_card_is_modified (find_tile ("first-appointment")));
  g_assert_false (copil_tile_card_is_modified (find_tile ("orientation-six-weeks")));
  g_assert_cmpstr (value_of ("orientation-six-weeks"), ==, other);
  g_assert_cmpuint (copil_change_log_get_lines (window->log)->len, ==, 1);
}

/* The server goes: the figures stay, with their age. It comes back: nothing was missed. */
static void
test_network (void)
{
  g_autofree char *before = g_strdup (value_of ("orientation-six-weeks"));

  test_base_stop (base);
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_OFFLINE);
  g_assert_cmpstr (value_of ("orientation-six-weeks"), ==, before);
  g_assert_nonnull (find (GTK_WIDGET (window), is_label, "Hors ligne"));
  g_assert_nonnull (find (GTK_WIDGET (window), is_label, "données de"));
  test_base_start (base);
  live_base_deliver (base, "oriented_6w", "596", "2026-10", 0.5);
  copil_station_retry (station);
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_LIVE);
  test_wait_until (!g_str_equal (value_of ("orientation-six-weeks"), before));
}

static void
test_pause (void)
{
  g_autofree char *before = g_strdup (value_of ("first-appointment"));

  copil_station_set_paused (station, TRUE);
  g_assert_cmpint (copil_station_get_freshness (station), ==, COPIL_FRESHNESS_PAUSED);
  live_base_deliver (base, "appointment_delay_0_14", "596", "2026-10", 2);
  for (guint i = 0; i < 20; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (value_of ("first-appointment"), ==, before);
  copil_station_set_paused (station, FALSE);
  test_wait_until (!g_str_equal (value_of ("first-appointment"), before));
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_LIVE);
}

static void
test_navigation (void)
{
  act ("win.up");
  g_assert_cmpstr (here (), ==, "Hauts-de-France");
  act ("win.back");
  g_assert_cmpstr (here (), ==, "Nord");
  act ("win.forward");
  g_assert_cmpstr (here (), ==, "Hauts-de-France");
  copil_window_open_place (window, "valenciennes");
  g_assert_cmpstr (here (), ==, "Valenciennes");
  copil_window_open_place (window, "Valencienes");
  g_assert_cmpstr (here (), ==, "Valenciennes");
  copil_window_open_place (window, "59");
  g_assert_cmpstr (here (), ==, "Nord");
}

static void
test_session (void)
{
  int usual, projected, after;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &usual, NULL);
  act ("win.session");
  g_assert_nonnull (window->session);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "session");
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &projected, NULL);
  g_assert_cmpint (projected, >, usual);
  act ("win.session");
  g_assert_null (window->session);
  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &after, NULL);
  g_assert_cmpint (after, ==, usual);
}

static void
test_versions (void)
{
  copil_dashboard_model_set_indicator (window->model, "first-appointment");
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (window->page), "dashboard.explain", NULL));
  test_wait_until (find (GTK_WIDGET (window), is_label, "Reçu le") != NULL);
  g_assert_nonnull (find (GTK_WIDGET (window), is_label, "France Travail"));
}

/* The base was migrated for a newer Copil: the figures stay, and a banner says which side to
 * upgrade; it goes once the two fit. */
static void
set_oldest_client (const char *sql)
{
  g_autoptr(GHashTable) parameters = live_base_parameters (base);
  g_autofree char *place =
    g_strdup_printf ("host='%s' dbname=%s user=copil", test_base_get_socket (base),
                     (const char *) g_hash_table_lookup (parameters, "dbname"));
  PGconn *connection = PQconnectdb (place);
  PGresult *result = PQexec (connection, sql);

  g_assert_cmpstr (PQresultErrorMessage (result), ==, "");
  PQclear (result);
  PQfinish (connection);
  test_base_run (base, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                       "WHERE application_name = 'copil'");
}

static void
test_mismatch (void)
{
  g_assert_false (gtk_widget_get_visible (window->notice));
  set_oldest_client ("INSERT INTO copil.schema_migration (number, name, checksum, oldest_client)"
                     " VALUES (9999, 'later', '\\x00', '99.0.0')");
  test_wait_until (gtk_widget_get_visible (window->notice));
  g_assert_nonnull (find (window->notice, is_label, "mettez Copil à jour sur ce poste"));
  g_assert_cmpstr (gtk_stack_get_visible_child_name (window->stack), ==, "dashboard");
  test_wait_until (copil_station_get_freshness (station) == COPIL_FRESHNESS_LIVE);
  set_oldest_client ("DELETE FROM copil.schema_migration WHERE number = 9999");
  test_wait_until (!gtk_widget_get_visible (window->notice));
}

/* -- Annotations ------------------------------------------------------------------------------ */

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) each = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (each, type))
        return each;
    }
  return NULL;
}

static void
noted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(CopilCommand) command =
    copil_outbox_submit_finish (COPIL_OUTBOX (source), result, &error);

  g_assert_no_error (error);
}

/* What no button of a reader sends. */
static void
submit_note (void)
{
  g_autoptr(JsonObject) parameters = json_object_new ();

  json_object_set_string_member (parameters, "indicator_code", "first-appointment");
  json_object_set_int_member (parameters, "territory_id",
                              copil_dashboard_model_get_territory (window->model)->id);
  json_object_set_string_member (parameters, "period", "2026-03-01");
  json_object_set_string_member (parameters, "label", "Mot d’un lecteur");
  copil_outbox_submit_async (copil_station_get_outbox (station), "annotation_add", parameters,
                             "Mot d’un lecteur", NULL, NULL, noted_cb, NULL);
}

/* A reader is told who writes, without a dialog; the base decides for who asks it nevertheless. */
static void
test_reader_writes (void)
{
  GtkWindow *refusal;

  copil_dashboard_model_set_indicator (window->model, "first-appointment");
  g_assert_true (
    gtk_widget_activate_action (GTK_WIDGET (window->page), "dashboard.annotate", NULL));
  g_assert_null (find_window (COPIL_TYPE_ANNOTATION_DIALOG));
  /* After those that were told before. */
  test_wait_until (find (GTK_WIDGET (window), is_label, "Seuls le secrétariat") != NULL);
  submit_note ();
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  refusal = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (find (GTK_WIDGET (refusal), is_label, "Un administrateur peut"));
  g_assert_nonnull (find (GTK_WIDGET (refusal), is_label, "Mot d’un lecteur"));
  /* Who may not write there is not asked to start again. */
  g_assert_null (find (GTK_WIDGET (refusal), is_label, "Recommencer"));
  gtk_window_destroy (refusal);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (copil_station_get_outbox (station))),
                    ==, 0);
}

static gboolean
is_pin (GtkWidget  *widget,
        const char *css_class)
{
  return gtk_widget_has_css_class (widget, css_class);
}

/* Without a server it is kept and shown as what waits, and refused once there is one. */
static void
test_offline_writes (void)
{
  CopilOutbox *outbox = copil_station_get_outbox (station);
  GtkWidget *pin;

  copil_station_set_paused (station, TRUE);
  test_wait_until (!copil_station_is_connected (station));
  submit_note ();
  test_wait_until (copil_outbox_get_n_pending (outbox) == 1);
  g_assert_null (find_window (ADW_TYPE_MESSAGE_DIALOG));
  pin = find (GTK_WIDGET (window->page), is_pin, "pin");
  g_assert_nonnull (pin);
  gtk_menu_button_popup (GTK_MENU_BUTTON (pin));
  g_assert_nonnull (find (pin, is_label, "En attente"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (pin));
  copil_station_set_paused (station, FALSE);
  test_wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  gtk_window_destroy (find_window (ADW_TYPE_MESSAGE_DIALOG));
  g_assert_cmpuint (copil_outbox_get_n_pending (outbox), ==, 0);
  g_assert_null (find (GTK_WIDGET (window->page), is_pin, "pin"));
}

/* The cube says so, the curve shows it, and figures that change leave the pin alone. */
static void
test_pin (void)
{
  g_autofree char *json = g_strdup_printf (
    "[{\"id\":\"1\",\"indicator\":\"first-appointment\",\"territory\":%d,"
    "\"period\":\"2026-03-01\",\"label\":\"Renfort\",\"login\":\"x\",\"recorded\":1772319600}]",
    copil_dashboard_model_get_territory (window->model)->id);
  g_autoptr(GPtrArray) annotations = copil_annotations_parse (json, -1, NULL);
  GtkWidget *pin;

  g_assert_null (find (GTK_WIDGET (window->page), is_pin, "pin"));
  copil_cube_set_annotations (copil_station_get_cube (station), annotations);
  pin = find (GTK_WIDGET (window->page), is_pin, "pin");
  g_assert_nonnull (pin);
  copil_dashboard_model_refresh (window->model);
  g_assert_true (find (GTK_WIDGET (window->page), is_pin, "pin") == pin);
  gtk_menu_button_popup (GTK_MENU_BUTTON (pin));
  g_assert_nonnull (find (pin, is_label, "Renfort"));
  g_assert_nonnull (find (pin, is_label, "x, 1ᵉʳ"));
  g_assert_null (find (pin, is_label, "Retirer"));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (pin));
}

static void
write_version (const char *folder,
               const char *version)
{
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autofree char *file = g_build_filename (data, "PG_VERSION", NULL);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (data, 0700);
  g_file_set_contents (file, version, -1, &error);
  g_assert_no_error (error);
}

static gboolean
complains_of (CopilStation *other,
              const char   *words)
{
  g_autofree char *problem = copil_station_get_problem (other);

  return problem != NULL && strstr (problem, words) != NULL;
}

/* The base of this computer cannot be made ready: it is tried again without being asked for. */
static void
test_base_again (void)
{
  g_autofree char *folder = g_dir_make_tmp ("copil-base-XXXXXX", NULL);
  g_autoptr(CopilStation) other = NULL;

  /* For root the server would run as somebody else, who may not enter it otherwise. */
  g_chmod (folder, 0755);
  g_setenv ("COPIL_BASE_DIR", folder, TRUE);
  other = copil_station_new (NULL, NULL);
  write_version (folder, "8\n");
  copil_station_start (other, "departement:59");
  test_wait_until (complains_of (other, "postgresql-8"));
  g_assert_cmpint (copil_station_get_freshness (other), ==, COPIL_FRESHNESS_OFFLINE);
  write_version (folder, "7\n");
  test_wait_until (complains_of (other, "postgresql-7"));
  copil_station_stop (other);
  g_unsetenv ("COPIL_BASE_DIR");
  test_remove_all (folder);
}

/* A server that answers and is not ours is said to be so: nothing opens, and no figure is shown
 * that could stay. */
static void
test_not_ours (void)
{
  g_autoptr(GHashTable) parameters = live_base_parameters (base);
  g_autoptr(CopilStation) other = NULL;

  g_hash_table_insert (parameters, g_strdup ("dbname"), g_strdup ("postgres"));
  other = copil_station_new (parameters, "reader");
  copil_station_start (other, "departement:59");
  test_wait_until (copil_station_get_freshness (other) == COPIL_FRESHNESS_OFFLINE);
  g_assert_true (complains_of (other, "Copil"));
  g_assert_false (complains_of (other, "affichés"));
  copil_station_stop (other);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *cache = g_dir_make_tmp ("copil-cache-XXXXXX", NULL);
  g_autoptr(GHashTable) parameters = NULL;
  int status;

  copil_language_init ();
  gtk_disable_setlocale ();
  g_setenv ("COPIL_CACHE_DIR", cache, TRUE);
  g_setenv ("XDG_DATA_HOME", cache, TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  copil_resources_register ();
  g_resources_register (copil_ui_get_resource ());
  base = live_base_new ();
  parameters = live_base_parameters (base);
  station = copil_station_new (parameters, "reader");
  window = copil_window_new (NULL, station);
  copil_station_start (station, "departement:59");
  gtk_window_present (GTK_WINDOW (window));

  g_test_add_func ("/window/opens", test_opens);
  g_test_add_func ("/window/changes", test_changes);
  g_test_add_func ("/window/network", test_network);
  g_test_add_func ("/window/pause", test_pause);
  g_test_add_func ("/window/navigation", test_navigation);
  g_test_add_func ("/window/session", test_session);
  g_test_add_func ("/window/versions", test_versions);
  g_test_add_func ("/window/reader-writes", test_reader_writes);
  g_test_add_func ("/window/offline-writes", test_offline_writes);
  g_test_add_func ("/window/pin", test_pin);
  g_test_add_func ("/window/mismatch", test_mismatch);
  g_test_add_func ("/window/base-again", test_base_again);
  g_test_add_func ("/window/not-ours", test_not_ours);
  status = g_test_run ();
  gtk_window_destroy (GTK_WINDOW (window));
  copil_station_stop (station);
  g_object_unref (station);
  test_base_free (base);
  test_remove_all (cache);
  return status;
}
