/* test-paper.c: the documents of a sitting, as others read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With COPIL_PAPERS_DIR set, the documents are left there to be looked at.
 */
#include "committee/paper.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/instant.h"

static char *
read_file (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "committee", "data",
                                            name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static CopilDossier *
open_dossier (void)
{
  g_autofree char *text = read_file ("dossier.json");
  g_autoptr (GError) error = NULL;
  CopilDossier *dossier = copil_dossier_parse (text, -1, &error);

  g_assert_no_error (error);
  return dossier;
}

static JsonObject *
open_minutes (void)
{
  g_autofree char *text = read_file ("minutes.json");
  g_autoptr (JsonNode) node = json_from_string (text, NULL);

  return json_object_ref (json_node_get_object (node));
}

static void
keep (const char *name,
      GBytes     *pdf)
{
  const char *directory = g_getenv ("COPIL_PAPERS_DIR");
  g_autofree char *file = g_strconcat (name, ".pdf", NULL);
  g_autofree char *path = directory != NULL ? g_build_filename (directory, file, NULL) : NULL;

  if (path != NULL)
    g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
}

/* (transfer full): the words in reading order, spaces and breaks made one. */
static char *
read_pdf (GBytes *pdf)
{
  g_autofree char *path = NULL, *said = NULL, *line = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = NULL;
  GString *text = g_string_new (NULL);
  int fd = g_file_open_tmp ("paper-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  line = g_strdup_printf ("pdftotext -raw %s -", path);
  g_spawn_command_line_sync (line, &said, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  for (char *at = said; *at != '\0'; at = g_utf8_next_char (at))
    if (!g_unichar_isspace (g_utf8_get_char (at)))
      g_string_append_unichar (text, g_utf8_get_char (at));
    else if (text->len > 0 && text->str[text->len - 1] != ' ')
      g_string_append_c (text, ' ');
  return g_string_free (text, FALSE);
}

static char *
print (CopilPaperKind kind,
       CopilDossier  *dossier)
{
  gint64 today = copil_instant_of_paris (2026, 11, 22, 12, 0);
  CopilPaperInputs inputs = { .today = today, .fictitious = TRUE };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_paper_to_pdf (kind, dossier, &inputs, &error);
  g_autoptr (GBytes) again = copil_paper_to_pdf (kind, dossier, &inputs, NULL);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pdf, again));
  if (copil_dossier_get_committee (dossier) != NULL)
    keep (copil_paper_get_facts (kind)->name, pdf);
  return read_pdf (pdf);
}

static void
says (const char *text,
      const char *words)
{
  if (strstr (text, words) == NULL)
    g_error ("no “%s” in: %s", words, text);
}

static const struct
{
  CopilPaperKind kind;
  const char    *words[10];
} printed[] = {
  { COPIL_PAPER_CONVOCATION,
    { "jeudi 3 décembre 2026 à 9 h 30", "salle Vauban", "la participation à distance est ouverte",
      "R. 133-10", "R. 133-9", "28 novembre 2026", "10 h 20", "Claire Vasseur", "Henri Delattre",
      "données fictives" } },
  { COPIL_PAPER_PACK, { "Dossier de séance", "Ordre du jour", "Actions en cours", "en retard" } },
  { COPIL_PAPER_SIGN_IN,
    { "Jeanne Prévost suppléant", "siège vacant", "Signature", "Opérateurs", "Luc Bernard" } },
  { COPIL_PAPER_MANDATE, { "donne pouvoir à", "R. 133-9", "jeudi 3 décembre 2026" } },
  { COPIL_PAPER_DECISIONS,
    { "n° 2026-07", "à numéroter", "scénario B", "convention de répartition <B>", "en retard",
      "20 décembre 2026" } },
  { COPIL_PAPER_FOLLOW_UP, { "1 action est en retard", "Luc Bernard", "faite" } },
  { COPIL_PAPER_CONVERGENCE,
    { "Service public de l’emploi départemental (SPED)", "fusionnée", "1ᵉʳ mars 2026",
      "1 repris sur 2, 1 écarté", "fusion prévue" } },
};

static void
test_printed (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (CopilDossier) dossier = open_dossier ();
  g_autofree char *text = print (printed[i].kind, dossier);

  for (guint j = 0; j < G_N_ELEMENTS (printed[i].words) && printed[i].words[j] != NULL; j++)
    says (text, printed[i].words[j]);
}

static void
test_names (void)
{
  for (guint i = 0; i < COPIL_N_PAPERS; i++)
    {
      CopilPaperKind kind = COPIL_N_PAPERS;

      g_assert_true (copil_paper_find (copil_paper_get_facts (i)->name, &kind));
      g_assert_cmpint (kind, ==, i);
      g_assert_cmpstr (copil_paper_get_facts (i)->title, !=, "");
    }
}

static void
test_nothing (void)
{
  g_autoptr (CopilDossier) dossier = copil_dossier_new ();

  for (guint i = 0; i < COPIL_N_PAPERS; i++)
    {
      CopilPaperInputs inputs = { 0 };
      const char *reason = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_false (copil_paper_is_ready (i, dossier, &reason));
      g_assert_null (copil_paper_to_pdf (i, dossier, &inputs, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
      g_assert_cmpstr (error->message, ==, reason);
    }
}

/* An agenda of 500 items runs over the pages; one of none says so. */
static void
test_extremes (void)
{
  g_autoptr (GString) json = g_string_new ("{\"sitting\": [{\"id\": \"s\", \"starts_at\": "
                                           "\"2026-12-03T09:30:00+01:00\", \"number\": 1}], "
                                           "\"agenda_item\": [");
  g_autoptr (CopilDossier) many = NULL, none = NULL;
  g_autofree char *text = NULL, *empty = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append_printf (json, "%s{\"id\": \"%u\", \"rank\": %u, \"title\": \"Affaire %u\", "
                                  "\"seconds\": 60, \"nature\": \"advice\"}",
                            i > 0 ? ", " : "", i, i, i + 1);
  g_string_append (json, "]}");
  many = copil_dossier_parse (json->str, -1, NULL);
  text = print (COPIL_PAPER_CONVOCATION, many);
  says (text, "Affaire 500");
  none = copil_dossier_parse ("{\"sitting\": [{\"id\": \"s\"}]}", -1, NULL);
  empty = print (COPIL_PAPER_CONVOCATION, none);
  says (empty, "aucun point");
}

static GBytes *
print_minutes (JsonObject  *minutes,
               GError     **error)
{
  g_autoptr (CopilDossier) dossier = open_dossier ();
  CopilPaperInputs inputs = { .fictitious = TRUE, .minutes = minutes };

  return copil_paper_to_pdf (COPIL_PAPER_MINUTES, dossier, &inputs, error);
}

/* Everything that article R. 133-13 of the CRPA wants is there. */
static void
test_minutes (gconstpointer data)
{
  gboolean final = GPOINTER_TO_INT (data);
  static const char *const words[] = {
    "Claire Vasseur", "Préfète du Nord", "en visioconférence", "arrivée à 9 h 52",
    "départ à 11 h 02", "représenté par Sophie Marchand", "siège vacant",
    "a donné pouvoir à Sophie Marchand", "le quorum est atteint", "2.1. Premier rendez-vous",
    "Retenir le scénario B", "(par pouvoir)", "abstention", "+ 6 min", "2026-07", "Nadia Benhamou",
    "la séance est levée", "20 décembre 2026", "ouverte à 9 h 34, levée à 11 h 41",
  };
  JsonObject *minutes = open_minutes ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  json_object_set_string_member (minutes, "state", final ? "final" : "remarks");
  pdf = print_minutes (minutes, &error);
  g_assert_no_error (error);
  keep (final ? "minutes" : "minutes-draft", pdf);
  text = read_pdf (pdf);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    says (text, words[i]);
  g_assert_cmpint (strstr (text, "Document non achevé") != NULL, ==, !final);
  g_assert_cmpint (strstr (text, "a41f09c2a41f09c2") != NULL, ==, final);
  json_object_unref (minutes);
}

static void
test_minutes_damaged (void)
{
  g_autoptr (JsonObject) none = json_object_new ();
  g_autoptr (JsonObject) bare = json_object_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;

  g_assert_null (print_minutes (none, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
  g_clear_error (&error);
  json_object_set_object_member (bare, "content", json_object_new ());
  pdf = print_minutes (bare, &error);
  g_assert_no_error (error);
}

/* Documents joined to items ----------------------------------------------------------------- */

static cairo_status_t
append (void                *bytes,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
get_bytes (CopilRecord *record,
           gpointer     data)
{
  GByteArray *bytes = g_byte_array_new ();
  const char *name = copil_record_get_word (record, "name");
  cairo_surface_t *surface;
  cairo_t *cr;

  if (g_str_equal (name, "Absent"))
    {
      g_byte_array_unref (bytes);
      return NULL;
    }
  if (g_str_equal (name, "Abîmé"))
    {
      g_byte_array_append (bytes, (const guint8 *) "%PDF-1.7 cut", 12);
      return g_byte_array_free_to_bytes (bytes);
    }
  surface = cairo_pdf_surface_create_for_stream (append, bytes, 300, 300);
  cr = cairo_create (surface);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-11-01T00:00:00Z");
  for (guint i = 0; i < 2; i++)
    {
      cairo_move_to (cr, 20, 100);
      cairo_show_text (cr, name);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_pack (void)
{
  static const char documents[] =
    "{\"item_document\": ["
    "{\"id\": \"a\", \"item_id\": \"00000000-0000-4000-8000-000000000405\", \"name\": \"Annexe\"},"
    "{\"id\": \"b\", \"item_id\": \"00000000-0000-4000-8000-000000000404\", \"name\": \"Rapport\"},"
    "{\"id\": \"c\", \"item_id\": \"00000000-0000-4000-8000-000000000404\", \"name\": \"Abîmé\"},"
    "{\"id\": \"d\", \"item_id\": \"00000000-0000-4000-8000-000000000404\", \"name\": \"Absent\"}],"
    "\"item_view\": [{\"id\": \"v\", \"item_id\": \"00000000-0000-4000-8000-000000000402\","
    " \"indicator_code\": \"first_meeting\", \"caption\": \"Une part en hausse\"}]}";
  g_autoptr (CopilDossier) dossier = open_dossier ();
  g_autoptr (CopilDossier) more = copil_dossier_parse (documents, -1, NULL);
  CopilPackSources sources = { NULL, get_bytes, "lot 12", NULL };
  CopilPaperInputs inputs = { .fictitious = TRUE, .sources = &sources };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL, again = NULL;
  g_autofree char *text = NULL;

  copil_dossier_take_list (dossier, "item_document", copil_dossier_get_list (more, "item_document"));
  copil_dossier_take_list (dossier, "item_view", copil_dossier_get_list (more, "item_view"));
  pdf = copil_paper_to_pdf (COPIL_PAPER_PACK, dossier, &inputs, &error);
  g_assert_no_error (error);
  again = copil_paper_to_pdf (COPIL_PAPER_PACK, dossier, &inputs, NULL);
  g_assert_true (g_bytes_equal (pdf, again));
  keep ("pack", pdf);
  text = read_pdf (pdf);
  /* In the order of the agenda, behind one or two pages of ours. */
  says (text, "3. Rapport 2 pages page");
  says (text, "endommagé");
  says (text, "non disponible sur ce poste");
  says (text, "Une part en hausse");
  says (text, "Figures : lot 12");
  g_assert_true (strstr (text, " Rapport Rapport ") < strstr (text, " Annexe Annexe"));
  g_assert_nonnull (strstr (text, " Rapport Rapport "));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (printed); i++)
    {
      g_autofree char *path = g_strdup_printf ("/paper/%s",
                                               copil_paper_get_facts (printed[i].kind)->name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_printed);
    }
  g_test_add_func ("/paper/names", test_names);
  g_test_add_func ("/paper/nothing", test_nothing);
  g_test_add_func ("/paper/extremes", test_extremes);
  g_test_add_func ("/paper/pack-joined", test_pack);
  g_test_add_data_func ("/paper/minutes", GINT_TO_POINTER (TRUE), test_minutes);
  g_test_add_data_func ("/paper/minutes-draft", GINT_TO_POINTER (FALSE), test_minutes);
  g_test_add_func ("/paper/minutes-damaged", test_minutes_damaged);
  return g_test_run ();
}
