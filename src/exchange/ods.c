/* ods.c: workbooks of LibreOffice (OpenDocument 1.3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Repeated cells and rows stand once with a count, and the empty end of a sheet
 * is such a repetition too: empties wait until something follows them.
 */
#include "config.h"

#include "exchange/package.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

typedef struct
{
  CopilFieldKind kind;
  double         number;
  GString       *text;
  guint          times;
} Cell;

typedef struct
{
  CopilSheet *sheet;
  GArray     *cells;   /* of Cell: the current row, without its empty end */
  guint       empties; /* columns that wait */
  guint       line;
} Reader;

static void
clear_cell (gpointer data)
{
  g_string_free (((Cell *) data)->text, TRUE);
}

static guint
get_repeat (xmlTextReaderPtr reader,
            const char      *name)
{
  g_autofree char *value = copil_xml_attribute (reader, name);
  guint64 number;

  if (value == NULL || !g_ascii_string_to_unsigned (value, 10, 1, G_MAXINT, &number, NULL))
    return 1;
  return (guint) number;
}

static void
interpret (Cell       *cell,
           const char *type,
           const char *value,
           const char *date)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  cell->kind = cell->text->len > 0 ? COPIL_FIELD_TEXT : COPIL_FIELD_EMPTY;
  if (g_strcmp0 (type, "date") == 0 && date != NULL && strlen (date) >= 10)
    {
      cell->kind = COPIL_FIELD_DATE;
      g_string_truncate (cell->text, 0);
      g_string_append_len (cell->text, date, 10);
    }
  else if (value != NULL && (g_strcmp0 (type, "float") == 0 || g_strcmp0 (type, "currency") == 0 ||
                             g_strcmp0 (type, "percentage") == 0))
    {
      cell->number = g_ascii_strtod (value, NULL);
      if (!isfinite (cell->number))
        return;
      if (strcmp (type, "percentage") == 0)
        cell->number *= 100;
      cell->kind = COPIL_FIELD_NUMBER;
      g_string_assign (cell->text, g_ascii_formatd (text, sizeof text, "%.15g", cell->number));
      cell->number = g_ascii_strtod (cell->text->str, NULL);
      if (strcmp (type, "percentage") == 0)
        g_string_append (cell->text, " %");
    }
}

static void
read_cell (Reader           *self,
           xmlTextReaderPtr  reader)
{
  g_autofree char *type = copil_xml_attribute (reader, "value-type");
  g_autofree char *value = copil_xml_attribute (reader, "value");
  g_autofree char *date = copil_xml_attribute (reader, "date-value");
  Cell cell = { .text = g_string_new (NULL) };
  Cell gap = { .kind = COPIL_FIELD_EMPTY };

  cell.times = get_repeat (reader, "number-columns-repeated");
  copil_xml_gather (reader, "p", "annotation", cell.text);
  interpret (&cell, type, value, date);
  if (cell.kind == COPIL_FIELD_EMPTY)
    {
      self->empties = MIN (self->empties + cell.times, COPIL_SHEET_MAX_COLUMNS);
      clear_cell (&cell);
      return;
    }
  if (self->empties > 0)
    {
      gap.text = g_string_new (NULL);
      gap.times = self->empties;
      g_array_append_val (self->cells, gap);
      self->empties = 0;
    }
  g_array_append_val (self->cells, cell);
}

static gboolean
end_row (Reader  *self,
         guint    times,
         GError **error)
{
  gboolean done = TRUE;

  for (guint t = 0; done && t < times && self->cells->len > 0; t++)
    {
      copil_sheet_begin_row (self->sheet, self->line + t);
      for (guint i = 0; done && i < self->cells->len; i++)
        {
          const Cell *cell = &g_array_index (self->cells, Cell, i);

          for (guint n = 0; done && n < cell->times; n++)
            done = copil_sheet_add (self->sheet, cell->kind, cell->number, cell->text->str,
                                    (gssize) cell->text->len, error);
        }
    }
  self->line += MIN (times, G_MAXUINT - self->line);
  g_array_set_size (self->cells, 0);
  self->empties = 0;
  return done;
}

static gboolean
read_table (Reader           *self,
            xmlTextReaderPtr  reader,
            GError          **error)
{
  int depth = xmlTextReaderDepth (reader);
  guint times = 1;

  if (xmlTextReaderIsEmptyElement (reader))
    return TRUE;
  while (xmlTextReaderRead (reader) == 1 && xmlTextReaderDepth (reader) > depth)
    {
      int type = xmlTextReaderNodeType (reader);

      if (type == XML_READER_TYPE_ELEMENT && copil_xml_is (reader, "table-row"))
        {
          times = get_repeat (reader, "number-rows-repeated");
          if (xmlTextReaderIsEmptyElement (reader) && !end_row (self, times, error))
            return FALSE;
        }
      else if (type == XML_READER_TYPE_ELEMENT && (copil_xml_is (reader, "table-cell") ||
                                                   copil_xml_is (reader, "covered-table-cell")))
        read_cell (self, reader);
      else if (type == XML_READER_TYPE_END_ELEMENT && copil_xml_is (reader, "table-row") &&
               !end_row (self, times, error))
        return FALSE;
    }
  return TRUE;
}

/* The style of a table says whether it is shown. */
static void
note_style (xmlTextReaderPtr  reader,
            char            **style,
            GHashTable       *hidden)
{
  if (copil_xml_is (reader, "style"))
    {
      g_free (*style);
      *style = copil_xml_attribute (reader, "name");
    }
  else if (*style != NULL && copil_xml_is (reader, "table-properties"))
    {
      g_autofree char *display = copil_xml_attribute (reader, "display");

      if (g_strcmp0 (display, "false") == 0)
        g_hash_table_add (hidden, g_strdup (*style));
    }
}

static gboolean
read_tables (CopilWorkbook    *workbook,
             xmlTextReaderPtr  reader,
             GArray           *cells,
             GError          **error)
{
  g_autoptr (GHashTable) hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *style = NULL;
  int status = 0;

  while (reader != NULL && (status = xmlTextReaderRead (reader)) == 1)
    {
      if (xmlTextReaderNodeType (reader) != XML_READER_TYPE_ELEMENT)
        continue;
      if (copil_xml_is (reader, "table"))
        {
          g_autofree char *name = copil_xml_attribute (reader, "name");
          g_autofree char *look = copil_xml_attribute (reader, "style-name");
          Reader state = { copil_sheet_new (name != NULL ? name : "1"), cells, 0, 1 };
          gboolean aside = look != NULL && g_hash_table_contains (hidden, look);

          g_ptr_array_add (aside ? workbook->hidden : workbook->sheets, state.sheet);
          if (!read_table (&state, reader, error))
            return FALSE;
        }
      else
        note_style (reader, &style, hidden);
    }
  if (status == 0)
    return TRUE;
  g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                       _("The workbook is damaged or cut short."));
  return FALSE;
}

gboolean
copil_ods_read (CopilWorkbook *workbook,
                GBytes        *bytes,
                GError       **error)
{
  g_autoptr (GsfInfile) package = copil_package_open (bytes, error);
  g_autoptr (xmlTextReader) reader = NULL;
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (Cell));

  workbook->format = g_strdup ("ods");
  if (package == NULL)
    return FALSE;
  g_array_set_clear_func (cells, clear_cell);
  reader = copil_package_read (package, "content.xml");
  return read_tables (workbook, reader, cells, error) &&
         copil_workbook_has_sheets (workbook, error);
}
