/* finish.c: what cairo 1.16 cannot write into a PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The language, text alternatives and boxes of figures, the scope of table headers, artifacts (the
 * ground of pages) and descriptions of links; what makes it one to keep is in finish-record.c.
 * Everything else stays as cairo wrote it, compressed streams included.
 */
#include "config.h"

#include "report/block.h"

#include <string.h>

#include "report/pdf-file.h"

typedef struct
{
  CopilPdfFile  *file;
  CopilDocument *document;
  GArray        *figures;
  guint          next_figure;
  guint          column_scope, row_scope;
  guint          begin_ground, begin_content, end_content; /* streams of operators */
} Finish;

/* A member of an object that is a dictionary. */
static CopilPdfValue
get (Finish     *self,
     guint       object,
     const char *key)
{
  return copil_pdf_value_get (copil_pdf_file_read (self->file, object), key);
}

static void
set_text (Finish     *self,
          guint       object,
          const char *key,
          const char *text)
{
  g_autofree char *string = copil_pdf_string (text);

  copil_pdf_file_set (self->file, object, key, "%s", string);
}

/* Tags ----------------------------------------------------------------------------------- */

static void
finish_figure (Finish *self,
               guint   element)
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
  copil_pdf_file_set (self->file, element, "/A",
                      "<< /O /Layout /Placement /Block /BBox [%s %s %s %s] >>", box[0], box[1],
                      box[2], box[3]);
}

static gboolean
is_kind (Finish     *self,
         guint       element,
         const char *kind)
{
  return element > 0 && copil_pdf_value_is (get (self, element, "/S"), kind);
}

/* The next element among the children of another; marks in the content are none. */
static guint
next_child (CopilPdfValue *children)
{
  CopilPdfValue child;

  while (copil_pdf_value_next (children, &child))
    if (copil_pdf_value_refer (child) > 0)
      return copil_pdf_value_refer (child);
  return 0;
}

static CopilPdfValue
list_children (Finish *self,
               guint   element)
{
  return copil_pdf_value_open (get (self, element, "/K"));
}

static void
finish_cell (Finish *self,
             guint   cell,
             guint   scope)
{
  if (self->next_figure < self->figures->len)
    {
      CopilPdfValue children = list_children (self, cell);
      guint inside = next_child (&children);

      if (is_kind (self, inside, "/Figure"))
        finish_figure (self, inside);
    }
  if (scope > 0)
    copil_pdf_file_set (self->file, cell, "/A", "%u 0 R", scope);
}

/* A row of headers alone names the columns; else the first cell names its row. */
static void
finish_row (Finish *self,
            guint   row)
{
  CopilPdfValue cells = list_children (self, row), rest = cells;
  guint first = next_child (&rest), second = next_child (&rest);
  gboolean header = is_kind (self, second > 0 ? second : first, "/TH");

  for (guint cell; (cell = next_child (&cells)) > 0;)
    finish_cell (self, cell, header ? self->column_scope : cell == first ? self->row_scope : 0);
}

/* Only drawings and the cells of tables lack what cairo cannot say. */
static void
finish_element (Finish *self,
                guint   element)
{
  CopilPdfValue rows;

  if (is_kind (self, element, "/Figure"))
    finish_figure (self, element);
  if (!is_kind (self, element, "/Table"))
    return;
  rows = list_children (self, element);
  for (guint row; (row = next_child (&rows)) > 0;)
    finish_row (self, row);
}

/* One Document holds all: cairo hangs the blocks on the root itself. */
static void
finish_tags (Finish *self,
             guint   root)
{
  guint tree = copil_pdf_value_refer (get (self, root, "/StructTreeRoot")), document;
  CopilPdfValue kids, children;

  if (tree == 0)
    return;
  self->column_scope = copil_pdf_file_add (self->file, "<< /O /Table /Scope /Column >>");
  self->row_scope = copil_pdf_file_add (self->file, "<< /O /Table /Scope /Row >>");
  kids = copil_pdf_value_open (get (self, tree, "/K"));
  document = copil_pdf_file_add (self->file,
                                 "<< /Type /StructElem /S /Document /Lang (fr-FR) /P %u 0 R"
                                 " /K [%.*s] >>", tree, (int) kids.length, kids.text);
  children = kids;
  for (guint child; (child = next_child (&children)) > 0;)
    {
      finish_element (self, child);
      copil_pdf_file_set (self->file, child, "/P", "%u 0 R", document);
    }
  copil_pdf_file_set (self->file, tree, "/K", "%u 0 R", document);
}

/* Pages ---------------------------------------------------------------------------------- */

static guint
add_operators (Finish     *self,
               const char *operators)
{
  return copil_pdf_file_add_stream (self->file, "", operators, strlen (operators));
}

/* Appends what stands in @had, and of @more what @had has not. */
static void
merge (GString       *out,
       CopilPdfValue  had,
       CopilPdfValue  more)
{
  CopilPdfValue rest = copil_pdf_value_open (more), name, value;
  CopilPdfValue own = copil_pdf_value_open (had);

  g_string_append_len (out, own.text, (gssize) own.length);
  while (copil_pdf_value_next (&rest, &name) && copil_pdf_value_next (&rest, &value))
    {
      g_autofree char *key = g_strndup (name.text, name.length);

      if (copil_pdf_value_get (had, key).length == 0)
        g_string_append_printf (out, " %s %.*s", key, (int) value.length, value.text);
    }
}

/* Fonts, states and patterns bear the same names on all pages. */
static char *
merge_resources (Finish *self,
                 guint   ground,
                 guint   page)
{
  static const char *const categories[] = { "/ColorSpace", "/ExtGState", "/Font", "/Pattern",
                                            "/Shading", "/XObject" };
  CopilPdfValue more = copil_pdf_file_resolve (self->file, get (self, ground, "/Resources"));
  CopilPdfValue had = copil_pdf_file_resolve (self->file, get (self, page, "/Resources"));
  GString *merged = g_string_new ("<<");

  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    {
      CopilPdfValue first, second;

      first = copil_pdf_file_resolve (self->file, copil_pdf_value_get (had, categories[i]));
      second = copil_pdf_file_resolve (self->file, copil_pdf_value_get (more, categories[i]));
      if (first.length + second.length == 0)
        continue;
      g_string_append_printf (merged, " %s <<", categories[i]);
      merge (merged, first, second);
      g_string_append (merged, " >>");
    }
  g_string_append (merged, " >>");
  return g_string_free (merged, FALSE);
}

static void
drop (Finish        *self,
      CopilPdfValue  reference)
{
  guint object = copil_pdf_value_refer (reference);

  if (object > 0)
    copil_pdf_file_drop (self->file, object);
}

/* What lies on the ground of a page is drawn on a page of its own, and that page goes below the
 * one that follows it, as an artifact: the streams that cairo compressed stay as they are. */
static void
lay_on_ground (Finish *self,
               guint   ground,
               guint   page)
{
  g_autofree char *resources = merge_resources (self, ground, page);
  CopilPdfValue below = get (self, ground, "/Contents"), above = get (self, page, "/Contents");
  g_autofree char *contents
    = g_strdup_printf ("[%u 0 R %.*s %u 0 R %.*s %u 0 R]", self->begin_ground, (int) below.length,
                       below.text, self->begin_content, (int) above.length, above.text,
                       self->end_content);

  drop (self, get (self, ground, "/Resources"));
  drop (self, get (self, page, "/Resources"));
  copil_pdf_file_drop (self->file, ground);
  copil_pdf_file_set (self->file, page, "/Contents", "%s", contents);
  copil_pdf_file_set (self->file, page, "/Resources", "%s", resources);
}

/* What a screen reader says of a link: where it leads. */
static void
finish_link (Finish *self,
             guint   annotation)
{
  CopilPdfValue destination = get (self, annotation, "/Dest");
  g_autofree char *name = g_strndup (destination.text, destination.length);
  g_autofree char *text = NULL;
  guint rank;

  /* A name or a string. */
  if (sscanf (name, "%*1[/(]h%u", &rank) == 1 && rank < self->document->headings->len)
    text = g_strdup_printf ("Aller à «\u00a0%s\u00a0»",
                            g_array_index (self->document->headings, Heading, rank).title);
  set_text (self, annotation, "/Contents", text != NULL ? text : "Lien dans ce document");
  copil_pdf_file_set (self->file, annotation, "/F", "4");
}

static void
finish_page (Finish *self,
             guint   page)
{
  CopilPdfValue annotations = copil_pdf_file_resolve (self->file, get (self, page, "/Annots"));

  annotations = copil_pdf_value_open (annotations);
  for (guint annotation; (annotation = next_child (&annotations)) > 0;)
    finish_link (self, annotation);
  copil_pdf_file_set (self->file, page, "/Tabs", "/S");
}

/* Grounds and pages take turns. */
static void
finish_pages (Finish *self,
              guint   root)
{
  guint pages = copil_pdf_value_refer (get (self, root, "/Pages")), ground, n = 0;
  CopilPdfValue kids = copil_pdf_value_open (get (self, pages, "/Kids"));
  g_autoptr (GString) kept = g_string_new (NULL);

  self->begin_ground = add_operators (self, "/Artifact BMC q\n");
  self->begin_content = add_operators (self, "Q EMC q\n");
  self->end_content = add_operators (self, "Q\n");
  for (; (ground = next_child (&kids)) > 0; n++)
    {
      guint page = next_child (&kids);

      lay_on_ground (self, ground, page);
      finish_page (self, page);
      g_string_append_printf (kept, " %u 0 R", page);
    }
  copil_pdf_file_set (self->file, pages, "/Kids", "[%s ]", kept->str);
  copil_pdf_file_set (self->file, pages, "/Count", "%u", n);
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
  g_autoptr (CopilPdfFile) file = copil_pdf_file_open (pdf, error);
  Finish self = { .file = file, .document = document, .figures = figures };
  guint root;

  if (file == NULL)
    return NULL;
  root = copil_pdf_file_get_root (file);
  finish_tags (&self, root);
  finish_pages (&self, root);
  copil_pdf_file_set (file, root, "/Lang", "(fr-FR)");
  copil_pdf_file_set (file, root, "/ViewerPreferences", "<< /DisplayDocTitle true >>");
  copil_pdf_file_set (file, root, "/MarkInfo", "<< /Marked true >>");
  copil_pdf_finish_record (document, file);
  return copil_pdf_file_write (file);
}
