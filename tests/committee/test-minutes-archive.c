/* test-minutes-archive.c: what stays of final minutes, and the signed copy that comes back
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "committee/minutes-archive.h"
#include "committee/signed-copy.h"
#include "report/document.h"

#include <string.h>

#include "kept-paper.h"

#define HASH "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define OTHER "ff112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define DOCUMENT(state)                                                                            \
  "{\"state\": \"" state "\", \"content_hash\": \"" HASH "\", \"content\": {"                      \
  "\"committee\": \"Comité du Nord\", \"local_authority\": \"Département du Nord\", \"number\": 1," \
  "\"starts_at\": \"2026-06-18T08:00:00+00:00\", \"opened_at\": \"2026-06-18T08:02:00+00:00\","    \
  "\"closed_at\": \"2026-06-18T09:00:00+00:00\", \"place\": \"Préfecture\","                       \
  "\"presents\": [{\"name\": \"Mme Un\", \"position\": \"Préfète\", \"seat\": \"État\","           \
  " \"college\": \"État\", \"capacity\": \"full\", \"mode\": \"room\", \"votes\": 1,"              \
  " \"stays\": [[\"2026-06-18T08:02:00+00:00\", \"2026-06-18T08:30:00+00:00\"],"                   \
  " [\"2026-06-18T08:40:00+00:00\", null]]}],"                                                     \
  "\"absents\": [{\"name\": \"=M. Deux\", \"seat\": \"Région\", \"college\": \"Élus\","            \
  " \"votes\": 2, \"excused\": true, \"represented_by\": \"Mme Un\"}],"                            \
  "\"items\": [{\"id\": \"i\", \"number\": \"1\", \"title\": \"Budget; suite\", \"votes\": ["      \
  "{\"question\": \"Oui ?\", \"method\": \"roll\", \"for\": 2, \"against\": 0, \"abstentions\": 1," \
  " \"verdict\": \"adopted\", \"casting\": null, \"ballots\": [{\"seat\": \"État\","               \
  " \"name\": \"Mme Un\", \"choice\": \"for\", \"votes\": 1, \"mandate\": false}]},"               \
  "{\"question\": \"Non ?\", \"method\": \"hands\", \"for\": 1, \"against\": 3,"                   \
  " \"abstentions\": 0, \"verdict\": \"rejected\", \"ballots\": []}]}],"                           \
  "\"decisions\": [{\"id\": \"d\", \"year\": 2026, \"number\": 7, \"words\": \"Retenu.\"}],"       \
  "\"actions\": [{\"id\": \"a\", \"words\": \"Écrire\", \"owner\": \"Mme Un\","                    \
  " \"due\": \"2026-07-01\"}], \"paragraphs\": []}}"

static const CopilArchiveFile *
find (GPtrArray *archive, const char *name)
{
  for (guint i = 0; i < archive->len; i++)
    if (g_str_equal (((CopilArchiveFile *) archive->pdata[i])->name, name))
      return archive->pdata[i];
  return NULL;
}

/* Without its mark of order and with bare line ends. */
static char *
read_file (GPtrArray *archive, const char *name)
{
  const CopilArchiveFile *file = find (archive, name);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (file);
  text = g_strndup (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes));
  lines = g_strsplit (g_str_has_prefix (text, "\xEF\xBB\xBF") ? text + 3 : text, "\r\n", -1);
  return g_strjoinv ("\n", lines);
}

static GPtrArray *
new_tables (void)
{
  g_autoptr (JsonNode) node = json_from_string (DOCUMENT ("final"), NULL);
  GPtrArray *archive = copil_archive_new ();

  g_assert_nonnull (node);
  copil_archive_add_tables (
      archive, json_object_get_object_member (json_node_get_object (node), "content"));
  return archive;
}

static void
test_tables (void)
{
  g_autoptr (GPtrArray) archive = new_tables ();
  g_autofree char *votes = read_file (archive, "votes.csv");
  g_autofree char *presences = read_file (archive, "presences.csv");
  g_autofree char *decisions = read_file (archive, "decisions.csv");

  g_assert_cmpstr (votes, ==,
                   "Point;Intitulé;Question;Mode;Pour;Contre;Abstentions;Résultat;Voix "
                   "prépondérante;Siège;Nom;Choix;Voix;Par mandat\n"
                   "1;\"Budget; suite\";Oui ?;appel nominal;2;0;1;adoptée;;État;Mme "
                   "Un;pour;1;non\n"
                   "1;\"Budget; suite\";Non ?;main levée;1;3;0;rejetée;;;;;;\n");
  /* A name that a spreadsheet would compute is a text. */
  g_assert_cmpstr (presences, ==,
                   "Collège;Siège;Nom;Fonction;Voix;Qualité;Mode;Arrivée;Départ;Excusé;Représenté "
                   "par\n"
                   "État;État;Mme Un;Préfète;1;titulaire;en salle;18/06/2026 10:02;18/06/2026 "
                   "10:30;;\n"
                   "État;État;Mme Un;Préfète;1;titulaire;en salle;18/06/2026 10:40;;;\n"
                   "Élus;Région;'=M. Deux;;2;absent;;;;oui;Mme Un\n");
  g_assert_cmpstr (decisions, ==,
                   "Sorte;Année;Numéro;Texte;Responsable;Échéance\n"
                   "décision;2026;7;Retenu.;;\naction;;;Écrire;Mme Un;2026-07-01\n");
}

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) json = copil_minutes_archive_json (DOCUMENT ("final"), &error);
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (json, NULL), g_bytes_get_size (json));
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "format"), ==,
                   COPIL_MINUTES_FORMAT);
  g_assert_true (json_object_has_member (json_node_get_object (node), "content"));
  g_assert_null (copil_minutes_archive_json (DOCUMENT ("approval"), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_zip (void)
{
  g_autoptr (GPtrArray) archive = new_tables ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) one = NULL, other = NULL;
  g_autofree char *sums = NULL, *sum = NULL;

  copil_archive_add_sums (archive);
  sums = read_file (archive, "SHA256SUMS");
  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, find (archive, "votes.csv")->bytes);
  g_assert_true (g_str_has_prefix (sums, sum));
  one = copil_archive_to_zip (archive, &error);
  g_assert_no_error (error);
  other = copil_archive_to_zip (archive, NULL);
  g_assert_cmpmem ("PK\003\004", 4, g_bytes_get_data (one, NULL), 4);
  g_assert_true (g_bytes_equal (one, other));
}

/* -- The signed copy -------------------------------------------------------------------------- */

static void
test_judge (void)
{
  static const struct
  {
    const char *text;
    CopilCopyCheck check;
  } cases[] = {
    { "Empreinte SHA-256 : " HASH, COPIL_COPY_SAME },
    { "00112233445566778899aabbccddeeff\n001122 33445566778899AABBCCDDEEFF", COPIL_COPY_SAME },
    { "Empreinte SHA-256 : " OTHER, COPIL_COPY_OTHER },
    { "Procès-verbal de la séance du jeudi 18 juin 2026, Comité départemental du Nord",
      COPIL_COPY_NO_HASH },
    { "Page 1", COPIL_COPY_NO_TEXT },
    { "", COPIL_COPY_NO_TEXT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (copil_signed_copy_judge (cases[i].text, HASH), ==, cases[i].check);
    }
}

/* The hash is read in what is printed, whatever is written over it later. */
static void
test_printed (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_minutes_archive_pdf (DOCUMENT ("final"), TRUE, &error);
  g_autoptr (GBytes) again = copil_minutes_archive_pdf (DOCUMENT ("final"), TRUE, NULL);
  g_autoptr (GBytes) none = g_bytes_new_static ("%PDF-1.7 rien", 13);
  CopilCopyCheck check;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (pdf, again));
  g_assert_true (copil_signed_copy_check (pdf, HASH, &check, &error));
  g_assert_cmpint (check, ==, COPIL_COPY_SAME);
  g_assert_true (copil_signed_copy_check (pdf, OTHER, &check, &error));
  g_assert_cmpint (check, ==, COPIL_COPY_OTHER);
  g_assert_false (copil_signed_copy_check (none, HASH, &check, &error));
  g_assert_nonnull (error);
}

/* PDF/A-3u, whatever letters were typed; the checker proves in the same run that it sees what is
 * not. */
static void
test_kept (void)
{
  g_auto (GStrv) parts = g_strsplit (DOCUMENT ("final"), "Retenu.", 2);
  /* One that no font has, one that is no letter, and one that ordinary fonts do not have. */
  g_autofree char *typed = g_strjoinv ("A\xcd\xb8" "B \\u0001 \xf0\x9d\x84\x9e", parts);
  g_autofree char *findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_minutes_archive_pdf (typed, TRUE, &error);

  g_assert_no_error (error);
  findings = kept_paper_find (pdf, TRUE);
  g_assert_cmpstr (findings, ==, "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/minutes-archive/tables", test_tables);
  g_test_add_func ("/minutes-archive/json", test_json);
  g_test_add_func ("/minutes-archive/zip", test_zip);
  g_test_add_func ("/minutes-archive/judge", test_judge);
  g_test_add_func ("/minutes-archive/printed", test_printed);
  g_test_add_func ("/minutes-archive/kept", test_kept);
  return g_test_run ();
}
