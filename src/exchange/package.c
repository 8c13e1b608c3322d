/* package.c: the XML parts of a zipped workbook
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * libgsf inflates, libxml2 reads: workbooks come from everywhere, and both have
 * met worse than we shall think of.
 */
#include "config.h"

#include "exchange/package.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A table of figures deflates to a tenth; a bomb to a thousandth. */
#define MAX_INFLATION 400

static gsf_off_t
measure_children (GsfInfile *folder,
                  int        depth)
{
  gsf_off_t total = 0;

  for (int i = 0; depth < 8 && i < gsf_infile_num_children (folder); i++)
    {
      g_autoptr (GsfInput) child = gsf_infile_child_by_index (folder, i);

      if (child == NULL)
        continue;
      if (GSF_IS_INFILE (child) && gsf_infile_num_children (GSF_INFILE (child)) > 0)
        total += measure_children (GSF_INFILE (child), depth + 1);
      else
        total += gsf_input_size (child);
    }
  return total;
}

GsfInfile *
copil_package_open (GBytes  *bytes,
                    GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  g_autoptr (GsfInput) input = gsf_input_memory_new (data, (gsf_off_t) size, FALSE);
  g_autoptr (GsfInfile) package = gsf_infile_zip_new (input, NULL);
  gsf_off_t inflated;

  if (package == NULL)
    {
      g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_FORMAT,
                           _("The workbook is damaged or cut short."));
      return NULL;
    }
  inflated = measure_children (package, 0);
  if (inflated > 2 * (gsf_off_t) COPIL_WORKBOOK_MAX_BYTES ||
      inflated / MAX_INFLATION > (gsf_off_t) size)
    {
      g_set_error_literal (error, COPIL_EXCHANGE_ERROR, COPIL_EXCHANGE_ERROR_TOO_LARGE,
                           _("The workbook inflates beyond all measure: it was not opened."));
      return NULL;
    }
  return g_steal_pointer (&package);
}

static int
read_input (void *context,
            char *buffer,
            int   length)
{
  GsfInput *input = context;
  gsf_off_t left = gsf_input_remaining (input);
  size_t n = (size_t) MIN ((gsf_off_t) length, left);

  if (n == 0)
    return 0;
  return gsf_input_read (input, n, (guint8 *) buffer) != NULL ? (int) n : -1;
}

static int
close_input (void *context)
{
  g_object_unref (context);
  return 0;
}

/* Damage is told by the caller in a sentence, not by libxml2 on stderr. */
static void
swallow_error (void                   *data,
               const char             *message,
               xmlParserSeverities     severity,
               xmlTextReaderLocatorPtr locator)
{
}

xmlTextReaderPtr
copil_package_read (GsfInfile  *package,
                    const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, "/", -1);
  GsfInput *part = gsf_infile_child_by_aname (package, (const char **) names);
  xmlTextReaderPtr reader;

  if (part == NULL)
    return NULL;
  reader = xmlReaderForIO (read_input, close_input, part, NULL, NULL,
                           XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT |
                             XML_PARSE_HUGE);
  if (reader != NULL)
    xmlTextReaderSetErrorHandler (reader, swallow_error, NULL);
  return reader;
}

gboolean
copil_xml_is (xmlTextReaderPtr reader,
              const char      *name)
{
  return strcmp ((const char *) xmlTextReaderConstLocalName (reader), name) == 0;
}

gboolean
copil_xml_next (xmlTextReaderPtr reader,
                const char      *name)
{
  while (xmlTextReaderRead (reader) == 1)
    if (xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT && copil_xml_is (reader, name))
      return TRUE;
  return FALSE;
}

char *
copil_xml_attribute (xmlTextReaderPtr reader,
                     const char      *name)
{
  char *value = NULL;

  if (xmlTextReaderMoveToFirstAttribute (reader) != 1)
    return NULL;
  do
    if (copil_xml_is (reader, name))
      value = g_strdup ((const char *) xmlTextReaderConstValue (reader));
  while (value == NULL && xmlTextReaderMoveToNextAttribute (reader) == 1);
  xmlTextReaderMoveToElement (reader);
  return value;
}

void
copil_xml_gather (xmlTextReaderPtr reader,
                  const char      *leaf,
                  const char      *skip,
                  GString         *text)
{
  int depth = xmlTextReaderDepth (reader), inside = 0, skipped = 0;

  if (xmlTextReaderIsEmptyElement (reader))
    return;
  while (xmlTextReaderRead (reader) == 1 && xmlTextReaderDepth (reader) > depth)
    {
      int type = xmlTextReaderNodeType (reader);
      gboolean empty = xmlTextReaderIsEmptyElement (reader) == 1;

      /* OpenDocument writes its spaces and its lines as elements. */
      if (type == XML_READER_TYPE_ELEMENT && strcmp (leaf, "p") == 0 && text->len > 0 &&
          (copil_xml_is (reader, "s") || copil_xml_is (reader, "tab") ||
           copil_xml_is (reader, "line-break") || copil_xml_is (reader, "p")))
        g_string_append_c (text, ' ');
      if (type == XML_READER_TYPE_ELEMENT && !empty)
        {
          inside += copil_xml_is (reader, leaf);
          skipped += skip != NULL && copil_xml_is (reader, skip);
        }
      else if (type == XML_READER_TYPE_END_ELEMENT)
        {
          inside -= copil_xml_is (reader, leaf);
          skipped -= skip != NULL && copil_xml_is (reader, skip);
        }
      else if (inside > 0 && skipped == 0 && text->len < COPIL_SHEET_MAX_TEXT &&
               (type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE))
        g_string_append (text, (const char *) xmlTextReaderConstValue (reader));
    }
}
