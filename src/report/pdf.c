/* pdf.c: the pages of a report as a PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/block.h"

#include <cairo-pdf.h>

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
set_metadata (CopilDocument   *self,
              cairo_surface_t *surface)
{
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, self->title);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, "Copil");
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Copil " COPIL_VERSION);
  if (self->subject != NULL)
    cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, self->subject);
  /* The date of the data: the same state prints the same bytes on any day. */
  if (self->created != NULL)
    {
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, self->created);
      cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_MOD_DATE, self->created);
    }
}

static void
add_bookmarks (CopilDocument   *self,
               cairo_surface_t *surface)
{
  int parents[4] = { CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT, CAIRO_PDF_OUTLINE_ROOT,
                     CAIRO_PDF_OUTLINE_ROOT };

  for (guint i = 0; i < self->headings->len; i++)
    {
      const Heading *heading = &g_array_index (self->headings, Heading, i);
      g_autofree char *link = g_strdup_printf ("dest='h%u'", i);
      int id = cairo_pdf_surface_add_outline (surface, parents[heading->level - 1], heading->title,
                                              link, CAIRO_PDF_OUTLINE_FLAG_OPEN);

      for (int level = heading->level; level < 4; level++)
        parents[level] = id;
    }
}

static void
clear_figure (gpointer data)
{
  g_free (((FigureNote *) data)->alt);
}

/* The order of the pages is the order of the tags: figures are met as cairo met them. */
static GArray *
list_figures (CopilDocument *self)
{
  GArray *figures = g_array_new (FALSE, TRUE, sizeof (FigureNote));

  g_array_set_clear_func (figures, clear_figure);
  for (guint i = 0; i < self->pages->len; i++)
    {
      const Page *page = g_ptr_array_index (self->pages, i);

      for (guint j = 0; j < page->items->len; j++)
        {
          const Item *item = g_ptr_array_index (page->items, j);
          FigureNote note;

          if (item->kind != ITEM_CHART)
            continue;
          note = (FigureNote) { copil_chart_describe (item->chart), i,
                                { item->x, item->y, item->width, item->height } };
          g_array_append_val (figures, note);
        }
    }
  return figures;
}

GBytes *
copil_pages_to_pdf (CopilDocument *self,
                    GError       **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes,
                                                                  COPIL_PAGE_WIDTH,
                                                                  COPIL_PAGE_HEIGHT);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  /* No streams of objects, for pdf-file.h; finish.c says what version it is in the end. */
  cairo_pdf_surface_restrict_to_version (surface, CAIRO_PDF_VERSION_1_4);
  set_metadata (self, surface);
  add_bookmarks (self, surface);
  for (guint i = 0; i < self->pages->len; i++)
    {
      copil_page_draw_ground (self, i, cr);
      cairo_show_page (cr);
      copil_page_draw_content (self, i, cr, TRUE);
      cairo_show_page (cr);
    }
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  /* An unknown tag shows only now, and on the surface. */
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "cairo: %s",
               cairo_status_to_string (status));
  return NULL;
}

/**
 * copil_document_to_pdf:
 *
 * Lays the document out if that was not done, and writes it.
 *
 * Returns: (transfer full): a tagged PDF 1.7 in French, or %NULL
 */
GBytes *
copil_document_to_pdf (CopilDocument *self,
                       GError       **error)
{
  g_autoptr (GBytes) pages = NULL;
  g_autoptr (GArray) figures = NULL;

  g_return_val_if_fail (COPIL_IS_DOCUMENT (self), NULL);

  if (self->pages == NULL)
    copil_document_layout (self);
  pages = copil_pages_to_pdf (self, error);
  if (pages == NULL)
    return NULL;
  figures = list_figures (self);
  return copil_pdf_finish (self, pages, figures, error);
}
