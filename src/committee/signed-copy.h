/* signed-copy.h: whether the PDF that came back is the minutes that went to be signed
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  COPIL_COPY_SAME,    /* it prints the hash of these minutes */
  COPIL_COPY_OTHER,   /* that of others */
  COPIL_COPY_NO_HASH, /* words, but no hash: another document, or an excerpt */
  COPIL_COPY_NO_TEXT, /* images: a scan */
} CopilCopyCheck;

/* @hash: of the content of the final minutes, hexadecimal. A PDF that cannot be opened: @error. */
gboolean    copil_signed_copy_check    (GBytes          *pdf,
                                        const char      *hash,
                                        CopilCopyCheck  *check,
                                        GError         **error);
/* By its words alone. */
CopilCopyCheck copil_signed_copy_judge (const char      *text,
                                        const char      *hash);
/* In a sentence, what to do: French. */
const char *copil_signed_copy_describe (CopilCopyCheck   check);

G_END_DECLS
