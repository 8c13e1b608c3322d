/* xlsx.c: workbooks of Excel (ECMA-376)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "exchange/package.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* What a number is shown as. */
typedef enum
{
  STYLE_PLAIN,
  STYLE_DATE,
  STYLE_PERCENT,
} Style;

typedef struct
{
  GsfInfile  *package;
  GPtrArray  *strings;  /* of char *: shared strings */
  GHashTable *formats;  /* custom number format id -> Style */
  GArray     *styles;   /* of Style, by style index */
  GHashTable *targets;  /* relation id -> path */
  gboolean    from_1904;
} Book;

typedef struct
{
  Book           *book;
  CopilSheet     *sheet;
  GString        *text;
  guint           column;
} Reader;

static void
book_clear (Book *self)
{
  g_clear_object (&self->package);
  g_clear_pointer (&self->strings, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_hash_table_unref);
  g_clear_pointer (&self->styles, g_array_unref);
  g_clear_pointer (&self->targets, g_hash_table_unref);
}

static guint
get_number (xmlTextReaderPtr reader,
            const char      *name,
            guint            fallback)
{
  g_autofree char *value = copil_xml_attribute (reader, name);
  guint64 number;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT, &number, NULL))
    return fallback;
  return (guint) number;
}

static void
read_shared_strings (Book *self)
{
  g_autoptr (xmlTextReader) reader = copil_package_read (self->package, "xl/sharedStrings.xml");
  g_autoptr (GString) text = g_string_new (NULL);

  self->strings = g_ptr_array_new_with_free_func (g_free);
  while (reader != NULL && copil_xml_next (reader, "si"))
    {
      g_string_truncate (text, 0);
      copil_xml_gather (reader, "t", "rPh", text);
      g_ptr_array_add (self->strings, g_strdup (text->str));
    }
}

/* A format shows a date when a letter of date stands outside quotes, brackets and escapes, a
 * percentage when its sign does. */
static Style
read_format (const char *code)
{
  gboolean quoted = FALSE, bracketed = FALSE;

  for (; *code != '\0'; code++)
    {
      if (*code == '"')
        quoted = !quoted;
      else if (quoted)
        continue;
      else if (*code == '\\' && code[1] != '\0')
        code++;
      else if (*code == '[' || *code == ']')
        bracketed = *code == '[';
      else if (!bracketed && strchr ("yYmMdD", *code) != NULL)
        return STYLE_DATE;
      else if (!bracketed && *code == '%')
        return STYLE_PERCENT;
    }
  return STYLE_PLAIN;
}

/* ECMA-376 part 1, 18.8.30: the formats that need no definition. */
static Style
find_style (Book *self,
            guint id)
{
  gpointer custom;

  if (g_hash_table_lookup_extended (self->formats, GUINT_TO_POINTER (id), NULL, &custom))
    return (Style) GPOINTER_TO_INT (custom);
  if (id == 9 || id == 10)
    return STYLE_PERCENT;
  return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
             (id >= 50 && id <= 54) || id == 57 || id == 58
           ? STYLE_DATE
           : STYLE_PLAIN;
}

static void
read_styles (Book *self)
{
  g_autoptr (xmlTextReader) reader = copil_package_read (self->package, "xl/styles.xml");
  gboolean in_cells = FALSE;

  self->formats = g_hash_table_new (NULL, NULL);
  self->styles = g_array_new (FALSE, TRUE, sizeof (Style));
  while (reader != NULL && xmlTextReaderRead (reader) == 1)
    {
      gboolean begins = xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT;

      if (copil_xml_is (reader, "cellXfs"))
        in_cells = begins && !xmlTextReaderIsEmptyElement (reader);
      else if (begins && copil_xml_is (reader, "numFmt"))
        {
          g_autofree char *code = copil_xml_attribute (reader, "formatCode");

          g_hash_table_insert (self->formats,
                               GUINT_TO_POINTER (get_number (reader, "numFmtId", 0)),
                               GINT_TO_POINTER (code != NULL ? read_format (code) : STYLE_PLAIN));
        }
      else if (begins && in_cells && copil_xml_is (reader, "xf"))
        {
          Style style = find_style (self, get_number (reader, "numFmtId", 0));

          g_array_append_val (self->styles, style);
        }
    }
}

static void
read_relations (Book *self)
{
  g_autoptr (xmlTextReader) reader = copil_package_read (self->package,
                                                         "xl/_rels/workbook.xml.rels");

  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  while (reader != NULL && copil_xml_next (reader, "Relationship"))
    {
      g_autofree char *target = copil_xml_attribute (reader, "Target");
      char *id = copil_xml_attribute (reader, "Id");

      if (id == NULL || target == NULL)
        g_free (id);
      else if (target[0] == '/')
        g_hash_table_replace (self->targets, id, g_strdup (target + 1));
      else
        g_hash_table_replace (self->targets, id, g_strconcat ("xl/", target, NULL));
    }
}

/* "AB12" -> 27; the row is told by its own element. */
static guint
parse_column (const char *reference,
              guint       fallback)
{
  guint column = 0;

  if (reference == NULL || !g_ascii_isalpha (*reference))
    return fallback;
  for (; g_ascii_isalpha (*reference) && column < COPIL_SHEET_MAX_COLUMNS; reference++)
    column = column * 26 + (guint) (g_ascii_toupper (*reference) - 'A') + 1;
  return column - 1;
}

/* Excel counts days from 30 December 1899, for every day after its 29 February 1900. */
static char *
format_serial (double   serial,
               gboolean from_1904)
{
  GDate date;

  if (from_1904)
    serial += 1462;
  if (!(serial >= 61 && serial < 2958466))
    return NULL;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 30, G_DATE_DECEMBER, 1899);
  g_date_add_days (&date, (guint) floor (serial));
  return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

/* Spreadsheets write 0.1 as 0.10000000000000001: fifteen digits are what a person entered. */
static gboolean
add_number (Reader  *self,
            guint    index,
            GError **error)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;
  double number = g_ascii_strtod (self->text->str, &end);
  GArray *styles = self->book->styles;
  Style style = index < styles->len ? g_array_index (styles, Style, index) : STYLE_PLAIN;
  g_autofree char *date = NULL;

  if (end == self->text->str || !isfinite (number))
    return copil_sheet_add (self->sheet, COPIL_FIELD_TEXT, 0, self->text->str, -1, error);
  if (style == STYLE_DATE)
    date = format_serial (number, self->book->from_1904);
  if (date != NULL)
    return copil_sheet_add (self->sheet, COPIL_FIELD_DATE, number, date, -1, error);
  g_ascii_formatd (text, sizeof text - 2, "%.15g", style == STYLE_PERCENT ? number * 100 : number);
  number = g_ascii_strtod (text, NULL);
  if (style == STYLE_PERCENT)
    g_strlcat (text, " %", sizeof text);
  return copil_sheet_add (self->sheet, COPIL_FIELD_NUMBER, number, text, -1, error);
}

static gboolean
add_shared (Reader  *self,
            GError **error)
{
  guint64 index;

  if (!g_ascii_string_to_unsigned (self->text->str, 10, 0, G_MAXUINT, &index, NULL) ||
      index >= self->book->strings->len)
    {
      g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                           _("The workbook is damaged or cut short."));
      return FALSE;
    }
  return copil_sheet_add (self->sheet, COPIL_FIELD_TEXT, 0,
                          g_ptr_array_index (self->book->strings, index), -1, error);
}

static gboolean
read_cell (Reader           *self,
           xmlTextReaderPtr  reader,
           GError          **error)
{
  g_autofree char *reference = copil_xml_attribute (reader, "r");
  g_autofree char *type = copil_xml_attribute (reader, "t");
  guint style = get_number (reader, "s", 0), column = parse_column (reference, self->column);

  while (self->column < column)
    {
      if (!copil_sheet_add (self->sheet, COPIL_FIELD_EMPTY, 0, "", 0, error))
        return FALSE;
      self->column++;
    }
  self->column++;
  g_string_truncate (self->text, 0);
  copil_xml_gather (reader, g_strcmp0 (type, "inlineStr") == 0 ? "t" : "v", "f", self->text);
  if (self->text->len == 0)
    return copil_sheet_add (self->sheet, COPIL_FIELD_EMPTY, 0, "", 0, error);
  if (g_strcmp0 (type, "s") == 0)
    return add_shared (self, error);
  /* True is no figure. */
  if (g_strcmp0 (type, "b") == 0)
    g_string_assign (self->text, strcmp (self->text->str, "0") == 0 ? "FAUX" : "VRAI");
  if (type == NULL || strcmp (type, "n") == 0)
    return add_number (self, style, error);
  return copil_sheet_add (self->sheet, COPIL_FIELD_TEXT, 0, self->text->str, -1, error);
}

static gboolean
read_rows (Reader           *self,
           xmlTextReaderPtr  reader,
           GError          **error)
{
  guint line = 0;
  int status;

  while ((status = xmlTextReaderRead (reader)) == 1)
    {
      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (copil_xml_is (reader, "row"))
        {
          line = get_number (reader, "r", line + 1);
          self->column = 0;
          copil_sheet_begin_row (self->sheet, line);
        }
      else if (copil_xml_is (reader, "c") && line > 0 && !read_cell (self, reader, error))
        return FALSE;
    }
  if (status == 0)
    return TRUE;
  g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                       _("The workbook is damaged or cut short."));
  return FALSE;
}

static gboolean
read_sheet (Book           *self,
            CopilWorkbook  *workbook,
            const char     *name,
            const char     *path,
            gboolean        hidden,
            GError        **error)
{
  g_autoptr (xmlTextReader) reader = copil_package_read (self->package, path);
  g_autoptr (CopilSheet) sheet = copil_sheet_new (name);
  g_autoptr (GString) text = g_string_new (NULL);
  Reader state = { self, sheet, text, 0 };

  /* A sheet that only holds a drawing has no such part. */
  if (reader != NULL && !read_rows (&state, reader, error))
    return FALSE;
  g_ptr_array_add (hidden ? workbook->hidden : workbook->sheets, g_steal_pointer (&sheet));
  return TRUE;
}

static gboolean
read_sheets (Book           *self,
             CopilWorkbook  *workbook,
             GError        **error)
{
  g_autoptr (xmlTextReader) reader = copil_package_read (self->package, "xl/workbook.xml");

  while (reader != NULL && xmlTextReaderRead (reader) == 1)
    {
      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (copil_xml_is (reader, "workbookPr"))
        {
          g_autofree char *from_1904 = copil_xml_attribute (reader, "date1904");

          self->from_1904 = g_strcmp0 (from_1904, "1") == 0 || g_strcmp0 (from_1904, "true") == 0;
        }
      else if (copil_xml_is (reader, "sheet"))
        {
          g_autofree char *name = copil_xml_attribute (reader, "name");
          g_autofree char *id = copil_xml_attribute (reader, "id");
          g_autofree char *state = copil_xml_attribute (reader, "state");
          const char *path = id != NULL ? g_hash_table_lookup (self->targets, id) : NULL;

          if (path != NULL && !read_sheet (self, workbook, name != NULL ? name : id, path,
                                           state != NULL && strcmp (state, "visible") != 0, error))
            return FALSE;
        }
    }
  return TRUE;
}

gboolean
copil_xlsx_read (CopilWorkbook *workbook,
                 GBytes        *bytes,
                 GError       **error)
{
  Book book = { .package = copil_package_open (bytes, error) };
  gboolean done = FALSE;

  workbook->format = g_strdup ("xlsx");
  if (book.package != NULL)
    {
      read_relations (&book);
      read_shared_strings (&book);
      read_styles (&book);
      done = read_sheets (&book, workbook, error);
      done = done && copil_workbook_has_sheets (workbook, error);
    }
  book_clear (&book);
  return done;
}
