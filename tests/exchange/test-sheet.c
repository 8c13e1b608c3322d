/* test-sheet.c: reading the cells of files in any format and encoding
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "exchange/sheet.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *bytes;
  gsize       size; /* 0: a string */
  const char *encoding;
  char        separator;
  const char *cells; /* rows by '/', fields by '|' */
} Case;

static const Case cases[] = {
  { "plain", "code;nom\n59;Nord\n", 0, "UTF-8", ';', "code|nom/59|Nord" },
  { "crlf", "a;b\r\n1;2\r\n", 0, "UTF-8", ';', "a|b/1|2" },
  { "old-mac", "a;b\r1;2\r", 0, "UTF-8", ';', "a|b/1|2" },
  { "bom", "\xef\xbb\xbf" "a;b\n1;2", 0, "UTF-8", ';', "a|b/1|2" },
  { "cp1252", "d\xe9partement;c\x9cur\n1;\x80\n", 0, "windows-1252", ';', "département|cœur/1|€" },
  { "cp1252-hole", "\xe9;\x81\n", 0, "windows-1252", ';', "é|\ufffd" },
  { "utf16-le", "\xff\xfe" "a\0;\0b\0\n\0" "1\0;\0" "2\0", 16, "UTF-16LE", ';', "a|b/1|2" },
  { "utf16-bare", "a\0;\0b\0\n\0" "1\0;\0" "2\0", 14, "UTF-16LE", ';', "a|b/1|2" },
  { "tab", "a\tb\n1,5\t2\n", 0, "UTF-8", '\t', "a|b/1,5|2" },
  { "comma", "a,b,c\n1.5,2,3\n", 0, "UTF-8", ',', "a|b|c/1.5|2|3" },
  { "decimal comma", "a;b\n1,5;2,5\n3,5;4,5\n", 0, "UTF-8", ';', "a|b/1,5|2,5/3,5|4,5" },
  { "quotes", "\"a;\"\"x\"\"\";b\n\"line\nbreak\";2\n", 0, "UTF-8", ';', "a;\"x\"|b/line\nbreak|2" },
  { "after quote", "\"a\"b;c\n", 0, "UTF-8", ';', "ab|c" },
  { "trimmed", " a \xc2\xa0;\xe2\x80\xaf" "b\n", 0, "UTF-8", ';', "a|b" },
  { "ragged", "a;b;c\n1\n;;3\n", 0, "UTF-8", ';', "a|b|c/1/||3" },
  { "one column", "a\n1\n2\n", 0, "UTF-8", ';', "a/1/2" },
};

static char *
flatten (CopilSheet *sheet)
{
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < copil_sheet_get_n_rows (sheet); row++)
    {
      if (row > 0)
        g_string_append_c (text, '/');
      for (guint column = 0; column < copil_sheet_get_length (sheet, row); column++)
        g_string_append_printf (text, "%s%s", column > 0 ? "|" : "",
                                copil_sheet_get (sheet, row, column)->text);
    }
  return g_string_free (text, FALSE);
}

static void
test_text (gconstpointer data)
{
  const Case *test = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (test->bytes,
                                                 test->size ? test->size : strlen (test->bytes));
  g_autoptr (GError) error = NULL;
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, test->name, &error);
  g_autofree char *cells = NULL;

  g_assert_no_error (error);
  cells = flatten (g_ptr_array_index (workbook->sheets, 0));
  g_assert_cmpstr (cells, ==, test->cells);
  g_assert_cmpstr (workbook->encoding, ==, test->encoding);
  g_assert_cmpint (workbook->separator, ==, test->separator);
}

static void
test_lines (void)
{
  static const char text[] = "title\n\n\"two\nlines\";x\nlast;y\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (CopilWorkbook) workbook = copil_workbook_read (bytes, "lines", NULL);
  CopilSheet *sheet = g_ptr_array_index (workbook->sheets, 0);

  g_assert_cmpuint (copil_sheet_get_n_rows (sheet), ==, 4);
  g_assert_cmpuint (copil_sheet_get_line (sheet, 2), ==, 3);
  g_assert_cmpuint (copil_sheet_get_line (sheet, 3), ==, 5);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *bytes;
    gsize       size;
    int         code;
  } refused[] = {
    { "", 0, COPIL_EXCHANGE_ERROR_EMPTY },
    { "a;\"never closed\n1;2\n", 20, COPIL_EXCHANGE_ERROR_FORMAT },
    { "\x7f" "ELF\2\1\1\0\0\0\0\0\0\0\0\0\3\0", 18, COPIL_EXCHANGE_ERROR_FORMAT },
    { "PK\003\004 nothing more", 17, COPIL_EXCHANGE_ERROR_FORMAT },
    { "%PDF-1.7\n", 9, COPIL_EXCHANGE_ERROR_FORMAT },
    { " <html><table>", 14, COPIL_EXCHANGE_ERROR_FORMAT },
    { "\xef\xbb\xbf<?xml version=\"1.0\"?>", 24, COPIL_EXCHANGE_ERROR_FORMAT },
    { "{\"a\": 1}", 8, COPIL_EXCHANGE_ERROR_FORMAT },
    { "[{\"a\": 1}]", 10, COPIL_EXCHANGE_ERROR_FORMAT },
    { "[ [1, 2], [3, 4] ]", 18, COPIL_EXCHANGE_ERROR_FORMAT },
    { "\x1f\x8b\x08", 3, COPIL_EXCHANGE_ERROR_FORMAT },
    { "Rar!\x1a\x07", 6, COPIL_EXCHANGE_ERROR_FORMAT },
    { "PK\005\006", 4, COPIL_EXCHANGE_ERROR_FORMAT },
    { "{\\rtf1\\ansi", 11, COPIL_EXCHANGE_ERROR_FORMAT },
    { "MIME-Version: 1.0\n", 18, COPIL_EXCHANGE_ERROR_FORMAT },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, COPIL_EXCHANGE_ERROR_FORMAT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (refused[i].bytes, refused[i].size);
      g_autoptr (GError) error = NULL;

      g_assert_null (copil_workbook_read (bytes, "refused", &error));
      g_assert_error (error, COPIL_EXCHANGE_ERROR, refused[i].code);
      g_assert_cmpuint (strlen (error->message), >, 10);
    }
}

/* What is left of a workbook is not what was in it. */
static void
test_cut (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "tests", "exchange",
                                            "files", "cut.ods", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (copil_workbook_open (path, &error));
  g_assert_error (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT);
}

static char *
find_shared (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("COPIL_SOURCE_DIR"), "..", "shared", "data",
                                            name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&path);
  g_test_skip ("the shared files are not here");
  return NULL;
}

static void
test_zones (void)
{
  g_autofree char *path = find_shared ("ZE2020_au_01-01-2023.xlsx");
  g_autoptr (CopilWorkbook) workbook = NULL;
  g_autoptr (GError) error = NULL;
  gboolean found = FALSE;

  if (path == NULL)
    return;
  workbook = copil_workbook_open (path, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      CopilSheet *sheet = g_ptr_array_index (workbook->sheets, i);

      g_test_message ("%s: %u x %u", copil_sheet_get_name (sheet), copil_sheet_get_n_rows (sheet),
                      copil_sheet_get_width (sheet));
      if (g_strcmp0 (copil_sheet_get_name (sheet), "Composition_communale") == 0)
        {
          found = TRUE;
          g_assert_cmpuint (copil_sheet_get_n_rows (sheet), >=, 34945 + 6);
          g_assert_cmpstr (copil_sheet_get (sheet, 6, 0)->text, ==, "01001");
        }
    }
  g_assert_true (found);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/exchange/sheet/text/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_text);
    }
  g_test_add_func ("/exchange/sheet/cut", test_cut);
  g_test_add_func ("/exchange/sheet/lines", test_lines);
  g_test_add_func ("/exchange/sheet/refusals", test_refusals);
  g_test_add_func ("/exchange/sheet/zones", test_zones);
  return g_test_run ();
}
