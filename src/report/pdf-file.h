/* pdf-file.h: a PDF as cairo wrote it, to be changed here and there
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairo writes one section of cross-references and an object by itself each (CAIRO_PDF_VERSION_1_4):
 * an object is found, read and changed without a look at the thousands of others, which are copied
 * as they stand. For files of others there is pdf-join.h.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Anything in the syntax of PDF: a part of a text, without NUL at its end. Empty: there is none.
 * Valid until an object is changed. */
typedef struct
{
  const char *text;
  gsize       length;
} CopilPdfValue;

/* Whether the value reads @text. */
gboolean       copil_pdf_value_is     (CopilPdfValue  self,
                                       const char    *text);
gboolean       copil_pdf_value_is_dictionary (CopilPdfValue self);
/* What a dictionary has at @key, with its slash. */
CopilPdfValue  copil_pdf_value_get    (CopilPdfValue  dictionary,
                                       const char    *key);
/* Opens an array or a dictionary: what stands in it. Anything else is a list of itself. */
CopilPdfValue  copil_pdf_value_open   (CopilPdfValue  self);
/* Takes the next value of what was opened. */
gboolean       copil_pdf_value_next   (CopilPdfValue *rest,
                                       CopilPdfValue *item);
/* Returns: (transfer full): a text string */
char          *copil_pdf_string       (const char    *utf8);

typedef struct _CopilPdfFile CopilPdfFile;

/* The bytes of @pdf are read again when it is written. */
CopilPdfFile  *copil_pdf_file_open    (GBytes         *pdf,
                                       GError        **error);
void           copil_pdf_file_free    (CopilPdfFile   *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CopilPdfFile, copil_pdf_file_free)

/* Numbers of objects: 0 is none; all are below what this returns. */
guint          copil_pdf_file_count   (CopilPdfFile   *self);
guint          copil_pdf_file_get_root (CopilPdfFile  *self);
guint          copil_pdf_file_get_info (CopilPdfFile  *self);
/* The number in a reference, 0 of any other value. */
guint          copil_pdf_value_refer  (CopilPdfValue   self);
/* All that the object is. */
CopilPdfValue  copil_pdf_file_read    (CopilPdfFile   *self,
                                       guint           object);
/* The value itself, or what it refers to. */
CopilPdfValue  copil_pdf_file_resolve (CopilPdfFile   *self,
                                       CopilPdfValue   value);

/* @object is a dictionary, not a stream. */
void           copil_pdf_file_set     (CopilPdfFile   *self,
                                       guint           object,
                                       const char     *key,
                                       const char     *format,
                                       ...) G_GNUC_PRINTF (4, 5);
guint          copil_pdf_file_add     (CopilPdfFile   *self,
                                       const char     *format,
                                       ...) G_GNUC_PRINTF (2, 3);
/* @entries: of its dictionary, besides its length. */
guint          copil_pdf_file_add_stream (CopilPdfFile *self,
                                       const char     *entries,
                                       gconstpointer   data,
                                       gsize           size);
void           copil_pdf_file_drop    (CopilPdfFile   *self,
                                       guint           object);
/* Returns: (transfer full): a PDF 1.7; the same objects give the same bytes, identifier included */
GBytes        *copil_pdf_file_write   (CopilPdfFile   *self);

G_END_DECLS
