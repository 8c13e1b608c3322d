/* test-pdf-file.c: objects of a PDF read, changed, added and dropped
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "report/pdf-file.h"

#include <cairo-pdf.h>
#include <string.h>

static void
test_values (void)
{
  static const struct
  {
    const char *dictionary;
    const char *value; /* of /K */
  } cases[] = {
    { "<< /K 12 >>", "12" },
    { "<< /K 12 0 R >>", "12 0 R" },
    { "<< /K 12 0 /Z >>", "12" },
    { "<</A/K/K/B>>", "/B" },
    { "<< /A [ /K 1 ] /K [ 1 [ 2 ] << /K 3 >> ] >>", "[ 1 [ 2 ] << /K 3 >> ]" },
    { "<< /A << /K 1 >> /K << /K 2 >> >>", "<< /K 2 >>" },
    { "<< /A (\\) /K 1\\)) /K (a (b) \\( c) >>", "(a (b) \\( c)" },
    { "<< /A <2F4B> /K <FE FF> >>", "<FE FF>" },
    { "<< % /K 1\n /K % 2\n 3 >>", "3" },
    { "<< /K true >>", "true" },
    { "<< /KK 1 >>", "" },
    { "<< /K", "" },
    { "<< /K (never ended >>", "(never ended " },
    { "[ /K 1 ]", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CopilPdfValue dictionary = { cases[i].dictionary, strlen (cases[i].dictionary) };
      CopilPdfValue value = copil_pdf_value_get (dictionary, "/K");
      g_autofree char *text = g_strndup (value.text, value.length);

      g_assert_cmpstr (text, ==, cases[i].value);
      g_assert_true (copil_pdf_value_is (value, cases[i].value));
    }
}

static void
test_lists (void)
{
  CopilPdfValue one = { "7 0 R", 5 }, many = { "[ 7 0 R 1 <</A 2 0 R>> ]", 24 }, item;
  CopilPdfValue rest = copil_pdf_value_open (one);

  g_assert_true (copil_pdf_value_next (&rest, &item));
  g_assert_cmpuint (copil_pdf_value_refer (item), ==, 7);
  g_assert_false (copil_pdf_value_next (&rest, &item));
  rest = copil_pdf_value_open (many);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_true (copil_pdf_value_next (&rest, &item));
      g_assert_cmpuint (copil_pdf_value_refer (item), ==, i == 0 ? 7 : 0);
    }
  g_assert_true (copil_pdf_value_is_dictionary (item));
  g_assert_false (copil_pdf_value_next (&rest, &item));
}

static void
test_strings (void)
{
  static const char *const cases[][2] = {
    { "", "()" },
    { "a (b) \\ c", "(a \\(b\\) \\\\ c)" },
    { "é", "<FEFF00E9>" },
    { "𝄞", "<FEFFD834DD1E>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *string = copil_pdf_string (cases[i][0]);

      g_assert_cmpstr (string, ==, cases[i][1]);
    }
}

/* -- Files --------------------------------------------------------------------------------- */

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
draw (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, 100, 100);
  cairo_t *cr;

  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  cr = cairo_create (surface);
  cairo_rectangle (cr, 10, 10, 20, 20);
  cairo_fill (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_change (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) drawn = draw (), written = NULL, again = NULL;
  g_autoptr (CopilPdfFile) file = copil_pdf_file_open (drawn, &error), copy = NULL;
  guint root, added, dropped;
  CopilPdfValue value;

  g_assert_no_error (error);
  root = copil_pdf_file_get_root (file);
  dropped = copil_pdf_file_add (file, "<< /Never true >>");
  added = copil_pdf_file_add_stream (file, "/Type /Mine", "\0\n\xff", 3);
  copil_pdf_file_set (file, root, "/Lang", "(%s)", "fr");
  copil_pdf_file_set (file, root, "/Lang", "(%s)", "en");
  copil_pdf_file_set (file, root, "/Mine", "%u 0 R", added);
  copil_pdf_file_drop (file, dropped);
  written = copil_pdf_file_write (file);
  again = copil_pdf_file_write (file);
  g_assert_true (g_bytes_equal (written, again));

  copy = copil_pdf_file_open (written, &error);
  g_assert_no_error (error);
  value = copil_pdf_file_read (copy, copil_pdf_file_get_root (copy));
  g_assert_true (copil_pdf_value_is (copil_pdf_value_get (value, "/Lang"), "(en)"));
  g_assert_true (copil_pdf_value_is (copil_pdf_value_get (value, "/Type"), "/Catalog"));
  value = copil_pdf_file_resolve (copy, copil_pdf_value_get (value, "/Mine"));
  g_assert_true (g_str_has_prefix (value.text, "<< /Length 3 /Type /Mine >>\nstream\n"));
}

/* Whatever is cut off or bent of the end, it is refused or read: nothing is read beyond it. */
static void
test_damaged (void)
{
  g_autoptr (GBytes) drawn = draw ();
  gsize size = g_bytes_get_size (drawn);

  for (gsize cut = 1; cut < MIN (size, 700); cut++)
    {
      g_autofree char *data = g_memdup2 (g_bytes_get_data (drawn, NULL), size);
      g_autoptr (GBytes) shorter = g_bytes_new (data, size - cut), bent = NULL;
      g_autoptr (CopilPdfFile) one = copil_pdf_file_open (shorter, NULL), other = NULL;

      data[size - cut] ^= 8;
      bent = g_bytes_new (data, size);
      other = copil_pdf_file_open (bent, NULL);
      for (guint i = 1; other != NULL && i < copil_pdf_file_count (other); i++)
        copil_pdf_value_get (copil_pdf_file_read (other, i), "/Type");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report/pdf-file/values", test_values);
  g_test_add_func ("/report/pdf-file/lists", test_lists);
  g_test_add_func ("/report/pdf-file/strings", test_strings);
  g_test_add_func ("/report/pdf-file/change", test_change);
  g_test_add_func ("/report/pdf-file/damaged", test_damaged);
  return g_test_run ();
}
