/* finish.c: what cairo 1.16 cannot write into a PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With libqpdf: the language, text alternatives and boxes of figures, the scope
 * of table headers, artifacts, descriptions of links, XMP, the output intent and
 * attached files.  Handles of the C API are numbers that live until
 * qpdf_cleanup(); none is released one by one.
 */
#include "config.h"

#include "report/block.h"

#include <qpdf/qpdf-c.h>
#include <string.h>

#define ICC_PROFILE "/usr/share/color/icc/ghostscript/srgb.icc"
#define ICC_PROFILE_FREE "/usr/share/color/icc/sRGB.icc"

typedef struct
{
  qpdf_data      pdf;
  CopilDocument *document;
  GArray        *figures;
  guint          next_figure;
} Finish;

static qpdf_oh
parse (Finish     *self,
       const char *format,
       ...) G_GNUC_PRINTF (2, 3);

static qpdf_oh
parse (Finish     *self,
       const char *format,
       ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return qpdf_oh_parse (self->pdf, text);
}

static qpdf_oh
get (Finish     *self,
     qpdf_oh     dictionary,
     const char *key)
{
  return qpdf_oh_get_key (self->pdf, dictionary, key);
}

static void
set (Finish     *self,
     qpdf_oh     dictionary,
     const char *key,
     qpdf_oh     value)
{
  qpdf_oh_replace_key (self->pdf, dictionary, key, value);
}

static void
set_text (Finish     *self,
          qpdf_oh     dictionary,
          const char *key,
          const char *text)
{
  set (self, dictionary, key, qpdf_oh_new_unicode_string (self->pdf, text));
}

static qpdf_oh
new_stream (Finish       *self,
            gconstpointer data,
            gsize         size,
            qpdf_oh       dictionary)
{
  qpdf_oh stream = qpdf_oh_new_stream (self->pdf);
  qpdf_oh own = qpdf_oh_get_dict (self->pdf, stream);
  qpdf_oh null = qpdf_oh_new_null (self->pdf);

  qpdf_oh_begin_dict_key_iter (self->pdf, dictionary);
  while (qpdf_oh_dict_more_keys (self->pdf))
    {
      g_autofree char *key = g_strdup (qpdf_oh_dict_next_key (self->pdf));

      set (self, own, key, get (self, dictionary, key));
    }
  qpdf_oh_replace_stream_data (self->pdf, stream, data, size, null, null);
  return stream;
}

/* Tags ----------------------------------------------------------------------------------- */

static void
finish_figure (Finish *self,
               qpdf_oh element)
{
  const FigureNote *note;
  double left, top;
  char box[4][G_ASCII_DTOSTR_BUF_SIZE];

  if (self->next_figure >= self->figures->len)
    return;
  note = &g_array_index (self->figures, FigureNote, self->next_figure++);
  left = note->box.x;
  top = COPIL_PAGE_HEIGHT - note->box.y;
  g_ascii_formatd (box[0], sizeof box[0], "%.2f", left);
  g_ascii_formatd (box[1], sizeof box[1], "%.2f", top - note->box.height);
  g_ascii_formatd (box[2], sizeof box[2], "%.2f", left + note->box.width);
  g_ascii_formatd (box[3], sizeof box[3], "%.2f", top);
  set_text (self, element, "/Alt", note->alt);
  set (self, element, "/A", parse (self, "<< /O /Layout /Placement /Block /BBox [%s %s %s %s] >>",
                                   box[0], box[1], box[2], box[3]));
}

static gboolean
is_element (Finish     *self,
            qpdf_oh     object,
            const char *name)
{
  qpdf_oh kind;

  if (!qpdf_oh_is_dictionary (self->pdf, object))
    return FALSE;
  kind = get (self, object, "/S");
  return qpdf_oh_is_name (self->pdf, kind) &&
         strcmp (qpdf_oh_get_name (self->pdf, kind), name) == 0;
}

static gboolean
is_in_row_of_headers (Finish *self,
                      qpdf_oh row)
{
  qpdf_oh cells = get (self, row, "/K");
  int n = qpdf_oh_is_array (self->pdf, cells) ? qpdf_oh_get_array_n_items (self->pdf, cells) : 0;

  return n > 1 && is_element (self, qpdf_oh_get_array_item (self->pdf, cells, 1), "/TH");
}

static void finish_element (Finish  *self,
                            qpdf_oh  element,
                            gboolean header_row);

/* Children without the furniture, which is not content. */
static void
finish_children (Finish  *self,
                 qpdf_oh  element,
                 gboolean header_row)
{
  qpdf_oh children = get (self, element, "/K");

  if (is_element (self, children, "/NonStruct"))
    qpdf_oh_remove_key (self->pdf, element, "/K");
  else if (qpdf_oh_is_dictionary (self->pdf, children))
    finish_element (self, children, header_row);
  if (!qpdf_oh_is_array (self->pdf, children))
    return;
  for (int i = qpdf_oh_get_array_n_items (self->pdf, children) - 1; i >= 0; i--)
    if (is_element (self, qpdf_oh_get_array_item (self->pdf, children, i), "/NonStruct"))
      qpdf_oh_erase_item (self->pdf, children, i);
  for (int i = 0; i < qpdf_oh_get_array_n_items (self->pdf, children); i++)
    finish_element (self, qpdf_oh_get_array_item (self->pdf, children, i), header_row);
}

static void
finish_element (Finish  *self,
                qpdf_oh  element,
                gboolean header_row)
{
  if (!qpdf_oh_is_dictionary (self->pdf, element))
    return;
  if (is_element (self, element, "/Figure"))
    finish_figure (self, element);
  else if (is_element (self, element, "/TR"))
    header_row = is_in_row_of_headers (self, element);
  else if (is_element (self, element, "/TH"))
    set (self, element, "/A", parse (self, "<< /O /Table /Scope /%s >>",
                                     header_row ? "Column" : "Row"));
  finish_children (self, element, header_row);
}

/* Entries of the parent tree that led to furniture lead nowhere. */
static void
clear_parents (Finish *self,
               qpdf_oh entry)
{
  int n = qpdf_oh_is_array (self->pdf, entry) ? qpdf_oh_get_array_n_items (self->pdf, entry) : 0;

  for (int i = 0; i < n; i++)
    if (is_element (self, qpdf_oh_get_array_item (self->pdf, entry, i), "/NonStruct"))
      {
        qpdf_oh_erase_item (self->pdf, entry, i);
        qpdf_oh_insert_item (self->pdf, entry, i, qpdf_oh_new_null (self->pdf));
      }
}

static void
finish_parent_tree (Finish *self,
                    qpdf_oh node)
{
  qpdf_oh numbers = get (self, node, "/Nums"), kids = get (self, node, "/Kids");

  if (qpdf_oh_is_array (self->pdf, numbers))
    for (int i = 1; i < qpdf_oh_get_array_n_items (self->pdf, numbers); i += 2)
      clear_parents (self, qpdf_oh_get_array_item (self->pdf, numbers, i));
  if (qpdf_oh_is_array (self->pdf, kids))
    for (int i = 0; i < qpdf_oh_get_array_n_items (self->pdf, kids); i++)
      finish_parent_tree (self, qpdf_oh_get_array_item (self->pdf, kids, i));
}

/* One Document holds all: cairo hangs the blocks on the root itself. */
static void
wrap_in_document (Finish *self,
                  qpdf_oh tree)
{
  qpdf_oh children = get (self, tree, "/K");
  qpdf_oh element = parse (self, "<< /Type /StructElem /S /Document /Lang (fr-FR) >>");

  element = qpdf_make_indirect_object (self->pdf, element);
  if (!qpdf_oh_is_array (self->pdf, children))
    children = qpdf_oh_wrap_in_array (self->pdf, children);
  for (int i = 0; i < qpdf_oh_get_array_n_items (self->pdf, children); i++)
    set (self, qpdf_oh_get_array_item (self->pdf, children, i), "/P", element);
  set (self, element, "/P", tree);
  set (self, element, "/K", children);
  set (self, tree, "/K", element);
}

static void
finish_tags (Finish *self)
{
  qpdf_oh tree = get (self, qpdf_get_root (self->pdf), "/StructTreeRoot");

  if (!qpdf_oh_is_dictionary (self->pdf, tree))
    return;
  finish_parent_tree (self, get (self, tree, "/ParentTree"));
  finish_children (self, tree, FALSE);
  if (!is_element (self, get (self, tree, "/K"), "/Document"))
    wrap_in_document (self, tree);
}

/* Pages ---------------------------------------------------------------------------------- */

/* "/NonStruct << /MCID 3 >> BDC" becomes "/Artifact BMC". */
static GString *
mark_artifacts (const char *content,
                gsize       size)
{
  GString *marked = g_string_sized_new (size);
  const char *end = content + size, *from = content, *tag, *stop;

  while ((tag = g_strstr_len (from, end - from, "/NonStruct ")) != NULL)
    {
      stop = g_strstr_len (tag, end - tag, "BDC");
      if (stop == NULL)
        break;
      g_string_append_len (marked, from, tag - from);
      g_string_append (marked, "/Artifact BMC");
      from = stop + 3;
    }
  g_string_append_len (marked, from, end - from);
  return marked;
}

static void
finish_content (Finish *self,
                qpdf_oh page)
{
  qpdf_oh null = qpdf_oh_new_null (self->pdf), stream = get (self, page, "/Contents");
  g_autofree unsigned char *content = NULL;
  GString *marked;
  size_t size;

  if (qpdf_oh_is_array (self->pdf, stream))
    stream = qpdf_oh_get_array_item (self->pdf, stream, 0);
  if (qpdf_oh_get_page_content_data (self->pdf, page, &content, &size) != QPDF_SUCCESS)
    return;
  marked = mark_artifacts ((const char *) content, size);
  qpdf_oh_replace_stream_data (self->pdf, stream, (const unsigned char *) marked->str, marked->len,
                               null, null);
  set (self, page, "/Contents", stream);
  g_string_free (marked, TRUE);
}

/* What a screen reader says of a link: where it leads. */
static void
finish_link (Finish *self,
             qpdf_oh annotation)
{
  qpdf_oh destination = get (self, annotation, "/Dest");
  g_autofree char *text = NULL;
  const char *name = NULL;
  guint rank;

  if (qpdf_oh_is_name (self->pdf, destination))
    name = qpdf_oh_get_name (self->pdf, destination) + 1;
  else if (qpdf_oh_is_string (self->pdf, destination))
    name = qpdf_oh_get_string_value (self->pdf, destination);
  if (name != NULL && sscanf (name, "h%u", &rank) == 1 && rank < self->document->headings->len)
    text = g_strdup_printf ("Aller à «\u00a0%s\u00a0»",
                            g_array_index (self->document->headings, Heading, rank).title);
  set_text (self, annotation, "/Contents", text != NULL ? text : "Lien dans ce document");
  set (self, annotation, "/F", qpdf_oh_new_integer (self->pdf, 4));
}

static void
finish_page (Finish *self,
             qpdf_oh page)
{
  qpdf_oh annotations = get (self, page, "/Annots");

  finish_content (self, page);
  set (self, page, "/Tabs", qpdf_oh_new_name (self->pdf, "/S"));
  if (qpdf_oh_is_array (self->pdf, annotations))
    for (int i = 0; i < qpdf_oh_get_array_n_items (self->pdf, annotations); i++)
      finish_link (self, qpdf_oh_get_array_item (self->pdf, annotations, i));
}

/* Document ------------------------------------------------------------------------------- */

static char *
write_xmp (CopilDocument *document)
{
  const char *created = document->created != NULL ? document->created : "";
  const char *subject = document->subject != NULL ? document->subject : "";

  return g_markup_printf_escaped (
    "<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n"
    "<dc:format>application/pdf</dc:format>\n"
    "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt></dc:title>\n"
    "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li></rdf:Alt>"
    "</dc:description>\n"
    "<dc:creator><rdf:Seq><rdf:li>Copil</rdf:li></rdf:Seq></dc:creator>\n"
    "<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>\n"
    "<xmp:CreatorTool>Copil %s</xmp:CreatorTool>\n"
    "<xmp:CreateDate>%s</xmp:CreateDate>\n"
    "<xmp:ModifyDate>%s</xmp:ModifyDate>\n"
    "<pdfuaid:part>1</pdfuaid:part>\n"
    "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
    document->title, subject, COPIL_VERSION, created, created);
}

static void
finish_metadata (Finish *self,
                 qpdf_oh root)
{
  g_autofree char *xmp = write_xmp (self->document);

  set (self, root, "/Metadata",
       new_stream (self, xmp, strlen (xmp), parse (self, "<< /Type /Metadata /Subtype /XML >>")));
  set (self, root, "/Lang", qpdf_oh_new_string (self->pdf, "fr-FR"));
  set (self, root, "/ViewerPreferences", parse (self, "<< /DisplayDocTitle true >>"));
  set (self, root, "/MarkInfo", parse (self, "<< /Marked true >>"));
}

static void
finish_colors (Finish *self,
               qpdf_oh root)
{
  g_autofree char *profile = NULL;
  gsize size;
  qpdf_oh intent, intents;

  if (!g_file_get_contents (ICC_PROFILE, &profile, &size, NULL) &&
      !g_file_get_contents (ICC_PROFILE_FREE, &profile, &size, NULL))
    return;
  intent = parse (self, "<< /Type /OutputIntent /S /GTS_PDFA1 "
                        "/OutputConditionIdentifier (sRGB) /Info (sRGB) >>");
  set (self, intent, "/DestOutputProfile",
       new_stream (self, profile, size, parse (self, "<< /N 3 >>")));
  intents = qpdf_oh_new_array (self->pdf);
  qpdf_oh_append_item (self->pdf, intents, qpdf_make_indirect_object (self->pdf, intent));
  set (self, root, "/OutputIntents", intents);
}

static qpdf_oh
attach (Finish           *self,
        const Attachment *attachment)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (attachment->bytes, &size);
  qpdf_oh stream, files, spec;

  stream = new_stream (self, data, size,
                       parse (self, "<< /Type /EmbeddedFile /Subtype /text#2fcsv "
                                    "/Params << /Size %" G_GSIZE_FORMAT " >> >>", size));
  files = qpdf_oh_new_dictionary (self->pdf);
  set (self, files, "/F", stream);
  set (self, files, "/UF", stream);
  spec = parse (self, "<< /Type /Filespec /AFRelationship /Data >>");
  set_text (self, spec, "/F", attachment->name);
  set_text (self, spec, "/UF", attachment->name);
  set_text (self, spec, "/Desc", attachment->description);
  set (self, spec, "/EF", files);
  return qpdf_make_indirect_object (self->pdf, spec);
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
finish_attachments (Finish *self,
                    qpdf_oh root)
{
  qpdf_oh names, tree, list, associated;

  if (self->document->attachments->len == 0)
    return;
  names = get (self, root, "/Names");
  if (!qpdf_oh_is_dictionary (self->pdf, names))
    {
      names = qpdf_oh_new_dictionary (self->pdf);
      set (self, root, "/Names", names);
      names = get (self, root, "/Names");
    }
  list = qpdf_oh_new_array (self->pdf);
  associated = qpdf_oh_new_array (self->pdf);
  g_ptr_array_sort (self->document->attachments, compare_attachments);
  for (guint i = 0; i < self->document->attachments->len; i++)
    {
      const Attachment *attachment = g_ptr_array_index (self->document->attachments, i);
      qpdf_oh spec = attach (self, attachment);

      qpdf_oh_append_item (self->pdf, list,
                           qpdf_oh_new_unicode_string (self->pdf, attachment->name));
      qpdf_oh_append_item (self->pdf, list, spec);
      qpdf_oh_append_item (self->pdf, associated, spec);
    }
  tree = qpdf_oh_new_dictionary (self->pdf);
  set (self, tree, "/Names", list);
  set (self, names, "/EmbeddedFiles", tree);
  set (self, root, "/AF", associated);
}

static GBytes *
write_result (Finish  *self,
              GError **error)
{
  qpdf_error problem;

  qpdf_init_write_memory (self->pdf);
  qpdf_set_deterministic_ID (self->pdf, QPDF_TRUE);
  qpdf_set_minimum_pdf_version (self->pdf, "1.7");
  if (!(qpdf_write (self->pdf) & QPDF_ERRORS))
    return g_bytes_new (qpdf_get_buffer (self->pdf), qpdf_get_buffer_length (self->pdf));
  problem = qpdf_get_error (self->pdf);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "qpdf: %s",
               qpdf_get_error_full_text (self->pdf, problem));
  return NULL;
}

/**
 * copil_pdf_finish:
 * @document: titles, dates and attachments
 * @pdf: as cairo wrote it
 * @figures: (element-type FigureNote): in reading order
 *
 * Returns: (transfer full): the same pages, tagged to the end
 */
GBytes *
copil_pdf_finish (CopilDocument *document,
                  GBytes        *pdf,
                  GArray        *figures,
                  GError       **error)
{
  Finish self = { qpdf_init (), document, figures, 0 };
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);
  GBytes *result = NULL;
  qpdf_oh root;

  qpdf_silence_errors (self.pdf);
  if (qpdf_read_memory (self.pdf, "copil", data, size, NULL) & QPDF_ERRORS)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "qpdf: unreadable");
  else
    {
      root = qpdf_get_root (self.pdf);
      finish_tags (&self);
      for (int i = 0; i < qpdf_get_num_pages (self.pdf); i++)
        finish_page (&self, qpdf_get_page_n (self.pdf, (size_t) i));
      finish_metadata (&self, root);
      finish_colors (&self, root);
      finish_attachments (&self, root);
      result = write_result (&self, error);
    }
  qpdf_cleanup (&self.pdf);
  return result;
}
