/* finish.c: what cairo 1.16 cannot write into a PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * With libqpdf: the language, text alternatives and boxes of figures, the scope
 * of table headers, artifacts (the ground of pages), descriptions of links, XMP, the output intent and
 * attached files.  Handles of the C API are numbers that live until
 * qpdf_cleanup(); none is released one by one.
 */
#include "config.h"

#include "report/block.h"

#include <string.h>

#include "later/qpdf.h"

#define ICC_PROFILE "/usr/share/color/icc/ghostscript/srgb.icc"
#define ICC_PROFILE_FREE "/usr/share/color/icc/sRGB.icc"

typedef struct
{
  qpdf_data      pdf;
  CopilDocument *document;
  GArray        *figures;
  guint          next_figure;
  qpdf_oh        column_scope, row_scope;
  qpdf_oh        begin_ground, begin_content, end_content; /* streams of operators */
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
make_indirect (Finish     *self,
               const char *text)
{
  return qpdf_make_indirect_object (self->pdf, qpdf_oh_parse (self->pdf, text));
}

static void
copy_keys (Finish *self,
           qpdf_oh from,
           qpdf_oh to)
{
  qpdf_oh_begin_dict_key_iter (self->pdf, from);
  while (qpdf_oh_dict_more_keys (self->pdf))
    {
      g_autofree char *key = g_strdup (qpdf_oh_dict_next_key (self->pdf));

      set (self, to, key, get (self, from, key));
    }
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

  copy_keys (self, dictionary, own);
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

static const char *
get_kind (Finish *self,
          qpdf_oh element)
{
  qpdf_oh kind;

  if (!qpdf_oh_is_dictionary (self->pdf, element))
    return "";
  kind = get (self, element, "/S");
  return qpdf_oh_is_name (self->pdf, kind) ? qpdf_oh_get_name (self->pdf, kind) : "";
}

static int
count (Finish *self,
       qpdf_oh array)
{
  return qpdf_oh_is_array (self->pdf, array) ? qpdf_oh_get_array_n_items (self->pdf, array) : 0;
}

/* A row of headers alone names the columns; else the first cell names its row. */
static void
finish_row (Finish *self,
            qpdf_oh row)
{
  qpdf_oh cells = get (self, row, "/K");
  int n = count (self, cells);
  gboolean header = FALSE;

  if (n > 1)
    header = strcmp (get_kind (self, qpdf_oh_get_array_item (self->pdf, cells, 1)), "/TH") == 0;
  for (int i = 0; i < n; i++)
    {
      qpdf_oh cell = qpdf_oh_get_array_item (self->pdf, cells, i);
      qpdf_oh inside;

      if (header || i == 0)
        set (self, cell, "/A", header ? self->column_scope : self->row_scope);
      inside = get (self, cell, "/K");
      if (strcmp (get_kind (self, inside), "/Figure") == 0)
        finish_figure (self, inside);
    }
}

/* Only drawings and the cells of tables lack what cairo cannot say. */
static void
finish_element (Finish *self,
                qpdf_oh element)
{
  const char *kind = get_kind (self, element);

  if (strcmp (kind, "/Figure") == 0)
    finish_figure (self, element);
  else if (strcmp (kind, "/Table") == 0)
    {
      qpdf_oh rows = get (self, element, "/K");

      for (int i = 0; i < count (self, rows); i++)
        finish_row (self, qpdf_oh_get_array_item (self->pdf, rows, i));
    }
}

/* One Document holds all: cairo hangs the blocks on the root itself. */
static void
wrap_in_document (Finish *self,
                  qpdf_oh tree,
                  qpdf_oh children)
{
  qpdf_oh element = make_indirect (self, "<< /Type /StructElem /S /Document /Lang (fr-FR) >>");

  for (int i = 0; i < count (self, children); i++)
    set (self, qpdf_oh_get_array_item (self->pdf, children, i), "/P", element);
  set (self, element, "/P", tree);
  set (self, element, "/K", children);
  set (self, tree, "/K", element);
}

static void
finish_tags (Finish *self)
{
  qpdf_oh tree = get (self, qpdf_get_root (self->pdf), "/StructTreeRoot"), children;

  if (!qpdf_oh_is_dictionary (self->pdf, tree))
    return;
  self->column_scope = make_indirect (self, "<< /O /Table /Scope /Column >>");
  self->row_scope = make_indirect (self, "<< /O /Table /Scope /Row >>");
  children = get (self, tree, "/K");
  if (!qpdf_oh_is_array (self->pdf, children))
    children = qpdf_oh_wrap_in_array (self->pdf, children);
  for (int i = 0; i < count (self, children); i++)
    finish_element (self, qpdf_oh_get_array_item (self->pdf, children, i));
  wrap_in_document (self, tree, children);
}

/* Pages ---------------------------------------------------------------------------------- */

static qpdf_oh
new_operators (Finish     *self,
               const char *operators)
{
  return qpdf_make_indirect_object (
    self->pdf, new_stream (self, operators, strlen (operators), qpdf_oh_new_dictionary (self->pdf)));
}

/* Fonts, states and patterns bear the same names on all pages. */
static void
add_resources (Finish *self,
               qpdf_oh from,
               qpdf_oh to)
{
  static const char *const categories[] = { "/ExtGState", "/Font", "/Pattern", "/XObject" };

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      qpdf_oh more = get (self, from, categories[i]), had = get (self, to, categories[i]);

      if (!qpdf_oh_is_dictionary (self->pdf, more))
        continue;
      if (!qpdf_oh_is_dictionary (self->pdf, had))
        set (self, to, categories[i], more);
      else
        copy_keys (self, more, had);
    }
}

/* What lies on the ground of a page is drawn on a page of its own, and that page goes below the
 * one that follows it, as an artifact: the streams that cairo compressed stay as they are. */
static void
lay_on_ground (Finish *self,
               qpdf_oh ground,
               qpdf_oh page)
{
  qpdf_oh streams = qpdf_oh_new_array (self->pdf);

  qpdf_oh_append_item (self->pdf, streams, self->begin_ground);
  qpdf_oh_append_item (self->pdf, streams, get (self, ground, "/Contents"));
  qpdf_oh_append_item (self->pdf, streams, self->begin_content);
  qpdf_oh_append_item (self->pdf, streams, get (self, page, "/Contents"));
  qpdf_oh_append_item (self->pdf, streams, self->end_content);
  set (self, page, "/Contents", streams);
  add_resources (self, get (self, ground, "/Resources"), get (self, page, "/Resources"));
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

  set (self, page, "/Tabs", qpdf_oh_new_name (self->pdf, "/S"));
  for (int i = 0; i < count (self, annotations); i++)
    finish_link (self, qpdf_oh_get_array_item (self->pdf, annotations, i));
}

/* Grounds and pages take turns. */
static void
finish_pages (Finish *self)
{
  self->begin_ground = new_operators (self, "/Artifact BMC q\n");
  self->begin_content = new_operators (self, "Q EMC q\n");
  self->end_content = new_operators (self, "Q\n");
  for (size_t i = 0; i + 1 < (size_t) qpdf_get_num_pages (self->pdf); i++)
    {
      qpdf_oh ground = qpdf_get_page_n (self->pdf, i), page = qpdf_get_page_n (self->pdf, i + 1);

      lay_on_ground (self, ground, page);
      qpdf_remove_page (self->pdf, ground);
      finish_page (self, page);
    }
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
  Finish self = { .pdf = qpdf_init (), .document = document, .figures = figures };
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
      finish_pages (&self);
      finish_metadata (&self, root);
      finish_colors (&self, root);
      finish_attachments (&self, root);
      result = write_result (&self, error);
    }
  qpdf_cleanup (&self.pdf);
  return result;
}
