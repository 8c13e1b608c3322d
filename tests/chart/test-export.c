/* test-export.c: charts as files
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <math.h>
#include <png.h>
#include <string.h>

#include "chart/export.h"
#include "core/format.h"
#include "sample.h"

static const Sample *
find_sample (const char *name)
{
  for (guint i = 0; i < n_samples; i++)
    if (g_str_equal (samples[i].name, name))
      return &samples[i];
  g_assert_not_reached ();
}

static char *
text_of (GBytes *bytes)
{
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* -- CSV ------------------------------------------------------------------------------------ */

static void
test_csv_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *written;
  } cases[] = {
    { "Nord", "Nord" },
    { "", "" },
    /* numbers lose their typography and stay numbers, negative ones too */
    { "62,8", "62,8" },
    { "1" COPIL_NNBSP "234" COPIL_NNBSP "567,5", "1234567,5" },
    { COPIL_MINUS "12,4", "-12,4" },
    { "-12", "-12" },
    /* formulas are text */
    { "=SOMME(A1:A3)", "'=SOMME(A1:A3)" },
    { "+33 1", "'+33 1" },
    { "-2+3", "'-2+3" },
    { "@A1", "'@A1" },
    { "-", "'-" },
    { "\t=1", "'\t=1" },
    { "+6,4 pts", "'+6,4 pts" },
    /* what would break the line or the column is quoted */
    { "a;b", "\"a;b\"" },
    { "le \"Nord\"", "\"le \"\"Nord\"\"\"" },
    { "deux\nlignes", "\"deux\nlignes\"" },
    { "=1;2", "\"'=1;2\"" },
    /* not numbers */
    { "12,", "12," },
    { ",5", ",5" },
    { "1,2,3", "1,2,3" },
    { "n.d.", "n.d." },
    { "///", "///" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) table = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      const char *row[] = { cases[i].cell, "fin", NULL };
      g_autofree char *expected
          = g_strdup_printf ("\xEF\xBB\xBF%s;fin\r\n", cases[i].written);
      g_autoptr (GBytes) bytes = NULL;
      g_autofree char *text = NULL;

      g_ptr_array_add (table, g_strdupv ((GStrv) row));
      bytes = copil_csv_from_table (table);
      text = text_of (bytes);
      g_assert_cmpstr (text, ==, expected);
    }
}

static void
test_csv_chart (void)
{
  g_autoptr (CopilChart) chart = find_sample ("rank")->make ();
  g_autoptr (GBytes) bytes = copil_chart_to_csv (chart);
  g_autofree char *text = text_of (bytes);

  g_assert_true (g_str_has_prefix (
      text, "\xEF\xBB\xBFTerritoire;Valeur (%);Statut;Numérateur;Dénominateur\r\n"
            "Seine-Maritime;65,9;observé;;\r\n"
            "Nord;62,8;observé;;\r\n"));
  g_assert_true (g_str_has_suffix (text, "Mayotte;n.d.;non disponible;;\r\n"));
}

/* -- Drawings ------------------------------------------------------------------------------- */

static void
test_same_bytes (gconstpointer data)
{
  CopilExportFormat format = GPOINTER_TO_INT (data);
  const CopilExport options = { .theme = COPIL_THEME_PRINT,
                                .width = 480,
                                .source = "Source : jeu d’essai",
                                .fictitious = TRUE,
                                .created = "2026-11-12T18:00:00Z" };

  for (guint i = 0; i < n_samples; i++)
    {
      g_autoptr (CopilChart) one = samples[i].make ();
      g_autoptr (CopilChart) other = samples[i].make ();
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) first = copil_chart_export (one, format, &options, &error);
      g_autoptr (GBytes) second = NULL;

      g_assert_no_error (error);
      second = copil_chart_export (other, format, &options, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (first), >, 10);
      g_assert_true (g_bytes_equal (first, second));
    }
}

static void
test_svg_words (void)
{
  g_autoptr (CopilChart) chart = find_sample ("line")->make ();
  g_autofree char *sentence = copil_chart_describe (chart);
  g_autofree char *words = g_markup_escape_text (sentence, -1);
  g_autoptr (GBytes) bytes = copil_chart_to_svg (chart, &(CopilExport) { 0 }, NULL);
  g_autofree char *text = text_of (bytes);

  g_assert_nonnull (strstr (text, "<title>Nord, part des rendez-vous"));
  g_assert_nonnull (strstr (text, words));
  g_assert_nonnull (strstr (text, "role=\"img\" lang=\"fr\""));
  g_assert_null (strstr (text, "<image"));
}

/* Vector all the way: a PDF without a single image. */
static void
test_pdf_is_vector (void)
{
  for (guint i = 0; i < n_samples; i++)
    {
      g_autoptr (CopilChart) chart = samples[i].make ();
      g_autoptr (GBytes) bytes
          = copil_chart_to_pdf (chart, &(CopilExport) { .theme = COPIL_THEME_PRINT }, NULL);

      g_assert_null (memmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                             "/Subtype /Image", strlen ("/Subtype /Image")));
    }
}

typedef struct
{
  const guint8 *data;
  gsize         left;
} Reader;

static void
read_bytes (png_structp png,
            png_bytep   out,
            size_t      length)
{
  Reader *reader = png_get_io_ptr (png);

  g_assert_cmpuint (length, <=, reader->left);
  memcpy (out, reader->data, length);
  reader->data += length;
  reader->left -= length;
}

static void
test_png (void)
{
  g_autoptr (CopilChart) chart = find_sample ("rank")->make ();
  const CopilExport options
      = { .theme = COPIL_THEME_DARK, .width = 320, .height = 200, .resolution = 2 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = copil_chart_to_png (chart, &options, &error);
  Reader reader = { g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) };
  png_structp png = png_create_read_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  png_infop info = png_create_info_struct (png);
  png_textp texts;
  int n_texts;

  g_assert_no_error (error);
  png_set_read_fn (png, &reader, read_bytes);
  png_read_png (png, info, PNG_TRANSFORM_IDENTITY, NULL);
  g_assert_cmpuint (png_get_image_width (png, info), ==, 640);
  g_assert_cmpuint (png_get_image_height (png, info), ==, 400);
  /* the ground of the dark card, in the corner */
  g_assert_cmphex (png_get_rows (png, info)[0][0], ==, 0x2A);
  g_assert_cmphex (png_get_rows (png, info)[0][1], ==, 0x2D);
  g_assert_cmphex (png_get_rows (png, info)[0][2], ==, 0x30);
  png_get_text (png, info, &texts, &n_texts);
  g_assert_cmpint (n_texts, ==, 2);
  g_assert_cmpstr (texts[0].text, ==, copil_chart_get_title (chart));
  png_destroy_read_struct (&png, &info, NULL);
}

static void
test_too_large (void)
{
  g_autoptr (CopilChart) chart = find_sample ("rank")->make ();
  g_autoptr (GError) error = NULL;
  GBytes *bytes
      = copil_chart_to_png (chart, &(CopilExport) { .width = 1e7, .height = 10 }, &error);

  g_assert_null (bytes);
  g_assert_nonnull (error);
}

/* Title, note and "données fictives" take their height; bare keeps the last one alone. */
static void
test_frame (void)
{
  g_autoptr (CopilChart) chart = find_sample ("rank")->make ();
  const CopilTheme *theme = copil_theme_get (COPIL_THEME_LIGHT);
  double wanted = copil_chart_get_height (chart, theme, 400);
  const CopilExport bare = { .bare = TRUE }, marked = { .bare = TRUE, .fictitious = TRUE };
  const CopilExport framed = { .source = "Source : essai", .fictitious = TRUE };

  g_assert_cmpfloat (copil_chart_get_framed_height (chart, theme, &bare, 400), ==, ceil (wanted));
  g_assert_cmpfloat (copil_chart_get_framed_height (chart, theme, &marked, 400), >, wanted + 10);
  g_assert_cmpfloat (copil_chart_get_framed_height (chart, theme, &framed, 432), >, wanted + 70);
}

static void
test_formats (void)
{
  CopilExportFormat format;

  g_assert_true (copil_export_format_from_name ("nord.SVG", &format));
  g_assert_cmpint (format, ==, COPIL_EXPORT_SVG);
  g_assert_true (copil_export_format_from_name ("a.b.csv", &format));
  g_assert_cmpint (format, ==, COPIL_EXPORT_CSV);
  g_assert_false (copil_export_format_from_name ("nord.docx", &format));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/export/csv-cells", test_csv_cells);
  g_test_add_func ("/chart/export/csv-chart", test_csv_chart);
  g_test_add_data_func ("/chart/export/same-bytes/svg", GINT_TO_POINTER (COPIL_EXPORT_SVG),
                        test_same_bytes);
  g_test_add_data_func ("/chart/export/same-bytes/pdf", GINT_TO_POINTER (COPIL_EXPORT_PDF),
                        test_same_bytes);
  g_test_add_data_func ("/chart/export/same-bytes/png", GINT_TO_POINTER (COPIL_EXPORT_PNG),
                        test_same_bytes);
  g_test_add_data_func ("/chart/export/same-bytes/csv", GINT_TO_POINTER (COPIL_EXPORT_CSV),
                        test_same_bytes);
  g_test_add_func ("/chart/export/svg-words", test_svg_words);
  g_test_add_func ("/chart/export/pdf-is-vector", test_pdf_is_vector);
  g_test_add_func ("/chart/export/png", test_png);
  g_test_add_func ("/chart/export/too-large", test_too_large);
  g_test_add_func ("/chart/export/frame", test_frame);
  g_test_add_func ("/chart/export/formats", test_formats);
  return g_test_run ();
}
