/* finish-record.c: what makes a PDF one to keep: PDF/A-3u (ISO 19005-3)
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Metadata that say what the file is and agree with its dictionary of information, the meaning of
 * its colours, and the files it carries with their kinds. Fonts are embedded, text is mapped to
 * Unicode and nothing is scripted or encrypted since cairo writes no other file. Level u and not a:
 * the space at which a line was broken is not in the text (paragraph.c).
 */
#include "config.h"

#include "report/block.h"

#include <string.h>

#include "core/resources.h"
#include "report/pdf-file.h"

/* lcms2's own sRGB, cmsCreate_sRGBProfile(), of a fixed date: "No copyright, use freely". */
#define ICC_PROFILE "/org/copil/Copil/color/srgb.icc"

/* Metadata ------------------------------------------------------------------------------- */

/* The schema of pdfuaid is not one of those that ISO 19005-3, 6.6.2.3 knows. */
#define CLAIMS                                                                                   \
  "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"            \
  " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"                                         \
  " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"                             \
  " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"                                   \
  " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"                              \
  "<pdfaid:part>3</pdfaid:part>\n"                                                               \
  "<pdfaid:conformance>U</pdfaid:conformance>\n"                                                 \
  "<pdfuaid:part>1</pdfuaid:part>\n"                                                             \
  "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"                        \
  "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"                        \
  "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"        \
  "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"                                             \
  "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"                          \
  "<pdfaProperty:name>part</pdfaProperty:name>\n"                                                \
  "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"                                   \
  "<pdfaProperty:category>internal</pdfaProperty:category>\n"                                    \
  "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\n"                     \
  "</rdf:li></rdf:Seq></pdfaSchema:property>\n"                                                  \
  "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"                                                \
  "</rdf:Description>\n"

static void
append_element (GString    *xmp,
                const char *name,
                const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xmp, "<%s>%s</%s>\n", name, escaped, name);
}

/* In the one language that no reader has to ask for. */
static void
append_alternative (GString    *xmp,
                    const char *name,
                    const char *text)
{
  g_autofree char *escaped = text != NULL ? g_markup_escape_text (text, -1) : NULL;

  if (escaped != NULL)
    g_string_append_printf (xmp, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
                            "</%s>\n", name, escaped, name);
}

static char *
write_xmp (CopilDocument *document,
           const char    *producer)
{
  GString *xmp = g_string_new (
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
    "<dc:format>application/pdf</dc:format>\n"
    "<dc:creator><rdf:Seq><rdf:li>Copil</rdf:li></rdf:Seq></dc:creator>\n"
    "<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>\n"
    "<xmp:CreatorTool>Copil " COPIL_VERSION "</xmp:CreatorTool>\n");

  append_alternative (xmp, "dc:title", document->title);
  append_alternative (xmp, "dc:description", document->subject);
  append_element (xmp, "xmp:CreateDate", document->created);
  append_element (xmp, "xmp:ModifyDate", document->created);
  append_element (xmp, "pdf:Producer", producer);
  g_string_append (xmp, "</rdf:Description>\n");
  if (!document->joined)
    g_string_append (xmp, CLAIMS);
  g_string_append (xmp, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
  return g_string_free (xmp, FALSE);
}

/* cairo 1.16 leaves "D:" out. */
static void
finish_dates (CopilDocument *document,
              CopilPdfFile  *file)
{
  static const char *const keys[] = { "/CreationDate", "/ModDate" };
  g_autoptr (GDateTime) date = document->created != NULL
                                 ? g_date_time_new_from_iso8601 (document->created, NULL) : NULL;
  g_autofree char *text = date != NULL ? g_date_time_format (date, "(D:%Y%m%d%H%M%SZ)") : NULL;

  for (guint i = 0; text != NULL && i < G_N_ELEMENTS (keys); i++)
    copil_pdf_file_set (file, copil_pdf_file_get_info (file), keys[i], "%s", text);
}

static void
finish_metadata (CopilDocument *document,
                 CopilPdfFile  *file)
{
  g_autofree char *producer = g_strdup_printf ("cairo %s", cairo_version_string ());
  g_autofree char *string = copil_pdf_string (producer);
  g_autofree char *xmp = write_xmp (document, producer);
  guint metadata = copil_pdf_file_add_stream (file, "/Type /Metadata /Subtype /XML", xmp,
                                              strlen (xmp));

  finish_dates (document, file);
  copil_pdf_file_set (file, copil_pdf_file_get_info (file), "/Producer", "%s", string);
  copil_pdf_file_set (file, copil_pdf_file_get_root (file), "/Metadata", "%u 0 R", metadata);
}

/* Colours -------------------------------------------------------------------------------- */

static void
finish_colors (CopilPdfFile *file)
{
  g_autoptr (GBytes) profile = NULL;
  guint stream, intent;

  copil_resources_register ();
  profile = g_resources_lookup_data (ICC_PROFILE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_return_if_fail (profile != NULL);
  stream = copil_pdf_file_add_stream (file, "/N 3", g_bytes_get_data (profile, NULL),
                                      g_bytes_get_size (profile));
  intent = copil_pdf_file_add (file, "<< /Type /OutputIntent /S /GTS_PDFA1 "
                               "/OutputConditionIdentifier (sRGB) /Info (sRGB) "
                               "/DestOutputProfile %u 0 R >>", stream);
  copil_pdf_file_set (file, copil_pdf_file_get_root (file), "/OutputIntents", "[%u 0 R]", intent);
}

/* Attachments ---------------------------------------------------------------------------- */

/* (transfer full): as the filter FlateDecode reads it. */
static GByteArray *
deflate (gconstpointer data,
         gsize         size)
{
  g_autoptr (GZlibCompressor) compressor
    = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1);
  GByteArray *out = g_byte_array_new ();
  gsize n_read = 0, n_written = 0;

  /* More than what does not shrink at all needs. */
  g_byte_array_set_size (out, (guint) (size + size / 512 + 64));
  if (g_converter_convert (G_CONVERTER (compressor), data, size, out->data, out->len,
                           G_CONVERTER_INPUT_AT_END, &n_read, &n_written, NULL)
      != G_CONVERTER_FINISHED)
    g_return_val_if_reached (out);
  g_byte_array_set_size (out, (guint) n_written);
  return out;
}

/* "text/csv" as a name: a slash would begin another. */
static char *
write_type (const char *type)
{
  g_autoptr (GString) name = g_string_new (type);

  g_string_replace (name, "/", "#2f", 0);
  return g_strdup_printf ("/%s", name->str);
}

static guint
add_embedded (CopilPdfFile     *file,
              const Attachment *attachment)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (attachment->bytes, &size);
  g_autoptr (GByteArray) deflated = deflate (data, size);
  g_autofree char *type = write_type (attachment->type);
  CopilPdfValue info = copil_pdf_file_read (file, copil_pdf_file_get_info (file));
  CopilPdfValue date = copil_pdf_value_get (info, "/ModDate");
  g_autofree char *entries
    = g_strdup_printf ("/Type /EmbeddedFile /Subtype %s /Filter /FlateDecode"
                       " /Params << /Size %" G_GSIZE_FORMAT "%s%.*s >>", type, size,
                       date.length > 0 ? " /ModDate " : "", (int) date.length, date.text);

  return copil_pdf_file_add_stream (file, entries, deflated->data, deflated->len);
}

static guint
attach (CopilPdfFile     *file,
        const Attachment *attachment)
{
  g_autofree char *name = copil_pdf_string (attachment->name);
  g_autofree char *description = copil_pdf_string (attachment->description);
  guint stream = add_embedded (file, attachment);

  return copil_pdf_file_add (file,
                             "<< /Type /Filespec /AFRelationship /Data /F %s /UF %s /Desc %s"
                             " /EF << /F %u 0 R /UF %u 0 R >> >>", name, name, description, stream,
                             stream);
}

/* Names of a name tree stand in byte order. */
static int
compare_attachments (gconstpointer a,
                     gconstpointer b)
{
  const Attachment *const *first = a, *const *second = b;

  return strcmp ((*first)->name, (*second)->name);
}

static void
finish_attachments (CopilDocument *document,
                    CopilPdfFile  *file)
{
  g_autoptr (GString) list = g_string_new (NULL), associated = g_string_new (NULL);
  guint root = copil_pdf_file_get_root (file);
  guint names = copil_pdf_value_refer (copil_pdf_value_get (copil_pdf_file_read (file, root),
                                                            "/Names"));

  if (document->attachments->len == 0)
    return;
  g_ptr_array_sort (document->attachments, compare_attachments);
  for (guint i = 0; i < document->attachments->len; i++)
    {
      const Attachment *attachment = g_ptr_array_index (document->attachments, i);
      g_autofree char *name = copil_pdf_string (attachment->name);
      guint specification = attach (file, attachment);

      g_string_append_printf (list, " %s %u 0 R", name, specification);
      g_string_append_printf (associated, " %u 0 R", specification);
    }
  if (names == 0)
    names = copil_pdf_file_add (file, "<< >>");
  copil_pdf_file_set (file, names, "/EmbeddedFiles", "<< /Names [%s ] >>", list->str);
  copil_pdf_file_set (file, root, "/Names", "%u 0 R", names);
  copil_pdf_file_set (file, root, "/AF", "[%s ]", associated->str);
}

/* Metadata, the meaning of colours, and attached files. */
void
copil_pdf_finish_record (CopilDocument *document,
                         CopilPdfFile  *file)
{
  finish_metadata (document, file);
  finish_colors (file);
  finish_attachments (document, file);
}
