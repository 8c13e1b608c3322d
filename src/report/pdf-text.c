/* pdf-text.c: the words of somebody's PDF
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "report/pdf-text.h"

#include "later/pdf.h"
#include "report/pdf-join.h"

/* Functions of a library that is loaded late have no autoptr of their own. */
static char *
read_page (PopplerDocument *document,
           int              index)
{
  PopplerPage *page = poppler_document_get_page (document, index);
  char *text;

  if (page == NULL)
    return g_strdup ("");
  text = poppler_page_get_text (page);
  g_object_unref (page);
  return text;
}

char *
copil_pdf_read_text (GBytes  *pdf,
                     GError **error)
{
  PopplerDocument *document;
  GString *text;
  guint n_pages;

  if (!copil_pdf_check (pdf, &n_pages, error))
    return NULL;
  document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  if (document == NULL)
    {
      g_set_error_literal (error, COPIL_PDF_ERROR, COPIL_PDF_ERROR_DAMAGED,
                           "Ce PDF est endommagé\u00a0: demandez-le de nouveau.");
      return NULL;
    }
  text = g_string_new (NULL);
  for (int i = 0; i < (int) n_pages; i++)
    {
      g_autofree char *page = read_page (document, i);

      g_string_append_printf (text, "%s\n", page);
    }
  g_object_unref (document);
  return g_string_free (text, FALSE);
}
