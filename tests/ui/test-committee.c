/* test-committee.c: the committees of a window: from nothing to a convocation, by three persons
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "committee-page/agenda-row.h"

#include <string.h>

/* The secretariat, and the two chairs: each their own session, outbox and window. */
enum
{
  SECRETARIAT,
  STATE,
  LOCAL,
  N_PERSONS
};

static const char * const logins[N_PERSONS] = { "secretariat-59", "chair-state-59",
                                                "chair-local-59" };

static TestBase *base;

/* -- The agenda ------------------------------------------------------------------------------- */

/* Row @index of the agenda: what it is about; "" when there is none. */
static const char *
point (guint person,
       guint index)
{
  GtkWidget *row = find_type (page_of (person), COPIL_TYPE_AGENDA_ROW);

  for (; row != NULL && index > 0; index--)
    row = gtk_widget_get_next_sibling (row);
  if (row == NULL || !COPIL_IS_AGENDA_ROW (row))
    return "";
  return copil_record_get_word (copil_agenda_row_get_item (COPIL_AGENDA_ROW (row)), "title");
}

static const char *
id_of_point (guint index)
{
  GtkWidget *row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);

  for (; index > 0; index--)
    row = gtk_widget_get_next_sibling (row);
  return copil_record_get_id (copil_agenda_row_get_item (COPIL_AGENDA_ROW (row)));
}

static void
act_on_point (const char *action,
              guint       index)
{
  GtkWidget *row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);

  g_assert_true (gtk_widget_activate_action (row, action, "s", id_of_point (index)));
}

/* -- What happens ----------------------------------------------------------------------------- */

static void
test_modules (void)
{
  test_wait_until (copil_station_get_freshness (stations[SECRETARIAT]) == COPIL_FRESHNESS_LIVE);
  g_assert_null (windows[SECRETARIAT]->committees);
  act (SECRETARIAT, "win.committees");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (windows[SECRETARIAT]->stack), ==,
                   "committees");
  test_wait_until (see (SECRETARIAT, "Aucun comité pour l’instant") != NULL);
  g_assert_nonnull (see (SECRETARIAT, "Installer le comité"));
  act (SECRETARIAT, "win.back");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (windows[SECRETARIAT]->stack), ==,
                   "dashboard");
  act (SECRETARIAT, "win.forward");
  g_assert_cmpstr (gtk_stack_get_visible_child_name (windows[SECRETARIAT]->stack), ==,
                   "committees");
}

/* The only committee there is, of which the window shows more than its name. */
static gboolean
is_read (guint person)
{
  CopilDesk *desk = copil_station_get_desk (stations[person]);
  g_autoptr(CopilRecord) committee = g_list_model_get_item (copil_desk_get_committees (desk), 0);
  g_autoptr(CopilCommitteeStore) store =
    copil_desk_open_committee (desk, copil_record_get_id (committee));

  return copil_committee_store_is_loaded (store);
}

/* Those who may not make one are told who may. */
static void
test_set_up (void)
{
  test_wait_until (copil_station_get_freshness (stations[STATE]) == COPIL_FRESHNESS_LIVE);
  act (STATE, "win.committees");
  test_wait_until (see (STATE, "Son secrétariat") != NULL);
  g_assert_null (see (STATE, "Installer le comité"));
  g_assert_true (gtk_widget_activate_action (page_of (SECRETARIAT), "committee.create", NULL));
  fill ("{\"name\": \"Comité du Nord\", \"local_authority\": \"Département du Nord\","
        " \"regime_code\": \"crpa\", \"since\": \"2026-01-01\"}");
  test_wait_until (see (SECRETARIAT, "Nouvelle séance…") != NULL);
  test_wait_until (see (STATE, "Qui doit faire quoi") != NULL);
  /* Nothing is said of it before it is read: no seat, no sitting would be wrong. */
  g_assert_true (is_read (STATE));
}

/* Late enough for any convocation to be in time, whenever this is run. */
static char *
in_half_a_year (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) day = g_date_time_add_days (now, 182);

  return g_date_time_format (day, "%F");
}

static void
test_sitting (void)
{
  g_autofree char *page = NULL;
  g_autofree char *day = in_half_a_year ();
  g_autofree char *json = g_strdup_printf (
    "{\"title\": \"Séance ordinaire\", \"day\": \"%s\", \"place\": \"Préfecture\"}", day);

  press (SECRETARIAT, "Nouvelle séance…");
  fill (json);
  press (SECRETARIAT, "Ouvrir le dossier de la séance");
  test_wait_until (see (SECRETARIAT, "Double accord") != NULL);
  page = g_strdup (copil_committee_page_get_page (windows[SECRETARIAT]->committees));
  g_assert_true (g_str_has_prefix (page, "sitting/"));
  /* Not before it is convoked for a reader, but at once for a chair. */
  test_wait_until (see (STATE, "Ouvrir le dossier de la séance") != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[STATE]), "win.page", "s", page));
  test_wait_until (see (STATE, "Double accord") != NULL);
}

/* What one adds, moves and takes back is seen by the other. */
static void
test_agenda (void)
{
  static const char * const titles[] = { "Premier", "Deuxième", "Troisième" };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *json = g_strdup_printf (
        "{\"title\": \"%s\", \"nature\": \"decision\", \"minutes\": 15}", titles[i]);

      press (SECRETARIAT, "Ajouter un point…");
      fill (json);
      test_wait_until (g_str_equal (point (SECRETARIAT, i), titles[i]));
    }
  test_wait_until (g_str_equal (point (STATE, 2), "Troisième"));
  act_on_point ("agenda.up", 2);
  test_wait_until (g_str_equal (point (SECRETARIAT, 1), "Troisième"));
  test_wait_until (g_str_equal (point (STATE, 1), "Troisième"));
  act_on_point ("agenda.in", 1);
  test_wait_until (see (STATE, "1.1") != NULL);
}

/* Without the base: the pages stay and say their age, what is done waits in sight, and a window that
 * had read nothing says why. */
static void
test_outage (void)
{
  test_base_stop (base);
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (copil_station_get_freshness (stations[i]) == COPIL_FRESHNESS_OFFLINE);
  g_assert_nonnull (see (SECRETARIAT, "Hors ligne"));
  g_assert_cmpstr (point (SECRETARIAT, 0), ==, "Premier");
  g_assert_cmpstr (point (STATE, 0), ==, "Premier");
  press (SECRETARIAT, "Ajouter un point…");
  fill ("{\"title\": \"Pendant la panne\", \"nature\": \"information\", \"minutes\": 5}");
  test_wait_until (see (SECRETARIAT, "Pendant la panne") != NULL);
  g_assert_nonnull (see (SECRETARIAT, "en attente"));
  act (SECRETARIAT, "win.back");
  test_wait_until (see (SECRETARIAT, "Prochaine séance") != NULL);
  act (SECRETARIAT, "win.forward");
  test_wait_until (see (SECRETARIAT, "Pendant la panne") != NULL);
  act (LOCAL, "win.committees");
  test_wait_until (see (LOCAL, "n’a pas encore lu les comités") != NULL);
}

/* It comes back: what waited is recorded, once, and the others see it. */
static void
test_return (void)
{
  test_base_start (base);
  test_wait_until (see (STATE, "Pendant la panne") != NULL);
  test_wait_until (see (SECRETARIAT, "en attente") == NULL);
  g_assert_cmpstr (point (SECRETARIAT, 2), ==, "Deuxième");
  g_assert_cmpstr (point (SECRETARIAT, 3), ==, "Pendant la panne");
  g_assert_cmpstr (point (SECRETARIAT, 4), ==, "");
  test_wait_until (see (LOCAL, "Qui doit faire quoi") != NULL);
}

/* Each key by its own person; who prepares has no button to approve. */
static void
test_keys (void)
{
  g_autofree char *page = g_strdup (copil_committee_page_get_page (windows[SECRETARIAT]->committees));

  act (LOCAL, "win.committees");
  test_wait_until (see (LOCAL, "Qui doit faire quoi") != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[LOCAL]), "win.page", "s", page));
  press (SECRETARIAT, "Demander les deux accords");
  g_assert_null (see (SECRETARIAT, "Approuver"));
  press (STATE, "Approuver");
  test_wait_until (see (SECRETARIAT, "accord du") != NULL);
  test_wait_until (see (STATE, "Approuver") == NULL);
  test_wait_until (see (LOCAL, "Approuver") != NULL);
}

/* An edit voids what was given, and says what it was. */
static void
test_voids (void)
{
  act_on_point ("agenda.edit", 0);
  fill ("{\"minutes\": 25}");
  test_wait_until (see (STATE, "caduc") != NULL);
  test_wait_until (see (STATE, "Modifié depuis l’accord de l’État") != NULL);
  test_wait_until (see (STATE, "25") != NULL);
  /* Nothing is left of the button for what was asked first. */
  test_wait_until (see (LOCAL, "Approuver") == NULL);
  press (SECRETARIAT, "Demander les deux accords");
  press (STATE, "Approuver");
  press (LOCAL, "Approuver");
  test_wait_until (see (SECRETARIAT, "Envoyer la convocation…") != NULL);
}

static void
test_convoke (void)
{
  press (SECRETARIAT, "Envoyer la convocation…");
  answer_question ("convoke");
  test_wait_until (see (SECRETARIAT, "Envoyée dans les délais") != NULL);
  test_wait_until (see (LOCAL, "Envoyée dans les délais") != NULL);
  g_assert_null (find_question ());
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  base = live_base_new ();
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/committee/modules", test_modules);
  g_test_add_func ("/committee/set-up", test_set_up);
  g_test_add_func ("/committee/sitting", test_sitting);
  g_test_add_func ("/committee/agenda", test_agenda);
  g_test_add_func ("/committee/outage", test_outage);
  g_test_add_func ("/committee/return", test_return);
  g_test_add_func ("/committee/keys", test_keys);
  g_test_add_func ("/committee/voids", test_voids);
  g_test_add_func ("/committee/convoke", test_convoke);
  status = g_test_run ();
  people_close ();
  test_base_free (base);
  return status;
}
