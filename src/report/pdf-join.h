/* pdf-join.h: other people's PDF files: whether they can be joined, and joining them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As the base has it: a document is at most 10 MiB. */
#define COPIL_PDF_MAX_SIZE (10 * 1024 * 1024)
#define COPIL_PDF_MAX_PAGES 5000

/* The message is a French sentence that says what to do. */
#define COPIL_PDF_ERROR (copil_pdf_error_quark ())
typedef enum
{
  COPIL_PDF_ERROR_NOT_PDF,
  COPIL_PDF_ERROR_TOO_LARGE,
  COPIL_PDF_ERROR_ENCRYPTED,
  COPIL_PDF_ERROR_DAMAGED,
  COPIL_PDF_ERROR_NO_PAGE,
} CopilPdfError;
GQuark    copil_pdf_error_quark (void);

/**
 * copil_pdf_check:
 * @n_pages: (out): at least 1
 *
 * Whether the bytes are a PDF file that anybody can open and that can be joined to another. One
 * that had to be repaired is not.
 */
gboolean  copil_pdf_check       (GBytes        *pdf,
                                 guint         *n_pages,
                                 GError       **error);

/* @title: of its bookmark. */
typedef struct
{
  const char *title;
  GBytes     *pdf;
} CopilPdfPart;

/**
 * copil_pdf_join:
 * @parts: (array length=n_parts): each accepted by copil_pdf_check()
 *
 * The pages of @first, then those of the parts in their order, each under a bookmark after the
 * bookmarks of @first. What a part would do by itself when it is opened is left out. The same
 * bytes give the same bytes.
 *
 * Returns: (transfer full)
 */
GBytes   *copil_pdf_join        (GBytes              *first,
                                 const CopilPdfPart  *parts,
                                 guint                n_parts,
                                 GError             **error);

G_END_DECLS
