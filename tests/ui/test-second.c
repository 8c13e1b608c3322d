/* test-second.c: a sitting that had no quorum is convoked a second time, in one act
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "before-base.h"
#include "committee-base.h"
#include "committee-page/agenda-row.h"

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
static char *second; /* id of the second sitting */

static void
go (guint       person,
    const char *sitting)
{
  g_autofree char *page = g_strconcat ("sitting/", sitting, NULL);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[person]), "win.page", "s", page));
}

static void
test_opened (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      act (i, "win.committees");
      test_wait_until (see (i, "Qui doit faire quoi") != NULL);
    }
}

/* It has dealt with its items: what is left is carried over, not convoked again. */
static void
test_not_after_deliberating (void)
{
  go (SECRETARIAT, LAST_SITTING);
  test_wait_until (see (SECRETARIAT, "Bilan de l’été") != NULL);
  g_assert_null (see (SECRETARIAT, "Seconde convocation…"));
}

/* -- The first sitting ------------------------------------------------------------------------ */

/* The hour is past, and one of four is there. */
static void
open_alone (void)
{
  before_base_convoke (base);
  committee_base_run (base, "UPDATE copil.sitting SET starts_at = now () - interval '1 hour'"
                            " WHERE id = '" NEXT_SITTING "'");
  before_base_call (base, "secretariat-59",
                    "SELECT copil.sitting_open (gen_random_uuid (), '" NEXT_SITTING "')\n"
                    "SELECT copil.attendance_note (gen_random_uuid (), gen_random_uuid (),"
                    " '" NEXT_SITTING "', 'b0000000-0000-4000-8000-000000000001',"
                    " 'a0000000-0000-4000-8000-000000000001', true, 'room', NULL, NULL)");
}

/* Nothing was dealt with: every item is postponed, and the sitting is closed. */
static void
close_without_quorum (void)
{
  before_base_call (base, "secretariat-59",
                    "SELECT copil.item_end (gen_random_uuid (), '" NEXT_ITEM "', 'postponed')\n"
                    "SELECT copil.sitting_close (gen_random_uuid (), '" NEXT_SITTING "')");
}

static gboolean
is_closed (guint person)
{
  g_autoptr(CopilSittingStore) store =
    copil_desk_open_sitting (copil_station_get_desk (stations[person]), NEXT_SITTING);

  return g_str_equal (copil_record_get_word (copil_sitting_store_get_sitting (store), "stage"),
                      "closed");
}

static void
test_closed (void)
{
  go (SECRETARIAT, NEXT_SITTING);
  test_wait_until (see (SECRETARIAT, "Répartir l’enveloppe") != NULL);
  g_assert_null (see (SECRETARIAT, "Seconde convocation…"));
  open_alone ();
  test_wait_until (see (SECRETARIAT, "Seconde convocation…") != NULL);
  close_without_quorum ();
  test_wait_until (is_closed (SECRETARIAT));
  test_wait_until (see (SECRETARIAT, "Seconde convocation…") != NULL);
  go (STATE, NEXT_SITTING);
  test_wait_until (see (STATE, "Répartir l’enveloppe") != NULL);
  g_assert_null (see (STATE, "Seconde convocation…"));
}

/* -- The second one --------------------------------------------------------------------------- */

static char *
in_days (int n)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) day = g_date_time_add_days (now, n);

  return g_date_time_format (day, "%F");
}

static char *
ask (const char *column)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT (%s)::text FROM copil.sitting s WHERE second_of = '" NEXT_SITTING "'", column);

  return committee_base_ask (base, sql);
}

static void
assert_said (const char *column,
             const char *expected)
{
  g_autofree char *found = ask (column);

  g_assert_cmpstr (found, ==, expected);
}

/* One form, one act: the sitting is there with the agenda that both chairs have approved. */
static void
test_one_act (void)
{
  g_autofree char *day = in_days (30);
  g_autofree char *json = g_strdup_printf (
    "{\"day\": \"%s\", \"hour\": 570, \"place\": \"Salle B\"}", day);

  press (SECRETARIAT, "Seconde convocation…");
  fill (json);
  test_wait_until (see (SECRETARIAT, "Seconde convocation…") == NULL);
  second = ask ("id");
  assert_said ("stage", "approved");
  assert_said ("SELECT count (*) FROM copil.command c WHERE c.name = 'second_convocation'", "1");
  assert_said ("SELECT string_agg (i.title, ';') FROM copil.agenda_item i"
               " WHERE i.sitting_id = s.id AND NOT i.gone", "Répartir l’enveloppe");
}

/* (nullable): the item that the first row of the agenda is about. */
static const char *
shown_item (guint person)
{
  GtkWidget *row = find_type (page_of (person), COPIL_TYPE_AGENDA_ROW);

  return row != NULL ? copil_record_get_id (copil_agenda_row_get_item (COPIL_AGENDA_ROW (row)))
                     : NULL;
}

/* Who prepares has nothing to change it with. */
static void
test_locked (void)
{
  GtkWidget *row;

  for (guint i = 0; i < N_PERSONS; i++)
    {
      go (i, second);
      test_wait_until (shown_item (i) != NULL && !g_str_equal (shown_item (i), NEXT_ITEM));
    }
  g_assert_null (see (SECRETARIAT, "Ajouter un point…"));
  row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);
  g_assert_false (gtk_widget_get_visible (find_type (row, GTK_TYPE_MENU_BUTTON)));
  gtk_widget_activate_action (row, "agenda.link", "s", shown_item (SECRETARIAT));
  g_assert_null (find_dialog ());
  test_wait_until (see (SECRETARIAT, "Non requis") != NULL);
}

/* The agenda has both keys already; the convocation, which has another date, wants its own. */
static void
test_convoked (void)
{
  g_assert_null (see (SECRETARIAT, "Envoyer la convocation…"));
  press (STATE, "Approuver");
  press (LOCAL, "Approuver");
  press (SECRETARIAT, "Envoyer la convocation…");
  answer_question ("convoke");
  test_wait_until (see (STATE, "Envoyée dans les délais") != NULL);
  test_wait_until (see (SECRETARIAT, "Envoyée dans les délais") != NULL);
  assert_said ("copil.content_of (s.id, 'convocation') ->> 'quorum_required'", "false");
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  base = before_base_new ();
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/second/open", test_opened);
  g_test_add_func ("/second/not-after-deliberating", test_not_after_deliberating);
  g_test_add_func ("/second/closed", test_closed);
  g_test_add_func ("/second/one-act", test_one_act);
  g_test_add_func ("/second/locked", test_locked);
  g_test_add_func ("/second/convoked", test_convoked);
  status = g_test_run ();
  people_close ();
  test_base_free (base);
  g_free (second);
  return status;
}
