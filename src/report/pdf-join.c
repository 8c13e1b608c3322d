/* pdf-join.c: other people's PDF files: whether they can be joined, and joining them
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All by libqpdf, whose handles live until qpdf_cleanup().
 */
#include "config.h"

#include "report/pdf-join.h"

#include <string.h>

#include "later/qpdf.h"

G_DEFINE_QUARK (copil-pdf-error-quark, copil_pdf_error)

typedef struct
{
  qpdf_data  pdf;
  GPtrArray *sources;  /* qpdf_data of the parts: until the result is written */
  qpdf_oh    outlines; /* of the first */
  qpdf_oh    last;     /* its last bookmark, or null */
  int        n_added;
} Join;

static gboolean
fail (GError      **error,
      CopilPdfError code,
      const char   *sentence)
{
  g_set_error_literal (error, COPIL_PDF_ERROR, (int) code, sentence);
  return FALSE;
}

/* Checking ---------------------------------------------------------------------------------- */

/* The head may stand behind some bytes of something else (ISO 32000, annex H). */
static gboolean
has_head (GBytes *pdf)
{
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);

  return data != NULL && g_strstr_len (data, (gssize) MIN (size, 1024), "%PDF-") != NULL;
}

/* (transfer full) (nullable) */
static qpdf_data
open_pdf (GBytes  *pdf,
          GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);
  qpdf_data self = qpdf_init ();
  QPDF_ERROR_CODE code;

  qpdf_silence_errors (self);
  qpdf_set_suppress_warnings (self, QPDF_TRUE);
  qpdf_set_attempt_recovery (self, QPDF_FALSE);
  code = qpdf_read_memory (self, "document", data, size, NULL);
  if ((code & QPDF_ERRORS) == 0 && !qpdf_is_encrypted (self))
    return self;
  if ((code & QPDF_ERRORS) == 0
      || qpdf_get_error_code (self, qpdf_get_error (self)) == qpdf_e_password)
    fail (error, COPIL_PDF_ERROR_ENCRYPTED,
          "Ce PDF est protégé par un mot de passe ou par des restrictions\u00a0: enregistrez-le "
          "sans protection, puis joignez-le de nouveau.");
  else
    fail (error, COPIL_PDF_ERROR_DAMAGED,
          "Ce PDF est endommagé ou incomplet\u00a0: ouvrez-le, imprimez-le dans un nouveau PDF, "
          "puis joignez celui-ci.");
  qpdf_cleanup (&self);
  return NULL;
}

static gboolean
check_pages (qpdf_data self,
             guint    *n_pages,
             GError  **error)
{
  int n = qpdf_get_num_pages (self);

  if (n == 0)
    return fail (error, COPIL_PDF_ERROR_NO_PAGE, "Ce PDF ne contient aucune page.");
  if (n < 0)
    return fail (error, COPIL_PDF_ERROR_DAMAGED,
                 "Les pages de ce PDF ne peuvent pas être lues\u00a0: imprimez-le dans un nouveau "
                 "PDF, puis joignez celui-ci.");
  if (n > COPIL_PDF_MAX_PAGES)
    return fail (error, COPIL_PDF_ERROR_TOO_LARGE,
                 "Ce PDF a plus de 5\u202f000 pages\u00a0: joignez-en des extraits.");
  *n_pages = (guint) n;
  return TRUE;
}

gboolean
copil_pdf_check (GBytes  *pdf,
                 guint   *n_pages,
                 GError **error)
{
  qpdf_data self;
  gboolean good;

  if (!has_head (pdf))
    return fail (error, COPIL_PDF_ERROR_NOT_PDF,
                 "Ce fichier n’est pas un PDF\u00a0: exportez le document en PDF, puis "
                 "joignez-le.");
  if (g_bytes_get_size (pdf) > COPIL_PDF_MAX_SIZE)
    return fail (error, COPIL_PDF_ERROR_TOO_LARGE,
                 "Ce PDF dépasse 10\u00a0Mio\u00a0: réduisez ses images ou joignez-le en "
                 "plusieurs parties.");
  self = open_pdf (pdf, error);
  if (self == NULL)
    return FALSE;
  good = check_pages (self, n_pages, error);
  qpdf_cleanup (&self);
  return good;
}

/* Joining ----------------------------------------------------------------------------------- */

static qpdf_oh
get (Join       *self,
     qpdf_oh     dictionary,
     const char *key)
{
  return qpdf_oh_get_key (self->pdf, dictionary, key);
}

/* Bookmarks are a chain. Those of a document without any begin here. */
static void
find_bookmarks (Join *self)
{
  qpdf_oh root = qpdf_get_root (self->pdf);

  self->outlines = get (self, root, "/Outlines");
  if (!qpdf_oh_is_dictionary (self->pdf, self->outlines))
    {
      self->outlines = qpdf_make_indirect_object (self->pdf,
                                                  qpdf_oh_parse (self->pdf, "<< /Count 0 >>"));
      qpdf_oh_replace_key (self->pdf, root, "/Outlines", self->outlines);
    }
  self->last = get (self, self->outlines, "/Last");
}

static void
add_bookmark (Join       *self,
              const char *title,
              qpdf_oh     page)
{
  qpdf_oh entry = qpdf_make_indirect_object (self->pdf, qpdf_oh_new_dictionary (self->pdf));
  qpdf_oh place = qpdf_oh_new_array (self->pdf);

  qpdf_oh_append_item (self->pdf, place, page);
  qpdf_oh_append_item (self->pdf, place, qpdf_oh_new_name (self->pdf, "/Fit"));
  qpdf_oh_replace_key (self->pdf, entry, "/Title", qpdf_oh_new_unicode_string (self->pdf, title));
  qpdf_oh_replace_key (self->pdf, entry, "/Parent", self->outlines);
  qpdf_oh_replace_key (self->pdf, entry, "/Dest", place);
  if (qpdf_oh_is_dictionary (self->pdf, self->last))
    {
      qpdf_oh_replace_key (self->pdf, entry, "/Prev", self->last);
      qpdf_oh_replace_key (self->pdf, self->last, "/Next", entry);
    }
  else
    qpdf_oh_replace_key (self->pdf, self->outlines, "/First", entry);
  qpdf_oh_replace_key (self->pdf, self->outlines, "/Last", entry);
  self->last = entry;
  self->n_added++;
}

/* What it would do by itself, and its place in the tags of a document that is not here. */
static void
clean_page (Join   *self,
            qpdf_oh page)
{
  static const char *const keys[] = { "/AA", "/StructParents" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    qpdf_oh_remove_key (self->pdf, page, keys[i]);
}

static gboolean
add_part (Join               *self,
          const CopilPdfPart *part,
          GError            **error)
{
  qpdf_data source = open_pdf (part->pdf, error);
  int had = qpdf_get_num_pages (self->pdf);
  int n;

  if (source == NULL)
    return FALSE;
  g_ptr_array_add (self->sources, source);
  n = qpdf_get_num_pages (source);
  for (int i = 0; i < n; i++)
    if (qpdf_add_page (self->pdf, source, qpdf_get_page_n (source, (size_t) i), QPDF_FALSE)
        & QPDF_ERRORS)
      return fail (error, COPIL_PDF_ERROR_DAMAGED, "Un document joint ne peut pas être repris.");
  for (int i = had; i < had + n; i++)
    clean_page (self, qpdf_get_page_n (self->pdf, (size_t) i));
  if (n > 0)
    add_bookmark (self, part->title, qpdf_get_page_n (self->pdf, (size_t) had));
  return TRUE;
}

static void
count_bookmarks (Join *self)
{
  qpdf_oh count = get (self, self->outlines, "/Count");
  long long had = qpdf_oh_is_integer (self->pdf, count)
                    ? qpdf_oh_get_int_value (self->pdf, count) : 0;

  qpdf_oh_replace_key (self->pdf, self->outlines, "/Count",
                       qpdf_oh_new_integer (self->pdf, had + self->n_added));
}

static GBytes *
write_joined (Join    *self,
              GError **error)
{
  qpdf_init_write_memory (self->pdf);
  qpdf_set_deterministic_ID (self->pdf, QPDF_TRUE);
  if ((qpdf_write (self->pdf) & QPDF_ERRORS) == 0)
    return g_bytes_new (qpdf_get_buffer (self->pdf), qpdf_get_buffer_length (self->pdf));
  fail (error, COPIL_PDF_ERROR_DAMAGED, "Le dossier ne peut pas être assemblé.");
  return NULL;
}

static void
close_source (gpointer data)
{
  qpdf_data source = data;

  qpdf_cleanup (&source);
}

GBytes *
copil_pdf_join (GBytes             *first,
                const CopilPdfPart *parts,
                guint               n_parts,
                GError            **error)
{
  g_autoptr (GPtrArray) sources = g_ptr_array_new_with_free_func (close_source);
  Join self = { .pdf = open_pdf (first, error), .sources = sources };
  gboolean good = self.pdf != NULL;
  GBytes *joined = NULL;

  if (!good)
    return NULL;
  find_bookmarks (&self);
  for (guint i = 0; i < n_parts && good; i++)
    good = add_part (&self, &parts[i], error);
  if (good)
    {
      count_bookmarks (&self);
      joined = write_joined (&self, error);
    }
  qpdf_cleanup (&self.pdf);
  return joined;
}
