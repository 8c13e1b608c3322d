/* test-cut.c: the operator's console when the base is out of reach, and when its station is killed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The operator is a process of its own, on the same folder each time: it can be killed.
 */
#include "people.h"

#include "before-base.h"
#include "committee-base.h"
#include "committee/sitting-store-private.h"
#include "live-acts.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

/* What is done without the base: commands. */
#define N_DONE 11

static TestBase *base;
static char *folder; /* of the operator's station: outbox, caches */

/* -- The operator, in a process of its own ---------------------------------------------------- */

static GtkWindow *room;
static CopilLivePage *page;

static CopilLive *
get_live (void)
{
  return g_object_get_data (G_OBJECT (room), "live");
}

static void
open_room (void)
{
  act (0, "win.committees");
  test_wait_until (see (0, "Qui doit faire quoi") != NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[0]), "win.page", "s",
                                             "sitting/" NEXT_SITTING));
  room = enter_sitting (0);
  page = COPIL_LIVE_PAGE (live_find_type (GTK_WIDGET (room), COPIL_TYPE_LIVE_PAGE));
}

/* What whoever started this process says next. */
static void
hear (const char *expected)
{
  char line[80];

  g_assert_nonnull (fgets (line, sizeof line, stdin));
  g_assert_cmpstr (g_strstrip (line), ==, expected);
}

static void
tell (const char *what)
{
  printf ("%s\n", what);
  fflush (stdout);
}

static guint
count (const char *kind)
{
  return g_list_model_get_n_items (copil_live_get_list (get_live (), kind));
}

static guint
count_pending (const char *kind)
{
  GListModel *list = copil_live_get_list (get_live (), kind);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(CopilRecord) record = g_list_model_get_item (list, i);

      n += copil_record_is_pending (record);
    }
  return n;
}

static void
note (int  line,
      guint key)
{
  live_choose_line (page, "CopilLiveAttendancePane", line);
  live_type_key (page, "CopilLiveAttendancePane", key);
}

static void
call (int  line,
      guint key)
{
  live_choose_line (page, "CopilLiveVotePane", line);
  live_type_key (page, "CopilLiveVotePane", key);
}

/* With the base: the sitting is open, and two are there. */
static void
begin (void)
{
  live_press (page, "Ouvrir la séance");
  test_wait_until (g_str_equal (copil_live_get_stage (get_live ()), "open"));
  note (0, GDK_KEY_s);
  note (1, GDK_KEY_s);
  test_wait_until (count ("attendance") == 2 && count_pending ("attendance") == 0);
}

static gboolean
says (const char *pane,
      const char *words)
{
  GtkWidget *widget = live_find_type (GTK_WIDGET (page), g_type_from_name (pane));
  GtkStack *stack = GTK_STACK (gtk_widget_get_ancestor (widget, GTK_TYPE_STACK));

  gtk_stack_set_visible_child (stack, widget);
  return find_text (widget, words) != NULL;
}

static gboolean
is_running (void)
{
  CopilLive *live = get_live ();

  return copil_live_get_timer (live, copil_live_get_item (live, 0)->item).running;
}

/* Without it: somebody enters, the item and its timer, a vote by roll-call, a decision. */
static void
go_on (void)
{
  note (2, GDK_KEY_s);
  test_wait_until (says ("CopilLiveAttendancePane", "en attente"));
  copil_live_page_ask_step (page, 1);
  copil_live_page_answer (page, TRUE);
  test_wait_until (copil_live_get_current (get_live ()) == 0);
  copil_live_extend (get_live (), 300, "Débat");
  test_wait_until (is_running ());
  copil_live_toggle_timer (get_live ());
  test_wait_until (!is_running ());
  copil_live_toggle_timer (get_live ());
  test_wait_until (is_running ());
  test_wait_until (find_text (GTK_WIDGET (room), "Reste pour ce point · en attente") != NULL);
  live_press (page, "Vote par appel nominal");
  test_wait_until (count ("vote") == 1);
  call (0, GDK_KEY_p);
  call (1, GDK_KEY_c);
  call (2, GDK_KEY_p);
  test_wait_until (count ("ballot") == 3);
  test_wait_until (says ("CopilLiveVotePane", "en attente"));
  live_press (page, "Clore le vote");
  test_wait_until (live_sees (page, "2 pour · 1 contre"));
  live_write_in (page, "CopilLiveDecisionPane", 0, "L’enveloppe est répartie.");
  live_press (page, "Enregistrer la décision");
  test_wait_until (says ("CopilLiveDecisionPane", "en attente"));
  test_wait_until (live_sees (page, "3 en salle"));
}

static gboolean
is_live (void)
{
  return copil_sitting_store_is_live (copil_live_get_store (get_live ()));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(CopilKept) kept = copil_keep_read_finish (COPIL_KEEP (source), result);

  g_assert_nonnull (kept);
  *(gboolean *) data = TRUE;
}

/* What the base has said so far is on the disk: writing has begun, and what is read comes after. */
static void
wait_for_keep (void)
{
  CopilSittingStore *store = copil_live_get_store (get_live ());
  gboolean kept = FALSE;

  test_wait_until (store->keep_timer == NULL);
  copil_keep_read_async (store->keep, NEXT_SITTING, NULL, read_cb, &kept);
  test_wait_until (kept);
}

/* Opens the sitting, goes on when the base stops, and waits to be killed. */
static void
lead (void)
{
  test_wait_until (copil_station_get_freshness (stations[0]) == COPIL_FRESHNESS_LIVE);
  open_room ();
  begin ();
  wait_for_keep ();
  tell ("open");
  test_wait_until (!is_live ());
  go_on ();
  tell ("gone on");
  for (;;)
    g_main_context_iteration (NULL, TRUE);
}

/* Everything that was done is in sight, and waits. */
static void
check_waiting (void)
{
  test_wait_until (count ("decision") == 1 && count_pending ("decision") == 1);
  test_wait_until (count ("attendance") == 3);
  test_wait_until (count_pending ("attendance") == 1);
  test_wait_until (count_pending ("ballot") == 3);
  test_wait_until (copil_live_get_current (get_live ()) == 0);
  test_wait_until (says ("CopilLiveDecisionPane", "en attente"));
  test_wait_until (live_sees (page, "3 en salle"));
  test_wait_until (live_sees (page, "2 pour · 1 contre"));
}

/* The same station, started anew without the base, has it all; then the base comes back. */
static void
lead_again (void)
{
  open_room ();
  check_waiting ();
  tell ("started");
  test_wait_until (is_live ());
  test_wait_until (live_sees (page, "Adoptée"));
  test_wait_until (count_pending ("decision") == 0);
  test_wait_until (count_pending ("ballot") + count_pending ("attendance") == 0);
  test_wait_until (count ("decision") == 1);
  test_wait_until (count ("ballot") == 3);
  test_wait_until (live_sees (page, "3 en salle"));
  test_wait_until (live_sees (page, "2 pour · 1 contre"));
  tell ("recorded");
  hear ("end");
  gtk_window_destroy (room);
}

static int
operate (char **argv)
{
  int argc = 1;

  folder = g_strdup (argv[3]);
  people_init_in (&argc, &argv, folder);
  people_open_at (argv[2], 0, "secretariat-59");
  if (g_str_equal (argv[1], "--lead"))
    lead ();
  else
    lead_again ();
  people_leave ();
  g_free (folder);
  return 0;
}

/* -- Who looks on ----------------------------------------------------------------------------- */

static char *program;
static GSubprocess *leader;
static GDataInputStream *heard;

static void
start_operator (const char *mode)
{
  g_autoptr(GError) error = NULL;

  leader = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                               &error, program, mode, test_base_get_socket (base), folder, NULL);
  g_assert_no_error (error);
  heard = g_data_input_stream_new (g_subprocess_get_stdout_pipe (leader));
}

/* The operator's process says so; what else it prints is its own. */
static void
wait_for (const char *expected)
{
  for (;;)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *line = g_data_input_stream_read_line (heard, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_nonnull (line);
      if (g_str_equal (line, expected))
        return;
    }
}

static void
ask (const char *question,
     const char *expected)
{
  g_autofree char *answer = committee_base_ask (base, question);

  g_assert_cmpstr (answer, ==, expected);
}

static void
test_goes_on (void)
{
  start_operator ("--lead");
  wait_for ("open");
  test_base_stop (base);
  wait_for ("gone on");
}

/* How many commands the disk of the station has: those that wait, and the last that were recorded. */
static guint
count_kept (void)
{
  g_autofree char *outboxes = g_build_filename (folder, "copil", "outbox", NULL);
  g_autoptr(GDir) logins = g_dir_open (outboxes, 0, NULL);
  g_autofree char *outbox = g_build_filename (outboxes, g_dir_read_name (logins), NULL);
  g_autoptr(GDir) commands = g_dir_open (outbox, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (commands)) != NULL)
    n += g_str_has_suffix (name, ".json");
  return n;
}

/* As a station that loses its current: of what was done nothing is lost. */
static void
test_killed (void)
{
  g_subprocess_send_signal (leader, SIGKILL);
  g_assert_true (g_subprocess_wait (leader, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_term_sig (leader), ==, SIGKILL);
  g_assert_cmpuint (count_kept (), >=, N_DONE);
  g_clear_object (&heard);
  g_clear_object (&leader);
  start_operator ("--lead-again");
  wait_for ("started");
  g_assert_cmpuint (count_kept (), >=, N_DONE);
}

/* Once each, and in the order in which it was done. */
static void
test_recorded (void)
{
  test_base_start (base);
  wait_for ("recorded");
  ask ("SELECT string_agg (name, ' ' ORDER BY recorded_at) FROM copil.command WHERE name IN"
       " ('attendance_note', 'item_start', 'clock_extend', 'clock_pause', 'clock_resume',"
       " 'vote_open', 'ballot_cast', 'vote_close', 'decision_add')",
       "attendance_note attendance_note attendance_note item_start clock_extend clock_pause"
       " clock_resume vote_open ballot_cast ballot_cast ballot_cast vote_close decision_add");
  ask ("SELECT count (*)::text FROM copil.decision", "1");
  ask ("SELECT string_agg (kind, ' ' ORDER BY at, revision) FROM copil.clock_event",
       "open start extend pause resume");
  ask ("SELECT verdict FROM copil.vote", "adopted");
}

static void
test_ended (void)
{
  g_autoptr(GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (leader), "end\n", 4, NULL, NULL,
                             &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (leader, NULL, &error));
  g_clear_object (&heard);
  g_clear_object (&leader);
}

int
main (int    argc,
      char **argv)
{
  int status;

  if (argc == 4)
    return operate (argv);
  g_test_init (&argc, &argv, NULL);
  program = g_canonicalize_filename (argv[0], NULL);
  folder = g_dir_make_tmp ("copil-station-XXXXXX", NULL);
  base = before_base_new ();
  before_base_convoke (base);
  g_test_add_func ("/cut/goes-on", test_goes_on);
  g_test_add_func ("/cut/killed", test_killed);
  g_test_add_func ("/cut/recorded", test_recorded);
  g_test_add_func ("/cut/ended", test_ended);
  status = g_test_run ();
  test_base_free (base);
  test_remove_all (folder);
  g_free (folder);
  g_free (program);
  return status;
}
