/* test-before.c: what is prepared before a sitting: by the secretariat, a chair and a member
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "people.h"

#include "before-base.h"
#include "committee-base.h"
#include "committee-page/agenda-row.h"
#include "committee-page/document-dialog.h"
#include "committee-page/record-row.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <unistd.h>

enum
{
  SECRETARIAT,
  STATE,
  MEMBER,
  N_PERSONS
};

static const char * const logins[N_PERSONS] = { "secretariat-59", "chair-state-59", "reader" };

static TestBase *base;
static char *folder; /* of the files that are joined */

static void
go (guint       person,
    const char *page)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (windows[person]), "win.page", "s", page));
}

/* -- Rules ------------------------------------------------------------------------------------ */

/* (nullable): what the row that begins with @rule shows of @text. */
static GtkWidget *
see_in_rule (guint       person,
             const char *rule,
             const char *text)
{
  GtkWidget *found = see (person, rule);

  return found != NULL ? find_text (gtk_widget_get_ancestor (found, GTK_TYPE_LIST_BOX_ROW), text)
                       : NULL;
}

/* Each with its article, and whether it was read there; a reader sets none. */
static void
test_rules (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      go (i, "committees/rules");
      test_wait_until (see (i, "Délai de convocation\u00a0: 5\u00a0jours") != NULL);
      g_assert_nonnull (see_in_rule (i, "Délai de convocation", "Valeur vérifiée"));
      g_assert_nonnull (see_in_rule (i, "Délai de convocation", "Article R."));
      g_assert_nonnull (see_in_rule (i, "Sièges vacants", "Valeur non vérifiée"));
      g_assert_nonnull (see_in_rule (i, "Silence de l’organisme", "ne vaut pas avis"));
    }
  g_assert_nonnull (see_in_rule (SECRETARIAT, "Délai de convocation", "Fixer…"));
  g_assert_null (see_in_rule (SECRETARIAT, "Délai de convocation", "Revenir au régime"));
  g_assert_null (see_in_rule (SECRETARIAT, "Retrait d’un membre", "Fixer…"));
  g_assert_null (see (MEMBER, "Fixer…"));
}

/* Without its article it is not set; set, everybody reads it with that. */
static void
test_rule_set (void)
{
  press_in_row (SECRETARIAT, "Délai de convocation", "Fixer…");
  test_wait_until (find_dialog () != NULL);
  g_assert_null (copil_form_dialog_read (find_dialog ()));
  fill ("{\"value\": 8, \"source\": \"Règlement intérieur, article 4\"}");
  for (guint i = 0; i < N_PERSONS; i++)
    {
      test_wait_until (see (i, "Délai de convocation\u00a0: 8\u00a0jours") != NULL);
      test_wait_until (see_in_rule (i, "Délai de convocation", "Fixée par le comité") != NULL);
      g_assert_nonnull (see_in_rule (i, "Délai de convocation", "Règlement intérieur, article 4"));
    }
  g_assert_null (see (MEMBER, "Revenir au régime"));
}

/* Each kind of value arrives as what it is. */
static void
test_rule_kinds (void)
{
  static const struct
  {
    const char *rule;
    const char *values;
    const char *said;
  } cases[] = {
    { "Silence de l’organisme", "{\"value\": \"favourable\", \"source\": \"RI, article 5\"}",
      "réputé favorable" },
    { "Part requise", "{\"numerator\": 2, \"denominator\": 3, \"source\": \"RI, article 6\"}",
      "deux tiers" },
    { "Participation à distance", "{\"value\": \"false\", \"source\": \"RI, article 7\"}",
      "\u00a0: non" },
    { "Délai en urgence", "{\"value\": 48, \"source\": \"RI, article 8\"}", "48" },
    { "Délai en urgence", "{\"value\": 0, \"source\": \"RI, article 9\"}", "non fixé" },
    { "Mentions du procès-verbal", "{\"votes\": true, \"source\": \"RI, article 10\"}",
      "délibération, votes" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean is_own = see_in_rule (SECRETARIAT, cases[i].rule, "Corriger…") != NULL;

      press_in_row (SECRETARIAT, cases[i].rule, is_own ? "Corriger…" : "Fixer…");
      fill (cases[i].values);
      test_wait_until (see_in_rule (SECRETARIAT, cases[i].rule, cases[i].said) != NULL);
    }
}

/* What the base refuses is said, and nothing changes. */
static void
test_rule_refused (void)
{
  press_in_row (SECRETARIAT, "Part requise", "Corriger…");
  fill ("{\"numerator\": 3, \"denominator\": 2}");
  test_wait_until (find_question () != NULL);
  answer_question ("close");
  test_wait_until (see_in_rule (SECRETARIAT, "Part requise", "Fixée par le comité") != NULL);
  g_assert_nonnull (see_in_rule (SECRETARIAT, "Part requise", "deux tiers"));
}

static void
test_rule_dropped (void)
{
  press_in_row (SECRETARIAT, "Délai de convocation", "Revenir au régime");
  for (guint i = 0; i < N_PERSONS; i++)
    {
      test_wait_until (see (i, "Délai de convocation\u00a0: 5\u00a0jours") != NULL);
      test_wait_until (see_in_rule (i, "Délai de convocation", "Valeur vérifiée") != NULL);
    }
}

/* -- Opening ---------------------------------------------------------------------------------- */

static void
test_opened (void)
{
  for (guint i = 0; i < N_PERSONS; i++)
    {
      act (i, "win.committees");
      test_wait_until (see (i, "Qui doit faire quoi") != NULL);
    }
  go (SECRETARIAT, "sitting/" NEXT_SITTING);
  go (STATE, "sitting/" NEXT_SITTING);
  test_wait_until (see (SECRETARIAT, "Répartir l’enveloppe") != NULL);
  test_wait_until (see (STATE, "Répartir l’enveloppe") != NULL);
}

/* -- Documents -------------------------------------------------------------------------------- */

/* (transfer full): a PDF of @n_pages, by cairo. */
static GFile *
draw_pdf (const char *name,
          guint       n_pages)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 595, 842);
  cairo_t *cr = cairo_create (surface);

  for (guint i = 0; i < n_pages; i++)
    {
      cairo_rectangle (cr, 50, 50, 100, 100 * (i + 1));
      cairo_fill (cr);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_file_new_for_path (path);
}

static CopilDocumentDialog *
open_documents (guint person)
{
  GtkWidget *row = find_type (page_of (person), COPIL_TYPE_AGENDA_ROW);

  g_assert_true (gtk_widget_activate_action (row, "agenda.documents", "s", NEXT_ITEM));
  test_wait_until (find_window (COPIL_TYPE_DOCUMENT_DIALOG) != NULL);
  return COPIL_DOCUMENT_DIALOG (find_window (COPIL_TYPE_DOCUMENT_DIALOG));
}

static gboolean
says (CopilDocumentDialog *dialog,
      const char          *text)
{
  return find_text (GTK_WIDGET (dialog), text) != NULL;
}

static void
test_join (void)
{
  CopilDocumentDialog *dialog = open_documents (SECRETARIAT);
  g_autoptr(GFile) file = draw_pdf ("Note.pdf", 3);

  copil_document_dialog_join (dialog, file);
  fill ("{\"name\": \"Note de cadrage\"}");
  test_wait_until (says (dialog, "Note de cadrage"));
  test_wait_until (says (dialog, "3\u00a0pages"));
  test_wait_until (see (STATE, "1\u00a0document") != NULL);
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
assert_documents (int n)
{
  g_autofree char *found =
    committee_base_ask (base, "SELECT count (*)::text FROM copil.item_document");

  g_assert_cmpint (atoi (found), ==, n);
}

/* What cannot be joined is said, and nothing of it is. */
static void
test_not_joined (void)
{
  CopilDocumentDialog *dialog = open_documents (SECRETARIAT);
  g_autofree char *text = g_build_filename (folder, "Lettre.pdf", NULL);
  g_autofree char *large = g_build_filename (folder, "Plan.pdf", NULL);
  g_autoptr(GFile) letter = g_file_new_for_path (text);
  g_autoptr(GFile) plan = g_file_new_for_path (large);

  g_assert_true (g_file_set_contents (text, "Madame la préfète,", -1, NULL));
  g_assert_true (g_file_set_contents (large, "%PDF-1.7", -1, NULL));
  g_assert_cmpint (truncate (large, 11 * 1024 * 1024), ==, 0);
  copil_document_dialog_join (dialog, letter);
  test_wait_until (says (dialog, "n’est pas un PDF"));
  copil_document_dialog_join (dialog, plan);
  test_wait_until (says (dialog, "dépasse 10"));
  assert_documents (1);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* The base refuses as well: its sentence is the one that is read. */
static void
test_quota (void)
{
  CopilDocumentDialog *dialog = open_documents (SECRETARIAT);
  g_autoptr(GFile) file = draw_pdf ("Annexe.pdf", 1);

  committee_base_run (base, "INSERT INTO copil.document (sha256, bytes, media, put_by) SELECT"
                            " sha256 (b), b, 'application/pdf', 'secretariat-59' FROM (SELECT"
                            " convert_to ('%PDF-' || n || repeat (' ', 10485700), 'UTF8') AS b"
                            " FROM generate_series (1, 10) n) x");
  copil_document_dialog_join (dialog, file);
  fill ("{}");
  test_wait_until (says (dialog, "plus de 100 Mio"));
  assert_documents (1);
  committee_base_run (base, "DELETE FROM copil.document d WHERE NOT EXISTS (SELECT FROM"
                            " copil.item_document i WHERE i.sha256 = d.sha256)");
  gtk_window_close (GTK_WINDOW (dialog));
}

/* (transfer none): the row's target for files. */
static GtkDropTarget *
find_target (GtkWidget *row)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (row);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) each = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (each) &&
          gdk_content_formats_contain_gtype (gtk_drop_target_get_formats (GTK_DROP_TARGET (each)),
                                             GDK_TYPE_FILE_LIST))
        return GTK_DROP_TARGET (each);
    }
  return NULL;
}

/* Two files dropped on the row: each is titled in its turn; one that is given up is not joined. */
static void
test_dropped (void)
{
  GtkWidget *row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);
  g_autoptr(GFile) first = draw_pdf ("Carte.pdf", 1), second = draw_pdf ("Budget.pdf", 2);
  g_auto(GValue) value = G_VALUE_INIT;
  gboolean taken;

  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, gdk_file_list_new_from_array ((GFile *[]) { first, second }, 2));
  g_signal_emit_by_name (find_target (row), "drop", &value, 0.0, 0.0, &taken);
  g_assert_true (taken);
  test_wait_until (find_dialog () != NULL);
  gtk_window_close (GTK_WINDOW (find_dialog ()));
  test_wait_until (find_dialog () != NULL);
  fill ("{}");
  test_wait_until (see (STATE, "2\u00a0documents") != NULL);
  gtk_window_close (find_window (COPIL_TYPE_DOCUMENT_DIALOG));
}

static const char *
first_document (GtkWindow *dialog)
{
  GtkWidget *row = find_type (GTK_WIDGET (dialog), COPIL_TYPE_RECORD_ROW);

  return row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "";
}

static char *
id_of_document (const char *name)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT id::text FROM copil.item_document WHERE name = '%s' AND NOT gone", name);

  return committee_base_ask (base, sql);
}

static void
test_order (void)
{
  CopilDocumentDialog *dialog = open_documents (SECRETARIAT);
  g_autofree char *budget = id_of_document ("Budget");

  g_assert_cmpstr (first_document (GTK_WINDOW (dialog)), ==, "Note de cadrage");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "document.up", "s", budget));
  test_wait_until (g_str_equal (first_document (GTK_WINDOW (dialog)), "Budget"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "document.remove", "s",
                                             budget));
  test_wait_until (see (STATE, "1\u00a0document") != NULL);
  gtk_window_close (GTK_WINDOW (dialog));
}

/* -- Carrying over ---------------------------------------------------------------------------- */

/* Untick one; the other goes, and only those who prepare are asked. */
static void
test_carry (void)
{
  GtkWidget *row;

  go (SECRETARIAT, "sitting/" LAST_SITTING);
  go (STATE, "sitting/" LAST_SITTING);
  test_wait_until (see (SECRETARIAT, "Points à reporter") != NULL);
  test_wait_until (see (STATE, "Bilan de l’été") != NULL);
  g_assert_null (see (STATE, "Points à reporter"));
  g_assert_null (see (SECRETARIAT, "3. Bilan"));
  row = gtk_widget_get_ancestor (see (SECRETARIAT, "2. Garde d’enfants"), ADW_TYPE_ACTION_ROW);
  adw_action_row_activate (ADW_ACTION_ROW (row));
  press (SECRETARIAT, "Reporter les points cochés");
  test_wait_until (see (SECRETARIAT, "déjà inscrit") != NULL);
  go (STATE, "sitting/" NEXT_SITTING);
  test_wait_until (see (STATE, "Bilan de l’été") == NULL);
  test_wait_until (see (STATE, "Mobilité des jeunes") != NULL);
  g_assert_null (see (STATE, "Garde d’enfants"));
  go (SECRETARIAT, "sitting/" NEXT_SITTING);
  test_wait_until (see (SECRETARIAT, "Bilan de l’été") == NULL);
}

static void
test_recurring (void)
{
  go (SECRETARIAT, "committees/sittings");
  test_wait_until (see (SECRETARIAT, "Points récurrents") != NULL);
  g_assert_true (gtk_widget_activate_action (page_of (SECRETARIAT), "committee.add", "s",
                                             "recurring_item"));
  fill ("{\"title\": \"Point d’actualité\", \"minutes\": 5}");
  test_wait_until (see (SECRETARIAT, "Point d’actualité") != NULL);
  /* It has its number once it is recorded. */
  test_wait_until (see (SECRETARIAT, "en attente d’enregistrement") == NULL);
  press_in_row (SECRETARIAT, "Point d’actualité", "Corriger…");
  fill ("{\"title\": \"Tour de table\"}");
  test_wait_until (see (SECRETARIAT, "Tour de table") != NULL);
  test_wait_until (see (SECRETARIAT, "en attente d’enregistrement") == NULL);
  press_in_row (SECRETARIAT, "Tour de table", "Arrêter…");
  answer_question ("stop");
  test_wait_until (see (SECRETARIAT, "Tour de table") == NULL);
}

/* -- Proposals -------------------------------------------------------------------------------- */

static void
propose (const char *title)
{
  g_autofree char *json =
    g_strdup_printf ("{\"title\": \"%s\", \"reason\": \"Demande du terrain\"}", title);

  test_wait_until (see (MEMBER, "Proposer un point…") != NULL);
  press (MEMBER, "Proposer un point…");
  fill (json);
  test_wait_until (see (MEMBER, title) != NULL);
}

/* A member proposes; who prepares answers beside the agenda, who chairs does not. */
static void
test_proposals (void)
{
  go (MEMBER, "committees/sittings");
  go (SECRETARIAT, "sitting/" NEXT_SITTING);
  test_wait_until (see (SECRETARIAT, "Points récurrents") == NULL);
  g_assert_null (see (SECRETARIAT, "Points proposés par les membres"));
  propose ("Logement des saisonniers");
  propose ("Visite d’entreprise");
  propose ("Lettre au ministre");
  test_wait_until (see (SECRETARIAT, "Logement des saisonniers") != NULL);
  test_wait_until (see (SECRETARIAT, "Lettre au ministre") != NULL);
  g_assert_null (see (STATE, "Logement des saisonniers"));
  press_in_row (SECRETARIAT, "Logement des saisonniers", "Inscrire…");
  fill ("{\"rank\": \"1\"}");
  test_wait_until (see (STATE, "Logement des saisonniers") != NULL);
  test_wait_until (see (MEMBER, "Accepté") != NULL);
  press_in_row (SECRETARIAT, "Visite d’entreprise", "Refuser…");
  fill ("{\"answer\": \"Au printemps\"}");
  test_wait_until (see (MEMBER, "Au printemps") != NULL);
}

static void
test_withdrawn (void)
{
  press_in_row (MEMBER, "Lettre au ministre", "Retirer ma proposition");
  test_wait_until (see (MEMBER, "Retiré") != NULL);
  test_wait_until (see (SECRETARIAT, "Lettre au ministre") == NULL);
}

/* -- Advice ----------------------------------------------------------------------------------- */

static void
ask_advice (const char *json)
{
  GtkWidget *row = find_type (page_of (SECRETARIAT), COPIL_TYPE_AGENDA_ROW);

  g_assert_true (gtk_widget_activate_action (row, "agenda.ask-advice", "s", NEXT_ITEM));
  fill (json);
}

/* The sitting is a draft, which a member does not read: what is asked of them, they do. */
static void
test_advice_asked (void)
{
  go (MEMBER, "committees/overview");
  test_wait_until (see (MEMBER, "Qui doit faire quoi") != NULL);
  g_assert_null (see (MEMBER, "Avis qui vous sont demandés"));
  ask_advice ("{\"whom\": \"member b0000000-0000-4000-8000-000000000003\", \"days\": 10,"
              " \"question\": \"Le calendrier convient-il ?\"}");
  test_wait_until (see (MEMBER, "Avis qui vous sont demandés") != NULL);
  test_wait_until (see (MEMBER, "Répartir l’enveloppe") != NULL);
  g_assert_nonnull (see (MEMBER, "Le calendrier convient-il ?"));
  ask_advice ("{\"whom\": \"\", \"of_whom\": \"Services de l’État\", \"days\": 3}");
  test_wait_until (see (STATE, "Avis\u00a0: 2 en attente") != NULL);
  g_assert_null (see (STATE, "Noter…"));
}

static char *
path_of_document (const char *name)
{
  g_autofree char *sql = g_strdup_printf ("SELECT left (encode (sha256, 'hex'), 16) FROM"
                                          " copil.item_document WHERE name = '%s' AND NOT gone", name);
  g_autofree char *hash = committee_base_ask (base, sql);
  g_autofree char *file = g_strdup_printf ("%s.pdf", name);

  return g_build_filename (g_get_user_runtime_dir (), "copil", hash, file, NULL);
}

/* What the item rests on is theirs to read as well. */
static void
test_advice_documents (void)
{
  g_autofree char *path = path_of_document ("Note de cadrage");
  g_autofree char *sha256 = committee_base_ask (
    base, "SELECT encode (sha256, 'hex') FROM copil.item_document WHERE name = 'Note de cadrage'");

  g_remove (path);
  g_assert_nonnull (see (MEMBER, "1\u00a0document"));
  g_assert_true (gtk_widget_activate_action (page_of (MEMBER), "committee.read-document", "(sss)",
                                             NEXT_SITTING, sha256, "Note de cadrage"));
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* Who answers is its author: those who prepare do not touch it. */
static void
test_advice_given (void)
{
  press (MEMBER, "Donner votre avis…");
  fill ("{\"meaning\": \"reserves\", \"conditions\": \"Un bilan en juin\"}");
  test_wait_until (see (MEMBER, "Favorable avec réserves") != NULL);
  test_wait_until (see (STATE, "Un bilan en juin") != NULL);
  test_wait_until (see (SECRETARIAT, "Un bilan en juin") != NULL);
  g_assert_null (find_text (gtk_widget_get_ancestor (see (SECRETARIAT, "Un bilan en juin"),
                                                     GTK_TYPE_LIST_BOX_ROW), "Noter…"));
}

static void
test_advice_noted (void)
{
  test_wait_until (see (SECRETARIAT, "en attente d’enregistrement") == NULL);
  press_in_row (SECRETARIAT, "Services de l’État", "Noter…");
  fill ("{\"meaning\": \"unfavourable\", \"words\": \"Crédits indisponibles\"}");
  test_wait_until (see (STATE, "Crédits indisponibles") != NULL);
  test_wait_until (see (STATE, "Avis\u00a0: 1 favorable avec réserves, 1 défavorable") != NULL);
  test_wait_until (see (STATE, "noté par") != NULL);
}

/* -- Actions ---------------------------------------------------------------------------------- */

/* Of one that is late; who is to do it reads that it was. */
static void
test_action_reminded (void)
{
  committee_base_run (base, "INSERT INTO copil.action (id, sitting_id, committee_id, words, owner_id,"
                            " due) SELECT gen_random_uuid (), id, committee_id, 'Écrire aux bassins',"
                            " 'b0000000-0000-4000-8000-000000000003', current_date - 3"
                            " FROM copil.sitting WHERE id = '" LAST_SITTING "'");
  go (SECRETARIAT, "committees/register");
  go (MEMBER, "committees/register");
  test_wait_until (see (MEMBER, "Écrire aux bassins") != NULL);
  test_wait_until (see (SECRETARIAT, "Écrire aux bassins") != NULL);
  g_assert_null (find_text (gtk_widget_get_ancestor (see (MEMBER, "Écrire aux bassins"),
                                                     GTK_TYPE_LIST_BOX_ROW), "Relancer"));
  press_in_row (SECRETARIAT, "Écrire aux bassins", "Relancer");
  test_wait_until (see (MEMBER, "relance du") != NULL);
}

/* A chair lends a key and takes it back; others have no button for it. */
static void
test_key_taken_back (void)
{
  before_base_call (base, "chair-state-59",
                    "SELECT copil.delegation_give (gen_random_uuid (), gen_random_uuid (),"
                    " (SELECT committee_id FROM copil.sitting WHERE id = '" NEXT_SITTING "'),"
                    " 'reader', copil.today (), copil.today () + 30, 'Arrêté du 2 mars',"
                    " '[\"agenda\"]')");
  go (STATE, "committees/composition");
  go (SECRETARIAT, "committees/composition");
  test_wait_until (see (SECRETARIAT, "Arrêté du 2 mars") != NULL);
  g_assert_null (see (SECRETARIAT, "Reprendre la clé"));
  test_wait_until (see (STATE, "Reprendre la clé") != NULL);
  press (STATE, "Reprendre la clé");
  test_wait_until (see (SECRETARIAT, "Retirée") != NULL);
  g_assert_null (see (STATE, "Reprendre la clé"));
}

/* -- Answers ---------------------------------------------------------------------------------- */

/* A member reads a sitting once it is convoked. */
static void
test_convoked (void)
{
  g_assert_null (see (SECRETARIAT, "Réponses à la convocation"));
  before_base_convoke (base);
  test_wait_until (see (SECRETARIAT, "Réponses à la convocation") != NULL);
  test_wait_until (see (STATE, "Réponses à la convocation") != NULL);
  test_wait_until (see (SECRETARIAT, "5 convoqués, 4 sans réponse") != NULL);
  g_assert_null (see (STATE, "Noter…"));
  g_assert_null (see (STATE, "Relancer"));
  go (MEMBER, "sitting/" NEXT_SITTING);
  test_wait_until (see (MEMBER, "Votre réponse") != NULL);
  g_assert_null (see (MEMBER, "Réponses à la convocation"));
  g_assert_nonnull (see (MEMBER, "Sans réponse"));
}

static void
test_acknowledge (void)
{
  press (MEMBER, "J’en accuse réception");
  test_wait_until (see (MEMBER, "J’en accuse réception") == NULL);
  test_wait_until (see (SECRETARIAT, "reçue le") != NULL);
}

static void
test_remind (void)
{
  press (SECRETARIAT, "Relancer");
  test_wait_until (see (MEMBER, "Le secrétariat attend votre réponse") != NULL);
  test_wait_until (see (SECRETARIAT, "relance du") != NULL);
}

static void
test_own_answer (void)
{
  press (MEMBER, "À distance");
  test_wait_until (see (SECRETARIAT, "5 convoqués, 3 sans réponse") != NULL);
  test_wait_until (see (STATE, "répondu le") != NULL);
  g_assert_null (see (MEMBER, "Le secrétariat attend votre réponse"));
  press (MEMBER, "Mandat ou suppléant…");
  fill ("{\"choice\": \"deputy\", \"other\": \"b0000000-0000-4000-8000-000000000005\"}");
  test_wait_until (see (SECRETARIAT, "Suppléé par Hugo Petit") != NULL);
}

/* For somebody else, by who prepares: it is said who noted it. */
static void
test_noted_answer (void)
{
  press_in_row (SECRETARIAT, "Anne Leroy", "Noter…");
  fill ("{\"choice\": \"mandate\", \"other\": \"b0000000-0000-4000-8000-000000000002\","
        " \"received\": true}");
  test_wait_until (see (SECRETARIAT, "Mandat à Paul Martin") != NULL);
  test_wait_until (see (STATE, "notée par Inès Carlier") != NULL);
}

/* What the base refuses is told, and nothing of it stays. */
static void
test_refused_answer (void)
{
  press (MEMBER, "Mandat ou suppléant…");
  fill ("{\"choice\": \"mandate\", \"other\": \"b0000000-0000-4000-8000-000000000002\"}");
  test_wait_until (find_question () != NULL);
  answer_question ("close");
  test_wait_until (see (MEMBER, "Suppléé par Hugo Petit") != NULL);
}

/* A member reads what is joined, and joins nothing. */
static void
test_read (void)
{
  CopilDocumentDialog *dialog = open_documents (MEMBER);
  g_autofree char *id = id_of_document ("Note de cadrage");
  g_autofree char *path = path_of_document ("Note de cadrage");

  g_remove (path);
  g_assert_true (says (dialog, "3\u00a0pages"));
  g_assert_false (says (dialog, "Joindre un PDF…"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (dialog), "document.open", "s", id));
  test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  gtk_window_close (GTK_WINDOW (dialog));
}

/* -- Set up ----------------------------------------------------------------------------------- */

int
main (int    argc,
      char **argv)
{
  int status;

  people_init (&argc, &argv);
  folder = g_dir_make_tmp ("copil-files-XXXXXX", NULL);
  base = before_base_new ();
  for (guint i = 0; i < N_PERSONS; i++)
    people_open (base, i, logins[i]);
  g_test_add_func ("/before/open", test_opened);
  g_test_add_func ("/before/documents-join", test_join);
  g_test_add_func ("/before/documents-not-joined", test_not_joined);
  g_test_add_func ("/before/documents-quota", test_quota);
  g_test_add_func ("/before/documents-dropped", test_dropped);
  g_test_add_func ("/before/documents-order", test_order);
  g_test_add_func ("/before/carry", test_carry);
  g_test_add_func ("/before/recurring", test_recurring);
  g_test_add_func ("/before/proposals", test_proposals);
  g_test_add_func ("/before/proposals-withdrawn", test_withdrawn);
  g_test_add_func ("/before/advice-asked", test_advice_asked);
  g_test_add_func ("/before/advice-documents", test_advice_documents);
  g_test_add_func ("/before/advice-given", test_advice_given);
  g_test_add_func ("/before/advice-noted", test_advice_noted);
  g_test_add_func ("/before/answers-convoked", test_convoked);
  g_test_add_func ("/before/answers-acknowledge", test_acknowledge);
  g_test_add_func ("/before/answers-remind", test_remind);
  g_test_add_func ("/before/answers-own", test_own_answer);
  g_test_add_func ("/before/answers-noted", test_noted_answer);
  g_test_add_func ("/before/answers-refused", test_refused_answer);
  g_test_add_func ("/before/documents-read", test_read);
  g_test_add_func ("/before/rules", test_rules);
  g_test_add_func ("/before/rules-set", test_rule_set);
  g_test_add_func ("/before/rules-kinds", test_rule_kinds);
  g_test_add_func ("/before/rules-refused", test_rule_refused);
  g_test_add_func ("/before/rules-dropped", test_rule_dropped);
  g_test_add_func ("/before/action-reminded", test_action_reminded);
  g_test_add_func ("/before/key-taken-back", test_key_taken_back);
  status = g_test_run ();
  people_close ();
  test_base_free (base);
  test_remove_all (folder);
  g_free (folder);
  return status;
}
