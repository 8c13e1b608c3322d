/* test-whole.c: a whole sitting in the windows of those who hold it: from an empty agenda to the
 * minutes that come back signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "before-base.h"
#include "committee-base.h"
#include "committee-page/minutes-pane.h"
#include "live-acts.h"

#include <string.h>

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
static char *folder;                    /* of what leaves Copil to be signed */
static GtkWindow *rooms[N_PERSONS];     /* each in the sitting */
static CopilLivePage *pages[N_PERSONS]; /* what they see there */

/* -- Before ----------------------------------------------------------------------------------- */

static char *
in_half_a_year (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) day = g_date_time_add_days (now, 182);

  return g_date_time_format (day, "%F");
}

static void
add_point (const char *title,
           const char *nature)
{
  g_autofree char *json = g_strdup_printf (
    "{\"title\": \"%s\", \"nature\": \"%s\", \"minutes\": 15}", title, nature);

  press (SECRETARIAT, "Ajouter un point…");
  fill (json);
  test_wait_until (see (SECRETARIAT, title) != NULL);
}

/* Nothing is on it but what the secretariat writes. */
static void
test_agenda (void)
{
  g_autofree char *day = in_half_a_year ();
  g_autofree char *json = g_strdup_printf (
    "{\"title\": \"Séance ordinaire\", \"day\": \"%s\", \"place\": \"Préfecture\"}", day);

  for (guint i = 0; i < N_PERSONS; i++)
    {
      act (i, "win.committees");
      test_wait_until (see (i, "Qui doit faire quoi") != NULL);
    }
  press (SECRETARIAT, "Nouvelle séance…");
  fill (json);
  press (SECRETARIAT, "Ouvrir le dossier de la séance");
  test_wait_until (see (SECRETARIAT, "Double accord") != NULL);
  add_point ("État du territoire", "information");
  add_point ("Répartir l’enveloppe", "decision");
}

/* Each chair in their own window; then it can be sent, and not before. */
static void
test_keys (void)
{
  const char *page = copil_committee_page_get_page (windows[SECRETARIAT]->committees);

  press (SECRETARIAT, "Demander les deux accords");
  g_assert_null (see (SECRETARIAT, "Approuver"));
  for (guint i = STATE; i <= LOCAL; i++)
    {
      g_assert_null (see (SECRETARIAT, "Envoyer la convocation…"));
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[i]), "win.page", "s", page));
      press (i, "Approuver");
    }
  press (SECRETARIAT, "Envoyer la convocation…");
  answer_question ("convoke");
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (see (i, "Envoyée dans les délais") != NULL);
}

/* -- During ----------------------------------------------------------------------------------- */

static CopilLive *
live_of (guint person)
{
  return g_object_get_data (G_OBJECT (rooms[person]), "live");
}

static gboolean
is_at (guint       person,
       const char *stage)
{
  return g_str_equal (copil_live_get_stage (live_of (person)), stage);
}

static void
all_see (const char *words)
{
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (live_sees (pages[i], words));
}

static void
test_entered (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      rooms[i] = enter_sitting (i);
      pages[i] = COPIL_LIVE_PAGE (live_find_type (GTK_WIDGET (rooms[i]), COPIL_TYPE_LIVE_PAGE));
    }
  g_assert_null (live_find_button (GTK_WIDGET (rooms[STATE]), "Ouvrir la séance"));
  live_press (pages[SECRETARIAT], "Ouvrir la séance");
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (is_at (i, "open"));
  all_see ("Pas de quorum");
}

/* Two by themselves, one by the operator. */
static void
test_attendance (void)
{
  live_press (pages[STATE], "Je suis en salle");
  live_press (pages[LOCAL], "Je suis en salle");
  all_see ("2 en salle");
  live_choose_line (pages[SECRETARIAT], "CopilLiveAttendancePane", 2);
  live_type_key (pages[SECRETARIAT], "CopilLiveAttendancePane", GDK_KEY_s);
  all_see ("3 en salle");
  all_see ("Quorum atteint");
}

static guint
count (guint       person,
       const char *kind)
{
  return g_list_model_get_n_items (copil_live_get_list (live_of (person), kind));
}

/* Everybody is led to the item after the one that is current. */
static void
step (int index)
{
  copil_live_page_ask_step (pages[SECRETARIAT], 1);
  copil_live_page_answer (pages[SECRETARIAT], TRUE);
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (copil_live_get_current (live_of (i)) == index);
}

/* -- What is projected ------------------------------------------------------------------------ */

#define INTERNAL "Réservé au secrétariat"

/* Nothing is in the window of the room but the picture of the scene, which does not say it; nothing
 * stands over it. */
static void
assert_nothing_internal (void)
{
  CopilProjectorWindow *projector = copil_live_page_get_projector (pages[SECRETARIAT]);
  GListModel *all = gtk_window_get_toplevels ();

  g_assert_true (gtk_window_get_child (GTK_WINDOW (projector)) ==
                 GTK_WIDGET (copil_projector_window_get_view (projector)));
  g_assert_null (find_text (GTK_WIDGET (projector), ""));
  for (guint i = 0; i < N_PERSONS; i++)
    g_assert_false (live_sees (pages[i], INTERNAL));
  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr(GtkWindow) each = g_list_model_get_item (all, i);

      g_assert_true (gtk_window_get_transient_for (each) != GTK_WINDOW (projector));
    }
}

static GtkWidget *
get_note (void)
{
  return live_in_pane (pages[SECRETARIAT], "CopilLiveItemPane", GTK_TYPE_TEXT_VIEW, 0);
}

/* A note, before and after it is recorded; a decision and a question that are being written. */
static void
write_internal (void)
{
  CopilLive *live = live_of (SECRETARIAT);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (get_note ())), INTERNAL, -1);
  assert_nothing_internal ();
  copil_live_select (live, 1);
  test_wait_until (count (SECRETARIAT, "operator_note") == 1);
  copil_live_select (live, -1);
  for (guint i = STATE; i <= LOCAL; i++)
    g_assert_cmpuint (count (i, "operator_note"), ==, 0);
  live_write_in (pages[SECRETARIAT], "CopilLiveDecisionPane", 0, INTERNAL);
  live_write_in (pages[SECRETARIAT], "CopilLiveVotePane", 0, INTERNAL);
  assert_nothing_internal ();
}

/* What Copil tells or asks the operator: a message, a form, a question, a refusal. */
static void
tell_internal (void)
{
  GtkWidget *window = GTK_WIDGET (windows[SECRETARIAT]);

  g_assert_true (gtk_widget_activate_action (window, "win.notify", "s", INTERNAL));
  test_wait_until (see (SECRETARIAT, INTERNAL) != NULL);
  g_assert_true (gtk_widget_activate_action (window, "win.page", "s", "committees/sittings"));
  test_wait_until (see (SECRETARIAT, "Points récurrents") != NULL);
  g_assert_true (gtk_widget_activate_action (page_of (SECRETARIAT), "committee.add", "s",
                                             "recurring_item"));
  test_wait_until (find_dialog () != NULL);
  assert_nothing_internal ();
  gtk_window_destroy (GTK_WINDOW (find_dialog ()));
  copil_live_page_ask_step (pages[SECRETARIAT], 1);
  assert_nothing_internal ();
  g_assert_false (live_sees (pages[SECRETARIAT], "Passer au point"));
  copil_live_page_answer (pages[SECRETARIAT], FALSE);
}

static void
test_projected (void)
{
  step (0);
  all_see ("1. État du territoire");
  live_press (pages[SECRETARIAT], "Projeter");
  test_wait_until (gtk_widget_get_mapped (
    GTK_WIDGET (copil_live_page_get_projector (pages[SECRETARIAT]))));
  g_assert_true (live_sees (pages[SECRETARIAT], "3 en salle"));
  write_internal ();
  tell_internal ();
  live_write_in (pages[SECRETARIAT], "CopilLiveDecisionPane", 0, "");
  live_write_in (pages[SECRETARIAT], "CopilLiveVotePane", 0, "");
}

/* -- Votes, decisions ------------------------------------------------------------------------- */

/* Each chair votes for themself, the operator reads the third from the roll. */
static void
test_vote (void)
{
  step (1);
  live_press (pages[SECRETARIAT], "Vote par appel nominal");
  live_press (pages[STATE], "Je vote pour");
  live_press (pages[LOCAL], "Je vote contre");
  all_see ("2 voix exprimées");
  live_choose_line (pages[SECRETARIAT], "CopilLiveVotePane", 2);
  live_type_key (pages[SECRETARIAT], "CopilLiveVotePane", GDK_KEY_p);
  all_see ("3 voix exprimées");
  live_press (pages[SECRETARIAT], "Clore le vote");
  all_see ("Adoptée");
  all_see ("2 pour · 1 contre");
}

static void
test_decision (void)
{
  live_write_in (pages[SECRETARIAT], "CopilLiveDecisionPane", 0,
                 "L’enveloppe est répartie selon le scénario B.");
  live_press (pages[SECRETARIAT], "Enregistrer la décision");
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (count (i, "decision") == 1);
}

static gboolean
is_all_decided (void)
{
  g_autoptr(GPtrArray) undecided = copil_live_list_undecided (live_of (SECRETARIAT));

  return undecided->len == 0;
}

static void
test_closed (void)
{
  live_press (pages[SECRETARIAT], "Terminer le point");
  test_wait_until (is_all_decided ());
  live_press (pages[SECRETARIAT], "Lever la séance…");
  live_press (pages[SECRETARIAT], "Confirmer");
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (is_at (i, "closed"));
  all_see ("Séance levée");
}

/* -- After ------------------------------------------------------------------------------------ */

static GtkWidget *
minutes_of (guint person)
{
  return live_find_type (GTK_WIDGET (rooms[person]), COPIL_TYPE_MINUTES_PANE);
}

static void
press_minutes (guint       person,
               const char *label)
{
  GtkWidget *button;

  test_wait_until ((button = live_find_button (minutes_of (person), label)) != NULL &&
                   gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
minutes_are (guint       person,
             const char *state)
{
  return g_str_equal (copil_minutes_get_state (live_of (person)), state);
}

static void
all_have_minutes (const char *state)
{
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (minutes_are (i, state));
}

static void
test_minutes (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    gtk_stack_set_visible_child_name (GTK_STACK (gtk_widget_get_parent (minutes_of (i))),
                                      "minutes");
  press_minutes (SECRETARIAT, "Rédiger le procès-verbal");
  test_wait_until (minutes_are (SECRETARIAT, "draft"));
  press_minutes (SECRETARIAT, "Envoyer pour remarques…");
  fill ("{}");
  all_have_minutes ("remarks");
  press_minutes (SECRETARIAT, "Soumettre aux coprésidents");
  all_have_minutes ("approval");
  g_assert_null (live_find_button (minutes_of (SECRETARIAT), "Approuver"));
  press_minutes (STATE, "Approuver");
  test_wait_until (live_find_button (minutes_of (STATE), "Approuver") == NULL);
  g_assert_true (minutes_are (STATE, "approval"));
  press_minutes (LOCAL, "Approuver");
  all_have_minutes ("final");
}

static GtkWidget *
shelf_of (guint person)
{
  GtkWidget *title;

  test_wait_until ((title = find_text (minutes_of (person), "Archive")) != NULL);
  return gtk_widget_get_ancestor (title, g_type_from_name ("CopilSection"));
}

static gboolean
has_kept (guint       person,
          const char *field)
{
  return copil_record_has (copil_minutes_of (live_of (person)), field);
}

static char *
ask_minutes (const char *column)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (%s)::text FROM copil.minutes", column);

  return committee_base_ask (base, sql);
}

/* Another PDF, which does not print the hash of what both approved, is not what comes back. */
static void
test_signed (void)
{
  g_autoptr(GFile) archive = g_file_new_build_filename (folder, "archive", NULL);
  g_autoptr(GFile) pdf = g_file_get_child (archive, "proces-verbal.pdf");
  g_autoptr(GFile) sums = g_file_get_child (archive, "SHA256SUMS");
  g_autofree char *signed_pdf = NULL, *whole = NULL;

  press_minutes (SECRETARIAT, "Archiver");
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (has_kept (i, "archive"));
  copil_minutes_shelf_export (shelf_of (STATE), archive, TRUE);
  test_wait_until (g_file_query_exists (sums, NULL));
  copil_minutes_shelf_take_signed (shelf_of (SECRETARIAT), pdf);
  for (guint i = 0; i < N_PERSONS; i++)
    test_wait_until (has_kept (i, "signed_pdf"));
  test_wait_until (find_text (shelf_of (LOCAL), "La copie signée est revenue") != NULL);
  signed_pdf = ask_minutes ("signed_pdf IS NOT NULL AND pdf IS NOT NULL AND archive IS NOT NULL");
  g_assert_cmpstr (signed_pdf, ==, "true");
  whole = committee_base_ask (base, "SELECT string_agg (number::text, ',') FROM copil.decision");
  g_assert_nonnull (whole);
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  folder = g_dir_make_tmp ("copil-archive-XXXXXX", NULL);
  base = before_base_new_committee ();
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/whole/agenda", test_agenda);
  g_test_add_func ("/whole/keys", test_keys);
  g_test_add_func ("/whole/entered", test_entered);
  g_test_add_func ("/whole/attendance", test_attendance);
  g_test_add_func ("/whole/projected", test_projected);
  g_test_add_func ("/whole/vote", test_vote);
  g_test_add_func ("/whole/decision", test_decision);
  g_test_add_func ("/whole/closed", test_closed);
  g_test_add_func ("/whole/minutes", test_minutes);
  g_test_add_func ("/whole/signed", test_signed);
  status = g_test_run ();
  for (guint i = 0; i < N_PERSONS; i++)
    if (rooms[i] != NULL)
      gtk_window_destroy (rooms[i]);
  people_close ();
  test_base_free (base);
  test_remove_all (folder);
  g_free (folder);
  return status;
}
