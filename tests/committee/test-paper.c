/* test-paper.c: the documents of a sitting, as others read them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With COPIL_PAPERS_DIR set, the documents are left there to be looked at.
 */
#include "committee/paper.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "chart/line-chart.h"
#include "core/instant.h"
#include "kept-paper.h"

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
  g_autofree char *findings = NULL;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pdf, again));
  findings = kept_paper_find (pdf, FALSE);
  g_assert_cmpstr (findings, ==, "");
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
  { COPIL_PAPER_AGENDA,
    { "Ordre du jour", "9 h 30", "Accès à l’emploi à 6 mois", "Durée prévue : 1 h 20",
      "jusqu’à 10 h 50" } },
  { COPIL_PAPER_PACK,
    { "Dossier de séance", "Ordre du jour", "Actions en cours", "en retard", "Avis demandé à",
      "CAF du Nord & partenaires" } },
  { COPIL_PAPER_SIGN_IN,
    { "Jeanne Prévost suppléant", "siège vacant", "Signature", "Opérateurs", "Luc Bernard" } },
  { COPIL_PAPER_MANDATE, { "donne pouvoir à", "R. 133-9", "jeudi 3 décembre 2026" } },
  { COPIL_PAPER_DECISIONS,
    { "n° 2026-07", "à numéroter", "scénario B", "convention de répartition <B>", "en retard",
      "20 décembre 2026" } },
  { COPIL_PAPER_RUNNING_ORDER,
    { "Conducteur", "réservé à ceux qui préparent", "9 h 30", "Fin prévue à 10 h 50",
      "prévision : 10 h 50 (à l’heure)", "Vote attendu", "R. 133-11", "quorum" } },
  { COPIL_PAPER_STATISTICS, { "Bilan d’activité", "Aucune séance n’a été tenue" } },
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

/* Lists of @json instead of those of the dossier. */
static void
lay (CopilDossier *dossier,
     const char   *json)
{
  static const char *const kinds[] = { "committee", "sitting", "convocation", "operator_note",
                                       "item_document", "item_view", "minutes" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilDossier) more = copil_dossier_parse (json, -1, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (copil_dossier_count (more, kinds[i]) > 0)
      copil_dossier_take_list (dossier, kinds[i], copil_dossier_get_list (more, kinds[i]));
}

/* What those who animate a sitting need beside them. */
static void
test_running_order (void)
{
  g_autoptr (CopilDossier) dossier = open_dossier ();
  g_autofree char *text = NULL;

  lay (dossier,
       "{\"operator_note\": ["
       " {\"id\": \"n\", \"item_id\": \"00000000-0000-4000-8000-000000000402\","
       "  \"words\": \"Laisser parler l’agglomération <d’abord>\"},"
       " {\"id\": \"m\", \"item_id\": null, \"words\": \"Penser au micro\"}],"
       " \"item_document\": [{\"id\": \"d\", \"name\": \"Annexe financière\", \"pages\": 3,"
       "  \"item_id\": \"00000000-0000-4000-8000-000000000402\"}],"
       " \"item_view\": [{\"id\": \"v\", \"indicator_code\": \"first_meeting\","
       "  \"item_id\": \"00000000-0000-4000-8000-000000000402\", \"caption\": \"Une part en hausse\"}]}");
  text = print (COPIL_PAPER_RUNNING_ORDER, dossier);
  says (text, "Laisser parler l’agglomération <d’abord>");
  says (text, "Penser au micro");
  says (text, "Document à montrer : Annexe financière, 3 pages");
  says (text, "Figure à montrer : Une part en hausse");
}

/* Whoever does not prepare is refused it, and is not offered it. */
static void
test_running_order_refused (void)
{
  g_autoptr (CopilDossier) dossier = open_dossier ();
  CopilPaperInputs inputs = { 0 };
  g_autoptr (GError) error = NULL;

  lay (dossier, "{\"committee\": [{\"id\": \"c\", \"rights\": {\"prepares\": false, \"sits\": true}}]}");
  g_assert_false (copil_paper_is_ready (COPIL_PAPER_RUNNING_ORDER, dossier, NULL));
  g_assert_true (copil_paper_is_ready (COPIL_PAPER_CONVOCATION, dossier, NULL));
  g_assert_null (copil_paper_to_pdf (COPIL_PAPER_RUNNING_ORDER, dossier, &inputs, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

/* What nobody wrote yet is not offered; a draft decision has no extract. */
static void
test_timely (void)
{
  g_autoptr (CopilDossier) dossier = open_dossier ();
  g_autoptr (CopilDossier) none = copil_dossier_new ();

  g_assert_true (copil_paper_is_timely (COPIL_PAPER_CONVOCATION, dossier));
  g_assert_true (copil_paper_is_timely (COPIL_PAPER_DECISIONS, dossier));
  g_assert_false (copil_paper_is_timely (COPIL_PAPER_MINUTES, dossier));
  g_assert_false (copil_paper_is_timely (COPIL_PAPER_EXTRACT, dossier));
  lay (dossier, "{\"minutes\": [{\"id\": \"m\"}]}");
  g_assert_true (copil_paper_is_timely (COPIL_PAPER_MINUTES, dossier));
  g_assert_true (copil_paper_is_timely (COPIL_PAPER_EXTRACT, dossier));
  g_assert_false (copil_paper_is_timely (COPIL_PAPER_DECISIONS, none));
  g_assert_false (copil_paper_is_timely (COPIL_PAPER_EXTRACT, none));
}

/* A sitting that goes on is forecast from now: half an hour behind its plan. */
static void
test_running_order_forecast (void)
{
  g_autoptr (CopilDossier) dossier = copil_dossier_parse (
    "{\"committee\": [{\"id\": \"c\", \"rights\": {\"prepares\": true}}],"
    " \"sitting\": [{\"id\": \"s\", \"number\": 1, \"starts_at\": \"2026-11-22T11:00:00+01:00\","
    "  \"opened_at\": \"2026-11-22T11:10:00+01:00\"}],"
    " \"agenda_item\": ["
    "  {\"id\": \"a\", \"rank\": 1, \"title\": \"Un\", \"seconds\": 1200, \"outcome\": \"treated\","
    "   \"started_at\": \"2026-11-22T11:10:00+01:00\", \"ended_at\": \"2026-11-22T11:50:00+01:00\"},"
    "  {\"id\": \"b\", \"rank\": 2, \"title\": \"Deux\", \"seconds\": 1200, \"outcome\": \"current\","
    "   \"started_at\": \"2026-11-22T11:50:00+01:00\"},"
    "  {\"id\": \"c\", \"rank\": 3, \"title\": \"Trois\", \"seconds\": 600, \"outcome\": \"postponed\"},"
    "  {\"id\": \"d\", \"rank\": 4, \"title\": \"Quatre\", \"seconds\": 600, \"outcome\": \"pending\"}],"
    " \"clock_event\": [{\"id\": \"e\", \"item_id\": \"b\", \"kind\": \"start\","
    "  \"at\": \"2026-11-22T11:50:00+01:00\", \"ends_at\": \"2026-11-22T12:10:00+01:00\"}]}", -1, NULL);
  g_autofree char *text = print (COPIL_PAPER_RUNNING_ORDER, dossier);

  says (text, "11 h 20 11 h 50 2 Deux");
  says (text, "11 h 50 12 h 10 4 Quatre");
  says (text, "reporté");
  says (text, "Fin prévue à 12 h 00 ; prévision : 12 h 20 (+ 20 min)");
}

/* Two contents that both chairs approved, and what is not the same in them. */
static void
test_changes (void)
{
  static const char versions[] =
    "{\"convocation\": ["
    "{\"id\": \"v1\", \"version\": 1, \"sent_at\": \"2026-11-16T10:00:00+01:00\", \"content\":"
    " {\"place\": \"salle Vauban\", \"agenda\": {\"title\": \"Séance\", \"items\": ["
    "  {\"id\": \"a\", \"number\": \"1\", \"title\": \"Avance\", \"seconds\": 600, \"nature\": \"advice\","
    "   \"documents\": []},"
    "  {\"id\": \"b\", \"number\": \"2\", \"title\": \"Bassins\", \"seconds\": 600},"
    "  {\"id\": \"c\", \"number\": \"3\", \"title\": \"Retiré ensuite\", \"seconds\": 300}]}}},"
    "{\"id\": \"v2\", \"version\": 2, \"sent_at\": \"2026-11-20T10:00:00+01:00\", \"content\":"
    " {\"place\": \"salle Érignac\", \"agenda\": {\"title\": \"Séance\", \"items\": ["
    "  {\"id\": \"b\", \"number\": \"1\", \"title\": \"Bassins\", \"seconds\": 600},"
    "  {\"id\": \"a\", \"number\": \"2\", \"title\": \"Avance\", \"seconds\": 1500, \"nature\": \"decision\","
    "   \"documents\": [{\"name\": \"Rapport\", \"pages\": 4}]},"
    "  {\"id\": \"d\", \"number\": \"3\", \"title\": \"Point tardif\", \"seconds\": 300}]}}}]}";
  g_autoptr (CopilDossier) dossier = open_dossier ();
  const char *reason = NULL;
  g_autofree char *text = NULL;

  g_assert_false (copil_paper_is_ready (COPIL_PAPER_CHANGES, dossier, &reason));
  says (reason, "n’a pas changé");
  lay (dossier, versions);
  text = print (COPIL_PAPER_CHANGES, dossier);
  says (text, "La version 2 de la convocation");
  says (text, "Points ajoutés 3. Point tardif");
  says (text, "Points retirés 3. Retiré ensuite");
  says (text, "Séance Lieu salle Vauban salle Érignac");
  says (text, "Durée 10 min 25 min");
  says (text, "Nature Avis Décision");
  says (text, "aucun Rapport (4 pages)");
  says (text, "Place point");
  says (text, "Claire Vasseur");
}

/* In every agenda that is printed from then on. */
static void
test_late (void)
{
  g_autoptr (CopilDossier) dossier = copil_dossier_parse (
    "{\"sitting\": [{\"id\": \"s\", \"starts_at\": \"2026-12-03T09:30:00+01:00\", \"number\": 1}],"
    " \"agenda_item\": [{\"id\": \"a\", \"rank\": 1, \"title\": \"Avance\", \"late\": true},"
    "  {\"id\": \"b\", \"rank\": 2, \"title\": \"Bassins\", \"late\": false}]}", -1, NULL);
  g_autofree char *text = print (COPIL_PAPER_CONVOCATION, dossier);

  says (text, "Avance (ajouté ou modifié)");
  g_assert_null (strstr (text, "Bassins (ajouté ou modifié)"));
}

static GBytes *
print_extract (const char  *decision,
               GError     **error)
{
  g_autoptr (JsonObject) minutes = open_minutes ();
  g_autoptr (CopilDossier) dossier = open_dossier ();
  CopilPaperInputs inputs = { .minutes = minutes, .decision = decision };

  return copil_paper_to_pdf (COPIL_PAPER_EXTRACT, dossier, &inputs, error);
}

static void
test_extract (void)
{
  static const char *const words[] = {
    "Décision n° 2026-07", "retient le scénario B", "Mis aux voix : Retenir le scénario B",
    "5 voix pour, 1 voix contre, 1 abstention ; proposition adoptée (article R. 133-11 du CRPA)",
    "Claire Vasseur", "Préfète du Nord", "Henri Delattre", "Département du Nord",
    "a41f09c2a41f09c2",
    "Quorum : 7 membres présents ou représentés sur 8, 4 requis (article R. 133-10 du CRPA)",
    "Avis recueillis", "CAF du Nord : avis favorable",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = print_extract ("00000000-0000-4000-8000-000000000600", &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  keep ("extract", pdf);
  text = read_pdf (pdf);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    says (text, words[i]);
  g_assert_null (strstr (text, "Nadia Benhamou, ")); /* no mandate of hers */
  g_assert_null (print_extract ("00000000-0000-4000-8000-00000000dead", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (print_extract (NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_statistics (void)
{
  static const char *const words[] = {
    "Séances tenues du 1ᵉʳ janvier 2026 au 31 décembre 2026", "2 séances tenues, 1 décision prise",
    "Assiduité par collège", "Préfète du Nord 2 2 0 0 100 %", "Maire 2 0 0 1 50 %",
    "Durée prévue des points traités : 30 min ; durée réelle : 41 min (+ 11 min)",
    "2 actions faites, dont 1 après l’échéance ; 1 action en cours, dont 1 en retard",
    "délai tenu", "hors délai", "Accident industriel", "données fictives",
  };
  g_autofree char *json = read_file ("statistics.json");
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (CopilDossier) dossier = open_dossier ();
  CopilPaperInputs inputs = { .today = copil_instant_of_paris (2026, 11, 22, 12, 0), .fictitious = TRUE,
                              .statistics = json_node_get_object (node), .since = "2026-01-01",
                              .until = "2026-12-31" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_paper_to_pdf (COPIL_PAPER_STATISTICS, dossier, &inputs, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  keep ("statistics", pdf);
  text = read_pdf (pdf);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    says (text, words[i]);
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

/* Metadata are not compressed. */
static gboolean
claims_archival (GBytes *pdf)
{
  static const char claim[] = "<pdfaid:part>";
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);

  return memmem (data, size, claim, strlen (claim)) != NULL;
}

/* Three years of months. */
static CopilChart *
create_curve (CopilRecord *view,
              gpointer     data)
{
  static CopilFigure figures[36];
  CopilLineData line = { .head = { "Part des rendez-vous tenus", "en %", NULL, "%", 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    figures[i] = (CopilFigure) { 40 + i, NAN, NAN, 1, COPIL_CELL_OBSERVED, FALSE };
  line.subject = (CopilLineSeries) { "Nord", copil_period_new (COPIL_RHYTHM_MONTH, 2023, 1), figures,
                                     G_N_ELEMENTS (figures) };
  return copil_line_chart_new (&line);
}

/* The last months in a table, all of them in a file; columns with nothing in them are left out. */
static void
test_figures (void)
{
  static const char views[] =
    "{\"item_view\": [{\"id\": \"v\", \"item_id\": \"00000000-0000-4000-8000-000000000402\","
    " \"indicator_code\": \"first_meeting\"}]}";
  g_autoptr (CopilDossier) dossier = open_dossier ();
  g_autoptr (CopilDossier) more = copil_dossier_parse (views, -1, NULL);
  CopilPackSources sources = { create_curve, NULL, NULL, NULL };
  CopilPaperInputs inputs = { .fictitious = TRUE, .sources = &sources };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = NULL;
  g_autofree char *text = NULL;

  copil_dossier_take_list (dossier, "item_view", copil_dossier_get_list (more, "item_view"));
  pdf = copil_paper_to_pdf (COPIL_PAPER_PACK, dossier, &inputs, &error);
  g_assert_no_error (error);
  text = read_pdf (pdf);
  g_assert_nonnull (strstr (text, "décembre 2025"));
  g_assert_nonnull (strstr (text, "75,0"));
  g_assert_nonnull (strstr (text, "décembre 2024"));
  g_assert_null (strstr (text, "novembre 2024"));
  g_assert_null (strstr (text, "Dénominateur"));
  g_assert_nonnull (strstr (text, "chiffres-1.csv"));
  g_assert_nonnull (memmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), "/EmbeddedFile",
                            strlen ("/EmbeddedFile")));
}

/* What others wrote is not ours to vouch for. */
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
  CopilPackSources sources = { NULL, get_bytes, "État figé le 12 novembre 2026 (lot 12)", NULL };
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
  g_assert_false (claims_archival (pdf));
  text = read_pdf (pdf);
  /* In the order of the agenda, behind one or two pages of ours. */
  says (text, "3. Rapport 2 pages page");
  says (text, "endommagé");
  says (text, "non disponible sur ce poste");
  says (text, "Une part en hausse");
  says (text, "État figé le 12 novembre 2026 (lot 12).");
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
  g_test_add_func ("/paper/timely", test_timely);
  g_test_add_func ("/paper/running-order-full", test_running_order);
  g_test_add_func ("/paper/running-order-refused", test_running_order_refused);
  g_test_add_func ("/paper/running-order-forecast", test_running_order_forecast);
  g_test_add_func ("/paper/changes", test_changes);
  g_test_add_func ("/paper/late", test_late);
  g_test_add_func ("/paper/extract", test_extract);
  g_test_add_func ("/paper/statistics-full", test_statistics);
  g_test_add_func ("/paper/extremes", test_extremes);
  g_test_add_func ("/paper/pack-figures", test_figures);
  g_test_add_func ("/paper/pack-joined", test_pack);
  g_test_add_data_func ("/paper/minutes", GINT_TO_POINTER (TRUE), test_minutes);
  g_test_add_data_func ("/paper/minutes-draft", GINT_TO_POINTER (FALSE), test_minutes);
  g_test_add_func ("/paper/minutes-damaged", test_minutes_damaged);
  return g_test_run ();
}
