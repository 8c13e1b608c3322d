/* test-live.c: two people through a sitting: who leads it, and a member who follows
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee-base.h"
#include "live-acts.h"

#include "committee-page/form-dialog.h"
#include "committee-page/live-window.h"
#include "committee-page/minutes-pane.h"
#include "committee/dossier-stores.h"
#include "committee/record-set.h"
#include "core/language.h"
#include "ui/copil-ui-resources.h"
#include "widget/fit-label.h"

#include <glib/gstdio.h>
#include <string.h>

#define EXPERT "b0000000-0000-4000-8000-000000000009"
#define SECRET "Prévenir la préfète avant le vote"

static TestBase *base;

/* -- The committee: five seats that vote, of which the co-chairs ---------------------------------
 */

static const struct
{
  const char *label;
  const char *chair; /* as JSON */
  const char *name;
  const char *login; /* as SQL */
} seats[] = {
  { "Préfète du Nord", "state", "Claire Durand", "'chair-state-59'" },
  { "Président du Département", "local", "Paul Martin", "'chair-local-59'" },
  { "Région Hauts-de-France", NULL, "Anne Leroy", "NULL" },
  { "France Travail", NULL, "Hugo Petit", "NULL" },
  { "CAF du Nord", NULL, "Inès Moreau", "NULL" },
};

static const CopilRecordOrder orders[] = { { "seat", "rank", FALSE }, { NULL, NULL, FALSE } };

static char *
id_of (char family, guint n)
{
  return g_strdup_printf ("%c0000000-0000-4000-8000-%012u", family, n);
}

/* In the base, and in the words of a row as the committee's store has it. */
static void
add_row (CopilRecordSet *rows, const char *kind, const char *id, const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  char *text = g_ref_string_new (json);

  copil_record_set_put (rows, kind, id, 1, text, json_node_get_object (node));
  g_ref_string_release (text);
}

static void
add_seat (CopilRecordSet *rows, guint n)
{
  g_autofree char *seat = id_of ('a', n);
  g_autofree char *member = id_of ('b', n);
  g_autofree char *term = id_of ('d', n);
  g_autofree char *chair =
      seats[n].chair != NULL ? g_strdup_printf ("\"%s\"", seats[n].chair) : g_strdup ("null");
  g_autofree char *row = g_strdup_printf (
      "{\"label\": \"%s\", \"kind\": \"ex_officio\", \"chair\": %s, \"votes\": 1, \"rank\": %u,"
      " \"since\": \"2026-01-01\"}",
      seats[n].label, chair, n);
  g_autofree char *who = g_strdup_printf ("{\"name\": \"%s\"}", seats[n].name);
  g_autofree char *holds = g_strdup_printf (
      "{\"seat_id\": \"%s\", \"member_id\": \"%s\", \"deputy\": false, \"since\": \"2026-01-01\"}",
      seat, member);

  add_row (rows, "seat", seat, row);
  add_row (rows, "member", member, who);
  add_row (rows, "term", term, holds);
}

static void
insert_seat (guint n)
{
  g_autofree char *chair =
      seats[n].chair != NULL ? g_strdup_printf ("'%s'", seats[n].chair) : g_strdup ("NULL");
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO copil.member (id, name, position, login)"
      " VALUES ('b0000000-0000-4000-8000-%012u', '%s', 'Membre', %s); "
      "INSERT INTO copil.seat (id, committee_id, college_id, label, kind, chair, votes, rank, "
      "since)"
      " VALUES ('a0000000-0000-4000-8000-%012u', '" TEST_COMMITTEE
      "', 'e0000000-0000-4000-8000-000000000001', '%s', 'ex_officio', %s, 1, %u, '2026-01-01'); "
      "INSERT INTO copil.term (id, committee_id, seat_id, member_id, deputy, since)"
      " VALUES ('d0000000-0000-4000-8000-%012u', '" TEST_COMMITTEE
      "', 'a0000000-0000-4000-8000-%012u', 'b0000000-0000-4000-8000-%012u', false, '2026-01-01')",
      n, seats[n].name, seats[n].login, n, seats[n].label, chair, n, n, n, n);

  committee_base_run (base, sql);
}

/* Under the code des relations entre le public et l’administration; an item of information, one of
 * decision. */
static void
convoke (void)
{
  g_autoptr (GPtrArray) profiles = copil_profiles_load (NULL);
  CopilProfile *profile = copil_profiles_find (profiles, "crpa");
  g_autofree char *rules = copil_regime_to_json (profile->regime);
  g_auto (GStrv) parts = g_strsplit (rules, "'", -1);
  g_autofree char *quoted = g_strjoinv ("''", parts);
  g_auto (GStrv) pieces = g_strsplit (quoted, ";", -1);
  g_autofree char *safe = g_strjoinv ("\\u003b", pieces);
  g_autofree char *sql = g_strdup_printf (
      "UPDATE copil.sitting SET stage = 'convoked', starts_at = now (), rules = '%s'", safe);

  committee_base_run (base, sql);
  committee_base_run (
      base,
      "INSERT INTO copil.agenda_item (id, sitting_id, rank, nature, title, seconds, origin) VALUES"
      " ('10000000-0000-4000-8000-000000000001', '" TEST_SITTING "', 1, 'information',"
      " 'État du territoire', 600, 'own'), ('10000000-0000-4000-8000-000000000002', '" TEST_SITTING
      "', 2, 'decision', 'Répartir l’enveloppe', 1500, 'own'); "
      "INSERT INTO copil.advice (id, sitting_id, committee_id, item_id, of_whom, days, asked_at,"
      " asked_by, due_at, state, meaning, given_at, noted_by) VALUES"
      " ('10000000-0000-4000-8000-000000000003', '" TEST_SITTING "', '" TEST_COMMITTEE "',"
      " '10000000-0000-4000-8000-000000000002', 'Services de l’État', 5, now (), 'Secrétariat',"
      " now () + interval '1 day', 'given', 'unfavourable', now (), 'Secrétariat')");
}

/* -- A person at a station -----------------------------------------------------------------------
 */

typedef struct
{
  char *directory;
  TestStation *station;
  CopilRecordSet *rows;
  CopilLive *live;
  CopilLivePage *page;
  GtkWidget *window;
} Person;

static CopilDossier *
new_dossier (Person *self)
{
  static const char *const kinds[] = { "seat", "term", "member" };
  CopilDossier *dossier = copil_dossier_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    copil_dossier_take_list (dossier, kinds[i], copil_record_set_get_list (self->rows, kinds[i]));
  copil_dossier_take_sitting (dossier, self->station->store);
  return dossier;
}

static Person *
person_new (const char *login, gboolean operates, const char *member)
{
  Person *self = g_new0 (Person, 1);
  g_autoptr (CopilRoom) room = NULL;

  self->directory = g_dir_make_tmp ("copil-live-XXXXXX", NULL);
  self->station = test_station_new (base, login, self->directory);
  self->rows = copil_record_set_new (orders);
  for (guint i = 0; i < G_N_ELEMENTS (seats); i++)
    add_seat (self->rows, i);
  add_row (self->rows, "member", EXPERT, "{\"name\": \"Rémi Faure\"}");
  copil_record_set_commit (self->rows);
  room = copil_room_new (self->station->store, new_dossier (self));
  self->live = copil_live_new (room, "Comité départemental du Nord", operates, member);
  self->page = COPIL_LIVE_PAGE (copil_live_page_new (self->live));
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1024, 768);
  gtk_window_set_child (GTK_WINDOW (self->window), GTK_WIDGET (self->page));
  gtk_window_present (GTK_WINDOW (self->window));
  return self;
}

static void
empty_directory (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      g_remove (file);
    }
  g_rmdir (path);
}

static void
person_free (Person *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  g_clear_object (&self->live);
  test_station_free (self->station);
  copil_record_set_free (self->rows);
  empty_directory (self->directory);
  g_free (self->directory);
  g_free (self);
}

static GType
type_named (const char *name)
{
  return g_type_from_name (name);
}

/* A label that is shown and holds @words. */
static GtkWidget *
find_label (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = gtk_widget_get_visible (child) ? find_label (child, words) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The section under that title. */
static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  GtkWidget *label = find_label (widget, title);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, type_named ("CopilSection"));
}

static gboolean
is_at (Person *self, const char *stage)
{
  return g_str_equal (copil_live_get_stage (self->live), stage);
}

/* -- The sitting ------------------------------------------------------------------------------ */

static void
open_sitting (Person *operator, Person * member)
{
  copil_live_page_project (operator->page);
  g_assert_nonnull (copil_live_page_get_projector (operator->page));
  /* Who follows has nothing to lead with. */
  g_assert_null (live_find_button (GTK_WIDGET (member->page), "Ouvrir la séance"));
  live_press (operator->page, "Ouvrir la séance");
  test_wait_until (is_at (operator, "open") && is_at (member, "open"));
}

/* Two in the room, one on video, one by themself: four of five, and the quorum is three. */
static void
enter (Person *operator, Person * member)
{
  static const guint keys[] = { GDK_KEY_s, 0, GDK_KEY_s, GDK_KEY_v };

  g_assert_true (live_sees (operator->page, "Pas de quorum"));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      if (keys[i] == 0)
        continue;
      live_choose_line (operator->page, "CopilLiveAttendancePane", (int) i);
      live_type_key (operator->page, "CopilLiveAttendancePane", keys[i]);
    }
  live_press (member->page, "Je suis en salle");
  test_wait_until (live_sees (operator->page, "3 en salle · 1 à distance")
                   && live_sees (member->page, "3 en salle · 1 à distance"));
  g_assert_true (live_sees (member->page, "Quorum atteint"));
}

/* Under the title and the text of the item. */
static gboolean
says_advice (Person *self)
{
  return gtk_widget_get_visible (
      live_in_pane (self->page, "CopilLiveItemPane", COPIL_TYPE_FIT_LABEL, 2));
}

static void
start_item (Person *operator, Person * member)
{
  /* Asked, but not confirmed: nothing happens. */
  copil_live_page_ask_step (operator->page, 1);
  copil_live_page_answer (operator->page, FALSE);
  g_assert_cmpint (copil_live_get_current (operator->live), ==, -1);
  copil_live_page_ask_step (operator->page, 1);
  copil_live_page_answer (operator->page, TRUE);
  test_wait_until (live_sees (operator->page, "1. État du territoire")
                   && live_sees (member->page, "1. État du territoire"));
  g_assert_false (says_advice (operator));
  /* An item of information needs no more to be treated. */
  copil_live_page_ask_step (operator->page, 1);
  copil_live_page_answer (operator->page, TRUE);
  test_wait_until (live_sees (member->page, "2. Répartir l’enveloppe")
                   && copil_live_get_current (operator->live) == 1);
  test_wait_until (says_advice (operator));
  g_assert_cmpstr (copil_record_get_word (copil_live_get_item (operator->live, 0)->item, "outcome"),
                   ==, "treated");
}

static guint
count (Person *self, const char *kind)
{
  return g_list_model_get_n_items (copil_live_get_list (self->live, kind));
}

/* What the pane of the item would end it with. */
static guint
suggested (Person *self)
{
  GtkWidget *pane = live_find_type (GTK_WIDGET (self->page), type_named ("CopilLiveItemPane"));

  return gtk_drop_down_get_selected (GTK_DROP_DOWN (live_find_type (pane, GTK_TYPE_DROP_DOWN)));
}

/* Without the base nobody says what was decided: it is what the votes say, also when the item is
 * shown anew. */
static void
close_vote (Person *operator)
{
  test_base_stop (base);
  test_wait_until (!copil_sitting_store_is_live (operator->station->store));
  live_press (operator->page, "Clore le vote");
  copil_live_select (operator->live, 0);
  copil_live_select (operator->live, -1);
  g_assert_cmpuint (suggested (operator), ==, 0);
  test_base_start (base);
}

static CopilRecord *
get_row (Person *self, const char *kind, guint n)
{
  g_autoptr (CopilRecord) record
    = g_list_model_get_item (copil_live_get_list (self->live, kind), n);

  return record;
}

static gboolean
asks_first (Person *self, const char *member)
{
  return count (self, "speaker") == 2
         && g_str_equal (copil_record_get_word (get_row (self, "speaker", 0), "member_id"), member)
         && !copil_record_is_pending (get_row (self, "speaker", 0));
}

/* Two ask for the floor; the second is let forward, speaks, and its time is kept. */
static void
speak (Person *operator, Person *member)
{
  live_press (member->page, "Demander la parole");
  test_wait_until (count (operator, "speaker") == 1);
  live_choose (operator->page, "CopilLiveFloorPane", 0, 3);
  live_press (operator->page, "Demande la parole");
  test_wait_until (asks_first (operator, "b0000000-0000-4000-8000-000000000001"));
  live_press_named (operator->page, "Avancer");
  test_wait_until (asks_first (operator, "b0000000-0000-4000-8000-000000000002"));
  live_press (operator->page, "Donner la parole");
  test_wait_until (live_sees (member->page, "Anne Leroy"));
  live_press (operator->page, "Fin");
  test_wait_until (copil_record_has (get_row (operator, "speaker", 0), "ended_at"));
  live_press (operator->page, "Retirer");
  test_wait_until (count (operator, "speaker") == 1);
}

/* Somebody from outside is heard, is there, and then no longer. */
static void
hear (Person *operator)
{
  live_choose (operator->page, "CopilLiveGuests", 0, G_N_ELEMENTS (seats) + 1);
  live_press (operator->page, "Est entendu");
  test_wait_until (count (operator, "guest") == 1);
  g_assert_false (copil_live_is_here (operator->live, EXPERT));
  test_wait_until (!copil_record_is_pending (get_row (operator, "guest", 0)));
  live_press_pane (operator->page, "CopilLiveGuests", "Présent");
  test_wait_until (copil_live_is_here (operator->live, EXPERT));
  live_press_pane (operator->page, "CopilLiveGuests", "N’est plus entendu");
  test_wait_until (count (operator, "guest") == 0);
}

/* As many for as against: who has the casting vote was asked apart, and used it by voting. */
static void
vote_by_hands (Person *operator, Person *member)
{
  live_press (operator->page, "Vote à main levée");
  test_wait_until (live_sees (operator->page, "4 voix peuvent s’exprimer"));
  for (guint i = 0; i < 2; i++)
    gtk_spin_button_set_value (
        GTK_SPIN_BUTTON (
            live_in_pane (operator->page, "CopilLiveVotePane", GTK_TYPE_SPIN_BUTTON, i)),
        2);
  live_choose (operator->page, "CopilLiveChairs", 0, 1);
  live_press (operator->page, "Clore le vote");
  test_wait_until (live_sees (operator->page, "Adoptée") && live_sees (member->page, "Adoptée"));
  test_wait_until (copil_record_has (get_row (member, "vote", 0), "result"));
  g_assert_cmpstr (copil_record_get_word (get_row (member, "vote", 0), "chair_state"), ==, "for");
  g_assert_cmpstr (copil_record_get_word (get_row (member, "vote", 0), "casting_choice"), ==,
                   "for");
}

/* The operator reads the roll; the member votes for themself. */
static void
vote (Person *operator, Person * member)
{
  live_press (operator->page, "Vote par appel nominal");
  test_wait_until (count (operator, "vote") == 2
                   && live_sees (operator->page, "0 voix exprimée")
                   && live_sees (member->page, "Vote par appel nominal"));
  live_press (member->page, "Je vote pour");
  test_wait_until (count (operator, "ballot") == 1);
  live_choose_line (operator->page, "CopilLiveVotePane", 0);
  live_type_key (operator->page, "CopilLiveVotePane", GDK_KEY_p);
  test_wait_until (count (operator, "ballot") == 2);
  live_choose_line (operator->page, "CopilLiveVotePane", 2);
  live_type_key (operator->page, "CopilLiveVotePane", GDK_KEY_p);
  test_wait_until (count (operator, "ballot") == 3);
  live_choose_line (operator->page, "CopilLiveVotePane", 3);
  live_type_key (operator->page, "CopilLiveVotePane", GDK_KEY_c);
  test_wait_until (count (operator, "ballot") == 4);
  close_vote (operator);
  test_wait_until (live_sees (operator->page, "Adoptée") && live_sees (member->page, "Adoptée"));
  g_assert_true (live_sees (member->page, "3 pour · 1 contre"));
  g_assert_true (live_sees (member->page, "133-11"));
}

static void
decide (Person *operator, Person * member)
{
  GtkWidget *pane =
      live_find_type (GTK_WIDGET (operator->page), type_named ("CopilLiveDecisionPane"));
  GtkWidget *entry = live_find_type (pane, GTK_TYPE_ENTRY);

  gtk_editable_set_text (GTK_EDITABLE (entry), "L’enveloppe est répartie selon le scénario B.");
  live_press (operator->page, "Enregistrer la décision");
  test_wait_until (count (member, "decision") == 1);
  /* An action without its day is not sent. */
  live_write_in (operator->page, "CopilLiveDecisionPane", 1, "Écrire aux bassins");
  live_choose (operator->page, "CopilLiveDecisionPane", 0, 4);
  live_press (operator->page, "Enregistrer l’action");
  g_assert_cmpuint (count (operator, "action"), ==, 0);
  live_write_in (operator->page, "CopilLiveDecisionPane", 2, "15/1/2027");
  live_press (operator->page, "Enregistrer l’action");
  test_wait_until (count (member, "action") == 1);
  g_assert_cmpstr (copil_record_get_word (get_row (member, "action", 0), "due"), ==, "2027-01-15");
  live_choose (operator->page, "CopilLiveDecisionPane", 2, 5);
  live_write_in (operator->page, "CopilLiveDecisionPane", 3, "La part de la CAF est trop faible.");
  live_press (operator->page, "Mentionner");
  test_wait_until (operator->station->n_refused == 1);
  live_choose (operator->page, "CopilLiveDecisionPane", 2, 4);
  live_write_in (operator->page, "CopilLiveDecisionPane", 3, "La part de la CAF est trop faible.");
  live_press (operator->page, "Mentionner");
  test_wait_until (count (member, "dissent") == 1);
}

/* A note of the operator is in the base, and on no screen of the room nor of a member. */
static void
write_note (Person *operator, Person * member)
{
  GtkWidget *pane = live_find_type (GTK_WIDGET (operator->page), type_named ("CopilLiveItemPane"));
  GtkWidget *note = live_find_type (pane, GTK_TYPE_TEXT_VIEW);

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (note)), SECRET, -1);
  copil_live_select (operator->live, 0);
  test_wait_until (count (operator, "operator_note") == 1);
  g_assert_false (live_sees (operator->page, SECRET));
  g_assert_false (live_sees (member->page, SECRET));
  g_assert_cmpuint (count (member, "operator_note"), ==, 0);
  copil_live_select (operator->live, -1);
}

static guint
count_undecided (Person *self)
{
  g_autoptr (GPtrArray) undecided = copil_live_list_undecided (self->live);

  return undecided->len;
}

static void
close_sitting (Person *operator, Person * member)
{
  GtkWidget *bar = live_find_type (GTK_WIDGET (operator->page), type_named ("CopilLiveBar"));

  /* An item without an outcome stands in the way. */
  g_signal_emit_by_name (bar, "ask-close");
  copil_live_page_answer (operator->page, TRUE);
  g_assert_cmpuint (count_undecided (operator), ==, 1);
  live_press (operator->page, "Terminer le point");
  test_wait_until (count_undecided (operator) == 0);
  g_signal_emit_by_name (bar, "ask-close");
  copil_live_page_answer (operator->page, TRUE);
  test_wait_until (is_at (operator, "closed") && live_sees (member->page, "Séance levée"));
}

/* -- The minutes ------------------------------------------------------------------------------ */

/* The minutes as a person sees them. */
static GtkWidget *
open_minutes (Person *self)
{
  GtkWindow *window = copil_live_window_open (GTK_WINDOW (self->window), self->live);

  g_object_set_data (G_OBJECT (self->window), "minutes", window);
  return live_find_type (GTK_WIDGET (window), COPIL_TYPE_MINUTES_PANE);
}

static void
close_minutes (Person *self)
{
  gtk_window_destroy (g_object_get_data (G_OBJECT (self->window), "minutes"));
}

static void
press_in (GtkWidget *widget, const char *label)
{
  GtkWidget *button;

  test_wait_until ((button = live_find_button (widget, label)) != NULL
                   && gtk_widget_get_sensitive (button));
  g_signal_emit_by_name (button, "clicked");
}

static CopilFormDialog *
find_dialog (void)
{
  GListModel *all = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GtkWindow) each = g_list_model_get_item (all, i);

      if (COPIL_IS_FORM_DIALOG (each))
        return COPIL_FORM_DIALOG (each);
    }
  return NULL;
}

/* Fills the form that is open, @json: its fields, and accepts it. */
static void
fill (const char *json)
{
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  CopilFormDialog *dialog;

  test_wait_until (find_dialog () != NULL);
  dialog = find_dialog ();
  copil_form_dialog_fill (dialog, json_node_get_object (node));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "form.apply", NULL));
  test_wait_until (find_dialog () == NULL);
}

static CopilMinutesParagraph *
first_paragraph (GtkWidget *pane)
{
  return COPIL_MINUTES_PARAGRAPH (live_find_type (pane, COPIL_TYPE_MINUTES_PARAGRAPH));
}

static void
edit_paragraph (Person *self, const char *id, int version, const char *words)
{
  copil_live_submit (self->live, "Un paragraphe", "paragraph_edit", "paragraph", 's', id, "version",
                     'i', version, "words", 's', words, NULL);
}

static gboolean
is_written (Person *self, const char *id, const char *words)
{
  CopilRecord *record = copil_sitting_store_find (self->station->store, "paragraph", id);

  return record != NULL && g_str_equal (copil_record_get_word (record, "words"), words)
         && !copil_record_is_pending (record);
}

static gboolean
is_in_state (Person *self, const char *state)
{
  CopilRecord *minutes = copil_minutes_of (self->live);

  return minutes != NULL && g_str_equal (copil_minutes_get_state (self->live), state)
         && !copil_record_is_pending (minutes);
}

/* The base drafts them from what was held; who is slower finds both texts side by side. */
static char *
draft (Person *operator, GtkWidget * pane)
{
  char *id;

  press_in (pane, "Rédiger le procès-verbal");
  test_wait_until (is_in_state (operator, "draft") && first_paragraph (pane) != NULL);
  id = g_strdup (copil_minutes_paragraph_get_id (first_paragraph (pane)));
  edit_paragraph (operator, id, 1, "La séance est ouverte.");
  test_wait_until (is_written (operator, id, "La séance est ouverte."));
  g_assert_null (live_find_button (pane, "Garder le mien"));
  edit_paragraph (operator, id, 1, "La séance s’ouvre.");
  test_wait_until (operator->station->n_refused == 2);
  press_in (pane, "Garder le mien");
  test_wait_until (is_written (operator, id, "La séance s’ouvre."));
  return id;
}

/* A member says something of a paragraph, and reads what they are answered. */
static void
remark (Person *operator, GtkWidget * pane, Person *member, GtkWidget *read)
{
  CopilRecord *remark;
  GtkWidget *entry;

  press_in (pane, "Envoyer pour remarques…");
  fill ("{}");
  test_wait_until (is_in_state (member, "remarks") && first_paragraph (read) != NULL);
  g_assert_null (live_find_button (read, "Envoyer pour remarques…"));
  entry = live_find_type (GTK_WIDGET (first_paragraph (read)), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "À dix heures précises.");
  press_in (read, "Envoyer la remarque");
  test_wait_until (count (operator, "remark") == 1);
  /* Nothing goes to the chairs before it is answered. */
  g_assert_false (gtk_widget_get_sensitive (live_find_button (pane, "Soumettre aux coprésidents")));
  press_in (pane, "Ne pas reprendre…");
  fill ("{\"answer\": \"L’heure est au compte rendu.\"}");
  test_wait_until (live_find_button (pane, "Ne pas reprendre…") == NULL);
  test_wait_until (copil_record_get_string ((remark = COPIL_RECORD (g_list_model_get_item (
                                                 copil_live_get_list (member->live, "remark"), 0)),
                                             g_object_unref (remark), remark),
                                            "answer")
                   != NULL);
}

/* What is before them as the base says: every key is bound to its hash. */
static void
approve (Person *chair, GtkWidget *pane, guint n)
{
  press_in (pane, "Approuver");
  test_wait_until (count (chair, "approval") == n);
}

/* One refuses, one approves, a correction voids it, what changed is shown; then both. */
static void
sign (Person *operator, GtkWidget * pane, Person *local, GtkWidget *local_pane, const char *id)
{
  Person *state = person_new ("chair-state-59", FALSE, "b0000000-0000-4000-8000-000000000000");
  GtkWidget *state_pane;

  copil_live_set_signing (state->live, state->station->connection, "state", "Département du Nord");
  state_pane = open_minutes (state);
  press_in (pane, "Soumettre aux coprésidents");
  press_in (state_pane, "Refuser…");
  fill ("{\"reason\": \"Préciser l’heure\"}");
  test_wait_until (count (local, "approval") == 1);
  approve (local, local_pane, 2);
  g_assert_null (live_find_button (pane, "Approuver"));
  test_wait_until (count (operator, "approval") == 2);
  edit_paragraph (operator, id, 3, "La séance s’ouvre à dix heures.");
  test_wait_until (is_written (local, id, "La séance s’ouvre à dix heures."));
  test_wait_until (find_label (local_pane, "à dix heures") != NULL);
  test_wait_until (find_label (state_pane, "à dix heures") != NULL);
  approve (local, local_pane, 3);
  test_wait_until (count (state, "approval") == 3);
  approve (state, state_pane, 4);
  test_wait_until (is_in_state (operator, "final") && is_in_state (local, "final"));
  g_assert_nonnull (find_label (pane, "Verrouillé"));
  /* Only those who prepare put it away. */
  g_assert_null (live_find_button (local_pane, "Archiver"));
  close_minutes (state);
  person_free (state);
}

static gboolean
has_kept (Person *self, const char *field)
{
  return copil_record_has (copil_minutes_of (self->live), field);
}

static GFile *
file_in (Person *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);

  return g_file_new_for_path (path);
}

/* Kept in the base, read from there by whoever may, and back from the signature: the PDF that was
 * printed holds its hash; another one is kept when somebody says that it is the same. */
static void
put_away (Person *operator, GtkWidget * pane, Person *member, GtkWidget *read)
{
  GtkWidget *shelf = find_titled (read, "Archive");
  g_autoptr (GFile) folder = file_in (member, "archive");
  g_autoptr (GFile) sums = g_file_get_child (folder, "SHA256SUMS");
  g_autoptr (GFile) pdf = g_file_get_child (folder, "proces-verbal.pdf");

  press_in (pane, "Archiver");
  test_wait_until (has_kept (operator, "pdf") && has_kept (member, "archive"));
  copil_minutes_shelf_export (shelf, folder, TRUE);
  test_wait_until (find_label (shelf, "archive") != NULL && g_file_query_exists (sums, NULL));
  copil_minutes_shelf_take_signed (find_titled (pane, "Archive"), sums);
  test_wait_until (find_label (find_titled (pane, "Archive"), "PDF") != NULL);
  g_assert_false (has_kept (operator, "signed_pdf"));
  copil_minutes_shelf_take_signed (find_titled (pane, "Archive"), pdf);
  test_wait_until (has_kept (operator, "signed_pdf") && has_kept (member, "signed_pdf"));
  g_assert_nonnull (find_label (shelf, "La copie signée est revenue."));
  empty_directory (g_file_peek_path (folder));
}

static void
write_minutes (Person *operator, Person * member)
{
  g_autofree char *id = NULL;
  GtkWidget *pane, *read;

  copil_live_set_signing (operator->live, operator->station->connection, NULL,
                          "Département du Nord");
  copil_live_set_signing (member->live, member->station->connection, "local",
                          "Département du Nord");
  pane = open_minutes (operator);
  read = open_minutes (member);
  id = draft (operator, pane);
  remark (operator, pane, member, read);
  sign (operator, pane, member, read, id);
  put_away (operator, pane, member, read);
  close_minutes (operator);
  close_minutes (member);
}

static void
test_sitting (void)
{
  Person *operator= person_new ("secretariat-59", TRUE, NULL);
  Person *member = person_new ("chair-local-59", FALSE, "b0000000-0000-4000-8000-000000000001");

  open_sitting (operator, member);
  enter (operator, member);
  start_item (operator, member);
  speak (operator, member);
  hear (operator);
  vote_by_hands (operator, member);
  vote (operator, member);
  decide (operator, member);
  write_note (operator, member);
  close_sitting (operator, member);
  /* Who did not sit has no disagreement to mention. */
  g_assert_cmpuint (operator->station->n_refused, ==, 1);
  g_assert_cmpuint (member->station->n_refused, ==, 0);
  write_minutes (operator, member);
  person_free (member);
  person_free (operator);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  copil_language_init ();
  adw_init ();
  g_resources_register (copil_ui_get_resource ());
  base = committee_base_new ();
  committee_base_run (base, "INSERT INTO copil.college (id, committee_id, name, rank) VALUES"
                            " ('e0000000-0000-4000-8000-000000000001', '" TEST_COMMITTEE
                            "', 'Membres', 1)");
  for (guint i = 0; i < G_N_ELEMENTS (seats); i++)
    insert_seat (i);
  committee_base_run (base, "INSERT INTO copil.member (id, name, position) VALUES ('" EXPERT
                            "', 'Rémi Faure', 'Expert')");
  convoke ();
  g_test_add_func ("/live/sitting", test_sitting);
  result = g_test_run ();
  test_base_free (base);
  return result;
}
