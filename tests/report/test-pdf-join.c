/* test-pdf-join.c: what can be joined, what is refused, and what comes of it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "report/pdf-join.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <string.h>

static cairo_status_t
append (void                *bytes,
        const unsigned char *data,
        unsigned int         length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* "Note, page 1"... */
static GBytes *
create_pdf (const char *word,
            guint       n_pages,
            gboolean    bookmarked)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, 200, 200);
  cairo_t *cr = cairo_create (surface);

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, "2026-11-01T00:00:00Z");
  if (bookmarked)
    cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, word, "page=1",
                                   CAIRO_PDF_OUTLINE_FLAG_OPEN);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s, page %u", word, i + 1);

      cairo_move_to (cr, 20, 100);
      cairo_show_text (cr, text);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* (transfer full): what a program of poppler or qpdf says of it. */
static char *
tell (GBytes     *pdf,
      const char *before,
      const char *after)
{
  g_autofree char *path = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  char *said = NULL;
  int fd = g_file_open_tmp ("join-XXXXXX.pdf", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  g_file_set_contents (path, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), &error);
  g_assert_no_error (error);
  line = g_strdup_printf ("%s %s %s", before, path, after);
  g_spawn_command_line_sync (line, &said, NULL, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
  return said;
}

static void
test_check (void)
{
  g_autoptr (GBytes) pdf = create_pdf ("Note", 3, FALSE);
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;

  g_assert_true (copil_pdf_check (pdf, &n_pages, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_pages, ==, 3);
}

static void
refuses (GBytes       *pdf,
         CopilPdfError code)
{
  g_autoptr (GError) error = NULL;
  guint n_pages = 0;

  g_assert_false (copil_pdf_check (pdf, &n_pages, &error));
  g_assert_error (error, COPIL_PDF_ERROR, (int) code);
}

static void
test_refused (void)
{
  g_autoptr (GBytes) pdf = create_pdf ("Note", 3, FALSE);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (pdf, 0, g_bytes_get_size (pdf) / 2);
  g_autoptr (GBytes) word = g_bytes_new_static ("PK\003\004word", 8);
  g_autoptr (GBytes) none = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) head = g_bytes_new_static ("%PDF-1.7\n", 9);
  g_autofree char *much = g_malloc0 (COPIL_PDF_MAX_SIZE + 1);
  g_autoptr (GBytes) large = NULL;

  memcpy (much, "%PDF-1.7", 8);
  large = g_bytes_new_take (g_steal_pointer (&much), COPIL_PDF_MAX_SIZE + 1);
  refuses (word, COPIL_PDF_ERROR_NOT_PDF);
  refuses (none, COPIL_PDF_ERROR_NOT_PDF);
  refuses (cut, COPIL_PDF_ERROR_DAMAGED);
  refuses (head, COPIL_PDF_ERROR_DAMAGED);
  refuses (large, COPIL_PDF_ERROR_TOO_LARGE);
}

static GBytes *
encrypt (GBytes *pdf)
{
  g_autofree char *directory = g_dir_make_tmp ("join-XXXXXX", NULL);
  g_autofree char *clear = g_build_filename (directory, "clear.pdf", NULL);
  g_autofree char *closed = g_build_filename (directory, "closed.pdf", NULL);
  const char *argv[] = { "qpdf", "--encrypt", "", "owner", "256", "--", clear, closed, NULL };
  g_autoptr (GError) error = NULL;
  char *data;
  gsize size;
  int status;

  g_file_set_contents (clear, g_bytes_get_data (pdf, NULL), (gssize) g_bytes_get_size (pdf), NULL);
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  g_file_get_contents (closed, &data, &size, &error);
  g_assert_no_error (error);
  g_unlink (clear);
  g_unlink (closed);
  g_rmdir (directory);
  return g_bytes_new_take (data, size);
}

/* Also one that opens without a word, but forbids something. */
static void
test_encrypted (void)
{
  g_autoptr (GBytes) pdf = create_pdf ("Note", 1, FALSE);
  g_autoptr (GBytes) closed = encrypt (pdf);

  refuses (closed, COPIL_PDF_ERROR_ENCRYPTED);
}

static void
test_join (gconstpointer data)
{
  gboolean bookmarked = GPOINTER_TO_INT (data);
  g_autoptr (GBytes) first = create_pdf ("Dossier", 2, bookmarked);
  g_autoptr (GBytes) one = create_pdf ("Note", 3, TRUE);
  g_autoptr (GBytes) two = create_pdf ("Annexe", 1, FALSE);
  CopilPdfPart parts[] = { { "Note d’étape", one }, { "Annexe", two } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) joined = copil_pdf_join (first, parts, 2, &error);
  g_autoptr (GBytes) again = copil_pdf_join (first, parts, 2, NULL);
  g_autofree char *text = NULL, *outline = NULL, *check = NULL;
  guint n_pages = 0;

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (joined, again));
  g_assert_true (copil_pdf_check (joined, &n_pages, &error));
  g_assert_cmpuint (n_pages, ==, 6);
  text = tell (joined, "pdftotext", "-");
  g_assert_true (strstr (text, "Dossier, page 2") < strstr (text, "Note, page 1"));
  g_assert_true (strstr (text, "Note, page 3") < strstr (text, "Annexe, page 1"));
  outline = tell (joined, "qpdf --json --json-key=outlines", "");
  g_assert_nonnull (strstr (outline, "Note d’étape"));
  g_assert_nonnull (strstr (outline, "Annexe"));
  g_assert_cmpint (strstr (outline, "\"Dossier\"") != NULL, ==, bookmarked);
  g_assert_nonnull (strstr (outline, "\"destpageposfrom1\": 6"));
  check = tell (joined, "qpdf --check", "");
  g_assert_nonnull (strstr (check, "No syntax or stream encoding errors found"));
}

static void
test_join_nothing (void)
{
  g_autoptr (GBytes) first = create_pdf ("Dossier", 2, TRUE);
  g_autoptr (GBytes) other = g_bytes_new_static ("no", 2);
  CopilPdfPart part = { "Note", other };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) alone = copil_pdf_join (first, NULL, 0, &error);
  guint n_pages = 0;

  g_assert_no_error (error);
  g_assert_true (copil_pdf_check (alone, &n_pages, NULL));
  g_assert_cmpuint (n_pages, ==, 2);
  g_assert_null (copil_pdf_join (first, &part, 1, &error));
  g_assert_error (error, COPIL_PDF_ERROR, COPIL_PDF_ERROR_DAMAGED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pdf-join/check", test_check);
  g_test_add_func ("/pdf-join/refused", test_refused);
  g_test_add_func ("/pdf-join/encrypted", test_encrypted);
  g_test_add_data_func ("/pdf-join/after-bookmarks", GINT_TO_POINTER (TRUE), test_join);
  g_test_add_data_func ("/pdf-join/without-bookmarks", GINT_TO_POINTER (FALSE), test_join);
  g_test_add_func ("/pdf-join/nothing", test_join_nothing);
  return g_test_run ();
}
