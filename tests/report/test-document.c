/* test-document.c: blocks into pages, pages into a PDF that others can read
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "report/document.h"
#include "report/typeset.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "chart/bullet-chart.h"
#include "chart/line-chart.h"
#include "chart/rank-chart.h"
#include "chart/spark-chart.h"

#define N_MONTHS 46
#define LOREM                                                                                    \
  "En octobre 2026, sur 5\u202f433 personnes dont l’orientation a été notifiée, 3\u202f412 ont "  \
  "eu leur premier rendez-vous sous 30 jours, soit <b>62,8\u00a0%</b>. La part d’Avesnes "        \
  "(54,1\u00a0%) porte sur 377 orientations\u00a0: son écart au Nord dépasse le hasard. "

static const CopilFigure *
get_figures (void)
{
  static CopilFigure figures[N_MONTHS];

  for (guint i = 0; i < N_MONTHS; i++)
    figures[i] = (CopilFigure) { 50 + 0.25 * i + 3 * sin (i * 1.7), 500 + i, 1000, 1,
                                 i == 16 ? COPIL_CELL_NOT_AVAILABLE : COPIL_CELL_OBSERVED, TRUE };
  return figures;
}

static CopilChart *
create_line (void)
{
  CopilLineData data = { .head = { "Part des rendez-vous tenus sous 30 jours", "en %", "Note.", "%", 1 } };

  data.subject = (CopilLineSeries) { "Nord", copil_period_new (COPIL_RHYTHM_MONTH, 2023, 1),
                                     get_figures (), N_MONTHS };
  return copil_line_chart_new (&data);
}

static CopilChart *
create_spark (void)
{
  CopilSparkData data = { { "24 mois", NULL, NULL, "%", 1 },
                          copil_period_new (COPIL_RHYTHM_MONTH, 2023, 1), get_figures (), 24 };

  return copil_spark_chart_new (&data);
}

static CopilTableBuilder *
create_table (guint n_rows)
{
  CopilTableBuilder *table = copil_table_builder_new ("Détail par bassin", "octobre 2026");

  copil_table_builder_add_column (table, "Bassin", 2, COPIL_ALIGN_LEFT);
  copil_table_builder_add_column (table, "Dénominateur", 0.2, COPIL_ALIGN_RIGHT);
  copil_table_builder_add_column (table, "24 mois", 1, COPIL_ALIGN_LEFT);
  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *name = g_strdup_printf ("Bassin n° %u", i + 1);
      g_autoptr (CopilChart) spark = create_spark ();

      copil_table_builder_add_row (table);
      copil_table_builder_add_text (table, name);
      copil_table_builder_add_text (table, "1\u202f721");
      copil_table_builder_add_chart (table, spark);
    }
  copil_table_builder_add_row (table);
  copil_table_builder_add_text (table, "Nord");
  copil_table_builder_add_text (table, "3\u202f412");
  copil_table_builder_set_total (table);
  return table;
}

static const CopilDocumentInfo info = {
  "Nord, octobre 2026", "Rapport d’essai & contrôle", "Comité départemental du Nord",
  "Octobre 2026, données arrêtées au 12 novembre 2026", "Nord (59) · octobre 2026",
  "données fictives", "2026-11-12T18:00:00+01:00",
};

static CopilDocument *
create_document (guint n_rows)
{
  CopilDocument *document = copil_document_new (&info);
  g_autoptr (CopilChart) line = create_line ();
  g_autoptr (GBytes) csv = g_bytes_new_static ("a;b\n1;2\n", 8);

  copil_document_add_paragraph (document, "eyebrow", "Comité départemental");
  copil_document_add_paragraph (document, "title", "Nord");
  copil_document_add_paragraph (document, "subtitle", "Octobre 2026, comparé à octobre 2025");
  copil_document_add_panel (document, "L’essentiel", LOREM);
  copil_document_add_paragraph (document, "body", "Voir {page:detail}.");
  copil_document_add_contents (document);
  copil_document_add_heading (document, 1, "Premier rendez-vous & suite", NULL);
  copil_document_add_paragraph (document, "lead", LOREM);
  copil_document_add_chart (document, line, 220);
  copil_document_begin_columns (document, 2, (double[]) { 1, 1 });
  copil_document_add_heading (document, 2, "Lecture", NULL);
  copil_document_add_paragraph (document, "note", LOREM LOREM);
  copil_document_next_column (document);
  copil_document_add_heading (document, 2, "Source", NULL);
  copil_document_add_paragraph (document, "note", LOREM);
  copil_document_end_columns (document);
  copil_document_add_heading (document, 1, "Détail par bassin", "detail");
  copil_document_add_table (document, create_table (n_rows));
  copil_document_add_paragraph (document, "body", LOREM);
  copil_document_add_attachment (document, "chiffres.csv", "text/csv",
                                 "Les chiffres de ce rapport", csv);
  return document;
}

static char *
write_pdf (CopilDocument *document)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = copil_document_to_pdf (document, &error);
  char *path = g_build_filename (g_get_tmp_dir (), "copil-document-XXXXXX", NULL);
  int fd;

  g_assert_no_error (error);
  fd = g_mkstemp (path);
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, g_bytes_get_data (pdf, NULL),
                                      (gssize) g_bytes_get_size (pdf), NULL));
  return path;
}

/* Runs a program on the file; returns what it printed. Its failure is the test's. */
static char *
run (const char *program,
     ...)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autofree char *output = NULL, *errors = NULL;
  g_autoptr (GError) error = NULL;
  const char *argument;
  va_list list;
  int status;

  g_ptr_array_add (arguments, (gpointer) program);
  va_start (list, program);
  while ((argument = va_arg (list, const char *)) != NULL)
    g_ptr_array_add (arguments, (gpointer) argument);
  va_end (list);
  g_ptr_array_add (arguments, NULL);
  g_spawn_sync (NULL, (char **) arguments->pdata, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                &errors, &status, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s%s", program, output, errors);
  g_assert_cmpint (status, ==, 0);
  return g_steal_pointer (&output);
}

static void
test_pages (void)
{
  static const guint rows[] = { 0, 1, 5, 24, 25, 26, 27, 28, 60, 334 };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CopilDocument) document = create_document (rows[i]);
      guint pages = copil_document_layout (document);
      cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
      cairo_t *cr = cairo_create (surface);
      double x, y, width, height;

      g_assert_cmpuint (pages, >=, 3);
      g_assert_cmpuint (pages, <=, 4 + rows[i] / 20);
      for (guint page = 0; page < pages; page++)
        copil_document_draw_page (document, page, cr);
      /* Nothing leaves the paper. */
      cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
      g_assert_cmpfloat (x, >=, 40);
      g_assert_cmpfloat (x + width, <=, 555);
      g_assert_cmpfloat (y + height, <=, 830);
      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

static void
test_text (void)
{
  g_autoptr (CopilDocument) document = create_document (60);
  g_autofree char *path = write_pdf (document);
  g_autofree char *text = run ("pdftotext", "-layout", path, "-", NULL);
  g_autofree char *facts = run ("pdfinfo", path, NULL);
  g_autofree char *files = run ("pdfdetach", "-list", path, NULL);
  g_autofree char *fonts = run ("pdffonts", path, NULL);

  g_assert_nonnull (strstr (text, "soit 62,8"));
  g_assert_nonnull (strstr (text, "données fictives"));
  g_assert_nonnull (strstr (text, "Bassin n° 60"));
  /* However little a column weighs, no word of its header is broken. */
  g_assert_nonnull (strstr (text, "Dénominateur"));
  g_assert_nonnull (strstr (text, "Voir 3."));
  g_assert_nonnull (strstr (text, " sur 4"));
  g_assert_nonnull (strstr (facts, "Tagged:          yes"));
  g_assert_nonnull (strstr (facts, "Nord, octobre 2026"));
  g_assert_nonnull (strstr (files, "chiffres.csv"));
  g_assert_null (strstr (fonts, " no  no"));
  g_unlink (path);
}

/* Down a page of @n_lines, a heading and its introduction, then a chart: whether that is on the
 * page of its chart. */
static gboolean
is_kept (guint    n_lines,
         gboolean keep)
{
  g_autoptr (CopilDocument) document = copil_document_new (&info);
  g_autoptr (CopilChart) chart = create_line ();
  g_autofree char *path = NULL, *first = NULL;

  for (guint i = 0; i < n_lines; i++)
    copil_document_add_paragraph (document, "note", "Une ligne");
  copil_document_add_heading (document, 2, "Un point", NULL);
  copil_document_add_paragraph (document, "body", "Son introduction");
  if (keep)
    copil_document_keep_next (document);
  copil_document_add_chart (document, chart, 200);
  path = write_pdf (document);
  first = run ("pdftotext", "-l", "1", path, "-", NULL);
  g_unlink (path);
  return (strstr (first, "Son introduction") != NULL) == (strstr (first, "Note.") != NULL);
}

static void
test_keep_next (void)
{
  guint apart = 0;

  for (guint n_lines = 25; n_lines < 45; n_lines += 5)
    {
      apart += !is_kept (n_lines, FALSE);
      g_assert_true (is_kept (n_lines, TRUE));
    }
  g_assert_cmpuint (apart, >, 0);
}

static void
test_structure (void)
{
  g_autoptr (CopilDocument) document = create_document (60);
  g_autofree char *path = write_pdf (document);
  g_autofree char *script = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "report",
                                              "check_pdf.py", NULL);
  g_autofree char *archival = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "report",
                                                "check_pdfa.py", NULL);
  g_autofree char *tags = run ("pdfinfo", "-struct-text", path, NULL);
  g_autofree char *check = run ("qpdf", "--check", path, NULL);
  g_autofree char *findings = run (script, path, NULL);
  g_autofree char *kept = run (archival, path, NULL);

  g_assert_nonnull (strstr (tags, "H1"));
  g_assert_nonnull (strstr (tags, "son écart au Nord dépasse le hasard"));
  g_assert_null (strstr (check, "WARNING"));
  g_assert_cmpstr (findings, ==, "");
  g_assert_cmpstr (kept, ==, "");
  g_unlink (path);
}

/* Whatever the day: the same blocks give the same bytes. */
static void
test_same_bytes (void)
{
  g_autoptr (CopilDocument) first = create_document (30), second = create_document (30);
  g_autoptr (GBytes) a = copil_document_to_pdf (first, NULL);
  g_autoptr (GBytes) b = copil_document_to_pdf (second, NULL);
  g_autoptr (GBytes) c = copil_document_to_pdf (second, NULL);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_true (g_bytes_equal (b, c));
}

static char *
write_otherwise (const char *markup)
{
  g_autoptr (GString) text = g_string_new (markup);

  g_string_replace (text, "<b>", "<span weight='semibold'>", 0);
  g_string_replace (text, "</b>", "</span>", 0);
  g_string_replace (text, "\"", "'", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The markup of reports is set word by word; written otherwise, Pango sets the same lines. */
static void
test_voices (void)
{
  static const char *const texts[] = {
    "Soit <b>62,8</b>\u00a0% des personnes, <b>au plus</b>",
    "<b>83\u202f482</b>\u00a0foyers",
    "Part des rendez-vous tenus. <span foreground=\"#545D63\">Source\u00a0: Cnaf.</span>",
    "<span foreground=\"#8F5200\" weight=\"semibold\">↓\u00a0Sous la trajectoire</span> d’octobre",
    "<b>avant</b><span foreground=\"#545D63\">après</span>",
    "un <b>mot <span foreground=\"#545D63\">dans</span> l’autre</b>",
    "",
  };
  static const double widths[] = { -1, 40, 62, 90, 150 };
  const CopilTypeRoleSpec *role = copil_type_role_find ("table");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < G_N_ELEMENTS (widths); j++)
      {
        g_autofree char *otherwise = write_otherwise (texts[i]);
        g_autoptr (CopilParagraph) words = copil_typeset (role, texts[i], widths[j]);
        g_autoptr (CopilParagraph) whole = copil_typeset (role, otherwise, widths[j]);

        g_test_message ("%s, %g", texts[i], widths[j]);
        g_assert_cmpuint (copil_paragraph_get_lines (words), ==, copil_paragraph_get_lines (whole));
        g_assert_cmpfloat_with_epsilon (copil_paragraph_get_width (words),
                                        copil_paragraph_get_width (whole), 0.05);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/document/pages", test_pages);
  g_test_add_func ("/report/document/text", test_text);
  g_test_add_func ("/report/document/keep-next", test_keep_next);
  g_test_add_func ("/report/document/structure", test_structure);
  g_test_add_func ("/report/document/same-bytes", test_same_bytes);
  g_test_add_func ("/report/document/voices", test_voices);
  return g_test_run ();
}
