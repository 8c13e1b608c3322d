/* signed-copy.c: whether the PDF that came back is the minutes that went to be signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include "committee/signed-copy.h"

#include "core/format.h"
#include "report/pdf-text.h"

#include <string.h>

#define HASH_DIGITS 64
/* A scanner writes a date or a page number of its own on an image: that is no text. */
#define FEW_LETTERS 40

/* (transfer full): without what breaks a hash over two lines. @letters: (out): how many it has. */
static char *
strip (const char *text,
       guint      *letters)
{
  GString *stripped = g_string_new (NULL);

  *letters = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      *letters += g_unichar_isalpha (c);
      if (!g_unichar_isspace (c) && c != '-' && c != 0x00AD && c != 0x2010)
        g_string_append_unichar (stripped, g_unichar_tolower (c));
    }
  return g_string_free (stripped, FALSE);
}

static gboolean
has_some_hash (const char *text)
{
  guint digits = 0;

  for (; *text != '\0'; text++)
    {
      digits = g_ascii_isxdigit (*text) ? digits + 1 : 0;
      if (digits == HASH_DIGITS)
        return TRUE;
    }
  return FALSE;
}

CopilCopyCheck
copil_signed_copy_judge (const char *text,
                         const char *hash)
{
  guint letters;
  g_autofree char *stripped = strip (text, &letters);

  if (strlen (hash) == HASH_DIGITS && strstr (stripped, hash) != NULL)
    return COPIL_COPY_SAME;
  if (has_some_hash (stripped))
    return COPIL_COPY_OTHER;
  return letters < FEW_LETTERS ? COPIL_COPY_NO_TEXT : COPIL_COPY_NO_HASH;
}

gboolean
copil_signed_copy_check (GBytes          *pdf,
                         const char      *hash,
                         CopilCopyCheck  *check,
                         GError         **error)
{
  g_autofree char *text = copil_pdf_read_text (pdf, error);

  if (text == NULL)
    return FALSE;
  *check = copil_signed_copy_judge (text, hash);
  return TRUE;
}

const char *
copil_signed_copy_describe (CopilCopyCheck check)
{
  static const char *const sentences[] = {
    [COPIL_COPY_SAME] = "Ce document porte l’empreinte du procès-verbal approuvé.",
    [COPIL_COPY_OTHER] = "Ce document porte l’empreinte d’un autre texte" COPIL_NBSP ": ce n’est pas ce "
      "procès-verbal. Vérifiez le fichier que vous avez choisi.",
    [COPIL_COPY_NO_HASH] = "Ce document ne porte pas l’empreinte du procès-verbal approuvé. S’il s’agit "
      "bien de lui, une personne qui les a comparés doit le confirmer.",
    [COPIL_COPY_NO_TEXT] = "Ce document est une image, sans texte à lire. Une personne qui l’a comparé "
      "au procès-verbal approuvé doit confirmer que c’est lui.",
  };

  return sentences[check];
}
